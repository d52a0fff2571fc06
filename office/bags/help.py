"""The page of help of the bag (怎么帮我): measures, and what the family lives on (一户一业, R4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from households.codes import MeasureState
from households.models import Household, HouseholdTrade, Measure, Participation
from office.bags import wording

BENEFITS_SHOWN = 2
_MEASURE_STATES = {
    MeasureState.DONE: ("done", "已办好"),
    MeasureState.RUNNING: ("go", "正在办"),
    MeasureState.PLANNED: ("no", "没开始"),
    MeasureState.STOPPED: ("beside", "停了"),
}
# Running help first, then what comes, what is done, what was given up.
_MEASURE_ORDER = [MeasureState.RUNNING, MeasureState.PLANNED, MeasureState.DONE, MeasureState.STOPPED]


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


def in_order(measures: Sequence[Measure]) -> list[Measure]:
    return sorted(measures, key=lambda measure: _MEASURE_ORDER.index(MeasureState(measure.state)))


def measure_of(measure: Measure, on: date) -> MeasureLine:
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


def measures_said(measures: Sequence[Measure]) -> str:
    states = [measure.state for measure in measures]
    counts = (MeasureState.DONE, MeasureState.RUNNING, MeasureState.PLANNED, MeasureState.STOPPED)
    return wording.measures_sentence(*(states.count(state) for state in counts))


def living_of(household: Household, on: date) -> tuple[LivingLine, ...]:
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


def living_said(household: Household) -> str:
    trades: list[HouseholdTrade] = household.bag_trades  # type: ignore[attr-defined]
    parts: list[Participation] = household.bag_parts  # type: ignore[attr-defined]
    products = list(dict.fromkeys(part.plan.product for part in parts))
    return wording.living_sentence(trades[0].name if trades else "", products)
