"""What the office answers to a report: a part sent back, a request answered, a reminder sent (R4.4)."""

from datetime import date, datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models.report import Report, ReportRevision
from villages.models.village import Village, VillageScoped


class ReportField(models.TextChoices):
    """A part of the form that can be sent back alone."""

    MILESTONES = "milestones", "里程碑"
    DONE = "done", "做了什么"
    PARTICIPANTS = "participants", "参加的贫困户"
    SCALE = "scale", "规模"
    INVESTED = "invested", "投入"
    PHOTOS = "photos", "照片"
    HELP = "help", "要办事处帮什么"


class ReturnReason(models.TextChoices):
    MISMATCH = "mismatch", "和名单对不上"
    UNCLEAR = "unclear", "看不清"
    UNPROVEN = "unproven", "缺依据"
    OTHER = "other", "其他"


class ReportReturnQuerySet(VillageScoped["ReportReturn"]):
    capability = Capability.VIEW_PLANS
    village_path = "report__village"

    def still_open(self) -> Self:
        return self.filter(settled_by__isnull=True)


@keeps_history()
class ReportReturn(models.Model):
    """One part of a report sent back with a note (退回此项); the next revision settles it. On time stays on time."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="returns")
    field = models.CharField("退回的项", max_length=12, choices=ReportField)
    reason_kind = models.CharField("原因", max_length=10, choices=ReturnReason)
    note = models.CharField("写给专干", max_length=300)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField("退回时间")
    settled_by = models.ForeignKey(
        ReportRevision, on_delete=models.PROTECT, null=True, blank=True, related_name="settled"
    )

    objects = ReportReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "退回"
        ordering = ("report", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "field"],
                condition=Q(settled_by__isnull=True),
                name="reportreturn_open_once",
                violation_error_message="这一项已经退回，等村里改",
            ),
            models.CheckConstraint(
                condition=Q(field__in=ReportField.values, reason_kind__in=ReturnReason.values) & ~Q(note=""),
                name="reportreturn_has_note",
                violation_error_message="写上退回的原因",
            ),
            models.CheckConstraint(
                condition=without_id_number("note"),
                name="reportreturn_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF (to_jsonb(OLD) - 'settled_by_id') <> (to_jsonb(NEW) - 'settled_by_id')
                   OR OLD.settled_by_id IS NOT NULL OR NOT EXISTS (
                     SELECT FROM public.villages_reportrevision v
                      WHERE v.id = NEW.settled_by_id AND v.report_id = NEW.report_id) THEN
                  RAISE EXCEPTION 'what was sent back stays'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'reportreturn_stays';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.get_field_display()}"


class HelpRequestQuerySet(VillageScoped["HelpRequest"]):
    capability = Capability.VIEW_PLANS
    village_path = "report__village"

    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True)

    def answered_unseen(self) -> Self:
        return self.filter(answered_at__isnull=False, seen_at__isnull=True)


@keeps_history()
class HelpRequest(models.Model):
    """What a village asks of the office in a report, and the answer that its officer sees."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="requests")
    text = models.TextField("要办事处帮什么", max_length=500)
    asked_at = models.DateTimeField("提出时间")
    answer = models.TextField("答复", max_length=500, blank=True)
    handed_to = models.CharField("交给", max_length=60, blank=True)
    due_on = models.DateField("限期", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    seen_at = models.DateTimeField("村里看到", null=True, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "请求"
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["report"], condition=Q(answered_at__isnull=True), name="helprequest_one_unanswered"
            ),
            models.CheckConstraint(
                condition=~Q(text="")
                & (
                    Q(answered_at__isnull=True, answered_by__isnull=True, answer="", seen_at__isnull=True)
                    | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")
                ),
                name="helprequest_answer_whole",
                violation_error_message="写上答复",
            ),
            models.CheckConstraint(
                condition=without_id_number("text", "answer", "handed_to"),
                name="helprequest_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF (OLD.report_id, OLD.asked_at) <> (NEW.report_id, NEW.asked_at)
                   OR OLD.answered_at IS NOT NULL AND (
                     (to_jsonb(OLD) - 'seen_at') <> (to_jsonb(NEW) - 'seen_at') OR OLD.seen_at IS NOT NULL) THEN
                  RAISE EXCEPTION 'what was answered stays'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'helprequest_stays';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.text[:20]

    def waited_days(self, *, now: datetime) -> int:
        """Days of the calendar, as the officer counts them: what was asked last night has waited one."""
        return (timezone.localdate(now) - timezone.localdate(self.asked_at)).days


class ReminderQuerySet(VillageScoped["Reminder"]):
    capability = Capability.VIEW_PLANS

    def showing(self, *, now: datetime, since: date) -> Self:
        return self.filter(shows_at__lte=now, day__gte=since)


class Reminder(models.Model):
    """A reminder to a village's officer: one per subject and day, none between 22:00 and 7:00 (experience §7).

    `subject` names what it is about: report:2017-11-01, milestone:12, order:3.
    """

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="reminders")
    subject = models.CharField(max_length=40)
    words = models.CharField("提醒", max_length=120)
    shows_at = models.DateTimeField("什么时候提醒")
    day = models.DateField("哪天", editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒"
        ordering = ("-shows_at",)
        constraints = (
            models.UniqueConstraint(fields=["village", "subject", "day"], name="reminder_once_a_day"),
            models.CheckConstraint(
                condition=Q(subject__regex=r"^(report|milestone|order):[0-9-]+$") & ~Q(words=""),
                name="reminder_has_subject",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="by_day",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                NEW.day := (NEW.shows_at AT TIME ZONE 'Asia/Shanghai')::date;
                IF EXTRACT(hour FROM NEW.shows_at AT TIME ZONE 'Asia/Shanghai') NOT BETWEEN 7 AND 21 THEN
                  RAISE EXCEPTION 'nobody is reminded at night'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'reminder_not_at_night';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.words
