"""Villages × half-months: who reported when (experience §4). Every report is one cell, told apart by shape first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg
from povertyplan.ui.charts.legend import legend
from povertyplan.ui.charts.lettering import clipped, width
from povertyplan.ui.lamps import Lamp

TOP, ROW = 42, 28
# What a phone shows: this many columns up to the current one.
RECENT = 8
# Cells of one line of a village's own strip.
A_LINE = 12


class Filing(StrEnum):
    """What became of one village's report of one half-month."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    RETURNED = "returned"
    OPEN = "open"
    AHEAD = "ahead"
    NONE = "none"

    @property
    def word(self) -> str:
        return WORDS[self]


WORDS = {
    Filing.ON_TIME: "按时",
    Filing.LATE: "迟报",
    Filing.MISSING: "缺报",
    Filing.RETURNED: "退回",
    Filing.OPEN: "本期未报",
    Filing.AHEAD: "未到期",
    Filing.NONE: "不用报",
}


@dataclass(frozen=True)
class HeatCell:
    """`label` is shown on hover and spoken: 石门村 · 11月上 · 迟报 1 天. With an address the cell is a link."""

    state: Filing
    label: str
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure at the end of a row; a loud one is red."""

    words: str
    is_loud: bool = False


@dataclass(frozen=True)
class HeatRow:
    """`note` stands small behind the name: who reports. `figures` are in the order of the chart's heads."""

    name: str
    url: str
    lamp: Lamp | None
    note: str
    cells: tuple[HeatCell, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class HeatStrip:
    """`columns` are (month, half) as (11月, 上); `current` is the place of the lit one.

    `kept` is the place among `heads` of the figure that narrow screens keep; on wide ones it is bold.
    """

    finding: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]
    heads: tuple[str, ...] = ()
    current: int | None = None
    kept: int = 0


@dataclass(frozen=True)
class _Grid:
    """One drawing: the columns from `start` on, the figures whose places are in `figures`."""

    chart: HeatStrip
    width: float
    left: float
    start: int
    count: int
    figures: tuple[int, ...]
    figure: float

    @property
    def height(self) -> float:
        return TOP + ROW * len(self.chart.rows) + 2

    @property
    def is_wide(self) -> bool:
        return self.width > 1000

    @property
    def pitch(self) -> float:
        return (self.width - self.left - self.figure * len(self.figures)) / max(1, self.count)

    def x(self, place: int) -> float:
        return self.left + self.pitch * (place - self.start)

    def end(self, place: int) -> float:
        """Right edge of the figure that stands `place`-th."""
        return self.width - self.figure * (len(self.figures) - 1 - place)


@svg.drawn_once
def heat_strip(chart: HeatStrip) -> SafeString:
    """Drawn twice: everything for desks and paper, the latest half-months for phones."""
    every = len(chart.columns)
    places = tuple(range(len(chart.heads)))
    wide = _Grid(chart, width=1220, left=152, start=0, count=every, figures=places, figure=56)
    last = every if chart.current is None else chart.current + 1
    start = max(0, last - RECENT)
    kept = tuple(place for place in places if place == chart.kept)
    narrow = _Grid(chart, 320, left=86, start=start, count=min(RECENT, every), figures=kept, figure=44)
    return svg.join((_drawn(wide, cls="only-wide times"), _drawn(narrow, cls="only-narrow times")))


def _drawn(grid: _Grid, *, cls: str) -> SafeString:
    body = [*_heads(grid)]
    for place, row in enumerate(grid.chart.rows):
        body.extend(_row(grid, row, TOP + ROW * place))
    return svg.frame(grid.width, grid.height, body, finding=grid.chart.finding, cls=cls)


def _heads(grid: _Grid) -> Iterator[SafeString]:
    chart = grid.chart
    shown = range(grid.start, grid.start + grid.count)
    if chart.current is not None and chart.current in shown:
        yield svg.rect(grid.x(chart.current), 20, grid.pitch, grid.height - 20, "f-track", rx=2)
    for month, places in groupby(shown, key=lambda place: chart.columns[place][0]):
        group = list(places)
        x = grid.x(group[0])
        if group[0] != grid.start:
            yield svg.line(x, 4, x, grid.height, "rule")
        middle = x + grid.pitch * len(group) / 2
        yield svg.text(middle, 14, clipped(month, grid.pitch * len(group) + 6, 12), "axis mid")
    for place in shown:
        cls = "axis-b mid" if place == chart.current else "axis mid"
        yield svg.text(grid.x(place) + grid.pitch / 2, 34, chart.columns[place][1], cls)
    for order, place in enumerate(grid.figures):
        yield svg.text(grid.end(order), 34, chart.heads[place], "axis end")


def _row(grid: _Grid, row: HeatRow, y: float) -> Iterator[SafeString]:
    chart = grid.chart
    if len(row.cells) != len(chart.columns) or len(row.figures) != len(chart.heads):
        raise ValueError(f"{row.name}: {len(row.cells)} cells, {len(row.figures)} figures")
    yield _name(grid, row, y)
    for place in range(grid.start, grid.start + grid.count):
        cell = row.cells[place]
        # On a phone a cell is too small to be hit; there the village's name leads on.
        yield _cell(cell, grid.x(place), y, grid.pitch, ROW, url=cell.url if grid.is_wide else "")
    for order, place in enumerate(grid.figures):
        figure = row.figures[place]
        cls = "t-bad end" if figure.is_loud else "row-t b6 end" if place == chart.kept else "row-t end"
        yield svg.text(grid.end(order), y + ROW / 2 + 5, figure.words, cls)


def _name(grid: _Grid, row: HeatRow, y: float) -> SafeString:
    """Lamp, village and, where there is room, the officer."""
    indent, foot = 20 if row.lamp else 2, y + ROW / 2 + 5
    name = clipped(row.name, min(92, grid.left - 8 - indent), 14)
    note = clipped(row.note, grid.left - 16 - indent - width(name, 14), 12) if grid.is_wide else ""
    parts = [svg.rect(1, y, grid.left - 5, ROW, "hit")] if row.url else []
    if row.lamp:
        parts.append(svg.shape(row.lamp, 8, y + ROW / 2, 12))
    parts.append(svg.text(indent, foot, name, "row-t"))
    if note:
        parts.append(svg.text(grid.left - 8, foot, note, "axis end"))
    label = "，".join(filter(None, (row.name, row.lamp.word if row.lamp else "", row.note)))
    return svg.link(row.url, label, parts)


def _cell(cell: HeatCell, x: float, y: float, wide: float, high: float, *, url: str) -> SafeString:
    if cell.state is Filing.NONE:
        return svg.NOTHING
    parts = [svg.rect(x, y, wide, high, "hit")] if url else []
    inset = min(3.0, wide / 8)
    parts.append(_mark(cell.state, x + inset, y + high / 6, wide - 2 * inset, high * 2 / 3))
    return svg.link(url, cell.label, parts)


def _mark(state: Filing, x: float, y: float, wide: float, high: float) -> SafeString:
    """Filled is filed, empty is not; half filled is filed and not well."""
    middle, centre = x + wide / 2, y + high / 2
    if state is Filing.ON_TIME:
        return svg.rect(x, y, wide, high, "h-on", rx=2)
    if state is Filing.AHEAD:
        return format_html('<circle class="h-fut" cx="{}" cy="{}" r="1.6"/>', svg.n(middle), svg.n(centre))
    box = svg.rect(x + 0.8, y + 0.8, wide - 1.6, high - 1.6, f"h-{state.value}", rx=2)
    if state is Filing.LATE:
        return svg.join((box, _triangle(x + 0.8, y + high * 0.3, x + wide - 0.8, y + high - 0.8)))
    if state is Filing.MISSING:
        return svg.join((box, _cross(middle, centre, 4)))
    if state is Filing.RETURNED:
        return svg.join((box, svg.shape(Lamp.GO, middle, centre, 11, "h-half")))
    return box


def _triangle(left: float, top: float, right: float, bottom: float) -> SafeString:
    points = ((left, bottom), (left, top), (right, bottom))
    return format_html('<polygon class="h-part" points="{}"/>', " ".join(f"{svg.n(x)},{svg.n(y)}" for x, y in points))


def _cross(x: float, y: float, arm: float) -> SafeString:
    left, top, right, bottom = (svg.n(v) for v in (x - arm, y - arm, x + arm, y + arm))
    return format_html('<path class="h-x" d="M{0} {1}L{2} {3}M{2} {1}L{0} {3}"/>', left, top, right, bottom)


def strip(cells: Sequence[HeatCell], *, finding: str = "") -> SafeString:
    """One village alone, the oldest first, twelve a line; it keeps its size and only shrinks."""
    pitch, high = 24, 24
    lines = [cells[start : start + A_LINE] for start in range(0, len(cells), A_LINE)]
    body = [
        _cell(cell, pitch * place, high * line, pitch, high, url=cell.url)
        for line, part in enumerate(lines)
        for place, cell in enumerate(part)
    ]
    wide, tall = pitch * max(1, min(A_LINE, len(cells))), high * max(1, len(lines))
    drawn = svg.join(body)
    return format_html(
        '<svg class="strip" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="{2}" aria-label="{3}">{4}</svg>',
        wide,
        tall,
        "group" if "<a " in drawn else "img",
        finding or counted(cells),
        drawn,
    )


def counted(cells: Sequence[HeatCell]) -> str:
    """最近 12 期：按时 11，迟报 1; what is not yet due is not counted."""
    due = [cell.state for cell in cells if cell.state not in (Filing.AHEAD, Filing.NONE)]
    parts = [f"{state.word} {due.count(state)}" for state in Filing if state in due]
    return f"最近 {len(due)} 期：{'，'.join(parts)}" if due else "还没有到期的半月报"


def heat_legend() -> SafeString:
    return legend((state.word, _mark(state, 0, 0, 20, 14)) for state in Filing if state is not Filing.NONE)
