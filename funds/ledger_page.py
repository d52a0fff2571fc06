"""A page of a fund's books: each entry with the balance after it, and the equation that closes the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Sum

from funds.codes import AccountKind, EntryKind
from funds.models import Account, Entry, Fund, Posting


@dataclass(frozen=True)
class LedgerLine:
    """Money in 分. A reversal stands in its entry's column below zero, so that the columns add up to what was meant."""

    entry: Entry
    money: int
    balance: int
    earmark: Account

    @property
    def seq(self) -> int:
        return self.entry.seal.seq

    @property
    def is_income(self) -> bool:
        kind = self.entry.reverses.kind if self.entry.reverses else self.entry.kind
        return kind == EntryKind.RECEIPT

    @property
    def paid_in(self) -> int | None:
        return self.money if self.is_income else None

    @property
    def paid_out(self) -> int | None:
        return None if self.is_income else -self.money

    @property
    def reversed_by(self) -> Entry | None:
        return getattr(self.entry, "reversal", None)


@dataclass(frozen=True)
class LedgerPage:
    """Newest first; opening + paid_in − paid_out = closing."""

    lines: tuple[LedgerLine, ...]
    opening: int

    @classmethod
    def of(cls, fund: Fund, entries: Sequence[Entry]) -> Self:
        """`entries` newest first, as `Entry.objects.as_ledger()` brings them."""
        if not entries:
            return cls((), balance_before(fund, seq=1))
        opening = balance = balance_before(fund, seq=entries[-1].seal.seq)
        lines = []
        for entry in reversed(entries):
            money, earmark = _sides(entry)
            balance += money
            lines.append(LedgerLine(entry, money, balance, earmark))
        return cls(tuple(reversed(lines)), opening)

    @property
    def paid_in(self) -> int:
        return sum(line.paid_in or 0 for line in self.lines)

    @property
    def paid_out(self) -> int:
        return sum(line.paid_out or 0 for line in self.lines)

    @property
    def closing(self) -> int:
        return self.opening + self.paid_in - self.paid_out


def balance_before(fund: Fund, *, seq: int) -> int:
    """分 in the bank account before the entry of that number."""
    rows = Posting.objects.filter(account__fund=fund, account__kind=AccountKind.BANK, entry__seal__seq__lt=seq)
    return rows.aggregate(total=Sum("amount"))["total"] or 0


def _sides(entry: Entry) -> tuple[int, Account]:
    """What it moved in the bank account, and the earmark."""
    legs = entry.postings.all()
    money = sum(leg.amount for leg in legs if leg.account.kind == AccountKind.BANK)
    return money, next(leg.account for leg in legs if leg.account.kind == AccountKind.EARMARK)
