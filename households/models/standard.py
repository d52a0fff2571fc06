"""The standard a household is held against, as data with a source, and its present state (R1.2)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from households.codes import CheckState
from households.models.household import Household
from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import VillageScoped, up_to_today


@keeps_history()
class StandardSet(models.Model):
    """A wording of the standard, e.g. 一有两不愁四保障; a level or a year may bring another."""

    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=20)
    valid_from = models.DateField("启用日期")
    source = models.CharField("来源", max_length=200)
    is_confirmed = models.BooleanField("已核对原文", default=False)

    class Meta:
        ordering = ("-valid_from",)
        constraints = (models.UniqueConstraint(fields=["name", "valid_from"], name="standardset_once"),)

    def __str__(self) -> str:
        return self.name


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def in_force(self) -> Self:
        """The points of the newest standard, in printed order."""
        newest = StandardSet.objects.order_by("-valid_from", "-pk").values("pk")[:1]
        return self.filter(standard__in=models.Subquery(newest)).order_by("position")


@keeps_history()
class Criterion(models.Model):
    """One point of a standard (指标) in its printed order."""

    standard = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField("顺序")
    code = models.CharField("代号", max_length=20)
    group = models.CharField("组", max_length=10)
    name = models.CharField("名称", max_length=20)
    mark = models.CharField("一字", max_length=1)
    text = models.CharField("要求", max_length=200)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ("standard", "position")
        constraints = (
            models.UniqueConstraint(fields=["standard", "position"], name="criterion_position_once"),
            models.UniqueConstraint(fields=["standard", "code"], name="criterion_code_once"),
        )

    def __str__(self) -> str:
        return self.name


class AssessmentQuerySet(VillageScoped["Assessment"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def unmet(self) -> Self:
        return self.filter(state=CheckState.NOT_MET)


@keeps_history()
class Assessment(models.Model):
    """The present state of one criterion of one household; earlier states are in its history. No row means 未核."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="assessments")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="assessments")
    state = models.CharField("核查结果", max_length=14, choices=CheckState)
    evidence = models.CharField("依据", max_length=200, blank=True)
    assessed_on = models.DateField("核查日期")
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assessor_name = models.CharField("核查人", max_length=40)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "达标核查"
        ordering = ("household", "criterion")
        constraints = (
            models.UniqueConstraint(fields=["household", "criterion"], name="assessment_current_once"),
            models.CheckConstraint(condition=Q(state__in=CheckState.values), name="assessment_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[CheckState.NOT_MET, CheckState.UNCHECKED]) | ~Q(evidence=""),
                name="assessment_pass_has_evidence",
                violation_error_message="判为达标或不适用要写依据",
            ),
            models.CheckConstraint(condition=up_to_today("assessed_on"), name="assessment_has_been"),
            models.CheckConstraint(condition=~Q(assessor_name=""), name="assessment_has_assessor"),
            models.CheckConstraint(
                condition=without_id_number("evidence"),
                name="assessment_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.criterion} {self.get_state_display()}"
