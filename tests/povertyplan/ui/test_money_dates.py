from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertyplan.ui import dates, money


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (1_560_000, "15,600.00"), (-1_234_567, "\u221212,345.67")]
)
def test_yuan(fen: int, text: str) -> None:
    assert money.yuan(fen) == text


@pytest.mark.parametrize(("fen", "text"), [(333_500, "3,335"), (366_667, "3,666.67"), (-1_050, "\u221210.50")])
def test_yuan_as_people_say_it(fen: int, text: str) -> None:
    assert money.plain_yuan(fen) == text


@given(st.integers(-(10**12), 10**12))
def test_yuan_as_people_say_it_is_the_same_money(fen: int) -> None:
    assert Decimal(money.plain_yuan(fen).replace(",", "").replace("\u2212", "-")) * 100 == fen


@pytest.mark.parametrize(
    ("fen", "text"), [(70_100_000, "70.1"), (49_999, "0.0"), (50_000, "0.1"), (-50_000, "\u22120.1")]
)
def test_wan(fen: int, text: str) -> None:
    assert money.wan(fen) == text


def test_spoken_date() -> None:
    assert dates.spoken(date(2017, 11, 2)) == "11月2日"
    assert dates.spoken(date(2017, 11, 2), year=True) == "2017年11月2日"


def test_day_of_a_year_that_was_named() -> None:
    assert dates.month_day(date(2017, 11, 2)) == "11-02"


def test_moment_belongs_to_the_day_of_the_office() -> None:
    late_evening_in_london = datetime(2017, 11, 1, 17, 30, tzinfo=UTC)
    assert dates.iso(late_evening_in_london) == "2017-11-02"
    assert dates.moment(late_evening_in_london) == "2017-11-02 01:30"
