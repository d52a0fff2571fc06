"""Any past day again: what is read inside is what was known then, under the same names (R8)."""

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pghistory.models import Event

from households.codes import Category, PovertyCause
from households.models import HelperAssignment, Household, IncomeLine, NetIncome, Visit
from office.bags.bag import bags_of
from office.demo.builders import (
    assign,
    make_baseline,
    make_helper,
    make_household,
    make_income,
    make_village,
    make_visit,
)
from office.maps.map_figures import figures_of
from povertyplan.audit.actions import changing
from povertyplan.past import as_known, end_of, known_of
from tests.office.boards import board_on
from villages.models import Village

# Every change of a test has to be a transaction of its own: a version is as old as the transaction that wrote it.
pytestmark = pytest.mark.django_db(transaction=True)


def a_moment() -> datetime:
    """Of the database, after everything that was committed so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    assert isinstance(now, datetime)
    return now


def change(**facts: object) -> None:
    with changing(by=None, reason="改"):
        Household.objects.update(**facts)


def test_a_changed_row_is_what_it_was() -> None:
    household = make_household(make_village(), category=Category.ORDINARY)
    before = a_moment()
    change(category=Category.DIBAO)
    with as_known(before):
        assert Household.objects.get(pk=household.pk).category == Category.ORDINARY
    assert Household.objects.get(pk=household.pk).category == Category.DIBAO


def test_a_row_that_came_later_is_not_there_and_one_that_went_is() -> None:
    village = make_village()
    gone = make_visit(make_household(village))
    before = a_moment()
    later = make_household(village)
    with changing(by=None, reason="删"):
        Visit.objects.filter(pk=gone.pk).delete()
    with as_known(before):
        assert not Household.objects.filter(pk=later.pk).exists()
        assert Visit.objects.filter(pk=gone.pk).exists()
    assert not Visit.objects.filter(pk=gone.pk).exists()


def test_before_anything_was_written_nothing_is_known() -> None:
    before = a_moment()
    make_village()
    with as_known(before):
        assert not Village.objects.exists()


def test_rows_join_as_they_stood() -> None:
    household = make_household(make_village())
    assign(household, make_helper(name="周才"), since=date(2017, 1, 1))
    before = a_moment()
    with changing(by=None, reason="换人"):
        HelperAssignment.objects.filter(household=household).update(until=date(2017, 3, 1))
    with as_known(before):
        assert Household.objects.with_helper(on=date(2017, 5, 1)).get(pk=household.pk).helper_name == "周才"
    assert not Household.objects.with_helper(on=date(2017, 5, 1)).get(pk=household.pk).helper_name


def test_nothing_can_be_written_into_the_past() -> None:
    household = make_household(make_village())
    with pytest.raises(DatabaseError), as_known(a_moment()):
        Household.objects.filter(pk=household.pk).update(category=Category.DIBAO)
    assert Household.objects.get(pk=household.pk).category == household.category


def test_the_session_reads_the_present_again_afterwards_also_after_an_error() -> None:
    before = a_moment()
    make_village()
    with as_known(before):
        pass
    assert Village.objects.exists()
    with pytest.raises(ZeroDivisionError), as_known(before):
        raise ZeroDivisionError
    assert Village.objects.exists()
    with transaction.atomic():
        with as_known(before):
            assert not Village.objects.exists()
        assert Village.objects.exists()


def test_the_map_of_a_moment_is_the_map_that_was_printed_then(today: date) -> None:
    village = make_village()
    make_baseline(starts_on=today - timedelta(days=200), deadline=today + timedelta(days=300))
    for _ in range(3):
        household = make_household(village)
    assign(household, make_helper(), since=today - timedelta(days=100))
    printed = [figure.as_kept() for figure in figures_of(board_on(today))]
    moment = a_moment()
    make_household(village)
    change(category=Category.WUBAO, main_cause=PovertyCause.SCHOOLING)
    with changing(by=None, reason="改"):
        Village.objects.update(leader_name="新来的")
    now = [figure.as_kept() for figure in figures_of(board_on(today))]
    with as_known(moment):
        again = [figure.as_kept() for figure in figures_of(board_on(today))]
    assert again == printed != now


def test_a_bag_of_a_moment_says_what_it_said(today: date) -> None:
    household = make_household(make_village())
    rows = Household.objects.filter(pk=household.pk)
    (printed,) = bags_of(rows, on=today)
    moment = a_moment()
    change(main_cause=PovertyCause.SCHOOLING)
    (now,) = bags_of(rows, on=today)
    with as_known(moment):
        (again,) = bags_of(rows, on=today)
    assert again.content_hash == printed.content_hash != now.content_hash


def test_what_a_view_derives_is_derived_of_the_rows_of_then() -> None:
    """NetIncome is a view of income lines; its copy has to read the lines as they stood."""
    household = make_household(make_village(), members=2)
    register = make_income(household, yuan={"W1": 2_000})
    before = a_moment()
    with changing(by=None, reason="改"):
        IncomeLine.objects.filter(register=register).update(amount=500_000)
    with as_known(before):
        assert NetIncome.objects.get(household=household).net == 200_000
    assert NetIncome.objects.get(household=household).net == 500_000


def test_every_table_with_history_has_its_view() -> None:
    """A later migration that adds a column and forgets `firm` would leave the past without it."""
    tracked = {
        model.pgh_tracked_model
        for model in apps.get_models()
        if issubclass(model, Event) and model.pgh_tracked_model is not None
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
            " WHERE table_schema = 'past' GROUP BY 1"
        )
        views = {name: set(columns) for name, columns in cursor.fetchall()}
    assert tracked
    for model in tracked | {NetIncome}:
        assert views[model._meta.db_table] == {field.column for field in model._meta.concrete_fields}


def test_a_day_is_shown_as_it_was_known_at_its_end() -> None:
    today, began = date(2017, 11, 16), date(2017, 3, 1)
    assert known_of(today, began=began, today=today) is None
    assert known_of(date(2017, 5, 2), began=began, today=today) == end_of(date(2017, 5, 2))
    # Before the records nothing was written down: told with today's knowledge.
    assert known_of(date(2017, 2, 28), began=began, today=today) is None
    assert known_of(date(2017, 2, 28), began=None, today=today) is None
    last = timezone.localtime(end_of(date(2017, 5, 2)))
    assert (last.date(), last.hour, last.minute) == (date(2017, 5, 2), 23, 59)
