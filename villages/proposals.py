"""What proposes a supervision notice: milestones overdue and half-months not reported, without an open one (R4.3).

Nothing is stored: a proposal is what stands in the tables now, so asking twice proposes the same once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from villages.models import Milestone, OrderSubject, Report, Village
from villages.reports_due import ReportsDue
from villages.supervision import Subject, report_subject

# So many of a village's matters are named in a list; the notice itself names all.
MOST_NAMED = 4


@dataclass(frozen=True)
class Proposal:
    """Everything overdue of one village, to be issued together: milestones in road-map order, then half-months."""

    village: Village
    subjects: tuple[Subject, ...]

    @property
    def told(self) -> str:
        """种苗下地、9月下半月报等: four of them at most."""
        named = "、".join(subject.what for subject in self.subjects[:MOST_NAMED])
        return f"{named}等" if len(self.subjects) > MOST_NAMED else named

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
    owed = ReportsDue.of(on=on)
    due = list(owed.overdue(on=on)) if owed.plan_began else []
    taken = _taken(villages) if due else set()
    found = defaultdict(list)
    for village in villages:
        for period, day in due:
            if (village.pk, period.start) not in taken:
                found[village.pk].append(report_subject(period, day, on=on))
    return found


def _taken(villages: Sequence[Village]) -> set[tuple[int, date]]:
    """Village and half-month of which the report has come or an open notice already asks for it."""
    reports = Report.objects.filter(village__in=villages).values_list("village_id", "period_start")
    subjects = OrderSubject.objects.still_open().filter(village__in=villages, period_start__isnull=False)
    return set(reports.order_by().union(subjects.order_by().values_list("village_id", "period_start"), all=True))
