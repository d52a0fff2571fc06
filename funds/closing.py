"""What stands against closing a fund's books through a day, in words: the conditions of the closing's trigger (L10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from funds.models import BankLine, Entry, Fund, StatementBalance, Voucher
from funds.refusals import WORDS
from povertyplan.ui.money import yuan

_NAMED = 5


@dataclass(frozen=True)
class Closable:
    """`against` stops the closing; `beside` does not, but somebody should look."""

    entered: StatementBalance
    books: int
    bank: int
    against: tuple[str, ...]
    beside: tuple[str, ...]

    @classmethod
    def of(cls, entered: StatementBalance) -> Self:
        fund, through = entered.fund, entered.through
        books = Entry.objects.filter(fund=fund).money_through(through)
        last = BankLine.objects.filter(fund=fund, day__lte=through).last()
        bank = last.balance if last else 0
        return cls(
            entered=entered,
            books=books,
            bank=bank,
            against=tuple(_against(fund, through, books, bank, entered.balance)),
            beside=tuple(_beside(fund, through, last)),
        )

    @property
    def is_equal(self) -> bool:
        return self.books == self.bank == self.entered.balance


def _against(fund: Fund, through: date, books: int, bank: int, entered: int) -> Iterable[str]:
    if books != bank:
        yield f"账上 {yuan(books)} 元，导入的对账单 {yuan(bank)} 元，差 {yuan(abs(books - bank))} 元：先把两边对上"
    if entered != bank:
        yield f"填的余额 {yuan(entered)} 元，导入的对账单 {yuan(bank)} 元：看看抄错没有，或者再导一份对账单"
    waiting = list(Voucher.objects.filter(fund=fund, day__lte=through).open().order_by("day", "pk"))
    if waiting:
        what = WORDS["periodclosing_nothing_waits"].partition("，")[2]
        yield f"{len(waiting)} 张凭证没有批：{_named(waiting)}。{what}"
    bare = list(Entry.objects.filter(fund=fund).payments_without_receipt(through=through))
    if bare:
        yield f"{len(bare)} 笔支出没有票据：{_named(bare)}。冲回来，补上票据重新记"


def _beside(fund: Fund, through: date, last: BankLine | None) -> Iterable[str]:
    lines = BankLine.objects.filter(fund=fund, day__lte=through, match__isnull=True).count()
    if lines:
        yield f"{lines} 笔银行流水还没有勾对"
    if last and last.day < through:
        yield f"导入的对账单最后一笔是 {last.day}，到 {through} 中间没有流水？"


def _named(rows: list[Voucher] | list[Entry]) -> str:
    said = [f"{row.day:%m-%d} {row.memo}" for row in rows[:_NAMED]]
    return "、".join(said) + (f"等 {len(rows)} 笔" if len(rows) > _NAMED else "")
