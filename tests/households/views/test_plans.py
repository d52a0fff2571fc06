"""The page on which a plan is approved says what stands against it, and where that is mended (R4.1)."""

from collections.abc import Callable

import pytest
from django.test import Client

from office.demo.builders import make_household
from office.demo.timetables import make_plan, take_part
from povertyplan.accounts.models import User
from villages.models import PlanState, Village, VillagePlan

SignIn = Callable[[User], Client]


@pytest.fixture
def plan(village: Village, cadre: User) -> VillagePlan:
    return make_plan(village, state=PlanState.APPRAISED, by=cadre)


def test_is_approved(plan: VillagePlan, village: Village, leader: User, client_of: SignIn) -> None:
    take_part(make_household(village), plan)
    answer = client_of(leader).post(f"/plans/{plan.pk}/approve/", {"document_no": "扶〔2017〕7 号"}, follow=True)
    assert answer.redirect_chain == [(f"/villages/{village.pk}/plan/", 302)]
    plan.refresh_from_db()
    assert (plan.approved_by, plan.document_no) == (leader, "扶〔2017〕7 号")


def test_obstacle_leads_to_where_it_is_mended(plan: VillagePlan, leader: User, client_of: SignIn) -> None:
    page = client_of(leader).get(f"/plans/{plan.pk}/approve/").text
    assert "没有参加户的规划不能批" in page
    assert f'href="/plans/{plan.pk}/participants/"' in page
    assert '<button class="btn btn-primary" aria-disabled="true">' in page


def test_press_nevertheless_is_answered(plan: VillagePlan, leader: User, client_of: SignIn) -> None:
    answer = client_of(leader).post(f"/plans/{plan.pk}/approve/", {"document_no": "7"})
    assert answer.status_code == 422
    assert "还不能批：没有一户贫困户参加" in answer.text
    assert 'value="7"' in answer.text


def test_drafter_is_told_that_another_must(village: Village, office_user: User, client_of: SignIn) -> None:
    plan = make_plan(village, state=PlanState.APPRAISED, by=office_user)
    take_part(make_household(village), plan)
    client = client_of(office_user)
    assert "规划是你写的，要换一个人批" in client.get(f"/plans/{plan.pk}/approve/").text
    answer = client.post(f"/plans/{plan.pk}/approve/", {"document_no": "7"})
    assert answer.status_code == 422
    plan.refresh_from_db()
    assert plan.state == PlanState.APPRAISED


def test_cadre_does_not_approve(plan: VillagePlan, cadre: User, client_of: SignIn) -> None:
    assert client_of(cadre).get(f"/plans/{plan.pk}/approve/").status_code == 403
