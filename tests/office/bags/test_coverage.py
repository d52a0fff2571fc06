"""How far the bags have come, and who is to hear it again (R3.2, R3.5)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.codes import Category, PovertyStatus
from households.models import BagDelivery, Household
from office.bags.coverage import BagCoverage, CoverageRow, coverage
from office.bags.staleness import refresh
from office.demo.bags import make_delivery, make_edition, make_void
from office.demo.builders import make_household, make_visit
from office.maps import findings
from office.maps.figures import Tally
from office.maps.lists import HouseholdLists
from povertyplan.accounts.models import User
from villages.models import Village

PRINTED, HANDED = date(2017, 11, 1), date(2017, 11, 6)


def again(household: Household) -> bool:
    return Household.objects.filter(pk=household.pk).to_explain_again().exists()


# ── again at the next visit ──────────────────────────────


def test_an_unanswered_question_puts_the_household_into_the_next_visits(village: Village) -> None:
    household = make_household(village)
    assert not again(household)
    make_delivery(make_edition(household), True, False, True, delivered_on=HANDED)
    assert again(household)


@pytest.mark.parametrize(("days", "waits"), [(-1, True), (0, True), (1, False), (5, False)])
def test_only_a_visit_on_a_later_day_is_a_next_visit(village: Village, days: int, waits: bool) -> None:
    household = make_household(village)
    make_delivery(make_edition(household), False, False, False, delivered_on=HANDED)
    make_visit(household, visited_on=HANDED + timedelta(days=days))
    assert again(household) is waits


def test_the_newest_delivery_counts(village: Village) -> None:
    household = make_household(village)
    make_delivery(make_edition(household, printed_on=PRINTED), False, True, True, delivered_on=HANDED)
    newer = make_edition(household, printed_on=PRINTED)
    assert again(household)  # printed is not yet explained
    make_delivery(newer, True, True, True, delivered_on=HANDED)
    assert not again(household)


def test_who_answered_all_and_who_was_not_asked_do_not_wait(village: Village) -> None:
    rows = [make_household(village), make_household(village)]
    make_delivery(make_edition(rows[0]), True, True, True)
    make_delivery(make_edition(rows[1]))
    assert not any(map(again, rows))
    assert [BagDelivery.objects.understood().count(), BagDelivery.objects.not_understood().count()] == [1, 0]


def test_the_visit_form_names_what_to_explain(
    village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    household = make_household(village)
    url = reverse("households:visit_create", args=[household.pk])
    assert "再讲一遍" not in client_of(cadre).get(url).text
    make_delivery(make_edition(household), True, False, False, note="耳背，说慢点")
    text = client_of(cadre).get(url).text
    assert "你家享受什么、今年打算怎么干" in text
    assert "谁帮你家" not in text
    assert "耳背，说慢点" in text


# ── the figures ──────────────────────────────────────────


def test_rate_is_all_three_right_by_delivered_and_the_unasked_count_below(village: Village, office_user: User) -> None:
    for answers in ((True,) * 3, (True,) * 3, (True, True, False), ()):
        make_delivery(make_edition(make_household(village)), *answers)
    make_edition(make_household(village))
    make_household(village)
    (row,) = coverage(office_user, on=timezone.localdate()).villages
    assert (row.due.count, row.printed.count, row.unprinted.count) == (6, 5, 1)
    assert (row.delivered.count, row.undelivered.count) == (4, 1)
    assert (row.tally.asked, row.unasked.count, row.understood.count, row.to_explain.count) == (3, 1, 2, 1)
    assert row.rate == "50%"


def test_nothing_delivered_is_no_rate() -> None:
    assert CoverageRow.of("白果树村", Tally(households=3), HouseholdLists(may_open=False)).rate == "–"


def test_a_void_edition_is_no_bag_and_to_be_printed_anew(village: Village, office_user: User) -> None:
    today = timezone.localdate()
    edition = make_edition(make_household(village))
    make_delivery(edition)
    make_void(edition)
    refresh(on=today)
    (row,) = coverage(office_user, on=today).villages
    assert (row.printed.count, row.stale.count, row.delivered.count, row.undelivered.count) == (0, 1, 0, 0)


def test_every_category_of_those_left_is_due_and_nobody_who_is_out(village: Village, office_user: User) -> None:
    for category in Category:
        make_household(village, category=category)
    make_household(village, status=PovertyStatus.LIFTED)
    found = coverage(office_user, on=timezone.localdate())
    assert [(row.label, row.due.count) for row in found.categories] == [(label, 1) for label in Category.labels]
    assert found.total.due.count == len(Category)


def test_stale_follows_a_change_of_content(village: Village, office_user: User) -> None:
    today = timezone.localdate()
    household = make_household(village)
    refresh(on=today)
    make_edition(household, content_hash=household.bag_content.content_hash)
    assert coverage(office_user, on=today).total.stale.count == 0
    Household.objects.filter(pk=household.pk).update(phone="10012345678")
    refresh(on=today)
    assert coverage(office_user, on=today).total.stale.count == 1


def test_coverage_asks_as_often_for_many_households(village: Village, office_user: User) -> None:
    numbers = []
    for _ in range(2):
        make_delivery(make_edition(make_household(village)), True, True, True)
        with CaptureQueriesContext(connection) as queries:
            coverage(office_user, on=timezone.localdate())
        numbers.append(len(queries))
    assert numbers == [2, 2]


def test_the_finding_says_what_is_missing(village: Village, office_user: User) -> None:
    def said() -> str:
        found: BagCoverage = coverage(office_user, on=timezone.localdate())
        return findings.bags(found)

    household = make_household(village)
    assert said() == "1 户还没有"
    edition = make_edition(household)
    refresh(on=timezone.localdate())
    assert said() == "户户都有，1 户要重印，1 户印了没送"
    make_delivery(edition, True, True, True)
    assert said() == "户户都有，1 户要重印，送到的 1 户里 1 户听明白了"
