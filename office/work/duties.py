"""今天要办 of plans, reports and supervision: for those who decide, and for a village's officer (R2.2, R4)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse

from enterprises.models import Delivery
from households.codes import HOUSEHOLD_STAGES, ExitStage
from households.exits import STEP_KINDS
from office.reports.register import write_url
from office.work.fund_duties import books_tasks, decision_tasks, village_tasks
from office.work.tasks import Part, Task
from office.work.waiting import Kind, Waiting, named, waiting
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
MOST_PROPOSALS = 2
MOST_ORDERS = 2
# An officer is asked for the half-month that goes on from so many days before its end.
ASKED_AHEAD = timedelta(days=3)
# Half-months back in which a missing report is still named one by one.
MISSING_NAMED = 3
MILESTONES_AHEAD = timedelta(days=7)


def board_duties(villages: Sequence[Village], *, on: date, user: User, is_part: bool = True) -> list[Task]:
    """What the reader of a battle map of these villages may decide, however many villages and applications; not only
    in them where they are no part but all."""
    found = decisions(waiting(user, on=on, villages=villages if is_part else None), on=on)
    if user.can(Capability.SUPERVISE):
        found.extend(_proposed(villages, on=on))
    found.extend(decision_tasks(villages if is_part else None, on=on, user=user))
    return found


def decisions(rows: Sequence[Waiting], *, on: date) -> list[Task]:
    """What waits for one person, grouped by what has to be done."""
    by_kind: dict[str, list[Waiting]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    found = [
        *_objections(by_kind[Kind.OBJECTION]),
        *_orders(by_kind[Kind.ORDER]),
        *_changes(by_kind[Kind.CHANGE]),
        *_plans(by_kind[Kind.PLAN]),
        *_requests(by_kind[Kind.REQUEST], on=on),
        *_reports(by_kind[Kind.REPORT]),
        *_deliveries(by_kind[Kind.DELIVERY]),
    ]
    found += [task for stage in HOUSEHOLD_STAGES for task in _exits(stage, by_kind[stage.value])]
    return [*found, *_library(by_kind), *_imports(by_kind[Kind.IMPORT]), *books_tasks(rows)]


def _page(rows: Sequence[Waiting], one: str, all_: str, query: str = "") -> str:
    """Of the one, or the list of them."""
    return reverse(one, args=[rows[0].key]) if len(rows) == 1 else reverse(all_) + query


def _proposed(villages: Sequence[Village], *, on: date) -> Iterator[Task]:
    """Two presses: this button, and the one under the notice that is written already."""
    found = sorted(proposals(villages, on=on), key=lambda proposal: -proposal.late_days(on=on))
    for proposal in found[:MOST_PROPOSALS]:
        first, *others = sorted(proposal.subjects, key=lambda subject: -subject.late_days(on=on))
        detail = f"另有 {len(others)} 项逾期" if others else "还没有发督办单"
        yield Task(
            Part.ORDERS,
            Lamp.BAD,
            f"{proposal.village.short_name}“{first.what}”过期 {first.late_days(on=on)} 天",
            f"{detail} · 包村领导 {proposal.village.leader_name or '没有登记'}",
            f"{reverse('villages:order_issue')}?village={proposal.village.pk}",
            "督办",
        )
    more = len(found) - MOST_PROPOSALS
    if more > 0:
        later = found[MOST_PROPOSALS:]
        said = "、".join(proposal.village.short_name for proposal in later[:4])
        page = f"{reverse('villages:order_issue')}?village={later[0].village.pk}"
        yield Task(Part.ORDERS, Lamp.WARN, f"另外 {more} 村有逾期没督办", said, page, "督办")


def _objections(rows: list[Waiting]) -> Iterator[Task]:
    if rows:
        page = _page(rows, "households:exit_detail", "households:exit_list", f"?stage={ExitStage.REVIEW}")
        text = f"{len(rows)} 户的公示有异议没答复"
        yield Task(Part.EXITS, Lamp.BAD, text, "公示停表，答复后从头计天数", page, "答复")


def _orders(rows: list[Waiting]) -> Iterator[Task]:
    """What was answered last comes first: whoever issued it waits for that."""
    newest = sorted(rows, key=lambda row: row.since, reverse=True)
    for row in newest[:MOST_ORDERS]:
        page = reverse("villages:order_detail", args=[row.key])
        detail = f"{dates.spoken(row.since)}回复，或申请了延期"
        yield Task(Part.ORDERS, Lamp.WARN, f"{row.village}的督办单等审核", detail, page, "审核")
    others = newest[MOST_ORDERS:]
    if others:
        page = f"{reverse('villages:order_list')}?state=review"
        yield Task(Part.ORDERS, Lamp.WARN, f"另外 {len(others)} 张督办单等审核", named(others), page, "审核")


def _changes(rows: list[Waiting]) -> Iterator[Task]:
    for row in rows:
        page = reverse("villages:date_change_decide", args=[row.key])
        yield Task(
            Part.PLANS, Lamp.WARN, f"{row.village}里程碑改期等着批", f"{dates.spoken(row.since)}提出", page, "批"
        )


def _plans(rows: list[Waiting]) -> Iterator[Task]:
    for row in rows:
        page = reverse("households:plan_approve", args=[row.key])
        yield Task(Part.PLANS, Lamp.WARN, f"{row.village}一村一品规划已论证", "写的人不能批，要另一人", page, "批")


def _requests(rows: list[Waiting], *, on: date) -> Iterator[Task]:
    """Leads to the report of the one that waits longest."""
    if rows:
        days = (on - rows[0].since).days
        detail = f"{named(rows)}；最久的等了 {days} 天" if days else named(rows)
        page = reverse("office:report_detail", args=[rows[0].key])
        yield Task(Part.REPORTS, Lamp.WARN if days else Lamp.NONE, f"{len(rows)} 个请求没答复", detail, page, "答复")


def _reports(rows: list[Waiting]) -> Iterator[Task]:
    """Each read one leads on to the next."""
    if rows:
        page = reverse("office:report_detail", args=[rows[0].key])
        yield Task(Part.REPORTS, Lamp.WARN, f"{len(rows)} 份半月报没审", named(rows), page, "审")


def _deliveries(rows: list[Waiting]) -> Iterator[Task]:
    """What enterprises report counts when the village's side has confirmed it (R5.2)."""
    if rows:
        page = _page(rows, "enterprises:delivery_detail", "enterprises:delivery_list")
        yield Task(Part.ENTERPRISES, Lamp.WARN, f"{len(rows)} 笔企业兑现等确认", named(rows), page, "确认")


# What is said of exits that wait for a step of the office; of the village's the step's own name.
_STEPS = {
    ExitStage.REVIEW: ("户公示期满，等办事处审核", "没有异议；办过前面步骤的人不能审", "审核"),
    ExitStage.SUBMISSION: ("户审核过，等上报审定", "", "上报"),
    ExitStage.ANNOUNCEMENT: ("户审定了，等公告", "", "公告"),
    ExitStage.CLOSURE: ("户公告了，等销号", "", "销号"),
}


def _exits(stage: ExitStage, rows: list[Waiting]) -> Iterator[Task]:
    if rows:
        step = STEP_KINDS[stage]
        text, detail, act = _STEPS.get(stage, (f"户退出等“{stage.label}”", step.hint, step.act))
        page = _page(rows, "households:exit_step", "households:exit_list", f"?stage={stage}")
        yield Task(Part.EXITS, Lamp.WARN, f"{len(rows)} {text}", detail or named(rows), page, act)


def _library(by_kind: Mapping[str, list[Waiting]]) -> Iterator[Task]:
    for row in by_kind[Kind.VERSION]:
        page = reverse("households:library_item", args=[row.key])
        yield Task(Part.LIBRARY, Lamp.WARN, f"资料“{row.place}”等你批", "写的人不能批", page, "批")
    for row in by_kind[Kind.APPROVED]:
        page = reverse("households:version_publish", args=[row.key])
        yield Task(Part.LIBRARY, Lamp.WARN, f"资料“{row.place}”批了没发布", "发布了才印进明白袋", page, "发布")


def _imports(rows: list[Waiting]) -> Iterator[Task]:
    for row in rows:
        page = reverse("households:import_preview", args=[row.key])
        text, detail = f"导入“{row.place}”核对了没写入", f"{dates.spoken(row.since)}上传；不要了就放弃"
        yield Task(Part.IMPORTS, Lamp.WARN, text, detail, page, "接着导入")


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
            yield Task(Part.REPORTS, Lamp.BAD, text, detail, write_url(report.village, report.period), "改", "退回")

    def _orders(self) -> Iterator[Task]:
        orders = SupervisionOrder.objects.filter(village__in=self.villages).waiting_for_village()
        for order in orders.select_related("village").order_by("due_on"):
            late = order.is_overdue(on=self.on) or order.reply_is_overdue(on=self.on)
            detail = f"{dates.spoken(order.reply_due_on)}前回复，{dates.spoken(order.due_on)}前办完"
            page = reverse("villages:order_detail", args=[order.pk])
            text = f"{self._name(order.village)}督办 {order.name}"
            state = "过期" if late else "等回复"
            yield Task(Part.ORDERS, Lamp.BAD, text, self._said(detail, order_subject(order.pk)), page, "回复", state)

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
        return Task(Part.REPORTS, lamp, text, detail, write_url(village, period), "填报", state)

    def _deliveries(self) -> Iterator[Task]:
        """What enterprises report counts when the village's side has confirmed it (R5.2)."""
        rows = list(Delivery.objects.in_villages(self.villages).waiting_for_village().with_sides().oldest_first())
        if rows:
            who = "、".join(dict.fromkeys(row.pledge.choice.pairing.enterprise.short_name for row in rows))
            one = len(rows) == 1
            page = (
                reverse("enterprises:delivery_detail", args=[rows[0].pk])
                if one
                else reverse("enterprises:delivery_list")
            )
            text, detail = f"{len(rows)} 笔企业兑现等确认", f"{who}，问过户里再确认"
            yield Task(Part.ENTERPRISES, Lamp.WARN, text, detail, page, "确认", "等确认")

    def _milestones(self) -> Iterator[Task]:
        rows = Milestone.objects.filter(stage__plan__village__in=self.villages).with_village()
        for milestone in rows.due_by(self.on + MILESTONES_AHEAD).order_by("due_on"):
            village, days = milestone.stage.plan.village, milestone.overdue_days(on=self.on)
            due = past_words(milestone.due_on, on=self.on) if days else f"{dates.spoken(milestone.due_on)}到期"
            detail = f"{due}，进度写进半月报"
            page = reverse("office:plan_detail", args=[village.pk])
            text = f"{self._name(village)}里程碑“{milestone.name}”"
            lamp, state = (Lamp.BAD, "逾期") if days else (Lamp.WARN, "快到期")
            yield Task(Part.PLANS, lamp, text, self._said(detail, milestone_subject(milestone.pk)), page, "看", state)

    def _answers(self) -> Iterator[Task]:
        unseen = HelpRequest.objects.filter(report__village__in=self.villages).answered_unseen()
        for request in unseen.select_related("report__village"):
            text = f"办事处答复了“{request}”"
            yield Task(Part.REPORTS, Lamp.DONE, text, request.answer, reverse("office:report_list"), "看", "有答复")
