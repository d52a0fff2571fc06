"""What a search phrase may mean: a list of conditions on households, each answered by its own index."""

import re

from django.db.models import Q

from households.identity import normal
from povertyplan.sealing import blind_index

_TAIL = re.compile(r"\d{3}[\dX]", re.ASCII)
_RESIDENT = re.compile(r"\d{17}[\dX]", re.ASCII)
_NUMBER = re.compile(r"[\dA-Z-]*\d[\dA-Z-]*", re.ASCII)
_LETTERS = re.compile(r"[A-Z]+")
# A shorter run of digits would find half the office by its numbers' common beginning.
_SHORTEST_NUMBER = 5


def search_hits(phrase: str) -> list[Q]:
    """Conditions on Household, one for each place to look; empty when the phrase cannot mean anything."""
    # Postgres takes no NUL in a text, and nobody types one.
    text = normal(phrase).replace("\0", "")
    if not text:
        return []
    if _TAIL.fullmatch(text):
        return [_present(id_tail_index=blind_index(text, purpose="id-tail"))]
    if _RESIDENT.fullmatch(text[:18]) and len(text) in (18, 20, 22):
        return [_present(id_index=blind_index(text[:18], purpose="id"))]
    if _LETTERS.fullmatch(text):
        return [_present(name_initials__startswith=text.lower()), _present(name_pinyin__startswith=text.lower())]
    if _NUMBER.fullmatch(text):
        if len(text) < _SHORTEST_NUMBER:
            return []
        return [Q(phone__startswith=text), _present(phone__startswith=text), Q(registry_no__startswith=text)]
    return [_by_name(text), Q(village__name__startswith=text)]


def _by_name(text: str) -> Q:
    """One character is a family name; more may stand anywhere in the name."""
    return _present(name__startswith=text) if len(text) == 1 else _present(name__contains=text)


def _present(**facts: object) -> Q:
    return Q(members__left_on__isnull=True, **{f"members__{name}": value for name, value in facts.items()})
