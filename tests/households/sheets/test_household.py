"""The strip of criteria: what it costs for a list, and what it says of a household as a whole."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.codes import CheckState
from households.models import Criterion, Household
from households.sheets.household import HouseholdSheet, rows_of, standing
from office.demo.builders import make_assessment, make_household
from povertyplan.ui.lamps import Lamp
from villages.models import Village


def _judged(village: Village, last: CheckState | None) -> Household:
    """Six points 达标; the seventh as said, None for no row at all."""
    household = make_household(village)
    *six, seventh = Criterion.objects.in_force()
    for point in six:
        make_assessment(household, point.code)
    if last:
        make_assessment(household, seventh.code, state=last)
    return household


@pytest.mark.parametrize("last", [CheckState.UNCHECKED, None])
def test_six_met_and_one_unchecked_is_unchecked(village: Village, today: date, last: CheckState | None) -> None:
    """Domain check 1: 未核 never counts as a pass, whether it is written down or nothing is."""
    household = _judged(village, last)
    sheet = HouseholdSheet(household, on=today)
    assert (sheet.lamp, sheet.verdict) == (Lamp.NONE, "1 项未核")
    assert Household.objects.short_of_standard(list(Criterion.objects.in_force())).get() == household


def test_what_does_not_apply_does_not_stand_in_the_way(village: Village, today: date) -> None:
    sheet = HouseholdSheet(_judged(village, CheckState.NOT_APPLICABLE), on=today)
    assert sheet.lamp is Lamp.OK
    assert not Household.objects.short_of_standard(list(Criterion.objects.in_force()))


def test_unmet_is_said_before_unchecked(village: Village, today: date) -> None:
    household = make_household(village)
    make_assessment(household, "income", state=CheckState.NOT_MET)
    sheet = HouseholdSheet(household, on=today)
    assert standing(household, sheet.points) == (Lamp.WARN, "还差 1 项，6 项未核")


def test_the_strip_shows_the_newest_year(village: Village, today: date) -> None:
    household = make_household(village)
    make_assessment(household, "food", year=2017, state=CheckState.NOT_MET)
    make_assessment(household, "food", year=2016)
    point = next(p for p in HouseholdSheet(household, on=today).points if p.criterion.code == "food")
    assert (point.assessment and point.assessment.year, point.state) == (2017, CheckState.NOT_MET)


def test_the_strip_of_fifty_households_is_one_query(village: Village, today: date) -> None:
    criteria = list(Criterion.objects.in_force())
    households = [make_household(village) for _ in range(50)]
    for household in households:
        for year in (2016, 2017):
            for point in criteria[:3]:
                make_assessment(household, point.code, year=year)
    for some in (households[:1], households):
        with CaptureQueriesContext(connection) as asked:
            rows = rows_of(some, criteria, on=today)
            assert all(len(row.points) == 7 for row in rows)
        assert [q["sql"] for q in asked if "households_assessment" in q["sql"]] == [asked[0]["sql"]]
        assert len(asked) == 3
