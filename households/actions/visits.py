"""Home visits."""

from datetime import date

from households.models import Helper, Household, Visit
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused


def record_visit(
    household: Household,
    *,
    visited_on: date,
    visitor_name: str,
    summary: str,
    problem: str = "",
    helper: Helper | None = None,
    today: date,
    by: User,
) -> Visit:
    """The same visit sent twice (two presses, a lost answer) is one row."""
    with changing(by=by, reason="登记走访"):
        Household.objects.select_for_update().get(pk=household.pk)
        if visited_on > today:
            raise Refused("走访日期还没有到，写去的那天", field="visited_on")
        if visited_on.year < household.identified_year:
            raise Refused(f"这户 {household.identified_year} 年才识别，走访日期不会更早", field="visited_on")
        same = household.visits.filter(visited_on=visited_on, visitor_name=visitor_name, summary=summary).first()
        return same or Visit.objects.create(
            household=household,
            helper=helper,
            visitor_name=visitor_name,
            visited_on=visited_on,
            summary=summary,
            problem=problem,
            recorded_by=by,
        )
