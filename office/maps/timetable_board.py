"""一村一品 of all villages on a day, with one statement: bars of the road map, debt, who takes part (R2.2, R4.1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import connection
from django.urls import reverse

from households.codes import REMAINING
from office.maps.village_row import VillageRow
from povertyplan.ui import dates
from povertyplan.ui.charts import gantt
from villages.models import PlanState, Village

# One line a milestone; a plan without any has one line with empty dates. Milestones count by the date that was
# approved, so that a date moved later does not hide the debt.
_TIMETABLE = """
WITH taking_part AS (
    SELECT j.plan_id, count(DISTINCT j.household_id) AS households
    FROM households_participation j JOIN households_household h ON h.id = j.household_id
    WHERE h.village_id = ANY(%(villages)s) AND h.poverty_status = ANY(%(remaining)s)
      AND j.since <= %(on)s AND (j.until IS NULL OR j.until >= %(on)s)
    GROUP BY 1
)
SELECT p.village_id, p.product, p.state, p.drafted_on, COALESCE(t.households, 0), s.name,
       COALESCE(m.baseline_due_on, m.due_on), m.done_on, m.name
FROM villages_villageplan p
LEFT JOIN taking_part t ON t.plan_id = p.id
LEFT JOIN villages_stage s ON s.plan_id = p.id
LEFT JOIN villages_milestone m ON m.stage_id = s.id
WHERE p.village_id = ANY(%(villages)s) AND p.state <> 'ended'
ORDER BY p.village_id, s.number, 7, m.id
"""


@dataclass(frozen=True)
class Point:
    """A milestone; `planned_on` is the date as it was approved, of a draft as it is drafted."""

    stage: str
    name: str
    planned_on: date
    done_on: date | None

    def is_open(self, *, on: date) -> bool:
        return self.done_on is None or self.done_on > on

    def is_debt(self, *, on: date) -> bool:
        return self.planned_on < on and self.is_open(on=on)


@dataclass(frozen=True)
class Timetable:
    """One village's plan; `taking_part` are still poor households."""

    village: int
    product: str
    state: PlanState
    drafted_on: date
    taking_part: int
    points: tuple[Point, ...]

    @property
    def is_approved(self) -> bool:
        return self.state == PlanState.APPROVED

    def lag_days(self, *, on: date) -> int:
        """Days since the earliest debt should have been done; 0 without debt."""
        return max(((on - point.planned_on).days for point in self.points if point.is_debt(on=on)), default=0)

    def done(self, *, on: date) -> int:
        return sum(point.done_on is not None and point.done_on <= on for point in self.points)

    def bars(self, *, on: date) -> tuple[gantt.Stage, ...]:
        """Each stage begins where the one before it was to end; the road map goes in order, so that what follows a
        debt is not on course before the debt is paid."""
        steps = [(name, list(points)) for name, points in groupby(self.points, key=lambda point: point.stage)]
        begins, found, in_debt = min([self.drafted_on, *(point.planned_on for point in self.points)]), [], False
        for name, points in steps:
            ends = max(begins, *(point.planned_on for point in points))
            in_debt = in_debt or any(point.is_debt(on=on) for point in points)
            found.append(gantt.Stage(name, begins, ends, _done_to(points, begins, on=on, in_debt=in_debt)))
            begins = ends
        return tuple(found)


def _done_to(points: Sequence[Point], begins: date, *, on: date, in_debt: bool) -> date | None:
    """To the end where all is done, to today where nothing is owed, else to the last date before the first open one."""
    if all(not point.is_open(on=on) for point in points):
        return max(point.planned_on for point in points)
    if not in_debt:
        return on
    first = min(point.planned_on for point in points if point.is_open(on=on))
    return max((point.planned_on for point in points if point.planned_on < first), default=begins)


@dataclass(frozen=True)
class TimetableLine:
    """A village in the table behind the drawing; `debts` are the names of what should be done by now."""

    village: Village
    remaining: int
    plan: Timetable | None
    done: int
    debts: tuple[str, ...]
    lag: str


class TimetableBoard:
    """The plans of the villages of a battle map, in its order."""

    def __init__(self, rows: Sequence[VillageRow], plans: Mapping[int, Timetable], *, on: date) -> None:
        self.rows, self.plans, self.on = rows, plans, on

    @property
    def approved(self) -> list[Timetable]:
        return [plan for plan in self.plans.values() if plan.is_approved]

    @property
    def behind(self) -> list[tuple[VillageRow, int]]:
        """Villages with debt and the days of it, most first."""
        found = [
            (row, plan.lag_days(on=self.on))
            for row in self.rows
            if (plan := self.plans.get(row.village.pk)) and plan.is_approved
        ]
        return sorted(((row, days) for row, days in found if days), key=lambda item: -item[1])

    @property
    def lines(self) -> list[TimetableLine]:
        return [self._line(row) for row in self.rows]

    def _line(self, row: VillageRow) -> TimetableLine:
        plan = self.plans.get(row.village.pk)
        lag = plan.lag_days(on=self.on) if plan and plan.is_approved else 0
        return TimetableLine(
            village=row.village,
            remaining=row.tally.households,
            plan=plan,
            done=plan.done(on=self.on) if plan else 0,
            debts=tuple(point.name for point in plan.points if point.is_debt(on=self.on)) if lag and plan else (),
            lag=dates.span(lag) if lag else "",
        )

    def chart(self, finding: str) -> gantt.Gantt:
        """`finding` is what is spoken."""
        return gantt.Gantt(finding=f"一村一品线路图：{finding}", today=self.on, rows=tuple(map(self._row, self.rows)))

    def _row(self, row: VillageRow) -> gantt.GanttRow:
        plan = self.plans.get(row.village.pk)
        head: dict[str, Any] = {
            "name": row.village.short_name,
            # The plan's page shows the present.
            "url": "" if row.query else reverse("office:plan_detail", args=[row.village.pk]),
            "lamp": row.lamp,
        }
        if plan is None:
            return gantt.GanttRow(**head, product="", stages=())
        if not plan.is_approved:
            return gantt.GanttRow(**head, product=plan.product, stages=(), instead=f"{plan.state.label}，还没有批准")
        lag = plan.lag_days(on=self.on)
        return gantt.GanttRow(
            **head,
            product=plan.product,
            stages=plan.bars(on=self.on),
            figure=f"{plan.taking_part} / {row.tally.households} 户",
            lag=dates.span(lag) if lag else "",
        )


def read_timetables(villages: list[int], *, on: date) -> dict[int, Timetable]:
    """By the village's key; one statement."""
    return {plan.village: plan for plan in _read(villages, on=on)}


def _read(villages: list[int], *, on: date) -> Iterator[Timetable]:
    with connection.cursor() as cursor:
        cursor.execute(_TIMETABLE, {"villages": villages, "on": on, "remaining": [str(s) for s in REMAINING]})
        lines = cursor.fetchall()
    for head, kept in groupby(lines, key=lambda line: line[:5]):
        points = tuple(
            Point(stage, name, planned, done) for *_, stage, planned, done, name in kept if planned is not None
        )
        village, product, state, drafted_on, taking_part = head
        yield Timetable(village, product, PlanState(state), drafted_on, taking_part, points)
