"""The printed supervision notice (督办通知单): one page for the village with a reply form below a cut line (R4.3).

It says what was issued, lateness included, so a copy printed later is the same paper; only a moved due date shows as
moved. Of people it carries the names and telephones of those in duty, never a household's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.template.loader import render_to_string

from office.bags import wording
from office.exit_sheets.parts import Sheet
from office.printing import fonts
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from villages.models import OrderState, OrderSubject, SupervisionOrder

# So many rows and so long a reason leave two more centimetres for each answer on one page of A4.
FEW_LINES, FEW_WORDS = 5, 120
_WEEKDAYS = "一二三四五六日"
_SAID = "打印督办通知单"


@dataclass(frozen=True)
class SubjectLine:
    what: str
    was_due: str
    actual: str
    late: str
    source: str


@dataclass(frozen=True)
class DemandLine:
    content: str
    owner: str
    due: str


@dataclass(frozen=True)
class Term:
    """A date that is read from afar, with what belongs to it below."""

    day: str
    note: str


@dataclass(frozen=True)
class OrderSheet(Sheet):
    number: str
    name: str
    reason: str
    reply: Term
    due: Term
    target: str
    contact: str
    subjects: tuple[SubjectLine, ...]
    demands: tuple[DemandLine, ...]
    signer: str
    signed_on: str

    @classmethod
    def of(cls, order: SupervisionOrder) -> Self:
        """Asks for the order's subjects and demands and the village's officer of the day of issue."""
        if order.state == OrderState.WITHDRAWN:
            raise Refused(f"督办单 {order.name} 已经撤回，不再打印")
        subjects = order.subjects.select_related("milestone__stage__plan")
        return cls(
            office=settings.OFFICE_NAME,
            hotline=wording.phone(settings.OFFICE_HOTLINE),
            village=order.village.name,
            number=f"督办〔{order.year}〕{order.number} 号",
            name=order.name,
            reason=order.reason.rstrip("。；;. "),
            reply=Term(
                _day(order.reply_due_on, order.issued_on), f"星期{_WEEKDAYS[order.reply_due_on.weekday()]}下班前"
            ),
            due=Term(_day(order.due_on, order.issued_on), _due_note(order)),
            target=order.target,
            contact=contact_of(order),
            subjects=tuple(_subject(subject, on=order.issued_on) for subject in subjects),
            demands=tuple(
                DemandLine(demand.content, demand.owner, _day(demand.due_on, order.issued_on))
                for demand in order.demands.all()
            ),
            signer=order.issued_by.name if order.issued_by else "",
            signed_on=dates.spoken(order.issued_on, year=True),
        )

    @property
    def title(self) -> str:
        return f"督办通知单 {self.name} {self.village}"

    @property
    def is_short(self) -> bool:
        """Leaves room on its page for more handwriting."""
        return len(self.subjects) + len(self.demands) <= FEW_LINES and len(self.reason) <= FEW_WORDS

    @property
    def asks(self) -> str:
        """要办的三件事."""
        return f"要办的{wording.counted(len(self.demands))}件事" if self.demands else ""


def contact_of(order: SupervisionOrder) -> str:
    """Duty and telephone of the target on the day of issue, as far as the village's registry knows the name."""
    village = order.village
    officer = village.officer(on=order.issued_on)
    known = [
        (officer.name if officer else "", "村扶贫专干", officer.phone if officer else ""),
        (village.leader_name, village.leader_duty or "包村领导", village.leader_phone),
        (village.party_secretary_name, "村支部书记", village.party_secretary_phone),
        (village.first_secretary_name, "第一书记", village.first_secretary_phone),
    ]
    for name, duty, phone in known:
        if name and name == order.target:
            return f"{duty} {wording.phone(phone)}".strip()
    return ""


def press(order: SupervisionOrder, *, by: User) -> bytes:
    """Recorded only if the sheet comes out; a refusal says what to do first."""
    sheet = OrderSheet.of(order)
    missing = fonts.undrawable_words(sheet.canonical_json())
    if missing:
        raise Refused(missing)
    with changing(by=by, reason=_SAID):
        pdf = sheet_pdf(sheet)
        record(Act.PRINT, by=by, subject=order, village_code=order.village.code, reason=_SAID)
    return pdf


def sheet_pdf(sheet: OrderSheet) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    html = render_to_string("office/supervision/notice.html", {"sheet": sheet})
    return engine.write(engine.lay_out(html, subject=_SAID), subject=_SAID)


def _day(day: date, beside: date) -> str:
    """12月15日; with the year only where it is not that of the issue."""
    return dates.spoken(day, year=day.year != beside.year)


def _due_note(order: SupervisionOrder) -> str:
    if order.due_on != order.first_due_on:
        return f"原定 {_day(order.first_due_on, order.issued_on)}"
    return f"共 {(order.due_on - order.issued_on).days} 天，延期须提前申请"


def _subject(subject: OrderSubject, *, on: date) -> SubjectLine:
    late = f"{subject.late_days(on=on)} 天" if subject.was_due_on else ""
    was_due = dates.iso(subject.was_due_on) if subject.was_due_on else ""
    if subject.milestone is not None:
        stage = subject.milestone.stage
        source = f"规划第 {stage.plan.version} 版，第 {stage.number} 步“{stage.name}”"
        return SubjectLine(subject.what, was_due, "没有完成", late, source)
    if subject.period_start:
        return SubjectLine(subject.what, was_due, "没有报", late, "半月报登记")
    return SubjectLine(subject.what, was_due, "", late, "办事处检查")
