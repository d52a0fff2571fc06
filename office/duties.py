"""今天要办 of plans, reports and supervision: for those who decide, and for a village's officer (R2.2, R4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.urls import reverse

from enterprises.models import Delivery
from office.fund_duties import decision_tasks, village_tasks
from office.report_register import write_url
from office.tasks import Task
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui import dates
from povertyplan.ui.lamps import Lamp
from villages.models import (
    HelpRequest,
    Milestone,
    Reminder,
    Report,
    ReportReturn,
    SupervisionOrder,
    Village,
)
from villages.periods import Fortnight
from villages.proposals import proposals
from villages.reminding import SHOWN_FOR, milestone_subject, order_subject, past_words, report_subject
from villages.reports_due import ReportsDue

# The worst come first; the rest is on the page that each leads to.
MOST_PROPOSALS = 3
# An officer is asked for the half-month that goes on from so many days before its end.
ASKED_AHEAD = timedelta(days=3)
# Half-months back in which a missing report is still named one by one.
MISSING_NAMED = 3
MILESTONES_AHEAD = timedelta(days=7)

# What waits for somebody's decision, one line each: kind, village, key, since when.
_WAITING = """
SELECT 'request', r.village_id, r.id, (h.asked_at AT TIME ZONE 'Asia/Shanghai')::date
FROM villages_helprequest h JOIN villages_report r ON r.id = h.report_id
WHERE h.answered_at IS NULL AND r.village_id = ANY(%(villages)s)
UNION ALL
SELECT 'order', o.village_id, o.id, o.due_on FROM villages_supervisionorder o
WHERE (o.state = 'replied' OR o.extension_asked) AND o.state NOT IN ('closed', 'withdrawn')
  AND o.village_id = ANY(%(villages)s)
UNION ALL
SELECT 'change', p.village_id, c.id, c.asked_on FROM villages_duedatechange c
JOIN villages_milestone m ON m.id = c.milestone_id JOIN villages_stage s ON s.id = m.stage_id
JOIN villages_villageplan p ON p.id = s.plan_id
WHERE c.is_granted IS NULL AND p.village_id = ANY(%(villages)s)
UNION ALL
SELECT 'plan', p.village_id, p.id, p.drafted_on FROM villages_villageplan p
WHERE p.state = 'appraised' AND p.village_id = ANY(%(villages)s)
UNION ALL
SELECT 'delivery', p.village_id, d.id, d.delivered_on FROM enterprises_delivery d
JOIN enterprises_pledge g ON g.id = d.pledge_id JOIN enterprises_modechoice c ON c.id = g.choice_id
JOIN enterprises_pairing p ON p.id = c.pairing_id
WHERE d.state = 'reported' AND p.village_id = ANY(%(villages)s)
ORDER BY 4
"""


@dataclass(frozen=True)
class _Waiting:
    kind: str
    village: int
    key: int
    since: date


def board_duties(villages: Sequence[Village], *, on: date, user: User) -> list[Task]:
    """What the reader of a battle map of these villages may decide, however many villages and applications."""
    found: list[Task] = []
    if user.can(Capability.SUPERVISE):
        found.extend(_proposed(villages, on=on))
    waiting = _waiting([village.pk for village in villages])
    names = {village.pk: village for village in villages}
    found.extend(_orders(waiting, user))
    found.extend(_plans(waiting, names, user))
    found.extend(_requests(waiting, names, user, on=on))
    found.extend(_deliveries(waiting, names, user))
    found.extend(decision_tasks(villages, on=on, user=user))
    return found


def _waiting(villages: list[int]) -> list[_Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"villages": villages})
        return [_Waiting(*line) for line in cursor.fetchall()]


def _proposed(villages: Sequence[Village], *, on: date) -> Iterator[Task]:
    """Two presses: this button, and the one under the notice that is written already."""
    found = sorted(proposals(villages, on=on), key=lambda proposal: -proposal.late_days(on=on))
    for proposal in found[:MOST_PROPOSALS]:
        first, *others = sorted(proposal.subjects, key=lambda subject: -subject.late_days(on=on))
        detail = f"另有 {len(others)} 项逾期" if others else "还没有发督办单"
        yield Task(
            Lamp.BAD,
            f"{proposal.village.short_name}“{first.what}”过期 {first.late_days(on=on)} 天",
            f"{detail} · 包村领导 {proposal.village.leader_name or '没有登记'}",
            f"{reverse('villages:order_issue')}?village={proposal.village.pk}",
            "督办",
        )
    more = len(found) - MOST_PROPOSALS
    if more > 0:
        said = "、".join(proposal.village.short_name for proposal in found[MOST_PROPOSALS:][:4])
        yield Task(Lamp.WARN, f"另外 {more} 村有逾期没督办", said, reverse("villages:order_list"), "督办")


def _orders(waiting: list[_Waiting], user: User) -> Iterator[Task]:
    keys = [one.key for one in waiting if one.kind == "order"]
    if keys and user.can(Capability.SUPERVISE):
        page = reverse("villages:order_detail", args=keys) if len(keys) == 1 else reverse("villages:order_list")
        yield Task(Lamp.WARN, f"{len(keys)} 张督办单等审核", "村里已回复，或申请了延期", page, "审核")


def _plans(waiting: list[_Waiting], names: dict[int, Village], user: User) -> Iterator[Task]:
    if not user.can(Capability.APPROVE_PLANS):
        return
    for one in waiting:
        page = reverse("office:plan_detail", args=[one.village])
        name = names[one.village].short_name
        if one.kind == "change":
            yield Task(Lamp.WARN, f"{name}里程碑改期等着批", f"{dates.spoken(one.since)}提出", page, "批")
        elif one.kind == "plan":
            yield Task(Lamp.WARN, f"{name}一村一品规划已论证", "写的人不能批，要另一人", page, "批")


def _requests(waiting: list[_Waiting], names: dict[int, Village], user: User, *, on: date) -> Iterator[Task]:
    found = [one for one in waiting if one.kind == "request"]
    if not found or not user.can(Capability.REVIEW_REPORTS):
        return
    oldest = found[0]
    days = (on - oldest.since).days
    said = "、".join(dict.fromkeys(names[one.village].short_name for one in found))
    page = reverse("office:report_detail", args=[oldest.key])
    detail = f"{said}；最久的等了 {days} 天" if days else said
    yield Task(Lamp.WARN if days else Lamp.NONE, f"{len(found)} 个请求没答复", detail, page, "答复")


def _deliveries(waiting: list[_Waiting], names: dict[int, Village], user: User) -> Iterator[Task]:
    """What enterprises report counts when the village's side has confirmed it (R5.2)."""
    found = [one for one in waiting if one.kind == "delivery"]
    if found and user.can(Capability.CONFIRM_HELP):
        said = "、".join(dict.fromkeys(names[one.village].short_name for one in found))
        yield Task(Lamp.WARN, f"{len(found)} 笔企业兑现等确认", said, _to_confirm([one.key for one in found]), "确认")


def _to_confirm(keys: Sequence[int]) -> str:
    """The one, or the list of them."""
    if len(keys) == 1:
        return reverse("enterprises:delivery_detail", args=keys)
    return reverse("enterprises:delivery_list")


class OfficerDuties:
    """What a village's officer has to answer, report, confirm or read, however many villages."""

    def __init__(self, villages: Sequence[Village], *, now: datetime) -> None:
        self.villages, self.now, self.on = list(villages), now, dates.local_day(now)
        shown = Reminder.objects.filter(village__in=self.villages)
        self.reminded = {r.subject: r for r in shown.showing(now=now, since=self.on - SHOWN_FOR).reverse()}

    @property
    def tasks(self) -> list[Task]:
        first = [*self._returned(), *self._orders(), *self._reports(), *self._deliveries()]
        funds = village_tasks(self.villages, on=self.on)
        return [*first, *funds, *self._milestones(), *self._answers()]

    def _name(self, village: Village) -> str:
        """Only where there is more than one to tell apart."""
        return f"{village.short_name} " if len(self.villages) > 1 else ""

    def _said(self, detail: str, subject: str) -> str:
        reminder = self.reminded.get(subject)
        return f"{detail} · 办事处{dates.spoken(reminder.shows_at)}提醒过" if reminder else detail

    def _returned(self) -> Iterator[Task]:
        back = ReportReturn.objects.filter(report__village__in=self.villages).still_open()
        by_report: dict[Report, list[ReportReturn]] = {}
        for one in back.select_related("report__village").order_by("report", "pk"):
            by_report.setdefault(one.report, []).append(one)
        for report, found in by_report.items():
            fields = "、".join(one.get_field_display() for one in found)
            text = f"{self._name(report.village)}{report.period.label}半月报退回 {len(found)} 项"
            detail = self._said(f"改{fields}，其余照收", report_subject(report.period))
            yield Task(Lamp.BAD, text, detail, write_url(report.village, report.period), "改", "退回")

    def _orders(self) -> Iterator[Task]:
        orders = SupervisionOrder.objects.filter(village__in=self.villages).waiting_for_village()
        for order in orders.select_related("village").order_by("due_on"):
            late = order.is_overdue(on=self.on) or order.reply_is_overdue(on=self.on)
            detail = f"{dates.spoken(order.reply_due_on)}前回复，{dates.spoken(order.due_on)}前办完"
            page = reverse("villages:order_detail", args=[order.pk])
            text = f"{self._name(order.village)}督办 {order.name}"
            state = "过期" if late else "等回复"
            yield Task(Lamp.BAD, text, self._said(detail, order_subject(order.pk)), page, "回复", state)

    def _reports(self) -> Iterator[Task]:
        owed = ReportsDue.of(on=self.on)
        now = Fortnight.containing(self.on)
        periods = [now.shifted(-back) for back in range(MISSING_NAMED, -1, -1)]
        filed = set(
            Report.objects.filter(village__in=self.villages)
            .between(periods[0], periods[-1])
            .values_list("village", "period_start")
        )
        for village in self.villages:
            for period in periods:
                due = owed.due_on(period)
                asked = self.on >= period.end - ASKED_AHEAD
                if due is not None and asked and (village.pk, period.start) not in filed:
                    yield self._report(village, period, due)

    def _report(self, village: Village, period: Fortnight, due: date) -> Task:
        left = (due - self.on).days
        if left < 0:
            lamp, state = Lamp.BAD, "没报"
            detail = f"{past_words(due, on=self.on)}，补报照收"
        else:
            lamp, state = (Lamp.WARN, "快到期") if left <= 1 else (Lamp.NOT_STARTED, "没填")
            detail = f"{'今天' if left == 0 else '明天' if left == 1 else dates.spoken(due)}截止，已按上期填好"
        text = f"{self._name(village)}{period.label}半月报"
        detail = self._said(detail, report_subject(period))
        return Task(lamp, text, detail, write_url(village, period), "填报", state)

    def _deliveries(self) -> Iterator[Task]:
        """What enterprises report counts when the village's side has confirmed it (R5.2)."""
        rows = list(Delivery.objects.in_villages(self.villages).waiting_for_village().with_sides().oldest_first())
        if rows:
            who = "、".join(dict.fromkeys(row.pledge.choice.pairing.enterprise.short_name for row in rows))
            page = _to_confirm([row.pk for row in rows])
            yield Task(Lamp.WARN, f"{len(rows)} 笔企业兑现等确认", f"{who}，问过户里再确认", page, "确认", "等确认")

    def _milestones(self) -> Iterator[Task]:
        rows = Milestone.objects.filter(stage__plan__village__in=self.villages).with_village()
        for milestone in rows.due_by(self.on + MILESTONES_AHEAD).order_by("due_on"):
            village, days = milestone.stage.plan.village, milestone.overdue_days(on=self.on)
            due = past_words(milestone.due_on, on=self.on) if days else f"{dates.spoken(milestone.due_on)}到期"
            detail = f"{due}，进度写进半月报"
            page = reverse("office:plan_detail", args=[village.pk])
            text = f"{self._name(village)}里程碑“{milestone.name}”"
            lamp, state = (Lamp.BAD, "逾期") if days else (Lamp.WARN, "快到期")
            yield Task(lamp, text, self._said(detail, milestone_subject(milestone.pk)), page, "看", state)

    def _answers(self) -> Iterator[Task]:
        unseen = HelpRequest.objects.filter(report__village__in=self.villages).answered_unseen()
        for request in unseen.select_related("report__village"):
            text = f"办事处答复了“{request}”"
            yield Task(Lamp.DONE, text, request.answer, reverse("office:report_list"), "看", "有答复")
