"""States that no writer can bring about, raw SQL as the app role included."""

from datetime import date

import pytest
from django.db import Error, connection, transaction

from households.models import BagEdition, Household
from office.demo.builders import (
    assign,
    id_number,
    make_assessment,
    make_helper,
    make_household,
    make_measure,
    make_visit,
)
from villages.models import Village

NUMBER = id_number(date(1971, 3, 5), 14)


@pytest.fixture
def household(village: Village) -> Household:
    household = make_household(village, members=1)
    assign(household, make_helper(), since=date(2016, 3, 1))
    make_visit(household)
    make_measure(household)
    make_assessment(household, evidence="存折", assessed_on=date(2017, 1, 1))
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


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE households_criterion SET text = '有饭吃'",
        "DELETE FROM households_standardpoint",
        "UPDATE households_standardset SET notice_days = 1",
        "UPDATE households_standardset SET adopted_on = '2017-01-01' WHERE adopted_on IS NOT NULL",
        "UPDATE households_requirement SET least = 1000",
        "INSERT INTO households_standardset (kind, name, version, level, valid_from, source, is_confirmed, adopted_on,"
        " notice_days, follow_up_months, is_below_limit)"
        " VALUES ('household', '空的', 1, '处', '2016-01-01', '无', false, '2017-01-01', 1, 0, true)",
        "INSERT INTO households_standardpoint (standard_id, criterion_id, position)"
        " SELECT s.id, c.id, 99 FROM households_standardset s, households_criterion c WHERE s.adopted_on IS NOT NULL",
        "DELETE FROM households_assessment",
        "UPDATE households_assessment SET year = 2016",
        "UPDATE households_povertyline SET amount = 3335",
    ],
)
def test_what_verdicts_were_made_by_cannot_be_changed(household: Household, attack: str) -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
