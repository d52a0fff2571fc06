"""What the fund paid for a household: only money that went out and names this household (R6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from funds.models import ApplicationShare
from households.models import Household


@dataclass(frozen=True)
class HouseholdMoney:
    """The shares, newest payment first; one without an amount is goods or work bought for several."""

    shares: Sequence[ApplicationShare]

    @classmethod
    def of(cls, household: Household) -> Self:
        """One query."""
        return cls(list(ApplicationShare.objects.filter(household=household).paid().newest_payment_first()))

    @property
    def total(self) -> int:
        """分 of the shares with an amount."""
        return sum(share.amount or 0 for share in self.shares)

    @property
    def unsigned(self) -> int:
        return sum(share.received_on is None for share in self.shares)
