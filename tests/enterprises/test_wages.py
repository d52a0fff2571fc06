"""A month counts where the person is on post on its 15th (R5.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.wages import months_on_post, wages

days = st.dates(min_value=date(2014, 1, 1), max_value=date(2020, 12, 31))


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2017, 3, 15), None, 10),
        (date(2017, 3, 16), None, 9),
        (date(2016, 5, 1), None, 12),
        (date(2017, 3, 1), date(2017, 5, 14), 2),
        (date(2017, 3, 1), date(2017, 5, 15), 3),
        (date(2017, 3, 16), date(2017, 4, 14), 0),
        (date(2018, 1, 1), None, 0),
        (date(2016, 1, 1), date(2016, 12, 31), 0),
        (date(2017, 12, 16), None, 0),
    ],
)
def test_months_of_2017(since: date, until: date | None, months: int) -> None:
    assert months_on_post(since, until, year=2017) == months


def test_wage_of_a_season_brings_no_more_than_was_agreed() -> None:
    assert wages(230_000, since=date(2016, 11, 1), until=None, months_a_year=6, through=2017) == {
        2016: 2 * 230_000,
        2017: 6 * 230_000,
    }


@given(since=days, until=days)
def test_months_are_the_fifteenths_on_post(since: date, until: date) -> None:
    fifteenths = [date(year, month, 15) for year in range(2013, 2022) for month in range(1, 13)]
    for year in range(2013, 2022):
        on_post = [day for day in fifteenths if day.year == year and since <= day <= until]
        assert months_on_post(since, until, year=year) == len(on_post)


@given(since=days, middle=days, until=days)
def test_two_posts_in_a_row_are_paid_as_one(since: date, middle: date, until: date) -> None:
    since, middle, until = sorted((since, middle, until))
    for year in range(2013, 2022):
        parts = months_on_post(since, middle, year=year)
        parts += months_on_post(middle + timedelta(days=1), until, year=year)
        assert parts == months_on_post(since, until, year=year)
