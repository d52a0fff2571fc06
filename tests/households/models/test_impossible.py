"""States that no writer can bring about, raw SQL as the app role included."""

from datetime import date

import pytest
from django.db import Error, connection, transaction

from households.models import Assessment, BagEdition, Criterion, Household
from office.demo.builders import assign, id_number, make_helper, make_household, make_measure, make_visit
from villages.models import Village

NUMBER = id_number(date(1971, 3, 5), 14)


@pytest.fixture
def household(village: Village) -> Household:
    household = make_household(village, members=1)
    assign(household, make_helper(), since=date(2016, 3, 1))
    make_visit(household)
    make_measure(household)
    Assessment.objects.create(
        household=household,
        criterion=Criterion.objects.in_force()[0],
        state="met",
        evidence="存折",
        assessed_on=date(2017, 1, 1),
        assessor_name="何芳",
    )
    BagEdition.objects.create(household=household, number=1, content_hash="x", printed_on=date(2017, 1, 1))
    return household


@pytest.mark.parametrize(
    "attack",
    [
        "households_household SET identified_year = 2999",
        "households_household SET lifted_year = 2999",
        "households_household SET planned_lift_year = 3",
        "households_household SET status_since = '2999-01-01'",
        "households_household SET housing_area = -1",
        "households_household SET farmland = -1",
        "households_household SET phone = '无'",
        "households_household SET fuel = 'Z'",
        "households_member SET birth_date = '2999-01-01'",
        "households_member SET birth_date = 'infinity'",
        "households_member SET birth_date = '0001-01-01'",
        "households_member SET left_on = '2999-01-01', leave_reason = '1'",
        "households_member SET gender = '9'",
        "households_member SET education = 'ZZ'",
        "households_member SET phone = '10020463057、'",
        "households_helper SET phone = '问村里'",
        "households_helper SET politics = 'ZZ'",
        "households_helperassignment SET since = '0001-01-01'",
        "households_visit SET visited_on = '2999-01-01'",
        "households_visit SET visited_on = '0001-01-01'",
        f"households_visit SET summary = '看了身份证 {NUMBER}'",
        f"households_measure SET outcome = '{NUMBER}'",
        "households_measure SET started_on = '2999-01-01', state = 'running', ended_on = NULL",
        "households_measure SET state = 'done', ended_on = NULL",
        "households_measure SET state = 'done', ended_on = '2999-01-01'",
        "households_measure SET state = 'running', ended_on = '2017-01-01'",
        "households_assessment SET assessed_on = '2999-01-01'",
        "households_assessment SET assessor_name = ''",
        f"households_assessment SET evidence = '{NUMBER}'",
        "households_bagedition SET content_hash = 'y'",
    ],
)
def test_cannot_be(household: Household, attack: str) -> None:
    with pytest.raises(Error, match=r"violates|Cannot update"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {attack}")


def test_printed_edition_cannot_be_taken_back(household: Household) -> None:
    with pytest.raises(Error, match="Cannot update or delete"), transaction.atomic():
        BagEdition.objects.all().delete()


def test_wording_of_the_standard_keeps_its_history(household: Household) -> None:
    criterion = Criterion.objects.in_force()[0]
    before = criterion.history.count()
    Criterion.objects.filter(pk=criterion.pk).update(name="改过")
    assert criterion.history.count() == before + 1
