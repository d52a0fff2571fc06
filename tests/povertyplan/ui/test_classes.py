"""A class in a template means something: it has a rule in a style sheet."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
RULES = {
    name
    for sheet in (settings.BASE_DIR / "static" / "css").glob("*.css")
    for name in re.findall(
        r"\.(-?[a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}|/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    )
}
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
COMMENT = re.compile(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
HOLE = "\0"


def classes(template: Path) -> set[str]:
    """Those written out; a name that a tag completes is left to the eye."""
    text = TAG.sub(HOLE, COMMENT.sub("", template.read_text()))
    return {name for value in re.findall(r'\bclass="([^"]*)"', text) for name in value.split() if HOLE not in name}


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda t: str(t.relative_to(TEMPLATES)))
def test_class_has_a_rule(template: Path) -> None:
    assert classes(template) - RULES == set()
