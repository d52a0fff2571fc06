"""A plan is approved by another person than wrote it, and only with poor households in it (R4.1, R4.2)."""

from datetime import date

import pytest

from households.actions.plans import approve_plan
from households.codes import PovertyStatus
from households.plan_needs import own_words, plan_needs
from office.demo.builders import make_household, make_user
from office.demo.timetables import make_appraisal, make_plan, take_part
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from tests.papers import PDF
from villages.actions.plans import keep_funding, record_appraisal, rewrite_plan, take_back
from villages.models import Conclusion, Milestone, PlanState, ScaleTarget, Village, VillagePlan


def refusal(plan: VillagePlan, *, today: date, by: User) -> str:
    with pytest.raises(Refused) as refused:
        approve_plan(plan, document_no="", today=today, by=by)
    return refused.value.message


@pytest.fixture
def plan(village: Village, cadre: User) -> VillagePlan:
    """Appraised, with one poor household."""
    found = make_plan(village, state=PlanState.APPRAISED, by=cadre)
    take_part(make_household(village), found)
    return found


def test_approval_fixes_the_baseline(plan: VillagePlan, leader: User, today: date) -> None:
    approve_plan(plan, document_no=" 扶〔2017〕7 号 ", today=today, by=leader)
    plan.refresh_from_db()
    assert (plan.state, plan.approved_by, plan.approved_on) == (PlanState.APPROVED, leader, today)
    assert plan.document_no == "扶〔2017〕7 号"
    assert all(m.baseline_due_on == m.due_on for m in Milestone.objects.filter(stage__plan=plan))


def test_sent_twice_is_approved_once(plan: VillagePlan, leader: User, office_user: User, today: date) -> None:
    approve_plan(plan, document_no="7", today=today, by=leader)
    assert approve_plan(plan, document_no="8", today=today, by=office_user).document_no == "7"


def test_drafter_asks_another(plan: VillagePlan, cadre: User, today: date) -> None:
    assert refusal(plan, today=today, by=cadre) == "规划是你写的，要换一个人批"


def test_rewriting_is_writing(plan: VillagePlan, cadre: User, office_user: User, leader: User, today: date) -> None:
    """Taking a draft over and approving it in one's own words would leave nobody who looks at it a second time."""
    take_back(plan, reason="没有水", by=office_user)
    rewrite_plan(plan, product="核桃", by=office_user)
    rewrite_plan(plan, product="金银花", by=cadre)
    make_appraisal(plan)
    VillagePlan.objects.update(state=PlanState.APPRAISED)
    assert refusal(plan, today=today, by=office_user) == "规划是你写的，要换一个人批"
    assert approve_plan(plan, document_no="", today=today, by=leader).approved_by == leader


def test_sending_back_is_not_writing(plan: VillagePlan, cadre: User, leader: User, today: date) -> None:
    take_back(plan, reason="没有水", by=leader)
    rewrite_plan(plan, land="坡地 600 亩", by=cadre)
    make_appraisal(plan)
    VillagePlan.objects.update(state=PlanState.APPRAISED)
    assert approve_plan(plan, document_no="", today=today, by=leader).approved_by == leader


def test_who_recorded_the_appraisal_asks_another(plan: VillagePlan, office_user: User, today: date) -> None:
    take_back(plan, reason="没有水", by=office_user)
    plan.refresh_from_db()
    facts = {"led_by": "李志远", "members": "村民代表", "attendees": 9, "votes_for": 9, "votes_against": 0}
    record_appraisal(
        plan,
        minutes=PDF,
        held_on=today,
        opinions="同意",
        conclusion=Conclusion.AGREED,
        today=today,
        by=office_user,
        **facts,
    )
    assert refusal(plan, today=today, by=office_user) == "论证是你登记的，要换一个人批"


def test_those_asked_to_approve_are_those_who_may(
    plan: VillagePlan, cadre: User, office_user: User, leader: User
) -> None:
    """Of the first version, of one rewritten by two people, with what each other's saving left untouched."""
    first, second = make_user(Role.OFFICE), make_user(Role.OFFICE)
    everybody = [office_user, leader, first, second]

    def may() -> list[User]:
        plan.refresh_from_db()
        asked = [user for user in everybody if VillagePlan.objects.to_approve_by(user).exists()]
        assert asked == [user for user in everybody if not own_words(plan, user)]
        return asked

    assert may() == everybody
    take_back(plan, reason="没有水", by=leader)
    rewrite_plan(plan, wish_note="多问了 3 户", by=first)
    keep_funding(plan, [], by=leader)
    rewrite_plan(plan, land="", by=second)
    make_appraisal(plan, recorded_by=office_user)
    VillagePlan.objects.update(state=PlanState.APPRAISED)
    assert may() == [leader]
    # Whoever recorded the appraisal of an earlier version may judge the next.
    take_back(plan, reason="没有水", by=leader)
    make_appraisal(plan)
    VillagePlan.objects.update(state=PlanState.APPRAISED)
    assert may() == [office_user, leader]
    assert not VillagePlan.objects.to_approve_by(cadre).exists()


def test_draft_is_appraised_first(village: Village, cadre: User, leader: User, today: date) -> None:
    plan = make_plan(village, by=cadre)
    assert refusal(plan, today=today, by=leader) == "规划还是草稿，登记论证同意以后再批"


def test_nobody_poor_takes_part(village: Village, cadre: User, leader: User, today: date) -> None:
    plan = make_plan(village, state=PlanState.APPRAISED, by=cadre)
    take_part(make_household(village, status=PovertyStatus.LIFTED), plan)
    assert refusal(plan, today=today, by=leader) == "还不能批：没有一户贫困户参加；没有参加户的规划不能批"


def test_ended_plan_is_not_approved(plan: VillagePlan, leader: User, today: date) -> None:
    VillagePlan.objects.update(state=PlanState.ENDED, ended_on=today, ended_reason="没有水")
    assert refusal(plan, today=today, by=leader) == "规划已经终止，不能批"


class TestNeeds:
    def test_complete_plan_needs_nothing(self, plan: VillagePlan) -> None:
        assert plan_needs(plan) == []

    def test_draft_is_mended_where_it_is_written(self, village: Village, cadre: User) -> None:
        plan = make_plan(village, by=cadre)
        ScaleTarget.objects.all().delete()
        needs = {need.code: need for need in plan_needs(plan)}
        assert list(needs) == ["no_appraisal", "no_target", "no_participant"]
        assert needs["no_target"].url == f"/plans/{plan.pk}/targets/"
        assert needs["no_participant"].url == f"/plans/{plan.pk}/participants/"

    def test_appraised_plan_is_taken_back_first(self, plan: VillagePlan, leader: User) -> None:
        take_back(plan, reason="没有水", by=leader)
        plan.refresh_from_db()
        assert [need.code for need in plan_needs(plan)] == ["no_appraisal"]

    def test_every_code_of_the_database_has_words(self, village: Village) -> None:
        empty = VillagePlan.objects.create(village=village, industry="herbs", product="核桃", drafted_on="2017-02-06")
        empty.stages.create(number=1, name="空着")
        needs = plan_needs(empty)
        assert len(needs) == 8
        assert all(need.sentence and need.url and need.act for need in needs)
