"""Posters as tests ask for them, and what can be seen of their layout before they are paper."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import Element

import pypdf
from django.template.loader import render_to_string
from django.utils import timezone
from weasyprint.formatting_structure.boxes import Box

from office.maps.poster import Poster
from office.printing import engine, map_press
from office.shown_day import ShownDay
from villages.models import PaperSize, Village

MM = 96 / 25.4
# Sizes of static/css/charts.css and timetable.css in units of the drawing.
_LETTERS = dict.fromkeys(("axis", "axis-b", "mp", "on-ink", "on-act", "g-name", "mx-no"), 12) | {
    "t-bad": 13,
    "t-ok": 13,
    "t-warn": 13,
    "row-t": 14,
    "ml": 14,
    "vg": 14,
    "t-jiang": 15,
    "mn": 20,
}


def evening(day: date) -> ShownDay:
    """As if `day` were today, at its evening."""
    return ShownDay(day, timezone.make_aware(datetime.combine(day, time(20, 30))))


def poster_on(day: date, village: Village | None = None, *, size: PaperSize = PaperSize.A1) -> Poster:
    """Without an edition."""
    return map_press.drawn(village, shown=evening(day), size=size)[1]


def pages_of(pdf: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pages_of(pdf))


def faults_of(poster: Poster) -> list[str]:
    """What leaves its place on the sheet or is smaller than 5 mm on A1, in words."""
    html = render_to_string("office/poster/poster.html", {"poster": poster})
    (page,) = engine.lay_out(html, subject="作战图", sheets=engine.POSTER).pages
    return list(_faults(page._page_box, None))


def _classes(element: Element) -> set[str]:
    found = (part.get("class") or "" for part in element.iter() if part.tag.endswith("text"))
    return {name for names in found for name in names.split()}


def _faults(box: Box, place: Box | None) -> Iterator[str]:
    element = getattr(box, "element", None)
    classes = (element.get("class") or "").split() if element is not None else []
    if "at" in classes:
        place = box
    said = getattr(box, "text", "") or (f"<{box.element_tag}>" if getattr(box, "replacement", None) else "")
    if place is not None and said.strip():
        # Ink, not the line's box: a large figure has none under its baseline.
        is_text = bool(getattr(box, "text", ""))
        foot = box.position_y + (box.baseline if is_text else box.height)
        if foot > place.position_y + place.height:
            yield f"{place.element.get('class')}: {said[:20]} stands too low"
        if box.position_x + box.width > place.position_x + place.width + 1:
            yield f"{place.element.get('class')}: {said[:20]} stands too far right"
        if getattr(box, "text", "") and box.style["font_size"] < 4.98 * MM:
            yield f"{said[:20]} is {box.style['font_size'] / MM:.2f} mm high"
    if getattr(box, "replacement", None) is not None and element is not None and "chart" in classes:
        wide, high = map(float, element.get("viewBox").split()[2:])
        letters = min((_LETTERS[name] for name in _classes(element) & set(_LETTERS)), default=99)
        if letters * min(box.width / wide, box.height / high) < 4.96 * MM:
            yield f"letters of {element.get('aria-label')[:20]} are too small"
    for child in getattr(box, "children", ()):
        yield from _faults(child, place)
