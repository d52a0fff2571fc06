"""What plans, half-month reports and supervision ask of whom; each item vanishes when somebody has acted."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from enterprises.actions.deliveries import confirm_delivery
from enterprises.codes import Mode
from enterprises.models import Delivery
from funds.actions.applications import decide, post_notice, record_deliberation
from office.demo.builders import TODAY, make_baseline, make_household, make_user, make_village
from office.demo.funding import (
    DECIDED,
    HELD,
    POSTED,
    agree,
    make_application,
    make_fund,
    object_to_fund,
    pay,
    receive,
)
from office.demo.giving import (
    CHOSEN,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_village,
)
from office.demo.reporting import PERIOD, ask_help, happen, make_order, make_report, moment, revise, send_back
from office.demo.timetables import finish, make_plan, move_date
from office.work.duties import OfficerDuties, board_duties
from office.work.tasks import Task
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.ui.lamps import Lamp
from villages.models import Milestone, OrderEventKind, PlanState, Reminder, Village
from villages.periods import Fortnight

NOW = moment(TODAY, 10)


def of_officer(*villages: Village, now: datetime = NOW) -> list[Task]:
    return OfficerDuties(villages, now=now).tasks


def texts(tasks: list[Task]) -> list[str]:
    return [task.text for task in tasks]


def report_everything(village: Village) -> None:
    """Until the half-month that ended last."""
    for back in range(3):
        make_report(village, PERIOD.shifted(-back))


@pytest.fixture
def planned(village: Village, leader: User) -> Village:
    """Everything due is done; one milestone lies a month ahead."""
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    for milestone in Milestone.objects.filter(due_on__lt=TODAY):
        finish(milestone)
    report_everything(village)
    return village


def test_an_officer_with_nothing_open_has_no_duties(planned: Village) -> None:
    assert of_officer(planned) == []


def test_missing_half_months_are_named_and_the_running_one_near_its_end(planned: Village) -> None:
    tasks = of_officer(planned, now=moment(date(2017, 11, 27)))
    assert [(task.text, task.state) for task in tasks] == [("11月下半月报", "没填")]
    late = of_officer(planned, now=moment(date(2017, 12, 3)))
    assert [(task.text, task.lamp) for task in late] == [("11月下半月报", Lamp.BAD)]
    assert "12月2日到期，过了 1 天" in late[0].detail
    make_report(planned, Fortnight(2017, 11, 2), filed_at=moment(date(2017, 12, 3)))
    assert of_officer(planned, now=moment(date(2017, 12, 3))) == []


def test_half_months_before_the_plan_began_are_not_missing(village: Village) -> None:
    make_baseline(starts_on=date(2017, 11, 1), deadline=date(2018, 12, 31))
    assert texts(of_officer(village, now=moment(date(2017, 11, 20)))) == ["11月上半月报"]


def test_the_last_day_is_said_as_today_until_midnight(planned: Village) -> None:
    last = of_officer(planned, now=moment(date(2017, 12, 2), 23, 59))
    assert (last[0].state, last[0].detail) == ("快到期", "今天截止，已按上期填好")
    assert of_officer(planned, now=moment(date(2017, 12, 3), 0, 0))[0].state == "没报"


def test_what_was_sent_back_leads_to_the_report_until_it_is_mended(planned: Village) -> None:
    report = planned.reports.get(period_start=PERIOD.start)
    send_back(report)
    (task,) = of_officer(planned)
    assert (task.text, task.detail) == ("11月上半月报退回 1 项", "改参加的贫困户，其余照收")
    assert task.url.endswith(f"/reports/{PERIOD.slug}/")
    revise(report)
    assert of_officer(planned) == []


def test_a_notice_waits_for_its_answer(planned: Village, cadre: User) -> None:
    order = make_order(planned)
    assert [(task.text, task.state) for task in of_officer(planned)] == [(f"督办 {order.name}", "等回复")]
    happen(order, OrderEventKind.REPLY, by=cadre)
    assert of_officer(planned) == []


def test_an_answer_is_shown_until_it_was_seen(planned: Village, office_user: User) -> None:
    request = ask_help(planned.reports.get(period_start=PERIOD.start), text="请协调烘干房电表")
    assert of_officer(planned) == []
    with changing(by=office_user, reason="答复"):
        request.answer, request.answered_by, request.answered_at = "供电所 11月20日上门", office_user, NOW
        request.save()
    assert [(task.text, task.detail) for task in of_officer(planned)] == [
        ("办事处答复了“请协调烘干房电表”", "供电所 11月20日上门")
    ]


def test_a_milestone_is_named_a_week_ahead(planned: Village) -> None:
    near = of_officer(planned, now=moment(date(2017, 12, 8)))
    assert "里程碑“烘干房建成”" not in texts(of_officer(planned, now=moment(date(2017, 12, 7))))
    assert "里程碑“烘干房建成”" in texts(near)


def test_a_reminder_stands_beside_what_it_is_about(planned: Village, office_user: User) -> None:
    day = date(2017, 12, 2)
    with changing(by=office_user, reason="催报"):
        Reminder.objects.create(
            village=planned, subject="report:2017-11-16", words="催", shows_at=moment(day, 9), sent_by=office_user
        )
    (task,) = of_officer(planned, now=moment(day, 10))
    assert task.detail.endswith("办事处12月2日提醒过")
    assert "提醒过" not in of_officer(planned, now=moment(day, 8))[0].detail


def test_two_villages_are_told_apart(planned: Village, other_village: Village) -> None:
    assert all(text.startswith("石门 ") for text in texts(of_officer(planned, other_village)))


def test_the_number_of_queries_does_not_grow(planned: Village) -> None:
    counts = []
    for _ in range(2):
        villages = list(Village.objects.all())
        with CaptureQueriesContext(connection) as queries:
            of_officer(*villages)
        counts.append(len(queries))
        send_back(make_report(make_village()))
    assert counts == [9, 9]


def test_delivery_of_an_enterprise_waits_for_the_village_side(
    village: Village, other_village: Village, office_user: User, leader: User, cadre: User
) -> None:
    pairing = pair_village(make_enterprise("宏达食品有限公司"), village)
    make_enterprise_visit(pairing, make_household(village))
    pledge = make_pledge(pairing, Mode.DONATION)
    delivery = make_delivery(pledge, amount=100_000, delivered_on=CHOSEN + timedelta(days=20))

    def asked(*villages: Village, user: User | None = None) -> list[tuple[str, str]]:
        tasks = board_duties(villages, on=TODAY, user=user) if user else of_officer(*villages)
        return [(task.text, task.url) for task in tasks if "企业兑现" in task.text]

    one = [("1 笔企业兑现等确认", delivery.get_absolute_url())]
    assert asked(village) == asked(village, other_village, user=office_user) == one
    assert asked(other_village) == asked(village, user=leader) == []
    make_delivery(pledge, amount=200_000)
    assert asked(village) == [("2 笔企业兑现等确认", reverse("enterprises:delivery_list"))]
    for waiting in Delivery.objects.waiting():
        confirm_delivery(waiting, today=TODAY, by=cadre)
    assert asked(village) == []


def test_overdue_matters_propose_a_notice_to_who_may_issue_one(village: Village, leader: User) -> None:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    report_everything(village)
    supervised = [task for task in board_duties([village], on=TODAY, user=leader) if task.act == "督办"]
    assert [task.text for task in supervised] == ["柳河“论证报告”过期 274 天"]
    assert supervised[0].url.endswith(f"?village={village.pk}")
    approver = make_user(Role.APPROVER)
    assert board_duties([village], on=TODAY, user=approver) == []


def test_what_waits_for_a_decision_goes_to_who_decides(
    planned: Village, other_village: Village, leader: User, office_user: User, cadre: User
) -> None:
    make_plan(other_village, state=PlanState.APPRAISED, by=cadre)
    move_date(Milestone.objects.get(name="烘干房建成", stage__plan__village=planned), date(2018, 3, 1), asked_on=TODAY)
    ask_help(planned.reports.get(period_start=PERIOD.start))
    happen(make_order(planned), OrderEventKind.REPLY, by=cadre)
    villages = [planned, other_village]

    def said(user: User) -> set[str]:
        return {task.text for task in board_duties(villages, on=TODAY, user=user) if task.act in ("批", "答复", "审核")}

    decisions = {"柳河的督办单等审核", "柳河里程碑改期等着批", "石门一村一品规划已论证"}
    assert said(leader) == decisions
    assert said(office_user) == decisions | {"1 个请求没答复"}


def test_requests_tell_how_long_the_oldest_waits(planned: Village, office_user: User) -> None:
    report = planned.reports.get(period_start=PERIOD.start)
    ask_help(report)
    later = timezone.localdate(report.received_at) + timedelta(days=3)
    task = next(t for t in board_duties([planned], on=later, user=office_user) if t.act == "答复")
    assert task.detail == "柳河；最久的等了 3 天"


def test_each_role_is_told_whose_turn_it_is_with_an_application(
    village: Village, cadre: User, leader: User, office_user: User
) -> None:
    def told(user: User | None = None) -> list[str]:
        tasks = board_duties([village], on=TODAY, user=user) if user else of_officer(village)
        return [task.text for task in tasks if "申请" in task.text or "用款" in task.text]

    fund = make_fund(village)
    receive(fund)
    application = make_application(fund, [make_household(village)], by=cadre)
    assert told() == told(office_user) == ["1 份申请等村评议"]
    assert told(leader) == []
    record_deliberation(application, held_on=HELD, present=40, agreed=36, chair="刘大山", words="同意", by=cadre)
    assert told(leader) == ["1 份资金申请等你批"]
    assert told() == []
    decide(application, agrees=True, decided_on=DECIDED, by=leader)
    assert told() == ["1 份申请批了，等贴公示"]
    ends_on = POSTED + timedelta(days=10)
    post_notice(application, posted_on=POSTED, ends_on=ends_on, place="公开栏", by=cadre)
    assert told() == told(leader) == []
    assert told(make_user(Role.KEEPER)) == ["1 份申请公示满期，可付款"]
    object_to_fund(application)
    assert told() == ["1 份用款公示有异议没答复"]


def test_payment_is_followed_by_signature_and_result(village: Village) -> None:
    fund = make_fund(village)
    receive(fund)
    application = agree(make_application(fund, [make_household(village)]))
    pay(application)
    assert [task.text for task in of_officer(village) if "份申请" in task.text] == ["1 份申请付了，等户签收"]
