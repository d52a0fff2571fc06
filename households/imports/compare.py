"""A read roster held against the database: what is new, changed, the same, and what cannot go in.

Nothing is written here. `RosterPlan` carries unsaved rows for the action that writes them. Three rules: a blank cell
never erases; a person who is missing from the file is left alone; a household with one bad row is refused whole.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from households.codes import Relation
from households.identity import IdNumber, masked
from households.imports import status
from households.imports.headings import ROSTER
from households.imports.kept import Kept, Owner, chunks
from households.imports.roster import NEEDED_HOUSEHOLD, HouseholdRecord, MemberRecord, Roster
from households.imports.shown import EMPTY, label, shown
from households.models import Household, Member, StatusPeriod
from povertyplan.pinyin import keys
from povertyplan.ui.sheets.outcomes import CellChange, Outcome, Preview, RowOutcome

HOUSEHOLD_COLUMNS = {f.name: f for f in Household._meta.concrete_fields}
MEMBER_COLUMNS = {f.name: f for f in Member._meta.concrete_fields}
# Where the file's field and the model's differ in name.
MEMBER_NAMES = {"member_no": "registry_no", "member_phone": "phone"}
# Facts of the file that are not columns of the household; the status has rules of its own.
NOT_COLUMNS = {"village", "data_date", "relapsed_year", "poverty_status", "lifted_year"}


@dataclass
class RosterPlan:
    """Unsaved rows. A changed row comes with the names of its changed columns."""

    preview: Preview
    new_households: list[Household] = field(default_factory=list)
    earlier_periods: list[StatusPeriod] = field(default_factory=list)
    changed_households: list[tuple[Household, set[str]]] = field(default_factory=list)
    lifted_later: list[Household] = field(default_factory=list)
    new_members: list[tuple[Member, IdNumber | None]] = field(default_factory=list)
    changed_members: list[tuple[Member, set[str]]] = field(default_factory=list)


@dataclass
class _Draft:
    """A household as it would be kept. `changes` are its own cells, `columns` the names of its changed columns."""

    household: Household
    periods: list[StatusPeriod]
    changes: tuple[CellChange, ...]
    columns: set[str]
    is_new: bool
    lifted_later: bool = False


class Comparison:
    """One roster against one state of the database."""

    def __init__(self, roster: Roster, kept: Kept, *, today: date) -> None:
        self.roster = roster
        self.kept = kept
        self.today = today
        self.plan_parts = RosterPlan(preview=Preview(("households", "persons"), 0, ()))
        self.rows_by_id = self._rows_by("id")
        self.rows_by_no = self._rows_by("no")

    def plan(self) -> RosterPlan:
        outcomes: list[RowOutcome] = []
        for part in chunks(self.roster.households):
            self.kept.bring_members(part)
            for record in part:
                outcomes.extend(self._household(record))
                # What has been dealt with goes: a county's roster would fill the memory.
                record.members, record.facts = [], {}
        problems = sorted(
            (p for record in self.roster.households for p in record.problems), key=lambda p: (p.row, p.position or 0)
        )
        plan = self.plan_parts
        plan.preview = Preview(
            nouns=("households", "persons"),
            rows=self.roster.rows,
            outcomes=tuple(outcomes),
            problems=tuple(problems),
            notes=self.roster.all_notes(),
            columns=self.roster.table.matched,
        )
        return plan

    def _rows_by(self, what: str) -> dict[Any, list[tuple[HouseholdRecord, MemberRecord]]]:
        rows: dict[Any, list[tuple[HouseholdRecord, MemberRecord]]] = defaultdict(list)
        for record in self.roster.households:
            for member in record.members:
                key = member.facts.get("member_no") if what == "no" else member.id_number and member.id_number.resident
                if key:
                    rows[key].append((record, member))
        return {key: found for key, found in rows.items() if len(found) > 1}

    # One household

    def _household(self, record: HouseholdRecord) -> list[RowOutcome]:
        old = self.kept.households.get(record.registry_no)
        present = self.kept.members.pop(old.pk, []) if old else []
        self._check_numbers(record, old)
        matched = self._match(record, present)
        self._check_heads(record, matched, present)
        self._check_own_numbers(record, matched, present)
        if not old:
            self._check_new(record)
        self._check_new_people(record, matched)
        if not record.problems:
            draft = self._changed_household(record, old) if old else self._new_household(record)
        if record.problems:
            return self._refused(record)
        self._note_people(record, matched, present)
        persons = [self._person(record, member, matched[member.row], draft.household) for member in record.members]
        touched = draft.changes or any(person.outcome is not Outcome.SAME for person in persons)
        outcome = Outcome.NEW if draft.is_new else Outcome.CHANGED if touched else Outcome.SAME
        self._keep_household(draft)
        head = self._outcome("households", record, record.head_row, _head_name(record), outcome, draft.changes)
        return [head, *persons]

    def _refused(self, record: HouseholdRecord) -> list[RowOutcome]:
        persons = [
            self._outcome("persons", record, member.row, member.name, Outcome.REFUSED) for member in record.members
        ]
        return [
            self._outcome("households", record, record.head_row, _head_name(record), Outcome.REFUSED),
            *persons,
        ]

    def _outcome(
        self,
        noun: str,
        record: HouseholdRecord,
        row: int,
        name: str,
        outcome: Outcome,
        changes: tuple[CellChange, ...] = (),
    ) -> RowOutcome:
        return RowOutcome(noun, record.sheet, row, record.registry_no, name, outcome, changes)

    # Checks across rows and against the database

    def _check_numbers(self, record: HouseholdRecord, old: Household | None) -> None:
        for member in record.members:
            if member.id_number:
                owner = self.kept.owner_by_id.get(member.id_index)
                others = self.rows_by_id.get(member.id_number.resident, [])
                self._check_owner(record, member, old, owner, others, "id_number", "duplicate_id")
            if number := member.facts.get("member_no"):
                owner = self.kept.owner_by_no.get(number)
                others = self.rows_by_no.get(number, [])
                self._check_owner(record, member, old, owner, others, "member_no", "duplicate_member_no")

    def _check_owner(
        self,
        record: HouseholdRecord,
        member: MemberRecord,
        old: Household | None,
        owner: Owner | None,
        others: list[tuple[HouseholdRecord, MemberRecord]],
        name: str,
        code: str,
    ) -> None:
        word = "证件号" if name == "id_number" else "人编号"
        if owner and (old is None or owner.household != old.pk):
            message = f"这个{word}已登记在 {owner.registry_no} 户{owner.name}名下，先在那一户登记离开，或核对证件"
            self.roster.problem(record, member.row, name, code, message)
            return
        rows = [(r, m) for r, m in others if m is not member]
        if owner:
            # It is this household's by the register; a second row of the same household is still one too many.
            rows = [(r, m) for r, m in rows if r is record and m.row < member.row]
        elif any(r is record for r, _ in rows):
            rows = [(r, m) for r, m in rows if r is not record or m.row < member.row]
        if rows:
            # A number copied from someone else disagrees with sex and birth too; the copy is what to correct.
            copied = {"sex_mismatch", "birth_mismatch"} if name == "id_number" else set()
            record.problems = [p for p in record.problems if p.row != member.row or p.code not in copied]
            message = f"和第 {rows[0][1].row} 行{rows[0][1].name}的{word}相同，核对两个人的证件"
            self.roster.problem(record, member.row, name, code, message)

    def _match(self, record: HouseholdRecord, present: list[Member]) -> dict[int, Member | None]:
        """Row → kept member: by ID number, then by 人编号, then by a name that occurs once on both sides."""
        matched: dict[int, Member | None] = {member.row: None for member in record.members}
        if not present:
            return matched
        free = {member.pk: member for member in present}

        def take(row: int, found: Member | None) -> None:
            if found and matched[row] is None and free.pop(found.pk, None):
                matched[row] = found

        # Who left and came back has two rows with one number; the living row goes before.
        by_index = {bytes(m.id_index): m for m in sorted(present, key=lambda m: m.left_on is None) if m.id_index}
        for member in record.members:
            take(member.row, by_index.get(member.id_index))
        by_no = {m.registry_no: m for m in present if m.registry_no}
        for member in record.members:
            take(member.row, by_no.get(member.facts.get("member_no", "")))
        kept_names = Counter(m.name for m in free.values())
        file_names = Counter(m.name for m in record.members)
        by_name = {m.name: m for m in free.values() if kept_names[m.name] == 1 and m.left_on is None}
        for member in record.members:
            if file_names[member.name] == 1 and not (member.id_number and "member_no" in member.facts):
                take(member.row, by_name.get(member.name))
        return matched

    def _check_heads(self, record: HouseholdRecord, matched: dict[int, Member | None], present: list[Member]) -> None:
        if any(problem.code == "unknown_relation" for problem in record.problems):
            return
        in_file = {kept.pk for kept in matched.values() if kept}
        heads = [
            member
            for member in record.members
            if (kept := matched[member.row]) is None or kept.left_on is None
            if member.facts.get("relation", kept.relation if kept else "") == Relation.HEAD
        ]
        outside = [m for m in present if m.left_on is None and m.relation == Relation.HEAD and m.pk not in in_file]
        if not heads and not outside:
            self.roster.problem(
                record, record.members[0].row, "relation", "no_head", "这一户没有户主，标出哪一位是户主"
            )
        elif len(heads) > 1:
            message = f"和第 {heads[0].row} 行{heads[0].name}都写成户主，一户只能有一个户主"
            self.roster.problem(record, heads[1].row, "relation", "two_heads", message)
        elif heads and outside:
            message = f"档案里的户主是{outside[0].name}，表里没有这个人。先在户页面登记离开或改关系"
            self.roster.problem(record, heads[0].row, "relation", "two_heads", message)

    def _check_own_numbers(
        self, record: HouseholdRecord, matched: dict[int, Member | None], present: list[Member]
    ) -> None:
        """A 人编号 that another member of the same household keeps, since the file does not change that one."""
        moving = {kept.pk for row in record.members if (kept := matched[row.row]) and "member_no" in row.facts}
        staying = {m.registry_no: m for m in present if m.registry_no and (m.pk not in moving or m.left_on)}
        for member in record.members:
            holder = staying.get(member.facts.get("member_no", ""))
            if holder and holder is not matched[member.row]:
                message = f"这个人编号是同户{holder.name}的，核对编号"
                self.roster.problem(record, member.row, "member_no", "duplicate_member_no", message)

    def _check_new(self, record: HouseholdRecord) -> None:
        bad = {problem.position for problem in record.problems}
        for name in NEEDED_HOUSEHOLD:
            column = self.roster.table.column_by_field.get(name)
            if name not in record.facts and not (column and column.position in bad):
                message = "新的户要写这一项" if column else f"新的户要有“{ROSTER[name][0]}”，表里没有这一列"
                self.roster.problem(record, record.head_row, name, f"missing_{name}", message)

    def _check_new_people(self, record: HouseholdRecord, matched: dict[int, Member | None]) -> None:
        for member in record.members:
            if matched[member.row] is None:
                self._check_new_person(record, member)

    def _check_new_person(self, record: HouseholdRecord, member: MemberRecord) -> None:
        bad = {problem.position for problem in record.problems if problem.row == member.row}
        columns = self.roster.table.column_by_field
        if "relation" not in member.facts and columns["relation"].position not in bad:
            self.roster.problem(record, member.row, "relation", "missing_relation", "没有写与户主关系")
        if not member.id_number and not member.has_id_cell and not {"gender", "birth_date"} <= member.facts.keys():
            message = "没有证件号码。还没有证件号的，写上性别和出生日期"
            self.roster.problem(record, member.row, "id_number", "missing_id", message)

    # What is new or changed

    def _new_household(self, record: HouseholdRecord) -> _Draft:
        facts = record.facts
        household = Household(
            registry_no=record.registry_no,
            village_id=facts["village"],
            **{name: value for name, value in facts.items() if name not in NOT_COLUMNS},
        )
        self._settle(record, household, facts["poverty_status"], is_new=True)
        since = household.status_since
        periods = [] if record.problems else status.earlier_periods(facts, since)
        earlier = [StatusPeriod(household=household, **period) for period in periods]
        return _Draft(household, earlier, (), set(), is_new=True)

    def _changed_household(self, record: HouseholdRecord, old: Household) -> _Draft:
        before = {name: getattr(old, f.attname) for name, f in HOUSEHOLD_COLUMNS.items()}
        facts = record.facts
        for name, value in facts.items():
            if name not in NOT_COLUMNS:
                setattr(old, name, value)
        if "village" in facts:
            old.village_id = facts["village"]
        to = facts.get("poverty_status", old.poverty_status)
        if reason := status.kept_back(old, to, has_exit=old.pk in self.kept.with_exit):
            self.roster.note(reason, record.registry_no)
            to = old.poverty_status
            facts = record.facts = {k: v for k, v in facts.items() if k not in ("lifted_year", "relapsed_year")}
        self._settle(record, old, to, is_new=False)
        columns = {name for name, f in HOUSEHOLD_COLUMNS.items() if getattr(old, f.attname) != before[name]}
        changes = tuple(
            CellChange(label(f), self._shown(f, before[name]), self._shown(f, getattr(old, f.attname)))
            for name, f in HOUSEHOLD_COLUMNS.items()
            if name in columns
        )
        later = "poverty_status" not in columns and old.status_since > before["status_since"]
        return _Draft(old, [], changes, columns, is_new=False, lifted_later=later)

    def _shown(self, column: "models.Field[Any, Any]", value: object) -> str:
        if column.name == "village" and isinstance(value, int):
            return self.kept.village_names.get(value, EMPTY)
        return shown(column, value)

    def _settle(self, record: HouseholdRecord, household: Household, to: str, *, is_new: bool) -> None:
        """Status with its day, and the rules that hold for the household as a whole after the change."""
        problem = status.move(household, to, record.facts, today=self.today, is_new=is_new)
        if problem:
            self.roster.problem(record, record.head_row, *problem)
        if household.main_cause in (household.other_causes or []):
            household.other_causes = [cause for cause in household.other_causes if cause != household.main_cause]
            self.roster.note("“其他致贫原因”里又写了主要原因，只记一次", record.registry_no)
        if household.lifted_year is not None and household.lifted_year < household.identified_year:
            self.roster.note("脱贫年度早于识别年度，照表里的记了，核对后改", record.registry_no)
        if to not in status.HAVE_LEFT and "lifted_year" in record.facts:
            self.roster.note("没有脱贫的户写了脱贫年度，没有记", record.registry_no)

    def _keep_household(self, draft: _Draft) -> None:
        plan = self.plan_parts
        if draft.is_new:
            plan.new_households.append(draft.household)
            plan.earlier_periods.extend(draft.periods)
        elif draft.columns:
            plan.changed_households.append((draft.household, draft.columns))
            if draft.lifted_later:
                plan.lifted_later.append(draft.household)

    def _person(
        self, record: HouseholdRecord, member: MemberRecord, kept: Member | None, household: Household
    ) -> RowOutcome:
        facts = {MEMBER_NAMES.get(name, name): value for name, value in member.facts.items()}
        if kept is None:
            pinyin = keys(member.name)
            new = Member(household=household, name_pinyin=pinyin.full, name_initials=pinyin.initials, **facts)
            self.plan_parts.new_members.append((new, member.id_number))
            return self._outcome("persons", record, member.row, member.name, Outcome.NEW)
        changes = () if kept.left_on else self._change_person(kept, facts, member.id_number)
        outcome = Outcome.CHANGED if changes else Outcome.SAME
        return self._outcome("persons", record, member.row, member.name, outcome, changes)

    def _change_person(self, kept: Member, facts: dict[str, Any], number: IdNumber | None) -> tuple[CellChange, ...]:
        changes: list[CellChange] = []
        columns: set[str] = set()
        for name, value in facts.items():
            old = getattr(kept, name)
            if old != value:
                column = MEMBER_COLUMNS[name]
                changes.append(CellChange(label(column), shown(column, old), shown(column, value)))
                setattr(kept, name, value)
                columns.add(name)
        if "name" in columns:
            kept.name_pinyin, kept.name_initials = keys(kept.name)
            columns |= {"name_pinyin", "name_initials"}
        if number and (change := _change_number(kept, number)):
            changes.append(change)
            columns |= {"id_sealed", "id_index", "id_tail_index"}
        if columns:
            self.plan_parts.changed_members.append((kept, columns))
        return tuple(changes)

    def _note_people(self, record: HouseholdRecord, matched: dict[int, Member | None], present: list[Member]) -> None:
        in_file = {kept.pk for kept in matched.values() if kept}
        if any(m.left_on is None and m.pk not in in_file for m in present):
            self.roster.note("档案里有成员不在表里，没有动。人不在了，在户页面登记离开", record.registry_no)
        if any(kept and kept.left_on for kept in matched.values()):
            self.roster.note("表里有已登记离开的人，没有动", record.registry_no)


def _change_number(kept: Member, number: IdNumber) -> CellChange | None:
    """A disability certificate holds more than the resident number in it, so the shorter one changes nothing."""
    text = kept.open_id_number()
    if text == number.text or (text[:18] == number.resident and len(text) > len(number.text)):
        return None
    kept.keep_id_number(number)
    return CellChange("证件号码", _masked(text) if text else EMPTY, _masked(number.text))


def _masked(number: str) -> str:
    return f"{masked(number)}（{len(number)} 位）"


def _head_name(record: HouseholdRecord) -> str:
    return next((member.name for member in record.members if member.row == record.head_row), "")
