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
    relapse = "poverty_status = 'relapsed', status_since = '2016-12-31'"
    sql(f"UPDATE households_household SET {relapse} WHERE id = %s", household.pk)
    assert line(household) == [
        (PovertyStatus.IN_POVERTY, START, date(2016, 12, 31)),
        (PovertyStatus.RELAPSED, date(2016, 12, 31), None),
    ]


@pytest.mark.parametrize("status", ["lifted", "proposed"])
def test_raw_sql_cannot_call_a_household_out_of_poverty(village: Village, status: str) -> None:
    """Neither today nor on a day before the plan; only a closed exit does (R1.4)."""
    household = make_household(village, status_since=START)
    for since in ("2017-11-16", "2014-01-02", "2013-01-01"):
        with pytest.raises(Error, match=r"no exit closed|no notice"):
            sql(
                "UPDATE households_household SET poverty_status = %s, lifted_year = 2016, status_since = %s,"
                " registered_lifted_on = %s WHERE id = %s",
                status,
                since,
                since,
                household.pk,
            )


def test_who_came_as_lifted_from_the_superior_may_go_back_to_that_day_alone(village: Village) -> None:
    """An import that called such a household poor again can be undone; another day cannot be slipped in."""
    household = make_household(village, status=PovertyStatus.LIFTED, status_since=date(2015, 12, 31))
    sql("UPDATE households_household SET poverty_status = 'in_poverty', status_since = '2017-03-01'")
    lift = "UPDATE households_household SET poverty_status = 'lifted', status_since = %s"
    with pytest.raises(Error, match="no exit closed"):
        sql(lift, "2017-05-01")
    sql(lift, "2015-12-31")
    assert line(household)[-1] == (PovertyStatus.LIFTED, date(2015, 12, 31), None)


def test_exit_year_of_the_superior_can_be_corrected(village: Village) -> None:
    household = make_household(village, status=PovertyStatus.LIFTED, status_since=date(2015, 12, 31))
    sql("UPDATE households_household SET lifted_year = 2016, status_since = '2016-12-31'")
    household.refresh_from_db()
    assert household.registered_lifted_on == date(2016, 12, 31)


def test_correction_to_an_earlier_day_rewrites_what_came_after_it(village: Village) -> None:
    household = make_household(village, status_since=START)
    moved = Household.objects.filter(pk=household.pk)
    moved.update(poverty_status="relapsed", status_since=date(2016, 12, 31))
    moved.update(poverty_status="in_poverty", status_since=START)
    assert line(household) == [(PovertyStatus.IN_POVERTY, START, None)]


def test_other_changes_leave_the_history_alone(village: Village) -> None:
    household = make_household(village, status_since=START)
    Household.objects.update(phone="10000000001")
    assert len(line(household)) == 1


class UnbrokenLine(TestCase):
    """Whatever the order of changes, the periods cover every day since the first, once."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 1500), st.sampled_from(["in_poverty", "relapsed"])), max_size=6))
    def test_periods_never_gap_or_overlap(self, changes: list[tuple[int, str]]) -> None:
        household = make_household(make_village(), status_since=START)
        for days, status in changes:
            day = START + timedelta(days=days)
            Household.objects.filter(pk=household.pk).update(poverty_status=status, status_since=day)
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
        sql(f"UPDATE households_household SET {change}")


def test_periods_cannot_overlap_by_raw_sql(village: Village) -> None:
    household = make_household(village, status_since=START)
    with pytest.raises(Error):
        sql(
            "INSERT INTO households_statusperiod (household_id, status, since) VALUES (%s, 'lifted', '2015-01-01')",
            household.pk,
        )


def test_still_poor_on_a_past_day_follows_the_history(village: Village) -> None:
    household = make_household(village, status=PovertyStatus.LIFTED, status_since=date(2016, 12, 31))
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
        "UPDATE households_statusperiod SET status='lifted'",
    ],
)
def test_status_and_its_open_period_cannot_be_parted(village: Village, attack: str) -> None:
    make_household(village, status_since=START)
    with pytest.raises(Error, match="no open period"):
        sql(f"{attack}; SET CONSTRAINTS ALL IMMEDIATE")
