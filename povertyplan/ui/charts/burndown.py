"""Remaining households against the plan, with the forecast in words (R2.2, experience §1.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg

LEFT, RIGHT, TOP, BOTTOM = 42, 84, 18, 26


@dataclass(frozen=True)
class BurnDown:
    """`steps` are (day, remaining from that day on) in order; `zero_on` is the day the recent speed reaches none.

    Words are computed by the caller: `finding` for the screen reader, `forecast` such as ("照此速度", "晚 68 天").
    """

    finding: str
    baseline: int
    started: date
    target: date
    today: date
    steps: tuple[tuple[date, int], ...]
    zero_on: date | None = None
    forecast: tuple[str, ...] = ()
    unit: str = "户"
    today_word: str = "今日"

    @property
    def remaining(self) -> int:
        return self.steps[-1][1] if self.steps else self.baseline

    @property
    def is_late(self) -> bool:
        return self.zero_on is None or self.zero_on > self.target


@svg.drawn_once
def burndown(chart: BurnDown) -> SafeString:
    """Drawn twice: wide for desks and paper, narrow so that a phone's figures stay readable."""
    wide = _burndown(chart, width=760, height=196, cls="only-wide")
    return svg.join((wide, _burndown(chart, width=380, height=230, cls="only-narrow")))


def burndown_on_paper(chart: BurnDown) -> SafeString:
    """Drawn so small that a column of a poster enlarges its letters (experience §8)."""
    return _burndown(chart, width=480, height=172, cls="")


@dataclass(frozen=True)
class _Plane:
    chart: BurnDown
    width: float
    height: float

    @property
    def days(self) -> int:
        """A twelfth of the plan stays free beyond the target, so that a late forecast can be seen crossing it."""
        plan = (self.chart.target - self.chart.started).days
        return max(1, (max(self.chart.target, self.chart.today) - self.chart.started).days + plan // 12)

    def x(self, day: date) -> float:
        return LEFT + (self.width - LEFT - RIGHT) * (day - self.chart.started).days / self.days

    def y(self, value: float) -> float:
        return TOP + (self.height - TOP - BOTTOM) * (1 - value / max(1, self.chart.baseline))

    @property
    def right(self) -> float:
        return self.width - RIGHT


def _burndown(chart: BurnDown, *, width: int, height: int, cls: str) -> SafeString:
    plane = _Plane(chart, width, height)
    body = [
        *_grid(plane),
        *_plan(plane),
        _actual(plane),
        *_forecast(plane),
        *_target(plane),
        *_now(plane),
    ]
    return svg.frame(width, height, body, finding=chart.finding, cls=cls)


def _grid(plane: _Plane) -> Iterator[SafeString]:
    base = plane.chart.baseline
    for value in sorted({0, _round_half(base), base}):
        yield svg.line(LEFT, plane.y(value), plane.right, plane.y(value), "rule")
        yield svg.text(LEFT - 6, plane.y(value) + 4, value, "axis end")
    taken: list[tuple[float, float]] = []
    # Years first: a July whose year is not to be seen would be read as another's.
    for day, words in sorted(_month_marks(plane.chart), key=lambda mark: "年" not in mark[1]):
        x, room = plane.x(day), 9.0 * len(words)
        left = x if x == LEFT else x - room / 2
        is_free = all(left > end + 6 or left + room < start - 6 for start, end in taken)
        if is_free and plane.x(plane.chart.target) - x > 44:
            yield svg.line(x, plane.y(0), x, plane.y(0) + 4, "rule2")
            yield svg.text(x, plane.height - 6, words, "axis" if x == LEFT else "axis mid")
            taken.append((left, left + room))
    x = plane.x(plane.chart.target)
    yield svg.text(x, plane.height - 6, f"{plane.chart.target.month}月底", "axis mid")


def _plan(plane: _Plane) -> Iterator[SafeString]:
    """Its name stands on the side where the forecast is not."""
    chart = plane.chart
    start, end = plane.x(chart.started), plane.x(chart.target)
    yield svg.line(start, plane.y(chart.baseline), end, plane.y(0), "l-plan")
    x, y = start + (end - start) * 0.72, plane.y(chart.baseline * 0.28)
    if chart.is_late:
        yield svg.text(x - 8, y + 12, "计划", "axis end")
    else:
        yield svg.text(x + 6, y - 4, "计划", "axis")


def _round_half(value: int) -> int:
    """A round number near the middle; two lines that nearly touch would help nobody."""
    step = 10 ** max(0, len(str(value)) - 1)
    half = value // 2 // step * step
    return half or value // 2


def _month_marks(chart: BurnDown) -> Iterator[tuple[date, str]]:
    yield chart.started, f"{chart.started.year}年{chart.started.month}月"
    year, month = chart.started.year, chart.started.month
    while (year, month) <= (chart.target.year, chart.target.month):
        month += 1
        if month > 12:
            year, month = year + 1, 1
        if month in (1, 7):
            yield date(year, month, 1), f"{year}年1月" if month == 1 else "7月"


def _actual(plane: _Plane) -> SafeString:
    """Households leave on a day, not along a slope: the line goes in steps."""
    points = [(plane.x(plane.chart.started), plane.y(plane.chart.baseline))]
    for day, remaining in plane.chart.steps:
        if plane.chart.started <= day <= plane.chart.today:
            x = plane.x(day)
            points += [(x, points[-1][1]), (x, plane.y(remaining))]
    points.append((plane.x(plane.chart.today), points[-1][1]))
    return format_html('<polyline class="l-act" points="{}"/>', " ".join(f"{svg.n(x)},{svg.n(y)}" for x, y in points))


def _forecast(plane: _Plane) -> Iterator[SafeString]:
    chart = plane.chart
    if not chart.remaining:
        return
    x1, y1 = plane.x(chart.today), plane.y(chart.remaining)
    x2, y2 = plane.right, y1
    if chart.zero_on:
        end = plane.x(chart.zero_on)
        x2 = min(end, plane.right)
        share = (x2 - x1) / (end - x1) if end > x1 else 1.0
        y2 = y1 + (plane.y(0) - y1) * share
    yield svg.line(x1, y1, x2, y2, "l-fore" if chart.is_late else "l-fore ok")


def _target(plane: _Plane) -> Iterator[SafeString]:
    x, chart = plane.x(plane.chart.target), plane.chart
    yield svg.line(x, TOP, x, plane.y(0), "today")
    yield svg.text(x + 6, TOP + 10, "目标日", "axis-b")
    yield svg.text(x + 6, TOP + 26, chart.target.isoformat(), "axis")
    for i, words in enumerate(reversed(chart.forecast)):
        cls = "t-bad" if chart.is_late else "t-ok"
        yield svg.text(max(x, plane.right) + 6, plane.y(0) - 13 - 17 * i, words, cls)


def _now(plane: _Plane) -> Iterator[SafeString]:
    """The label stands above the falling line, or under it where the target line would cut through."""
    chart = plane.chart
    x, y = plane.x(chart.today), plane.y(chart.remaining)
    yield format_html('<circle class="f-act2" cx="{}" cy="{}" r="5"/>', svg.n(x), svg.n(y))
    words = f"{chart.today_word} {chart.remaining} {chart.unit}"
    if x + 110 < plane.x(chart.target):
        yield svg.text(x + 8, y - 10, words, "t-jiang")
    else:
        yield svg.text(x - 10, min(y + 24, plane.y(0) - 8), words, "t-jiang end")
