"""Which payment was made of which gift: first in, first out within one earmark, as the books stand. Without ORM.

Money of an earmark is not kept apart by giver, so the order of the entries decides: the earliest receipt is used first.
The parts of all receipts add up to the payments; what is used and what is left of one receipt, to the receipt.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """A receipt or a payment of the earmark; `amount` in 分, above zero."""

    key: int
    amount: int


@dataclass(frozen=True)
class Part:
    """So much (分) of the payment came out of the receipt."""

    receipt: int
    payment: int
    amount: int


def parts(receipts: Iterable[Flow], payments: Iterable[Flow]) -> list[Part]:
    """Both in the order of the books, without what was reversed; payments beyond all receipts are a ValueError."""
    found: list[Part] = []
    coming = iter(receipts)
    receipt, left = 0, 0
    for payment in payments:
        owed = payment.amount
        while owed:
            if not left:
                flow = next(coming, None)
                if flow is None:
                    raise ValueError(f"payment {payment.key} is {owed} more than was received")
                receipt, left = flow.key, flow.amount
            taken = min(owed, left)
            found.append(Part(receipt, payment.key, taken))
            owed, left = owed - taken, left - taken
    return found
