"""A superior's form filled: codes in cells become figures of one battle map, everything else of the file stays (R8).

Nothing is filled while one code is wrong: all of them are listed by sheet and cell. Every filled cell remembers its
code, value and rule, for the sheet 填报来源.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from office.filling.codes import HOUSEHOLDS, MOST_HOUSEHOLDS, NUMBER, Codes, Thing, codes_in, has_loose_braces, normal
from office.maps.map_figures import MapFigure, shown
from povertyplan.audit.refusal import Refused
from povertyplan.ui.sheets import archive
from povertyplan.ui.sheets.archive import Unreadable
from povertyplan.ui.sheets.repeating import Part, RowMap, repeat_rows

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MEGABYTE: Final = 1024 * 1024
# Forms are small; openpyxl takes about 50 times what a sheet inflates to.
MAX_FILE: Final = 5 * MEGABYTE
MAX_PARTS: Final = 12 * MEGABYTE
MOST_CELLS: Final = 200_000
# In rows that repeat; with their sources about ten seconds.
MOST_FILLED: Final = 20_000
NOTHING: Final = "没有"
MOST_HINTS: Final = 200
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
# What a number format says for itself, not of the number.
_QUOTED = re.compile(r'"[^"]*"|\\.|_.')
_DATE_WORDS = ("General", "@", "0")


@dataclass(frozen=True)
class Problem:
    """What stands in the way at one cell; `code` as it was written."""

    sheet: str
    cell: str
    code: str
    words: str


@dataclass(frozen=True)
class FilledCell:
    """One figure in one cell of the answer."""

    sheet: str
    cell: str
    figure: MapFigure

    @property
    def count(self) -> int | None:
        """So many things were counted; None for what is no count."""
        value = self.figure.value
        counts = isinstance(value, int) and self.figure.unit not in ("", "%", "天", "元")
        return value if counts and isinstance(value, int) else None


@dataclass(frozen=True)
class Filled:
    """Either `problems`, and nothing was filled, or the workbook and what was filled in it."""

    book: "Workbook | None"
    cells: tuple[FilledCell, ...] = ()
    problems: tuple[Problem, ...] = ()
    # How many different ones were written in the form.
    codes: int = 0

    @property
    def households(self) -> int:
        """Rows of households that leave the house with the file."""
        return len({cell.figure.place for cell in self.cells if cell.figure.code.startswith(f"{HOUSEHOLDS}.")})

    def content(self) -> bytes:
        assert self.book is not None  # noqa: S101 - asked only without problems
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def open_form(content: bytes) -> "Workbook":
    """Raises Unreadable with one sentence for people. Bounds hold before openpyxl sees anything."""
    if len(content) > MAX_FILE:
        raise Unreadable(f"文件超过 {MAX_FILE // MEGABYTE} MB，报表不会这么大，删去图片和用不着的表再上传")
    try:
        archive.check(content)
    except Unreadable as refused:
        # The room below speaks of imports.
        raise Unreadable(refused.message.replace("再导入", "再上传")) from None
    _check_bounds(content)
    import openpyxl  # noqa: PLC0415 - slow start

    assert openpyxl.DEFUSEDXML, "openpyxl would expand entities without defusedxml"  # noqa: S101
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    except Exception:  # whatever a damaged part makes of the reader: it has no error of its own
        raise Unreadable("Excel 工作簿读不出来，多半已损坏。在 Excel 里打开，另存一份再上传") from None
    if not book.worksheets:
        raise Unreadable("文件里没有一张表，选另一个文件")
    return book


def _check_bounds(content: bytes) -> None:
    """Of what is cheap in a file and dear in memory: empty formatted cells; merges, links, tables over whole sheets."""
    scan, size = _Scan(), 0
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.infolist():
            if part.filename.lower().endswith("vbaproject.bin"):
                raise Unreadable("文件里有宏。在 Excel 里另存为“Excel 工作簿（.xlsx）”，宏就去掉了，再上传")
            if part.filename.endswith((".xml", ".rels")):
                size += part.file_size
                if size > MAX_PARTS:
                    raise Unreadable("文件展开后太大，报表不会这么大，删去用不着的行和表再上传")
                scan.read(parts.read(part))
            else:
                # A table or a comment is read whatever its part is called; a picture ends at its first byte.
                with suppress(expat.ExpatError):
                    scan.read(parts.read(part))
    if scan.cells > MOST_CELLS:
        raise Unreadable("表里的格子太多，多半是整行整列都设了格式、合并或套了表格，删去用不着的行和列再上传")


class _Scan:
    """How many cells openpyxl would make of XML that archive.check has found in order."""

    def __init__(self) -> None:
        self.cells = 0

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.Parse(xml, True)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in ("c", "row"):
            self.cells += 1
        elif name in ("mergeCell", "hyperlink", "table", "comment"):
            self.cells += _size(attributes.get("ref", ""))


def _size(ref: str) -> int:
    """Of A1:C5, in cells."""
    found = _AREA.fullmatch(ref.strip())
    if found is None:
        # Excel writes none like A:XFD or 1:9, openpyxl reads them.
        return MOST_CELLS + 1 if ":" in ref else 1
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 - slow start

    try:
        wide = column_index_from_string(found[3].upper()) - column_index_from_string(found[1].upper()) + 1
    except ValueError:
        return MOST_CELLS + 1
    return max(wide, 1) * max(int(found[4]) - int(found[2]) + 1, 1)


def fill(content: bytes, codes: Codes) -> Filled:
    """Raises Refused for a file that cannot be filled at all: unreadable, without a code, too many rows."""
    book = open_form(content)
    form = _Form(book, codes)
    if form.problems:
        return Filled(None, problems=tuple(form.problems))
    if not form.cells:
        raise Refused(
            "表里没有一个代码。在要填的格里写上代码，如 {{office.remaining_households}}，代码在下面的单子里",
            field="file",
        )
    cells = tuple(form.fill())
    _name_columns(book)
    if book.calculation is not None:
        # What formulas gave before was of the empty form.
        book.calculation.fullCalcOnLoad = True
    return Filled(book, cells, codes=len({code for coded in form.cells for code in coded.codes}))


def _name_columns(book: "Workbook") -> None:
    """Excel calls a table damaged whose columns are not called what its first row says.

    Of a table's cells none is made, here or by openpyxl when it writes one without columns.
    """
    from openpyxl.worksheet.cell_range import CellRange  # noqa: PLC0415 - slow start

    for sheet in book.worksheets:
        for table in sheet.tables.values():
            if not table.tableColumns:
                table._initialise_columns()
            if table.headerRowCount != 0:
                area: Part = CellRange(table.ref)
                for at, column in zip(range(area.min_col, area.max_col + 1), table.tableColumns, strict=False):
                    cell: Part = sheet._cells.get((area.min_row, at))
                    if cell is not None and cell.value is not None:
                        column.name = str(cell.value)


@dataclass(frozen=True)
class _Coded:
    """A cell of the form with the codes in it, in order."""

    sheet: str
    row: int
    column: int
    codes: tuple[str, ...]


class _Form:
    """Reads an opened form: which cells hold codes, which rows repeat, what is wrong."""

    def __init__(self, book: "Workbook", codes: Codes) -> None:
        self.book, self.codes = book, codes
        self.problems: list[Problem] = []
        self.cells: list[_Coded] = []
        # (sheet, row) → family; and the things of each family in use.
        self.families: dict[tuple[str, int], str] = {}
        self.things: dict[str, list[Thing]] = {}
        for sheet in book.worksheets:
            self._read(sheet)
        self._check_numbers()
        self.problems.sort(key=self._place)

    def _place(self, problem: Problem) -> tuple[int, int, int]:
        from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415 - slow start

        return self.book.sheetnames.index(problem.sheet), *coordinate_to_tuple(problem.cell)

    def _read(self, sheet: "Worksheet") -> None:
        tall = {(a.min_row, a.min_col) for a in sheet.merged_cells.ranges if a.max_row > a.min_row}
        for (row, column), cell in sorted(sheet._cells.items()):
            text = _text(cell)
            found = tuple(match["code"] for match in codes_in(text))
            if getattr(cell, "data_type", "") == "f":
                if found:
                    self._say(cell, found[0], "公式里不能写代码，把代码单独写在一格里，公式用那一格")
                continue
            if has_loose_braces(text):
                self._say(cell, text.strip()[:40], "花括号没有配成对，代码要写成 {{…}}")
            for code in found:
                self._check(cell, code, is_tall=(row, column) in tall)
            if found:
                self.cells.append(_Coded(sheet.title, row, column, tuple(map(normal, found))))

    def _check(self, cell: Part, written: str, *, is_tall: bool) -> None:
        code = normal(written)
        if not self.codes.is_known(code):
            # A hint is dear to find, and nobody reads a thousand of them.
            near = self.codes.nearest(code) if len(self.problems) < MOST_HINTS else ""
            hint = f"最接近的是 {{{{{near}}}}}" if near else "到下面的单子里找"
            self._say(cell, written, f"没有这个代码，{hint}")
            return
        if code not in self.codes.repeating:
            return
        if is_tall:
            self._say(cell, written, "这一格跨行合并，不能按行重复，取消跨行合并再写")
            return
        family, _ = self.codes.repeating[code]
        known = self.families.setdefault((cell.parent.title, cell.row), family)
        if known != family:
            labels = self.codes.labels
            self._say(cell, written, f"这一行已按“{labels[known]}”重复，不能再按“{labels[family]}”，分成两行写")

    def _check_numbers(self) -> None:
        """A row with a mistake may be meant to repeat."""
        wrong = {(problem.sheet, int(re.sub(r"\D", "", problem.cell))) for problem in self.problems}
        for coded in self.cells:
            place = (coded.sheet, coded.row)
            if NUMBER in coded.codes and place not in self.families and place not in wrong:
                cell = self.book[coded.sheet].cell(coded.row, coded.column)
                self._say(cell, NUMBER, "序号只能写在按行重复的行里，如有 {{village.name}} 的那一行")

    def _say(self, cell: Part, code: str, words: str) -> None:
        self.problems.append(Problem(cell.parent.title, cell.coordinate, code.strip(), words))

    def fill(self) -> Iterator[FilledCell]:
        maps = self._maps()
        repeat_rows(self.book, maps)
        for coded in self.cells:
            rows = maps.get(coded.sheet, RowMap())
            sheet = self.book[coded.sheet]
            family = self.families.get((coded.sheet, coded.row))
            things: Sequence[Thing | None] = self.things[family] or [None] if family else [None]
            for number, thing in enumerate(things):
                cell = sheet.cell(rows.first(coded.row) + number, coded.column)
                if not hasattr(cell, "_value"):
                    continue
                is_empty = bool(family) and thing is None
                found = [self._figure(code, thing, number + 1, is_empty=is_empty) for code in coded.codes]
                if is_empty and self._asks_each(coded):
                    _write_text(cell, NOTHING if self._is_first(coded) else "")
                else:
                    _put(cell, coded.codes, found)
                yield from (FilledCell(coded.sheet, cell.coordinate, one) for one in dict.fromkeys(found))

    def _maps(self) -> Mapping[str, RowMap]:
        times: dict[str, dict[int, int]] = defaultdict(dict)
        width: dict[tuple[str, int], int] = defaultdict(int)
        for sheet in self.book.worksheets:
            for row, _ in sheet._cells:
                width[sheet.title, row] += 1
        filled = 0
        for (title, row), family in self.families.items():
            if family not in self.things:
                self.things[family] = self.codes.things(family)
            many = len(self.things[family])
            # Of none there is one row still, that says so.
            rows = max(many, 1)
            filled += rows * width[title, row]
            label = self.codes.labels[family]
            if many > MOST_HOUSEHOLDS:
                raise Refused(f"“{label}”多于 {MOST_HOUSEHOLDS} 行，一次填不下，去掉这样的行再上传", field="file")
            if filled > MOST_FILLED:
                words = f"第 {row} 行按“{label}”重复要写 {rows} 行，连其他行超过 {MOST_FILLED} 格，一次填不下"
                raise Refused(f"表“{title}”{words}。减几列，或分成几张表上传", field="file")
            times[title][row] = rows
        return {title: RowMap(found) for title, found in times.items()}

    def _asks_each(self, coded: _Coded) -> bool:
        """Something of each thing of the family, or its number."""
        return any(code == NUMBER or code in self.codes.repeating for code in coded.codes)

    def _is_first(self, coded: _Coded) -> bool:
        """Of the cells of its row that name the family."""
        return self._firsts[coded.sheet, coded.row] is coded

    @cached_property
    def _firsts(self) -> Mapping[tuple[str, int], _Coded]:
        """(sheet, row) → the first cell that names a family; asked when all are read."""
        found: dict[tuple[str, int], _Coded] = {}
        for coded in self.cells:
            if any(code in self.codes.repeating for code in coded.codes):
                found.setdefault((coded.sheet, coded.row), coded)
        return found

    def _figure(self, code: str, thing: Thing | None, number: int, *, is_empty: bool) -> MapFigure:
        if code == NUMBER:
            return MapFigure(NUMBER, "", "序号", "按行重复的表里，这一行是第几行", "", None if is_empty else number, "")
        if code not in self.codes.repeating:
            return self.codes.single[code]
        family, part = self.codes.repeating[code]
        if thing is not None:
            return thing.figures[part]
        label = self.codes.labels[family]
        return MapFigure(code, "", label, f"这一天没有{label}可填", "", None, "")


def _text(cell: Part) -> str:
    from openpyxl.worksheet.formula import ArrayFormula  # noqa: PLC0415 - slow start

    value = getattr(cell, "_value", None)
    if isinstance(value, ArrayFormula):
        return value.text or ""
    return str(value) if isinstance(value, (str, list)) else ""


def _put(cell: Part, codes: Sequence[str], found: Sequence[MapFigure]) -> None:
    """One code alone keeps its type; among words it is written as it is read."""
    by_code = dict(zip(codes, found, strict=True))
    text = _text(cell)
    if next(codes_in(text))[0] == text.strip():
        _write(cell, found[0])
    elif isinstance(cell._value, list):
        _write_rich(cell, by_code)
    else:
        _write_text(cell, _replaced(text, by_code))


def _replaced(text: str, by_code: Mapping[str, MapFigure]) -> str:
    said = text
    for match in reversed(list(codes_in(text))):
        said = said[: match.start()] + shown(by_code[normal(match["code"])].value) + said[match.end() :]
    return said


def _write_rich(cell: Part, by_code: Mapping[str, MapFigure]) -> None:
    """Words in several scripts stay so, unless a code itself is written in more than one."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock  # noqa: PLC0415 - slow start

    parts = list(cell._value)
    whole = [part.text if isinstance(part, TextBlock) else str(part) for part in parts]
    if sum(len(list(codes_in(text))) for text in whole) < len(list(codes_in("".join(whole)))):
        _write_text(cell, _replaced("".join(whole), by_code))
        return
    said = CellRichText()
    for part, text in zip(parts, whole, strict=True):
        new = printable(_replaced(text, by_code))
        said.append(TextBlock(part.font, new) if isinstance(part, TextBlock) else new)
    cell._value, cell.data_type = said, "s"


def _write(cell: Part, figure: MapFigure) -> None:
    value = figure.value
    if value is None or isinstance(value, str):
        _write_text(cell, shown(value))
    elif isinstance(value, date):
        cell._value, cell.data_type = value, "d"
        if cell.number_format in _DATE_WORDS:
            cell.number_format = "yyyy-mm-dd"
    else:
        if isinstance(value, Decimal) and cell.number_format == "General":
            cell.number_format = "#,##0.00"
        # 47 of a hundred is 0.47 where the superior's cell shows per cent.
        is_share = figure.unit == "%" and "%" in _QUOTED.sub("", cell.number_format)
        cell._value, cell.data_type = value / 100 if is_share else value, "n"


def _write_text(cell: Part, text: str) -> None:
    """As text, whatever it begins with; the mark keeps it so when somebody types in the cell."""
    cell._value, cell.data_type = printable(text) or None, "s" if text else "n"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def printable(text: str) -> str:
    """Without what a workbook cannot hold, and no longer than a cell."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")[:32_000]
