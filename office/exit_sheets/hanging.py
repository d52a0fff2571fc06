"""How long a notice hangs, and how to object to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from households.models import ExitStep, Objection, StandardSet
from povertyplan.ui import dates


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


def how_to_object(standard: StandardSet) -> str:
    return (
        "谁都可以提，可以不留姓名。有一条意见没有答复，就不往下办；"
        f"答复以后从第二天起重新公示 {standard.notice_days} 天。"
    )
