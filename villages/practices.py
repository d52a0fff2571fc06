"""What was learned elsewhere and what came of it here, in lamps and one sentence (R7.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from povertyplan.ui.lamps import Lamp
from villages.models import LocalMeasure, Practice

# Days before its due date from which a measure is to be watched.
SOON: Final = 15


@dataclass(frozen=True)
class Tally:
    """Experiences by what became of them; `overdue` counts measures, the rest experiences."""

    learned: int
    adopted: int
    declined: int
    overdue: int

    @property
    def undecided(self) -> int:
        """An experience is adopted or declined, never both."""
        return self.learned - self.adopted - self.declined

    def __str__(self) -> str:
        """学了 6 条，用了 4 条，1 条写明不用，1 条还没定；2 项举措过期."""
        return "；".join(filter(None, ("，".join(self._experiences()), self._late())))

    def _experiences(self) -> Iterator[str]:
        yield f"学了 {self.learned} 条"
        yield f"用了 {self.adopted} 条" if self.adopted else "还没有用上"
        if self.declined:
            yield f"{self.declined} 条写明不用"
        if self.undecided:
            yield f"{self.undecided} 条还没定"

    def _late(self) -> str:
        if self.overdue:
            return f"{self.overdue} 项举措过期"
        return "没有举措过期" if self.adopted else ""


@dataclass(frozen=True)
class MeasureLine:
    """A measure as it stands on one day."""

    measure: LocalMeasure
    lamp: Lamp
    says: str


@dataclass(frozen=True)
class PracticeLine:
    """An experience and what came of it, as it stands on one day."""

    practice: Practice
    measures: tuple[MeasureLine, ...]
    lamp: Lamp
    says: str


def measure_line(measure: LocalMeasure, *, on: date) -> MeasureLine:
    if measure.done_on:
        return MeasureLine(measure, Lamp.DONE, "已完成")
    left = (measure.due_on - on).days
    if left < 0:
        return MeasureLine(measure, Lamp.BAD, f"过期 {-left} 天")
    if left <= SOON:
        return MeasureLine(measure, Lamp.WARN, f"还有 {left} 天" if left else "今天到期")
    return MeasureLine(measure, Lamp.GO, Lamp.GO.word)


def practice_line(practice: Practice, *, on: date) -> PracticeLine:
    """Asks for the measures once; none where `with_what_came_of_it` has fetched them."""
    measures = tuple(measure_line(measure, on=on) for measure in practice.measures.all())
    lamp, says = _standing(practice, [line.lamp for line in measures])
    return PracticeLine(practice, measures, lamp, says)


def _standing(practice: Practice, lamps: list[Lamp]) -> tuple[Lamp, str]:
    if practice.is_declined:
        return Lamp.NONE, "不采用"
    if not lamps:
        return Lamp.WARN, "还没定"
    late, done = lamps.count(Lamp.BAD), lamps.count(Lamp.DONE)
    if late:
        return Lamp.BAD, f"{late} 项过期"
    if done == len(lamps):
        return Lamp.DONE, "举措都完成"
    return Lamp.GO, f"完成 {done} / {len(lamps)} 项"
