"""What the marks of a drawing mean; it stands in the panel's head where more than two are used (experience §4.3)."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg


def legend(marks: Iterable[tuple[str, SafeString]]) -> SafeString:
    """Words with their marks, each drawn in a box of 20 × 14."""
    return format_html(
        '<p class="legend">{}</p>',
        svg.join(
            format_html(
                '<span><svg width="20" height="14" viewBox="0 0 20 14" aria-hidden="true">{}</svg>{}</span>', mark, word
            )
            for word, mark in marks
        ),
    )
