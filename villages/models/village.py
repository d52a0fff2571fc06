"""The sub-district's villages, who is posted there, and the plan's baseline."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self, TypeVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.history import keeps_history
from povertyplan.shapes import NOT_A_PHONE, is_phone, phone_or_empty

M = TypeVar("M", bound=models.Model)


# Days of the plan and of those who serve in it; what lies outside was mistyped.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


class Today(Func):
    """The office's day, for constraints: what happened cannot lie ahead. Only grows, so a row once true stays so."""

    template = "((STATEMENT_TIMESTAMP() AT TIME ZONE 'Asia/Shanghai')::date)"
    arity = 0
    output_field = models.DateField()


def up_to_today(*fields: str, since: date = FIRST_DAY) -> Q:
    """Condition of a constraint: each of these days is empty or lies between `since` and today."""
    condition = Q()
    for name in fields:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (since, Today())})
    return condition


def up_to_this_year(name: str, *, since: int) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (since, ExtractYear(Today()))})


class DateRange(Func):
    """Postgres daterange(since, until) without the last day: two periods may touch."""

    function = "daterange"
    arity = 2


class ClosedDateRange(Func):
    """Postgres daterange with both days inside."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"
    arity = 2


class VillageScoped(models.QuerySet[M]):
    """Rows that belong to a village: what a user may see or act on follows from the capability matrix."""

    capability: ClassVar[Capability]
    village_path: ClassVar[str] = "village"

    def visible_to(self, user: User) -> Self:
        return self.open_to(user, self.capability)

    def open_to(self, user: User, capability: Capability) -> Self:
        scope = user.scope(capability)
        if scope is Scope.ALL:
            return self.all()
        if scope is Scope.OWN:
            served = Posting.objects.of(user).current(on=timezone.localdate()).values("village")
            return self.filter(**{f"{self.village_path}__in": served})
        return self.none()


class VillageQuerySet(VillageScoped["Village"]):
    capability = Capability.VIEW_VILLAGES
    village_path = "pk"

    def poverty_villages(self) -> Self:
        return self.filter(is_poverty_village=True)

    def with_officers(self, *, on: date) -> Self:
        """Each village brings `serving`: that day's posting with its user, or None. In the same query."""
        stays = Q(postings__until__isnull=True) | Q(postings__until__gte=on)
        that_day = models.FilteredRelation("postings", condition=stays & Q(postings__since__lte=on))
        return self.annotate(serving=that_day).select_related("serving__user")


@keeps_history()
class Village(models.Model):
    """An administrative village (行政村) with its 12-digit code: county 6, township 3, village 3 (GB/T 2260)."""

    code = models.CharField(
        "村代码", max_length=12, unique=True, validators=[RegexValidator(r"^\d{12}$", "村代码是 12 位数字")]
    )
    name = models.CharField("村名", max_length=20, unique=True)
    is_poverty_village = models.BooleanField("贫困村", default=False)
    # A GeoJSON geometry, {type: Polygon or MultiPolygon, coordinates: [longitude, latitude]…}; null without one.
    boundary = models.JSONField("边界", null=True, blank=True)
    rural_population = models.PositiveIntegerField("农业户籍人口", null=True, blank=True)
    rural_households = models.PositiveIntegerField("总户数", null=True, blank=True)
    population_year = models.PositiveSmallIntegerField("人口统计年度", null=True, blank=True)
    leader_name = models.CharField("包村领导", max_length=40, blank=True)
    leader_duty = models.CharField("包村领导职务", max_length=40, blank=True)
    leader_phone = models.CharField("包村领导电话", max_length=20, blank=True, validators=[is_phone])
    party_secretary_name = models.CharField("村支部书记", max_length=40, blank=True)
    party_secretary_phone = models.CharField("村支部书记电话", max_length=20, blank=True, validators=[is_phone])
    first_secretary_name = models.CharField("第一书记", max_length=40, blank=True)
    first_secretary_unit = models.CharField("第一书记单位", max_length=60, blank=True)
    first_secretary_phone = models.CharField("第一书记电话", max_length=20, blank=True, validators=[is_phone])

    # Set on rows that come through with_officers.
    serving: "Posting | None" = None

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = "村"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{12}$"),
                name="village_code_12_digits",
                violation_error_message="村代码是 12 位数字",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="village_has_name"),
            models.CheckConstraint(
                condition=Q(rural_population__isnull=True) | Q(population_year__isnull=False),
                name="village_population_has_year",
                violation_error_message="写上人口是哪一年的",
            ),
            models.CheckConstraint(
                condition=up_to_this_year("population_year", since=FIRST_DAY.year),
                name="village_population_year_range",
                violation_error_message="人口统计年度在 2000 年到今年之间",
            ),
            models.CheckConstraint(
                condition=phone_or_empty("leader_phone", "party_secretary_phone", "first_secretary_phone"),
                name="village_phones_shape",
                violation_error_message=NOT_A_PHONE,
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """Without the closing 村, as maps and tables write it."""
        return self.name.removesuffix("村") or self.name

    def officer(self, *, on: date) -> User | None:
        posting = self.postings.current(on=on).select_related("user").first()
        return posting.user if posting else None


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(village__in=Village.objects.visible_to(user))

    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def current(self, *, on: date) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


_OFFICER_IS_CADRE = """
IF NOT EXISTS (SELECT FROM public.accounts_user WHERE id = NEW.user_id AND role = 'cadre') THEN
  RAISE EXCEPTION 'account % is no cadre', NEW.user_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_of_a_cadre';
END IF;
RETURN NEW;
"""


@keeps_history()
class Posting(models.Model):
    """An officer's time in a village (驻村扶贫专干), both days included; one officer per village at a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="postings", verbose_name="专干"
    )
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="postings", verbose_name="村")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "驻村"
        ordering = ("village", "-since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="posting_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(since__range=(FIRST_DAY, LAST_DAY)),
                name="posting_since_range",
                violation_error_message="派驻日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
            ExclusionConstraint(
                name="posting_one_officer_a_day",
                expressions=[
                    ("village", RangeOperators.EQUAL),
                    (ClosedDateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="这个村这段时间已经有专干，先结束上一任",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="officer_is_cadre",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("user_id"),
                func=_OFFICER_IS_CADRE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.village} {self.user.name}"


class Indicator(models.TextChoices):
    """Village figures of the national system (domain §2); absent is not zero."""

    COLLECTIVE_INCOME = "collective_income", "村集体年收入（元）"
    HARD_ROAD_GROUPS = "hard_road_groups", "通硬化路的组（个）"
    GROUPS = "groups", "村民小组（个）"
    UNSAFE_WATER_HOUSEHOLDS = "unsafe_water_households", "未实现饮水安全户数"
    DILAPIDATED_HOUSEHOLDS = "dilapidated_households", "危房户数"
    CLINICS = "clinics", "卫生室（个）"
    DOCTORS = "doctors", "执业（助理）医师（人）"
    BUS = "bus", "通客运班车（1 是 0 否）"
    BROADBAND = "broadband", "通宽带（1 是 0 否）"
    CULTURE_ROOMS = "culture_rooms", "文化室（个）"
    COOPERATIVES = "cooperatives", "专业合作社（个）"
    FARMLAND = "farmland", "耕地面积（亩）"


class IndicatorValueQuerySet(VillageScoped["IndicatorValue"]):
    capability = Capability.VIEW_VILLAGES

    def latest(self) -> Self:  # type: ignore[override]
        """The newest year of each indicator of each village."""
        return self.order_by("village_id", "indicator", "-year").distinct("village_id", "indicator")

    def counting_in(self, year: int) -> Self:
        """What an exit of the year goes by: the newest of that year and the one before."""
        return self.filter(year__in=(year, year - 1)).latest()


@keeps_history()
class IndicatorValue(models.Model):
    """A village's figure of a year, with its source."""

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="indicator_values")
    indicator = models.CharField("指标", max_length=30, choices=Indicator)
    year = models.PositiveSmallIntegerField("年度")
    amount = models.DecimalField("数值", max_digits=14, decimal_places=2)
    source = models.CharField("来源", max_length=120)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        verbose_name = "村情指标"
        ordering = ("village", "indicator", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=["village", "indicator", "year"],
                name="indicator_once_a_year",
                violation_error_message="这个村这一年的这项指标已经有了",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(amount__lt=Decimal("1e12")),
                name="indicator_amount_in_range",
                violation_error_message="数值不能小于 0",
            ),
            models.CheckConstraint(condition=Q(indicator__in=Indicator.values), name="indicator_known"),
            models.CheckConstraint(
                condition=up_to_this_year("year", since=FIRST_DAY.year),
                name="indicator_year_range",
                violation_error_message="这一年还没有到，年度写到今年为止",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="indicator_has_source"),
        )

    def __str__(self) -> str:
        return f"{self.village} {self.get_indicator_display()} {self.year}"


class BaselineQuerySet(models.QuerySet["Baseline"]):
    def in_force(self, *, on: date) -> "Baseline | None":
        return self.filter(starts_on__lte=on).order_by("-starts_on").first()


@keeps_history()
class Baseline(models.Model):
    """What remained when the plan began, as its document states it: a stored figure with date and source (R-head)."""

    starts_on = models.DateField("计划开始", unique=True)
    deadline = models.DateField("目标日")
    households = models.PositiveIntegerField("户")
    persons = models.PositiveIntegerField("人")
    source = models.CharField("来源", max_length=160)

    objects = BaselineQuerySet.as_manager()

    class Meta:
        verbose_name = "计划基数"
        ordering = ("-starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(deadline__gt=F("starts_on")),
                name="baseline_deadline_after_start",
                violation_error_message="目标日要晚于计划开始",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=FIRST_DAY, deadline__lte=LAST_DAY),
                name="baseline_days_range",
                violation_error_message="日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="baseline_has_source"),
            models.CheckConstraint(
                condition=Q(households__gt=0) & Q(persons__gte=F("households")),
                name="baseline_figures_plausible",
                violation_error_message="户数要大于 0，人数不能少于户数",
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d} {self.households} 户 {self.persons} 人"

    def days_left(self, *, on: date) -> int:
        return (self.deadline - on).days

    def time_share(self, *, on: date) -> float:
        """Share of the plan's time that is over, 0 to 1."""
        total = (self.deadline - self.starts_on).days
        return min(1.0, max(0.0, (on - self.starts_on).days / total))
