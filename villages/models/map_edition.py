"""Printed battle maps (作战图): what stood on the paper, so that it can say what has changed since (R2.1, R8)."""

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from povertyplan.accounts.matrix import Capability
from povertyplan.tokens import new_token
from villages.models.village import FIRST_DAY, LAST_DAY, Village, VillageScoped


class PaperSize(models.TextChoices):
    A0 = "A0", "A0（1189 × 841 毫米）"
    A1 = "A1", "A1（841 × 594 毫米）"
    A3 = "A3", "A3（420 × 297 毫米，放在桌上）"


class MapEditionQuerySet(VillageScoped["MapEdition"]):
    capability = Capability.VIEW_BATTLE_MAP

    def of(self, village: Village | None) -> "MapEditionQuerySet":
        """Of one village, or of the whole sub-district; the newest first."""
        return self.filter(village=village).order_by("-number")


# Numbers follow one another, so that nobody asks where an edition has gone.
_NEXT_NUMBER = """
IF NEW.number IS DISTINCT FROM 1 + COALESCE((SELECT max(e.number) FROM public.villages_mapedition e
                                              WHERE e.village_id IS NOT DISTINCT FROM NEW.village_id), 0) THEN
  RAISE EXCEPTION 'edition % does not follow the one before', NEW.number
    USING ERRCODE = 'check_violation', CONSTRAINT = 'mapedition_number_follows';
END IF;
RETURN NEW;
"""


class MapEdition(models.Model):
    """One edition of a village's map, or of the sub-district's where `village` is None; rows are never changed.

    `figures` are {"code", "place", "label", "value"} of everything countable on the paper
    (office/maps/map_figures.py) and of what else is printed there (office/maps/paper_words.py), of the day `as_of` as
    it was known at `known_at`. The same sheet of the same day printed again is the same edition, in whatever size.
    """

    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="map_editions")
    number = models.PositiveIntegerField("版次")
    as_of = models.DateField("数据日期")
    known_at = models.DateTimeField("数据时间")
    figures = models.JSONField(encoder=DjangoJSONEncoder)
    content_hash = models.CharField(max_length=64)
    token = models.CharField(max_length=12, unique=True, default=new_token)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MapEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "作战图"
        ordering = ("-known_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["village", "number"], name="mapedition_number_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(number__gte=1), name="mapedition_number_from_1"),
            models.CheckConstraint(condition=Q(as_of__range=(FIRST_DAY, LAST_DAY)), name="mapedition_day_in_range"),
            models.CheckConstraint(condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"), name="mapedition_has_hash"),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="number_follows", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_NEXT_NUMBER
            ),
        )

    def __str__(self) -> str:
        return f"{self.village or '办事处'}作战图第 {self.number} 版"
