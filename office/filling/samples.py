"""Two forms as superiors send them, with codes already in their cells, and the list of codes as a sheet.

They are made at request: what a code is called and how it is counted stands in one place only.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from office.filling.codes import Codes
from office.filling.sources import put

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SONG, HEI = "宋体", "黑体"
COUNT, SHARE, MONEY = "#,##0", '0"%"', "#,##0.00"


@dataclass(frozen=True)
class Sample:
    slug: str
    label: str
    says: str
    build: Callable[["Workbook", Callable[[], Codes]], None]

    @property
    def file_name(self) -> str:
        return f"{self.label}.xlsx"

    def content(self, codes: Callable[[], Codes]) -> bytes:
        """`codes` is asked only by what shows values."""
        import openpyxl  # noqa: PLC0415 - slow start

        book = openpyxl.Workbook()
        self.build(book, codes)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


# Label, code, format, unit of one line; (title,) alone is a heading over the next ones.
_PROGRESS: Final[Sequence[tuple[str, ...]]] = (
    ("一、进度",),
    ("基线户数", "{{office.baseline_households}}", COUNT, "户", "计划文件"),
    ("剩余户", "{{office.remaining_households}}", COUNT, "户", ""),
    ("其中：低保五保", "{{office.vulnerable_households}}", COUNT, "户", ""),
    ("剩余人", "{{office.remaining_persons}}", COUNT, "人", ""),
    ("近 15 天减少", "{{office.decrease}}", COUNT, "户", ""),
    ("已脱贫比例", "{{office.lifted_percent}}", SHARE, "%", "时间已过 {{office.time_percent}}%"),
    ("距目标日", "{{office.days_left}}", COUNT, "天", "目标日 {{office.deadline}}"),
    ("贫困村", "{{office.poverty_villages}}", COUNT, "个", "已出列 {{office.delisted_villages}} 个"),
    ("二、帮扶",),
    ("没有责任人", "{{office.unhelped_households}}", COUNT, "户", ""),
    ("30 天没走访", "{{office.quiet_households}}", COUNT, "户", ""),
    ("没有一业", "{{office.tradeless_households}}", COUNT, "户", ""),
    ("参加一村一品", "{{office.joined_households}}", COUNT, "户", ""),
    ("明白袋已送达", "{{office.bags_delivered}}", COUNT, "户", "听明白 {{office.bags_understood}} 户"),
    ("三、七项标准未达标",),
    ("{{criterion.name}}", "{{criterion.not_met}}", COUNT, "户", "未核 {{criterion.unchecked}} 户"),
    ("四、企业帮扶兑现",),
    ("{{mode.name}}", "{{mode.delivered}}", COUNT, "{{mode.unit}}", "惠及 {{mode.households}} 户"),
    ("五、扶贫基金",),
    ("收入", "{{office.fund_came}}", MONEY, "元", ""),
    ("支出", "{{office.fund_went}}", MONEY, "元", ""),
    ("结余", "{{office.fund_left}}", MONEY, "元", ""),
)


def _progress(book: "Workbook", codes: Callable[[], Codes]) -> None:
    sheet = _first(book, "半月进度")
    _title(sheet, "{{office.name}}脱贫攻坚半月进度表", 5)
    _under(sheet, 2, "填报单位：{{office.name}}", "{{period}}", 5)
    _head(sheet, 3, ("序号", "指标", "数", "单位", "说明"))
    number = 0
    for row, (label, *rest) in enumerate(_PROGRESS, 4):
        if not rest:
            number = 0
            put(sheet, row, 1, label)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
            _line(sheet, row, 5, bold=True)
            continue
        code, shape, unit, said = rest
        repeats = "{{criterion" in label or "{{mode" in label
        number += 1
        for column, words in enumerate(("{{n}}" if repeats else number, label, code, unit, said), 1):
            put(sheet, row, column, words)
        _line(sheet, row, 5)
        sheet.cell(row, 3).number_format = shape
    _sign(sheet, len(_PROGRESS) + 5, 5)
    _page(sheet, (7, 30, 16, 12, 28), portrait=True)


# Heading, code, format.
_VILLAGES: Final[Sequence[tuple[str, str, str]]] = (
    ("序号", "{{n}}", "General"),
    ("村", "{{village.name}}", "General"),
    ("贫困村", "{{village.is_poverty_village}}", "General"),
    ("起点户", "{{village.start_households}}", COUNT),
    ("剩余户", "{{village.remaining_households}}", COUNT),
    ("剩余人", "{{village.remaining_persons}}", COUNT),
    ("近 15 天减少", "{{village.decrease}}", COUNT),
    ("没有责任人", "{{village.unhelped_households}}", COUNT),
    ("30 天没走访", "{{village.quiet_households}}", COUNT),
    ("没有一业", "{{village.tradeless_households}}", COUNT),
    ("一村一品", "{{village.product}}", "General"),
    ("结对企业", "{{village.partners}}", COUNT),
    ("包村领导", "{{village.leader}}", "General"),
    ("扶贫专干", "{{village.officer}}", "General"),
)
_SUMMED: Final = (4, 5, 6, 7, 8, 9, 10, 12)


def _villages(book: "Workbook", codes: Callable[[], Codes]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow start

    sheet = _first(book, "分村情况")
    wide = len(_VILLAGES)
    _title(sheet, "{{office.name}}贫困村脱贫情况分村统计表", wide)
    _under(sheet, 2, "填报单位：{{office.name}}", "截至 {{date}}　单位：户、人", wide)
    for column, text in ((4, "贫困人口"), (8, "帮扶"), (11, "产业"), (13, "责任人")):
        put(sheet, 3, column, text)
    for first, last in ((4, 7), (8, 10), (11, 12), (13, 14)):
        sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=last)
    for column in (1, 2, 3):
        put(sheet, 3, column, _VILLAGES[column - 1][0])
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    for column, (heading, code, shape) in enumerate(_VILLAGES, 1):
        if column > 3:
            put(sheet, 4, column, heading)
        put(sheet, 5, column, code)
        sheet.cell(5, column).number_format = shape
    for row in (3, 4):
        _line(sheet, row, wide, bold=True, centred=True)
    _line(sheet, 5, wide, centred=True)
    put(sheet, 6, 1, "合计")
    sheet.merge_cells("A6:C6")
    for column in _SUMMED:
        letter = get_column_letter(column)
        sheet.cell(6, column).value = f"=SUM({letter}5:{letter}5)"
        sheet.cell(6, column).number_format = COUNT
    _line(sheet, 6, wide, bold=True, centred=True)
    put(sheet, 7, 1, "核对：全处剩余 {{office.remaining_households}} 户、{{office.remaining_persons}} 人，和合计相等")
    sheet.merge_cells(start_row=7, end_row=7, start_column=1, end_column=wide)
    _sign(sheet, 8, wide)
    _page(sheet, (6, 12, 8, 9, 9, 9, 12, 11, 12, 10, 13, 10, 11, 11), portrait=False)
    sheet.freeze_panes = "C5"


def _listed(book: "Workbook", codes: Callable[[], Codes]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - slow start

    known = codes()
    sheet = _first(book, "代码")
    headings = ("类", "代码", "名称", "口径", "单位", f"{known.board.on.isoformat()} 的值")
    for column, heading in enumerate(headings, 1):
        put(sheet, 1, column, heading).font = Font(bold=True)
    row = 1
    for group in known.groups():
        for line in group.lines:
            row += 1
            # Without its braces a code is not filled when this list itself is sent.
            values = (group.label, line.code, line.label, line.rule, line.unit, line.example)
            for column, value in enumerate(values, 1):
                put(sheet, row, column, value)
        for key, name in group.keys:
            row += 1
            put(sheet, row, 1, group.label)
            put(sheet, row, 2, f"{group.code}.{key}.…")
            put(sheet, row, 3, name)
            put(sheet, row, 4, f"只要“{name}”一个的数：在{group.label}的代码中间加上它")
    for letter, width in zip("ABCDEF", (18, 40, 18, 50, 8, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _first(book: "Workbook", title: str) -> "Worksheet":
    sheet = book.worksheets[0]
    sheet.title = title
    return sheet


def _title(sheet: "Worksheet", words: str, wide: int) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - slow start

    cell = put(sheet, 1, 1, words)
    cell.font, cell.alignment = Font(name=HEI, size=18), Alignment(horizontal="center", vertical="center")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=wide)
    sheet.row_dimensions[1].height = 36


def _under(sheet: "Worksheet", row: int, left: str, right: str, wide: int) -> None:
    """Who and when, at both ends of a line."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - slow start

    middle = max(wide // 2, 2)
    for first, last, words, side in ((1, middle, left, "left"), (middle + 1, wide, right, "right")):
        cell = put(sheet, row, first, words)
        cell.font, cell.alignment = Font(name=SONG, size=11), Alignment(horizontal=side, vertical="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    sheet.row_dimensions[row].height = 22


def _head(sheet: "Worksheet", row: int, headings: Sequence[str]) -> None:
    for column, heading in enumerate(headings, 1):
        put(sheet, row, column, heading)
    _line(sheet, row, len(headings), bold=True, centred=True)


def _line(sheet: "Worksheet", row: int, wide: int, *, bold: bool = False, centred: bool = False) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415 - slow start

    thin = Side(style="thin")
    for column in range(1, wide + 1):
        cell = sheet.cell(row, column)
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        cell.font = Font(name=SONG, size=11, bold=bold)
        across = "center" if centred or (column == 1 and not bold) else None
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = 24


def _sign(sheet: "Worksheet", row: int, wide: int) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - slow start

    cell = put(sheet, row, 1, "单位负责人：　　　　　　审核人：　　　　　　填表人：{{filler}}　　　填表日期：{{today}}")
    cell.font, cell.alignment = Font(name=SONG, size=11), Alignment(vertical="center")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=wide)
    sheet.row_dimensions[row].height = 32


def _page(sheet: "Worksheet", widths: Sequence[int], *, portrait: bool) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow start
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 - slow start

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation = "portrait" if portrait else "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.print_area = f"A1:{get_column_letter(len(widths))}{sheet.max_row}"


SAMPLES: Final = {
    sample.slug: sample
    for sample in (
        Sample("progress", "半月进度表", "全处一张：进度、帮扶、七项标准、企业、基金", _progress),
        Sample("villages", "分村情况表", "一村一行，合计行自己加", _villages),
        Sample("codes", "代码单", "全部代码、口径和今天的值", _listed),
    )
}
