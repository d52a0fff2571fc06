"""What the village's fund paid for the household, on the page of help of the bag: only money that went out."""

from dataclasses import dataclass
from datetime import date

from funds.models import ApplicationShare
from households.models import Household
from office.bags import wording
from povertyplan.ui import dates


@dataclass(frozen=True)
class FundLine:
    """`amount` is empty for goods or work bought for several; `number` tells two of one name apart."""

    number: int
    what: str
    use: str
    amount: str
    day: str


def fund_of(household: Household, on: date) -> tuple[FundLine, ...]:
    """Newest first."""
    shares: list[ApplicationShare] = household.bag_fund_shares  # type: ignore[attr-defined]
    return tuple(
        FundLine(
            number=share.application_id,
            what=share.application.what,
            use=share.application.get_use_display(),
            amount="" if share.amount is None else wording.yuan(share.amount),
            day=dates.spoken(share.paid_on, year=True),
        )
        for share in shares
        if share.paid_on <= on
    )
