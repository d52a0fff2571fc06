"""Fills an empty database with a living office: a plan of two years under way, seen from today."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import models

from households.codes import PovertyStatus, StandardKind
from households.models import (
    Assessment,
    Criterion,
    Evidence,
    Helper,
    HelperAssignment,
    Household,
    IncomeLine,
    IncomeYear,
    Measure,
    Member,
    PovertyLine,
    StandardSet,
    StatusPeriod,
    Visit,
)
from office.demo import faults, incomes, library, names, practices, registry, support, verdicts
from office.demo.accounts import ACCOUNTS, CADRES, PASSWORD
from office.demo.bags import hand_out
from office.demo.builders import REASON, password_hash, phone_number, reserve_keys
from office.demo.conditions import poverty_line
from office.demo.enterprises import Enterprises
from office.demo.exits import Exits
from office.demo.funds import Funds
from office.demo.geography import PLACES, boundary
from office.demo.half_months import HalfMonths
from office.demo.industry import Industries
from office.demo.mark import SEEDED, is_seeded
from office.demo.measures import measures
from office.demo.orders import Orders
from office.demo.papers import Paper, keep_papers
from office.demo.plan import FIGURES, HOUSEHOLDS, PERSONS, Plan
from office.demo.scenes import keep_scenes
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from povertyplan.files.models import StoredFile
from villages.models import Baseline, Indicator, IndicatorValue, Posting, Village

BATCH = 1000
# Remaining households that nobody helps today, for the worklist: the pairing ended, or never began.
UNPAIRED = 5
SLOW_LEAD = -15
SERIES = "演示口径"
# Each looks after three villages (包村).
LEADERS = (
    ("杜明德", "党工委副书记"),
    ("蒋素芳", "办事处副主任"),
    ("侯建国", "人大工委主任"),
    ("万志强", "武装部长"),
    ("黎红梅", "组织委员"),
)


def seed(*, today: date) -> bool:
    """Whether anything was written: False where the demo office stands already. Refuses a database in use."""
    if is_seeded():
        return False
    for model, what in ((Village, "村"), (Household, "贫困户"), (Helper, "帮扶责任人"), (User, "账号")):
        if model._default_manager.exists():
            raise Refused(f"这个数据库里已经有{what}，不是演示办事处，没有写入。换一个空数据库再建")
    with changing(by=None, reason=SEEDED):
        _Seed(today).write()
    return True


class _Seed:
    """One run. Rows are written in bulk and past the actions: a past cannot be entered through today's doors."""

    def __init__(self, today: date) -> None:
        self.random = Random(20170101)  # noqa: S311 - the same office every time, and nothing secret
        self.plan = Plan.under_way(today)
        self.users: dict[str, User] = {}
        self.villages: list[Village] = []
        self.officers: dict[int, User] = {}
        self.cases: list[registry.Case] = []
        self.village_helpers: dict[int, list[Helper]] = {}
        self.pairings: dict[int, list[support.Pairing]] = {}
        self.registers: dict[str, list[incomes.Register]] = {}
        self.papers: dict[Paper, StoredFile] = {}

    def write(self) -> None:
        self._accounts()
        self._villages()
        self._registry()
        self.papers = keep_papers()
        self._poverty_lines()
        industries = Industries(self.plan, officer=self._officer, users=self.users, papers=self.papers)
        industries.write(self.villages, self.cases, self.registers)
        self._incomes(industries)
        self._assessments()
        exits = Exits(self.random, self.plan, officer=self._officer, office=self.users["office"], papers=self.papers)
        exits.write(self.cases)
        exits.write_relapses(self.cases)
        self._helpers()
        self._pairings()
        self._visits()
        self._measures()
        self._indicators()
        for village in self.villages:
            if FIGURES[village.name].near_delisting:
                exits.write_delisting(village)
        scenes = keep_scenes()
        reports = HalfMonths(self.plan, industries, officer=self._officer, users=self.users, scenes=scenes)
        reports.write(self.villages, self.cases)
        Orders(self.plan, reports, officer=self._officer, users=self.users, scenes=scenes).write(self.villages)
        practices.write(self.plan.today, self.users)
        library.write(self.plan.today, self.users)
        faults.plant(self.random, self.plan)
        Enterprises(self.plan, officer=self._officer, users=self.users, papers=self.papers).write(self.villages)
        Funds(self.plan, officer=self._officer, users=self.users).write(self.villages)
        hand_out(self.plan.today, self.officers, self.users["office"])

    def _put(self, model: type[models.Model], rows: list[Any]) -> None:
        model._default_manager.bulk_create(rows, batch_size=BATCH)

    def _accounts(self) -> None:
        rows = [
            User(
                username=account.username,
                role=account.role,
                name=account.name,
                phone=phone_number(1_000_000 + n),
                password=password_hash(PASSWORD),
            )
            for n, account in enumerate(ACCOUNTS)
        ]
        self._put(User, rows)
        self.users = {user.username: user for user in rows}

    def _villages(self) -> None:
        plan = self.plan
        self.villages = [self._village(n) for n in range(len(PLACES))]
        self._put(Village, self.villages)
        officers = [self.users[account.username] for account in CADRES]
        self.officers = {village.pk: user for village, user in zip(self.villages, officers, strict=True)}
        moved = self.moved_on = plan.starts_on + timedelta(days=45)
        # The first two officers changed places when the plan was six weeks old.
        rows = [
            Posting(village=village, user=user, since=moved if n < 2 else plan.starts_on - timedelta(days=300))
            for n, (village, user) in enumerate(zip(self.villages, officers, strict=True))
        ]
        for village, user in ((self.villages[0], officers[1]), (self.villages[1], officers[0])):
            began = plan.starts_on - timedelta(days=300)
            rows.append(Posting(village=village, user=user, since=began, until=moved - timedelta(days=1)))
        self._put(Posting, rows)
        baseline = Baseline.objects.create(
            starts_on=plan.starts_on, deadline=plan.deadline, households=HOUSEHOLDS, persons=PERSONS, source=REASON
        )
        record(Act.IMPORT, by=None, subject=baseline, reason=SEEDED)

    def _officer(self, village: Village, day: date) -> User:
        """Who served there on that day: the first two changed places."""
        n = self.villages.index(village)
        return self.officers[self.villages[1 - n].pk if n < 2 and day < self.moved_on else village.pk]

    def _village(self, n: int) -> Village:
        place, figures, random = PLACES[n], FIGURES[PLACES[n].name], self.random
        total = round((figures.households + figures.lifted_before) * random.uniform(3.9, 4.4))
        if not place.is_poverty_village:
            total = round(total * random.uniform(1.7, 2.1))
        if figures.near_delisting:
            total = random.randint(810, 850)
        first, leader = place.is_poverty_village, LEADERS[n % len(LEADERS)]
        return Village(
            code=place.code,
            name=place.name,
            is_poverty_village=place.is_poverty_village,
            boundary=boundary(place.code),
            rural_households=total,
            rural_population=round(total * random.uniform(3.2, 3.5)),
            population_year=self.plan.today.year - 1,
            leader_name=leader[0],
            leader_duty=leader[1],
            leader_phone=phone_number(1_100_000 + n % len(LEADERS)),
            party_secretary_name=names.person(random, male=True, age=55),
            party_secretary_phone=phone_number(1_200_000 + n),
            first_secretary_name=names.person(random, male=True, age=40) if first else "",
            first_secretary_unit=random.choice(("市水利局", "市农业局")) if first else "",
            first_secretary_phone=phone_number(1_300_000 + n) if first else "",
        )

    def _registry(self) -> None:
        self.cases = registry.cases(self.random, self.plan, self.villages, FIGURES)
        registry.settle(self.random, self.plan, self.cases, FIGURES)
        rows = [
            registry.household(self.random, self.plan, case, n, FIGURES[case.village.name].groups)
            for n, case in enumerate(self.cases)
        ]
        self.registers = {
            case.row.registry_no: incomes.registers(self.random, self.plan, case, FIGURES[case.village.name].trade)
            for case in self.cases
            if not case.before_plan
        }
        self._put(Household, rows)
        self._put(StatusPeriod, list(registry.earlier_periods(self.cases)))
        row_keys = iter(reserve_keys(Member, sum(len(case.people) for case in self.cases)))
        self._put(Member, [member for case in self.cases for member in registry.members(self.random, case, row_keys)])

    def _poverty_lines(self) -> None:
        """The demo's own series: the shipped ones are of real years, and none of them is used here."""
        today = self.plan.today
        years = range(self.plan.starts_on.year - 2, today.year + 1)
        PovertyLine.objects.filter(year__in=years).update(is_in_use=False)
        lines = [
            PovertyLine(
                year=year, series=SERIES, amount=poverty_line(year, today=today) * 100, source=REASON, is_in_use=True
            )
            for year in years
        ]
        self._put(PovertyLine, lines)

    def _incomes(self, industries: Industries) -> None:
        rows: list[IncomeYear] = []
        lines: list[IncomeLine] = []
        for case in self.cases:
            if case.before_plan:
                continue
            for register in self.registers[case.row.registry_no]:
                row = IncomeYear(
                    household=case.row,
                    year=register.year,
                    people=register.people,
                    is_estimate=register.year == self.plan.today.year,
                    recorded_by=self.officers[case.village.pk],
                )
                rows.append(row)
                typed = dict(register.lines)
                for share in industries.shares(case, register):
                    typed[share.item] -= share.yuan
                    amount = share.yuan * 100
                    lines.append(
                        IncomeLine(register=row, item=share.item, amount=amount, participation=share.participation)
                    )
                lines.extend(
                    IncomeLine(register=row, item=item, amount=yuan * 100, note=register.notes.get(item, ""))
                    for item, yuan in typed.items()
                    if yuan
                )
        self._put(IncomeYear, rows)
        self._put(IncomeLine, lines)

    def _assessments(self) -> None:
        criteria = {criterion.code: criterion for criterion in Criterion.objects.in_force()}
        standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
        now: list[Assessment] = []
        before: list[Assessment] = []
        photos: list[Evidence] = []
        for case in self.cases:
            found = list(verdicts.this_year(self.random, self.plan, case, criteria, standard, self._officer))
            registers = self.registers.get(case.row.registry_no, [])
            before.extend(verdicts.last_year(self.random, self.plan, case, found, registers, self._officer))
            photos.extend(verdicts.photos(self.random, case, found, self.papers))
            now.extend(found)
        # The newest year first: so no row has to be told later that it is no longer the current one.
        self._put(Assessment, now)
        self._put(Assessment, before)
        self._put(Evidence, photos)

    def _helpers(self) -> None:
        counts = support.helpers_per_village([FIGURES[village.name].households for village in self.villages])
        number = 1
        for village, count in zip(self.villages, counts, strict=True):
            user = self.officers[village.pk]
            officer = support.officer_helper(self.random, village, number, name=user.name, phone=user.phone)
            self.village_helpers[village.pk] = support.village_helpers(self.random, village, officer, count, number)
            number += count
        self._put(Helper, [helper for found in self.village_helpers.values() for helper in found])

    def _pairings(self) -> None:
        """Neighbours share a helper; the officer and the village's own people take part like anybody else."""
        alone = set(self.random.sample([case.row.pk for case in self.cases if not case.is_out], UNPAIRED))
        for village in self.villages:
            found = [case for case in self.cases if case.village is village]
            found.sort(key=lambda case: (case.row.hamlet, case.row.registry_no))
            helpers = self.village_helpers[village.pk]
            for n, case in enumerate(found):
                helper = helpers[n * len(helpers) // len(found)]
                kept = support.pairings(self.random, self.plan, helper, helpers)
                self.pairings[case.row.pk] = self._as_it_is(case, kept, alone=case.row.pk in alone)
        rows = [
            HelperAssignment(household_id=key, helper=pairing.helper, since=pairing.since, until=pairing.until)
            for key, kept in self.pairings.items()
            for pairing in kept
        ]
        self._put(HelperAssignment, rows)

    def _as_it_is(self, case: registry.Case, kept: list[support.Pairing], *, alone: bool) -> list[support.Pairing]:
        """Ended where the helper left, where the household is out long since, or never begun."""
        last = kept[-1]
        if case.before_plan and case.lifted_on:
            began = case.lifted_on - timedelta(days=400)
            return [support.Pairing(last.helper, began, case.lifted_on)] if self.random.random() < 0.7 else []
        if alone:
            left = self.plan.today - timedelta(days=self.random.randint(4, 25))
            return [*kept[:-1], support.Pairing(last.helper, last.since, left)] if last.since < left else []
        return kept

    def _visits(self) -> None:
        rows = []
        for case in self.cases:
            if case.before_plan:
                continue
            officer = self.officers[case.village.pk]
            kept, slow = self.pairings[case.row.pk], FIGURES[case.village.name].lead < SLOW_LEAD
            until = case.lifted_on if case.is_out else None
            for call in support.calls(
                self.random,
                self.plan,
                kept,
                topics=support.topics(case.people, case.facts),
                officer_name=officer.name,
                slow=slow,
                until=until,
            ):
                rows.append(
                    Visit(
                        household=case.row,
                        helper=call.helper,
                        visitor_name=call.visitor_name,
                        visited_on=call.visited_on,
                        summary=call.summary,
                        problem=call.problem,
                        recorded_by=officer,
                    )
                )
        rows.sort(key=lambda visit: visit.visited_on)
        self._put(Visit, rows)

    def _measures(self) -> None:
        rows: list[Measure] = []
        for case in self.cases:
            given = measures(
                self.random,
                self.plan,
                category=case.category,
                causes=[case.main_cause, *case.other_causes],
                people=[person for person in case.people if not person.left_on],
                living=case.facts,
                allowance=next((found.allowance for found in self.registers.get(case.row.registry_no, [])), 0),
                trade=FIGURES[case.village.name].trade,
                until=case.lifted_on if case.before_plan else None,
            )
            rows.extend(
                Measure(
                    household=case.row,
                    kind=one.offer.kind,
                    content=one.offer.content,
                    source=one.offer.source,
                    started_on=one.started_on,
                    ended_on=one.ended_on,
                    amount=one.amount or None,
                    outcome=one.outcome,
                    state=one.state,
                )
                for one in given
            )
        self._put(Measure, rows)

    def _indicators(self) -> None:
        rows: list[IndicatorValue] = []
        for village in self.villages:
            found = [case for case in self.cases if case.village is village and case.status != PovertyStatus.LIFTED]
            dilapidated = sum(case.facts.housing in "CD" for case in found)
            unsafe = sum(not case.facts.has_safe_water for case in found)
            for years_ago in (1, 0):
                amounts = self._amounts(village, dilapidated + 9 * years_ago, unsafe + 4 * years_ago, years_ago)
                rows.extend(
                    IndicatorValue(
                        village=village,
                        indicator=indicator,
                        year=self.plan.today.year - years_ago,
                        amount=amount,
                        source=f"{village.name}委会统计",
                    )
                    for indicator, amount in amounts.items()
                )
        self._put(IndicatorValue, rows)
        self._put(Evidence, list(self._proofs(rows)))

    def _proofs(self, values: list[IndicatorValue]) -> Iterator[Evidence]:
        """What the poverty villages have on file: the one near its delisting all of it, the other one a part."""
        papers = {Indicator.COLLECTIVE_INCOME: Paper.RECEIPT, Indicator.HARD_ROAD_GROUPS: Paper.ROAD}
        for value in values:
            village = value.village
            if not village.is_poverty_village or value.year != self.plan.today.year:
                continue
            if FIGURES[village.name].near_delisting or value.indicator in (Indicator.CLINICS, Indicator.BROADBAND):
                paper = papers.get(Indicator(value.indicator), Paper.FIGURES)
                day, by = self.plan.today - timedelta(days=25), self.officers[village.pk]
                yield Evidence(
                    village=village,
                    file=self.papers[paper],
                    indicator_value=value,
                    caption=paper.value,
                    added_on=day,
                    added_by=by,
                )

    def _amounts(self, village: Village, dilapidated: int, unsafe: int, years_ago: int) -> dict[Indicator, int]:
        random, near = self.random, FIGURES[village.name].near_delisting
        poor = village.is_poverty_village and not near
        groups = FIGURES[village.name].groups
        return {
            Indicator.COLLECTIVE_INCOME: random.randrange(*((18_000, 42_000) if poor else (52_000, 160_000)), 500),
            Indicator.GROUPS: groups,
            Indicator.HARD_ROAD_GROUPS: groups - (1 + years_ago if poor else random.randint(0, 1) * years_ago),
            Indicator.UNSAFE_WATER_HOUSEHOLDS: unsafe,
            Indicator.DILAPIDATED_HOUSEHOLDS: dilapidated,
            Indicator.CLINICS: 1,
            Indicator.DOCTORS: random.randint(1, 2),
            Indicator.BUS: 0 if poor and years_ago else 1,
            Indicator.BROADBAND: 1,
            Indicator.CULTURE_ROOMS: 0 if poor and years_ago else 1,
            Indicator.COOPERATIVES: random.randint(1, 3),
            Indicator.FARMLAND: round((village.rural_population or 0) * random.uniform(1.0, 1.5)),
        }
