"""The income page of the bag (收入账): the years side by side under everyday names, against the line of each year.

Every sum was made by the database (`NetIncome`); here they are only put into words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from households.codes import IncomeItem, IncomeSource
from households.incomes import amounts_of, items_of
from households.models import IncomeYear, NetIncome, PovertyLine
from office.bags import wording
from povertyplan.ui.charts.income_paper import slots
from povertyplan.ui.money import MINUS, plain_yuan

CHART_YEARS = 5
SHEET_YEARS = 3
# Everyday name, official name, field of NetIncome.
SOURCES = (
    ("打工挣的", "工资性", "wage"),
    ("种养卖的", "生产经营性", "business"),
    ("分红、租金", "财产性", "property_income"),
    ("国家和子女给的", "转移性", "transfer"),
)
COSTS = ("减：种养本钱", "生产经营性支出", "cost")


@dataclass(frozen=True)
class IncomeBar:
    """A year of the chart in whole 元 a person; `line` is None for a year without one.

    A year that is estimated or of which not everything is registered is drawn dashed.
    """

    year: int
    each: int
    line: int | None
    is_estimate: bool
    is_partial: bool

    @property
    def said(self) -> str:
        beside = "没登全" if self.is_partial else "预计" if self.is_estimate else ""
        return f"{beside} {self.each:,}".replace("-", MINUS).strip()

    @property
    def line_said(self) -> str:
        return "标准没定" if self.line is None else f"标准 {self.line:,}"


@dataclass(frozen=True)
class IncomeRow:
    label: str
    official: str
    cells: tuple[str, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class IncomeSheet:
    """`heads` name the columns of `rows`, e.g. 2016年, 2017年预计; a cell without income is —."""

    bars: tuple[IncomeBar, ...]
    heads: tuple[str, ...]
    rows: tuple[IncomeRow, ...]
    uncounted: str
    lines: str

    @property
    def slots(self) -> range:
        """Columns of the chart; what is not filled stays blank."""
        return range(slots(len(self.bars)))

    @property
    def blank_slots(self) -> range:
        return range(len(self.slots) - len(self.bars))


def income_of(
    nets: Sequence[NetIncome], registers: Sequence[IncomeYear], lines: Mapping[int, PovertyLine]
) -> IncomeSheet | None:
    """None where nothing is registered: a sheet to fill in by hand takes its place.

    `nets` in order of the year, with shares; `registers` with their lines; `lines` are those in use, by year.
    """
    if not nets:
        return None
    shown = nets[-SHEET_YEARS:]
    return IncomeSheet(
        bars=tuple(_bar(net) for net in nets[-CHART_YEARS:]),
        heads=tuple(f"{net.year}年{_beside(net)}" for net in shown),
        rows=_rows(shown),
        uncounted=_uncounted(shown, registers),
        lines=_lines(shown, lines),
    )


def income_said(nets: Sequence[NetIncome]) -> str:
    if not nets:
        return wording.NO_INCOME
    net = nets[-1]
    if net.is_partial:
        return wording.partial_income(net.year)
    gap = None if net.gap is None else net.gap / 100
    return wording.income_sentence(
        net.year, plain_yuan(net.per_capita), gap, is_estimate=net.is_estimate, is_above=bool(net.is_above)
    )


def _beside(net: NetIncome) -> str:
    if net.is_partial:
        return "没登全"
    return "预计" if net.is_estimate else ""


def _bar(net: NetIncome) -> IncomeBar:
    line = None if net.line is None else _whole(net.line)
    return IncomeBar(net.year, _whole(net.per_capita), line, net.is_estimate, net.is_partial)


def _whole(fen: int) -> int:
    """元, half up."""
    return (fen + 50) // 100


def _rows(nets: Sequence[NetIncome]) -> tuple[IncomeRow, ...]:
    rows = [
        IncomeRow(label, official, tuple(_money(getattr(net, field)) for net in nets))
        for label, official, field in SOURCES
    ]
    label, official, field = COSTS
    rows.append(IncomeRow(label, official, tuple(_cost(getattr(net, field)) for net in nets)))
    people = {net.people for net in nets}
    rows.append(IncomeRow("全家纯收入", "", tuple(plain_yuan(net.net) for net in nets), is_sum=True))
    if len(people) > 1:
        rows.append(IncomeRow("几口人分", "年底人口", tuple(f"{net.people} 人" for net in nets)))
    each = "人均" if len(people) > 1 else f"人均（{people.pop()} 口人）"
    rows.append(IncomeRow(each, "", tuple(plain_yuan(net.per_capita) for net in nets), is_sum=True))
    return tuple(rows)


def _money(fen: int) -> str:
    return plain_yuan(fen) if fen else "—"


def _cost(fen: int) -> str:
    return f"{MINUS}{plain_yuan(fen)}" if fen else "—"


def _uncounted(nets: Sequence[NetIncome], registers: Sequence[IncomeYear]) -> str:
    """医疗报销 860 元、住房补助 9,000 元 of the newest year: what it got and what does not make it richer."""
    newest = [register for register in registers if register.pk == nets[-1].pk]
    amounts = amounts_of(newest).get(nets[-1].pk, {})
    parts = [
        f"{IncomeItem(item).label} {wording.yuan(amounts[item])}"
        for item in items_of(IncomeSource.UNCOUNTED)
        if amounts.get(item)
    ]
    return "、".join(parts)


def _lines(nets: Sequence[NetIncome], lines: Mapping[int, PovertyLine]) -> str:
    """The line of the newest year with its source; a year without one says so."""
    net = nets[-1]
    line = lines.get(net.year)
    if line is None or net.line is None:
        return f"{net.year}年的标准还没有定，先不比"
    return f"{net.year}年标准每人 {wording.yuan(line.amount)}，依据：{line.source.rstrip('。')}"
