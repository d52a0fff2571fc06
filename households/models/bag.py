"""The record of printed understanding bags (明白袋); what is printed is composed in office/bags.py."""

import secrets
from collections.abc import Iterable
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from households.models.household import Household
from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from villages.models import VillageScoped, up_to_today


def new_token() -> str:
    """60 random bits without look-alike characters: the opaque address behind the QR code."""
    return "".join(secrets.choice("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(12))


class BagEditionQuerySet(VillageScoped["BagEdition"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def newest_first(self) -> Self:
        return self.order_by("household", "-number")

    def newest_of(self, households: Iterable[int]) -> Self:
        """The newest edition of each of these households (keys) that has one."""
        rows = self.filter(household__in=list(households))
        return rows.order_by("household_id", "-number").distinct("household_id")


@keeps_history()
class BagEdition(models.Model):
    """One edition of a household's bag: the same content printed again is the same edition (R3.3)."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="bag_editions")
    number = models.PositiveSmallIntegerField("版次")
    content_hash = models.CharField(max_length=64)
    token = models.CharField(max_length=12, unique=True, default=new_token)
    printed_on = models.DateField("印制日期")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BagEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "明白袋"
        ordering = ("household", "-number")
        constraints = (
            models.UniqueConstraint(fields=["household", "number"], name="bagedition_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="bagedition_number_from_1"),
            models.CheckConstraint(condition=up_to_today("printed_on"), name="bagedition_has_been_printed"),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.household} 第 {self.number} 版"
