"""Road map (线路图) and timetable (时间表) of a plan: stages, milestones, every change of a date (R4.1)."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from povertyplan.accounts.matrix import Capability
from povertyplan.history import DerivingTrigger, keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models.plan import PlanState, VillagePlan, only_in_draft
from villages.models.village import FIRST_DAY, LAST_DAY, VillageScoped, up_to_today


class DelayReason(models.TextChoices):
    MONEY = "money", "缺资金"
    TECHNIQUE = "technique", "缺技术"
    WEATHER = "weather", "天气"
    LAND = "land", "土地没谈好"
    MARKET = "market", "销路"
    PEOPLE = "people", "缺人手"
    OTHER = "other", "其他"


# Past this many days behind the baseline, or after the due date, another person decides on a later date.
FREE_SLIP_DAYS = 30


@keeps_history()
class Stage(models.Model):
    """A step of the road map (线路图), in order."""

    plan = models.ForeignKey(VillagePlan, on_delete=models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField("第几步")
    name = models.CharField("步骤", max_length=20)

    class Meta:
        verbose_name = "线路图步骤"
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="stage_number_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="两个步骤不能是同一个序号",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & without_id_number("name") & Q(number__gt=0),
                name="stage_has_name",
                violation_error_message="写上步骤",
            ),
        )
        triggers = only_in_draft()

    def __str__(self) -> str:
        return self.name


class MilestoneQuerySet(VillageScoped["Milestone"]):
    capability = Capability.VIEW_PLANS
    village_path = "stage__plan__village"

    def in_order(self) -> Self:
        return self.order_by("stage__number", "due_on", "pk")

    def of_approved(self) -> Self:
        return self.filter(stage__plan__state=PlanState.APPROVED)

    def still_open(self) -> Self:
        return self.of_approved().filter(done_on__isnull=True)

    def due_by(self, day: date) -> Self:
        return self.still_open().filter(due_on__lte=day)

    def overdue(self, *, on: date) -> Self:
        return self.still_open().filter(due_on__lt=on)

    def with_village(self) -> Self:
        return self.select_related("stage__plan__village")


_MILESTONE_RULES = """
DECLARE plan_state text;
BEGIN
  SELECT p.state INTO plan_state FROM public.villages_stage s JOIN public.villages_villageplan p ON p.id = s.plan_id
   WHERE s.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.stage_id ELSE NEW.stage_id END;
  IF TG_OP = 'DELETE' THEN
    IF plan_state <> 'draft' THEN
      RAISE EXCEPTION 'milestone % was appraised', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF plan_state NOT IN ('draft', 'approved') THEN
      RAISE EXCEPTION 'the plan is being judged'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';
    END IF;
    NEW.baseline_due_on := CASE WHEN plan_state = 'approved' THEN NEW.due_on END;
    IF NEW.done_on IS NOT NULL AND plan_state = 'draft' THEN
      RAISE EXCEPTION 'nothing of a draft is done'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_done_after_approval';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.stage_id <> OLD.stage_id AND (SELECT s.plan_id FROM public.villages_stage s WHERE s.id = OLD.stage_id)
     <> (SELECT s.plan_id FROM public.villages_stage s WHERE s.id = NEW.stage_id)
     OR NEW.done_in_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.villages_reportrevision v JOIN public.villages_report r ON r.id = v.report_id
         JOIN public.villages_villageplan p ON p.village_id = r.village_id
         JOIN public.villages_stage s ON s.plan_id = p.id
        WHERE v.id = NEW.done_in_id AND s.id = NEW.stage_id) THEN
    RAISE EXCEPTION 'milestone % stays in its plan', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';
  END IF;
  IF plan_state = 'draft' THEN
    IF NEW.done_on IS NOT NULL OR NEW.baseline_due_on IS NOT NULL THEN
      RAISE EXCEPTION 'nothing of a draft is done'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_done_after_approval';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.stage_id, OLD.name) IS DISTINCT FROM (NEW.stage_id, NEW.name)
     OR OLD.baseline_due_on IS DISTINCT FROM NEW.baseline_due_on
        AND NOT (OLD.baseline_due_on IS NULL AND plan_state = 'approved' AND NEW.baseline_due_on = NEW.due_on)
     OR plan_state NOT IN ('approved') AND OLD.* IS DISTINCT FROM NEW.* THEN
    RAISE EXCEPTION 'milestone % is fixed', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';
  END IF;
  IF OLD.due_on <> NEW.due_on AND NOT EXISTS (
       SELECT FROM public.villages_duedatechange c
        WHERE c.milestone_id = NEW.id AND c.is_granted
          AND c.old_due_on = OLD.due_on AND c.new_due_on = NEW.due_on
          AND c.id = (SELECT max(l.id) FROM public.villages_duedatechange l
                       WHERE l.milestone_id = NEW.id AND l.is_granted)) THEN
    RAISE EXCEPTION 'the date of milestone % moves by a reason only', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_date_moves_by_reason';
  END IF;
  RETURN NEW;
END;
"""


@keeps_history()
class Milestone(models.Model):
    """A date of the timetable (时间表): what will be there, who answers for it, and by what it is seen."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="milestones", verbose_name="步骤")
    name = models.CharField("里程碑", max_length=40)
    due_on = models.DateField("计划完成")
    baseline_due_on = models.DateField("批准时的日期", null=True, blank=True, editable=False)
    owner = models.CharField("责任人", max_length=40)
    deliverable = models.CharField("完成凭什么", max_length=60)
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_note = models.CharField("完成说明", max_length=200, blank=True)
    # Which report said so; None where the office wrote it down itself.
    done_in = models.ForeignKey(
        "villages.ReportRevision", on_delete=models.PROTECT, null=True, blank=True, related_name="finished"
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "里程碑"
        ordering = ("stage", "due_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(owner="") & ~Q(deliverable=""),
                name="milestone_whole",
                violation_error_message="写上里程碑、责任人和完成凭什么",
            ),
            models.CheckConstraint(
                condition=Q(due_on__range=(FIRST_DAY, LAST_DAY)),
                name="milestone_due_range",
                violation_error_message="计划完成在 2000 年到 2100 年之间，看看年份对不对",
            ),
            models.CheckConstraint(
                condition=up_to_today("done_on"),
                name="milestone_has_been_done",
                violation_error_message="完成日期还没有到，或者年份不对",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=False) | Q(done_in__isnull=True, done_note=""),
                name="milestone_done_whole",
            ),
            models.CheckConstraint(
                condition=without_id_number("name", "owner", "deliverable", "done_note"),
                name="milestone_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="rules",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_MILESTONE_RULES,
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_overdue(self, *, on: date) -> bool:
        return self.done_on is None and self.due_on < on

    def overdue_days(self, *, on: date) -> int:
        return max(0, (on - self.due_on).days) if self.done_on is None else 0

    def slip_days(self, *, on: date) -> int:
        """Days behind (+) or before (−) the baseline: by the day it was done, else the due date, or today past it."""
        if self.baseline_due_on is None:
            return 0
        reached = self.done_on or (on if self.due_on < on else self.due_on)
        return (reached - self.baseline_due_on).days


class DueDateChangeQuerySet(VillageScoped["DueDateChange"]):
    capability = Capability.VIEW_PLANS
    village_path = "milestone__stage__plan__village"

    def waiting(self) -> Self:
        return self.filter(is_granted__isnull=True)


_CHANGE_RULES = """
DECLARE milestone public.villages_milestone;
BEGIN
  SELECT * INTO milestone FROM public.villages_milestone m WHERE m.id = NEW.milestone_id FOR UPDATE;
  IF TG_OP = 'INSERT' THEN
    IF milestone.baseline_due_on IS NULL OR milestone.done_on IS NOT NULL OR milestone.due_on <> NEW.old_due_on THEN
      RAISE EXCEPTION 'milestone % has no such date', NEW.milestone_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_of_an_open_milestone';
    END IF;
    IF NEW.asked_on < (SELECT max(c.asked_on) FROM public.villages_duedatechange c
                        WHERE c.milestone_id = NEW.milestone_id) THEN
      RAISE EXCEPTION 'a later change of milestone % is known', NEW.milestone_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_in_order';
    END IF;
    NEW.needs_decision := NEW.new_due_on > milestone.baseline_due_on + @days
                          OR NEW.asked_on > milestone.due_on;
    IF NOT NEW.needs_decision AND NEW.is_granted IS NULL THEN
      NEW.is_granted := TRUE;
    END IF;
  ELSIF OLD.is_granted IS NOT NULL OR (OLD.milestone_id, OLD.old_due_on, OLD.new_due_on, OLD.reason_kind, OLD.reason,
        OLD.asked_by_id, OLD.asked_on, OLD.revision_id, OLD.needs_decision) IS DISTINCT FROM
       (NEW.milestone_id, NEW.old_due_on, NEW.new_due_on, NEW.reason_kind, NEW.reason,
        NEW.asked_by_id, NEW.asked_on, NEW.revision_id, NEW.needs_decision) THEN
    RAISE EXCEPTION 'what was asked stays'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_append_only';
  ELSIF NEW.is_granted AND milestone.due_on <> NEW.old_due_on THEN
    RAISE EXCEPTION 'the date of milestone % has moved since', NEW.milestone_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_of_an_open_milestone';
  END IF;
  IF NEW.needs_decision AND NEW.is_granted
     AND (NEW.decided_by_id IS NULL OR NEW.decided_by_id IS NOT DISTINCT FROM NEW.asked_by_id) THEN
    RAISE EXCEPTION 'another person decides on this date'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_decided_by_another';
  END IF;
  RETURN NEW;
END;
"""

_MOVE_DATE = """
IF NEW.is_granted AND (TG_OP = 'INSERT' OR OLD.is_granted IS NULL) THEN
  UPDATE public.villages_milestone SET due_on = NEW.new_due_on WHERE id = NEW.milestone_id AND due_on <> NEW.new_due_on;
END IF;
RETURN NEW;
"""


class DueDateChange(models.Model):
    """Another date for a milestone, with its reason; the only way in which a date moves after approval.

    Within 30 days of the baseline and before the due date it holds at once; else another person grants it (R4.1, 督办
    rule of domain §5: an extension is asked for before the date has passed).
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="changes")
    old_due_on = models.DateField("原来的日期")
    new_due_on = models.DateField("新日期")
    reason_kind = models.CharField("原因", max_length=10, choices=DelayReason)
    reason = models.CharField("说明", max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField("提出日期")
    revision = models.ForeignKey(
        "villages.ReportRevision", on_delete=models.PROTECT, null=True, blank=True, related_name="date_changes"
    )
    needs_decision = models.BooleanField("要批", default=False, editable=False)
    is_granted = models.BooleanField("批了", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField("批的日期", null=True, blank=True)
    decided_note = models.CharField("批的意见", max_length=200, blank=True)

    objects = DueDateChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "改期"
        ordering = ("milestone", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["milestone"],
                condition=Q(is_granted__isnull=True),
                name="duedatechange_one_waiting",
                violation_error_message="这个里程碑有一个改期等着批",
            ),
            models.CheckConstraint(
                condition=~Q(new_due_on=F("old_due_on")) & Q(new_due_on__range=(FIRST_DAY, LAST_DAY)),
                name="duedatechange_moves",
                violation_error_message="新日期和原来的一样，或年份不对",
            ),
            models.CheckConstraint(
                condition=Q(reason_kind__in=DelayReason.values) & (~Q(reason_kind="other") | ~Q(reason="")),
                name="duedatechange_has_reason",
                violation_error_message="选 1 项改期的原因；选“其他”要写明",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True)
                | Q(decided_on__isnull=False, is_granted__isnull=False),
                name="duedatechange_decision_whole",
            ),
            models.CheckConstraint(
                condition=up_to_today("asked_on", "decided_on"), name="duedatechange_days_have_come"
            ),
            models.CheckConstraint(
                condition=without_id_number("reason", "decided_note"),
                name="duedatechange_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="rules",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_CHANGE_RULES.replace("@days", str(FREE_SLIP_DAYS)),
            ),
            DerivingTrigger(
                name="derive_due_date",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_MOVE_DATE,
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.milestone} {self.old_due_on:%Y-%m-%d} → {self.new_due_on:%Y-%m-%d}"

    @property
    def days(self) -> int:
        return (self.new_due_on - self.old_due_on).days
