"""Taking part in a village's plan, what it brought, and the household's trade."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from households.actions.trades import Benefit, cell_of
from households.codes import BenefitLink, IncomeItem
from households.forms.income import AmountField
from households.forms.versioned import VersionedForm
from households.models import Household, HouseholdTrade, Participation
from households.trades import item_of
from povertyplan.ui.fields import DayField, YuanField
from povertyplan.ui.forms import ActionForm, speak_plainly
from villages.models import VillagePlan

_LEAST_A_YEAR = 100_00


def _terms_widget() -> forms.TextInput:
    return forms.TextInput(attrs={"placeholder": "如：流转 3.1 亩，每亩 200 元，合同 5 年"})


class ExpectedField(YuanField):
    """元 a year; nothing known is left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"label": "预计一年收入（元）", "required": False, "min_value": None, "help_text": "说不准就空着"}
            | kwargs
        )

    def clean(self, value: object) -> int | None:
        fen = super().clean(value)
        if fen is not None and fen < _LEAST_A_YEAR:
            raise forms.ValidationError("预计一年收入按元填，不到 100 元的空着")
        return fen


class _NotAhead(forms.Form):
    """`today` is given; a day that has not come yet is refused beside its field."""

    today: date

    def clean_since(self) -> date | None:
        return self._come("since")

    def clean_until(self) -> date | None:
        return self._come("until")

    def _come(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and day > self.today:
            raise forms.ValidationError(f"“{self.fields[name].label}”还没有到，最晚写 {self.today}")
        return day


class JoinForm(_NotAhead, ActionForm):
    """How one household or several of a village take part, on the same terms."""

    link = forms.ChoiceField(label="怎么参加", choices=[("", "—"), *BenefitLink.choices])
    since = DayField(label="从哪天起")
    terms = forms.CharField(label="怎么约定的", required=False, max_length=120, widget=_terms_widget())
    expected = ExpectedField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("link", "since", "terms", "expected")}


class ParticipationForm(_NotAhead, VersionedForm):
    """A correction. The last day is asked only of what has ended; ending it is an act of its own."""

    since = DayField(label="从哪天起")
    until = DayField(label="到哪天止", required=False, help_text="清空就是还在参加")
    expected = ExpectedField()

    class Meta:
        model = Participation
        fields = ("link", "terms", "expected", "since", "until")
        widgets = {"terms": _terms_widget()}

    groups = (("怎么参加", ("link", "terms", "expected", "since", "until")),)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        if self.instance.until is None:
            del self.fields["until"]

    @property
    def surroundings(self) -> dict[str, Any]:
        return {"today": self.today}

    def grouped(self) -> Iterator[tuple[str, list[BoundField]]]:
        for title, names in self.groups:
            yield title, [self[name] for name in names if name in self.fields]


class EndForm(_NotAhead, ActionForm):
    until = DayField(label="最后一天")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **{"prefix": "end", "initial": {"until": today}} | kwargs)


class TradeForm(_NotAhead, VersionedForm):
    since = DayField(label="从哪天起")
    until = DayField(label="到哪天止", required=False, help_text="清空就是还在做")
    expected = ExpectedField()

    class Meta:
        model = HouseholdTrade
        fields = ("kind", "name", "scale", "plan", "expected", "since", "until")
        widgets = {
            "name": forms.TextInput(attrs={"placeholder": "如：养猪、金银花、车间务工"}),
            "scale": forms.TextInput(attrs={"placeholder": "如：4 头、3.2 亩、1 人"}),
        }

    groups = (("做什么", ("kind", "name", "scale", "expected", "plan", "since", "until")),)

    def __init__(self, *args: Any, household: Household, today: date, **kwargs: Any) -> None:
        self.household, self.today = household, today
        super().__init__(*args, **kwargs)
        self._offer_plans()
        if self.instance.until is None:
            del self.fields["until"]

    def _offer_plans(self) -> None:
        """The village's plan that has not ended, and the one that the trade names already."""
        plans = VillagePlan.objects.filter(village=self.household.village_id)
        offered = plans.current() | plans.filter(pk=self.instance.plan_id)
        field = self.fields["plan"]
        if not offered.exists():
            del self.fields["plan"]
            return
        field.label, field.empty_label = "属于村里的一村一品", "不属于"  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = "这份规划不是这个村现在的，重新选"
        field.queryset = offered  # type: ignore[attr-defined]
        field.label_from_instance = lambda plan: plan.product  # type: ignore[attr-defined]

    @property
    def surroundings(self) -> dict[str, Any]:
        return {"household": self.household, "today": self.today}

    def grouped(self) -> Iterator[tuple[str, list[BoundField]]]:
        for title, names in self.groups:
            yield title, [self[name] for name in names if name in self.fields]


@dataclass(frozen=True)
class Cell:
    """Where the amount of one participation and year is typed; `name` is the household's."""

    participation: Participation
    year: int
    name: str
    field: BoundField
    seen: BoundField


class BenefitField(AmountField):
    """As in the income register, with the household's name or the year before what is wrong."""

    def __init__(self, item: IncomeItem, *, whose: str) -> None:
        super().__init__(item)
        self.label, self.whose = whose, whose

    def clean(self, value: object) -> int | None:
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            words = "；".join(error.messages)
            raise forms.ValidationError(words if self.whose in words else f"{self.whose}：{words}") from None


class BenefitForm(ActionForm):
    """A cell for each participation and year that is offered; only what was typed over goes to the action."""

    def __init__(self, *args: Any, offered: Iterable[tuple[Participation, int, str]], **kwargs: Any) -> None:
        self.offered = list(offered)
        super().__init__(*args, **kwargs)
        for part, year, whose in self.offered:
            name, now = cell_of(part, year), part.brought.get(year)
            item = item_of(part.link, part.plan.industry)
            self.fields[name] = BenefitField(item, whose=whose)
            speak_plainly(self.fields[name], whose)
            self.fields[_seen(name)] = forms.IntegerField(required=False, widget=forms.HiddenInput)
            self.initial[name] = self.initial[_seen(name)] = now

    @property
    def cells(self) -> list[Cell]:
        return [
            Cell(part, year, whose, self[cell_of(part, year)], self[_seen(cell_of(part, year))])
            for part, year, whose in self.offered
        ]

    @property
    def typed(self) -> list[Benefit]:
        found = [
            Benefit(part, year, self.cleaned_data[cell_of(part, year)], self.cleaned_data[_seen(cell_of(part, year))])
            for part, year, _ in self.offered
        ]
        return [benefit for benefit in found if benefit.amount != benefit.seen]


def _seen(name: str) -> str:
    return f"{name}_seen"


def year_cells(part: Participation, *, today: date) -> list[tuple[Participation, int, str]]:
    """Every year of a participation, the newest first, and years that have an amount already."""
    last = min(part.until.year, today.year) if part.until else today.year
    first = max(part.since.year, part.household.identified_year)
    years = {*range(first, last + 1), *part.brought}
    return [(part, year, f"{year} 年") for year in sorted(years, reverse=True)]
