"""The pilot villages' money on a battle map (钱): what came, what went, what is left, as at a day.

A reversal takes back what its entry said, so both sides count what really moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from funds.models import Fund
from villages.models import Village


@dataclass(frozen=True)
class FundLine:
    """One fund, in 分; `url` is empty where the reader may not open it or the day is past."""

    fund: Fund
    came: int
    went: int
    url: str = ""

    @property
    def left(self) -> int:
        return self.came - self.went


@dataclass(frozen=True)
class FundBoard:
    on: date
    lines: tuple[FundLine, ...]

    @classmethod
    def of(cls, villages: Sequence[Village], *, on: date, may_open: bool) -> Self:
        """One query."""
        funds = Fund.objects.filter(village__in=villages).with_moved(until=on)
        return cls(
            on, tuple(FundLine(row, row.came, row.went, row.get_absolute_url() if may_open else "") for row in funds)
        )

    @property
    def came(self) -> int:
        return sum(line.came for line in self.lines)

    @property
    def went(self) -> int:
        return sum(line.went for line in self.lines)

    @property
    def left(self) -> int:
        return self.came - self.went

    @property
    def most(self) -> int:
        """The scale that all bars share."""
        return max((line.came for line in self.lines), default=0)
