"""Editions of understanding bags (明白袋): planned before the paper exists, kept once it does, then never changed.

Planning writes nothing, so a process that dies while it lays out pages leaves no edition without paper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from households.models import BagEdition, Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from povertyplan.tokens import new_token
from villages.models import Village

# The canonical content of a bag as JSON values.
Content = dict[str, object]


class Superseded(Refused):
    """Another edition was kept, or this one declared void, since it was planned: the paper must be made anew."""

    def __init__(self, household: Household) -> None:
        super().__init__(f"{household.called}的明白袋刚才另外印了一版，再印一次")


@dataclass(frozen=True)
class PlannedEdition:
    """What will stand on the paper of one household (key).

    `base` is the newest edition (key) that it was planned on. `is_new`: the content is not that edition's, or that
    edition is void, so this number is printed for the first time.
    """

    household: int
    number: int
    token: str
    printed_on: date
    content_hash: str
    base: int | None
    is_new: bool

    @property
    def is_first(self) -> bool:
        return self.is_new and self.number == 1


def plan_editions(content_hashes: Mapping[int, str], *, on: date) -> dict[int, PlannedEdition]:
    """By household key: the newest edition of that day if it has this content, else the next number. One query."""
    newest = _newest(content_hashes, by_day=on)
    return {key: _plan(key, found, newest.get(key), on) for key, found in content_hashes.items()}


def keep_editions(
    planned: Mapping[int, PlannedEdition], contents: Mapping[int, Content], *, by: User | None
) -> dict[int, BagEdition]:
    """The editions by household key, all or none; `contents` is what the papers say, for those that are new.

    Raises Superseded where the household's newest edition is no longer the one that was planned on. Six queries for
    any number of households; inside `changing`, by whoever tells of the printing.
    """
    with transaction.atomic():
        # Two people printing one household at once get one edition, not two: the second waits here.
        locked = Household.objects.select_for_update(of=("self",)).filter(pk__in=planned).order_by("pk")
        households = {household.pk: household for household in locked}
        newest = _newest(planned)
        for key, plan in planned.items():
            if not _still_holds(plan, newest.get(key)):
                raise Superseded(households[key])
        rows = [_edition(plan, contents[key], by) for key, plan in planned.items() if plan.is_new]
        made = {row.household_id: row for row in BagEdition.objects.bulk_create(rows)}
    return {key: made[key] if plan.is_new else newest[key] for key, plan in planned.items()}


def keep_edition(household: Household, planned: PlannedEdition, content: Content, *, by: User | None) -> BagEdition:
    """Of one bag that is printed for itself."""
    with changing(by=by, reason="打印明白袋"):
        kept = keep_editions({household.pk: planned}, {household.pk: content}, by=by)[household.pk]
        record(
            Act.PRINT,
            by=by,
            subject=household,
            village_code=household.village.code,
            reason="打印明白袋",
            edition=kept.number,
        )
    return kept


def record_printing(village: Village, editions: Iterable[BagEdition], *, job: int, by: User | None) -> None:
    """Tells the trail of a village's file; inside the transaction that keeps its editions."""
    record(
        Act.PRINT,
        by=by,
        subject=village,
        village_code=village.code,
        reason="打印全村明白袋",
        job=job,
        editions={str(row.household_id): row.number for row in editions},
    )


def _newest(households: Iterable[int], *, by_day: date | None = None) -> dict[int, BagEdition]:
    rows = BagEdition.objects.newest_of(households).select_related("void").defer("content")
    if by_day is not None:
        rows = rows.filter(printed_on__lte=by_day)
    return {row.household_id: row for row in rows}


def _plan(household: int, content_hash: str, newest: BagEdition | None, on: date) -> PlannedEdition:
    if newest and newest.content_hash == content_hash and not _is_void(newest):
        return PlannedEdition(
            household, newest.number, newest.token, newest.printed_on, content_hash, newest.pk, is_new=False
        )
    number = newest.number + 1 if newest else 1
    return PlannedEdition(household, number, new_token(), on, content_hash, newest.pk if newest else None, is_new=True)


def _still_holds(plan: PlannedEdition, newest: BagEdition | None) -> bool:
    if newest is None or newest.pk != plan.base:
        return newest is None and plan.base is None
    return plan.is_new or not _is_void(newest)


def _is_void(edition: BagEdition) -> bool:
    return hasattr(edition, "void")


def _edition(plan: PlannedEdition, content: Content, by: User | None) -> BagEdition:
    return BagEdition(
        household_id=plan.household,
        number=plan.number,
        token=plan.token,
        content_hash=plan.content_hash,
        content=content,
        printed_on=plan.printed_on,
        printed_by=by,
    )
