"""Rows written several times: everything else of the workbook is where Excel would have moved it."""

import io
from collections.abc import ItemsView, Iterator

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from povertyplan.ui.sheets.repeating import Moved, Part, RowMap, _Stand, repeat_rows


def book() -> Part:
    """Row 3 of 表 is to be written three times."""
    made: Part = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "表"
    sheet.append(["标题", None, None])
    sheet.append(["村", "户", "比"])
    sheet.append(["某村", 5, "=B3/B$4"])
    sheet.append(["合计", "=SUM(B3:B3)", "=SUM(C3)"])
    sheet.append(["说明", "=B4", "=B3"])
    return made


def repeated(made: Part, times: int = 3, row: int = 3) -> Part:
    """Read from a file, repeated, and read again from the file that comes of it."""
    opened = again(made)
    repeat_rows(opened, {"表": RowMap({row: times})})
    return again(opened)


def again(made: Part) -> Part:
    stream = io.BytesIO()
    made.save(stream)
    return openpyxl.load_workbook(stream)


def test_rows_go_down_by_what_is_above() -> None:
    rows = RowMap({3: 4, 5: 2})
    assert [(rows.first(row), rows.last(row)) for row in (1, 3, 4, 5, 6)] == [(1, 1), (3, 6), (7, 7), (8, 9), (10, 10)]


def test_where_a_row_goes_is_found_without_counting_all_above_it() -> None:
    class Watched(dict[int, int]):
        """How often somebody goes through it."""

        seen = 0

        def __iter__(self) -> Iterator[int]:
            self.seen += 1
            return super().__iter__()

        def items(self) -> ItemsView[int, int]:
            self.seen += 1
            return super().items()

    times = Watched(dict.fromkeys(range(9_000, 0, -3), 2))
    rows = RowMap(times)
    assert [rows.first(row) for row in range(1, 9_002)] == [row + (row - 1) // 3 for row in range(1, 9_002)]
    assert times.seen == 1


def test_values_and_formulas_of_copies_and_below() -> None:
    sheet = repeated(book())["表"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["标题", None, None],
        ["村", "户", "比"],
        ["某村", 5, "=B3/B$6"],
        ["某村", 5, "=B4/B$6"],
        ["某村", 5, "=B5/B$6"],
        ["合计", "=SUM(B3:B5)", "=SUM(C3:C5)"],
        ["说明", "=B6", "=B3"],
    ]


@pytest.mark.parametrize(
    ("formula", "row", "copy", "after"),
    [
        ("=SUM(B$3:B3)", 3, 2, "=SUM(B$3:B5)"),
        ("=RANK(B3,B$3:B$3)", 3, 1, "=RANK(B4,B$3:B$5)"),
        ("=SUM(B2:B9)", 4, 0, "=SUM(B2:B11)"),
        ("=SUM($B$3:$B$3)", 9, 0, "=SUM($B$3:$B$5)"),
        ("=SUM(B:B)", 4, 0, "=SUM(B:B)"),
        ("=SUM(3:3)+SUM(4:9)", 10, 0, "=SUM(3:5)+SUM(6:11)"),
        ("=SUM('表'!B3,表!B4)", 1, 0, "=SUM('表'!B3:B5,表!B6)"),
        ("=另表!B3+[1]表!B4", 1, 0, "=另表!B3+[1]表!B4"),
        ('=IF(B4>0,"B4",LOG10(100))', 4, 0, '=IF(B6>0,"B4",LOG10(100))'),
        ("=MAX(ROUND(B3,2),B3)", 9, 0, "=MAX(ROUND(B3,2),B3:B5)"),
        ("=SUM(B3+1)", 9, 0, "=SUM(B3+1)"),
        ("=SUM(B1048576:B1048576)", 9, 0, "=SUM(B1048576:B1048576)"),
        ('="没写完', 4, 0, '="没写完'),
    ],
)
def test_formula_keeps_what_it_was_about(formula: str, row: int, copy: int, after: str) -> None:
    moved = Moved({"表": RowMap({3: 3})})
    assert moved.formula(formula, _Stand("表", row, copy)) == after


def test_formula_of_another_sheet_follows() -> None:
    made = book()
    made.create_sheet("另表")["A1"] = "=SUM('表'!B3:B3)+表!B4"
    assert repeated(made)["另表"]["A1"].value == "=SUM('表'!B3:B5)+表!B6"


def test_styles_and_heights() -> None:
    made = book()
    sheet = made["表"]
    sheet["B3"].number_format, sheet["B3"].font = "#,##0", Font(bold=True)
    sheet["B3"].border = Border(top=Side(style="thick"))
    sheet.row_dimensions[3].height = 30
    sheet.row_dimensions[4].height = 44
    sheet.row_dimensions[5].hidden = True
    sheet = repeated(made)["表"]
    for row in (3, 4, 5):
        cell = sheet.cell(row, 2)
        assert (cell.number_format, cell.font.bold, cell.border.top.style) == ("#,##0", True, "thick")
    heights = [sheet.row_dimensions[row].height for row in range(2, 8)]
    assert heights == [None, 30, 30, 30, 44, None]
    assert sheet.row_dimensions[7].hidden


def test_merges_are_repeated_moved_and_grow() -> None:
    made = book()
    sheet = made["表"]
    for area in ("A1:C1", "B3:C3", "A5:C6", "D2:D4"):
        sheet.merge_cells(area)
    sheet["D2"] = "竖着"
    sheet = repeated(made)["表"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:C1", "B3:C3", "B4:C4", "B5:C5", "A7:C8", "D2:D6"}
    assert (sheet["D2"].value, sheet["D4"].value) == ("竖着", None)


def test_words_of_a_merge_over_several_rows_stand_once() -> None:
    made = book()
    made["表"]["D3"] = "竖着"
    made["表"].merge_cells("D3:D4")
    opened = again(made)
    repeat_rows(opened, {"表": RowMap({3: 3})})
    sheet = opened["表"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"D3:D6"}
    # Reading again would hide them: what is written is looked at.
    assert [sheet.cell(row, 4).value for row in range(3, 7)] == ["竖着", None, None, None]


def test_lists_and_conditions_reach_all_copies() -> None:
    made = book()
    sheet = made["表"]
    chosen = DataValidation("list", formula1="$A$4:$A$5")
    chosen.add("B3")
    sheet.add_data_validation(chosen)
    red = PatternFill(bgColor="FFFF0000")
    sheet.conditional_formatting.add("B3:C3", FormulaRule(formula=["$B3>$B$4"], fill=red))
    sheet.conditional_formatting.add("B4 B5", CellIsRule(operator="greaterThan", formula=["B3"], fill=red))
    sheet = repeated(made)["表"]
    kept = sheet.data_validations.dataValidation[0]
    assert (str(kept.sqref), kept.formula1) == ("B3:B5", "$A$6:$A$7")
    conditions = {str(c.sqref): c.rules[0].formula for c in sheet.conditional_formatting}
    assert conditions == {"B3:C5": ["$B3>$B$6"], "B6 B7": ["B3"]}


def test_page_names_filter_and_frozen_rows() -> None:
    made = book()
    sheet = made["表"]
    sheet.print_area, sheet.print_title_rows = "A1:C5", "1:2"
    sheet.auto_filter.ref, sheet.freeze_panes = "A2:C4", "B3"
    sheet.row_breaks.append(Break(id=4))
    made.defined_names["全部"] = DefinedName("全部", attr_text="'表'!$B$3:$B$3")
    sheet.defined_names["本表"] = DefinedName("本表", attr_text="'表'!$B$4")
    sheet = repeated(made)["表"]
    assert (sheet.print_area, sheet.print_title_rows) == ("'表'!$A$1:$C$7", "$1:$2")
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.sheet_view.pane.ySplit) == ("A2:C6", "B3", 2)
    assert [line.id for line in sheet.row_breaks.brk] == [6]
    assert sheet.parent.defined_names["全部"].attr_text == "'表'!$B$3:$B$5"
    assert sheet.defined_names["本表"].attr_text == "'表'!$B$6"


def test_links_comments_tables_arrays_and_charts() -> None:
    made = book()
    sheet = made["表"]
    sheet["A3"].hyperlink = "https://office.example/"
    sheet["A4"].hyperlink = "#'表'!B3"
    sheet["A3"].comment = Comment("批注", "某人")
    sheet["D5"] = ArrayFormula("D5:D5", "=SUM(B3:B3*2)")
    sheet.add_table(Table(displayName="T", ref="A2:C4"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=3))
    sheet.add_chart(chart, "A9")
    sheet = repeated(made)["表"]
    assert [sheet.cell(row, 1).hyperlink.target for row in (3, 4, 5)] == ["https://office.example/"] * 3
    assert [sheet.cell(row, 1).hyperlink.ref for row in (3, 4, 5, 6)] == ["A3", "A4", "A5", "A6"]
    assert [sheet.cell(row, 1).comment.text for row in (3, 4, 5)] == ["批注"] * 3
    assert (sheet["D7"].value.ref, sheet["D7"].value.text) == ("D7:D7", "=SUM(B3:B5*2)")
    assert sheet.tables["T"].ref == "A2:C6"
    drawn = sheet._charts[0]
    assert (drawn.series[0].val.numRef.f, drawn.anchor._from.row) == ("'表'!$B$3:$B$5", 10)


def test_once_changes_nothing() -> None:
    before = [[cell.value for cell in row] for row in book()["表"]]
    assert [[cell.value for cell in row] for row in repeated(book(), times=1)["表"]] == before
