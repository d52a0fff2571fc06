"""The half-month report about to be written: what the last one said, what the system counts, what is asked (R4.4).

Whatever is counted here is not asked of a person; he changes only what changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from households.models import Household, Participation, Visit
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.ui import dates
from villages.actions.reports import WITHDRAWN
from villages.forms.reports import MilestonePart, ReportForm, milestones_named
from villages.models import (
    Answer,
    DelayReason,
    DueDateChange,
    HelpRequest,
    Milestone,
    MilestoneAnswer,
    ReportingRule,
    ReportReturn,
    ReportRevision,
    Via,
    Village,
    VillagePlan,
    Work,
)
from villages.periods import Fortnight
from villages.reporting import Due, asked_about, due_on

_OPENING = Signer(salt="office.reports.entry.opening")
NOT_FILLED = "没有填"


def signed_opening(user: User, village: Village, period: Fortnight, *, now: datetime) -> str:
    """Proof of when this person opened this form; it goes into the form and comes back with it."""
    return _OPENING.sign_object([user.pk, village.pk, period.slug, int(now.timestamp())])


def opening_time(text: str, user: User, village: Village, period: Fortnight) -> datetime | None:
    """None where nothing is signed, or for another person, village or half-month."""
    *about, seconds = _opening(text) or [0]
    return datetime.fromtimestamp(seconds, tz=UTC) if about == [user.pk, village.pk, period.slug] else None


def opened_by(text: str) -> int | None:
    """The key of the person who opened the form."""
    about = _opening(text)
    return about[0] if about else None


def _opening(text: str) -> list[Any] | None:
    try:
        return _OPENING.unsign_object(text)
    except (BadSignature, ValueError):
        return None


@dataclass(frozen=True)
class LastReport:
    period_label: str
    participants: int | None


@dataclass(frozen=True)
class HelpAnswer:
    """What the village asked for last; `answer` is empty until the office has written one."""

    help: str
    answer: str
    answered_on: date | None
    url: str


@dataclass(frozen=True)
class SentBack:
    """`field` is the part of the form."""

    field: str
    label: str
    note: str


@dataclass(frozen=True)
class Receipt:
    number: str
    filed_at: datetime
    url: str


@dataclass(frozen=True)
class SummaryRow:
    """A line of the page on which one checks; `anchor` leads back to the field."""

    label: str
    said: str
    anchor: str


@dataclass(frozen=True)
class _Counts:
    remaining: int
    taking_part: int


class ReportEntry:
    """Asked for piece by piece: a post needs few of the pieces, the page all of them."""

    def __init__(self, village: Village, period: Fortnight, due: date, *, user: User, now: datetime) -> None:
        self.village, self.period, self.due, self.user, self.now = village, period, due, user, now
        self.today = dates.local_day(now)

    @property
    def url(self) -> str:
        return reverse("office:report_write", args=[self.village.pk, self.period.slug])

    @property
    def has_begun(self) -> bool:
        return self.period.start <= self.today

    @cached_property
    def revision(self) -> ReportRevision | None:
        """What is filed already."""
        return self._newest().filter(report__period_start=self.period.start).first()

    @cached_property
    def last(self) -> ReportRevision | None:
        """The report before this half-month, however long ago."""
        before = self._newest().filter(report__period_start__lt=self.period.start)
        return before.order_by("-report__period_start").first()

    @cached_property
    def plan(self) -> VillagePlan | None:
        return VillagePlan.objects.approved().filter(village=self.village).first()

    @cached_property
    def counts(self) -> _Counts:
        in_plan = Participation.objects.current(on=self.today).filter(household=OuterRef("pk"), plan__state="approved")
        poor = Household.objects.in_village(self.village).still_poor().annotate(takes_part=Exists(in_plan))
        found = poor.aggregate(remaining=Count("pk"), taking_part=Count("pk", filter=Q(takes_part=True)))
        return _Counts(**found)

    @property
    def counted(self) -> int | None:
        """Poor households on the plan's list; None without a plan in force."""
        return self.counts.taking_part if self.plan else None

    @cached_property
    def visits(self) -> int:
        """Registered in this half-month."""
        inside = Visit.objects.filter(household__village=self.village)
        return inside.filter(visited_on__range=(self.period.start, self.period.end)).count()

    @cached_property
    def answers(self) -> dict[int, MilestoneAnswer]:
        """Of what is filed already, by milestone."""
        if self.revision is None:
            return {}
        rows = self.revision.answers.select_related("milestone__stage").order_by("milestone__due_on", "milestone")
        return {answer.milestone_id: answer for answer in rows}

    @cached_property
    def asked(self) -> list[Milestone]:
        """Those answered before, so that an answer can be corrected; else what is near."""
        if self.answers:
            return [answer.milestone for answer in self.answers.values()]
        rows = Milestone.objects.still_open().filter(stage__plan__village=self.village).select_related("stage")
        return asked_about(list(rows.order_by("due_on", "pk")), on=self.today)

    def form(self) -> ReportForm:
        """Filled with what is known."""
        return ReportForm(initial=self._initial(), plan=self.plan, milestones=self.asked, today=self.today)

    def sent_form(self, data: QueryDict, files: MultiValueDict[str, Any] | None = None) -> ReportForm:
        """As it came. Each milestone of the village's timetable may be answered: a retry says what the first one said,
        whatever is asked by now."""
        rows = Milestone.objects.filter(pk__in=milestones_named(data), baseline_due_on__isnull=False)
        named = rows.filter(stage__plan__village=self.village).select_related("stage").order_by("due_on", "pk")
        return ReportForm(data, files, plan=self.plan, milestones=named, today=self.today)

    def via(self, sent: str) -> str:
        return sent or (Via.PHONE if self.user.scope(Capability.FILE_REPORTS) is Scope.OWN else Via.DESK)

    def opened_at(self, sent: str) -> datetime | None:
        return opening_time(sent, self.user, self.village, self.period)

    def context(self, form: ReportForm) -> dict[str, Any]:
        return {
            "form": form,
            "village": self.village,
            "period": self.period,
            "due": self.due,
            "today": self.today,
            "plan": self.plan,
            "remaining": self.counts.remaining,
            "visits": self.visits,
            "milestones": form.milestones,
            "last": self.last and LastReport(self.last.report.period.label, self.last.participants),
            "answer": self.help_answer,
            "returns": self.returns,
            "receipt": self._receipt(),
        }

    def _newest(self) -> Any:  # noqa: ANN401 - a queryset of revisions, with their report
        return ReportRevision.objects.newest().filter(report__village=self.village).select_related("report")

    def _initial(self) -> dict[str, Any]:
        said = self.revision or self.last
        known = {
            "uuid": uuid4(),
            "opened": signed_opening(self.user, self.village, self.period, now=self.now),
            "seen": self.revision.number if self.revision else 0,
            "via": self.via(""),
            "work": self._work(),
            "done": said.done if said else "",
            "participants": self._participants(),
            "scale": _shortest(said.scale) if said else None,
            "invested": _plain(said.invested) if said else None,
            "help": self.revision.help_wanted if self.revision else "",
        }
        return known | self._initial_answers()

    def _work(self) -> list[str]:
        """As it was last time; visits are counted, not remembered."""
        if self.revision:
            return self.revision.work
        others = [code for code in (self.last.work if self.last else []) if code != Work.VISIT]
        return [Work.VISIT, *others] if self.visits else others

    def _participants(self) -> int | None:
        if self.revision:
            return self.revision.participants
        if self.counted is not None:
            return self.counted
        return self.last.participants if self.last else None

    def _initial_answers(self) -> dict[str, Any]:
        """As answered before. Else on time, a date that waits for its decision as it was asked for, and nothing at all
        for what is overdue: that is for a person to say."""
        waiting = self._waiting()
        known: dict[str, Any] = {}
        for milestone in self.asked:
            key = f"m{milestone.pk}-"
            answer, change = self.answers.get(milestone.pk), waiting.get(milestone.pk)
            known[f"{key}done_on"] = self.today
            if answer:
                facts = ("state", "due_on", "reason_kind", "reason", "done_on")
                known |= {f"{key}{name}": getattr(answer, name) for name in facts if getattr(answer, name)}
            elif change:
                known |= {f"{key}state": Answer.DELAYED, f"{key}due_on": change.new_due_on}
                known |= {f"{key}reason_kind": change.reason_kind, f"{key}reason": change.reason}
            elif not milestone.is_overdue(on=self.today):
                known[f"{key}state"] = Answer.ON_TIME
        return known

    def _waiting(self) -> dict[int, DueDateChange]:
        if self.answers or not self.asked:
            return {}
        return {
            change.milestone_id: change for change in DueDateChange.objects.waiting().filter(milestone__in=self.asked)
        }

    @cached_property
    def help_answer(self) -> HelpAnswer | None:
        """The newest request of this or an earlier half-month."""
        rows = HelpRequest.objects.filter(report__village=self.village, report__period_start__lte=self.period.start)
        newest = rows.exclude(answer=WITHDRAWN).select_related("report").order_by("-asked_at", "-pk").first()
        if newest is None:
            return None
        day = dates.local_day(newest.answered_at) if newest.answered_at else None
        return HelpAnswer(newest.text, newest.answer, day, newest.report.get_absolute_url())

    @cached_property
    def returns(self) -> list[SentBack]:
        if self.revision is None:
            return []
        rows = ReportReturn.objects.still_open().filter(report=self.revision.report_id)
        return [SentBack(row.field, row.get_field_display(), row.note) for row in rows]

    def _receipt(self) -> Receipt | None:
        if self.revision is None:
            return None
        url = reverse("office:report_receipt", args=[self.revision.report_id])
        return Receipt(self.revision.receipt, self.revision.report.filed_at, url)


def entry_of(village: Village, slug: str, *, user: User, now: datetime) -> ReportEntry:
    """Raises ValueError for what is no half-month, or one in which no report was due yet."""
    period = Fortnight.parse(slug)
    if period.slug != slug:
        raise ValueError(f"another spelling of {period.slug}: {slug}")
    due = due_on(period, [Due(*rule) for rule in ReportingRule.objects.values_list("starts_on", "days")])
    if due is None:
        raise ValueError(f"no report was due: {slug}")
    return ReportEntry(village, period, due, user=user, now=now)


def summary(form: ReportForm, *, last: ReportRevision | None) -> list[SummaryRow]:
    """What a valid form says, line by line, as it is read once more before it goes."""
    said = form.content
    before = f"（上期 {last.participants} 户）" if last and last.participants is not None else ""
    work = "、".join(Work(code).label for code in said.work)
    rows = [
        SummaryRow(f"“{part.stage_name}：{part.name}”", _milestone_said(part, form.cleaned_data), part.state.auto_id)
        for part in form.milestones
    ]
    figures = (
        ("participants", "" if said.participants is None else f"{said.participants} 户{before}"),
        ("scale", _shortest(said.scale) or ""),
        ("invested", "" if said.invested is None else f"{_plain(said.invested)} 元"),
        ("help", said.help_wanted),
    )
    rows.append(SummaryRow(str(form["done"].label), "\n".join(filter(None, (work, said.done))), form["done"].auto_id))
    rows += [SummaryRow(str(form[name].label), text, form[name].auto_id) for name, text in figures]
    return rows


def sent_fields(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """All that was typed, to be carried on hidden; the token and the step are the page's own."""
    lists = data.lists() if isinstance(data, MultiValueDict) else [(name, [value]) for name, value in data.items()]
    return [(name, value) for name, values in lists for value in values if name not in ("csrfmiddlewaretoken", "step")]


def clock(at: datetime) -> str:
    """11月15日 18:00 in the office's zone."""
    return f"{dates.spoken(at)} {timezone.localtime(at):%H:%M}"


def _milestone_said(part: MilestonePart, data: Mapping[str, Any]) -> str:
    key = f"m{part.pk}-"
    state = data[f"{key}state"]
    if state == Answer.DELAYED:
        why = [DelayReason(data[f"{key}reason_kind"]).label, data[f"{key}reason"]]
        return f"推迟到{dates.spoken(data[f'{key}due_on'])}，{'：'.join(filter(None, why))}"
    if state == Answer.DONE:
        return f"{dates.spoken(data[f'{key}done_on'])}完成"
    return f"按期，{dates.spoken(part.due_on)}前完成" if state else ""


def _shortest(scale: Decimal | None) -> str | None:
    """230, 12.5: as one types it."""
    return None if scale is None else f"{scale:f}".removesuffix(".0")


def _plain(fen: int | None) -> str | None:
    """元 as one types it: 300000, 12.50."""
    if fen is None:
        return None
    yuan = Decimal(fen) / 100
    return f"{yuan:.2f}".removesuffix(".00")
