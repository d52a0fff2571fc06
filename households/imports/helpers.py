"""The pairing list (帮扶责任人结对表): helpers by name and phone, and their dated pairings with households.

Each row is one pairing. The pairings of one household go in together or not at all, because whether they overlap
can only be said of all of them. A blank cell never erases; a pairing that the file leaves out stays.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from households.codes import Relation
from households.imports import cells
from households.imports.cells import BadCell, Reader
from households.imports.kept import chunks
from households.imports.shown import EMPTY, label, shown
from households.models import Helper, HelperAssignment, Household, Member
from povertyplan.pinyin import keys
from povertyplan.ui.sheets.outcomes import CellChange, Note, Outcome, Preview, Problem, RowOutcome
from povertyplan.ui.sheets.reading import Row, Table
from villages.models import FIRST_DAY, LAST_DAY

Key = tuple[str, str]

READERS: Mapping[str, Reader] = {
    "helper_name": partial(cells.text, most=40),
    "since": cells.day,
    "until": cells.day,
    "head_name": partial(cells.text, most=40),
    "gender": cells.coded("gender"),
    "politics": cells.coded("politics"),
    "organisation": partial(cells.text, most=60),
    "organisation_level": cells.coded("organisation_level"),
    "duty": partial(cells.text, most=40),
    "phone": cells.phone,
    "address": partial(cells.text, most=120),
    "is_resident": cells.yes_no,
}
OF_HELPER = ("gender", "politics", "organisation", "organisation_level", "duty", "address", "is_resident")
HELPER_COLUMNS = {f.name: f for f in Helper._meta.concrete_fields}


@dataclass(slots=True)
class PairingRecord:
    """One row with what it says."""

    row: int
    registry_no: str
    facts: dict[str, Any]

    @property
    def helper(self) -> Key:
        return self.facts.get("helper_name", ""), self.facts.get("phone", "")

    @property
    def since(self) -> date:
        day: date = self.facts["since"]
        return day

    @property
    def until(self) -> date | None:
        return self.facts.get("until")


@dataclass
class PairingPlan:
    """Unsaved rows; a new pairing refers to its helper, who may be unsaved too."""

    preview: Preview
    new_helpers: list[Helper] = field(default_factory=list)
    changed_helpers: list[tuple[Helper, set[str]]] = field(default_factory=list)
    new_pairings: list[HelperAssignment] = field(default_factory=list)
    changed_pairings: list[HelperAssignment] = field(default_factory=list)


@dataclass
class _Span:
    """A time in which somebody is responsible, from the file or from the register."""

    since: date
    until: date | None
    name: str
    record: PairingRecord | None

    @property
    def end(self) -> date:
        return self.until or date.max


class PairingComparison:
    """One pairing list against one state of the database."""

    def __init__(self, table: Table, *, today: date, locked: bool = False) -> None:
        self.table = table
        self.today = today
        self.problems: dict[str, list[Problem]] = defaultdict(list)
        self.notes: dict[str, list[str]] = {}
        self.by_household: dict[str, list[PairingRecord]] = {}
        self.order: list[tuple[PairingRecord, str]] = []
        for row in table.rows():
            self._read(row)
        self._load(locked=locked)

    # Reading

    def _problem(self, key: str, record: PairingRecord, name: str, code: str, message: str) -> None:
        column = self.table.column_by_field.get(name)
        heading, position = (column.heading, column.position) if column else ("", None)
        self.problems[key].append(
            Problem(self.table.sheet, record.row, heading, code, record.registry_no, message, position)
        )

    def _note(self, message: str, household: str) -> None:
        listed = self.notes.setdefault(message, [])
        if household not in listed[-1:]:
            listed.append(household)

    def _read(self, row: Row) -> None:
        record = PairingRecord(row.number, "", {})
        bad: list[tuple[str, str, str]] = []
        try:
            if "registry_no" in row.cells:
                record.registry_no = cells.number_text(row.cells["registry_no"], most=20)
            else:
                bad.append(("registry_no", "missing_household_no", "没有户编号，写上这一户的编号"))
        except BadCell as wrong:
            record.registry_no = cells.plain(row.cells["registry_no"])[:20]
            bad.append(("registry_no", wrong.code, wrong.message))
        for name, reader in READERS.items():
            if name in row.cells:
                try:
                    record.facts[name] = reader(row.cells[name])
                except BadCell as wrong:
                    bad.append((name, wrong.code, wrong.message))
        named = {name for name, _code, _message in bad}
        for name, word in (("helper_name", "责任人姓名"), ("since", "开始日期")):
            if not record.facts.get(name) and name not in named:
                bad.append((name, f"missing_{name}", f"没有{word}，写上{word}"))
        key = f"{row.number}:" if "registry_no" in named else record.registry_no
        for problem in bad:
            self._problem(key, record, *problem)
        self.by_household.setdefault(key, []).append(record)
        self.order.append((record, key))

    def _load(self, *, locked: bool) -> None:
        self.households: dict[str, Household] = {}
        self.head_names: dict[int, str] = {}
        self.pairings: dict[int, list[HelperAssignment]] = defaultdict(list)
        rows = Household.objects.select_for_update() if locked else Household.objects.all()
        for numbers in chunks(list(self.by_household)):
            self.households.update({h.registry_no: h for h in rows.filter(registry_no__in=numbers)})
        for pks in chunks([household.pk for household in self.households.values()]):
            heads = Member.objects.present().filter(household__in=pks, relation=Relation.HEAD)
            self.head_names.update(dict(heads.values_list("household_id", "name")))
            for pairing in HelperAssignment.objects.filter(household__in=pks).select_related("helper"):
                self.pairings[pairing.household_id].append(pairing)
        names = {record.helper[0] for record, _key in self.order}
        self.helpers: dict[Key, Helper] = {
            (helper.name, helper.phone): helper
            for part in chunks(names)
            for helper in Helper.objects.filter(name__in=part)
        }

    # Checking

    def _check(self, key: str, records: list[PairingRecord]) -> None:
        household = self.households.get(key)
        if household is None and not key.endswith(":"):
            self._problem(
                key, records[0], "registry_no", "unknown_household", "没有这个户编号的户，先导入名册或核对编号"
            )
        for record in records:
            if record.facts.get("since") and record.until and record.until < record.since:
                message = f"结束日期 {record.until} 早于开始日期 {record.since}"
                self._problem(key, record, "until", "ends_before_start", message)
            if not FIRST_DAY <= record.facts.get("since", FIRST_DAY) <= LAST_DAY:
                message = f"{record.since} 开始结对，看看年份对不对"
                self._problem(key, record, "since", "since_range", message)
            head = self.head_names.get(household.pk) if household else None
            if head and record.facts.get("head_name", head) != head:
                self._note("户主姓名和档案里的不一样，按户编号结对", record.registry_no)
        if not self.problems[key]:
            self._check_overlap(key, records, self.pairings.get(household.pk, []) if household else [])

    def _check_overlap(self, key: str, records: list[PairingRecord], kept: list[HelperAssignment]) -> None:
        given = {(record.helper, record.since): record for record in records}
        spans = [_Span(r.since, r.until, r.helper[0], r) for r in records]
        for pairing in kept:
            record = given.get(((pairing.helper.name, pairing.helper.phone), pairing.since))
            if record is None:
                spans.append(_Span(pairing.since, pairing.until, pairing.helper.name, None))
            elif record.until is None and pairing.until:
                spans[records.index(record)].until = pairing.until
        spans.sort(key=lambda span: (span.since, span.record.row if span.record else 0))
        for earlier, later in pairwise(spans):
            if later.since <= earlier.end:
                self._say_overlap(key, earlier, later)

    def _say_overlap(self, key: str, earlier: _Span, later: _Span) -> None:
        record = later.record or earlier.record
        if record is None:
            return
        other = earlier if later.record else later
        where = f"第 {other.record.row} 行的" if other.record else "已登记的"
        until = f"到 {other.until}" if other.until else "，没有结束日期"
        message = (
            f"和{where}{other.name}（从 {other.since} {until}）时间重叠，一户同一天只有一位责任人。先写上一段的结束日期"
        )
        self._problem(key, record, "since", "pairing_overlap", message)

    # Comparing

    def plan(self) -> PairingPlan:
        plan = PairingPlan(Preview(("helpers", "pairings"), 0, ()))
        for key, records in self.by_household.items():
            self._check(key, records)
        refused = {key for key, problems in self.problems.items() if problems}
        outcomes = self._helpers(plan, refused)
        outcomes.extend(self._pairing(plan, record, key, key in refused) for record, key in self.order)
        problems = sorted(
            (p for found in self.problems.values() for p in found), key=lambda p: (p.row, p.position or 0)
        )
        plan.preview = Preview(
            nouns=("helpers", "pairings"),
            rows=len(self.order),
            outcomes=tuple(outcomes),
            problems=tuple(problems),
            notes=self._all_notes(),
            columns=self.table.matched,
        )
        return plan

    def _all_notes(self) -> tuple[Note, ...]:
        notes = [Note(message, tuple(filter(None, households))) for message, households in self.notes.items()]
        if self.table.skipped:
            notes.append(Note("没有当作数据的行：第 " + "、".join(str(n) for n in self.table.skipped[:10]) + " 行"))
        return tuple(notes)

    def _helpers(self, plan: PairingPlan, refused: set[str]) -> list[RowOutcome]:
        """Each helper once, at the first row that goes in; the first word about a helper counts."""
        rows: dict[Key, list[tuple[PairingRecord, bool]]] = {}
        for record, key in self.order:
            rows.setdefault(record.helper, []).append((record, key in refused))
        outcomes = []
        for helper_key, found in rows.items():
            good = [record for record, is_refused in found if not is_refused]
            if good:
                outcomes.append(self._helper(plan, helper_key, good))
            else:
                first = found[0][0]
                outcomes.append(RowOutcome("helpers", self.table.sheet, first.row, "", helper_key[0], Outcome.REFUSED))
        return outcomes

    def _helper(self, plan: PairingPlan, key: Key, records: list[PairingRecord]) -> RowOutcome:
        facts: dict[str, Any] = {}
        for record in records:
            for name in OF_HELPER:
                if facts.setdefault(name, value := record.facts.get(name, "")) in ("", None):
                    facts[name] = value
                elif value not in ("", None) and value != facts[name]:
                    self._note(f"{key[0]}各行的“{self.table.column_by_field[name].heading}”不一样，按第一行记", "")
        facts = {name: value for name, value in facts.items() if value != ""}
        kept = self.helpers.get(key)
        changes: list[CellChange] = []
        if kept is None:
            pinyin = keys(key[0])
            helper = Helper(name=key[0], phone=key[1], name_pinyin=pinyin.full, name_initials=pinyin.initials, **facts)
            self.helpers[key] = helper
            plan.new_helpers.append(helper)
            outcome = Outcome.NEW
        else:
            for name, value in facts.items():
                if (old := getattr(kept, name)) != value:
                    column = HELPER_COLUMNS[name]
                    changes.append(CellChange(label(column), shown(column, old), shown(column, value)))
                    setattr(kept, name, value)
            outcome = Outcome.CHANGED if changes else Outcome.SAME
            if changes:
                plan.changed_helpers.append((kept, set(facts)))
        return RowOutcome("helpers", self.table.sheet, records[0].row, "", key[0], outcome, tuple(changes))

    def _pairing(self, plan: PairingPlan, record: PairingRecord, key: str, is_refused: bool) -> RowOutcome:
        outcome, changes = (Outcome.REFUSED, ()) if is_refused else self._keep_pairing(plan, record)
        return RowOutcome(
            "pairings", self.table.sheet, record.row, record.registry_no, record.helper[0], outcome, changes
        )

    def _keep_pairing(self, plan: PairingPlan, record: PairingRecord) -> tuple[Outcome, tuple[CellChange, ...]]:
        household, helper = self.households[record.registry_no], self.helpers[record.helper]
        for kept in self.pairings.get(household.pk, []):
            if kept.helper_id == helper.pk and kept.since == record.since:
                if record.until is None or record.until == kept.until:
                    return Outcome.SAME, ()
                change = CellChange("到哪天止", str(kept.until or EMPTY), str(record.until))
                kept.until = record.until
                plan.changed_pairings.append(kept)
                return Outcome.CHANGED, (change,)
        plan.new_pairings.append(
            HelperAssignment(household=household, helper=helper, since=record.since, until=record.until)
        )
        return Outcome.NEW, ()
