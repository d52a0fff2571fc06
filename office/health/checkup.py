"""One examination: all rules over some villages on a day, counted in one statement and listed rule by rule."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from households.exits import months_after
from households.models import KnownFinding
from office.health import numbers
from office.health.rule import Fault, Finding, Rule
from office.health.rules import IMPOSSIBLE, RULES
from office.maps.lamps import SEVERITY
from povertyplan.ui.lamps import Lamp

# Opening a number takes a few hundredths of a millisecond; a larger office does it by the command.
OPENED_ON_THE_PAGE: Final = 20_000

# What the rules speak of. Each set is made once, however many rules read it, and not at all when none does.
NAMED_SETS: Final = """
WITH h AS (
  SELECT id, village_id, category, poverty_status, status_since, registered_lifted_on, identified_year, lifted_year,
         planned_lift_year, main_cause, phone, is_dilapidated, housing_grade, has_safe_water, is_relocated,
         reported_income, poverty_status = 'lifted' AS is_out, poverty_status <> 'lifted' AS is_poor
    FROM households_household WHERE village_id = ANY(%(villages)s)),
m AS (
  SELECT p.id, p.household_id, h.village_id, p.name, p.name_initials, p.gender, p.birth_date, p.relation,
         p.education, p.school_status, p.labour_ability, p.work_area, p.months_worked, p.has_medical_insurance,
         p.has_pension, p.phone, p.id_index, p.id_sealed IS NOT NULL AS has_number,
         extract(year FROM age(%(on)s, p.birth_date))::int AS age,
         extract(year FROM age(%(school_day)s, p.birth_date))::int AS school_age
    FROM households_member p JOIN h ON h.id = p.household_id WHERE p.left_on IS NULL),
v AS (SELECT * FROM villages_village WHERE id = ANY(%(villages)s)),
point AS (
  SELECT c.id, c.code, c.name, c.rule
    FROM households_standardpoint p JOIN households_criterion c ON c.id = p.criterion_id
   WHERE p.standard_id = (SELECT t.id FROM households_standardset t
                           WHERE t.kind = 'household' AND t.adopted_on IS NOT NULL
                           ORDER BY t.adopted_on DESC, t.id DESC LIMIT 1)),
s AS (
  SELECT a.household_id,
         count(*) FILTER (WHERE a.state IN ('met', 'not_applicable')) AS passing,
         array_agg(p.rule) FILTER (WHERE a.state IN ('met', 'not_applicable')) AS passed,
         max(a.year) FILTER (WHERE a.state = 'met' AND p.rule = 'income_above_line') AS income_year,
         max(a.assessed_on) AS newest,
         count(*) FILTER (WHERE a.state = 'not_met') AS unmet,
         string_agg(p.name, '、') FILTER (WHERE a.state = 'not_met') AS lacking,
         min(p.code) FILTER (WHERE a.state = 'not_met') AS unmet_code,
         min(a.assessed_on) FILTER (WHERE a.state = 'not_met') AS unmet_since,
         count(*) FILTER (WHERE a.state <> 'unchecked' AND a.assessed_on < %(year_ago)s) AS old,
         min(p.code) FILTER (WHERE a.state <> 'unchecked' AND a.assessed_on < %(year_ago)s) AS old_code,
         min(a.assessed_on) FILTER (WHERE a.state <> 'unchecked') AS oldest
    FROM households_assessment a JOIN point p ON p.id = a.criterion_id JOIN h ON h.id = a.household_id
   WHERE a.is_current GROUP BY a.household_id),
i AS (
  SELECT n.*, n.year = max(n.year) OVER (PARTITION BY n.household_id) AS is_newest
    FROM households_netincome n JOIN h ON h.id = n.household_id),
w AS (
  SELECT e.id, e.household_id, e.kind, e.content, e.state, e.started_on, e.ended_on, e.outcome
    FROM households_measure e JOIN h ON h.id = e.household_id)
"""
# How many rows were gone through, by what a rule is `over`.
_GONE_THROUGH: Final = """
SELECT '户', NULL::bigint, count(*), 0::bigint, NULL::date FROM h
UNION ALL SELECT '人', NULL, count(*), 0, NULL FROM m
UNION ALL SELECT '个村', NULL, count(*), 0, NULL FROM v
UNION ALL SELECT '条措施', NULL, count(*), 0, NULL FROM w
UNION ALL SELECT '份收入登记', NULL, count(*), 0, NULL FROM i
UNION ALL SELECT '位责任人', NULL, count(DISTINCT a.helper_id), 0, NULL
  FROM households_helperassignment a JOIN h ON h.id = a.household_id
 WHERE a.since <= %(on)s AND (a.until IS NULL OR a.until >= %(on)s)
UNION ALL SELECT '次退出', NULL, count(*), 0, NULL FROM households_exit e JOIN v ON v.id = e.village_id
 WHERE e.closed_on IS NOT NULL
UNION ALL SELECT '个基数', NULL, count(*), 0, NULL FROM villages_baseline WHERE starts_on <= %(on)s
UNION ALL SELECT '个年度', NULL, count(DISTINCT year), 0, NULL FROM households_incomeyear
"""


@dataclass(frozen=True)
class Line:
    """A rule with what it found: `count` still open, `known` looked into and right; `villages` by id, open ones."""

    rule: Rule
    count: int
    known: int
    oldest: date | None
    villages: dict[int, int]
    checked: int

    @property
    def has_problem(self) -> bool:
        return self.count > 0


@dataclass
class Checkup:
    """`villages` are keys; `is_whole`: they are the office's all, so that its totals are examined as well."""

    villages: list[int]
    on: date
    is_whole: bool
    lines: list[Line] = field(default_factory=list)
    gone_through: dict[str, int] = field(default_factory=dict)
    opened: dict[str, list[Finding]] | None = None

    @classmethod
    def of(cls, villages: Iterable[int], *, on: date, is_whole: bool, open_numbers: bool | None = None) -> "Checkup":
        """`open_numbers`: None opens them in an office of usual size."""
        checkup = cls(list(villages), on, is_whole)
        rows = checkup._fetch(NAMED_SETS + checkup._counting())
        checkup.gone_through = {name: count for name, _, count, _, _ in rows if name not in RULES}
        found = {code: [row for row in rows if row[0] == code] for code in RULES}
        checkup.lines = [_line(rule, found[rule.code], checkup.gone_through) for rule in checkup.rules]
        if open_numbers or (open_numbers is None and checkup.gone_through["人"] <= OPENED_ON_THE_PAGE):
            checkup._open_numbers()
        return checkup

    @classmethod
    def of_rule(cls, rule: Rule, villages: Iterable[int], *, on: date, is_whole: bool) -> "Checkup":
        """Nothing counted: only to ask for the findings of one rule."""
        checkup = cls(list(villages), on, is_whole)
        if rule.fault is None:
            checkup._open_numbers()
        return checkup

    @property
    def rules(self) -> list[Rule]:
        return [rule for rule in RULES.values() if self.is_whole or not rule.is_whole]

    @property
    def problems(self) -> list[Line]:
        """Most pressing first, as the rules stand within a lamp."""
        found = [line for line in self.lines if line.has_problem]
        return sorted(found, key=lambda line: SEVERITY.index(line.rule.lamp))

    @property
    def passed(self) -> list[Line]:
        return [line for line in self.lines if not line.has_problem]

    def passed_by_part(self) -> dict[str, list[Line]]:
        parts: dict[str, list[Line]] = {}
        for line in self.passed:
            parts.setdefault(line.rule.part, []).append(line)
        return parts

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def sentence(self) -> str:
        """查 52 条规则，8 条有问题共 84 处；3 处要今天改."""
        if not self.total:
            return f"查 {len(self.lines)} 条规则，没有查出问题"
        today = self.count_of(Lamp.BAD)
        urgent = f"；{today} 处要今天改" if today else "，没有要今天改的"
        return f"查 {len(self.lines)} 条规则，{len(self.problems)} 条有问题共 {self.total} 处{urgent}"

    def count_of(self, lamp: Lamp) -> int:
        return sum(line.count for line in self.lines if line.rule.lamp is lamp)

    def by_village(self) -> list[tuple[int, int, Line]]:
        """(village id, findings, the line with most of them), most findings first."""
        counts: Counter[int] = Counter()
        for line in self.lines:
            counts.update(line.villages)
        return [
            (village, n, max(self.lines, key=lambda line, key=village: line.villages.get(key, 0)))  # type: ignore[misc]
            for village, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ]

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.rule.code == code), None)

    def findings(
        self, rule: Rule, *, known: bool = False, since: int = 0, most: int | None = None, subject: str = ""
    ) -> list[Finding]:
        """Of one rule, oldest first; `known` the ones that are right all the same. `since` and `most` cut a page."""
        if rule.fault is None:
            found = [f for f in (self.opened or {}).get(rule.code, []) if bool(f.known) is known]
            found = [f for f in found if not subject or f.subject == subject]
            return found[since : None if most is None else since + most]
        wish = {"rule": rule.code, "known": known, "subject": subject, "most": most, "skip": since}
        return [_finding(rule, row) for row in self._fetch(NAMED_SETS + _listing(rule.fault), **wish)]

    def standing_guards(self) -> list[str]:
        """What the database itself does not let in, of which the constraint really stands."""
        names = [name for _, name in IMPOSSIBLE]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conname = ANY(%s) AND convalidated"
                " UNION SELECT c.relname FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid"
                " WHERE c.relname = ANY(%s) AND x.indisunique AND x.indisvalid",
                [names, names],
            )
            standing = {name for (name,) in cursor.fetchall()}
        return [words for words, name in IMPOSSIBLE if name in standing]

    def _counting(self) -> str:
        parts = [_counted(rule.code, rule.fault) for rule in self.rules if rule.fault]
        return " UNION ALL ".join([_GONE_THROUGH, *parts])

    def _fetch(self, sql: str, **more: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, days(self.on) | {"villages": self.villages} | more)
            return cursor.fetchall()

    def _open_numbers(self) -> None:
        known = {(row.rule, row.subject): row for row in KnownFinding.objects.filter(rule__in=numbers.RULES)}
        self.opened = numbers.findings(self.villages, on=self.on, known=known)
        for rule in numbers.RULES.values():
            found = self.opened.get(rule.code, [])
            still_open = [finding for finding in found if not finding.known]
            villages = Counter(finding.village_id for finding in still_open if finding.village_id)
            known_ones, checked = len(found) - len(still_open), self.gone_through.get(rule.over, 0)
            self.lines.append(Line(rule, len(still_open), known_ones, None, dict(villages), checked))


def days(on: date) -> dict[str, Any]:
    """The days that rules measure by. A school year begins on 1 September."""
    return {
        "on": on,
        "year": on.year,
        "year_ago": months_after(on, -12),
        "month_ago": months_after(on, -1),
        "thirty_days_ago": on - timedelta(days=30),
        "school_day": date(on.year if on.month >= 9 else on.year - 1, 9, 1),
    }


def _rows_of(fault: Fault) -> str:
    """subject, village, household, who, detail, since, extra of each row that breaks the rule."""
    columns = (
        f"concat('{fault.subject}:', {fault.key}) AS subject, {fault.village} AS village_id,"
        f" {fault.household} AS household_id, {fault.who} AS who, {fault.detail} AS detail, {fault.since} AS since,"
        f" ({fault.extra})::text AS extra"
    )
    return f"SELECT {columns} FROM {fault.source} {fault.join} WHERE {fault.where}"  # noqa: S608 - written in this package


def _counted(code: str, fault: Fault) -> str:
    return (
        f"SELECT '{code}', f.village_id, count(*) FILTER (WHERE k.id IS NULL), count(k.id),"  # noqa: S608 - as above
        f" min(f.since) FILTER (WHERE k.id IS NULL) FROM ({_rows_of(fault)}) f"
        f" LEFT JOIN households_knownfinding k ON k.rule = '{code}' AND k.subject = f.subject GROUP BY 2"
    )


def _listing(fault: Fault) -> str:
    return (
        "SELECT f.subject, f.village_id, COALESCE(village.name, ''), f.household_id,"  # noqa: S608 - as above
        " COALESCE(house.registry_no, ''), COALESCE(NULLIF(f.who, ''), head.name, house.registry_no, village.name, ''),"
        " f.detail, f.since, f.extra, COALESCE(k.reason, ''), COALESCE(u.name, ''), k.known_on"
        f" FROM ({_rows_of(fault)}) f"
        " LEFT JOIN households_knownfinding k ON k.rule = %(rule)s AND k.subject = f.subject"
        " LEFT JOIN accounts_user u ON u.id = k.known_by_id"
        " LEFT JOIN villages_village village ON village.id = f.village_id"
        " LEFT JOIN households_household house ON house.id = f.household_id"
        " LEFT JOIN households_member head ON head.household_id = f.household_id AND head.relation = '01'"
        " AND head.left_on IS NULL"
        " WHERE (k.id IS NOT NULL) = %(known)s AND (%(subject)s = '' OR f.subject = %(subject)s)"
        " ORDER BY f.since NULLS LAST, village.code, house.registry_no, f.subject LIMIT %(most)s OFFSET %(skip)s"
    )


def _line(rule: Rule, rows: Sequence[tuple[Any, ...]], gone_through: dict[str, int]) -> Line:
    return Line(
        rule,
        sum(row[2] for row in rows),
        sum(row[3] for row in rows),
        min((row[4] for row in rows if row[4]), default=None),
        {row[1]: row[2] for row in rows if row[1] is not None and row[2]},
        gone_through[rule.over],
    )


def _finding(rule: Rule, row: tuple[Any, ...]) -> Finding:
    return Finding(rule, *row)
