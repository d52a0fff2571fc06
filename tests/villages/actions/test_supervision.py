"""Each step of a supervision notice: what it takes, and the sentence by which it is refused (R4.3, domain §5)."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from office.demo.builders import TODAY, make_user, make_village
from office.demo.reporting import make_report
from office.demo.timetables import finish, make_plan
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from tests.papers import PDF, WORD, photo
from villages.actions import supervision as actions
from villages.models import (
    Milestone,
    OrderEvent,
    OrderEventKind,
    OrderFile,
    OrderState,
    PlanState,
    SupervisionOrder,
    Village,
)
from villages.periods import Fortnight
from villages.proposals import subject_of
from villages.supervision import Demand, Subject, report_subject

REPLY_BY, DUE = TODAY + timedelta(days=7), TODAY + timedelta(days=30)
PERIOD = Fortnight(2017, 10, 2)
MISSING = report_subject(PERIOD, date(2017, 11, 2), on=TODAY)
OTHER = Subject(what="10 户没有走访")
FACTS: dict[str, Any] = {
    "subjects": [MISSING],
    "reason": "10月下半月报没有报",
    "target": "何芳",
    "reply_due_on": REPLY_BY,
    "due_on": DUE,
    "demands": [Demand("补报 10月下半月报", "何芳", REPLY_BY)],
    "today": TODAY,
}


@pytest.fixture
def milestone(village: Village, leader: User) -> Milestone:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    return Milestone.objects.select_related("stage__plan").get(name="种苗下地")


@pytest.fixture
def order(village: Village, leader: User) -> SupervisionOrder:
    return actions.issue_order(village, **FACTS, by=leader)


@pytest.fixture
def replied(order: SupervisionOrder, cadre: User) -> SupervisionOrder:
    actions.reply(order, text="已补报", today=TODAY, by=cadre)
    order.refresh_from_db()
    return order


def refused(act: Callable[..., object], *arguments: object, **facts: Any) -> tuple[str | None, str]:
    with pytest.raises(Refused) as refusal:
        act(*arguments, **facts)
    return refusal.value.field, refusal.value.message


# ── issuing ───────────────────────────────────


def test_a_notice_is_issued_with_its_subjects_and_demands(village: Village, milestone: Milestone, leader: User) -> None:
    facts = FACTS | {"subjects": [subject_of(milestone), MISSING, OTHER]}
    order = actions.issue_order(village, **facts, by=leader)
    assert (order.name, order.state, order.issued_by) == ("2017-001", OrderState.ISSUED, leader)
    assert [(s.what, s.milestone, s.period_start, s.was_due_on) for s in order.subjects.all()] == [
        ("种苗下地", milestone, None, milestone.due_on),
        ("10月下半月报", None, PERIOD.start, date(2017, 11, 2)),
        ("10 户没有走访", None, None, None),
    ]
    assert [(d.number, d.owner, d.due_on) for d in order.demands.all()] == [(1, "何芳", REPLY_BY)]


def test_the_same_notice_sent_twice_is_one(village: Village, leader: User) -> None:
    general = FACTS | {"subjects": [OTHER]}
    for facts in (FACTS, general):
        assert actions.issue_order(village, **facts, by=leader) == actions.issue_order(village, **facts, by=leader)
    assert SupervisionOrder.objects.count() == 2


def test_two_people_do_not_issue_the_same(village: Village, order: SupervisionOrder, office_user: User) -> None:
    assert refused(actions.issue_order, village, **FACTS, by=office_user) == (
        "subjects",
        "“10月下半月报”已有督办单 2017-001，没有销号",
    )


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_notice() -> None:
    village, leader = make_village(), make_user(Role.LEADER)
    start, told = threading.Barrier(2), []

    def press() -> None:
        start.wait(timeout=10)
        try:
            told.append(actions.issue_order(village, **FACTS, by=leader).name)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert told == ["2017-001", "2017-001"]
    assert SupervisionOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"subjects": []}, "subjects", "勾选至少 1 件事"),
        ({"subjects": [MISSING, MISSING]}, "subjects", "写了两次"),
        ({"reason": "  "}, "reason", "写上督办事由"),
        ({"target": " "}, "target", "写上责任人"),
        ({"reply_due_on": TODAY - timedelta(days=1)}, "reply_due_on", "不早于今天"),
        ({"due_on": REPLY_BY - timedelta(days=1)}, "due_on", "不早于回复期限"),
        ({"due_on": date(2200, 1, 1)}, "due_on", "太远了"),
        ({"demands": []}, "content_1", "至少 1 件"),
        ({"demands": [Demand("补报", " ", DUE)]}, "content_1", "第 1 件事写上"),
        ({"demands": [Demand("补报", "何芳", DUE + timedelta(days=1))]}, "due_on_1", "在今天和完成期限 2017-12-16"),
        ({"demands": [Demand("补报", "何芳", TODAY - timedelta(days=1))]}, "due_on_1", "在今天和"),
        ({"subjects": [replace(MISSING, was_due_on=TODAY)]}, "subjects", "还没有到期"),
    ],
)
def test_a_notice_that_does_not_hold_is_refused(
    village: Village, leader: User, wrong: dict[str, Any], field: str, words: str
) -> None:
    told, message = refused(actions.issue_order, village, **FACTS | wrong, by=leader)
    assert told == field
    assert words in message
    assert SupervisionOrder.objects.count() == 0


def test_what_was_settled_since_the_page_opened_is_not_issued(
    village: Village, other_village: Village, milestone: Milestone, leader: User
) -> None:
    subject = subject_of(milestone)
    for place, wrong in (
        (other_village, subject),
        (village, replace(subject, was_due_on=date(2017, 7, 1))),
    ):
        field, message = refused(actions.issue_order, place, **FACTS | {"subjects": [wrong]}, by=leader)
        assert (field, message) == ("subjects", "“种苗下地”刚刚有变化，已不逾期，去掉再发")
    finish(milestone)
    make_report(village, PERIOD)
    assert "已不逾期" in refused(actions.issue_order, village, **FACTS | {"subjects": [subject]}, by=leader)[1]
    assert "刚刚报了" in refused(actions.issue_order, village, **FACTS, by=leader)[1]


# ── the village's turn ────────────────────────


def test_the_village_replies_with_files(order: SupervisionOrder, cadre: User) -> None:
    event = actions.reply(order, text=" 已补报 ", files=[photo(), PDF, photo()], today=TODAY, by=cadre)
    order.refresh_from_db()
    assert (event.text, event.by, order.state) == ("已补报", cadre, OrderState.REPLIED)
    assert [kept.file.kind for kept in event.files.all()] == ["jpeg", "pdf"]


def test_the_same_reply_sent_twice_is_one(order: SupervisionOrder, cadre: User) -> None:
    one = actions.reply(order, text="已补报", files=[PDF], today=TODAY, by=cadre)
    assert actions.reply(order, text="已补报", files=[PDF], today=TODAY, by=cadre) == one
    assert "已经回复，等办事处审核" in refused(actions.reply, order, text="又写", today=TODAY, by=cadre)[1]


def test_a_reply_that_does_not_hold_leaves_nothing(order: SupervisionOrder, cadre: User) -> None:
    assert refused(actions.reply, order, text=" ", today=TODAY, by=cadre) == ("text", "写上办了什么、还差什么")
    for files, words in (([photo(n) for n in range(4)], "最多传 3 个"), ([PDF, WORD], "JPG、PNG")):
        field, message = refused(actions.reply, order, text="补了", files=files, today=TODAY, by=cadre)
        assert field == "attachments"
        assert words in message
    assert (OrderEvent.objects.count(), OrderFile.objects.count()) == (0, 0)


def test_an_extension_is_asked_for_until_the_last_day(order: SupervisionOrder, cadre: User) -> None:
    later: dict[str, Any] = {"new_due_on": DUE + timedelta(days=10), "text": "下雨", "by": cadre}
    assert refused(actions.ask_extension, order, **later, today=DUE + timedelta(days=1)) == (
        None,
        "完成期限 12月16日已过，延期要在到期前申请；现在写回复，说清原因和进度",
    )
    assert refused(actions.ask_extension, order, **later | {"text": ""}, today=TODAY)[0] == "text"
    assert refused(actions.ask_extension, order, **later | {"new_due_on": DUE}, today=TODAY) == (
        "new_due_on",
        "新期限要晚于现在的 2017-12-16",
    )
    one = actions.ask_extension(order, **later, today=TODAY)
    assert actions.ask_extension(order, **later, today=TODAY) == one
    assert "等办事处定" in refused(actions.ask_extension, order, **later | {"text": "又"}, today=TODAY)[1]
    order.refresh_from_db()
    assert (order.extension_asked, order.due_on) == (True, DUE)


@pytest.mark.parametrize(
    ("until", "in_force"),
    [(None, DUE + timedelta(days=10)), (DUE + timedelta(days=5), DUE + timedelta(days=5))],
)
def test_an_extension_is_granted_as_asked_or_shorter(
    order: SupervisionOrder, cadre: User, leader: User, until: date | None, in_force: date
) -> None:
    actions.ask_extension(order, new_due_on=DUE + timedelta(days=10), text="下雨", today=TODAY, by=cadre)
    event = actions.decide_extension(order, is_granted=True, new_due_on=until, today=TODAY, by=leader)
    order.refresh_from_db()
    assert (event.text, order.due_on, order.first_due_on, order.extension_asked) == ("同意", in_force, DUE, False)


def test_an_extension_is_declined_with_its_reason_and_not_by_who_asked(
    order: SupervisionOrder, office_user: User, leader: User
) -> None:
    assert (
        refused(actions.decide_extension, order, is_granted=True, today=TODAY, by=leader)[1] == "没有等着定的延期申请"
    )
    actions.ask_extension(order, new_due_on=DUE + timedelta(days=9), text="下雨", today=TODAY, by=office_user)
    own = refused(actions.decide_extension, order, is_granted=True, today=TODAY, by=office_user)[1]
    assert own == "延期是你申请的，要另一人定"
    assert refused(actions.decide_extension, order, is_granted=False, today=TODAY, by=leader)[0] == "text"
    actions.decide_extension(order, is_granted=False, text="路已通", today=TODAY, by=leader)
    order.refresh_from_db()
    assert (order.due_on, order.extension_asked) == (DUE, False)


# ── the office's turn ─────────────────────────


def test_it_is_not_closed_before_its_subjects_are_settled(
    village: Village, milestone: Milestone, leader: User, cadre: User
) -> None:
    both = FACTS | {"subjects": [subject_of(milestone), MISSING]}
    order = actions.issue_order(village, **both, by=leader)
    assert "还没有回复" in refused(actions.close_order, order, today=TODAY, by=leader)[1]
    actions.reply(order, text="在办", today=TODAY, by=cadre)
    assert refused(actions.close_order, order, today=TODAY, by=leader) == (
        None,
        "还有 2 件没办完，不能销号：种苗下地（没有完成）、10月下半月报（没有报）",
    )
    finish(milestone)
    assert "还有 1 件" in refused(actions.close_order, order, today=TODAY, by=leader)[1]
    make_report(village, PERIOD)
    one = actions.close_order(order, today=TODAY, by=leader)
    assert actions.close_order(order, today=TODAY, by=leader) == one
    order.refresh_from_db()
    assert (order.state, order.closed_on) == (OrderState.CLOSED, TODAY)
    assert refused(actions.reply, order, text="还有", today=TODAY, by=cadre)[1] == "督办单 2017-001 已销号，不再改"


def test_nobody_reviews_what_they_replied_themselves(
    village: Village, order: SupervisionOrder, office_user: User
) -> None:
    actions.reply(order, text="代录村里的回复", today=TODAY, by=office_user)
    make_report(village, PERIOD)
    for act, facts in ((actions.close_order, {}), (actions.return_order, {"text": "重办"})):
        assert refused(act, order, **facts, today=TODAY, by=office_user)[1] == "回复是你写的，要另一人审核"


def test_it_is_sent_back_with_a_note_and_a_date_that_lies_ahead(
    replied: SupervisionOrder, leader: User, cadre: User
) -> None:
    assert refused(actions.return_order, replied, text=" ", today=TODAY, by=leader)[0] == "text"
    past = DUE + timedelta(days=3)
    assert refused(actions.return_order, replied, text="重写", today=past, by=leader) == (
        "new_due_on",
        "完成期限已过，退回要定一个新期限",
    )
    actions.return_order(replied, text="没写原因", new_due_on=DUE + timedelta(days=5), today=TODAY, by=leader)
    replied.refresh_from_db()
    assert (replied.state, replied.due_on) == (OrderState.RETURNED, DUE + timedelta(days=5))
    assert actions.reply(replied, text="原因：换人", today=TODAY, by=cadre).kind == OrderEventKind.REPLY


def test_it_is_withdrawn_with_a_reason_and_keeps_its_number(
    village: Village, order: SupervisionOrder, leader: User
) -> None:
    assert refused(actions.withdraw_order, order, reason=" ", today=TODAY, by=leader) == ("text", "写上为什么撤回")
    one = actions.withdraw_order(order, reason="发错村", today=TODAY, by=leader)
    assert actions.withdraw_order(order, reason="发错村", today=TODAY, by=leader) == one
    assert actions.issue_order(village, **FACTS, by=leader).name == "2017-002"
