"""Who takes part in a village's plan and how: the list, the ways, the trades (R4.2). Worst households first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from households.codes import CheckState
from households.models import Criterion, Household, HouseholdTrade, Participation
from households.models.household import HouseholdQuerySet
from households.sheets.household import Row, rows_of, standing
from households.trades import LinkRow, TradeRow, each, link_rows, links_said, share_words, trade_rows
from povertyplan.ui.lamps import Lamp
from villages.models import VillagePlan


@dataclass(frozen=True)
class Participant:
    """A household of the plan's village; without `parts` it does not take part."""

    row: Row
    parts: tuple[Participation, ...]
    trade: HouseholdTrade | None
    year: int

    @property
    def household(self) -> Household:
        return self.row.household

    @property
    def name(self) -> str:
        return self.household.head_name or self.household.registry_no

    @property
    def lamp(self) -> Lamp:
        return standing(self.household, self.row.points)[0]

    @property
    def verdict(self) -> str:
        return standing(self.household, self.row.points)[1]

    @property
    def links(self) -> str:
        return links_said(self.parts)

    @property
    def expected(self) -> int | None:
        """分 a year over all ways; None where nobody said."""
        said = [part.expected for part in self.parts if part.expected]
        return sum(said) if said else None

    @property
    def brought(self) -> int | None:
        found = [part.brought[self.year] for part in self.parts if self.year in part.brought]
        return sum(found) if found else None

    @property
    def urgency(self) -> tuple[int, int, str, str]:
        states = [point.state for point in self.row.points]
        unmet, unknown = states.count(CheckState.NOT_MET), states.count(CheckState.UNCHECKED)
        return -unmet, -unknown, self.household.hamlet, self.household.registry_no


class PlanParticipants:
    """`households` are what the reader may see; `year` is the one whose amounts are shown."""

    def __init__(self, plan: VillagePlan, households: HouseholdQuerySet, *, on: date, year: int) -> None:
        self.plan, self.on, self.year = plan, on, year
        self._in_village = households.in_village(plan.village)

    @cached_property
    def remaining(self) -> int:
        return self._in_village.still_poor().count()

    @cached_property
    def _current(self) -> list[Participation]:
        rows = Participation.objects.of_plan(self.plan).current(on=self.on).filter(household__in=self._in_village)
        return list(rows.select_related("household").with_benefits().order_by("link", "since"))

    @cached_property
    def _of_the_poor(self) -> list[Participation]:
        return [part for part in self._current if part.household.is_still_poor]

    @property
    def taking_part(self) -> int:
        """Remaining households, each once."""
        return len({part.household_id for part in self._of_the_poor})

    @property
    def not_taking_part(self) -> int:
        return self.remaining - self.taking_part

    @property
    def finding(self) -> str:
        said = share_words(self.taking_part, self.remaining, does="参加", does_not="没有")
        return said if self.taking_part else f"{said}；没有参加户的规划不能批"

    @cached_property
    def links(self) -> list[LinkRow]:
        return link_rows(self._of_the_poor, year=self.year)

    @property
    def expected_each(self) -> int | None:
        """分 a year that a taking household expects, of those that said."""
        by_household: dict[int, int] = defaultdict(int)
        for part in self._of_the_poor:
            if part.expected:
                by_household[part.household_id] += part.expected
        return each(sum(by_household.values()), len(by_household))

    @cached_property
    def _trades(self) -> list[HouseholdTrade]:
        rows = HouseholdTrade.objects.current().filter(household__in=self._in_village)
        return list(rows.select_related("plan", "household"))

    @property
    def _trades_of_the_poor(self) -> list[HouseholdTrade]:
        return [trade for trade in self._trades if trade.household.is_still_poor]

    @property
    def trades(self) -> list[TradeRow]:
        return trade_rows(self._trades_of_the_poor)

    @property
    def without_trade(self) -> int:
        return self.remaining - len(self._trades_of_the_poor)

    @property
    def trades_finding(self) -> str:
        return share_words(len(self._trades_of_the_poor), self.remaining, does="有一业", does_not="没有")

    @cached_property
    def rows(self) -> list[Participant]:
        """All remaining households, worst first; then those out of poverty that still take part."""
        parts: dict[int, list[Participation]] = defaultdict(list)
        for part in self._current:
            parts[part.household_id].append(part)
        trades = {trade.household_id: trade for trade in self._trades}
        shown = self._in_village.still_poor() | self._in_village.filter(pk__in=list(parts))
        households = list(shown.with_head().select_related("village"))
        found = [
            Participant(row, tuple(parts[row.household.pk]), trades.get(row.household.pk), self.year)
            for row in rows_of(households, list(Criterion.objects.in_force()), on=self.on)
        ]
        return sorted(found, key=lambda row: (not row.household.is_still_poor, row.urgency))

    @property
    def years(self) -> list[int]:
        """In which amounts may be typed, the newest first."""
        first = min((part.since.year for part in self._current), default=self.on.year)
        return list(range(self.on.year, first - 1, -1))
