"""Where signing in leads each role, and what a cadre's phone says first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from office.demo.builders import assign, make_baseline, make_helper, make_household, make_user, make_visit
from office.demo.reporting import make_report
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village
from villages.periods import Fortnight

SignIn = Callable[[User], Client]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.OFFICE, "office:battle_map"),
        (Role.LEADER, "office:battle_map"),
        (Role.KEEPER, "funds:fund_list"),
        (Role.APPROVER, "funds:fund_list"),
        (Role.SECURITY, "accounts:user_list"),
        (Role.AUDITOR, "audit:event_list"),
    ],
)
@pytest.mark.django_db
def test_a_role_is_led_to_its_page(role: Role, name: str, client_of: SignIn) -> None:
    answer = client_of(make_user(role)).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse(name))


def test_cadre_sees_what_is_to_be_done_in_the_own_village(
    cadre: User, village: Village, other_village: Village, client_of: SignIn
) -> None:
    today = timezone.localdate()
    make_baseline(starts_on=today - timedelta(days=100), deadline=today + timedelta(days=100), households=2, persons=2)
    make_household(village, head_name="李长根")
    visited = make_household(village, head_name="王桂兰")
    assign(visited, make_helper(), since=today - timedelta(days=10))
    make_visit(visited, visited_on=today)
    make_household(other_village, head_name="张大海")
    for back in range(4):
        make_report(village, Fortnight.containing(today).shifted(-back), filed_at=timezone.now())
    page = client_of(cadre).get("/")
    html = page.content.decode()
    assert "何芳，你有 3 件事" in html
    assert [task.text for task in page.context["tasks"]] == [
        "1 户 30 天没走访",
        "2 户稳定收入未核",
        "2 户还没有明白袋",
    ]
    assert [household.head_name for household in page.context["first_visits"]] == ["李长根"]
    assert "张大海" not in html
    assert "距目标日 <b>100</b> 天" in html


def test_cadre_without_a_village_is_told_whom_to_ask(client_of: SignIn, db: None) -> None:
    html = client_of(make_user(Role.CADRE)).get("/").content.decode()
    assert "没有派驻的村" in html
    assert "今天没有等着办的事" in html


@pytest.mark.django_db
def test_contact_of_an_enterprise_is_led_to_the_three_steps(client_of: SignIn) -> None:
    answer = client_of(make_user(Role.ENTERPRISE)).get("/")
    assert answer.headers["Location"] == "/enterprises/own/"
