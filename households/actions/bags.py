"""Editions of understanding bags (明白袋): kept at printing, never changed afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from households.models import BagEdition, Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from villages.models import Village


@dataclass(frozen=True)
class KeptEdition:
    """`is_new`: the content was not the newest edition's, so this number is printed for the first time."""

    edition: BagEdition
    is_new: bool


def keep_edition(household: Household, *, content_hash: str, on: date, by: User | None) -> KeptEdition:
    """The newest edition if it has this content already, the next number otherwise."""
    with changing(by=by, reason="打印明白袋"):
        kept = _keep({household.pk: content_hash}, on=on, by=by)[household.pk]
        record(
            Act.PRINT,
            by=by,
            subject=household,
            village_code=household.village.code,
            reason="打印明白袋",
            edition=kept.edition.number,
        )
    return kept


def keep_editions(
    content_hashes: Mapping[int, str], *, village: Village, on: date, by: User | None
) -> dict[int, KeptEdition]:
    """For a village batch: content hashes by household key; five queries for any number of households."""
    with changing(by=by, reason="打印全村明白袋"):
        kept = _keep(content_hashes, on=on, by=by)
        record(
            Act.PRINT,
            by=by,
            subject=village,
            village_code=village.code,
            reason="打印全村明白袋",
            editions={str(row.edition.household_id): row.edition.number for row in kept.values()},
        )
    return kept


def _keep(content_hashes: Mapping[int, str], *, on: date, by: User | None) -> dict[int, KeptEdition]:
    # Two people printing one household at once get one edition, not two: the second waits here.
    locked = Household.objects.select_for_update(of=("self",)).filter(pk__in=content_hashes).order_by("pk")
    keys = list(locked.values_list("pk", flat=True))
    newest = {row.household_id: row for row in BagEdition.objects.newest_of(keys)}
    kept = {
        key: KeptEdition(newest[key], is_new=False)
        for key in keys
        if key in newest and newest[key].content_hash == content_hashes[key]
    }
    rows = [
        BagEdition(
            household_id=key,
            number=newest[key].number + 1 if key in newest else 1,
            content_hash=content_hashes[key],
            printed_on=on,
            printed_by=by,
        )
        for key in keys
        if key not in kept
    ]
    made = BagEdition.objects.bulk_create(rows)
    return kept | {row.household_id: KeptEdition(row, is_new=True) for row in made}
