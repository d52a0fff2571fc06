"""How a household stands in the year of its exit: the points of the standard, and its income."""

from dataclasses import dataclass

from households.codes import CheckState
from households.models import Assessment, Criterion, Exit, Household, NetIncome, PovertyLine
from office.bags import wording
from office.exit_sheets.parts import SHAPES


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


def points_of(exit_: Exit, household: Household) -> tuple[Point, ...]:
    """By the exit's own standard and year, as the database asks; no row is 未核."""
    criteria = list(Criterion.objects.of(exit_.standard))
    rows = Assessment.objects.filter(household=household, year=exit_.year, criterion__in=criteria)
    found = {row.criterion_id: row for row in rows}
    return tuple(_point(criterion, found.get(criterion.pk)) for criterion in criteria)


def _point(criterion: Criterion, row: Assessment | None) -> Point:
    state = CheckState(row.state) if row else CheckState.UNCHECKED
    evidence = row.evidence if row else ""
    return Point(criterion.group, criterion.name, SHAPES[state], state.label, evidence)


def income_of(exit_: Exit, household: Household) -> Income:
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
