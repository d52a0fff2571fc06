"""Findings of the data health page that somebody has looked into and found right (核过没错)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number


@keeps_history()
class KnownFinding(models.Model):
    """`rule` and `subject` (e.g. `member:17`) name the finding; it stays away as long as the row stands."""

    rule = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    reason = models.CharField("理由", max_length=200)
    known_on = models.DateField()
    known_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "核过没错"
        ordering = ("rule", "subject")
        constraints = (
            models.UniqueConstraint(
                fields=["rule", "subject"], name="knownfinding_once", violation_error_message="这一条已经写过理由"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & without_id_number("reason"),
                name="knownfinding_has_reason",
                violation_error_message=f"写上理由；{HOLDS_ID_NUMBER}",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
