"""The households on a paper that hangs in public, and all that it may tell of them."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from households.models import Exit, ExitStep, Household
from office.exit_sheets.parts import NO_HEAD, TAIL, Sheet

NB = "\u00a0"  # keeps a number and its measure word on one line
# Up to so many households a notice has room to set the standard out as a table.
FEW_LINES = 4


@dataclass(frozen=True)
class HouseholdLine:
    """All that a public sheet tells of a household."""

    head: str
    tail: str
    hamlet: str
    people: int


@dataclass(frozen=True)
class HouseholdsSheet(Sheet):
    """Paper that hangs in public: its households, and nothing of them beyond a line."""

    number: str
    year: str
    opening: str
    lines: tuple[HouseholdLine, ...]
    signed_on: str

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def is_short(self) -> bool:
        return len(self.lines) <= FEW_LINES


def taken_with(exit_: Exit, step: ExitStep) -> "QuerySet[Exit]":
    """The household exits of the village on the same paper: one number, one day, one standard and year."""
    same = ExitStep.objects.filter(
        stage=step.stage, document_no=step.document_no, done_on=step.done_on, ends_on=step.ends_on
    )
    exits = Exit.objects.of_households().filter(village=exit_.village_id, standard=exit_.standard_id, year=exit_.year)
    return exits.filter(pk__in=same.values("exit"), stopped_on__isnull=True)


def lines_of(exits: Sequence[int]) -> tuple[HouseholdLine, ...]:
    """Group by group as they are counted: 2 组 before 10 组."""
    rows = Household.objects.filter(exits__in=exits).with_head().with_member_count().in_registry_order()
    return tuple(
        HouseholdLine(row.head_name or NO_HEAD, row.registry_no[-TAIL:], row.hamlet, row.member_count)
        for row in sorted(rows, key=_group_number)
    )


def _group_number(household: Household) -> tuple[int, str]:
    digits = re.match(r"\d+", household.hamlet)
    return int(digits[0]) if digits else sys.maxsize, household.hamlet
