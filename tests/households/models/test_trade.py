"""What no writer can bring about: another village's plan, two trades at once, another household's money (R4.2)."""

from datetime import date

import pytest
from django.db import Error, IntegrityError, connection, transaction

from households.codes import BenefitLink, PovertyStatus
from households.models import Household
from office.demo.builders import id_number, make_household, make_income
from office.demo.timetables import make_plan, make_trade, take_part
from villages.models import Village

NUMBER = id_number(date(1971, 3, 5), 14)


def run(sql: str, *params: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def refused(sql: str, *params: object) -> str:
    """The constraint that stopped the app role."""
    with pytest.raises(IntegrityError) as error:
        run(sql, *params)
    return str(error.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village)


def test_nobody_joins_the_plan_of_another_village(household: Household, other_village: Village) -> None:
    own, foreign = make_plan(household.village), make_plan(other_village)
    insert = (
        "INSERT INTO households_participation (household_id, plan_id, link, terms, since)"
        " VALUES (%s, %s, 'land', '', '2017-02-10')"
    )
    assert refused(insert, household.pk, foreign.pk) == "participation_of_the_same_village"
    part = take_part(household, own)
    move = "UPDATE households_participation SET plan_id = %s WHERE id = %s"
    assert refused(move, foreign.pk, part.pk) == "participation_of_the_same_village"
    stranger = make_household(other_village)
    move = "UPDATE households_participation SET household_id = %s WHERE id = %s"
    assert refused(move, stranger.pk, part.pk) == "participation_of_the_same_village"


def test_a_way_of_taking_part_stands_once_a_day(household: Household) -> None:
    plan = make_plan(household.village)
    take_part(household, plan, since=date(2017, 1, 1))
    insert = (
        "INSERT INTO households_participation (household_id, plan_id, link, terms, since)"
        " VALUES (%s, %s, 'work', '', '2017-05-05')"
    )
    assert refused(insert, household.pk, plan.pk) == "participation_link_once_a_day"


def test_no_two_trades_at_once(household: Household, other_village: Village) -> None:
    make_trade(household, since=date(2017, 1, 1), until=date(2017, 6, 30))
    insert = (
        "INSERT INTO households_householdtrade (household_id, kind, name, scale, since)"
        " VALUES (%s, 'shop', '店', '', %s)"
    )
    assert refused(insert, household.pk, date(2017, 6, 30)) == "householdtrade_one_at_a_time"
    run(insert, household.pk, date(2017, 7, 1))
    foreign = make_plan(other_village)
    assert refused("UPDATE households_householdtrade SET plan_id = %s", foreign.pk) == (
        "householdtrade_of_the_same_village"
    )


def test_a_line_belongs_to_the_household_that_took_part(household: Household) -> None:
    part = take_part(household, make_plan(household.village), link=BenefitLink.LAND, since=date(2017, 2, 10))
    other = make_income(make_household(household.village), year=2017)
    insert = (
        "INSERT INTO households_incomeline (register_id, item, amount, note, participation_id, is_from_enterprise)"
        " VALUES (%s, 'P2', 62000, '', %s, false)"
    )
    assert refused(insert, other.pk, part.pk) == "incomeline_of_the_participant"
    before = make_income(household, year=2016)
    assert refused(insert, before.pk, part.pk) == "incomeline_of_the_participant"
    register = make_income(household, year=2017)
    run(insert, register.pk, part.pk)
    assert refused(insert, register.pk, part.pk) == "incomeline_once_a_participation"
    with pytest.raises(IntegrityError, match="households_incomelin_participation"):
        run("DELETE FROM households_participation WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE", part.pk)


@pytest.mark.parametrize(
    "attack",
    [
        "households_participation SET link = 'gift'",
        "households_participation SET expected = 0",
        "households_participation SET since = '2999-01-01'",
        "households_participation SET until = '2999-01-01'",
        "households_participation SET until = '2016-01-01'",
        f"households_participation SET terms = '{NUMBER}'",
        "households_householdtrade SET kind = 'mining'",
        "households_householdtrade SET name = ''",
        "households_householdtrade SET expected = -1",
        "households_householdtrade SET since = '1999-01-01'",
        "households_householdtrade SET until = '2016-01-01'",
        f"households_householdtrade SET scale = '{NUMBER}'",
    ],
)
def test_cannot_be(household: Household, attack: str) -> None:
    take_part(household, make_plan(household.village))
    make_trade(household)
    with pytest.raises(Error, match="violates"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {attack}")


def test_phrases_of_the_boards(village: Village, today: date) -> None:
    both, joined, neither = (make_household(village) for _ in range(3))
    gone, lifted = make_household(village), make_household(village, status=PovertyStatus.LIFTED)
    plan = make_plan(village)
    make_trade(both)
    make_trade(gone, until=date(2017, 6, 30))
    for household in (both, joined, lifted):
        take_part(household, plan)
    take_part(gone, plan, until=date(2017, 6, 30))
    rows = Household.objects.in_registry_order()
    assert set(rows.with_trade()) == {both}
    assert set(rows.without_trade()) == {joined, neither, gone, lifted}
    assert set(rows.taking_part(on=today)) == {both, joined, lifted}
    assert set(rows.not_taking_part(on=today)) == {neither, gone}
    assert set(rows.taking_part(on=date(2017, 6, 30))) == {both, joined, lifted, gone}
    assert set(rows.taking_part(on=date(2017, 2, 9))) == set()
