"""What the office does with half-month reports: send back, read, excuse, answer, remind, set the term (R4.4)."""

from collections.abc import Iterable
from datetime import date, datetime

from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from villages.actions.reports import WITHDRAWN
from villages.models import (
    LAST_DAY,
    HelpRequest,
    Reminder,
    Report,
    ReportField,
    ReportingRule,
    ReportReturn,
    ReturnReason,
    Village,
)
from villages.periods import Fortnight
from villages.reminding import shown_at


def send_back(
    report: Report,
    *,
    field: str,
    reason_kind: str,
    note: str,
    now: datetime,
    by: User,
    seen: int | None = None,
) -> ReportReturn:
    """Asks for one part anew; the rest is accepted and what was on time stays so.

    `seen` is the revision that the reader had before him: what has been mended since is not sent back.
    """
    with changing(by=by, reason="退回半月报的一项"):
        locked = _locked(report)
        _check_seen(locked, seen)
        if field not in ReportField.values:
            raise Refused("半月报没有这一项，重新选要退回的项")
        if reason_kind not in ReturnReason.values:
            raise Refused("选 1 项退回的原因", field="reason_kind")
        if not note.strip():
            raise Refused("写给专干：哪里要改、怎么改", field="note")
        if locked.returns.still_open().filter(field=field).exists():
            raise Refused(f"“{ReportField(field).label}”已经退回，等村里改")
        return ReportReturn.objects.create(
            report=locked, field=field, reason_kind=reason_kind, note=note.strip(), returned_by=by, returned_at=now
        )


def review_report(report: Report, *, now: datetime, by: User, seen: int | None = None) -> Report:
    """Read by a person; a newer revision makes it unread again. Read twice stays with the first reader."""
    with changing(by=by, reason="读过半月报"):
        locked = _locked(report)
        _check_seen(locked, seen)
        if not locked.is_reviewed:
            locked.reviewed_at, locked.reviewed_by = now, by
            locked.save(update_fields=["reviewed_at", "reviewed_by"])
    return locked


def excuse(report: Report, *, reason: str, by: User) -> Report:
    """A late report counts as on time (a broken road, no network for days); that it came late stays visible."""
    why = reason.strip()
    with changing(by=by, reason=f"迟报算按时：{why}"):
        locked = _locked(report)
        if not locked.is_late:
            raise Refused("这份是按时报的，不用改")
        if locked.excused_by_id:
            raise Refused("这份已经算按时")
        if not why:
            raise Refused("写上为什么算按时", field="reason")
        locked.excused_reason, locked.excused_by = why, by
        locked.save(update_fields=["excused_reason", "excused_by"])
    return locked


def answer_help(
    request: HelpRequest, *, answer: str, handed_to: str, due_on: date | None, now: datetime, by: User
) -> HelpRequest:
    """Answered once; what else is to be said goes into the answer to the next request."""
    with changing(by=by, reason="答复村里的请求"):
        locked = HelpRequest.objects.select_for_update().get(pk=request.pk)
        if locked.answered_at:
            raise Refused(f"{dates.spoken(locked.answered_at)}已经答复过，村里看得到那条答复")
        if not answer.strip():
            raise Refused("写上答复", field="answer")
        if answer.strip() == WITHDRAWN:
            # Both sides would lose sight of the request.
            raise Refused("这句话只在村里自己撤回时才有，换句话写", field="answer")
        if due_on and not handed_to.strip():
            raise Refused("写了限期，也写上交给谁", field="handed_to")
        if due_on and due_on < dates.local_day(now):
            raise Refused("限期已经过了，写今天或以后的一天", field="due_on")
        if due_on and due_on > LAST_DAY:
            raise Refused(f"{due_on.year} 年太远了，看看年份对不对", field="due_on")
        locked.answer, locked.handed_to, locked.due_on = answer.strip(), handed_to.strip(), due_on
        locked.answered_by, locked.answered_at = by, now
        locked.save(update_fields=["answer", "handed_to", "due_on", "answered_by", "answered_at"])
    return locked


def see_answers(village: Village, *, now: datetime, by: User) -> int:
    """The village's officer has the answers before him; how many were new."""
    with changing(by=by, reason="看到答复"):
        new = HelpRequest.objects.filter(report__village=village).answered_unseen()
        return new.update(seen_at=now)


def remind(villages: Iterable[Village], subject: str, words: str, *, now: datetime, by: User | None) -> list[Reminder]:
    """The reminders that are new: one per village, subject and day. At night they show, and count, from 7:00.

    `by` is None for the daily round.
    """
    at = shown_at(now)
    day = dates.local_day(at)
    with changing(by=by, reason="提醒"):
        # Two who press at once wait for each other here, so neither hears that he reminded the other's villages.
        locked = list(
            Village.objects.filter(pk__in=[v.pk for v in villages]).order_by("pk").select_for_update(no_key=True)
        )
        told = Reminder.objects.filter(village__in=locked, subject=subject, day=day).values_list("village", flat=True)
        done = set(told)
        return [
            Reminder.objects.create(village=village, subject=subject, words=words, shows_at=at, sent_by=by)
            for village in locked
            if village.pk not in done
        ]


def set_reporting_rule(*, starts_on: date, days: int, source: str, today: date, by: User) -> ReportingRule:
    """From a half-month on that has not begun: what is due already stays due on its day."""
    with changing(by=by, reason="改半月报期限"):
        if starts_on != Fortnight.containing(starts_on).start:
            raise Refused("从一期的头一天起：写某月 1 日或 16 日", field="starts_on")
        if starts_on <= today:
            raise Refused("已经开始的期不改期限，从下一期起", field="starts_on")
        if starts_on > LAST_DAY:
            raise Refused(f"{starts_on.year} 年太远了，看看年份对不对", field="starts_on")
        if not 0 <= days <= 15:
            raise Refused("写期末后 0 到 15 天", field="days")
        if not source.strip():
            raise Refused("写上依据，如办事处的通知", field="source")
        if ReportingRule.objects.filter(starts_on=starts_on).exists():
            raise Refused("这一期起的期限已经定过，从它的下一期起另定", field="starts_on")
        return ReportingRule.objects.create(starts_on=starts_on, days=days, source=source.strip(), recorded_by=by)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update().get(pk=report.pk)


def _check_seen(report: Report, seen: int | None) -> None:
    if seen is not None and seen != report.revision_count:
        raise Refused(f"村里刚交了第 {report.revision_count} 版，看过再说")
