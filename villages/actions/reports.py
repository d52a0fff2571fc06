"""Filing a half-month report: once per UUID, whatever the network does (R4.4, reliability §7 and P14).

The report's row is the lock: of twenty equal posts one writes, the others find what it wrote. What a report says of
milestones is applied at once, and taken back where a later revision says otherwise; nothing of it stops the report.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_picture
from povertyplan.files.pictures import redrawn
from povertyplan.ui import dates
from villages.actions.plans import change_due_date, decide_due_date, finish_milestone, reopen_milestone
from villages.models import (
    MOST_PHOTOS,
    Answer,
    DelayReason,
    DueDateChange,
    HelpRequest,
    Milestone,
    MilestoneAnswer,
    Report,
    ReportPhoto,
    ReportRevision,
    Village,
)
from villages.periods import Fortnight
from villages.reporting import (
    SAME_IN_A_ROW,
    Circumstances,
    FilingTime,
    MilestoneSaid,
    Submission,
    filing_time,
    flags,
    needs_decision,
)

# The answer under which a request stands that its village no longer makes: nobody need answer it.
WITHDRAWN = "村里撤回了这条请求"
_CORRECTED = "半月报更正"


class OtherContent(Refused):
    """The UUID stands for a `revision` of the same village that says something else."""

    def __init__(self, revision: ReportRevision) -> None:
        period = revision.report.period
        super().__init__(f"这份表已经收到（{period.label}，回执 {revision.receipt}），内容和收到的不一样")
        self.revision = revision


class ForeignUuid(Refused):
    """The UUID stands for a report of another village, of which nothing is said."""

    def __init__(self) -> None:
        super().__init__("这份表的编号已被占用，重新打开本页再交")


def submit_report(
    village: Village,
    period: Fortnight,
    *,
    uuid: UUID,
    content: Submission,
    opened_at: datetime | None,
    device_at: datetime | None,
    seen: int,
    via: str,
    counted: int | None,
    remaining: int | None,
    now: datetime,
    by: User,
) -> ReportRevision:
    """The revision that holds `content`: a new one, or the one that held it before, so that a retry gets its receipt.

    `seen` is the revision from which the form started, 0 for none; `counted` and `remaining` are households on the
    plan's list and households still poor. Raises OtherContent, ForeignUuid, and Refused for a half-month that is yet
    to begin or in which nothing was due.
    """
    today = dates.local_day(now)
    if period.start > today:
        raise Refused(f"{period.label}从{dates.spoken(period.start)}开始，到时再报")
    time = filing_time(opened=opened_at, device=device_at, received=now)
    with changing(by=by, reason=f"报{period.label}半月报"):
        report = _opened(village, period, time, now)
        known, current = _known(report, uuid)
        if known:
            return _the_same(known, report, content)
        if current and content_of(current) == content:
            return current
        circumstances = Circumstances(
            counted=counted,
            remaining=remaining,
            is_late=report.is_late,
            # Only the first one's time decides whether a report is late.
            is_doubted=current is None and time.is_doubted,
            is_crossed=seen < report.revision_count,
            waits_for_decision=_waits(report, content.answers, today=today),
            **_earlier(village, period),
        )
        revision = _write(
            ReportRevision(
                report=report,
                uuid=uuid,
                based_on=min(seen, report.revision_count),
                work=list(content.work),
                done=content.done,
                participants=content.participants,
                counted=counted,
                scale=content.scale,
                invested=content.invested,
                help_wanted=content.help_wanted,
                flags=flags(content, period, circumstances),
                via=via,
                opened_at=opened_at,
                device_at=device_at,
                received_at=now,
                recorded_by=by,
            )
        )
        _keep_answers(revision, content.answers, before=_answers_of(current), today=today, by=by)
        _ask_help(revision, now=now, by=by)
    return revision


def add_photo(revision: ReportRevision, *, content: bytes, now: datetime, by: User) -> ReportPhoto:
    """A JPG or PNG of at most 8 MB and 24 million pixels, drawn anew; three per report. The same one twice is one."""
    drawn = redrawn(content, field="photo")
    with changing(by=by, reason="半月报照片"):
        report = Report.objects.select_for_update().get(pk=revision.report_id)
        same = report.photos.filter(file__sha256=sha256(drawn).hexdigest()).first()
        if same and same.withdrawn_at is None:
            return same
        if report.photos.in_force().count() >= MOST_PHOTOS:
            raise Refused(f"已经有 {MOST_PHOTOS} 张照片，先撤下一张再传", field="photo")
        if same:
            same.withdrawn_at = None
            same.save(update_fields=["withdrawn_at"])
            return same
        kept = keep_picture(drawn, by=by)
        return ReportPhoto.objects.create(report=report, revision=revision, file=kept, received_at=now)


def withdraw_photo(photo: ReportPhoto, *, now: datetime, by: User) -> ReportPhoto:
    with changing(by=by, reason="撤下半月报照片"):
        Report.objects.select_for_update().get(pk=photo.report_id)
        locked = ReportPhoto.objects.select_for_update().get(pk=photo.pk)
        if locked.withdrawn_at is None:
            locked.withdrawn_at = now
            locked.save(update_fields=["withdrawn_at"])
    return locked


def content_of(revision: ReportRevision) -> Submission:
    """What the revision says, to be compared with what comes in."""
    return Submission(**_wording_of(revision), help_wanted=revision.help_wanted, answers=_answers_of(revision))


def _wording_of(revision: ReportRevision) -> dict[str, Any]:
    return {
        "done": revision.done,
        "work": tuple(revision.work),
        "participants": revision.participants,
        "scale": revision.scale,
        "invested": revision.invested,
    }


def _answers_of(revision: ReportRevision | None) -> tuple[MilestoneSaid, ...]:
    if revision is None:
        return ()
    rows = revision.answers.order_by("milestone").values_list(
        "milestone", "state", "due_on", "reason_kind", "reason", "done_on"
    )
    return tuple(MilestoneSaid(*row) for row in rows)


def _opened(village: Village, period: Fortnight, time: FilingTime, now: datetime) -> Report:
    """The village's report of the half-month, locked; made where it is the first time."""
    fresh = Report(village=village, period_start=period.start, filed_at=time.at, received_at=now)
    try:
        Report.objects.bulk_create([fresh], ignore_conflicts=True)
    except IntegrityError as error:
        # The database knows the rules, and asks them anyway.
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) != "report_period_is_due":
            raise
        raise Refused(f"{period}那时还不用报半月报") from error
    return Report.objects.select_for_update().get(village=village, period_start=period.start)


def _known(report: Report, uuid: UUID) -> tuple[ReportRevision | None, ReportRevision | None]:
    """What this UUID stands for, and the revision that counts. Whoever waited for the lock finds what was written."""
    either = Q(uuid=uuid) | Q(report=report, number=report.revision_count)
    found = list(ReportRevision.objects.filter(either).select_related("report"))
    known = next((revision for revision in found if revision.uuid == uuid), None)
    current = next((revision for revision in found if revision.report_id == report.pk), None)
    return known, current


def _the_same(known: ReportRevision, report: Report, content: Submission) -> ReportRevision:
    if known.report.village_id != report.village_id:
        raise ForeignUuid
    if known.report_id != report.pk or content_of(known) != content:
        raise OtherContent(known)
    return known


def _write(revision: ReportRevision) -> ReportRevision:
    """As the database numbered it. Refused where another village was quicker with this UUID by less than a
    transaction."""
    ReportRevision.objects.bulk_create([revision], ignore_conflicts=True)
    written = ReportRevision.objects.select_related("report").get(uuid=revision.uuid)
    if written.report_id != revision.report_id:
        raise ForeignUuid
    return written


def _earlier(village: Village, period: Fortnight) -> dict[str, Any]:
    """What the village said last, and what it said in the half-months just before without a gap."""
    rows = ReportRevision.objects.newest().filter(report__village=village, report__period_start__lt=period.start)
    found = list(rows.select_related("report").order_by("-report__period_start")[: SAME_IN_A_ROW - 1])
    said = [Submission(**_wording_of(revision)) for revision in found]
    in_a_row = [
        one
        for back, (one, row) in enumerate(zip(said, found, strict=True), 1)
        if row.report.period == period.shifted(-back)
    ]
    return {"last": said[0] if said else None, "before": in_a_row}


def _waits(report: Report, answers: Sequence[MilestoneSaid], *, today: date) -> bool:
    """Whether a later date that is asked for has to wait for another person."""
    later = {a.milestone: a.due_on for a in answers if a.state == Answer.DELAYED and a.due_on}
    if not later:
        return False
    is_open = Q(done_on__isnull=True) | Q(done_in__report=report)
    found = Milestone.objects.of_approved().filter(is_open, pk__in=later)
    return any(
        needs_decision(later[m.pk], due=m.due_on, baseline=m.baseline_due_on, asked_on=today)
        for m in found
        if later[m.pk] != m.due_on
    )


def _keep_answers(
    revision: ReportRevision,
    answers: Sequence[MilestoneSaid],
    *,
    before: Sequence[MilestoneSaid],
    today: date,
    by: User,
) -> None:
    """Kept as they were given; what the revision before did not say already is carried into the timetable."""
    rows = [
        MilestoneAnswer(
            revision=revision,
            milestone_id=said.milestone,
            state=said.state,
            due_on=said.due_on,
            reason_kind=said.reason_kind,
            reason=said.reason,
            done_on=said.done_on,
        )
        for said in answers
    ]
    MilestoneAnswer.objects.bulk_create(rows)
    news = {said.milestone: said for said in answers if said not in before}
    if revision.number == 1:
        # Nothing is there yet that 按期 could take back.
        news = {key: said for key, said in news.items() if said.state != Answer.ON_TIME}
    if not news:
        return
    timetable = _Timetable(revision, today=today, by=by)
    for milestone in Milestone.objects.filter(pk__in=news).select_related("done_in").order_by("pk"):
        # What the plan itself refuses stands in the answer for the reader; it never stops the report.
        with suppress(Refused), transaction.atomic():
            timetable.carry(milestone, news[milestone.pk])


@dataclass(frozen=True)
class _Timetable:
    """Carries what a revision says into the plan. What the office wrote there itself, or another report, stays."""

    revision: ReportRevision
    today: date
    by: User

    def carry(self, milestone: Milestone, said: MilestoneSaid) -> None:
        is_done_here = milestone.done_in is not None and milestone.done_in.report_id == self.revision.report_id
        if milestone.done_on and not is_done_here:
            return
        if said.state == Answer.DONE and said.done_on:
            finish_milestone(milestone, done_on=said.done_on, today=self.today, by=self.by, revision=self.revision)
            return
        if milestone.done_on:
            reopen_milestone(milestone, reason=_CORRECTED, by=self.by, revision=self.revision)
        if said.state == Answer.DELAYED and said.due_on and said.due_on != milestone.due_on:
            self._move(milestone, said.due_on, said.reason_kind, said.reason)
        else:
            self._take_back(milestone, to_plan=said.state == Answer.ON_TIME)

    def _move(self, milestone: Milestone, to: date, kind: str, reason: str) -> None:
        change_due_date(
            milestone,
            new_due_on=to,
            reason_kind=kind,
            reason=reason,
            today=self.today,
            by=self.by,
            revision=self.revision,
        )

    def _take_back(self, milestone: Milestone, *, to_plan: bool) -> None:
        """What waits by an earlier revision is no longer asked for; `to_plan` gives the date back that it moved."""
        mine = milestone.changes.filter(revision__report=self.revision.report_id)
        for waiting in mine.waiting():
            decide_due_date(waiting, is_granted=False, note=_CORRECTED, today=self.today, by=self.by)
        granted = list(milestone.changes.filter(is_granted=True).select_related("revision").order_by("-pk"))
        first = _first_of_report(granted, self.revision.report_id)
        if to_plan and first and first.old_due_on != milestone.due_on:
            self._move(milestone, first.old_due_on, DelayReason.OTHER, f"{_CORRECTED}：按期")


def _first_of_report(granted: Sequence[DueDateChange], report: int) -> DueDateChange | None:
    """Of the changes since the last one that another report or the office made; newest come first."""
    found = None
    for change in granted:
        if change.revision is None or change.revision.report_id != report:
            break
        found = change
    return found


def _ask_help(revision: ReportRevision, *, now: datetime, by: User) -> None:
    """One request at a time: corrected while nobody has answered, asked anew afterwards, withdrawn by an empty text."""
    report, text = revision.report, revision.help_wanted
    if revision.number == 1 and not text:
        return
    waiting = report.requests.unanswered().first()
    if waiting and not text:
        waiting.answer, waiting.answered_at, waiting.answered_by, waiting.seen_at = WITHDRAWN, now, by, now
        waiting.save(update_fields=["answer", "answered_at", "answered_by", "seen_at"])
    elif waiting:
        if waiting.text != text:
            waiting.text = text
            waiting.save(update_fields=["text"])
    elif text:
        last = report.requests.order_by("-pk").first()
        if last is None or last.text != text or last.answer == WITHDRAWN:
            HelpRequest.objects.create(report=report, text=text, asked_at=now)
