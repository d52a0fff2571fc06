"""Income registers that come about by money which is typed elsewhere: of the village's plan, of an enterprise."""

from datetime import date

from households.models import Household, IncomeLine, IncomeYear
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused

MOST_PEOPLE = 30


def begin_register(household: Household, year: int, *, today: date, by: User | None) -> IncomeYear:
    """The one of the year, or a new one: an estimate while the year runs, by the people who belong to the household.

    For actions that hold the household's row.
    """
    there = household.income_years.of_year(year)
    if there:
        return there
    people = household.members.present_on(min(date(year, 12, 31), today)).count()
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused(f"{household.called} {year} 年在册 {people} 人，算不出人均，先登记成员")
    return IncomeYear.objects.create(
        household=household, year=year, people=people, is_estimate=year == today.year, recorded_by=by
    )


def take_line_away(line: IncomeLine) -> None:
    """A register that is left without any line was begun by this one: nothing registered is not 0."""
    register = line.register
    line.delete()
    if not register.lines.exists():
        register.delete()
