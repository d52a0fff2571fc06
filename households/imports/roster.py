"""Rows of a roster become households: one row a person, the facts of the household from the head's row."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from households.codes import Gender, Relation
from households.identity import IdNumber
from households.imports import cells
from households.imports.cells import BadCell, Reader
from povertyplan.sealing import blind_index
from povertyplan.ui.sheets.outcomes import Note, Problem
from povertyplan.ui.sheets.reading import Cell, Column, Row, Table

MEMBER_READERS: Mapping[str, Reader] = {
    "member_no": cells.number_text,
    "name": partial(cells.text, most=40),
    "gender": cells.coded("gender"),
    "birth_date": cells.day,
    "relation": cells.coded("relation"),
    "ethnicity": cells.coded("ethnicity"),
    "politics": cells.coded("politics"),
    "education": cells.coded("education"),
    "school_status": cells.coded("school_status"),
    "health": cells.health,
    "labour_ability": cells.coded("labour_ability"),
    "work_area": cells.coded("work_area"),
    "months_worked": cells.months,
    "has_medical_insurance": cells.yes_no,
    "has_critical_illness_cover": cells.yes_no,
    "has_pension": cells.yes_no,
    "member_phone": cells.phone,
}
HOUSEHOLD_READERS: Mapping[str, Reader] = {
    "hamlet": partial(cells.text, most=20),
    "size": partial(cells.whole, least=1, most=50),
    "category": cells.coded("category"),
    "poverty_status": cells.coded("poverty_status"),
    "identified_year": cells.year,
    "lifted_year": cells.year,
    "planned_lift_year": cells.year,
    "relapsed_year": cells.year,
    "identification_standard": cells.coded("identification_standard"),
    "main_cause": partial(cells.one_of, table="main_cause", code="unknown_cause"),
    "other_causes": cells.causes,
    "is_dilapidated": cells.yes_no,
    "housing_grade": cells.coded("housing_grade"),
    "housing_area": partial(cells.amount, places=1, most=9_999),
    "has_safe_water": cells.yes_no,
    "access_road": cells.coded("access_road"),
    "fuel": cells.coded("fuel"),
    "farmland": partial(cells.amount, places=2, most=99_999),
    "forest": partial(cells.amount, places=2, most=99_999),
    "returned_farmland": partial(cells.amount, places=2, most=99_999),
    "is_relocated": cells.yes_no,
    "reported_income": cells.income,
    "phone": cells.phone,
    "data_date": cells.day,
}
NEEDED_HOUSEHOLD = ("village", "category", "poverty_status", "identified_year", "main_cause")


@dataclass(slots=True)
class MemberRecord:
    """One row. `facts` hold only what the row says; `id_number` is None where it says none."""

    row: int
    facts: dict[str, Any]
    id_number: IdNumber | None = None
    id_index: bytes = b""
    has_id_cell: bool = False

    @property
    def name(self) -> str:
        return str(self.facts.get("name", ""))


@dataclass(slots=True)
class HouseholdRecord:
    """The rows of one household number. A household with any problem is refused whole."""

    registry_no: str
    sheet: str
    members: list[MemberRecord] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    head_row: int = 0
    seen: dict[str, dict[Cell, int]] = field(default_factory=dict)


@dataclass
class Roster:
    """A file's households in the order of the file, and what is worth a look."""

    table: Table
    households: list[HouseholdRecord]
    rows: int
    notes: dict[str, list[str]]

    def problem(self, record: HouseholdRecord, row: int, name: str, code: str, message: str) -> None:
        column = self.table.column_by_field.get(name)
        record.problems.append(
            Problem(
                record.sheet,
                row,
                column.heading if column else "",
                code,
                record.registry_no,
                message,
                column.position if column else None,
            )
        )

    def note(self, message: str, household: str) -> None:
        listed = self.notes.setdefault(message, [])
        if not listed or listed[-1] != household:
            listed.append(household)

    def all_notes(self) -> tuple[Note, ...]:
        notes = [Note(message, tuple(households)) for message, households in self.notes.items()]
        if self.table.skipped:
            shown = "、".join(str(number) for number in self.table.skipped[:10])
            notes.append(Note(f"没有当作数据的行：第 {shown} 行" + ("等" if len(self.table.skipped) > 10 else "")))
        if self.table.other_sheets:
            named = "、".join(f"“{name}”" for name in self.table.other_sheets)
            notes.append(Note(f"只读了表“{self.table.sheet}”。{named}也像名册，要导入就另存成一份文件"))
        return tuple(notes)


class Memory:
    """A reader that reads each different cell once: a roster says 汉族 and 因病 thousands of times."""

    MOST = 5_000

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[Cell, object] = {}

    def read(self, value: Cell) -> object:
        """The fact, or what is wrong with the cell."""
        try:
            return self._known[value]
        except KeyError:
            pass
        try:
            fact = self._reader(value)
        except BadCell as bad:
            fact = bad.with_traceback(None)
        if len(self._known) < self.MOST:
            self._known[value] = fact
        return fact


class Villages:
    """The office's villages by every way in which rosters write them."""

    def __init__(self, villages: Mapping[str, int], codes: Mapping[str, int]) -> None:
        """Name → key and 12-digit code → key."""
        self._names = list(villages)
        self._keys = {short(name): key for name, key in villages.items()} | dict(codes)

    def key(self, value: Cell) -> int:
        written = cells.plain(value)
        found = self._keys.get(short(written))
        if found is not None:
            return found
        close = difflib.get_close_matches(written, self._names, n=1, cutoff=0.5)
        advice = f"是不是“{close[0]}”？" if close else "先导入村和边界，或改成已有的村名"
        raise BadCell("unknown_village", f"没有“{written[:20]}”。{advice}")


def short(village: str) -> str:
    """青石岭村, 青石岭村委会 and 青石岭 are one village."""
    for ending in ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"):
        if village.endswith(ending) and len(village) > len(ending):
            return village.removesuffix(ending)
    return village


def read(table: Table, *, villages: Villages, today: date) -> Roster:
    """Every data row in exactly one household; each value read or named as a problem."""
    roster = Roster(table, [], 0, {})
    columns = table.column_by_field
    of_member = {name: Memory(reader) for name, reader in MEMBER_READERS.items() if name in columns}
    of_household = {name: Memory(reader) for name, reader in HOUSEHOLD_READERS.items() if name in columns}
    of_household["village"] = Memory(villages.key)
    records: dict[str, HouseholdRecord] = {}
    for row in table.rows():
        roster.rows += 1
        number, bad = _household_number(row)
        # A row without a usable number stands alone: nobody can say to which household it belongs.
        key = f"{row.number}:" if bad else number
        record = records.get(key) or records.setdefault(key, HouseholdRecord(number, table.sheet))
        if bad:
            roster.problem(record, row.number, "registry_no", *bad)
        record.members.append(_read_member(roster, record, row, of_member, today))
        _remember(record, row, of_household)
    roster.households.extend(records.values())
    for record in roster.households:
        _read_household(roster, record, of_household)
    return roster


def _household_number(row: Row) -> tuple[str, tuple[str, str] | None]:
    value = row.cells.get("registry_no")
    if value is None:
        return "", ("missing_household_no", "没有户编号，写上这一户的编号")
    try:
        return cells.number_text(value, most=20), None
    except BadCell as bad:
        code = {"number_destroyed": "household_no_as_number", "number_shape": "household_no_shape"}[bad.code]
        return cells.plain(value)[:20], (code, bad.message)


def _read_member(
    roster: Roster, record: HouseholdRecord, row: Row, readers: Mapping[str, Memory], today: date
) -> MemberRecord:
    given = row.cells
    member = MemberRecord(row.number, {})
    for name, memory in readers.items():
        if name in given:
            fact = memory.read(given[name])
            if isinstance(fact, BadCell):
                roster.problem(record, row.number, name, fact.code, fact.message)
            else:
                member.facts[name] = fact
    if not member.facts.get("name"):
        roster.problem(record, row.number, "name", "missing_name", "没有姓名，写上姓名")
    if member.facts.get("birth_date", today) > today:
        roster.problem(record, row.number, "birth_date", "not_born", "出生日期还没有到，核对证件")
    if "id_number" in given:
        try:
            member.id_number = cells.identity(given["id_number"], today=today)
        except BadCell as bad:
            member.has_id_cell = True
            roster.problem(record, row.number, "id_number", bad.code, bad.message)
    if member.id_number:
        member.id_index = blind_index(member.id_number.resident, purpose="id")
        _agree_with_number(roster, record, member, member.id_number)
    return member


def _agree_with_number(roster: Roster, record: HouseholdRecord, member: MemberRecord, number: IdNumber) -> None:
    gender = Gender.MALE if number.is_male else Gender.FEMALE
    written = member.facts.setdefault("gender", gender)
    if written != gender:
        message = f"证件号第 17 位是{gender.label}，这里写的是{Gender(written).label}，核对证件"
        roster.problem(record, member.row, "gender", "sex_mismatch", message)
    born = member.facts.setdefault("birth_date", number.birth_date)
    if born != number.birth_date:
        message = f"证件号里的出生日期和 {born:%Y-%m-%d} 不一样，核对证件"
        roster.problem(record, member.row, "birth_date", "birth_mismatch", message)


def _remember(record: HouseholdRecord, row: Row, names: Iterable[str]) -> None:
    """Each different value of the household's own columns with the row where it was seen first."""
    given = row.cells
    for name in names:
        if name in given:
            record.seen.setdefault(name, {}).setdefault(given[name], row.number)
    if not record.head_row and record.members[-1].facts.get("relation") == Relation.HEAD:
        record.head_row = row.number
        if len(record.members) > 1:
            for name in names:
                if name in given:
                    # The head's word goes before that of the rows above.
                    record.seen[name] = {given[name]: row.number} | record.seen[name]


def _read_household(roster: Roster, record: HouseholdRecord, readers: Mapping[str, Memory]) -> None:
    """The head's row counts; where it is blank, the first other row that says something."""
    record.head_row = record.head_row or record.members[0].row
    for name, values in record.seen.items():
        for value, row in values.items():
            fact = readers[name].read(value)
            if isinstance(fact, BadCell):
                roster.problem(record, row, name, fact.code, fact.message)
            elif record.facts.setdefault(name, fact) != fact and name not in {"phone", "data_date"}:
                _note_disagreement(roster, record, roster.table.column_by_field[name])
    record.seen.clear()
    _note_size(roster, record)


def _note_disagreement(roster: Roster, record: HouseholdRecord, column: Column) -> None:
    roster.note(f"同一户各行的“{column.heading}”不一样，按户主那一行记", record.registry_no)


def _note_size(roster: Roster, record: HouseholdRecord) -> None:
    size = record.facts.pop("size", None)
    if size is not None and size != len(record.members):
        roster.note("“家庭人口”和表里的人数不一样，按表里的人记", record.registry_no)
