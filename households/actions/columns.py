"""Which column of a file is which field, as a person has said it, kept for the next file."""

from collections.abc import Mapping

from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.models import ColumnMatch, ImportBatch, ImportState
from povertyplan.audit.refusal import Refused

MAX_HEADING = 80


def match_columns(batch: ImportBatch, columns: Mapping[str, str], *, by: User | None) -> ImportBatch:
    """`columns` maps headings to field names, "" for a column that is not to be read."""
    with changing(by=by, reason="对应列"):
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != ImportState.PREVIEW:
            raise Refused("这批已经导入，不能再改对应的列")
        locked.columns = dict(columns)
        locked.save(update_fields=["columns"])
        matches = [
            ColumnMatch(kind=locked.kind, heading=heading, field=name)
            for heading, name in columns.items()
            if len(heading) <= MAX_HEADING
        ]
        ColumnMatch.objects.bulk_create(
            matches, update_conflicts=True, unique_fields=["kind", "heading"], update_fields=["field"]
        )
    return locked
