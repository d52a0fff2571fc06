"""Adopted and declined exclude each other whoever writes, raw SQL as the app role included."""

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from office.demo.practices import make_local_measure, make_practice, make_practice_file
from povertyplan.accounts.models import User
from villages.models import LocalMeasure, Practice

ON = date(2017, 11, 16)
DECLINED = {"declined_on": date(2017, 11, 1), "declined_reason": "地太少"}


def attack(statement: str) -> str:
    """What Postgres says to it."""
    with pytest.raises(Error) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(error.value)


def test_no_measure_under_a_declined_experience(office_user: User) -> None:
    make_practice(by=office_user, **DECLINED)
    said = attack(
        "INSERT INTO villages_localmeasure (practice_id, content, owner, due_on, result)"
        " SELECT id, '试种', '某', '2018-01-01', '' FROM villages_practice"
    )
    assert "was declined" in said
    assert not LocalMeasure.objects.exists()


def test_no_declining_of_what_has_measures(office_user: User) -> None:
    adopted = make_practice(by=office_user)
    make_local_measure(adopted)
    said = attack("UPDATE villages_practice SET declined_on = '2017-11-01', declined_reason = '地太少'")
    assert "is adopted" in said
    assert Practice.objects.adopted().get() == adopted


@pytest.mark.parametrize("table", ["villages_practice", "villages_practicefile"])
def test_nothing_learned_is_deleted(office_user: User, table: str) -> None:
    kept = make_practice(by=office_user)
    make_practice_file(kept)
    assert "Cannot" in attack(f"DELETE FROM {table}")
    assert kept.files.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE villages_practice SET source = ''",
        "UPDATE villages_practice SET topic = 'weather'",
        "UPDATE villages_practice SET learned_on = current_date + 2",
        "UPDATE villages_practice SET declined_reason = '没有日期'",
        "UPDATE villages_practice SET summary = '找 420399199001011234'",
        "UPDATE villages_localmeasure SET owner = ''",
        "UPDATE villages_localmeasure SET due_on = '9999-01-01'",
        "UPDATE villages_localmeasure SET done_on = '2017-11-01'",
        "UPDATE villages_localmeasure SET done_on = current_date + 2, result = '好'",
        "UPDATE villages_localmeasure SET result = '找 420399199001011234'",
        "UPDATE villages_practicefile SET caption = '别的'",
    ],
)
def test_cannot_be(office_user: User, statement: str) -> None:
    practice = make_practice(by=office_user)
    make_local_measure(practice)
    make_practice_file(practice)
    said = attack(statement)
    assert "violates" in said or "Cannot update" in said


def test_each_experience_is_in_one_state(office_user: User) -> None:
    waiting, adopted = make_practice(by=office_user), make_practice(by=office_user)
    declined = make_practice(by=office_user, **DECLINED)
    make_local_measure(adopted)
    assert Practice.objects.open_ones().get() == waiting
    assert Practice.objects.adopted().get() == adopted
    assert Practice.objects.declined().get() == declined


def test_a_measure_is_overdue_from_the_day_after(office_user: User) -> None:
    practice = make_practice(by=office_user)
    measure = make_local_measure(practice, due_on=ON)
    for day, late in ((ON, False), (ON + timedelta(days=1), True)):
        assert measure.is_overdue(on=day) is late
        assert LocalMeasure.objects.overdue(on=day).exists() is late
        assert Practice.objects.with_overdue_measures(on=day).exists() is late
    LocalMeasure.objects.update(done_on=timezone.localdate(), result="办了")
    assert not LocalMeasure.objects.overdue(on=ON + timedelta(days=1)).exists()
