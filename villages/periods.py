"""The half-month (半月), the plan's beat: the 1st to the 15th, and the 16th to the month's end (R4.4)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

# Mean length in days: a Gregorian year has 365.2425 days and 24 half-months.
MEAN_DAYS = 365.2425 / 24


@dataclass(frozen=True, order=True)
class Fortnight:
    """One half-month; `half` is 1 or 2. Periods compare and sort by time."""

    year: int
    month: int
    half: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and self.half in (1, 2)):
            raise ValueError(f"no half-month: {self.year}-{self.month}/{self.half}")

    @classmethod
    def containing(cls, day: date) -> Self:
        return cls(day.year, day.month, 1 if day.day <= 15 else 2)

    @property
    def start(self) -> date:
        return date(self.year, self.month, 1 if self.half == 1 else 16)

    @property
    def end(self) -> date:
        """The last day inside."""
        last = 15 if self.half == 1 else calendar.monthrange(self.year, self.month)[1]
        return date(self.year, self.month, last)

    @classmethod
    def parse(cls, slug: str) -> Self:
        """Of an address: 2017-11-1. Raises ValueError for anything else."""
        found = re.fullmatch(r"(20\d\d)-(\d{1,2})-([12])", slug, re.ASCII)
        if found is None:
            raise ValueError(f"no half-month: {slug}")
        return cls(*map(int, found.groups()))

    @property
    def slug(self) -> str:
        return f"{self.year}-{self.month}-{self.half}"

    @property
    def label(self) -> str:
        """11月上."""
        return f"{self.month}月{'上' if self.half == 1 else '下'}"

    @property
    def next(self) -> Self:
        return self.shifted(1)

    @property
    def previous(self) -> Self:
        return self.shifted(-1)

    def shifted(self, count: int) -> Self:
        """The half-month `count` places later; a negative count goes back."""
        months, half = divmod((self.year * 12 + self.month - 1) * 2 + self.half - 1 + count, 2)
        return type(self)(months // 12, months % 12 + 1, half + 1)

    def __str__(self) -> str:
        return f"{self.year}年{self.label}"
