"""The rule of use in the browser: who may take which step when, and what odd input is told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from funds.actions.vouchers import approve_voucher, reverse_entry
from funds.codes import NegativeUse, Use
from funds.models import Application, Deliberation, Fund, FundNotice
from funds.tracks import Track, Turn
from households.models import Household
from office.demo.builders import make_file, make_household, make_user, post_officer
from office.demo.funding import (
    APPLIED,
    PAID,
    POSTED,
    agree,
    approver,
    keeper,
    make_application,
    make_fund,
    object_to_fund,
    pay,
    receive,
    write_payment,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.refusals import broken_rule
from villages.models import Village

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
ALL = [item.value for item in NegativeUse]


@pytest.fixture
def fund(village: Village) -> Fund:
    fund = make_fund(village)
    receive(fund)
    return fund


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=2, head_name="卢大有")


@pytest.fixture
def application(fund: Fund, household: Household, cadre: User) -> Application:
    return make_application(fund, [household], each=20_000_00, by=cadre)


@pytest.fixture
def officer(cadre: User, client_of: SignIn) -> Client:
    return client_of(cadre)


def track(application: Application, *, on: date | None = None) -> Track:
    return Track.of(Application.objects.with_steps().get(pk=application.pk), on=on or timezone.localdate())


def at(name: str, row: Model) -> str:
    return reverse(f"funds:{name}", args=[row.pk])


def typed(**facts: Any) -> dict[str, Any]:
    return {
        "use": Use.INDUSTRY,
        "what": "买菌棒",
        "reason": "12 户缺本钱",
        "amount": "20,000",
        "payee": "青塘农资店",
        "ruled_out": ALL,
    } | facts


def meeting(**facts: Any) -> dict[str, Any]:
    return {"held_on": "2017-09-05", "present": 40, "agreed": 36, "chair": "刘大山", "words": "同意"} | facts


def test_cadre_applies_for_two_households(fund: Fund, household: Household, officer: Client) -> None:
    other = make_household(fund.village)
    facts = {f"share-{household.pk}": "on", f"share-amount-{other.pk}": "600.50"}
    answer = officer.post(at("application_create", fund), typed(**facts))
    made = Application.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert made.amount == 20_000_00
    assert dict(made.shares.values_list("household", "amount")) == {household.pk: None, other.pk: 600_50}


def test_form_says_what_is_still_available(fund: Fund, officer: Client) -> None:
    agree(make_application(fund, amount=30_000_00))
    html = officer.get(at("application_create", fund)).content.decode()
    assert "还能用 <b>70,000.00</b> 元" in html


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ruled_out": ALL[1:]}, "还没有确认不是：单位基本支出"),
        ({"ruled_out": []}, "负面清单逐项看"),
        ({"amount": "NaN"}, "写成数字"),
        ({"amount": "1.234"}, "最多 2 位小数"),
        ({"amount": "0"}, "金额大于 0"),
        ({"amount": "-5"}, "不能小于 0"),
        ({"amount": "9" * 14}, "太大了"),
        ({"use": "banquet"}, "没有这一项"),
        ({"what": ""}, "填写“做什么”"),
        ({"reason": "户主 420399199003078515"}, "整个身份证号"),
    ],
)
def test_odd_input_is_one_sentence_and_what_was_typed_stays(
    facts: dict[str, Any], sentence: str, fund: Fund, officer: Client
) -> None:
    answer = officer.post(at("application_create", fund), typed(quotes="甲 2.6、乙 2.8", **facts))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "甲 2.6、乙 2.8" in html
    assert not Application.objects.exists()


def test_full_width_digits_are_understood(fund: Fund, officer: Client) -> None:
    assert officer.post(at("application_create", fund), typed(amount="２００００")).status_code == 302
    assert Application.objects.get().amount == 20_000_00


def test_shares_of_more_than_the_amount_are_refused(fund: Fund, household: Household, officer: Client) -> None:
    answer = officer.post(at("application_create", fund), typed(**{f"share-amount-{household.pk}": "20000.01"}))
    assert answer.status_code == 422
    assert "比申请的多" in answer.content.decode()


def test_the_same_form_twice_is_one_application(fund: Fund, officer: Client) -> None:
    for _ in range(2):
        officer.post(at("application_create", fund), typed())
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"present": 30, "agreed": 31}, "同意的不能比到会的多"),
        ({"present": 2, "agreed": 2}, "不能小于 3"),
        ({"held_on": "2017-08-31"}, "评议在申请以前"),
        ({"held_on": "2099-01-01"}, "开会的日期还没有到"),
        ({"present": "四十"}, "写成整数"),
    ],
)
def test_odd_meeting_is_refused(
    facts: dict[str, Any], sentence: str, application: Application, officer: Client
) -> None:
    answer = officer.post(at("deliberation_create", application), meeting(**facts))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Deliberation.objects.exists()


def test_minutes_that_are_a_script_are_refused_and_nothing_is_recorded(
    application: Application, officer: Client
) -> None:
    script = SimpleUploadedFile("minutes.pdf", b"<script>alert(1)</script>")
    answer = officer.post(at("deliberation_create", application), meeting(minutes=script))
    assert answer.status_code == 422
    assert "选照片（JPG、PNG）或 PDF" in answer.content.decode()
    assert not Deliberation.objects.exists()


def test_half_is_not_more_than_half(application: Application, officer: Client, cadre: User) -> None:
    officer.post(at("deliberation_create", application), meeting(present=40, agreed=20))
    found = track(application)
    assert found.turn is Turn.NOT_PASSED
    assert "没有过半" in found.sentence
    assert found.is_for(cadre)


def test_who_applied_cannot_approve_and_another_can(
    application: Application, officer: Client, client_of: SignIn
) -> None:
    officer.post(at("deliberation_create", application), meeting())
    assert officer.get(at("application_decide", application)).status_code == 403
    approver = make_user(Role.APPROVER, name="段明德")
    answer = client_of(approver).post(at("application_decide", application), {"agrees": "yes"})
    assert answer.status_code == 302
    assert track(application).turn is Turn.POST


def test_applicant_with_the_power_to_approve_is_told_why_not(
    fund: Fund, leader: User, cadre: User, client_of: SignIn
) -> None:
    application = make_application(fund, by=leader)
    client_of(cadre).post(at("deliberation_create", application), meeting())
    client = client_of(leader)
    assert "你是申请的人，要另一个人批" in client.get(at("application_detail", application)).content.decode()
    answer = client.post(at("application_decide", application), {"agrees": "yes"})
    assert answer.status_code == 422
    assert "申请的人、记评议的人不能批" in answer.content.decode()


def test_above_the_limit_two_people_decide(fund: Fund, cadre: User, officer: Client, client_of: SignIn) -> None:
    application = make_application(fund, amount=60_000_00, by=cadre)
    officer.post(at("deliberation_create", application), meeting())
    first, second = make_user(Role.APPROVER, name="段明德"), make_user(Role.LEADER, name="高明")
    client_of(first).post(at("application_decide", application), {"agrees": "yes"})
    found = track(application)
    assert found.turn is Turn.DECIDE
    assert "还差 1 个" in found.sentence
    assert not found.is_for(first)
    assert found.is_for(second)
    client_of(second).post(at("application_decide", application), {"agrees": "yes"})
    assert track(application).turn is Turn.POST


def test_refusal_needs_its_reason_and_then_stops_the_way(
    application: Application, officer: Client, leader: User, client_of: SignIn
) -> None:
    officer.post(at("deliberation_create", application), meeting())
    client = client_of(leader)
    answer = client.post(at("application_decide", application), {"agrees": "no"})
    assert answer.status_code == 422
    assert "不同意写上原因" in answer.content.decode()
    client.post(at("application_decide", application), {"agrees": "no", "words": "价高"})
    found = track(application)
    assert found.turn is Turn.REFUSED
    assert found.sentence.startswith("赵主任没有同意：价高")
    notice = {"posted_on": "2017-09-10", "ends_on": "2017-09-20", "place": "村务公开栏"}
    assert officer.post(at("notice_create", application), notice).status_code == 422


def _approved(application: Application, officer: Client, client: Client) -> None:
    officer.post(at("deliberation_create", application), meeting())
    client.post(at("application_decide", application), {"agrees": "yes"})


def test_notice_is_offered_for_the_full_term_and_nine_days_are_refused(
    application: Application, officer: Client, leader: User, client_of: SignIn
) -> None:
    _approved(application, officer, client_of(leader))
    today = timezone.localdate()
    form = officer.get(at("notice_create", application)).content.decode()
    assert f'value="{today + timedelta(days=10)}"' in form
    notice = {"posted_on": today, "ends_on": today + timedelta(days=9), "place": "村务公开栏"}
    answer = officer.post(at("notice_create", application), notice)
    assert answer.status_code == 422
    assert "公示要满 10 天，现在是 9 天" in answer.content.decode()
    assert not FundNotice.objects.exists()


def test_before_the_term_has_run_nothing_can_be_paid(
    application: Application, officer: Client, leader: User, client_of: SignIn
) -> None:
    _approved(application, officer, client_of(leader))
    today = timezone.localdate()
    last = today + timedelta(days=10)
    officer.post(at("notice_create", application), {"posted_on": today, "ends_on": last, "place": "公开栏"})
    found = track(application)
    assert found.turn is Turn.WAIT
    assert found.sentence.startswith("公示第 1 天")
    html = officer.get(at("application_detail", application)).content.decode()
    assert "公示还没有满期，满了的第二天才能付" in html
    assert broken_rule(lambda: write_payment(application, day=today)) == "payment_notice_not_over"
    assert track(application, on=last).turn is Turn.WAIT
    assert track(application, on=last + timedelta(days=1)).turn is Turn.PAY


def test_objection_in_the_term_holds_the_payment_until_it_is_answered(
    application: Application, officer: Client
) -> None:
    notice = agree(application).notices.get()
    late = officer.post(at("objection_create", notice), {"raised_on": PAID, "words": "名单不对"})
    assert late.status_code == 422
    assert "异议在公示的日子里提" in late.content.decode()
    officer.post(at("objection_create", notice), {"raised_on": POSTED, "words": "名单不对"})
    assert track(application).turn is Turn.ANSWER
    assert "有异议没有答复" in officer.get(at("application_detail", application)).content.decode()
    objection = notice.objections.get()
    early = {"answered_on": APPLIED, "answer": "核过", "is_upheld": "no"}
    assert officer.post(at("objection_answer", objection), early).status_code == 422
    officer.post(at("objection_answer", objection), early | {"answered_on": PAID})
    assert track(application).turn is Turn.PAY


def test_upheld_objection_asks_for_a_new_notice(application: Application, officer: Client) -> None:
    objection = object_to_fund(agree(application))
    answer = {"answered_on": PAID, "answer": "重新定名单", "is_upheld": "yes"}
    officer.post(at("objection_answer", objection), answer)
    assert track(application).turn is Turn.POST_ANEW
    today = timezone.localdate()
    notice = {"posted_on": today, "ends_on": today + timedelta(days=10), "place": "公开栏"}
    assert officer.post(at("notice_create", application), notice).status_code == 302
    assert track(application).turn is Turn.WAIT


def test_household_signs_after_the_payment_and_the_result_ends_the_way(
    application: Application, officer: Client, household: Household
) -> None:
    agree(application)
    share = application.shares.get()
    signed = {"received_on": "2017-09-22", "received_by": "卢大有"}
    early = officer.post(at("share_receive", share), signed)
    assert early.status_code == 422
    assert "还没有付款" in early.content.decode()
    pay(application, amount=20_000_00)
    found = track(application)
    assert found.turn is Turn.SIGN
    assert found.sentence == "轮到柳河村：已付 20,000 元，等 1 户签收"
    with make_file().content.open("rb") as page:
        paper = SimpleUploadedFile("a.jpg", page.read())
    officer.post(at("share_receive", share), signed | {"receipt": paper})
    assert track(application).turn is Turn.OUTCOME
    assert b"".join(officer.get(at("share_file", share)).streaming_content)  # type: ignore[attr-defined]
    told = {"known_on": "2017-11-01", "result": "12 户菌棒进棚", "households": 12}
    officer.post(at("outcome_create", application), told)
    found = track(application)
    assert found.turn is Turn.CLOSE
    assert [step.stage.value for step in found.steps] == ["done"] * 7 + ["now"]
    html = officer.get(at("application_detail", application)).content.decode()
    assert "12 户菌棒进棚，惠及 12 户" in html


def test_payment_taken_back_asks_for_it_anew(application: Application) -> None:
    entry = pay(agree(application), amount=20_000_00)
    assert track(application).paid == 20_000_00
    reversal = reverse_entry(entry, idem=uuid4(), day=PAID, reason="退汇", by=keeper())
    approve_voucher(reversal, today=PAID, by=approver())
    assert track(application).turn is Turn.PAY


def test_withdrawn_with_a_reason_and_not_once_there_is_a_voucher(
    application: Application, fund: Fund, officer: Client
) -> None:
    assert officer.post(at("application_withdraw", application), {"reason": " "}).status_code == 422
    officer.post(at("application_withdraw", application), {"reason": "改报下一批"})
    assert track(application).turn is Turn.WITHDRAWN
    again = officer.post(at("deliberation_create", application), meeting())
    assert "已经撤回" in again.content.decode()
    paid = agree(make_application(fund, what="修水渠"))
    pay(paid)
    refused = officer.post(at("application_withdraw", paid), {"reason": "不要了"})
    assert refused.status_code == 422
    assert "已经有凭证" in refused.content.decode()


def test_list_opens_with_what_waits_for_the_reader(
    fund: Fund, application: Application, officer: Client, leader: User, client_of: SignIn
) -> None:
    posted = agree(make_application(fund, what="修水渠"))
    mine = officer.get(reverse("funds:application_list")).content.decode()
    assert "买菌棒" in mine
    assert "修水渠" not in mine
    assert "修水渠" in officer.get(reverse("funds:application_list") + "?state=all").content.decode()
    leader_page = client_of(leader).get(reverse("funds:application_list")).content.decode()
    assert "在办" in leader_page
    assert track(posted).turn is Turn.PAY


def test_list_of_one_fund(
    fund: Fund, application: Application, other_village: Village, office_user: User, client_of: SignIn
) -> None:
    other = make_application(make_fund(other_village), what="买种苗")
    url = reverse("funds:application_list")
    html = client_of(office_user).get(f"{url}?fund={fund.pk}&state=all").content.decode()
    assert application.what in html
    assert other.what not in html
    assert client_of(office_user).get(f"{url}?fund=x&state=nothing").status_code == 200


def test_foreign_village_is_not_there(other_village: Village, officer: Client) -> None:
    foreign = agree(make_application(make_fund(other_village), [make_household(other_village)]))
    for name in (
        "application_detail",
        "deliberation_create",
        "notice_create",
        "outcome_create",
        "application_withdraw",
    ):
        assert officer.get(at(name, foreign)).status_code == 404
    assert officer.get(at("share_receive", foreign.shares.get())).status_code == 404
    assert officer.get(at("objection_create", foreign.notices.get())).status_code == 404


def test_cadre_who_moved_loses_the_fund(application: Application, village: Village, client_of: SignIn) -> None:
    moved = make_user(Role.CADRE, name="老何")
    post_officer(moved, village, since=date(2015, 1, 1), until=date(2015, 12, 31))
    assert client_of(moved).get(at("application_detail", application)).status_code == 404
