"""Templates: they compile, hold no inline script or style, and stay small."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[1] / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*="),
    "inline handler": re.compile(r"\son[a-z]+\s*="),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape off"),
    "address of another host": re.compile(r"(?:src|href)=[\"']?https?://"),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_template_has(kind: str) -> None:
    found = [name for name in TEMPLATES if FORBIDDEN[kind].search((ROOT / name).read_text())]
    assert found == []


def test_no_template_is_longer_than_a_reader_holds() -> None:
    assert [name for name in TEMPLATES if (ROOT / name).read_text().count("\n") > 120] == []
