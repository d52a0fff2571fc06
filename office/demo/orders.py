"""The demo's supervision notices, each at another step of its course, and the reminders of the last weeks.

What is overdue and not in one of them proposes a notice: a dated milestone in two villages, the last missing report in
a third.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from django.db import connection

from office.demo.half_months import DUE, HalfMonths
from office.demo.plan import Plan
from office.demo.reporting import moment
from office.demo.scenes import Scene
from office.demo.verdicts import OfficerOn
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from villages import reminding
from villages.models import (
    DueDateChange,
    Milestone,
    OrderDemand,
    OrderEventKind,
    OrderFile,
    OrderSubject,
    Reminder,
    SupervisionOrder,
    Village,
)
from villages.periods import Fortnight
from villages.proposals import subject_of
from villages.supervision import Subject, demands_for, reason_for, report_subject

K = OrderEventKind


class Step(NamedTuple):
    """`day` after the notice was issued; `until` days after it, where a date is named."""

    day: int
    kind: OrderEventKind
    text: str
    until: int | None = None
    photo: Scene | None = None


@dataclass(frozen=True)
class Notice:
    """`milestone` by name, `missing` half-months by their place among those due, the newest 0."""

    village: str
    issued_on: date
    reply_due: int
    due: int
    steps: tuple[Step, ...] = ()
    milestone: str = ""
    missing: tuple[int, ...] = ()
    by: str = "office"


class Orders:
    """All notices of one seed; reports and dates lie there already."""

    def __init__(
        self,
        plan: Plan,
        reports: HalfMonths,
        *,
        officer: OfficerOn,
        users: Mapping[str, User],
        scenes: Mapping[Scene, StoredFile],
    ) -> None:
        self.plan, self.reports = plan, reports
        self.officer, self.users, self.scenes = officer, users, scenes
        self.due = reports.due_periods
        self.villages: dict[str, Village] = {}
        self.milestones: dict[tuple[str, str], Milestone] = {}

    def write(self, villages: list[Village]) -> None:
        self.villages = {village.name: village for village in villages}
        rows = Milestone.objects.of_approved().select_related("stage__plan__village")
        self.milestones = {(row.stage.plan.village.name, row.name): row for row in rows}
        issued = {}
        for notice in sorted(self._notices(), key=lambda notice: notice.issued_on):
            issued[notice.village] = self._issue(notice)
        self._remind(issued)

    def _notices(self) -> list[Notice]:
        """In the middle of each course but the two that were closed."""
        today = self.plan.today
        signed = self.milestones["马鞍山村", "蜂农 36 户签约"]
        first = signed.due_on + timedelta(days=8)
        late = next(n for n in count() if self._is_very_late(n))
        asked = self._last_day(late) + timedelta(days=5)
        return [
            Notice(
                "马鞍山村",
                first,
                reply_due=6,
                due=20,
                milestone=signed.name,
                steps=(
                    Step(5, K.REPLY, "已签 17 户，其余 19 户在谈。"),
                    Step(7, K.RETURN, "签的人名单没有附；剩下的谁去谈、哪天谈完，写清楚。", until=26),
                    Step(15, K.EXTENSION_ASKED, "9 户在外务工，端午才回来，请延到那以后。", until=40),
                    Step(17, K.EXTENSION_GRANTED, "同意，回来当天签。", until=40),
                    Step(37, K.REPLY, "36 户都签了，协议 36 份在村委会，名单附后。", photo=Scene.HALL),
                    Step(39, K.CLOSE, "协议抽看 12 份，户主都认，销号。"),
                ),
            ),
            Notice(
                "响水河村",
                asked,
                reply_due=7,
                due=20,
                missing=(late,),
                by="leader",
                steps=(
                    Step(15, K.REPLY, "专干住院，村里没有接手。报已补上，以后由文书代报。"),
                    Step(16, K.CLOSE, "报已补，代报的人定了，销号。"),
                ),
            ),
            Notice(
                "石门垭村",
                today - timedelta(days=11),
                reply_due=9,
                due=24,
                milestone="种苗下地 240 亩",
                missing=(3,),
                steps=(
                    Step(
                        9,
                        K.REPLY,
                        "5 组谈成 8 户，栽下 96 亩；还差 3 户，国土所量过就签。缺的那期半月报有手稿，请办事处代录。",
                        photo=Scene.ROWS,
                    ),
                ),
            ),
            Notice(
                "凉水井村",
                today - timedelta(days=13),
                reply_due=15,
                due=18,
                milestone="移栽苍术黄精 150 亩",
                missing=(5,),
                steps=(Step(12, K.EXTENSION_ASKED, "已移栽 92 亩，缺 60 个工，霜冻前赶一半，其余开春栽。", until=45),),
            ),
            Notice(
                "龙潭沟村",
                # On the last day for the newest report: that one was not missing yet.
                self._last_day(0),
                reply_due=max(7, (today - self._last_day(0)).days + 2),
                due=max(28, (today - self._last_day(0)).days + 14),
                milestone="菌棚 40 个建成",
                missing=(9, 1),
                by="leader",
            ),
        ]

    def _is_very_late(self, place: int) -> bool:
        """The half-month of which a report came only after the office had asked for it."""
        filing = next((f for f in self.reports.filings["响水河村"] if f.period == self.due[place]), None)
        return filing is not None and filing.day > self._last_day(place) + timedelta(days=10)

    def _last_day(self, place: int) -> date:
        return self.due[place].end + timedelta(days=DUE)

    def _issue(self, notice: Notice) -> SupervisionOrder:
        village, on = self.villages[notice.village], notice.issued_on
        subjects = [
            *([self._milestone(village, notice.milestone, on)] if notice.milestone else []),
            *(report_subject(self.due[n], self._last_day(n), on=on) for n in sorted(notice.missing, reverse=True)),
        ]
        officer = self.officer(village, on).name
        reply_due_on, due_on = on + timedelta(days=notice.reply_due), on + timedelta(days=notice.due)
        order = SupervisionOrder.objects.create(
            village=village,
            reason=reason_for(subjects, on=on),
            target=officer,
            reply_due_on=reply_due_on,
            due_on=due_on,
            issued_by=self.users[notice.by],
            issued_on=on,
        )
        OrderSubject.objects.bulk_create(
            OrderSubject(
                order=order,
                milestone_id=subject.milestone,
                period_start=subject.period.start if subject.period else None,
                what=subject.what,
                was_due_on=subject.was_due_on,
            )
            for subject in subjects
        )
        demands = demands_for(subjects, owner=officer, reply_due_on=reply_due_on, due_on=due_on, on=on)
        OrderDemand.objects.bulk_create(
            OrderDemand(order=order, number=n, content=one.content, owner=one.owner, due_on=one.due_on)
            for n, one in enumerate(demands, 1)
        )
        for step in notice.steps:
            self._happen(order, notice, step)
        # Number, state and dates are the database's.
        order.refresh_from_db()
        return order

    def _milestone(self, village: Village, name: str, on: date) -> Subject:
        """As it stood that day: a date that was moved later on had not been moved yet."""
        milestone = self.milestones[village.name, name]
        later = DueDateChange.objects.filter(milestone=milestone, is_granted=True, asked_on__gt=on).order_by("pk")
        moved = later.first()
        return replace(subject_of(milestone), was_due_on=moved.old_due_on if moved else milestone.due_on)

    def _happen(self, order: SupervisionOrder, notice: Notice, step: Step) -> None:
        """One after the other: each step moves the notice, and the next one is judged by where it stands."""
        day = notice.issued_on + timedelta(days=step.day)
        until = None if step.until is None else notice.issued_on + timedelta(days=step.until)
        is_of_village = step.kind in (K.REPLY, K.EXTENSION_ASKED)
        by = self.officer(order.village, day) if is_of_village else self.users[notice.by]
        with connection.cursor() as cursor:
            # By hand, for the model would stamp the step with the time of the seed.
            cursor.execute(
                "INSERT INTO villages_orderevent (order_id, kind, text, new_due_on, by_id, on_day, recorded_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
                [order.pk, step.kind, step.text, until, by.pk, day, moment(day, 10, 7 + step.day)],
            )
            (key,) = cursor.fetchone()
        if step.photo:
            OrderFile.objects.create(event_id=key, file=self.scenes[step.photo])

    def _remind(self, issued: Mapping[str, SupervisionOrder]) -> None:
        yesterday, week_ago = (self.plan.today - timedelta(days=days) for days in (1, 7))
        rows = [
            self._of_report("龙潭沟村", self.due[1], self._last_day(1) + timedelta(days=1), 9),
            self._of_milestone("马鞍山村", "蜂场 6 处摆箱 480 箱", week_ago, 10),
            self._of_milestone("响水河村", "库湾放苗 60 万尾", yesterday, 15),
        ]
        if self._last_day(0) < yesterday:
            rows.append(self._of_report("龙潭沟村", self.due[0], yesterday, 8))
        for name in ("凉水井村", "龙潭沟村"):
            order = issued[name]
            words = reminding.reply_words(order.name, order.reply_due_on)
            rows.append(self._reminder(name, reminding.order_subject(order.pk), words, yesterday, 16))
        Reminder.objects.bulk_create(rows)

    def _of_report(self, village: str, period: Fortnight, day: date, hour: int) -> Reminder:
        words = reminding.missing_words(period, period.end + timedelta(days=DUE), on=day)
        return self._reminder(village, reminding.report_subject(period), words, day, hour)

    def _of_milestone(self, village: str, name: str, day: date, hour: int) -> Reminder:
        milestone = self.milestones[village, name]
        words = reminding.milestone_words(name, milestone.due_on, on=day)
        return self._reminder(village, reminding.milestone_subject(milestone.pk), words, day, hour)

    def _reminder(self, village: str, subject: str, words: str, day: date, hour: int) -> Reminder:
        return Reminder(
            village=self.villages[village],
            subject=subject,
            words=words,
            shows_at=moment(day, hour, 12),
            sent_by=self.users["office"],
        )
