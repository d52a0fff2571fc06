"""The battle map as a workbook (R2.1): the same figures as on screen and paper, in cells one can reckon with.

A sheet for each family of office/maps/map_figures.py, and behind them the reports, the milestones and how all is
counted.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from office.maps.battle_map import BattleMap
from office.maps.map_figures import FAMILIES, Family, Value, figure
from povertyplan.ui.dates import iso

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

OVERVIEW, VILLAGES, REPORTS, MILESTONES, ABOUT = "总图", "各村", "半月报", "里程碑", "说明"
# Sheets after the name of the family where that is not it.
SHEETS = {"office": OVERVIEW, "village": VILLAGES}
HEAD_FILL = "FFE8EEF0"
# In characters; Chinese ones count double.
NARROWEST, WIDEST = 6, 44
MONEY, DAY, WHOLE = "#,##0.00", "yyyy-mm-dd", "0"


@dataclass(frozen=True)
class Cell:
    """A value and the address it opens."""

    value: Value
    url: str = ""


def workbook(board: BattleMap, *, base: str) -> bytes:
    """An .xlsx of the map; `base` is the address of this site, without which a link in a file leads nowhere.

    Text is kept as text, so that nothing typed anywhere becomes a formula.
    """
    import openpyxl  # noqa: PLC0415 - slow start

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for family in FAMILIES:
        things = family.of(board)
        if family.code == "office":
            _overview(book, board, family, base)
        elif things:
            _table(book, SHEETS.get(family.code, family.label), _heads(board, family), _rows(board, family, base))
    if board.reader.sees_plans:
        _table(book, REPORTS, *_reports(board))
        _table(book, MILESTONES, *_milestones(board))
    _table(book, ABOUT, ["项", "内容"], _about(board), wrap=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def file_name(board: BattleMap) -> str:
    """Of the village, or of all, and the day: battle-map-2017-11-16.xlsx."""
    whose = f"village-{board.village.village.code}" if board.reader.is_of_village else "battle-map"
    return f"{whose}-{iso(board.on)}.xlsx"


def _overview(book: "Workbook", board: BattleMap, family: Family[Any], base: str) -> None:
    found = [figure(board, family, definition, board) for definition in family.seen(board)]
    rows = [
        [
            Cell(one.label),
            Cell(one.value),
            Cell(one.unit),
            Cell(one.rule),
            Cell(_link(one.url, base), _link(one.url, base)),
        ]
        for one in found
    ]
    _table(book, OVERVIEW, ["指标", "数", "单位", "口径", "清单"], rows, wrap=True)


def _heads(board: BattleMap, family: Family[Any]) -> list[str]:
    return [f"{one.label}（{one.unit}）" if one.unit else one.label for one in family.seen(board)]


def _rows(board: BattleMap, family: Family[Any], base: str) -> Iterable[list[Cell]]:
    for thing in family.of(board):
        found = (figure(board, family, definition, thing) for definition in family.seen(board))
        # An empty cell with a link would say its address.
        yield [Cell(one.value, _link(one.url, base) if one.value not in (None, "") else "") for one in found]


def _link(url: str, base: str) -> str:
    return f"{base.rstrip('/')}{url}" if url else ""


def _reports(board: BattleMap) -> tuple[list[str], list[list[Cell]]]:
    """Villages by code, the half-months of the year that is shown, each in the word of the legend."""
    register = board.register
    heads = ["村", "扶贫专干", *(period.label for period in register.periods), "上报率", "按时率"]
    rows = []
    for row in sorted(board.rows, key=lambda row: row.village.code):
        line = register.row(row.village)
        words = [cell.state.word for cell in line.cells]
        names = [row.village.name, row.officer.name if row.officer else ""]
        rows.append([Cell(value) for value in (*names, *words, *line.figures[:2])])
    return heads, rows


def _milestones(board: BattleMap) -> tuple[list[str], list[list[Cell]]]:
    """Every milestone of the plans; what should be done by the day and is not is 欠账."""
    rows = []
    for row in sorted(board.rows, key=lambda row: row.village.code):
        plan = board.timetable.plans.get(row.village.pk)
        for point in plan.points if plan else ():
            done = None if point.is_open(on=board.on) else point.done_on
            state = (
                "已完成" if done else "欠账" if plan and plan.is_approved and point.is_debt(on=board.on) else "未到期"
            )
            assert plan  # noqa: S101 - its points are read
            said = (row.village.name, plan.product, plan.state.label, point.stage, point.name)
            rows.append([Cell(value) for value in (*said, point.planned_on, done, state)])
    return ["村", "一村一品", "规划", "阶段", "里程碑", "批准的日期", "完成日期", "状态"], rows


def _about(board: BattleMap) -> list[list[Cell]]:
    whose = board.village.village.name if board.reader.is_of_village else f"全处 {len(board.rows)} 个行政村"
    moment = timezone.localtime(board.now)
    said: list[tuple[str, Value]] = [
        ("范围", whose),
        ("数据日期", board.on),
        ("数据截至", f"{moment:%Y-%m-%d %H:%M}"),
    ]
    if board.baseline:
        said.append(
            ("基线", f"{board.baseline.households} 户，{iso(board.baseline.starts_on)}，{board.baseline.source}")
        )
    said += [(f"亮灯：{lamp.word}", words) for lamp, words in board.lamp_rules.items()]
    said.append(("里程碑日期", "批准规划时定下的日期，推迟不改这一列"))
    for family in FAMILIES:
        said += [(f"{family.label}：{one.label}", one.rule) for one in family.seen(board) if family.of(board)]
    return [[Cell(name), Cell(value)] for name, value in said]


def _table(
    book: "Workbook", title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, wrap: bool = False
) -> None:
    """Headings that stay on screen and on every printed page, columns that fit, A4 landscape one page wide."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - slow start
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow start

    sheet = book.create_sheet(title)
    widths = [_width(head) for head in heads]
    for place, head in enumerate(heads, 1):
        _put(sheet, 1, place, Cell(head))
        cell = sheet.cell(1, place)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEAD_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    number = 1
    for number, row in enumerate(rows, 2):
        for place, cell_ in enumerate(row, 1):
            _put(sheet, number, place, cell_)
            sheet.cell(number, place).alignment = Alignment(wrap_text=wrap, vertical="top")
            widths[place - 1] = max(widths[place - 1], _width(_printed(cell_.value)))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = min(max(width + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{number}"
    sheet.print_title_rows = "1:1"
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", sheet.PAPERSIZE_A4, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = title, "第 &P / &N 页"


def _put(sheet: "Worksheet", row: int, column: int, one: Cell) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - slow start

    cell, value = sheet.cell(row, column), one.value
    if isinstance(value, str):
        cell.value = "".join(c for c in value if c >= " " or c in "\t\n")
        cell.data_type, cell.number_format = "s", "@"
    else:
        cell.value = value
        cell.number_format = MONEY if isinstance(value, Decimal) else DAY if isinstance(value, date) else WHOLE
    if one.url:
        cell.hyperlink = one.url
        cell.font = Font(underline="single")


def _printed(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)


def _width(text: str) -> int:
    return sum(1 if c < "ÿ" else 2 for c in text)
