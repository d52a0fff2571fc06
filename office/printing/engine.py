"""WeasyPrint, set up once for the process: fonts, style sheets, what it may read, what it may not pass over.

Import this module only inside a function: WeasyPrint costs half a second at start.
"""

import gc
import io
import logging
import re
import threading
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from weasyprint import CSS
from weasyprint.document import Document, Page
from weasyprint.images import SVGImage
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from office.printing import fonts
from office.printing.markup import Markup
from povertyplan.audit.refusal import Refused
from povertyplan.ui.charts.paper import tokens

SHEETS = ("tokens", "paper", "bag", "sheets")
POSTER = ("tokens", "poster")
SIZES = ("p-cap", "p-tab", "p-lead", "p-h3", "p-h2")
_ROOT = re.compile(r":root\s*\{[^}]*\}")
_VAR = re.compile(r"var\(--(?!p-)([\w-]+)\)")
DRAWING = "data:image/svg+xml;base64,"
PHOTOS = "media:helpers/"
# Enough for print; a photo straight from a phone would weigh more than the rest of the village.
PHOTO_DPI = 200
# Pango's font map must not be used by two threads at once.
_ONE_AT_A_TIME = threading.RLock()


class PaperFetcher(URLFetcher):
    """Serves drawings that stand in the page itself and the photos of helpers, nothing else: no network, no other
    file, whatever the data contain."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(DRAWING):
            return URLFetcherResponse(url, b64decode(url.removeprefix(DRAWING)), {"Content-Type": "image/svg+xml"})
        if not url.startswith(PHOTOS):
            raise ValueError(f"not for paper: {url}")
        try:
            with default_storage.open(unquote(url.removeprefix("media:"))) as photo:
                return URLFetcherResponse(url, photo.read())
        except SuspiciousFileOperation as error:
            raise ValueError(str(error)) from None


class Faults(logging.Handler):
    """Collects what WeasyPrint only warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, entry: logging.LogRecord) -> None:
        self.messages.append(entry.getMessage())


@contextmanager
def watched(subject: str) -> Iterator[None]:
    """Inside, a warning of WeasyPrint becomes a refusal that names the sheet: never an empty box on paper."""
    logger, faults = logging.getLogger("weasyprint"), Faults()
    logger.addHandler(faults)
    try:
        yield
    finally:
        logger.removeHandler(faults)
    for message in faults.messages:
        if message.startswith(".notdef"):
            raise Refused(f"{subject}：有字体里没有的字，打不出来，先改成正确的字")
        if "image" in message:
            raise Refused(f"{subject}：责任人照片读不出来，重新上传照片")
        raise RuntimeError(f"{subject}: {message}")


@cache
def font_configuration() -> FontConfiguration:
    if fonts.missing_faces() or fonts.subset_library() is None:
        raise Refused(fonts.REFUSAL)
    with fonts.private_list():
        return FontConfiguration()


@cache
def style_sheets(sheets: tuple[str, ...] = SHEETS) -> tuple[CSS, ...]:
    with watched("样式表"):
        return (CSS(string=style_text(sheets), font_config=font_configuration(), url_fetcher=PaperFetcher()),)


def style_text(sheets: tuple[str, ...] = SHEETS) -> str:
    """The sheets with every token written out: an inherited custom property costs at every element of every bag.

    Only the sizes `--p-…` stay, which 大字版 overrides.
    """
    folder = Path(settings.BASE_DIR) / "static" / "css"
    texts = [(folder / f"{name}.css").read_text(encoding="utf-8") for name in sheets]
    values = {name: value for text in texts for name, value in tokens(text).items()}
    plain = tokens(texts[1].split("html.big")[0])
    sizes = "; ".join(f"--{name}: {plain[name]}" for name in SIZES if name in plain)
    rules = _ROOT.sub("", "\n".join([f"html {{ {sizes}; }}", *texts[1:]]))
    while (resolved := _VAR.sub(lambda match: values[match[1]], rules)) != rules:
        rules = resolved
    return rules


def lay_out(
    html: str, *, subject: str, pictures: dict[str, Any] | None = None, sheets: tuple[str, ...] = SHEETS
) -> Document:
    """The pages of one sheet. `pictures` is shared by the sheets of a batch: each is read and stored once."""
    pictures = {} if pictures is None else pictures
    with _ONE_AT_A_TIME, watched(subject):
        document = Markup(html, url_fetcher=PaperFetcher()).render(
            stylesheets=style_sheets(sheets), font_config=font_configuration(), cache=pictures, dpi=PHOTO_DPI
        )
    for picture in pictures.values():
        # A drawing holds on to the layout of the sheet it came from, 10 MB each, though drawing needs none of it.
        if isinstance(picture, SVGImage):
            picture._context = None
    return document


def write(document: Document, *, subject: str) -> bytes:
    target = io.BytesIO()
    with _ONE_AT_A_TIME, watched(subject):
        document.write_pdf(target, dpi=PHOTO_DPI, cache=None)
    return target.getvalue()


class Shelf:
    """Laid-out pages of a batch. They are kept until the file is written, so the collector is told to leave them:
    going through them again and again costs a fifth of the time, never looking a third of the memory."""

    EVERY = 14

    def __init__(self, blank: Page) -> None:
        self.pages: list[Page] = []
        self._blank = blank
        self._sheets = 0

    def __enter__(self) -> Self:
        gc.freeze()
        gc.disable()
        return self

    def add(self, pages: Sequence[Page], *, first: bool = False) -> None:
        """Behind the others or before them, made up to whole sheets of paper."""
        whole = [*pages, self._blank] if len(pages) % 2 else list(pages)
        self.pages = whole + self.pages if first else self.pages + whole
        self._sheets += 1
        if self._sheets % self.EVERY == 0:
            gc.collect()
            gc.freeze()

    def __exit__(self, *error: object) -> None:
        self.pages.clear()
        gc.enable()
        gc.unfreeze()
        gc.collect()  # before the next part begins: its pages would come on top of these, 150 MB at 62 bags


def bound(first: Document, pages: Sequence[Page], *, title: str) -> Document:
    """One document of pages that were laid out each for itself, so each keeps its own 第 n 页，共 N 页."""
    document = first.copy(list(pages))
    document.metadata.title = title
    return document
