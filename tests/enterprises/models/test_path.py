"""Visit first, then mode, pledge and delivery: the order is the database's (R5.1), tried by raw writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from enterprises.codes import DeliveryState, Gift, Mode, Recipient
from enterprises.models import Beneficiary, Delivery, EnterpriseVisit, ModeChoice, Pairing, Pledge
from households.models import Household, Member
from office.demo.builders import make_household, make_user, make_village
from office.demo.giving import (
    CHOSEN,
    DELIVERED,
    PLEDGED,
    VISITED,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_gift_use,
    make_pledge,
    pair_household,
    pair_village,
)
from povertyplan.accounts.matrix import Role

pytestmark = pytest.mark.django_db


@contextmanager
def asked_at_once() -> Iterator[None]:
    """Rules that wait for the end of the transaction are asked here."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), asked_at_once():
        yield
    assert caught.value.__cause__.diag.constraint_name == constraint


@pytest.fixture
def household() -> Household:
    return make_household(make_village(), members=4)


@pytest.fixture
def pairing(household: Household) -> Pairing:
    return pair_village(make_enterprise(), household.village)


@pytest.fixture
def visited(pairing: Pairing, household: Household) -> Pairing:
    make_enterprise_visit(pairing, household)
    return pairing


def workers(household: Household) -> list[Member]:
    return list(household.members.order_by("birth_date"))


def test_visit_is_to_a_paired_household(pairing: Pairing, household: Household) -> None:
    with refused("enterprisevisit_of_a_paired_household"):
        EnterpriseVisit.objects.create(
            pairing=pairing, household=household, visited_on=VISITED, visitor_name="刘志成", learned="要销路"
        )


def test_visit_before_the_pairing_is_refused(pairing: Pairing, household: Household) -> None:
    pair_household(pairing, household)
    with refused("enterprisevisit_of_a_paired_household"):
        make_enterprise_visit(pairing, household, visited_on=pairing.since - timedelta(days=1))


def test_visit_in_the_future_is_refused(pairing: Pairing, household: Household) -> None:
    with refused("enterprisevisit_has_been"):
        make_enterprise_visit(pairing, household, visited_on=date(2099, 1, 1))


def test_household_of_another_village_is_not_paired(pairing: Pairing) -> None:
    with refused("householdpairing_of_the_village"):
        pair_household(pairing, make_household(make_village()))


def test_no_mode_before_a_visit(pairing: Pairing) -> None:
    with refused("modechoice_after_a_visit"):
        ModeChoice.objects.create(pairing=pairing, mode=Mode.TRADE, chosen_on=CHOSEN)


def test_no_mode_on_a_day_before_the_visit(visited: Pairing) -> None:
    with refused("modechoice_after_a_visit"):
        ModeChoice.objects.create(pairing=visited, mode=Mode.TRADE, chosen_on=VISITED - timedelta(days=1))


def test_visit_cannot_move_behind_the_mode(visited: Pairing) -> None:
    ModeChoice.objects.create(pairing=visited, mode=Mode.TRADE, chosen_on=CHOSEN)
    with refused("enterprisevisit_before_the_mode"):
        EnterpriseVisit.objects.update(visited_on=CHOSEN + timedelta(days=1))


def test_visit_in_one_village_opens_no_mode_in_another(visited: Pairing) -> None:
    elsewhere = pair_village(visited.enterprise, make_village())
    with refused("modechoice_after_a_visit"):
        ModeChoice.objects.create(pairing=elsewhere, mode=Mode.TRADE, chosen_on=CHOSEN)


@pytest.mark.parametrize(
    ("mode", "facts"),
    [
        (Mode.INDUSTRY, {"amount": None, "count": 3}),
        (Mode.TRADE, {"deal": ""}),
        (Mode.EMPLOYMENT, {"amount": 100}),
        (Mode.EMPLOYMENT, {"monthly_pay": None}),
        (Mode.DONATION, {"purpose": ""}),
        (Mode.SKILLS, {"monthly_pay": 100_000}),
    ],
)
def test_pledge_keeps_the_facts_of_its_mode_only(visited: Pairing, mode: Mode, facts: dict[str, Any]) -> None:
    with refused("pledge_facts_of_its_mode"):
        make_pledge(visited, mode, **facts)


def test_negative_pay_is_refused(visited: Pairing) -> None:
    with refused("pledge_figures_range"):
        make_pledge(visited, Mode.EMPLOYMENT, monthly_pay=-1)


def test_fund_takes_no_goods(visited: Pairing) -> None:
    with refused("pledge_fund_takes_money"):
        make_pledge(visited, Mode.DONATION, gift=Gift.GOODS, recipient=Recipient.FUND)


def test_pledge_of_a_mode_that_was_not_chosen_is_refused(visited: Pairing) -> None:
    choice = ModeChoice.objects.create(pairing=visited, mode=Mode.TRADE, chosen_on=CHOSEN)
    with refused("pledge_of_the_choice"):
        Pledge.objects.create(choice=choice, mode=Mode.SKILLS, what="香菇栽培", count=10, pledged_on=PLEDGED)


def test_delivery_above_the_pledge_is_refused(visited: Pairing, household: Household) -> None:
    pledge = make_pledge(visited, Mode.TRADE, amount=500_000)
    make_delivery(pledge, [household], amount=300_000)
    with refused("delivery_within_pledge"):
        make_delivery(pledge, amount=200_001)


def test_returned_delivery_leaves_room(visited: Pairing, household: Household) -> None:
    pledge = make_pledge(visited, Mode.TRADE, amount=500_000)
    first = make_delivery(pledge, [household], amount=300_000)
    first.state, first.answer, first.answered_by = DeliveryState.RETURNED, "过秤单不对", make_user(Role.CADRE)
    first.save()
    assert make_delivery(pledge, [household], amount=500_000).pk


def test_pledge_cannot_fall_below_what_was_delivered(visited: Pairing, household: Household) -> None:
    pledge = make_pledge(visited, Mode.TRADE, amount=500_000)
    make_delivery(pledge, [household], amount=300_000)
    with refused("pledge_not_below_delivered"):
        Pledge.objects.update(amount=299_999)


def test_delivery_before_the_pledge_is_refused(visited: Pairing, household: Household) -> None:
    with refused("delivery_not_before_pledge"):
        make_delivery(make_pledge(visited, Mode.TRADE), [household], delivered_on=PLEDGED - timedelta(days=1))


def test_goods_need_the_basis_of_their_value(visited: Pairing) -> None:
    pledge = make_pledge(visited, Mode.DONATION, gift=Gift.GOODS, what="书包")
    with refused("delivery_goods_have_basis"):
        make_delivery(pledge)


def test_who_reports_cannot_confirm(visited: Pairing, household: Household) -> None:
    contact = make_user(Role.ENTERPRISE)
    with refused("delivery_confirmed_by_another"):
        make_delivery(make_pledge(visited, Mode.TRADE), [household], reported_by=contact, confirmed_by=contact)


def test_nobody_confirms_what_nobody_reported(visited: Pairing, household: Household) -> None:
    with refused("delivery_confirmed_by_somebody"):
        make_delivery(
            make_pledge(visited, Mode.TRADE), [household], reported_by=None, confirmed_by=make_user(Role.CADRE)
        )


def test_delivery_begins_as_reported(visited: Pairing) -> None:
    with refused("delivery_goes_its_way"):
        make_delivery(make_pledge(visited, Mode.TRADE), state=DeliveryState.CONFIRMED)


def test_confirmed_delivery_stays_as_it_is(visited: Pairing, household: Household) -> None:
    make_delivery(make_pledge(visited, Mode.TRADE), [household], confirmed_by=make_user(Role.CADRE))
    with refused("delivery_confirmed_stays"):
        Delivery.objects.update(amount=1)
    with refused("beneficiary_confirmed_stays"):
        Beneficiary.objects.update(amount=1)
    with refused("beneficiary_confirmed_stays"):
        Beneficiary.objects.all().delete()
    with refused("delivery_goes_its_way"):
        Delivery.objects.update(state=DeliveryState.REPORTED)


def test_posts_are_filled_by_name(visited: Pairing, household: Household) -> None:
    with refused("delivery_adds_up"):
        make_delivery(make_pledge(visited, Mode.EMPLOYMENT), workers(household)[:1], count=2)


def test_shares_are_not_more_than_the_delivery(visited: Pairing, household: Household) -> None:
    with refused("delivery_adds_up"):
        make_delivery(make_pledge(visited, Mode.TRADE), [{"household": household, "amount": 300_001}], amount=300_000)


def test_gift_to_households_names_them(visited: Pairing) -> None:
    with refused("delivery_adds_up"):
        make_delivery(make_pledge(visited, Mode.DONATION, recipient=Recipient.HOUSEHOLDS))


def test_worker_under_16_is_refused(visited: Pairing, household: Household) -> None:
    child = workers(household)[-1]
    child.birth_date = DELIVERED.replace(year=DELIVERED.year - 16) + timedelta(days=1)
    Member.objects.filter(pk=child.pk).update(birth_date=child.birth_date)
    pledge = make_pledge(visited, Mode.EMPLOYMENT)
    with refused("beneficiary_of_working_age"):
        make_delivery(pledge, [child])
    assert make_delivery(pledge, [{"member": child, "since": DELIVERED + timedelta(days=1)}]).pk


def test_person_of_another_household_is_refused(visited: Pairing, household: Household) -> None:
    stranger = make_household(household.village).members.get()
    with refused("beneficiary_of_the_household"):
        make_delivery(make_pledge(visited, Mode.EMPLOYMENT), [{"member": stranger, "household": household}])


def test_one_person_is_on_one_post_at_a_time(visited: Pairing, household: Household) -> None:
    pledge, worker = make_pledge(visited, Mode.EMPLOYMENT), workers(household)[2]
    make_delivery(pledge, [worker])
    with refused("beneficiary_on_one_post"):
        make_delivery(pledge, [worker])


def test_use_of_a_gift_stays_within_it(visited: Pairing) -> None:
    gift = make_delivery(make_pledge(visited, Mode.DONATION), amount=500_000, confirmed_by=make_user(Role.CADRE))
    make_gift_use(gift, amount=400_000)
    with refused("giftuse_within_the_gift"):
        make_gift_use(gift, amount=100_001)


def test_unconfirmed_gift_is_not_used(visited: Pairing) -> None:
    with refused("giftuse_within_the_gift"):
        make_gift_use(make_delivery(make_pledge(visited, Mode.DONATION)))


def test_wrong_credit_code_is_refused() -> None:
    code = make_enterprise().credit_code
    with refused("enterprise_credit_code_sound"):
        make_enterprise(credit_code=code[:17] + ("A" if code[17] != "A" else "B"))
