"""When a report is due, whose clock counts, what deserves a look: at the edges of half-months (R4.4)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povertyplan.ui.charts.heat import Filing
from villages.models import Answer, Flag
from villages.periods import Fortnight
from villages.reporting import (
    CLOCK_SLACK,
    Circumstances,
    Due,
    MilestoneSaid,
    Submission,
    asked_about,
    due_on,
    filing,
    filing_time,
    flags,
    is_late,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
PERIOD = Fortnight(2017, 11, 1)
RULES = [Due(date(2016, 1, 1), 2)]
RECEIVED = datetime(2017, 11, 17, 12, tzinfo=SHANGHAI)
periods = st.builds(
    Fortnight,
    st.integers(min_value=2016, max_value=2060),
    st.integers(min_value=1, max_value=12),
    st.sampled_from([1, 2]),
)
minutes = st.integers(min_value=-10_000, max_value=10_000).map(lambda count: timedelta(minutes=count))


def said(**facts: object) -> Submission:
    return Submission(**({"done": "嫁接核桃 86 亩"} | facts))


@given(period=periods, days=st.integers(min_value=0, max_value=15))
def test_due_so_many_days_after_the_end(period: Fortnight, days: int) -> None:
    due = due_on(period, [Due(date(2016, 1, 1), days)])
    assert due == period.next.start + timedelta(days=days - 1)


@pytest.mark.parametrize(
    ("period", "due"),
    [
        (Fortnight(2017, 2, 2), date(2017, 3, 2)),
        (Fortnight(2020, 2, 2), date(2020, 3, 2)),
        (Fortnight(2020, 2, 1), date(2020, 2, 17)),
        (Fortnight(2017, 12, 2), date(2018, 1, 2)),
        (Fortnight(2017, 11, 2), date(2017, 12, 2)),
    ],
)
def test_due_across_months_years_and_leap_days(period: Fortnight, due: date) -> None:
    assert due_on(period, RULES) == due


def test_the_rule_in_force_at_the_first_day_counts() -> None:
    rules = [Due(date(2017, 11, 1), 5), Due(date(2016, 1, 1), 2)]
    assert due_on(PERIOD, rules) == date(2017, 11, 20)
    assert due_on(PERIOD.previous, rules) == date(2017, 11, 2)
    assert due_on(Fortnight(2015, 12, 2), rules) is None


# The last days of half-months in months of 28, 29, 30 and 31 days, and those of the first halves.
ENDS = [
    Fortnight(year, month, half) for year, month in ((2017, 2), (2016, 2), (2017, 11), (2017, 12)) for half in (1, 2)
]


@pytest.mark.parametrize("period", ENDS, ids=str)
def test_the_due_day_lasts_until_midnight_in_shanghai(period: Fortnight) -> None:
    due = due_on(period, RULES)
    assert due is not None
    last = datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=SHANGHAI)
    assert not is_late(last, due)
    assert not is_late(last.astimezone(ZoneInfo("UTC")), due)
    midnight = last + timedelta(seconds=1)
    assert is_late(midnight, due)
    assert is_late(midnight.astimezone(ZoneInfo("America/New_York")), due)


@pytest.mark.parametrize("period", ENDS, ids=str)
def test_the_period_ends_at_midnight_in_shanghai(period: Fortnight) -> None:
    end = datetime(period.end.year, period.end.month, period.end.day, 23, 59, 59, tzinfo=SHANGHAI)
    assert Fortnight.containing(end.astimezone(SHANGHAI).date()) == period
    assert Fortnight.containing((end + timedelta(seconds=1)).date()) == period.next


def test_without_a_device_time_the_received_one_counts() -> None:
    assert filing_time(opened=RECEIVED, device=None, received=RECEIVED) == (RECEIVED, False)


def test_a_believed_device_time_is_when_it_was_filed() -> None:
    device = RECEIVED - timedelta(hours=71)
    time = filing_time(opened=device - timedelta(hours=1), device=device, received=RECEIVED)
    assert time == (device, False)


@pytest.mark.parametrize(
    ("opened", "device"),
    [
        (None, RECEIVED - timedelta(hours=1)),
        (RECEIVED - timedelta(hours=1), RECEIVED - timedelta(hours=2)),
        (RECEIVED - timedelta(hours=90), RECEIVED - timedelta(hours=72, seconds=1)),
        (RECEIVED - timedelta(hours=1), RECEIVED + timedelta(hours=1)),
    ],
    ids=["never opened", "sent before it was opened", "too long ago", "from the future"],
)
def test_a_device_time_that_cannot_be_is_doubted(opened: datetime | None, device: datetime) -> None:
    assert filing_time(opened=opened, device=device, received=RECEIVED) == (RECEIVED, True)


def test_clocks_that_differ_a_little_are_no_doubt() -> None:
    opened = RECEIVED - timedelta(seconds=25)
    assert filing_time(opened=opened, device=RECEIVED + CLOCK_SLACK, received=RECEIVED) == (RECEIVED, False)
    assert filing_time(opened=opened, device=opened - CLOCK_SLACK, received=RECEIVED) == (opened, False)


@given(opened=st.none() | minutes, device=st.none() | minutes)
def test_filed_between_72_hours_ago_and_now_and_never_before_it_was_opened(
    opened: timedelta | None, device: timedelta | None
) -> None:
    """What the table holds to, whatever a phone says."""
    opened_at = None if opened is None else RECEIVED + opened
    device_at = None if device is None else RECEIVED + device
    time = filing_time(opened=opened_at, device=device_at, received=RECEIVED)
    assert RECEIVED - timedelta(hours=72) <= time.at <= RECEIVED
    if time.at != RECEIVED:
        assert opened_at is not None
        assert opened_at <= time.at
        assert not time.is_doubted


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2017, 10, 31), Filing.AHEAD),
        (date(2017, 11, 1), Filing.OPEN),
        (date(2017, 11, 17), Filing.OPEN),
        (date(2017, 11, 18), Filing.MISSING),
    ],
)
def test_what_is_not_there_is_ahead_open_or_missing(on: date, state: Filing) -> None:
    assert filing(PERIOD, date(2017, 11, 17), None, on=on) == state
    assert filing(PERIOD, None, None, on=on) == Filing.NONE


def test_what_is_there_is_on_time_late_or_sent_back() -> None:
    on = due = date(2017, 11, 17)
    assert filing(PERIOD, due, SimpleNamespace(counts_as_late=False), on=on) == Filing.ON_TIME
    assert filing(PERIOD, due, SimpleNamespace(counts_as_late=True), on=on) == Filing.LATE
    assert filing(PERIOD, due, SimpleNamespace(counts_as_late=True, is_returned=True), on=on) == Filing.RETURNED


@pytest.mark.parametrize(
    ("now", "known", "found"),
    [
        (said(participants=3), Circumstances(counted=3, remaining=9), []),
        (said(participants=4), Circumstances(counted=3, remaining=9), [Flag.OVER_LIST]),
        (said(participants=2), Circumstances(counted=3, remaining=9), [Flag.UNDER_LIST]),
        (said(participants=9), Circumstances(remaining=8), [Flag.OVER_REMAINING]),
        (said(), Circumstances(counted=3, remaining=9), []),
        (said(scale=Decimal(5)), Circumstances(last=said(scale=Decimal(6))), [Flag.FELL]),
        (said(invested=1), Circumstances(last=said(invested=2)), [Flag.FELL]),
        (said(participants=2), Circumstances(last=said(participants=3)), [Flag.FELL]),
        (said(participants=2), Circumstances(counted=2, last=said(participants=3)), []),
        (said(scale=Decimal(20)), Circumstances(last=said(scale=Decimal(10))), []),
        (said(scale=Decimal("20.1")), Circumstances(last=said(scale=Decimal(10))), [Flag.JUMPED]),
        (said(invested=300), Circumstances(last=said(invested=0)), []),
        (said(participants=9), Circumstances(last=said(participants=4)), [Flag.JUMPED]),
        (said(participants=8), Circumstances(last=said(participants=4)), []),
        (said(participants=9), Circumstances(counted=9, last=said(participants=4)), []),
        (said(), Circumstances(is_late=True, is_doubted=True), [Flag.LATE, Flag.DEVICE_TIME]),
        (said(), Circumstances(waits_for_decision=True, is_crossed=True), [Flag.LONG_DELAY, Flag.CROSSED]),
        (said(), Circumstances(before=[said(), said()]), [Flag.UNCHANGED]),
        (said(help_wanted="电表"), Circumstances(before=[said(), said()]), [Flag.UNCHANGED]),
        (said(), Circumstances(before=[said()]), []),
        (said(participants=1), Circumstances(before=[said(), said()]), []),
    ],
)
def test_what_deserves_a_look(now: Submission, known: Circumstances, found: list[Flag]) -> None:
    assert flags(now, PERIOD, known) == found


def test_a_milestone_done_before_the_half_month_deserves_a_look() -> None:
    for day, found in ((date(2017, 10, 31), [Flag.DONE_EARLY]), (date(2017, 11, 1), [])):
        now = said(answers=(MilestoneSaid(1, Answer.DONE, done_on=day),))
        assert flags(now, PERIOD, Circumstances()) == found


def test_asked_about_what_is_near_and_the_next_one_at_least() -> None:
    on = date(2017, 11, 16)
    ahead = [SimpleNamespace(due_on=on + timedelta(days=days)) for days in (200, 90, 31)]
    assert asked_about(ahead, on=on) == [ahead[2]]
    near = [SimpleNamespace(due_on=on + timedelta(days=days)) for days in (30, -1, 5, -40)]
    assert asked_about([*ahead, *near], on=on) == [near[3], near[1], near[2]]
    assert asked_about([], on=on) == []
