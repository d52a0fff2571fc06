"""Handing over understanding bags: what is kept, what is refused and in which words (R3.3, R3.5)."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.actions.bag_deliveries import (
    DeliveryLine,
    LinesRefused,
    correct_delivery,
    record_deliveries,
    record_delivery,
    void_edition,
)
from households.models import BagDelivery, BagEdition, BagVoid, Household
from office.demo.bags import make_delivery, make_edition, make_void
from office.demo.builders import make_household
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.models import Village

PRINTED, HANDED = date(2017, 11, 1), date(2017, 11, 8)
ALL_KNOWN = {"knows_helper": True, "knows_benefits": True, "knows_plan": True}


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="李长根")


@pytest.fixture
def edition(household: Household) -> BagEdition:
    return make_edition(household, printed_on=PRINTED)


def hand_over(edition: BagEdition, *, by: User, today: date, **told: Any) -> BagDelivery:
    return record_delivery(edition, today=today, by=by, **{"on": HANDED, "deliverer": "何芳"} | told)


# ── one bag ──────────────────────────────────────────────


def test_a_delivery_keeps_who_when_signature_and_answers(edition: BagEdition, cadre: User, today: date) -> None:
    kept = hand_over(edition, by=cadre, today=today, is_signed=True, note=" 再讲低保 ", **ALL_KNOWN)
    assert (kept.delivered_on, kept.delivered_by, kept.is_signed, kept.note) == (HANDED, "何芳", True, "再讲低保")
    assert kept.understood
    assert kept.recorded_by == cadre


def test_nobody_needs_to_have_asked(edition: BagEdition, cadre: User, today: date) -> None:
    kept = hand_over(edition, by=cadre, today=today)
    assert not kept.was_asked
    assert not kept.understood


def test_the_same_delivery_sent_twice_is_one_row(edition: BagEdition, cadre: User, today: date) -> None:
    first = hand_over(edition, by=cadre, today=today, **ALL_KNOWN)
    assert hand_over(edition, by=cadre, today=today, **ALL_KNOWN) == first
    assert BagDelivery.objects.count() == 1


def test_another_delivery_of_the_same_edition_is_a_correction(edition: BagEdition, cadre: User, today: date) -> None:
    hand_over(edition, by=cadre, today=today)
    with pytest.raises(Refused, match="11月8日已经登记送达，记错了就去更正"):
        hand_over(edition, by=cadre, today=today, **ALL_KNOWN)


def test_what_was_replaced_is_not_handed_over(
    household: Household, edition: BagEdition, cadre: User, today: date
) -> None:
    make_edition(household, printed_on=PRINTED)
    with pytest.raises(Refused, match="这一版已经换成第 2 版，送新的"):
        hand_over(edition, by=cadre, today=today)


def test_what_is_void_is_not_handed_over(edition: BagEdition, cadre: User, today: date) -> None:
    make_void(edition)
    with pytest.raises(Refused, match="已经作废"):
        hand_over(edition, by=cadre, today=today)


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"on": date(2017, 10, 31)}, "delivered_on", "11月1日才印，送达日期不会更早"),
        ({"on": date(2017, 11, 17)}, "delivered_on", "还没有到"),
        ({"deliverer": "  "}, "delivered_by", "写上谁送的"),
        ({"knows_helper": True}, None, "三问要么都问到，要么都不填"),
    ],
)
def test_what_cannot_be_is_refused(
    edition: BagEdition, cadre: User, today: date, told: dict[str, Any], field: str | None, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        hand_over(edition, by=cadre, today=today, **told)
    assert refusal.value.field == field
    assert not BagDelivery.objects.exists()


# ── a slip ───────────────────────────────────────────────


def test_a_correction_keeps_what_stood_there_before(edition: BagEdition, cadre: User, today: date) -> None:
    kept = hand_over(edition, by=cadre, today=today)
    correct_delivery(kept, today=today, by=cadre, on=date(2017, 11, 9), deliverer="何芳", **ALL_KNOWN)
    kept.refresh_from_db()
    assert (kept.delivered_on, kept.understood) == (date(2017, 11, 9), True)
    history = apps.get_model("households", "BagDeliveryEvent").objects.filter(pgh_obj=kept.pk)
    days = list(history.order_by("pgh_id").values_list("delivered_on", flat=True))
    assert days == [HANDED, date(2017, 11, 9)]


def test_a_slip_is_mended_after_a_newer_edition_as_well(
    household: Household, edition: BagEdition, cadre: User, today: date
) -> None:
    kept = hand_over(edition, by=cadre, today=today)
    make_edition(household, printed_on=date(2017, 11, 10))
    correct_delivery(kept, today=today, by=cadre, on=HANDED, deliverer="何芳", is_signed=True)
    assert BagDelivery.objects.get().is_signed


def test_a_correction_is_as_strict_as_the_first_word(edition: BagEdition, cadre: User, today: date) -> None:
    kept = hand_over(edition, by=cadre, today=today)
    with pytest.raises(Refused, match="不会更早"):
        correct_delivery(kept, today=today, by=cadre, on=date(2017, 10, 1), deliverer="何芳")
    void_edition(edition, reason="丢了", today=today, by=cadre)
    with pytest.raises(Refused, match="已经作废"):
        correct_delivery(kept, today=today, by=cadre, on=HANDED, deliverer="何芳")


# ── the signed list ──────────────────────────────────────


def test_a_list_is_kept_line_by_line(village: Village, cadre: User, today: date) -> None:
    first, second = (make_edition(make_household(village)) for _ in range(2))
    lines = [DeliveryLine(first.pk, is_signed=True, **ALL_KNOWN), DeliveryLine(second.pk)]
    kept = record_deliveries(lines, on=HANDED, deliverer="何芳", today=today, by=cadre)
    assert {row.edition_id for row in kept} == {first.pk, second.pk}
    assert [row.understood for row in BagDelivery.objects.order_by("edition")] == [True, False]


def test_one_bad_line_refuses_the_list_and_names_the_household(
    household: Household, edition: BagEdition, village: Village, cadre: User, today: date
) -> None:
    good = make_edition(make_household(village))
    make_edition(household)
    with pytest.raises(LinesRefused, match="李长根 户：这一版已经换成第 2 版") as refusal:
        record_deliveries(
            [DeliveryLine(good.pk), DeliveryLine(edition.pk)], on=HANDED, deliverer="何芳", today=today, by=cadre
        )
    assert set(refusal.value.lines) == {edition.pk}
    assert not BagDelivery.objects.exists()


def test_a_wrong_day_of_the_list_is_said_once(village: Village, cadre: User, today: date) -> None:
    lines = [DeliveryLine(make_edition(make_household(village)).pk) for _ in range(2)]
    with pytest.raises(Refused) as refusal:
        record_deliveries(lines, on=date(2017, 11, 17), deliverer="何芳", today=today, by=cadre)
    assert refusal.value.field == "delivered_on"
    with pytest.raises(Refused, match="还没有勾"):
        record_deliveries([], on=HANDED, deliverer="何芳", today=today, by=cadre)


def test_a_list_asks_the_database_as_often_for_many_lines(village: Village, cadre: User, today: date) -> None:
    numbers = []
    for size in (1, 4):
        lines = [DeliveryLine(make_edition(make_household(village)).pk) for _ in range(size)]
        with CaptureQueriesContext(connection) as queries:
            record_deliveries(lines, on=HANDED, deliverer="何芳", today=today, by=cadre)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


# ── 作废 ─────────────────────────────────────────────────


def test_void_has_a_reason_and_is_said_once(edition: BagEdition, cadre: User, today: date) -> None:
    with pytest.raises(Refused, match="写上为什么作废") as refusal:
        void_edition(edition, reason=" ", today=today, by=cadre)
    assert refusal.value.field == "reason"
    void_edition(edition, reason="印歪了", today=today, by=cadre)
    with pytest.raises(Refused, match="已经作废"):
        void_edition(edition, reason="印歪了", today=today, by=cadre)
    assert BagVoid.objects.get().reason == "印歪了"


def test_a_delivered_bag_may_be_taken_back(edition: BagEdition, cadre: User, today: date) -> None:
    make_delivery(edition)
    assert void_edition(edition, reason="收回来了", today=today, by=cadre).voided_on == today
