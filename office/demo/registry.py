"""The invented registry: which households there are, how each came to its present status, and their rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from households.codes import Category, CheckState, ExitStage, PovertyCause, PovertyStatus, Relation, SchoolStatus
from households.identity import IdNumber
from households.models import Household, Member, StatusPeriod
from office.demo.builders import phone_number
from office.demo.conditions import Living, causes, living, poverty_line, without_schooling
from office.demo.courses import Course, Turn, course
from office.demo.families import LARGEST, Person, Registrar
from office.demo.plan import HOUSEHOLDS, PERSONS, Plan, VillageFigures, lifting_days
from povertyplan.pinyin import keys
from villages.models import Village

CATEGORIES = {Category.ORDINARY: 334, Category.DIBAO: 376, Category.WUBAO: 114}
SIZES = {
    Category.ORDINARY: (30, 36, 18, 11, 4, 1),
    Category.DIBAO: (40, 35, 15, 7, 2, 1),
    Category.WUBAO: (92, 8, 0, 0, 0, 0),
}
# Who is lifted earlier: ordinary households rather than the old and alone.
READINESS = {Category.ORDINARY: 3.0, Category.DIBAO: 1.3, Category.WUBAO: 0.6}
FIRST_NUMBER = 20001
RELAPSED = 3
# 预脱贫, two a village where the plan is not far behind: one notice hangs, one term is over. Of the second ones all
# wait for the review but these, which are further.
FURTHER = {"双庙村": ExitStage.REVIEW, "土桥村": ExitStage.SUBMISSION, "大柏树村": ExitStage.ANNOUNCEMENT}
# The first notice of this village met an objection that nobody has answered.
OBJECTED = "白果树村"
# Exits before their notice, by the step taken last (None: just opened).
EARLY: dict[str, ExitStage | None] = {
    "青石岭村": ExitStage.APPRAISAL,
    "柳林铺村": ExitStage.VERIFICATION,
    "金竹园村": ExitStage.CONSENT,
    "罗汉寺村": ExitStage.APPRAISAL,
    "黄土坡村": None,
}
# One exit ended without a result: an objection to its notice was upheld.
STOPPED = "凉水井村"
# Of the closed ones, the n-th of the village: one had an objection, of two a paper was withdrawn later (错退 to be
# looked into).
CLOSED_TURNS = {
    ("桃花坞村", 6): Turn.ANSWERED,
    ("青石岭村", 9): Turn.NOTICE_WITHDRAWN,
    ("柳林铺村", 5): Turn.HOUSE_WITHDRAWN,
}


@dataclass
class Step:
    status: PovertyStatus
    since: date


@dataclass
class Case:
    """A household on its way: `steps` are its statuses in order, the first one when it was identified."""

    village: Village
    category: Category
    size: int
    steps: list[Step]
    before_plan: bool = False
    main_cause: PovertyCause = PovertyCause.ILLNESS
    other_causes: list[PovertyCause] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    living: Living | None = None
    row: Household = field(default_factory=Household)
    exit: Course | None = None

    @property
    def status(self) -> PovertyStatus:
        return self.steps[-1].status

    @property
    def is_out(self) -> bool:
        return self.status == PovertyStatus.LIFTED

    @property
    def lifted_on(self) -> date | None:
        return next((step.since for step in reversed(self.steps) if step.status == PovertyStatus.LIFTED), None)

    @property
    def meets_standard(self) -> bool:
        """Out, or on the way out: nothing stands against it."""
        return self.is_out or (self.exit is not None and self.exit.turn is not Turn.STOPPED)

    @property
    def came_so(self) -> bool:
        """The superior's registry brought it with a past: it was lifted before this office kept exits."""
        return self.before_plan or self.status == PovertyStatus.RELAPSED

    def year(self, today: date) -> int:
        """The newest year of verdicts and income; the first weeks of a year still belong to the year before."""
        if self.exit:
            return self.exit.year
        if self.is_out and self.lifted_on:
            return self.lifted_on.year
        return today.year if today.month > 2 else today.year - 1

    def people_in(self, year: int) -> list[Person]:
        """Who belonged to the household at the end of the year."""
        last = date(year, 12, 31)
        return [p for p in self.people if p.born <= last and (p.left_on is None or p.left_on > last)]

    @property
    def facts(self) -> Living:
        if self.living is None:
            raise ValueError("settle() comes first")
        return self.living


def cases(random: Random, plan: Plan, villages: list[Village], figures: dict[str, VillageFigures]) -> list[Case]:
    """824 households with 1,524 people that are poor on the plan's first day, and those lifted before it."""
    identified = date(plan.starts_on.year - 3, 12, 31)
    mix = [category for category, count in CATEGORIES.items() for _ in range(count)]
    random.shuffle(mix)
    sizes = _sizes(random, mix)
    of_plan: list[Case] = []
    earlier: list[Case] = []
    for village in villages:
        numbers = figures[village.name]
        for _ in range(numbers.households):
            category, size = mix[len(of_plan)], sizes[len(of_plan)]
            since = identified if random.random() < 0.88 else date(plan.starts_on.year - 2, 12, 31)
            if since >= plan.starts_on:
                since = identified
            of_plan.append(Case(village, category, size, [Step(PovertyStatus.IN_POVERTY, since)]))
        for _ in range(numbers.lifted_before):
            category = random.choices((Category.ORDINARY, Category.DIBAO), (80, 20))[0]
            size = random.choices(range(1, LARGEST + 1), (8, 22, 30, 24, 11, 5))[0]
            earlier.append(
                Case(village, category, size, [Step(PovertyStatus.IN_POVERTY, identified)], before_plan=True)
            )
    _go_on(random, plan, of_plan, villages, figures)
    for case in earlier:
        year = plan.starts_on.year - random.choice((1, 1, 2))
        case.steps.append(Step(PovertyStatus.LIFTED, date(year, 12, random.randint(10, 28))))
    return sorted([*of_plan, *earlier], key=lambda case: case.village.code)


def _sizes(random: Random, mix: list[Category]) -> list[int]:
    """One size per household, 1,524 people in all."""
    sizes = [random.choices(range(1, LARGEST + 1), SIZES[category])[0] for category in mix]
    while (short := PERSONS - sum(sizes)) != 0:
        n = random.randrange(HOUSEHOLDS)
        changed = sizes[n] + (1 if short > 0 else -1)
        if mix[n] != Category.WUBAO and 1 <= changed <= 4:
            sizes[n] = changed
    return sizes


def _go_on(
    random: Random, plan: Plan, of_plan: list[Case], villages: list[Village], figures: dict[str, VillageFigures]
) -> None:
    """What has happened since the identification: lifted, about to be announced, relapsed before the plan."""
    for village in villages:
        waiting = [case for case in of_plan if case.village is village]
        waiting.sort(key=lambda case: random.random() ** (1 / READINESS[case.category]), reverse=True)
        days = lifting_days(random, plan, figures[village.name])
        for n, (case, day) in enumerate(zip(waiting, days, strict=False)):
            turn = CLOSED_TURNS.get((village.name, n), Turn.NONE)
            _leave(case, course(random, until=ExitStage.CLOSURE, on=day, turn=turn))
        if figures[village.name].lead > -10:
            _apply(random, plan, village, iter(waiting[len(days) :]))
    remaining = [case for case in of_plan if case.status == PovertyStatus.IN_POVERTY and case.exit is None]
    for case in random.sample(remaining, RELAPSED):
        year = plan.starts_on.year
        case.steps[0].since = date(year - 3, 12, 31)
        case.steps.append(Step(PovertyStatus.LIFTED, date(year - 2, 12, 20)))
        case.steps.append(Step(PovertyStatus.RELAPSED, date(year - 1, 2, 10) + timedelta(days=random.randrange(40))))


def _apply(random: Random, plan: Plan, village: Village, candidates: Iterator[Case]) -> None:
    """Who is on the way out today."""

    def ago(least: int, most: int) -> date:
        return plan.today - timedelta(days=random.randint(least, most))

    turn = Turn.OBJECTION if village.name == OBJECTED else Turn.NONE
    _leave(next(candidates), course(random, until=ExitStage.NOTICE, on=ago(3, 5), turn=turn))
    further = FURTHER.get(village.name)
    days = (0, 2) if further else (8, 12)
    _leave(next(candidates), course(random, until=further or ExitStage.NOTICE, on=ago(*days)))
    if village.name in EARLY:
        _leave(next(candidates), course(random, until=EARLY[village.name], on=ago(1, 4)))
    if village.name == STOPPED:
        stopped = course(random, until=ExitStage.NOTICE, on=ago(24, 34), turn=Turn.STOPPED)
        _leave(next(candidates), stopped)


def _leave(case: Case, exit: Course) -> None:
    case.exit = exit
    if exit.notice_on:
        case.steps.append(Step(PovertyStatus.PROPOSED, exit.notice_on))
    if exit.stopped_on:
        case.steps.append(Step(PovertyStatus.IN_POVERTY, exit.stopped_on))
    if exit.closed_on:
        case.steps.append(Step(PovertyStatus.LIFTED, exit.closed_on))


def settle(random: Random, plan: Plan, found: list[Case], figures: dict[str, VillageFigures]) -> None:
    """Gives each case its causes, people and way of living."""
    registrar = Registrar(random, plan.today)
    for case in found:
        case.main_cause, case.other_causes = causes(random, case.category)
        case.people = registrar.family(case.size, category=case.category, cause=case.main_cause)
        if all(person.school == SchoolStatus.NONE for person in case.people):
            found_causes = without_schooling(case.category, case.main_cause, case.other_causes)
            case.main_cause, case.other_causes = found_causes[0], found_causes[1:]
        numbers = figures[case.village.name]
        case.living = living(
            random,
            case.people,
            lacks=set() if case.meets_standard else {"housing"} if case.exit else None,
            line=poverty_line(case.year(plan.today), today=plan.today),
            is_sound=numbers.near_delisting,
            trade=numbers.trade,
        )
    for case in random.sample([case for case in found if case.size > 1], 14):
        case.people.append(registrar.gone(family=case.people[0].name[0], since=plan.starts_on))


def household(random: Random, plan: Plan, case: Case, number: int, groups: int) -> Household:
    """The row as it was entered: when the household was identified, or as the superior's registry brought it.

    Whoever was lifted before the plan came with a past (`earlier_periods`); the others leave by their exits.
    """
    facts = case.facts
    entered = case.steps[-1 if case.came_so else 0]
    case.row = Household(
        village=case.village,
        hamlet=f"{random.randint(1, groups)} 组",
        registry_no=f"{case.village.code}{FIRST_NUMBER + number}",
        category=case.category,
        poverty_status=entered.status,
        status_since=entered.since,
        lifted_year=case.lifted_on.year if case.came_so and case.lifted_on else None,
        identified_year=case.steps[0].since.year,
        planned_lift_year=None if case.before_plan else _planned_year(random, plan, case),
        main_cause=case.main_cause,
        other_causes=case.other_causes,
        phone=phone_number(10_000_000 + number),
        is_dilapidated=facts.housing in "CD",
        housing_grade=facts.housing,
        housing_area=facts.housing_area,
        has_safe_water=facts.has_safe_water,
        access_road=facts.access_road,
        fuel=facts.fuel,
        farmland=facts.farmland,
        forest=facts.forest,
        returned_farmland=facts.returned_farmland,
        cooperative=facts.cooperative,
        is_relocated=facts.is_relocated,
        reported_income=facts.income * 100,
    )
    return case.row


def _planned_year(random: Random, plan: Plan, case: Case) -> int:
    if case.exit and case.exit.turn is not Turn.STOPPED:
        return case.exit.year if case.is_out else plan.today.year
    return plan.deadline.year if random.random() < 0.7 else max(plan.deadline.year - 1, plan.today.year)


def earlier_periods(found: list[Case]) -> Iterator[StatusPeriod]:
    """The past of those who came with one; the database itself keeps the line of periods from then on."""
    for case in found:
        if case.came_so:
            for step, later in pairwise(case.steps):
                yield StatusPeriod(household=case.row, status=step.status, since=step.since, until=later.since)


def members(random: Random, case: Case, row_keys: Iterator[int]) -> Iterator[Member]:
    """With sealed numbers, so each has its key before it is a row."""
    lacks = {standing.code for standing in case.facts.standings if standing.state == CheckState.NOT_MET}
    for place, person in enumerate(case.people, start=1):
        pinyin = keys(person.name)
        grown = person.age >= 16 and person.school == SchoolStatus.NONE
        key = next(row_keys)
        member = Member(
            pk=key,
            household=case.row,
            registry_no=f"{case.row.registry_no}{place:02d}",
            name=person.name,
            name_pinyin=pinyin.full,
            name_initials=pinyin.initials,
            gender=person.gender,
            birth_date=person.born,
            relation=person.relation,
            ethnicity=person.ethnicity,
            politics=person.politics,
            education=person.education,
            school_status=person.school,
            health=person.health,
            labour_ability=person.labour,
            work_area=person.work_area,
            months_worked=person.months_worked,
            has_medical_insurance=not ("medical" in lacks and place == 1),
            has_critical_illness_cover=not ("medical" in lacks and place == 1),
            has_pension=not ("pension" in lacks and place == 1) if grown else None,
            phone=phone_number(20_000_000 + key) if 18 <= person.age < 70 and random.random() < 0.5 else "",
            left_on=person.left_on,
            leave_reason=person.leave_reason,
        )
        if person.relation == Relation.HEAD and case.row.phone:
            member.phone = case.row.phone
        member.keep_id_number(IdNumber(person.id_text))
        yield member
