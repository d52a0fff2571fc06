"""How poor households take part in their village's plan, and the trade of each (一户一业, R4.2)."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from households.codes import BenefitLink, Relation, TradeKind
from households.models.household import Household
from households.models.income import IncomeLine
from households.models.member import Member
from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import FIRST_DAY, LAST_DAY, ClosedDateRange, VillagePlan, VillageScoped, up_to_today

# 10 million 元 a year and household: what lies above was typed in 分.
_MOST = 10**9

_OF_THE_SAME_VILLAGE = """
IF NOT EXISTS (
  SELECT FROM public.households_household h JOIN public.villages_villageplan p ON p.village_id = h.village_id
   WHERE h.id = NEW.household_id AND p.id = NEW.plan_id AND (TG_OP = 'UPDATE' OR p.state <> 'ended')) THEN
  RAISE EXCEPTION 'household % lives in another village', NEW.household_id
    USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';
END IF;
RETURN NEW;
"""


class ParticipationQuerySet(VillageScoped["Participation"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def current(self, *, on: date) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)

    def of_plan(self, plan: VillagePlan) -> Self:
        return self.filter(plan=plan)

    def by_link(self, link: str) -> Self:
        return self.filter(link=link)

    def in_year(self, year: int) -> Self:
        """On at least one day of the year."""
        return self.filter(Q(until__isnull=True) | Q(until__year__gte=year), since__year__lte=year)

    def in_registry_order(self) -> Self:
        return self.order_by("household__hamlet", "household__registry_no", "since")

    def with_head_name(self) -> Self:
        """Annotates head_name of the household's present head (户主); its number where there is none."""
        head = Member.objects.filter(household=OuterRef("household"), relation=Relation.HEAD, left_on__isnull=True)
        named = Coalesce(Subquery(head.values("name")[:1]), F("household__registry_no"))
        return self.annotate(head_name=named)

    def with_benefits(self) -> Self:
        """With the plan and, in a second query, the lines of the income register that it brought."""
        lines = IncomeLine.objects.select_related("register").order_by("register__year")
        return self.select_related("plan").prefetch_related(models.Prefetch("income_lines", lines))


@keeps_history()
class Participation(models.Model):
    """A household's part in the plan: the way it benefits (利益联结), what is expected in 分 a year.

    What it really brought in a year is the line of the income register that points here (`IncomeLine.participation`).
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="participations")
    plan = models.ForeignKey(VillagePlan, on_delete=models.PROTECT, related_name="participations")
    link = models.CharField("联结方式", max_length=8, choices=BenefitLink)
    terms = models.CharField("怎么约定的", max_length=120, blank=True)
    expected = models.BigIntegerField("预计一年收入（分）", null=True, blank=True)
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止", null=True, blank=True)

    # Only on rows that come through the phrase with_head_name.
    head_name: str

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "参加一村一品"
        ordering = ("household", "since", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(link__in=BenefitLink.values),
                name="participation_link_known",
            ),
            models.CheckConstraint(
                condition=Q(expected__isnull=True) | Q(expected__range=(1, _MOST)),
                name="participation_expected_range",
                violation_error_message="预计收入大于 0、不超过 1000 万元，没有就不填",
            ),
            models.CheckConstraint(
                condition=up_to_today("since", "until"),
                name="participation_days_have_come",
                violation_error_message="日期还没有到，或者年份不对",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="participation_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
            models.CheckConstraint(
                condition=without_id_number("terms"),
                name="participation_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
            ExclusionConstraint(
                name="participation_link_once_a_day",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("plan", RangeOperators.EQUAL),
                    ("link", RangeOperators.EQUAL),
                    (ClosedDateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="这户已经用这种方式参加，在原来那一条上改",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_the_same_village",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("household_id", "plan_id"),
                func=_OF_THE_SAME_VILLAGE.replace("{constraint}", "participation_of_the_same_village"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.get_link_display()}"

    def is_current(self, *, on: date) -> bool:
        return self.since <= on and (self.until is None or self.until >= on)

    @property
    def brought(self) -> dict[int, int]:
        """分 by year, as the income register has it; asks nothing more after `with_benefits`."""
        return {line.register.year: line.amount for line in self.income_lines.all()}


class HouseholdTradeQuerySet(VillageScoped["HouseholdTrade"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def current(self, *, on: date | None = None) -> Self:
        """Those of now, or that went on after the day `on`."""
        if on is None:
            return self.filter(until__isnull=True)
        return self.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)

    def covering(self, day: date) -> Self:
        """One at most for each household."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


@keeps_history()
class HouseholdTrade(models.Model):
    """A household's trade (一户一业): one at a time; with `plan` where it is part of the village's product."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="trades")
    kind = models.CharField("行业", max_length=10, choices=TradeKind)
    name = models.CharField("项目", max_length=40)
    scale = models.CharField("规模", max_length=40, blank=True)
    plan = models.ForeignKey(VillagePlan, on_delete=models.PROTECT, null=True, blank=True, related_name="trades")
    expected = models.BigIntegerField("预计一年收入（分）", null=True, blank=True)
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止", null=True, blank=True)

    objects = HouseholdTradeQuerySet.as_manager()

    class Meta:
        verbose_name = "一户一业"
        ordering = ("household", "-since", "-pk")
        constraints = (
            ExclusionConstraint(
                name="householdtrade_one_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    (ClosedDateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="这户这段时间已经有一业，先结束原来的",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TradeKind.values) & ~Q(name=""),
                name="householdtrade_has_name",
                violation_error_message="写上项目",
            ),
            models.CheckConstraint(
                condition=Q(expected__isnull=True) | Q(expected__range=(1, _MOST)),
                name="householdtrade_expected_range",
                violation_error_message="预计收入大于 0、不超过 1000 万元，没有就不填",
            ),
            models.CheckConstraint(
                condition=Q(since__range=(FIRST_DAY, LAST_DAY)) & up_to_today("since", "until"),
                name="householdtrade_days_have_come",
                violation_error_message="日期还没有到",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="householdtrade_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
            models.CheckConstraint(
                condition=without_id_number("name", "scale"),
                name="householdtrade_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_the_same_village",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("household_id", "plan_id"),
                condition=pgtrigger.Q(new__plan__isnull=False),
                func=_OF_THE_SAME_VILLAGE.replace("{constraint}", "householdtrade_of_the_same_village"),
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.name
