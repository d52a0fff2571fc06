"""Rows of a workbook written several times, and everything else of it moved out of their way.

Excel does this when a person inserts rows; openpyxl's own insert_rows moves the cells and nothing else. Here merges,
heights, formulas, lists, conditions, names, print areas and pictures go along. A formula keeps what it was about: a
range over a row that is repeated grows over all its copies, a copy asks its own row.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

# What openpyxl hands out: much of it is kept where its types do not say.
Part = Any
LAST_ROW = 1_048_576
# Of one cell they would count or add only the first copy; whoever writes SUM(C5) means all of them.
GATHERING = frozenset({"SUM(", "AVERAGE(", "COUNT(", "COUNTA(", "MAX(", "MIN(", "SUBTOTAL(", "PRODUCT("})
_REFERENCE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^!':]+)!)?"
    r"(?P<c1>\$?[A-Za-z]{1,3})?(?P<r1>\$?\d{1,7})(?::(?P<c2>\$?[A-Za-z]{1,3})?(?P<r2>\$?\d{1,7}))?"
)


@dataclass(frozen=True)
class RowMap:
    """Where the rows of one sheet go: `times` says how often a row is written, 1 for those it does not name."""

    times: Mapping[int, int] = field(default_factory=dict)

    def count(self, row: int) -> int:
        return self.times.get(row, 1)

    def first(self, row: int) -> int:
        rows, more = self._more
        return row + more[bisect_left(rows, row)]

    def last(self, row: int) -> int:
        return self.first(row) + self.count(row) - 1

    @cached_property
    def _more(self) -> tuple[Sequence[int], Sequence[int]]:
        """The repeated rows in order, and how many rows come in above each of them; one number more for those below."""
        rows = sorted(self.times)
        return rows, list(accumulate((self.times[row] - 1 for row in rows), initial=0))


@dataclass(frozen=True)
class _Stand:
    """Where a formula stands: in which sheet, in which row of the form, in which copy of it."""

    sheet: str
    row: int = 0
    copy: int = 0


class Moved:
    """The maps of a workbook by sheet, and what a formula written for the form says afterwards."""

    def __init__(self, maps: Mapping[str, RowMap]) -> None:
        self._maps = {title.lower(): rows for title, rows in maps.items()}

    def of(self, title: str) -> RowMap | None:
        return self._maps.get(title.lower())

    def formula(self, text: str, stand: _Stand) -> str:
        """`text` begins with =."""
        from openpyxl.formula import Tokenizer  # noqa: PLC0415 - slow start
        from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415 - slow start

        try:
            written = Tokenizer(text)
        except (TokenizerError, IndexError):  # what Excel itself would not take
            return text
        opened: list[str] = []
        for place, token in enumerate(written.items):
            if token.type in ("FUNC", "PAREN", "ARRAY") and token.subtype == "OPEN":
                opened.append(token.value.upper())
            elif token.subtype == "CLOSE" and opened:
                opened.pop()
            elif token.type == "OPERAND" and token.subtype == "RANGE":
                around = [t.type for t in written.items[max(place - 1, 0) : place + 2] if t is not token]
                alone = all(kind in ("FUNC", "SEP") for kind in around)
                gathers = bool(opened) and opened[-1] in GATHERING and alone
                token.value = self.reference(token.value, stand, gathers=gathers)
        return str(written.render())

    def reference(self, text: str, stand: _Stand, *, gathers: bool = False) -> str:
        found = _REFERENCE.fullmatch(text)
        if found is None:
            return text
        prefix = found["sheet"] or ""
        title = prefix[:-1].strip("'").replace("''", "'") if prefix else stand.sheet
        rows = self.of(title)
        if rows is None or (not found["c1"] and not found["r2"]):
            return text
        is_own = title.lower() == stand.sheet.lower()
        own = stand.row if is_own and rows.count(stand.row) > 1 else 0
        start = _row(found["r1"], rows, own, stand.copy, is_end=False)
        c1 = found["c1"] or ""
        if found["r2"]:
            end = _row(found["r2"], rows, own, stand.copy, is_end=True)
            return f"{prefix}{c1}{start}:{found['c2'] or ''}{end}"
        row = int(found["r1"].strip("$"))
        if gathers and row != own and rows.count(row) > 1:
            return f"{prefix}{c1}{start}:{c1}{_row(found['r1'], rows, own, stand.copy, is_end=True)}"
        return f"{prefix}{c1}{start}"

    def area(self, ref: str, title: str) -> str:
        """Of C5, A1:C5, $A$1:$C$5 or several of them with a blank or a comma between: all copies of all their rows."""
        parts = re.split(r"([ ,])", ref)
        return "".join(self.reference(part, _Stand(title), gathers=True) for part in parts)


def _row(text: str, rows: RowMap, own: int, number: int, *, is_end: bool) -> str:
    row, mark = int(text.strip("$")), "$" if text.startswith("$") else ""
    end = rows.last(row) if is_end else rows.first(row)
    moved = rows.first(row) + number if row == own and not mark else end
    return f"{mark}{min(moved, LAST_ROW)}"


def repeat_rows(book: "Workbook", maps: Mapping[str, RowMap]) -> None:
    """Writes each row as often as `maps` (by sheet title) say; every copy holds what the row held."""
    moved = Moved({sheet.title: maps.get(sheet.title, RowMap()) for sheet in book.worksheets})
    for sheet in book.worksheets:
        _Sheet(sheet, moved).rewrite()
    for name in book.defined_names.values():
        _move_name(name, moved)


def _move_name(name: Part, moved: Moved) -> None:
    if name.attr_text and not name.attr_text.startswith("="):
        name.attr_text = moved.formula(f"={name.attr_text}", _Stand(""))[1:]


class _Sheet:
    """One sheet on its way to its new rows. Every sheet goes through here, its formulas may ask one that moves."""

    def __init__(self, sheet: "Worksheet", moved: Moved) -> None:
        self.sheet: Part = sheet
        self.moved = moved
        rows = moved.of(sheet.title)
        assert rows is not None  # noqa: S101 - made of the same sheets
        self.rows: RowMap = rows
        self.moves = bool(rows.times)

    def rewrite(self) -> None:
        merged = list(self.sheet.merged_cells.ranges)
        self._cells({(area.min_row, area.min_col): area for area in merged if area.max_row > area.min_row})
        self._lists_and_conditions()
        for name in self.sheet.defined_names.values():
            _move_name(name, self.moved)
        self._pictures()
        if self.moves:
            self._merges(merged)
            self._heights()
            self._page()

    def _cells(self, tall: Mapping[tuple[int, int], "CellRange"]) -> None:
        """`tall` are the merges over several rows, by their first cell: their words stand once."""
        old = sorted(self.sheet._cells.items())
        # The copies of a link would be added to the list while it is gone through.
        self.sheet._hyperlinks = []
        new: dict[tuple[int, int], Part] = {}
        for (row, column), cell in old:
            first = self.rows.first(row)
            link = getattr(cell, "hyperlink", None)
            for number in range(self.rows.count(row)):
                covered = number > 0 and (row, column) in tall
                twin = cell if number == 0 else self._twin(cell, first + number, column, covered=covered)
                twin.row = first + number
                new[first + number, column] = twin
                if link is not None and not covered:
                    self._link(twin, link)
            for number in range(self.rows.count(row)):
                self._formula(new[first + number, column], row, number)
        self.sheet._cells = new

    def _twin(self, cell: Part, row: int, column: int, *, covered: bool) -> Part:
        from openpyxl.cell import Cell, MergedCell  # noqa: PLC0415 - slow start

        if covered or isinstance(cell, MergedCell):
            twin: Part = MergedCell(self.sheet, row, column)
        else:
            twin = Cell(self.sheet, row, column)
            twin._value, twin.data_type = copy(cell._value), cell.data_type
            if cell.comment is not None:
                twin.comment = copy(cell.comment)
        twin._style = copy(cell._style)
        return twin

    def _link(self, cell: Part, link: Part) -> None:
        own = copy(link)
        own.ref = cell.coordinate
        if own.location:
            own.location = self.moved.reference(own.location, _Stand(self.sheet.title))
        cell._hyperlink = own
        self.sheet._hyperlinks.append(own)

    def _formula(self, cell: Part, row: int, number: int) -> None:
        from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula  # noqa: PLC0415 - slow start

        stand = _Stand(self.sheet.title, row, number)
        value = getattr(cell, "_value", None)
        if isinstance(value, ArrayFormula):
            own = copy(value)
            own.ref = self.moved.reference(value.ref, stand)
            own.text = self.moved.formula(value.text, stand) if value.text else value.text
            cell._value = own
        elif isinstance(value, DataTableFormula):
            value.ref = self.moved.reference(value.ref, stand)
        elif cell.data_type == "f" and isinstance(value, str):
            cell._value = self.moved.formula(value, stand)

    def _merges(self, merged: list["CellRange"]) -> None:
        from openpyxl.worksheet.cell_range import MultiCellRange  # noqa: PLC0415 - slow start
        from openpyxl.worksheet.merge import MergedCellRange  # noqa: PLC0415 - slow start

        found = MultiCellRange()
        for area in merged:
            for first, last in self._spans(area):
                ref = f"{_letters(area.min_col)}{first}:{_letters(area.max_col)}{last}"
                found.ranges.add(MergedCellRange(self.sheet, ref))
        self.sheet.merged_cells = found

    def _spans(self, area: "CellRange") -> Iterator[tuple[int, int]]:
        """A merge inside a row is there in each copy; one over several rows grows."""
        if area.min_row == area.max_row:
            first = self.rows.first(area.min_row)
            yield from ((first + n, first + n) for n in range(self.rows.count(area.min_row)))
        else:
            yield self.rows.first(area.min_row), self.rows.last(area.max_row)

    def _heights(self) -> None:
        from openpyxl.worksheet.dimensions import DimensionHolder, RowDimension  # noqa: PLC0415 - slow start

        old = dict(self.sheet.row_dimensions)
        fresh: Part = DimensionHolder(self.sheet, default_factory=self.sheet._add_row)
        for row, known in old.items():
            for n in range(self.rows.count(row)):
                index = self.rows.first(row) + n
                twin: Part = RowDimension(
                    self.sheet,
                    index=index,
                    ht=known.ht,
                    hidden=known.hidden,
                    outlineLevel=known.outlineLevel,
                    collapsed=known.collapsed,
                    thickBot=known.thickBot,
                    thickTop=known.thickTop,
                )
                twin._style = copy(known._style)
                fresh[index] = twin
        self.sheet.row_dimensions = fresh

    def _lists_and_conditions(self) -> None:
        """Data validations and conditional formats; both have formulas written for their first cell."""
        from openpyxl.formatting.formatting import ConditionalFormattingList  # noqa: PLC0415 - slow start
        from openpyxl.worksheet.cell_range import MultiCellRange  # noqa: PLC0415 - slow start

        title = self.sheet.title
        for kept in self.sheet.data_validations.dataValidation:
            stand = self._stand(str(kept.sqref))
            kept.formula1, kept.formula2 = (
                self.moved.formula(f"={text}", stand)[1:] if text else text for text in (kept.formula1, kept.formula2)
            )
            kept.sqref = MultiCellRange(self.moved.area(str(kept.sqref), title))
        fresh = ConditionalFormattingList()
        for condition in self.sheet.conditional_formatting:
            stand = self._stand(str(condition.sqref))
            for rule in condition.rules:
                rule.formula = [self.moved.formula(f"={text}", stand)[1:] for text in rule.formula]
                fresh.add(self.moved.area(str(condition.sqref), title), rule)
        self.sheet.conditional_formatting = fresh

    def _stand(self, area: str) -> _Stand:
        found = re.search(r"\d+", area)
        return _Stand(self.sheet.title, int(found[0]) if found else 0)

    def _page(self) -> None:
        """What is printed, frozen, filtered, broken; tables."""
        sheet, title = self.sheet, self.sheet.title
        if sheet.print_area:
            sheet.print_area = self.moved.area(sheet.print_area.replace(f"'{title}'!", ""), title)
        if sheet.print_title_rows:
            sheet.print_title_rows = self.moved.area(sheet.print_title_rows, title).replace("$", "")
        if sheet.auto_filter.ref:
            sheet.auto_filter.ref = self.moved.area(sheet.auto_filter.ref, title)
        pane = sheet.sheet_view.pane
        if pane is not None and pane.state in ("frozen", "frozenSplit"):
            pane.ySplit = self.rows.last(int(pane.ySplit)) if pane.ySplit else pane.ySplit
            pane.topLeftCell = pane.topLeftCell and self.moved.reference(pane.topLeftCell, _Stand(title))
        for line in sheet.row_breaks.brk:
            line.id = self.rows.last(line.id)
        for table in sheet.tables.values():
            table.ref = self.moved.area(table.ref, title)
            if table.autoFilter is not None and table.autoFilter.ref:
                table.autoFilter.ref = self.moved.area(table.autoFilter.ref, title)

    def _pictures(self) -> None:
        """Images and charts stand where they stood; a chart draws all copies of a row it drew."""
        for drawn in [*self.sheet._images, *self.sheet._charts]:
            for corner in (getattr(drawn.anchor, "_from", None), getattr(drawn.anchor, "to", None)):
                if corner is not None:
                    corner.row = self.rows.first(corner.row + 1) - 1
        for chart in self.sheet._charts:
            for series in chart.series:
                for source, is_title in _sources(series):
                    source.f = self.moved.reference(source.f, _Stand(""), gathers=not is_title)


def _sources(series: Part) -> Iterator[tuple[Part, bool]]:
    """What its title, words and numbers are read from, and whether it is the title; what was kept of them is let go."""
    for part in ("tx", "cat", "val", "xVal", "yVal", "bubbleSize"):
        for kind, kept in (("numRef", "numCache"), ("strRef", "strCache")):
            source = getattr(getattr(series, part, None), kind, None)
            if source is not None and source.f:
                setattr(source, kept, None)
                yield source, part == "tx"


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow start

    return str(get_column_letter(column))
