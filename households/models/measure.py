"""What is done for a household."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from households.codes import MeasureKind, MeasureState
from households.models.household import Household
from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from povertyplan.ui.lamps import Lamp
from villages.models import FIRST_DAY, LAST_DAY, Today, VillageScoped

_LAMPS = {
    MeasureState.PLANNED: Lamp.NOT_STARTED,
    MeasureState.RUNNING: Lamp.GO,
    MeasureState.DONE: Lamp.DONE,
    MeasureState.STOPPED: Lamp.NONE,
}


class MeasureQuerySet(VillageScoped["Measure"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def running(self) -> Self:
        return self.filter(state=MeasureState.RUNNING)

    def typed(self) -> Self:
        """Written on the household's page; the others come from an enterprise and are corrected there."""
        return self.filter(is_from_enterprise=False)


@keeps_history()
class Measure(models.Model):
    """A help measure (帮扶措施) with its result (帮扶成效)."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField("类别", max_length=12, choices=MeasureKind)
    content = models.CharField("内容", max_length=120)
    source = models.CharField("谁来帮", max_length=80, blank=True)
    started_on = models.DateField("开始")
    ended_on = models.DateField("结束", null=True, blank=True)
    amount = models.BigIntegerField("金额（分）", null=True, blank=True)
    outcome = models.CharField("成效", max_length=120, blank=True)
    state = models.CharField("状态", max_length=8, choices=MeasureState, default=MeasureState.RUNNING)
    # Made of a confirmed delivery of an enterprise, and corrected there.
    is_from_enterprise = models.BooleanField("企业帮扶", default=False, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "帮扶措施"
        ordering = ("-started_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(content=""), name="measure_has_content", violation_error_message="写上做什么"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="measure_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__range=(0, 10**11)),
                name="measure_amount_range",
                violation_error_message="金额不能小于 0",
            ),
            models.CheckConstraint(
                condition=Q(started_on__range=(FIRST_DAY, LAST_DAY))
                & (Q(state__in=[MeasureState.PLANNED, MeasureState.STOPPED]) | Q(started_on__lte=Today())),
                name="measure_has_started",
                violation_error_message="开始日期还没有到的，状态选“计划中”",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, state__in=[MeasureState.PLANNED, MeasureState.RUNNING])
                | Q(ended_on__isnull=False, ended_on__lte=Today(), state__in=[MeasureState.DONE, MeasureState.STOPPED]),
                name="measure_over_has_end",
                violation_error_message="已完成和已停止的写上哪天结束，不晚于今天；别的不写",
            ),
            models.CheckConstraint(
                condition=without_id_number("content", "source", "outcome"),
                name="measure_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
            models.CheckConstraint(
                condition=Q(state__in=MeasureState.values, kind__in=MeasureKind.values),
                name="measure_codes_known",
            ),
        )

    def __str__(self) -> str:
        return self.content

    @property
    def is_running(self) -> bool:
        return self.state == MeasureState.RUNNING

    @property
    def lamp(self) -> Lamp:
        return _LAMPS[MeasureState(self.state)]
