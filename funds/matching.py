"""Which line of the bank is which entry of the books: proposals only, a person says yes (R6.3). Without ORM."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Books and bank may lie some days apart: a transfer on Friday is in the books on Monday.
DAYS_APART = 10


@dataclass(frozen=True)
class BankSide:
    """`amount` in 分: plus in, minus out."""

    key: int
    day: date
    amount: int
    serial: str
    counterparty: str


@dataclass(frozen=True)
class BookSide:
    key: int
    day: date
    amount: int
    bank_ref: str
    counterparty: str


@dataclass(frozen=True)
class Proposal:
    line: int
    entry: int
    why: str


def proposals(lines: Iterable[BankSide], entries: Iterable[BookSide]) -> list[Proposal]:
    """At most one for each line and entry, in the order of the lines: by the bank's number, then by money and day.

    Where two entries of the same money are equally near in time and neither's counterparty is the bank's, nothing is
    proposed: a person looks.
    """
    by_amount: dict[int, list[BookSide]] = defaultdict(list)
    for entry in entries:
        by_amount[entry.amount].append(entry)
    taken: set[int] = set()
    found = []
    for line in sorted(lines, key=lambda side: (side.day, side.key)):
        free = [entry for entry in by_amount[line.amount] if entry.key not in taken]
        chosen = _chosen(line, free)
        if chosen:
            taken.add(chosen.entry)
            found.append(chosen)
    return found


def _chosen(line: BankSide, free: list[BookSide]) -> Proposal | None:
    for entry in free:
        if entry.bank_ref and entry.bank_ref == line.serial:
            return Proposal(line.key, entry.key, "流水号相同")
    near = [entry for entry in free if abs((entry.day - line.day).days) <= DAYS_APART and not entry.bank_ref]
    named = [entry for entry in near if entry.counterparty and entry.counterparty == line.counterparty]
    best = sorted(named or near, key=lambda entry: (abs((entry.day - line.day).days), entry.key))
    if not best:
        return None
    first = best[0]
    ties = [entry for entry in best if abs((entry.day - line.day).days) == abs((first.day - line.day).days)]
    if len(ties) > 1 and not named:
        return None
    apart = abs((first.day - line.day).days)
    days = "同一天" if apart == 0 else f"差 {apart} 天"
    return Proposal(line.key, first.key, f"金额相同，{'对方相同，' if named else ''}{days}")
