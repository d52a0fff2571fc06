"""Charts on paper: the rules of their style sheets with every token resolved, inside each <svg>.

WeasyPrint lets no outer rule and no var() into an inline svg; one source, two deliveries (experience §8).
"""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_VAR = re.compile(r"var\(--([\w-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Cut from Noto Sans CJK SC by office/printing/fonts.py; the whole collection would be copied into every document.
FONT = "Paper Sans"


def tokens(css: str) -> dict[str, str]:
    """The light values: everything before the first theme block."""
    return dict(_TOKEN.findall(_COMMENT.sub("", css).split("[data-theme")[0]))


@lru_cache(maxsize=8)
def rules(font: str = FONT, sheets: tuple[str, ...] = ("charts",)) -> SafeString:
    """The sheets for one svg: no media, wall or hover rules, and one unquoted font, or digits fall to another face."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    values = tokens((folder / "tokens.css").read_text()) | {"font-sans": font}
    css = "".join(_COMMENT.sub("", (folder / f"{sheet}.css").read_text()).split("@media")[0] for sheet in sheets)
    kept = [
        rule
        for rule in re.findall(r"[^{}]+\{[^{}]*\}", css)
        if not re.search(r"data-theme|:hover|:focus|\.mapsplit|svg\.only-|^\s*svg\.", rule)
    ]
    resolved = _VAR.sub(lambda match: values[match[1]], " ".join(" ".join(kept).split()))
    return SafeString(resolved.replace("svg text", "text").replace("svg .", "."))


def on_paper(chart: SafeString, font: str = FONT, *, sheets: tuple[str, ...] = ("charts",)) -> SafeString:
    """The chart as WeasyPrint wants it: the wide drawing only, with the rules of `sheets` inside.

    The namespace is named, or a reader of XML (office/printing/markup.py) takes the rules for the page's.
    """
    wide = re.sub(r'<svg class="chart only-narrow\b.*?</svg>', "", chart, flags=re.DOTALL)
    named = r'<svg xmlns="http://www.w3.org/2000/svg"\1>'
    return SafeString(re.sub(r"<svg\b([^>]*)>", f"{named}<style>{rules(font, sheets)}</style>", wide))
