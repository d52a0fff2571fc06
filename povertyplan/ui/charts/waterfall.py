"""A waterfall: what was there, what came, what went, what is left, on one scale."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

_WIDTH = 1000


@dataclass(frozen=True)
class Step:
    """Goes from `before` to `after` where `most` is the whole width; `amount` is what is written beside it."""

    sign: str
    label: str
    amount: int
    before: int
    after: int
    most: int
    look: str
    is_first: bool = False
    is_sum: bool = False


def waterfall_bar(step: Step) -> SafeString:
    """Never thinner than a line, or a small sum would not be seen."""
    start = max(0, min(step.before, step.after)) * _WIDTH / step.most
    width = max(3.0 if step.before != step.after else 0.0, abs(step.after - step.before) * _WIDTH / step.most)
    start = min(start, _WIDTH - width)
    return format_html(
        '<svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="{}" x="{}" y="2" width="{}" height="16"/></svg>',
        step.look,
        f"{start:.1f}",
        f"{width:.1f}",
    )
