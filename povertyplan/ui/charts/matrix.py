"""Criteria × households of one village: every household is one column, so that none is lost in an average."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg
from povertyplan.ui.lamps import Lamp

LEFT, CELL, GAP, TOP, ROW = 142, 19, 14, 40, 22
# A band is as wide as a desk's page; what does not fit goes to the next band.
WIDTH = 1220


@dataclass(frozen=True)
class Column:
    """One household: `states` in the order of the criteria."""

    number: str
    label: str
    url: str
    states: tuple[Lamp, ...]


@dataclass(frozen=True)
class CriteriaMatrix:
    """`criteria` are (group, name); `groups` are (name of the hamlet, its columns)."""

    finding: str
    criteria: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[Column, ...]], ...]


@svg.drawn_once
def criteria_matrix(chart: CriteriaMatrix) -> SafeString:
    body: list[SafeString] = []
    top = 0.0
    height = TOP + ROW * len(chart.criteria) + 14
    for band in _bands(chart.groups):
        body.extend(_heads(chart, top))
        x = float(LEFT)
        for name, columns in band:
            body.append(svg.text(x + 2, top + 14, name, "axis-b"))
            body.append(svg.line(x, top + 20, x + CELL * len(columns) - 2, top + 20, "rule2"))
            for column in columns:
                body.append(_column(column, x, top, chart.criteria))
                x += CELL
            x += GAP
        top += height
    return svg.frame(WIDTH, max(top - 14, 1), body, finding=chart.finding, cls="matrix")


def _bands(
    groups: tuple[tuple[str, tuple[Column, ...]], ...],
) -> Iterator[list[tuple[str, tuple[Column, ...]]]]:
    """Groups side by side while they fit; a group too long for what is left begins a new band or is split."""
    most = (WIDTH - LEFT) // CELL
    band: list[tuple[str, tuple[Column, ...]]] = []
    used = 0.0
    for name, columns in groups:
        for start in range(0, len(columns), most):
            part = columns[start : start + most]
            needed = len(part) * CELL + GAP
            if band and LEFT + used + needed - GAP > WIDTH:
                yield band
                band, used = [], 0.0
            band.append((name if not start else f"{name}（续）", part))
            used += needed
    if band:
        yield band


def _heads(chart: CriteriaMatrix, top: float) -> Iterator[SafeString]:
    before = ""
    for i, (group, name) in enumerate(chart.criteria):
        y = top + TOP + i * ROW
        if group != before:
            yield svg.text(0, y + 14, group, "axis")
            before = group
        yield svg.text(LEFT - 12, y + 14.5, name, "row-t end")


def _column(column: Column, x: float, top: float, criteria: tuple[tuple[str, str], ...]) -> SafeString:
    cells = [svg.text(x + CELL / 2 - 1, top + 34, column.number, "mx-no mid")]
    for i, ((_, name), state) in enumerate(zip(criteria, column.states, strict=True)):
        cells.append(_cell(name, state, x, top + TOP + i * ROW))
    return svg.link(column.url, column.label, cells)


def _cell(name: str, state: Lamp, x: float, y: float) -> SafeString:
    size, height = CELL - 2, ROW - 3
    if state is Lamp.DONE:
        return svg.rect(x, y, size, height, "mx-met", rx=2)
    if state is Lamp.NONE:
        box = svg.rect(x + 0.5, y + 0.5, size - 1, height - 1, "mx-un", title=f"{name}：未核", rx=2)
        return svg.join((box, svg.shape(Lamp.NONE, x + size / 2, y + height / 2, 9)))
    box = svg.rect(x, y, size, height, "lc-bad", title=f"{name}：未达标", rx=2)
    return format_html("{}{}", box, svg.shape(Lamp.BAD, x + size / 2, y + height / 2, 10, "on-bad-i"))
