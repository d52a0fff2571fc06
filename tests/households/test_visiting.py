"""Lamps of visits, and months in which one was missing."""

from datetime import date

import pytest

from households.visiting import Shortfall, lamp, months_before, shortfalls
from povertyplan.ui.lamps import Lamp

ON = date(2017, 11, 16)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2017, 11, 1), None),
        (date(2017, 10, 31), Lamp.WARN),
        (date(2017, 10, 18), Lamp.WARN),
        (date(2017, 10, 17), Lamp.BAD),
        (None, Lamp.BAD),
    ],
)
def test_lamp_gets_darker_with_time(last: date | None, expected: Lamp | None) -> None:
    assert lamp(last, on=ON) == expected


def test_shortfalls_are_whole_past_months_below_two_visits() -> None:
    days = [date(2017, 10, 1), date(2017, 10, 20), date(2017, 9, 3), date(2017, 11, 2)]
    found = shortfalls(days, since=date(2017, 7, 9), on=ON)
    assert found == [Shortfall(date(2017, 9, 1), 1), Shortfall(date(2017, 8, 1), 2)]


def test_months_before_crosses_the_year() -> None:
    assert months_before(date(2017, 1, 31), 2) == date(2016, 11, 1)
    assert months_before(date(2017, 12, 5), -1) == date(2018, 1, 1)
