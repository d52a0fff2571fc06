"""What another date of a milestone does to the rest of the timetable (R4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from povertyplan.ui.charts.road_map import slip_words
from povertyplan.ui.dates import spoken
from povertyplan.ui.lamps import Lamp


class Dated(Protocol):
    """A milestone as this arithmetic needs it."""

    name: str
    due_on: date
    baseline_due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class Consequence:
    lamp: Lamp
    what: str
    note: str = ""


def consequences(
    milestone: Dated, new_due_on: date, others: Sequence[Dated], *, free_days: int, today: date
) -> list[Consequence]:
    """Who decides, later milestones that now come too early, and whether the plan's last date still holds.

    `others` are the plan's milestones without this one; `free_days` after the baseline need no decision.
    """
    base = milestone.baseline_due_on or milestone.due_on
    found = [_decision(milestone, new_due_on, base, free_days=free_days, today=today)]
    for other in sorted(others, key=lambda one: one.due_on):
        if other.done_on is None and milestone.due_on < other.due_on < new_due_on:
            note = f"计划 {other.due_on:%Y-%m-%d}，排在新日期前面，也要改"
            found.append(Consequence(Lamp.WARN, f"“{other.name}”跟着要推", note))
    last = max([base, *(other.baseline_due_on or other.due_on for other in others)])
    end = max([new_due_on, *(other.done_on or other.due_on for other in others)])
    if end > last:
        words = f"全部完成到 {spoken(end, year=True)}，比批准的最后一天{slip_words((end - last).days)}"
        found.append(Consequence(Lamp.BAD, words))
    else:
        left = (last - today).days
        note = f"{last:%Y-%m-%d}" + (f"，余 {left} 天" if left > 0 else "，已经过了")
        found.append(Consequence(Lamp.OK, "批准的最后一天不受影响", note))
    return found


def _decision(milestone: Dated, new_due_on: date, base: date, *, free_days: int, today: date) -> Consequence:
    behind = (new_due_on - base).days
    if today > milestone.due_on:
        return Consequence(Lamp.WARN, "要另一人批", f"原来的日期 {milestone.due_on:%Y-%m-%d} 已经过了才改")
    if behind > free_days:
        return Consequence(Lamp.WARN, "要另一人批", f"比批准时{slip_words(behind)}，超过 {free_days} 天")
    return Consequence(Lamp.OK, "马上生效，不用批", f"比批准时{slip_words(behind)}，原因留在记录里")
