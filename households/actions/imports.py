"""Files go in: staged sealed, then written in one transaction, whole or not at all."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from households import imports
from households.actions.bulk import copy_in, reserve_keys
from households.codes import Relation
from households.imports import PairingPlan, RosterPlan, VillagePlan
from households.models import Helper, HelperAssignment, Household, Member, StatusPeriod
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act, ImportBatch, ImportKind, ImportState
from povertyplan.audit.refusal import Refused
from povertyplan.sealing import seal_bytes
from povertyplan.ui.sheets.outcomes import Preview
from povertyplan.ui.sheets.reading import Table
from villages import imports as boundaries
from villages.actions.villages import put_villages

M = TypeVar("M", bound=models.Model)

# A staged file holds ID numbers: what nobody commits is forgotten.
KEEP_STAGED = timedelta(days=7)
MANY = 1_000
# One import at a time: two of the same file would both find nothing kept yet.
IMPORT_LOCK = 420_399


def stage_import(kind: str, file_name: str, content: bytes, *, by: User | None) -> ImportBatch:
    """Keeps the file sealed, with its columns as far as they are recognised. Refused where it cannot be read."""
    return _stage(kind, file_name, content, by=by)[0]


def _stage(kind: str, file_name: str, content: bytes, *, by: User | None) -> tuple[ImportBatch, Table | None]:
    _require_capability(by)
    table = None
    if kind == ImportKind.BOUNDARIES:
        boundaries.read(content)
    else:
        table = imports.table_of(kind, content, chosen=imports.remembered_columns(kind))
    digest = hashlib.sha256(content).hexdigest()
    with changing(by=by, reason=f"选文件 {file_name[:100]}"):
        stale = ImportBatch.objects.filter(
            state=ImportState.PREVIEW, created_at__lt=timezone.now() - KEEP_STAGED, file_sealed__isnull=False
        )
        stale.update(file_sealed=None)
        batch = ImportBatch.objects.create(
            kind=kind,
            file_name=file_name[:200],
            file_digest=digest,
            file_sealed=seal_bytes(content, place=imports.sealed_place(digest)),
            columns=table.matched if table else {},
            created_by=by,
        )
    return batch, table


def discard_import(batch: ImportBatch, *, by: User | None) -> None:
    """Drops a file that was staged and not written."""
    _require_capability(by)
    with changing(by=by, reason=f"放弃导入 {batch.file_name}"):
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != ImportState.PREVIEW:
            raise Refused("这批已经导入，要退回就撤销")
        locked.delete()


def commit_import(batch: ImportBatch, *, by: User | None, today: date) -> Preview:
    """Reads and compares the file again inside the transaction that writes it, so nothing is written by old news."""
    return _commit(batch, None, by=by, today=today)


def bring_in(kind: str, file_name: str, content: bytes, *, by: User | None, today: date) -> tuple[ImportBatch, Preview]:
    """Stages and commits in one go, reading the file once, for who needs no preview in between."""
    with transaction.atomic():
        batch, table = _stage(kind, file_name, content, by=by)
        return batch, _commit(batch, table, by=by, today=today)


def _commit(batch: ImportBatch, table: Table | None, *, by: User | None, today: date) -> Preview:
    _require_capability(by)
    reason = f"导入{batch.get_kind_display()} {batch.file_name[:120]}"
    try:
        with changing(by=by, reason=reason, batch=batch.pk):
            _one_import_at_a_time()
            locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if locked.state != ImportState.PREVIEW:
                raise Refused("这批已经导入过了")
            plan = imports.plan(locked, table, today=today, locked=True)
            _close(locked, plan.preview, by=by, reason=reason)
            _write(plan, by=by)
    except IntegrityError as clash:
        raise Refused("导入时同一户正被别人修改，什么都没有写。再核对一次") from clash
    return plan.preview


def _require_capability(by: User | None) -> None:
    if by is not None and not by.can(Capability.IMPORT_DATA):
        raise Refused("导入由办事处扶贫办做")


def _one_import_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _close(batch: ImportBatch, preview: Preview, *, by: User | None, reason: str) -> None:
    batch.state = ImportState.COMMITTED
    batch.committed_at = timezone.now()
    batch.counts = preview.counts()
    batch.columns = preview.columns
    if not preview.problems:
        # Only the refused rows can still be asked for; without any the file has served.
        batch.file_sealed = None
    batch.save()
    record(Act.IMPORT, by=by, subject=batch, reason=reason, counts=batch.counts)


def _write(plan: imports.Plan, *, by: User | None) -> None:
    if isinstance(plan, RosterPlan):
        _write_roster(plan)
    elif isinstance(plan, PairingPlan):
        _write_pairings(plan)
    elif isinstance(plan, VillagePlan):
        put_villages(plan, by=by)


def _write_roster(plan: RosterPlan) -> None:
    _update(Household, plan.changed_households)
    _join_lifted_later(plan.lifted_later)
    for key, household in zip(reserve_keys(Household, len(plan.new_households)), plan.new_households, strict=True):
        household.pk = key
    copy_in(plan.new_households)
    for period in plan.earlier_periods:
        period.household_id = period.household.pk
    copy_in(plan.earlier_periods)
    _update_members(plan.changed_members)
    for key, (member, number) in zip(reserve_keys(Member, len(plan.new_members)), plan.new_members, strict=True):
        member.pk, member.household_id = key, member.household.pk
        if number:
            member.keep_id_number(number)
    copy_in([member for member, _number in plan.new_members])


def _update_members(changed: Sequence[tuple[Member, set[str]]]) -> None:
    """A head who hands over, or two people whose 人编号 change places, first make room for each other."""
    renumbered = [member for member, columns in changed if "registry_no" in columns]
    if renumbered:
        Member.objects.filter(pk__in=[member.pk for member in renumbered]).update(registry_no=None)
    no_longer_head = [
        (member, columns) for member, columns in changed if "relation" in columns and member.relation != Relation.HEAD
    ]
    first = {member.pk for member, _columns in no_longer_head}
    _update(Member, no_longer_head)
    _update(Member, [(member, columns) for member, columns in changed if member.pk not in first])


def _join_lifted_later(households: Sequence[Household]) -> None:
    """The exit is later than was thought: what the trigger left as exit until then becomes poverty."""
    if not households:
        return
    periods = StatusPeriod.objects.filter(household__in=households)
    periods.filter(until=F("household__status_since"), status=F("household__poverty_status")).delete()
    last_closed = periods.filter(until__isnull=False).order_by("household_id", "-since").distinct("household_id")
    since = Household.objects.filter(pk=OuterRef("household_id")).values("status_since")
    StatusPeriod.objects.filter(pk__in=last_closed.values("pk")).update(until=Subquery(since))


def _write_pairings(plan: PairingPlan) -> None:
    _update(Helper, plan.changed_helpers)
    Helper.objects.bulk_create(plan.new_helpers, batch_size=MANY)
    # Ends come before beginnings, or the exclusion of overlaps would refuse the change of a helper.
    _update(HelperAssignment, [(pairing, {"until"}) for pairing in plan.changed_pairings])
    HelperAssignment.objects.bulk_create(plan.new_pairings, batch_size=MANY)


def _update(model: type[M], changed: Iterable[tuple[M, set[str]]]) -> None:
    """One statement for each set of changed columns and thousand rows."""
    groups: dict[frozenset[str], list[M]] = defaultdict(list)
    for row, columns in changed:
        groups[frozenset(columns)].append(row)
    for names, rows in groups.items():
        model._default_manager.bulk_update(rows, sorted(names), batch_size=MANY)
