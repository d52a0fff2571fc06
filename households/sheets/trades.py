"""How a household lives: its trade and its part in the village's plan, with what that brought (R4.2)."""

from datetime import date
from functools import cached_property

from households.models import Household, HouseholdTrade, Participation
from households.trades import links_said, trade_words
from villages.models import VillagePlan

_SHOWN_YEARS = 3

# 分 by year, None where nothing was recorded.
Amounts = list[tuple[int, int | None]]


class Livelihood:
    """Of one household as of a day; four queries at most."""

    def __init__(self, household: Household, *, on: date) -> None:
        self.household, self.on = household, on

    @cached_property
    def _trades(self) -> list[HouseholdTrade]:
        return list(self.household.trades.select_related("plan"))

    @property
    def trade(self) -> HouseholdTrade | None:
        return next((trade for trade in self._trades if trade.until is None), None)

    @property
    def former_trades(self) -> list[HouseholdTrade]:
        return [trade for trade in self._trades if trade.until is not None]

    @cached_property
    def _parts(self) -> list[Participation]:
        return list(self.household.participations.with_benefits().order_by("-since", "pk"))

    @property
    def parts(self) -> list[tuple[Participation, Amounts]]:
        """Those that go on, with what each of the `years` brought."""
        return [self._with_amounts(part) for part in self._parts if part.is_current(on=self.on)]

    @property
    def former_parts(self) -> list[tuple[Participation, Amounts]]:
        return [self._with_amounts(part) for part in self._parts if not part.is_current(on=self.on)]

    def _with_amounts(self, part: Participation) -> tuple[Participation, Amounts]:
        return part, [(year, part.brought.get(year)) for year in self.years]

    @cached_property
    def years(self) -> list[int]:
        """The newest years in which some part brought something."""
        return sorted({year for part in self._parts for year in part.brought})[-_SHOWN_YEARS:]

    @cached_property
    def plan(self) -> VillagePlan | None:
        """The village's, while it has not ended."""
        return VillagePlan.objects.filter(village=self.household.village_id).current().first()

    @property
    def say(self) -> str:
        parts = [part for part, _ in self.parts]
        trade = trade_words(self.trade) if self.trade else "还没有一业"
        return f"{trade}；用{links_said(parts)}参加一村一品" if parts else f"{trade}；没有参加一村一品"
