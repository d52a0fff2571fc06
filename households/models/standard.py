"""The standards that households and villages are held against, as data with a source, and each year's verdicts (R1.2).

What a standard says is never changed: an edited one is a new version, and every verdict keeps the one it used.
"""

from datetime import date
from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear

from households.codes import CheckRule, CheckState, EvidenceKind, StandardKind
from households.exits import Obstacle
from households.models.household import Household
from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import FIRST_DAY, LAST_DAY, Indicator, VillageScoped, up_to_today


def _append_only() -> pgtrigger.Trigger:
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class StandardSetQuerySet(models.QuerySet["StandardSet"]):
    def in_force(self, kind: StandardKind) -> Self:
        """The one adopted last, or none."""
        adopted = self.filter(kind=kind, adopted_on__isnull=False).order_by("-adopted_on", "-pk")
        return self.filter(pk__in=adopted.values("pk")[:1])


# An empty standard would be met by everybody; an adopted one is what verdicts and exits were made by.
_ADOPTED_WHOLE = """
IF NEW.adopted_on IS NOT NULL AND NOT (
  EXISTS (SELECT FROM public.households_standardpoint WHERE standard_id = NEW.id AND NEW.kind = 'household')
  OR EXISTS (SELECT FROM public.households_requirement WHERE standard_id = NEW.id AND NEW.kind = 'village')) THEN
  RAISE EXCEPTION 'standard % has no points', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'standardset_adopted_whole';
END IF;
IF TG_OP = 'UPDATE' AND OLD.adopted_on IS NOT NULL AND NEW.adopted_on IS DISTINCT FROM OLD.adopted_on THEN
  RAISE EXCEPTION 'standard % is in use since another day', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'standardset_adopted_once';
END IF;
RETURN NEW;
"""
_NOT_TO_AN_ADOPTED_ONE = """
IF EXISTS (SELECT FROM public.households_standardset WHERE id = NEW.standard_id AND adopted_on IS NOT NULL) THEN
  RAISE EXCEPTION 'standard % is in use', NEW.standard_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'standardset_words_stay';
END IF;
RETURN NEW;
"""


def _closed_when_adopted() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="not_to_an_adopted_one",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=_NOT_TO_AN_ADOPTED_ONE,
    )


@keeps_history()
class StandardSet(models.Model):
    """One version of a wording, e.g. 一有两不愁四保障; a level or a year may bring another. In use once adopted."""

    kind = models.CharField("对象", max_length=9, choices=StandardKind)
    name = models.CharField("名称", max_length=60)
    version = models.PositiveSmallIntegerField("版本", default=1)
    level = models.CharField("层级", max_length=20)
    valid_from = models.DateField("启用日期")
    source = models.CharField("来源", max_length=200)
    is_confirmed = models.BooleanField("已核对原文", default=False)
    adopted_on = models.DateField("本处采用日期", null=True, blank=True)
    # Full local days that a notice hangs, the first and the last one included.
    notice_days = models.PositiveSmallIntegerField("公示天数", default=7)
    follow_up_months = models.PositiveSmallIntegerField("退出后继续帮扶（月）", default=12)
    # Of villages: registered poor people not yet out ÷ registered rural population, 0.02 for 2 %.
    incidence_limit = models.DecimalField("贫困发生率上限", max_digits=5, decimal_places=4, null=True, blank=True)
    is_below_limit = models.BooleanField("要低于上限，等于不算", default=True)

    objects = StandardSetQuerySet.as_manager()

    class Meta:
        verbose_name = "标准"
        ordering = ("kind", "name", "-version")
        constraints = (
            models.UniqueConstraint(fields=["name", "version"], name="standardset_version_once"),
            models.UniqueConstraint(
                fields=["kind", "adopted_on"],
                condition=Q(adopted_on__isnull=False),
                name="standardset_one_adopted_a_day",
                violation_error_message="今天已经采用过一个标准，明天再换",
            ),
            models.CheckConstraint(condition=Q(kind__in=StandardKind.values), name="standardset_kind_known"),
            models.CheckConstraint(
                condition=~Q(source=""), name="standardset_has_source", violation_error_message="写上标准的来源文件"
            ),
            models.CheckConstraint(
                condition=up_to_today("adopted_on"),
                name="standardset_adopted_by_today",
                violation_error_message="采用日期还没有到",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__range=(FIRST_DAY, LAST_DAY)),
                name="standardset_valid_from_range",
                violation_error_message="启用日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
            models.CheckConstraint(
                condition=Q(notice_days__range=(1, 90)),
                name="standardset_notice_days_range",
                violation_error_message="公示天数在 1 到 90 天之间",
            ),
            models.CheckConstraint(
                condition=Q(follow_up_months__lte=120),
                name="standardset_follow_up_range",
                violation_error_message="继续帮扶最多 120 个月",
            ),
            models.CheckConstraint(
                condition=Q(kind=StandardKind.HOUSEHOLD, incidence_limit__isnull=True)
                | Q(kind=StandardKind.VILLAGE, incidence_limit__gt=0, incidence_limit__lt=Decimal("0.5")),
                name="standardset_incidence_limit_of_villages",
                violation_error_message="贫困发生率上限写成 2 这样的百分数，在 0 到 50 之间",
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(name="words_stay", exclude=["adopted_on", "is_confirmed"]),
            pgtrigger.Trigger(
                name="adopted_whole",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_ADOPTED_WHOLE,
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return f"{self.name} 第 {self.version} 版"

    @property
    def limit_percent(self) -> str:
        """2 for 0.02; empty for households."""
        return f"{(self.incidence_limit * 100).normalize():f}" if self.incidence_limit is not None else ""

    def gaps(self, year: int, *, village: int, household: int | None = None) -> list[Obstacle]:
        """What an exit of the year would rest on and is not there; of the village itself without `household` (keys)."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT code, subject, detail FROM households_gaps(%s, %s, %s, %s) ORDER BY rank, subject",
                [household, village, self.pk, year],
            )
            return [Obstacle(*row) for row in cursor.fetchall()]


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def of(self, standard: StandardSet | models.Subquery) -> Self:
        """In printed order."""
        return self.filter(places__standard=standard).order_by("places__position")

    def in_force(self) -> Self:
        """The points of the household standard in use, in printed order."""
        return self.of(models.Subquery(StandardSet.objects.in_force(StandardKind.HOUSEHOLD).values("pk")))


class Criterion(models.Model):
    """One wording of a point (指标). A later version of the standard takes it over unchanged or brings another row,
    so that verdicts hold as long as what they were measured by."""

    code = models.CharField("代号", max_length=20)
    group = models.CharField("组", max_length=10)
    name = models.CharField("名称", max_length=20)
    mark = models.CharField("一字", max_length=1)
    text = models.CharField("要求", max_length=200)
    evidence_kind = models.CharField("凭证", max_length=5, choices=EvidenceKind, default=EvidenceKind.TEXT)
    rule = models.CharField("自动核对", max_length=20, choices=CheckRule, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "指标"
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=r"^[a-z][a-z_]*$"), name="criterion_code_shape"),
            models.CheckConstraint(condition=Q(evidence_kind__in=EvidenceKind.values), name="criterion_evidence_known"),
            models.CheckConstraint(condition=Q(rule__in=["", *CheckRule.values]), name="criterion_rule_known"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(text=""),
                name="criterion_has_words",
                violation_error_message="写上名称和要求",
            ),
        )
        triggers = (_append_only(),)

    def __str__(self) -> str:
        return self.name


class StandardPoint(models.Model):
    """The place of a criterion in a standard."""

    standard = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="points")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        ordering = ("standard", "position")
        constraints = (
            models.UniqueConstraint(fields=["standard", "position"], name="standardpoint_position_once"),
            models.UniqueConstraint(fields=["standard", "criterion"], name="standardpoint_criterion_once"),
        )
        triggers = (_append_only(), _closed_when_adopted())

    def __str__(self) -> str:
        return f"{self.position} {self.criterion}"


class Requirement(models.Model):
    """One point of a village standard: a figure of the village is at least, at most, or not below another figure."""

    standard = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="requirements")
    position = models.PositiveSmallIntegerField("顺序")
    indicator = models.CharField("指标", max_length=30, choices=Indicator)
    least = models.DecimalField("不少于", max_digits=14, decimal_places=2, null=True, blank=True)
    most = models.DecimalField("不多于", max_digits=14, decimal_places=2, null=True, blank=True)
    whole = models.CharField("要达到哪个数", max_length=30, choices=Indicator, blank=True)
    text = models.CharField("要求", max_length=200)

    class Meta:
        verbose_name = "出列指标"
        ordering = ("standard", "position")
        constraints = (
            models.UniqueConstraint(fields=["standard", "position"], name="requirement_position_once"),
            models.UniqueConstraint(fields=["standard", "indicator"], name="requirement_indicator_once"),
            models.CheckConstraint(
                condition=Q(least__isnull=False, most__isnull=True, whole="")
                | Q(least__isnull=True, most__isnull=False, whole="")
                | Q(least__isnull=True, most__isnull=True, whole__in=Indicator.values),
                name="requirement_one_bound",
                violation_error_message="“不少于”“不多于”“要达到哪个数”只写 1 项",
            ),
            # 5 would be 5 万元 written in the wrong unit.
            models.CheckConstraint(
                condition=~Q(indicator=Indicator.COLLECTIVE_INCOME) | Q(least__isnull=True) | Q(least__gte=1000),
                name="requirement_in_yuan",
                violation_error_message="村集体收入按元写，5 万元写 50000",
            ),
        )
        triggers = (_append_only(), _closed_when_adopted())

    def __str__(self) -> str:
        return self.get_indicator_display()


class AssessmentQuerySet(VillageScoped["Assessment"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def current(self) -> Self:
        """The newest year's verdict of each household and criterion."""
        return self.filter(is_current=True)

    def given_by(self, day: date) -> Self:
        """The newest year's verdict of each, of those that were given by that day and not again since."""
        newer = Assessment.objects.filter(
            household=OuterRef("household"),
            criterion=OuterRef("criterion"),
            year__gt=OuterRef("year"),
            assessed_on__lte=day,
        )
        return self.filter(~Exists(newer), assessed_on__lte=day)

    def unmet(self) -> Self:
        return self.filter(state=CheckState.NOT_MET)

    def judged_in(self, year: int) -> Self:
        """Somebody has said something of that year; 未核 says nothing."""
        return self.filter(year=year).exclude(state=CheckState.UNCHECKED)


# The newest year is the current one. Asked row by row, so that a year entered late does not push out a later one;
# an UPDATE that finds nothing would still fire the history's triggers, so it is asked for first.
_KEEP_CURRENT = """
NEW.is_current := NOT EXISTS (
  SELECT FROM public.households_assessment a
   WHERE a.household_id = NEW.household_id AND a.criterion_id = NEW.criterion_id AND a.year > NEW.year);
IF NEW.is_current AND EXISTS (
  SELECT FROM public.households_assessment a
   WHERE a.household_id = NEW.household_id AND a.criterion_id = NEW.criterion_id AND a.is_current) THEN
  UPDATE public.households_assessment SET is_current = FALSE
   WHERE household_id = NEW.household_id AND criterion_id = NEW.criterion_id AND is_current AND year < NEW.year;
END IF;
RETURN NEW;
"""


@keeps_history()
class Assessment(models.Model):
    """A year's verdict on one criterion of one household; corrections are in its history. No row means 未核.

    `is_current` marks the newest year's row, kept by trigger: what is shown needs no "latest of".
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="assessments")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="assessments")
    standard = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("核查结果", max_length=14, choices=CheckState)
    evidence = models.CharField("依据", max_length=200, blank=True)
    assessed_on = models.DateField("核查日期")
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assessor_name = models.CharField("核查人", max_length=40)
    is_current = models.BooleanField(default=False, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "达标核查"
        ordering = ("household", "criterion", "-year")
        constraints = (
            models.UniqueConstraint(fields=["household", "criterion", "year"], name="assessment_once_a_year"),
            models.UniqueConstraint(
                fields=["household", "criterion"],
                include=["state"],
                condition=Q(is_current=True),
                name="assessment_current_once",
            ),
            models.CheckConstraint(condition=Q(state__in=CheckState.values), name="assessment_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[CheckState.NOT_MET, CheckState.UNCHECKED]) | ~Q(evidence=""),
                name="assessment_pass_has_evidence",
                violation_error_message="判为达标或不适用要写依据",
            ),
            models.CheckConstraint(
                condition=up_to_today("assessed_on"),
                name="assessment_has_been",
                violation_error_message="核查日期还没有到",
            ),
            # A year is judged while it runs or in the months after it.
            models.CheckConstraint(
                condition=Q(year=ExtractYear("assessed_on")) | Q(year=ExtractYear("assessed_on") - 1),
                name="assessment_of_its_year",
                violation_error_message="年度是核查那一年或上一年",
            ),
            models.CheckConstraint(condition=~Q(assessor_name=""), name="assessment_has_assessor"),
            models.CheckConstraint(
                condition=without_id_number("evidence"),
                name="assessment_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="keep_current",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_KEEP_CURRENT,
            ),
            pgtrigger.ReadOnly(name="of_one_year", fields=["household", "criterion", "year"]),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.criterion} {self.year} {self.get_state_display()}"


class PovertyLineQuerySet(models.QuerySet["PovertyLine"]):
    def in_use(self) -> Self:
        return self.filter(is_in_use=True)

    def of_year(self, year: int) -> "PovertyLine | None":
        """None: the page says 未设定标准线 and gives no verdict."""
        return self.in_use().filter(year=year).first()


@keeps_history()
class PovertyLine(models.Model):
    """The poverty line (扶贫标准) of a year in one of the series that circulate; one of them is in use."""

    year = models.PositiveSmallIntegerField("年度")
    series = models.CharField("口径", max_length=40)
    amount = models.BigIntegerField("标准（分）")
    source = models.CharField("来源", max_length=200)
    is_confirmed = models.BooleanField("已核对原文", default=False)
    is_in_use = models.BooleanField("采用", default=False)

    objects = PovertyLineQuerySet.as_manager()

    class Meta:
        verbose_name = "贫困线"
        ordering = ("-year", "series")
        constraints = (
            models.UniqueConstraint(
                fields=["year", "series"],
                name="povertyline_series_once_a_year",
                violation_error_message="这一年的这个口径已经有了",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(is_in_use=True),
                name="povertyline_one_in_use",
                violation_error_message="一年只能采用一个口径",
            ),
            models.CheckConstraint(
                condition=Q(amount__range=(100_000, 5_000_000)),
                name="povertyline_in_yuan",
                violation_error_message="标准线按元写，每人每年在 1000 到 50000 元之间，不用万元",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2008, LAST_DAY.year)),
                name="povertyline_year_range",
                violation_error_message="年度写成 2017 这样",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(series=""),
                name="povertyline_has_source",
                violation_error_message="写上口径和来源文件",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.series}"
