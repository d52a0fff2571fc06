"""The rule of use step by step, each step by the right person and none skipped (R6.2)."""

from datetime import timedelta

import pytest

from funds.actions.applications import (
    Share,
    answer_objection,
    apply_for,
    decide,
    object_to_notice,
    post_notice,
    record_deliberation,
    record_outcome,
    sign_for,
    withdraw,
)
from funds.codes import NegativeUse, Use
from funds.models import Application, ApplicationShare, Fund
from funds.payments import SENTENCES, obstacles
from office.demo.builders import make_household, make_user, make_village
from office.demo.funding import (
    APPLIED,
    DECIDED,
    HELD,
    PAID,
    POSTED,
    agree,
    approver,
    earmark,
    make_application,
    make_fund,
    pay,
    receive,
    write_payment,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from tests.refusals import broken_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund() -> Fund:
    return make_fund()


@pytest.fixture
def application(fund: Fund) -> Application:
    return make_application(fund)


def deliberate(application: Application, *, agreed: int = 36, by: User | None = None) -> None:
    record_deliberation(
        application,
        held_on=HELD,
        present=40,
        agreed=agreed,
        chair="刘大山",
        words="同意",
        by=by or make_user(Role.CADRE),
    )


def codes(application: Application, **facts: object) -> list[str]:
    told = {"amount": 100, "day": PAID} | facts
    return [obstacle.code for obstacle in obstacles(application, **told)]


def test_every_item_of_the_negative_list_is_denied(fund: Fund) -> None:
    facts = {"use": Use.INDUSTRY, "what": "买菌棒", "reason": "缺本钱", "payee": "农资店", "amount": 100}
    with pytest.raises(Refused, match="交通工具"):
        apply_for(fund, ruled_out=set(NegativeUse) - {NegativeUse.VEHICLES}, applied_on=APPLIED, by=approver(), **facts)


def test_application_off_the_relief_list_is_refused_by_the_database(application: Application) -> None:
    assert broken_rule(lambda: Application.objects.update(use="banquet")) == "application_relief_use"
    assert broken_rule(lambda: Application.objects.update(ruled_out=[])) == "application_off_the_negative_list"


def test_shares_are_of_the_village_and_within_the_amount(fund: Fund, application: Application) -> None:
    stranger, neighbour = make_household(make_village()), make_household(fund.village)

    def share(household: object, amount: int | None) -> None:
        ApplicationShare.objects.create(application=application, household=household, amount=amount)

    assert broken_rule(lambda: share(stranger, None)) == "applicationshare_of_the_village"
    assert broken_rule(lambda: share(neighbour, application.amount + 1)) == "applicationshare_within"


def test_what_was_deliberated_stays(application: Application) -> None:
    deliberate(application)
    assert broken_rule(lambda: Application.objects.update(amount=1)) == "application_as_deliberated"


def test_half_is_not_a_majority(application: Application) -> None:
    deliberate(application, agreed=20)
    with pytest.raises(Refused, match="评议同意以后再批"):
        decide(application, agrees=True, decided_on=DECIDED, by=approver())


def test_who_applied_or_recorded_the_meeting_does_not_approve(fund: Fund) -> None:
    applicant, recorder = make_user(Role.OFFICE), make_user(Role.OFFICE)
    application = make_application(fund, by=applicant)
    deliberate(application, by=recorder)
    for person in (applicant, recorder):
        with pytest.raises(Refused, match="请另一个人批"):
            decide(application, agrees=True, decided_on=DECIDED, by=person)
        facts = {"decided_by": person, "agrees": True, "decided_on": DECIDED}
        assert broken_rule(lambda facts=facts: application.approvals.create(**facts)) == "approval_by_another"


def test_notice_runs_ten_days_at_least(application: Application) -> None:
    deliberate(application)
    decide(application, agrees=True, decided_on=DECIDED, by=approver())
    with pytest.raises(Refused, match="公示要满 10 天，现在是 9 天"):
        post_notice(
            application, posted_on=POSTED, ends_on=POSTED + timedelta(days=9), place="公开栏", by=make_user(Role.CADRE)
        )


def test_notice_waits_for_the_approval(application: Application) -> None:
    deliberate(application)

    def post() -> None:
        ends_on = POSTED + timedelta(days=10)
        post_notice(application, posted_on=POSTED, ends_on=ends_on, place="公开栏", by=make_user(Role.CADRE))

    assert broken_rule(post) == "fundnotice_of_an_approved"


def test_obstacles_go_one_by_one(fund: Fund, application: Application) -> None:
    assert codes(application) == ["not_deliberated", "not_approved", "without_notice"]
    deliberate(application)
    assert codes(application) == ["not_approved", "without_notice"]
    decide(application, agrees=True, decided_on=DECIDED, by=approver())
    assert codes(application) == ["without_notice"]
    ends_on = POSTED + timedelta(days=10)
    notice = post_notice(application, posted_on=POSTED, ends_on=ends_on, place="公开栏", by=make_user(Role.CADRE))
    assert codes(application, day=ends_on) == ["notice_not_over"]
    assert codes(application, day=ends_on + timedelta(days=1)) == []
    objection = object_to_notice(notice, raised_on=POSTED, words="名单里少了一户", by=approver())
    assert codes(application) == ["objection_open"]
    answer_objection(objection, answered_on=PAID, answer="已说明", is_upheld=False, by=approver())
    assert codes(application) == []
    assert codes(application, amount=application.amount + 1) == ["over_the_amount"]


def test_every_obstacle_has_its_sentence() -> None:
    assert len(SENTENCES) == 9


def test_upheld_objection_stops_the_notice(application: Application) -> None:
    notice = agree(application).notices.get()
    objection = object_to_notice(notice, raised_on=POSTED, words="价高了", by=approver())
    answer_objection(objection, answered_on=PAID, answer="重新询价", is_upheld=True, by=approver())
    assert codes(application) == ["without_notice"]


def test_two_vouchers_together_stay_within_the_application(fund: Fund, application: Application) -> None:
    receive(fund)
    agree(application)
    write_payment(application, amount=1_500_000)
    assert broken_rule(lambda: write_payment(application, amount=500_001)) == "payment_over_the_amount"


def test_payment_for_another_use_is_broken_rule(fund: Fund, application: Application) -> None:
    receive(fund)
    agree(application)
    assert broken_rule(lambda: write_payment(application, use=Use.MEDICAL)) == "payment_other_use"


def test_payment_from_an_earmark_of_another_fund_is_broken_rule(fund: Fund, application: Application) -> None:
    agree(application)
    other = earmark(make_fund())
    assert broken_rule(lambda: write_payment(application, account=other)) == "voucher_on_an_earmark"


def test_household_signs_and_the_result_is_kept(fund: Fund) -> None:
    household = make_household(fund.village)
    facts = {"use": Use.INDUSTRY, "what": "买菌棒", "reason": "缺本钱", "payee": "农资店", "amount": 100}
    application = apply_for(
        fund,
        ruled_out=list(NegativeUse),
        shares=[Share(household, 100)],
        applied_on=APPLIED,
        by=make_user(Role.CADRE),
        **facts,
    )
    share = application.shares.get()
    with pytest.raises(Refused, match="还没有付款"):
        sign_for(share, received_on=PAID, received_by="李长根", by=make_user(Role.CADRE))
    with pytest.raises(Refused, match="还没有付款"):
        record_outcome(application, known_on=PAID, result="出菇两茬", households=1, by=make_user(Role.CADRE))
    receive(fund)
    pay(agree(application), amount=100)
    with pytest.raises(Refused, match="签收不能比这一天早"):
        sign_for(share, received_on=POSTED, received_by="李长根", by=make_user(Role.CADRE))
    signed = sign_for(application.shares.get(), received_on=PAID, received_by="李长根", by=make_user(Role.CADRE))
    assert signed.received_by == "李长根"
    outcome = record_outcome(application, known_on=PAID, result="出菇两茬", households=1, by=make_user(Role.CADRE))
    assert outcome.households == 1


def test_withdrawn_application_goes_no_further(application: Application) -> None:
    withdraw(application, reason="改报下一批", today=PAID, by=make_user(Role.CADRE))
    with pytest.raises(Refused, match="已经撤回"):
        deliberate(application)
