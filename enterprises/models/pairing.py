"""Pairing of enterprises with villages and their households, and the visits that come before any help (R5.1)."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from enterprises.codes import Mode, Need
from enterprises.models.enterprise import Enterprise, EnterpriseScoped
from households.codes import Relation
from households.models import Household, Member
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import FIRST_DAY, LAST_DAY, ClosedDateRange, Village, up_to_today


class PairingQuerySet(EnterpriseScoped["Pairing"]):
    def current(self, *, on: date) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)

    def villages(self) -> models.QuerySet[Village]:
        """Those that the rows pair, each once."""
        return Village.objects.filter(pk__in=self.order_by().values("village"))

    def with_begun(self, *, by: date | None = None) -> Self:
        """Annotates has_begun: a household was visited, without which there is no mode either; `by` that day."""
        visits = EnterpriseVisit.objects.filter(pairing=OuterRef("pk"))
        return self.annotate(has_begun=Exists(visits.filter(visited_on__lte=by) if by else visits))


@keeps_history()
class Pairing(models.Model):
    """An enterprise's time with a village (结对村), both days included."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="pairings", verbose_name="企业")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="pairings", verbose_name="结对村")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止", null=True, blank=True)

    # Only on rows that come through the phrase with_begun.
    has_begun: bool

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = "结对村"
        ordering = ("enterprise", "-since", "village")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="pairing_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(since__range=(FIRST_DAY, LAST_DAY)),
                name="pairing_since_range",
                violation_error_message="结对日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
            ExclusionConstraint(
                name="pairing_once_a_day",
                expressions=[
                    ("enterprise", RangeOperators.EQUAL),
                    ("village", RangeOperators.EQUAL),
                    (ClosedDateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="这家企业已经和这个村结对",
            ),
        )
        triggers = (
            # What hangs on a pairing was checked against its village.
            pgtrigger.ReadOnly(name="sides_stay", fields=["enterprise", "village"]),
        )

    def __str__(self) -> str:
        return f"{self.enterprise} {self.village}"

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)


_OF_THE_PAIRED_VILLAGE = """
IF NOT EXISTS (
  SELECT FROM public.households_household h JOIN public.enterprises_pairing p ON p.village_id = h.village_id
   WHERE h.id = NEW.household_id AND p.id = NEW.pairing_id) THEN
  RAISE EXCEPTION 'household % lives in another village', NEW.household_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'householdpairing_of_the_village';
END IF;
RETURN NEW;
"""


class HouseholdPairingQuerySet(EnterpriseScoped["HouseholdPairing"]):
    enterprise_path = "pairing__enterprise"
    village_path = "pairing__village"

    def current(self, *, on: date) -> Self:
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            Q(pairing__until__isnull=True) | Q(pairing__until__gte=on),
            since__lte=on,
            pairing__since__lte=on,
        )

    def of_pairing(self, pairing: Pairing) -> Self:
        return self.filter(pairing=pairing)

    def with_head_name(self) -> Self:
        """Annotates head_name of the present head (户主); the household's number where there is none."""
        head = Member.objects.filter(household=OuterRef("household"), relation=Relation.HEAD, left_on__isnull=True)
        return self.annotate(head_name=Coalesce(Subquery(head.values("name")[:1]), F("household__registry_no")))

    def in_registry_order(self) -> Self:
        return self.order_by("household__village__code", "household__hamlet", "household__registry_no", "since")


@keeps_history()
class HouseholdPairing(models.Model):
    """A household that the enterprise helps in a paired village (结对户): what a contact may see of households."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="household_pairings")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="enterprise_pairings")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止", null=True, blank=True)

    # Only on rows that come through the phrase with_head_name.
    head_name: str

    objects = HouseholdPairingQuerySet.as_manager()

    class Meta:
        verbose_name = "企业结对户"
        ordering = ("pairing", "household", "since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="householdpairing_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(since__range=(FIRST_DAY, LAST_DAY)),
                name="householdpairing_since_range",
                violation_error_message="结对日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
            ExclusionConstraint(
                name="householdpairing_once_a_day",
                expressions=[
                    ("pairing", RangeOperators.EQUAL),
                    ("household", RangeOperators.EQUAL),
                    (ClosedDateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="这户已经和这家企业结对",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_the_village",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("household_id", "pairing_id"),
                func=_OF_THE_PAIRED_VILLAGE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.pairing.enterprise} {self.household}"

    def covers(self, day: date) -> bool:
        """Paired with the household, and with its village."""
        return self.since <= day and (self.until is None or self.until >= day) and self.pairing.covers(day)


_TO_A_PAIRED_HOUSEHOLD = """
IF NOT EXISTS (
  SELECT FROM public.enterprises_householdpairing h JOIN public.enterprises_pairing p ON p.id = h.pairing_id
   WHERE h.pairing_id = NEW.pairing_id AND h.household_id = NEW.household_id
     AND NEW.visited_on >= GREATEST(h.since, p.since)
     AND NEW.visited_on <= LEAST(COALESCE(h.until, 'infinity'), COALESCE(p.until, 'infinity'))) THEN
  RAISE EXCEPTION 'household % was not paired with the enterprise on %', NEW.household_id, NEW.visited_on
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprisevisit_of_a_paired_household';
END IF;
IF TG_OP = 'UPDATE' AND NEW.visited_on > OLD.visited_on AND EXISTS (
  SELECT FROM public.enterprises_modechoice c WHERE c.pairing_id = NEW.pairing_id AND c.chosen_on < NEW.visited_on
     AND NOT EXISTS (SELECT FROM public.enterprises_enterprisevisit v
                      WHERE v.pairing_id = c.pairing_id AND v.id <> NEW.id AND v.visited_on <= c.chosen_on)) THEN
  RAISE EXCEPTION 'a mode was chosen after visit %', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprisevisit_before_the_mode';
END IF;
RETURN NEW;
"""


class EnterpriseVisitQuerySet(EnterpriseScoped["EnterpriseVisit"]):
    enterprise_path = "pairing__enterprise"
    village_path = "pairing__village"

    def newest_first(self) -> Self:
        return self.order_by("-visited_on", "-pk")

    def with_head_name(self) -> Self:
        """Annotates head_name of the present head (户主); the household's number where there is none."""
        head = Member.objects.filter(household=OuterRef("household"), relation=Relation.HEAD, left_on__isnull=True)
        return self.annotate(head_name=Coalesce(Subquery(head.values("name")[:1]), F("household__registry_no")))


@keeps_history()
class EnterpriseVisit(models.Model):
    """A visit of the enterprise to a paired household (入户走访): who, when, and what was learned."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="visits", verbose_name="结对村")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="enterprise_visits", verbose_name="走访哪户"
    )
    visited_on = models.DateField("哪天去的")
    visitor_name = models.CharField("谁去的", max_length=40)
    by_head = models.BooleanField("负责人本人去的", default=False)
    learned = models.CharField("了解到什么", max_length=200)
    needs = ArrayField(models.CharField(max_length=10, choices=Need), verbose_name="需要什么", default=list, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    # Only on rows that come through the phrase with_head_name.
    head_name: str

    objects = EnterpriseVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "企业走访"
        ordering = ("-visited_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=up_to_today("visited_on"),
                name="enterprisevisit_has_been",
                violation_error_message="走访日期还没有到，写去的那天",
            ),
            models.CheckConstraint(
                condition=~Q(visitor_name="") & ~Q(learned=""),
                name="enterprisevisit_has_words",
                violation_error_message="写上谁去的、了解到什么",
            ),
            models.CheckConstraint(condition=Q(needs__contained_by=Need.values), name="enterprisevisit_needs_known"),
            models.CheckConstraint(
                condition=without_id_number("visitor_name", "learned"),
                name="enterprisevisit_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_a_paired_household",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_TO_A_PAIRED_HOUSEHOLD,
            ),
            pgtrigger.ReadOnly(name="sides_stay", fields=["pairing", "household"]),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.visited_on} {self.visitor_name}"

    @property
    def needed(self) -> list[Need]:
        return [need for need in Need if need in self.needs]


_AFTER_A_VISIT = """
IF NOT EXISTS (SELECT FROM public.enterprises_enterprisevisit v
                WHERE v.pairing_id = NEW.pairing_id AND v.visited_on <= NEW.chosen_on) THEN
  RAISE EXCEPTION 'no household of pairing % was visited by then', NEW.pairing_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'modechoice_after_a_visit';
END IF;
RETURN NEW;
"""


class ModeChoiceQuerySet(EnterpriseScoped["ModeChoice"]):
    enterprise_path = "pairing__enterprise"
    village_path = "pairing__village"


@keeps_history()
class ModeChoice(models.Model):
    """A mode in which the enterprise helps in the village; only after a visit to a household there (R5.1)."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="mode_choices")
    mode = models.CharField("方式", max_length=10, choices=Mode)
    chosen_on = models.DateField("哪天选的")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ModeChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "帮扶方式"
        ordering = ("pairing", "chosen_on", "mode")
        constraints = (
            models.UniqueConstraint(
                fields=["pairing", "mode"], name="modechoice_once", violation_error_message="这种方式已经选了"
            ),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="modechoice_known"),
            models.CheckConstraint(
                condition=up_to_today("chosen_on"),
                name="modechoice_day_has_come",
                violation_error_message="选方式的日期还没有到",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="after_a_visit",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("pairing_id", "chosen_on"),
                func=_AFTER_A_VISIT,
            ),
            pgtrigger.ReadOnly(name="mode_stays", fields=["pairing", "mode"]),
        )

    def __str__(self) -> str:
        return f"{self.pairing} {self.get_mode_display()}"

    @property
    def short_mode(self) -> str:
        return Mode(self.mode).short
