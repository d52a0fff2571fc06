"""The half-month report (半月报) of a village: its revisions, photos, what was sent back, what help was asked (R4.4).

One report per village and half-month; each submission is a revision with the UUID that the form got when it opened, so
a retry is the same row and the same receipt. Nothing is refused for lateness or an odd figure: it is flagged.
"""

from datetime import timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from povertyplan.accounts.matrix import Capability
from povertyplan.files.models import StoredFile
from povertyplan.history import DerivingTrigger, keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models.timetable import DelayReason, Milestone
from villages.models.village import FIRST_DAY, LAST_DAY, Today, Village, VillageScoped, up_to_today
from villages.periods import Fortnight

MOST_PHOTOS = 3
# A device's clock is believed this far back (experience §9).
DEVICE_HOURS = 72


class ReportingRule(models.Model):
    """From which day on reports are due, and how many days after the half-month's end (R4.4)."""

    starts_on = models.DateField("从哪天起", unique=True)
    days = models.PositiveSmallIntegerField("期末后几天内报")
    source = models.CharField("来源", max_length=160)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "报送期限"
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(days__range=(0, 15)),
                name="reportingrule_days_range",
                violation_error_message="期末后 0 到 15 天",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__range=(FIRST_DAY, LAST_DAY), starts_on__day__in=(1, 16)) & ~Q(source=""),
                name="reportingrule_has_source",
                violation_error_message="写上来源；从 1 日或 16 日起",
            ),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d} 起，期末后 {self.days} 天"


class Work(models.TextChoices):
    VISIT = "visit", "入户走访"
    TRAINING = "training", "技术培训"
    PLANTING = "planting", "种植"
    BREEDING = "breeding", "养殖"
    ROAD = "road", "修路修渠"
    PROCESSING = "processing", "加工"
    SALES = "sales", "销售"
    MEETING = "meeting", "开会"
    OTHER = "other", "其他"


class Via(models.TextChoices):
    PHONE = "phone", "手机"
    DESK = "desk", "电脑"
    PAPER = "paper", "纸表代录"
    EXCEL = "excel", "Excel"


class Flag(models.TextChoices):
    """What a reader should look at; never a reason to refuse."""

    LATE = "late", "迟报"
    DEVICE_TIME = "device_time", "手机时间对不上，按收到时间算"
    OVER_LIST = "over_list", "参加户数比参加名单多"
    UNDER_LIST = "under_list", "参加户数比参加名单少"
    OVER_REMAINING = "over_remaining", "参加户数比在册贫困户还多"
    FELL = "fell", "累计数比上期少"
    JUMPED = "jumped", "和上期差得多"
    LONG_DELAY = "long_delay", "里程碑推迟要办事处批"
    CROSSED = "crossed", "和另一次提交交叉，看看改了什么"
    UNCHANGED = "unchanged", "连续 3 期一字未改"
    DONE_EARLY = "done_early", "里程碑完成日期在本期以前"


class Answer(models.TextChoices):
    """What a report says of a milestone."""

    ON_TIME = "on_time", "按期"
    DELAYED = "delayed", "要推迟"
    DONE = "done", "已完成"


class ReportQuerySet(VillageScoped["Report"]):
    capability = Capability.VIEW_PLANS

    def of_period(self, period: Fortnight) -> Self:
        return self.filter(period_start=period.start)

    def between(self, first: Fortnight, last: Fortnight) -> Self:
        return self.filter(period_start__range=(first.start, last.start))

    def before(self, period: Fortnight) -> Self:
        return self.filter(period_start__lt=period.start)

    def with_returns(self) -> Self:
        """Annotates `is_returned`: something was sent back and not yet mended."""
        open_ones = Report.objects.filter(pk=OuterRef("pk"), returns__isnull=False, returns__settled_by__isnull=True)
        return self.annotate(is_returned=Exists(open_ones))

    def unread(self) -> Self:
        return self.filter(reviewed_at__isnull=True)


_DUE = """
SELECT NEW.period_start + CASE WHEN EXTRACT(day FROM NEW.period_start) = 1 THEN 14
         ELSE (date_trunc('month', NEW.period_start) + interval '1 month - 1 day')::date - NEW.period_start END
       + r.days
  INTO NEW.due_on
  FROM public.villages_reportingrule r
 WHERE r.starts_on <= NEW.period_start ORDER BY r.starts_on DESC LIMIT 1;
IF NEW.due_on IS NULL THEN
  RAISE EXCEPTION 'no report was due for %', NEW.period_start
    USING ERRCODE = 'check_violation', CONSTRAINT = 'report_period_is_due';
END IF;
IF (NEW.filed_at AT TIME ZONE 'Asia/Shanghai')::date < NEW.period_start
   OR NEW.reviewed_at IS NOT NULL OR NEW.excused_by_id IS NOT NULL THEN
  RAISE EXCEPTION 'a report begins unread, in its own half-month'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'report_begins_unread';
END IF;
NEW.is_late := (NEW.filed_at AT TIME ZONE 'Asia/Shanghai')::date > NEW.due_on;
NEW.revision_count := 0;
RETURN NEW;
"""

_STAYS = """
IF (OLD.village_id, OLD.period_start, OLD.due_on, OLD.filed_at, OLD.received_at, OLD.is_late)
   IS DISTINCT FROM (NEW.village_id, NEW.period_start, NEW.due_on, NEW.filed_at, NEW.received_at, NEW.is_late)
   OR NEW.revision_count NOT IN (OLD.revision_count, OLD.revision_count + 1)
   OR NEW.revision_count > (SELECT count(*) FROM public.villages_reportrevision r WHERE r.report_id = NEW.id) THEN
  RAISE EXCEPTION 'what was filed stays as it was filed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'report_stays_as_filed';
END IF;
RETURN NEW;
"""


@keeps_history()
class Report(models.Model):
    """A village's report of one half-month; `filed_at` is the time that decides whether it was late.

    `period_start` is the 1st or the 16th. `due_on`, `is_late` and `revision_count` are set by the database.
    """

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="reports")
    period_start = models.DateField("期")
    due_on = models.DateField("期限", editable=False)
    filed_at = models.DateTimeField("提交时间")
    received_at = models.DateTimeField("收到时间")
    is_late = models.BooleanField("迟报", default=False, editable=False)
    excused_reason = models.CharField("算按时的理由", max_length=200, blank=True)
    excused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision_count = models.PositiveSmallIntegerField("版", default=0, editable=False)
    reviewed_at = models.DateTimeField("审的时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Only on rows that come through the phrase with_returns.
    is_returned: bool

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "半月报"
        ordering = ("-period_start", "village")
        constraints = (
            models.UniqueConstraint(fields=["village", "period_start"], name="report_once_a_half_month"),
            models.CheckConstraint(condition=Q(period_start__day__in=(1, 16)), name="report_period_is_half_month"),
            models.CheckConstraint(
                condition=Q(period_start__lte=Today()),
                name="report_period_has_begun",
                violation_error_message="这一期还没有开始",
            ),
            models.CheckConstraint(
                condition=Q(filed_at__lte=F("received_at"))
                & Q(filed_at__gte=F("received_at") - timedelta(hours=DEVICE_HOURS)),
                name="report_filed_before_received",
            ),
            models.CheckConstraint(condition=Q(received_at__lte=Now()), name="report_has_been_received"),
            models.CheckConstraint(
                condition=Q(excused_by__isnull=True, excused_reason="")
                | Q(excused_by__isnull=False, is_late=True) & ~Q(excused_reason=""),
                name="report_excused_with_reason",
                violation_error_message="算按时要写理由",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_at__lte=Now(), reviewed_by__isnull=False),
                name="report_review_whole",
            ),
            models.CheckConstraint(
                condition=without_id_number("excused_reason"),
                name="report_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        indexes = (models.Index(fields=["period_start", "village"], name="report_by_period"),)
        triggers = (
            pgtrigger.Trigger(name="due", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_DUE),
            pgtrigger.Trigger(name="stays_as_filed", when=pgtrigger.Before, operation=pgtrigger.Update, func=_STAYS),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.village.name} {self.period.label}半月报"

    def get_absolute_url(self) -> str:
        return reverse("office:report_detail", args=[self.pk])

    @property
    def period(self) -> Fortnight:
        return Fortnight.containing(self.period_start)

    @property
    def counts_as_late(self) -> bool:
        return self.is_late and self.excused_by_id is None

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_at is not None


class ReportRevisionQuerySet(VillageScoped["ReportRevision"]):
    capability = Capability.VIEW_PLANS
    village_path = "report__village"

    def newest(self) -> Self:
        """The one that counts of each report."""
        return self.filter(number=F("report__revision_count"))


_NEXT_REVISION = """
DECLARE taken int; DECLARE village_part text; DECLARE begins date; DECLARE first_received timestamptz;
BEGIN
  PERFORM FROM public.villages_report WHERE id = NEW.report_id FOR UPDATE;
  SELECT r.revision_count, right(v.code, 3), r.period_start, r.received_at
    INTO taken, village_part, begins, first_received
    FROM public.villages_report r JOIN public.villages_village v ON v.id = r.village_id WHERE r.id = NEW.report_id;
  IF NEW.received_at < first_received THEN
    RAISE EXCEPTION 'a revision comes after its report'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reportrevision_after_report';
  END IF;
  NEW.number := taken + 1;
  NEW.receipt := format('R-%s%s-%s-%s', to_char(begins, 'YYYY-MM'),
    (CASE WHEN EXTRACT(day FROM begins) = 1 THEN 'A' ELSE 'B' END), village_part, NEW.number);
  RETURN NEW;
END;
"""

# A newer revision is unread and answers what was sent back.
_COUNT_REVISION = """
UPDATE public.villages_report SET revision_count = NEW.number, reviewed_at = NULL, reviewed_by_id = NULL
 WHERE id = NEW.report_id;
UPDATE public.villages_reportreturn SET settled_by_id = NEW.id
 WHERE report_id = NEW.report_id AND settled_by_id IS NULL;
RETURN NEW;
"""


class ReportRevision(models.Model):
    """One submission, never changed. Amounts in 分; `scale` in the plan's unit; both and `participants` cumulative.

    `number` and `receipt` (R-2026-11B-207-3: half-month, village, revision) are set by the database.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField("版", editable=False, default=0)
    receipt = models.CharField("回执", max_length=24, unique=True, editable=False)
    uuid = models.UUIDField(unique=True)
    based_on = models.PositiveSmallIntegerField("改自哪一版", default=0)
    work = ArrayField(models.CharField(max_length=10, choices=Work), verbose_name="做了哪些", default=list, blank=True)
    done = models.TextField("这半个月做了什么", max_length=1000)
    participants = models.PositiveIntegerField("参加的贫困户", null=True, blank=True)
    counted = models.PositiveIntegerField("名单上的参加户", null=True, blank=True)
    scale = models.DecimalField("规模", max_digits=10, decimal_places=1, null=True, blank=True)
    invested = models.BigIntegerField("投入（分）", null=True, blank=True)
    help_wanted = models.TextField("要办事处帮什么", max_length=500, blank=True)
    flags = ArrayField(models.CharField(max_length=16, choices=Flag), default=list, blank=True)
    via = models.CharField("怎么报的", max_length=6, choices=Via)
    opened_at = models.DateTimeField("打开时间", null=True, blank=True)
    device_at = models.DateTimeField("手机上的提交时间", null=True, blank=True)
    received_at = models.DateTimeField("收到时间")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReportRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "半月报的一版"
        ordering = ("report", "number")
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="reportrevision_number_once"),
            models.CheckConstraint(condition=Q(received_at__lte=Now()), name="reportrevision_has_been_received"),
            models.CheckConstraint(
                condition=~Q(done=""),
                name="reportrevision_says_something",
                violation_error_message="写上这半个月做了什么",
            ),
            models.CheckConstraint(
                condition=Q(via__in=Via.values)
                & Q(work__contained_by=Work.values)
                & Q(flags__contained_by=Flag.values),
                name="reportrevision_codes_known",
            ),
            models.CheckConstraint(
                condition=(Q(scale__isnull=True) | Q(scale__gte=0)) & (Q(invested__isnull=True) | Q(invested__gte=0)),
                name="reportrevision_amounts",
                violation_error_message="规模和投入不能小于 0",
            ),
            models.CheckConstraint(
                condition=without_id_number("done", "help_wanted"),
                name="reportrevision_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="next_revision", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_NEXT_REVISION
            ),
            DerivingTrigger(
                name="derive_count", when=pgtrigger.After, operation=pgtrigger.Insert, func=_COUNT_REVISION
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.receipt


class MilestoneAnswer(models.Model):
    """What a revision says of one milestone; written in the revision's own transaction, so that none is added later."""

    revision = models.ForeignKey(ReportRevision, on_delete=models.PROTECT, related_name="answers")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="answers")
    state = models.CharField("进度", max_length=8, choices=Answer)
    due_on = models.DateField("推迟到", null=True, blank=True)
    reason_kind = models.CharField("原因", max_length=10, choices=DelayReason, blank=True)
    reason = models.CharField("说明", max_length=300, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = "里程碑进度"
        ordering = ("revision", "milestone")
        constraints = (
            models.UniqueConstraint(fields=["revision", "milestone"], name="milestoneanswer_once"),
            models.CheckConstraint(
                condition=Q(state="on_time", due_on__isnull=True, reason_kind="", done_on__isnull=True)
                | Q(state="delayed", due_on__isnull=False, reason_kind__in=DelayReason.values, done_on__isnull=True)
                | Q(state="done", due_on__isnull=True, reason_kind="", done_on__isnull=False),
                name="milestoneanswer_whole",
                violation_error_message="推迟要写新日期和原因，完成要写日期",
            ),
            models.CheckConstraint(condition=up_to_today("done_on"), name="milestoneanswer_has_been_done"),
            models.CheckConstraint(
                condition=without_id_number("reason"),
                name="milestoneanswer_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_this_village",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                IF NOT EXISTS (
                  SELECT FROM public.villages_reportrevision v JOIN public.villages_report r ON r.id = v.report_id
                    JOIN public.villages_villageplan p ON p.village_id = r.village_id
                    JOIN public.villages_stage s ON s.plan_id = p.id
                    JOIN public.villages_milestone m ON m.stage_id = s.id
                   WHERE v.id = NEW.revision_id AND m.id = NEW.milestone_id AND age(v.xmin) <= 0) THEN
                  RAISE EXCEPTION 'milestone % is of another village', NEW.milestone_id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'milestoneanswer_of_this_village';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.milestone} {self.get_state_display()}"


class ReportPhotoQuerySet(VillageScoped["ReportPhoto"]):
    capability = Capability.VIEW_PLANS
    village_path = "report__village"

    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


_AT_MOST_THREE = """
IF TG_OP = 'INSERT' AND NOT EXISTS (
     SELECT FROM public.villages_reportrevision v WHERE v.id = NEW.revision_id AND v.report_id = NEW.report_id)
   OR TG_OP = 'UPDATE' AND (to_jsonb(OLD) - 'withdrawn_at') <> (to_jsonb(NEW) - 'withdrawn_at') THEN
  RAISE EXCEPTION 'a photo stays with its report'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'reportphoto_stays';
END IF;
PERFORM FROM public.villages_report WHERE id = NEW.report_id FOR UPDATE;
IF NEW.withdrawn_at IS NULL AND @most <= (
     SELECT count(*) FROM public.villages_reportphoto p
      WHERE p.report_id = NEW.report_id AND p.withdrawn_at IS NULL AND p.id <> NEW.id) THEN
  RAISE EXCEPTION 'report % has its photos', NEW.report_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'reportphoto_at_most_three';
END IF;
RETURN NEW;
"""


@keeps_history()
class ReportPhoto(models.Model):
    """A photo of the report; comes after the text and stays through later revisions until it is withdrawn."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="photos")
    revision = models.ForeignKey(ReportRevision, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects = ReportPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "半月报照片"
        ordering = ("report", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "file"], name="reportphoto_once", violation_error_message="这张照片已经传过"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="at_most_three",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_AT_MOST_THREE.replace("@most", str(MOST_PHOTOS)),
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.report} 照片"
