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
NOUNS = {
    "households": "户",
    "persons": "人",
    "helpers": "责任人",
    "enterprises": "企业",
    "pairings": "结对",
    "villages": "村",
}
# How many of what, where the noun alone does not say it: 3 户, but 3 家企业, 3 条, 3 个村.
_UNITS = {"enterprises": "家企业", "pairings": "条", "villages": "个村"}
# What the keys of a file are, by their name in the commands' JSON: the word before one, what many are counted in.
_IDENTITIES = {"household": ("户", "户"), "credit_code": ("企业", "家企业")}


def unit_of(noun: str) -> str:
    return _UNITS.get(noun) or NOUNS[noun]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot go in; `code` is stable for programs, `column` is the heading as the file has it.

    `key` is the household's number, or what else the thing is known by. `row` is counted from 1
    as Excel shows it; `position` is the column counted from 0, None for a whole row.
    """

    sheet: str
    row: int
    column: str
    code: str
    key: str
    message: str
    position: int | None = None

    def as_json(self, identity: str) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "code": self.code,
            identity: self.key,
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
    key: str
    name: str
    outcome: Outcome
    changes: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Worth a look, but no reason to refuse; `keys` say of which things, empty where none is meant."""

    message: str
    keys: tuple[str, ...] = ()


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

    `columns` maps each heading of the file to a field name, "" where the column is not read; `identity` is what the
    keys of outcomes and problems are, as the commands' JSON calls it.
    """

    nouns: tuple[str, ...]
    rows: int
    outcomes: tuple[RowOutcome, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    identity: str = "household"

    def __post_init__(self) -> None:
        # The promise of every import: no row is lost on the way (P27).
        if self.tallies[self.nouns[-1]].total != self.rows:
            raise AssertionError(f"{self.rows} rows read, {self.tallies[self.nouns[-1]]} accounted for")

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        counted = Counter((outcome.noun, outcome.outcome) for outcome in self.outcomes)
        return {noun: Tally(*(counted[noun, outcome] for outcome in Outcome)) for noun in self.nouns}

    @property
    def called(self) -> str:
        """The word before a key: 户 42039900120100001."""
        return _IDENTITIES[self.identity][0]

    @property
    def counted_in(self) -> str:
        """Of a number of keys: 3 户."""
        return _IDENTITIES[self.identity][1]

    @property
    def changes_anything(self) -> bool:
        return any(tally.writes for tally in self.tallies.values())

    def as_json(self) -> dict[str, Any]:
        counts = {noun: tally.as_json() for noun, tally in self.tallies.items()}
        return {"rows": self.rows, **counts, "problems": [problem.as_json(self.identity) for problem in self.problems]}

    def counts(self) -> dict[str, Any]:
        """As kept with the batch: the figures without the rows."""
        return {"rows": self.rows, **{noun: tally.as_json() for noun, tally in self.tallies.items()}}
