"""A village's plan on one page: the six official steps, road map and timetable, who takes part, how it was decided.

R4.1, R4.2. Everything is read once; the number of queries does not grow with milestones, households or notices.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Prefetch, Sum

from households.models import Participation
from households.models.household import HouseholdQuerySet
from households.plan_needs import PlanNeed, plan_needs
from households.sheets.participants import PlanParticipants
from households.trades import LinkRow, each
from povertyplan.accounts.models import User
from povertyplan.ui.charts import road_map
from povertyplan.ui.dates import local_day
from povertyplan.ui.lamps import Lamp
from villages.models import (
    Appraisal,
    DueDateChange,
    Milestone,
    PlanFunding,
    PlanState,
    ReportRevision,
    ScaleTarget,
    SupervisionOrder,
    Village,
    VillagePlan,
    Wish,
)

# Notices older than these stay in the list of the office.
MOST_ORDERS = 4
_SOON_DAYS = 15


@dataclass(frozen=True)
class MilestoneLine:
    """A row of the timetable on a day; `number` counts over all stages."""

    number: int
    milestone: Milestone
    changes: tuple[DueDateChange, ...]
    on: date

    @property
    def slip(self) -> int | None:
        return None if self.milestone.baseline_due_on is None else self.milestone.slip_days(on=self.on)

    @property
    def slip_words(self) -> str:
        return road_map.slip_words(self.slip)

    @property
    def slip_lamp(self) -> Lamp:
        return road_map.slip_lamp(self.slip)

    @property
    def now_on(self) -> date:
        """The day it was done, or is planned for now."""
        return self.milestone.done_on or self.milestone.due_on

    @property
    def waiting(self) -> DueDateChange | None:
        return next((change for change in self.changes if change.is_granted is None), None)

    @property
    def is_overdue(self) -> bool:
        return self.milestone.baseline_due_on is not None and self.milestone.is_overdue(on=self.on)

    @property
    def state(self) -> tuple[Lamp, str]:
        if self.milestone.done_on:
            return Lamp.DONE, "已完成"
        if self.milestone.baseline_due_on is None:
            return Lamp.NONE, "还没批"
        if self.is_overdue:
            return Lamp.BAD, f"逾期 {self.milestone.overdue_days(on=self.on)} 天"
        left = (self.milestone.due_on - self.on).days
        return (Lamp.GO, f"还有 {left} 天") if left <= _SOON_DAYS else (Lamp.NOT_STARTED, "未到期")

    @property
    def note(self) -> str:
        """What is said of it: how it was done, what waits, or why it moved last."""
        if self.milestone.done_on:
            return self.milestone.done_note
        if self.waiting:
            return f"提出改到 {self.waiting.new_due_on:%m-%d}，等批"
        moved = next((change for change in reversed(self.changes) if change.is_granted), None)
        return (moved.reason or moved.get_reason_kind_display()) if moved else ""

    @property
    def point(self) -> road_map.Milestone:
        m = self.milestone
        return road_map.Milestone(m.name, m.due_on, m.baseline_due_on, m.done_on, self.note)


@dataclass(frozen=True)
class Move:
    """A date that moved or is to move."""

    milestone: Milestone
    change: DueDateChange

    @property
    def lamp(self) -> Lamp:
        if self.change.is_granted is None:
            return Lamp.WARN
        return Lamp.DONE if self.change.is_granted else Lamp.NONE

    @property
    def why(self) -> str:
        kind = self.change.get_reason_kind_display()
        return f"{kind}：{self.change.reason}" if self.change.reason else str(kind)

    @property
    def says(self) -> str:
        """2017-10-03 孙晓燕提，2017-10-06 方志远批：按新日期督办."""
        change = self.change
        asked = f"{change.asked_on} {change.asked_by.name if change.asked_by else ''}提"
        if change.is_granted is None:
            return listed(asked, "等批")
        if change.decided_on is None:
            return listed(asked, "不用批")
        by = change.decided_by.name if change.decided_by else ""
        answer = f"{change.decided_on} {by}{'批' if change.is_granted else '没批'}"
        return listed(asked, f"{answer}：{change.decided_note}" if change.decided_note else answer)


@dataclass(frozen=True)
class Event:
    """One line of the approval history."""

    on: date
    what: str
    note: str = ""
    appraisal: Appraisal | None = None


@dataclass(frozen=True)
class TargetLine:
    """A year's target; `reached` of this year only, from the newest report that names a scale."""

    target: ScaleTarget
    reached: float | None

    @property
    def percent(self) -> int | None:
        return None if self.reached is None else int(100 * self.reached / float(self.target.amount))


@dataclass(frozen=True)
class LinkLine:
    """One way of taking part; `expected` is 分 a year for each household that said."""

    row: LinkRow
    expected: int | None


def listed(*parts: str) -> str:
    return "，".join(part for part in parts if part)


class PlanPage:
    """`households` are those that the reader may see. Without a plan most of it is empty."""

    def __init__(self, village: Village, households: HouseholdQuerySet, *, on: date, reader: User) -> None:
        self.village, self.on, self.reader = village, on, reader
        self._households = households

    @cached_property
    def _plans(self) -> list[VillagePlan]:
        """Newest first, the one in force before those that ended."""
        rows = self.village.plans.select_related("village", "drafted_by", "approved_by").order_by("-pk")
        return sorted(rows, key=lambda plan: plan.state == PlanState.ENDED)

    @property
    def plan(self) -> VillagePlan | None:
        return self._plans[0] if self._plans else None

    @property
    def former(self) -> list[VillagePlan]:
        return self._plans[1:]

    @cached_property
    def lines(self) -> list[MilestoneLine]:
        asked = DueDateChange.objects.filter(asked_on__lte=self.on)
        later = DueDateChange.objects.filter(asked_on__gt=self.on)
        changes = asked.select_related("asked_by", "decided_by").order_by("pk")
        rows = Milestone.objects.filter(stage__plan=self.plan).select_related("stage").in_order()
        found = rows.prefetch_related(
            Prefetch("changes", changes, to_attr="asked"), Prefetch("changes", later.order_by("pk"), to_attr="later")
        )
        return [self._line(number, row) for number, row in enumerate(found, 1)]

    def _line(self, number: int, row: Any) -> MilestoneLine:  # noqa: ANN401 - with what was prefetched
        """As it stood on the day: what was done or decided later was open, and the date was the one before that.

        The rows are this page's own and are saved by nobody.
        """
        if row.done_on and row.done_on > self.on:
            row.done_on, row.done_note = None, ""
        granted_later = [change for change in row.later if change.is_granted]
        for change in row.asked:
            if change.decided_on and change.decided_on > self.on:
                granted_later += [change] if change.is_granted else []
                change.is_granted = change.decided_on = change.decided_by = None
        if granted_later:
            row.due_on = min(granted_later, key=lambda change: change.pk).old_due_on
        return MilestoneLine(number, row, tuple(row.asked), self.on)

    @property
    def moves(self) -> list[Move]:
        """What waits first, then the newest."""
        found = [Move(line.milestone, change) for line in self.lines for change in line.changes]
        return sorted(found, key=lambda move: (move.change.is_granted is not None, -move.change.pk))

    @property
    def done(self) -> int:
        return sum(line.milestone.done_on is not None for line in self.lines)

    @property
    def overdue(self) -> list[MilestoneLine]:
        return [line for line in self.lines if line.is_overdue]

    @property
    def furthest_behind(self) -> MilestoneLine | None:
        """Of what is not done, else of what was done late; None where all is in time."""
        behind = [line for line in self.lines if (line.slip or 0) > 0]
        return max(behind, key=lambda line: (line.milestone.done_on is None, line.slip or 0), default=None)

    @cached_property
    def needs(self) -> list[PlanNeed]:
        return plan_needs(self.plan) if self.plan else []

    @cached_property
    def sheet(self) -> PlanParticipants | None:
        return PlanParticipants(self.plan, self._households, on=self.on, year=self.on.year) if self.plan else None

    @cached_property
    def links(self) -> list[LinkLine]:
        """Of remaining households; a household that takes two ways counts in both."""
        if self.sheet is None or self.plan is None:
            return []
        rows = Participation.objects.of_plan(self.plan).current(on=self.on)
        rows = rows.filter(household__in=self._households.in_village(self.village).still_poor(), expected__isnull=False)
        found = rows.order_by().values_list("link").annotate(Sum("expected"), Count("household", distinct=True))
        expected = {link: each(fen, households) for link, fen, households in found}
        return [LinkLine(row, expected.get(row.link)) for row in self.sheet.links]

    @cached_property
    def wishes(self) -> list[Wish]:
        return list(self.plan.wishes.all()) if self.plan else []

    @cached_property
    def funding(self) -> list[PlanFunding]:
        return list(self.plan.funding.all()) if self.plan else []

    @property
    def funding_total(self) -> int:
        return sum(money.amount for money in self.funding)

    @cached_property
    def appraisals(self) -> list[Appraisal]:
        return list(self.plan.appraisals.select_related("recorded_by")) if self.plan else []

    @property
    def appraisal(self) -> Appraisal | None:
        """The newest one of the version as it is now."""
        version = self.plan.version if self.plan else 0
        return next((one for one in self.appraisals if one.version == version), None)

    @cached_property
    def scale_report(self) -> ReportRevision | None:
        """The newest report that names a scale."""
        rows = ReportRevision.objects.newest().filter(report__village=self.village, scale__isnull=False)
        return rows.select_related("report").order_by("-report__period_start").first()

    @cached_property
    def targets(self) -> list[TargetLine]:
        reached = float(self.scale_report.scale) if self.scale_report and self.scale_report.scale is not None else None
        rows = list(self.plan.targets.all()) if self.plan else []
        # The next year that is planned for, where none is planned for this one.
        now = next((row.year for row in rows if row.year >= self.on.year), None)
        return [TargetLine(row, reached if row.year == now else None) for row in rows]

    @cached_property
    def orders(self) -> list[SupervisionOrder]:
        rows = SupervisionOrder.objects.visible_to(self.reader).filter(village=self.village)
        return list(rows.order_by("-year", "-number")[:MOST_ORDERS])

    @cached_property
    def history(self) -> list[Event]:
        """Newest first."""
        events = [event for plan in self._plans[:1] for event in _events(plan, self.appraisals)]
        return sorted(events, key=lambda event: event.on, reverse=True)


def _events(plan: VillagePlan, appraisals: Sequence[Appraisal]) -> Iterator[Event]:
    if plan.ended_on:
        yield Event(plan.ended_on, "终止", plan.ended_reason)
    if plan.approved_on:
        by = plan.approved_by.name if plan.approved_by else ""
        yield Event(plan.approved_on, f"第 {plan.version} 版批准", listed(f"{by}批", plan.document_no))
    for one in appraisals:
        note = f"{one.attendees} 人到会，{one.votes_for} 票同意，{one.votes_against} 票不同意"
        yield Event(one.held_on, f"第 {one.version} 版论证：{one.get_conclusion_display()}", note, one)
    for at, who, version, why in _taken_back(plan):
        yield Event(local_day(at), f"退回重写，成为第 {version} 版", listed(who, why))
    yield Event(plan.drafted_on, "起草", plan.drafted_by.name if plan.drafted_by else "")


def _taken_back(plan: VillagePlan) -> Iterator[tuple[datetime, str, int, str]]:
    """From the row history: the first event of each later version."""
    if plan.version == 1:
        return
    seen = 1
    events = plan.history.select_related("pgh_context").order_by("pgh_id")  # type: ignore[attr-defined]
    for event in events:
        if event.version > seen:
            seen = event.version
            context = event.pgh_context.metadata if event.pgh_context else {}
            yield event.pgh_created_at, str(context.get("user_name", "")), event.version, event.taken_back_reason
