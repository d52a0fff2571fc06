"""What came of each row of an imported file, as the screens and the commands show it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import TextChoices


class Outcome(TextChoices):
    NEW = "new", "新增"
    CHANGED = "changed", "修改"
    SAME = "same", "无变化"
    REFUSED = "refused", "有误"


# What a file can hold, by the key of the commands' JSON, with the word that people count it in.
NOUNS = {"households": "户", "persons": "人", "helpers": "责任人", "pairings": "结对", "villages": "村"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot go in; `code` is stable for programs, `column` is the heading as the file has it.

    `row` is counted from 1 as Excel shows it; `position` is the column counted from 0, None for a whole row.
    """

    sheet: str
    row: int
    column: str
    code: str
    household: str
    message: str
    position: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "household": self.household,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a row that is already kept: what stands there and what the file says, as people read them."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What came of one thing of the file; a household stands at the row of its head."""

    noun: str
    sheet: str
    row: int
    household: str
    name: str
    outcome: Outcome
    changes: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Worth a look, but no reason to refuse; `households` are their numbers, empty where none is meant."""

    message: str
    households: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.same + self.refused

    @property
    def writes(self) -> int:
        return self.new + self.changed

    def as_json(self) -> dict[str, int]:
        return {"new": self.new, "changed": self.changed, "same": self.same, "refused": self.refused}


@dataclass(frozen=True)
class Preview:
    """A whole file held against the database. `nouns` are what it holds, the last one is what its rows are.

    `columns` maps each heading of the file to a field name, "" where the column is not read.
    """

    nouns: tuple[str, ...]
    rows: int
    outcomes: tuple[RowOutcome, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The promise of every import: no row is lost on the way (P27).
        if self.tallies[self.nouns[-1]].total != self.rows:
            raise AssertionError(f"{self.rows} rows read, {self.tallies[self.nouns[-1]]} accounted for")

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        counted = Counter((outcome.noun, outcome.outcome) for outcome in self.outcomes)
        return {noun: Tally(*(counted[noun, outcome] for outcome in Outcome)) for noun in self.nouns}

    @property
    def changes_anything(self) -> bool:
        return any(tally.writes for tally in self.tallies.values())

    def as_json(self) -> dict[str, Any]:
        counts = {noun: tally.as_json() for noun, tally in self.tallies.items()}
        return {"rows": self.rows, **counts, "problems": [problem.as_json() for problem in self.problems]}

    def counts(self) -> dict[str, Any]:
        """As kept with the batch: the figures without the rows."""
        return {"rows": self.rows, **{noun: tally.as_json() for noun, tally in self.tallies.items()}}
