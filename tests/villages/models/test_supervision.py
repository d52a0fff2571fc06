"""A supervision notice as the database keeps it, whoever writes: numbers, subjects, steps, dates (R4.3)."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from office.demo.builders import TODAY, make_user, make_village
from office.demo.reporting import happen, make_order, make_report
from office.demo.timetables import finish, make_plan
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import (
    Milestone,
    OrderEventKind,
    OrderState,
    OrderSubject,
    PlanState,
    SupervisionOrder,
    Village,
)
from villages.periods import Fortnight

K = OrderEventKind
DUE = TODAY + timedelta(days=29)


@pytest.fixture
def milestone(village: Village, leader: User) -> Milestone:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    return Milestone.objects.get(name="种苗下地")


@pytest.fixture
def order(village: Village, milestone: Milestone) -> SupervisionOrder:
    return make_order(village, milestone=milestone)


def broken(attack: Callable[[], object]) -> str:
    """The rule that Postgres names when it says no; an append-only table names none."""
    with pytest.raises((IntegrityError, InternalError)) as refused, transaction.atomic():
        attack()
    return getattr(refused.value.__cause__.diag, "constraint_name", None) or "append only"


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def event(order: SupervisionOrder, kind: K, *, on: date = TODAY, by: User | None = None, until: date | None = None):  # noqa: ANN201
    """An attack: an event straight into the table."""
    return lambda: run(
        "INSERT INTO villages_orderevent (order_id, kind, text, new_due_on, by_id, on_day, recorded_at) "
        "VALUES (%s, %s, 'x', %s, %s, %s, now())",
        order.pk,
        kind.value,
        until,
        by.pk if by else None,
        on,
    )


# ── numbers ───────────────────────────────────


def test_numbers_run_through_the_year_without_a_gap(village: Village) -> None:
    names = [make_order(village, issued_on=day).name for day in (date(2016, 12, 30), date(2017, 1, 3), TODAY)]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_order(village, reason="")
    assert [*names, make_order(village).name] == ["2016-001", "2017-001", "2017-002", "2017-003"]


def test_a_number_of_ones_own_is_not_taken(order: SupervisionOrder) -> None:
    run(
        "INSERT INTO villages_supervisionorder (year, number, village_id, reason, target, reply_due_on, due_on, "
        "first_due_on, issued_on, state, extension_asked) "
        "VALUES (1999, 77, %s, 'x', 'y', %s, %s, %s, %s, 'closed', true)",
        order.village_id,
        DUE,
        DUE,
        DUE + timedelta(days=9),
        TODAY,
    )
    newest = SupervisionOrder.objects.latest("pk")
    assert (newest.name, newest.state, newest.first_due_on, newest.extension_asked) == (
        "2017-002",
        OrderState.ISSUED,
        DUE,
        False,
    )


@pytest.mark.django_db(transaction=True)
def test_two_notices_at_once_get_two_numbers_in_a_row() -> None:
    village = make_village()
    start, told = threading.Barrier(4), []

    def issue() -> None:
        start.wait(timeout=10)
        try:
            for _ in range(3):
                told.append(make_order(village).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(told) == list(range(1, 13))


# ── subjects ──────────────────────────────────


def test_one_open_notice_for_a_milestone_and_for_a_report(
    village: Village, milestone: Milestone, order: SupervisionOrder
) -> None:
    period = Fortnight(2017, 10, 2)
    make_order(village, period=period)
    assert broken(lambda: make_order(village, milestone=milestone)) == "ordersubject_milestone_once"
    assert broken(lambda: make_order(village, period=period)) == "ordersubject_report_once"


def test_after_a_notice_ended_there_may_be_another(
    village: Village, milestone: Milestone, order: SupervisionOrder
) -> None:
    happen(order, K.WITHDRAW)
    assert make_order(village, milestone=milestone).name == "2017-002"


def test_a_subject_is_overdue_and_of_this_village(
    other_village: Village, village: Village, milestone: Milestone
) -> None:
    soon = Milestone.objects.get(name="烘干房建成")
    rule = "ordersubject_is_overdue"
    assert broken(lambda: make_order(village, milestone=soon)) == rule
    assert broken(lambda: make_order(other_village, milestone=milestone)) == rule
    make_report(village, Fortnight(2017, 10, 2))
    assert broken(lambda: make_order(village, period=Fortnight(2017, 10, 2))) == rule
    assert broken(lambda: make_order(village, period=Fortnight(2017, 11, 1))) == rule


def test_a_subject_stays_as_it_was_issued(order: SupervisionOrder) -> None:
    subject = order.subjects.get()
    for change in ({"what": "别的"}, {"was_due_on": TODAY}, {"is_open": False}, {"milestone": None}):
        rows = OrderSubject.objects.filter(pk=subject.pk)
        assert broken(lambda rows=rows, change=change: rows.update(**change)) == "ordersubject_stays"


# ── the course ────────────────────────────────


def test_state_and_dates_are_not_written_by_hand(order: SupervisionOrder) -> None:
    rows = SupervisionOrder.objects.filter(pk=order.pk)
    for change in (
        {"state": OrderState.REPLIED},
        {"state": OrderState.CLOSED, "closed_on": TODAY},
        {"due_on": DUE + timedelta(days=5)},
        {"extension_asked": True},
        {"reason": "别的"},
        {"target": "别人"},
        {"issued_on": TODAY - timedelta(days=1)},
        {"number": 99},
    ):
        assert broken(lambda change=change: rows.update(**change)) == "supervisionorder_follows_events", change


def test_a_reply_does_not_carry_another_change_with_it(order: SupervisionOrder) -> None:
    happen(order, K.REPLY)
    rows = SupervisionOrder.objects.filter(pk=order.pk)
    assert broken(lambda: rows.update(state="closed", closed_on=TODAY)) == "supervisionorder_follows_events"
    assert broken(lambda: rows.update(due_on=DUE + timedelta(days=1))) == "supervisionorder_follows_events"


@pytest.mark.parametrize("table", ["supervisionorder", "ordersubject", "orderdemand", "orderevent"])
def test_nothing_of_a_notice_is_deleted(order: SupervisionOrder, table: str) -> None:
    happen(order, K.REPLY)
    assert broken(lambda: run(f"DELETE FROM villages_{table}")) == "append only"


def test_what_was_said_and_asked_is_not_rewritten(order: SupervisionOrder) -> None:
    happen(order, K.REPLY)
    assert broken(lambda: order.events.update(text="别的")) == "append only"
    assert broken(lambda: order.demands.update(content="别的")) == "append only"


@pytest.mark.parametrize("end", [K.CLOSE, K.WITHDRAW])
def test_nothing_happens_to_a_notice_that_ended(
    order: SupervisionOrder, milestone: Milestone, leader: User, cadre: User, end: K
) -> None:
    happen(order, K.REPLY, by=cadre)
    finish(milestone)
    happen(order, end, by=leader)
    for kind in K:
        assert broken(event(order, kind, by=leader, until=DUE + timedelta(days=9))) == "orderevent_of_an_open_order"


def test_it_is_closed_only_when_every_subject_is_settled(
    village: Village, order: SupervisionOrder, milestone: Milestone, leader: User, cadre: User
) -> None:
    late = make_order(village, period=Fortnight(2017, 10, 2))
    for one in (order, late):
        happen(one, K.REPLY, by=cadre)
        assert broken(event(one, K.CLOSE, by=leader)) == "orderevent_subjects_settled"
    finish(milestone)
    make_report(village, Fortnight(2017, 10, 2))
    for one in (order, late):
        event(one, K.CLOSE, by=leader)()
        one.refresh_from_db()
        assert one.state == OrderState.CLOSED


def test_nobody_reviews_their_own_reply(order: SupervisionOrder, milestone: Milestone, leader: User) -> None:
    writer = make_user(Role.OFFICE)
    happen(order, K.REPLY, by=writer)
    finish(milestone)
    for kind in (K.CLOSE, K.RETURN):
        assert broken(event(order, kind, by=writer)) == "orderevent_reviewed_by_another"
    event(order, K.CLOSE, by=leader)()


def test_a_reply_comes_before_its_review_and_once(order: SupervisionOrder, leader: User) -> None:
    for kind in (K.CLOSE, K.RETURN):
        assert broken(event(order, kind, by=leader)) == "orderevent_after_reply"
    happen(order, K.REPLY)
    assert broken(event(order, K.REPLY)) == "orderevent_one_reply_at_a_time"


def test_an_extension_is_asked_for_until_the_due_date(village: Village) -> None:
    order = make_order(village, issued_on=TODAY - timedelta(days=40), due_on=TODAY - timedelta(days=1))
    later = TODAY + timedelta(days=9)
    assert broken(event(order, K.EXTENSION_ASKED, until=later)) == "orderevent_extension_before_due"
    assert broken(event(order, K.EXTENSION_GRANTED, until=later)) == "orderevent_extension_was_asked"
    event(order, K.EXTENSION_ASKED, on=order.due_on, until=later)()
    assert broken(event(order, K.EXTENSION_ASKED, on=order.due_on, until=later)) == "orderevent_one_extension_at_a_time"


def test_an_extension_is_later_than_what_is_in_force(order: SupervisionOrder) -> None:
    for until in (None, DUE, DUE - timedelta(days=1)):
        assert broken(event(order, K.EXTENSION_ASKED, until=until)) == "orderevent_new_date_is_later"
    assert broken(event(order, K.REPLY, until=DUE + timedelta(days=1))) == "orderevent_new_date_is_later"


def test_nothing_happens_before_the_issue(order: SupervisionOrder) -> None:
    assert broken(event(order, K.REPLY, on=TODAY - timedelta(days=1))) == "orderevent_after_issue"
