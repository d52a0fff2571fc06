"""Members: sealed numbers and the rules that Postgres keeps."""

from datetime import date

import pytest
from django.db import Error, IntegrityError, connection, transaction

from households.codes import Relation
from households.models import Household, Member
from office.demo.builders import id_number, make_household, make_member
from villages.models import Village

BORN = date(1972, 2, 13)


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village)


def sql(statement: str, *params: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_number_is_kept_sealed_and_shown_masked(household: Household) -> None:
    text = id_number(BORN, 629)
    member = make_member(household, relation=Relation.SPOUSE, born=BORN, id_number=text)
    kept = Member.objects.get(pk=member.pk)
    assert text.encode() not in bytes(kept.id_sealed)
    assert kept.open_id_number() == text
    assert kept.id_masked == f"{text[:4]}**********{text[-4:]}"


def test_database_holds_no_number_in_the_clear(household: Household) -> None:
    text = id_number(BORN, 629)
    make_member(household, relation=Relation.SPOUSE, born=BORN, id_number=text)
    with connection.cursor() as cursor:
        for table in ("households_member", "households_memberevent"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            assert text not in cursor.fetchone()[0]


def test_one_person_is_not_in_two_households(household: Household, other_village: Village) -> None:
    text = id_number(BORN, 629)
    make_member(household, relation=Relation.SPOUSE, born=BORN, id_number=text)
    with pytest.raises(IntegrityError, match="member_one_row_a_person"), transaction.atomic():
        make_member(make_household(other_village), relation=Relation.SPOUSE, born=BORN, id_number=text)


def test_disability_certificate_is_the_same_person(household: Household, other_village: Village) -> None:
    text = id_number(BORN, 629)
    make_member(household, relation=Relation.SPOUSE, born=BORN, id_number=text)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(make_household(other_village), relation=Relation.SPOUSE, born=BORN, id_number=text + "43")


def test_who_married_out_may_be_registered_elsewhere(household: Household, other_village: Village) -> None:
    text = id_number(BORN, 629)
    member = make_member(household, relation=Relation.DAUGHTER, born=BORN, id_number=text)
    Member.objects.filter(pk=member.pk).update(left_on=date(2016, 5, 1), leave_reason="2")
    assert make_member(make_household(other_village), relation=Relation.SPOUSE, born=BORN, id_number=text)


def test_household_has_one_head(household: Household) -> None:
    with pytest.raises(IntegrityError, match="member_one_head"), transaction.atomic():
        make_member(household, relation=Relation.HEAD)


@pytest.mark.parametrize(
    "change",
    [
        "months_worked=13",
        "health=ARRAY['01','02']",
        "health=ARRAY['99']",
        "name=''",
        "left_on='2017-01-01', leave_reason=''",
        "leave_reason='1'",
        "id_sealed=NULL",
        "id_index='\\x00'",
    ],
)
def test_impossible_member_is_refused_by_the_database(household: Household, change: str) -> None:
    make_member(household, relation=Relation.SPOUSE, born=BORN, id_number=id_number(BORN, 629))
    with pytest.raises(Error):
        sql(f"UPDATE households_member SET {change}")
