"""The chain of seals outside the database: how a body reads and what a hash covers, with hashlib alone (L12).

Body of version 1, fields joined by `|`, the free text last:
`v1|entry|fund|seq|idem|day|kind|use|made_by|approved_by|reverses|legs|files|memo`; `legs` is `account:分` by comma in
the order of writing, `files` the SHA-256 of the receipts in ascending order. hash = SHA-256(previous hash ‖ body).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

GENESIS = b""


@dataclass(frozen=True)
class SealedEntry:
    """An entry as the books hold it; money in 分."""

    entry: int
    fund: int
    seq: int
    idem: UUID
    day: date
    kind: str
    use: str
    made_by: int
    approved_by: int
    reverses: int
    legs: tuple[tuple[int, int], ...]
    files: tuple[str, ...]
    memo: str
    prev: bytes
    hash: bytes

    @property
    def body(self) -> str:
        legs = ",".join(f"{account}:{amount}" for account, amount in self.legs)
        fields = (
            "v1",
            self.entry,
            self.fund,
            self.seq,
            self.idem,
            self.day.isoformat(),
            self.kind,
            self.use,
            self.made_by,
            self.approved_by,
            self.reverses,
            legs,
            ",".join(sorted(self.files)),
            self.memo,
        )
        return "|".join(map(str, fields))

    def hash_after(self, prev: bytes) -> bytes:
        return sha256(prev + self.body.encode()).digest()


@dataclass(frozen=True)
class Break:
    """The first place at which the chain does not hold, and what is wrong there."""

    seq: int
    entry: int | None
    words: str


def first_break(entries: Iterable[SealedEntry], *, head: bytes, seq: int, anchors: dict[int, bytes]) -> Break | None:
    """`entries` in the order of `seq`; `head` and `seq` as the chain keeps its end; `anchors`: printed heads by seq."""
    prev, expected = GENESIS, 1
    for entry in entries:
        if entry.seq != expected:
            return Break(expected, None, f"第 {expected} 笔不见了，接着的是第 {entry.seq} 笔")
        found = _wrong(entry, prev)
        if found:
            return Break(entry.seq, entry.entry, found)
        prev, expected = entry.hash, expected + 1
        if anchors.get(entry.seq, prev) != prev:
            return Break(entry.seq, entry.entry, f"第 {entry.seq} 笔和公示单上印的验证码不一样")
    if expected - 1 != seq or prev != head:
        return Break(expected, None, f"账到第 {expected - 1} 笔为止，链尾记的是第 {seq} 笔：后面的账被拿走或者换过")
    lost = sorted(number for number in anchors if number >= expected)
    if lost:
        return Break(expected, None, f"公示单上印过第 {lost[0]} 笔，账里没有")
    return None


def _wrong(entry: SealedEntry, prev: bytes) -> str:
    if entry.prev != prev:
        return f"第 {entry.seq} 笔接不上前一笔：顺序或者前一笔被改过"
    if sum(amount for _, amount in entry.legs) != 0 or len(entry.legs) < 2:
        return f"第 {entry.seq} 笔借贷不平"
    if entry.hash_after(prev) != entry.hash:
        return f"第 {entry.seq} 笔的内容被改过"
    return ""


def balances(entries: Iterable[SealedEntry]) -> dict[int, int]:
    """分 by account."""
    found: dict[int, int] = {}
    for entry in entries:
        for account, amount in entry.legs:
            found[account] = found.get(account, 0) + amount
    return found
