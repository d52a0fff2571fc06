"""Months on a post, and what they bring in a year (R5.2): arithmetic of dates without ORM.

A calendar month counts where the person was on post on its 15th. So no month counts twice, neither in two years nor for
two posts of which one follows the other, and a year has at most twelve.
"""

from datetime import date

DAY_THAT_COUNTS = 15


def months_on_post(since: date, until: date | None, *, year: int) -> int:
    """Of the year, both days included; without an end as expected to the year's end."""
    first = max(since, date(year, 1, 1))
    last = min(until or date(year, 12, 31), date(year, 12, 31))
    if first > last:
        return 0
    begins = first.month if first.day <= DAY_THAT_COUNTS else first.month + 1
    ends = last.month if last.day >= DAY_THAT_COUNTS else last.month - 1
    return max(0, ends - begins + 1)


def wages(
    monthly_pay: int, *, since: date, until: date | None, months_a_year: int | None, through: int
) -> dict[int, int]:
    """分 by year up to the year `through`; years without a month are not among them.

    `months_a_year` is what was agreed for work of a season: no year brings more.
    """
    found = {}
    for year in range(since.year, through + 1):
        months = min(months_on_post(since, until, year=year), months_a_year or 12)
        if months:
            found[year] = months * monthly_pay
    return found
