"""The demo's enterprises stand on every step of the path, and what they bring was in the incomes all the time."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Count, F, Sum

from enterprises.actions.income import feed_income
from enterprises.brought import measure_of
from enterprises.codes import DeliveryState, Mode, Recipient
from enterprises.models import (
    Beneficiary,
    Delivery,
    Enterprise,
    EnterpriseContact,
    GiftUse,
    HelpIncome,
    Pairing,
    Pledge,
)
from households.models import Household, IncomeLine, IncomeYear, Measure
from office.bags.bag import bags_of
from office.demo.enterprise_story import COUNT
from villages.models import Village

TODAY = date(2017, 11, 16)
pytestmark = pytest.mark.usefixtures("office")


def test_33_enterprises_cover_all_villages_unevenly() -> None:
    assert Enterprise.objects.count() == COUNT == 33
    counts = Village.objects.annotate(n=Count("pairings")).values_list("n", flat=True)
    assert len(counts) == 15
    assert min(counts) == 1
    assert max(counts) >= 5


def test_two_contacts_sign_in_at_the_beginning_and_in_the_midst_of_the_path() -> None:
    contacts = {row.user.username: row.enterprise for row in EnterpriseContact.objects.select_related("user")}
    assert set(contacts) == {"enterprise", "enterprise2"}
    assert Delivery.objects.of_enterprise(contacts["enterprise"]).confirmed().exists()
    assert not contacts["enterprise2"].pairings.filter(visits__isnull=False).exists()


def test_path_has_somebody_on_every_step() -> None:
    visited = Pairing.objects.filter(visits__isnull=False).distinct()
    assert Pairing.objects.exclude(pk__in=visited).count() == 1
    assert visited.filter(mode_choices__isnull=True).count() == 1
    assert visited.filter(mode_choices__isnull=False, mode_choices__pledges__isnull=True).exists()
    overdue = [pledge for pledge in Pledge.objects.with_delivered() if pledge.is_overdue(on=TODAY)]
    assert overdue
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states == set(DeliveryState.values)
    assert Delivery.objects.waiting().count() >= 5
    assert set(Delivery.objects.confirmed().values_list("mode", flat=True)) == set(Mode.values)


def test_gifts_go_everywhere_and_some_are_used() -> None:
    given = Delivery.objects.confirmed().filter(mode=Mode.DONATION)
    assert set(given.values_list("pledge__recipient", flat=True)) == set(Recipient.values)
    assert GiftUse.objects.exists()
    left = given.annotate(used=Sum("uses__amount")).filter(used__lt=F("amount"))
    assert left.exists()


def test_feeding_again_changes_nothing() -> None:
    """The seed writes past the actions; the actions would have written the same."""
    before = {row.pk: (row.register_id, row.item, row.amount) for row in IncomeLine.objects.from_enterprises()}
    assert before
    with transaction.atomic():
        for delivery in Delivery.objects.all():
            feed_income(delivery, today=TODAY, by=None)
        after = {row.pk: (row.register_id, row.item, row.amount) for row in IncomeLine.objects.from_enterprises()}
        transaction.set_rollback(True)
    assert after == before
    assert HelpIncome.objects.count() == len(before)


def test_every_register_was_typed_too_and_no_line_is_empty() -> None:
    fed = IncomeYear.objects.filter(lines__is_from_enterprise=True)
    assert not fed.exclude(lines__in=IncomeLine.objects.typed()).exists()
    assert not IncomeLine.objects.filter(amount__lte=0).exists()


def test_measures_say_what_the_deliveries_do() -> None:
    sides = ("household", "member", "measure", "delivery__pledge__choice__pairing__enterprise")
    rows = Beneficiary.objects.confirmed().select_related(*sides)
    assert Measure.objects.filter(is_from_enterprise=True).count() == len(rows) > 100
    for row in rows:
        facts = measure_of(row)
        assert {name: getattr(row.measure, name) for name in facts} == facts
    assert not Beneficiary.objects.exclude(delivery__state=DeliveryState.CONFIRMED).filter(measure__isnull=False)


def test_bags_name_the_enterprises(office: Path) -> None:
    paired = Household.objects.filter(enterprise_pairings__isnull=False).distinct()[:20]
    assert all(bag.enterprises for bag in bags_of(paired, on=TODAY))
