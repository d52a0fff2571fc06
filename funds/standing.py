"""How much of a fund can still be promised (还能用多少): what the books hold, less what is spoken for (R6.2).

An approved application names a use and no earmark. What it has not yet been paid takes the earmarks kept for that use
first, then those for any use in the order of the sources, so that free gifts stay free the longest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from funds.codes import AccountKind, EntryKind, FundSource, VoucherState
from funds.models import Account, Application, Fund, Voucher


@dataclass(frozen=True)
class EarmarkStanding:
    """One 专款, in 分: `waiting` is what submitted vouchers take out of it, `promised` the unpaid part of approvals."""

    account: Account
    balance: int
    waiting: int = 0
    promised: int = 0

    @property
    def payable(self) -> int:
        """What a new voucher may take: a promise is kept by paying it."""
        return self.balance - self.waiting

    @property
    def available(self) -> int:
        """What a new application may be promised."""
        return self.payable - self.promised

    @property
    def is_touched(self) -> bool:
        return bool(self.balance or self.waiting or self.account.use)


@dataclass(frozen=True)
class Standing:
    """Of one fund. `short`: approved beyond what there is, 0 as a rule."""

    earmarks: tuple[EarmarkStanding, ...]
    short: int = 0

    @property
    def balance(self) -> int:
        return sum(earmark.balance for earmark in self.earmarks)

    @property
    def waiting(self) -> int:
        return sum(earmark.waiting for earmark in self.earmarks)

    @property
    def promised(self) -> int:
        return sum(earmark.promised for earmark in self.earmarks) + self.short

    @property
    def kept(self) -> int:
        """Left for one use alone."""
        return sum(earmark.available for earmark in self.earmarks if earmark.account.use)

    @property
    def free(self) -> int:
        """For a new application of any use; below zero where more was approved than there is."""
        return self.balance - self.waiting - self.promised - self.kept

    def of(self, account: Account) -> EarmarkStanding:
        return next(earmark for earmark in self.earmarks if earmark.account.pk == account.pk)

    @property
    def touched(self) -> list[EarmarkStanding]:
        return [earmark for earmark in self.earmarks if earmark.is_touched]


def standing(fund: Fund) -> Standing:
    return standings([fund])[fund.pk]


def standings(funds: Sequence[Fund]) -> dict[int, Standing]:
    """By fund, in a fixed number of queries."""
    waiting = _waiting(funds)
    earmarks: dict[int, list[EarmarkStanding]] = defaultdict(list)
    accounts = Account.objects.filter(fund__in=funds, kind=AccountKind.EARMARK).select_related("balance")
    for account in accounts:
        row = EarmarkStanding(account, account.balance.available, waiting.get(account.pk, 0))
        earmarks[account.fund_id].append(row)
    promised = _promised(funds)
    return {fund.pk: promise(earmarks[fund.pk], promised[fund.pk]) for fund in funds}


def promise(earmarks: Iterable[EarmarkStanding], promised: Mapping[str, int]) -> Standing:
    """`promised`: 分 by use."""
    order = list(FundSource)
    rows = sorted(earmarks, key=lambda row: (order.index(FundSource(row.account.source)), row.account.use))
    taken: dict[int, int] = defaultdict(int)
    short = 0
    for use, amount in promised.items():
        fitting = [row for row in rows if row.account.use == use] + [row for row in rows if not row.account.use]
        for row in fitting:
            part = max(0, min(amount, row.payable - taken[row.account.pk]))
            taken[row.account.pk] += part
            amount -= part
        short += amount
    return Standing(tuple(replace(row, promised=taken[row.account.pk]) for row in rows), short)


def _waiting(funds: Sequence[Fund]) -> dict[int, int]:
    """分 by earmark: submitted payments, and submitted reversals of receipts."""
    submitted = Voucher.objects.filter(fund__in=funds, state=VoucherState.SUBMITTED)
    payments = submitted.filter(kind=EntryKind.PAYMENT).order_by().values_list("account").annotate(Sum("amount"))
    receipts = submitted.filter(
        reverses__kind=EntryKind.RECEIPT, reverses__postings__account__kind=AccountKind.EARMARK
    ).order_by()
    found: dict[int, int] = defaultdict(int)
    for account, amount in [
        *payments,
        *receipts.values_list("reverses__postings__account").annotate(Sum("amount")),
    ]:
        found[account] += amount
    return found


def _promised(funds: Sequence[Fund]) -> dict[int, dict[str, int]]:
    """分 by fund and use: what approved applications have not yet in a voucher."""
    in_vouchers = (
        Voucher.objects.filter(
            application=OuterRef("pk"),
            kind=EntryKind.PAYMENT,
            state__in=[VoucherState.SUBMITTED, VoucherState.APPROVED],
            entry__reversal__isnull=True,
        )
        .order_by()
        .values("application")
    )
    rows = (
        Application.objects.going_on()
        .filter(fund__in=funds)
        .annotate(
            agreeing=Count("approvals", filter=Q(approvals__agrees=True)),
            refusing=Count("approvals", filter=Q(approvals__agrees=False)),
            in_vouchers=Coalesce(Subquery(in_vouchers.annotate(total=Sum("amount")).values("total")), 0),
        )
        .filter(Q(agreeing__gte=2) | Q(agreeing=1, amount__lte=F("fund__second_above")), refusing=0)
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    asked = rows.order_by("applied_on", "pk").values_list("fund", "use", "amount", "in_vouchers")
    for fund, use, amount, in_vouchers in asked:
        found[fund][use] += max(0, amount - in_vouchers)
    return found
