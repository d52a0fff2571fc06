"""Bars: done against time in a list row."""

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
