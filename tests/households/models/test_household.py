"""The household's rules that Postgres keeps, tried by SQL as the app role; and its unbroken status history."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import Error, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from households.codes import PovertyStatus
from households.models import Household, StatusPeriod
from office.demo.builders import make_household, make_village
from povertyplan.accounts.models import User
from villages.models import Village

START = date(2014, 1, 1)


def sql(statement: str, *params: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def line(household: Household) -> list[tuple[str, date, date | None]]:
    return list(household.status_periods.values_list("status", "since", "until"))


def test_new_household_opens_its_history(village: Village) -> None:
    household = make_household(village, status_since=START)
    assert line(household) == [(PovertyStatus.IN_POVERTY, START, None)]


def test_raw_sql_cannot_change_the_status_without_history(village: Village) -> None:
    household = make_household(village, status_since=START)
    lift = "poverty_status = 'lifted', lifted_year = 2016, status_since = '2016-12-31'"
    sql(f"UPDATE households_household SET {lift} WHERE id = %s", household.pk)  # noqa: S608 - the line above
    assert line(household) == [
        (PovertyStatus.IN_POVERTY, START, date(2016, 12, 31)),
        (PovertyStatus.LIFTED, date(2016, 12, 31), None),
    ]


def test_correction_to_an_earlier_day_rewrites_what_came_after_it(village: Village) -> None:
    household = make_household(village, status_since=START)
    lifted = Household.objects.filter(pk=household.pk)
    lifted.update(poverty_status="lifted", lifted_year=2016, status_since=date(2016, 12, 31))
    lifted.update(poverty_status="in_poverty", lifted_year=None, status_since=START)
    assert line(household) == [(PovertyStatus.IN_POVERTY, START, None)]


def test_other_changes_leave_the_history_alone(village: Village) -> None:
    household = make_household(village, status_since=START)
    Household.objects.update(phone="10000000001")
    assert len(line(household)) == 1


class UnbrokenLine(TestCase):
    """Whatever the order of changes, the periods cover every day since the first, once."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 1500), st.sampled_from(PovertyStatus.values)), max_size=6))
    def test_periods_never_gap_or_overlap(self, changes: list[tuple[int, str]]) -> None:
        household = make_household(make_village(), status_since=START)
        for days, status in changes:
            day = START + timedelta(days=days)
            Household.objects.filter(pk=household.pk).update(
                poverty_status=status, status_since=day, lifted_year=day.year
            )
        periods = line(household)
        assert all(before[2] == after[1] for before, after in pairwise(periods))
        assert [until for *_, until in periods].count(None) == 1
        household.refresh_from_db()
        assert periods[-1][:2] == (household.poverty_status, household.status_since)


@pytest.mark.parametrize(
    "change",
    [
        "poverty_status='lifted', lifted_year=NULL",
        "category='9'",
        "other_causes=ARRAY['02','03','04']",
        "main_cause='01', other_causes=ARRAY['01']",
        "other_causes=ARRAY['77']",
        "reported_income=-1",
        "identified_year=1999",
        "registry_no='x'",
        "village_id=NULL",
    ],
)
def test_impossible_household_is_refused_by_the_database(village: Village, change: str) -> None:
    make_household(village)
    with pytest.raises(Error):
        sql(f"UPDATE households_household SET {change}")  # noqa: S608 - the attacks above


def test_periods_cannot_overlap_by_raw_sql(village: Village) -> None:
    household = make_household(village, status_since=START)
    with pytest.raises(Error):
        sql(
            "INSERT INTO households_statusperiod (household_id, status, since) VALUES (%s, 'lifted', '2015-01-01')",
            household.pk,
        )


def test_still_poor_on_a_past_day_follows_the_history(village: Village) -> None:
    household = make_household(village, status_since=START)
    Household.objects.update(poverty_status="lifted", lifted_year=2016, status_since=date(2016, 12, 31))
    on = Household.objects.still_poor_on
    assert list(on(date(2016, 12, 30))) == [household]
    assert not on(date(2016, 12, 31)).exists()
    assert not on(START - timedelta(days=1)).exists()


def test_cadre_sees_the_own_village_only(cadre: User, village: Village, other_village: Village) -> None:
    own = make_household(village)
    make_household(other_village)
    assert list(Household.objects.visible_to(cadre)) == [own]


def test_cadre_who_left_sees_nothing(cadre: User, village: Village) -> None:
    make_household(village)
    cadre.postings.update(until=date(2016, 6, 30))
    assert not Household.objects.visible_to(cadre).exists()


def test_history_keeps_raw_sql_too(village: Village) -> None:
    household = make_household(village)
    before = household.history.count()
    sql("UPDATE households_household SET phone='10000000009' WHERE id=%s", household.pk)
    assert household.history.count() == before + 1
    assert StatusPeriod.objects.filter(household=household).count() == 1


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE households_statusperiod SET status='lifted' WHERE until IS NULL",
        "UPDATE households_statusperiod SET until='2017-01-01' WHERE until IS NULL",
        "DELETE FROM households_statusperiod",
        "SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true); "
        "UPDATE households_household SET poverty_status='lifted', lifted_year=2016",
    ],
)
def test_status_and_its_open_period_cannot_be_parted(village: Village, attack: str) -> None:
    make_household(village, status_since=START)
    with pytest.raises(Error, match="no open period"):
        sql(f"{attack}; SET CONSTRAINTS ALL IMMEDIATE")
