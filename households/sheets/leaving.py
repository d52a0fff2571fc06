"""How a household stands to leaving poverty, for its own page: on the way, out, or what it lacks to begin."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from households.exit_needs import Need, missing_to_start
from households.models import Exit, Household, Relapse
from households.sheets.exit import Ask, ExitPage, asks_of
from povertyplan.accounts.models import User


@dataclass(frozen=True)
class Leaving:
    household: Household
    user: User
    today: date

    @cached_property
    def exits(self) -> list[Exit]:
        """Newest first."""
        return list(self.household.exits.select_related("standard", "village", "household"))

    @cached_property
    def page(self) -> ExitPage | None:
        """Of the exit that goes on, or of the one by which the household is out."""
        found = next((exit_ for exit_ in self.exits if exit_.is_open), None) or self.closing
        return ExitPage(found, user=self.user, today=self.today) if found else None

    @property
    def closing(self) -> Exit | None:
        """The exit by which the household is out now; None for one that came as 已脱贫 from the superior's roster."""
        if self.household.is_still_poor:
            return None
        return next((exit_ for exit_ in self.exits if exit_.closed_on == self.household.status_since), None)

    @property
    def is_helped_on(self) -> bool:
        until = self.closing.continued_until if self.closing else None
        return until is not None and until >= self.today

    @property
    def is_out(self) -> bool:
        return not self.household.is_still_poor

    @cached_property
    def missing(self) -> list[Need]:
        """What stands against beginning an exit of this year; asked only where none goes on."""
        return [] if self.is_out or self.page else missing_to_start(self.household, year=self.today.year)

    @property
    def asks(self) -> list[Ask]:
        return asks_of(self.missing, self.household, user=self.user, year=self.today.year, exit_=None)

    @property
    def may_start(self) -> bool:
        return not self.is_out and self.page is None and not self.missing

    @property
    def earlier(self) -> list[Exit]:
        """Ended exits that are not the present one."""
        now = self.page.exit.pk if self.page else None
        return [exit_ for exit_ in self.exits if exit_.pk != now]

    @cached_property
    def relapses(self) -> list[Relapse]:
        return list(self.household.relapses.all())
