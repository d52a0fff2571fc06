"""Leaving a trace: `changing` around every change of rows, `record` for acts that change none."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pghistory
import pgtrigger
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from psycopg2 import sql

from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent, ImportBatch, ImportState
from povertyplan.audit.refusal import Refused
from povertyplan.audit.undo import TableUndo, UndoConflict, UndoPlan, lock_touched_rows, plan_undo
from povertyplan.history import DerivingTrigger


@contextmanager
def changing(*, by: User | None, reason: str, **facts: Any) -> Iterator[None]:
    """One transaction whose row history carries who, why and `facts` (JSON values).

    `by` is None only for the installation itself (seed, first account).
    """
    who = {"user": by.pk, "user_name": by.name} if by else {"user": None, "user_name": "系统"}
    with transaction.atomic(), pghistory.context(**who, reason=reason, **facts):
        yield


def record(
    act: Act,
    *,
    by: User | None,
    subject: models.Model | None = None,
    village_code: str = "",
    reason: str = "",
    address: str = "",
    user_name: str = "",
    **facts: Any,
) -> AuditEvent:
    return AuditEvent.objects.create(
        act=act,
        user=by,
        user_name=user_name or (by.name if by else "系统"),
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        subject_name=str(subject) if subject else "",
        village_code=village_code,
        reason=reason,
        facts=facts,
        address=address,
    )


def undo_import(batch: ImportBatch, *, by: User | None) -> UndoPlan:
    """Every table that the batch wrote is as it was before; raises UndoConflict where later rows depend on it."""
    with changing(by=by, reason="撤销导入", undo_of=batch.pk):
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != ImportState.COMMITTED:
            raise Refused("这批已经撤销过" if locked.state == ImportState.UNDONE else "这批还没有导入，不用撤销")
        lock_touched_rows(batch.pk)
        plan = plan_undo(batch.pk)
        if plan.conflicts:
            raise UndoConflict(plan.conflicts)
        _go_back(plan)
        locked.state, locked.undone_at = ImportState.UNDONE, timezone.now()
        locked.save(update_fields=["state", "undone_at"])
        record(Act.UNDO, by=by, subject=locked, tables=plan.counts)
    return plan


def _go_back(plan: UndoPlan) -> None:
    """Deletes, then updates, then inserts, so that unique values are free; foreign keys wait for the commit."""
    held = [
        f"{table.model._meta.label}:{trigger.name}"
        for table in plan.tables
        for trigger in table.model._meta.triggers  # type: ignore[attr-defined]
        if isinstance(trigger, DerivingTrigger)
    ]
    try:
        with pgtrigger.ignore(*held) if held else nullcontext(), transaction.atomic():
            for write in (_delete, _update, _insert):
                for table in plan.tables:
                    write(table)
    except IntegrityError as taken:
        raise Refused("撤不回来：原来的编号或证件号已经被后来登记的一行占用，先改那一行") from taken


def _delete(table: TableUndo) -> None:
    _run("DELETE FROM {table} WHERE {key} = ANY(%s)", table, table.delete)


def _update(table: TableUndo) -> None:
    statement = (
        "UPDATE {table} SET ({columns}) = ROW({old_columns}) FROM {events} old "
        "WHERE old.pgh_obj_id = {table}.{key} AND old.pgh_id = ANY(%s)"
    )
    _run(statement, table, table.update)


def _insert(table: TableUndo) -> None:
    statement = "INSERT INTO {table} ({columns}) SELECT {old_columns} FROM {events} old WHERE old.pgh_id = ANY(%s)"
    _run(statement, table, table.insert)


def _run(statement: str, table: TableUndo, keys: list[int]) -> None:
    """Runs it for `keys` of rows or events, all at once: a batch may hold ten thousand rows."""
    if not keys:
        return
    kept = {field.column for field in table.events._meta.concrete_fields}
    columns = [str(field.column) for field in table.model._meta.concrete_fields if field.column in kept]
    text = sql.SQL(statement).format(
        table=sql.Identifier(table.model._meta.db_table),
        events=sql.Identifier(table.events._meta.db_table),
        key=sql.Identifier(str(table.model._meta.pk.column)),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        old_columns=sql.SQL(", ").join(sql.Identifier("old", column) for column in columns),
    )
    with connection.cursor() as cursor:
        cursor.execute(text.as_string(cursor.connection), [keys])


# The sum stays what it was, so no page kept by it is lost; what a new backend of the same number counts comes on top.
_FOLD = """
WITH gone AS (
  DELETE FROM audit_datachange c WHERE c.backend <> 0
     AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = c.backend)
  RETURNING c.changes
)
INSERT INTO audit_datachange AS kept (backend, changes) SELECT 0, sum(changes) FROM gone HAVING count(*) > 0
ON CONFLICT (backend) DO UPDATE SET changes = kept.changes + EXCLUDED.changes
"""


def fold_data_changes() -> None:
    """The counts of backends that are gone go into one row (povertyplan/data_version.py): once a day is enough."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)
