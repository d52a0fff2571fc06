"""A head of the chain that goes out on paper: from then on the chain must pass through it (R6.3)."""

from datetime import date

from funds.models import Anchor, Chain, Fund
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused


def keep_anchor(fund: Fund, *, printed_on: date, by: User) -> Anchor:
    """The head as it is now; printed again on the same day it is the same anchor."""
    with changing(by=by, reason="印公示单，留验证码"):
        Fund.objects.select_for_update().get(pk=fund.pk)
        chain = Chain.objects.get(fund=fund)
        if not chain.seq:
            raise Refused("还没有记账，没有可印的公示单")
        there = Anchor.objects.filter(fund=fund, seq=chain.seq, hash=chain.head, printed_on=printed_on).first()
        return there or Anchor.objects.create(
            fund=fund, seq=chain.seq, hash=chain.head, printed_on=printed_on, printed_by=by
        )
