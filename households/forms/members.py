"""People of a household."""

from datetime import date
from typing import Any

from django import forms

from households.codes import Gender, Health, LeaveReason, Relation
from households.forms.versioned import VersionedForm
from households.identity import IdNumber, WrongNumber, parse
from households.models import Member
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm


class MemberForm(VersionedForm):
    """`today` bounds birth dates. An empty ID number leaves the kept one as it is."""

    id_number = forms.CharField(
        label="证件号", required=False, max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    birth_date = DayField(label="出生日期", required=False, help_text="填了证件号可以不填")
    gender = forms.ChoiceField(label="性别", choices=(("", "—"), *Gender.choices), required=False)
    health = forms.MultipleChoiceField(
        label="健康状况", choices=Health, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Member
        fields = (
            "name",
            "relation",
            "birth_date",
            "gender",
            "ethnicity",
            "politics",
            "education",
            "school_status",
            "health",
            "labour_ability",
            "work_area",
            "months_worked",
            "has_medical_insurance",
            "has_critical_illness_cover",
            "has_pension",
            "phone",
        )

    takes_id_number = frozenset({"id_number"})
    groups = (
        ("是谁", ("name", "relation", "id_number", "birth_date", "gender", "phone", "ethnicity", "politics")),
        ("读书、健康、劳动", ("education", "school_status", "health", "labour_ability", "work_area", "months_worked")),
        ("保障", ("has_medical_insurance", "has_critical_illness_cover", "has_pension")),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.id_sealed:
            self.fields["id_number"].help_text = f"现在是 {self.instance.id_masked}，不改就空着"

    @property
    def surroundings(self) -> dict[str, Any]:
        return {"today": self.today}

    def clean_id_number(self) -> IdNumber | None:
        raw = self.cleaned_data["id_number"]
        if not raw:
            return None
        try:
            return parse(raw, today=self.today)
        except WrongNumber as wrong:
            raise forms.ValidationError(f"证件号：{wrong.message}") from wrong

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        number = found.get("id_number")
        if number:
            self._compare(found, number)
        for name in ("birth_date", "gender"):
            if not found.get(name) and name not in self.errors and "id_number" not in self.errors:
                self.add_error(name, f"填写“{self.fields[name].label}”，或填证件号")
        if found.get("birth_date") and found["birth_date"] > self.today:
            self.add_error("birth_date", "出生日期还没有到")
        if Health.HEALTHY in found.get("health", []) and len(found["health"]) > 1:
            self.add_error("health", "选了“健康”就不能再选病或残疾")
        return found

    def _compare(self, found: dict[str, Any], number: IdNumber) -> None:
        """What the number says fills empty fields and must agree with filled ones."""
        gender = Gender.MALE if number.is_male else Gender.FEMALE
        for name, said, words in (
            ("birth_date", number.birth_date, f"{number.birth_date:%Y-%m-%d}"),
            ("gender", gender.value, gender.label),
        ):
            if not found.get(name):
                found[name] = said
            elif found[name] != said:
                self.add_error(name, f"和证件号里的{words}不一样，请核对证件")


class LeaveForm(ActionForm):
    left_on = DayField(label="哪天离开")
    leave_reason = forms.ChoiceField(label="原因", choices=LeaveReason, widget=forms.RadioSelect)


class HeadForm(ActionForm):
    former_relation = forms.ChoiceField(
        label="原户主与新户主的关系", choices=[choice for choice in Relation.choices if choice[0] != Relation.HEAD]
    )


class RevealForm(ActionForm):
    reason = forms.CharField(
        label="为什么要看",
        max_length=200,
        help_text="会记下谁、什么时候、为什么看",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
