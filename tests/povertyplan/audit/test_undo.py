"""An import batch is taken back whole or not at all."""

import threading
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from households.codes import PovertyStatus, Relation
from households.models import HelperAssignment, Household, Member, StatusPeriod
from office.demo.builders import assign, make_helper, make_household, make_member, make_visit
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, undo_import
from povertyplan.audit.models import Act, AuditEvent, ImportBatch, ImportKind, ImportState
from povertyplan.audit.refusal import Refused
from povertyplan.audit.undo import UndoConflict, plan_undo, tracked_models
from villages.models import Village


@pytest.fixture
def batch(office_user: User) -> ImportBatch:
    return ImportBatch.objects.create(
        kind=ImportKind.ROSTER,
        state=ImportState.COMMITTED,
        file_name="名册.xlsx",
        created_by=office_user,
        committed_at=timezone.now(),
    )


def dump() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table with history."""
    tables = {}
    for model, _events in tracked_models():
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t.*::text FROM {table} t ORDER BY id")
            tables[table] = cursor.fetchall()
    return tables


def relapse(household: Household) -> None:
    household.poverty_status = PovertyStatus.RELAPSED
    household.status_since = date(2017, 6, 1)
    household.save()


def test_every_table_is_as_before(village: Village, office_user: User, batch: ImportBatch) -> None:
    old = make_household(village, members=3, status=PovertyStatus.LIFTED, status_since=date(2015, 12, 31))
    gone = make_member(old, name="李四", relation=Relation.SON)
    assignment = assign(old, make_helper(name="王芳"), since=date(2016, 1, 1))
    before = dump()
    with changing(by=office_user, reason="导入", batch=batch.pk):
        relapse(old)
        Household.objects.update(hamlet="三组")
        gone.delete()
        assignment.until = date(2017, 1, 1)
        assignment.save()
        new = make_household(village, members=4)
        assign(new, make_helper(name="赵强"), since=date(2017, 1, 1))
    assert dump() != before

    undo_import(batch, by=office_user)

    assert dump() == before
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    assert AuditEvent.objects.get(act=Act.UNDO).facts["tables"]["户"] == {"deleted": 1, "restored": 1}


def test_status_periods_are_the_same_rows(village: Village, office_user: User, batch: ImportBatch) -> None:
    household = make_household(village)
    before = list(StatusPeriod.objects.values_list())
    with changing(by=office_user, reason="导入", batch=batch.pk):
        relapse(household)
    undo_import(batch, by=office_user)
    assert list(StatusPeriod.objects.values_list()) == before


def test_undo_is_itself_in_the_history(village: Village, office_user: User, batch: ImportBatch) -> None:
    household = make_household(village)
    with changing(by=office_user, reason="导入", batch=batch.pk):
        Household.objects.update(hamlet="三组")
    undo_import(batch, by=office_user)
    last = household.history.order_by("pgh_id").last()
    assert (last.pgh_context.metadata["reason"], last.hamlet) == ("撤销导入", household.hamlet)


def test_later_edit_is_named(village: Village, office_user: User, cadre: User, batch: ImportBatch) -> None:
    with changing(by=office_user, reason="导入", batch=batch.pk):
        household = make_household(village, members=1)
    head = household.members.get()
    with changing(by=cadre, reason="改成员"):
        Member.objects.filter(pk=head.pk).update(phone="10012345678")

    with pytest.raises(UndoConflict) as refusal:
        undo_import(batch, by=office_user)

    (conflict,) = refusal.value.conflicts
    assert (conflict.kind, conflict.row, conflict.who, conflict.why) == ("家庭成员", head.name, "何芳", "改成员")
    assert Household.objects.filter(pk=household.pk).exists()
    batch.refresh_from_db()
    assert batch.state == ImportState.COMMITTED


def test_row_hung_on_a_new_row_is_named(village: Village, office_user: User, batch: ImportBatch) -> None:
    with changing(by=office_user, reason="导入", batch=batch.pk):
        household = make_household(village)
    make_visit(household, visited_on=date(2017, 10, 1))
    assert [conflict.kind for conflict in plan_undo(batch.pk).conflicts] == ["走访"]


def test_visit_to_a_household_that_was_there_is_no_conflict(
    village: Village, office_user: User, batch: ImportBatch
) -> None:
    household = make_household(village)
    with changing(by=office_user, reason="导入", batch=batch.pk):
        Household.objects.update(hamlet="三组")
    make_visit(household, visited_on=date(2017, 10, 1))
    assert plan_undo(batch.pk).conflicts == []


def test_row_deleted_later_is_named(village: Village, office_user: User, cadre: User, batch: ImportBatch) -> None:
    household = make_household(village)
    with changing(by=office_user, reason="导入", batch=batch.pk):
        member = make_member(household, name="李四", relation=Relation.SON)
    with changing(by=cadre, reason="删去"):
        member.delete()
    (conflict,) = plan_undo(batch.pk).conflicts
    assert (conflict.row, conflict.who) == ("李四", "何芳")


def test_later_batch_that_was_undone_does_not_stand_in_the_way(
    village: Village, office_user: User, batch: ImportBatch
) -> None:
    household = make_household(village)
    before = dump()
    second = ImportBatch.objects.create(
        kind=ImportKind.ROSTER, state=ImportState.COMMITTED, file_name="二.xlsx", committed_at=timezone.now()
    )
    for number, name in ((batch.pk, "三组"), (second.pk, "四组")):
        with changing(by=office_user, reason="导入", batch=number):
            Household.objects.filter(pk=household.pk).update(hamlet=name)
    with pytest.raises(UndoConflict):
        undo_import(batch, by=office_user)
    assert [(group.batch, group.rows) for group in plan_undo(batch.pk).groups] == [(second.pk, 1)]
    undo_import(second, by=office_user)
    undo_import(batch, by=office_user)
    assert dump() == before


def test_value_taken_by_somebody_later_is_refused(village: Village, office_user: User, batch: ImportBatch) -> None:
    household = make_household(village, registry_no="QT-0001")
    with changing(by=office_user, reason="导入", batch=batch.pk):
        Household.objects.filter(pk=household.pk).update(registry_no="QT-0002")
    make_household(village, registry_no="QT-0001")
    with pytest.raises(Refused, match="占用"):
        undo_import(batch, by=office_user)
    assert Household.objects.filter(registry_no="QT-0002").exists()


def test_second_undo_is_refused(village: Village, office_user: User, batch: ImportBatch) -> None:
    with changing(by=office_user, reason="导入", batch=batch.pk):
        make_household(village)
    undo_import(batch, by=office_user)
    with pytest.raises(Refused, match="已经撤销过"):
        undo_import(batch, by=office_user)


def test_batch_not_yet_written_is_refused(office_user: User) -> None:
    batch = ImportBatch.objects.create(kind=ImportKind.ROSTER, file_name="名册.xlsx")
    with pytest.raises(Refused, match="还没有导入"):
        undo_import(batch, by=office_user)


def test_costs_the_same_for_one_row_and_for_many(village: Village, office_user: User) -> None:
    def statements(households: int) -> int:
        batch = ImportBatch.objects.create(
            kind=ImportKind.ROSTER, state=ImportState.COMMITTED, file_name="名册.xlsx", committed_at=timezone.now()
        )
        with changing(by=office_user, reason="导入", batch=batch.pk):
            for _ in range(households):
                make_household(village, members=2)
        with CaptureQueriesContext(connection) as seen:
            undo_import(batch, by=office_user)
        return len(seen)

    assert statements(1) == statements(3)


@pytest.mark.django_db(transaction=True)
def test_two_undos_at_once_restore_once(village: Village, office_user: User, batch: ImportBatch) -> None:
    with changing(by=office_user, reason="导入", batch=batch.pk):
        make_household(village)
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def attempt() -> None:
        together.wait(timeout=10)
        try:
            undo_import(batch, by=office_user)
            outcomes.append("undone")
        except Refused as refusal:
            outcomes.append(refusal.message)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["undone", "这批已经撤销过"]
    assert not HelperAssignment.objects.exists()
