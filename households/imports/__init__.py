"""Rosters, pairing lists and boundaries on their way in: reading, checking, and holding against the database."""

from collections.abc import Mapping
from datetime import date

from households.imports.compare import Comparison, RosterPlan
from households.imports.headings import HELPERS_LAYOUT, ROSTER_LAYOUT
from households.imports.helpers import PairingComparison, PairingPlan
from households.imports.kept import load
from households.imports.roster import Villages, read
from povertyplan.audit.models import ColumnMatch, ImportBatch, ImportKind
from povertyplan.audit.refusal import Refused
from povertyplan.sealing import unseal_bytes
from povertyplan.ui.sheets.marking import marked
from povertyplan.ui.sheets.outcomes import Outcome, Preview
from povertyplan.ui.sheets.reading import Layout, Table, open_table, require_columns
from villages import imports as boundaries
from villages.imports import VillagePlan
from villages.models import Village

__all__ = [
    "PairingPlan",
    "RosterPlan",
    "VillagePlan",
    "complete_table",
    "content_of",
    "field_choices",
    "marked_workbook",
    "plan",
    "plan_file",
    "plan_table",
    "preview",
    "remembered_columns",
    "required_fields",
    "sealed_place",
    "table_of",
]

LAYOUTS: Mapping[str, Layout] = {ImportKind.ROSTER: ROSTER_LAYOUT, ImportKind.HELPERS: HELPERS_LAYOUT}

Plan = RosterPlan | PairingPlan | VillagePlan


def preview(batch: ImportBatch, *, today: date) -> Preview:
    """The whole file held against the database as it is now. Raises Refused, MissingColumns among them."""
    return plan(batch, today=today).preview


def plan(batch: ImportBatch, table: Table | None = None, *, today: date, locked: bool = False) -> Plan:
    """`table` is the batch's file if the caller has it open; `locked` keeps what is compared unchanged."""
    if table is None:
        return plan_file(batch.kind, content_of(batch), chosen=batch.columns, today=today, locked=locked)
    require_columns(table, LAYOUTS[batch.kind])
    return plan_table(batch.kind, table, today=today, locked=locked, close=True)


def plan_file(kind: str, content: bytes, *, chosen: Mapping[str, str], today: date, locked: bool = False) -> Plan:
    """`chosen` maps headings to fields as a person matched them; `locked` keeps what is compared unchanged."""
    if kind == ImportKind.BOUNDARIES:
        return boundaries.plan(boundaries.read(content))
    table = complete_table(kind, content, chosen=chosen)
    return plan_table(kind, table, today=today, locked=locked, close=True)


def complete_table(kind: str, content: bytes, *, chosen: Mapping[str, str]) -> Table:
    """The file's sheet with every needed column; raises MissingColumns."""
    table = open_table(content, LAYOUTS[kind], chosen=chosen)
    require_columns(table, LAYOUTS[kind])
    return table


def plan_table(
    kind: str, table: Table, *, today: date, locked: bool = False, close: bool = False
) -> RosterPlan | PairingPlan:
    """For a page that shows the table's cells too and need not read the file twice; others let it be closed."""
    if kind == ImportKind.HELPERS:
        return PairingComparison(table, today=today, locked=locked).plan()
    known = list(Village.objects.values_list("pk", "name", "code"))
    if not known:
        raise Refused("还没有村。先导入村和边界")
    villages = Villages({name: pk for pk, name, _ in known}, {code: pk for pk, _, code in known})
    roster = read(table, villages=villages, today=today)
    if close:
        table.close()
    return Comparison(roster, load(roster, locked=locked), today=today).plan()


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


def table_of(kind: str, content: bytes, *, chosen: Mapping[str, str]) -> Table:
    return open_table(content, LAYOUTS[kind], chosen=chosen)


def field_choices(kind: str) -> list[tuple[str, str]]:
    """What a column can be, for the page on which columns are matched; "" is not read."""
    if kind not in LAYOUTS:
        return []
    return [("", "不读这一列"), *LAYOUTS[kind].labels.items()]


def required_fields(kind: str) -> frozenset[str]:
    return LAYOUTS[kind].required if kind in LAYOUTS else frozenset()


def marked_workbook(batch: ImportBatch, *, today: date) -> bytes:
    """The refused rows as a workbook to correct. Raises Refused where there is none."""
    if batch.kind not in LAYOUTS:
        raise Refused("边界文件没有可以标红的表")
    result = preview(batch, today=today)
    noun = result.nouns[-1]
    rows = [outcome.row for outcome in result.outcomes if outcome.noun == noun and outcome.outcome is Outcome.REFUSED]
    if not rows:
        raise Refused("没有有误的行")
    table = open_table(content_of(batch), LAYOUTS[batch.kind], chosen=batch.columns)
    return marked(table, rows, result.problems)
