"""The file that brings enterprises in."""

from datetime import date

from enterprises.actions.enterprises import put_enterprises
from enterprises.imports.headings import LAYOUT
from enterprises.imports.listing import EnterprisePlan, Listing
from povertyplan.audit.models import ImportKind
from povertyplan.ui.sheets.kinds import Kind
from povertyplan.ui.sheets.reading import Table


def _compare(table: Table, /, *, today: date, locked: bool, close: bool) -> EnterprisePlan:
    listing = Listing(table, today=today, locked=locked)
    if close:
        table.close()
    return listing.plan()


ENTERPRISES = Kind(
    key=ImportKind.ENTERPRISES,
    layout=LAYOUT,
    compare=_compare,
    write=put_enterprises,
    list_url="enterprises:enterprise_list",
    list_label="看企业",
    shown=("credit_code", "name", "head_name", "paired"),
)
