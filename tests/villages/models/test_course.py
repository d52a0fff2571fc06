"""A plan, its reports and a notice through their whole course, as the database keeps it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from office.demo.builders import TODAY
from office.demo.reporting import (
    PERIOD,
    ask_help,
    happen,
    make_order,
    make_photo,
    make_report,
    moment,
    revise,
    send_back,
)
from office.demo.timetables import finish, make_plan, move_date
from povertyplan.accounts.models import User
from villages.models import Milestone, OrderEventKind, OrderState, PlanState, ReportRevision, Village


def named(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    return error.value.__cause__.diag.constraint_name


def test_approval_fixes_the_baseline_and_a_later_date_keeps_it(village: Village, leader: User) -> None:
    plan = make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    milestone = Milestone.objects.get(name="烘干房建成")
    assert milestone.baseline_due_on == date(2017, 12, 15)
    change = move_date(milestone, date(2018, 1, 10), asked_on=TODAY)
    milestone.refresh_from_db()
    assert change.is_granted
    assert (milestone.due_on, milestone.baseline_due_on) == (date(2018, 1, 10), date(2017, 12, 15))
    assert milestone.slip_days(on=TODAY) == 26
    assert plan.village == village


def test_a_long_delay_waits_for_another_person(village: Village, leader: User) -> None:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    milestone = Milestone.objects.get(name="烘干房建成")
    change = move_date(milestone, date(2018, 3, 1), asked_on=TODAY)
    assert change.is_granted is None
    change.is_granted, change.decided_by, change.decided_on = True, leader, TODAY
    change.save()
    milestone.refresh_from_db()
    assert milestone.due_on == date(2018, 3, 1)


def test_a_date_does_not_move_without_reason(village: Village, leader: User) -> None:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    milestone = Milestone.objects.get(name="烘干房建成")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Milestone.objects.filter(pk=milestone.pk).update(due_on=date(2018, 1, 1))
    assert named(refused) == "milestone_date_moves_by_reason"


def test_a_report_gets_its_receipt_and_counts_its_revisions(village: Village) -> None:
    report = make_report(village)
    assert report.due_on == PERIOD.end + timedelta(days=2)
    assert not report.is_late
    first = report.revisions.get()
    assert first.receipt == f"R-2017-11A-{village.code[-3:]}-1"
    returned = send_back(report)
    second = revise(report)
    report.refresh_from_db()
    returned.refresh_from_db()
    assert (second.number, report.revision_count, returned.settled_by) == (2, 2, second)
    with pytest.raises(IntegrityError), transaction.atomic():
        revise(report, uuid=first.uuid)
    with pytest.raises(Exception, match="update"), transaction.atomic():
        ReportRevision.objects.update(done="改了")
    for seed in range(3):
        make_photo(report, seed=seed)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make_photo(report, seed=9)
    assert named(refused) == "reportphoto_at_most_three"
    ask_help(report)


def test_a_report_after_its_day_is_late(village: Village) -> None:
    last = PERIOD.end + timedelta(days=2)
    assert make_report(village, filed_at=moment(last + timedelta(days=1), 0)).is_late
    assert not make_report(
        village, PERIOD.previous, filed_at=moment(PERIOD.previous.end + timedelta(days=2), 23, 59)
    ).is_late


def test_a_notice_runs_to_its_end(village: Village, leader: User, office_user: User, cadre: User) -> None:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    milestone = Milestone.objects.get(name="种苗下地")
    order = make_order(village, milestone=milestone, by=leader)
    assert order.name == "2017-001"
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make_order(village, milestone=milestone)
    assert named(refused) == "ordersubject_milestone_once"
    happen(order, OrderEventKind.EXTENSION_ASKED, new_due_on=order.due_on + timedelta(days=10), by=cadre)
    happen(order, OrderEventKind.EXTENSION_GRANTED, new_due_on=order.due_on + timedelta(days=10), by=leader)
    happen(order, OrderEventKind.REPLY, by=cadre)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        happen(order, OrderEventKind.CLOSE, by=leader)
    assert named(refused) == "orderevent_subjects_settled"
    finish(milestone)
    happen(order, OrderEventKind.CLOSE, by=leader)
    assert (order.state, order.closed_on) == (OrderState.CLOSED, TODAY)
    assert not order.subjects.get().is_open
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        type(order).objects.filter(pk=order.pk).update(state="issued")
    assert named(refused) == "supervisionorder_follows_events"
