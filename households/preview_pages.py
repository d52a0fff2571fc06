"""The check step (核对) as a sheet: the rows of the file that matter, 50 households at a time.

A household stands at its head's row; rows of other people follow where something is wrong or changes. Shown are
the columns that tell which household it is, and those in which something on this page is wrong or changes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator

from households import imports
from households.batches import Figure, figures
from households.identity import masked
from households.imports.cells import plain
from povertyplan.audit.models import ImportBatch
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.sheets.kinds import Kind, kind_of
from povertyplan.ui.sheets.outcomes import NOUNS, CellChange, Outcome, Preview, Problem, RowOutcome, Tally, unit_of
from povertyplan.ui.sheets.reading import Column, Table, normal

PAGE = 50
LAMPS = {Outcome.NEW: Lamp.DONE, Outcome.CHANGED: Lamp.OK, Outcome.SAME: Lamp.NONE, Outcome.REFUSED: Lamp.BAD}
# The work comes first: what is wrong, then what would be overwritten, then what is added.
ORDER = (Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW)
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_PHONE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
_SAMPLES = 3
SHORT = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """`state` is "", "bad" or "chg"; `old` is what is kept now where the file changes it."""

    text: str
    state: str = ""
    old: str = ""

    @property
    def css(self) -> str:
        """A name or a village is not broken over two lines."""
        state = f"c-{self.state}" if self.state else ""
        return f"{state} nowrap".strip() if not self.old and len(self.text) <= SHORT else state


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file. `others` are changes in none of the shown columns."""

    number: int
    outcome: Outcome | None
    cells: list[Cell]
    problems: list[Problem]
    others: list[CellChange]

    @property
    def lamp(self) -> Lamp:
        return LAMPS[self.outcome] if self.outcome else Lamp.NONE

    @property
    def notes(self) -> int:
        return len(self.problems) + len(self.others)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: its key in ?show=, its words and how many it keeps."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Sheet:
    """One page of the check step. `name` is the worksheet's, `unread` are headings of columns that are not read."""

    preview: Preview
    name: str
    unread: list[str]
    noun: str
    unit: str
    tally: Tally
    chips: list[Chip]
    show: str
    page: "Page[RowOutcome]"
    columns: list[Column]
    lines: list[Line]

    @property
    def other_figures(self) -> list[Figure]:
        """Of what the file holds beside the unit: the people of the households."""
        return [figure for figure in figures(self.preview.counts()) if figure.noun != self.noun]

    @property
    def span(self) -> int:
        return len(self.columns) + 1


def unit_noun(preview: Preview) -> str:
    """What people count: households in a roster, pairings in a list of helpers."""
    return preview.nouns[0] if preview.nouns[0] == "households" else preview.nouns[-1]


def sheet_of(batch: ImportBatch, *, today: date, show: str | None, page: str | None) -> Sheet:
    """Page `page` of what `show` keeps (an outcome or "all"); raises Refused as `imports.preview` does."""
    kind = kind_of(batch.kind)
    table, preview = imports.table_with_preview(batch, today=today)
    noun = unit_noun(preview)
    tally = preview.tallies[noun]
    counts = dict(zip(Outcome, tally.as_json().values(), strict=True))
    chosen = show if show in ("all", *Outcome.values) else next((o.value for o in ORDER if counts[o]), "all")
    mains = [o for o in preview.outcomes if o.noun == noun and chosen in ("all", o.outcome)]
    kept = Paginator(mains, PAGE).get_page(page)
    rows = _rows_of(preview, kept.object_list, noun, kind)
    if table is not None:
        columns = _shown_columns(table, kind, rows.values())
        name, unread = table.sheet, [column.heading for column in table.columns if not column.field]
        lines = _lines(table, rows, columns)
    else:
        name, unread, columns = "", [], [Column(0, NOUNS[noun], "")]
        lines = _lines_without_cells(kept.object_list, rows)
    return Sheet(
        preview=preview,
        name=name,
        unread=unread,
        noun=NOUNS[noun],
        unit=unit_of(noun),
        tally=tally,
        chips=[
            *(Chip(o.value, f"只看{o.label}" if o is Outcome.REFUSED else o.label, counts[o]) for o in ORDER),
            Chip("all", "全部", tally.total),
        ],
        show=chosen,
        page=kept,
        columns=columns,
        lines=lines,
    )


@dataclass(slots=True)
class _Row:
    """`changes` come with the field of the file that they are about, "" where it is none."""

    outcome: Outcome | None
    changes: list[tuple[str, CellChange]]
    problems: list[Problem]


def _rows_of(preview: Preview, mains: Iterable[RowOutcome], noun: str, kind: Kind) -> dict[int, _Row]:
    """The rows of the file to show for these outcomes, in the file's order, by row number."""
    households = {main.key: main for main in mains if main.key}
    rows = {main.row: _Row(main.outcome, _with_fields(main, kind), []) for main in mains}
    if noun == "households":
        for other in preview.outcomes:
            whole = households.get(other.key)
            if whole is not None and other.noun != noun and _matters(other, whole):
                row = rows.setdefault(other.row, _Row(other.outcome, [], []))
                row.changes.extend(_with_fields(other, kind))
    for problem in preview.problems:
        if problem.row in rows or (noun == "households" and problem.key in households):
            rows.setdefault(problem.row, _Row(Outcome.REFUSED, [], [])).problems.append(problem)
    return dict(sorted(rows.items()))


def _matters(other: RowOutcome, main: RowOutcome) -> bool:
    return bool(other.changes) or (other.outcome is Outcome.NEW and main.outcome is Outcome.CHANGED)


def _with_fields(outcome: RowOutcome, kind: Kind) -> list[tuple[str, CellChange]]:
    synonyms = kind.layout.synonyms if kind.layout else {}
    return [
        (kind.fields_by_label.get((outcome.noun, change.label)) or synonyms.get(normal(change.label), ""), change)
        for change in outcome.changes
    ]


def _shown_columns(table: Table, kind: Kind, rows: Iterable[_Row]) -> list[Column]:
    by_field = table.column_by_field
    touched = {place for row in rows for place in _touched(row, by_field)}
    first = [by_field[key] for key in kind.shown if key in by_field]
    return first + [column for column in table.columns if column.position in touched and column not in first]


def _touched(row: _Row, by_field: Mapping[str, Column]) -> set[int | None]:
    changed = {by_field[name].position for name, _ in row.changes if name in by_field}
    return changed | {problem.position for problem in row.problems}


def _lines(table: Table, rows: dict[int, _Row], columns: list[Column]) -> list[Line]:
    raw = {number: cells for number, cells in table.raw_rows() if number in rows}
    by_field = table.column_by_field
    lines = []
    for number, row in rows.items():
        changed = {by_field[name].position: change for name, change in row.changes if name in by_field}
        wrong = {problem.position for problem in row.problems}
        cells = raw.get(number, [])
        shown = [_cell(cells, c, changed.get(c.position), c.position in wrong) for c in columns]
        others = [change for name, change in row.changes if name not in by_field]
        lines.append(Line(number, row.outcome, shown, row.problems, others))
    return lines


def _lines_without_cells(mains: Iterable[RowOutcome], rows: dict[int, _Row]) -> list[Line]:
    """Of a file that is no table, such as a map of boundaries."""
    names = {main.row: main.name for main in mains}
    return [
        Line(number, row.outcome, [Cell(names.get(number, ""))], row.problems, [change for _, change in row.changes])
        for number, row in rows.items()
    ]


def _cell(raw: list[Any], column: Column, change: CellChange | None, is_wrong: bool) -> Cell:
    if change is not None:
        return Cell(covered(change.new), "chg", covered(change.old))
    text = plain(raw[column.position]) if column.position < len(raw) else ""
    if column.field == "id_number":
        # Also a number of the wrong length: most of its digits are somebody's.
        text = f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}" if len(text) > 8 else text
    return Cell(covered(text), "bad" if is_wrong else "")


def covered(text: str) -> str:
    """With the middle of every ID and telephone number in it covered: this page stays open on a desk."""
    return _PHONE.sub(r"\1****\2", _ID_NUMBER.sub(lambda found: masked(found[0]), text))


def samples(table: Table) -> dict[int, list[str]]:
    """The first different cells of each column that hold something, by its position."""
    found: dict[int, list[str]] = {column.position: [] for column in table.columns}
    for _, cells in islice(table.raw_rows(), table.header_rows[1], table.header_rows[1] + 200):
        for position, texts in found.items():
            text = covered(plain(cells[position]))[:30] if position < len(cells) else ""
            if text and text not in texts and len(texts) < _SAMPLES:
                texts.append(text)
    return found
