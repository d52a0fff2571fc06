"""The table is found wherever it stands, and no row of it is lost."""

from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from households.imports.headings import HELPERS_LAYOUT, ROSTER_LAYOUT
from povertyplan.ui.sheets.reading import MissingColumns, Unreadable, open_table, require_columns
from tests.rosters import HEADINGS, WIDTH, household, roster, saved, workbook

ROWS = roster(5, villages=["柳河村"])


def book(fill: Callable[[Worksheet], None]) -> bytes:
    made = openpyxl.Workbook()
    fill(made.active)
    return saved(made)


def names(content: bytes) -> list[str]:
    return [row.cells["name"] for row in open_table(content, ROSTER_LAYOUT).rows()]


def test_titles_line_breaks_and_brackets() -> None:
    table = open_table(workbook(ROWS), ROSTER_LAYOUT)
    assert table.column_by_field["months_worked"].heading == "务工时间（月）"
    assert table.column_by_field["registry_no"].position == 5
    assert [row.number for row in table.rows()] == [3, 4, 5, 6, 7]


def test_two_line_headings_with_merged_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["名册"])
        sheet.append(["户编号", "家庭成员", None, None, None, "行政村", "务工情况", None])
        sheet.append([None, "姓名", "证件号码", "与户主关系", "性别", None, "务工区域", "务工时间(月)"])
        sheet.merge_cells("B2:E2")
        sheet.merge_cells("G2:H2")
        sheet.merge_cells("A2:A3")
        sheet.append(["42039900120100001", "李山", "x", "户主", "男", "柳河村", "县内", 6])

    table = open_table(book(fill), ROSTER_LAYOUT)
    assert not table.missing()
    assert table.column_by_field["months_worked"].position == 7
    (row,) = table.rows()
    assert row.number == 4
    assert row.cells["work_area"] == "县内"


def test_table_that_does_not_begin_in_column_a() -> None:
    def fill(sheet: Worksheet) -> None:
        for position, heading in enumerate(HEADINGS):
            sheet.cell(4, position + 3, heading)
            sheet.cell(5, position + 3, ROWS[0][position])

    table = open_table(book(fill), ROSTER_LAYOUT)
    assert table.column_by_field["name"].position == 9
    (row,) = table.rows()
    assert row.cells["name"] == ROWS[0][7]


def test_household_number_merged_over_its_rows() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(list(HEADINGS))
        for row in household(1, size=3, village="柳河村"):
            sheet.append(row)
        sheet.merge_cells("F2:F4")

    rows = list(open_table(book(fill), ROSTER_LAYOUT).rows())
    assert len({row.cells["registry_no"] for row in rows}) == 1


def test_total_blank_signature_and_repeated_heading_rows_are_no_data() -> None:
    blank = [None] * WIDTH
    total = ["合计", *blank[1:6], 5, *blank[7:]]
    signature = ["填表人：      审核人：", *blank[1:]]
    rows = [*ROWS[:2], blank, list(HEADINGS), *ROWS[2:], total, signature]
    table = open_table(workbook(rows), ROSTER_LAYOUT)
    assert len(list(table.rows())) == 5
    assert table.skipped == []


def test_stray_row_is_named_and_a_bare_person_is_kept() -> None:
    stray = [None] * 10 + [3] + [None] * (WIDTH - 11)
    bare = list(ROWS[0])
    bare[5] = bare[7] = bare[9] = None
    table = open_table(workbook([stray, bare]), ROSTER_LAYOUT)
    assert [row.number for row in table.rows()] == [4]
    assert table.skipped == [3]


def test_right_sheet_among_several() -> None:
    made = openpyxl.Workbook()
    made.active.title = "填表说明"
    made.active.append(["每人一行，姓名和户编号必填"])
    sheet = made.create_sheet("数据")
    sheet.append(list(HEADINGS))
    for row in ROWS:
        sheet.append(row)
    made.create_sheet("空表")
    other = made.create_sheet("上年")
    other.append(list(HEADINGS))
    other.append(ROWS[0])
    table = open_table(saved(made), ROSTER_LAYOUT)
    assert table.sheet == "数据"
    assert table.other_sheets == ("上年",)


def test_formula_cells_are_read_by_their_kept_value() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(list(HEADINGS))
        row = list(ROWS[0])
        row[17] = "=3+3"
        sheet.append(row)

    (row,) = open_table(book(fill), ROSTER_LAYOUT).rows()
    assert "months_worked" not in row.cells  # nothing was kept: no program has computed it


def test_a_persons_choice_goes_before_the_synonyms() -> None:
    headings = ["编码" if heading == "户编号" else heading for heading in HEADINGS]
    content = workbook(ROWS, headings=headings)
    table = open_table(content, ROSTER_LAYOUT)
    with pytest.raises(MissingColumns, match="户编号") as missing:
        require_columns(table, ROSTER_LAYOUT)
    assert missing.value.fields == ("registry_no",)
    chosen = {"编码": "registry_no", "民族": ""}
    table = open_table(content, ROSTER_LAYOUT, chosen=chosen)
    require_columns(table, ROSTER_LAYOUT)
    assert "ethnicity" not in table.column_by_field


def test_same_heading_twice() -> None:
    table = open_table(workbook(ROWS, headings=[*HEADINGS, "姓名"]), ROSTER_LAYOUT)
    assert [column.heading for column in table.columns if column.heading.startswith("姓名")] == ["姓名", "姓名#2"]
    assert table.column_by_field["name"].position == 7


def test_workbook_without_such_a_table_says_what_is_needed() -> None:
    with pytest.raises(Unreadable, match="户编号"):
        open_table(workbook([[1, 2, 3]], headings=["甲", "乙", "丙"]), ROSTER_LAYOUT)


def test_every_heading_of_the_tables_is_its_own_field() -> None:
    for layout in (ROSTER_LAYOUT, HELPERS_LAYOUT):
        assert {layout.field_of(label) for label in layout.labels.values()} == set(layout.labels)
