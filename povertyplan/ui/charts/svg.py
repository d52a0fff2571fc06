"""What every chart is made of: numbers, texts, shapes and the outer element. All text is escaped."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.lamps import SHAPES, Lamp

NOTHING = SafeString("")


def n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


def join(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))


def frame(width: float, height: float, body: Iterable[SafeString], *, finding: str, cls: str = "") -> SafeString:
    """The svg element; `finding` is the sentence that a screen reader speaks.

    A picture is one image; with links in it it is a group, or the links would not be found by those who hear it.
    """
    drawn = join(body)
    return format_html(
        '<svg class="chart{}" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}</svg>',
        f" {cls}" if cls else "",
        n(width),
        n(height),
        "group" if "<a " in drawn else "img",
        finding,
        drawn,
    )


def text(x: float, y: float, words: object, cls: str) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', cls, n(x), n(y), words)


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> SafeString:
    return format_html('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', cls, n(x1), n(y1), n(x2), n(y2))


def rect(x: float, y: float, width: float, height: float, cls: str, *, title: str = "", rx: float = 0) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}>{}</rect>',
        cls,
        n(x),
        n(y),
        n(width),
        n(height),
        format_html(' rx="{}"', n(rx)) if rx else "",
        format_html("<title>{}</title>", title) if title else "",
    )


def shape(lamp: Lamp, x: float, y: float, size: float = 12, cls: str = "") -> SafeString:
    """A lamp's shape with its centre at (x, y)."""
    scale = "" if size == 12 else f" scale({size / 12:.2f})"
    return format_html(
        '<g class="{}" transform="translate({} {}){}">{}</g>',
        cls or f"i-{lamp.css}",
        n(x - size / 2),
        n(y - size / 2),
        scale,
        SHAPES[lamp.css],
    )


def link(url: str, label: str, body: Iterable[SafeString], cls: str = "") -> SafeString:
    """A part of a chart that leads somewhere; without an address it is a group with a title."""
    if not url:
        return format_html("<g{}><title>{}</title>{}</g>", _class(cls), label, join(body))
    return format_html(
        '<a{} href="{}" aria-label="{}"><title>{}</title>{}</a>', _class(cls), url, label, label, join(body)
    )


def _class(cls: str) -> SafeString:
    return format_html(' class="{}"', cls) if cls else NOTHING
