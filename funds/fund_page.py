"""A fund at the desk: what can still be used, what waits for whom, and a page of the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count
from django.urls import reverse

from funds.codes import VoucherState
from funds.gifts import gifts_waiting
from funds.models import Application, Fund, Voucher
from funds.standing import Standing, standing, standings
from funds.tracks import Track, Turn
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.dates import iso
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.money import plain_yuan

# From the approval on an application holds money.
_APPROVED = {
    Turn.POST,
    Turn.POST_ANEW,
    Turn.ANSWER,
    Turn.WAIT,
    Turn.PAY,
    Turn.APPROVE_PAYMENT,
    Turn.SIGN,
    Turn.OUTCOME,
}


# Its notice is over: it can be paid, or paid on.
_PAYABLE = {Turn.PAY, Turn.SIGN, Turn.OUTCOME}


@dataclass(frozen=True)
class Promised:
    """An approved application that is not wholly in vouchers."""

    track: Track

    @property
    def rest(self) -> int:
        """分 that no submitted or posted voucher has taken."""
        return self.track.left - sum(voucher.amount for voucher in self.track.submitted)

    @property
    def is_payable(self) -> bool:
        return self.track.turn in _PAYABLE


@dataclass(frozen=True)
class Waiting:
    """One thing that somebody is to do; `is_own`: the reader may."""

    lamp: Lamp
    whose: str
    what: str
    say: str
    url: str
    act: str
    is_own: bool


class FundPage:
    """One fund as `reader` sees it on a day; in a fixed number of queries."""

    def __init__(self, fund: Fund, *, on: date, reader: User) -> None:
        self.fund, self.on, self.reader = fund, on, reader

    @cached_property
    def standing(self) -> Standing:
        return standing(self.fund)

    @cached_property
    def promised(self) -> list[Promised]:
        """Approved applications that are not wholly paid, the oldest first."""
        rows = Application.objects.going_on().filter(fund=self.fund).with_steps().order_by("applied_on", "pk")
        approved = [Promised(track) for row in rows if (track := Track.of(row, on=self.on)).turn in _APPROVED]
        return [row for row in approved if row.rest > 0]

    @cached_property
    def waiting(self) -> list[Waiting]:
        return [*self._vouchers(), *self._payments(), *self._gifts()]

    @property
    def own(self) -> list[Waiting]:
        return [row for row in self.waiting if row.is_own]

    @property
    def say(self) -> str:
        if not self.waiting:
            return "没有等办的"
        own = len(self.own)
        return f"{len(self.waiting)} 件，{own} 件等你" if own else f"{len(self.waiting)} 件，没有等你的"

    def _vouchers(self) -> list[Waiting]:
        rows = Voucher.objects.filter(fund=self.fund).open().with_sides().order_by("day", "pk")
        return [self._of(voucher) for voucher in rows]

    def _of(self, voucher: Voucher) -> Waiting:
        what = f"{voucher.get_kind_display()} {plain_yuan(voucher.amount)} 元，{voucher.memo}"
        if voucher.is_waiting:
            may = self.reader.can(Capability.APPROVE_VOUCHERS)
            may = may and self.reader.pk not in (voucher.made_by_id, voucher.second_by_id)
            say = f"{voucher.made_by.name}写，{iso(voucher.day)}"
            return self._row(voucher, "审批人", what, f"{say}，{voucher.state_words}", "批", may=may)
        say = f"退回：{voucher.answer}" if voucher.answer else f"{voucher.made_by.name}的草稿，{iso(voucher.day)}"
        return self._row(voucher, "出纳", what, say, "接着办", may=self.reader.can(Capability.KEEP_BOOKS))

    def _row(self, voucher: Voucher, whose: str, what: str, say: str, act: str, *, may: bool) -> Waiting:
        return Waiting(voucher.lamp, whose, what, say, voucher.get_absolute_url(), act, is_own=may)

    def _payments(self) -> list[Waiting]:
        """Applications whose notice is over, with money left to pay."""
        keeps = self.reader.can(Capability.KEEP_BOOKS)
        return [
            Waiting(
                Lamp.GO,
                "出纳",
                f"付款 {plain_yuan(row.rest)} 元，{row.track.application.what}",
                f"付给{row.track.application.payee}；公示满期，没有异议",
                reverse("funds:payment_create", args=[row.track.application.pk]),
                "付款",
                is_own=keeps,
            )
            for row in self.promised
            if row.is_payable
        ]

    def _gifts(self) -> list[Waiting]:
        keeps = self.reader.can(Capability.KEEP_BOOKS)
        create = reverse("funds:voucher_create", args=[self.fund.pk])
        return [
            Waiting(
                Lamp.GO,
                "出纳",
                f"{gift.pledge.choice.pairing.enterprise}捐 {plain_yuan(gift.amount or 0)} 元",
                f"企业报 {iso(gift.delivered_on)} 到账，对着银行流水记收入",
                f"{create}?delivery={gift.pk}",
                "记收入",
                is_own=keeps,
            )
            for gift in gifts_waiting(self.fund)
        ]


@dataclass(frozen=True)
class FundRow:
    """A line of the list of funds."""

    fund: Fund
    standing: Standing
    waiting: int
    returned: int

    @property
    def spoken_for(self) -> int:
        return self.standing.waiting + self.standing.promised

    @property
    def waiting_words(self) -> str:
        return f"{self.waiting} 张等批"

    @property
    def returned_words(self) -> str:
        return f"{self.returned} 张退回"


def fund_rows(funds: Sequence[Fund]) -> list[FundRow]:
    rows = Voucher.objects.open().filter(fund__in=funds).order_by()
    counts = {(fund, state): n for fund, state, n in rows.values_list("fund", "state").annotate(Count("pk"))}
    found = standings(funds)
    return [
        FundRow(
            fund,
            found[fund.pk],
            waiting=counts.get((fund.pk, VoucherState.SUBMITTED), 0),
            returned=counts.get((fund.pk, VoucherState.RETURNED), 0),
        )
        for fund in funds
    ]
