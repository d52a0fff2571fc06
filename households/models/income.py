"""A household's income of a year from its sources, and the net income a person that the database makes of it (R1.3)."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, Case, Exists, F, Func, OuterRef, Q, When

from households.codes import IncomeItem
from households.models.household import Household
from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import VillageScoped, up_to_this_year

_NOT_BEFORE_REGISTRATION = """
IF NEW.year < (SELECT identified_year FROM public.households_household WHERE id = NEW.household_id) THEN
  RAISE EXCEPTION 'income of % lies before the registration of household %', NEW.year, NEW.household_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'income_not_before_registration';
END IF;
RETURN NEW;
"""


class IncomeYearQuerySet(VillageScoped["IncomeYear"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def newest_first(self) -> Self:
        return self.order_by("household", "-year")

    def of_year(self, year: int) -> "IncomeYear | None":
        return self.filter(year=year).first()

    def before(self, year: int) -> Self:
        return self.filter(year__lt=year)


@keeps_history()
class IncomeYear(models.Model):
    """The income register (收入登记) of a household and year; `people` is the head-count that it is divided by."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="income_years")
    year = models.PositiveSmallIntegerField("年度")
    people = models.PositiveSmallIntegerField("年底人口")
    is_estimate = models.BooleanField("预计，年底再核", default=False)
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = IncomeYearQuerySet.as_manager()

    class Meta:
        verbose_name = "收入登记"
        ordering = ("household", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=["household", "year"],
                name="incomeyear_once",
                violation_error_message="这一年的收入已经登记，在原来那张上改",
            ),
            models.CheckConstraint(
                condition=Q(people__range=(1, 30)),
                name="incomeyear_has_people",
                violation_error_message="年底人口在 1 到 30 人之间",
            ),
            models.CheckConstraint(
                condition=up_to_this_year("year", since=2013),
                name="incomeyear_year_range",
                violation_error_message="这一年还没有到",
            ),
            models.CheckConstraint(
                condition=without_id_number("note"),
                name="incomeyear_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="not_before_registration",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_NOT_BEFORE_REGISTRATION,
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.year}"

    @property
    def version(self) -> str:
        """Of the register with what is typed in it, e.g. 812.4410: the keys of their newest history events.

        What a plan brought is typed elsewhere: its change disturbs nobody who has the register open.
        """
        return ".".join(
            str(events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0)
            for events in self._histories()
        )

    @property
    def author(self) -> str:
        """Who changed the register or what is typed in it last."""
        newest = [events.select_related("pgh_context").order_by("-pgh_id").first() for events in self._histories()]
        last = max(filter(None, newest), key=lambda event: event.pgh_created_at, default=None)
        return str(last.pgh_context.metadata.get("user_name", "")) if last and last.pgh_context else ""

    def lines_at(self, version: str) -> dict[str, tuple[int, str]]:
        """分 and note by item as they were typed in that version."""
        lines: dict[int, Any] = {}
        events = self._histories()[1].filter(pgh_id__lte=int(version.partition(".")[2] or 0))
        for event in events.order_by("pgh_id").values():
            lines[event["id"]] = None if event["pgh_label"] == "delete" else event
        return {line["item"]: (line["amount"], line["note"]) for line in lines.values() if line}

    def _histories(self) -> tuple[models.QuerySet[Any], models.QuerySet[Any]]:
        lines = IncomeLine._meta.get_field("history").related_model._default_manager
        typed = lines.filter(register_id=self.pk, participation__isnull=True, is_from_enterprise=False)
        return self.history.all(), typed  # type: ignore[attr-defined]


class IncomeLineQuerySet(models.QuerySet["IncomeLine"]):
    def typed(self) -> Self:
        """Written in the register itself; the others come from the village's plan or from an enterprise."""
        return self.filter(participation__isnull=True, is_from_enterprise=False)

    def brought(self) -> Self:
        """By the village's plan or an enterprise: corrected there."""
        return self.exclude(participation__isnull=True, is_from_enterprise=False)

    def from_plans(self) -> Self:
        return self.filter(participation__isnull=False)

    def from_enterprises(self) -> Self:
        return self.filter(is_from_enterprise=True)


_OF_THE_SAME_HOUSEHOLD = """
IF NEW.participation_id IS NOT NULL AND NOT EXISTS (
     SELECT FROM public.households_participation p JOIN public.households_incomeyear y ON y.id = NEW.register_id
      WHERE p.id = NEW.participation_id AND p.household_id = y.household_id
        AND EXTRACT(year FROM p.since) <= y.year) THEN
  RAISE EXCEPTION 'income line % is of another household or before it took part', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'incomeline_of_the_participant';
END IF;
RETURN NEW;
"""


@keeps_history()
class IncomeLine(models.Model):
    """One sub-line in 分 a year. What kind of money it is follows from the item's first letter (`codes.IncomeItem`).

    A line with `participation` is what taking part in the village's plan brought that year, one `is_from_enterprise`
    what a confirmed delivery of an enterprise did: typed there, counted here.
    """

    register = models.ForeignKey(IncomeYear, on_delete=models.CASCADE, related_name="lines")
    item = models.CharField("项目", max_length=3, choices=IncomeItem)
    amount = models.BigIntegerField("金额（分）")
    note = models.CharField("说明", max_length=60, blank=True)
    participation = models.ForeignKey(
        "households.Participation", on_delete=models.PROTECT, null=True, blank=True, related_name="income_lines"
    )
    is_from_enterprise = models.BooleanField("企业帮扶所得", default=False, editable=False)

    objects = IncomeLineQuerySet.as_manager()

    class Meta:
        verbose_name = "收入明细"
        ordering = ("register", "item", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["register", "item", "note"],
                condition=Q(participation__isnull=True, is_from_enterprise=False),
                name="incomeline_once",
            ),
            models.CheckConstraint(
                condition=Q(participation__isnull=True) | Q(is_from_enterprise=False), name="incomeline_of_one_origin"
            ),
            models.UniqueConstraint(
                fields=["register", "participation"],
                name="incomeline_once_a_participation",
                violation_error_message="这一年从规划得的收入已经登记，在原来那一条上改",
            ),
            models.CheckConstraint(condition=Q(item__in=IncomeItem.values), name="incomeline_item_known"),
            # 10 million 元 a household: what lies above was typed in 分.
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=10**9),
                name="incomeline_amount_range",
                violation_error_message="金额大于 0、不超过 1000 万元，没有就不填",
            ),
            models.CheckConstraint(
                condition=without_id_number("note"),
                name="incomeline_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_the_same_household",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_OF_THE_SAME_HOUSEHOLD,
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.get_item_display()}"

    @property
    def plain_yuan(self) -> str:
        """620.00: for a script."""
        return f"{self.amount // 100}.{self.amount % 100:02d}"


class _EachPerson(Func):
    """分 a person, half up like `per_capita`: _EachPerson(分 of the household, people)."""

    template = "ROUND((%(expressions)s))::bigint"
    arg_joiner = ")::numeric / ("
    output_field = BigIntegerField()


class NetIncomeQuerySet(VillageScoped["NetIncome"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def by_year(self) -> Self:
        return self.order_by("household", "year")

    def with_shares(self) -> Self:
        """Annotates what each source brings a person (分), what is left without transfers, and their part in %.

        And `is_partial`: only what the village's plan or an enterprise brought was registered, the rest of the year is
        not known yet.
        """
        lines = IncomeLine.objects.filter(register=OuterRef("pk"))
        return self.annotate(
            is_partial=Exists(lines) & ~Exists(lines.typed()),
            wage_each=_EachPerson(F("wage"), F("people")),
            business_each=_EachPerson(F("business") - F("cost"), F("people")),
            property_each=_EachPerson(F("property_income"), F("people")),
            transfer_each=_EachPerson(F("transfer"), F("people")),
            own_each=_EachPerson(F("net") - F("transfer"), F("people")),
            transfer_share=Case(When(net__gt=0, then=_EachPerson(F("transfer") * 100, F("net")))),
        )


class NetIncome(models.Model):
    """What the database makes of a register: a view, made in migration `exit_rules`. All money in 分 a year.

    `net` = wage + business + property_income + transfer − cost, of steady sources only; `uncounted` stands beside it.
    `per_capita` = net ÷ people, half up to a 分. `line` and `is_above` are None for a year without a line: no verdict.
    """

    register = models.OneToOneField(
        IncomeYear, on_delete=models.DO_NOTHING, primary_key=True, related_name="net_income", db_column="register_id"
    )
    household = models.ForeignKey(Household, on_delete=models.DO_NOTHING, related_name="net_incomes")
    year = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()
    is_estimate = models.BooleanField()
    wage = models.BigIntegerField()
    business = models.BigIntegerField()
    property_income = models.BigIntegerField()
    transfer = models.BigIntegerField()
    cost = models.BigIntegerField()
    uncounted = models.BigIntegerField()
    net = models.BigIntegerField()
    per_capita = models.BigIntegerField()
    line = models.BigIntegerField(null=True)
    is_above = models.BooleanField(null=True)

    # Only on rows that come through the phrase with_shares. `business_each` is after costs and may be below zero.
    wage_each: int
    business_each: int
    property_each: int
    transfer_each: int
    own_each: int
    transfer_share: int | None
    is_partial: bool = False

    objects = NetIncomeQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "households_netincome"
        ordering = ("household", "year")

    def __str__(self) -> str:
        return f"{self.household_id} {self.year} {self.per_capita}"

    @property
    def gap(self) -> int | None:
        """分 a person above (+) or below (−) the line; None without one."""
        return None if self.line is None else self.per_capita - self.line
