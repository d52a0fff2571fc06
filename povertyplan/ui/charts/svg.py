"""What every chart is made of: numbers, texts, shapes and the outer element.

All text is escaped; class names are the charts' own words. Written with f-strings, because a page has a thousand marks
and `format_html` would escape each coordinate: the battle map took a third longer.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from povertyplan.ui.lamps import SHAPES, Lamp

NOTHING = SafeString("")

# A drawing is kept by what it shows: the data are the key, so the same figures are drawn once and others anew.
drawn_once = lru_cache(maxsize=128)


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
    return SafeString(f'<text class="{cls}" x="{n(x)}" y="{n(y)}">{conditional_escape(str(words))}</text>')


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> SafeString:
    return SafeString(f'<line class="{cls}" x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"/>')


def rect(x: float, y: float, width: float, height: float, cls: str, *, title: str = "", rx: float = 0) -> SafeString:
    round_ = f' rx="{n(rx)}"' if rx else ""
    named = f"<title>{conditional_escape(title)}</title>" if title else ""
    place = f'x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"'
    return SafeString(f'<rect class="{cls}" {place}{round_}>{named}</rect>')


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
    named, drawn = conditional_escape(label), join(body)
    place = f' class="{cls}"' if cls else ""
    if not url:
        return SafeString(f"<g{place}><title>{named}</title>{drawn}</g>")
    address = conditional_escape(url)
    return SafeString(f'<a{place} href="{address}" aria-label="{named}"><title>{named}</title>{drawn}</a>')
