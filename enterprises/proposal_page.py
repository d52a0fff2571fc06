"""What the page of the balanced proposal shows: each enterprise, where it stands, what is proposed and why (R5.3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from enterprises.advice import Advisor, EnterpriseFacts, HouseholdFacts
from enterprises.advice_facts import enterprise_facts, household_facts
from enterprises.models import Enterprise, Pairing
from enterprises.proposal import (
    NO_SOLVER,
    Coverage,
    NoSolver,
    Seat,
    VillageFacts,
    coverage,
    fingerprint,
    propose,
    village_scores,
)
from households.models import Household
from villages.models import Village


@dataclass(frozen=True)
class ProposalRow:
    """One enterprise; `proposed` is the key of a village, None for no village and where the enterprise stays."""

    enterprise: Enterprise
    seat: Seat
    present: tuple[str, ...]
    proposed: int | None
    why: str

    @property
    def moves(self) -> bool:
        return self.seat.is_free and self.seat.movable != frozenset({self.proposed} - {None})


@dataclass(frozen=True)
class ProposalPage:
    rows: tuple[ProposalRow, ...]
    villages: tuple[VillageFacts, ...]
    before: Coverage
    after: Coverage
    seen: str
    no_solver: str

    @classmethod
    def of(cls, *, on: date) -> Self:
        """A number of queries that does not depend on how many enterprises and households there are."""
        enterprises = list(Enterprise.objects.active())
        pairings = list(Pairing.objects.current(on=on).with_begun().select_related("village"))
        households = household_facts(Household.objects.still_poor(), on=on)
        villages, seats = _villages(households), _seats(enterprises, pairings)
        facts = enterprise_facts(enterprises, on=on)
        proposed, no_solver = {}, ""
        try:
            proposed = propose(villages, seats, village_scores(facts, households))
        except NoSolver:
            no_solver = NO_SOLVER
        names = {village.pk: village.name for village in villages}
        why = _Why(households)
        rows = tuple(
            _row(row, seat, proposed, names, why.words(known, proposed.get(row.pk)))
            for row, seat, known in zip(enterprises, seats, facts, strict=True)
        )
        return cls(
            rows=rows,
            villages=tuple(villages),
            before=coverage(villages, [seat.villages for seat in seats]),
            after=coverage(villages, [_after(row) for row in rows]),
            seen=fingerprint((row.pk, row.enterprise_id, row.village_id) for row in pairings),
            no_solver=no_solver,
        )

    @property
    def free(self) -> tuple[ProposalRow, ...]:
        return tuple(row for row in self.rows if row.seat.is_free)

    @property
    def staying(self) -> tuple[ProposalRow, ...]:
        return tuple(row for row in self.rows if not row.seat.is_free)

    @property
    def finding(self) -> str:
        moving = sum(row.moves for row in self.rows)
        return f"{len(self.rows)} 家企业，{len(self.staying)} 家走访过、留在原来的村，{moving} 家建议换村或者新结对"


class _Why:
    """Speaks of a village's households as a whole."""

    def __init__(self, households: Sequence[HouseholdFacts]) -> None:
        self.advisor = Advisor()
        self.homes: dict[int, list[HouseholdFacts]] = {}
        for household in households:
            self.homes.setdefault(household.village, []).append(household)

    def words(self, enterprise: EnterpriseFacts, village: int | None) -> str:
        there = self.homes.get(village or 0, [])
        best = [(self.advisor.best_score(household, enterprise), household) for household in there]
        fits = [(score, mode, household) for (score, mode), household in best if mode]
        if not fits:
            return "没有脱贫的户里没有合适的" if village else ""
        ((mode, count),) = Counter(mode for _, mode, _ in fits).most_common(1)
        first = max(fits, key=lambda one: one[0])[2]
        words = [f"{len(fits)} 户合适，{count} 户是{mode.short}"]
        return "，".join([*words, *self.advisor.common_words(first, enterprise)])


def _villages(households: Sequence[HouseholdFacts]) -> list[VillageFacts]:
    poor = Counter(household.village for household in households)
    return [VillageFacts(row.pk, row.name, row.is_poverty_village, poor[row.pk]) for row in Village.objects.all()]


def _seats(enterprises: Sequence[Enterprise], pairings: Sequence[Pairing]) -> list[Seat]:
    kept: dict[int, set[int]] = {}
    movable: dict[int, set[int]] = {}
    for row in pairings:
        (kept if row.has_begun else movable).setdefault(row.enterprise_id, set()).add(row.village_id)
    return [Seat(row.pk, frozenset(kept.get(row.pk, ())), frozenset(movable.get(row.pk, ()))) for row in enterprises]


def _row(row: Enterprise, seat: Seat, proposed: Mapping[int, int], names: Mapping[int, str], why: str) -> ProposalRow:
    present = tuple(names[key] for key in sorted(seat.villages) if key in names)
    if not seat.is_free:
        return ProposalRow(row, seat, present, None, "走访过，留在这里")
    place = proposed.get(row.pk, min(seat.movable, default=None))
    return ProposalRow(row, seat, present, place, why)


def _after(row: ProposalRow) -> frozenset[int]:
    if not row.seat.is_free:
        return row.seat.villages
    return frozenset() if row.proposed is None else frozenset({row.proposed})
