"""民主评议会议记录."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from households.codes import ExitStage
from households.models import Exit, ExitStep
from office.exit_sheets.parts import NO_HEAD, TAIL, Sheet, ground, household_of, step_of
from office.exit_sheets.verdicts import Income, Point, income_of, points_of
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates

# A village meeting is larger than one side of paper would hold beside the minutes, so they sign on the back.
SIGNERS = 48
SIGNERS_A_ROW = 4


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
        step = step_of(exit_, ExitStage.APPRAISAL)
        if step is None and exit_.stopped_on:
            raise Refused("这户的退出已经中止，不用再开评议会")
        household = household_of(exit_)
        return cls(
            **ground(exit_),
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
            points=points_of(exit_, household),
            income=income_of(exit_, household),
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


def _votes(step: ExitStep) -> str:
    silent = (step.attendees or 0) - (step.votes_for or 0) - (step.votes_against or 0)
    rest = f"，没有表态 {silent}" if silent else ""
    return f"同意 {step.votes_for}，反对 {step.votes_against}{rest}"


def _conclusion(step: ExitStep, year: int) -> str:
    return f"到会 {step.attendees} 人，{_votes(step)}。同意的超过到会的一半，评议同意这户 {year} 年脱贫退出。"
