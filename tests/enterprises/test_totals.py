"""Totals of the five modes: pledged apart from delivered, people once a mode and once in all (domain §6, §12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from enterprises.codes import DeliveryState, Gift, Mode, Purpose, Recipient
from enterprises.models import Beneficiary, Delivery, ModeChoice, Pairing, Pledge
from enterprises.totals import ModeTotal, Reach, Totals, mode_totals
from households.models import Household, Member
from office.demo.builders import make_household, make_user, make_village
from office.demo.giving import (
    CHOSEN,
    DELIVERED,
    choose_mode,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_village,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User

pytestmark = pytest.mark.django_db

ON = date(2017, 11, 16)


@pytest.fixture
def household() -> Household:
    return make_household(make_village(), members=4)


@pytest.fixture
def pairing(household: Household) -> Pairing:
    paired = pair_village(make_enterprise(), household.village)
    make_enterprise_visit(paired, household)
    return paired


@pytest.fixture
def confirmer() -> User:
    return make_user(Role.CADRE)


def worker_of(household: Household) -> Member:
    return household.members.order_by("birth_date")[2]


def test_one_person_employed_and_trained_is_one_person(pairing: Pairing, household: Household, confirmer: User) -> None:
    """Acceptance check 12: the modes show 1 + 1, the total one person; 人次 stand apart."""
    worker = worker_of(household)
    make_delivery(make_pledge(pairing, Mode.EMPLOYMENT), [worker], confirmed_by=confirmer)
    trained = {"member": worker, "attendances": 3}
    make_delivery(make_pledge(pairing, Mode.SKILLS), [trained], count=3, confirmed_by=confirmer)
    totals = mode_totals(on=ON)
    assert (totals.mode(Mode.EMPLOYMENT).people, totals.mode(Mode.SKILLS).people) == (1, 1)
    assert (totals.overall.people, totals.overall.households, totals.overall.attendances) == (1, 1, 3)
    assert (totals.mode(Mode.EMPLOYMENT).attendances, totals.mode(Mode.SKILLS).attendances) == (0, 3)


def test_gift_to_the_fund_is_one_amount(pairing: Pairing, confirmer: User) -> None:
    """Acceptance check 13: one row, counted once; it reaches no household by itself."""
    pledge = make_pledge(
        pairing,
        Mode.DONATION,
        amount=2_000_000,
        gift=Gift.MONEY,
        purpose=Purpose.SCHOOLING,
        recipient=Recipient.FUND,
    )
    make_delivery(pledge, amount=1_500_000, confirmed_by=confirmer)
    totals = mode_totals(on=ON)
    assert Delivery.objects.count() == 1
    for total in (
        totals.mode(Mode.DONATION),
        totals.mode(Mode.DONATION, enterprise=pairing.enterprise_id),
        totals.mode(Mode.DONATION, village=pairing.village_id),
    ):
        assert (total.pledged, total.delivered, total.households) == (2_000_000, 1_500_000, 0)


def test_only_what_was_confirmed_is_delivered(pairing: Pairing, household: Household, confirmer: User) -> None:
    pledge = make_pledge(pairing, Mode.TRADE, amount=1_000_000)
    make_delivery(pledge, [household], amount=300_000)
    make_delivery(pledge, [household], amount=200_000, confirmed_by=confirmer)
    total = mode_totals(on=ON).mode(Mode.TRADE)
    assert (total.delivered, total.waiting, total.waits, total.rate) == (200_000, 300_000, 1, 0.2)


def test_void_and_returned_deliveries_count_nowhere(pairing: Pairing, household: Household, confirmer: User) -> None:
    pledge = make_pledge(pairing, Mode.TRADE, amount=1_000_000)
    void = make_delivery(pledge, [household], amount=300_000, confirmed_by=confirmer)
    void.state, void.voided_on, void.void_reason = DeliveryState.VOID, ON, "写错了"
    void.save()
    returned = make_delivery(pledge, [household], amount=300_000)
    returned.state, returned.answer, returned.answered_by = DeliveryState.RETURNED, "过秤单不对", confirmer
    returned.save()
    total = mode_totals(on=ON).mode(Mode.TRADE)
    assert (total.delivered, total.waiting, total.households, total.delivering) == (0, 0, 0, 0)


def test_past_day_knows_only_what_was_confirmed_by_then(
    pairing: Pairing, household: Household, confirmer: User
) -> None:
    done = make_delivery(make_pledge(pairing, Mode.TRADE), [household], amount=300_000, confirmed_by=confirmer)
    assert done.answered_on
    before = mode_totals(on=done.answered_on - timedelta(days=1)).mode(Mode.TRADE)
    assert (before.delivered, before.waiting, before.households) == (0, 300_000, 0)
    reported = mode_totals(on=DELIVERED - timedelta(days=1)).mode(Mode.TRADE)
    assert (reported.pledged, reported.waiting) == (18_000_000, 0)
    assert mode_totals(on=CHOSEN - timedelta(days=1)) == Totals()


def test_without_a_pledge_there_is_no_rate(pairing: Pairing) -> None:
    choose_mode(pairing, Mode.TRADE)
    total = mode_totals(on=ON).mode(Mode.TRADE)
    assert (total.enterprises, total.pledging, total.rate, total.rate_words) == (1, 0, None, "–")


def test_post_that_was_left_is_filled_but_nobody_is_on_it(
    pairing: Pairing, household: Household, confirmer: User
) -> None:
    left = {"member": worker_of(household), "until": DELIVERED + timedelta(days=30)}
    make_delivery(make_pledge(pairing, Mode.EMPLOYMENT), [left], confirmed_by=confirmer)
    last = mode_totals(on=DELIVERED + timedelta(days=30)).mode(Mode.EMPLOYMENT)
    after = mode_totals(on=DELIVERED + timedelta(days=31)).mode(Mode.EMPLOYMENT)
    assert (last.delivered, last.on_post) == (1, 1)
    assert (after.delivered, after.on_post, after.people) == (1, 0, 1)


def test_asked_for_one_enterprise_or_village_nothing_else_counts(pairing: Pairing, household: Household) -> None:
    other = pair_village(make_enterprise(), household.village)
    make_enterprise_visit(other, household)
    make_pledge(pairing, Mode.TRADE, amount=100)
    make_pledge(other, Mode.TRADE, amount=20)
    assert mode_totals([other.enterprise_id], on=ON).mode(Mode.TRADE).pledged == 20
    assert mode_totals(villages=[household.village_id], on=ON).mode(Mode.TRADE).pledged == 120
    assert mode_totals([], on=ON) == Totals()


def test_all_totals_are_one_statement(pairing: Pairing) -> None:
    make_pledge(pairing, Mode.TRADE)
    with CaptureQueriesContext(connection) as asked:
        mode_totals(on=ON)
    assert len(asked) == 1


def test_total_over_modes_has_no_amount() -> None:
    assert not {"pledged", "delivered", "waiting"} & set(Reach.__dataclass_fields__)


@dataclass(frozen=True)
class Given:
    """One delivery of the random world; `reached` numbers households and, by `named`, people in them."""

    mode: Mode
    enterprise: int
    village: int
    measure: int
    reached: tuple[int, ...]
    named: bool
    confirmed: bool


GIVEN = st.builds(
    Given,
    mode=st.sampled_from(Mode),
    enterprise=st.integers(0, 1),
    village=st.integers(0, 1),
    measure=st.integers(2, 9),
    reached=st.sampled_from([(0,), (0, 1), ()]),
    named=st.booleans(),
    confirmed=st.sampled_from([True, True, False]),
)


class SumsAndDistinctPeople(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(deliveries=st.lists(GIVEN, min_size=2, max_size=7))
    def test_equal_a_plain_recount(self, deliveries: list[Given]) -> None:
        build(deliveries)
        totals = mode_totals(on=ON)
        rows, pledges = list(Delivery.objects.with_sides()), list(Pledge.objects.with_sides())
        for mode in Mode:
            assert totals.mode(mode) == recount(rows, pledges, mode=mode)
            for pairing in Pairing.objects.all():
                sides: dict[str, int] = {"enterprise": pairing.enterprise_id}
                assert totals.mode(mode, **sides) == recount(rows, pledges, mode=mode, **sides)
                sides = {"village": pairing.village_id}
                assert totals.mode(mode, **sides) == recount(rows, pledges, mode=mode, **sides)
        assert totals.overall == reach_of(recount(rows, pledges))
        for pairing in Pairing.objects.all():
            whole = recount(rows, pledges, enterprise=pairing.enterprise_id)
            assert totals.enterprise(pairing.enterprise_id) == reach_of(whole)
            assert totals.village(pairing.village_id) == reach_of(recount(rows, pledges, village=pairing.village_id))


def build(deliveries: list[Given]) -> None:
    villages = [make_village() for _ in range(2)]
    homes = {village.pk: [make_household(village, members=3) for _ in range(2)] for village in villages}
    enterprises, confirmer, reporter = (
        [make_enterprise() for _ in range(2)],
        make_user(Role.CADRE),
        make_user(Role.ENTERPRISE),
    )
    pairings = {}
    for one in enterprises:
        for village in villages:
            pairings[one.pk, village.pk] = pair_village(one, village)
            make_enterprise_visit(pairings[one.pk, village.pk], homes[village.pk][0])
    for given_one in deliveries:
        village = villages[given_one.village]
        pledge = make_pledge(pairings[enterprises[given_one.enterprise].pk, village.pk], given_one.mode)
        confirmed_by = confirmer if given_one.confirmed else None
        facts = {"reported_by": reporter, "confirmed_by": confirmed_by}
        make_delivery(pledge, _reached(given_one, homes[village.pk]), **_measure(given_one), **facts)


def _reached(one: Given, homes: list[Household]) -> list[Any]:
    """Everybody works on posts one after the other: nobody is on two at a time."""
    found: list[Any] = []
    for number in one.reached:
        worker = homes[number].members.order_by("birth_date")[1]
        if one.mode is Mode.EMPLOYMENT:
            if not Beneficiary.objects.filter(member=worker, mode=Mode.EMPLOYMENT).exists():
                found.append({"member": worker, "attendances": one.measure})
        elif one.mode is Mode.SKILLS or one.named:
            found.append({"member": worker, "amount": 100} if one.mode is Mode.TRADE else {"member": worker})
        else:
            found.append(homes[number])
    if one.mode is Mode.EMPLOYMENT and not found:
        found = [{"member": make_household(homes[0].village, members=3).members.order_by("birth_date")[1]}]
    return found


def _measure(one: Given) -> dict[str, int]:
    if one.mode is Mode.EMPLOYMENT:
        return {}
    return {"count": one.measure} if one.mode is Mode.SKILLS else {"amount": one.measure * 100_000}


def recount(
    deliveries: Iterable[Delivery],
    pledges: Iterable[Pledge],
    *,
    mode: Mode | None = None,
    enterprise: int | None = None,
    village: int | None = None,
) -> ModeTotal:
    def asked(pairing: Pairing, of: str) -> bool:
        return (
            mode in (None, of) and enterprise in (None, pairing.enterprise_id) and village in (None, pairing.village_id)
        )

    chosen = [c for c in ModeChoice.objects.select_related("pairing") if asked(c.pairing, c.mode)]
    promised = [p for p in pledges if asked(p.choice.pairing, p.mode)]
    given_ones = [d for d in deliveries if asked(d.pledge.choice.pairing, d.mode)]
    done = [d for d in given_ones if d.state == DeliveryState.CONFIRMED]
    waiting = [d for d in given_ones if d.state == DeliveryState.REPORTED]
    reached = [b for d in done for b in d.beneficiaries.all()]
    trainings = sum(d.measure for d in done if d.mode == Mode.SKILLS)
    at_work = [b for b in reached if b.mode == Mode.EMPLOYMENT]
    return ModeTotal(
        enterprises=len({c.pairing.enterprise_id for c in chosen}),
        pledging=len({p.choice.pairing.enterprise_id for p in promised}),
        delivering=len({d.pledge.choice.pairing.enterprise_id for d in done}),
        households=len({b.household_id for b in reached}),
        people=len({b.member_id for b in reached} - {None}),
        attendances=trainings + sum(b.attendances or 0 for b in at_work),
        on_post=len({b.member_id for b in at_work}),
        waits=len(waiting),
        pledged=sum(p.measure for p in promised),
        delivered=sum(d.measure for d in done),
        waiting=sum(d.measure for d in waiting),
    )


def reach_of(total: ModeTotal) -> Reach:
    return Reach(**{name: getattr(total, name) for name in Reach.__dataclass_fields__})
