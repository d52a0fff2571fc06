"""What a fund received and what became of it: two bars on one scale, what is left only outlined."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg

_WIDTH = 1000


def fund_bars(came: int, went: int, most: int) -> SafeString:
    """Received above, spent below with the remainder outlined; `most` is the whole width, numbers stand beside it."""
    scale = (_WIDTH - 2) / most if most else 0.0
    spent, left = went * scale, max(0, came - went) * scale
    outline = format_html(
        '<rect class="fund-left" x="{}" y="15" width="{}" height="8"/>', f"{1 + spent:.1f}", f"{left:.1f}"
    )
    return format_html(
        '<svg class="fund-bars" viewBox="0 0 {} 26" preserveAspectRatio="none" aria-hidden="true">{}{}{}</svg>',
        _WIDTH,
        svg.rect(1, 3, came * scale, 8, "f-act") if came else "",
        svg.rect(1, 15, spent, 8, "f-act2") if went else "",
        outline if left else "",
    )
