"""What was refused comes back as a workbook that can be corrected and imported again."""

import io

import openpyxl

from households.imports.headings import ROSTER_LAYOUT
from povertyplan.ui.sheets.marking import FILL, HEADING, marked
from povertyplan.ui.sheets.outcomes import Problem
from povertyplan.ui.sheets.reading import open_table
from tests.rosters import changed, roster, workbook

ROWS = roster(4, villages=["柳河村"])
NAUGHTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(1)"]


def test_marked_workbook_holds_the_refused_rows_and_their_problems() -> None:
    content = workbook(ROWS)
    problem = Problem("名册", 5, "务工时间（月）", "months_13", "x", "一年只有 12 个月", 17)
    made = marked(open_table(content, ROSTER_LAYOUT), [5, 6], [problem])
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet.title == "名册"
    assert [sheet.cell(row, 30).value for row in (2, 3, 4)] == [
        HEADING,
        "务工时间（月）：一年只有 12 个月",
        "同户另一行有问题",
    ]
    assert sheet.cell(3, 18).fill.fgColor.rgb == FILL
    assert sheet.cell(4, 18).fill.fgColor.rgb != FILL
    again = [row.cells for row in open_table(made, ROSTER_LAYOUT).rows()]
    assert again == [row.cells for row in open_table(content, ROSTER_LAYOUT).rows() if row.number in (5, 6)]


def test_nothing_becomes_a_formula() -> None:
    rows = [changed(row, 姓名=text) for row, text in zip(roster(6, villages=["柳河村"]), NAUGHTY, strict=True)]
    book = openpyxl.Workbook()
    sheet = book.active
    for row in openpyxl.load_workbook(io.BytesIO(workbook([]))).active.iter_rows(values_only=True):
        sheet.append(row)
    for row in rows:
        sheet.append(row)
        sheet.cell(sheet.max_row, 8).data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    made = marked(open_table(stream.getvalue(), ROSTER_LAYOUT), range(3, 9), [])
    back = openpyxl.load_workbook(io.BytesIO(made)).active
    assert [back.cell(row, 8).value for row in range(3, 9)] == NAUGHTY
    assert {back.cell(row, 8).data_type for row in range(3, 9)} == {"s"}
