"""Files on their way in: read, checked and held against the database, whatever their kind (`ui.sheets.kinds`)."""

from collections.abc import Mapping
from datetime import date

from povertyplan.audit.models import ColumnMatch, ImportBatch
from povertyplan.audit.refusal import Refused
from povertyplan.sealing import unseal_bytes
from povertyplan.ui.sheets.kinds import Kind, Plan, kind_of
from povertyplan.ui.sheets.marking import marked
from povertyplan.ui.sheets.outcomes import Outcome, Preview
from povertyplan.ui.sheets.reading import Table, open_table, require_columns


def preview(batch: ImportBatch, *, today: date) -> Preview:
    """The whole file held against the database as it is now. Raises Refused, MissingColumns among them."""
    return plan(batch, today=today).preview


def plan(batch: ImportBatch, opened: object = None, *, today: date, locked: bool = False) -> Plan:
    """`opened` is the batch's file if the caller has it open; `locked` keeps what is compared unchanged."""
    kind = kind_of(batch.kind)
    if opened is None:
        return plan_file(batch.kind, content_of(batch), chosen=batch.columns, today=today, locked=locked)
    return kind.compare(_complete(kind, opened), today=today, locked=locked, close=True)


def plan_file(key: str, content: bytes, *, chosen: Mapping[str, str], today: date, locked: bool = False) -> Plan:
    """`chosen` maps headings to fields as a person matched them; `locked` keeps what is compared unchanged."""
    kind = kind_of(key)
    opened = _complete(kind, kind.open(content, chosen=chosen))
    return kind.compare(opened, today=today, locked=locked, close=True)


def table_with_preview(batch: ImportBatch, *, today: date) -> tuple[Table | None, Preview]:
    """For a page that shows the table's cells too and need not read the file twice; no table, None."""
    kind = kind_of(batch.kind)
    opened = _complete(kind, kind.open(content_of(batch), chosen=batch.columns))
    found = kind.compare(opened, today=today, locked=False, close=False).preview
    return (opened if isinstance(opened, Table) else None), found


def _complete(kind: Kind, opened: object) -> object:
    """With every needed column; raises MissingColumns."""
    if kind.layout is not None and isinstance(opened, Table):
        require_columns(opened, kind.layout)
    return opened


def remembered_columns(kind: str) -> dict[str, str]:
    """Heading → field, as people matched the columns of earlier files."""
    return dict(ColumnMatch.objects.filter(kind=kind).values_list("heading", "field"))


def content_of(batch: ImportBatch) -> bytes:
    if batch.file_sealed is None:
        raise Refused("这份文件已经清除，重新选文件")
    return unseal_bytes(batch.file_sealed, place=sealed_place(batch.file_digest))


def sealed_place(digest: str) -> str:
    """What a kept file is sealed to: a file copied to another batch does not open."""
    return f"audit_importbatch.file_sealed:{digest}"


def marked_workbook(batch: ImportBatch, *, today: date) -> bytes:
    """The refused rows as a workbook to correct. Raises Refused where there is none."""
    kind = kind_of(batch.kind)
    if kind.layout is None:
        raise Refused(f"{kind.label}的文件没有可以标红的表")
    result = preview(batch, today=today)
    noun = result.nouns[-1]
    rows = [outcome.row for outcome in result.outcomes if outcome.noun == noun and outcome.outcome is Outcome.REFUSED]
    if not rows:
        raise Refused("没有有误的行")
    return marked(open_table(content_of(batch), kind.layout, chosen=batch.columns), rows, result.problems)
