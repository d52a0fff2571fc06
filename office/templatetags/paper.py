"""Tags of printed sheets: {% load paper %}.

No outer rule and no var() reaches into a drawing, so the colours are written into it; they come from tokens.css,
the only place that has them.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

import segno
from django import template
from django.conf import settings
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from office.bags.income import IncomeBar
from povertyplan.ui.charts import income_paper, lettering
from povertyplan.ui.charts.paper import tokens
from povertyplan.ui.lamps import SHAPES, Lamp

register = template.Library()

# Shape and word tell the state, the colour only repeats it: solid with a tick, half, open, dash.
_STATES = {
    "ok": ("ok-ink", '<circle cx="8" cy="8" r="7.2" fill="{0}"/>{1}'),
    "done": ("done-ink", '<circle cx="8" cy="8" r="7.2" fill="{0}"/>{1}'),
    "go": (
        "warn-ink",
        '<circle cx="8" cy="8" r="6.6" fill="none" stroke="{0}" stroke-width="1.5"/>'
        '<path d="M8 1.4a6.6 6.6 0 0 1 0 13.2z" fill="{0}"/>',
    ),
    "no": ("none-ink", '<circle cx="8" cy="8" r="6.6" fill="none" stroke="{0}" stroke-width="1.5"/>'),
    "beside": ("none-ink", '<path d="M2.500 8h11" fill="none" stroke="{0}" stroke-width="2"/>'),
}
# Characters of 16 pt that fit the narrowest cell of the bag.
LONGEST_PHRASE = 6
_PARTS = re.compile(r"[、，；：。年至 ].")
_PHRASES = re.compile(r"[^、，；：。年至 ]*[、，；：。年至 ]?")
_WITHIN_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z,.% ]|[,.][0-9]")
_TICK = '<path d="M4.4 8.3l2.5 2.5 4.7-5.2" fill="none" stroke="{}" stroke-width="1.9"/>'
_ICONS = {
    "house": "M5 20L20 7l15 13M9 17v17h22V17M17 34V24h6v10",
    "help": "M20 35V17M20 22c0-7-5-10-12-10 0 7 5 10 12 10zM20 17c0-7 5-11 12-11 0 8-5 11-12 11zM8 35h24",
    "yuan": "M20 5a15 15 0 1 0 0 30 15 15 0 0 0 0-30zM14 12l6 8 6-8M20 20v10M14.500 21h11M14.500 25.500h11",
    "doc": "M9 5h16l6 6v24H9zM25 5v6h6M14 17h12M14 23h12M14 29h7",
    "phone": "M11 5h6l3 9-4 3c1 4 4 7 8 8l3-4 8 3v6c0 3-2 5-5 5C17 34 6 22 6 10c0-3 2-5 5-5z",
    "arrow": "M7 20h25M23 11l9 9-9 9",
    "person": "M20 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM5 37c0-9 6-13 15-13s15 4 15 13z",
    "logo": "M7 3h26a4 4 0 0 1 4 4v26a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4zM3 26c9-8 15 5 34-7"
    "M3 17c10-6 16 7 34-3M13 37c1-7 6-11 8-14M27 37c0-6 2-9 4-12",
}


@cache
def colour(token: str) -> str:
    return tokens((Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text(encoding="utf-8"))[token]


@register.simple_tag
@cache
def paper_icon(name: str) -> SafeString:
    drawing = (
        f'<path fill="none" stroke="{colour("jiang-700")}" stroke-width="2.4" stroke-linejoin="round" '
        f'stroke-linecap="round" d="{_ICONS[name]}"/>'
    )
    return _picture(40, 40, drawing, cls="nobody" if name == "person" else "")


@register.simple_tag
@cache
def paper_state(name: str) -> SafeString:
    token, drawing = _STATES[name]
    return _picture(16, 16, drawing.format(colour(token), _TICK.format(colour("surface"))))


@register.simple_tag
@cache
def paper_lamp(name: str) -> SafeString:
    """The shape of a lamp, as an image; its word stands beside it."""
    css = Lamp(name).css
    return _picture(12, 12, f"<g {_lit(css)}>{SHAPES[css]}</g>", cls="lamp-i")


def _lit(css: str) -> str:
    if css == "none":
        return f'fill="none" stroke="{colour("none-ink")}" stroke-width="1.6"'
    if css == "warn":
        return f'fill="{colour("warn-fill")}" stroke="{colour("warn-ink")}" stroke-width="1.2"'
    return f'fill="{colour("jiang-700" if css == "go" else f"{css}-ink")}"'


@register.simple_tag
def paper_qr(text: str) -> SafeString:
    """One path of horizontal runs: a tenth of the size of one square for each dark module."""
    rows = list(segno.make(text, error="m", micro=False).matrix)
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start + 2} {y + 2}h{x - start}v1h-{x - start}z")
            x += 1
    drawing = f'<path fill="{colour("ink-900")}" d="{"".join(runs)}"/>'
    return _picture(len(rows) + 4, len(rows) + 4, drawing, alt="二维码")


@register.simple_tag(takes_context=True)
def paper_photo(context: template.Context, name: str) -> str:
    """The address of a helper's photo: a page on screen gives its own as `photo_url`, paper reads the file."""
    return str(context.get("photo_url") or f"media:{quote(name)}")


@register.simple_tag
def paper_income(bars: Sequence[IncomeBar]) -> SafeString:
    years = [income_paper.PaperYear(bar.each, bar.line, bar.is_estimate or bar.is_partial) for bar in bars]
    colours = income_paper.Colours(colour("jiang-500"), colour("jiang-700"), colour("ink-900"))
    drawing = income_paper.paper_income(years, colours)
    return _picture(income_paper.WIDTH, income_paper.HEIGHT, drawing, cls="bars")


@register.simple_tag
def paper_share(share: float, token: str) -> SafeString:
    """A bar of `share` percent on its track, in the colour of the token."""
    track = f'<rect width="330" height="7" fill="{colour("sunk")}"/>'
    bar = f'<rect width="{share * 3.3:.1f}" height="7" fill="{colour(token)}"/>'
    return _picture(330, 7, track + bar, cls="share-bar")


def _picture(width: int, height: int, drawing: str, *, alt: str = "", cls: str = "") -> SafeString:
    """As an image, so that the sheets of a batch share it (office/printing/engine.py)."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{drawing}</svg>'
    data = b64encode(svg.encode()).decode()
    return format_html('<img class="{}" alt="{}" src="data:image/svg+xml;base64,{}">', cls, alt, data)


@register.filter
def tail(text: object, length: int = 4) -> SafeString:
    """No orphan: the last characters of a paragraph never part, nor does a number among them."""
    said = str(text)
    start = len(said) - length
    while start > 0 and _WITHIN_NUMBER.fullmatch(said[start - 1 : start + 1]):
        start -= 1
    if start < 4:
        return escape(said)
    return format_html('{}<span class="nb">{}</span>', said[:start], said[start:])


@register.filter
def fitted(text: object, letters: float) -> str:
    """As much as so many square letters hold, and an ellipsis. Not left to the style sheet: what it cuts off is drawn
    apart from its row, and a row would not be read in one go."""
    return lettering.clipped(str(text), letters, 1)


@register.filter
def phrases(text: object) -> SafeString:
    """Breaks only after a comma, a space, 年 or 至, while the phrases are short enough for a narrow cell."""
    said = str(text)
    if not _PARTS.search(said):
        return escape(said)
    return format_html_join("", "{}", ((_whole(phrase),) for phrase in _PHRASES.findall(said)))


@register.filter
def whole_words(text: object) -> SafeString:
    """Breaks only at the spaces that the writer put, so that a name or a phone number does not part; the long
    names of offices may."""
    words = ((_whole(word),) for word in str(text).split())
    return format_html_join(mark_safe(" "), "{}", words)


def _whole(text: str) -> str:
    return format_html('<span class="nb">{}</span>', text) if len(text) <= LONGEST_PHRASE else text
