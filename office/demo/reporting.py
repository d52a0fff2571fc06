"""Invented half-month reports and supervision notices; see `builders` for the rules of builders."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from office.demo.builders import REASON, TODAY, make_file
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from villages.models import (
    HelpRequest,
    Milestone,
    OrderDemand,
    OrderEvent,
    OrderEventKind,
    OrderFile,
    OrderSubject,
    Report,
    ReportField,
    ReportPhoto,
    ReportReturn,
    ReportRevision,
    ReturnReason,
    SupervisionOrder,
    Via,
    Village,
)
from villages.periods import Fortnight

PERIOD = Fortnight.containing(TODAY).previous


def moment(day: date, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """In the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute, second)))


def make_report(
    village: Village,
    period: Fortnight = PERIOD,
    *,
    filed_at: datetime | None = None,
    by: User | None = None,
    **facts: Any,
) -> Report:
    """With its first revision, filed on the half-month's last day where nothing is said."""
    at = filed_at or moment(period.end, 18)
    with changing(by=None, reason=REASON):
        report = Report.objects.create(village=village, period_start=period.start, filed_at=at, received_at=at)
    revise(report, at=at, by=by, **facts)
    report.refresh_from_db()
    return report


def revise(report: Report, *, at: datetime | None = None, by: User | None = None, **facts: Any) -> ReportRevision:
    fields: dict[str, Any] = {
        "uuid": uuid4(),
        "done": "嫁接核桃 86 亩，培训 24 人。",
        "work": ["planting", "training"],
        "participants": 1,
        "counted": 1,
        "via": Via.PHONE,
        "received_at": at or report.received_at + timedelta(hours=1),
    } | facts
    with changing(by=None, reason=REASON):
        revision = ReportRevision.objects.create(report=report, recorded_by=by, **fields)
    revision.refresh_from_db()
    return revision


def make_photo(report: Report, *, seed: int = 1) -> ReportPhoto:
    with changing(by=None, reason=REASON):
        return ReportPhoto.objects.create(
            report=report,
            revision=report.revisions.latest("number"),
            file=make_file(seed=seed),
            received_at=report.received_at,
        )


def send_back(
    report: Report, *, field: ReportField = ReportField.PARTICIPANTS, note: str = "和名单对不上"
) -> ReportReturn:
    with changing(by=None, reason=REASON):
        return ReportReturn.objects.create(
            report=report,
            field=field,
            reason_kind=ReturnReason.MISMATCH,
            note=note,
            returned_at=report.received_at + timedelta(hours=2),
        )


def ask_help(report: Report, *, text: str = "请协调烘干房电表", **facts: Any) -> HelpRequest:
    with changing(by=None, reason=REASON):
        return HelpRequest.objects.create(report=report, text=text, asked_at=report.received_at, **facts)


def make_order(
    village: Village,
    *,
    milestone: Milestone | None = None,
    period: Fortnight | None = None,
    issued_on: date = TODAY,
    by: User | None = None,
    **facts: Any,
) -> SupervisionOrder:
    """About the milestone or the half-month's report; about a matter in words where neither is named."""
    fields: dict[str, Any] = {
        "reason": "一村一品“金银花”种苗下地逾期",
        "target": "马俊",
        "reply_due_on": issued_on + timedelta(days=7),
        "due_on": issued_on + timedelta(days=29),
    } | facts
    with changing(by=None, reason=REASON):
        order = SupervisionOrder.objects.create(village=village, issued_on=issued_on, issued_by=by, **fields)
        OrderSubject.objects.create(
            order=order,
            milestone=milestone,
            period_start=period.start if period else None,
            what=milestone.name if milestone else f"{period.label}半月报" if period else "入户走访不够",
            was_due_on=milestone.due_on if milestone else period.end + timedelta(days=2) if period else None,
        )
        OrderDemand.objects.create(order=order, number=1, content="补栽 140 亩", owner="马俊", due_on=fields["due_on"])
    order.refresh_from_db()
    return order


def happen(
    order: SupervisionOrder, kind: OrderEventKind, *, on: date = TODAY, text: str = "已补栽 140 亩", **facts: Any
) -> OrderEvent:
    with changing(by=None, reason=REASON):
        event = OrderEvent.objects.create(order=order, kind=kind, text=text, on_day=on, **facts)
    order.refresh_from_db()
    return event


def make_order_file(order: SupervisionOrder, *, seed: int = 1) -> OrderFile:
    """On a reply of its own."""
    event = happen(order, OrderEventKind.REPLY)
    with changing(by=None, reason=REASON):
        return OrderFile.objects.create(event=event, file=make_file(seed=seed))
