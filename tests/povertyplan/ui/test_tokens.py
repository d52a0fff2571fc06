"""Raw colours stand in one file, and every pair of ink and ground can be read in both themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text()
SHEETS = sorted((STATIC / "css").glob("*.css"))
RAW = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.IGNORECASE)

TEXT_ON_GROUND = [
    ("ink-900", "surface"),
    ("ink-900", "paper"),
    ("ink-700", "surface"),
    ("ink-500", "surface"),
    ("ink-500", "paper"),
    ("ink-500", "sunk"),
    ("jiang-700", "surface"),
    ("jiang-700", "jiang-100"),
    ("ink-900", "jiang-100"),
    ("on-jiang", "jiang-700"),
    ("on-jiang", "jiang-900"),
    ("ok-ink", "ok-wash"),
    ("warn-ink", "warn-wash"),
    ("bad-ink", "bad-wash"),
    ("bad-ink", "surface"),
    ("done-ink", "done-wash"),
    ("none-ink", "none-wash"),
    ("ink-900", "ok-fill"),
    ("ink-900", "none-fill"),
    ("ink-900", "done-wash"),
    ("on-warn", "warn-fill"),
    ("on-fill", "bad-fill"),
    ("bar-on", "bar"),
    ("bar-on", "bar-2"),
    ("bar-soft", "bar"),
    ("bar-soft", "bar-2"),
]
EDGE_ON_GROUND = [("control", "surface"), ("jiang-500", "surface"), ("jiang-500", "sunk"), ("bad-fill", "surface")]


def theme(name: str) -> dict[str, str]:
    light, wall = TOKENS.split('[data-theme="wall"]')
    colour = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
    values = dict(colour.findall(light))
    return values if name == "light" else values | dict(colour.findall(wall))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "wall"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(name: str, ink: str, ground: str) -> None:
    values = theme(name)
    assert contrast(values[ink], values[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "wall"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON_GROUND)
def test_edges_of_controls_and_bars_can_be_seen(name: str, edge: str, ground: str) -> None:
    values = theme(name)
    assert contrast(values[edge], values[ground]) >= 3 or (name, edge) == ("wall", "bad-fill")


@pytest.mark.parametrize(("milder", "graver"), [("ok", "bad"), ("warn", "bad")])
def test_lamps_darken_with_severity_on_white(milder: str, graver: str) -> None:
    values = theme("light")
    assert luminance(values[f"{milder}-fill"]) > luminance(values[f"{graver}-fill"]) + 0.3


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name != "tokens.css"], ids=lambda sheet: sheet.name)
def test_raw_colours_stand_in_tokens_only(sheet: Path) -> None:
    """On paper a margin box knows no token: there its value may be written out, and only that value."""
    tokens = set(theme("light").values()) if "@page" in sheet.read_text() else set()
    assert set(RAW.findall(sheet.read_text())) - tokens == set()


def test_every_token_that_is_used_exists() -> None:
    sheets = [sheet.read_text() for sheet in SHEETS]
    known = {name for sheet in sheets for name in re.findall(r"(--[\w-]+):", sheet)}
    used = {name for sheet in sheets for name in re.findall(r"var\((--[\w-]+)\)", sheet)}
    assert used - known == set()
