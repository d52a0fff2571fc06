"""Which enterprises help a household: how each came to it, what was agreed in the village, what reached it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import Prefetch

from enterprises.codes import Mode
from enterprises.models import Beneficiary, EnterpriseVisit, HouseholdPairing, Pledge
from enterprises.modes import said
from households.models import Household


@dataclass(frozen=True)
class PledgeLine:
    """What was pledged in the village, with the mode's own unit, and how much of it is there."""

    pledge: Pledge

    @property
    def words(self) -> str:
        """就业 车间包装工：承诺 20 个岗位，到位 12 个岗位."""
        pledge = self.pledge
        given = said(pledge.mode, pledge.delivered) if pledge.delivered else "还没有"
        return f"{Mode(pledge.mode).short} {pledge.what}：承诺 {said(pledge.mode, pledge.measure)}，到位 {given}"


@dataclass(frozen=True)
class HelpOfOne:
    """One enterprise's; `reached` are what its confirmed deliveries gave this household."""

    pairing: HouseholdPairing
    is_current: bool
    visits: Sequence[EnterpriseVisit]
    pledges: Sequence[PledgeLine]
    reached: Sequence[Beneficiary]

    @property
    def modes(self) -> str:
        chosen = {choice.mode for choice in self.pairing.pairing.mode_choices.all()}
        return "、".join(mode.short for mode in Mode if mode in chosen)

    @property
    def last_visit(self) -> EnterpriseVisit | None:
        return self.visits[0] if self.visits else None


@dataclass(frozen=True)
class HouseholdHelp:
    """`rows` by the pairings, present ones first; `others` reached the household without a pairing."""

    rows: Sequence[HelpOfOne]
    others: Sequence[Beneficiary]

    @classmethod
    def of(cls, household: Household, *, on: date) -> Self:
        """Four queries where there are pairings, two where there are none."""
        pairings = _pairings(household)
        reached: dict[int, list[Beneficiary]] = defaultdict(list)
        for row in _reached(household):
            reached[row.delivery.pledge.choice.pairing.enterprise_id].append(row)
        keys = {row.pk for row in pairings if row.until is None or row.until >= on}
        rows = [
            HelpOfOne(
                pairing=row,
                is_current=row.pk in keys,
                visits=row.pairing.visits_here,  # type: ignore[attr-defined]
                pledges=[PledgeLine(p) for c in row.pairing.mode_choices.all() for p in c.pledges.all()],
                reached=reached.pop(row.pairing.enterprise_id, []),
            )
            for row in pairings
        ]
        rows.sort(key=lambda row: not row.is_current)
        return cls(rows, [row for left in reached.values() for row in left])

    @property
    def people(self) -> int:
        """Distinct persons (人) whom a job or a course reached."""
        found = [*self.others, *(one for row in self.rows for one in row.reached)]
        return len({row.member_id for row in found if row.member_id})


def _pairings(household: Household) -> list[HouseholdPairing]:
    visits = EnterpriseVisit.objects.filter(household=household).newest_first()
    lookups: list[Any] = [
        Prefetch("pairing__visits", queryset=visits, to_attr="visits_here"),
        "pairing__mode_choices",
        Prefetch("pairing__mode_choices__pledges", queryset=Pledge.objects.with_delivered()),
    ]
    rows = household.enterprise_pairings.select_related("pairing__enterprise").prefetch_related(*lookups)
    return list(rows.order_by("since", "pk"))


def _reached(household: Household) -> list[Beneficiary]:
    rows = Beneficiary.objects.confirmed().filter(household=household)
    return list(
        rows.select_related("member", "measure", "delivery__pledge__choice__pairing__enterprise").order_by(
            "-delivery__delivered_on", "pk"
        )
    )
