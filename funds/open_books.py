"""A fund's books as anybody may read them (R6.3): a read model of its own, so that nothing private can slip through.

Names of households and people, telephones, accounts and ID numbers are no fields here. Money in 分. A reversal counts
against the source or the use of the entry that it takes back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Self

from enterprises.models import Enterprise
from funds.codes import EntryKind, FundSource, Use
from funds.models import Entry, Fund, FundNotice, FundOutcome
from funds.public_words import payee, public, villagers
from povertyplan.ui.charts.notice import Clock
from povertyplan.ui.charts.waterfall import Step

SHOWN = 20
_CODE = 16


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """2017-09; None for anything else."""
        try:
            return cls.of(date.fromisoformat(f"{text}-01"))
        except ValueError:
            return None

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return (self.first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    @property
    def slug(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def label(self) -> str:
        return f"{self.year}年{self.month}月"


@dataclass(frozen=True)
class OpenEntry:
    """`amount` is plus for money in; `heading` the source or the use; `balance` of the bank account after it."""

    seq: int
    day: date
    kind: str
    heading: str
    memo: str
    payee: str
    amount: int
    balance: int
    receipts: int
    paper_no: str
    taken_back: int

    @property
    def is_in(self) -> bool:
        """Of money in, or taking money in back."""
        return self.heading in FundSource.labels

    @property
    def short_kind(self) -> str:
        return {EntryKind.RECEIPT: "收", EntryKind.PAYMENT: "支"}.get(EntryKind(self.kind), "冲")


@dataclass(frozen=True)
class Part:
    label: str
    amount: int


@dataclass(frozen=True)
class Statement:
    """What a term brought: opening + received − spent = closing."""

    opening: int
    sources: tuple[Part, ...]
    uses: tuple[Part, ...]
    entries: tuple[OpenEntry, ...]

    @classmethod
    def of(cls, entries: Iterable[OpenEntry], *, month: Month | None) -> Self:
        """`entries` from the beginning; None takes all of them."""
        rows = list(entries)
        inside = [row for row in rows if month is None or month.first <= row.day <= month.last]
        before = sum(row.amount for row in rows if month and row.day < month.first)
        return cls(
            opening=before,
            sources=_parts(inside, FundSource.labels, 1),
            uses=_parts(inside, Use.labels, -1),
            entries=tuple(inside),
        )

    @property
    def received(self) -> int:
        return sum(part.amount for part in self.sources)

    @property
    def spent(self) -> int:
        return sum(part.amount for part in self.uses)

    @property
    def closing(self) -> int:
        return self.opening + self.received - self.spent

    @property
    def most(self) -> int:
        """The longest part, for bars of sources and uses on one scale."""
        return max((abs(part.amount) for part in (*self.sources, *self.uses)), default=0)

    @cached_property
    def waterfall(self) -> list[Step]:
        changes = [part.amount for part in self.sources] + [-part.amount for part in self.uses]
        levels = list(accumulate(changes, initial=self.opening))
        top = max([*levels, self.closing, 1])
        steps = [Step("", "期初", self.opening, 0, self.opening, top, "use4")] if self.opening else []
        for number, (part, (before, after)) in enumerate(
            zip((*self.sources, *self.uses), pairwise(levels), strict=False)
        ):
            is_in = number < len(self.sources)
            first = number in (0, len(self.sources))
            place = number if is_in else number - len(self.sources)
            look = f"fund{min(place, 2) + 1}" if is_in else f"use{min(place, 2) + 1}"
            steps.append(Step("+" if is_in else "−", part.label, part.amount, before, after, top, look, first))
        return [*steps, Step("=", "结余", self.closing, 0, self.closing, top, "f-act2", is_sum=True)]


def _parts(entries: Sequence[OpenEntry], labels: Sequence[str], sign: int) -> tuple[Part, ...]:
    sums: dict[str, int] = {}
    for entry in entries:
        sums[entry.heading] = sums.get(entry.heading, 0) + sign * entry.amount
    return tuple(Part(label, sums[label]) for label in labels if sums.get(label))


@dataclass(frozen=True)
class OpenNotice:
    """`what` and `place` are masked where they name a villager; `objections` are counted, never quoted."""

    what: str
    use: str
    amount: int
    payee: str
    households: int
    place: str
    clock: Clock
    objections: int

    @property
    def said(self) -> str:
        if self.clock.is_stopped:
            return f"有 {self.objections} 条异议没有答复，停表" if self.objections else "异议成立，停了"
        return self.clock.said


@dataclass(frozen=True)
class OpenResult:
    what: str
    result: str
    households: int
    known_on: date


@dataclass(frozen=True)
class OpenBooks:
    """`name` of the fund, its village's and where anybody asks; entries from the beginning in the order of days."""

    name: str
    village: str
    village_code: str
    since: date
    bank: str
    hotline: str
    notice_days: int
    entries: tuple[OpenEntry, ...]
    notices: tuple[OpenNotice, ...]
    notices_over: int
    results: tuple[OpenResult, ...]
    closed_through: date | None
    seq: int
    head: str

    @classmethod
    def of(cls, fund: Fund, *, on: date) -> Self:
        """`fund` with its chain."""
        names = villagers(fund.village)
        known = frozenset(Enterprise.objects.values_list("name", flat=True))
        notices = list(FundNotice.objects.filter(application__fund=fund).for_the_open())
        running = [notice for notice in notices if notice.is_hanging(on=on)]
        return cls(
            name=str(fund),
            village=fund.village.name,
            village_code=fund.village.code,
            since=fund.selected_on,
            bank=fund.bank_name,
            hotline=fund.hotline,
            notice_days=fund.notice_days,
            entries=tuple(_entries(fund, names, known)),
            notices=tuple(_notice(notice, names, known, on) for notice in running),
            notices_over=len([notice for notice in notices if notice.ends_on < on and not notice.stopped_on]),
            results=tuple(_results(fund, names)),
            closed_through=fund.chain.closed_through,
            seq=fund.chain.seq,
            head=fund.chain.head_hex,
        )

    @property
    def months(self) -> list[Month]:
        """That have entries, the latest first."""
        return sorted({Month.of(entry.day) for entry in self.entries}, reverse=True)

    @property
    def short_code(self) -> str:
        return short_code(self.head)

    def statement(self, month: Month | None = None) -> Statement:
        return Statement.of(self.entries, month=month)


def short_code(head: str) -> str:
    """3F9A 72C1 5D08 B4E6: the first half of a line, to be compared by eye with what is printed."""
    start = head[:_CODE].upper()
    return " ".join(start[place : place + 4] for place in range(0, len(start), 4))


def _entries(fund: Fund, names: frozenset[str], known: frozenset[str]) -> Iterable[OpenEntry]:
    balance = 0
    for entry in Entry.objects.filter(fund=fund).for_the_open():
        whose = entry.reverses.voucher if entry.reverses else entry.voucher
        is_in = (whose.kind == EntryKind.RECEIPT) != (entry.kind == EntryKind.REVERSAL)
        amount = entry.voucher.amount if is_in else -entry.voucher.amount
        balance += amount
        other = payee(whose.counterparty, names, known) if whose.counterparty else ""
        yield OpenEntry(
            seq=entry.seal.seq,
            day=entry.day,
            kind=entry.kind,
            heading=_heading(whose.kind, whose.account.source if whose.account else "", whose.use),
            memo=entry.memo,
            payee="个人" if other == "农户" and whose.kind == EntryKind.RECEIPT else other,
            amount=amount,
            balance=balance,
            receipts=entry.receipts,
            paper_no="" if any(name in entry.voucher.paper_no for name in names) else entry.voucher.paper_no,
            taken_back=entry.reverses.seal.seq if entry.reverses else 0,
        )


def _heading(kind: str, source: str, use: str) -> str:
    return FundSource(source).label if kind == EntryKind.RECEIPT else Use(use).label


def _notice(notice: FundNotice, names: frozenset[str], known: frozenset[str], on: date) -> OpenNotice:
    application = notice.application
    first = notice.posted_on + timedelta(days=1)
    waiting = notice.waiting_objections
    return OpenNotice(
        what=public(application.what, names, instead=application.get_use_display()),
        use=application.get_use_display(),
        amount=application.amount,
        payee=payee(application.payee, names, known),
        households=len(application.shares.all()),
        place=public(notice.place, names, instead="村里"),
        clock=Clock(first, notice.ends_on, max(on, first), is_stopped=bool(waiting) or notice.is_refuted),
        objections=waiting,
    )


def _results(fund: Fund, names: frozenset[str]) -> Iterable[OpenResult]:
    rows = FundOutcome.objects.filter(application__fund=fund).select_related("application")
    for outcome in rows.order_by("-known_on", "-pk"):
        use = outcome.application.get_use_display()
        yield OpenResult(
            what=public(outcome.application.what, names, instead=use),
            result=public(outcome.result, names, instead=f"惠及 {outcome.households} 户"),
            households=outcome.households,
            known_on=outcome.known_on,
        )
