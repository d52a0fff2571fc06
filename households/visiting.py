"""How often a household is to be visited, and what did not happen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from povertyplan.ui.lamps import Lamp

VISITS_A_MONTH = 2
# Half a month without a visit deserves a look, a whole one is a debt; the saved view 30 天没走访 counts the same.
WATCH_AFTER = timedelta(days=15)
QUIET_AFTER = timedelta(days=30)


def lamp(last_visit: date | None, *, on: date) -> Lamp | None:
    """None where nothing is wrong."""
    if last_visit is None or on - last_visit >= QUIET_AFTER:
        return Lamp.BAD
    return Lamp.WARN if on - last_visit > WATCH_AFTER else None


@dataclass(frozen=True)
class Shortfall:
    """A past month with fewer visits than asked."""

    month: date
    missing: int


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_before(month: date, count: int) -> date:
    """The first day of the month `count` months earlier."""
    place = month.year * 12 + month.month - 1 - count
    return date(place // 12, place % 12 + 1, 1)


def last_day(month: date) -> date:
    return months_before(month, -1) - timedelta(days=1)


def in_month(days: Iterable[date], month: date) -> int:
    return sum(month_of(day) == month for day in days)


def shortfalls(days: Iterable[date], *, since: date, on: date) -> list[Shortfall]:
    """Whole months from the one after `since` up to the one before `on`, newest first."""
    visited = list(days)
    found = []
    month = months_before(month_of(on), 1)
    while month > month_of(since):
        missing = VISITS_A_MONTH - in_month(visited, month)
        if missing > 0:
            found.append(Shortfall(month, missing))
        month = months_before(month, 1)
    return found
