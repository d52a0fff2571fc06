"""What an income register says in words and figures: gaps, steadiness, years side by side (R1.3).

Every sum was made by the database (`NetIncome`); here figures are only compared, rounded for show and put into words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from households.codes import IncomeItem, IncomeSource
from households.models import IncomeYear, NetIncome, PovertyLine
from povertyplan.ui.charts import income as charts
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.money import plain_yuan

COUNTED = (IncomeSource.WAGE, IncomeSource.BUSINESS, IncomeSource.PROPERTY, IncomeSource.TRANSFER)
MOST = 100_000_000
"""分 a line and year: no registered household earns a million 元 from one source."""
_SHOWN_YEARS = 5
# Wages, sales and costs of a whole year are thousands of 元; below this, and below one 元 elsewhere, 万元 was meant.
_LEAST = {IncomeSource.WAGE: 1000, IncomeSource.BUSINESS: 1000, IncomeSource.COST: 1000}
_LEAST_OF_OTHERS = 100


def source_of(item: str) -> IncomeSource:
    return IncomeSource(item[0])


def items_of(source: IncomeSource) -> list[IncomeItem]:
    return [item for item in IncomeItem if source_of(item) is source]


def objection(item: str, fen: int) -> str | None:
    """Why this amount of a year cannot be meant; None where it can."""
    name = IncomeItem(item).label
    if fen <= 0:
        return f"“{name}”没有就不填，不写 0" if fen == 0 else f"“{name}”不能小于 0"
    if fen > MOST:
        return too_much(item, fen)
    if fen < _LEAST.get(source_of(item), _LEAST_OF_OTHERS):
        return f"“{name}”一年才 {plain_yuan(fen)} 元？按元填，{plain_yuan(fen)} 万元写 {fen * 100}"
    return None


def too_much(item: str, fen: int) -> str | None:
    """Of money whose small amounts are no slip: a share of a sale, the first month on a post."""
    if fen <= MOST:
        return None
    return f"“{IncomeItem(item).label}”一年超过 {plain_yuan(MOST)} 元，看看是不是多写了零"


def result(net: NetIncome) -> str:
    """The year against its own line, for the message after saving."""
    if net.is_partial:
        return partial_words(net.year)
    return f"{net.year} 年人均 {plain_yuan(net.per_capita)} 元，{_against(net)}"


def _against(net: NetIncome) -> str:
    if net.line is None or net.gap is None:
        return no_verdict(net.year)
    line = f" {net.year} 年标准线 {plain_yuan(net.line)} 元"
    if net.gap == 0:
        return f"刚过{line}" if net.is_above else f"没有超过{line}"
    return f"比{line}{'高' if net.gap > 0 else '低'} {plain_yuan(abs(net.gap))} 元"


def partial_words(year: int) -> str:
    return f"{year} 年只有一村一品或企业帮扶的收入，别的还没登记，先不和线比"


def no_verdict(year: int) -> str:
    return f"{year} 年未设定标准线，不判断"


def gap_words(net: NetIncome, *, on: date) -> str:
    """今年预计差 180 元; 2017 年过线 331.67 元."""
    if net.is_partial:
        return partial_words(net.year)
    if net.gap is None:
        return no_verdict(net.year)
    when = ("今年" if net.year == on.year else f"{net.year} 年") + ("预计" if net.is_estimate else "")
    return f"{when}{_gap(net)} 元" if net.gap else f"{when}{_gap(net)}"


def _gap(net: NetIncome) -> str:
    gap = net.gap or 0
    if gap == 0:
        return "刚过线" if net.is_above else "没有过线"
    return f"{'过线' if gap > 0 else '差'} {plain_yuan(abs(gap))}"


def lamp(net: NetIncome) -> Lamp:
    return Lamp.NONE if net.is_partial else {True: Lamp.OK, False: Lamp.BAD, None: Lamp.NONE}[net.is_above]


def line_gap(net: NetIncome) -> str:
    """For a table whose row names the year."""
    if net.is_partial:
        return "别的还没登记"
    if net.gap is None:
        return "未设定标准线"
    return f"{_gap(net)} 元" if net.gap else _gap(net)


def steadiness(years: Sequence[NetIncome]) -> str:
    """3 年都在涨，去掉补助还有 3,985 元; `years` in order, with shares."""
    if not years:
        return ""
    return f"{_course(years)}，{own_words(years[-1])}"


def _course(years: Sequence[NetIncome]) -> str:
    if len(years) == 1:
        return "只登记了 1 年，看不出稳不稳"
    falls = [later.year for earlier, later in pairwise(years) if later.per_capita <= earlier.per_capita]
    whole = years[-1].year - years[0].year == len(years) - 1
    count = f"{len(years)} 年" if whole else f"登记的 {len(years)} 年"
    if not falls:
        return f"{count}都在涨"
    return f"{'、'.join(map(str, falls))} 年没有涨"


def own_words(net: NetIncome) -> str:
    """What is left without transfers, against the year's line where there is one."""
    if net.transfer == 0:
        return "没有靠补助"
    if net.own_each <= 0:
        return "全靠补助"
    return f"去掉补助还有 {plain_yuan(net.own_each)} 元"


def own_against_line(net: NetIncome) -> str:
    words = own_words(net)
    if net.line is None or net.transfer == 0 or net.own_each <= 0:
        return words
    return f"{words}，{'高于' if net.own_each > net.line else '不到'} {net.year} 年标准线 {plain_yuan(net.line)} 元"


@dataclass(frozen=True)
class LedgerRow:
    """One line of the years side by side; a cell is None where nothing was registered, which is not 0."""

    label: str
    cells: tuple[int | None, ...]
    is_sum: bool = False


class Incomes:
    """A household's registered years as the pages show them. `nets` in order of the year, with shares."""

    def __init__(self, nets: Iterable[NetIncome], *, on: date) -> None:
        self.nets, self.on = list(nets), on

    @property
    def newest(self) -> NetIncome | None:
        return self.nets[-1] if self.nets else None

    @property
    def say(self) -> str:
        return gap_words(self.newest, on=self.on) if self.newest else ""

    @property
    def steadiness(self) -> str:
        return steadiness(self._whole_years)

    @property
    def own(self) -> str:
        return own_against_line(self._whole_years[-1]) if self._whole_years else ""

    @property
    def _whole_years(self) -> list[NetIncome]:
        """A year of which only a plan's or an enterprise's money is known says nothing of how steady the income is."""
        return [net for net in self.nets if not net.is_partial]

    @cached_property
    def judged(self) -> list[tuple[NetIncome, Lamp, str]]:
        """Each year with its lamp and by how much the line is passed or missed."""
        return [(net, lamp(net), line_gap(net)) for net in self.nets]

    @property
    def newest_first(self) -> list[tuple[NetIncome, Lamp, str]]:
        return self.judged[::-1]

    def missing(self, since: int) -> list[int]:
        """Years from `since` to this one that nobody registered."""
        known = {net.year for net in self.nets}
        return [year for year in range(since, self.on.year + 1) if year not in known]

    @property
    def chart(self) -> charts.Income:
        """The newest years, the last one spoken."""
        shown = self.nets[-_SHOWN_YEARS:]
        spoken = [f"{net.year} 年{'预计 ' if net.is_estimate else ' '}{plain_yuan(net.per_capita)} 元" for net in shown]
        return charts.Income(
            finding=f"人均纯收入：{'，'.join(spoken)}；{self.say}",
            sources=("转移", "工资", "经营净收入", "财产"),
            years=tuple(_bar(net) for net in shown),
        )


def _bar(net: NetIncome) -> charts.IncomeYear:
    parts = (net.transfer_each, net.wage_each, net.business_each, net.property_each)
    return charts.IncomeYear(
        label=f"{net.year} 预计" if net.is_estimate else f"{net.year} 年",
        parts=tuple(map(_whole, parts)),
        total=_whole(net.per_capita),
        line=None if net.line is None else _whole(net.line),
        is_above=None if net.is_partial else net.is_above,
        verdict=_short_verdict(net),
        is_estimate=net.is_estimate,
    )


def _whole(fen: int) -> int:
    """元, half up."""
    return (fen + 50) // 100


def _short_verdict(net: NetIncome) -> str:
    if net.is_partial:
        return "没登全"
    return "未设定线" if net.gap is None else _short_gap(net)


def _short_gap(net: NetIncome) -> str:
    gap = net.gap or 0
    return _gap(net) if abs(gap) < 100 else f"{'过线' if gap > 0 else '差'} {_whole(abs(gap)):,}"


Amounts = Mapping[str, int]


def ledger(nets: Sequence[NetIncome], amounts: Mapping[int, Amounts]) -> tuple[list[LedgerRow], list[LedgerRow]]:
    """What counts, and apart from it what does not. `amounts` are 分 by item, by key of the register."""
    counted: list[LedgerRow] = []
    for source, field in zip((*COUNTED, IncomeSource.COST), _FIELDS, strict=True):
        total = LedgerRow(source.label, tuple(getattr(net, field) or None for net in nets), is_sum=True)
        if any(total.cells):
            counted += [total, *_items(source, nets, amounts)]
    apart = _items(IncomeSource.UNCOUNTED, nets, amounts)
    return counted, apart


_FIELDS = ("wage", "business", "property_income", "transfer", "cost")


def _items(source: IncomeSource, nets: Sequence[NetIncome], amounts: Mapping[int, Amounts]) -> list[LedgerRow]:
    """Only those that some year has."""
    found = []
    for item in items_of(source):
        cells = tuple(amounts.get(net.pk, {}).get(item) for net in nets)
        if any(cells):
            found.append(LedgerRow(item.label, cells))
    return found


def amounts_of(registers: Iterable[IncomeYear]) -> dict[int, dict[str, int]]:
    """分 by item, by key of the register; two lines of one item are added up."""
    found: dict[int, dict[str, int]] = {}
    for register in registers:
        kept = found.setdefault(register.pk, {})
        for line in register.lines.all():
            kept[line.item] = kept.get(line.item, 0) + line.amount
    return found


def line_words(lines: Iterable[PovertyLine]) -> list[tuple[str, str, bool]]:
    """Years and amounts, series with source, and whether the source was checked; years of one source together."""
    found: dict[tuple[str, str, bool], list[str]] = {}
    for line in lines:
        years = found.setdefault((line.series, line.source, line.is_confirmed), [])
        years.append(f"{line.year} 年 {plain_yuan(line.amount)} 元")
    return [
        ("，".join(years), f"口径：{series}。来源：{source}", is_confirmed)
        for (series, source, is_confirmed), years in found.items()
    ]
