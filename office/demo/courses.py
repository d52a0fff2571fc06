"""The ways that invented households take out of poverty: on which days which steps were taken (R1.4)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from random import Random

from households.codes import HOUSEHOLD_STAGES, ExitStage
from households.exits import last_notice_day

# Full days of a notice, as the shipped standard has them.
NOTICE_DAYS = 7
# Days from the step before, at least and at most; the term of the notice lies before the review.
_PAUSES = {
    ExitStage.VERIFICATION: (1, 4),
    ExitStage.CONSENT: (0, 2),
    ExitStage.NOTICE: (1, 3),
    ExitStage.REVIEW: (NOTICE_DAYS, NOTICE_DAYS + 4),
    ExitStage.SUBMISSION: (1, 6),
    ExitStage.ANNOUNCEMENT: (1, 3),
    ExitStage.CLOSURE: (0, 2),
}


class Turn(Enum):
    """What happened to an exit beside its steps. Each is planted on purpose, see `registry.cases`."""

    NONE = "none"
    # Closed: an objection to the notice was answered and not upheld, so the term began again.
    ANSWERED = "answered"
    # Closed: a paper was withdrawn later, so the household stands on the review list.
    NOTICE_WITHDRAWN = "notice withdrawn"
    HOUSE_WITHDRAWN = "house withdrawn"
    # Open: an objection waits for its answer.
    OBJECTION = "objection"
    # Ended without a result, as an objection was upheld.
    STOPPED = "stopped"


@dataclass
class Course:
    """An exit: `days` has the steps taken so far, in order."""

    opened_on: date
    checked_until: date
    days: dict[ExitStage, date] = field(default_factory=dict)
    turn: Turn = Turn.NONE

    @property
    def year(self) -> int:
        """A year that every verdict of the exit may be counted to (see the constraint `assessment_of_its_year`)."""
        return (self.checked_until - timedelta(days=CHECKED_WITHIN)).year

    @property
    def notice_on(self) -> date | None:
        return self.days.get(ExitStage.NOTICE)

    @property
    def notice_ends_on(self) -> date | None:
        return last_notice_day(self.notice_on, NOTICE_DAYS) if self.notice_on else None

    @property
    def closed_on(self) -> date | None:
        return self.days.get(ExitStage.CLOSURE)

    @property
    def stopped_on(self) -> date | None:
        return self.notice_on + timedelta(days=6) if self.turn is Turn.STOPPED and self.notice_on else None


# All seven points were looked at in this many days before the exit was opened.
CHECKED_WITHIN = 18


def course(random: Random, *, until: ExitStage | None, on: date, turn: Turn = Turn.NONE) -> Course:
    """An exit whose last step was `until` on that day; without a step it was only opened."""
    taken = HOUSEHOLD_STAGES[: HOUSEHOLD_STAGES.index(until) + 1] if until else ()
    day, days = on, {}
    for stage in reversed(taken):
        days[stage] = day
        least, most = _PAUSES.get(stage, (0, 0))
        if turn is Turn.ANSWERED and stage == ExitStage.REVIEW:
            least = most = NOTICE_DAYS + 6
        day -= timedelta(days=random.randint(least, most))
    opened = day - timedelta(days=random.randint(0, 4)) if taken else on
    checked = opened - timedelta(days=random.randint(0, 3))
    return Course(opened, checked, dict(reversed(days.items())), turn)
