"""What a supervision notice (督办单) says: subjects, reason, what is asked, whose turn it is (R4.3, domain §5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from povertyplan.ui import dates
from povertyplan.ui.lamps import Lamp
from villages.models import OrderEvent, OrderEventKind, OrderState, OrderSubject, Report, SupervisionOrder
from villages.periods import Fortnight

# A week lets the officer go and look before writing; longer, and the next half-month begins without an answer.
REPLY_DAYS: Final = 7
# Two half-months: what was done about it shows in two reports.
WORK_DAYS: Final = 30
MOST_FILES: Final = 3
MOST_DEMANDS: Final = 8
LONGEST_REASON: Final = 300
# Longer lists are counted instead of told, so that the reason stays two lines on paper.
MOST_TOLD: Final = 3
MOST_PERIODS_TOLD: Final = 4
# Nobody judges what he wrote himself.
OWN_REPLY: Final = "回复是你写的，要另一人审核"
OWN_WISH: Final = "延期是你申请的，要另一人定"


@dataclass(frozen=True)
class Subject:
    """Something overdue, or another matter in words (neither `milestone` nor `period`; then without a day).

    `milestone` is a primary key; `source`, `owner` and `deliverable` are the road map's.
    """

    what: str
    was_due_on: date | None = None
    milestone: int | None = None
    period: Fortnight | None = None
    source: str = ""
    owner: str = ""
    deliverable: str = ""

    @property
    def key(self) -> str:
        """m12, p2017-11-1: in forms and addresses."""
        if self.milestone is not None:
            return f"m{self.milestone}"
        return f"p{self.period.slug}" if self.period else ""

    def late_days(self, *, on: date) -> int:
        return max(0, (on - self.was_due_on).days) if self.was_due_on else 0


@dataclass(frozen=True)
class Demand:
    content: str
    owner: str
    due_on: date


def report_subject(period: Fortnight, due_on: date, *, on: date) -> Subject:
    return Subject(what=f"{_label(period, on=on)}半月报", was_due_on=due_on, period=period)


def _label(period: Fortnight, *, on: date) -> str:
    """The year only where it is not this one."""
    return period.label if period.year == on.year else str(period)


def reason_for(subjects: Sequence[Subject], *, on: date) -> str:
    """一村一品“金银花”第 2 步“落地”的“种苗下地”，计划 7月15日完成，到今天晚 124 天；9月下、10月上 2 期半月报没有报."""
    milestones = [subject for subject in subjects if subject.milestone is not None]
    periods = [subject.period for subject in subjects if subject.period]
    others = [subject.what for subject in subjects if subject.milestone is None and not subject.period]
    said = [*_milestones_said(milestones, on=on), *_reports_said(periods, on=on), *others]
    return "；".join(said)[:LONGEST_REASON]


def _milestones_said(subjects: Sequence[Subject], *, on: date) -> Iterable[str]:
    if len(subjects) > MOST_TOLD:
        worst = max(subjects, key=lambda subject: subject.late_days(on=on))
        yield (
            f"一村一品有 {len(subjects)} 个里程碑逾期，最久的是{_milestone_said(worst, on=on)}"
            f"，其余见“{'”“'.join(subject.what for subject in subjects if subject is not worst)}”"
        )
    else:
        for subject in subjects:
            yield f"一村一品{_milestone_said(subject, on=on)}"


def _milestone_said(subject: Subject, *, on: date) -> str:
    day = dates.spoken(subject.was_due_on, year=subject.was_due_on.year != on.year) if subject.was_due_on else ""
    return f"{subject.source}的“{subject.what}”，计划 {day}完成，到今天晚 {subject.late_days(on=on)} 天"


def _reports_said(periods: Sequence[Fortnight], *, on: date) -> Iterable[str]:
    if periods:
        yield f"{_periods_said(periods, on=on)}半月报没有报"


def _periods_said(periods: Sequence[Fortnight], *, on: date) -> str:
    """10月上; 9月下、10月上 2 期; 3月上到 10月上 15 期."""
    ordered = sorted(periods)
    if len(ordered) == 1:
        return _label(ordered[0], on=on)
    if len(ordered) <= MOST_PERIODS_TOLD:
        told = "、".join(_label(period, on=on) for period in ordered)
    elif all(after == before.next for before, after in pairwise(ordered)):
        told = f"{_label(ordered[0], on=on)}到 {_label(ordered[-1], on=on)}"
    else:
        told = f"{'、'.join(_label(period, on=on) for period in ordered[:MOST_PERIODS_TOLD])}等"
    return f"{told} {len(ordered)} 期"


def demands_for(subjects: Sequence[Subject], *, owner: str, reply_due_on: date, due_on: date, on: date) -> list[Demand]:
    """One for each milestone, by who answers for it in the road map; one for all missing reports."""
    asked = [
        Demand(
            content=f"办完“{subject.what}”，交{subject.deliverable}；办不完的写清原因和进度",
            owner=subject.owner or owner,
            due_on=due_on,
        )
        for subject in subjects
        if subject.milestone is not None
    ]
    periods = [subject.period for subject in subjects if subject.period]
    if periods:
        content = f"补报 {_periods_said(periods, on=on)}半月报，写明没报的原因"
        asked.append(Demand(content=content, owner=owner, due_on=reply_due_on))
    asked += [
        Demand(content=subject.what, owner=owner, due_on=due_on)
        for subject in subjects
        if subject.milestone is None and subject.period is None
    ]
    return asked[:MOST_DEMANDS]


def terms(today: date) -> tuple[date, date]:
    """Until when to reply and to be done, where nobody says otherwise."""
    return today + timedelta(days=REPLY_DAYS), today + timedelta(days=WORK_DAYS)


@dataclass(frozen=True)
class SubjectLine:
    """A subject as it stands on one day: how late, and settled or why not. Other matters are judged by people."""

    subject: OrderSubject
    late_days: int
    says: str
    is_open: bool
    is_judged: bool = False

    @property
    def lamp(self) -> Lamp:
        if self.is_judged:
            return Lamp.NONE
        return Lamp.BAD if self.is_open else Lamp.DONE


def subject_lines(subjects: Iterable[OrderSubject], reports: Mapping[date, Report], *, on: date) -> list[SubjectLine]:
    """`reports` that have come, by the half-month's first day. Settled is what `orderevent_subjects_settled` says."""
    return [_subject_line(subject, reports, on=on) for subject in subjects]


def _subject_line(subject: OrderSubject, reports: Mapping[date, Report], *, on: date) -> SubjectLine:
    if subject.milestone is not None:
        done_on, due_on = subject.milestone.done_on, subject.milestone.due_on
        late = subject.late_days(on=done_on or on)
        if subject.milestone.is_overdue(on=on):
            return SubjectLine(subject, late, "没有完成", is_open=True)
        says = f"{dates.spoken(done_on)}完成" if done_on else f"准许改到 {dates.spoken(due_on)}"
        return SubjectLine(subject, late, says, is_open=False)
    if subject.period_start:
        report = reports.get(subject.period_start)
        if report is None:
            return SubjectLine(subject, subject.late_days(on=on), "没有报", is_open=True)
        came = dates.local_day(report.filed_at)
        return SubjectLine(subject, subject.late_days(on=came), f"{dates.spoken(came)}报来", is_open=False)
    return SubjectLine(subject, 0, "由办事处看", is_open=False, is_judged=True)


def still_open(lines: Iterable[SubjectLine]) -> list[str]:
    """What stands against closing, each with why."""
    return [f"{line.subject.what}（{line.says}）" for line in lines if line.is_open]


def unsettled_words(left: Sequence[str]) -> str:
    """`left` as `still_open` says it; nothing where nothing is left."""
    return f"还有 {len(left)} 件没办完，不能销号：{'、'.join(left)}" if left else ""


@dataclass(frozen=True)
class OrderLine:
    """A notice as it stands on one day: lamp, state in words, and who is to do what now."""

    order: SupervisionOrder
    lamp: Lamp
    says: str
    turn: str

    @property
    def matters(self) -> str:
        return "、".join(subject.what for subject in self.order.subjects.all())


def order_line(order: SupervisionOrder, *, on: date) -> OrderLine:
    if order.state == OrderState.CLOSED:
        return OrderLine(order, Lamp.DONE, "已销号", f"{dates.iso(order.closed_on or on)} 销号")
    if order.state == OrderState.WITHDRAWN:
        return OrderLine(order, Lamp.NONE, "已撤回", f"{dates.iso(order.closed_on or on)} 撤回")
    late = (on - order.due_on).days
    if order.state == OrderState.REPLIED:
        lamp, says = (Lamp.BAD, f"过期 {late} 天") if late > 0 else (Lamp.WARN, "等审核")
        return OrderLine(order, lamp, says, "等办事处审核回复")
    if order.extension_asked:
        return OrderLine(order, Lamp.WARN, "申请延期", "等办事处定延期")
    if late > 0:
        return OrderLine(order, Lamp.BAD, f"过期 {late} 天", f"等{order.target}回复")
    if order.reply_is_overdue(on=on):
        days = (on - order.reply_due_on).days
        return OrderLine(order, Lamp.BAD, f"回复晚 {days} 天", f"等{order.target}回复")
    if order.state == OrderState.RETURNED:
        return OrderLine(order, Lamp.WARN, "退回重办", f"等{order.target}重办，{dates.spoken(order.due_on)}前")
    return OrderLine(order, Lamp.GO, "等回复", f"等{order.target}回复，{dates.spoken(order.reply_due_on)}前")


@dataclass(frozen=True)
class Step:
    """One step of the course; `event` is None for the issue and for what has not happened."""

    at: datetime | date
    who: str
    what: str
    text: str = ""
    is_missing: bool = False
    event: OrderEvent | None = None


def course(order: SupervisionOrder, *, on: date) -> list[Step]:
    """Newest first; on top what should have come and did not. Asks nothing more after `with_whole_course`."""
    steps = [Step(order.issued_on, order.issued_by.name if order.issued_by else "办事处", "发出督办", order.reason)]
    for event in order.events.all():
        what = event.get_kind_display()
        if event.new_due_on:
            what += f"到 {dates.iso(event.new_due_on)}" if "延期" in what else f"，新期限 {dates.iso(event.new_due_on)}"
        steps.append(Step(event.recorded_at, event.by.name if event.by else "系统", what, event.text, event=event))
    if order.is_overdue(on=on):
        steps.append(Step(order.due_on, order.target, "完成期限已过", "没有办结", is_missing=True))
    elif order.reply_is_overdue(on=on):
        steps.append(Step(order.reply_due_on, order.target, "回复期限已过", "没有回复", is_missing=True))
    return steps[::-1]


def heard(order: SupervisionOrder, *, on: date) -> Step:
    """What a next step answers: the newest words that were written, the reason before any."""
    return next(step for step in course(order, on=on) if not step.is_missing)


@dataclass(frozen=True)
class Turn:
    """What a person may do with a notice today, and in words why not what one would look for."""

    may_reply: bool = False
    may_extend: bool = False
    no_extension: str = ""
    may_decide: bool = False
    may_review: bool = False
    may_close: bool = False
    no_review: str = ""
    no_close: str = ""
    may_withdraw: bool = False


def latest(events: Iterable[OrderEvent], kind: OrderEventKind) -> OrderEvent | None:
    return max((event for event in events if event.kind == kind), key=lambda event: event.pk, default=None)


def turn_of(
    order: SupervisionOrder, user_pk: int, *, files: bool, supervises: bool, open_subjects: Sequence[str], on: date
) -> Turn:
    """`files` and `supervises`: holds FILE_REPORTS, SUPERVISE for the village. `open_subjects` from `still_open`."""
    if not order.is_open:
        return Turn()
    asked = latest(order.events.all(), OrderEventKind.EXTENSION_ASKED)
    replied = latest(order.events.all(), OrderEventKind.REPLY)
    is_replied = order.state == OrderState.REPLIED
    own_reply = is_replied and replied is not None and replied.by_id == user_pk
    own_wish = order.extension_asked and asked is not None and asked.by_id == user_pk
    no_extension = extension_words(order, on=on)
    no_review = OWN_REPLY if own_reply else OWN_WISH if own_wish else ""
    return Turn(
        may_reply=files and not is_replied,
        may_extend=files and not no_extension,
        no_extension=no_extension if files and not is_replied else "",
        may_decide=supervises and order.extension_asked and not own_wish,
        may_review=supervises and is_replied and not own_reply,
        may_close=supervises and is_replied and not own_reply and not open_subjects,
        no_review=no_review if supervises else "",
        no_close=unsettled_words(open_subjects) if supervises and is_replied else "",
        may_withdraw=supervises,
    )


def closed_words(order: SupervisionOrder) -> str:
    return "" if order.is_open else f"督办单 {order.name} {order.get_state_display()}，不再改"


def reply_words(order: SupervisionOrder) -> str:
    if order.state == OrderState.REPLIED:
        return "这张督办单已经回复，等办事处审核；退回了再写"
    return closed_words(order)


def extension_words(order: SupervisionOrder, *, on: date) -> str:
    """Why a later date cannot be asked for; empty where it can (domain §5: before the date has passed)."""
    if order.state == OrderState.REPLIED:
        return "已经回复，等办事处审核，不用申请延期"
    if order.extension_asked:
        return "延期已经申请，等办事处定"
    if order.is_open and on > order.due_on:
        return f"完成期限 {dates.spoken(order.due_on)}已过，延期要在到期前申请；现在写回复，说清原因和进度"
    return closed_words(order)


def decision_words(order: SupervisionOrder) -> str:
    return closed_words(order) or ("" if order.extension_asked else "没有等着定的延期申请")


def review_words(order: SupervisionOrder) -> str:
    waits = order.state == OrderState.REPLIED
    return closed_words(order) or ("" if waits else "村里还没有回复，回复了才能审核；发错了的撤回")
