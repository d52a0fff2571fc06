"""The five modes on the battle map and the enterprises on a village's page (R2.1, R5.2)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.codes import Mode
from enterprises.models import Pairing
from households.models import Household
from office.demo.builders import make_household, make_user
from office.demo.giving import (
    PAIRED,
    VISITED,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_village,
)
from office.maps import findings
from office.maps.help_board import HelpBoard, village_help
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

pytestmark = pytest.mark.django_db

ON = date(2017, 11, 16)


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village)


@pytest.fixture
def pairing(household: Household) -> Pairing:
    """Visited, chosen, pledged and delivered in trade."""
    paired = pair_village(make_enterprise("兴农食品有限公司"), household.village)
    make_enterprise_visit(paired, household)
    make_delivery(make_pledge(paired, Mode.TRADE), [household], confirmed_by=make_user(Role.CADRE))
    return paired


def steps(board: HelpBoard) -> list[int]:
    return [step.enterprises for step in board.steps]


def test_steps_say_how_far_the_enterprises_came(pairing: Pairing, village: Village) -> None:
    pair_village(make_enterprise(), village)
    board = HelpBoard.of([village], on=ON)
    assert steps(board) == [2, 1, 1, 1, 1]
    assert findings.given(board) == "2 家中 1 家还没有兑现"


def test_past_day_counts_what_stood_that_day(pairing: Pairing, village: Village) -> None:
    assert steps(HelpBoard.of([village], on=PAIRED - timedelta(days=1))) == [0, 0, 0, 0, 0]
    assert steps(HelpBoard.of([village], on=PAIRED)) == [1, 0, 0, 0, 0]
    assert steps(HelpBoard.of([village], on=VISITED)) == [1, 1, 0, 0, 0]


def test_villages_without_an_enterprise_are_named(pairing: Pairing, village: Village, other_village: Village) -> None:
    assert HelpBoard.of([village, other_village], on=ON).without_words == "石门 1 个村没有企业"
    assert HelpBoard.of([village], on=ON).without_words == "每个村都有企业结对"


def test_board_takes_two_queries(pairing: Pairing, village: Village) -> None:
    with CaptureQueriesContext(connection) as asked:
        HelpBoard.of([village], on=ON)
    assert len(asked) == 2


def test_battle_map_shows_each_mode_in_its_unit_with_its_list(
    pairing: Pairing, office_user: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(office_user).get(reverse("office:battle_map")).content.decode()
    assert "企业五种帮扶" in page
    assert "<b>3.1</b> / 18.0 万元" in page
    assert f"{reverse('enterprises:mode_list')}#trade" in page


def test_past_map_leads_to_no_list_of_today(
    pairing: Pairing, office_user: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(office_user).get(reverse("office:battle_map"), {"on": "2017-11-16"}).content.decode()
    assert "企业五种帮扶" in page
    assert f"{reverse('enterprises:mode_list')}#" not in page


def test_who_sees_no_enterprises_has_no_panel(pairing: Pairing, client_of: Callable[[User], Client]) -> None:
    page = client_of(make_user(Role.APPROVER)).get(reverse("office:battle_map")).content.decode()
    assert "企业五种帮扶" not in page


def test_village_page_says_what_each_enterprise_chose_and_delivered(
    pairing: Pairing, village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    pair_village(make_enterprise("甲商贸有限公司"), village)
    helpers = village_help(village, on=ON)
    assert [(row.pairing.enterprise.short_name, [line.words.mode for line in row.lines]) for row in helpers] == [
        ("兴农食品", [Mode.TRADE]),
        ("甲商贸", []),
    ]
    page = client_of(cadre).get(reverse("office:village_detail", args=[village.pk])).content.decode()
    assert "2 家企业结对" in page
    assert "商贸 <b>3.1</b> / 18.0 万元" in page
    assert "还没有走访" in page
