"""The battle map on a wall: the same figures as on the desk, no household, and no session kept awake."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from office.demo.builders import assign, make_baseline, make_helper, make_household, make_user, post_officer
from office.demo.funding import make_fund
from office.demo.timetables import make_plan
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.office.boards import board_on
from villages.models import PlanState, Village

SignIn = Callable[[User], Client]
URL = "/battle-map/wall/"


@pytest.fixture
def stage(village: Village, other_village: Village, leader: User) -> Village:
    """Two villages; in the first one an officer, a plan, a fund and three households, one of them with a helper."""
    make_baseline(starts_on=date(2017, 1, 1), deadline=timezone.localdate() + timedelta(days=400), households=9)
    post_officer(make_user(Role.CADRE, name="何专干"), village, since=date(2016, 1, 1))
    Village.objects.filter(pk=village.pk).update(leader_name="李主任")
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    make_fund(village)
    for _ in range(3):
        household = make_household(village, members=2)
    assign(household, make_helper(name="孙帮扶"), since=date(2016, 3, 1))
    make_household(other_village)
    return village


def seen(client: Client) -> str:
    answer = client.get(URL)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.APPROVER])
def test_every_role_that_reads_the_map_reads_the_wall(stage: Village, client_of: SignIn, role: Role) -> None:
    html = seen(client_of(make_user(role)))
    assert 'data-theme="wall"' in html
    assert ("半月报，最近在右" in html) == (role is not Role.APPROVER)
    assert ("企业五种帮扶" in html) == (role is not Role.APPROVER)
    assert "扶贫基金" in html


def test_figures_are_those_of_the_battle_map(stage: Village, office_user: User, client_of: SignIn) -> None:
    answer = client_of(office_user).get(URL)
    board, same = answer.context["board"], board_on(timezone.localdate())
    assert board.total == same.total
    assert [(row.village, row.lamp, row.tally) for row in board.rows] == [
        (row.village, row.lamp, row.tally) for row in same.rows
    ]
    html = re.sub(r"\s+", " ", answer.content.decode())
    assert same.pace is not None
    assert f"<b>{same.pace.days_left}</b>" in html
    for words in (*same.pace.standing_words.split("，")[2:], same.pace.speed_words, same.pace.forecast_words):
        assert words in html
    assert "李主任" in html
    assert "何专干" in html
    for row in same.rows:
        assert f'view=poor&amp;village={row.village.pk}">{row.tally.households}</a>' in html


def test_no_household_is_named(stage: Village, office_user: User, client_of: SignIn) -> None:
    html = seen(client_of(office_user))
    names = {member.name for village in Village.objects.all() for member in _members(village)}
    assert names
    assert [name for name in names if name in html] == []
    assert "孙帮扶" not in html
    assert not re.search(r"\d{17}[\dX]|\b1\d{10}\b", html)


def _members(village: Village) -> list[object]:
    return [member for household in village.households.all() for member in household.members.all()]


def test_renews_itself_without_script_and_says_of_when_it_is(
    stage: Village, office_user: User, client_of: SignIn
) -> None:
    html = seen(client_of(office_user))
    head = html.split("</head>")[0]
    assert '<noscript><meta http-equiv="refresh" content="300"></noscript>' in head
    today = timezone.localdate()
    assert re.search(rf'<main [^>]*data-wall="{today}T[^"]+" data-said="{today:%m-%d} \d\d:\d\d"', html)
    assert f"数据截至 {today} " in html
    assert "未核不算达标" in html


def test_shows_no_navigation_and_one_way_out(stage: Village, office_user: User, client_of: SignIn) -> None:
    html = seen(client_of(office_user))
    assert "<nav" not in html
    assert "<form" not in html
    assert f'<a href="{reverse("office:battle_map")}">退出大屏</a>' in html


def test_without_a_baseline_it_says_so(village: Village, office_user: User, client_of: SignIn) -> None:
    make_household(village)
    html = seen(client_of(office_user))
    assert "还没有登记基线" in html
    assert "<b>1</b>" in html or ">1</a></b>" in html


def test_without_villages_it_says_so(office_user: User, client_of: SignIn) -> None:
    assert "还没有村" in seen(client_of(office_user))


def grown_old(client: Client, *, seen_ago: timedelta, signed_in_ago: timedelta) -> SessionBase:
    session, now = client.session, timezone.now().timestamp()
    session["seen_at"], session["signed_in_at"] = now - seen_ago.total_seconds(), now - signed_in_ago.total_seconds()
    session.save()
    return session


def test_wall_stays_up_and_keeps_no_session_from_being_idle(
    stage: Village, office_user: User, client_of: SignIn
) -> None:
    client = client_of(office_user)
    client.get(URL)
    session = grown_old(client, seen_ago=timedelta(hours=3), signed_in_ago=timedelta(hours=3))
    assert client.get(URL).status_code == 200
    assert client.session["seen_at"] == session["seen_at"]
    # Whoever walks up to the screen gets no further.
    assert client.get("/households/").status_code == 302
    assert client.get(URL).status_code == 302


def test_wall_ends_with_the_longest_time_of_a_session(stage: Village, office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    client.get(URL)
    grown_old(client, seen_ago=timedelta(minutes=5), signed_in_ago=timedelta(hours=12, minutes=1))
    answer = client.get(URL)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={URL}")
