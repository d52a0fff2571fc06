"""A workbook's table found by its headings, whatever stands above, below or beside it.

Title rows, two-line headings, merged cells, line breaks, either kind of brackets, total and signature rows, several
sheets: all of it occurs in the rosters of one county. Nothing is dropped in silence: rows that hold something and
are still not taken are listed in `Table.skipped`.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from povertyplan.audit.refusal import Refused
from povertyplan.ui.sheets import archive
from povertyplan.ui.sheets.archive import Unreadable

HEADER_WITHIN = 30
HEADER_LINES = 3
MAX_MERGED = 200
_SPACE = re.compile(r"\s+")
_BRACKETED = re.compile(r"\([^()]*\)")
_CLOSING_ROW = re.compile(
    r"^(合计|小计|总计|共计|累计|总户数|总人数|填表人|填报人|制表|审核人?[:：]|负责人|单位负责人|说明|备注[:：]|注[:：])"
)

# A cell as the reader of workbooks hands it over: "" for an empty one, numbers as float.
Cell = Any


class MissingColumns(Refused):
    """Headings were found, but not all that are needed; `fields` are the missing ones."""

    def __init__(self, message: str, fields: Sequence[str]) -> None:
        super().__init__(message)
        self.fields = tuple(fields)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """One form of a heading or a label: half-width, no spaces or line breaks, no asterisk, lower case."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).strip("*:").lower()


@dataclass(frozen=True)
class Layout:
    """What one kind of file holds. `synonyms` are normal headings; a row counts as data by its `identity`."""

    labels: Mapping[str, str]
    synonyms: Mapping[str, str]
    required: frozenset[str]
    identity: frozenset[str]

    @classmethod
    def of(cls, table: Mapping[str, tuple[str, ...]], *, required: set[str], identity: set[str]) -> "Layout":
        """`table` names each field and the headings seen for it, the one that people use first."""
        return cls(
            labels={name: headings[0] for name, headings in table.items()},
            synonyms={normal(heading): name for name, headings in table.items() for heading in headings},
            required=frozenset(required),
            identity=frozenset(identity),
        )

    def field_of(self, heading: str) -> str:
        """By the whole heading, or by the heading without what is in brackets; "" where it is not known."""
        key = normal(heading)
        return self.synonyms.get(key) or self.synonyms.get(_BRACKETED.sub("", key), "")


@dataclass(frozen=True, slots=True)
class Column:
    """`position` is counted from 0 in the sheet; `field` is "" for a column that is not read."""

    position: int
    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as Excel shows it; `cells` by field, empty cells left out."""

    number: int
    cells: dict[str, Cell]


@dataclass
class Table:
    """The chosen sheet. `rows` may be gone through once; `skipped` is complete after that."""

    sheet: str
    columns: tuple[Column, ...]
    header_rows: tuple[int, int]  # first row above the data, last row of the headings, as Excel counts
    other_sheets: tuple[str, ...] = ()
    skipped: list[int] = field(default_factory=list)
    _source: CalamineSheet | None = None
    _layout: Layout | None = None

    @property
    def column_by_field(self) -> dict[str, Column]:
        return {column.field: column for column in self.columns if column.field}

    @property
    def matched(self) -> dict[str, str]:
        """Heading → field, as a batch keeps it."""
        return {column.heading: column.field for column in self.columns}

    def close(self) -> None:
        """Gives back the memory of the sheet; its rows cannot be gone through after that."""
        self._source = None

    def missing(self) -> list[str]:
        found = self.column_by_field
        return [name for name in self._layout.required if name not in found] if self._layout else []

    def raw_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Every row of the sheet with its number, cells from column A on, vertical merges filled."""
        assert self._source is not None  # noqa: S101 - made by open_table only
        start = self._source.start or (0, 0)
        pad = [""] * start[1]
        fill = _vertical_merges(self._source, below=self.header_rows[1])
        for number, cells in enumerate(self._source.iter_rows(), 1):
            row = pad + cells if pad else cells
            for position, value in fill.get(number, ()):
                if position < len(row):
                    row[position] = value
            yield number, row

    def rows(self) -> Iterator[Row]:
        """The data rows. Total, signature and repeated heading rows are passed over, stray ones noted."""
        assert self._layout is not None  # noqa: S101 - made by open_table only
        wanted = [(c.position, c.field) for c in self.columns if c.field]
        headings = {c.field: c.heading for c in self.columns if c.field}
        self.skipped.clear()
        for number, raw in islice(self.raw_rows(), self.header_rows[1], None):
            cells = {
                name: value
                for position, name in wanted
                if position < len(raw) and (value := raw[position]) != "" and not _is_blank(value)
            }
            if not cells or all(_bare(value) == _bare(headings[name]) for name, value in cells.items()):
                continue
            if self._is_data(raw, cells):
                yield Row(number, cells)
            elif not _is_closing(raw):
                self.skipped.append(number)

    def _is_data(self, raw: list[Cell], cells: dict[str, Cell]) -> bool:
        assert self._layout is not None  # noqa: S101 - made by open_table only
        named = len(self._layout.identity & cells.keys())
        if named < 2 and _is_closing(raw):
            return False
        # A row of a person whose names and numbers are all missing must be refused, not passed over.
        return named > 0 or len(cells) >= 4


def open_table(content: bytes, layout: Layout, *, chosen: Mapping[str, str] | None = None) -> Table:
    """The sheet whose headings fit `layout` best. Raises Unreadable with one sentence for people.

    `chosen` maps headings to fields and goes before the synonyms; whether every required column was found is
    asked of `Table.missing`.
    """
    archive.check(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = [
            table
            for meta in workbook.sheets_metadata
            if meta.visible is SheetVisibleEnum.Visible
            and (table := _find_table(workbook.get_sheet_by_name(meta.name), layout, chosen or {}))
        ]
    except (CalamineError, OSError, ValueError):
        raise Unreadable("Excel 工作簿读不出来，多半已损坏。在 Excel 里打开，另存一份再导入") from None
    if not tables:
        raise Unreadable(
            "没有找到表头。表头要有这些列：" + "、".join(layout.labels[f] for f in sorted(layout.required))
        )
    best = max(tables, key=lambda table: (len(table.column_by_field), table._source.height if table._source else 0))
    complete = [t.sheet for t in tables if t is not best and not t.missing() and next(t.rows(), None)]
    best.other_sheets = tuple(complete)
    return best


def require_columns(table: Table, layout: Layout) -> None:
    if missing := sorted(table.missing(), key=list(layout.labels).index):
        named = "、".join(f"“{layout.labels[name]}”" for name in missing)
        raise MissingColumns(f"表“{table.sheet}”里没有找到{named}这一列，先把列对应上", missing)


def _find_table(sheet: CalamineSheet, layout: Layout, chosen: Mapping[str, str]) -> Table | None:
    """The headings of one to three lines that name the most fields; None where fewer than two are named."""
    if sheet.start is None:
        return None
    offset = sheet.start[1]
    top = list(islice(sheet.iter_rows(), HEADER_WITHIN))
    across = _horizontal_merges(sheet, len(top), offset)
    best: tuple[int, int, tuple[Column, ...]] | None = None
    for first in range(len(top)):
        for lines in range(1, HEADER_LINES + 1):
            block = top[first : first + lines]
            if len(block) < lines or (lines > 1 and not _is_heading_line(block[-1])):
                break
            columns = _columns(block, first, across, offset, layout, chosen)
            found = len({column.field for column in columns if column.field})
            # Title lines above that add nothing do not belong to the headings.
            if found >= 2 and (best is None or found > best[0] or (found, first + lines) == best[:2]):
                best = (found, first + lines, columns)
    if best is None:
        return None
    return Table(sheet.name, best[2], (1, best[1]), _source=sheet, _layout=layout)


def _columns(
    block: list[list[Cell]],
    first: int,
    across: dict[tuple[int, int], Cell],
    offset: int,
    layout: Layout,
    chosen: Mapping[str, str],
) -> tuple[Column, ...]:
    """One column each: a person's choice first, then the joined lines of its heading, then each from below.

    A heading that occurs twice gets #2; of two columns with one field the left one is read.
    """
    columns: list[Column] = []
    taken: set[str] = set()
    names: dict[str, int] = {}
    for i in range(len(block[0])):
        lines = [_heading_text(across.get((first + n, i), line[i])) for n, line in enumerate(block)]
        texts = [text for n, text in enumerate(lines) if text and text not in lines[:n]]
        if not texts:
            continue
        heading = "".join(texts)
        names[heading] = names.get(heading, 0) + 1
        known = f"{heading}#{names[heading]}" if names[heading] > 1 else heading
        if known in chosen:
            name = chosen[known] if chosen[known] in layout.labels else ""
        else:
            name = next((f for t in (heading, *reversed(texts)) if (f := layout.field_of(t))), "")
        columns.append(Column(i + offset, known, "" if name in taken else name))
        taken.add(name)
    return tuple(columns)


def _heading_text(value: Cell) -> str:
    return _SPACE.sub("", value)[:80] if isinstance(value, str) else ""


def _is_heading_line(line: list[Cell]) -> bool:
    """A further line of headings holds words only; numbers or dates are data."""
    filled = [value for value in line if value != ""]
    return bool(filled) and all(isinstance(v, str) and not re.search(r"\d{4,}", v) for v in filled)


def _horizontal_merges(sheet: CalamineSheet, rows: int, offset: int) -> dict[tuple[int, int], Cell]:
    """Of the top rows: what each cell covered by a sideways merge shows, by (row, column within the area)."""
    top = list(islice(sheet.iter_rows(), rows))
    shown: dict[tuple[int, int], Cell] = {}
    for (r1, c1), (_r2, c2) in sheet.merged_cell_ranges or ():
        # A title over the whole table is no heading of each of its columns.
        if r1 < rows and c1 < c2 and c1 >= offset and c2 - c1 < 12 and c1 - offset < len(top[r1]):
            shown.update({(r1, c - offset): top[r1][c1 - offset] for c in range(c1, c2 + 1)})
    return shown


def _vertical_merges(sheet: CalamineSheet, *, below: int) -> dict[int, list[tuple[int, Cell]]]:
    """Row number → (position, value) for cells that a merge from a row above covers, within the data."""
    merges = [
        (r1, c1, r2) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or () if r2 > r1 and r1 >= below and c1 == c2
    ]
    if not merges:
        return {}
    by_first: dict[int, list[tuple[int, int]]] = {}
    for r1, c1, r2 in merges:
        by_first.setdefault(r1, []).append((c1, r2))
    offset = sheet.start[1] if sheet.start else 0
    fill: dict[int, list[tuple[int, Cell]]] = {}
    for r, row in enumerate(sheet.iter_rows()):
        for c1, r2 in by_first.get(r, ()):
            if 0 <= c1 - offset < len(row):
                for covered in range(r + 1, min(r2, r + MAX_MERGED) + 1):
                    fill.setdefault(covered + 1, []).append((c1, row[c1 - offset]))
    return fill


def _bare(value: Cell) -> str:
    return _SPACE.sub("", str(value))


def _is_blank(value: Cell) -> bool:
    return isinstance(value, str) and not value.strip(" \t\r\n\u3000\xa0'")


def _is_closing(raw: list[Cell]) -> bool:
    first = next((value for value in raw if value != "" and not _is_blank(value)), "")
    return isinstance(first, str) and bool(_CLOSING_ROW.match(_SPACE.sub("", first)))
