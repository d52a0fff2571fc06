"""The household and the dated history of its poverty status."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse

from households.codes import (
    PASSING,
    REMAINING,
    AccessRoad,
    Category,
    CheckState,
    Fuel,
    HousingGrade,
    IdentificationStandard,
    PovertyCause,
    PovertyStatus,
    Relation,
)
from households.search import search_hits
from households.wording import masked_phone, with_unit
from povertyplan.accounts.matrix import Capability
from povertyplan.history import DerivingTrigger, keeps_history
from povertyplan.shapes import NOT_A_PHONE, is_phone, phone_or_empty
from villages.models import (
    LAST_DAY,
    DateRange,
    Village,
    VillageScoped,
    up_to_this_year,
    up_to_today,
)

# A household leaves or changes status on a day; the trigger keeps one unbroken line of periods behind it, so
# that no way of writing, raw SQL included, can change the status without its history (R1.1).
_OPEN_PERIOD = """
INSERT INTO public.households_statusperiod (household_id, status, since, until)
SELECT id, poverty_status, status_since, NULL FROM new_values;
RETURN NULL;
"""
_MOVE_PERIOD = """
DELETE FROM public.households_statusperiod p USING new_values n, old_values o
 WHERE o.id = n.id AND p.household_id = n.id AND p.since >= n.status_since
   AND (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);
UPDATE public.households_statusperiod p SET until = n.status_since FROM new_values n, old_values o
 WHERE o.id = n.id AND p.household_id = n.id AND (p.until IS NULL OR p.until > n.status_since)
   AND (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);
INSERT INTO public.households_statusperiod (household_id, status, since, until)
SELECT n.id, n.poverty_status, n.status_since, NULL FROM new_values n JOIN old_values o ON o.id = n.id
 WHERE (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);
RETURN NULL;
"""

# Nobody is called out of poverty who is not: a household becomes 已脱贫 here only on the day its exit was closed, and
# 预脱贫 only with its notice. Whoever came from the superior's registry as lifted keeps that day, also when an import
# is undone; `registered_lifted_on` remembers it and cannot be given.
_ENTER = """
NEW.registered_lifted_on := CASE WHEN NEW.poverty_status = 'lifted' THEN NEW.status_since END;
RETURN NEW;
"""
_LEAVE_BY_EXIT = """
NEW.registered_lifted_on := OLD.registered_lifted_on;
IF (NEW.poverty_status, NEW.status_since) IS NOT DISTINCT FROM (OLD.poverty_status, OLD.status_since) THEN
  RETURN NEW;
END IF;
IF NEW.poverty_status = 'proposed' AND NOT EXISTS (
  SELECT FROM public.households_exit e JOIN public.households_exitstep s ON s.exit_id = e.id AND s.stage = 'notice'
   WHERE e.household_id = NEW.id AND e.closed_on IS NULL AND e.stopped_on IS NULL AND s.done_on = NEW.status_since) THEN
  RAISE EXCEPTION 'household % has no notice from that day', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_proposed_by_notice';
END IF;
IF NEW.poverty_status = 'lifted' AND EXISTS (
  SELECT FROM public.households_relapse r WHERE r.household_id = NEW.id AND r.relapsed_on >= NEW.status_since) THEN
  RAISE EXCEPTION 'household % has relapsed since', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_lifted_by_exit';
END IF;
IF NEW.poverty_status = 'lifted' AND NOT EXISTS (
  SELECT FROM public.households_exit e WHERE e.household_id = NEW.id AND e.closed_on = NEW.status_since) THEN
  IF OLD.poverty_status = 'lifted' AND OLD.registered_lifted_on IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.households_exit e WHERE e.household_id = NEW.id AND e.closed_on IS NOT NULL) THEN
    NEW.registered_lifted_on := NEW.status_since;
  ELSIF NEW.status_since IS DISTINCT FROM OLD.registered_lifted_on THEN
    RAISE EXCEPTION 'household % has no exit closed on that day', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'household_lifted_by_exit';
  END IF;
END IF;
RETURN NEW;
"""

# What the two triggers derive can be rewritten by hand as well; at the end of every transaction the open period
# still is what the household says of itself.
_STATUS_IS_OPEN_PERIOD = """
IF EXISTS (SELECT FROM public.households_household h WHERE h.id = {key} AND NOT EXISTS (
  SELECT FROM public.households_statusperiod p WHERE p.household_id = h.id AND p.until IS NULL
     AND p.status = h.poverty_status AND p.since = h.status_since)) THEN
  RAISE EXCEPTION 'household % has no open period with its status', {key}
    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_status_is_open_period';
END IF;
RETURN NULL;
"""


def _status_is_open_period(key: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="status_is_open_period",
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=_STATUS_IS_OPEN_PERIOD.format(key=key),
    )


def _of_household(relation: str) -> models.QuerySet[Any]:
    """Rows of a later model of this app, for a subquery on households."""
    model = Household._meta.get_field(relation).related_model
    return model._default_manager.filter(household=OuterRef("pk"))  # type: ignore[union-attr]


def _not_negative(*fields: str) -> Q:
    condition = Q()
    for name in fields:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0})
    return condition


class HouseholdQuerySet(VillageScoped["Household"]):
    capability = Capability.VIEW_HOUSEHOLDS

    def in_village(self, village: Village) -> Self:
        return self.filter(village=village)

    def still_poor(self) -> Self:
        return self.filter(poverty_status__in=REMAINING)

    def on_the_way_out(self) -> Self:
        """An exit goes on."""
        return self.filter(Exists(_of_household("exits").going_on()))  # type: ignore[attr-defined]

    def helped_on(self, *, on: date) -> Self:
        """Out by an exit, and still within the time of continued help (脱贫后继续帮扶)."""
        closing = _of_household("exits").filter(closed_on=OuterRef("status_since"), continued_until__gte=on)
        return self.lifted().filter(Exists(closing))

    def out_in_doubt(self) -> Self:
        """Out by an exit that rests on something that is gone (要复核)."""
        return self.lifted().filter(Exists(_of_household("exits").to_review()))  # type: ignore[attr-defined]

    def lifted(self) -> Self:
        return self.filter(poverty_status=PovertyStatus.LIFTED)

    def in_category(self, *categories: str) -> Self:
        return self.filter(category__in=categories)

    def still_poor_on(self, day: date) -> Self:
        """By the kept history, whatever the status is today."""
        period = StatusPeriod.objects.filter(household=OuterRef("pk"), status__in=REMAINING).covering(day)
        return self.filter(Exists(period))

    def with_head(self) -> Self:
        """Annotates head_name, head_initials, head_pinyin of the present head (户主); None where there is none."""
        present_head = FilteredRelation(
            "members", condition=Q(members__relation=Relation.HEAD, members__left_on__isnull=True)
        )
        return self.alias(head=present_head).annotate(
            head_name=F("head__name"),
            head_initials=F("head__name_initials"),
            head_pinyin=F("head__name_pinyin"),
        )

    def with_member_count(self) -> Self:
        """Annotates member_count: people who belong to the household today."""
        present = _of_household("members").filter(left_on__isnull=True)
        count = present.order_by().values("household").annotate(n=Count("*")).values("n")
        return self.annotate(member_count=models.functions.Coalesce(models.Subquery(count), 0))

    def in_registry_order(self) -> Self:
        return self.order_by("village__code", "hamlet", "registry_no")

    def for_list(self, *, on: date) -> Self:
        """With everything that a line of the list shows of the row itself."""
        return self.select_related("village").with_head().with_helper(on=on)

    def in_list_order(self) -> Self:
        """Village by village as they were set up; one index answers it, however many households there are."""
        return self.order_by("village_id", "hamlet", "registry_no")

    def in_order_of(self, *names: str, backwards: bool = False) -> Self:
        """Sorted by fields or annotations; rows without a value come last, equal ones stay in their order."""
        turned = (F(n).desc(nulls_last=True) if backwards else F(n).asc(nulls_last=True) for n in names)
        return self.order_by(*turned, "pk")

    def with_cause(self, cause: str) -> Self:
        return self.filter(Q(main_cause=cause) | Q(other_causes__contains=[cause]))

    def with_helper(self, *, on: date) -> Self:
        """Annotates helper_pk, helper_name of the pairing that covers the day (at most one, by constraint)."""
        return self._with_pairing(on).annotate(helper_pk=F("pairing__helper"), helper_name=F("pairing__helper__name"))

    def helped_by(self, helper: int, *, on: date) -> Self:
        """`helper` is a key."""
        return self._with_pairing(on).filter(pairing__helper=helper)

    def helped_by_name(self, text: str, *, on: date) -> Self:
        """The helper's name or pinyin initials begin with `text`."""
        named = Q(pairing__helper__name__startswith=text) | Q(pairing__helper__name_initials__startswith=text.lower())
        return self._with_pairing(on).filter(named)

    def unhelped(self, *, on: date) -> Self:
        covering = _of_household("assignments").current(on=on)  # type: ignore[attr-defined]
        return self.filter(~Exists(covering))

    def helped(self, *, on: date) -> Self:
        return self.filter(Exists(_of_household("assignments").current(on=on)))  # type: ignore[attr-defined]

    def _with_pairing(self, on: date) -> Self:
        covers = Q(assignments__since__lte=on) & (Q(assignments__until__isnull=True) | Q(assignments__until__gte=on))
        return self.alias(pairing=FilteredRelation("assignments", condition=covers))

    def with_last_visit(self, *, until: date | None = None) -> Self:
        """Annotates last_visit: the newest day, up to `until`; None where nobody came."""
        visits = _of_household("visits").filter(visited_on__lte=until) if until else _of_household("visits")
        newest = visits.order_by("-visited_on").values("visited_on")[:1]
        return self.annotate(last_visit=models.Subquery(newest))

    def visited_since(self, day: date) -> Self:
        """At least one visit after `day`."""
        return self.filter(Exists(_of_household("visits").filter(visited_on__gt=day)))

    def quiet_since(self, day: date) -> Self:
        """No visit after `day`."""
        return self.filter(~Exists(_of_household("visits").filter(visited_on__gt=day)))

    def longest_unvisited(self) -> Self:
        """After `with_last_visit`: who was never visited first, then the oldest visit."""
        return self.order_by(F("last_visit").asc(nulls_first=True), "village", "registry_no")

    def with_bag(self) -> Self:
        """At least one edition of the understanding bag was printed and is not void."""
        return self.filter(Exists(_of_household("bag_editions").filter(void__isnull=True)))

    def without_bag(self) -> Self:
        return self.filter(~Exists(_of_household("bag_editions").filter(void__isnull=True)))

    def bag_undelivered(self) -> Self:
        """The newest edition has not reached the house."""
        return self.filter(Exists(_of_household("bag_editions").newest().undelivered()))  # type: ignore[attr-defined]

    def bag_delivered(self) -> Self:
        """The newest edition has; an older one that was handed over says what no longer holds."""
        return self.filter(Exists(_of_household("bag_editions").newest().delivered()))  # type: ignore[attr-defined]

    def bag_unasked(self) -> Self:
        """Of those delivered: nobody asked the three questions."""
        return self.filter(Exists(_of_household("bag_editions").newest().unasked()))  # type: ignore[attr-defined]

    def bag_understood(self) -> Self:
        """Of those delivered: all three questions answered (R3.5)."""
        return self.filter(Exists(_of_household("bag_editions").newest().understood()))  # type: ignore[attr-defined]

    def to_explain_again(self) -> Self:
        """A question was not answered at the newest delivery, and nobody has visited on a later day (R3.5)."""
        return self.filter(Exists(_of_household("bag_editions").to_explain_again()))  # type: ignore[attr-defined]

    def with_stale_bag(self) -> Self:
        """The newest edition does not say what a bag printed now would say, or is void: the reprint list (R3.3).

        By the kept contents, so bring them up to date first (office/bags/staleness.py).
        """
        editions = _of_household("bag_editions").order_by("-number")
        return self.alias(
            printed_hash=models.Subquery(editions.values("content_hash")[:1]),
            printed_void=models.Subquery(editions.values("void")[:1]),
        ).filter(
            Q(printed_void__isnull=False) | ~Q(bag_content__content_hash=F("printed_hash")), printed_hash__isnull=False
        )

    def with_trade(self, kind: str = "") -> Self:
        """Has a trade today (一户一业), of this kind where one is named."""
        rows = _of_household("trades").current()  # type: ignore[attr-defined]
        return self.filter(Exists(rows.filter(kind=kind) if kind else rows))

    def without_trade(self) -> Self:
        return self.filter(~Exists(_of_household("trades").current()))  # type: ignore[attr-defined]

    def taking_part(self, *, on: date) -> Self:
        """In the village's plan, in whatever way (R4.2)."""
        return self.filter(Exists(_of_household("participations").current(on=on)))  # type: ignore[attr-defined]

    def not_taking_part(self, *, on: date) -> Self:
        return self.filter(~Exists(_of_household("participations").current(on=on)))  # type: ignore[attr-defined]

    def with_measure(self, kind: str) -> Self:
        """A help measure of this kind runs (帮扶措施)."""
        return self.filter(Exists(_of_household("measures").running().filter(kind=kind)))  # type: ignore[attr-defined]

    def without_measure(self) -> Self:
        return self.filter(~Exists(_of_household("measures").running()))  # type: ignore[attr-defined]

    def never_visited(self) -> Self:
        return self.filter(~Exists(_of_household("visits")))

    def not_met(self, criterion: models.Model) -> Self:
        return self.filter(
            assessments__is_current=True, assessments__criterion=criterion, assessments__state=CheckState.NOT_MET
        )

    def unchecked(self, criterion: models.Model) -> Self:
        """未核: no state is kept, or 未核 itself is."""
        checked = (
            _of_household("assessments")
            .filter(is_current=True, criterion=criterion)
            .exclude(state=CheckState.UNCHECKED)
        )
        return self.filter(~Exists(checked))

    def short_of_standard(self, criteria: Sequence[models.Model]) -> Self:
        """Not all of these points are met or not applicable: something is unmet or not assessed (R1.2)."""
        rows = _of_household("assessments").filter(is_current=True, state__in=PASSING, criterion__in=criteria)
        passed = rows.order_by().values("household").annotate(n=Count("*")).values("n")
        return self.alias(passed=models.functions.Coalesce(models.Subquery(passed), 0)).filter(passed__lt=len(criteria))

    def matching(self, phrase: str) -> Self:
        """What one search box finds: name, pinyin, end of an ID number, whole ID number, phone, number, village.

        People who left do not count. Numbers are found by keyed hashes, never by opening them.
        """
        hits = search_hits(phrase)
        if not hits:
            return self.none()
        first, *others = (Household.objects.filter(hit).order_by().values("pk") for hit in hits)
        return self.filter(pk__in=first.union(*others) if others else first)


@keeps_history()
class Household(models.Model):
    """A registered household; it stays the same row when it is lifted out of poverty or relapses."""

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="households", verbose_name="行政村")
    hamlet = models.CharField("自然村（组）", max_length=20, blank=True)
    registry_no = models.CharField("户编号", max_length=20, unique=True)
    category = models.CharField("贫困户属性", max_length=1, choices=Category)
    poverty_status = models.CharField("脱贫属性", max_length=10, choices=PovertyStatus)
    status_since = models.DateField("现状态从哪天起")
    identification_standard = models.CharField(
        "识别标准", max_length=1, choices=IdentificationStandard, default=IdentificationStandard.NATIONAL
    )
    identified_year = models.PositiveSmallIntegerField("识别年度")
    planned_lift_year = models.PositiveSmallIntegerField("计划脱贫年度", null=True, blank=True)
    lifted_year = models.PositiveSmallIntegerField("脱贫年度", null=True, blank=True)
    main_cause = models.CharField("主要致贫原因", max_length=2, choices=PovertyCause)
    other_causes = ArrayField(
        models.CharField(max_length=2, choices=PovertyCause),
        verbose_name="其他致贫原因",
        default=list,
        blank=True,
    )
    phone = models.CharField("联系电话", max_length=20, blank=True, validators=[is_phone])
    is_dilapidated = models.BooleanField("危房户", null=True, blank=True)
    housing_grade = models.CharField("房屋级别", max_length=1, choices=HousingGrade, blank=True)
    housing_area = models.DecimalField("住房面积（平方米）", max_digits=6, decimal_places=1, null=True, blank=True)
    has_safe_water = models.BooleanField("饮水安全", null=True, blank=True)
    access_road = models.CharField("入户路", max_length=1, choices=AccessRoad, blank=True)
    fuel = models.CharField("主要燃料", max_length=1, choices=Fuel, blank=True)
    farmland = models.DecimalField("耕地（亩）", max_digits=7, decimal_places=2, null=True, blank=True)
    forest = models.DecimalField("林地（亩）", max_digits=7, decimal_places=2, null=True, blank=True)
    returned_farmland = models.DecimalField("退耕还林（亩）", max_digits=7, decimal_places=2, null=True, blank=True)
    cooperative = models.CharField("加入的合作社", max_length=60, blank=True)
    is_relocated = models.BooleanField("易地搬迁户", default=False)
    # 分 a person and year, as the superior's roster states it; the computed one is the income register's.
    reported_income = models.BigIntegerField("上报人均纯收入（分）", null=True, blank=True)

    registered_lifted_on = models.DateField(null=True, editable=False)

    # Only on rows that come through the phrase with_head, with_helper, with_last_visit or with_member_count.
    head_name: str | None
    head_initials: str | None
    head_pinyin: str | None
    helper_pk: int | None
    helper_name: str | None
    last_visit: date | None
    member_count: int

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = "户"
        ordering = ("village", "hamlet", "registry_no")
        indexes = (
            models.Index(fields=["village", "poverty_status"], name="household_village_status"),
            models.Index(fields=["village", "hamlet", "registry_no"], name="household_registry_order"),
            models.Index(OpClass(F("phone"), name="varchar_pattern_ops"), name="household_phone"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(registry_no__regex=r"^[0-9A-Z-]{4,20}$"),
                name="household_registry_no_shape",
                violation_error_message="户编号是 4 到 20 位数字或大写字母",
            ),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="household_category_known"),
            models.CheckConstraint(condition=Q(poverty_status__in=PovertyStatus.values), name="household_status_known"),
            models.CheckConstraint(condition=Q(main_cause__in=PovertyCause.values), name="household_main_cause_known"),
            models.CheckConstraint(
                condition=Q(other_causes__len__lte=2)
                & Q(other_causes__contained_by=PovertyCause.values)
                & ~Q(other_causes__contains=[F("main_cause")]),
                name="household_other_causes",
                violation_error_message="其他致贫原因最多 2 个，不能和主要原因相同",
            ),
            models.CheckConstraint(
                condition=~Q(poverty_status=PovertyStatus.LIFTED) | Q(lifted_year__isnull=False),
                name="household_lifted_has_year",
                violation_error_message="已脱贫的户要有脱贫年度",
            ),
            # An exit before the identification is not refused: the superior's own rosters contain it. It is noted.
            models.CheckConstraint(
                condition=up_to_this_year("identified_year", since=2013),
                name="household_identified_year_range",
                violation_error_message="识别年度在 2013 年到今年之间",
            ),
            models.CheckConstraint(
                condition=up_to_this_year("lifted_year", since=1990),
                name="household_lifted_year_range",
                violation_error_message="脱贫年度还没有到",
            ),
            models.CheckConstraint(
                condition=Q(planned_lift_year__isnull=True) | Q(planned_lift_year__range=(1990, LAST_DAY.year)),
                name="household_planned_lift_year_range",
                violation_error_message="计划脱贫年度写成 2018 这样",
            ),
            models.CheckConstraint(
                condition=up_to_today("status_since"),
                name="household_status_has_begun",
                violation_error_message="脱贫属性变动的日期还没有到",
            ),
            models.CheckConstraint(
                condition=_not_negative("housing_area", "farmland", "forest", "returned_farmland"),
                name="household_areas_not_negative",
                violation_error_message="面积不能小于 0",
            ),
            models.CheckConstraint(
                condition=Q(
                    housing_grade__in=["", *HousingGrade.values],
                    access_road__in=["", *AccessRoad.values],
                    fuel__in=["", *Fuel.values],
                    identification_standard__in=IdentificationStandard.values,
                ),
                name="household_codes_known",
            ),
            models.CheckConstraint(
                condition=phone_or_empty("phone"),
                name="household_phone_shape",
                violation_error_message=NOT_A_PHONE,
            ),
            models.CheckConstraint(
                condition=Q(reported_income__isnull=True) | Q(reported_income__range=(0, 10**11)),
                name="household_income_range",
                violation_error_message="人均纯收入不能小于 0",
            ),
        )
        triggers = (
            DerivingTrigger(
                name="derive_first_period",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_values"),
                func=_OPEN_PERIOD,
            ),
            DerivingTrigger(
                name="derive_next_period",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="old_values", new="new_values"),
                func=_MOVE_PERIOD,
            ),
            _status_is_open_period("NEW.id", pgtrigger.Insert | pgtrigger.Update),
            pgtrigger.Trigger(name="enter", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_ENTER),
            pgtrigger.Trigger(
                name="leave_by_exit", when=pgtrigger.Before, operation=pgtrigger.Update, func=_LEAVE_BY_EXIT
            ),
        )

    def __str__(self) -> str:
        return f"{self.village} {self.registry_no}"

    def get_absolute_url(self) -> str:
        return reverse("households:household_detail", args=[self.pk])

    @cached_property
    def called(self) -> str:
        """李长根 户; the number where nobody is the head. One query."""
        head = self.members.filter(relation=Relation.HEAD, left_on__isnull=True).first()
        return f"{head.name} 户" if head else self.registry_no

    @property
    def is_still_poor(self) -> bool:
        return self.poverty_status in REMAINING

    @property
    def short_category(self) -> str:
        """一般, 低保, 五保."""
        return Category(self.category).label.removesuffix("贫困户")

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone)

    @property
    def living_facts(self) -> list[tuple[str, str]]:
        """Name and words of what the house and its surroundings are like."""
        return self._facts("is_dilapidated", "housing_grade", "housing_area", "has_safe_water", "access_road", "fuel")

    @property
    def land_facts(self) -> list[tuple[str, str]]:
        return self._facts(
            "reported_income", "farmland", "forest", "returned_farmland", "cooperative", "planned_lift_year"
        )

    def _facts(self, *names: str) -> list[tuple[str, str]]:
        fields = {field.name: field for field in self._meta.concrete_fields}
        return [with_unit(fields[name], getattr(self, name)) for name in names]

    @property
    def causes(self) -> list[str]:
        """Labels, the main one first."""
        return [PovertyCause(code).label for code in (self.main_cause, *self.other_causes)]


class StatusPeriodQuerySet(models.QuerySet["StatusPeriod"]):
    def covering(self, day: date) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


@keeps_history()
class StatusPeriod(models.Model):
    """A household's poverty status from `since` until the day before `until`; the open one is written by trigger."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="status_periods")
    status = models.CharField("脱贫属性", max_length=10, choices=PovertyStatus)
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天前", null=True, blank=True)

    objects = StatusPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "脱贫属性时段"
        ordering = ("household", "since")
        indexes = (models.Index(fields=["status", "since", "until"], name="statusperiod_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="statusperiod_has_length"
            ),
            models.CheckConstraint(condition=Q(status__in=PovertyStatus.values), name="statusperiod_known"),
            ExclusionConstraint(
                name="statusperiod_no_overlap",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    (DateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
            ),
        )
        triggers = (_status_is_open_period("OLD.household_id", pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.household_id} {self.get_status_display()} {self.since}"
