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
    height, left, top, bottom = 220, 48, 40, 26
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
    bar = min(76.0, slot * 0.5)
    for i, year in enumerate(income.years):
        x = left + slot * i + max(4.0, (slot - bar) / 2 - 26)
        body.extend(_income_column(year, income.sources, x, bar, y))
        body.append(svg.text(x + bar / 2, height - 8, year.label, "axis mid"))
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
    total_y = y(below) + 5
    if year.line is not None:
        met = below >= year.line
        body.append(
            svg.line(x - 8, y(year.line), x + bar + 8, y(year.line), "l-fore" if not met else "l-fore ok")
        )
        body.append(svg.text(x + bar + 12, y(year.line) + 5, f"线 {year.line:,}", "t-ok" if met else "t-bad"))
        if abs(total_y - y(year.line) - 5) < 17:
            total_y = y(year.line) + 5 + (-17 if met else 17)
    body.append(svg.text(x + bar + 12, total_y, f"{year.total:,}", "row-t b6"))
    return body


def _round_step(highest: int) -> int:
    """A round distance between grid lines, so that three to five of them are drawn."""
    for step in (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000):
        if highest / step <= 4:
            return step
    return 10 ** (len(str(highest)) - 1)
