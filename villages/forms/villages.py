"""Forms of villages, postings, indicators and the baseline."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm
from villages.models import Baseline, Indicator, Village


class PostingForm(ActionForm):
    user = forms.ModelChoiceField(
        label="专干", queryset=User.objects.with_role(Role.CADRE).active().order_by("name"), empty_label="选一位"
    )
    since = DayField(label="从哪天起", help_text="现任专干到前一天止")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": today}, **kwargs)
        self.fields["user"].label_from_instance = lambda user: f"{user.name}（{user.username}）"  # type: ignore[attr-defined]


class EndPostingForm(ActionForm):
    until = DayField(label="到哪天止", help_text="最后一天也算在内")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"until": today}, **kwargs)


# No office has more; Postgres' own limit would be no sentence.
MOST = 10_000_000


class BaselineForm(ActionForm):
    starts_on = DayField(label="计划从哪天开始")
    deadline = DayField(label="目标日", help_text="到这一天全部脱贫")
    households = forms.IntegerField(label="开始时未脱贫的户", min_value=1, max_value=MOST)
    persons = forms.IntegerField(label="开始时未脱贫的人", min_value=1, max_value=MOST)
    source = forms.CharField(label="来源", max_length=160, help_text="文件名和文号")

    def __init__(self, *args: Any, baseline: Baseline | None = None, **kwargs: Any) -> None:
        names = ("starts_on", "deadline", "households", "persons", "source")
        super().__init__(
            *args, initial={name: getattr(baseline, name) for name in names} if baseline else None, **kwargs
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"starts_on", "deadline"} <= data.keys() and data["deadline"] <= data["starts_on"]:
            self.add_error("deadline", "目标日要晚于计划开始")
        if {"households", "persons"} <= data.keys() and data["persons"] < data["households"]:
            self.add_error("persons", "人数不能少于户数")
        return data


class IndicatorForm(ActionForm):
    indicator = forms.ChoiceField(label="指标", choices=Indicator.choices)
    year = forms.IntegerField(label="年度", min_value=2013, max_value=2100)
    amount = forms.DecimalField(label="数值", min_value=Decimal(0), max_digits=14, decimal_places=2)
    source = forms.CharField(label="来源", max_length=120, help_text="谁报的、哪份表")

    def __init__(self, *args: Any, today: date, indicator: str = "", **kwargs: Any) -> None:
        """`indicator` is the one that a link was about."""
        super().__init__(*args, initial={"year": today.year, "indicator": indicator}, **kwargs)


class VillageForm(ActionForm, forms.ModelForm):
    class Meta:
        model = Village
        fields = (
            "is_poverty_village",
            "rural_households",
            "rural_population",
            "population_year",
            "leader_name",
            "leader_duty",
            "leader_phone",
            "first_secretary_name",
            "first_secretary_unit",
            "first_secretary_phone",
            "party_secretary_name",
            "party_secretary_phone",
        )
