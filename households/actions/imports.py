"""Files go in: staged sealed, then written in one transaction, whole or not at all."""

import hashlib
from datetime import date, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from households import imports
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act, ImportBatch, ImportState
from povertyplan.audit.refusal import Refused
from povertyplan.sealing import seal_bytes
from povertyplan.ui.sheets.kinds import kind_of
from povertyplan.ui.sheets.outcomes import Preview
from povertyplan.ui.sheets.reading import Table

# A staged file holds ID numbers: what nobody commits is forgotten.
KEEP_STAGED = timedelta(days=7)
# One import at a time: two of the same file would both find nothing kept yet.
IMPORT_LOCK = 420_399


def stage_import(kind: str, file_name: str, content: bytes, *, by: User | None) -> ImportBatch:
    """Keeps the file sealed, with its columns as far as they are recognised. Refused where it cannot be read."""
    return _stage(kind, file_name, content, by=by)[0]


def _stage(kind: str, file_name: str, content: bytes, *, by: User | None) -> tuple[ImportBatch, object]:
    """The batch, and the file as its kind opens it."""
    _require_capability(by)
    opened = kind_of(kind).open(content, chosen=imports.remembered_columns(kind))
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
            columns=opened.matched if isinstance(opened, Table) else {},
            created_by=by,
        )
    return batch, opened


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
        batch, opened = _stage(kind, file_name, content, by=by)
        return batch, _commit(batch, opened, by=by, today=today)


def _commit(batch: ImportBatch, opened: object, *, by: User | None, today: date) -> Preview:
    _require_capability(by)
    reason = f"导入{batch.get_kind_display()} {batch.file_name[:120]}"
    try:
        with changing(by=by, reason=reason, batch=batch.pk):
            _one_import_at_a_time()
            locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if locked.state != ImportState.PREVIEW:
                raise Refused("这批已经导入过了")
            plan = imports.plan(locked, opened, today=today, locked=True)
            _close(locked, plan.preview, by=by, reason=reason)
            kind_of(locked.kind).write(plan)
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
