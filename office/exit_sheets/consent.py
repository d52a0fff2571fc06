"""户认可签字页."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from households.codes import PASSING, ExitStage
from households.models import Exit
from office.bags import wording
from office.exit_sheets.parts import NO_HEAD, SHAPES, TAIL, Sheet, ground, household_of, step_of, what_stays
from office.exit_sheets.verdicts import Income, Point, income_of, points_of
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates


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
        household, step = household_of(exit_), step_of(exit_, ExitStage.CONSENT)
        points = points_of(exit_, household)
        if step is None:
            _refuse_early(exit_, points)
        pairing = household.assignments.current(on=on).select_related("helper").first()
        helper = pairing.helper if pairing else None
        return cls(
            **ground(exit_),
            hamlet=household.hamlet,
            head=household.head_name or NO_HEAD,
            people=f"{household.member_count} 人",
            tail=household.registry_no[-TAIL:],
            year=f"{exit_.year} 年",
            standard=exit_.standard.name,
            points=points,
            met=_met(points),
            income=income_of(exit_, household),
            stays=what_stays(exit_),
            helper=f"{helper.name} {wording.phone(helper.phone)}" if helper else "",
            signer=step.led_by if step else "",
            day=dates.spoken(step.done_on, year=True) if step else "",
        )

    @property
    def title(self) -> str:
        return f"{self.village}{self.hamlet} {self.head}户 脱贫认可书"


def _refuse_early(exit_: Exit, points: Sequence[Point]) -> None:
    if exit_.stopped_on:
        raise Refused("这户的退出已经中止，不用再签字")
    if step_of(exit_, ExitStage.VERIFICATION) is None:
        raise Refused("还不到签字的时候：先记“村两委和驻村工作队核实”，再打印签字页")
    passing = [SHAPES[state] for state in PASSING]
    still = [f"{point.name}{point.word}" for point in points if point.state not in passing]
    if still:
        raise Refused(f"还不能请这户签字：{'、'.join(still)}。先核查达标，再打印签字页")


def _met(points: Sequence[Point]) -> str:
    names = {shape: [point.name for point in points if point.state == shape] for shape in SHAPES.values()}
    return wording.criteria_sentence(len(names["ok"]), names["go"], names["no"], len(names["beside"]))
