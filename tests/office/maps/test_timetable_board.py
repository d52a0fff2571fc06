"""一村一品 on the battle map: debt by the dates that were approved, who takes part, villages without a plan."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.codes import BenefitLink, PovertyStatus
from office.demo.builders import TODAY, make_baseline, make_household, make_village
from office.demo.timetables import finish, make_plan, move_date, take_part
from office.maps import findings
from office.maps.timetable_board import TimetableBoard, read_timetables
from povertyplan.accounts.models import User
from tests.office.boards import board_on
from villages.models import Milestone, PlanState, Village


def board(on: date = TODAY) -> TimetableBoard:
    return board_on(on).timetable


def milestone(name: str) -> Milestone:
    return Milestone.objects.get(name=name)


@pytest.fixture
def planned(village: Village, leader: User) -> Village:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    return village


def test_debt_is_what_was_to_be_done_by_today_and_is_not(planned: Village) -> None:
    finish(milestone("论证报告"), done_on=date(2017, 2, 16))
    plan = board().plans[planned.pk]
    assert [point.name for point in plan.points if point.is_debt(on=TODAY)] == ["流转土地 240 亩", "种苗下地"]
    assert plan.lag_days(on=TODAY) == (TODAY - date(2017, 5, 15)).days
    judged, landed, *ahead = plan.bars(on=TODAY)
    assert judged.debt(today=TODAY) == 0
    assert landed.debt(today=TODAY) == (date(2017, 7, 15) - date(2017, 2, 15)).days
    # What comes after a debt is not on course: it is owed from where it was to begin.
    assert [stage.debt(today=TODAY) for stage in ahead] == [(TODAY - date(2017, 7, 15)).days, 0]


def test_without_debt_the_running_stage_is_on_course(planned: Village) -> None:
    for name in ("论证报告", "流转土地 240 亩", "种苗下地"):
        finish(milestone(name))
    assert [stage.debt(today=TODAY) for stage in board().plans[planned.pk].bars(on=TODAY)] == [0, 0, 0, 0]


def test_a_date_moved_later_does_not_hide_the_debt(planned: Village) -> None:
    for name in ("论证报告", "流转土地 240 亩"):
        finish(milestone(name), done_on=date(2017, 6, 1))
    move_date(milestone("种苗下地"), date(2017, 8, 10), asked_on=date(2017, 7, 1))
    assert milestone("种苗下地").due_on == date(2017, 8, 10)
    assert board().plans[planned.pk].lag_days(on=TODAY) == (TODAY - date(2017, 7, 15)).days


def test_what_was_done_later_was_debt_on_a_past_day(planned: Village) -> None:
    for name in ("论证报告", "流转土地 240 亩", "种苗下地"):
        finish(milestone(name))
    assert board().plans[planned.pk].lag_days(on=TODAY) == 0
    assert board(date(2017, 8, 1)).plans[planned.pk].lag_days(on=date(2017, 8, 1)) == 167


def test_households_count_once_and_only_while_they_are_poor(planned: Village) -> None:
    plan = planned.plans.get()
    household = plan.participations.get().household
    take_part(household, plan, link=BenefitLink.LAND)
    take_part(make_household(planned, status=PovertyStatus.LIFTED), plan)
    take_part(make_household(planned), plan, until=date(2017, 6, 1))
    assert board().plans[planned.pk].taking_part == 1


def test_finding_names_the_village_that_lags_most_and_who_has_no_plan(planned: Village, other_village: Village) -> None:
    make_plan(other_village, product="核桃")
    make_village()
    assert findings.plans(board()) == "柳河金银花晚 9 个月；2 村还没有批准的规划"
    rows = {row.name: row for row in board().chart("").rows}
    assert rows["石门"].instead == "草稿，还没有批准"
    assert rows["柳河"].figure == "1 / 1 户"


def test_one_statement_for_any_number_of_villages(planned: Village, other_village: Village) -> None:
    make_baseline()
    make_plan(other_village)
    keys = [planned.pk, other_village.pk]
    with CaptureQueriesContext(connection) as queries:
        assert set(read_timetables(keys, on=TODAY)) == set(keys)
    assert len(queries) == 1
