"""The bank's lines beside the books' entries, one below the other, and why the two sums differ (R6.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from funds.matching import BankSide, BookSide, proposals
from funds.models import BankLine, BankMatch, Entry, Fund
from funds.models.bank import BankStatement
from povertyplan.ui.money import yuan

# The newest matched pairs that a page shows; all that is unmatched is shown.
PAIRS = 30


@dataclass(frozen=True)
class Line:
    """A line of the bank; `amount` in 分, plus for money in."""

    key: int
    day: date
    amount: int
    serial: str
    words: str
    counterparty: str


@dataclass(frozen=True)
class Booked:
    """An entry; `mirror` is the entry that takes it back or that it takes back, 0 for none."""

    key: int
    day: date
    amount: int
    seq: int
    words: str
    bank_ref: str
    counterparty: str
    mirror: int


@dataclass(frozen=True)
class Pair:
    """`why` of a proposal; `match` of what a person has said yes to."""

    line: Line
    entry: Booked
    why: str = ""
    match: int = 0

    @property
    def key(self) -> str:
        return f"{self.line.key}:{self.entry.key}"


@dataclass(frozen=True)
class Term:
    """A term of the equation; `sign` stands before it."""

    label: str
    amount: int
    sign: str = ""


@dataclass(frozen=True)
class Reconciliation:
    """`opening` is what the bank had before its first line; `bank` its balance after the last one."""

    proposed: tuple[Pair, ...]
    lines: tuple[Line, ...]
    entries: tuple[Booked, ...]
    pairs: tuple[Pair, ...]
    matched: int
    books: int
    bank: int
    opening: int
    imported: BankStatement | None

    @classmethod
    def of(cls, fund: Fund) -> Self:
        lines = {line.pk: _line(line) for line in BankLine.objects.filter(fund=fund)}
        entries = {entry.pk: _booked(entry) for entry in Entry.objects.filter(fund=fund).beside_the_bank()}
        matches = list(BankMatch.objects.filter(line__fund=fund).order_by("-line__day", "-pk"))
        done_lines, done_entries = {m.line_id for m in matches}, {m.entry_id for m in matches}
        free = [line for key, line in lines.items() if key not in done_lines]
        unmatched = {key: entry for key, entry in entries.items() if key not in done_entries}
        # A mistake and its reversal, neither of which the bank knows, answer each other.
        open_entries = [entry for entry in unmatched.values() if entry.mirror not in unmatched]
        found = proposals(map(_bank_side, free), map(_book_side, open_entries))
        proposed = tuple(Pair(lines[one.line], entries[one.entry], one.why) for one in found)
        taken = {pair.line.key for pair in proposed}, {pair.entry.key for pair in proposed}
        first, last = BankLine.objects.filter(fund=fund).first(), BankLine.objects.filter(fund=fund).last()
        return cls(
            proposed=proposed,
            lines=tuple(line for line in free if line.key not in taken[0]),
            entries=tuple(entry for entry in open_entries if entry.key not in taken[1]),
            pairs=tuple(Pair(lines[m.line_id], entries[m.entry_id], match=m.pk) for m in matches[:PAIRS]),
            matched=len(matches),
            books=sum(entry.amount for entry in entries.values()),
            bank=last.balance if last else 0,
            opening=first.balance - first.amount if first else 0,
            imported=BankStatement.objects.filter(fund=fund).first(),
        )

    @property
    def bank_only(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def books_only(self) -> int:
        return sum(entry.amount for entry in self.entries)

    @cached_property
    def terms(self) -> list[Term]:
        """账 + what only the bank has − what only the books have = 银行; zero terms are left out."""
        changes = [
            ("对账单以前的余额", self.opening),
            ("银行有、账上没有", self.bank_only),
            ("账上有、银行没有", -self.books_only),
        ]
        terms = [Term("账面", self.books)]
        terms += [Term(label, abs(amount), "+" if amount > 0 else "−") for label, amount in changes if amount]
        return [*terms, Term("银行", self.bank, "=")]

    @property
    def difference(self) -> int:
        return self.bank - self.books

    @property
    def holds(self) -> bool:
        """False where the bank's own lines do not lead to its balance: a statement is missing."""
        return self.books + self.opening + self.bank_only - self.books_only == self.bank

    def candidates(self, line: Line) -> list[Booked]:
        """Entries of the same money that nothing was proposed for: a person chooses."""
        return [entry for entry in self.entries if entry.amount == line.amount]

    @property
    def with_candidates(self) -> list[tuple[Line, list[Booked]]]:
        return [(line, self.candidates(line)) for line in self.lines]

    @property
    def has_choice(self) -> bool:
        """Something on the page can be said yes to."""
        return bool(self.proposed) or any(self.candidates(line) for line in self.lines)

    @property
    def difference_said(self) -> str:
        if not self.difference:
            return "账和银行一分不差"
        return f"银行比账{'多' if self.difference > 0 else '少'} {yuan(abs(self.difference))} 元"

    @property
    def counted(self) -> str:
        if not (self.lines or self.entries or self.proposed):
            return f"{self.matched} 笔都对上了"
        parts = (
            (len(self.proposed), "笔等你点头"),
            (len(self.lines), "笔银行有、账上没有"),
            (len(self.entries), "笔账上有、银行没有"),
        )
        return "，".join([f"对上 {self.matched} 笔", *(f"{many} {what}" for many, what in parts if many)])


def chosen_pairs(fund: Fund, keys: Iterable[str]) -> list[tuple[BankLine, Entry]]:
    """Of `line:entry` as the page sends them; what is no pair of this fund is left out."""
    wanted = [tuple(map(int, key.split(":"))) for key in keys if _is_key(key)]
    lines = BankLine.objects.filter(fund=fund).in_bulk([line for line, _ in wanted])
    entries = Entry.objects.filter(fund=fund).in_bulk([entry for _, entry in wanted])
    return [(lines[line], entries[entry]) for line, entry in wanted if line in lines and entry in entries]


def _is_key(key: str) -> bool:
    parts = key.split(":")
    return len(parts) == 2 and all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts)


def _line(line: BankLine) -> Line:
    words = " ".join(dict.fromkeys(filter(None, (line.summary, line.counterparty))))
    return Line(line.pk, line.day, line.amount, line.serial, words, line.counterparty)


def _booked(entry: Entry) -> Booked:
    return Booked(
        key=entry.pk,
        day=entry.day,
        amount=entry.money,
        seq=entry.seal.seq,
        words=entry.memo,
        bank_ref=entry.voucher.bank_ref,
        counterparty=entry.voucher.counterparty,
        mirror=entry.reverses_id or (entry.reversal.pk if hasattr(entry, "reversal") else 0),
    )


def _bank_side(line: Line) -> BankSide:
    return BankSide(line.key, line.day, line.amount, line.serial, line.counterparty)


def _book_side(entry: Booked) -> BookSide:
    return BookSide(entry.key, entry.day, entry.amount, entry.bank_ref, entry.counterparty)
