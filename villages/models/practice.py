"""What was learned from sibling towns (兄弟镇处经验) and what came of it here (R7.1)."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from povertyplan.files.models import StoredFile
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models.village import FIRST_DAY, LAST_DAY, up_to_today


class PracticeTopic(models.TextChoices):
    INDUSTRY = "industry", "产业"
    EMPLOYMENT = "employment", "就业"
    HOUSING = "housing", "住房"
    EDUCATION = "education", "教育"
    HEALTH = "health", "健康"
    HELP = "help", "结对帮扶"
    ENTERPRISE = "enterprise", "企业帮扶"
    FUND = "fund", "基金资金"
    MANAGEMENT = "management", "工作管理"
    OTHER = "other", "其他"


class PracticeQuerySet(models.QuerySet["Practice"]):
    def open_ones(self) -> Self:
        """Neither adopted nor declined: somebody still has to say what becomes of it."""
        return self.filter(declined_on__isnull=True).filter(
            ~Exists(LocalMeasure.objects.filter(practice=OuterRef("pk")))
        )

    def adopted(self) -> Self:
        return self.filter(Exists(LocalMeasure.objects.filter(practice=OuterRef("pk"))))

    def declined(self) -> Self:
        return self.filter(declined_on__isnull=False)

    def about(self, topic: str) -> Self:
        """All of them where no topic is named."""
        return self.filter(topic=topic) if topic else self

    def with_overdue_measures(self, *, on: date) -> Self:
        return self.filter(Exists(LocalMeasure.objects.overdue(on=on).filter(practice=OuterRef("pk"))))

    def with_what_came_of_it(self) -> Self:
        """Measures fetched once for all rows."""
        return self.select_related("recorded_by", "declined_by").prefetch_related("measures")


@keeps_history()
class Practice(models.Model):
    """An experience with its source; it becomes local measures, or a written reason why not."""

    topic = models.CharField("方面", max_length=10, choices=PracticeTopic)
    title = models.CharField("经验", max_length=60)
    town = models.CharField("来自哪个镇处", max_length=40)
    source = models.CharField("来源", max_length=160)
    learned_on = models.DateField("学习日期")
    summary = models.TextField("做法和效果", max_length=1000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    declined_on = models.DateField("定下不采用的日期", null=True, blank=True)
    declined_reason = models.CharField("不采用的理由", max_length=300, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = "兄弟镇处经验"
        ordering = ("-learned_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(topic__in=PracticeTopic.values), name="practice_topic_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(town="") & ~Q(source="") & ~Q(summary=""),
                name="practice_has_source",
                violation_error_message="经验、来自哪里、来源和做法都要写",
            ),
            models.CheckConstraint(
                condition=up_to_today("learned_on", "declined_on"),
                name="practice_has_been_learned",
                violation_error_message="日期还没有到",
            ),
            models.CheckConstraint(
                condition=Q(declined_on__isnull=True) | Q(declined_on__gte=F("learned_on")),
                name="practice_declined_after_learned",
                violation_error_message="不采用的日期早于学习日期",
            ),
            models.CheckConstraint(
                condition=Q(declined_on__isnull=True, declined_reason="", declined_by__isnull=True)
                | Q(declined_on__isnull=False) & ~Q(declined_reason=""),
                name="practice_declined_with_reason",
                violation_error_message="不采用要写理由",
            ),
            models.CheckConstraint(
                condition=without_id_number("title", "source", "summary", "declined_reason"),
                name="practice_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="adopted_or_declined",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF NEW.declined_on IS NOT NULL AND EXISTS (
                  SELECT FROM public.villages_localmeasure WHERE practice_id = NEW.id) THEN
                  RAISE EXCEPTION 'practice % is adopted', NEW.id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_adopted_or_declined';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("villages:practice_detail", args=[self.pk])

    @property
    def is_declined(self) -> bool:
        return self.declined_on is not None


class PracticeFile(models.Model):
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("说明", max_length=60)

    class Meta:
        verbose_name = "经验附件"
        ordering = ("practice", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["practice", "file"], name="practicefile_once", violation_error_message="这个文件已经传过"
            ),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return self.caption


class LocalMeasureQuerySet(models.QuerySet["LocalMeasure"]):
    def going_on(self) -> Self:
        return self.filter(done_on__isnull=True)

    def overdue(self, *, on: date) -> Self:
        return self.going_on().filter(due_on__lt=on)

    def of(self, practices: PracticeQuerySet) -> Self:
        return self.filter(practice__in=practices)


@keeps_history()
class LocalMeasure(models.Model):
    """What this office does after the experience of another: owner, due date, result (本地举措)."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="measures")
    content = models.CharField("举措", max_length=200)
    owner = models.CharField("责任人", max_length=40)
    due_on = models.DateField("完成期限")
    done_on = models.DateField("完成日期", null=True, blank=True)
    result = models.CharField("结果", max_length=300, blank=True)

    objects = LocalMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "本地举措"
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(content="") & ~Q(owner=""),
                name="localmeasure_has_owner",
                violation_error_message="写上举措和责任人",
            ),
            models.CheckConstraint(
                condition=Q(due_on__range=(FIRST_DAY, LAST_DAY)),
                name="localmeasure_due_range",
                violation_error_message="完成期限在 2000 年到 2100 年之间，看看年份对不对",
            ),
            models.CheckConstraint(
                condition=up_to_today("done_on"),
                name="localmeasure_has_been_done",
                violation_error_message="完成日期还没有到",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(result=""),
                name="localmeasure_done_with_result",
                violation_error_message="完成了要写结果",
            ),
            models.CheckConstraint(
                condition=without_id_number("content", "owner", "result"),
                name="localmeasure_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_an_open_practice",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                PERFORM 1 FROM public.villages_practice WHERE id = NEW.practice_id FOR UPDATE;
                IF EXISTS (
                  SELECT FROM public.villages_practice WHERE id = NEW.practice_id AND declined_on IS NOT NULL) THEN
                  RAISE EXCEPTION 'practice % was declined', NEW.practice_id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_adopted_or_declined';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.content

    def is_overdue(self, *, on: date) -> bool:
        return self.done_on is None and self.due_on < on
