"""Where every filled cell of a superior's form comes from: a sheet added to the answer."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings

from office.filling.filling import FilledCell, printable
from office.maps.map_figures import Value, shown
from povertyplan.ui.dates import moment
from povertyplan.ui.sheets.repeating import Part

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE: Final = "填报来源"
# Heading → width.
COLUMNS: Final = {
    "表": 14,
    "格": 8,
    "代码": 40,
    "属于": 14,
    "名称": 18,
    "值": 14,
    "单位": 6,
    "条数": 8,
    "口径": 44,
    "名单": 34,
    "数据日期": 12,
    "填报时间": 17,
    "填报人": 10,
}
HEAD: Final = 4


@dataclass(frozen=True)
class Filling:
    """Who filled which file, when, with the figures of which day; `note` says what holds of that day."""

    file_name: str
    on: date
    at: datetime
    filler: str
    note: str = ""


def add_sources(book: "Workbook", cells: Sequence[FilledCell], filling: Filling) -> "Worksheet":
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 - slow start
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow start

    sheet = book.create_sheet(TITLE)
    put(sheet, 1, 1, TITLE).font = Font(bold=True, size=14)
    who = f"{filling.filler} {moment(filling.at)} 填"
    said = f"{filling.file_name}；{who}，数是 {filling.on.isoformat()} 的；{len(cells)} 处"
    put(sheet, 2, 1, f"{said}；{filling.note}" if filling.note else said)
    for place, (heading, width) in enumerate(COLUMNS.items(), 1):
        cell = put(sheet, HEAD, place, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE8EEF0")
        sheet.column_dimensions[get_column_letter(place)].width = width
    looks = _Looks()
    for row, filled in enumerate(cells, HEAD + 1):
        for place, value in enumerate(_line(filled, filling), 1):
            if value is not None and value != "":
                looks.dress(put(sheet, row, place, value))
        _link(sheet, row, filled, looks)
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(COLUMNS))}{HEAD + len(cells)}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    return sheet


def _line(filled: FilledCell, filling: Filling) -> tuple[Value, ...]:
    one = filled.figure
    value = shown(one.value) if one.value is None else one.value
    return (
        filled.sheet,
        filled.cell,
        one.code,
        one.place,
        one.label,
        value,
        one.unit,
        filled.count,
        one.rule,
        address(one.url),
        filling.on,
        moment(filling.at),
        filling.filler,
    )


def address(url: str) -> str:
    """As it can be opened from a file."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{url}" if url else ""


class _Looks:
    """The looks of the lines, each made once: a style is dear, and there may be 20,000 lines."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - slow start

        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._linked = Font(color="FF0B5A75", underline="single")
        self._known: dict[tuple[str, bool, bool], Part] = {}

    def dress(self, cell: Part, *, linked: bool = False) -> None:
        key = (cell.number_format, bool(cell.quotePrefix), linked)
        if key not in self._known:
            cell.alignment = self._wrapped
            if linked:
                cell.font = self._linked
            self._known[key] = cell._style
        cell._style = copy(self._known[key])


def _link(sheet: "Worksheet", row: int, filled: FilledCell, looks: _Looks) -> None:
    """To the cell, and to the list behind its figure."""
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415 - slow start

    quoted = filled.sheet.replace("'", "''")
    cell: Part = sheet.cell(row, 2)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{filled.cell}")
    looks.dress(cell, linked=True)
    if filled.figure.url:
        listed: Part = sheet.cell(row, list(COLUMNS).index("名单") + 1)
        listed.hyperlink = address(filled.figure.url)
        looks.dress(listed, linked=True)


def put(sheet: "Worksheet", row: int, column: int, value: Value) -> Part:
    """Text stays text, whatever it begins with."""
    cell: Part = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = printable(value) or None
        cell.data_type = "s" if value else "n"
        if value[:1] in ("=", "+", "-", "@"):
            cell.quotePrefix = True
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    return cell
