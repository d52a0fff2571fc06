"""Papers of a fund's application: the minutes to sign, the notice that hangs, the list on which households sign.

What hangs carries names, groups, the end of the household's number and the part of each, nothing else (domain §10).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.template.loader import render_to_string

from enterprises.models import Enterprise
from funds.codes import NegativeUse
from funds.models import Application, ApplicationShare
from funds.public_words import payee, villagers
from office.bags import wording
from office.exit_sheets.hanging import Term
from office.exit_sheets.parts import TAIL, Sheet
from office.printing import fonts
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from povertyplan.ui.money import plain_yuan, yuan

SIGNERS = 48
SIGNERS_A_ROW = 4
FEW = 8
A_ROW = 4


@dataclass(frozen=True)
class ShareLine:
    head: str
    hamlet: str
    tail: str
    amount: str
    signed: str


@dataclass(frozen=True)
class FundSheet(Sheet):
    """What all three say of the application. `lines` are the households, `each` what every one of them gets."""

    number: str
    what: str
    use: str
    amount: str
    payee: str
    lines: tuple[ShareLine, ...]
    each: str

    @property
    def households_said(self) -> str:
        if not self.lines:
            return ""
        return f"{len(self.lines)} 户" + (f"，每户 {self.each} 元" if self.each else "")

    @property
    def grid(self) -> list[list[ShareLine | None]]:
        """Rows of many households, filled up with None."""
        rows = [list(self.lines[start : start + A_ROW]) for start in range(0, len(self.lines), A_ROW)]
        return [[*row, *[None] * (A_ROW - len(row))] for row in rows]

    @property
    def is_short(self) -> bool:
        return len(self.lines) <= FEW


@dataclass(frozen=True)
class FundNoticeSheet(FundSheet):
    """`held` and `decided`: day and numbers of the meeting, days and persons of the approval."""

    place: str
    term: Term
    held: str
    agreed: str
    decided: str
    decided_by: str
    signed_on: str
    taken_down: str

    @classmethod
    def of(cls, application: Application) -> Self:
        _refuse_withdrawn(application)
        notice = application.notices.filter(stopped_on__isnull=True).first()
        if notice is None:
            raise Refused("还没有公示可印：先登记公示（哪天贴、到哪天、贴在哪里），再打印")
        meeting, approvals = application.deliberation, list(application.approvals.select_related("decided_by"))
        return cls(
            **_ground(application),
            place=notice.place,
            term=Term.of(notice.posted_on, notice.ends_on),
            held=f"{dates.spoken(meeting.held_on, year=True)}，到会 {meeting.present} 人",
            agreed=f"{meeting.agreed} 人",
            decided=dates.spoken(approvals[-1].decided_on, year=True),
            decided_by="、".join(row.decided_by.name for row in approvals),
            signed_on=dates.spoken(notice.posted_on, year=True),
            taken_down=dates.spoken(notice.ends_on, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.village}扶贫基金用款公示"


@dataclass(frozen=True)
class FundMinutes(FundSheet):
    """Before the meeting `is_form` is set and what it decides is empty, to fill by hand."""

    reason: str
    quotes: str
    is_form: bool
    day: str
    chair: str
    recorder: str
    present: str
    votes: str
    words: str
    is_passed: bool
    signers: int

    @classmethod
    def of(cls, application: Application) -> Self:
        _refuse_withdrawn(application)
        meeting = getattr(application, "deliberation", None)
        return cls(
            **_ground(application),
            reason=application.reason,
            quotes=application.quotes,
            is_form=meeting is None,
            day=dates.spoken(meeting.held_on, year=True) if meeting else "",
            chair=meeting.chair if meeting else "",
            recorder=meeting.recorded_by.name if meeting else "",
            present=f"{meeting.present} 人" if meeting else "",
            votes=f"同意 {meeting.agreed} 人，没有同意 {meeting.present - meeting.agreed} 人" if meeting else "",
            words=meeting.words if meeting else "",
            is_passed=bool(meeting and meeting.is_passed),
            signers=meeting.present if meeting else SIGNERS,
        )

    @property
    def title(self) -> str:
        return f"{self.village}扶贫基金用款评议记录"

    @property
    def ruled_out(self) -> list[str]:
        return [item.label for item in NegativeUse]

    @property
    def sign_in(self) -> list[range]:
        """Rows of the sign-in table: the numbers of the places in each."""
        starts = range(1, self.signers + 1, SIGNERS_A_ROW)
        return [range(start, start + SIGNERS_A_ROW) for start in starts]


@dataclass(frozen=True)
class FundSignList(FundSheet):
    @classmethod
    def of(cls, application: Application) -> Self:
        _refuse_withdrawn(application)
        ground = _ground(application)
        if not ground["lines"]:
            raise Refused("这份申请没有写到户，没有签收表可印")
        return cls(**ground)

    @property
    def title(self) -> str:
        return f"{self.village}扶贫基金签收表"


@dataclass(frozen=True)
class Kind:
    name: str
    said: str
    compose: Callable[[Application], FundSheet]

    @property
    def template(self) -> str:
        return f"office/fund/{self.name}.html"


MINUTES = Kind("minutes", "打印基金评议记录", FundMinutes.of)
NOTICE = Kind("notice", "打印基金公示", FundNoticeSheet.of)
SIGN_LIST = Kind("sign_list", "打印基金签收表", FundSignList.of)


def press(kind: Kind, application: Application, *, by: User) -> bytes:
    """Recorded only if the paper comes out; a refusal says what to do first. `application` through `with_steps`."""
    sheet = kind.compose(application)
    missing = fonts.undrawable_words(sheet.canonical_json())
    if missing:
        raise Refused(f"{missing}，先改成正确的字")
    with changing(by=by, reason=kind.said):
        pdf = sheet_pdf(kind, sheet)
        village = application.fund.village
        record(
            Act.PRINT,
            by=by,
            subject=village,
            village_code=village.code,
            reason=kind.said,
            application=application.pk,
        )
    return pdf


def sheet_pdf(kind: Kind, sheet: FundSheet) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    html = render_to_string(kind.template, {"sheet": sheet})
    return engine.write(engine.lay_out(html, subject=kind.said), subject=kind.said)


def _refuse_withdrawn(application: Application) -> None:
    if application.withdrawn_on:
        raise Refused("这份申请已经撤回，不再打印")


def _ground(application: Application) -> dict[str, Any]:
    rows = ApplicationShare.objects.filter(application=application).with_head_name().in_registry_order()
    shares, village = list(rows.select_related("household")), application.fund.village
    return {
        "office": settings.OFFICE_NAME,
        "hotline": wording.phone(application.fund.hotline or settings.OFFICE_HOTLINE),
        "village": village.name,
        "number": f"基金申请 {application.applied_on.year}-{application.pk:03d}",
        "what": application.what,
        "use": application.get_use_display(),
        "amount": yuan(application.amount),
        "payee": payee(application.payee, villagers(village), Enterprise.objects.values_list("name", flat=True)),
        "lines": tuple(_line(share) for share in shares),
        "each": _each(shares),
    }


def _line(share: ApplicationShare) -> ShareLine:
    return ShareLine(
        head=share.head_name,
        hamlet=share.household.hamlet,
        tail=share.household.registry_no[-TAIL:],
        amount="" if share.amount is None else plain_yuan(share.amount),
        signed=f"{dates.spoken(share.received_on)} {share.received_by}" if share.received_on else "",
    )


def _each(shares: Sequence[ApplicationShare]) -> str:
    """What every household gets where all get the same."""
    amounts = {share.amount for share in shares}
    same = amounts.pop() if len(amounts) == 1 else None
    return "" if same is None else plain_yuan(same)
