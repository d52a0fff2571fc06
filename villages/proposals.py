"""What proposes a supervision notice: milestones overdue and half-months not reported, without an open one (R4.3).

Nothing is stored: a proposal is what stands in the tables now, so asking twice proposes the same once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from villages.models import Baseline, Milestone, OrderSubject, Report, ReportingRule, Village
from villages.periods import Fortnight
from villages.reporting import Due, due_on
from villages.supervision import Subject, report_subject


@dataclass(frozen=True)
class Proposal:
    """Everything overdue of one village, to be issued together: milestones in road-map order, then half-months."""

    village: Village
    subjects: tuple[Subject, ...]

    def late_days(self, *, on: date) -> int:
        """Of what has waited longest."""
        return max(subject.late_days(on=on) for subject in self.subjects)


def proposals(villages: Iterable[Village], *, on: date) -> list[Proposal]:
    """In the order of `villages`, those without anything overdue left out. Three queries for all."""
    places = list(villages)
    milestones = _milestones(places, on=on)
    missing = _missing_reports(places, on=on)
    found = [Proposal(village, (*milestones[village.pk], *missing[village.pk])) for village in places]
    return [proposal for proposal in found if proposal.subjects]


def subject_of(milestone: Milestone) -> Subject:
    """Needs the milestone's stage and plan at hand."""
    stage = milestone.stage
    return Subject(
        what=milestone.name,
        was_due_on=milestone.due_on,
        milestone=milestone.pk,
        source=f"“{stage.plan.product}”第 {stage.number} 步“{stage.name}”",
        owner=milestone.owner,
        deliverable=milestone.deliverable,
    )


def on_notice(village: Village) -> list[Subject]:
    """What its open notices are about: no longer proposed, and still known to a press that comes twice."""
    rows = OrderSubject.objects.still_open().filter(village=village)
    return [
        Subject(row.what, row.was_due_on, row.milestone_id, row.period)
        for row in rows
        if row.milestone_id is not None or row.period_start
    ]


def _milestones(villages: Sequence[Village], *, on: date) -> dict[int, list[Subject]]:
    rows = Milestone.objects.filter(stage__plan__village__in=villages).overdue(on=on)
    rows = rows.exclude(pk__in=OrderSubject.objects.still_open().filter(milestone__isnull=False).values("milestone"))
    found = defaultdict(list)
    for milestone in rows.select_related("stage__plan").in_order():
        found[milestone.stage.plan.village_id].append(subject_of(milestone))
    return found


def _missing_reports(villages: Sequence[Village], *, on: date) -> dict[int, list[Subject]]:
    due = _periods_due(on=on)
    taken = _taken(villages) if due else set()
    found = defaultdict(list)
    for village in villages:
        for period, day in due:
            if (village.pk, period.start) not in taken:
                found[village.pk].append(report_subject(period, day, on=on))
    return found


def _periods_due(*, on: date) -> list[tuple[Fortnight, date]]:
    """The half-months since the plan began whose last day for reporting has passed, each with that day."""
    began = Baseline.objects.filter(starts_on__lte=on).order_by("-starts_on").values("starts_on")[:1]
    rows = list(ReportingRule.objects.annotate(began=Subquery(began)).values_list("starts_on", "days", "began"))
    if not rows or rows[0][2] is None:
        return []
    rules = [Due(starts_on, days) for starts_on, days, _ in rows]
    first = max(rows[0][2], rules[0].starts_on)
    period = Fortnight.containing(first)
    if period.start < first:
        period = period.next
    found = []
    while period.end < on:
        day = due_on(period, rules)
        if day and day < on:
            found.append((period, day))
        period = period.next
    return found


def _taken(villages: Sequence[Village]) -> set[tuple[int, date]]:
    """Village and half-month of which the report has come or an open notice already asks for it."""
    reports = Report.objects.filter(village__in=villages).values_list("village_id", "period_start")
    subjects = OrderSubject.objects.still_open().filter(village__in=villages, period_start__isnull=False)
    return set(reports.order_by().union(subjects.order_by().values_list("village_id", "period_start"), all=True))
