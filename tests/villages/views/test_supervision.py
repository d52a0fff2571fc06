"""Pages of supervision: two presses issue what is proposed, the cadre answers on the phone (R4.3, experience §13)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office.demo.builders import make_baseline, make_user, make_village
from office.demo.reporting import happen, make_order, make_report
from office.demo.timetables import finish, make_plan
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.papers import PDF, photo, upload
from villages.models import (
    Milestone,
    OrderEventKind,
    OrderFile,
    OrderState,
    PlanState,
    SupervisionOrder,
    Village,
)
from villages.periods import Fortnight

SignIn = Callable[[User], Client]
K = OrderEventKind


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: today)


@pytest.fixture
def milestone(village: Village, leader: User) -> Milestone:
    timetable = (("落地", "种苗下地", date(2017, 7, 31)), ("投产", "烘干房建成", date(2017, 12, 15)))
    make_plan(village, state=PlanState.APPROVED, approved_by=leader, timetable=timetable)
    make_baseline(starts_on=date(2017, 10, 16), deadline=date(2018, 12, 31))
    return Milestone.objects.get(name="种苗下地")


@pytest.fixture
def order(village: Village, milestone: Milestone, leader: User) -> SupervisionOrder:
    return make_order(village, milestone=milestone, by=leader, target="何芳")


@pytest.fixture
def office(office_user: User, client_of: SignIn) -> Client:
    return client_of(office_user)


@pytest.fixture
def chief(leader: User, client_of: SignIn) -> Client:
    return client_of(leader)


@pytest.fixture
def phone(cadre: User, client_of: SignIn) -> Client:
    return client_of(cadre)


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def filled(client: Client, url: str) -> dict[str, Any]:
    """What the browser sends when the page is opened and its button pressed."""
    form = client.get(url).context["form"]
    return {field.name: value for field in form for value in [field.value()] if value is not None}


# ── issuing ───────────────────────────────────


def test_open_and_press_issues_what_is_proposed(
    chief: Client, village: Village, milestone: Milestone, cadre: User, today: date
) -> None:
    assert f'href="/orders/new/?village={village.pk}"' in text(chief, "/orders/")
    url = f"/orders/new/?village={village.pk}"
    answer = chief.post(url, filled(chief, url))
    order = SupervisionOrder.objects.get()
    assert answer.headers["Location"] == f"/orders/{order.pk}/"
    assert order.reason == (
        "一村一品“金银花”第 1 步“落地”的“种苗下地”，计划 7月31日完成，到今天晚 108 天；10月下半月报没有报"
    )
    assert (order.target, order.reply_due_on, order.due_on) == (
        "何芳",
        today + timedelta(days=7),
        today + timedelta(days=30),
    )
    assert [subject.what for subject in order.subjects.all()] == ["种苗下地", "10月下半月报"]
    assert [(demand.owner, demand.content) for demand in order.demands.all()] == [
        ("马俊", "办完“种苗下地”，交验收表；办不完的写清原因和进度"),
        ("何芳", "补报 10月下半月报，写明没报的原因"),
    ]
    assert "该督办的" not in text(chief, "/orders/")


def test_a_second_press_makes_no_second_notice(
    chief: Client, village: Village, milestone: Milestone, cadre: User
) -> None:
    url = f"/orders/new/?village={village.pk}"
    sent = filled(chief, url)
    first, second = chief.post(url, sent), chief.post(url, sent)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert SupervisionOrder.objects.count() == 1


def test_who_comes_second_is_told_of_the_notice(
    chief: Client, office: Client, village: Village, milestone: Milestone, cadre: User
) -> None:
    url = f"/orders/new/?village={village.pk}"
    sent = filled(office, url)
    chief.post(url, sent)
    answer = office.post(url, sent)
    assert answer.context["form"].errors == {"subjects": ["“种苗下地”已有督办单 2017-001，没有销号"]}


def test_what_was_done_meanwhile_is_said(chief: Client, village: Village, milestone: Milestone, cadre: User) -> None:
    url = f"/orders/new/?village={village.pk}"
    sent = filled(chief, url)
    finish(milestone)
    assert chief.post(url, sent).context["form"].errors == {"subjects": ["有一件刚刚办完了，去掉它再发"]}


def test_words_are_written_anew_for_what_is_ticked(chief: Client, village: Village, milestone: Milestone) -> None:
    url = f"/orders/new/?village={village.pk}"
    answer = chief.post(url, {"subjects": ["p2017-10-2"], "matter": "10 户没有走访", "compose": "1"})
    form = answer.context["form"]
    assert answer.status_code == 200
    assert form["reason"].value() == "10月下半月报没有报；10 户没有走访"
    assert form["content_2"].value() == "10 户没有走访"
    assert SupervisionOrder.objects.count() == 0


def test_a_matter_in_words_is_issued_without_anything_overdue(
    chief: Client, other_village: Village, today: date
) -> None:
    url = f"/orders/new/?village={other_village.pk}"
    assert "没有逾期的里程碑和半月报" in text(chief, url)
    facts = {"matter": "10 户没有走访", "reason": "10 户 30 天没有走访", "target": "李伟"}
    row = {"content_1": "走访 10 户", "owner_1": "李伟", "due_on_1": str(today + timedelta(days=5))}
    days = {"reply_due_on": str(today), "due_on": str(today + timedelta(days=9))}
    assert chief.post(url, facts | row | days).status_code == 302
    subject = SupervisionOrder.objects.get().subjects.get()
    assert (subject.what, subject.milestone, subject.period_start) == ("10 户没有走访", None, None)


def test_what_was_typed_stays_when_it_is_refused(
    chief: Client, village: Village, milestone: Milestone, cadre: User
) -> None:
    url = f"/orders/new/?village={village.pk}"
    sent = filled(chief, url) | {"content_1": "", "content_2": "补报", "owner_2": "", "due_on": "2017-11-17"}
    answer = chief.post(url, sent)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form["content_1"].value() == "补报", "rows without words close up"
    assert form.errors["owner_1"] == ["第 1 件事写上责任人"]
    answer = chief.post(url, sent | {"owner_2": "何芳"})
    assert answer.context["form"].errors == {"due_on": ["完成期限不早于回复期限"]}
    assert 'value="何芳"' in answer.content.decode()


def test_an_id_number_is_refused_in_every_field_of_a_notice(
    chief: Client, village: Village, milestone: Milestone
) -> None:
    url = f"/orders/new/?village={village.pk}"
    number = "420399195308297770"
    for name in ("matter", "reason", "target", "content_1", "owner_1"):
        answer = chief.post(url, filled(chief, url) | {name: number})
        assert name in answer.context["form"].errors, name


def test_without_a_village_the_page_asks_for_it(chief: Client, village: Village, milestone: Milestone) -> None:
    page = text(chief, "/orders/new/")
    assert "2 件，最久的晚 108 天" in page
    assert chief.get("/orders/new/?village=999999").status_code == 404
    assert chief.get("/orders/new/?village=x").status_code == 404


# ── the village answers ───────────────────────


def test_the_cadre_replies_on_the_phone_with_files(
    phone: Client, order: SupervisionOrder, office: Client, client_of: SignIn
) -> None:
    page = text(phone, f"/orders/{order.pk}/")
    assert 'class="phone has-dock"' in page
    assert "108 天" in page
    files = [upload(photo()), upload(PDF, "清单.pdf")]
    sent = {"text": "已补栽 100 亩", "attachments": files}
    assert phone.post(f"/orders/{order.pk}/reply/", sent).status_code == 302
    order.refresh_from_db()
    assert order.state == OrderState.REPLIED
    kept = OrderFile.objects.latest("pk")
    assert f"/order-files/{kept.pk}/" in text(office, f"/orders/{order.pk}/")
    answer = office.get(f"/order-files/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined, arg-type]
    assert client_of(make_user(Role.CADRE)).get(f"/order-files/{kept.pk}/").status_code == 404
    assert phone.get(f"/orders/{order.pk}/reply/").status_code == 302, "nothing to answer now"


def test_a_reply_that_is_refused_keeps_its_words(phone: Client, order: SupervisionOrder) -> None:
    files = [upload(photo(n), f"{n}.jpg") for n in range(4)]
    answer = phone.post(f"/orders/{order.pk}/reply/", {"text": "已补栽 100 亩", "attachments": files})
    assert answer.status_code == 422
    assert answer.context["form"].errors["attachments"] == ["一次最多传 3 个文件"]
    assert "已补栽 100 亩" in answer.content.decode()


def test_an_extension_is_offered_until_the_due_date_and_then_the_page_says_why_not(
    phone: Client, chief: Client, village: Village, today: date
) -> None:
    order = make_order(village, issued_on=today - timedelta(days=30), due_on=today)
    url = f"/orders/{order.pk}/extension/"
    assert url in text(phone, f"/orders/{order.pk}/")
    later = str(today + timedelta(days=9))
    assert phone.post(url, {"new_due_on": later, "text": "下雨"}).status_code == 302
    assert "延期已经申请，等办事处定" in text(phone, f"/orders/{order.pk}/")
    assert targets(chief, "?state=reply") == set(), "it is the office's turn"
    assert targets(chief, "?state=review") == {order.target}
    asked = text(chief, f"/orders/{order.pk}/extension/decide/")
    assert "下雨" in asked
    assert f'value="{later}"' in asked
    answer = chief.post(f"/orders/{order.pk}/extension/decide/", {"decision": "granted", "new_due_on": later})
    assert answer.status_code == 302
    order.refresh_from_db()
    assert order.due_on == today + timedelta(days=9)
    over = make_order(village, issued_on=today - timedelta(days=20), due_on=today - timedelta(days=1))
    assert "已过，延期要在到期前申请" in text(phone, f"/orders/{over.pk}/")
    assert f"/orders/{over.pk}/extension/" not in text(phone, f"/orders/{over.pk}/")
    assert phone.get(f"/orders/{over.pk}/extension/").status_code == 302


# ── the office reviews ────────────────────────


def test_closing_is_blocked_with_the_list_of_what_is_open(
    chief: Client, order: SupervisionOrder, cadre: User, milestone: Milestone
) -> None:
    happen(order, K.REPLY, by=cadre)
    page = text(chief, f"/orders/{order.pk}/")
    assert "还有 1 件没办完，不能销号：种苗下地（没有完成）" in page
    assert f'href="/orders/{order.pk}/close/"' not in page
    answer = chief.post(f"/orders/{order.pk}/close/", {"text": ""})
    assert answer.status_code == 422
    assert "不能销号" in answer.content.decode()
    finish(milestone)
    assert f'href="/orders/{order.pk}/close/"' in text(chief, f"/orders/{order.pk}/")
    assert chief.post(f"/orders/{order.pk}/close/", {"text": ""}).status_code == 302
    page = text(chief, f"/orders/{order.pk}/")
    assert "已销号" in page
    assert "/withdraw/" not in page


def test_who_replied_does_not_review(office: Client, order: SupervisionOrder, milestone: Milestone) -> None:
    finish(milestone)
    assert office.post(f"/orders/{order.pk}/reply/", {"text": "代录"}).status_code == 302
    page = text(office, f"/orders/{order.pk}/")
    assert "回复是你写的，要另一人审核" in page
    assert f"/orders/{order.pk}/close/" not in page
    assert office.post(f"/orders/{order.pk}/close/", {"text": ""}).status_code == 422


def test_sent_back_and_withdrawn(
    chief: Client, order: SupervisionOrder, cadre: User, today: date, phone: Client
) -> None:
    happen(order, K.REPLY, by=cadre)
    later = today + timedelta(days=40)
    sent = {"text": "没写数字", "new_due_on": str(later)}
    assert chief.post(f"/orders/{order.pk}/return/", sent).status_code == 302
    page = text(phone, f"/orders/{order.pk}/")
    assert "没写数字" in page
    assert "原定 12月15日" in page
    assert chief.post(f"/orders/{order.pk}/withdraw/", {"text": "发错村"}).status_code == 302
    assert "已撤回" in text(phone, f"/orders/{order.pk}/")
    assert chief.get(f"/orders/{order.pk}/withdraw/").status_code == 302


def test_the_course_tells_who_did_what_and_what_did_not_come(
    chief: Client, village: Village, leader: User, today: date
) -> None:
    order = make_order(village, by=leader, issued_on=today - timedelta(days=10))
    page = text(chief, f"/orders/{order.pk}/")
    assert "赵主任" in page
    assert '<li class="miss">' in page
    assert "回复晚 3 天" in page


def test_a_report_that_came_late_settles_its_subject(chief: Client, village: Village, cadre: User) -> None:
    order = make_order(village, period=Fortnight(2017, 10, 2))
    happen(order, K.REPLY, by=cadre)
    assert "10月下半月报（没有报）" in text(chief, f"/orders/{order.pk}/")
    make_report(village, Fortnight(2017, 10, 2))
    assert f'href="/orders/{order.pk}/close/"' in text(chief, f"/orders/{order.pk}/")


# ── the list ──────────────────────────────────


@pytest.fixture
def register(village: Village, other_village: Village, cadre: User, leader: User, today: date) -> None:
    """One notice in each state."""
    early = {"issued_on": today - timedelta(days=40), "due_on": today - timedelta(days=2)}
    make_order(village, target="逾期的", **early)
    make_order(village, target="等回复的")
    happen(make_order(other_village, target="等审核的"), K.REPLY, by=cadre)
    closed = make_order(village, target="销号的")
    happen(closed, K.REPLY, by=cadre)
    happen(closed, K.CLOSE, by=leader)


def targets(client: Client, query: str = "") -> set[str]:
    return {line.order.target for line in client.get(f"/orders/{query}").context["lines"]}


def test_the_list_filters_and_counts(chief: Client, register: None, village: Village) -> None:
    assert targets(chief) == {"等回复的", "等审核的", "逾期的"}
    assert targets(chief, "?state=reply") == {"等回复的", "逾期的"}
    assert targets(chief, "?state=review") == {"等审核的"}
    assert targets(chief, "?state=overdue") == {"逾期的"}
    assert targets(chief, "?state=closed") == {"销号的"}
    assert len(targets(chief, "?state=all")) == 4
    assert targets(chief, f"?village={village.pk}") == {"等回复的", "逾期的"}
    counts = {name: count for name, _, count in chief.get("/orders/").context["views"]}
    assert counts == {"": 3, "reply": 2, "review": 1, "overdue": 1, "closed": 1, "all": 4}


@pytest.mark.parametrize("query", ["?state=x", "?village=x", "?village=99999999999999999999", "?page=x"])
def test_nonsense_in_the_address_shows_the_whole_list(chief: Client, register: None, query: str) -> None:
    assert len(targets(chief, query)) == 3


def test_the_cadre_sees_the_own_village_and_issues_nothing(
    phone: Client, register: None, other_village: Village, milestone: Milestone
) -> None:
    assert targets(phone) == {"等回复的", "逾期的"}
    assert targets(phone, f"?village={other_village.pk}") == {"等回复的", "逾期的"}
    page = text(phone, "/orders/")
    assert "/orders/new/" not in page
    assert phone.get("/orders/").context["proposed"] == []
    assert phone.get("/orders/new/").status_code == 403
    foreign = SupervisionOrder.objects.get(target="等审核的")
    for part in ("", "reply/", "extension/"):
        assert phone.get(f"/orders/{foreign.pk}/{part}").status_code == 404
    own = SupervisionOrder.objects.get(target="等回复的")
    for part in ("close/", "return/", "withdraw/", "extension/decide/"):
        assert phone.post(f"/orders/{own.pk}/{part}", {"text": "x"}).status_code == 403


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_list_and_page_ask_as_often_for_many_as_for_one(
    chief: Client, milestone: Milestone, order: SupervisionOrder, cadre: User
) -> None:
    for kind in (K.REPLY, K.RETURN):
        happen(order, kind, by=cadre if kind == K.REPLY else None)
    chief.get("/orders/")
    before = queries(chief, "/orders/"), queries(chief, f"/orders/{order.pk}/")
    for _ in range(3):
        make_order(make_village())
    for kind in (K.REPLY, K.RETURN, K.REPLY):
        happen(order, kind, by=cadre if kind == K.REPLY else None)
    assert (queries(chief, "/orders/"), queries(chief, f"/orders/{order.pk}/")) == before
