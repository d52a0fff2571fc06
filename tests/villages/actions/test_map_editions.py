"""Editions of printed battle maps: numbered without a gap, kept for good, by Postgres itself."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from office.demo.builders import make_village
from povertyplan.accounts.models import User
from villages.actions.map_editions import hash_of, keep_map_edition
from villages.models import MapEdition, Village

pytestmark = pytest.mark.django_db
DAY = date(2017, 11, 16)


def keep(value: str = "63", village: Village | None = None, **told: Any) -> MapEdition:
    facts: dict[str, Any] = {"as_of": DAY, "known_at": timezone.now(), "by": None} | told
    figures = [{"code": "office.remaining_households", "place": "全处", "label": "剩余户", "value": value}]
    return keep_map_edition(village, figures, **facts)


def test_editions_are_numbered_one_after_the_other(office_user: User) -> None:
    first, second = keep("63", by=office_user), keep("62")
    assert [first.number, second.number] == [1, 2]
    assert first.token != second.token
    assert first.printed_by == office_user
    assert first.content_hash == hash_of(first.figures)


def test_village_and_sub_district_count_apart(village: Village, other_village: Village) -> None:
    assert [keep("1", place).number for place in (None, village, other_village)] == [1, 1, 1]
    assert keep("2", village).number == 2


def test_the_same_of_the_same_day_is_the_same_edition() -> None:
    first = keep()
    assert keep() == first
    assert keep(as_of=date(2017, 11, 17)).number == 2


def test_a_past_day_printed_again_is_its_edition_also_when_newer_ones_came() -> None:
    first = keep()
    keep("62", as_of=date(2017, 11, 17))
    assert keep() == first
    assert MapEdition.objects.count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE villages_mapedition SET figures = '[]'",
        "UPDATE villages_mapedition SET number = 7",
        "UPDATE villages_mapedition SET as_of = '2017-01-01'",
        "DELETE FROM villages_mapedition",
        "TRUNCATE villages_mapedition",
        "ALTER TABLE villages_mapedition DISABLE TRIGGER ALL",
    ],
)
def test_an_edition_cannot_be_changed_by_raw_sql_either(statement: str) -> None:
    edition = keep()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    edition.refresh_from_db()
    assert edition.number == 1


@pytest.mark.parametrize("number", [0, 1, 3, 40])
def test_a_number_that_does_not_follow_is_refused(number: int) -> None:
    kept = keep()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO villages_mapedition (number, as_of, known_at, figures, content_hash, token) "
            "VALUES (%s, %s, now(), '[]', %s, 'ANOTHERTOKEN')",
            [number, DAY, kept.content_hash],
        )
    assert MapEdition.objects.count() == 1


@pytest.mark.parametrize(
    ("column", "value"), [("content_hash", "x"), ("as_of", date(1900, 1, 1)), ("as_of", date(2200, 1, 1))]
)
def test_an_edition_without_day_or_hash_is_refused(column: str, value: object) -> None:
    facts = {"number": 1, "as_of": DAY, "known_at": timezone.now(), "figures": [], "content_hash": "0" * 64}
    with pytest.raises(DatabaseError), transaction.atomic():
        MapEdition.objects.create(**facts | {column: value})


def test_an_edition_holds_its_village(village: Village) -> None:
    keep("1", make_village())
    assert list(MapEdition.objects.of(village)) == []
