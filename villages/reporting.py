"""The rules of half-month reports (R4.4), without rows: when one is due, whose clock counts, what deserves a look.

Nothing here refuses a report: what is odd becomes a flag.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from povertyplan.ui import dates
from povertyplan.ui.charts.heat import Filing
from villages.models import DEVICE_HOURS, FREE_SLIP_DAYS, Answer, Flag
from villages.periods import Fortnight

# Clocks of phones and of the server differ by so much without anybody having done wrong.
CLOCK_SLACK = timedelta(minutes=2)
# A milestone is asked about from so many days before its date on.
ASK_AHEAD = timedelta(days=30)
MOST_MILESTONES = 3
# Households more or fewer than last time that deserve a look, beside half of what there was.
_HOUSEHOLDS_JUMP = 5
# Reports in a row with the same content.
SAME_IN_A_ROW = 3


class Due(NamedTuple):
    """From which day on, so many days after the half-month's end."""

    starts_on: date
    days: int


class Filed(Protocol):
    """What `filing` reads of a report."""

    @property
    def counts_as_late(self) -> bool: ...


def due_on(period: Fortnight, rules: Sequence[Due]) -> date | None:
    """The last day on which the report is on time; None before reports were due at all."""
    in_force = max((rule for rule in rules if rule.starts_on <= period.start), default=None)
    return period.end + timedelta(days=in_force.days) if in_force else None


def filing(period: Fortnight, due: date | None, report: Filed | None, *, on: date) -> Filing:
    """`due` as `due_on` says it. What was sent back and not yet mended shows before on time or late."""
    if report is not None:
        if getattr(report, "is_returned", False):
            return Filing.RETURNED
        return Filing.LATE if report.counts_as_late else Filing.ON_TIME
    if due is None:
        return Filing.NONE
    if period.start > on:
        return Filing.AHEAD
    return Filing.MISSING if due < on else Filing.OPEN


def is_late(filed_at: datetime, due: date) -> bool:
    """The due day counts until midnight in the office's zone."""
    return dates.local_day(filed_at) > due


class FilingTime(NamedTuple):
    """When a report counts as filed; `is_doubted` where the device named another time that is not believed."""

    at: datetime
    is_doubted: bool


def filing_time(*, opened: datetime | None, device: datetime | None, received: datetime) -> FilingTime:
    """The device's time where the office signed the opening before it and at most 72 hours lie behind it.

    Opened ≤ device ≤ received (experience §9), give or take what clocks differ by; what is believed lies in between.
    """
    if device is None:
        return FilingTime(received, is_doubted=False)
    if device > received:
        return FilingTime(received, is_doubted=device > received + CLOCK_SLACK)
    if opened is None or device < opened - CLOCK_SLACK or received - device > timedelta(hours=DEVICE_HOURS):
        return FilingTime(received, is_doubted=True)
    return FilingTime(min(max(device, opened), received), is_doubted=False)


@dataclass(frozen=True)
class MilestoneSaid:
    """What a report says of one milestone; a date and a reason where it is late, a day where it is done."""

    milestone: int
    state: str
    due_on: date | None = None
    reason_kind: str = ""
    reason: str = ""
    done_on: date | None = None


@dataclass(frozen=True)
class Submission:
    """What a report says. Two that are equal are the same report: a retry, a second tab, a second press.

    `invested` in 分, `scale` in the plan's unit; both cumulative. `work` in the order of the choices, `answers` by
    milestone.
    """

    done: str
    work: tuple[str, ...] = ()
    participants: int | None = None
    scale: Decimal | None = None
    invested: int | None = None
    help_wanted: str = ""
    answers: tuple[MilestoneSaid, ...] = ()

    @property
    def wording(self) -> tuple[object, ...]:
        """What one writes anew each time; what is asked of the office and of milestones is not part of it."""
        return self.work, self.done, self.participants, self.scale, self.invested


@dataclass(frozen=True)
class Circumstances:
    """What is known beside the report itself. `last` is the report before it, `before` the content of the half-months
    just before, newest first, as far as they follow on each other."""

    counted: int | None = None
    remaining: int | None = None
    last: Submission | None = None
    before: Sequence[Submission] = field(default_factory=tuple)
    is_late: bool = False
    is_doubted: bool = False
    is_crossed: bool = False
    waits_for_decision: bool = False


def flags(said: Submission, period: Fortnight, known: Circumstances) -> list[Flag]:
    """What a reader should look at, in the order of the choices."""
    found = {
        Flag.LATE: known.is_late,
        Flag.DEVICE_TIME: known.is_doubted,
        Flag.OVER_LIST: _more(said.participants, known.counted),
        Flag.UNDER_LIST: _more(known.counted, said.participants),
        Flag.OVER_REMAINING: _more(said.participants, known.remaining),
        Flag.FELL: _fell(said, known),
        Flag.JUMPED: _jumped(said, known),
        Flag.LONG_DELAY: known.waits_for_decision,
        Flag.CROSSED: known.is_crossed,
        Flag.UNCHANGED: _is_unchanged(said, known.before),
        Flag.DONE_EARLY: any(a.state == Answer.DONE and a.done_on and a.done_on < period.start for a in said.answers),
    }
    return [flag for flag, stands in found.items() if stands]


def _more(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one > other


def _fell(said: Submission, known: Circumstances) -> bool:
    """Fewer households are explained where the list of participants says so too."""
    if known.last is None:
        return False
    households = _more(known.last.participants, said.participants) and said.participants != known.counted
    scale = said.scale is not None and known.last.scale is not None and said.scale < known.last.scale
    return households or scale or _more(known.last.invested, said.invested)


def _jumped(said: Submission, known: Circumstances) -> bool:
    """Twice what there was; of households, half of them and five at least either way, unless the list says so too."""
    last = known.last
    if last is None:
        return False
    if said.participants is not None and last.participants is not None and said.participants != known.counted:
        step = abs(said.participants - last.participants)
        if step >= _HOUSEHOLDS_JUMP and 2 * step > last.participants:
            return True
    pairs = ((said.scale, last.scale), (said.invested, last.invested))
    return any(now is not None and was and now > 2 * was for now, was in pairs)


def _is_unchanged(said: Submission, before: Sequence[Submission]) -> bool:
    same = [one for one in before[: SAME_IN_A_ROW - 1] if one.wording == said.wording]
    return len(same) == SAME_IN_A_ROW - 1


class Dated(Protocol):
    """What `asked_about` reads of a milestone."""

    @property
    def due_on(self) -> date: ...


D = TypeVar("D", bound=Dated)


def asked_about(open_ones: Sequence[D], *, on: date) -> list[D]:
    """Of the open milestones: what is overdue or due within 30 days, the next one at least, three at most."""
    by_day = sorted(open_ones, key=lambda milestone: milestone.due_on)
    near = [milestone for milestone in by_day if milestone.due_on <= on + ASK_AHEAD]
    return (near or by_day[:1])[:MOST_MILESTONES]


def needs_decision(new: date, *, due: date, baseline: date | None, asked_on: date) -> bool:
    """As the database says it of a change of date: too far behind the baseline, or asked for after the due date."""
    return asked_on > due or (baseline is not None and new > baseline + timedelta(days=FREE_SLIP_DAYS))
