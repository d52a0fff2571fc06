"""Half-months: every day lies in exactly one, and they follow each other without gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.periods import Fortnight

days = st.dates(min_value=date(2013, 1, 1), max_value=date(2100, 12, 31))


@given(day=days)
def test_a_day_lies_within_its_half_month(day: date) -> None:
    period = Fortnight.containing(day)
    assert period.start <= day <= period.end


@given(day=days)
def test_the_next_half_month_begins_the_day_after_the_end(day: date) -> None:
    period = Fortnight.containing(day)
    assert period.next.start == period.end + timedelta(days=1)
    assert period.next.previous == period


@given(day=days, count=st.integers(min_value=-500, max_value=500))
def test_shifting_is_repeated_stepping(day: date, count: int) -> None:
    period = Fortnight.containing(day)
    stepped = period
    for _ in range(abs(count)):
        stepped = stepped.next if count > 0 else stepped.previous
    assert period.shifted(count) == stepped


@given(one=days, other=days)
def test_half_months_sort_as_their_days(one: date, other: date) -> None:
    if Fortnight.containing(one) < Fortnight.containing(other):
        assert one < other


def test_label_names_month_and_half() -> None:
    assert Fortnight.containing(date(2017, 11, 16)).label == "11月下"
    assert str(Fortnight(2017, 11, 1)) == "2017年11月上"


def test_last_half_month_of_february_is_short() -> None:
    assert Fortnight(2017, 2, 2).end == date(2017, 2, 28)
    assert Fortnight(2016, 2, 2).end == date(2016, 2, 29)


@pytest.mark.parametrize(("month", "half"), [(0, 1), (13, 1), (1, 0), (1, 3)])
def test_a_half_month_that_does_not_exist_is_refused(month: int, half: int) -> None:
    with pytest.raises(ValueError, match="no half-month"):
        Fortnight(2017, month, half)
