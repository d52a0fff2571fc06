"""The history of one figure, by village and half-month: 走势 (R2.2). Villages stand in the order of the battle map."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from office.maps import figures, trend_reading
from office.maps.battle_map import BattleMap
from office.maps.pace import Pace, percent
from office.maps.trend_reading import Count, Counts
from office.maps.village_row import VillageRow
from office.reports.register import RegisterRow
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui import money
from povertyplan.ui.charts.small_multiple import SmallMultiple
from villages.models import Baseline
from villages.periods import Fortnight

_C = Capability
# Of an axis that counts: the top is one of these times a power of ten.
_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10)


@dataclass(frozen=True)
class Measure:
    """A figure that has a history.

    `unit` is 户, 点, 个 or 万元: what a change is said in. A share is drawn in percent of its whole. `target` names the
    dotted line, where there is one; `missing` says why a village has no line.
    """

    code: str
    label: str
    rule: str
    unit: str
    capability: Capability = _C.VIEW_BATTLE_MAP
    is_share: bool = False
    target: str = ""
    missing: str = ""

    def value(self, count: Count | None) -> float | None:
        """Of a share per cent, of money 分; None where nothing can be said."""
        if count is None or (self.is_share and not count.whole):
            return None
        if not self.is_share:
            return count.part
        # As the map and the register print them; 100 only where nothing is missing.
        lifted = self.code == "lifted"
        share = percent(count.part / count.whole) if lifted else count.part * 100 // count.whole
        return min(share, 99) if count.part < count.whole else share

    def said(self, value: float | None) -> str:
        """63 户, 41%, 3.5 万元."""
        if value is None:
            return "–"
        return f"{self.number(value)}%" if self.is_share else f"{self.number(value)} {self.unit}"

    def number(self, value: float | None) -> str:
        if value is None:
            return "–"
        return money.wan(int(value)) if self.unit == "万元" else str(int(value))

    def in_unit(self, value: float | None) -> float | None:
        """Of money 万元, to reckon with."""
        return value / 1_000_000 if value is not None and self.unit == "万元" else value

    def change(self, before: float | None, after: float | None) -> str:
        """少 2 户, 升 3 点, 没有变."""
        if before is None or after is None:
            return ""
        if before == after:
            return "没有变"
        return f"{self.verbs[before > after]} {self.number(abs(after - before))} {self.unit}"

    @property
    def verbs(self) -> tuple[str, str]:
        """A count gets more or less, a share goes up or down."""
        return ("升", "降") if self.is_share else ("多", "少")


MEASURES = (
    Measure("remaining", "剩余户", "未脱贫、预脱贫和返贫的户，按每户的状态日期算", "户", target="计划"),
    Measure(
        "lifted",
        "已脱贫比例",
        "计划开始以来减少的户 ÷ 开始时的户，合计除以基线户数",
        "点",
        is_share=True,
        target="时间",
    ),
    Measure("helped", "有责任人", "剩余户里当天有帮扶责任人的户", "点", is_share=True),
    Measure("visited", "30 天走访", "剩余户里 30 天内有走访记录的户", "点", is_share=True),
    Measure("delivered", "明白袋送达", "剩余户里最新一版没有作废、已经送到的户", "点", is_share=True),
    Measure(
        "on_time",
        "半月报按时",
        "到那天为止到期的期数里按时报的；算按时的迟报按现在的认定",
        "点",
        _C.VIEW_PLANS,
        is_share=True,
    ),
    Measure(
        "milestones",
        "线路图完成",
        "完成了的里程碑；计划线是批准时定的日期，规划按现在批准的",
        "个",
        _C.VIEW_PLANS,
        target="计划",
        missing="没有批准的规划",
    ),
    Measure("reached", "企业帮到的户", "得到过已确认的企业帮扶的户，一户只算一次", "户", _C.VIEW_ENTERPRISES),
    Measure(
        "spent",
        "基金支出",
        "试点村基金用掉的钱，冲红的不算",
        "万元",
        _C.VIEW_FUNDS,
        target="收到",
        missing="不是试点村",
    ),
)


def measures_for(user: User) -> list[Measure]:
    return [measure for measure in MEASURES if user.can(measure.capability)]


@dataclass(frozen=True)
class Series:
    """One line; `row` is None for all villages together. `counts` and `target` stand at the trend's days."""

    measure: Measure
    row: VillageRow | None
    counts: tuple[Count | None, ...]
    target: tuple[float | None, ...]
    compared: tuple[int, int] | None

    @property
    def values(self) -> tuple[float | None, ...]:
        return tuple(map(self.measure.value, self.counts))

    @property
    def is_missing(self) -> bool:
        return all(value is None for value in self.values)

    @property
    def last(self) -> str:
        return self.measure.said(self.values[-1])

    @property
    def change(self) -> str:
        """Over the last whole half-month; empty where there is none or one end is not known."""
        if self.compared is None:
            return ""
        before, after = self.compared
        return self.measure.change(self.values[before], self.values[after])

    @property
    def highest(self) -> float:
        return max((value for value in (*self.values, *self.target) if value is not None), default=0)

    @property
    def numbers(self) -> list[str]:
        return [self.measure.number(value) for value in self.values]


@dataclass(frozen=True)
class Trend:
    """`days` are the plan's first day, the ends of whole half-months, and the day itself.

    `period` is the last whole half-month, over which changes are told; None before there is one.
    """

    measure: Measure
    baseline: Baseline
    days: tuple[date, ...]
    whole: Series
    villages: tuple[Series, ...]
    period: Fortnight | None

    @classmethod
    def of(cls, board: BattleMap, measure: Measure) -> Self | None:
        """None without a plan that has begun. Of the board's villages, in its order; at most two queries."""
        if board.baseline is None or board.on < board.baseline.starts_on:
            return None
        days = days_of(board.baseline.starts_on, board.on)
        period, compared = _compared(days, on=board.on)
        counts = _READERS[measure.code](board, days)
        rows = [row for row in board.rows if row.pace]
        lines = [tuple(counts.get((row.village.pk, day)) for day in days) for row in rows]
        villages = tuple(
            Series(measure, row, line, _target(measure, line, row.pace, days), compared)
            for row, line in zip(rows, lines, strict=True)
        )
        together = tuple(_sum(column) for column in zip(*lines, strict=True)) if lines else (None,) * len(days)
        if measure.code == "lifted" and len(board.rows) > 1:
            together = _against_baseline(together, board.baseline)
        whole = Series(measure, None, together, _target(measure, together, board.pace, days), compared)
        return cls(measure, board.baseline, days, whole, villages, period)

    @property
    def shown(self) -> list[Series]:
        return [series for series in self.villages if not series.is_missing]

    @property
    def missing(self) -> str:
        """Which villages have no line, and why."""
        names = [series.row.village.short_name for series in self.villages if series.is_missing and series.row]
        return f"{'、'.join(names)} {len(names)} 个村{self.measure.missing or '没有数'}" if names else ""

    @property
    def top(self) -> float:
        """Where the axis of every village ends: they share one scale."""
        return self._top(self.shown)

    @property
    def heads(self) -> list[str]:
        """One a day: 开始, 1月上 … 11月上, 今天."""
        ends = {Fortnight.containing(day).end for day in self.days}
        named = [Fortnight.containing(day).label if day in ends else "今天" for day in self.days]
        return named if named == ["今天"] else ["开始", *named[1:]]

    @property
    def finding(self) -> str:
        """The one sentence over the charts."""
        said = f"{self.measure.label}现在 {self.whole.last}"
        if self.period is None:
            return f"{said}；计划开始不满一个半月，还看不出变化"
        said += f"，{self.period.label}{self.whole.change or '没有数'}"
        changes = [(series.values[self._at[0]], series.values[self._at[1]]) for series in self.shown]
        known = [after - before for before, after in changes if before is not None and after is not None]
        if len(self.villages) < 2 or not known:
            return said
        more, less = self.measure.verbs
        parts = (
            (sum(step > 0 for step in known), f"村{more}了"),
            (sum(step < 0 for step in known), f"村{less}了"),
            (sum(step == 0 for step in known), "村没有变"),
        )
        return f"{said}；{'，'.join(f'{count} {words}' for count, words in parts if count)}"

    @property
    def scale_words(self) -> str:
        return f"各村同一把尺，0 到 {self.measure.said(self.top)}"

    def chart(self, series: Series) -> SmallMultiple:
        """Of all villages together on a scale of its own, of a village on the shared one."""
        top = self.top if series.row else self._top([series])
        name = series.row.village.name if series.row else f"{len(self.shown)} 村合计"
        change = f"，{self.period.label}{series.change}" if self.period and series.change else ""
        target = f"，{self.measure.target} {self.measure.said(series.target[-1])}" if self.measure.target else ""
        return SmallMultiple(
            finding=f"{name}{self.measure.label}现在 {series.last}{change}{target}",
            days=self.days,
            values=series.values,
            target=series.target if self.measure.target else (),
            top=top,
            top_words=f"{self.measure.number(top).removesuffix('.0')}{'%' if self.measure.is_share else ''}",
            last_words=self.measure.number(series.values[-1]),
            target_words=self.measure.target,
        )

    @property
    def whole_chart(self) -> SmallMultiple:
        return self.chart(self.whole)

    @property
    def charts(self) -> list[tuple[Series, SmallMultiple]]:
        return [(series, self.chart(series)) for series in self.shown]

    @property
    def _at(self) -> tuple[int, int]:
        return self.whole.compared or (0, 0)

    def _top(self, lines: Iterable[Series]) -> float:
        return 100 if self.measure.is_share else rounded_up(max((line.highest for line in lines), default=0))


def days_of(started: date, on: date) -> tuple[date, ...]:
    found, period = [started], Fortnight.containing(started)
    while period.end <= on:
        if period.end > started:
            found.append(period.end)
        period = period.next
    return (*found, on) if on > found[-1] else tuple(found)


def rounded_up(value: float) -> float:
    """A round number that is not below the value: 63 → 70, 824 → 900; nothing → 1."""
    if value <= 1:
        return 1
    step = 10 ** (len(str(int(value))) - 1)
    return next(times * step for times in _ROUND if times * step >= value)


def _compared(days: Sequence[date], *, on: date) -> tuple[Fortnight | None, tuple[int, int] | None]:
    """The last whole half-month and the places of its ends among the days."""
    period = Fortnight.containing(on)
    if period.end != on:
        period = period.previous
    if period.start < days[0]:
        return None, None
    after = days.index(period.end)
    return period, (after - 1, after)


def _sum(column: Iterable[Count | None]) -> Count | None:
    known = [count for count in column if count is not None]
    return Count(sum(c.part for c in known), sum(c.whole for c in known)) if known else None


def _against_baseline(counts: Sequence[Count | None], baseline: Baseline) -> tuple[Count | None, ...]:
    """All villages are measured by the stored baseline, as the battle map does."""
    return tuple(count and Count(count.part, baseline.households) for count in counts)


def _target(
    measure: Measure, counts: Sequence[Count | None], pace: Pace | None, days: Sequence[date]
) -> tuple[float | None, ...]:
    if measure.code in ("milestones", "spent"):
        return tuple(count.whole if count else None for count in counts)
    if pace is None or measure.code not in ("remaining", "lifted"):
        return (None,) * len(days)
    passed = [replace(pace, on=day).time_share for day in days]
    if measure.code == "lifted":
        return tuple(percent(share) for share in passed)
    return tuple(float(round(pace.start * (1 - share))) for share in passed)


def _keys(board: BattleMap) -> list[int]:
    return [row.village.pk for row in board.rows]


def _remaining(board: BattleMap, days: Sequence[date]) -> Counts:
    kept = figures.history(_keys(board), on=board.on)
    return {(key, day): Count(kept.remaining(key, on=day), 0) for key in _keys(board) for day in days}


def _lifted(board: BattleMap, days: Sequence[date]) -> Counts:
    """A village without a poor household at the start has nothing to be measured."""
    kept = figures.history(_keys(board), on=board.on)
    start = {key: kept.remaining(key, on=days[0]) for key in _keys(board)}
    return {
        (key, day): Count(max(0, start[key] - kept.remaining(key, on=day)), start[key])
        for key in _keys(board)
        for day in days
    }


def _on_time(board: BattleMap, days: Sequence[date]) -> Counts:
    return {(row.village.pk, day): _filed_by(row, day) for row in board.register.rows for day in days}


def _filed_by(row: RegisterRow, day: date) -> Count:
    """A half-month counts the day after it was due, as in the register."""
    due = [cell for cell in row.ledger if cell.counts(on=day)]
    return Count(sum(cell.is_on_time for cell in due), len(due))


def _read(reader: Callable[[Sequence[int], Sequence[date]], Counts]) -> Callable[[BattleMap, Sequence[date]], Counts]:
    return lambda board, days: reader(_keys(board), days)


_READERS: dict[str, Callable[[BattleMap, Sequence[date]], Counts]] = {
    "remaining": _remaining,
    "lifted": _lifted,
    "helped": _read(trend_reading.helped),
    "visited": _read(trend_reading.visited),
    "delivered": _read(trend_reading.delivered),
    "on_time": _on_time,
    "milestones": _read(trend_reading.milestones),
    "reached": _read(trend_reading.reached),
    "spent": _read(trend_reading.spent),
}
