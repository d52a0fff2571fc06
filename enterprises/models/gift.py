"""What became of a gift to a village (用到哪里)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from enterprises.models.delivery import Delivery
from enterprises.models.enterprise import EnterpriseScoped
from enterprises.models.pledge import MOST_MONEY, MOST_PEOPLE
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import up_to_today

# The row of the delivery is taken first, so that two uses cannot both find money left.
_WITHIN_THE_GIFT = """
DECLARE d RECORD;
BEGIN
  SELECT d1.*, p.recipient INTO d FROM public.enterprises_delivery d1
    JOIN public.enterprises_pledge p ON p.id = d1.pledge_id WHERE d1.id = NEW.delivery_id FOR UPDATE OF d1;
  IF d.state <> 'confirmed' OR d.recipient NOT IN ('village', 'fund') OR NEW.used_on < d.delivered_on
     OR (SELECT COALESCE(SUM(u.amount), 0) FROM public.enterprises_giftuse u
          WHERE u.delivery_id = NEW.delivery_id AND u.id IS DISTINCT FROM NEW.id) + NEW.amount > d.amount THEN
    RAISE EXCEPTION 'gift % has not so much left', NEW.delivery_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'giftuse_within_the_gift';
  END IF;
  RETURN NEW;
END;
"""


class GiftUseQuerySet(EnterpriseScoped["GiftUse"]):
    enterprise_path = "delivery__pledge__choice__pairing__enterprise"
    village_path = "delivery__pledge__choice__pairing__village"


@keeps_history()
class GiftUse(models.Model):
    """What became of a gift to a village (用到哪里): what its giver follows by the code on the receipt."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="uses")
    used_on = models.DateField("哪天用的")
    what = models.CharField("用在什么上", max_length=80)
    amount = models.BigIntegerField("多少（分）")
    households = models.PositiveIntegerField("惠及多少户")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GiftUseQuerySet.as_manager()

    class Meta:
        verbose_name = "捐赠使用"
        ordering = ("delivery", "used_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=up_to_today("used_on"),
                name="giftuse_has_been",
                violation_error_message="使用日期还没有到，写用的那天",
            ),
            models.CheckConstraint(
                condition=Q(amount__range=(1, MOST_MONEY), households__lte=MOST_PEOPLE),
                name="giftuse_figures_range",
                violation_error_message="金额大于 0",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & without_id_number("what"),
                name="giftuse_has_words",
                violation_error_message=f"写上用在什么上；{HOLDS_ID_NUMBER}",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="within_the_gift",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_WITHIN_THE_GIFT,
            ),
            pgtrigger.ReadOnly(name="gift_stays", fields=["delivery"]),
        )

    def __str__(self) -> str:
        return self.what
