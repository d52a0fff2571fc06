"""Whom a delivery reached (受益), and what it brought into their income registers."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from enterprises.codes import LIVE, DeliveryState, Mode
from enterprises.models.delivery import Delivery, adds_up
from enterprises.models.enterprise import EnterpriseScoped
from enterprises.models.pairing import Pairing
from enterprises.models.pledge import own_facts
from enterprises.modes import BENEFICIARY_FACTS, RULES
from enterprises.wages import DAY_THAT_COUNTS
from households.codes import Relation
from households.models import Household, IncomeLine, Measure, Member
from povertyplan.history import keeps_history
from villages.models import FIRST_DAY, LAST_DAY, up_to_today

_OF_THE_DELIVERY = """
DECLARE d RECORD;
BEGIN
  SELECT d1.mode, d1.state, d1.delivered_on, p.village_id INTO d
    FROM public.enterprises_delivery d1
    JOIN public.enterprises_pledge g ON g.id = d1.pledge_id
    JOIN public.enterprises_modechoice c ON c.id = g.choice_id
    JOIN public.enterprises_pairing p ON p.id = c.pairing_id
   WHERE d1.id = COALESCE(NEW.delivery_id, OLD.delivery_id) FOR SHARE OF d1;
  IF d.state IN ('confirmed', 'void') AND NOT (TG_OP = 'UPDATE' AND
       (to_jsonb(NEW) - '{until,measure_id}'::text[]) = (to_jsonb(OLD) - '{until,measure_id}'::text[])) THEN
    RAISE EXCEPTION 'the delivery was confirmed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_confirmed_stays';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF NEW.mode IS DISTINCT FROM d.mode THEN
    RAISE EXCEPTION 'delivery % is of another mode', NEW.delivery_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_of_the_delivery';
  END IF;
  IF NOT EXISTS (SELECT FROM public.households_household h
                  WHERE h.id = NEW.household_id AND h.village_id = d.village_id) THEN
    RAISE EXCEPTION 'household % lives in another village', NEW.household_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_of_the_village';
  END IF;
  IF NEW.member_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.households_member m
       WHERE m.id = NEW.member_id AND m.household_id = NEW.household_id
         AND (m.left_on IS NULL OR m.left_on >= d.delivered_on)) THEN
    RAISE EXCEPTION 'member % does not belong to household %', NEW.member_id, NEW.household_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_of_the_household';
  END IF;
  IF d.mode = 'employment' THEN
    PERFORM FROM public.households_member WHERE id = NEW.member_id FOR NO KEY UPDATE;
    IF EXISTS (
      SELECT FROM public.households_member m WHERE m.id = NEW.member_id
         AND (m.birth_date IS NULL OR m.birth_date + interval '16 years' > NEW.since)) THEN
      RAISE EXCEPTION 'member % is not 16 on %', NEW.member_id, NEW.since
        USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_of_working_age';
    END IF;
    IF EXISTS (SELECT FROM public.enterprises_beneficiary b JOIN public.enterprises_delivery o ON o.id = b.delivery_id
                WHERE b.member_id = NEW.member_id AND b.mode = 'employment' AND b.id IS DISTINCT FROM NEW.id
                  AND o.state IN ('reported', 'confirmed')
                  AND daterange(b.since, b.until, '[]') && daterange(NEW.since, NEW.until, '[]')) THEN
      RAISE EXCEPTION 'member % is on another post already', NEW.member_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_on_one_post';
    END IF;
  END IF;
  RETURN NEW;
END;
"""


class BeneficiaryQuerySet(EnterpriseScoped["Beneficiary"]):
    enterprise_path = "delivery__pledge__choice__pairing__enterprise"
    village_path = "delivery__pledge__choice__pairing__village"

    def confirmed(self) -> Self:
        return self.filter(delivery__state=DeliveryState.CONFIRMED)

    def of_pairing(self, pairing: Pairing) -> Self:
        return self.filter(delivery__pledge__choice__pairing=pairing)

    def posts(self) -> Self:
        return self.filter(mode=Mode.EMPLOYMENT)

    def on_posts_of(self, member: Member) -> Self:
        """The person's posts that were reported or confirmed, ended ones too."""
        return self.filter(mode=Mode.EMPLOYMENT, member=member, delivery__state__in=LIVE)

    def overlapping(self, since: date, until: date | None) -> Self:
        """Posts with a day in common; without `until` the span goes on."""
        found = self.filter(Q(until__isnull=True) | Q(until__gte=since))
        return found.filter(since__lte=until) if until else found

    def on_post(self, *, on: date) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), mode=Mode.EMPLOYMENT, since__lte=on)

    def owing_wages(self, year: int) -> Self:
        """Confirmed and on a post since an earlier year, the wage of the year stands nowhere yet."""
        fed = HelpIncome.objects.filter(beneficiary=OuterRef("pk"), line__register__year=year)
        still = Q(until__isnull=True) | Q(until__gte=date(year, 1, DAY_THAT_COUNTS))
        begun = {"mode": Mode.EMPLOYMENT, "since__lt": date(year, 1, 1)}
        return self.confirmed().filter(~Exists(fed), still, **begun)

    def with_head_name(self) -> Self:
        """Annotates head_name of the present head (户主); the household's number where there is none."""
        head = Member.objects.filter(household=OuterRef("household"), relation=Relation.HEAD, left_on__isnull=True)
        return self.annotate(head_name=Coalesce(Subquery(head.values("name")[:1]), F("household__registry_no")))

    def in_registry_order(self) -> Self:
        return self.order_by("household__hamlet", "household__registry_no", "pk")


@keeps_history()
class Beneficiary(models.Model):
    """A household, or one named person in it, that a delivery reached (受益).

    People (人) are counted by name only; what a delivery gave to a household as a whole is counted as 户.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="beneficiaries")
    mode = models.CharField("方式", max_length=10, choices=Mode)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="enterprise_help")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="enterprise_help", verbose_name="谁"
    )
    amount = models.BigIntegerField("得了多少（分）", null=True, blank=True)
    monthly_pay = models.BigIntegerField("月工资（分）", null=True, blank=True)
    since = models.DateField("哪天上岗", null=True, blank=True)
    until = models.DateField("做到哪天", null=True, blank=True)
    attendances = models.PositiveSmallIntegerField("培训几次", null=True, blank=True)
    completed = models.BooleanField("结业", null=True, blank=True)
    # The help measure that the household's page and bag show; made when the delivery is confirmed.
    measure = models.OneToOneField(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="enterprise_help"
    )

    # Only on rows that come through the phrase with_head_name.
    head_name: str

    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        verbose_name = "企业帮扶受益"
        ordering = ("delivery", "household", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["delivery", "member"],
                name="beneficiary_person_once",
                violation_error_message="这个人在这一笔里已经有了",
            ),
            models.UniqueConstraint(
                fields=["delivery", "household"],
                condition=Q(member__isnull=True),
                name="beneficiary_household_once",
                violation_error_message="这户在这一笔里已经有了",
            ),
            models.CheckConstraint(
                condition=own_facts({mode: rule.beneficiary for mode, rule in RULES.items()}, BENEFICIARY_FACTS),
                name="beneficiary_facts_of_its_mode",
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__range=(1, 10**9)))
                & (Q(monthly_pay__isnull=True) | Q(monthly_pay__range=(1, 10**8)))
                & (Q(attendances__isnull=True) | Q(attendances__range=(1, 366))),
                name="beneficiary_figures_range",
                violation_error_message="金额和工资大于 0，没有就不填",
            ),
            models.CheckConstraint(
                condition=up_to_today("since")
                & (
                    Q(until__isnull=True)
                    | Q(until__gte=F("since"), until__range=(FIRST_DAY, LAST_DAY)) & up_to_today("until")
                ),
                name="beneficiary_days",
                violation_error_message="上岗日期还没有到，或者离岗早于上岗",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_the_delivery",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_OF_THE_DELIVERY,
            ),
            adds_up(
                "COALESCE(NEW.delivery_id, OLD.delivery_id)", pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.ReadOnly(name="sides_stay", fields=["delivery", "household", "member", "mode"]),
        )

    def __str__(self) -> str:
        return str(self.member or self.household)


_OF_THE_BENEFICIARY = """
IF NOT EXISTS (
  SELECT FROM public.enterprises_beneficiary b JOIN public.enterprises_delivery d ON d.id = b.delivery_id
    JOIN public.households_incomeline l ON l.id = NEW.line_id
    JOIN public.households_incomeyear y ON y.id = l.register_id
   WHERE b.id = NEW.beneficiary_id AND d.state = 'confirmed'
     AND y.household_id = b.household_id AND l.is_from_enterprise) THEN
  RAISE EXCEPTION 'income line % is not of the beneficiary', NEW.line_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'helpincome_of_the_beneficiary';
END IF;
RETURN NEW;
"""


@keeps_history()
class HelpIncome(models.Model):
    """A line of the income register that a confirmed delivery brought: typed there, counted here."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="incomes")
    line = models.OneToOneField(IncomeLine, on_delete=models.CASCADE, related_name="enterprise_help")

    class Meta:
        verbose_name = "企业帮扶收入"
        triggers = (
            pgtrigger.Trigger(
                name="of_the_beneficiary",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_OF_THE_BENEFICIARY,
            ),
        )

    def __str__(self) -> str:
        return f"{self.beneficiary_id} {self.line_id}"
