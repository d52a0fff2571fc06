"""The household page tells who helps, what was agreed in the village and what reached the household (R5.2)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.actions.income import feed_income, make_measures
from enterprises.codes import Mode
from enterprises.household_help import HouseholdHelp
from enterprises.models import Pairing
from households.models import Household
from office.demo.builders import TODAY, make_household
from office.demo.giving import (
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_household,
    pair_village,
)
from povertyplan.accounts.models import User
from villages.models import Village

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=4, head_name="李长根", identified_year=2014)


@pytest.fixture
def pairing(household: Household) -> Pairing:
    return pair_village(make_enterprise("宏达食品"), household.village)


def page(client: Client, household: Household) -> str:
    return client.get(reverse("households:household_detail", args=[household.pk])).content.decode()


def test_nothing_is_shown_where_nobody_helps(household: Household, cadre: User, client_of: SignIn) -> None:
    assert 'id="enterprises"' not in page(client_of(cadre), household)


def test_paired_enterprise_stands_there_before_its_first_visit(
    household: Household, pairing: Pairing, cadre: User, client_of: SignIn
) -> None:
    pair_household(pairing, household)
    said = page(client_of(cadre), household)
    assert "宏达食品" in said
    assert "还没有来过" in said


def test_pledged_and_delivered_and_what_reached_the_household(
    household: Household, pairing: Pairing, cadre: User, client_of: SignIn
) -> None:
    make_enterprise_visit(pairing, household)
    person = household.members.order_by("birth_date")[2]
    delivery = make_delivery(make_pledge(pairing, Mode.EMPLOYMENT), [person], confirmed_by=cadre)
    feed_income(delivery, today=TODAY, by=None)
    make_measures(delivery, by=None)
    make_delivery(make_pledge(pairing, Mode.SKILLS), [person])
    help_ = HouseholdHelp.of(household, on=TODAY)
    assert sorted(line.words for line in help_.rows[0].pledges) == [
        "就业 车间包装工：承诺 20 个岗位，到位 1 个岗位",
        "智力 香菇栽培：承诺 60 人次，到位 还没有",
    ]
    assert help_.people == 1
    said = page(client_of(cadre), household)
    assert f"{person.name}在宏达食品做车间包装工，月工资 2,300 元" in said
    assert reverse("enterprises:delivery_detail", args=[delivery.pk]) in said


def test_ended_pairing_stands_below_and_a_gift_without_pairing_beside(
    household: Household, pairing: Pairing, cadre: User
) -> None:
    make_enterprise_visit(pairing, household)
    pairing.household_pairings.update(until=date(2017, 6, 1))
    other = pair_village(make_enterprise("惠农商行"), household.village)
    pair_household(other, household)
    stranger = pair_village(make_enterprise("云岭超市"), household.village)
    make_enterprise_visit(stranger, make_household(household.village))
    make_delivery(make_pledge(stranger, Mode.TRADE), [household], confirmed_by=cadre)
    help_ = HouseholdHelp.of(household, on=TODAY)
    assert [(row.pairing.pairing.enterprise.name, row.is_current) for row in help_.rows] == [
        ("惠农商行", True),
        ("宏达食品", False),
    ]
    assert [row.delivery.pledge.choice.pairing.enterprise.name for row in help_.others] == ["云岭超市"]


def test_many_enterprises_cost_no_more_queries(household: Household, pairing: Pairing) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            for row in HouseholdHelp.of(household, on=TODAY).rows:
                assert row.modes
                assert row.last_visit
                assert [line.words for line in row.pledges]
        return len(queries)

    make_enterprise_visit(pairing, household)
    make_pledge(pairing, Mode.TRADE)
    one = asked()
    for name in ("甲", "乙", "丙"):
        more = pair_village(make_enterprise(f"{name}食品"), household.village)
        make_enterprise_visit(more, household)
        make_pledge(more, Mode.TRADE)
    assert asked() == one


# ── where it is corrected ──────────────────────────────────


def test_measure_leads_to_the_delivery_and_is_not_edited_here(
    household: Household, pairing: Pairing, cadre: User, client_of: SignIn
) -> None:
    make_enterprise_visit(pairing, household)
    delivery = make_delivery(make_pledge(pairing, Mode.TRADE), [household], confirmed_by=cadre)
    make_measures(delivery, by=None)
    edit = reverse("households:measure_edit", args=[household.measures.get().pk])
    client = client_of(cadre)
    assert edit not in page(client, household)
    assert client.get(edit).status_code == 404


def test_income_page_shows_the_line_apart_and_where_it_came_from(
    household: Household, pairing: Pairing, cadre: User, client_of: SignIn
) -> None:
    make_enterprise_visit(pairing, household)
    delivery = make_delivery(make_pledge(pairing, Mode.TRADE), [household], confirmed_by=cadre)
    feed_income(delivery, today=TODAY, by=None)
    said = client_of(cadre).get(reverse("households:income_edit", args=[household.pk, 2017])).content.decode()
    assert "从企业帮扶来" in said
    assert reverse("enterprises:delivery_detail", args=[delivery.pk]) in said
