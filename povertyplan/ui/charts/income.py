"""Net income a person by source and year, against the poverty line of each year."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg

Scale = Callable[[float], float]


@dataclass(frozen=True)
class IncomeYear:
    """One year in whole 元 a person; `parts` in the order of `Income.sources`, a loss below zero.

    `verdict` stands under the year, as 过线 332, 差 180 or 未设定线; `is_above` is None for a year without a line.
    """

    label: str
    parts: tuple[int, ...]
    total: int
    line: int | None = None
    is_above: bool | None = None
    verdict: str = ""
    is_estimate: bool = False

    @property
    def heights(self) -> tuple[int, int]:
        """元 above and below zero that are drawn."""
        return sum(part for part in self.parts if part > 0), -sum(part for part in self.parts if part < 0)


@dataclass(frozen=True)
class Income:
    finding: str
    sources: tuple[str, ...]
    years: tuple[IncomeYear, ...]


def income_bars(income: Income) -> SafeString:
    """Bars stacked by source; the line is dashed across its own year, because it moves every year."""
    wide = _drawn(income, width=880, cls="only-wide")
    return svg.join((wide, _drawn(income, width=400, cls="only-narrow")))


def _drawn(income: Income, *, width: int, cls: str) -> SafeString:
    height, left, top, bottom = 250, 48, 46, 58
    above = max([1, *(max(year.heights[0], year.line or 0) for year in income.years)])
    below = max([0, *(year.heights[1] for year in income.years)])
    step = _round_step(above + below)
    highest, lowest = step * -(-above // step), -step * -(-below // step)

    def y(value: float) -> float:
        return top + (height - top - bottom) * (1 - (value - lowest) / (highest - lowest))

    body = _legend(income, left)
    for value in range(lowest, highest + 1, step):
        body.append(svg.line(left, y(value), width, y(value), "rule2" if value == 0 and lowest else "rule"))
        body.append(svg.text(left - 8, y(value) + 4, f"{value:,}".replace("-", "\u2212"), "axis end"))
    slot = (width - left) / max(1, len(income.years))
    bar = min(76.0, slot * 0.55)
    for place, year in enumerate(income.years):
        start = left + slot * place
        body.extend(_column(year, income.sources, start + (slot - bar) / 2, bar, y))
        body.extend(_line(year, start, slot, bar, y))
        body.extend(_words(year, start + slot / 2, height - bottom))
    return svg.frame(width, height, body, finding=income.finding, cls=cls)


def _legend(income: Income, left: float) -> list[SafeString]:
    """Only sources that somebody has; each keeps its colour whether the others are there or not."""
    body: list[SafeString] = []
    x = left
    for place, name in enumerate(income.sources):
        if any(year.parts[place] for year in income.years):
            body.append(svg.rect(x, 6, 12, 12, f"fund{place % 4 + 1}"))
            body.append(svg.text(x + 17, 16.5, name, "axis"))
            x += 17 + len(name) * 12 + 14
    return body


def _column(year: IncomeYear, sources: tuple[str, ...], x: float, bar: float, y: Scale) -> list[SafeString]:
    body: list[SafeString] = []
    high = low = 0
    for place, (name, part) in enumerate(zip(sources, year.parts, strict=True)):
        if not part:
            continue
        upper, lower = (high + part, high) if part > 0 else (low, low + part)
        high, low = max(high, upper), min(low, lower)
        # A gap of one pixel parts the pieces; the smallest is still seen.
        tall = max(1.0, y(lower) - y(upper) - 1)
        body.append(svg.rect(x, y(upper), bar, tall, f"fund{place % 4 + 1}", title=f"{year.label} {name} {part:,} 元"))
    if year.is_estimate:
        body.append(svg.rect(x - 3.5, y(high) - 3.5, bar + 7, y(low) - y(high) + 3.5, "vgrp", title="预计，年底再核"))
    return body


def _line(year: IncomeYear, start: float, slot: float, bar: float, y: Scale) -> list[SafeString]:
    """The dashed line over the whole year, and the total above whichever is higher."""
    body: list[SafeString] = []
    top = y(year.heights[0]) - (4 if year.is_estimate else 0)
    if year.line is not None:
        inset = min(8.0, (slot - bar) / 4)
        body.append(
            svg.line(start + inset, y(year.line), start + slot - inset, y(year.line), _stroke(is_above=year.is_above))
        )
        # Only where the number would stand on the line is it lifted over it.
        if top - 22 < y(year.line) <= top + 2:
            top = y(year.line)
    body.append(svg.text(start + slot / 2, top - 7, f"{year.total:,}".replace("-", "\u2212"), "row-t b6 mid"))
    return body


def _stroke(*, is_above: bool | None) -> str:
    return "l-fore ok" if is_above else "l-fore"


def _words(year: IncomeYear, middle: float, floor: float) -> list[SafeString]:
    """Under each bar: the year, the line of that year, and by how much it is passed or missed."""
    words = [svg.text(middle, floor + 18, year.label, "axis mid")]
    if year.line is not None:
        words.append(svg.text(middle, floor + 34, f"线 {year.line:,}", "axis mid"))
    if year.verdict:
        cls = {True: "t-ok mid", False: "t-bad mid", None: "axis mid"}[year.is_above]
        words.append(svg.text(middle, floor + 51, year.verdict, cls))
    return words


def _round_step(span: int) -> int:
    """A round distance between grid lines, so that three to five of them are drawn."""
    for step in (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000):
        if span / step <= 4:
            return step
    return 10 ** (len(str(span)) - 1)
