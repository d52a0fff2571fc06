"""One line over time, small, to stand beside others on the same scale (small multiples)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg
from povertyplan.ui.charts.lettering import width

LEFT, TOP, BOTTOM = 36, 16, 22


@dataclass(frozen=True)
class SmallMultiple:
    """`values` and `target` stand at `days`; None where nothing is known, and an empty target is none.

    `top` is the end of the axis that begins with nought; charts that are compared are given the same one.
    """

    finding: str
    days: tuple[date, ...]
    values: tuple[float | None, ...]
    target: tuple[float | None, ...]
    top: float
    top_words: str
    last_words: str
    target_words: str = ""


def small_multiple(chart: SmallMultiple) -> SafeString:
    return _drawn(_Plane(chart, wide=248, high=118, right=44))


def trend_line(chart: SmallMultiple) -> SafeString:
    """The same large, for the whole of which the small ones are the parts; and narrow for phones."""
    wide = _drawn(_Plane(chart, wide=1220, high=190, right=76), cls="only-wide")
    return svg.join((wide, _drawn(_Plane(chart, wide=340, high=170, right=56), cls="only-narrow")))


@dataclass(frozen=True)
class _Plane:
    chart: SmallMultiple
    wide: float
    high: float
    right: float

    def x(self, day: date) -> float:
        first, last = self.chart.days[0], self.chart.days[-1]
        return LEFT + (self.wide - LEFT - self.right) * (day - first).days / max(1, (last - first).days)

    def y(self, value: float) -> float:
        share = min(1.0, max(0.0, value / self.chart.top)) if self.chart.top else 0.0
        return TOP + (self.high - TOP - BOTTOM) * (1 - share)

    @property
    def end(self) -> float:
        return self.wide - self.right

    def runs(self, values: tuple[float | None, ...]) -> Iterator[list[tuple[float, float]]]:
        """Points of each stretch without a gap."""
        run: list[tuple[float, float]] = []
        for day, value in zip(self.chart.days, values, strict=True):
            if value is not None:
                run.append((self.x(day), self.y(value)))
            elif run:
                yield run
                run = []
        if run:
            yield run


def _drawn(plane: _Plane, *, cls: str = "") -> SafeString:
    body = [*_axis(plane), *_target(plane), *_line(plane)]
    return svg.frame(plane.wide, plane.high, body, finding=plane.chart.finding, cls=cls)


def _axis(plane: _Plane) -> Iterator[SafeString]:
    chart = plane.chart
    for value, words in ((chart.top, chart.top_words), (0.0, "0")):
        yield svg.line(LEFT, plane.y(value), plane.end, plane.y(value), "rule")
        yield svg.text(LEFT - 5, plane.y(value) + 4, words, "axis end")
    foot, last = plane.y(0), -100.0
    for day, words in _months(chart.days, room=plane.end - LEFT):
        x = plane.x(day)
        if x - last < width(words, 12) / 2 + 10 or plane.wide - x < width(words, 12) / 2:
            continue
        yield svg.line(x, foot, x, foot + 4, "rule2")
        yield svg.text(x, foot + 17, words, "axis" if x == LEFT else "axis mid")
        last = x + width(words, 12) * (1 if x == LEFT else 0.5)


def _months(days: tuple[date, ...], *, room: float) -> Iterator[tuple[date, str]]:
    """The first day, then the first of January and July, in much room of every quarter."""
    first, last = days[0], days[-1]
    yield first, f"{first.year}年{first.month}月"
    quarter = (1, 4, 7, 10) if room > 600 else (1, 7)
    year, month = first.year, first.month
    while (year, month) < (last.year, last.month):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if month in quarter:
            yield date(year, month, 1), f"{year}年1月" if month == 1 else f"{month}月"


def _points(run: list[tuple[float, float]]) -> str:
    return " ".join(f"{svg.n(x)},{svg.n(y)}" for x, y in run)


def _target(plane: _Plane) -> Iterator[SafeString]:
    chart = plane.chart
    if not chart.target:
        return
    for run in plane.runs(chart.target):
        yield format_html('<polyline class="l-plan" points="{}"/>', _points(run))
    end, value = chart.target[-1], chart.values[-1]
    if end is not None and (value is None or abs(plane.y(end) - plane.y(value)) >= 13):
        yield svg.text(plane.end + 6, plane.y(end) + 4, chart.target_words, "axis")


def _line(plane: _Plane) -> Iterator[SafeString]:
    """A half-month alone is a dot; the newest value stands beside the end."""
    chart = plane.chart
    for run in plane.runs(chart.values):
        if len(run) > 1:
            yield format_html('<polyline class="l-act" points="{}"/>', _points(run))
        else:
            yield format_html('<circle class="f-act2" cx="{}" cy="{}" r="2"/>', svg.n(run[0][0]), svg.n(run[0][1]))
    value = chart.values[-1]
    if value is not None:
        x, y = plane.end, plane.y(value)
        yield format_html('<circle class="f-act2" cx="{}" cy="{}" r="3.5"/>', svg.n(x), svg.n(y))
        yield svg.text(x + 7, y + 5, chart.last_words, "t-jiang")
