"""The demo's one village one product: plans in each of their states, who takes part, what it brings, each one's trade.

The past is written as it went: drafted, appraised, approved or taken back; every trigger judges every step.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from django.db.models import F

from households.codes import CAN_WORK, BenefitLink, IncomeItem, TradeKind, WorkArea
from households.models import HouseholdTrade, Participation
from households.trades import item_of
from office.demo.families import Person
from office.demo.incomes import Register
from office.demo.papers import Paper
from office.demo.plan import FIGURES, Plan
from office.demo.products import DECLINED, OFFICER, ROADS, SECRETARY, STAGES, Point, Road, day_of
from office.demo.registry import Case
from office.demo.verdicts import OfficerOn
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from villages.models import (
    Appraisal,
    Conclusion,
    Industry,
    Milestone,
    OperatorKind,
    PlanFunding,
    PlanState,
    ScaleTarget,
    Stage,
    Village,
    VillagePlan,
    Wish,
    WishKind,
)

BATCH = 1000
# Of those who left poverty during the plan, against those who remain.
LIFTED_SHARE = 0.45
SECOND_LINK = 0.38
# Leases and shares older than the plan, taken over by it.
BEFORE_THE_PLAN = 0.2
LEFT_AGAIN = 0.03
LEAST = 50
# Households with people to work and no trade yet, of villages with a plan: data health asks for them.
UNTRADED = 6
# Nobody works in the fields for these.
_WITHOUT_LABOUR = (BenefitLink.LAND, BenefitLink.SHARES, BenefitLink.ENTRUST)
_TERMS = {
    BenefitLink.WORK: ("管护和采收，按天 90 元", "农忙用工，按天 100 元，月底结", "固定用工，每月 1600 元"),
    BenefitLink.LAND: ("流转坡地，合同 5 年", "流转 8 年，每年腊月付", "流转 10 年，三年一调价"),
    BenefitLink.SHARES: ("扶贫资金折股，保底分红", "土地折股，按股分红", "扶贫资金折股，年底分红"),
    BenefitLink.ORDER: ("自家生产，保底价收购", "统一供种，按质定价收", "随行就市，每斤另补 5 角"),
    BenefitLink.ENTRUST: ("没有劳力，托管后收成对半", "托管三年，每年给 600 元起", "代管代卖，七三分成"),
}
_USUAL = {
    BenefitLink.WORK: (1600, 6400),
    BenefitLink.LAND: (240, 1300),
    BenefitLink.SHARES: (300, 1200),
    BenefitLink.ORDER: (900, 4200),
    BenefitLink.ENTRUST: (600, 1900),
}
# What else a household lives from: kind, name, scale, 元 a year; what stands twice comes twice as often.
_OTHER_TRADES = (
    *[(TradeKind.BREEDING, "养猪", "{} 头", (2, 6), 900)] * 4,
    *[(TradeKind.BREEDING, "养鸡", "{}0 只", (3, 12), 300)] * 4,
    (TradeKind.BREEDING, "养牛", "{} 头", (1, 4), 1800),
    *[(TradeKind.PLANTING, "高山蔬菜", "{} 亩", (1, 3), 1300)] * 3,
    *[(TradeKind.PLANTING, "花生红薯", "{} 亩", (2, 5), 600)] * 3,
    (TradeKind.HANDICRAFT, "竹编", "每月 {} 件", (8, 30), 90),
    (TradeKind.SHOP, "小卖部", "{} 间", (1, 1), 5200),
    (TradeKind.TOURISM, "农家乐", "{} 桌", (2, 6), 1600),
)


class Share(NamedTuple):
    """What a participation brought a household in a year, in 元: a part of that line of its register."""

    participation: Participation
    item: IncomeItem
    yuan: int


@dataclass
class VillageRoad:
    """A village's current plan: its story and its rows, milestones in the order of the road map."""

    village: Village
    road: Road
    row: VillagePlan
    points: list[tuple[Point, Milestone]] = field(default_factory=list)

    @property
    def is_approved(self) -> bool:
        return self.road.state == PlanState.APPROVED

    def done_on(self, point: Point, milestone: Milestone) -> date | None:
        """By the date as it was approved, whatever it was moved to."""
        if point.slip is None or not self.is_approved or milestone.due_on is None:
            return None
        return milestone.due_on + timedelta(days=point.slip)


class Industries:
    """All plans of one seed, and what stands on them."""

    def __init__(
        self, plan: Plan, *, officer: OfficerOn, users: Mapping[str, User], papers: Mapping[Paper, StoredFile]
    ) -> None:
        # Its own line of chance: the rest of the office stays as it was.
        self.random = Random(20170401)  # noqa: S311 - the same office every time, and nothing secret
        self.plan, self.officer, self.users = plan, officer, users
        self.minutes = papers[Paper.PLAN_MINUTES]
        self.roads: dict[int, VillageRoad] = {}
        self.parts: dict[int, list[Participation]] = defaultdict(list)

    def write(self, villages: list[Village], cases: list[Case], registers: Mapping[str, list[Register]]) -> None:
        self._declined(next(village for village in villages if village.name == DECLINED))
        self._draft([village for village in villages if village.name in ROADS])
        self._timetables()
        self._take_part(cases, registers)
        self._appraise()
        self._approve()
        self._trades(cases)

    def shares(self, case: Case, register: Register) -> Iterator[Share]:
        """Parts of the register's own lines, never more than they are: the year's sum stays what it was."""
        for part in self.parts.get(case.row.pk, ()):
            road = self.roads[case.village.pk]
            item = item_of(part.link, road.road.industry)
            whole = register.lines.get(item, 0)
            if not road.is_approved or part.since.year > register.year or not whole:
                continue
            if part.until and part.until.year < register.year:
                continue
            fair = self.random.uniform(0.45, 1.0)
            if part.since.year == register.year:
                fair *= 1 - part.since.timetuple().tm_yday / 400
            most = part.expected // 100 * 1.3 if part.expected else whole
            yuan = int(min(whole * fair, most) // 10 * 10)
            if whole - yuan < LEAST:
                yuan = whole
            if yuan >= LEAST:
                yield Share(part, item, yuan)

    def _by(self, village: Village, day: date) -> User:
        return self.officer(village, day)

    def _declined(self, village: Village) -> None:
        """A first idea that its meeting did not want."""
        day = day_of(self.plan, 0.06)
        row = VillagePlan.objects.create(
            village=village,
            industry=Industry.TOBACCO,
            product="烤烟",
            land="坡地 130 亩",
            base="烤房要新建",
            market="烟站收购，指标没定",
            labour="在家劳力 58 人",
            wish_kind=WishKind.SURVEY,
            wish_on=day - timedelta(days=9),
            wish_asked=47,
            wish_answered=44,
            scale_unit="亩",
            operator_kind=OperatorKind.HOUSEHOLDS,
            operator_name="种植户",
            drafted_by=self._by(village, day),
            drafted_on=day - timedelta(days=6),
        )
        Wish.objects.bulk_create(
            Wish(plan=row, choice=choice, households=count)
            for choice, count in (("猕猴桃", 20), ("烤烟", 13), ("外出务工", 11))
        )
        Appraisal.objects.create(
            plan=row,
            held_on=day,
            led_by="万志强",
            members="农技站邹明秀，村民代表 33 人",
            attendees=36,
            votes_for=9,
            votes_against=25,
            opinions="烤房投入大，指标没有着落；多数户想种猕猴桃。",
            conclusion=Conclusion.DECLINED,
            minutes=self.minutes,
            recorded_by=row.drafted_by,
        )
        row.state, row.ended_on = PlanState.ENDED, day + timedelta(days=2)
        row.ended_reason = "论证没有通过，改做猕猴桃"
        row.save(update_fields=["state", "ended_on", "ended_reason"])

    def _draft(self, villages: list[Village]) -> None:
        rows = [self._row(village, ROADS[village.name]) for village in villages]
        VillagePlan.objects.bulk_create(rows)
        for village, row in zip(villages, rows, strict=True):
            self.roads[village.pk] = VillageRoad(village, ROADS[village.name], row)
        Wish.objects.bulk_create(wish for found in self.roads.values() for wish in _wishes(found))
        years = range(self.plan.starts_on.year, self.plan.starts_on.year + 3)
        ScaleTarget.objects.bulk_create(
            ScaleTarget(plan=found.row, year=year, amount=amount)
            for found in self.roads.values()
            for year, amount in zip(years, found.road.targets, strict=False)
        )
        PlanFunding.objects.bulk_create(
            PlanFunding(plan=found.row, source=source, amount=yuan * 100, note=note)
            for found in self.roads.values()
            for source, yuan, note in found.road.funding
        )

    def _row(self, village: Village, road: Road) -> VillagePlan:
        held = self._held_on(road)
        drafted = max(self.plan.starts_on + timedelta(days=8), held - timedelta(days=24))
        if road.state == PlanState.DRAFT:
            drafted = self.plan.today - timedelta(days=24)
        asked = FIGURES[village.name].households
        kind, operator = road.operator
        land, base, market, labour = road.conditions
        return VillagePlan(
            village=village,
            industry=road.industry,
            product=FIGURES[village.name].trade,
            land=land,
            base=base,
            market=market,
            labour=labour,
            wish_kind=road.wish_kind,
            wish_on=drafted - timedelta(days=7),
            wish_asked=asked,
            wish_answered=min(asked, sum(count for _, count in road.wishes)),
            wish_note="没答的全家外出，电话补问过" if asked > sum(count for _, count in road.wishes) else "",
            scale_unit=road.unit,
            operator_kind=kind,
            operator_name=operator,
            drafted_by=self._by(village, drafted),
            drafted_on=drafted,
        )

    def _held_on(self, road: Road) -> date:
        if road.state == PlanState.DRAFT:
            return self.plan.today - timedelta(days=9)
        point = road.stages[0][0]
        return day_of(self.plan, point.when) + timedelta(days=point.slip or 0)

    def _timetables(self) -> None:
        stages: list[Stage] = []
        for found in self.roads.values():
            for number, (name, points) in enumerate(zip(STAGES, found.road.stages, strict=True), start=1):
                stage = Stage(plan=found.row, number=number, name=name)
                stages.append(stage)
                found.points.extend((point, self._milestone(found, stage, point)) for point in points)
        Stage.objects.bulk_create(stages)
        Milestone.objects.bulk_create(milestone for found in self.roads.values() for _, milestone in found.points)

    def _milestone(self, found: VillageRoad, stage: Stage, point: Point) -> Milestone:
        village = found.village
        owners = {OFFICER: self._by(village, self.plan.today).name, SECRETARY: village.party_secretary_name}
        return Milestone(
            stage=stage,
            name=point.name,
            due_on=day_of(self.plan, point.when),
            owner=owners.get(point.owner, point.owner),
            deliverable=point.deliverable,
        )

    def _appraise(self) -> None:
        """The draft was taken back today: the history of rows knows no other day."""
        Appraisal.objects.bulk_create(self._appraisal(found) for found in self.roads.values())
        VillagePlan.objects.current().update(state=PlanState.APPRAISED)
        for found in self.roads.values():
            if found.road.state == PlanState.DRAFT:
                VillagePlan.objects.filter(pk=found.row.pk).update(
                    state=PlanState.DRAFT, version=F("version") + 1, taken_back_reason=found.road.taken_back
                )

    def _appraisal(self, found: VillageRoad) -> Appraisal:
        held = self._held_on(found.road)
        present = self.random.randint(36, 64)
        against = self.random.randint(1, 6)
        return Appraisal(
            plan=found.row,
            held_on=held,
            led_by=found.road.led_by,
            members=found.road.members,
            attendees=present,
            votes_for=present - against - self.random.randint(0, 2),
            votes_against=against,
            opinions=found.road.opinions,
            conclusion=Conclusion.AGREED,
            minutes=self.minutes,
            recorded_by=self._by(found.village, held),
        )

    def _approve(self) -> None:
        approved = [found for found in self.roads.values() if found.is_approved]
        for n, found in enumerate(approved, start=1):
            done_on = found.done_on(*found.points[1])
            found.row.state, found.row.approved_on = PlanState.APPROVED, done_on
            found.row.approved_by = self.users["leader" if n % 3 == 0 else "office"]
            found.row.document_no = f"扶产业〔{self.plan.starts_on.year}〕{n} 号"
        VillagePlan.objects.bulk_update(
            [found.row for found in approved], ["state", "approved_on", "approved_by", "document_no"]
        )

    def _take_part(self, cases: list[Case], registers: Mapping[str, list[Register]]) -> None:
        rows: list[Participation] = []
        for found in self.roads.values():
            of_plan = [case for case in cases if case.village is found.village and not case.before_plan]
            for is_out in (False, True):
                there = [case for case in of_plan if case.is_out == is_out]
                count = round(len(there) * found.road.share * (LIFTED_SHARE if is_out else 1.0))
                for case in self.random.sample(there, count):
                    rows.extend(self._links(found, case, registers[case.row.registry_no][0]))
        Participation.objects.bulk_create(rows, batch_size=BATCH)
        for row in rows:
            self.parts[row.household_id].append(row)

    def _links(self, found: VillageRoad, case: Case, newest: Register) -> Iterator[Participation]:
        """Plausible ones, those first whose money the household's register already shows."""
        able = any(person.labour in CAN_WORK for person in case.people if not person.left_on)
        allowed = {
            link: weight * (5 if item_of(link, found.road.industry) in newest.lines else 1)
            for link, weight in found.road.links.items()
            if (link != BenefitLink.ENTRUST if able else link in _WITHOUT_LABOUR)
        }
        for _ in range(1 + (self.random.random() < SECOND_LINK)):
            if allowed:
                link = self.random.choices(list(allowed), list(allowed.values()))[0]
                del allowed[link]
                yield self._participation(found, case, link, newest.lines.get(item_of(link, found.road.industry), 0))

    def _participation(self, found: VillageRoad, case: Case, link: BenefitLink, line: int) -> Participation:
        """`line` is what its register has of that kind in 元 a year: most of it is expected from here."""
        since = self._since(found, link, case)
        until = None
        if self.random.random() < LEFT_AGAIN and (self.plan.today - since).days > 90:
            until = since + timedelta(days=self.random.randint(60, (self.plan.today - since).days - 10))
        low, high = _USUAL[link]
        expected = (
            round(line * self.random.uniform(0.6, 1.1), -1) if line >= low / 2 else self.random.randrange(low, high, 10)
        )
        return Participation(
            household=case.row,
            plan=found.row,
            link=link,
            terms=self.random.choice(_TERMS[link]),
            expected=int(expected) * 100 if self.random.random() < 0.95 else None,
            since=since,
            until=until,
        )

    def _since(self, found: VillageRoad, link: BenefitLink, case: Case) -> date:
        today = self.plan.today
        if found.road.state == PlanState.DRAFT:
            return today - timedelta(days=self.random.randint(2, 18))
        if link in (BenefitLink.LAND, BenefitLink.SHARES) and self.random.random() < BEFORE_THE_PLAN:
            return self.plan.starts_on - timedelta(days=self.random.randint(30, 300))
        first = self._held_on(found.road)
        last = today - timedelta(days=12)
        if case.lifted_on:
            last = max(first, case.lifted_on - timedelta(days=30))
        return first + timedelta(days=round((last - first).days * self.random.random() ** 1.6))

    def _trades(self, cases: list[Case]) -> None:
        rows: list[HouseholdTrade] = []
        expected = [case for case in cases if self._is_to_have_one(case)]
        idle = [case for case in expected if not any(person.months_worked for person in case.people)]
        without = {case.row.pk for case in self.random.sample(idle, UNTRADED)}
        with_one = {case.row.pk for case in expected} - without
        for case in cases:
            able = any(person.labour in CAN_WORK for person in case.people if not person.left_on)
            often = (0.5 if case.is_out else 0.6) if able else 0.16
            if case.before_plan:
                often /= 4
            drawn = self.random.random() < often
            if case.row.pk in with_one or (drawn and case.row.pk not in without):
                rows.extend(self._trade_rows(case, able=able))
        HouseholdTrade.objects.bulk_create(rows, batch_size=BATCH)

    def _is_to_have_one(self, case: Case) -> bool:
        """As data health asks for it: poor, people of working age, and a plan in force."""
        found = self.roads.get(case.village.pk)
        if case.is_out or found is None or not found.is_approved:
            return False
        present = [person for person in case.people if not person.left_on]
        return any(person.labour in CAN_WORK and 16 <= person.age <= 60 for person in present)

    def _trade_rows(self, case: Case, *, able: bool) -> Iterator[HouseholdTrade]:
        since = self.plan.starts_on + timedelta(
            days=self.random.randint(-200, max(1, (self.plan.today - self.plan.starts_on).days - 20))
        )
        facts = self._trade(case, able=able)
        if self.random.random() < 0.05:
            kind, name, scale, span, yuan = self.random.choice(_OTHER_TRADES)
            yield HouseholdTrade(
                household=case.row,
                kind=kind,
                name=name,
                scale=scale.format(span[0]),
                expected=yuan * 100,
                since=since - timedelta(days=260),
                until=since - timedelta(days=1),
            )
        yield HouseholdTrade(household=case.row, since=since, **facts)

    def _trade(self, case: Case, *, able: bool) -> dict[str, Any]:
        random, found = self.random, self.roads.get(case.village.pk)
        links = {part.link for part in self.parts.get(case.row.pk, ()) if part.until is None}
        of_product = found is not None and links & {BenefitLink.ORDER, BenefitLink.ENTRUST}
        if found and (of_product or (links and able and random.random() < 0.45)):
            kind, unit, (low, high) = found.road.trade
            count = random.randint(low, high) if high < 100 else random.randrange(low, high, 100)
            yuan = random.randrange(900, 4200, 50)
            name = found.row.product
            return {"kind": kind, "name": name, "scale": f"{count} {unit}", "plan": found.row, "expected": yuan * 100}
        if not able:
            return {
                "kind": TradeKind.ASSETS,
                "name": "入股分红",
                "scale": "",
                "expected": random.randrange(400, 1500, 50) * 100,
            }
        worker = max((person for person in case.people if person.months_worked), key=_months, default=None)
        if worker and random.random() < 0.7:
            far = worker.work_area in {WorkArea.PROVINCE, WorkArea.ELSEWHERE}
            name, months = "外出务工" if far else "就近务工", worker.months_worked or 1
            return {"kind": TradeKind.WORK, "name": name, "scale": f"{months} 个月", "expected": months * 150_000}
        kind, name, scale, (low, high), yuan = random.choice(_OTHER_TRADES)
        count = random.randint(low, high)
        return {"kind": kind, "name": name, "scale": scale.format(count), "expected": count * yuan * 100}


def _months(person: Person) -> int:
    return person.months_worked or 0


def _wishes(found: VillageRoad) -> Iterator[Wish]:
    """In proportion, so that they are as many as answered."""
    whole = sum(count for _, count in found.road.wishes)
    left = found.row.wish_answered or whole
    for choice, count in found.road.wishes[1:]:
        kept = count * (found.row.wish_answered or whole) // whole
        left -= kept
        yield Wish(plan=found.row, choice=choice, households=kept)
    yield Wish(plan=found.row, choice=found.road.wishes[0][0], households=left)
