"""The printed sheet of a fund's month (月度公示): what hangs on the village's board, with the chain's head as a code.

Built from the same read model as the public page: no name of a household or a person stands on it (R6.3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.template.loader import render_to_string

from funds.actions.anchors import keep_anchor
from funds.models import Fund, PeriodClosing
from funds.open_books import Month, OpenBooks, OpenEntry, Part, Statement, short_code
from office.bags import wording
from office.exit_sheets.parts import Sheet
from office.printing import fonts
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from povertyplan.ui.money import yuan

_SAID = "打印基金月度公示"
FEW = 14


@dataclass(frozen=True)
class Bar:
    """`share` of the longest bar on the page, in percent."""

    label: str
    amount: str
    share: float


@dataclass(frozen=True)
class EntryLine:
    day: str
    number: str
    kind: str
    heading: str
    what: str
    amount: str
    balance: str


@dataclass(frozen=True)
class NoticeLine:
    what: str
    amount: str
    payee: str
    term: str


@dataclass(frozen=True)
class FundMonth(Sheet):
    """`seq` and `code` are where the chain ended when it was printed; `address` what the QR code opens."""

    name: str
    month: str
    opening: str
    received: str
    spent: str
    closing: str
    first_day: str
    sources: tuple[Bar, ...]
    uses: tuple[Bar, ...]
    lines: tuple[EntryLine, ...]
    taken_back: tuple[str, ...]
    bank: str
    notices: tuple[NoticeLine, ...]
    seq: int
    code: str
    address: str
    fund_hotline: str
    printed_on: str

    @classmethod
    def of(cls, fund: Fund, month: Month, *, on: date) -> Self:
        """`fund` with its chain."""
        if month.first > on:
            raise Refused(f"{month.label}还没有到")
        if not fund.chain.seq:
            raise Refused("还没有记账，没有可印的公示单")
        books = OpenBooks.of(fund, on=on)
        statement = books.statement(month)
        return cls(
            office=settings.OFFICE_NAME,
            hotline=wording.phone(settings.OFFICE_HOTLINE),
            village=books.village,
            name=books.name,
            month=month.label,
            opening=yuan(statement.opening),
            received=yuan(statement.received),
            spent=yuan(statement.spent),
            closing=yuan(statement.closing),
            first_day=dates.month_day(month.first),
            sources=tuple(_bars(statement, statement.sources)),
            uses=tuple(_bars(statement, statement.uses)),
            lines=tuple(map(_line, statement.entries)),
            taken_back=tuple(_taken_back(statement)),
            bank=_bank(fund, month, statement),
            notices=tuple(
                NoticeLine(
                    notice.what,
                    yuan(notice.amount),
                    notice.payee,
                    f"到 {dates.month_day(notice.clock.last)}，{notice.said}",
                )
                for notice in books.notices
            ),
            seq=books.seq,
            code=short_code(books.head),
            address=f"{settings.PUBLIC_URL.rstrip('/')}/open/funds/{books.village_code}/",
            fund_hotline=wording.phone(books.hotline or settings.OFFICE_HOTLINE),
            printed_on=dates.spoken(on, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.name} {self.month}收支公示"

    @property
    def is_short(self) -> bool:
        """Set wider, so that it is read from afar."""
        return len(self.lines) + 2 * len(self.notices) <= FEW


def press(fund: Fund, month: Month, *, on: date, by: User) -> bytes:
    """What it says of the chain's head is kept as an anchor, in the same transaction."""
    with changing(by=by, reason=_SAID):
        # The anchor's lock keeps the head still until the sheet is made.
        anchor = keep_anchor(fund, printed_on=on, by=by)
        fund.chain.refresh_from_db()
        sheet = FundMonth.of(fund, month, on=on)
        missing = fonts.undrawable_words(sheet.canonical_json())
        if missing:
            raise Refused(missing)
        if (sheet.seq, sheet.code) != (anchor.seq, short_code(bytes(anchor.hash).hex())):
            raise Refused("正好有一笔在入账，再印一次")
        pdf = sheet_pdf(sheet)
        record(Act.PRINT, by=by, subject=fund, village_code=fund.village.code, reason=_SAID, month=month.slug)
    return pdf


def sheet_pdf(sheet: FundMonth) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    html = render_to_string("office/fund/month.html", {"sheet": sheet})
    return engine.write(engine.lay_out(html, subject=_SAID), subject=_SAID)


def _bars(statement: Statement, parts: Iterable[Part]) -> Iterable[Bar]:
    for part in parts:
        yield Bar(part.label, yuan(part.amount), round(max(0, part.amount) * 100 / (statement.most or 1), 1))


def _line(entry: OpenEntry) -> EntryLine:
    back = f"，冲第 {entry.taken_back} 笔" if entry.taken_back else ""
    return EntryLine(
        day=dates.month_day(entry.day),
        number=entry.paper_no or f"第 {entry.seq} 笔",
        kind=entry.short_kind,
        heading=entry.heading,
        what=f"{entry.memo}{back}",
        amount=f"{'+' if entry.amount > 0 else ''}{yuan(entry.amount)}",
        balance=yuan(entry.balance),
    )


def _taken_back(statement: Statement) -> Iterable[str]:
    for entry in statement.entries:
        if entry.taken_back:
            yield f"第 {entry.seq} 笔冲回 {yuan(abs(entry.amount))} 元，已从“{entry.heading}”中扣减"


def _bank(fund: Fund, month: Month, statement: Statement) -> str:
    closing = PeriodClosing.objects.filter(fund=fund, through=month.last).first()
    if closing and closing.balance == statement.closing:
        return f"月末余，与银行对账单 {yuan(closing.balance)} 一致"
    return "月末余"
