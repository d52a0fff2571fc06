"""What was written, decided, sent back or answered stays as it was, also for whoever can run SQL as the app role."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from office.demo.builders import TODAY, make_file, make_household
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
from office.demo.timetables import make_plan, move_date, take_part
from povertyplan.accounts.models import User
from villages.models import Milestone, OrderEventKind, PlanState, Report, Stage, Village, VillagePlan, Wish


def broken(sql: str, *given: object) -> str:
    """The name of the rule that the statement breaks; empty where it passes."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, given)
    except IntegrityError as refused:
        return str(refused.__cause__.diag.constraint_name)  # type: ignore[union-attr]
    return ""


@pytest.fixture
def approved(village: Village, leader: User, cadre: User) -> VillagePlan:
    return make_plan(village, state=PlanState.APPROVED, by=cadre, approved_by=leader)


def test_rows_do_not_leave_an_approved_plan_for_a_draft(approved: VillagePlan, other_village: Village) -> None:
    draft = make_plan(other_village)
    stage, other = approved.stages.all()[0], draft.stages.all()[0]
    for model in (Stage, Wish):
        table = model._meta.db_table
        key = model.objects.filter(plan=approved)[0].pk
        moved = f"UPDATE {table} SET plan_id = %s{', number = 90' if model is Stage else ''} WHERE id = %s"
        assert broken(moved, draft.pk, key) == "villageplan_frozen"
    sql = "UPDATE villages_milestone SET stage_id = %s, baseline_due_on = NULL WHERE stage_id = %s"
    assert broken(sql, other.pk, stage.pk) == "villageplan_frozen"


@pytest.mark.parametrize(
    "change",
    [
        "approved_by_id = drafted_by_id + 1000",
        "approved_on = '2017-03-01'",
        "document_no = '伪造'",
        "drafted_by_id = NULL",
        "drafted_on = '2017-01-01'",
        "taken_back_reason = '补的'",
    ],
)
def test_who_decided_stays(approved: VillagePlan, change: str) -> None:
    assert broken(f"UPDATE villages_villageplan SET {change}") == "villageplan_decisions_stay"


def test_who_recorded_the_appraisal_does_not_approve(village: Village, office_user: User) -> None:
    plan = make_plan(village)
    take_part(make_household(village), plan)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO villages_appraisal (plan_id, version, held_on, led_by, members, attendees, votes_for,"
            " votes_against, opinions, conclusion, minutes_id, recorded_by_id)"
            " VALUES (%s, 1, '2017-02-16', '李', '民', 9, 9, 0, '好', 'agreed', %s, %s)",
            [plan.pk, make_file().pk, office_user.pk],
        )
        cursor.execute("UPDATE villages_villageplan SET state = 'appraised'")
    sql = "UPDATE villages_villageplan SET state = 'approved', approved_on = '2017-02-20', approved_by_id = %s"
    assert broken(sql, office_user.pk) == "villageplan_approved_by_another"


def test_a_late_date_is_granted_by_somebody(approved: VillagePlan, cadre: User) -> None:
    milestone = Milestone.objects.get(name="种苗下地")
    sql = (
        "INSERT INTO villages_duedatechange (milestone_id, old_due_on, new_due_on, reason_kind, reason, asked_by_id,"
        " asked_on, needs_decision, is_granted, decided_note) VALUES (%s, %s, '2018-05-01', 'money', '', %s, %s, false,"
        " true, '')"
    )
    assert broken(sql, milestone.pk, milestone.due_on, cadre.pk, TODAY) == "duedatechange_decided_by_another"


def test_changes_of_date_come_in_order(approved: VillagePlan) -> None:
    milestone = Milestone.objects.get(name="烘干房建成")
    move_date(milestone, date(2017, 12, 20), asked_on=TODAY)
    milestone.refresh_from_db()
    with pytest.raises(IntegrityError, match="a later change"), transaction.atomic():
        move_date(milestone, date(2017, 12, 22), asked_on=TODAY - timedelta(days=9))


@pytest.mark.parametrize("change", ["note = '改过'", "settled_by_id = NULL", "field = 'done'", "returned_by_id = NULL"])
def test_what_was_sent_back_stays(village: Village, change: str, office_user: User) -> None:
    report = make_report(village)
    send_back(report)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE villages_reportreturn SET settled_by_id = %s", [report.revisions.get().pk])
    assert broken(f"UPDATE villages_reportreturn SET {change}") == "reportreturn_stays"


@pytest.mark.parametrize(
    "change", ["answer = '改过'", "text = '别的'", "answered_at = NULL", "asked_at = '2017-01-01'"]
)
def test_what_was_answered_stays(village: Village, change: str, office_user: User) -> None:
    ask_help(make_report(village), answer="供电所来", answered_by=office_user, answered_at=moment(TODAY))
    assert broken(f"UPDATE villages_helprequest SET {change}") == "helprequest_stays"
    assert broken("UPDATE villages_helprequest SET seen_at = now()") == ""


def test_a_photo_stays_with_its_report(village: Village, other_village: Village) -> None:
    photo, other = make_photo(make_report(village)), make_report(other_village)
    assert broken("UPDATE villages_reportphoto SET report_id = %s", other.pk) == "reportphoto_stays"
    assert broken("UPDATE villages_reportphoto SET file_id = %s", make_file(seed=8).pk) == "reportphoto_stays"
    sql = "INSERT INTO villages_reportphoto (report_id, revision_id, file_id, received_at) VALUES (%s, %s, %s, now())"
    assert broken(sql, other.pk, photo.revision_id, photo.file_id) == "reportphoto_stays"


@pytest.mark.parametrize(
    "facts",
    [
        {"filed_at": moment(PERIOD.start - timedelta(days=1), 23, 59)},
        {"reviewed": True},
    ],
)
def test_a_report_begins_unread_in_its_own_half_month(
    village: Village, office_user: User, facts: dict[str, Any]
) -> None:
    at = facts.get("filed_at", moment(PERIOD.end))
    read = {"reviewed_at": moment(TODAY), "reviewed_by": office_user} if "reviewed" in facts else {}
    with pytest.raises(IntegrityError, match="begins unread"), transaction.atomic():
        Report.objects.create(village=village, period_start=PERIOD.start, filed_at=at, received_at=at, **read)


def test_a_revision_comes_after_its_report(village: Village) -> None:
    report = make_report(village)
    with pytest.raises(IntegrityError, match="comes after"), transaction.atomic():
        revise(report, at=report.received_at - timedelta(minutes=1))


def test_notices_and_their_steps_follow_the_days(village: Village, cadre: User) -> None:
    order = make_order(village)
    with pytest.raises(IntegrityError, match="numbers follow"), transaction.atomic():
        make_order(village, issued_on=TODAY - timedelta(days=1))
    happen(order, OrderEventKind.REPLY, on=TODAY + timedelta(days=3), by=cadre)
    with pytest.raises(IntegrityError, match="cannot take"), transaction.atomic():
        happen(
            order,
            OrderEventKind.EXTENSION_ASKED,
            on=TODAY + timedelta(days=2),
            new_due_on=order.due_on + timedelta(days=5),
            by=cadre,
        )


def test_an_extension_is_granted_by_another(village: Village, office_user: User) -> None:
    order = make_order(village)
    later = order.due_on + timedelta(days=5)
    happen(order, OrderEventKind.EXTENSION_ASKED, new_due_on=later, by=office_user)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        happen(order, OrderEventKind.EXTENSION_GRANTED, new_due_on=later, by=office_user)
    assert refused.value.__cause__.diag.constraint_name == "orderevent_extension_granted_by_another"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_added_to_an_issued_notice_or_a_filed_report(village: Village, leader: User) -> None:
    plan = make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    order, revision = make_order(village), make_report(village).revisions.get()
    subject = "INSERT INTO villages_ordersubject (order_id, village_id, what, is_open) VALUES (%s, %s, '补的', false)"
    assert broken(subject, order.pk, village.pk) == "ordersubject_is_overdue"
    demand = (
        "INSERT INTO villages_orderdemand (order_id, number, content, owner, due_on) VALUES (%s, 9, '补', '我', %s)"
    )
    assert broken(demand, order.pk, TODAY) == "orderdemand_with_its_order"
    answer = (
        "INSERT INTO villages_milestoneanswer (revision_id, milestone_id, state, reason_kind, reason)"
        " VALUES (%s, %s, 'on_time', '', '')"
    )
    assert broken(answer, revision.pk, plan.milestones[0].pk) == "milestoneanswer_of_this_village"
