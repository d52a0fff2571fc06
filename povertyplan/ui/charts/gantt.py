"""一村一品 of all villages: what was planned until today and is not done is drawn as debt (experience §1.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg
from povertyplan.ui.charts.legend import legend
from povertyplan.ui.charts.lettering import clipped, width
from povertyplan.ui.charts.timeline import HEAD, Timeline, axis, today_line
from povertyplan.ui.dates import iso
from povertyplan.ui.lamps import Lamp

WIDE, NARROW = 1220, 320
ROW = 28


@dataclass(frozen=True)
class Stage:
    """Planned from `start` to `end`; `done_to` is the day up to which all that was due is done, None for nothing.

    A stage on course has today's date there, a finished one its end.
    """

    name: str
    start: date
    end: date
    done_to: date | None = None

    @property
    def reached(self) -> date:
        """Where the solid part ends: never before the start, never after the end."""
        return min(max(self.start, self.end), max(self.start, self.done_to or self.start))

    def debt(self, *, today: date) -> int:
        """Days of the plan that lie behind today and are not done."""
        return max(0, (min(self.end, today) - self.reached).days)


@dataclass(frozen=True)
class GanttRow:
    """`figure` as 45 / 63 户; `lag` as 4 个月, red when there is one. Without stages `instead` is written."""

    name: str
    url: str
    lamp: Lamp | None
    product: str
    stages: tuple[Stage, ...]
    figure: str = ""
    lag: str = ""
    instead: str = "还没有规划"

    @property
    def label(self) -> str:
        parts = (self.name, self.lamp.word if self.lamp else "", self.product)
        return "，".join(part for part in parts if part)


@dataclass(frozen=True)
class Gantt:
    """`heads` name the two columns behind the bars."""

    finding: str
    today: date
    rows: tuple[GanttRow, ...]
    heads: tuple[str, str] = ("带动贫困户", "滞后")
    today_word: str = "今日"

    def timeline(self, *, left: float, right: float) -> Timeline:
        days = [day for row in self.rows for stage in row.stages for day in (stage.start, stage.end)]
        return Timeline.around(days, today=self.today, left=left, right=right)


@svg.drawn_once
def gantt(chart: Gantt, *, row: int = ROW) -> SafeString:
    """Drawn twice: a line a village for desks and paper, the name above the bars for phones."""
    return svg.join((_gantt_wide(chart, row), _gantt_narrow(chart)))


def _gantt_wide(chart: Gantt, row: int) -> SafeString:
    left, right, bar = 206, 190, min(16, row - 2)
    line = chart.timeline(left=left, right=WIDE - right)
    height = HEAD + 6 + row * len(chart.rows) + 2
    hatch = _hatch_of(chart, "w")
    body = [
        _pattern(hatch),
        *axis(line, today=chart.today, height=height, edge=line.right + 18),
        svg.text(WIDE - right + 20, 32, chart.heads[0], "axis"),
        svg.text(WIDE, 32, chart.heads[1], "axis end"),
    ]
    for place, village in enumerate(chart.rows):
        y = HEAD + 6 + row * place
        foot = y + row / 2 + 5
        body.append(_gantt_name(village, y, row, left))
        body.extend(_bars(chart, village, line, y + (row - bar) / 2, bar, hatch=hatch))
        body.append(svg.text(WIDE - right + 20, foot, clipped(village.figure, right - 90, 14), "row-t"))
        cls = "t-bad end" if village.lag else "axis end"
        body.append(svg.text(WIDE, foot, clipped(village.lag, 66, 13) if village.lag else "–", cls))
    body.extend(today_line(line, today=chart.today, word=chart.today_word, height=height, edge=WIDE))
    return svg.frame(WIDE, height, body, finding=chart.finding, cls="only-wide times")


def _gantt_name(row: GanttRow, y: float, high: float, left: float) -> SafeString:
    indent = 18 if row.lamp else 0
    product = clipped(row.product, 88, 14)
    room = left - 20 - indent - width(product, 14)
    parts = [svg.rect(1, y, left - 8, high, "hit")] if row.url else []
    if row.lamp:
        parts.append(svg.shape(row.lamp, 8, y + high / 2, 12))
    parts.append(svg.text(indent + 2, y + high / 2 + 5, clipped(row.name, room, 14), "row-t"))
    parts.append(svg.text(left - 12, y + high / 2 + 5, product, "row-t b6 end"))
    return svg.link(row.url, row.label, parts)


def _gantt_narrow(chart: Gantt) -> SafeString:
    row, bar = 52, 14
    line = chart.timeline(left=1, right=NARROW - 1)
    height = HEAD + 4 + row * len(chart.rows)
    hatch = _hatch_of(chart, "n")
    body = [_pattern(hatch), *axis(line, today=chart.today, height=HEAD, edge=NARROW)]
    today = line.x(chart.today)
    for place, village in enumerate(chart.rows):
        y = HEAD + 4 + row * place
        body.append(_gantt_line(chart, village, y))
        body.extend(_bars(chart, village, line, y + 28, bar, hatch=hatch))
        if village.stages:
            body.append(svg.line(today, y + 25, today, y + 31 + bar, "today"))
    body.extend(today_line(line, today=chart.today, word=chart.today_word, height=HEAD, edge=NARROW))
    return svg.frame(NARROW, height, body, finding=chart.finding, cls="only-narrow times")


def _gantt_line(chart: Gantt, row: GanttRow, y: float) -> SafeString:
    """Name and product on the left, the two figures on the right; the product gives way first."""
    indent = 18 if row.lamp else 0
    name = clipped(row.name, 92, 14)
    lag = clipped(f"{chart.heads[1]} {row.lag}", 96, 13) if row.lag else ""
    figure = clipped(row.figure, 72, 12)
    start, end = indent + 10 + width(name, 14), NARROW - (width(lag, 13) + 8 if lag else 0)
    room = end - (width(figure, 12) + 8 if figure else 0) - start
    parts = [svg.rect(1, y - 2, NARROW - 2, 28, "hit")] if row.url else []
    if row.lamp:
        parts.append(svg.shape(row.lamp, 8, y + 13, 12))
    parts.append(svg.text(indent + 2, y + 18, name, "row-t"))
    if room >= 28:
        parts.append(svg.text(start, y + 18, clipped(row.product, room, 14), "row-t b6"))
    parts.append(svg.text(end, y + 18, figure, "axis end"))
    if lag:
        parts.append(svg.text(NARROW, y + 18, lag, "t-bad end"))
    return svg.link(row.url, row.label, parts)


def _bars(chart: Gantt, row: GanttRow, line: Timeline, y: float, high: float, *, hatch: str) -> Iterator[SafeString]:
    if not row.stages:
        yield svg.text(line.left + 4, y + high / 2 + 4.5, row.instead, "axis")
    for stage in row.stages:
        parts = _stage(stage, chart.today, line, y, high, hatch)
        yield svg.link("", _stage_words(row, stage, chart.today), parts)


def _stage_words(row: GanttRow, stage: Stage, today: date) -> str:
    words = f"{row.name} · {stage.name} · {iso(stage.start)} 至 {iso(stage.end)}"
    if debt := stage.debt(today=today):
        return f"{words}，欠账 {debt} 天"
    return f"{words}，已完成" if stage.reached >= stage.end else words


def _stage(stage: Stage, today: date, line: Timeline, y: float, high: float, hatch: str) -> list[SafeString]:
    """Outline, what is done, what is owed, and the name; on a phone only where it covers no border of them."""
    # A stage of one day at the very end still has a width of one, inside the drawing.
    left = min(line.x(stage.start) + 0.5, line.right - 1)
    right = max(left + 1, line.x(max(stage.start, stage.end)) - 0.5)
    reached = min(right, max(left, line.x(stage.reached)))
    owed = min(right, line.x(today)) if stage.debt(today=today) else reached
    parts = [svg.rect(left, y + 0.5, right - left, high - 1, "g-plan", rx=2)]
    if reached > left:
        parts.append(svg.rect(left, y, reached - left, high, "f-act", rx=2))
    if stage.debt(today=today):
        # A debt of few days is still seen: it takes its two units from what is done.
        start = max(left, min(reached, owed - 2))
        parts.append(_hatched(start, y, max(0.5, owed - start), high, hatch))
    room = width(stage.name, 12)
    if room + 12 > right - left:
        return parts
    if reached >= left + 8 + room:
        return [*parts, svg.text(left + 7, y + high / 2 + 4.5, stage.name, "on-act")]
    if max(reached, owed) > left + 4:
        if line.right < NARROW:
            return parts
        parts.append(svg.rect(left + 4, y + 1.5, room + 6, high - 3, "g-ground", rx=2))
    return [*parts, svg.text(left + 7, y + high / 2 + 4.5, stage.name, "g-name")]


def _hatched(x: float, y: float, wide: float, high: float, hatch: str) -> SafeString:
    return format_html(
        '<rect class="g-debt" x="{}" y="{}" width="{}" height="{}" rx="2" fill="url(#{})"/>',
        svg.n(x),
        svg.n(y),
        svg.n(wide),
        svg.n(high),
        hatch,
    )


def _hatch_of(chart: Gantt, kind: str) -> str:
    """The same for the same chart, another for any other on the page."""
    return f"debt-{crc32(repr(chart).encode()):x}-{kind}"


def _pattern(name: str) -> SafeString:
    """Tiles as large as a bar is high: the seams between small ones would be seen on paper."""
    strokes = "".join(f"M{place + 1} -1L{place - 25} 25" for place in range(0, 49, 6))
    return format_html(
        '<defs><pattern id="{}" width="24" height="24" patternUnits="userSpaceOnUse">'
        '<rect class="g-debt0" width="24" height="24"/><path class="g-debt1" d="{}"/></pattern></defs>',
        name,
        strokes,
    )


def gantt_legend() -> SafeString:
    swatches = (
        ("已完成", svg.rect(0, 0, 20, 14, "f-act", rx=2)),
        ("计划", svg.rect(0.5, 0.5, 19, 13, "g-plan", rx=2)),
        ("欠账（已过计划期）", svg.join((_pattern("debt-legend"), _hatched(0, 0, 20, 14, "debt-legend")))),
    )
    return legend(swatches)
