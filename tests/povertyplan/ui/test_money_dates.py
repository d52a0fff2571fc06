from datetime import UTC, date, datetime

import pytest

from povertyplan.ui import dates, money


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (1_560_000, "15,600.00"), (-1_234_567, "\u221212,345.67")]
)
def test_yuan(fen: int, text: str) -> None:
    assert money.yuan(fen) == text


@pytest.mark.parametrize(
    ("fen", "text"), [(70_100_000, "70.1"), (49_999, "0.0"), (50_000, "0.1"), (-50_000, "\u22120.1")]
)
def test_wan(fen: int, text: str) -> None:
    assert money.wan(fen) == text


def test_spoken_date() -> None:
    assert dates.spoken(date(2017, 11, 2)) == "11月2日"
    assert dates.spoken(date(2017, 11, 2), year=True) == "2017年11月2日"


def test_moment_belongs_to_the_day_of_the_office() -> None:
    late_evening_in_london = datetime(2017, 11, 1, 17, 30, tzinfo=UTC)
    assert dates.iso(late_evening_in_london) == "2017-11-02"
    assert dates.moment(late_evening_in_london) == "2017-11-02 01:30"
