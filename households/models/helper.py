"""Responsible helpers (帮扶责任人), their dated pairings with households, and visits (R1.6)."""

from datetime import date
from pathlib import PurePath
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from households.codes import REMAINING, Gender, OrganisationLevel, Politics, Relation
from households.models.household import Household
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, NOT_A_PHONE, is_phone, phone_or_empty, without_id_number
from villages.models import FIRST_DAY, LAST_DAY, ClosedDateRange, VillageScoped, up_to_today


class HelperQuerySet(models.QuerySet["Helper"]):
    def visible_to(self, user: User) -> Self:
        return self.open_to(user, Capability.VIEW_HELPERS)

    def open_to(self, user: User, capability: Capability) -> Self:
        """A cadre reaches the helpers who serve or served a household of the cadre's village."""
        scope = user.scope(capability)
        if scope is Scope.ALL:
            return self.all()
        if scope is Scope.OWN:
            own = HelperAssignment.objects.open_to(user, capability).filter(helper=OuterRef("pk"))
            return self.filter(Exists(own))
        return self.none()

    def named(self, text: str) -> Self:
        """The name contains `text`, or its pinyin or initials begin with it; all for no text."""
        text = text.replace("\0", "")
        if not text:
            return self
        key = text.lower()
        return self.filter(Q(name__contains=text) | Q(name_initials__startswith=key) | Q(name_pinyin__startswith=key))

    def with_load(self, *, on: date, seen_by: User) -> Self:
        """Annotates household_count (current pairings of remaining households) and last_visit (day or None).

        Both count only what `seen_by` may see, so that a figure equals the list behind it.
        """
        pairings = HelperAssignment.objects.visible_to(seen_by).current(on=on)
        mine = pairings.filter(helper=OuterRef("pk"), household__poverty_status__in=REMAINING)
        visits = Visit.objects.visible_to(seen_by).filter(helper=OuterRef("pk")).order_by("-visited_on")
        count = mine.order_by().values("helper").annotate(n=Count("*")).values("n")
        return self.annotate(
            household_count=Coalesce(Subquery(count), 0), last_visit=Subquery(visits.values("visited_on")[:1])
        )

    def in_list_order(self, key: str) -> Self:
        """By name, or after `with_load` by load or by last visit; a minus turns it round."""
        names = {"load": "household_count", "visited": "last_visit", "organisation": "organisation"}
        name = names.get(key.removeprefix("-"), "name_pinyin")
        if key.startswith("-"):
            return self.order_by(F(name).desc(nulls_last=True), "name_pinyin", "pk")
        return self.order_by(F(name).asc(nulls_first=True), "name_pinyin", "pk")


@keeps_history()
class Helper(models.Model):
    """A person responsible for households, with everything the contact page of the bag prints."""

    name = models.CharField("姓名", max_length=40)
    name_pinyin = models.CharField(max_length=160, blank=True, editable=False)
    name_initials = models.CharField(max_length=40, blank=True, editable=False)
    gender = models.CharField("性别", max_length=1, choices=Gender, blank=True)
    politics = models.CharField("政治面貌", max_length=2, choices=Politics, blank=True)
    organisation = models.CharField("单位", max_length=60)
    organisation_level = models.CharField("单位隶属关系", max_length=2, choices=OrganisationLevel, blank=True)
    duty = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True, validators=[is_phone])
    address = models.CharField("单位地址", max_length=120, blank=True)
    is_resident = models.BooleanField("驻村", default=False)
    photo = models.ImageField("照片", upload_to="helpers/", blank=True)

    objects = HelperQuerySet.as_manager()

    class Meta:
        verbose_name = "帮扶责任人"
        ordering = ("name_pinyin", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="helper_has_name", violation_error_message="写上姓名"),
            models.UniqueConstraint(
                fields=["name", "phone"],
                name="helper_name_phone_once",
                violation_error_message="同名同电话的责任人已经有了",
            ),
            models.CheckConstraint(
                condition=phone_or_empty("phone"), name="helper_phone_shape", violation_error_message=NOT_A_PHONE
            ),
            models.CheckConstraint(
                condition=Q(
                    gender__in=["", *Gender.values],
                    politics__in=["", *Politics.values],
                    organisation_level__in=["", *OrganisationLevel.values],
                ),
                name="helper_codes_known",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("households:helper_detail", args=[self.pk])

    @property
    def photo_mark(self) -> str:
        """Another one for another photo, so that no browser shows the former."""
        return PurePath(self.photo.name or "").stem


class HelperAssignmentQuerySet(VillageScoped["HelperAssignment"]):
    capability = Capability.VIEW_HELPERS
    village_path = "household__village"

    def current(self, *, on: date) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)

    def ended_before(self, day: date) -> Self:
        return self.filter(until__lt=day).order_by("-until")

    def of_helper(self, helper: Helper) -> Self:
        return self.filter(helper=helper)

    def with_household(self) -> Self:
        """With village and head's name of the household, in registry order."""
        head = FilteredRelation(
            "household__members",
            condition=Q(household__members__relation=Relation.HEAD, household__members__left_on__isnull=True),
        )
        rows = self.select_related("household__village").alias(head=head).annotate(head_name=F("head__name"))
        return rows.order_by("household__village__code", "household__registry_no")


@keeps_history()
class HelperAssignment(models.Model):
    """A pairing (结对帮扶), both days included; a change ends one row and begins the next, never overwrites."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="assignments")
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="assignments", verbose_name="责任人")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止", null=True, blank=True)

    objects = HelperAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "结对"
        ordering = ("household", "-since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="assignment_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
            # A list may name the next helper ahead of time; a day a century away was mistyped.
            models.CheckConstraint(
                condition=Q(since__range=(FIRST_DAY, LAST_DAY)),
                name="assignment_since_range",
                violation_error_message="结对日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
            ExclusionConstraint(
                name="assignment_one_helper_a_day",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    (ClosedDateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="这户这段时间已经有责任人，先结束上一段结对",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.helper} {self.since}"

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)


class VisitQuerySet(VillageScoped["Visit"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def newest_first(self) -> Self:
        return self.order_by("-visited_on", "-pk")

    def with_household(self) -> Self:
        """With village and head's name of the household."""
        head = FilteredRelation(
            "household__members",
            condition=Q(household__members__relation=Relation.HEAD, household__members__left_on__isnull=True),
        )
        return self.select_related("household__village").alias(head=head).annotate(head_name=F("head__name"))

    def newest_days(self) -> dict[int, date]:
        """The last visit's day of each household that had one."""
        newest = self.order_by().values("household").annotate(day=Max("visited_on"))
        return {row["household"]: row["day"] for row in newest}


@keeps_history()
class Visit(models.Model):
    """A home visit (入户走访): who came, what was done, what is to be solved."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="visits")
    helper = models.ForeignKey(
        Helper, on_delete=models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="责任人"
    )
    visitor_name = models.CharField("谁去的", max_length=40)
    visited_on = models.DateField("哪天")
    summary = models.CharField("办了什么", max_length=300)
    problem = models.CharField("要解决什么", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "走访"
        ordering = ("-visited_on", "-pk")
        indexes = (models.Index(fields=["household", "-visited_on"], name="visit_household_day"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(summary=""), name="visit_has_summary", violation_error_message="写一句办了什么"
            ),
            models.CheckConstraint(condition=~Q(visitor_name=""), name="visit_has_visitor"),
            models.CheckConstraint(
                condition=up_to_today("visited_on"),
                name="visit_has_been",
                violation_error_message="走访日期还没有到，写去的那天",
            ),
            models.CheckConstraint(
                condition=without_id_number("visitor_name", "summary", "problem"),
                name="visit_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )

    def __str__(self) -> str:
        return f"{self.visited_on} {self.visitor_name}"
