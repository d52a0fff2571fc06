"""What the household list and the household page show, gathered once with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from households import visiting
from households.codes import CheckState, PovertyStatus
from households.incomes import Incomes
from households.models import Assessment, Criterion, HelperAssignment, Household, Measure, Member, Visit
from households.sheets.trades import Livelihood
from households.trail import Entry, trail
from povertyplan.ui.lamps import Lamp

_LAMPS = {
    CheckState.MET: Lamp.OK,
    CheckState.NOT_MET: Lamp.BAD,
    CheckState.NOT_APPLICABLE: Lamp.DONE,
    CheckState.UNCHECKED: Lamp.NONE,
}
_SHOWN_VISITS = 5
_SHOWN_ENTRIES = 5


def lamp_of(state: CheckState) -> Lamp:
    return _LAMPS[state]


@dataclass(frozen=True)
class Point:
    """One criterion and how the household stands."""

    criterion: Criterion
    assessment: Assessment | None

    @property
    def state(self) -> CheckState:
        return CheckState(self.assessment.state) if self.assessment else CheckState.UNCHECKED

    @property
    def lamp(self) -> Lamp:
        return lamp_of(self.state)


def strip(criteria: Sequence[Criterion], assessments: Iterable[Assessment]) -> list[Point]:
    known = {assessment.criterion_id: assessment for assessment in assessments}
    return [Point(criterion, known.get(criterion.pk)) for criterion in criteria]


def standing(household: Household, points: Sequence[Point]) -> tuple[Lamp, str]:
    """The household's lamp and its words."""
    if not household.is_still_poor:
        return Lamp.DONE, PovertyStatus(household.poverty_status).label
    missing = sum(point.state == CheckState.NOT_MET for point in points)
    unknown = sum(point.state == CheckState.UNCHECKED for point in points)
    if missing:
        return Lamp.WARN, f"还差 {missing} 项" + (f"，{unknown} 项未核" if unknown else "")
    if unknown:
        return Lamp.NONE, f"{unknown} 项未核"
    return Lamp.OK, f"{len(points)} 项都达标"


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    household: Household
    points: list[Point]
    member_count: int
    last_visit: date | None
    visit_lamp: Lamp | None

    @property
    def squares(self) -> list[tuple[str, str]]:
        return [(point.criterion.name, point.lamp) for point in self.points]


def rows_of(households: Sequence[Household], criteria: Sequence[Criterion], *, on: date) -> list[Row]:
    """Three queries for any number of households."""
    keys = [household.pk for household in households]
    assessments = defaultdict(list)
    for assessment in Assessment.objects.current().filter(household__in=keys):
        assessments[assessment.household_id].append(assessment)
    members = Member.objects.filter(household__in=keys).counts_by_household()
    visits = Visit.objects.filter(household__in=keys).newest_days()
    return [
        Row(
            household=household,
            points=strip(criteria, assessments[household.pk]),
            member_count=members.get(household.pk, 0),
            last_visit=visits.get(household.pk),
            visit_lamp=visiting.lamp(visits.get(household.pk), on=on) if household.is_still_poor else None,
        )
        for household in households
    ]


@dataclass(frozen=True)
class TimelineItem:
    """A visit that was made, or a month in which one was missing."""

    day: date
    visit: Visit | None = None
    missing: int = 0


class HouseholdSheet:
    """The household page's facts as of a day."""

    def __init__(self, household: Household, *, on: date) -> None:
        self.household, self.on = household, on

    @cached_property
    def points(self) -> list[Point]:
        return strip(list(Criterion.objects.in_force()), self.household.assessments.current())

    @cached_property
    def lamp(self) -> Lamp:
        return standing(self.household, self.points)[0]

    @cached_property
    def verdict(self) -> str:
        return standing(self.household, self.points)[1]

    @cached_property
    def members(self) -> list[Member]:
        return list(self.household.members.present().in_registry_order())

    @cached_property
    def left(self) -> list[Member]:
        return list(self.household.members.left())

    @cached_property
    def head(self) -> Member | None:
        return next((member for member in self.members if member.is_head), None)

    @property
    def name(self) -> str:
        return self.head.name if self.head else self.household.registry_no

    @property
    def workers(self) -> int:
        return sum(member.can_work for member in self.members)

    @cached_property
    def people(self) -> list[tuple[Member, int]]:
        """Members with their age in full years."""
        return [(member, member.age(on=self.on)) for member in self.members]

    @cached_property
    def measures(self) -> list[Measure]:
        return list(self.household.measures.select_related("enterprise_help"))

    @property
    def running(self) -> int:
        return sum(measure.is_running for measure in self.measures)

    @cached_property
    def incomes(self) -> Incomes:
        return Incomes(self.household.net_incomes.with_shares().by_year(), on=self.on)

    @cached_property
    def livelihood(self) -> Livelihood:
        return Livelihood(self.household, on=self.on)

    @cached_property
    def pairings(self) -> list[HelperAssignment]:
        return list(self.household.assignments.select_related("helper").order_by("-since"))

    @cached_property
    def pairing(self) -> HelperAssignment | None:
        return next((pairing for pairing in self.pairings if pairing.covers(self.on)), None)

    @cached_property
    def visits(self) -> list[Visit]:
        return list(self.household.visits.newest_first())

    @property
    def visits_say(self) -> str:
        if not self.household.is_still_poor:
            return f"共 {len(self.visits)} 次"
        month = visiting.month_of(self.on)
        done = visiting.in_month((visit.visited_on for visit in self.visits), month)
        return f"本月 {done} 次，要求 {visiting.VISITS_A_MONTH} 次"

    @cached_property
    def timeline(self) -> list[TimelineItem]:
        """Visits, and months in which they were missing, newest first."""
        items = [TimelineItem(visit.visited_on, visit=visit) for visit in self.visits]
        begun = [pairing.since for pairing in self.pairings] + [visit.visited_on for visit in self.visits]
        if begun and self.household.is_still_poor:
            days = [visit.visited_on for visit in self.visits]
            since = max(min(begun), visiting.months_before(self.on, 12))
            gaps = visiting.shortfalls(days, since=since, on=self.on)
            items += [TimelineItem(visiting.last_day(gap.month), missing=gap.missing) for gap in gaps]
        return sorted(items, key=lambda item: item.day, reverse=True)

    @property
    def recent_timeline(self) -> list[TimelineItem]:
        return self.timeline[:_SHOWN_VISITS]

    @cached_property
    def entries(self) -> list[Entry]:
        return trail(self.household)

    @property
    def recent_entries(self) -> list[Entry]:
        return self.entries[:_SHOWN_ENTRIES]

    @property
    def trail_words(self) -> str:
        return f"{self.name} 户，共 {len(self.entries)} 条"

    @property
    def line(self) -> str:
        """Whose household it is, for the head of a form."""
        return f"{self.household.village} {self.name} 户，户编号 {self.household.registry_no}"
