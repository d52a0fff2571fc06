"""Enterprises' gifts to a fund: the receipt in the books is the donation, the payments out of it tell where it went.

One amount, one row (domain §12.13): `Voucher.delivery` is the enterprise's delivery, never a second figure.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Count, Q, Sum

from enterprises.codes import Recipient
from enterprises.models import Delivery
from enterprises.models.delivery import DeliveryQuerySet
from funds.codes import EntryKind, Use, VoucherState
from funds.models import Fund, Posting, Voucher
from funds.traces import Flow, parts
from households.models import Member
from povertyplan.ui.money import plain_yuan


def gifts_waiting(fund: Fund, *, of: Voucher | None = None) -> DeliveryQuerySet:
    """Gifts to the fund without a receipt yet, the oldest first; `of`: a voucher whose own gift is offered too."""
    free = Q(fund_receipt__isnull=True)
    if of and of.delivery_id:
        free |= Q(pk=of.delivery_id)
    rows = Delivery.objects.live().in_villages([fund.village]).filter(free, pledge__recipient=Recipient.FUND)
    return rows.with_sides().oldest_first()


@dataclass(frozen=True)
class BookedUse:
    """A part of a payment; `households` are those the payment is for."""

    used_on: date
    what: str
    amount: int
    households: int


@dataclass(frozen=True)
class BookedGift:
    """What a giver learns from the books. Before the receipt is posted there is nothing to tell."""

    amount: int
    is_posted: bool
    uses: tuple[BookedUse, ...] = ()

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """`delivery` comes with its sides. Five queries at most."""
        amount = delivery.amount or 0
        posted = Voucher.objects.filter(delivery=delivery, state=VoucherState.APPROVED, entry__reversal__isnull=True)
        voucher = posted.select_related("entry").first()
        if voucher is None:
            return cls(amount, is_posted=False)
        receipts, payments = _flows(voucher)
        shares = {part.payment: part.amount for part in parts(receipts, payments) if part.receipt == voucher.entry.pk}
        return cls(amount, is_posted=True, uses=tuple(_uses(shares, delivery)))

    @property
    def used(self) -> int:
        return sum(use.amount for use in self.uses)

    @property
    def left(self) -> int:
        return self.amount - self.used

    @property
    def left_words(self) -> str:
        if not self.is_posted:
            return "等基金入账"
        if not self.left:
            return "都用完了"
        return f"余 {plain_yuan(self.left)} 元还没有用" if self.uses else f"{plain_yuan(self.left)} 元还没有用"

    @property
    def where(self) -> str:
        return f"进村扶贫基金，{self.left_words}"


def _flows(voucher: Voucher) -> tuple[list[Flow], list[Flow]]:
    """Receipts and payments of the voucher's earmark in the order of the books; what was reversed never was."""
    rows = Posting.objects.filter(account=voucher.account_id, entry__reversal__isnull=True)
    moved = rows.order_by("entry__seal__seq").values_list("entry__kind", "entry").annotate(moved=Sum("amount"))
    flows = [(kind, Flow(entry, abs(amount))) for kind, entry, amount in moved]
    receipts = [flow for kind, flow in flows if kind == EntryKind.RECEIPT]
    return receipts, [flow for kind, flow in flows if kind == EntryKind.PAYMENT]


def _uses(shares: dict[int, int], delivery: Delivery) -> list[BookedUse]:
    rows = Voucher.objects.filter(entry__in=shares).select_related("entry", "application")
    counted = rows.annotate(households=Count("application__shares")).order_by("entry__seal__seq")
    told = dict(counted.values_list("pk", "households"))
    people = Member.objects.filter(household__village=delivery.pledge.choice.pairing.village)
    return [
        BookedUse(row.day, _what(row, people.named_in(_words(row))), shares[row.entry.pk], told[row.pk])
        for row in rows.order_by("entry__seal__seq")
    ]


def _words(voucher: Voucher) -> str:
    return voucher.application.what if voucher.application else ""


def _what(voucher: Voucher, named: str) -> str:
    """The use alone where somebody wrote a villager's name into what it was for."""
    label = Use(voucher.use).label
    return label if named or not _words(voucher) else f"{_words(voucher)}（{label}）"
