"""Remembering what a bag would say now, so that it need not be put together again (R3.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from households.models import BagContent


@dataclass(frozen=True)
class FoundContent:
    """`facts` is the digest of the rows that it was made from, `parts` are hashes of its sections by name."""

    household: int
    facts: str
    content_hash: str
    parts: Mapping[str, str]


def keep_contents(found: Sequence[FoundContent], *, on: date) -> None:
    """One statement after one reading; `since` stays where the content is the same as before. Without a trace: nobody
    changed anything, and what is kept here can be lost without loss."""
    before = {
        row.household_id: row for row in BagContent.objects.filter(household__in=[row.household for row in found])
    }
    BagContent.objects.bulk_create(
        [_content(row, before.get(row.household), on) for row in found],
        update_conflicts=True,
        unique_fields=["household"],
        update_fields=["facts", "content_hash", "parts", "since", "earlier"],
    )


def _content(row: FoundContent, kept: BagContent | None, on: date) -> BagContent:
    since, earlier = on, kept.earlier if kept else []
    if kept and kept.content_hash == row.content_hash:
        since = kept.since
    elif kept and kept.since < on:
        earlier = [*earlier, {"since": kept.since.isoformat(), "hash": kept.content_hash}]
    return BagContent(
        household_id=row.household,
        facts=row.facts,
        content_hash=row.content_hash,
        parts=row.parts,
        since=since,
        earlier=earlier,
    )
