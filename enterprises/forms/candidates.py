"""Who may be named on a delivery: what a contact may see of paired households, what the office sees of the village."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from enterprises.actions.reached import WORKING_AGE
from enterprises.codes import Mode
from enterprises.models import Delivery, HouseholdPairing, Pledge
from households.models import Household, Member
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User

# Where people are named, not households.
BY_NAME = (Mode.EMPLOYMENT, Mode.SKILLS)


@dataclass(frozen=True)
class Candidate:
    """A household, or a person of it, that a delivery may have reached; `name` as the page calls it."""

    household: Household
    name: str
    where: str
    member: Member | None = None

    @property
    def one(self) -> Household | Member:
        return self.member or self.household


def candidates_for(pledge: Pledge, user: User, *, on: date, delivery: Delivery | None = None) -> list[Candidate]:
    """A contact chooses from the paired households, the office from all of the village, the paired ones first.

    Those on `delivery` already stay among them.
    """
    pairing = pledge.choice.pairing
    now_paired = HouseholdPairing.objects.of_pairing(pairing).current(on=on)
    paired = set(now_paired.values_list("household", flat=True))
    there = set(delivery.beneficiaries.values_list("household", flat=True)) if delivery else set()
    rows = Household.objects.in_village(pairing.village).with_head().in_registry_order()
    if user.scope(Capability.REPORT_HELP) is not Scope.ALL:
        rows = rows.filter(pk__in=paired | there)
    households = sorted(rows, key=lambda household: household.pk not in paired)
    if pledge.mode in BY_NAME:
        named: set[int | None] = set(delivery.beneficiaries.values_list("member", flat=True)) if delivery else set()
        return list(_people(households, named, on=on))
    return [Candidate(row, f"{row.head_name or row.registry_no} 户", row.hamlet) for row in households]


def _people(households: list[Household], named: set[int | None], *, on: date) -> Iterable[Candidate]:
    """Who can work and is old enough, household by household."""
    by_household: dict[int, list[Member]] = {}
    for member in Member.objects.filter(household__in=households).in_registry_order():
        grown = member.left_on is None and member.can_work and member.age(on=on) >= WORKING_AGE
        if grown or member.pk in named:
            by_household.setdefault(member.household_id, []).append(member)
    for household in households:
        whose = f"{household.head_name or household.registry_no} 户"
        where = f"{whose} · {household.hamlet}" if household.hamlet else whose
        for member in by_household.get(household.pk, ()):
            yield Candidate(household, member.name, where, member)
