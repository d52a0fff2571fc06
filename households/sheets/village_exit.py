"""The exit of one poverty village as its pages show it, gathered once with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from django.db.models import F, Func, IntegerField, Prefetch

from households import village_exit
from households.codes import VILLAGE_STAGES, StandardKind
from households.exit_needs import Need, missing_to_start
from households.exits import STEP_KINDS, StepKind
from households.models import Evidence, Exit, ExitStep, Requirement, StandardSet
from households.village_exit import Incidence, Point, Problem
from povertyplan.ui.lamps import Lamp
from villages.models import IndicatorValue, IndicatorValueQuerySet, Village


class VillageExitSheet:
    """As of the day `on`. `people` are those still poor, where the caller has counted them already."""

    def __init__(self, village: Village, *, on: date, people: int | None = None) -> None:
        self.village, self.on, self._people = village, on, people

    @classmethod
    def of_all(cls, villages: Sequence[Village], *, on: date, people: Mapping[int, int]) -> "list[VillageExitSheet]":
        """Of several villages with six queries; `people` still poor by the village's key."""
        sheets = [cls(village, on=on, people=people.get(village.pk, 0)) for village in villages]
        if sheets:
            _gather(sheets, villages)
        return sheets

    @cached_property
    def exits(self) -> list[Exit]:
        """The newest first; at most one of them has not been stopped."""
        rows = Exit.objects.of_villages().filter(village=self.village, opened_on__lte=self.on)
        return list(rows.select_related("standard", "stopped_by"))

    @cached_property
    def exit(self) -> Exit | None:
        """The one that goes on or was closed: a village may begin anew only after it was stopped."""
        return next((found for found in self.exits if found.stopped_on is None), None)

    @property
    def stopped(self) -> list[Exit]:
        return [found for found in self.exits if found.stopped_on]

    @property
    def delisted_on(self) -> date | None:
        """As far as it had come by the day."""
        closed_on = self.exit.closed_on if self.exit else None
        return closed_on if closed_on and closed_on <= self.on else None

    @property
    def year(self) -> int:
        return self.exit.year if self.exit else self.on.year

    @cached_property
    def standard(self) -> StandardSet | None:
        """The exit's own, else the one in force; None where none was adopted."""
        return self.exit.standard if self.exit else StandardSet.objects.in_force(StandardKind.VILLAGE).first()

    @cached_property
    def requirements(self) -> list[Requirement]:
        return list(self.standard.requirements.order_by("position")) if self.standard else []

    @cached_property
    def values(self) -> dict[str, IndicatorValue]:
        """What counts in the year, by indicator; `files` brings the evidence that stands."""
        found = _with_files(IndicatorValue.objects.filter(village=self.village).counting_in(self.year))
        return {value.indicator: value for value in found}

    @cached_property
    def people(self) -> int:
        if self._people is not None:
            return self._people
        poor = Func(F("pk"), function="households_poor_people", output_field=IntegerField())
        return Village.objects.filter(pk=self.village.pk).values_list(poor, flat=True).get()

    @cached_property
    def incidence(self) -> Incidence | None:
        """None where no standard says how much is too much."""
        if self.standard is None or self.standard.incidence_limit is None:
            return None
        return Incidence(
            village=self.village.pk,
            people=self.people,
            population=self.village.rural_population,
            population_year=self.village.population_year,
            limit=self.standard.incidence_limit,
            is_strict=self.standard.is_below_limit,
            year=self.year,
        )

    @cached_property
    def points(self) -> list[Point]:
        """The incidence first; empty without a standard."""
        if self.incidence is None:
            return []
        proven = {value.pk for value in self.values.values() if value.files.all()}
        return village_exit.points(self.requirements, self.values, self.incidence, proven=proven)

    @property
    def sources(self) -> list[str]:
        return village_exit.sources(self.points)

    @property
    def missing(self) -> list[Point]:
        return village_exit.missing(self.points)

    @property
    def lacking_evidence(self) -> list[Point]:
        return [point for point in self.points if point.lacks_evidence]

    @cached_property
    def problems(self) -> list[Problem]:
        return village_exit.problems(self.village, self.values)

    @property
    def kinds(self) -> list[StepKind]:
        """What each step asks for, while none can be taken yet."""
        return [STEP_KINDS[stage] for stage in VILLAGE_STAGES]

    @property
    def lamp(self) -> Lamp:
        if self.delisted_on:
            return Lamp.DONE
        if self.exit:
            return Lamp.GO
        return Lamp.WARN if self.missing else Lamp.OK

    @cached_property
    def place(self) -> str:
        """How far the village has come; the exit's own page says it with the number of the step."""
        if self.exit is None:
            return "还没有开始"
        if self.delisted_on:
            return f"已出列 {self.delisted_on}"
        last = self.last_step
        return f"已办“{last.get_stage_display()}”" if last else "已开始"

    @cached_property
    def last_step(self) -> ExitStep | None:
        return self.exit.steps.filter(done_on__lte=self.on).order_by("-pk").first() if self.exit else None

    @property
    def finding(self) -> str:
        """The page in one sentence."""
        if self.standard is None:
            return "没有采用的村出列标准，先采用一个"
        if self.incidence is None or self.incidence.gap.startswith("population"):
            first = self.points[0].verdict if self.points else "标准没有写贫困发生率上限"
        else:
            not_yet = "没有" if self.incidence.gap else ""
            first = f"贫困发生率 {self.incidence.shown}（{self.incidence.division}），{not_yet}{self.incidence.bound}"
        return f"{first}；{self._indicators_say}"

    @property
    def _indicators_say(self) -> str:
        indicators = self.points[1:]
        short = village_exit.missing(indicators)
        if short:
            return f"{len(indicators)} 项指标达标 {len(indicators) - len(short)} 项，还差 {len(short)} 项"
        lacking = len(self.lacking_evidence)
        return f"{len(indicators)} 项指标都达标" + (f"，{lacking} 项缺凭证" if lacking else "，凭证齐")

    @property
    def needs(self) -> Sequence[Need]:
        """What an exit would rest on and is not there, before one has begun."""
        return missing_to_start(self.village, year=self.year)


def _with_files(values: IndicatorValueQuerySet) -> IndicatorValueQuerySet:
    files = Prefetch("files", queryset=Evidence.objects.standing().select_related("file", "added_by"))
    return values.prefetch_related(files)


def _gather(sheets: Sequence[VillageExitSheet], villages: Sequence[Village]) -> None:
    """Reads for all at once what each would read for itself, and leaves it where it would keep it."""
    exits, values, asked = defaultdict(list), defaultdict(list), defaultdict(list)
    on = sheets[0].on
    opened = Exit.objects.of_villages().filter(village__in=villages, opened_on__lte=on)
    for found in opened.select_related("standard", "stopped_by"):
        exits[found.village_id].append(found)
    in_force = StandardSet.objects.in_force(StandardKind.VILLAGE).first()
    for sheet in sheets:
        sheet.exits = exits[sheet.village.pk]
        sheet.standard = sheet.exit.standard if sheet.exit else in_force
    done = ExitStep.objects.filter(exit__in=[sheet.exit for sheet in sheets if sheet.exit], done_on__lte=on)
    # The newest comes last and takes the place.
    steps = {step.exit_id: step for step in done.order_by("pk")}
    years = {year for sheet in sheets for year in (sheet.year, sheet.year - 1)}
    for value in _with_files(IndicatorValue.objects.filter(village__in=villages, year__in=years)).order_by("year"):
        values[value.village_id].append(value)
    for requirement in Requirement.objects.filter(standard__in={sheet.standard for sheet in sheets if sheet.standard}):
        asked[requirement.standard_id].append(requirement)
    for sheet in sheets:
        counting = (sheet.year, sheet.year - 1)
        # The newer year comes later and takes the place.
        sheet.values = {value.indicator: value for value in values[sheet.village.pk] if value.year in counting}
        places = asked[sheet.standard.pk] if sheet.standard else []
        sheet.requirements = sorted(places, key=lambda requirement: requirement.position)
        sheet.last_step = steps.get(sheet.exit.pk) if sheet.exit else None
