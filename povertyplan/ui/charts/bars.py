"""Bars: done against time in a list row, and income by source and year."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg


def progress_bar(done: int, total: int, *, time: float | None = None, width: int = 78) -> SafeString:
    """Done of total; the upright tick stands where time stands (`time` from 0 to 1).

    Decoration beside the numbers of its row, so hidden from screen readers.
    """
    share = min(1.0, done / total) if total else 0.0
    tick = svg.NOTHING
    if time is not None:
        x = 1 + (width - 2) * min(1.0, max(0.0, time))
        tick = svg.line(x, 0, x, 12, "today")
    return format_html(
        '<svg width="{}" height="12" viewBox="0 0 {} 12" aria-hidden="true">{}{}{}</svg>',
        width,
        width,
        svg.rect(0, 2, width, 8, "f-track"),
        svg.rect(0, 2, width * share, 8, "f-act") if share else "",
        tick,
    )


@dataclass(frozen=True)
class IncomeYear:
    """Per-capita net income of one year in whole 元; `parts` in the order of `Income.sources`."""

    label: str
    parts: tuple[int, ...]
    line: int | None = None

    @property
    def total(self) -> int:
        return sum(self.parts)


@dataclass(frozen=True)
class Income:
    finding: str
    sources: tuple[str, ...]
    years: tuple[IncomeYear, ...]


def income_bars(income: Income) -> SafeString:
    """Bars stacked by source; the poverty line is a heavy tick on each bar, because it moves every year."""
    wide = _income(income, width=880, cls="only-wide")
    return svg.join((wide, _income(income, width=400, cls="only-narrow")))


def _income(income: Income, *, width: int, cls: str) -> SafeString:
    height, left, top, bottom = 250, 48, 46, 58
    highest = max([1, *(max(y.total, y.line or 0) for y in income.years)])
    step = _round_step(highest)
    top_value = step * -(-highest // step)

    def y(value: float) -> float:
        return top + (height - top - bottom) * (1 - value / top_value)

    body = _income_legend(income.sources, left)
    for value in range(0, top_value + 1, step):
        body.append(svg.line(left, y(value), width, y(value), "rule"))
        body.append(svg.text(left - 8, y(value) + 4, f"{value:,}", "axis end"))
    slot = (width - left) / max(1, len(income.years))
    bar = min(76.0, slot * 0.55)
    for i, year in enumerate(income.years):
        middle = left + slot * (i + 0.5)
        body.extend(_income_column(year, income.sources, middle - bar / 2, bar, y))
        body.extend(_income_words(year, middle, height - bottom))
    return svg.frame(width, height, body, finding=income.finding, cls=cls)


def _income_legend(sources: tuple[str, ...], left: float) -> list[SafeString]:
    body: list[SafeString] = []
    x = left
    for i, name in enumerate(sources):
        body.append(svg.rect(x, 6, 12, 12, f"fund{i % 4 + 1}"))
        body.append(svg.text(x + 17, 16.5, name, "axis"))
        x += 17 + len(name) * 12 + 14
    return body


def _income_column(
    year: IncomeYear, sources: tuple[str, ...], x: float, bar: float, y: Callable[[float], float]
) -> list[SafeString]:
    body: list[SafeString] = []
    below = 0
    for i, (name, part) in enumerate(zip(sources, year.parts, strict=True)):
        if part > 0:
            height = max(1.0, y(below) - y(below + part) - 1)
            title = f"{year.label} {name} {part:,} 元"
            body.append(svg.rect(x, y(below + part), bar, height, f"fund{i % 4 + 1}", title=title))
            below += part
    above = y(below)
    if year.line is not None:
        above = min(above, y(year.line))
        cls = "l-fore ok" if year.total >= year.line else "l-fore"
        body.append(svg.line(x - 8, y(year.line), x + bar + 8, y(year.line), cls))
    body.append(svg.text(x + bar / 2, above - 7, f"{year.total:,}", "row-t b6 mid"))
    return body


def _income_words(year: IncomeYear, middle: float, floor: float) -> list[SafeString]:
    """Under each bar: the year, the line of that year, and by how much it is passed or missed."""
    words = [svg.text(middle, floor + 18, year.label, "axis mid")]
    if year.line is not None:
        gap = year.total - year.line
        words.append(svg.text(middle, floor + 34, f"线 {year.line:,}", "axis mid"))
        said, cls = (f"过线 {gap:,}", "t-ok mid") if gap >= 0 else (f"差 {-gap:,}", "t-bad mid")
        words.append(svg.text(middle, floor + 51, said, cls))
    return words


def _round_step(highest: int) -> int:
    """A round distance between grid lines, so that three to five of them are drawn."""
    for step in (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000):
        if highest / step <= 4:
            return step
    return 10 ** (len(str(highest)) - 1)
