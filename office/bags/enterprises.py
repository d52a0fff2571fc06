"""Enterprises that are paired with the household, on the contact page of the bag: what each does, whom to call."""

from dataclasses import dataclass
from datetime import date

from enterprises.codes import Mode
from enterprises.models import HouseholdPairing
from households.models import Household
from office.bags import wording
from povertyplan.ui import dates


@dataclass(frozen=True)
class EnterpriseLine:
    """`does` are the modes chosen in the village, 就业、商贸; what was delivered stands among the measures."""

    name: str
    does: str
    since: str
    phone: str


def enterprises_of(household: Household, on: date) -> tuple[EnterpriseLine, ...]:
    pairings: list[HouseholdPairing] = household.bag_enterprises  # type: ignore[attr-defined]
    return tuple(_line(row, on) for row in pairings)


def _line(row: HouseholdPairing, on: date) -> EnterpriseLine:
    enterprise = row.pairing.enterprise
    chosen = {choice.mode for choice in row.pairing.mode_choices.all() if choice.chosen_on <= on}
    return EnterpriseLine(
        name=enterprise.name,
        does="、".join(mode.short for mode in Mode if mode in chosen) + "帮扶" if chosen else "刚结对，先走访",
        since=f"{dates.spoken(row.since, year=True)}起",
        phone=wording.phone(enterprise.phone),
    )
