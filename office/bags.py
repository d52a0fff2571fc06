"""What one understanding bag (明白袋) says, put together once and rendered as PDF and as a web page (R3.1).

Ages and no birth dates, ID numbers masked: 6 + 4 digits hide exactly the birth date, so it may stand nowhere.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db.models import Prefetch

from households.codes import (
    CheckState,
    MeasureState,
    PovertyStatus,
)
from households.models import (
    Assessment,
    BagEdition,
    Criterion,
    HelperAssignment,
    Household,
    HouseholdTrade,
    Measure,
    Member,
    Participation,
    Visit,
)
from office import bag_wording as wording
from office.bag_causes import CauseLine, causes_of
from povertyplan.ui import dates
from villages.models import Posting, Village

VISITS_SHOWN = 3
BENEFITS_SHOWN = 2
VISIT_ROWS = 6  # filled and blank together; at least three stay blank for the next months
VISIT_ROWS_WITHOUT_HELPER = 10  # the helper's card leaves its place
# Never red and never a diamond: those are lamps for offices, not for families.
_CRITERION_STATES = {
    CheckState.MET: ("ok", "达标"),
    CheckState.NOT_MET: ("go", "还差"),
    CheckState.NOT_APPLICABLE: ("beside", "不涉及"),
    CheckState.UNCHECKED: ("no", "没核"),
}
_MEASURE_STATES = {
    MeasureState.DONE: ("done", "已办好"),
    MeasureState.RUNNING: ("go", "正在办"),
    MeasureState.PLANNED: ("no", "没开始"),
    MeasureState.STOPPED: ("beside", "停了"),
}
# Running help first, then what comes, what is done, what was given up.
_MEASURE_ORDER = [MeasureState.RUNNING, MeasureState.PLANNED, MeasureState.DONE, MeasureState.STOPPED]


@dataclass(frozen=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True)
class Person:
    name: str
    relation: str
    gender: str
    age: int
    id_masked: str
    health: str
    education: str
    work: str
    insurance: str


@dataclass(frozen=True)
class CriterionCell:
    """One of the seven; `state` names the shape: ok, go, no, beside. The rest is said only of what is open."""

    group: str
    name: str
    state: str
    word: str
    demand: str
    evidence: str
    assessed: str


@dataclass(frozen=True)
class MeasureLine:
    content: str
    kind: str
    amount: str
    outcome: str
    source: str
    when: str
    state: str
    word: str


@dataclass(frozen=True)
class LivingLine:
    """What the family lives on: its trade, or a way in which it takes part in the village's product (R4.2).

    `brought` are the newest years and amounts, as the income register has them; None where they are not recorded apart
    from other income, as with a trade. `expected` a year.
    """

    what: str
    terms: str
    since: str
    expected: str
    brought: tuple[tuple[str, str], ...] | None


@dataclass(frozen=True)
class HelperCard:
    """Everything of the helper that the contact page prints (R1.6); `photo` is a name in MEDIA or empty."""

    name: str
    phone: str
    gender: str
    politics: str
    organisation: str
    level: str
    duty: str
    address: str
    since: str
    predecessor: str
    photo: str


@dataclass(frozen=True)
class Contact:
    role: str
    name: str
    duty: str
    phone: str


@dataclass(frozen=True)
class VisitLine:
    day: str
    visitor: str
    summary: str
    problem: str


@dataclass(frozen=True)
class Edition:
    """Which printing this is: what the content hash leaves out."""

    number: int
    day: date
    token: str
    is_first: bool = False
    is_new: bool = False

    @property
    def address(self) -> str:
        """Behind the QR code: opaque, says only whether the edition is the newest."""
        return f"{settings.PUBLIC_URL.rstrip('/')}/b/{self.token}/"

    @property
    def check_code(self) -> str:
        return wording.grouped(self.token)

    @property
    def printed(self) -> str:
        return dates.spoken(self.day, year=True)

    @property
    def change(self) -> str:
        """For the separator sheet."""
        if self.is_first:
            return "首次印发"
        return "内容有更新" if self.is_new else "没有变化"


@dataclass(frozen=True)
class Bag:
    office: str
    hotline: str
    village: str
    village_code: str
    hamlet: str
    registry_no: str
    head: str
    criteria: tuple[CriterionCell, ...]
    facts: tuple[Fact, ...]
    people: tuple[Person, ...]
    causes: tuple[CauseLine, ...]
    measures: tuple[MeasureLine, ...]
    measures_said: str
    living: tuple[LivingLine, ...]
    living_said: str
    helper: HelperCard | None
    contacts: tuple[Contact, ...]
    visits: tuple[VisitLine, ...]
    household_pk: int = field(metadata={"printed": False})
    edition: Edition | None = field(default=None, metadata={"printed": False})

    @classmethod
    def of(cls, household: Household, *, on: date, edition: Edition | None = None) -> Self:
        return replace(bags_of([household], on=on)[0], edition=edition)  # type: ignore[return-value]

    def in_edition(self, edition: Edition) -> "Bag":
        return replace(self, edition=edition)

    def canonical_json(self) -> str:
        """All that is printed except edition, date and QR: equal text is an equal bag."""
        printed = asdict(self)
        del printed["edition"], printed["household_pk"]
        return json.dumps(printed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def content_hash(self) -> str:
        return sha256(self.canonical_json().encode()).hexdigest()

    @property
    def place(self) -> str:
        return f"{self.village} {self.hamlet}".strip()

    @property
    def short_no(self) -> str:
        """Without the village's code, which stands at the head of the village's sheet."""
        return self.registry_no.removeprefix(self.village_code) or self.registry_no

    @property
    def title(self) -> str:
        """Of the PDF's bookmark: how a household is looked for in a village."""
        return f"{self.place} {self.head} 户 {self.registry_no}"

    @property
    def criteria_said(self) -> str:
        names = {
            state: [cell.name for cell in self.criteria if cell.state == state]
            for state in ("ok", "go", "no", "beside")
        }
        return wording.criteria_sentence(len(names["ok"]), names["go"], names["no"], len(names["beside"]))

    @property
    def unmet(self) -> list[CriterionCell]:
        return [cell for cell in self.criteria if cell.state == "go"]

    @property
    def contact_said(self) -> str:
        return wording.contact_sentence(self.helper.name if self.helper else "")

    @property
    def blank_visits(self) -> range:
        rows = VISIT_ROWS if self.helper else VISIT_ROWS_WITHOUT_HELPER
        return range(max(3, rows - len(self.visits)))

    @property
    def is_short(self) -> bool:
        """Few people: their table is kept on one page."""
        return len(self.people) < 7


def bags_of(households: Iterable[Household], *, on: date) -> list[Bag]:
    """The bags in the given order, in a constant number of queries."""
    keys = [household.pk for household in households]
    # Read anew: what the caller's objects have prefetched may be older than the last change.
    rows = Household.objects.select_related("village").prefetch_related(*_parts(on)).in_bulk(keys)
    criteria = list(Criterion.objects.in_force())
    return [_compose(rows[key], criteria, on) for key in keys]


def _parts(on: date) -> list[Prefetch]:
    officers = Posting.objects.current(on=on).select_related("user")
    return [
        Prefetch("village__postings", queryset=officers, to_attr="bag_postings"),
        Prefetch("members", queryset=Member.objects.present().in_registry_order(), to_attr="bag_members"),
        Prefetch("assessments", queryset=Assessment.objects.current(), to_attr="bag_assessments"),
        Prefetch("trades", queryset=HouseholdTrade.objects.covering(on), to_attr="bag_trades"),
        Prefetch(
            "participations",
            queryset=Participation.objects.current(on=on).with_benefits().order_by("since", "pk"),
            to_attr="bag_parts",
        ),
        Prefetch("measures", queryset=Measure.objects.order_by("started_on", "pk"), to_attr="bag_measures"),
        Prefetch(
            "assignments",
            queryset=HelperAssignment.objects.filter(since__lte=on).select_related("helper").order_by("-since"),
            to_attr="bag_assignments",
        ),
        Prefetch(
            "visits",
            queryset=Visit.objects.filter(visited_on__lte=on).newest_first()[:VISITS_SHOWN],
            to_attr="bag_visits",
        ),
    ]


def _compose(household: Household, criteria: Sequence[Criterion], on: date) -> Bag:
    village = household.village
    members: list[Member] = household.bag_members  # type: ignore[attr-defined]
    measures = sorted(household.bag_measures, key=lambda m: _MEASURE_ORDER.index(m.state))  # type: ignore[attr-defined]
    helper = _helper(household, on)
    return Bag(
        household_pk=household.pk,
        office=settings.OFFICE_NAME,
        hotline=wording.phone(settings.OFFICE_HOTLINE),
        village=village.name,
        village_code=village.code,
        hamlet=household.hamlet,
        registry_no=household.registry_no,
        head=members[0].name if members else "户主未登记",
        criteria=_criteria(household, criteria),
        facts=_facts(household, members),
        people=tuple(_person(member, on) for member in members),
        causes=causes_of(household, members, measures),
        measures=tuple(_measure(measure, on) for measure in measures),
        measures_said=_measures_said(measures),
        living=_living(household, on),
        living_said=_living_said(household),
        helper=helper,
        contacts=_contacts(village, helper),
        visits=tuple(_visit(visit, on) for visit in reversed(household.bag_visits)),  # type: ignore[attr-defined]
    )


def _criteria(household: Household, criteria: Sequence[Criterion]) -> tuple[CriterionCell, ...]:
    found = {row.criterion_id: row for row in household.bag_assessments}  # type: ignore[attr-defined]
    cells = []
    for criterion in criteria:
        row = found.get(criterion.pk)
        state, word = _CRITERION_STATES[CheckState(row.state) if row else CheckState.UNCHECKED]
        # Only what is still open is explained on paper, so only that may change the edition.
        told = row if row and state == "go" else None
        cells.append(
            CriterionCell(
                group=criterion.group,
                name=criterion.name,
                state=state,
                word=word,
                demand=criterion.text if told else "",
                evidence=told.evidence if told else "",
                assessed=f"{dates.spoken(told.assessed_on)} {told.assessor_name}" if told else "",
            )
        )
    return tuple(cells)


def _facts(household: Household, members: Sequence[Member]) -> tuple[Fact, ...]:
    """The fact card (明白卡); what nobody knows is left out, never printed as a zero."""
    workers = sum(member.can_work for member in members)
    lifted = household.poverty_status == PovertyStatus.LIFTED
    year = household.lifted_year if lifted else household.planned_lift_year
    housing = [wording.amount_of(household.housing_area, "平方米")]
    if household.housing_grade:
        housing.append(household.get_housing_grade_display())
    water = {True: "安全", False: "还不安全"}.get(household.has_safe_water, "")  # type: ignore[arg-type]
    rows = (
        ("贫困户属性", household.get_category_display()),
        ("家庭人口", f"{len(members)} 人，劳力 {workers} 人"),
        ("现在的状态", household.get_poverty_status_display()),
        ("脱贫年度" if lifted else "计划脱贫", f"{year} 年" if year else ""),
        ("致贫原因", "、".join(household.causes)),
        ("耕地", "没有" if household.farmland == 0 else wording.amount_of(household.farmland, "亩")),
        _forest(household),
        ("住房", "，".join(part for part in housing if part)),
        ("饮水", water),
        ("入户路", household.get_access_road_display()),
        ("加入的合作社", household.cooperative),
        ("易地搬迁", "搬迁户" if household.is_relocated else ""),
        ("联系电话", wording.phone(household.phone)),
    )
    return tuple(Fact(label, text) for label, text in rows if text)


def _forest(household: Household) -> tuple[str, str]:
    parts = (("林地", household.forest), ("退耕还林", household.returned_farmland))
    known = [(label, wording.amount_of(area, "亩")) for label, area in parts if area]
    return "、".join(label for label, _ in known), "、".join(amount for _, amount in known)


def _person(member: Member, on: date) -> Person:
    covers = (
        (member.has_medical_insurance, "医保"),
        (member.has_critical_illness_cover, "大病"),
        (member.has_pension, "养老"),
    )
    education = member.get_school_status_display() if member.is_in_school else member.get_education_display()
    return Person(
        name=member.name,
        relation=wording.relation(member.get_relation_display()),
        gender=member.get_gender_display(),
        age=member.age(on=on),
        id_masked=member.id_masked_on_paper,
        health="、".join(member.health_labels),
        education=education,
        work=_work(member),
        insurance="、".join(word for has, word in covers if has),
    )


def _work(member: Member) -> str:
    if member.work_area:
        months = f" {member.months_worked} 个月" if member.months_worked else ""
        return f"{member.get_work_area_display().replace('（', '').replace('）', '')}务工{months}"
    if member.is_in_school:
        return "上学"
    return member.get_labour_ability_display()


def _measure(measure: Measure, on: date) -> MeasureLine:
    state, word = _MEASURE_STATES[MeasureState(measure.state)]
    return MeasureLine(
        content=measure.content,
        kind=measure.get_kind_display(),
        amount="" if measure.amount is None else wording.yuan(measure.amount),
        outcome=measure.outcome,
        source=measure.source,
        when=wording.span(measure.started_on, measure.ended_on, on=on),
        state=state,
        word=word,
    )


def _measures_said(measures: Sequence[Measure]) -> str:
    states = [measure.state for measure in measures]
    counts = (MeasureState.DONE, MeasureState.RUNNING, MeasureState.PLANNED, MeasureState.STOPPED)
    return wording.measures_sentence(*(states.count(state) for state in counts))


def _living(household: Household, on: date) -> tuple[LivingLine, ...]:
    """The trade first, then the ways of taking part as they began."""
    trades: list[HouseholdTrade] = household.bag_trades  # type: ignore[attr-defined]
    parts: list[Participation] = household.bag_parts  # type: ignore[attr-defined]
    lines = [
        LivingLine(
            what=trade.name,
            terms=trade.scale,
            since=wording.span(trade.since, None, on=on),
            expected="" if trade.expected is None else wording.yuan(trade.expected),
            brought=None,
        )
        for trade in trades
    ]
    lines += [
        LivingLine(
            what=f"{part.plan.product}：{part.get_link_display()}",
            terms=part.terms,
            since=wording.span(part.since, None, on=on),
            expected="" if part.expected is None else wording.yuan(part.expected),
            brought=_brought(part, on),
        )
        for part in parts
    ]
    return tuple(lines)


def _brought(part: Participation, on: date) -> tuple[tuple[str, str], ...]:
    known = [(year, fen) for year, fen in sorted(part.brought.items()) if year <= on.year]
    return tuple((f"{year} 年", wording.yuan(fen)) for year, fen in known[-BENEFITS_SHOWN:])


def _living_said(household: Household) -> str:
    trades: list[HouseholdTrade] = household.bag_trades  # type: ignore[attr-defined]
    parts: list[Participation] = household.bag_parts  # type: ignore[attr-defined]
    products = list(dict.fromkeys(part.plan.product for part in parts))
    return wording.living_sentence(trades[0].name if trades else "", products)


def _helper(household: Household, on: date) -> HelperCard | None:
    pairings: list[HelperAssignment] = household.bag_assignments  # type: ignore[attr-defined]
    current = next((row for row in pairings if row.until is None or row.until >= on), None)
    if current is None:
        return None
    helper = current.helper
    before = next((row for row in pairings if row.since < current.since and row.helper_id != helper.pk), None)
    level = helper.get_organisation_level_display()
    return HelperCard(
        name=helper.name,
        phone=wording.phone(helper.phone),
        gender=helper.get_gender_display(),
        politics=helper.get_politics_display(),
        organisation=helper.organisation,
        level="，".join(part for part in (level, "驻村" if helper.is_resident else "") if part),
        duty=helper.duty,
        address=helper.address,
        since=f"{dates.spoken(current.since, year=True)}起",
        predecessor=_predecessor(before),
        photo=helper.photo.name or "",
    )


def _predecessor(before: HelperAssignment | None) -> str:
    if before is None:
        return ""
    return (
        f"{before.helper.name}，到{before.until.year}年{before.until.month}月" if before.until else before.helper.name
    )


def _contacts(village: Village, helper: HelperCard | None) -> tuple[Contact, ...]:
    """Whom to call next, from the village upwards; who is the helper already is not said twice."""
    officer = next((posting.user for posting in village.bag_postings), None)  # type: ignore[attr-defined]
    rows = [
        ("驻村扶贫专干", officer.name if officer else "", village.name, officer.phone if officer else ""),
        ("村支部书记", village.party_secretary_name, village.name, village.party_secretary_phone),
        (
            "驻村第一书记",
            village.first_secretary_name,
            village.first_secretary_unit,
            village.first_secretary_phone,
        ),
        ("包村领导", village.leader_name, village.leader_duty, village.leader_phone),
    ]
    return tuple(
        Contact(role, name, duty, wording.phone(phone))
        for role, name, duty, phone in rows
        if name and (helper is None or name != helper.name)
    )


def _visit(visit: Visit, on: date) -> VisitLine:
    pattern = "%m-%d" if visit.visited_on.year == on.year else "%y-%m-%d"
    return VisitLine(visit.visited_on.strftime(pattern), visit.visitor_name, visit.summary, visit.problem)


def edition_of(row: BagEdition, *, is_new: bool) -> Edition:
    return Edition(row.number, row.printed_on, row.token, is_first=is_new and row.number == 1, is_new=is_new)
