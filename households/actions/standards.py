"""Judging a household against one point of the standard."""

from datetime import date

from households.codes import PASSING, CheckState, StandardKind
from households.models import Assessment, Criterion, Household, StandardSet
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused


def assess(
    household: Household,
    criterion: Criterion,
    *,
    state: CheckState,
    evidence: str,
    today: date,
    by: User,
    year: int | None = None,
) -> Assessment:
    """The year's verdict on one criterion, by the standard in force; what it was before stays in the row's history."""
    with changing(by=by, reason=f"核“{criterion.name}”"):
        Household.objects.select_for_update().get(pk=household.pk)
        if state in PASSING and not evidence.strip():
            raise Refused(f"判为“{CheckState(state).label}”要写依据，如看到什么、哪张单子", field="evidence")
        standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
        of = {"household": household, "criterion": criterion, "year": year or today.year}
        row = Assessment.objects.filter(**of).first() or Assessment(**of)
        row.standard = standard
        row.state, row.evidence = state, evidence.strip()
        row.assessed_on, row.assessed_by, row.assessor_name = today, by, by.name
        row.save()
    return row
