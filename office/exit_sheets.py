"""What the printed sheets of an exit say: minutes, notice, consent, announcement (R1.4, R2.3).

Each is put together once, as text only, and drawn by templates/office/exit. What hangs in public (公示、公告) carries
a name, a group, a head-count and the end of the household's number, and nothing else of anybody: an ID number, a
telephone, an account, a cause, health or a birth date has no field to stand in here (domain §10).
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from households import village_exit
from households.codes import PASSING, CheckState, ExitStage
from households.models import (
    Assessment,
    Criterion,
    Exit,
    ExitStep,
    Household,
    Member,
    NetIncome,
    Objection,
    PovertyLine,
    StandardSet,
)
from households.village_exit import Incidence
from office import bag_wording as wording
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from villages.models import Indicator, IndicatorValue, Village

TAIL = 4  # of the household's number: tells two of one name apart and says nothing more
NO_HEAD = "户主未登记"
NB = "\u00a0"  # keeps a number and its measure word on one line
# Up to so many households a notice has room to set the standard out as a table.
FEW_LINES = 4
# A village meeting is larger than one side of paper would hold beside the minutes, so they sign on the back.
SIGNERS = 48
SIGNERS_A_ROW = 4
# Shapes of paper_state. On these sheets the words are those of the law, not those of the bag.
_SHAPES = {
    CheckState.MET: "ok",
    CheckState.NOT_MET: "go",
    CheckState.NOT_APPLICABLE: "beside",
    CheckState.UNCHECKED: "no",
}
_YES_OR_NO = (Indicator.BUS, Indicator.BROADBAND)


@dataclass(frozen=True)
class Sheet:
    """What every sheet knows of the office that prints it."""

    office: str
    hotline: str
    village: str

    def canonical_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Point:
    """A point of the standard with the year's verdict; `state` names the shape."""

    group: str
    name: str
    state: str
    word: str
    evidence: str


@dataclass(frozen=True)
class Income:
    """Net income a person beside the line of the year; empty text where there is none."""

    year: str
    per_capita: str
    line: str
    verdict: str


@dataclass(frozen=True)
class Minutes(Sheet):
    """民主评议会议记录. Before the meeting `is_form` is set and what the meeting decides is empty, to fill by hand."""

    year: str
    hamlet: str
    head: str
    people: str
    tail: str
    standard: str
    is_form: bool
    day: str
    place: str
    chair: str
    recorder: str
    attendees: str
    votes: str
    points: tuple[Point, ...]
    income: Income
    note: str
    conclusion: str
    signers: int

    @classmethod
    def of(cls, exit_: Exit, *, on: date) -> Self:
        step = _step(exit_, ExitStage.APPRAISAL)
        if step is None and exit_.stopped_on:
            raise Refused("这户的退出已经中止，不用再开评议会")
        household = _household(exit_)
        return cls(
            **_ground(exit_),
            year=f"{exit_.year} 年",
            hamlet=household.hamlet,
            head=household.head_name or NO_HEAD,
            people=f"{household.member_count} 人",
            tail=household.registry_no[-TAIL:],
            standard=exit_.standard.title,
            is_form=step is None,
            day=dates.spoken(step.done_on, year=True) if step else "",
            place=step.place if step else "",
            chair=step.led_by if step else "",
            recorder=step.joined_by if step else "",
            attendees=f"{step.attendees} 人" if step else "",
            votes=_votes(step) if step else "",
            points=_points(exit_, household),
            income=_income(exit_, household),
            note=step.note if step else "",
            conclusion=_conclusion(step, exit_.year) if step else "",
            signers=step.attendees or SIGNERS if step else SIGNERS,
        )

    @property
    def title(self) -> str:
        return f"{self.village}{self.hamlet} {self.head}户 民主评议会议记录"

    @property
    def sign_in(self) -> list[range]:
        """Rows of the sign-in table: the numbers of the places in each."""
        starts = range(1, self.signers + 1, SIGNERS_A_ROW)
        return [range(start, start + SIGNERS_A_ROW) for start in starts]


@dataclass(frozen=True)
class Term:
    """From the first hour of `starts` to the last of `ends`, both days whole."""

    starts: str
    ends: str
    days: str

    @classmethod
    def of(cls, starts: date, ends: date) -> Self:
        year = starts.year != ends.year
        return cls(
            f"{dates.spoken(starts, year=year)} 0:00",
            f"{dates.spoken(ends, year=year)} 24:00",
            f"公示 {(ends - starts).days + 1} 天",
        )


@dataclass(frozen=True)
class HouseholdLine:
    """All that a public sheet tells of a household."""

    head: str
    tail: str
    hamlet: str
    people: int


@dataclass(frozen=True)
class HouseholdsSheet(Sheet):
    """Paper that hangs in public: its households, and nothing of them beyond a line."""

    number: str
    year: str
    opening: str
    lines: tuple[HouseholdLine, ...]
    signed_on: str

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def is_short(self) -> bool:
        return len(self.lines) <= FEW_LINES


@dataclass(frozen=True)
class Demand:
    """What the standard asks for, without anybody's verdict."""

    group: str
    name: str
    text: str


@dataclass(frozen=True)
class Notice(HouseholdsSheet):
    """村内公示 of one household, or of all that stand under the same number for the same days."""

    place: str
    term: Term
    renewed: str
    standard: str
    demands: tuple[Demand, ...]
    objecting: str
    taken_down: str

    @classmethod
    def of(cls, exit_: Exit, *, on: date) -> Self:
        step = _step(exit_, ExitStage.NOTICE)
        if exit_.stopped_on:
            raise Refused("这户的退出已经中止，公示不再张贴")
        if step is None:
            raise Refused("还没有公示可印：先记“村内公示”（编号、地点、起止日期），再打印")
        if exit_.objections.filter(is_upheld=True).exists():
            raise Refused("异议成立，这户不能退出，公示不再张贴：先中止这次退出")
        starts, ends = hanging(step, exit_.objections.all())
        rows = _lines(_hung_with(exit_, step, (starts, ends)))
        demands = tuple(Demand(c.group, c.name, c.text) for c in Criterion.objects.of(exit_.standard))
        term = Term.of(starts, ends)
        return cls(
            **_ground(exit_),
            number=step.document_no,
            year=f"{exit_.year}年",
            place=step.place,
            opening=_notice_opening(rows, exit_.standard, term),
            lines=rows,
            term=term,
            renewed="" if starts == step.done_on else f"有异议已经答复，从{dates.spoken(starts)}起重新公示。",
            standard=exit_.standard.name,
            demands=demands,
            objecting=_objecting(exit_.standard),
            signed_on=dates.spoken(starts, year=True),
            taken_down=dates.spoken(ends, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.village} {self.year}拟脱贫户公示"


@dataclass(frozen=True)
class Consent(Sheet):
    """户认可签字页, read out to the household before it signs. `signer` and `day` once it has."""

    hamlet: str
    head: str
    people: str
    tail: str
    year: str
    standard: str
    points: tuple[Point, ...]
    met: str
    income: Income
    stays: tuple[str, ...]
    helper: str
    signer: str
    day: str

    @classmethod
    def of(cls, exit_: Exit, *, on: date) -> Self:
        household, step = _household(exit_), _step(exit_, ExitStage.CONSENT)
        points = _points(exit_, household)
        if step is None:
            _refuse_early_consent(exit_, points)
        pairing = household.assignments.current(on=on).select_related("helper").first()
        helper = pairing.helper if pairing else None
        return cls(
            **_ground(exit_),
            hamlet=household.hamlet,
            head=household.head_name or NO_HEAD,
            people=f"{household.member_count} 人",
            tail=household.registry_no[-TAIL:],
            year=f"{exit_.year} 年",
            standard=exit_.standard.name,
            points=points,
            met=_met(points),
            income=_income(exit_, household),
            stays=_stays(exit_),
            helper=f"{helper.name} {wording.phone(helper.phone)}" if helper else "",
            signer=step.led_by if step else "",
            day=dates.spoken(step.done_on, year=True) if step else "",
        )

    @property
    def title(self) -> str:
        return f"{self.village}{self.hamlet} {self.head}户 脱贫认可书"


@dataclass(frozen=True)
class Announcement(HouseholdsSheet):
    """公告: who was approved to be out, in the notice's own columns."""

    stays: tuple[str, ...]

    @classmethod
    def of(cls, exit_: Exit, *, on: date) -> Self:
        step = _step(exit_, ExitStage.ANNOUNCEMENT)
        if step is None:
            raise Refused("还没有公告可印：先记“公告”和文号，再打印")
        if exit_.stopped_on:
            raise Refused("这户的退出已经中止，公告不再张贴")
        rows = _lines([row.pk for row in _taken_with(exit_, step)])
        return cls(
            **_ground(exit_),
            number=step.document_no,
            year=f"{exit_.year}年",
            opening=_announcement_opening(rows, exit_),
            lines=rows,
            stays=_stays(exit_),
            signed_on=dates.spoken(step.done_on, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.village} {self.year}脱贫户公告"


@dataclass(frozen=True)
class IndicatorLine:
    """One point of the village standard: what it asks for, and the figure."""

    text: str
    now: str
    wanted: str
    word: str
    state: str


@dataclass(frozen=True)
class VillageNotice(Sheet):
    """办事处公示 of a poverty village's 出列."""

    number: str
    year: str
    place: str
    opening: str
    poor: str
    population: str
    incidence: str
    limit: str
    counted: str
    lines: tuple[IndicatorLine, ...]
    sources: str
    term: Term
    renewed: str
    standard: str
    objecting: str
    signed_on: str
    taken_down: str

    @classmethod
    def of(cls, exit_: Exit, *, on: date) -> Self:
        step = _step(exit_, ExitStage.VILLAGE_NOTICE)
        if exit_.stopped_on:
            raise Refused("这个村的出列已经中止，公示不再张贴")
        if step is None:
            raise Refused("还没有公示可印：先记“办事处公示”（编号、地点、起止日期），再打印")
        if exit_.objections.filter(is_upheld=True).exists():
            raise Refused("异议成立，这个村不能出列，公示不再张贴：先中止这次出列")
        village, standard = exit_.village, exit_.standard
        if not village.rural_population or not village.population_year:
            raise Refused("没有登记农业户籍人口，算不出贫困发生率：先到村情里登记")
        starts, ends = hanging(step, exit_.objections.all())
        incidence = _incidence(exit_, on=step.done_on)
        term = Term.of(starts, ends)
        lines, sources = _indicators(exit_, incidence)
        return cls(
            **_ground(exit_),
            number=step.document_no,
            year=f"{exit_.year}年",
            place=step.place,
            opening=f"{village.name}提出申请，{settings.OFFICE_NAME}逐项核查，拟按“{standard.name}”出列。"
            f"现{term.days}，听取意见。",
            poor=f"{incidence.people:,} 人",
            population=f"{village.rural_population:,} 人",
            incidence=incidence.shown,
            limit=incidence.bound,
            counted=f"未脱贫人口按 {dates.spoken(step.done_on, year=True)}名册，"
            f"农业户籍人口为 {village.population_year} 年数",
            lines=lines,
            sources=f"数字来源：{sources}",
            term=term,
            renewed="" if starts == step.done_on else f"有异议已经答复，从{dates.spoken(starts)}起重新公示。",
            standard=standard.name,
            objecting=_objecting(standard),
            signed_on=dates.spoken(starts, year=True),
            taken_down=dates.spoken(ends, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.village} {self.year}拟出列公示"


def hanging(step: ExitStep, objections: Iterable[Objection]) -> tuple[date, date]:
    """First and last day of a notice. After an answered objection it hangs its whole term again from the next day,
    as `households_exit_earliest` counts it."""
    if step.ends_on is None:
        raise ValueError(f"{step.stage} is no notice")
    answers = [objection.answered_on for objection in objections if objection.answered_on]
    if not answers:
        return step.done_on, step.ends_on
    last = max(answers)
    return last + timedelta(days=1), max(step.ends_on, last + timedelta(days=step.exit.standard.notice_days))


def poor_people(village: Village, *, on: date) -> int:
    """People of households that were registered as poor on that day; so a notice printed again says the same."""
    households = Household.objects.in_village(village).still_poor_on(on)
    return Member.objects.of_households(households).filter(Q(left_on__isnull=True) | Q(left_on__gt=on)).count()


def _ground(exit_: Exit) -> dict[str, str]:
    return {
        "office": settings.OFFICE_NAME,
        "hotline": wording.phone(settings.OFFICE_HOTLINE),
        "village": exit_.village.name,
    }


def _step(exit_: Exit, stage: ExitStage) -> ExitStep | None:
    return exit_.steps.filter(stage=stage).select_related("exit__standard", "exit__village").first()


def _household(exit_: Exit) -> Household:
    return Household.objects.with_head().with_member_count().get(exits=exit_.pk)


def _points(exit_: Exit, household: Household) -> tuple[Point, ...]:
    """By the exit's own standard and year, as the database asks; no row is 未核."""
    criteria = list(Criterion.objects.of(exit_.standard))
    rows = Assessment.objects.filter(household=household, year=exit_.year, criterion__in=criteria)
    found = {row.criterion_id: row for row in rows}
    return tuple(_point(criterion, found.get(criterion.pk)) for criterion in criteria)


def _point(criterion: Criterion, row: Assessment | None) -> Point:
    state = CheckState(row.state) if row else CheckState.UNCHECKED
    evidence = row.evidence if row else ""
    return Point(criterion.group, criterion.name, _SHAPES[state], state.label, evidence)


def _income(exit_: Exit, household: Household) -> Income:
    line = PovertyLine.objects.of_year(exit_.year)
    net = NetIncome.objects.filter(household=household, year=exit_.year).first()
    year = f"{exit_.year} 年{'（预计）' if net and net.is_estimate else ''}"
    if net is None:
        return Income(year, "没有登记", wording.yuan(line.amount) if line else "", "没有登记收入，不判断")
    per_capita = wording.yuan(net.per_capita)
    if net.line is None or net.gap is None:
        return Income(year, per_capita, "", f"{exit_.year} 年未设定标准线，不判断")
    verdict = f"高出 {wording.yuan(net.gap)}" if net.is_above else "没有超过标准线"
    return Income(year, per_capita, wording.yuan(net.line), verdict)


def _votes(step: ExitStep) -> str:
    silent = (step.attendees or 0) - (step.votes_for or 0) - (step.votes_against or 0)
    rest = f"，没有表态 {silent}" if silent else ""
    return f"同意 {step.votes_for}，反对 {step.votes_against}{rest}"


def _conclusion(step: ExitStep, year: int) -> str:
    return f"到会 {step.attendees} 人，{_votes(step)}。同意的超过到会的一半，评议同意这户 {year} 年脱贫退出。"


def _taken_with(exit_: Exit, step: ExitStep) -> "QuerySet[Exit]":
    """The household exits of the village on the same paper: one number, one day, one standard and year."""
    same = ExitStep.objects.filter(
        stage=step.stage, document_no=step.document_no, done_on=step.done_on, ends_on=step.ends_on
    )
    exits = Exit.objects.of_households().filter(village=exit_.village_id, standard=exit_.standard_id, year=exit_.year)
    return exits.filter(pk__in=same.values("exit"), stopped_on__isnull=True)


def _hung_with(exit_: Exit, step: ExitStep, term: tuple[date, date]) -> list[int]:
    """Whose paper hangs for the same days: one whose objection was answered hangs again by itself."""
    mine = Prefetch("steps", queryset=ExitStep.objects.filter(stage=step.stage), to_attr="hung")
    rows = _taken_with(exit_, step).select_related("standard").prefetch_related(mine, "objections")
    return [
        row.pk
        for row in rows
        if hanging(row.hung[0], row.objections.all()) == term and not any(o.is_upheld for o in row.objections.all())
    ]


def _lines(exits: Sequence[int]) -> tuple[HouseholdLine, ...]:
    """Group by group as they are counted: 2 组 before 10 组."""
    rows = Household.objects.filter(exits__in=exits).with_head().with_member_count().in_registry_order()
    return tuple(
        HouseholdLine(row.head_name or NO_HEAD, row.registry_no[-TAIL:], row.hamlet, row.member_count)
        for row in sorted(rows, key=_group_number)
    )


def _group_number(household: Household) -> tuple[int, str]:
    digits = re.match(r"\d+", household.hamlet)
    return int(digits[0]) if digits else sys.maxsize, household.hamlet


def _refuse_early_consent(exit_: Exit, points: Sequence[Point]) -> None:
    if exit_.stopped_on:
        raise Refused("这户的退出已经中止，不用再签字")
    if _step(exit_, ExitStage.VERIFICATION) is None:
        raise Refused("还不到签字的时候：先记“村两委和驻村工作队核实”，再打印签字页")
    passing = [_SHAPES[state] for state in PASSING]
    still = [f"{point.name}{point.word}" for point in points if point.state not in passing]
    if still:
        raise Refused(f"还不能请这户签字：{'、'.join(still)}。先核查达标，再打印签字页")


def _met(points: Sequence[Point]) -> str:
    names = {shape: [point.name for point in points if point.state == shape] for shape in _SHAPES.values()}
    return wording.criteria_sentence(len(names["ok"]), names["go"], names["no"], len(names["beside"]))


def _stays(exit_: Exit) -> tuple[str, ...]:
    """What does not end with poverty (脱贫不脱政策)."""
    months = exit_.standard.follow_up_months
    if exit_.continued_until:
        until = f"帮扶人不撤，继续帮到 {dates.spoken(exit_.continued_until, year=True)}。"
    else:
        until = f"帮扶人不撤，销号以后再帮 {months} 个月。" if months else ""
    said = (
        "脱贫不脱政策：正在享受的政策，帮扶期里照旧。",
        until,
        "日子又变难了，随时说，核实后重新纳入帮扶。",
    )
    return tuple(sentence for sentence in said if sentence)


def _notice_opening(rows: Sequence[HouseholdLine], standard: StandardSet, term: Term) -> str:
    people = sum(row.people for row in rows)
    return (
        f"经村民民主评议、村两委和驻村工作队核实、本户签字认可，"
        f"下面 {len(rows)}{NB}户{NB}{people}{NB}人拟按“{standard.name}”脱贫。现{term.days}，听取意见。"
    )


def _announcement_opening(rows: Sequence[HouseholdLine], exit_: Exit) -> str:
    submission = _step(exit_, ExitStage.SUBMISSION)
    approved = f"上级审定（{submission.document_no}）" if submission else "上级审定"
    people = sum(row.people for row in rows)
    return f"经公示、办事处审核、{approved}，下面 {len(rows)}{NB}户{NB}{people}{NB}人脱贫退出，现予公告。"


def _objecting(standard: StandardSet) -> str:
    return (
        "谁都可以提，可以不留姓名。有一条意见没有答复，就不往下办；"
        f"答复以后从第二天起重新公示 {standard.notice_days} 天。"
    )


def _incidence(exit_: Exit, *, on: date) -> Incidence:
    village, standard = exit_.village, exit_.standard
    return Incidence(
        village=village.pk,
        people=poor_people(village, on=on),
        population=village.rural_population,
        population_year=village.population_year,
        limit=standard.incidence_limit or Decimal(0),
        is_strict=standard.is_below_limit,
        year=exit_.year,
    )


def _indicators(exit_: Exit, incidence: Incidence) -> tuple[tuple[IndicatorLine, ...], str]:
    """Judged as the village's page judges them, and where the figures come from; the incidence stands above."""
    rows = IndicatorValue.objects.filter(village=exit_.village_id).counting_in(exit_.year)
    values = {row.indicator: row for row in rows}
    found = village_exit.points(exit_.standard.requirements.all(), values, incidence, proven=())[1:]
    return tuple(_indicator(point, values) for point in found), "；".join(village_exit.sources(found))


def _indicator(point: village_exit.Point, values: Mapping[str, IndicatorValue]) -> IndicatorLine:
    requirement = point.requirement
    if requirement is None:
        raise ValueError(f"{point.name} is no requirement")
    indicator, whole = Indicator(requirement.indicator), values.get(requirement.whole)
    state = CheckState.MET if point.is_met else CheckState.NOT_MET if point.value else CheckState.UNCHECKED
    return IndicatorLine(
        text=requirement.text,
        now=_figure(indicator, point.value.amount) if point.value else "没有登记",
        wanted=_wanted(indicator, whole.amount if whole else requirement.least, requirement.most),
        word=state.label,
        state=_SHAPES[state],
    )


def _wanted(indicator: Indicator, least: Decimal | None, most: Decimal | None) -> str:
    bound = most if most is not None else least
    if bound is None:
        return "全部"
    figure = _figure(indicator, bound)
    if indicator in _YES_OR_NO or not bound:
        return figure
    return f"{'不少于' if most is None else '不多于'} {figure}"


def _figure(indicator: Indicator, amount: Decimal) -> str:
    """With the unit that the indicator's label names: 50,000 元, 0 户, 是."""
    if indicator in _YES_OR_NO:
        return "是" if amount else "否"
    unit = indicator.label.partition("（")[2].removesuffix("）") or ("户" if indicator.label.endswith("户数") else "")
    return f"{village_exit.plain(amount)} {unit}".strip()
