"""Supervision (督办): numbered notices for overdue milestones and missing reports (R4.3, domain §5).

What is overdue proposes a notice; a person issues it. The course of a notice is its append-only events, from which the
database derives state and dates: reply, extension (asked for before the date has passed), return, closing (销号).
"""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from povertyplan.accounts.matrix import Capability
from povertyplan.files.models import StoredFile
from povertyplan.history import DerivingTrigger, keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models.report import Report
from villages.models.timetable import Milestone
from villages.models.village import FIRST_DAY, LAST_DAY, Village, VillageScoped, up_to_today
from villages.periods import Fortnight


class OrderState(models.TextChoices):
    ISSUED = "issued", "等回复"
    REPLIED = "replied", "等审核"
    RETURNED = "returned", "退回重办"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤回"


class OrderEventKind(models.TextChoices):
    REPLY = "reply", "回复"
    EXTENSION_ASKED = "extension_asked", "申请延期"
    EXTENSION_GRANTED = "extension_granted", "同意延期"
    EXTENSION_DECLINED = "extension_declined", "不同意延期"
    RETURN = "return", "退回重办"
    CLOSE = "close", "办结销号"
    WITHDRAW = "withdraw", "撤回"


OPEN_STATES = (OrderState.ISSUED, OrderState.REPLIED, OrderState.RETURNED)


class SupervisionOrderQuerySet(VillageScoped["SupervisionOrder"]):
    capability = Capability.VIEW_PLANS

    def going_on(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def waiting_for_village(self) -> Self:
        """Not while an extension that it asked for waits for the office."""
        return self.filter(state__in=(OrderState.ISSUED, OrderState.RETURNED), extension_asked=False)

    def waiting_for_review(self) -> Self:
        return self.filter(Q(state=OrderState.REPLIED) | Q(extension_asked=True, state__in=OPEN_STATES))

    def overdue(self, *, on: date) -> Self:
        return self.going_on().filter(due_on__lt=on)

    def closed(self) -> Self:
        return self.filter(state=OrderState.CLOSED)

    def numbered(self, text: str) -> Self:
        """By the number as it is written: 2017-014, or 2017-14."""
        year, _, number = text.partition("-")
        if not (year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) < 6):
            return self.none()
        return self.filter(year=int(year), number=int(number))

    def with_whole_course(self) -> Self:
        events = OrderEvent.objects.select_related("by").prefetch_related("files__file")
        return self.select_related("village", "issued_by").prefetch_related(
            "subjects__milestone", "demands", models.Prefetch("events", events)
        )


_NEXT_NUMBER = """
PERFORM pg_advisory_xact_lock(hashtext('villages_supervisionorder'));
NEW.year := EXTRACT(year FROM NEW.issued_on);
IF EXISTS (SELECT FROM public.villages_supervisionorder o WHERE o.year = NEW.year AND o.issued_on > NEW.issued_on) THEN
  RAISE EXCEPTION 'numbers follow the days'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'supervisionorder_in_order';
END IF;
SELECT COALESCE(max(number), 0) + 1 INTO NEW.number FROM public.villages_supervisionorder WHERE year = NEW.year;
NEW.state := 'issued';
NEW.closed_on := NULL;
NEW.extension_asked := FALSE;
NEW.first_due_on := NEW.due_on;
RETURN NEW;
"""

# State and dates follow the newest event; whoever writes them by hand must write the same.
_FOLLOWS_EVENTS = """
DECLARE latest RECORD;
BEGIN
  SELECT e.kind, e.on_day, e.new_due_on INTO latest FROM public.villages_orderevent e
   WHERE e.order_id = NEW.id ORDER BY e.id DESC LIMIT 1;
  IF (OLD.year, OLD.number, OLD.village_id, OLD.issued_by_id, OLD.issued_on, OLD.first_due_on, OLD.reason, OLD.target,
      OLD.reply_due_on)
     IS DISTINCT FROM (NEW.year, NEW.number, NEW.village_id, NEW.issued_by_id, NEW.issued_on, NEW.first_due_on,
                       NEW.reason, NEW.target, NEW.reply_due_on)
     OR OLD.state IN ('closed', 'withdrawn')
     OR latest.kind IS NULL
     OR NEW.state <> (CASE latest.kind WHEN 'reply' THEN 'replied' WHEN 'return' THEN 'returned'
                       WHEN 'close' THEN 'closed' WHEN 'withdraw' THEN 'withdrawn' ELSE OLD.state END)
     OR NEW.extension_asked <> (CASE latest.kind WHEN 'extension_asked' THEN TRUE WHEN 'reply' THEN OLD.extension_asked
                                ELSE FALSE END)
     OR NEW.due_on <> (CASE WHEN latest.kind IN ('return', 'extension_granted') AND latest.new_due_on IS NOT NULL
                        THEN latest.new_due_on ELSE OLD.due_on END)
     OR NEW.closed_on IS DISTINCT FROM (CASE WHEN latest.kind IN ('close', 'withdraw') THEN latest.on_day END) THEN
    RAISE EXCEPTION 'order % follows its events', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'supervisionorder_follows_events';
  END IF;
  RETURN NEW;
END;
"""

_LET_SUBJECTS_GO = """
IF NEW.state IN ('closed', 'withdrawn') THEN
  UPDATE public.villages_ordersubject SET is_open = FALSE WHERE order_id = NEW.id AND is_open;
END IF;
RETURN NEW;
"""


@keeps_history()
class SupervisionOrder(models.Model):
    """A notice, numbered 年-序号 without gaps; `due_on` is in force, `first_due_on` is what it was issued with."""

    year = models.PositiveSmallIntegerField("年", editable=False)
    number = models.PositiveSmallIntegerField("序号", editable=False)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="orders", verbose_name="村")
    reason = models.CharField("督办事由", max_length=300)
    target = models.CharField("责任人", max_length=60)
    reply_due_on = models.DateField("回复期限")
    due_on = models.DateField("完成期限")
    first_due_on = models.DateField("原定完成期限", editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField("发出日期")
    state = models.CharField("状态", max_length=10, choices=OrderState, default=OrderState.ISSUED)
    extension_asked = models.BooleanField("申请了延期", default=False, editable=False)
    closed_on = models.DateField("销号日期", null=True, blank=True, editable=False)

    objects = SupervisionOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "督办单"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="supervisionorder_number_once"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(target=""),
                name="supervisionorder_whole",
                violation_error_message="写上督办事由和责任人",
            ),
            models.CheckConstraint(
                condition=Q(reply_due_on__gte=models.F("issued_on"))
                & Q(first_due_on__gte=models.F("reply_due_on"))
                & Q(due_on__lte=LAST_DAY),
                name="supervisionorder_days_in_order",
                violation_error_message="回复期限不早于今天，完成期限不早于回复期限",
            ),
            models.CheckConstraint(condition=up_to_today("issued_on"), name="supervisionorder_has_been_issued"),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="supervisionorder_state_known"),
            models.CheckConstraint(
                condition=without_id_number("reason", "target"),
                name="supervisionorder_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(name="next_number", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_NEXT_NUMBER),
            pgtrigger.Trigger(
                name="follows_events", when=pgtrigger.Before, operation=pgtrigger.Update, func=_FOLLOWS_EVENTS
            ),
            DerivingTrigger(
                name="derive_subjects", when=pgtrigger.After, operation=pgtrigger.Update, func=_LET_SUBJECTS_GO
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"督办 {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("villages:order_detail", args=[self.pk])

    @property
    def name(self) -> str:
        """2017-014."""
        return f"{self.year}-{self.number:03}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def reports_asked_for(self) -> "dict[date, Report]":
        """The village's reports that have come, by first day of the half-months among its subjects."""
        starts = [subject.period_start for subject in self.subjects.all() if subject.period_start]
        if not starts:
            return {}
        return {report.period_start: report for report in self.village.reports.filter(period_start__in=starts)}

    def is_overdue(self, *, on: date) -> bool:
        return self.is_open and self.due_on < on

    def reply_is_overdue(self, *, on: date) -> bool:
        return self.state == OrderState.ISSUED and self.reply_due_on < on


_REAL_SUBJECT = """
DECLARE issued date; DECLARE of_village bigint;
BEGIN
  SELECT o.issued_on, o.village_id INTO issued, of_village FROM public.villages_supervisionorder o
   WHERE o.id = NEW.order_id AND age(o.xmin) <= 0;
  NEW.village_id := of_village;
  NEW.is_open := TRUE;
  IF of_village IS NULL OR NEW.milestone_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.villages_milestone m JOIN public.villages_stage s ON s.id = m.stage_id
         JOIN public.villages_villageplan p ON p.id = s.plan_id
        WHERE m.id = NEW.milestone_id AND p.village_id = of_village AND p.state = 'approved'
          AND (m.done_on IS NULL OR m.done_on > issued) AND NEW.was_due_on < issued)
     OR NEW.period_start IS NOT NULL AND (NEW.was_due_on >= issued OR EXISTS (
       SELECT FROM public.villages_report r
        WHERE r.village_id = of_village AND r.period_start = NEW.period_start
          AND (r.received_at AT TIME ZONE 'Asia/Shanghai')::date < issued)) THEN
    RAISE EXCEPTION 'nothing is overdue here'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ordersubject_is_overdue';
  END IF;
  RETURN NEW;
END;
"""

# Subjects, demands and files are written with what they belong to, in one transaction: nothing is added later.
_WITH_ITS_ORDER = """
IF NOT EXISTS (SELECT FROM public.@table o WHERE o.id = NEW.@key AND age(o.xmin) <= 0) THEN
  RAISE EXCEPTION 'nothing is added later'
    USING ERRCODE = 'check_violation', CONSTRAINT = '@constraint';
END IF;
RETURN NEW;
"""


def _written_with(table: str, key: str, constraint: str) -> pgtrigger.Trigger:
    func = _WITH_ITS_ORDER.replace("@table", table).replace("@key", key).replace("@constraint", constraint)
    return pgtrigger.Trigger(name="written_with", when=pgtrigger.Before, operation=pgtrigger.Insert, func=func)


_ONLY_GOES = """
IF (to_jsonb(OLD) - 'is_open') <> (to_jsonb(NEW) - 'is_open') OR NEW.is_open OR EXISTS (
     SELECT FROM public.villages_supervisionorder o
      WHERE o.id = NEW.order_id AND o.state NOT IN ('closed', 'withdrawn')) THEN
  RAISE EXCEPTION 'a subject stays as it was issued'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'ordersubject_stays';
END IF;
RETURN NEW;
"""


class OrderSubjectQuerySet(VillageScoped["OrderSubject"]):
    capability = Capability.VIEW_PLANS

    def still_open(self) -> Self:
        return self.filter(is_open=True)


class OrderSubject(models.Model):
    """What a notice is about: a milestone, a half-month's report, or another matter in words. One open notice each."""

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="subjects")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="+", editable=False)
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="order_subjects"
    )
    period_start = models.DateField("期", null=True, blank=True)
    what = models.CharField("事项", max_length=80)
    was_due_on = models.DateField("应完成", null=True, blank=True)
    is_open = models.BooleanField(default=True, editable=False)

    objects = OrderSubjectQuerySet.as_manager()

    class Meta:
        verbose_name = "督办事项"
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["milestone"],
                condition=Q(is_open=True),
                name="ordersubject_milestone_once",
                violation_error_message="这个里程碑已经有一张没销号的督办单",
            ),
            models.UniqueConstraint(
                fields=["village", "period_start"],
                condition=Q(is_open=True),
                name="ordersubject_report_once",
                violation_error_message="这一期半月报已经有一张没销号的督办单",
            ),
            models.CheckConstraint(
                condition=~Q(what="")
                & (Q(milestone__isnull=True) | Q(period_start__isnull=True))
                & (Q(was_due_on__isnull=False) | Q(milestone__isnull=True, period_start__isnull=True)),
                name="ordersubject_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True) | Q(period_start__day__in=(1, 16)),
                name="ordersubject_period_is_half_month",
            ),
            models.CheckConstraint(
                condition=without_id_number("what"),
                name="ordersubject_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(name="is_overdue", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_REAL_SUBJECT),
            pgtrigger.Trigger(name="stays", when=pgtrigger.Before, operation=pgtrigger.Update, func=_ONLY_GOES),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def period(self) -> Fortnight | None:
        return Fortnight.containing(self.period_start) if self.period_start else None

    def late_days(self, *, on: date) -> int:
        return max(0, (on - self.was_due_on).days) if self.was_due_on else 0


class OrderDemand(models.Model):
    """One thing to be done (要办的事), by whom and until when."""

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="demands")
    number = models.PositiveSmallIntegerField("序号")
    content = models.CharField("要办的事", max_length=200)
    owner = models.CharField("责任人", max_length=40)
    due_on = models.DateField("期限")

    class Meta:
        verbose_name = "督办要求"
        ordering = ("order", "number")
        constraints = (
            models.UniqueConstraint(fields=["order", "number"], name="orderdemand_number_once"),
            models.CheckConstraint(
                condition=~Q(content="") & ~Q(owner="") & without_id_number("content", "owner"),
                name="orderdemand_whole",
                violation_error_message="写上要办的事和责任人，不写证件号",
            ),
            models.CheckConstraint(
                condition=Q(due_on__range=(FIRST_DAY, LAST_DAY)),
                name="orderdemand_due_range",
                violation_error_message="期限的年份不对",
            ),
        )
        triggers = (
            _written_with("villages_supervisionorder", "order_id", "orderdemand_with_its_order"),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.content


_EVENT_RULES = """
DECLARE o public.villages_supervisionorder; DECLARE broken text; DECLARE replier bigint; DECLARE asker bigint;
BEGIN
  SELECT * INTO o FROM public.villages_supervisionorder WHERE id = NEW.order_id FOR UPDATE;
  SELECT e.by_id INTO replier FROM public.villages_orderevent e
   WHERE e.order_id = NEW.order_id AND e.kind = 'reply' ORDER BY e.id DESC LIMIT 1;
  SELECT e.by_id INTO asker FROM public.villages_orderevent e
   WHERE e.order_id = NEW.order_id AND e.kind = 'extension_asked' ORDER BY e.id DESC LIMIT 1;
  broken := (CASE
    WHEN o.state IN ('closed', 'withdrawn') THEN 'orderevent_of_an_open_order'
    WHEN NEW.on_day < o.issued_on THEN 'orderevent_after_issue'
    WHEN NEW.on_day < (SELECT max(e.on_day) FROM public.villages_orderevent e WHERE e.order_id = o.id)
      THEN 'orderevent_in_order'
    WHEN NEW.kind IN ('close', 'return') AND o.state <> 'replied' THEN 'orderevent_after_reply'
    WHEN NEW.kind = 'reply' AND o.state = 'replied' THEN 'orderevent_one_reply_at_a_time'
    WHEN NEW.kind = 'extension_asked' AND NEW.on_day > o.due_on THEN 'orderevent_extension_before_due'
    WHEN NEW.kind = 'extension_asked' AND o.extension_asked THEN 'orderevent_one_extension_at_a_time'
    WHEN NEW.kind IN ('extension_granted', 'extension_declined') AND NOT o.extension_asked
      THEN 'orderevent_extension_was_asked'
    WHEN NEW.kind = 'extension_granted' AND NEW.by_id IS NOT DISTINCT FROM asker
      THEN 'orderevent_extension_granted_by_another'
    WHEN NEW.kind IN ('extension_asked', 'extension_granted')
         AND (NEW.new_due_on IS NULL OR NEW.new_due_on <= o.due_on) THEN 'orderevent_new_date_is_later'
    WHEN NEW.kind = 'return' AND NEW.new_due_on IS NOT NULL AND NEW.new_due_on < NEW.on_day
      THEN 'orderevent_new_date_is_later'
    WHEN NEW.kind NOT IN ('extension_asked', 'extension_granted', 'return') AND NEW.new_due_on IS NOT NULL
      THEN 'orderevent_new_date_is_later'
    WHEN NEW.kind IN ('close', 'return') AND NEW.by_id IS NOT DISTINCT FROM replier
      THEN 'orderevent_reviewed_by_another'
    WHEN NEW.kind = 'close' AND EXISTS (
      SELECT FROM public.villages_ordersubject s LEFT JOIN public.villages_milestone m ON m.id = s.milestone_id
       WHERE s.order_id = o.id AND (
         s.milestone_id IS NOT NULL AND m.done_on IS NULL AND m.due_on < NEW.on_day
         OR s.period_start IS NOT NULL AND NOT EXISTS (
           SELECT FROM public.villages_report r
            WHERE r.village_id = o.village_id AND r.period_start = s.period_start)))
      THEN 'orderevent_subjects_settled'
  END);
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'order % cannot take %', NEW.order_id, NEW.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END;
"""

_MOVE_ORDER = """
UPDATE public.villages_supervisionorder SET
  state = (CASE NEW.kind WHEN 'reply' THEN 'replied' WHEN 'return' THEN 'returned' WHEN 'close' THEN 'closed'
            WHEN 'withdraw' THEN 'withdrawn' ELSE state END),
  extension_asked = (CASE NEW.kind WHEN 'extension_asked' THEN TRUE WHEN 'reply' THEN extension_asked ELSE FALSE END),
  due_on = (CASE WHEN NEW.kind IN ('return', 'extension_granted') THEN COALESCE(NEW.new_due_on, due_on)
             ELSE due_on END),
  closed_on = (CASE WHEN NEW.kind IN ('close', 'withdraw') THEN NEW.on_day END)
 WHERE id = NEW.order_id;
RETURN NEW;
"""


class OrderEvent(models.Model):
    """A step of a notice's course, never changed."""

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("步骤", max_length=20, choices=OrderEventKind)
    text = models.TextField("内容", max_length=1000)
    new_due_on = models.DateField("新期限", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    on_day = models.DateField("日期")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "督办经过"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=OrderEventKind.values) & ~Q(text=""),
                name="orderevent_says_something",
                violation_error_message="写上内容",
            ),
            models.CheckConstraint(
                condition=up_to_today("on_day"),
                name="orderevent_has_come",
                violation_error_message="日期还没有到，或者年份不对",
            ),
            models.CheckConstraint(
                condition=Q(new_due_on__isnull=True) | Q(new_due_on__lte=LAST_DAY),
                name="orderevent_new_date_range",
                violation_error_message="新期限的年份不对",
            ),
            models.CheckConstraint(
                condition=without_id_number("text"),
                name="orderevent_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(name="rules", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_EVENT_RULES),
            DerivingTrigger(name="derive_order", when=pgtrigger.After, operation=pgtrigger.Insert, func=_MOVE_ORDER),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class OrderFileQuerySet(VillageScoped["OrderFile"]):
    capability = Capability.VIEW_PLANS
    village_path = "event__order__village"


class OrderFile(models.Model):
    event = models.ForeignKey(OrderEvent, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    objects = OrderFileQuerySet.as_manager()

    class Meta:
        verbose_name = "督办附件"
        ordering = ("event", "pk")
        constraints = (models.UniqueConstraint(fields=["event", "file"], name="orderfile_once"),)
        triggers = (
            _written_with("villages_orderevent", "event_id", "orderfile_with_its_event"),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.event} 附件"
