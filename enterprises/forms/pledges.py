"""The modes of a village, and a pledge in one of them: only the fields of its mode (`modes.RULES`)."""

from datetime import date
from typing import Any

from django import forms

from enterprises.codes import Deal, Gift, Mode, Purpose, Recipient
from enterprises.models import MOST_PEOPLE, ModeChoice, Pledge
from enterprises.modes import RULES
from povertyplan.ui.fields import DayField, YuanField
from povertyplan.ui.forms import ActionForm

# What each mode means to who has to choose.
MEANING = {
    Mode.INDUSTRY: "投资办厂，开发村里资源",
    Mode.TRADE: "收购、代销、委托加工",
    Mode.EMPLOYMENT: "给岗位，培训，保工资",
    Mode.DONATION: "捐款捐物，助学助老助残助医",
    Mode.SKILLS: "教技术，讲经验",
}
# How `what` is asked in each mode, with an example.
_WHAT = {
    Mode.INDUSTRY: ("什么项目", "如：香菇大棚 20 个"),
    Mode.TRADE: ("买卖什么", "如：香菇、茶油"),
    Mode.EMPLOYMENT: ("什么岗位", "如：车间包装工"),
    Mode.DONATION: ("捐什么", "如：助学款、书包"),
    Mode.SKILLS: ("教什么", "如：香菇栽培"),
}
_MEASURE = {
    Mode.INDUSTRY: "协议投资（元）",
    Mode.TRADE: "约定金额（元）",
    Mode.EMPLOYMENT: "给几个岗位",
    Mode.DONATION: "捐多少（元），物资按折价",
    Mode.SKILLS: "培训多少人次",
}


class ModesForm(ActionForm):
    modes = forms.MultipleChoiceField(
        label="帮扶方式",
        choices=Mode.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "至少选一种方式"},
    )


class PledgeForm(ActionForm):
    """Amounts typed in 元, counts whole; `facts` are the columns of the mode."""

    what = forms.CharField(label="做什么", max_length=60)
    amount = YuanField(label="金额（元）", max_digits=12)
    count = forms.IntegerField(label="数目", min_value=1, max_value=MOST_PEOPLE)
    deal = forms.ChoiceField(label="怎么做", choices=Deal.choices, widget=forms.RadioSelect)
    gift = forms.ChoiceField(label="款还是物", choices=Gift.choices, widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label="用途", choices=Purpose.choices, widget=forms.RadioSelect)
    recipient = forms.ChoiceField(label="给谁", choices=Recipient.choices, widget=forms.RadioSelect)
    monthly_pay = YuanField(label="月工资不低于（元）")
    quantity = forms.DecimalField(label="数量", max_digits=12, decimal_places=2, required=False)
    quantity_unit = forms.CharField(label="计量单位", max_length=10, required=False, help_text="如：斤、个、套")
    months = forms.IntegerField(label="一年做几个月", required=False, min_value=1, max_value=12)
    green_channel = forms.CharField(
        label="绿色通道", max_length=60, required=False, help_text="对贫困户放宽什么，如：免学历、优先录用"
    )
    capacity = forms.CharField(label="规模", max_length=60, required=False, help_text="如：20 个棚、年产 8 万斤")
    households_expected = forms.IntegerField(label="预计带动几户", required=False, min_value=1, max_value=MOST_PEOPLE)
    village_income = YuanField(label="村集体一年预计增收（元）", required=False)
    terms = forms.CharField(label="怎么约定的", max_length=120, required=False)
    due_on = DayField(label="到哪天做完", required=False)
    pledged_on = DayField(label="哪天承诺的")

    def __init__(
        self, *args: Any, choice: ModeChoice, pledge: Pledge | None = None, today: date, **kwargs: Any
    ) -> None:
        self.mode = Mode(choice.mode)
        if pledge:
            kwargs["initial"] = {name: getattr(pledge, name) for name in self.base_fields}
        else:
            kwargs.setdefault("initial", {"pledged_on": today})
        super().__init__(*args, **kwargs)
        facts = RULES[self.mode].pledge
        for name in set(self.fields) - facts.allowed - {"what", "terms", "due_on", "pledged_on"}:
            del self.fields[name]
        label, example = _WHAT[self.mode]
        self._ask("what", label, example)
        self._ask(RULES[self.mode].measure, _MEASURE[self.mode])
        if self.mode is Mode.TRADE:
            self.fields["terms"].help_text = "如：保底价 7.5 元/斤"
        self.fields["pledged_on"].widget.attrs |= {"min": choice.chosen_on.isoformat(), "max": today.isoformat()}

    def _ask(self, name: str, label: str, example: str = "") -> None:
        field = self.fields[name]
        field.error_messages["required"] = f"填写“{label}”"
        field.label, field.help_text = label, example or field.help_text

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
