"""What can never be false of editions and deliveries, whoever writes the rows."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from households.models import BagDelivery, BagEdition
from office.demo.bags import make_delivery, make_edition, make_void
from office.demo.builders import id_number, make_household
from villages.models import Village

PRINTED = date(2017, 11, 1)


@pytest.fixture
def edition(village: Village) -> BagEdition:
    return make_edition(make_household(village), printed_on=PRINTED)


def refused(statement: str, values: list[Any], constraint: str) -> None:
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert(edition: BagEdition, **facts: Any) -> tuple[str, list[Any]]:
    row: dict[str, Any] = {
        "edition_id": edition.pk,
        "delivered_on": date(2017, 11, 8),
        "delivered_by": "何芳",
        "is_signed": True,
        "knows_helper": None,
        "knows_benefits": None,
        "knows_plan": None,
        "note": "",
        "recorded_at": "2017-11-08",
    } | facts
    holes = ", ".join(["%s"] * len(row))
    return f"INSERT INTO households_bagdelivery ({', '.join(row)}) VALUES ({holes})", list(row.values())


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"delivered_on": date(2017, 10, 31)}, "was printed later"),
        ({"delivered_on": date(2100, 1, 1)}, "bagdelivery_has_been"),
        ({"delivered_by": ""}, "bagdelivery_by_somebody"),
        ({"knows_helper": True}, "bagdelivery_three_or_none"),
        ({"note": id_number(date(1950, 1, 2), 11)}, "bagdelivery_without_id_number"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(edition: BagEdition, facts: dict[str, Any], constraint: str) -> None:
    refused(*insert(edition, **facts), constraint)


def test_an_edition_is_delivered_once(edition: BagEdition) -> None:
    make_delivery(edition)
    refused(*insert(edition), "edition_id")


def test_what_is_void_reaches_nobody(edition: BagEdition) -> None:
    make_void(edition)
    refused(*insert(edition), "is void")


def test_a_delivery_stays_with_its_edition(edition: BagEdition, village: Village) -> None:
    delivery, other = make_delivery(edition), make_edition(make_household(village))
    refused(
        "UPDATE households_bagdelivery SET edition_id = %s WHERE id = %s",
        [other.pk, delivery.pk],
        "stays with its edition",
    )


def test_a_correction_does_not_move_before_the_printing(edition: BagEdition) -> None:
    delivery = make_delivery(edition)
    update = "UPDATE households_bagdelivery SET delivered_on = %s WHERE id = %s"
    refused(update, [date(2017, 10, 1), delivery.pk], "was printed later")


def test_an_edition_and_its_voiding_never_change(edition: BagEdition) -> None:
    void = make_void(edition)
    refused("UPDATE households_bagedition SET number = 9 WHERE id = %s", [edition.pk], "append_only|Cannot update")
    refused("DELETE FROM households_bagvoid WHERE id = %s", [void.pk], "append_only|Cannot delete")
    refused("UPDATE households_bagvoid SET reason = 'x' WHERE id = %s", [void.pk], "append_only|Cannot update")


def test_an_answered_delivery_is_told_apart(edition: BagEdition) -> None:
    delivery = make_delivery(edition, True, False, True)
    assert (delivery.was_asked, delivery.understood, delivery.not_known) == (True, False, ["你家享受什么"])
    assert list(BagDelivery.objects.not_understood()) == [delivery]
