"""The income register of a year: every item of the six groups with its amount and a note."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ParamSpec, TypeVar

from django import forms
from django.forms.boundfield import BoundField

from households.actions.households import Stale
from households.actions.registers import MOST_PEOPLE
from households.codes import IncomeItem, IncomeSource
from households.forms.versioned import Difference
from households.incomes import items_of, objection, source_of
from households.models import Household, IncomeLine, IncomeYear, NetIncome
from povertyplan.ui.fields import YuanField
from povertyplan.ui.forms import ActionForm
from povertyplan.ui.money import plain_yuan
from povertyplan.versions import values_at

P = ParamSpec("P")
T = TypeVar("T")

_HEAD = ("people", "is_estimate", "note")
_VERSION = re.compile(r"^[0-9]{1,18}\.[0-9]{1,18}$")
_WAN = re.compile(r"^(\d+(?:\.\d+)?)\s*万$")
# Costs stand beside the sales that they belong to.
_ORDER = (
    IncomeSource.WAGE,
    IncomeSource.BUSINESS,
    IncomeSource.COST,
    IncomeSource.PROPERTY,
    IncomeSource.TRANSFER,
    IncomeSource.UNCOUNTED,
)
_HINTS = {
    IncomeSource.TRANSFER: "按月、按季长期发的补助",
    IncomeSource.COST: "种子、肥料、饲料、雇工等，从收入里减去",
    IncomeSource.UNCOUNTED: "一次性的，只登记，不算进人均纯收入",
}
_TOTALS = {"W": "wage", "B": "business", "P": "property_income", "T": "transfer", "K": "cost", "N": "uncounted"}


def note_of(item: str) -> str:
    """The name of the note field beside an amount."""
    return f"{item}_note"


class AmountField(YuanField):
    """元 of a year; empty is nothing, and what was meant in 万元 is said so."""

    def __init__(self, item: IncomeItem) -> None:
        widget = forms.TextInput(attrs={"class": "inp r", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=item.label, required=False, min_value=None, widget=widget)
        self.item = item

    def clean(self, value: object) -> int | None:
        text = value.strip().removesuffix("元").strip() if isinstance(value, str) else value
        if isinstance(text, str) and "万" in text:
            wan = _WAN.match(text)
            example = f"{wan[1]} 万元写 {Decimal(wan[1]) * 10_000:.0f}" if wan else "1.2 万元写 12000"
            raise forms.ValidationError(f"“{self.label}”按元填，{example}")
        fen = super().clean(text)
        words = None if fen is None else objection(self.item, fen)
        if words:
            raise forms.ValidationError(words)
        return fen


@dataclass(frozen=True)
class Row:
    """An item's two fields, and beside them what the village's plan or an enterprise brought of it: typed there,
    counted here."""

    amount: BoundField
    note: BoundField
    brought: list[IncomeLine]

    @property
    def fields(self) -> tuple[BoundField, BoundField]:
        return self.amount, self.note


@dataclass(frozen=True)
class Group:
    """One source with its items; `total` in 分 as it was saved, None before."""

    source: IncomeSource
    hint: str
    rows: list[Row]
    total: int | None

    @property
    def is_folded(self) -> bool:
        """One-off money that nobody typed yet stays out of the way."""
        touched = any(field.value() or field.errors for row in self.rows for field in row.fields)
        return self.source is IncomeSource.UNCOUNTED and not touched


class IncomeForm(ActionForm):
    seen = forms.CharField(label="打开时的版本", widget=forms.HiddenInput, required=False)
    year = forms.IntegerField(label="年度", help_text="1 月到 12 月的收入")
    people = forms.IntegerField(
        label="年底人口（人）", min_value=1, max_value=MOST_PEOPLE, help_text="12 月 31 日在册的人，人均按它算"
    )
    is_estimate = forms.BooleanField(label="预计，年底再核", required=False)
    note = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(
        self,
        *args: Any,
        household: Household,
        today: date,
        year: int,
        register: IncomeYear | None = None,
        like: IncomeYear | None = None,
        **kwargs: Any,
    ) -> None:
        """`like` is an earlier register, from which a first form takes what comes every year."""
        self.household, self.today, self.register, self.asked = household, today, register, year
        self.is_stale, self.changed_by, self.differences = False, "", list[Difference]()
        # A register that only a plan's money began is filled like a new one.
        initial = (_saved(register) if register else _first(household, year, today)) | _repeated(like)
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)

    def clean_seen(self) -> str:
        """Not a version: one that nobody can have had in front of them, so both are shown."""
        seen: str = self.cleaned_data["seen"]
        return seen if not seen or _VERSION.match(seen) else "0.0"

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > self.today.year:
            raise forms.ValidationError(f"{year} 年还没有到")
        if year < self.household.identified_year:
            raise forms.ValidationError(f"这户 {self.household.identified_year} 年识别，之前的年度不登记")
        return year

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for item in IncomeItem:
            if found.get(note_of(item)) and item.value in found and found[item.value] is None:
                self.add_error(item.value, f"“{item.label}”写了说明，没有写金额")
        return found

    @property
    def facts(self) -> dict[str, Any]:
        """What goes to the action."""
        given = self.cleaned_data
        lines = {item.value: (given[item], given[note_of(item)]) for item in IncomeItem if given[item] is not None}
        return {"year": given["year"], **{name: given[name] for name in _HEAD}, "lines": lines}

    def columns(self) -> list[list[Group]]:
        """As they stand on a desk: what the household works for, and what comes to it besides."""
        left = (IncomeSource.WAGE, IncomeSource.BUSINESS, IncomeSource.COST)
        groups = list(self._groups())
        return [[group for group in groups if (group.source in left) is side] for side in (True, False)]

    def _groups(self) -> Iterator[Group]:
        net = NetIncome.objects.filter(register=self.register).first() if self.register else None
        lines = self.register.lines.brought() if self.register else IncomeLine.objects.none()
        brought = list(lines.select_related("participation__plan", "enterprise_help__beneficiary"))
        for source in _ORDER:
            rows = [
                Row(self[item.value], self[note_of(item)], [line for line in brought if line.item == item])
                for item in items_of(source)
            ]
            total = None if net is None or self.is_bound else getattr(net, _TOTALS[source])
            yield Group(source, _HINTS.get(source, ""), rows, total)

    def perform(self, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        def watched(*inner: P.args, **facts: P.kwargs) -> T:
            try:
                return action(*inner, **facts)
            except Stale:
                self.is_stale = True
                raise

        return super().perform(watched, *args, **kwargs)

    def beside_the_newer(self) -> "IncomeForm":
        """The same form over the register as it is now: what the person typed stays, the rest follows the register."""
        seen, year = self.cleaned_data["seen"], self.cleaned_data["year"]
        opened = {"pk": self.register.pk} if self.register and seen else {"year": year}
        now = self.household.income_years.get(**opened)
        before = _flat(_head_at(now, seen), now.lines_at(seen)) if seen else _flat({}, {})
        theirs = _flat({name: getattr(now, name) for name in _HEAD}, _lines_of(now))
        mine = _flat(self.cleaned_data, self.facts["lines"])
        # What was not touched here, or never known, follows the other person.
        kept = {name: value for name, value in mine.items() if value != before.get(name)} | {"year": year}
        form = IncomeForm(household=self.household, today=self.today, year=now.year, register=now, initial=kept)
        form.is_stale, form.changed_by = True, now.author
        form.differences = [
            Difference(
                str(self.fields[name].label),
                *(_said(name, value) for value in (before.get(name), theirs[name], kept.get(name, theirs[name]))),
            )
            for name in theirs
            if theirs[name] != before.get(name)
        ]
        return form


for _item in IncomeItem:
    IncomeForm.base_fields[_item.value] = AmountField(_item)
    IncomeForm.base_fields[note_of(_item)] = forms.CharField(
        label=f"{_item.label}说明",
        required=False,
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "inp", "aria-label": f"{_item.label}说明", "placeholder": "说明", "size": 12}
        ),
    )


def _first(household: Household, year: int, today: date) -> dict[str, Any]:
    last_day = min(date(year, 12, 31), today)
    people = household.members.present_on(last_day).count()
    return {"year": year, "people": people or None, "is_estimate": year == today.year}


def _repeated(like: IncomeYear | None) -> dict[str, Any]:
    if like is None:
        return {}
    lines = {item: line for item, line in _lines_of(like).items() if source_of(item) is not IncomeSource.UNCOUNTED}
    return {name: value for name, value in _flat({}, lines).items() if value not in (None, "")}


def _saved(register: IncomeYear) -> dict[str, Any]:
    head = {name: getattr(register, name) for name in _HEAD}
    return {"year": register.year, "seen": register.version} | _flat(head, _lines_of(register))


def _lines_of(register: IncomeYear) -> dict[str, tuple[int, str]]:
    """分 and note by item as typed here; two lines of one item are shown as one."""
    found: dict[str, tuple[int, str]] = {}
    for line in register.lines.typed():
        amount, note = found.get(line.item, (0, ""))
        found[line.item] = (amount + line.amount, "、".join(filter(None, (note, line.note)))[:60])
    return found


def _head_at(register: IncomeYear, version: str) -> dict[str, Any]:
    head = version.partition(".")[0]
    return values_at(register, int(head), list(_HEAD)) if head.isdecimal() else {}


def _flat(head: dict[str, Any], lines: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """By field name."""
    found = {name: head.get(name) for name in _HEAD if name in head}
    for item in IncomeItem:
        found[item.value], found[note_of(item)] = lines.get(item.value, (None, ""))
    return found


def _said(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or value == "":
        return "—"
    if isinstance(value, int) and name in IncomeItem.values:
        return plain_yuan(value)
    return str(value)
