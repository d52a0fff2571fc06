"""A first visit on a slow line: what every page loads, as it goes over the wire (experience §9)."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
DESK = ("reset", "tokens", "base", "components", "charts")


def packed(*parts: str) -> int:
    return sum(len(gzip.compress((STATIC / part).read_bytes(), 9)) for part in parts)


def test_style_sheets_of_a_page_are_light() -> None:
    assert packed(*(f"css/{name}.css" for name in DESK)) <= 12_000


def test_style_sheet_of_the_phone_is_light() -> None:
    assert packed("css/phone.css") <= 2_000


# The report that outlives its network: device store and queue, form, photos. It has its own measure.
REPORT = ("outbox", "report", "photos")
SCRIPTS = sorted(path for path in (STATIC / "js").glob("*.js") if path.stem not in REPORT)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_script_is_small(script: Path) -> None:
    assert packed(f"js/{script.name}") <= 2_000


def test_scripts_of_the_report_are_light() -> None:
    """All that its page loads stays within 12 kB, with the worker that keeps it."""
    own = packed(*(f"js/{name}.js" for name in REPORT))
    assert own <= 8_500
    assert own + packed(*(f"js/{name}.js" for name in ("keys", "submit", "scroll", "sw"))) <= 12_000
