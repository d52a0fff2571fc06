"""A pilot village with its fund, and an earmark in it."""

import re
from datetime import date
from typing import Any

from django import forms

from funds.codes import FundSource, Use
from funds.models import Fund
from povertyplan.shapes import is_phone
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm
from villages.models import Village


class FundForm(ActionForm):
    village = forms.ModelChoiceField(label="试点村", queryset=Village.objects.none(), empty_label="—")
    reason = forms.CharField(
        label="为什么选它",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="要公开：产业基础、村账管得怎样、村民意愿",
    )
    selected_on = DayField(label="哪天定的")
    document_no = forms.CharField(label="文号", max_length=60, required=False)
    bank_name = forms.CharField(label="开户银行", max_length=60)
    bank_account = forms.CharField(
        label="银行账号",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text="加密存，只写一次，以后只显示后四位",
    )
    hotline = forms.CharField(label="监督电话", max_length=20, required=False, validators=[is_phone])
    # A bank's number may look like an ID number; it is sealed and appears nowhere.
    takes_id_number = frozenset({"bank_account"})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **{"initial": {"selected_on": today}} | kwargs)
        self.fields["village"].queryset = Village.objects.exclude(fund__isnull=False)  # type: ignore[attr-defined]
        self.fields["selected_on"].widget.attrs["max"] = today.isoformat()

    def clean_selected_on(self) -> date:
        day: date = self.cleaned_data["selected_on"]
        if day > self.today:
            raise forms.ValidationError("定试点的日期还没有到")
        return day

    def clean_bank_account(self) -> str:
        typed = re.sub(r"[\s-]", "", self.cleaned_data["bank_account"])
        if typed and not re.fullmatch(r"[0-9]{8,30}", typed):
            raise forms.ValidationError("“银行账号”是 8 到 30 位数字")
        return typed


class EarmarkForm(ActionForm):
    source = forms.ChoiceField(label="来源", choices=FundSource.choices, widget=forms.RadioSelect)
    use = forms.ChoiceField(
        label="只能用在", choices=Use.choices, widget=forms.RadioSelect, help_text="捐的人、文件指定了用途，才单开一笔"
    )

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        self.fund = fund
        super().__init__(*args, **kwargs)
