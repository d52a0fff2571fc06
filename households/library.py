"""The library as a page shows it: what lies on the shelf, and whom a rule reaches step by step (R3.4).

Figures and names are those of the households that the user may see: a cadre reads the numbers of the own village.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, QuerySet, Value

from households import eligibility
from households.codes import Category
from households.models import (
    Assessment,
    Criterion,
    Household,
    ItemKind,
    LibraryCondition,
    LibraryItem,
    LibraryVersion,
    Member,
    VersionState,
)
from households.models.household import HouseholdQuerySet
from povertyplan.accounts.models import User
from povertyplan.ui.dates import spoken

EXPIRES_SOON = timedelta(days=30)
_VILLAGES_NAMED = 5


@dataclass(frozen=True)
class Line:
    """An item as the shelf lists it, by its newest version; `ending` says of one in use that its validity is."""

    item: LibraryItem
    version: LibraryVersion
    households: int
    ending: str

    @property
    def state(self) -> str:
        """Said of what is not simply in use."""
        return "" if self.version.state == VersionState.PUBLISHED else self.version.get_state_display()


@dataclass(frozen=True)
class Shelf:
    kind: ItemKind
    lines: Sequence[Line]


@dataclass(frozen=True)
class VillageCount:
    name: str
    households: int


@dataclass(frozen=True)
class Sample:
    """A household to judge the rule by; `why` says what brings it in, or what keeps it out."""

    household: Household
    is_concerned: bool
    why: str


@dataclass(frozen=True)
class Reach:
    """`largest` is the longest bar; `rest` are the villages behind those named, without one."""

    households: int
    people: int
    villages: Sequence[VillageCount]
    rest: VillageCount | None
    samples: Sequence[Sample]

    @property
    def largest(self) -> int:
        return max((village.households for village in self.villages), default=0)


@dataclass(frozen=True)
class Step:
    """A condition in words, and how many households it leaves (or has found) together with those before it."""

    words: str
    households: int


def criterion_names() -> dict[int, str]:
    """All wordings by key: an older version of the library may ask for a point of an older standard."""
    return dict(Criterion.objects.values_list("pk", "name"))


def shelves(*, user: User, on: date) -> list[Shelf]:
    """One for each kind, in library order. The number of statements does not grow with the items."""
    versions = LibraryVersion.objects.visible_to(user).order_by("item_id", "-number").distinct("item_id").with_rule()
    newest = {version.item_id: version for version in versions}
    counts = _counts({v.pk: eligibility.concerned(v, on=on) for v in newest.values()}, user)
    lines = [
        Line(item, newest[item.pk], counts.get(newest[item.pk].pk, 0), _ending(newest[item.pk], on))
        for item in LibraryItem.objects.visible_to(user).in_library_order()
        if item.pk in newest
    ]
    return [Shelf(kind, [line for line in lines if line.item.kind == kind]) for kind in ItemKind]


def steps(match: str, conditions: Sequence[LibraryCondition], *, user: User, on: date) -> list[Step]:
    names = criterion_names()
    counts = _counts(
        {n: eligibility.meeting(match, conditions[:n], on=on) for n in range(1, len(conditions) + 1)}, user
    )
    return [Step(eligibility.said(one, names), counts.get(n, 0)) for n, one in enumerate(conditions, start=1)]


def reach(version: LibraryVersion, *, user: User, on: date) -> Reach:
    households = eligibility.concerned(version, on=on).visible_to(user)
    by_village = households.order_by().values("village__name").annotate(n=Count("pk")).order_by("-n", "village__code")
    bars = [VillageCount(row["village__name"], row["n"]) for row in by_village]
    named, others = bars[:_VILLAGES_NAMED], bars[_VILLAGES_NAMED:]
    total = sum(bar.households for bar in bars)
    return Reach(
        households=total,
        people=Member.objects.present().of_households(households).count() if total else 0,
        villages=named,
        rest=VillageCount(f"其余 {len(others)} 村", sum(bar.households for bar in others)) if others else None,
        samples=_samples(version, households, total, user=user, on=on),
    )


def to_reprint(version: LibraryVersion, *, on: date) -> int:
    """Printed bags that say something else once it is published: of whom it concerns, of whom the one before did."""
    before = LibraryVersion.objects.in_force(on=on).with_rule().filter(item=version.item_id).first()
    touched = Household.objects.filter(pk__in=eligibility.concerned(version, on=on).values("pk"))
    if before:
        touched = touched | Household.objects.filter(pk__in=eligibility.concerned(before, on=on).values("pk"))
    return touched.with_bag().count()


def _ending(version: LibraryVersion, on: date) -> str:
    until = version.valid_until
    if version.state != VersionState.PUBLISHED or until is None or until > on + EXPIRES_SOON:
        return ""
    return f"{spoken(until)}已到期" if until < on else f"{spoken(until)}到期"


def _counts(sets: Mapping[int, HouseholdQuerySet], user: User) -> dict[int, int]:
    """Of each set how many this user may see, in one statement."""
    parts: list[QuerySet[Any, tuple[int, int]]] = [
        households.visible_to(user)
        .order_by()
        .annotate(set_key=Value(key, output_field=BigIntegerField()))
        .values("set_key")
        .annotate(n=Count("pk"))
        .values_list("set_key", "n")
        for key, households in sets.items()
    ]
    if not parts:
        return {}
    first, *others = parts
    return dict(first.union(*others, all=True) if others else first)


def _samples(
    version: LibraryVersion, households: HouseholdQuerySet, total: int, *, user: User, on: date
) -> list[Sample]:
    """Two that it concerns, from the beginning and the middle of the registry, and one of the remaining that it does
    not: three to look at before it is printed for all."""
    ordered = households.with_head().select_related("village").in_registry_order()
    inside = dict.fromkeys([*ordered[:1], *ordered[total // 2 : total // 2 + 1]])
    outside = Household.objects.visible_to(user).exclude(pk__in=households.values("pk")).still_poor()
    chosen = [*inside, *outside.with_head().select_related("village").in_registry_order()[:1]]
    members = _by_household(Member.objects.present().filter(household__in=chosen).in_registry_order())
    unmet = Assessment.objects.current().unmet().filter(household__in=chosen).select_related("criterion")
    points = _by_household(unmet)
    found = []
    for household in chosen:
        not_met = {row.criterion_id: row.criterion.name for row in points.get(household.pk, [])}
        its = members.get(household.pk, [])
        why = eligibility.reason(version, household, its, not_met=not_met, on=on)
        found.append(Sample(household, bool(why), why or Category(household.category).label))
    return found


def _by_household(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.household_id, []).append(row)
    return found
