"""The course of a supervision notice: issued, replied to, put off, sent back, closed or withdrawn (R4.3, domain §5).

State and dates of a notice follow from its events in the database; here each step is refused in words before the
triggers refuse it. The same step sent twice (two presses, a lost answer) is one event.
"""

from collections.abc import Sequence
from datetime import date

from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file
from povertyplan.ui import dates
from villages.models import (
    LAST_DAY,
    Milestone,
    OrderDemand,
    OrderEvent,
    OrderEventKind,
    OrderFile,
    OrderSubject,
    PlanState,
    Report,
    SupervisionOrder,
    Village,
)
from villages.supervision import (
    MOST_FILES,
    OWN_REPLY,
    OWN_WISH,
    Demand,
    Subject,
    closed_words,
    decision_words,
    extension_words,
    latest,
    reply_words,
    review_words,
    still_open,
    subject_lines,
    unsettled_words,
)

_Kind = OrderEventKind


def issue_order(
    village: Village,
    *,
    subjects: Sequence[Subject],
    reason: str,
    target: str,
    reply_due_on: date,
    due_on: date,
    demands: Sequence[Demand],
    today: date,
    by: User,
) -> SupervisionOrder:
    """A notice issued today. What is overdue stands on one open notice at most."""
    why, whom = reason.strip(), target.strip()
    with changing(by=by, reason="发督办单"):
        # Whoever presses second, the same person or another, waits here and then finds the first notice.
        place = Village.objects.select_for_update().get(pk=village.pk)
        same = _same_order(place, subjects, why, today=today, by=by)
        if same:
            return same
        if not why:
            raise Refused("写上督办事由", field="reason")
        if not whom:
            raise Refused("写上责任人，这张督办单交给谁办", field="target")
        _check_terms(reply_due_on, due_on, today=today)
        _check_demands(demands, due_on=due_on, today=today)
        _check_subjects(place, subjects, today=today)
        order = SupervisionOrder.objects.create(
            village=place,
            reason=why,
            target=whom,
            reply_due_on=reply_due_on,
            due_on=due_on,
            issued_by=by,
            issued_on=today,
        )
        _write_rows(order, subjects, demands)
        # Number, state and dates are the database's.
        order.refresh_from_db()
    return order


def _write_rows(order: SupervisionOrder, subjects: Sequence[Subject], demands: Sequence[Demand]) -> None:
    for subject in subjects:
        OrderSubject.objects.create(
            order=order,
            milestone_id=subject.milestone,
            period_start=subject.period.start if subject.period else None,
            what=subject.what,
            was_due_on=subject.was_due_on,
        )
    for number, demand in enumerate(demands, 1):
        OrderDemand.objects.create(
            order=order, number=number, content=demand.content, owner=demand.owner, due_on=demand.due_on
        )


def reply(order: SupervisionOrder, *, text: str, files: Sequence[bytes] = (), today: date, by: User) -> OrderEvent:
    """`files` are photos or PDFs, three at most."""
    said = text.strip()
    with changing(by=by, reason="回复督办"):
        locked = _locked(order)
        same = _same_step(locked, _Kind.REPLY, said, today=today, by=by)
        if same:
            return same
        _refuse(reply_words(locked))
        if not said:
            raise Refused("写上办了什么、还差什么", field="text")
        if len(files) > MOST_FILES:
            raise Refused(f"一次最多传 {MOST_FILES} 个文件", field="attachments")
        event = _step(locked, _Kind.REPLY, said, today=today, by=by)
        for content in files:
            OrderFile.objects.get_or_create(event=event, file=keep_file(content, by=by, field="attachments"))
    return event


def ask_extension(order: SupervisionOrder, *, new_due_on: date, text: str, today: date, by: User) -> OrderEvent:
    """Until the due date itself; afterwards what stands is the date that was set (domain §5)."""
    said = text.strip()
    with changing(by=by, reason="申请督办延期"):
        locked = _locked(order)
        same = _same_step(locked, _Kind.EXTENSION_ASKED, said, new_due_on, today=today, by=by)
        if same:
            return same
        _refuse(extension_words(locked, on=today))
        if not said:
            raise Refused("写上为什么办不完、办到哪一步了", field="text")
        _check_later(locked, new_due_on)
        return _step(locked, _Kind.EXTENSION_ASKED, said, new_due_on, today=today, by=by)


def decide_extension(
    order: SupervisionOrder, *, is_granted: bool, new_due_on: date | None = None, text: str = "", today: date, by: User
) -> OrderEvent:
    """Granted to the date that was asked for, or to `new_due_on`; declined with the reason. Not by who asked."""
    kind = _Kind.EXTENSION_GRANTED if is_granted else _Kind.EXTENSION_DECLINED
    said = text.strip() or ("同意" if is_granted else "")
    with changing(by=by, reason=kind.label):
        locked = _locked(order)
        same = _same_step(locked, kind, said, new_due_on if is_granted else None, today=today, by=by)
        if same:
            return same
        _refuse(decision_words(locked))
        asked = latest(locked.events.all(), _Kind.EXTENSION_ASKED)
        if asked is None or asked.by_id == by.pk:
            raise Refused(OWN_WISH)
        if not said:
            raise Refused("写上为什么不同意", field="text")
        until = (new_due_on or asked.new_due_on) if is_granted else None
        if until:
            _check_later(locked, until)
        return _step(locked, kind, said, until, today=today, by=by)


def return_order(
    order: SupervisionOrder, *, text: str, new_due_on: date | None = None, today: date, by: User
) -> OrderEvent:
    """Sent back to be done again; without a new date the one in force stays, as long as it has not passed."""
    said = text.strip()
    with changing(by=by, reason="退回督办重办"):
        locked = _locked(order)
        same = _same_step(locked, _Kind.RETURN, said, new_due_on, today=today, by=by)
        if same:
            return same
        _check_reviewer(locked, by)
        if not said:
            raise Refused("写上哪里不合格、要怎么办", field="text")
        if (new_due_on or locked.due_on) < today:
            raise Refused("完成期限已过，退回要定一个新期限", field="new_due_on")
        _check_year(new_due_on, "new_due_on")
        return _step(locked, _Kind.RETURN, said, new_due_on, today=today, by=by)


def close_order(order: SupervisionOrder, *, text: str = "", today: date, by: User) -> OrderEvent:
    """销号: only when every milestone is done (or granted a later date) and every report has come."""
    said = text.strip() or "办结"
    with changing(by=by, reason="督办销号"):
        locked = _locked(order)
        same = _same_step(locked, _Kind.CLOSE, said, today=today, by=by)
        if same:
            return same
        _check_reviewer(locked, by)
        subjects = locked.subjects.select_related("milestone")
        left = still_open(subject_lines(subjects, locked.reports_asked_for(), on=today))
        _refuse(unsettled_words(left))
        return _step(locked, _Kind.CLOSE, said, today=today, by=by)


def withdraw_order(order: SupervisionOrder, *, reason: str, today: date, by: User) -> OrderEvent:
    """Its subjects are free again: what is still overdue proposes a notice anew."""
    said = reason.strip()
    with changing(by=by, reason="撤回督办单"):
        locked = _locked(order)
        same = _same_step(locked, _Kind.WITHDRAW, said, today=today, by=by)
        if same:
            return same
        _refuse(closed_words(locked))
        if not said:
            raise Refused("写上为什么撤回", field="text")
        return _step(locked, _Kind.WITHDRAW, said, today=today, by=by)


def _locked(order: SupervisionOrder) -> SupervisionOrder:
    return SupervisionOrder.objects.select_for_update().get(pk=order.pk)


def _step(
    order: SupervisionOrder, kind: OrderEventKind, text: str, new_due_on: date | None = None, *, today: date, by: User
) -> OrderEvent:
    return OrderEvent.objects.create(order=order, kind=kind, text=text, new_due_on=new_due_on, on_day=today, by=by)


def _same_step(
    order: SupervisionOrder, kind: OrderEventKind, text: str, new_due_on: date | None = None, *, today: date, by: User
) -> OrderEvent | None:
    """The newest step, if this one only repeats it."""
    newest = order.events.order_by("pk").last()
    if newest is None or (newest.kind, newest.text, newest.by_id, newest.on_day) != (kind, text, by.pk, today):
        return None
    return newest if new_due_on in (None, newest.new_due_on) else None


def _same_order(
    village: Village, subjects: Sequence[Subject], reason: str, *, today: date, by: User
) -> SupervisionOrder | None:
    told = sorted(subject.what for subject in subjects)
    rows = SupervisionOrder.objects.filter(village=village, issued_on=today, issued_by=by, reason=reason).going_on()
    for order in rows.prefetch_related("subjects"):
        if sorted(subject.what for subject in order.subjects.all()) == told:
            return order
    return None


def _refuse(words: str) -> None:
    if words:
        raise Refused(words)


def _check_reviewer(order: SupervisionOrder, by: User) -> None:
    _refuse(review_words(order))
    replied = latest(order.events.all(), _Kind.REPLY)
    if replied is not None and replied.by_id == by.pk:
        raise Refused(OWN_REPLY)


def _check_later(order: SupervisionOrder, day: date) -> None:
    if day <= order.due_on:
        raise Refused(f"新期限要晚于现在的 {dates.iso(order.due_on)}", field="new_due_on")
    _check_year(day, "new_due_on")


def _check_year(day: date | None, field: str) -> None:
    if day and day > LAST_DAY:
        raise Refused(f"{day.year} 年太远了，看看年份对不对", field=field)


def _check_terms(reply_due_on: date, due_on: date, *, today: date) -> None:
    if reply_due_on < today:
        raise Refused("回复期限不早于今天", field="reply_due_on")
    if due_on < reply_due_on:
        raise Refused("完成期限不早于回复期限", field="due_on")
    _check_year(due_on, "due_on")


def _check_demands(demands: Sequence[Demand], *, due_on: date, today: date) -> None:
    if not demands:
        raise Refused("写上至少 1 件要办的事", field="content_1")
    for number, demand in enumerate(demands, 1):
        if not demand.content.strip() or not demand.owner.strip():
            raise Refused(f"第 {number} 件事写上要办什么和责任人", field=f"content_{number}")
        if not today <= demand.due_on <= due_on:
            raise Refused(f"第 {number} 件事的期限在今天和完成期限 {dates.iso(due_on)} 之间", field=f"due_on_{number}")


def _check_subjects(village: Village, subjects: Sequence[Subject], *, today: date) -> None:
    """Under the lock of the village and of each milestone: what was shown as overdue may have been settled since."""
    if not subjects:
        raise Refused("勾选至少 1 件事，或写上要督办的另一件事", field="subjects")
    keys = [subject.key for subject in subjects if subject.key]
    if len(set(keys)) != len(keys):
        raise Refused("同一件事写了两次，去掉一个", field="subjects")
    for subject in subjects:
        _check_overdue(village, subject, today=today)
        _check_not_on_another(village, subject)


def _check_overdue(village: Village, subject: Subject, *, today: date) -> None:
    if subject.was_due_on and subject.was_due_on >= today:
        raise Refused(f"“{subject.what}”还没有到期，不用督办", field="subjects")
    if subject.milestone is not None:
        rows = Milestone.objects.select_for_update(of=("self",)).filter(
            pk=subject.milestone, stage__plan__village=village, stage__plan__state=PlanState.APPROVED
        )
        milestone = rows.first()
        if milestone is None or milestone.due_on != subject.was_due_on or not milestone.is_overdue(on=today):
            raise Refused(f"“{subject.what}”刚刚有变化，已不逾期，去掉再发", field="subjects")
    elif subject.period and Report.objects.filter(village=village).of_period(subject.period).exists():
        raise Refused(f"{subject.what}刚刚报了，去掉再发", field="subjects")


def _check_not_on_another(village: Village, subject: Subject) -> None:
    rows = OrderSubject.objects.still_open().filter(village=village).select_related("order")
    if subject.milestone is not None:
        other = rows.filter(milestone=subject.milestone).first()
    elif subject.period:
        other = rows.filter(period_start=subject.period.start).first()
    else:
        return
    if other:
        raise Refused(f"“{subject.what}”已有督办单 {other.order.name}，没有销号", field="subjects")
