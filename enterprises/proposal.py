"""The balanced proposal (均衡方案): one village for each enterprise that is free to move, by assignment (R5.3).

A proposal only: a person edits and accepts it. Arithmetic without ORM; scipy is loaded here alone and may be missing.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from enterprises.advice import Advisor, EnterpriseFacts, HouseholdFacts

# At least so many enterprises in a village, as far as there are enough of them.
LEAST, LEAST_IN_POVERTY_VILLAGE = 1, 2
# Who is there already stays where little speaks for a change: points of advice on average.
STAYS = 1.0
# Of a village's households those that the enterprise fits best: so many it can really carry.
CARRIES = 10

NO_SOLVER = "这台服务器没有装 scipy，算不出均衡方案；可以照现在的结对改，或者请管理员安装后再看"


class NoSolver(Exception):
    """scipy is not installed."""


@dataclass(frozen=True)
class VillageFacts:
    """`poor` households have still to be lifted."""

    pk: int
    name: str
    is_poverty_village: bool
    poor: int

    @property
    def least(self) -> int:
        return LEAST_IN_POVERTY_VILLAGE if self.is_poverty_village else LEAST


@dataclass(frozen=True)
class Seat:
    """Where an enterprise stands now, as keys of villages: with a visit or a mode it stays, otherwise it may move."""

    enterprise: int
    kept: frozenset[int] = frozenset()
    movable: frozenset[int] = frozenset()

    @property
    def is_free(self) -> bool:
        return not self.kept

    @property
    def villages(self) -> frozenset[int]:
        return self.kept | self.movable


@dataclass(frozen=True)
class Coverage:
    """Villages with fewer enterprises than they should have."""

    without: tuple[VillageFacts, ...]
    short: tuple[VillageFacts, ...]

    @property
    def households(self) -> int:
        """Still poor, in villages without any enterprise."""
        return sum(village.poor for village in self.without)


def places(villages: Sequence[VillageFacts], taken: Mapping[int, int], free: int) -> dict[int, int]:
    """How many of `free` enterprises each village gets, besides the `taken` ones that stay.

    First every village gets its least, poverty villages before others; then each next one goes where the most
    households come to an enterprise.
    """
    given = {village.pk: 0 for village in villages}

    def has(village: VillageFacts) -> int:
        return taken.get(village.pk, 0) + given[village.pk]

    def burden(village: VillageFacts) -> tuple[float, str]:
        return -village.poor / (has(village) + 1), village.name

    for _ in range(free):
        bare = [village for village in villages if not has(village)]
        short = [village for village in villages if has(village) < village.least]
        wanted = sorted(bare, key=lambda village: (not village.is_poverty_village, burden(village)))
        wanted = wanted or sorted(short, key=burden) or sorted(villages, key=burden)
        if wanted:
            given[wanted[0].pk] += 1
    return given


def village_scores(
    enterprises: Sequence[EnterpriseFacts], households: Iterable[HouseholdFacts]
) -> dict[tuple[int, int], float]:
    """(enterprise, village) → points of the CARRIES best fitting households, on average."""
    homes: dict[int, list[HouseholdFacts]] = {}
    for household in households:
        homes.setdefault(household.village, []).append(household)
    advisor, found = Advisor(), {}
    for enterprise in enterprises:
        for village, there in homes.items():
            best = sorted((advisor.best_score(household, enterprise)[0] for household in there), reverse=True)[:CARRIES]
            found[enterprise.pk, village] = sum(best) / len(best)
    return found


def propose(
    villages: Sequence[VillageFacts], seats: Sequence[Seat], scores: Mapping[tuple[int, int], float]
) -> dict[int, int]:
    """Key of each free enterprise → key of its village. Raises NoSolver where scipy is missing."""
    free = [seat for seat in seats if seat.is_free]
    taken = _count(seat.kept for seat in seats)
    given = places(villages, taken, len(free))
    columns = [key for village in villages for key in [village.pk] * given[village.pk]]
    if not free or not columns:
        return {}
    try:
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow start
    except ImportError as missing:
        raise NoSolver from missing
    gains = [
        [scores.get((seat.enterprise, key), 0.0) + (STAYS if key in seat.movable else 0.0) for key in columns]
        for seat in free
    ]
    rows, chosen = linear_sum_assignment(gains, maximize=True)
    return {free[int(row)].enterprise: columns[int(column)] for row, column in zip(rows, chosen, strict=True)}


def coverage(villages: Sequence[VillageFacts], placed: Iterable[Iterable[int]]) -> Coverage:
    """`placed` are the villages of each enterprise."""
    there = _count(placed)
    return Coverage(
        without=tuple(village for village in villages if not there.get(village.pk)),
        short=tuple(village for village in villages if there.get(village.pk, 0) < village.least),
    )


def fingerprint(pairings: Iterable[tuple[int, int, int]]) -> str:
    """Of (pairing, enterprise, village): what a person saw when the proposal was made."""
    return hashlib.sha256(repr(sorted(pairings)).encode()).hexdigest()[:16]


def _count(placed: Iterable[Iterable[int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for keys in placed:
        for key in set(keys):
            found[key] = found.get(key, 0) + 1
    return found
