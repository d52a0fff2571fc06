"""What an enterprise pledges in a mode (意向): its own facts, in its own unit."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, Case, Count, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from enterprises.codes import LIVE, Deal, DeliveryState, Gift, Mode, Purpose, Recipient
from enterprises.models.enterprise import EnterpriseScoped
from enterprises.models.pairing import ModeChoice
from enterprises.modes import PLEDGE_FACTS, RULES, Facts, measured
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import FIRST_DAY, LAST_DAY, up_to_today

# A thousand million 元: what lies above was typed in 分.
MOST_MONEY = 10**11
MOST_PEOPLE = 100_000


def own_facts(facts: dict[Mode, Facts], known: frozenset[str], *, texts: frozenset[str] = frozenset()) -> Q:
    """Condition of a constraint: what the row's mode needs is there, what belongs to other modes is not."""
    condition = Q()
    for mode, of_mode in facts.items():
        shape = Q(mode=mode)
        for name in of_mode.required:
            shape &= ~Q(**{name: ""}) if name in texts else Q(**{f"{name}__isnull": False})
        for name in sorted(known - of_mode.allowed):
            shape &= Q(**{name: ""}) if name in texts else Q(**{f"{name}__isnull": True})
        condition |= shape
    return condition


_OF_THE_CHOICE = """
IF NOT EXISTS (SELECT FROM public.enterprises_modechoice c
                WHERE c.id = NEW.choice_id AND c.mode = NEW.mode AND c.chosen_on <= NEW.pledged_on) THEN
  RAISE EXCEPTION 'pledge is not of mode choice %', NEW.choice_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'pledge_of_the_choice';
END IF;
RETURN NEW;
"""
# Deliveries take the pledge's row first, so that two of them cannot both find room.
_NOT_BELOW_DELIVERED = """
IF (SELECT COALESCE(SUM(COALESCE(d.amount, 0) + COALESCE(d.count, 0)), 0) FROM public.enterprises_delivery d
     WHERE d.pledge_id = NEW.id AND d.state IN ('reported', 'confirmed'))
   > COALESCE(NEW.amount, 0) + COALESCE(NEW.count, 0)
   OR EXISTS (SELECT FROM public.enterprises_delivery d
     WHERE d.pledge_id = NEW.id AND d.state IN ('reported', 'confirmed') AND d.delivered_on < NEW.pledged_on) THEN
  RAISE EXCEPTION 'more was delivered than pledge % says, or earlier', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'pledge_not_below_delivered';
END IF;
RETURN NEW;
"""


class PledgeQuerySet(EnterpriseScoped["Pledge"]):
    enterprise_path = "choice__pairing__enterprise"
    village_path = "choice__pairing__village"

    def of_mode(self, mode: str) -> Self:
        return self.filter(mode=mode)

    def with_sides(self) -> Self:
        return self.select_related("choice__pairing__enterprise", "choice__pairing__village")

    def with_delivered(self) -> Self:
        """Annotates delivered (confirmed) and taken (confirmed or waiting), in the mode's own measure."""
        return self.annotate(delivered=_measured(Q(state=DeliveryState.CONFIRMED)), taken=_measured(Q(state__in=LIVE)))

    def overdue(self, *, on: date) -> Self:
        """Its day has passed and not all of it is confirmed."""
        pledged = Coalesce("amount", 0) + Coalesce("count", 0)
        return self.with_delivered().filter(due_on__lt=on, delivered__lt=pledged)

    def with_reached(self) -> Self:
        """Annotates reached: households of confirmed deliveries, each once."""
        deliveries = Pledge._meta.get_field("deliveries").related_model._default_manager
        of_it = deliveries.filter(pledge=OuterRef("pk"), state=DeliveryState.CONFIRMED).order_by().values("pledge")
        counted = of_it.annotate(n=Count("beneficiaries__household", distinct=True)).values("n")
        return self.annotate(reached=Coalesce(Subquery(counted, output_field=BigIntegerField()), 0))

    def in_plan_order(self) -> Self:
        """By village and mode in the plan's order, as they were made."""
        place = Case(*(When(mode=mode, then=Value(n)) for n, mode in enumerate(Mode.values)), output_field=_WHOLE)
        return self.annotate(place=place).order_by("place", "pledged_on", "pk")


_WHOLE = models.IntegerField()


def _measured(condition: Q) -> Coalesce:
    """分 or a count: one of the two columns is empty in every row."""
    model = Pledge._meta.get_field("deliveries").related_model
    rows = model._default_manager.filter(condition, pledge=OuterRef("pk")).order_by().values("pledge")
    total = rows.annotate(total=Sum(Coalesce("amount", 0) + Coalesce("count", 0))).values("total")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), 0)


@keeps_history()
class Pledge(models.Model):
    """One pledge, by its mode: `what` is a project, goods, a post, a gift or a technique.

    Which of the other columns are filled follows from the mode: `modes.RULES`. Money in 分.
    """

    choice = models.ForeignKey(ModeChoice, on_delete=models.PROTECT, related_name="pledges")
    mode = models.CharField("方式", max_length=10, choices=Mode)
    what = models.CharField("做什么", max_length=60)
    terms = models.CharField("怎么约定的", max_length=120, blank=True)
    pledged_on = models.DateField("哪天承诺的")
    due_on = models.DateField("期限", null=True, blank=True)
    amount = models.BigIntegerField("金额（分）", null=True, blank=True)
    count = models.PositiveIntegerField("数目", null=True, blank=True)
    capacity = models.CharField("规模", max_length=60, blank=True)
    households_expected = models.PositiveIntegerField("预计带动户数", null=True, blank=True)
    village_income = models.BigIntegerField("预计村集体一年增收（分）", null=True, blank=True)
    deal = models.CharField("商贸方式", max_length=12, choices=Deal, blank=True)
    quantity = models.DecimalField("数量", max_digits=12, decimal_places=2, null=True, blank=True)
    quantity_unit = models.CharField("计量单位", max_length=10, blank=True)
    monthly_pay = models.BigIntegerField("月工资不低于（分）", null=True, blank=True)
    months = models.PositiveSmallIntegerField("一年做几个月", null=True, blank=True)
    green_channel = models.CharField("绿色通道", max_length=60, blank=True)
    gift = models.CharField("款还是物", max_length=8, choices=Gift, blank=True)
    purpose = models.CharField("用途", max_length=12, choices=Purpose, blank=True)
    recipient = models.CharField("给谁", max_length=12, choices=Recipient, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    # Only on rows that come through the phrase with_delivered.
    delivered: int
    taken: int
    # Only with with_reached.
    reached: int

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "企业承诺"
        ordering = ("choice", "pledged_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(what=""), name="pledge_has_content", violation_error_message="写上做什么"
            ),
            models.CheckConstraint(
                condition=own_facts(
                    {mode: rule.pledge for mode, rule in RULES.items()},
                    PLEDGE_FACTS,
                    texts=frozenset(
                        {"capacity", "deal", "quantity_unit", "green_channel", "gift", "purpose", "recipient"}
                    ),
                ),
                name="pledge_facts_of_its_mode",
                violation_error_message="每种方式有自己的数：投资、金额、岗位、人次，没有的不填",
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__range=(1, MOST_MONEY)))
                & (Q(count__isnull=True) | Q(count__range=(1, MOST_PEOPLE)))
                & (Q(village_income__isnull=True) | Q(village_income__range=(1, MOST_MONEY)))
                & (Q(monthly_pay__isnull=True) | Q(monthly_pay__range=(1, 10**8)))
                & (Q(months__isnull=True) | Q(months__range=(1, 12)))
                & (Q(quantity__isnull=True) | Q(quantity__gt=0))
                & (Q(households_expected__isnull=True) | Q(households_expected__range=(1, MOST_PEOPLE))),
                name="pledge_figures_range",
                violation_error_message="数要大于 0，没有就不填；月数 1 到 12",
            ),
            models.CheckConstraint(
                condition=Q(
                    deal__in=["", *Deal.values],
                    gift__in=["", *Gift.values],
                    purpose__in=["", *Purpose.values],
                    recipient__in=["", *Recipient.values],
                ),
                name="pledge_codes_known",
            ),
            # Goods go to people or to the village; a fund holds money.
            models.CheckConstraint(
                condition=~Q(recipient=Recipient.FUND) | Q(gift=Gift.MONEY),
                name="pledge_fund_takes_money",
                violation_error_message="进基金的只能是款，物资给村里或者直接到户",
            ),
            models.CheckConstraint(
                condition=up_to_today("pledged_on")
                & (Q(due_on__isnull=True) | Q(due_on__gte=models.F("pledged_on"), due_on__lte=LAST_DAY))
                & Q(pledged_on__gte=FIRST_DAY),
                name="pledge_days",
                violation_error_message="承诺日期还没有到，或者期限早于承诺日期",
            ),
            models.CheckConstraint(
                condition=without_id_number("what", "terms", "capacity", "green_channel"),
                name="pledge_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_the_choice",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("choice_id", "mode", "pledged_on"),
                func=_OF_THE_CHOICE,
            ),
            pgtrigger.Trigger(
                name="not_below_delivered",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("amount", "count", "pledged_on"),
                func=_NOT_BELOW_DELIVERED,
            ),
            pgtrigger.ReadOnly(name="mode_stays", fields=["choice", "mode"]),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def measure(self) -> int:
        """分 or a count, see `modes.RULES`."""
        return measured(self.mode, self)

    def is_overdue(self, *, on: date) -> bool:
        """After `with_delivered`."""
        return self.due_on is not None and self.due_on < on and self.delivered < self.measure
