"""Enterprises, their contacts, and what comes to its last day."""

import unicodedata
from datetime import date
from typing import Any

from django import forms

from enterprises.codes import Mode
from enterprises.credit_code import objection
from enterprises.models import Enterprise
from households.forms.versioned import VersionedForm
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm


class EnterpriseForm(VersionedForm):
    intended_modes = forms.MultipleChoiceField(
        label="意向模式",
        choices=Mode,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="走访以前说的打算；真正的方式走访以后在结对村里选",
    )

    class Meta:
        model = Enterprise
        fields = (
            "credit_code",
            "name",
            "sector",
            "head_name",
            "phone",
            "employees",
            "village",
            "address",
            "capabilities",
            "intended_modes",
        )
        widgets = {
            "capabilities": forms.Textarea(
                attrs={"rows": 2, "placeholder": "如：有包装线，月用菜 6 吨，能带徒弟 10 人"}
            ),
        }

    groups = (
        ("营业执照上的", ("credit_code", "name", "sector", "head_name")),
        ("联系和规模", ("phone", "employees", "village", "address")),
        ("能帮什么", ("capabilities", "intended_modes")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit_code"].help_text = "18 位，营业执照右上角"
        self.fields["credit_code"].max_length = None  # type: ignore[attr-defined]
        self.fields["village"].empty_label = "不在本处的村"  # type: ignore[attr-defined]

    def clean_credit_code(self) -> str:
        code = "".join(unicodedata.normalize("NFKC", self.cleaned_data["credit_code"]).split()).upper()
        if wrong := objection(code):
            raise forms.ValidationError(wrong)
        return code


class _NotAhead(ActionForm):
    """`today` is given; a day that has not come yet is refused beside its field."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def _come(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > self.today:
            raise forms.ValidationError(f"“{self.fields[name].label}”还没有到，最晚写 {self.today}")
        return day


class LastDayForm(_NotAhead):
    """The last day of a pairing, of a contact's time, or of taking part."""

    until = DayField(label="最后一天")

    def clean_until(self) -> date:
        return self._come("until")


class SinceForm(_NotAhead):
    since = DayField(label="从哪天起")

    def clean_since(self) -> date:
        return self._come("since")


class _Account(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}（{obj.username}）"


class ContactForm(SinceForm):
    """Only accounts of the role, which the security administrator makes."""

    user = _Account(
        label="联系人的账号", queryset=User.objects.none(), empty_label="选一位", help_text="账号由安全管理员先开好"
    )
    field_order = ("user", "since")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = User.objects.filter(role=Role.ENTERPRISE, is_active=True).order_by("name", "pk")
        self.fields["user"].queryset = accounts  # type: ignore[attr-defined]
