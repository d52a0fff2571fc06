"""Net income a person by year as a drawing for paper: bars, and the line of each year as a heavy tick across its own.

It bears no letters: the years and amounts stand in the table below, where they grow with 大字版 and are read aloud.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SLOTS = 4  # fewer years keep the width of a bar
WIDTH, HEIGHT, TOP = 712, 150, 12
_BAR, _TICK = 74, 98


@dataclass(frozen=True)
class PaperYear:
    """元 a person; `line` is None for a year without one; an estimate is a dashed frame."""

    each: int
    line: int | None
    is_dashed: bool


@dataclass(frozen=True)
class Colours:
    bar: str
    frame: str
    line: str


def slots(years: int) -> int:
    """Columns of the drawing and of the table below it."""
    return max(LEAST_SLOTS, years)


def paper_income(years: Sequence[PaperYear], colours: Colours) -> str:
    """The inside of an svg of WIDTH × HEIGHT. A loss has no bar: its amount is below."""
    slot = WIDTH / slots(len(years))
    highest = max([1, *(max(year.each, year.line or 0) for year in years)])
    marks = []
    for place, year in enumerate(years):
        middle = round(slot * (place + 0.5))
        tall = _height(year.each, highest)
        if tall:
            marks.append(_bar(middle - _BAR // 2, tall, colours, is_dashed=year.is_dashed))
        if year.line is not None:
            y = HEIGHT - 1 - _height(year.line, highest)
            marks.append(f'<path d="M{middle - _TICK // 2} {y}h{_TICK}" stroke="{colours.line}" stroke-width="3.500"/>')
    marks.append(f'<path d="M0 {HEIGHT - 1}h{WIDTH}" stroke="{colours.line}" stroke-width="1.500"/>')
    return "".join(marks)


def _bar(x: int, tall: int, colours: Colours, *, is_dashed: bool) -> str:
    y = HEIGHT - 1 - tall
    if is_dashed:
        drawn = f'fill="none" stroke="{colours.frame}" stroke-width="2" stroke-dasharray="7 4"'
        return f'<path d="M{x} {HEIGHT - 1}V{y}H{x + _BAR}V{HEIGHT - 1}" {drawn}/>'
    return f'<path d="M{x} {HEIGHT - 1}V{y}H{x + _BAR}V{HEIGHT - 1}z" fill="{colours.bar}"/>'


def _height(value: int, highest: int) -> int:
    """At least two units where there is anything: the smallest income is seen."""
    return max(2, round((HEIGHT - 1 - TOP) * value / highest)) if value > 0 else 0
