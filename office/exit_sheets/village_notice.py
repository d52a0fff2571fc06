"""办事处公示 of a poverty village."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db.models import Q

from households import village_exit
from households.codes import CheckState, ExitStage
from households.models import Exit, Household, Member
from households.village_exit import Incidence
from office.exit_sheets.hanging import Term, hanging, how_to_object
from office.exit_sheets.parts import SHAPES, Sheet, ground, step_of
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from povertyplan.ui.figures import plain
from villages.models import Indicator, IndicatorValue, Village

_YES_OR_NO = (Indicator.BUS, Indicator.BROADBAND)


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
        step = step_of(exit_, ExitStage.VILLAGE_NOTICE)
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
            **ground(exit_),
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
            objecting=how_to_object(standard),
            signed_on=dates.spoken(starts, year=True),
            taken_down=dates.spoken(ends, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.village} {self.year}拟出列公示"


def poor_people(village: Village, *, on: date) -> int:
    """People of households that were registered as poor on that day; so a notice printed again says the same."""
    households = Household.objects.in_village(village).still_poor_on(on)
    return Member.objects.of_households(households).filter(Q(left_on__isnull=True) | Q(left_on__gt=on)).count()


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
        state=SHAPES[state],
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
    return f"{plain(amount)} {unit}".strip()
