"""A bag is stale exactly when what would be printed now differs from its newest edition (R3.3)."""

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.codes import Mode
from households.models import BagContent, BagEdition, BagVoid, Helper, Household, LibraryVersion
from office.bags import facts as bag_facts
from office.bags.bag import bags_of
from office.bags.staleness import is_stale, refresh, stale_households
from office.demo.builders import (
    assign,
    make_assessment,
    make_helper,
    make_household,
    make_income,
    make_measure,
    make_member,
    make_user,
    make_visit,
    post_officer,
)
from office.demo.funding import agree, make_application, make_fund, pay, receive
from office.demo.giving import choose_mode, make_enterprise, make_enterprise_visit, pair_village
from povertyplan.accounts.matrix import Role
from tests.library import make_published
from villages.models import Village


def print_bags(households: Iterable[Household], *, on: date) -> None:
    """Editions with the true content, as the press keeps them."""
    for bag in bags_of(list(households), on=on):
        newest = BagEdition.objects.newest_of([bag.household_pk]).first()
        BagEdition.objects.create(
            household_id=bag.household_pk,
            number=newest.number + 1 if newest else 1,
            content_hash=bag.content_hash,
            content=json.loads(bag.canonical_json()),
            printed_on=on,
        )


def stale(today: date) -> set[int]:
    return set(stale_households(on=today))


def test_a_household_without_a_printed_bag_is_not_on_the_reprint_list(village: Village, today: date) -> None:
    make_household(village)
    assert stale(today) == set()


def test_a_bag_that_was_just_printed_is_not_stale(village: Village, today: date) -> None:
    print_bags([make_household(village)], on=today)
    assert stale(today) == set()


def test_a_helpers_new_phone_makes_exactly_the_current_households_stale(
    village: Village, other_village: Village, today: date
) -> None:
    helper, other = make_helper(name="何芳"), make_helper(name="林川")
    current = [make_household(village), make_household(other_village)]
    former, foreign = make_household(village), make_household(village)
    for household in current:
        assign(household, helper, since=date(2017, 1, 1))
    assign(former, helper, since=date(2016, 1, 1), until=date(2016, 12, 31))
    assign(former, other, since=date(2017, 1, 1))
    assign(foreign, other, since=date(2017, 1, 1))
    print_bags(Household.objects.all(), on=today)
    Helper.objects.filter(pk=helper.pk).update(phone="10020463099")
    assert stale(today) == {household.pk for household in current}


def test_a_new_policy_makes_exactly_the_households_it_concerns_stale(village: Village, today: date) -> None:
    concerned = [make_household(village, category="2") for _ in range(2)]
    make_household(village, category="1")
    print_bags(Household.objects.all(), on=today)
    make_published(on=today, conditions=[("category", ["2"])])
    assert stale(today) == {household.pk for household in concerned}


def test_a_changed_policy_makes_stale_whom_it_concerned_before_or_concerns_now(village: Village, today: date) -> None:
    both, before, after, neither = (
        make_household(village, category=category, main_cause=cause)
        for category, cause in (("2", "01"), ("2", "02"), ("1", "01"), ("1", "02"))
    )
    first = make_published(on=today, conditions=[("category", ["2"])])
    print_bags(Household.objects.all(), on=today)
    make_published(on=today, item=first.item, title="第二版", conditions=[("cause", ["01"])])
    assert stale(today) == {both.pk, before.pk, after.pk}
    assert neither.pk not in stale(today)


def test_a_policy_that_runs_out_tomorrow_makes_its_households_stale_the_day_after(
    village: Village, today: date
) -> None:
    household = make_household(village)
    make_published(on=today, valid_until=today + timedelta(days=1))
    print_bags([household], on=today)
    assert stale(today + timedelta(days=1)) == set()
    assert stale(today + timedelta(days=2)) == {household.pk}


def test_a_change_that_no_paper_shows_leaves_the_bag_as_it_is(village: Village, today: date) -> None:
    household = make_household(village)
    print_bags([household], on=today)
    refresh(on=today)
    Household.objects.filter(pk=household.pk).update(identified_year=2013)
    assert refresh(on=today) == 1
    assert stale(today) == set()


def test_a_visit_and_a_birthday_alone_make_no_paper_stale(village: Village, today: date) -> None:
    household = make_household(village, members=3)
    print_bags([household], on=today)
    make_visit(household, visited_on=today)
    assert stale(today + timedelta(days=44)) == set()  # the last day of the year


def test_what_was_changed_and_changed_back_is_not_stale(village: Village, today: date) -> None:
    helper = make_helper(name="何芳", phone="10020463057")
    household = make_household(village)
    assign(household, helper, since=date(2017, 1, 1))
    print_bags([household], on=today)
    Helper.objects.update(phone="10020463058")
    assert stale(today) == {household.pk}
    Helper.objects.update(phone="10020463057")
    assert stale(today) == set()


def test_a_void_edition_is_on_the_reprint_list(village: Village, today: date) -> None:
    household = make_household(village)
    print_bags([household], on=today)
    BagVoid.objects.create(edition=BagEdition.objects.get(), voided_on=today, reason="印歪了")
    assert stale(today) == {household.pk}
    assert is_stale(household.pk, on=today)


def test_one_household_is_asked_without_the_others(village: Village, today: date) -> None:
    household = make_household(village)
    make_household(village)
    print_bags([household], on=today)
    assert not is_stale(household.pk, on=today)
    assert list(BagContent.objects.values_list("household", flat=True)) == [household.pk]


def test_narrowed_to_villages(village: Village, other_village: Village, today: date) -> None:
    here, there = make_household(village), make_household(other_village)
    print_bags([here, there], on=today)
    Household.objects.update(cooperative="柳河香菇合作社")
    assert stale_households(on=today, villages=[village.pk]) == [here.pk]


def test_nothing_written_costs_no_bag_and_few_statements(village: Village, today: date) -> None:
    make_published(on=today)
    for _ in range(3):
        make_household(village)
    refresh(on=today)
    with CaptureQueriesContext(connection) as queries:
        assert refresh(on=today) == 0
    assert len(queries) == 3  # the library in force, its conditions, the digest


MUTATIONS = {
    "head": "UPDATE households_member SET name = '王五' WHERE relation = '01'",
    "health": "UPDATE households_member SET health = '{02}'",
    "left": "UPDATE households_member SET left_on = '2017-11-01', leave_reason = '1' WHERE relation <> '01'",
    "water": "UPDATE households_household SET has_safe_water = false",
    "village secretary": "UPDATE villages_village SET party_secretary_name = '李保国'",
    "officer's phone": "UPDATE accounts_user SET phone = '10020460000'",
    "helper's duty": "UPDATE households_helper SET duty = '副站长'",
    "pairing ends": "UPDATE households_helperassignment SET until = '2017-11-15'",
    "measure": "UPDATE households_measure SET outcome = '见效'",
    "verdict": "UPDATE households_assessment SET evidence = '屋顶漏雨' WHERE is_current",
    "point": "UPDATE households_povertyline SET amount = amount + 100",
    "enterprise's phone": "UPDATE enterprises_enterprise SET phone = '10020460009'",
    "enterprise's pairing ends": "UPDATE enterprises_householdpairing SET until = '2017-11-15'",
    "enterprise's village ends": "UPDATE enterprises_pairing SET until = '2017-11-15'",
    "enterprise's mode": "INSERT INTO enterprises_modechoice (pairing_id, mode, chosen_on)"
    " SELECT id, 'skills', '2017-11-10' FROM enterprises_pairing",
    "share of the fund": "UPDATE funds_applicationshare SET amount = 100",
    "library order": "UPDATE households_libraryitem SET position = position + 1",
}


@pytest.mark.parametrize("statement", MUTATIONS.values(), ids=MUTATIONS)
def test_whatever_is_written_the_kept_content_is_that_of_a_bag_put_together_anew(
    statement: str, seeded_household: Household, today: date
) -> None:
    refresh(on=today)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    refresh(on=today)
    kept = dict(BagContent.objects.values_list("household", "content_hash"))
    anew = {bag.household_pk: bag.content_hash for bag in bags_of(Household.objects.all(), on=today)}
    assert kept == anew


@pytest.mark.parametrize("days", [1, 30, 46, 365, 4000])
def test_the_day_alone_changes_what_it_changes(seeded_household: Household, today: date, days: int) -> None:
    refresh(on=today)
    later = today + timedelta(days=days)
    refresh(on=later)
    kept = dict(BagContent.objects.values_list("household", "content_hash"))
    assert kept == {bag.household_pk: bag.content_hash for bag in bags_of(Household.objects.all(), on=later)}


def test_every_table_that_a_bag_reads_is_in_the_digest(seeded_household: Household, today: date) -> None:
    make_published(on=today)
    with CaptureQueriesContext(connection) as queries:
        bags_of([seeded_household], on=today)
    read = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    with CaptureQueriesContext(connection) as digest:
        bag_facts.differing(list(LibraryVersion.objects.in_force(on=today).with_rule()), on=today)
    named = " ".join(query["sql"] for query in digest)
    # A view over incomes and lines, which are named themselves.
    assert {table for table in read if table not in named} <= {"households_netincome"}


@pytest.fixture
def seeded_household(village: Village, today: date) -> Household:
    """One with a row in every table that a bag is made from."""
    post_officer(make_user(Role.CADRE, name="何芳"), village, since=date(2016, 1, 1))
    household = make_household(village, members=3, main_cause="01")
    assign(household, make_helper(name="林川"), since=date(2017, 1, 1))
    make_member(household, name="李晓雨", relation="04", born=date(2003, 12, 31), health=["02"])
    make_measure(household)
    make_assessment(household, "income", state="not_met")
    make_assessment(household, "housing")
    make_income(household, yuan={"W1": 9000, "K1": 1000})
    make_visit(household, visited_on=date(2017, 11, 2))
    paired = pair_village(make_enterprise(), village)
    make_enterprise_visit(paired, household)
    choose_mode(paired, Mode.EMPLOYMENT)
    fund = make_fund(village)
    receive(fund)
    pay(agree(make_application(fund, [household], each=600_00)), amount=600_00)
    make_published(on=today, conditions=[("health", ["02"])])
    return household
