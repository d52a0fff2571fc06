"""公告 of households."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from households.codes import ExitStage
from households.models import Exit
from office.exit_sheets.listing import NB, HouseholdLine, HouseholdsSheet, lines_of, taken_with
from office.exit_sheets.parts import ground, step_of, what_stays
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates


@dataclass(frozen=True)
class Announcement(HouseholdsSheet):
    """公告: who was approved to be out, in the notice's own columns."""

    stays: tuple[str, ...]

    @classmethod
    def of(cls, exit_: Exit, *, on: date) -> Self:
        step = step_of(exit_, ExitStage.ANNOUNCEMENT)
        if step is None:
            raise Refused("还没有公告可印：先记“公告”和文号，再打印")
        if exit_.stopped_on:
            raise Refused("这户的退出已经中止，公告不再张贴")
        rows = lines_of([row.pk for row in taken_with(exit_, step)])
        return cls(
            **ground(exit_),
            number=step.document_no,
            year=f"{exit_.year}年",
            opening=_opening(rows, exit_),
            lines=rows,
            stays=what_stays(exit_),
            signed_on=dates.spoken(step.done_on, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.village} {self.year}脱贫户公告"


def _opening(rows: Sequence[HouseholdLine], exit_: Exit) -> str:
    submission = step_of(exit_, ExitStage.SUBMISSION)
    approved = f"上级审定（{submission.document_no}）" if submission else "上级审定"
    people = sum(row.people for row in rows)
    return f"经公示、办事处审核、{approved}，下面 {len(rows)}{NB}户{NB}{people}{NB}人脱贫退出，现予公告。"
