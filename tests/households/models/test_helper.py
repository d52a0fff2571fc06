"""Pairings have dates and never overlap (domain acceptance check 8)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from households.models import Helper, HelperAssignment
from office.demo.builders import assign, make_helper, make_household
from povertyplan.accounts.models import User
from villages.models import Village


def test_two_helpers_at_once_are_refused_by_the_database(village: Village) -> None:
    household = make_household(village)
    assign(household, make_helper(name="何芳"), since=date(2016, 3, 1))
    with pytest.raises(IntegrityError, match="assignment_one_helper_a_day"), transaction.atomic():
        assign(household, make_helper(name="吴涛"), since=date(2017, 1, 1))


def test_one_may_end_and_another_begin_the_next_day(village: Village) -> None:
    household = make_household(village)
    assign(household, make_helper(name="吴涛"), since=date(2015, 3, 1), until=date(2016, 2, 29))
    assign(household, make_helper(name="何芳"), since=date(2016, 3, 1))
    current = HelperAssignment.objects.current(on=date(2016, 3, 1)).get()
    assert current.helper.name == "何芳"


def test_shared_last_day_is_an_overlap(village: Village) -> None:
    household = make_household(village)
    assign(household, make_helper(name="吴涛"), since=date(2015, 3, 1), until=date(2016, 3, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        assign(household, make_helper(name="何芳"), since=date(2016, 3, 1))


def test_end_before_start_is_refused_by_the_database(village: Village) -> None:
    assign(make_household(village), make_helper(name="何芳"), since=date(2016, 3, 1))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE households_helperassignment SET until = '2016-01-01'")


def test_cadre_sees_helpers_of_the_own_village(cadre: User, village: Village, other_village: Village) -> None:
    own, foreign = make_helper(name="何芳"), make_helper(name="吴涛")
    assign(make_household(village), own, since=date(2016, 3, 1))
    assign(make_household(other_village), foreign, since=date(2016, 3, 1))
    assert list(Helper.objects.visible_to(cadre)) == [own]
