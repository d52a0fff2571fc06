"""What the trends count, by village and half-month's end: one statement each, whatever the number of households.

Only what has dates of its own is here, so that a past day's number is that day's and not today's about it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from enterprises.codes import DeliveryState
from funds.codes import AccountKind, EntryKind
from households.codes import REMAINING
from households.visiting import QUIET_AFTER
from villages.models import PlanState


class Count(NamedTuple):
    """`part` of `whole`, or beside it: what is planned where milestones are done, what came where money went."""

    part: int
    whole: int


Counts = dict[tuple[int, date], Count]

_DAYS = "WITH ends AS (SELECT unnest(%(days)s::date[]) AS day)"
# Remaining households of every day, and whether each of them had what is asked for on that day.
_OF_REMAINING = """,
remaining AS MATERIALIZED (
    SELECT h.id, h.village_id, e.day
    FROM households_household h
    JOIN households_statusperiod p ON p.household_id = h.id AND p.status = ANY(%(remaining)s)
    JOIN ends e ON p.since <= e.day AND (p.until IS NULL OR p.until > e.day)
    WHERE h.village_id = ANY(%(villages)s)
)
SELECT r.village_id, r.day, count(*) FILTER (WHERE f.found), count(*)
FROM remaining r
"""
_BY_DAY = """
GROUP BY 1, 2
"""
_HELPED = """
LEFT JOIN LATERAL (
    SELECT true AS found FROM households_helperassignment a
    WHERE a.household_id = r.id AND a.since <= r.day AND (a.until IS NULL OR a.until >= r.day)
    LIMIT 1) f ON true
"""
_VISITED = """
LEFT JOIN LATERAL (
    SELECT true AS found FROM households_visit v
    WHERE v.household_id = r.id AND v.visited_on > r.day - %(quiet_days)s AND v.visited_on <= r.day
    LIMIT 1) f ON true
"""
# As the battle map counts: of the newest edition of that day, which is not void.
_DELIVERED = """
LEFT JOIN LATERAL (
    SELECT d.id IS NOT NULL AND w.id IS NULL AS found
    FROM households_bagedition b
    LEFT JOIN households_bagvoid w ON w.edition_id = b.id AND w.voided_on <= r.day
    LEFT JOIN households_bagdelivery d ON d.edition_id = b.id AND d.delivered_on <= r.day
    WHERE b.household_id = r.id AND b.printed_on <= r.day
    ORDER BY b.number DESC LIMIT 1) f ON true
"""
_MILESTONES = """
SELECT p.village_id, e.day, count(*) FILTER (WHERE m.done_on <= e.day),
    count(*) FILTER (WHERE COALESCE(m.baseline_due_on, m.due_on) <= e.day)
FROM villages_villageplan p
JOIN villages_stage s ON s.plan_id = p.id
JOIN villages_milestone m ON m.stage_id = s.id
CROSS JOIN ends e
WHERE p.village_id = ANY(%(villages)s) AND p.state = %(approved)s
GROUP BY 1, 2
"""
# A household counts from the day on which the first help that reached it was chosen, delivered and confirmed.
_REACHED = """,
reached AS (
    SELECT p.village_id, b.household_id, min(GREATEST(c.chosen_on, d.delivered_on, d.answered_on)) AS day
    FROM enterprises_pairing p
    JOIN enterprises_modechoice c ON c.pairing_id = p.id
    JOIN enterprises_pledge g ON g.choice_id = c.id
    JOIN enterprises_delivery d ON d.pledge_id = g.id AND d.state = %(confirmed)s
    JOIN enterprises_beneficiary b ON b.delivery_id = d.id
    WHERE p.village_id = ANY(%(villages)s)
    GROUP BY 1, 2
)
SELECT v.id, e.day, count(r.household_id), 0
FROM villages_village v CROSS JOIN ends e
LEFT JOIN reached r ON r.village_id = v.id AND r.day <= e.day
WHERE v.id = ANY(%(villages)s)
GROUP BY 1, 2
"""
# A reversal takes back what its entry said. Funds are not there before their village was chosen.
_SPENT = """,
moved AS (
    SELECT n.fund_id, n.day, COALESCE(o.kind, n.kind) AS kind, sum(t.amount) AS amount
    FROM funds_entry n
    LEFT JOIN funds_entry o ON o.id = n.reverses_id
    JOIN funds_posting t ON t.entry_id = n.id
    JOIN funds_account a ON a.id = t.account_id AND a.kind = %(bank)s
    GROUP BY 1, 2, 3
)
SELECT u.village_id, e.day,
    COALESCE(-sum(m.amount) FILTER (WHERE m.kind = %(payment)s), 0)::bigint,
    COALESCE(sum(m.amount) FILTER (WHERE m.kind = %(receipt)s), 0)::bigint
FROM funds_fund u
JOIN ends e ON u.selected_on <= e.day
LEFT JOIN moved m ON m.fund_id = u.id AND m.day <= e.day
WHERE u.village_id = ANY(%(villages)s)
GROUP BY 1, 2
"""
_OWN = {
    "remaining": [str(status) for status in REMAINING],
    "quiet_days": QUIET_AFTER.days,
    "approved": PlanState.APPROVED,
    "confirmed": DeliveryState.CONFIRMED,
    "bank": AccountKind.BANK,
    "payment": EntryKind.PAYMENT,
    "receipt": EntryKind.RECEIPT,
}


def helped(villages: Sequence[int], days: Sequence[date]) -> Counts:
    return _read(_OF_REMAINING + _HELPED + _BY_DAY, villages, days)


def visited(villages: Sequence[int], days: Sequence[date]) -> Counts:
    return _read(_OF_REMAINING + _VISITED + _BY_DAY, villages, days)


def delivered(villages: Sequence[int], days: Sequence[date]) -> Counts:
    return _read(_OF_REMAINING + _DELIVERED + _BY_DAY, villages, days)


def milestones(villages: Sequence[int], days: Sequence[date]) -> Counts:
    """Done, and planned by then; of villages with an approved plan."""
    return _read(_MILESTONES, villages, days)


def reached(villages: Sequence[int], days: Sequence[date]) -> Counts:
    """Households that confirmed help of an enterprise had reached; `whole` says nothing."""
    return _read(_REACHED, villages, days)


def spent(villages: Sequence[int], days: Sequence[date]) -> Counts:
    """分 that went, beside what came; of pilot villages."""
    return _read(_SPENT, villages, days)


def _read(sql: str, villages: Sequence[int], days: Sequence[date]) -> Counts:
    facts: dict[str, Any] = {"villages": list(villages), "days": list(days), **_OWN}
    with connection.cursor() as cursor:
        cursor.execute(_DAYS + sql, facts)
        return {(village, day): Count(part, whole) for village, day, part, whole in cursor.fetchall()}
