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


@pytest.mark.parametrize("script", sorted((STATIC / "js").glob("*.js")), ids=lambda script: script.name)
def test_script_is_small(script: Path) -> None:
    assert packed(f"js/{script.name}") <= 2_000
