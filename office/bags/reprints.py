"""要重印的明白袋: the reprint list by village, with what changed; counted from contents, not from documents (R3.3)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from households.models import BagContent, BagEdition, BagPart, Household
from office.bags import changes as bag_changes
from office.bags.staleness import refresh
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from villages.models import Village

VOID = "作废"
CAUSES = (*bag_changes.CAUSES, VOID)
# Over the columns, and before the figures where they stand in a sentence.
HEADS = {cause: f"因{cause}" for cause in bag_changes.CAUSES} | {VOID: VOID}


@dataclass(frozen=True)
class ReprintRow:
    """`causes` counts households by cause; a household may have several and is printed once. `since` is the day on
    which the oldest of the changes was found."""

    village: Village
    households: int
    causes: Counter[str]
    since: date | None
    part: BagPart | None

    @property
    def cells(self) -> list[tuple[str, int]]:
        """(head of the column, households)."""
        return _cells(self.causes)


@dataclass(frozen=True)
class Reprints:
    rows: tuple[ReprintRow, ...]
    unprinted: int

    @property
    def total(self) -> int:
        return sum(row.households for row in self.rows)

    @property
    def causes(self) -> Counter[str]:
        return sum((row.causes for row in self.rows), Counter())

    @property
    def cells(self) -> list[tuple[str, int]]:
        """(head of the column, households)."""
        return _cells(self.causes)

    @property
    def said(self) -> str:
        if not self.total:
            return "印出去的都和现在一样"
        parts = [f"{n} 户{HEADS[cause]}" for cause, n in self.causes.most_common()]
        return f"{self.total} 份旧了{'：' if parts else ''}{'，'.join(parts)}"

    @property
    def is_double(self) -> bool:
        """Some households count under several causes."""
        return self.causes.total() > self.total


def reprints(user: User, *, on: date) -> Reprints:
    """Of the villages whose bags the user may print; a handful of queries for any number of households."""
    refresh(on=on)
    households = Household.objects.open_to(user, Capability.PRINT_BAGS)
    stale = list(households.with_stale_bag().values_list("pk", "village"))
    found = _causes([key for key, _ in stale])
    open_parts = {part.village_id: part for part in BagPart.objects.visible_to(user).open().select_related("job")}
    villages = Village.objects.filter(pk__in={village for _, village in stale} | set(open_parts)).order_by("code")
    rows = []
    for village in villages:
        keys = [key for key, place in stale if place == village.pk]
        causes = Counter(cause for key in keys for cause in found[key][0])
        since = min((found[key][1] for key in keys), default=None)
        rows.append(ReprintRow(village, len(keys), causes, since, open_parts.get(village.pk)))
    return Reprints(tuple(rows), households.still_poor().without_bag().count())


def _causes(keys: Sequence[int]) -> dict[int, tuple[set[str], date]]:
    """Causes and the day they were found, by household key."""
    now = {row.household_id: row for row in BagContent.objects.filter(household__in=keys)}
    editions = BagEdition.objects.newest_of(keys).select_related("void")
    return {row.household_id: (_causes_of(row, now[row.household_id]), now[row.household_id].since) for row in editions}


def _causes_of(edition: BagEdition, now: BagContent) -> set[str]:
    void = {VOID} if hasattr(edition, "void") else set()
    if edition.content_hash == now.content_hash:
        return void
    return void | bag_changes.causes(bag_changes.parts_of(edition.content), now.parts)


def _cells(causes: Counter[str]) -> list[tuple[str, int]]:
    return [(HEADS[cause], causes[cause]) for cause in CAUSES]
