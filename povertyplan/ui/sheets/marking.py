"""The refused rows of a file as a workbook of the same shape, with a column 问题 and the cells to correct in colour."""

import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from povertyplan.ui.sheets.outcomes import Problem
from povertyplan.ui.sheets.reading import Cell, Table

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

HEADING = "问题"
FILL = "FFF4C7C3"
HEADING_FILL = "FFE8EEF0"
WIDE = 60
EXACT = 10**15


def marked(table: Table, rows: Iterable[int], problems: Iterable[Problem]) -> bytes:
    """An .xlsx with the heading rows of `table` and those of its rows whose numbers are given.

    It can be corrected and imported again as it is: the added column is not read. Everything that was text stays
    text, so that nothing in it can become a formula.
    """
    import openpyxl  # noqa: PLC0415 - slow start

    assert openpyxl.DEFUSEDXML, "openpyxl would expand entities without defusedxml"  # noqa: S101
    wanted = set(rows)
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.row].append(problem)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = table.sheet
    added = max((column.position for column in table.columns), default=0) + 2
    out = 0
    for number, raw in table.raw_rows():
        is_heading = number <= table.header_rows[1]
        if not is_heading and number not in wanted:
            continue
        out += 1
        for position, value in enumerate(raw):
            _put(sheet, out, position + 1, value)
        if number == table.header_rows[1]:
            _put(sheet, out, added, HEADING)
            _finish_headings(sheet, out, table)
        elif not is_heading:
            _mark(sheet, out, added, by_row[number])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _mark(sheet: "Worksheet", row: int, added: int, problems: list[Problem]) -> None:
    from openpyxl.styles import Alignment, PatternFill  # noqa: PLC0415 - slow start

    fill = PatternFill("solid", fgColor=FILL)
    said = "；".join(f"{p.column}：{p.message}" if p.column else p.message for p in problems)
    cell = _put(sheet, row, added, said or "同户另一行有问题")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if problems:
        cell.fill = fill
    for problem in problems:
        if problem.position is not None:
            sheet.cell(row, problem.position + 1).fill = fill


def _finish_headings(sheet: "Worksheet", row: int, table: Table) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - slow start
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow start

    for cell in sheet[row]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=HEADING_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for column in table.columns:
        wide = 22 if column.field in {"registry_no", "member_no", "id_number"} else 12
        sheet.column_dimensions[get_column_letter(column.position + 1)].width = wide
    sheet.column_dimensions[get_column_letter(sheet.max_column)].width = WIDE
    sheet.freeze_panes = f"A{row + 1}"


def _put(sheet: "Worksheet", row: int, column: int, value: Cell) -> "SheetCell":
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        if value:
            cell.value = "".join(c for c in value if c >= " " or c in "\t\n\r")[:32_000]
            cell.data_type = "s"
            cell.number_format = "@"
    elif isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        cell.value = int(value)
    elif isinstance(value, (bool, int, float, date, datetime)):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    else:
        cell.value = str(value)
        cell.data_type = "s"
    return cell
