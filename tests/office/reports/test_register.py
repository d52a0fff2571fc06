"""The register of half-month reports: what counts, from which day on, and who is behind how often."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from office.demo.builders import TODAY, make_baseline, make_village
from office.demo.reporting import PERIOD, make_report, moment, send_back
from office.maps import findings
from office.reports.register import RegisterRow, ReportRegister
from povertyplan.accounts.models import User
from povertyplan.ui.charts.heat import Filing
from villages.actions.reading import excuse
from villages.models import ReportingRule, Village
from villages.periods import Fortnight

# The day after the last day for 11月上.
ON = PERIOD.end + timedelta(days=3)
FIRST = Fortnight(2016, 1, 1)


def row_of(village: Village, *, on: date = ON, year: int | None = 2017) -> RegisterRow:
    return ReportRegister.of([village], on=on, now=moment(on, 12), year=year).rows[0]


def late(village: Village, period: Fortnight = PERIOD) -> object:
    return make_report(village, period, filed_at=moment(period.end + timedelta(days=3), 8))


def test_what_ended_counts_once_its_day_is_over(village: Village) -> None:
    last_day = PERIOD.end + timedelta(days=2)
    assert row_of(village, on=last_day).due == 20
    assert row_of(village, on=last_day + timedelta(days=1)).due == 21


def test_an_early_report_does_not_count_before_its_day(village: Village) -> None:
    make_report(village)
    row = row_of(village, on=PERIOD.end + timedelta(days=1))
    assert (row.due, row.filed) == (20, 0)
    assert row.cell(PERIOD).state is Filing.ON_TIME


def test_village_without_reports(village: Village) -> None:
    row = row_of(village)
    assert (row.filed, row.on_time, row.missing, row.late) == (0, 0, 21, 0)
    assert row.missed_in_a_row == 21 + 24
    assert row.figures == ("0%", "0%", "45")
    assert row.on_time_in_a_row == 0


def test_before_the_first_report_was_due_nothing_is_measured(village: Village) -> None:
    row = row_of(village, on=FIRST.end, year=None)
    assert (row.due, row.missed_in_a_row) == (0, 0)
    assert row.figures == ("–", "–", "")
    earlier = ReportRegister.of([village], on=date(2015, 6, 1), now=moment(date(2015, 6, 1)))
    assert {cell.state for cell in earlier.rows[0].cells} == {Filing.NONE}
    assert earlier.current is None
    assert findings.reports(earlier) == "还没有到期的半月报"


def test_before_the_plan_no_report_is_owed(village: Village) -> None:
    make_baseline(starts_on=date(2017, 10, 5), deadline=date(2018, 12, 31))
    row = row_of(village, year=None)
    assert row.ledger[0].period == Fortnight(2017, 10, 2)
    assert (row.due, row.missed_in_a_row) == (2, 2)
    assert [cell.state for cell in row.cells[18:20]] == [Filing.NONE, Filing.MISSING]


def test_late_is_filed_and_not_on_time_until_it_is_excused(village: Village, office_user: User) -> None:
    report = late(village)
    row = row_of(village)
    assert (row.filed, row.on_time, row.late, row.missed_in_a_row) == (1, 0, 1, 0)
    excuse(report, reason="塌方断网", by=office_user)
    row = row_of(village)
    assert (row.filed, row.on_time, row.late) == (1, 1, 0)
    assert any("迟报，塌方断网" in cell.label for cell in row.cells)


def test_a_return_does_not_take_being_on_time(village: Village) -> None:
    send_back(make_report(village))
    row = row_of(village)
    assert row.cell(PERIOD).state is Filing.RETURNED
    assert row.on_time == 1


def test_misses_in_a_row_end_at_the_last_report(village: Village) -> None:
    make_report(village, PERIOD.shifted(-3))
    assert row_of(village).missed_in_a_row == 3
    make_report(village, PERIOD.shifted(-1))
    assert row_of(village).missed_in_a_row == 1
    assert row_of(village).on_time_in_a_row == 0


def test_misses_in_a_row_run_over_the_new_year(village: Village) -> None:
    make_report(village, Fortnight(2016, 12, 1))
    assert row_of(village, on=date(2017, 1, 20)).missed_in_a_row == 2
    assert row_of(village, on=date(2017, 1, 20)).due == 1


def test_figures_of_a_year_or_of_all_time(village: Village) -> None:
    make_report(village, Fortnight(2016, 12, 1))
    assert row_of(village, year=2016).figures[0] == "4%"
    assert row_of(village, year=2017).figures[0] == "0%"
    assert row_of(village, year=None).due == 45


def test_a_past_day_is_shown_as_it_was(village: Village) -> None:
    make_report(village, filed_at=moment(PERIOD.end + timedelta(days=10), 8))
    later = moment(PERIOD.end + timedelta(days=20))
    then = ReportRegister.of([village], on=PERIOD.end + timedelta(days=5), now=later)
    assert then.rows[0].cell(PERIOD).state is Filing.MISSING
    assert row_of(village, on=PERIOD.end + timedelta(days=10)).cell(PERIOD).state is Filing.LATE


def test_states_of_the_strip(village: Village, other_village: Village) -> None:
    make_report(village)
    register = ReportRegister.of([other_village, village], on=TODAY, now=moment(TODAY, 9), year=2017)
    assert [row.village for row in register.rows] == [other_village, village]
    states = {cell.period: cell.state for cell in register.rows[0].ledger}
    assert states[PERIOD] is Filing.OPEN
    assert states[PERIOD.next] is Filing.OPEN
    strip = register.strip("")
    assert (len(strip.columns), strip.columns[strip.current or 0]) == (24, ("11月", "上"))
    assert [cell.state for cell in strip.rows[0].cells[-2:]] == [Filing.AHEAD, Filing.AHEAD]
    assert strip.rows[1].cells[20].url == ""
    assert findings.reports(register) == "11月上 1 / 2 村已报；石门、柳河连缺 2 期以上"


def test_what_was_late_or_sent_back_leads_to_the_report(village: Village) -> None:
    late = make_report(village, PERIOD.previous, filed_at=moment(PERIOD.end + timedelta(days=1)))
    back = make_report(village)
    send_back(back)
    cells = ReportRegister.of([village], on=TODAY, now=moment(TODAY, 9), year=2017).rows[0].cells
    assert [cell.url for cell in cells[19:21]] == [late.get_absolute_url(), back.get_absolute_url()]


def test_a_changed_term_holds_from_its_half_month_on(village: Village) -> None:
    ReportingRule.objects.create(starts_on=PERIOD.start, days=5, source="试行")
    assert row_of(village, on=PERIOD.end + timedelta(days=5)).due == 20
    assert row_of(village, on=PERIOD.end + timedelta(days=6)).due == 21


def test_two_queries_for_all_villages(village: Village, make_many: Callable[[int], list[Village]]) -> None:
    villages = [village, *make_many(3)]
    with CaptureQueriesContext(connection) as queries:
        ReportRegister.of(villages, on=ON, now=moment(ON, 12)).strip("")
    assert len(queries) == 2


@pytest.fixture
def make_many(db: None) -> Callable[[int], list[Village]]:
    def made(count: int) -> list[Village]:
        villages = [make_village() for _ in range(count)]
        for one in villages:
            make_report(one)
        return villages

    return made
