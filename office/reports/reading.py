"""One half-month report as the office reads it: every part beside what the last one said, and what does not fit."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.db.models import Prefetch
from django.utils import timezone

from povertyplan.ui import dates, figures, money
from povertyplan.ui.lamps import Lamp
from villages.models import (
    Answer,
    Flag,
    HelpRequest,
    MilestoneAnswer,
    PlanState,
    Report,
    ReportField,
    ReportPhoto,
    ReportReturn,
    ReportRevision,
    VillagePlan,
    Work,
)

# Where a flag belongs; those of the whole report stand at its head, lateness is said there anyhow.
FLAGS_OF: Mapping[ReportField, tuple[Flag, ...]] = {
    ReportField.MILESTONES: (Flag.LONG_DELAY, Flag.DONE_EARLY),
    ReportField.DONE: (Flag.UNCHANGED,),
    ReportField.PARTICIPANTS: (Flag.OVER_REMAINING,),
}
OF_THE_WHOLE = (Flag.DEVICE_TIME, Flag.CROSSED)
LAMPS = {Answer.ON_TIME: Lamp.OK, Answer.DELAYED: Lamp.WARN, Answer.DONE: Lamp.DONE}
# A form left open over lunch says nothing about how long it took.
LONGEST_FILLING = timedelta(hours=2)
_QUOTED = 20


@dataclass(frozen=True)
class MilestoneLine:
    """What a revision says of one milestone; `detail` is 计划 11-30，改到 2018-01-31；缺资金."""

    name: str
    lamp: Lamp
    word: str
    detail: str
    was: str


@dataclass(frozen=True)
class Part:
    """One row of the paper. `doubts` are the contradictions found and `note` the question they ask; `returned` is
    what was sent back and is not yet mended, `mended` what was."""

    field: ReportField
    text: str = ""
    lines: tuple[MilestoneLine, ...] = ()
    photos: tuple[ReportPhoto, ...] = ()
    was: str = ""
    is_changed: bool = False
    doubts: tuple[str, ...] = ()
    note: str = ""
    returned: ReportReturn | None = None
    mended: tuple[ReportReturn, ...] = ()

    @property
    def title(self) -> str:
        return self.field.label


@dataclass(frozen=True)
class RevisionLine:
    """A submission in the row of them; `changed` names the parts that differ from the one before."""

    revision: ReportRevision
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """The newest revision, what it follows, and everything around it; asks nothing more of the database."""

    report: Report
    revisions: tuple[ReportRevision, ...]
    before: ReportRevision | None
    photos: tuple[ReportPhoto, ...]
    returns: tuple[ReportReturn, ...]
    requests: tuple[HelpRequest, ...]
    earlier_request: HelpRequest | None
    unit: str

    @classmethod
    def of(cls, report: Report) -> "Reading":
        """`report` with its village. Eleven queries, however much it says."""
        submissions = ReportRevision.objects.select_related("recorded_by", "report").prefetch_related(
            Prefetch(
                "answers", MilestoneAnswer.objects.select_related("milestone__stage").order_by("milestone__due_on")
            )
        )
        earlier = Report.objects.filter(village=report.village_id).before(report.period).order_by("-period_start")
        requests = HelpRequest.objects.select_related("report", "answered_by")
        plan = VillagePlan.objects.filter(village=report.village_id, state=PlanState.APPROVED).first()
        return cls(
            report=report,
            revisions=tuple(submissions.filter(report=report).order_by("number")),
            before=submissions.newest().filter(report__in=earlier[:1].values("pk")).first(),
            photos=tuple(report.photos.in_force().select_related("file")),
            returns=tuple(report.returns.select_related("returned_by", "settled_by")),
            requests=tuple(requests.filter(report=report).order_by("-asked_at")),
            earlier_request=requests.filter(report__in=earlier).order_by("-asked_at").first(),
            unit=plan.scale_unit if plan else "",
        )

    @property
    def revision(self) -> ReportRevision:
        return self.revisions[-1]

    @property
    def lamp(self) -> Lamp:
        return Lamp.WARN if self.report.counts_as_late else Lamp.OK

    @property
    def officer(self) -> str:
        """Whom a return is written to."""
        return self.revision.recorded_by.name if self.revision.recorded_by else "专干"

    @property
    def filed_words(self) -> str:
        """黄强 11-15 18:20 提交, and 19:20 收到 where the network was slower than the hand."""
        who = self.revisions[0].recorded_by
        return f"{who.name if who else '没有记名'} {both_times(self.report.filed_at, self.report.received_at)}"

    @property
    def punctuality(self) -> str:
        """按时, or 迟 3 小时 36 分 with the reason for which it counts as on time."""
        report = self.report
        late = f"迟 {late_words(report)}" if report.is_late else "按时"
        return f"{late}，算按时：{report.excused_reason}" if report.excused_by_id else late

    @property
    def way_words(self) -> str:
        """手机，用时 2 分 10 秒."""
        revision = self.revision
        way = revision.get_via_display()
        took = revision.device_at - revision.opened_at if revision.device_at and revision.opened_at else timedelta(0)
        if not timedelta(0) < took < LONGEST_FILLING:
            return way
        minutes, seconds = divmod(int(took.total_seconds()), 60)
        return f"{way}，用时 {f'{minutes} 分 ' if minutes else ''}{seconds} 秒"

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(flag.label for flag in OF_THE_WHOLE if flag in self.revision.flags)

    @property
    def finding(self) -> str:
        """比上期改了 4 项；1 个里程碑要推迟."""
        changed = sum(part.is_changed for part in self.parts)
        said = f"比上期改了 {changed} 项" if changed else "和上期一样"
        if self.before is None:
            said = "这个村的第一份半月报"
        delayed = sum(answer.state == Answer.DELAYED for answer in self.revision.answers.all())
        return f"{said}；{delayed} 个里程碑要推迟" if delayed else said

    @property
    def open_returns(self) -> tuple[ReportReturn, ...]:
        return tuple(sent for sent in self.returns if sent.settled_by_id is None)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        doubt, note = list_doubt(self.revision)
        participants = self._said(ReportField.PARTICIPANTS, lambda r: households_text(r.participants))
        return (
            self._milestones(),
            self._said(ReportField.DONE, done_text),
            replace(participants, doubts=(*filter(None, (doubt,)), *participants.doubts), note=note),
            self._figure(ReportField.SCALE, lambda r: r.scale, lambda amount: scale_text(amount, self.unit)),
            self._figure(ReportField.INVESTED, lambda r: r.invested, invested_text),
            replace(self._part(ReportField.PHOTOS), photos=self.photos),
            replace(self._part(ReportField.HELP), text=self.revision.help_wanted, was=self._asked_before()),
        )

    @property
    def history(self) -> tuple[RevisionLine, ...]:
        """Newest first; the first submission has nothing to differ from."""
        lines = [RevisionLine(self.revisions[0], ())]
        for old, new in pairwise(self.revisions):
            changed = differences(old, new)
            if any(photo.revision_id == new.pk for photo in self.photos):
                changed.append(ReportField.PHOTOS)
            lines.append(RevisionLine(new, tuple(name.label for name in changed)))
        return tuple(reversed(lines))

    @cached_property
    def _changed(self) -> list[ReportField]:
        return differences(self.before, self.revision) if self.before else []

    def _part(self, name: ReportField) -> Part:
        mine = [sent for sent in self.returns if sent.field == name]
        return Part(
            name,
            is_changed=name in self._changed,
            doubts=tuple(flag.label for flag in FLAGS_OF.get(name, ()) if flag in self.revision.flags),
            returned=next((sent for sent in mine if sent.settled_by_id is None), None),
            mended=tuple(sent for sent in mine if sent.settled_by_id),
        )

    def _said(self, name: ReportField, text: Callable[[ReportRevision], str]) -> Part:
        was = text(self.before) if self.before else ""
        return replace(self._part(name), text=text(self.revision), was=was)

    def _figure(
        self,
        name: ReportField,
        amount: Callable[[ReportRevision], Decimal | int | None],
        text: Callable[[Decimal | int | None], str],
    ) -> Part:
        """A cumulative amount: the flag of an odd one stands where the amount itself is odd."""
        part = self._said(name, lambda revision: text(amount(revision)))
        then, now = amount(self.before) if self.before else None, amount(self.revision)
        if then is None or now is None:
            return part
        if now < then and Flag.FELL in self.revision.flags:
            return replace(part, doubts=(Flag.FELL.label,), note=f"累计数比上期少，上期是 {text(then)}。哪一期写错了？")
        if now > then and Flag.JUMPED in self.revision.flags:
            return replace(part, doubts=(Flag.JUMPED.label,))
        return part

    def _milestones(self) -> Part:
        before = {a.milestone_id: a for a in self.before.answers.all()} if self.before else {}
        lines = (milestone_line(answer, before.get(answer.milestone_id)) for answer in self.revision.answers.all())
        return replace(self._part(ReportField.MILESTONES), lines=tuple(lines))

    def _asked_before(self) -> str:
        asked = self.earlier_request
        if asked is None:
            return ""
        answered = f"{dates.month_day(asked.answered_at)} 已答复" if asked.answered_at else "还没答复"
        return f"{asked.report.period.label}提过“{shortened(asked.text)}”，{answered}"


def differences(old: ReportRevision, new: ReportRevision) -> list[ReportField]:
    """The parts in which two submissions differ; of milestones those that both speak of, or that are not on time."""
    found = []
    before = {answer.milestone_id: _answered(answer) for answer in old.answers.all()}
    as_planned = (Answer.ON_TIME, None, "", "", None)
    if any(before.get(a.milestone_id, as_planned) != _answered(a) for a in new.answers.all()):
        found.append(ReportField.MILESTONES)
    if (old.done, sorted(old.work)) != (new.done, sorted(new.work)):
        found.append(ReportField.DONE)
    if old.participants != new.participants:
        found.append(ReportField.PARTICIPANTS)
    if old.scale != new.scale:
        found.append(ReportField.SCALE)
    if old.invested != new.invested:
        found.append(ReportField.INVESTED)
    if old.help_wanted != new.help_wanted:
        found.append(ReportField.HELP)
    return found


def _answered(answer: MilestoneAnswer) -> tuple[object, ...]:
    return answer.state, answer.due_on, answer.reason_kind, answer.reason, answer.done_on


def milestone_line(answer: MilestoneAnswer, before: MilestoneAnswer | None) -> MilestoneLine:
    state = Answer(answer.state)
    milestone = answer.milestone
    return MilestoneLine(
        name=f"{milestone.stage.name}：{milestone.name}",
        lamp=LAMPS[state],
        word=state.label,
        detail=_milestone_detail(answer),
        was=Answer(before.state).label if before else "",
    )


def _milestone_detail(answer: MilestoneAnswer) -> str:
    due_on = answer.milestone.due_on
    if answer.done_on:
        return f"{dates.iso(answer.done_on)} 完成，计划 {dates.iso(due_on)}"
    if not answer.due_on:
        return f"计划 {dates.iso(due_on)}"
    said = f"改到 {dates.iso(answer.due_on)}；原因 {answer.get_reason_kind_display()}"
    # Granted at once, the milestone already stands at the new date.
    planned = "" if due_on == answer.due_on else f"计划 {dates.iso(due_on)}，"
    return f"{planned}{said}{f'，{answer.reason}' if answer.reason else ''}"


def list_doubt(revision: ReportRevision) -> tuple[str, str]:
    """What the list of participants says against the report, and the question that follows; both empty if it fits."""
    said, listed = revision.participants, revision.counted
    if said is None or listed is None or said == listed:
        return "", ""
    if said > listed:
        more = said - listed
        return (
            f"系统按参加名单算出 {listed} 户，多 {more} 户",
            f"参加名单是 {listed} 户，多出的 {more} 户是哪几户？补名单，或改成 {listed}。",
        )
    return (
        f"系统按参加名单算出 {listed} 户，少 {listed - said} 户",
        f"参加名单是 {listed} 户，哪几户不参加了？在名单上记退出，或改成 {listed}。",
    )


def both_times(filed_at: datetime, received_at: datetime) -> str:
    """11-17 17:52 提交, 19:20 收到: the second time only where it is another minute."""
    filed, received = _minutes(filed_at, received_at)
    said = f"{filed:%m-%d %H:%M} 提交"
    if filed == received:
        return said
    return f"{said}，{received:%H:%M}{'' if filed.date() == received.date() else f'（{received:%m-%d}）'} 收到"


def short_times(filed_at: datetime, received_at: datetime) -> str:
    """11-17 17:52 存，19:20 到: the same where there is little room."""
    filed, received = _minutes(filed_at, received_at)
    if filed == received:
        return f"{filed:%m-%d %H:%M}"
    return f"{filed:%m-%d %H:%M} 存，{received:{'%H:%M' if filed.date() == received.date() else '%m-%d %H:%M'}} 到"


def _minutes(*times: datetime) -> Iterator[datetime]:
    """In the office's zone, to the minute: within it nobody sees a difference."""
    return (timezone.localtime(at).replace(second=0, microsecond=0) for at in times)


def late_words(report: Report) -> str:
    """Since the last moment of the due day: 36 分, 3 小时 36 分, 2 天."""
    end = timezone.make_aware(datetime.combine(report.due_on + timedelta(days=1), time()))
    minutes = max(1, int((report.filed_at - end).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} 分"
    if minutes < 24 * 60:
        return f"{minutes // 60} 小时{f' {minutes % 60} 分' if minutes % 60 else ''}"
    return f"{minutes // (24 * 60)} 天"


def done_text(revision: ReportRevision) -> str:
    kinds = works(revision.work)
    return f"{kinds}。{revision.done}" if kinds else revision.done


def works(codes: Iterable[str]) -> str:
    return "、".join(Work(code).label for code in codes)


def households_text(households: int | None) -> str:
    return "" if households is None else f"{households} 户"


def scale_text(amount: Decimal | int | None, unit: str) -> str:
    return "" if amount is None else f"累计 {figures.plain(Decimal(amount))} {unit}".rstrip()


def invested_text(fen: Decimal | int | None) -> str:
    return "" if fen is None else f"累计 {money.plain_yuan(int(fen))} 元"


def shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
