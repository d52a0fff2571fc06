"""What an enterprise delivered on a pledge (到位), whom it reached, what proves it and what became of a gift."""

from collections.abc import Iterable
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.codes import LIVE, DeliveryState, Mode, Recipient, ValueBasis
from enterprises.models.enterprise import EnterpriseScoped
from enterprises.models.pledge import MOST_MONEY, MOST_PEOPLE, Pledge, own_facts
from enterprises.modes import DELIVERY_FACTS, RULES, measured
from povertyplan.files.models import StoredFile
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from povertyplan.tokens import LENGTH, TOKEN, grouped, new_token
from povertyplan.ui.lamps import Lamp
from villages.models import Village, up_to_today

_WITHIN_THE_PLEDGE = """
DECLARE p RECORD;
BEGIN
  SELECT * INTO p FROM public.enterprises_pledge WHERE id = NEW.pledge_id FOR UPDATE;
  IF p.mode IS DISTINCT FROM NEW.mode THEN
    RAISE EXCEPTION 'pledge % is of another mode', NEW.pledge_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_of_the_pledge';
  END IF;
  IF NEW.state NOT IN ('reported', 'confirmed') THEN RETURN NEW; END IF;
  IF NEW.delivered_on < p.pledged_on THEN
    RAISE EXCEPTION 'delivered on % before pledge %', NEW.delivered_on, NEW.pledge_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_not_before_pledge';
  END IF;
  IF p.gift = 'goods' AND (NEW.basis = '' OR NEW.quantity IS NULL) THEN
    RAISE EXCEPTION 'goods without quantity or without what their value rests on'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_goods_have_basis';
  END IF;
  IF (SELECT COALESCE(SUM(COALESCE(d.amount, 0) + COALESCE(d.count, 0)), 0) FROM public.enterprises_delivery d
       WHERE d.pledge_id = NEW.pledge_id AND d.id IS DISTINCT FROM NEW.id AND d.state IN ('reported', 'confirmed'))
     + COALESCE(NEW.amount, 0) + COALESCE(NEW.count, 0) > COALESCE(p.amount, 0) + COALESCE(p.count, 0) THEN
    RAISE EXCEPTION 'more than pledge % says', NEW.pledge_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_within_pledge';
  END IF;
  RETURN NEW;
END;
"""

# reported → confirmed, returned or void; returned → reported or void; confirmed → void. What was confirmed stays.
_GOES_ITS_WAY = """
IF TG_OP = 'INSERT' THEN
  IF NEW.state <> 'reported' THEN
    RAISE EXCEPTION 'a delivery begins as reported'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_goes_its_way';
  END IF;
  RETURN NEW;
END IF;
IF NEW.state <> OLD.state AND NOT (
     OLD.state = 'reported' AND NEW.state IN ('confirmed', 'returned', 'void')
  OR OLD.state = 'returned' AND NEW.state IN ('reported', 'void')
  OR OLD.state = 'confirmed' AND NEW.state = 'void') THEN
  RAISE EXCEPTION 'delivery % cannot go from % to %', NEW.id, OLD.state, NEW.state
    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_goes_its_way';
END IF;
IF OLD.state IN ('confirmed', 'void') AND
   (to_jsonb(NEW) - '{state,voided_on,voided_by_id,void_reason}'::text[])
   IS DISTINCT FROM (to_jsonb(OLD) - '{state,voided_on,voided_by_id,void_reason}'::text[]) THEN
  RAISE EXCEPTION 'delivery % was confirmed', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_confirmed_stays';
END IF;
IF OLD.state = 'void' THEN
  RAISE EXCEPTION 'delivery % is void', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_confirmed_stays';
END IF;
RETURN NEW;
"""

# At the end of the transaction: by name for work, and never more to households and people than there was.
_ADDS_UP = """
IF EXISTS (
  SELECT FROM public.enterprises_delivery d JOIN public.enterprises_pledge p ON p.id = d.pledge_id
   CROSS JOIN LATERAL (
     SELECT count(*) AS n, COALESCE(SUM(b.amount), 0) AS amount, COALESCE(SUM(b.attendances), 0) AS attendances
       FROM public.enterprises_beneficiary b WHERE b.delivery_id = d.id) s
   WHERE d.id = {key} AND d.state IN ('reported', 'confirmed')
     AND (d.mode = 'employment' AND s.n <> d.count OR d.mode = 'skills' AND s.attendances > d.count
          OR s.amount > d.amount OR p.recipient = 'households' AND s.n = 0)) THEN
  RAISE EXCEPTION 'delivery % does not add up', {key}
    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_adds_up';
END IF;
RETURN NULL;
"""


def adds_up(key: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="adds_up",
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=_ADDS_UP.format(key=key),
    )


_LAMPS = {
    DeliveryState.REPORTED: Lamp.WARN,
    DeliveryState.CONFIRMED: Lamp.DONE,
    DeliveryState.RETURNED: Lamp.BAD,
    DeliveryState.VOID: Lamp.NONE,
}


class DeliveryQuerySet(EnterpriseScoped["Delivery"]):
    enterprise_path = "pledge__choice__pairing__enterprise"
    village_path = "pledge__choice__pairing__village"

    def with_sides(self) -> Self:
        return self.select_related("pledge__choice__pairing__enterprise", "pledge__choice__pairing__village")

    def live(self) -> Self:
        """What takes room in its pledge."""
        return self.filter(state__in=LIVE)

    def waiting(self) -> Self:
        return self.filter(state=DeliveryState.REPORTED)

    def waiting_for_village(self) -> Self:
        """What goes into a fund's books waits for the books and not for the village."""
        booked = Q(pledge__recipient=Recipient.FUND, pledge__choice__pairing__village__fund__isnull=False)
        return self.waiting().exclude(booked)

    def returned(self) -> Self:
        return self.filter(state=DeliveryState.RETURNED)

    def confirmed(self) -> Self:
        return self.filter(state=DeliveryState.CONFIRMED)

    def in_villages(self, villages: Iterable[Village]) -> Self:
        return self.filter(pledge__choice__pairing__village__in=villages)

    def newest_first(self) -> Self:
        return self.order_by("-delivered_on", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("delivered_on", "pk")

    def in_year(self, year: int) -> Self:
        return self.filter(delivered_on__year=year)


@keeps_history()
class Delivery(models.Model):
    """One delivery on a pledge. It counts (到位) when the village or household side has confirmed it.

    Which columns are filled follows from the mode: `modes.RULES`. Money in 分. `code` stands on the giver's receipt.
    """

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="deliveries")
    mode = models.CharField("方式", max_length=10, choices=Mode)
    delivered_on = models.DateField("哪天")
    note = models.CharField("这一次做了什么", max_length=80, blank=True)
    amount = models.BigIntegerField("金额（分）", null=True, blank=True)
    count = models.PositiveIntegerField("数目", null=True, blank=True)
    quantity = models.DecimalField("数量", max_digits=12, decimal_places=2, null=True, blank=True)
    village_income = models.BigIntegerField("村集体增收（分）", null=True, blank=True)
    basis = models.CharField("物资折价依据", max_length=10, choices=ValueBasis, blank=True)
    receipt_no = models.CharField("捐赠票据号", max_length=40, blank=True)
    receipt_issuer = models.CharField("票据谁开的", max_length=60, blank=True)
    teacher = models.CharField("讲师", max_length=40, blank=True)
    code = models.CharField(max_length=LENGTH, unique=True, default=new_token, editable=False)
    state = models.CharField("状态", max_length=10, choices=DeliveryState, default=DeliveryState.REPORTED)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField("哪天答复", null=True, blank=True)
    answer = models.CharField("答复", max_length=120, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_on = models.DateField("哪天作废", null=True, blank=True)
    void_reason = models.CharField("为什么作废", max_length=120, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "企业兑现"
        ordering = ("-delivered_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=own_facts(
                    {mode: rule.delivery for mode, rule in RULES.items()},
                    DELIVERY_FACTS,
                    texts=frozenset({"basis", "receipt_no", "receipt_issuer", "teacher"}),
                ),
                name="delivery_facts_of_its_mode",
                violation_error_message="每种方式有自己的数：投资、金额、岗位、人次，没有的不填",
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__range=(1, MOST_MONEY)))
                & (Q(count__isnull=True) | Q(count__range=(1, MOST_PEOPLE)))
                & (Q(village_income__isnull=True) | Q(village_income__range=(1, MOST_MONEY)))
                & (Q(quantity__isnull=True) | Q(quantity__gt=0)),
                name="delivery_figures_range",
                violation_error_message="数要大于 0，没有就不填",
            ),
            models.CheckConstraint(
                condition=up_to_today("delivered_on"),
                name="delivery_has_been",
                violation_error_message="兑现日期还没有到，写到位的那天",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values, basis__in=["", *ValueBasis.values]),
                name="delivery_codes_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.CONFIRMED)
                | Q(
                    reported_by__isnull=False,
                    answered_by__isnull=False,
                    answered_on__isnull=False,
                    answered_on__gte=F("delivered_on"),
                ),
                name="delivery_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answered_by=F("reported_by")),
                name="delivery_confirmed_by_another",
                violation_error_message="报的人不能自己确认，请村里或别的人确认",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.RETURNED) | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="delivery_returned_with_reason",
                violation_error_message="写上为什么退回",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.VOID, voided_on__isnull=False) & ~Q(void_reason="")
                | ~Q(state=DeliveryState.VOID) & Q(voided_on__isnull=True, voided_by__isnull=True, void_reason=""),
                name="delivery_void_with_reason",
                violation_error_message="写上为什么作废",
            ),
            models.CheckConstraint(
                condition=Q(receipt_no="", receipt_issuer="") | ~Q(receipt_no="") & ~Q(receipt_issuer=""),
                name="delivery_receipt_has_issuer",
                violation_error_message="票据号和开票单位一起写",
            ),
            models.CheckConstraint(condition=Q(code__regex=TOKEN), name="delivery_code_shape"),
            models.CheckConstraint(
                condition=without_id_number("note", "teacher", "answer", "void_reason", "receipt_no", "receipt_issuer"),
                name="delivery_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="goes_its_way",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_GOES_ITS_WAY,
            ),
            pgtrigger.Trigger(
                name="within_the_pledge",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_WITHIN_THE_PLEDGE,
            ),
            adds_up("NEW.id", pgtrigger.Insert | pgtrigger.Update),
            pgtrigger.ReadOnly(name="pledge_stays", fields=["pledge", "mode", "code"]),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.note or self.pledge.what

    def get_absolute_url(self) -> str:
        return reverse("enterprises:delivery_detail", args=[self.pk])

    @property
    def measure(self) -> int:
        """分 or a count, see `modes.RULES`."""
        return measured(self.mode, self)

    @property
    def is_confirmed(self) -> bool:
        return self.state == DeliveryState.CONFIRMED

    @property
    def short_mode(self) -> str:
        return Mode(self.mode).short

    @property
    def lamp(self) -> Lamp:
        return _LAMPS[DeliveryState(self.state)]

    @property
    def is_waiting(self) -> bool:
        return self.state == DeliveryState.REPORTED

    @property
    def is_live(self) -> bool:
        """It takes room in its pledge."""
        return self.state in LIVE

    @property
    def is_correctable(self) -> bool:
        """What was confirmed stays as it is."""
        return self.state in (DeliveryState.REPORTED, DeliveryState.RETURNED)

    @property
    def is_voidable(self) -> bool:
        return self.state != DeliveryState.VOID

    @property
    def is_followed(self) -> bool:
        """A confirmed gift that did not go to households itself: its uses are told. With its pledge."""
        to_follow = self.pledge.recipient in (Recipient.VILLAGE, Recipient.FUND)
        return self.is_confirmed and self.mode == Mode.DONATION and to_follow

    @property
    def is_booked(self) -> bool:
        """A gift into a fund that keeps books: the posted receipt confirms it, the payments tell its uses.

        The fund stands a floor above; only whether the village has one is asked here.
        """
        into_a_fund = self.pledge.recipient == Recipient.FUND
        return into_a_fund and hasattr(self.pledge.choice.pairing.village, "fund")

    @property
    def grouped_code(self) -> str:
        """As the receipt prints it."""
        return grouped(self.code)


class DeliveryFileQuerySet(EnterpriseScoped["DeliveryFile"]):
    enterprise_path = "delivery__pledge__choice__pairing__enterprise"
    village_path = "delivery__pledge__choice__pairing__village"


@keeps_history()
class DeliveryFile(models.Model):
    """What proves a delivery: a contract, a weighing note, a photo."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("这是什么", max_length=40)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DeliveryFileQuerySet.as_manager()

    class Meta:
        verbose_name = "兑现凭证"
        ordering = ("delivery", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["delivery", "file"],
                name="deliveryfile_once",
                violation_error_message="这个文件已经传过",
            ),
            models.CheckConstraint(
                condition=~Q(caption="") & without_id_number("caption"),
                name="deliveryfile_has_caption",
                violation_error_message=f"写上是什么；{HOLDS_ID_NUMBER}",
            ),
        )

    def __str__(self) -> str:
        return self.caption
