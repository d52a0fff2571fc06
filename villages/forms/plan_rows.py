"""Lists of a plan, row by row, without script: an empty row is no row, “删” takes one away, three more on demand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, ParamSpec, Self, TypeVar

from django import forms
from django.forms.boundfield import BoundField

from povertyplan.ui.fields import DayField, YuanField
from povertyplan.ui.forms import ActionForm
from povertyplan.ui.money import plain_yuan
from villages.actions.plans import Outdated
from villages.models import FundingSource, VillagePlan, WishKind
from villages.plan_rows import FundingRow, TargetRow, TimetableRow, WishRow, fingerprint

P = ParamSpec("P")
T = TypeVar("T")

MORE = 3
_MOST_ROWS = 80


def _input(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off"} | attrs)


class RowForm(ActionForm):
    """One row. `TYPED` are the fields whose being empty makes an empty row."""

    TYPED: ClassVar[tuple[str, ...]] = ()

    gone = forms.BooleanField(label="删", required=False)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"r{number}", **kwargs)
        self.order_fields([name for name in self.fields if name != "gone"])
        self.number = number
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"第 {number} 行 {field.label}"
            if name != "gone":
                field.widget.attrs["class"] = "inp"

    @classmethod
    def typed(cls, data: Mapping[str, Any], number: int) -> Self:
        """Bound where there is something to judge; an empty or removed row only shows what was typed."""
        raw = {name: str(data.get(f"r{number}-{name}", "")).strip() for name in cls.base_fields}
        if raw["gone"] or not any(raw[name] for name in cls.TYPED):
            return cls(number=number, initial=raw)
        return cls(data, number=number)

    def cells(self) -> Iterator[BoundField]:
        for field in self:
            if field.name != "gone":
                yield field


class WishRowForm(RowForm):
    TYPED = ("choice", "households")

    choice = forms.CharField(label="想做什么", max_length=20, widget=_input())
    households = forms.IntegerField(label="户", min_value=0, max_value=99999, widget=_input(inputmode="numeric"))


class TargetRowForm(RowForm):
    TYPED = ("year", "amount")

    year = forms.IntegerField(label="年度", min_value=2013, max_value=2050, widget=_input(inputmode="numeric"))
    amount = forms.DecimalField(
        label="到年底的规模", min_value=0, max_digits=10, decimal_places=1, widget=_input(inputmode="decimal")
    )


class FundingRowForm(RowForm):
    TYPED = ("source", "amount", "note")

    source = forms.ChoiceField(label="来源", choices=[("", "选一项"), *FundingSource.choices])
    amount = YuanField(label="金额（元）", max_digits=12, widget=_input(inputmode="decimal"))
    note = forms.CharField(label="说明", max_length=60, required=False, widget=_input())

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError("“金额（元）”大于 0，没有就删掉这一行")
        return amount


class TimetableRowForm(RowForm):
    TYPED = ("stage", "name", "due_on", "owner", "deliverable")

    place = forms.IntegerField(
        label="序", required=False, min_value=0, max_value=9999, widget=_input(inputmode="numeric")
    )
    stage = forms.CharField(label="步骤", max_length=20, required=False, widget=_input())
    name = forms.CharField(label="里程碑", max_length=40, widget=_input())
    due_on = DayField(label="计划完成")
    owner = forms.CharField(label="责任人", max_length=40, widget=_input())
    deliverable = forms.CharField(label="完成凭什么", max_length=60, widget=_input())


class RowsForm(ActionForm):
    """What stands above the rows, and the rows; `seen` is the list that the page was opened with."""

    ROW: ClassVar[type[RowForm]]
    FACTS: ClassVar[tuple[str, ...]] = ()
    HINT: ClassVar[str] = ""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    count = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, plan: VillagePlan, more: int | None = None) -> None:
        """With `more` nothing is judged: what was typed comes back with that many empty rows after it."""
        self.plan, self.is_outdated = plan, False
        self.rows = self._kept() if data is None else self._typed(data, more)
        known = {name: getattr(plan, name) for name in self.FACTS} | {"seen": self.seen_now(plan)}
        if data is not None and more is not None:
            known |= {name: data.get(name, "") for name in (*self.FACTS, *(("seen",) if more else ()))}
        super().__init__(data if more is None else None, initial=known | {"count": len(self.rows)})

    def beside_the_newer(self) -> Self:
        """What was typed, to be saved over the plan as it is now: `kept_now` shows that beside it."""
        form = type(self)(self.data, plan=VillagePlan.objects.get(pk=self.plan.pk), more=0)
        form.is_outdated = True
        return form

    @classmethod
    def seen_now(cls, plan: VillagePlan) -> str:
        return fingerprint(cls.rows_of(plan), [tuple(getattr(plan, name) for name in cls.FACTS)])

    @classmethod
    def rows_of(cls, plan: VillagePlan) -> Sequence[tuple[Any, ...]]:
        raise NotImplementedError

    @classmethod
    def as_initial(cls, row: Any, place: int) -> dict[str, Any]:  # noqa: ANN401 - one of the named tuples
        return dict(row._asdict())

    def _kept(self) -> list[RowForm]:
        rows = [self.as_initial(row, place) for place, row in enumerate(self.rows_of(self.plan), 1)]
        return [self.ROW(number=n, initial=row) for n, row in enumerate([*rows, *[{}] * MORE][:_MOST_ROWS], 1)]

    def _typed(self, data: Mapping[str, Any], more: int | None) -> list[RowForm]:
        count = str(data.get("count", ""))[:4]
        asked = min(int(count), _MOST_ROWS) if count.isascii() and count.isdigit() else 0
        if more is None:
            return [self.ROW.typed(data, n) for n in range(1, asked + 1)]
        names = list(self.ROW.base_fields)
        raw = [{name: data.get(f"r{n}-{name}", "") for name in names} for n in range(1, asked + 1)]
        return [self.ROW(number=n, initial=row) for n, row in enumerate([*raw, *[{}] * more][:_MOST_ROWS], 1)]

    def is_valid(self) -> bool:
        good = super().is_valid()
        for row in self.rows:
            if row.is_bound and not row.is_valid():
                good = False
                for words in (text for errors in row.errors.values() for text in errors):
                    self.add_error(None, f"第 {row.number} 行：{words}")
        return good

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FACTS}

    @property
    def said(self) -> list[dict[str, Any]]:
        """The cleaned rows, as they stand on the page."""
        return [row.cleaned_data for row in self.rows if row.is_bound]

    @property
    def chosen(self) -> Sequence[Any]:
        """The rows for the action."""
        raise NotImplementedError

    @property
    def above(self) -> list[BoundField]:
        return [self[name] for name in self.FACTS]

    @property
    def heads(self) -> list[str]:
        return [str(field.label) for name, field in self.rows[0].fields.items() if name != "gone"] if self.rows else []

    @property
    def kept_now(self) -> list[list[str]]:
        """As the plan holds them now, in words: beside what was typed where somebody else was faster."""
        return [[str(cell) for cell in row] for row in self.rows_of(VillagePlan.objects.get(pk=self.plan.pk))]

    def perform(self, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        def watched(*inner: P.args, **facts: P.kwargs) -> T:
            try:
                return action(*inner, **facts)
            except Outdated:
                self.is_outdated = True
                raise

        return super().perform(watched, *args, **kwargs)


class WishesForm(RowsForm):
    ROW = WishRowForm
    FACTS = ("wish_kind", "wish_on", "wish_asked", "wish_answered", "wish_note")
    HINT = "一户算一次，写最想做的；“没想好”“外出务工”也写一行"

    wish_kind = forms.ChoiceField(label="怎么问的", choices=[("", "还没问"), *WishKind.choices], required=False)
    wish_on = DayField(label="问意愿的日期", required=False)
    wish_asked = forms.IntegerField(label="问了多少户", required=False, min_value=0, max_value=99999)
    wish_answered = forms.IntegerField(label="多少户答了", required=False, min_value=0, max_value=99999)
    wish_note = forms.CharField(label="说明", required=False, max_length=200, help_text="没答的是哪些户、怎么补问的")

    def clean(self) -> dict[str, Any]:
        whole = ("wish_kind", "wish_on", "wish_asked", "wish_answered")
        empty = [name for name in whole if name not in self.errors and self.cleaned_data.get(name) in ("", None)]
        if 0 < len(empty) < len(whole) or (len(empty) == len(whole) and any(row.is_bound for row in self.rows)):
            for name in empty:
                self.add_error(name, f"填写“{self.fields[name].label}”，意愿要写全")
        return self.cleaned_data

    @classmethod
    def rows_of(cls, plan: VillagePlan) -> Sequence[WishRow]:
        return plan.wish_rows

    @property
    def chosen(self) -> Sequence[WishRow]:
        return [WishRow(row["choice"], row["households"]) for row in self.said]


class TargetsForm(RowsForm):
    ROW = TargetRowForm
    FACTS = ("scale_unit",)
    HINT = "一年一行，写到那年年底一共有多少"

    scale_unit = forms.CharField(
        label="规模单位", required=False, max_length=6, help_text="如 亩、头、箱；半月报也按它报"
    )

    @classmethod
    def rows_of(cls, plan: VillagePlan) -> Sequence[TargetRow]:
        return plan.target_rows

    @property
    def chosen(self) -> Sequence[TargetRow]:
        return [TargetRow(row["year"], row["amount"]) for row in self.said]


class FundingForm(RowsForm):
    ROW = FundingRowForm
    HINT = "要投多少、从哪里来；没有落实的也写，在说明里写“没落实”"

    @classmethod
    def rows_of(cls, plan: VillagePlan) -> Sequence[FundingRow]:
        return plan.funding_rows

    @property
    def chosen(self) -> Sequence[FundingRow]:
        return [FundingRow(row["source"], row["amount"], row["note"]) for row in self.said]

    @property
    def kept_now(self) -> list[list[str]]:
        kept = VillagePlan.objects.get(pk=self.plan.pk).funding_rows
        return [[FundingSource(row.source).label, plain_yuan(row.amount), row.note] for row in kept]


class TimetableForm(RowsForm):
    ROW = TimetableRowForm
    HINT = "一行一个里程碑。步骤和上一行相同就空着；改“序”就换前后"

    @classmethod
    def rows_of(cls, plan: VillagePlan) -> Sequence[TimetableRow]:
        return plan.timetable_rows

    @classmethod
    def as_initial(cls, row: TimetableRow, place: int) -> dict[str, Any]:
        return {"place": place * 10, **row._asdict()}

    @property
    def chosen(self) -> Sequence[TimetableRow]:
        """In the order of 序; a row without one stays behind the row above it."""
        rows, stage, place = [], "", 0
        for said in self.said:
            stage = said["stage"] or stage
            place = place if said["place"] is None else said["place"]
            rows.append((place, TimetableRow(stage, said["name"], said["due_on"], said["owner"], said["deliverable"])))
        return [row for _, row in sorted(rows, key=lambda pair: pair[0])]

    def clean(self) -> dict[str, Any]:
        first = next((row for row in self.rows if row.is_bound), None)
        if first and not first.data.get(f"r{first.number}-stage", "").strip():
            self.add_error(None, f"第 {first.number} 行：写上步骤，如 论证、落地、投产、见效")
        return self.cleaned_data

    @property
    def kept_now(self) -> list[list[str]]:
        rows = VillagePlan.objects.get(pk=self.plan.pk).timetable_rows
        return [[str(n * 10), *(str(cell or "—") for cell in row)] for n, row in enumerate(rows, 1)]
