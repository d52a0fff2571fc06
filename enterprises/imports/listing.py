"""Reads a list of enterprises and holds it against the database: one row is one enterprise and whom it is paired with.

An enterprise is known by its credit code. A blank cell never erases, an enterprise that the file leaves out is left
alone; a pairing stays, another village in the file adds one, and nothing here ever ends one.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from enterprises.credit_code import fault
from enterprises.imports.headings import MODES, SECTORS
from enterprises.models import Enterprise, Pairing
from households.imports import cells
from households.imports.cells import BadCell, Reader
from households.imports.kept import chunks, known_villages
from households.imports.shown import EMPTY, label, shown
from povertyplan.pinyin import keys
from povertyplan.shapes import holds_id_number
from povertyplan.ui.sheets.outcomes import CellChange, Note, Outcome, Preview, Problem, RowOutcome
from povertyplan.ui.sheets.reading import Cell, Row, Table
from villages.models import Village

MOST_EMPLOYEES = 1_000_000
_BETWEEN_VILLAGES = re.compile(r"[、，,；;/|\s]+")
# What a new enterprise must have; of one that is kept a blank cell changes nothing.
_NEEDED = {
    "name": ("missing_name", "没有企业名称，写上营业执照上的名称"),
    "head_name": ("missing_head", "没有负责人，写上负责人姓名"),
    "sector": ("missing_sector", "没有行业，写上行业"),
}


@dataclass
class EnterprisePlan:
    """Unsaved rows; a new pairing refers to its enterprise, which may be unsaved too."""

    preview: Preview
    new: list[Enterprise] = field(default_factory=list)
    changed: list[tuple[Enterprise, set[str]]] = field(default_factory=list)
    pairings: list[Pairing] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """One row with what it says; `paired` are keys of villages."""

    row: int
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    paired: list[int] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.facts.get("name", ""))


def _sector(value: Cell) -> str:
    written = cells.plain(value)
    found = SECTORS.code(written)
    if found is None:
        raise BadCell("unknown_sector", f"没有“{written[:20]}”这个行业。{SECTORS.advice(written)}")
    return found


def _modes(value: Cell) -> list[str]:
    known, unknown = MODES.codes(str(value))
    if unknown:
        raise BadCell("unknown_mode", f"没有“{unknown[0][:20]}”这种方式。{MODES.advice(unknown[0])}")
    return [mode for mode in MODES.choices.values if mode in known]


def _employees(value: Cell) -> int:
    written = re.sub(r"(人|名|余人)$", "", unicodedata.normalize("NFKC", cells.plain(value))).replace(",", "")
    if not re.fullmatch(r"-?\d{1,9}(\.0+)?", written):
        raise BadCell("employees_not_whole", f"“{written[:20]}”不是整数，从业人数写成 120 这样")
    number = int(float(written))
    if number < 0:
        raise BadCell("employees_negative", f"从业人数 {number} 小于 0")
    if number > MOST_EMPLOYEES:
        raise BadCell("employees_out_of_range", f"从业人数 {number} 太大了，看看单位对不对")
    return number


def _text(value: Cell, *, most: int) -> str:
    written = cells.plain(value)
    if holds_id_number(written):
        raise BadCell("id_number_in_text", "这一格里有整个身份证号，删掉再导入")
    return cells.text(value, most=most)


def _credit_code(value: Cell) -> str:
    if isinstance(value, (int, float)):
        raise BadCell("credit_code_as_number", "Excel 把信用代码变成了数字，后几位已经丢了。把这一列设成文本，重新填写")
    written = re.sub(r"\s", "", unicodedata.normalize("NFKC", cells.plain(value))).upper()
    if wrong := fault(written):
        raise BadCell(*wrong)
    return written


_READERS: Mapping[str, Reader] = {
    "name": partial(_text, most=60),
    "sector": _sector,
    "head_name": partial(_text, most=40),
    "phone": cells.phone,
    "employees": _employees,
    "address": partial(_text, most=80),
    "capabilities": partial(_text, most=200),
    "intended_modes": _modes,
}
_FIELDS = {column.name: column for column in Enterprise._meta.concrete_fields}


class Listing:
    """One list of enterprises against one state of the database."""

    def __init__(self, table: Table, *, today: date, locked: bool = False) -> None:
        self.table, self.today = table, today
        self.villages = known_villages()
        self.records = [self._read(row) for row in table.rows()]
        self.notes: dict[str, list[str]] = defaultdict(list)
        self._load(locked=locked)

    def _read(self, row: Row) -> Record:
        record = Record(row.number, "")
        self._read_code(record, row)
        readers = {**_READERS, "village": self.villages.key, "paired": self._paired}
        for name, reader in readers.items():
            if name not in row.cells:
                continue
            try:
                value = reader(row.cells[name])
            except BadCell as wrong:
                record.problems.append((name, wrong.code, wrong.message))
                continue
            if name == "paired":
                record.paired = value
            elif value not in ("", []):
                record.facts["village_id" if name == "village" else name] = value
        return record

    def _read_code(self, record: Record, row: Row) -> None:
        if "credit_code" not in row.cells:
            record.problems.append(("credit_code", "missing_credit_code", "没有统一社会信用代码，照营业执照写上"))
            return
        try:
            record.code = _credit_code(row.cells["credit_code"])
        except BadCell as wrong:
            # Still told by what stands there, for the person who looks for it.
            record.code = cells.plain(row.cells["credit_code"])[:20]
            record.problems.append(("credit_code", wrong.code, wrong.message))

    def _paired(self, value: Cell) -> list[int]:
        words = [word for word in _BETWEEN_VILLAGES.split(cells.plain(value)) if word]
        return list(dict.fromkeys(self.villages.key(word) for word in words))

    def _load(self, *, locked: bool) -> None:
        rows = Enterprise.objects.select_for_update() if locked else Enterprise.objects.all()
        self.kept: dict[str, Enterprise] = {}
        for codes in chunks({record.code for record in self.records}):
            self.kept.update({row.credit_code: row for row in rows.filter(credit_code__in=codes).order_by("pk")})
        self.pairings: dict[int, dict[int, Pairing]] = defaultdict(dict)
        for keys_ in chunks([row.pk for row in self.kept.values()]):
            for pairing in Pairing.objects.filter(enterprise__in=keys_).order_by("since"):
                self.pairings[pairing.enterprise_id][pairing.village_id] = pairing
        self.village_names = dict(Village.objects.values_list("pk", "name"))

    # Checking

    def _check(self) -> None:
        rows_of: dict[str, list[Record]] = defaultdict(list)
        for record in self.records:
            rows_of[record.code].append(record)
        for record in self.records:
            self._check_needed(record)
            twins = [str(twin.row) for twin in rows_of[record.code] if twin is not record]
            if twins and record.code:
                message = f"和第 {'、'.join(twins[:5])} 行是同一个信用代码，一家企业只留一行"
                record.problems.append(("credit_code", "credit_code_twice", message))

    def _check_needed(self, record: Record) -> None:
        kept = self.kept.get(record.code)
        named = {name for name, _code, _message in record.problems}
        if kept is None:
            for name, (code, message) in _NEEDED.items():
                if name not in record.facts and name not in named:
                    record.problems.append((name, code, message))
        elif kept.left_on and any(key not in self.pairings[kept.pk] for key in record.paired):
            message = f"{kept.name}从 {kept.left_on} 起不再参加，不能再结对"
            record.problems.append(("paired", "enterprise_left", message))

    # Comparing

    def plan(self) -> EnterprisePlan:
        self._check()
        plan = EnterprisePlan(Preview(("pairings", "enterprises"), 0, ()))
        outcomes = [outcome for record in self.records for outcome in self._outcomes(plan, record)]
        problems = [self._problem(record, *problem) for record in self.records for problem in record.problems]
        plan.preview = Preview(
            nouns=("pairings", "enterprises"),
            rows=len(self.records),
            outcomes=tuple(outcomes),
            problems=tuple(sorted(problems, key=lambda problem: (problem.row, problem.position or 0))),
            notes=self._all_notes(),
            columns=self.table.matched,
            identity="credit_code",
        )
        return plan

    def _problem(self, record: Record, name: str, code: str, message: str) -> Problem:
        column = self.table.column_by_field.get(name)
        heading, position = (column.heading, column.position) if column else ("", None)
        return Problem(self.table.sheet, record.row, heading, code, record.code, message, position)

    def _all_notes(self) -> tuple[Note, ...]:
        notes = [Note(message, tuple(codes)) for message, codes in self.notes.items()]
        if self.table.skipped:
            notes.append(Note("没有当作数据的行：第 " + "、".join(str(n) for n in self.table.skipped[:10]) + " 行"))
        return tuple(notes)

    def _outcomes(self, plan: EnterprisePlan, record: Record) -> list[RowOutcome]:
        if record.problems:
            own = self._outcome("enterprises", record, Outcome.REFUSED)
            return [own, *(self._outcome("pairings", record, Outcome.REFUSED) for _ in record.paired)]
        kept = self.kept.get(record.code)
        if kept is None:
            enterprise = Enterprise(credit_code=record.code, name_initials=keys(record.name).initials, **record.facts)
            plan.new.append(enterprise)
            own = self._outcome("enterprises", record, Outcome.NEW)
        else:
            enterprise, own = kept, self._compare(plan, record, kept)
        return [own, *(self._pair(plan, record, enterprise, village) for village in record.paired)]

    def _outcome(self, noun: str, record: Record, outcome: Outcome, changes: tuple[CellChange, ...] = ()) -> RowOutcome:
        return RowOutcome(noun, self.table.sheet, record.row, record.code, record.name, outcome, changes)

    def _compare(self, plan: EnterprisePlan, record: Record, kept: Enterprise) -> RowOutcome:
        changes, columns = [], set()
        for name, value in record.facts.items():
            old = getattr(kept, name)
            if old == value:
                continue
            column = _FIELDS[name.removesuffix("_id")]
            changes.append(CellChange(label(column), self._said(column.name, old), self._said(column.name, value)))
            columns.add(column.name)
            setattr(kept, name, value)
        if "name" in columns:
            kept.name_initials = keys(kept.name).initials
            columns.add("name_initials")
        if columns:
            plan.changed.append((kept, columns))
        return self._outcome("enterprises", record, Outcome.CHANGED if changes else Outcome.SAME, tuple(changes))

    def _said(self, name: str, value: object) -> str:
        if name == "village":
            return self.village_names.get(value, EMPTY) if isinstance(value, int) else EMPTY
        return shown(_FIELDS[name], value)

    def _pair(self, plan: EnterprisePlan, record: Record, enterprise: Enterprise, village: int) -> RowOutcome:
        known = self.pairings[enterprise.pk] if enterprise.pk else {}
        if village in known:
            if (until := known[village].until) and until < self.today:
                self.notes["和文件里的结对村已经结束结对，没有重新结对"].append(record.code)
            return self._outcome("pairings", record, Outcome.SAME)
        if known:
            self.notes["又结对一个村，原来结对的村没有动"].append(record.code)
        plan.pairings.append(Pairing(enterprise=enterprise, village_id=village, since=self.today))
        return self._outcome("pairings", record, Outcome.NEW)
