"""Who is left without an enterprise, by village, and which enterprise fits each of those households (公平, R5.3)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from enterprises.advice import Advisor, Suggestion
from enterprises.advice_facts import enterprise_facts, household_facts
from enterprises.models import Enterprise, HouseholdPairing, Pairing
from households.models import Household
from households.models.household import HouseholdQuerySet
from villages.models import Village


@dataclass(frozen=True)
class VillageFairness:
    """Of `poor` still-poor households `without` have no enterprise; `enterprises` are paired with the village."""

    village: Village
    poor: int
    without: int
    enterprises: int


@dataclass(frozen=True)
class HouseholdLeft:
    """A household without an enterprise; with `pairing` where the best one is paired with the village already."""

    pk: int
    name: str
    hamlet: str
    people: int
    workers: int
    suggestion: Suggestion | None
    pairing: int | None

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.suggestion.words(sees_causes=True) if self.suggestion else ()


def left_without(households: HouseholdQuerySet, *, on: date) -> HouseholdQuerySet:
    """Still poor, and no enterprise is paired with them that day."""
    paired = HouseholdPairing.objects.current(on=on).order_by().values("household")
    return households.still_poor().exclude(pk__in=paired)


def fairness(villages: Sequence[Village], *, on: date) -> list[VillageFairness]:
    """Three queries; in the order of `villages`."""
    rows = Household.objects.filter(village__in=villages)
    poor = Counter(rows.still_poor().values_list("village", flat=True))
    without = Counter(left_without(rows, on=on).values_list("village", flat=True))
    pairs = Pairing.objects.filter(village__in=villages).current(on=on).order_by()
    paired = Counter(village for village, _ in set(pairs.values_list("village", "enterprise")))
    return [VillageFairness(v, poor[v.pk], without[v.pk], paired[v.pk]) for v in villages]


def best_for(households: HouseholdQuerySet, village: Village, *, on: date) -> list[HouseholdLeft]:
    """Among the enterprises that are paired with the village; where it has none, among all that take part."""
    pairings = dict(village.pairings.current(on=on).order_by("-since").values_list("enterprise", "pk"))
    active = Enterprise.objects.active()
    enterprises = enterprise_facts(active.filter(pk__in=pairings) if pairings else active, on=on)
    advisor, found = Advisor(), []
    for facts in household_facts(households, on=on):
        best = next(iter(advisor.for_household(facts, enterprises, most=1)), None)
        pairing = pairings.get(best.enterprise.pk) if best else None
        found.append(HouseholdLeft(facts.pk, facts.name, facts.hamlet, facts.people, facts.workers, best, pairing))
    return found


def fitting_households(
    enterprise: Enterprise, households: HouseholdQuerySet, *, on: date, most: int
) -> list[Suggestion]:
    """The still-poor ones among `households` that it is not paired with, in its villages where it has any."""
    helped = HouseholdPairing.objects.of_enterprise(enterprise).current(on=on).order_by().values("household")
    rows = households.still_poor().exclude(pk__in=helped)
    villages = set(enterprise.pairings.current(on=on).values_list("village", flat=True))
    if villages:
        rows = rows.filter(village__in=villages)
    return _suggested(enterprise, rows, on=on, most=most)


def modes_for_paired(enterprise: Enterprise, *, on: date, most: int) -> list[Suggestion]:
    """For a contact: only households that the enterprise is paired with."""
    helped = HouseholdPairing.objects.of_enterprise(enterprise).current(on=on).order_by().values("household")
    return _suggested(enterprise, Household.objects.still_poor().filter(pk__in=helped), on=on, most=most)


def fitting_enterprises(
    household: Household, enterprises: Iterable[Enterprise], *, on: date, most: int
) -> list[Suggestion]:
    facts = household_facts(Household.objects.filter(pk=household.pk), on=on)
    return Advisor().for_household(facts[0], enterprise_facts(enterprises, on=on), most=most) if facts else []


def _suggested(enterprise: Enterprise, rows: HouseholdQuerySet, *, on: date, most: int) -> list[Suggestion]:
    facts = enterprise_facts([enterprise], on=on)
    return Advisor().for_enterprise(facts[0], household_facts(rows, on=on), most=most)
