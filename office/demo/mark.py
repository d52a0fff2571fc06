"""What the seed leaves behind, apart from the seed: the check of a start reads it without loading the painter."""

from povertyplan.audit.models import Act, AuditEvent
from villages.models import Baseline

SEEDED = "建立演示办事处"


def is_seeded() -> bool:
    """The seed leaves one audit event, which nothing can take away again."""
    return AuditEvent.objects.filter(
        subject_type=Baseline._meta.label_lower, act=Act.IMPORT, user=None, reason=SEEDED
    ).exists()
