"""The half-month report as a workbook: one row per village, filled with what is known, and its way back (R4.4).

Every row goes through the form of the page. Nothing is written while one row is wrong; the same file sent twice finds
the receipts of the first time.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from django.http import QueryDict

from office.reports.entry import ReportEntry, entry_of
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.shapes import holds_id_number
from povertyplan.ui.sheets.reading import Cell, Layout, Row, normal, open_table, require_columns
from villages.actions.reports import submit_report
from villages.forms.reports import ReportForm
from villages.models import Answer, DelayReason, ReportRevision, Via, Village, Work
from villages.periods import Fortnight
from villages.reporting import MOST_MILESTONES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Column → heading. The last ones are hidden: they say what the row was when it was downloaded.
LABELS = {
    "code": "村代码",
    "village": "村",
    "work": "做了哪些",
    "done": "做了什么",
    "participants": "参加的贫困户",
    "scale": "规模",
    "unit": "规模是什么",
    "invested": "投入元",
    "help": "要办事处帮什么",
}
PARTS = {
    "name": "里程碑{n}",
    "state": "里程碑{n}进度",
    "due_on": "里程碑{n}推迟到",
    "reason_kind": "里程碑{n}原因",
    "reason": "里程碑{n}说明",
    "done_on": "里程碑{n}完成日期",
}
NUMBERS = range(1, MOST_MILESTONES + 1)
LABELS |= {f"{part}{n}": heading.format(n=n) for n in NUMBERS for part, heading in PARTS.items()}
HIDDEN = {"milestones": "里程碑编号", "period": "期", "seen": "版", "uuid": "表号", "mark": "原样"}
LABELS |= HIDDEN
# What a person may change; the rest is for reading.
FILLED = [name for name in LABELS if name not in HIDDEN and name not in ("code", "village", "unit")]
LAYOUT = Layout(
    labels=LABELS,
    synonyms={normal(heading): name for name, heading in LABELS.items()},
    required=frozenset({"code", "done", *HIDDEN} - {"milestones"}),
    identity=frozenset({"code", "village"}),
)
WIDE = {"done": 44, "help": 30, "work": 22, "unit": 16}
MOST_ROWS = 200
_SPLIT = re.compile(r"[、，,;；/\s]+")
_STATES = {label: value for value, label in Answer.choices}
_REASONS = {label: value for value, label in DelayReason.choices}
_WORKS = {label: value for value, label in Work.choices}


@dataclass(frozen=True)
class Problem:
    """`row` as Excel counts, `column` its heading; both 0 and empty for the whole file."""

    row: int
    village: str
    column: str
    words: str


@dataclass(frozen=True)
class Uploaded:
    """Either `problems`, and nothing was written, or a revision per row; `skipped` rows are as they were downloaded."""

    revisions: tuple[ReportRevision, ...]
    problems: tuple[Problem, ...]
    skipped: int


@dataclass(frozen=True)
class _Line:
    """A row that says something, ready to be filed."""

    number: int
    entry: ReportEntry
    form: ReportForm
    uuid: UUID


def workbook(villages: Sequence[Village], period: Fortnight, *, user: User, now: datetime) -> bytes:
    """An .xlsx; text is kept as text, so that nothing typed anywhere becomes a formula. Raises ValueError where no
    report was due."""
    import openpyxl  # noqa: PLC0415 - slow start

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = f"{period.slug}半月报"
    names = list(LABELS)
    for place, name in enumerate(names, 1):
        _put(sheet, 1, place, LABELS[name])
    for number, village in enumerate(villages, 2):
        known = _known(entry_of(village, period.slug, user=user, now=now))
        for place, name in enumerate(names, 1):
            _put(sheet, number, place, known.get(name))
    _finish(sheet, names, rows=len(villages) + 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(content: bytes, villages: Sequence[Village], period: Fortnight, *, user: User, now: datetime) -> Uploaded:
    """Files every row, or none where one is wrong. Raises Refused (Unreadable, MissingColumns) for the whole file."""
    table = open_table(content, LAYOUT)
    require_columns(table, LAYOUT)
    rows = list(table.rows())
    if len(rows) > MOST_ROWS:
        raise Refused(f"表里有 {len(rows)} 行，每村一行就够，重新下载再填", field="file")
    reader = _Reader({village.code: village for village in villages}, period, user, now)
    lines = [line for row in rows if (line := reader.line(row))]
    if reader.problems:
        return Uploaded((), tuple(reader.problems), reader.skipped)
    if not lines:
        raise Refused("没有填好的行。写了“做了什么”的行才算一份半月报", field="file")
    return _filed(lines, reader)


def _filed(lines: list[_Line], reader: "_Reader") -> Uploaded:
    """One transaction: what one row meets takes all of them back."""
    problems: list[Problem] = []
    revisions: list[ReportRevision] = []
    try:
        with changing(by=reader.user, reason="Excel 报半月报"):
            for line in sorted(lines, key=lambda line: line.entry.village.pk):
                revisions.append(_file(line))
    except Refused as refused:
        problems.append(Problem(line.number, line.entry.village.name, "", refused.message))
    return Uploaded(() if problems else tuple(revisions), tuple(problems), reader.skipped)


def _file(line: _Line) -> ReportRevision:
    entry, data = line.entry, line.form.cleaned_data
    return submit_report(
        entry.village,
        entry.period,
        uuid=line.uuid,
        content=line.form.content,
        opened_at=None,
        device_at=None,
        seen=data["seen"],
        via=Via.EXCEL,
        counted=entry.counted,
        remaining=entry.counts.remaining,
        now=entry.now,
        by=entry.user,
    )


class _Reader:
    """Rows to forms; gathers what is wrong with any of them."""

    def __init__(self, villages: dict[str, Village], period: Fortnight, user: User, now: datetime) -> None:
        self.villages, self.period, self.user, self.now = villages, period, user, now
        self.problems: list[Problem] = []
        self.skipped = 0
        self._taken: dict[str, int] = {}

    def line(self, row: Row) -> _Line | None:
        cells = {name: text_of(value) for name, value in row.cells.items()}
        if cells.get("mark") == mark(cells):
            self.skipped += 1
            return None
        village = self._village(row.number, cells)
        if village is None:
            return None
        entry = entry_of(village, self.period.slug, user=self.user, now=self.now)
        keys = [int(key) for key in _SPLIT.split(cells.get("milestones", "")) if key.isdecimal() and len(key) < 10]
        form = entry.sent_form(posted(cells, keys))
        self._say_lost(row.number, village, cells, keys, form)
        if not form.is_valid():
            self._say_errors(row.number, village, form, keys)
            return None
        return _Line(row.number, entry, form, _uuid_of(cells, form))

    def _village(self, number: int, cells: dict[str, str]) -> Village | None:
        code = cells.get("code", "")
        said = cells.get("village", code)
        said = "" if holds_id_number(said) else said[:20]
        village = self.villages.get(code)
        if village is None:
            self._say(number, said, "code", "这个村代码不归你报，或改动过。重新下载再填")
        elif code in self._taken:
            self._say(number, said, "code", f"和第 {self._taken[code]} 行是同一个村，留一行")
        elif cells.get("period") != self.period.slug:
            self._say(number, said, "period", f"这一行不是{self.period.label}的表。到那一期去传，或重新下载")
        else:
            self._taken[code] = number
            return village
        return None

    def _say_lost(
        self, number: int, village: Village, cells: dict[str, str], keys: list[int], form: ReportForm
    ) -> None:
        """A milestone that was answered and is not known any more would be lost without a word."""
        known = {part.pk for part in form.milestones}
        for n in NUMBERS:
            if cells.get(f"state{n}") and (n > len(keys) or keys[n - 1] not in known):
                self._say(number, village.name, f"name{n}", "时间表里没有这个里程碑了，重新下载再填")

    def _say_errors(self, number: int, village: Village, form: ReportForm, keys: list[int]) -> None:
        column_of = {f"m{key}-{part}": f"{part}{n}" for n, key in enumerate(keys, 1) for part in PARTS}
        for name, errors in form.errors.items():
            for words in errors:
                self._say(number, village.name, column_of.get(name, name), str(words))

    def _say(self, number: int, village: str, name: str, words: str) -> None:
        self.problems.append(Problem(number, village, LABELS.get(name, ""), words))


def posted(cells: dict[str, str], keys: Sequence[int]) -> QueryDict:
    """The row as the page would have sent it; words become the codes behind them, unknown ones stay and are refused."""
    data = QueryDict(mutable=True)
    data["uuid"] = str(uuid4())
    for name in ("done", "participants", "scale", "invested", "help", "seen"):
        data[name] = cells.get(name, "")
    data.setlist("work", [_WORKS.get(word, word) for word in _SPLIT.split(cells.get("work", "")) if word])
    for n, key in zip(NUMBERS, keys, strict=False):
        state, reason = cells.get(f"state{n}", ""), cells.get(f"reason_kind{n}", "")
        data[f"m{key}-state"] = _STATES.get(state, state)
        data[f"m{key}-reason_kind"] = _REASONS.get(reason, reason)
        for part in ("due_on", "reason", "done_on"):
            data[f"m{key}-{part}"] = cells.get(f"{part}{n}", "")
    return data


def _uuid_of(cells: dict[str, str], form: ReportForm) -> UUID:
    """Of the downloaded row and what it says by now: sent again it is the same report, corrected it is another."""
    return uuid5(_uuid(cells.get("uuid", "")), repr(form.content))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid5(UUID(int=0), text)


def mark(cells: dict[str, str]) -> str:
    """Of what a person may change in a row: equal marks, nothing changed."""
    return sha256("\x1f".join(cells.get(name, "") for name in FILLED).encode()).hexdigest()[:16]


def text_of(value: Cell) -> str:
    """As one would have typed it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _known(entry: ReportEntry) -> dict[str, Any]:
    """What the form of the page would start from; what was done is left to be written until it is filed."""
    form = entry.form()
    start = dict(form.initial)
    known: dict[str, Any] = {
        "code": entry.village.code,
        "village": entry.village.name,
        "work": "、".join(Work(code).label for code in start["work"]),
        "done": start["done"] if entry.revision else "",
        "participants": start["participants"],
        "scale": _amount(start["scale"]),
        "unit": str(form.fields["scale"].label),
        "invested": _amount(start["invested"]),
        "help": start["help"],
    }
    for n, part in zip(NUMBERS, form.milestones, strict=False):
        known |= {f"{name}{n}": value for name, value in _milestone(start, part.pk, part.name)}
    return known | {
        "milestones": " ".join(str(part.pk) for part in form.milestones[:MOST_MILESTONES]),
        "period": entry.period.slug,
        "seen": start["seen"],
        "uuid": str(start["uuid"]),
        "mark": mark({name: text_of(_cell(value)) for name, value in known.items() if value not in (None, "")}),
    }


def _amount(typed: str | None) -> Decimal | None:
    """A number again, so that the cell can be reckoned with."""
    return Decimal(typed) if typed else None


def _milestone(start: dict[str, Any], key: int, name: str) -> Iterator[tuple[str, Any]]:
    state, reason = start.get(f"m{key}-state"), start.get(f"m{key}-reason_kind")
    yield "name", name
    yield "state", Answer(state).label if state else None
    yield "reason_kind", DelayReason(reason).label if reason else None
    yield "reason", start.get(f"m{key}-reason")
    yield "due_on", start.get(f"m{key}-due_on")
    # The page offers today for what is done; in a row it would say that everything was.
    yield "done_on", start.get(f"m{key}-done_on") if state == Answer.DONE else None


def _cell(value: Any) -> Any:  # noqa: ANN401 - as Excel will give it back
    return float(value) if isinstance(value, (int, Decimal)) else value


def _put(sheet: "Worksheet", row: int, column: int, value: Any) -> None:  # noqa: ANN401 - whatever a cell holds
    cell = sheet.cell(row, column)
    if value is None or value == "":
        cell.number_format = "@"
    elif isinstance(value, str):
        cell.value = "".join(c for c in value if c >= " " or c in "\t\n")
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value
        cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "General"


def _finish(sheet: "Worksheet", names: list[str], *, rows: int) -> None:
    """Headings that stay, columns that fit, lists to choose from; what is not for people is hidden."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - slow start
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow start
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - slow start

    choices = {"state": list(_STATES), "reason_kind": list(_REASONS)}
    lists = {
        part: DataValidation("list", formula1=f'"{",".join(labels)}"', allow_blank=True)
        for part, labels in choices.items()
    }
    for validation in lists.values():
        validation.showErrorMessage = True
        validation.error = "从下拉里选一项"
        sheet.add_data_validation(validation)
    for place, name in enumerate(names, 1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place)
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="center")
        head.fill = PatternFill("solid", fgColor="FFE8EEF0" if name in FILLED else "FFD9D9D9")
        sheet.column_dimensions[letter].width = WIDE.get(name, 14)
        sheet.column_dimensions[letter].hidden = name in HIDDEN or name == "code"
        part = name.rstrip("123")
        if part in lists and rows > 1:
            lists[part].add(f"{letter}2:{letter}{rows}")
        for row in sheet.iter_rows(min_row=2, max_row=rows, min_col=place, max_col=place):
            row[0].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C2"
