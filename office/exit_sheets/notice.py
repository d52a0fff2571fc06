"""村内公示 of households."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Prefetch

from households.codes import ExitStage
from households.models import Criterion, Exit, ExitStep, StandardSet
from office.exit_sheets.hanging import Term, hanging, how_to_object
from office.exit_sheets.listing import NB, HouseholdLine, HouseholdsSheet, lines_of, taken_with
from office.exit_sheets.parts import ground, step_of
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates


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
        step = step_of(exit_, ExitStage.NOTICE)
        if exit_.stopped_on:
            raise Refused("这户的退出已经中止，公示不再张贴")
        if step is None:
            raise Refused("还没有公示可印：先记“村内公示”（编号、地点、起止日期），再打印")
        if exit_.objections.filter(is_upheld=True).exists():
            raise Refused("异议成立，这户不能退出，公示不再张贴：先中止这次退出")
        starts, ends = hanging(step, exit_.objections.all())
        rows = lines_of(_hung_with(exit_, step, (starts, ends)))
        demands = tuple(Demand(c.group, c.name, c.text) for c in Criterion.objects.of(exit_.standard))
        term = Term.of(starts, ends)
        return cls(
            **ground(exit_),
            number=step.document_no,
            year=f"{exit_.year}年",
            place=step.place,
            opening=_opening(rows, exit_.standard, term),
            lines=rows,
            term=term,
            renewed="" if starts == step.done_on else f"有异议已经答复，从{dates.spoken(starts)}起重新公示。",
            standard=exit_.standard.name,
            demands=demands,
            objecting=how_to_object(exit_.standard),
            signed_on=dates.spoken(starts, year=True),
            taken_down=dates.spoken(ends, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.village} {self.year}拟脱贫户公示"


def _hung_with(exit_: Exit, step: ExitStep, term: tuple[date, date]) -> list[int]:
    """Whose paper hangs for the same days: one whose objection was answered hangs again by itself."""
    mine = Prefetch("steps", queryset=ExitStep.objects.filter(stage=step.stage), to_attr="hung")
    rows = taken_with(exit_, step).select_related("standard").prefetch_related(mine, "objections")
    return [
        row.pk
        for row in rows
        if hanging(row.hung[0], row.objections.all()) == term and not any(o.is_upheld for o in row.objections.all())
    ]


def _opening(rows: Sequence[HouseholdLine], standard: StandardSet, term: Term) -> str:
    people = sum(row.people for row in rows)
    return (
        f"经村民民主评议、村两委和驻村工作队核实、本户签字认可，"
        f"下面 {len(rows)}{NB}户{NB}{people}{NB}人拟按“{standard.name}”脱贫。现{term.days}，听取意见。"
    )
