"""The number under which a page may be kept: it grows with every committed change, and with nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from pghistory.models import Event

from office.demo.builders import make_household, make_village, make_visit
from povertyplan.audit.actions import fold_data_changes, record
from povertyplan.audit.models import Act, DataChange
from povertyplan.data_version import data_version
from villages.models import Village

pytestmark = pytest.mark.django_db(transaction=True)

# What no page of figures shows, or what only says that somebody looked.
SILENT = {"sessions", "pghistory", "audit", "contenttypes"}


def test_it_grows_with_every_transaction_that_writes() -> None:
    before = data_version()
    village = make_village()
    first = data_version()
    Village.objects.filter(pk=village.pk).update(leader_name="周才")
    second = data_version()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM villages_village WHERE id = %s", [village.pk])
    assert before < first < second < data_version()


def test_reading_and_tracing_leave_it_alone() -> None:
    make_household(make_village())
    before = data_version()
    list(Village.objects.all())
    record(Act.EXPORT, by=None)
    assert data_version() == before


def test_what_is_rolled_back_changed_nothing() -> None:
    before = data_version()
    with transaction.atomic():
        make_village()
        transaction.set_rollback(True)
    assert data_version() == before


def test_a_transaction_counts_once_however_much_it_writes() -> None:
    household = make_household(make_village())
    before = data_version()
    with transaction.atomic():
        for days in range(5):
            make_visit(household, visited_on=timezone.localdate() - timedelta(days=days))
    assert data_version() == before + 1


def test_what_is_not_committed_yet_is_not_counted_and_writers_do_not_wait() -> None:
    """With a sequence the number would be out before the rows are: a page kept under it would stay wrong."""

    def elsewhere() -> tuple[int, int]:
        try:
            seen = data_version()
            make_village()
            return seen, data_version()
        finally:
            connection.close()

    before = data_version()
    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        make_village()
        seen, after = other.submit(elsewhere).result(timeout=20)
        assert (seen, after) == (before, before + 1)
    assert data_version() == before + 2
    assert DataChange.objects.count() >= 2


def test_counts_of_backends_that_are_gone_are_folded_and_the_number_stays() -> None:
    make_village()
    DataChange.objects.create(backend=-1, changes=40)
    DataChange.objects.create(backend=-2, changes=2)
    before = data_version()
    for _ in range(2):
        fold_data_changes()
        assert data_version() == before
    rows = dict(DataChange.objects.values_list("backend", "changes"))
    assert rows[0] >= 42
    assert not {-1, -2} & set(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] in rows, "this backend still counts for itself"
    make_village()
    assert data_version() == before + 1


def test_every_table_of_the_domain_is_counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname = 'note_change'"
        )
        counted = {name for (name,) in cursor.fetchall()}
    expected = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not issubclass(model, Event) and model._meta.app_label not in SILENT
    } - {"accounts_signinattempt"}
    # A staged import is a thing to do on the map.
    assert expected | {"audit_importbatch"} <= counted
    assert not counted & {"django_session", "audit_auditevent", "audit_datachange"}
