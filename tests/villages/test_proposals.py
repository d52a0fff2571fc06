"""An overdue milestone and a half-month without a report each propose one notice, once (domain §12, check 11)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from office.demo.builders import TODAY, make_baseline, make_village
from office.demo.reporting import happen, make_order, make_report
from office.demo.timetables import finish, make_plan, move_date
from povertyplan.accounts.models import User
from villages.models import Milestone, OrderEventKind, PlanState, ReportingRule, Village
from villages.periods import Fortnight
from villages.proposals import proposals
from villages.supervision import Demand, Subject, demands_for, reason_for

TIMETABLE = (("落地", "种苗下地", date(2017, 7, 31)), ("投产", "烘干房建成", date(2017, 12, 15)))
PLAN_BEGAN = date(2017, 10, 1)


@pytest.fixture
def milestone(village: Village, leader: User) -> Milestone:
    """One milestone is overdue, one is to come."""
    make_plan(village, state=PlanState.APPROVED, approved_by=leader, timetable=TIMETABLE)
    return Milestone.objects.get(name="种苗下地")


@pytest.fixture
def plan_began(db: None) -> None:
    make_baseline(starts_on=PLAN_BEGAN, deadline=date(2018, 12, 31))


def proposed(*villages: Village, on: date = TODAY) -> list[str]:
    return [subject.what for proposal in proposals(villages, on=on) for subject in proposal.subjects]


# ── milestones ────────────────────────────────


def test_an_overdue_milestone_proposes_one_notice_however_often_one_asks(
    village: Village, milestone: Milestone
) -> None:
    assert proposed(village) == ["种苗下地"]
    assert proposals([village], on=TODAY) == proposals([village], on=TODAY)


def test_a_milestone_is_overdue_from_the_day_after_its_date(village: Village, milestone: Milestone) -> None:
    assert proposed(village, on=milestone.due_on) == []
    assert proposed(village, on=milestone.due_on + timedelta(days=1)) == ["种苗下地"]


def test_what_is_done_or_moved_or_of_a_draft_proposes_nothing(
    village: Village, other_village: Village, milestone: Milestone, leader: User
) -> None:
    make_plan(other_village, timetable=TIMETABLE)
    assert proposed(other_village) == []
    move_date(
        milestone, TODAY + timedelta(days=10), asked_on=TODAY, is_granted=True, decided_by=leader, decided_on=TODAY
    )
    assert proposed(village, on=TODAY) == []
    milestone.refresh_from_db()
    assert proposed(village, on=milestone.due_on + timedelta(days=1)) == ["种苗下地"]
    finish(milestone)
    assert proposed(village, on=milestone.due_on + timedelta(days=1)) == []


def test_it_proposes_again_exactly_once_after_the_notice_ended_and_it_is_still_overdue(
    village: Village, milestone: Milestone
) -> None:
    order = make_order(village, milestone=milestone)
    assert proposed(village) == []
    happen(order, OrderEventKind.WITHDRAW)
    assert proposed(village) == ["种苗下地"]


def test_a_milestone_that_is_opened_again_after_closing_proposes_again(
    village: Village, milestone: Milestone, cadre: User, leader: User
) -> None:
    order = make_order(village, milestone=milestone)
    happen(order, OrderEventKind.REPLY, by=cadre)
    finish(milestone)
    happen(order, OrderEventKind.CLOSE, by=leader)
    assert proposed(village) == []
    Milestone.objects.filter(pk=milestone.pk).update(done_on=None)
    assert proposed(village) == ["种苗下地"]


# ── half-months ───────────────────────────────


def test_every_half_month_since_the_plan_began_that_is_past_its_day_proposes_once(
    village: Village, plan_began: None
) -> None:
    """11月上 is due on the 17th, so on the 16th it is not missing yet."""
    assert proposed(village) == ["10月上半月报", "10月下半月报"]
    assert proposed(village, on=date(2017, 11, 17)) == ["10月上半月报", "10月下半月报"]
    assert proposed(village, on=date(2017, 11, 18)) == ["10月上半月报", "10月下半月报", "11月上半月报"]


def test_what_was_reported_late_or_has_an_open_notice_proposes_nothing(village: Village, plan_began: None) -> None:
    make_report(village, Fortnight(2017, 10, 1))
    order = make_order(village, period=Fortnight(2017, 10, 2))
    assert proposed(village) == []
    happen(order, OrderEventKind.WITHDRAW)
    assert proposed(village) == ["10月下半月报"]


def test_a_plan_that_begins_inside_a_half_month_counts_from_the_next(village: Village) -> None:
    make_baseline(starts_on=date(2017, 10, 3), deadline=date(2018, 12, 31))
    assert proposed(village) == ["10月下半月报"]


def test_without_a_plan_nothing_is_missing(village: Village) -> None:
    assert proposed(village) == []


def test_the_days_are_those_of_the_rule_in_force(village: Village, plan_began: None) -> None:
    ReportingRule.objects.create(starts_on=date(2017, 10, 16), days=15, source="2017-11 起宽限")
    assert proposed(village, on=date(2017, 11, 15)) == ["10月上半月报"]
    assert [s.was_due_on for p in proposals([village], on=TODAY) for s in p.subjects] == [
        date(2017, 10, 17),
        date(2017, 11, 15),
    ]


def test_a_period_of_another_year_says_its_year(village: Village) -> None:
    make_baseline(starts_on=date(2017, 12, 16), deadline=date(2018, 12, 31))
    assert proposed(village, on=date(2018, 1, 10)) == ["2017年12月下半月报"]


# ── for all villages ──────────────────────────


def test_what_belongs_to_a_village_is_issued_together(
    village: Village, other_village: Village, milestone: Milestone, plan_began: None
) -> None:
    found = {proposal.village: proposal for proposal in proposals([other_village, village], on=TODAY)}
    assert list(found) == [other_village, village]
    assert [subject.what for subject in found[village].subjects] == ["种苗下地", "10月上半月报", "10月下半月报"]
    assert found[village].late_days(on=TODAY) == 108
    assert found[other_village].late_days(on=TODAY) == 30


def test_three_queries_for_any_number_of_villages(village: Village, milestone: Milestone, plan_began: None) -> None:
    villages = [village, *(make_village() for _ in range(6))]
    with CaptureQueriesContext(connection) as queries:
        assert len(proposals(villages, on=TODAY)) == 7
    assert len(queries) <= 3


# ── in words ──────────────────────────────────


def test_the_reason_is_composed_in_words(village: Village, milestone: Milestone, plan_began: None) -> None:
    (proposal,) = proposals([village], on=TODAY)
    assert reason_for(proposal.subjects, on=TODAY) == (
        "一村一品“金银花”第 1 步“落地”的“种苗下地”，计划 7月31日完成，到今天晚 108 天；10月上、10月下 2 期半月报没有报"
    )


def test_a_demand_for_each_milestone_and_one_for_all_reports(
    village: Village, milestone: Milestone, plan_began: None
) -> None:
    (proposal,) = proposals([village], on=TODAY)
    soon, later = date(2017, 11, 23), date(2017, 12, 16)
    assert demands_for(proposal.subjects, owner="何芳", reply_due_on=soon, due_on=later, on=TODAY) == [
        Demand("办完“种苗下地”，交验收表；办不完的写清原因和进度", "马俊", later),
        Demand("补报 10月上、10月下 2 期半月报，写明没报的原因", "何芳", soon),
    ]


def test_long_lists_are_counted_and_the_reason_keeps_its_length(village: Village, plan_began: None) -> None:
    far = proposals([village], on=date(2018, 6, 30))[0].subjects
    assert reason_for(far, on=date(2018, 6, 30)) == "2017年10月上到 6月上 17 期半月报没有报"
    gaps = [far[n] for n in (0, 2, 4, 6, 8)]
    assert reason_for(gaps, on=date(2018, 6, 30)).endswith("等 5 期半月报没有报")
    many = [Subject("很长的一个里程碑" * 5, date(2017, 7, 1), milestone=n, source="“金银花”第 1 步") for n in range(12)]
    assert len(reason_for(many, on=TODAY)) <= 300
