"""The clock of a notice: a cell for each day, and the day in words."""

from datetime import date

import pytest

from povertyplan.ui.charts.notice import Clock, notice_clock

FIRST, LAST = date(2017, 11, 11), date(2017, 11, 20)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2017, 11, 10), "11-11 起重新计天"),
        (FIRST, "第 1 天，还有 9 天"),
        (date(2017, 11, 16), "第 6 天，还有 4 天"),
        (LAST, "第 10 天，今天期满"),
        (date(2017, 11, 21), "期满"),
    ],
)
def test_day_is_told(today: date, said: str) -> None:
    clock = Clock(FIRST, LAST, today)
    assert clock.said == said
    assert f'aria-label="公示 10 天，{said}"' in notice_clock(clock)


def test_cells_before_today_are_filled() -> None:
    drawn = notice_clock(Clock(FIRST, LAST, date(2017, 11, 16)))
    assert [drawn.count(f'"{cls}"') for cls in ("ck-on", "ck-now", "ck-off")] == [5, 1, 4]
    assert ">6</text>" in drawn


def test_stopped_clock_shows_no_day() -> None:
    drawn = notice_clock(Clock(FIRST, LAST, date(2017, 11, 16), is_stopped=True))
    assert drawn.count('"ck-stop"') == 10
    assert "停表" in drawn
    assert "<text" not in drawn


def test_long_term_still_fits() -> None:
    drawn = notice_clock(Clock(date(2017, 1, 1), date(2017, 3, 31), date(2017, 1, 5)))
    assert drawn.count("<rect") == 90
    assert "<text" not in drawn
