"""The counts behind the battle maps: two statements, whatever the number of households (scale.md §2).

Whether a household still has to be lifted is read from its dated history, so every count holds for any past day.
Category, cause and criteria are those of the rows: of a past day inside povertyplan/past.py.
"""

from bisect import bisect_right
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from operator import add
from typing import Any

from django.db import connection

from households.codes import REMAINING, CheckState, MeasureState
from households.visiting import QUIET_AFTER

# A household that changed after the day is looked up in its history; the others stand in their own row.
# One statement for everything that is counted of the remaining households, told apart by its first column.
# LATERAL with LIMIT: a household's rows come from an index on household, so the cost grows with the villages
# asked for and not with the database. As plain joins the planner reads whole tables from some 30,000 households on.
# A household has one main cause and at most two others, so the counts of causes add up to more than the households.
# 未核 is what has no passing or failing verdict, with or without a row (R1.2).
_REMAINING = """
WITH remaining AS MATERIALIZED (
    SELECT h.id, h.village_id, h.category, h.main_cause, h.other_causes
    FROM households_household h
    WHERE h.village_id = ANY(%(villages)s) AND CASE
        WHEN h.status_since <= %(on)s THEN h.poverty_status = ANY(%(remaining)s)
        ELSE EXISTS (
            SELECT FROM households_statusperiod p
            WHERE p.household_id = h.id AND p.status = ANY(%(remaining)s)
              AND p.since <= %(on)s AND p.until > %(on)s)
        END
)
"""
_HOUSEHOLDS = """
SELECT 'household', r.village_id, r.category, NULL::bigint,
    ARRAY[count(*), sum(m.persons), count(h.found), count(v.found), count(b.found),
        count(*) FILTER (WHERE n.is_void OR n.number IS NOT NULL AND n.content_hash IS DISTINCT FROM c.content_hash),
        count(*) FILTER (WHERE n.delivered_on IS NULL AND NOT n.is_void),
        count(*) FILTER (WHERE n.delivered_on IS NOT NULL AND NOT n.is_void),
        count(*) FILTER (WHERE n.delivered_on IS NOT NULL AND NOT n.is_void AND n.understood IS NOT NULL),
        count(*) FILTER (WHERE n.delivered_on IS NOT NULL AND NOT n.is_void AND n.understood),
        count(x.found), count(t.found), count(j.found)]::int[]
FROM remaining r
CROSS JOIN LATERAL (
    SELECT count(*) AS persons FROM households_member m
    WHERE m.household_id = r.id AND m.birth_date <= %(on)s AND (m.left_on IS NULL OR m.left_on > %(on)s)) m
LEFT JOIN LATERAL (
    SELECT 1 AS found FROM households_helperassignment a
    WHERE a.household_id = r.id AND a.since <= %(on)s AND (a.until IS NULL OR a.until >= %(on)s)
    LIMIT 1) h ON true
LEFT JOIN LATERAL (
    SELECT 1 AS found FROM households_visit v
    WHERE v.household_id = r.id AND v.visited_on > %(quiet_since)s AND v.visited_on <= %(on)s
    LIMIT 1) v ON true
LEFT JOIN LATERAL (
    SELECT 1 AS found FROM households_bagedition b
    WHERE b.household_id = r.id AND b.printed_on <= %(on)s AND NOT EXISTS (
        SELECT FROM households_bagvoid w WHERE w.edition_id = b.id AND w.voided_on <= %(on)s)
    LIMIT 1) b ON true
LEFT JOIN LATERAL (
    SELECT e.number, e.content_hash, w.id IS NOT NULL AS is_void, d.delivered_on,
        d.knows_helper AND d.knows_benefits AND d.knows_plan AS understood
    FROM households_bagedition e
    LEFT JOIN households_bagvoid w ON w.edition_id = e.id AND w.voided_on <= %(on)s
    LEFT JOIN households_bagdelivery d ON d.edition_id = e.id AND d.delivered_on <= %(on)s
    WHERE e.household_id = r.id AND e.printed_on <= %(on)s
    ORDER BY e.number DESC LIMIT 1) n ON true
LEFT JOIN LATERAL (
    SELECT CASE WHEN k.since > %(on)s THEN COALESCE((
            SELECT x->>'hash' FROM jsonb_array_elements(k.earlier) x WHERE (x->>'since')::date <= %(on)s
            ORDER BY x->>'since' DESC LIMIT 1), k.content_hash)
        ELSE k.content_hash END AS content_hash
    FROM households_bagcontent k WHERE k.household_id = r.id LIMIT 1) c ON true
LEFT JOIN LATERAL (
    SELECT 1 AS found FROM (
        SELECT d.delivered_on, d.knows_helper AND d.knows_benefits AND d.knows_plan AS understood
        FROM households_bagedition e
        JOIN households_bagdelivery d ON d.edition_id = e.id AND d.delivered_on <= %(on)s
        WHERE e.household_id = r.id
        ORDER BY e.number DESC LIMIT 1) l
    WHERE NOT l.understood AND NOT EXISTS (
        SELECT FROM households_visit v
        WHERE v.household_id = r.id AND v.visited_on > l.delivered_on AND v.visited_on <= %(on)s)) x ON true
LEFT JOIN LATERAL (
    SELECT 1 AS found FROM households_householdtrade t
    WHERE t.household_id = r.id AND t.since <= %(on)s AND (t.until IS NULL OR t.until > %(on)s)
    LIMIT 1) t ON true
LEFT JOIN LATERAL (
    SELECT 1 AS found FROM households_participation j
    WHERE j.household_id = r.id AND j.since <= %(on)s AND (j.until IS NULL OR j.until >= %(on)s)
    LIMIT 1) j ON true
GROUP BY GROUPING SETS ((r.village_id), (r.category))
"""
_CAUSES_AND_CHECKS = """
UNION ALL
SELECT 'cause', NULL, c.cause, NULL, ARRAY[count(*), count(*) FILTER (WHERE c.cause = r.main_cause)]::int[]
FROM remaining r CROSS JOIN LATERAL unnest(r.other_causes || r.main_cause) AS c(cause)
GROUP BY c.cause
UNION ALL
SELECT 'check', r.village_id, a.state, a.criterion_id, ARRAY[count(*)]::int[]
FROM remaining r
CROSS JOIN LATERAL (
    SELECT a.criterion_id, a.state FROM households_assessment a
    WHERE a.household_id = r.id AND a.is_current AND a.state <> %(unchecked)s
    OFFSET 0) a
GROUP BY a.criterion_id, a.state, r.village_id
UNION ALL
SELECT 'trade', NULL, t.kind, NULL, ARRAY[count(*)]::int[]
FROM remaining r
CROSS JOIN LATERAL (
    SELECT t.kind FROM households_householdtrade t
    WHERE t.household_id = r.id AND t.since <= %(on)s AND (t.until IS NULL OR t.until > %(on)s)
    LIMIT 1) t
GROUP BY t.kind
UNION ALL
SELECT 'measure', NULL, m.kind, NULL, ARRAY[count(DISTINCT r.id)]::int[]
FROM remaining r
CROSS JOIN LATERAL (
    SELECT m.kind FROM households_measure m
    WHERE m.household_id = r.id AND m.state <> %(planned)s AND m.started_on <= %(on)s
      AND (m.ended_on IS NULL OR m.ended_on > %(on)s)
    OFFSET 0) m
GROUP BY GROUPING SETS ((m.kind), ())
"""

# +1 on the day a household comes to have to be lifted, -1 on the day it no longer has to.
_STEPS = """
SELECT h.village_id, s.day, sum(s.step)::int
FROM households_household h
CROSS JOIN LATERAL (
    SELECT p.since, p.until FROM households_statusperiod p
    WHERE p.household_id = h.id AND p.status = ANY(%(remaining)s) AND p.since <= %(on)s
    OFFSET 0) p
CROSS JOIN LATERAL (VALUES (p.since, 1), (p.until, -1)) AS s(day, step)
WHERE h.village_id = ANY(%(villages)s) AND s.day <= %(on)s
GROUP BY 1, 2
HAVING sum(s.step) <> 0
ORDER BY 2
"""


@dataclass(frozen=True)
class Tally:
    """Remaining households, their people, and how many of the households have a helper, a visit, a bag.

    `printed` have an edition that is not void. The newest one is `stale` when it is void or says what no longer holds
    (where nothing is known of that day's contents, by those kept now), and `undelivered` or `delivered` when it is not
    void; of the delivered ones some were `asked`, and of these some have `understood` (R3.5). `to_explain` have a
    visit to come. `trading` have a trade of their own (一户一业), `joined` take part in the village's plan (R4.2).
    """

    households: int = 0
    persons: int = 0
    helped: int = 0
    visited: int = 0
    printed: int = 0
    stale: int = 0
    undelivered: int = 0
    delivered: int = 0
    asked: int = 0
    understood: int = 0
    to_explain: int = 0
    trading: int = 0
    joined: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*map(add, astuple(self), astuple(other)))


@dataclass(frozen=True)
class Standing:
    """What stands open: tallies by village id and by category code, causes, and verdicts on the standard's points.

    `causes` are (code, households with it, those with it as the main one), most frequent main cause first;
    `checks` are {(criterion id, state): {village id: households}}, and what is missing there is 未核; `trades` are
    households by kind of trade; `measures` are households by kind of measure that runs, `measured` those with any.
    """

    villages: dict[int, Tally] = field(default_factory=dict)
    categories: dict[str, Tally] = field(default_factory=dict)
    causes: list[tuple[str, int, int]] = field(default_factory=list)
    checks: dict[tuple[int, CheckState], dict[int, int]] = field(default_factory=dict)
    trades: dict[str, int] = field(default_factory=dict)
    measures: dict[str, int] = field(default_factory=dict)
    measured: int = 0

    @property
    def total(self) -> Tally:
        return sum(self.villages.values(), Tally())


def _rows(sql: str, villages: list[int], on: date, **more: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"villages": villages, "on": on, "remaining": [str(s) for s in REMAINING], **more})
        return cursor.fetchall()


# Of a day that is told afterwards: the newest year's verdict that was given by then. A year's verdict that was given
# again later is not known of that day.
_OF_NOW = "a.household_id = r.id AND a.is_current AND a.state <> %(unchecked)s"
_OF_THEN = """a.household_id = r.id AND a.assessed_on <= %(on)s AND a.state <> %(unchecked)s AND NOT EXISTS (
        SELECT FROM households_assessment n
        WHERE n.household_id = a.household_id AND n.criterion_id = a.criterion_id AND n.year > a.year
          AND n.assessed_on <= %(on)s)"""


def standing(villages: list[int], *, on: date, told_later: bool = False) -> Standing:
    """`told_later`: the tables are those of a later day."""
    more = _CAUSES_AND_CHECKS.replace(_OF_NOW, _OF_THEN) if told_later else _CAUSES_AND_CHECKS
    return _standing(_REMAINING + _HOUSEHOLDS + more, villages, on)


def tallies(villages: list[int], *, on: date) -> Standing:
    """Of the standing only what is counted by household."""
    return _standing(_REMAINING + _HOUSEHOLDS, villages, on)


def _standing(sql: str, villages: list[int], on: date) -> Standing:
    found, measures = Standing(), {}
    facts = {"quiet_since": on - QUIET_AFTER, "unchecked": CheckState.UNCHECKED, "planned": MeasureState.PLANNED}
    for kind, village, code, criterion, counts in _rows(sql, villages, on, **facts):
        if kind == "cause":
            found.causes.append((code, *counts))
        elif kind == "trade":
            found.trades[code] = counts[0]
        elif kind == "measure":
            measures[code] = counts[0]
        elif kind == "check":
            found.checks.setdefault((criterion, CheckState(code)), {})[village] = counts[0]
        elif village is not None:
            found.villages[village] = Tally(*counts)
        else:
            found.categories[code] = Tally(*counts)
    found.causes.sort(key=lambda row: (-row[2], -row[1], row[0]))
    measured = measures.pop(None, 0)
    return replace(found, measures=measures, measured=measured)


class History:
    """How many households remained on any day, by village."""

    def __init__(self, changes: list[tuple[int, date, int]]) -> None:
        """`changes` are (village id, day, more or fewer households) in order of day."""
        self._days: dict[int, list[date]] = {}
        self._left: dict[int, list[int]] = {}
        for village, day, step in changes:
            left = self._left.setdefault(village, [0])
            left.append(left[-1] + step)
            self._days.setdefault(village, []).append(day)

    def remaining(self, village: int, *, on: date) -> int:
        days = self._days.get(village)
        return self._left[village][bisect_right(days, on)] if days else 0

    def series(self, *, since: date) -> tuple[tuple[date, int], ...]:
        """(day, remaining from that day on) of all villages together, beginning with `since`."""
        days = {since, *(day for days in self._days.values() for day in days if day > since)}
        return tuple((day, sum(self.remaining(key, on=day) for key in self._days)) for day in sorted(days))


def history(villages: list[int], *, on: date) -> History:
    return History([(village, day, step) for village, day, step in _rows(_STEPS, villages, on)])
