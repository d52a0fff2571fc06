"""The households of a village that an enterprise may be paired with, each with what speaks for it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from enterprises.codes import Need
from enterprises.models import EnterpriseVisit, HouseholdPairing, Pairing
from households.models import Household, Member
from households.models.household import HouseholdQuerySet


@dataclass(frozen=True)
class Offer:
    """A household; `others` are enterprises that are paired with it already, `needs` what it told anybody."""

    household: Household
    people: int
    workers: int
    needs: tuple[Need, ...]
    others: tuple[str, ...]
    is_paired: bool

    @property
    def key(self) -> str:
        """As its box sends it."""
        return str(self.household.pk)

    @property
    def name(self) -> str:
        return self.household.head_name or self.household.registry_no


class PairingOffers:
    """Still-poor households of the pairing's village as at `on`, of those that the reader may see."""

    def __init__(self, pairing: Pairing, households: HouseholdQuerySet, *, on: date) -> None:
        self.pairing, self.on = pairing, on
        self.offered = households.in_village(pairing.village).still_poor()

    @cached_property
    def rows(self) -> list[Offer]:
        """Those without any enterprise first, then by hamlet; five statements, however many households."""
        households = list(self.offered.with_head().in_registry_order())
        members: dict[int, list[Member]] = defaultdict(list)
        for member in Member.objects.present().filter(household__in=households):
            members[member.household_id].append(member)
        needs: dict[int, set[str]] = defaultdict(set)
        for household, told in EnterpriseVisit.objects.filter(household__in=households).values_list(
            "household", "needs"
        ):
            needs[household].update(told)
        paired: dict[int, list[Pairing]] = defaultdict(list)
        now = HouseholdPairing.objects.filter(household__in=households).current(on=self.on)
        for row in now.select_related("pairing__enterprise"):
            paired[row.household_id].append(row.pairing)
        offers = [
            Offer(
                household,
                people=len(members[household.pk]),
                workers=sum(member.can_work for member in members[household.pk]),
                needs=tuple(need for need in Need if need in needs[household.pk]),
                others=tuple(p.enterprise.short_name for p in paired[household.pk] if p.pk != self.pairing.pk),
                is_paired=any(p.pk == self.pairing.pk for p in paired[household.pk]),
            )
            for household in households
        ]
        return sorted(offers, key=lambda offer: bool(offer.others))

    @property
    def open_rows(self) -> list[Offer]:
        return [offer for offer in self.rows if not offer.is_paired]

    @property
    def paired_rows(self) -> list[Offer]:
        return [offer for offer in self.rows if offer.is_paired]
