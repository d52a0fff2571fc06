"""Visits of an enterprise to its paired households (R5.1): what comes before any help.

Two presses are one row. Each refusal says beside its field what the database would refuse.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from enterprises.models import EnterpriseVisit, HouseholdPairing, Pairing
from households.models import Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused


def record_enterprise_visit(
    pairing: Pairing,
    household: Household,
    *,
    visited_on: date,
    visitor_name: str,
    by_head: bool = False,
    learned: str,
    needs: Iterable[str] = (),
    today: date,
    by: User | None,
) -> EnterpriseVisit:
    """`needs` are codes of `Need`."""
    visit = EnterpriseVisit(
        pairing=pairing,
        household=household,
        visited_on=visited_on,
        visitor_name=visitor_name.strip(),
        by_head=by_head,
        learned=learned.strip(),
        needs=sorted(set(needs)),
        recorded_by=by,
    )
    with changing(by=by, reason="登记企业走访"):
        Household.objects.select_for_update().get(pk=household.pk)
        _check(visit, today=today)
        same = pairing.visits.filter(
            household=household,
            visited_on=visited_on,
            visitor_name=visit.visitor_name,
            learned=visit.learned,
            by_head=by_head,
            needs=visit.needs,
        ).first()
        if same:
            return same
        visit.save()
    return visit


def correct_visit(
    visit: EnterpriseVisit,
    *,
    visited_on: date,
    visitor_name: str,
    by_head: bool,
    learned: str,
    needs: Iterable[str],
    today: date,
    by: User,
) -> EnterpriseVisit:
    """Which household was visited stays: another one is another visit."""
    with changing(by=by, reason="修改企业走访"):
        Household.objects.select_for_update().get(pk=visit.household_id)
        rows = EnterpriseVisit.objects.select_for_update(of=("self",)).select_related("pairing", "household")
        locked = rows.get(pk=visit.pk)
        locked.visited_on, locked.by_head = visited_on, by_head
        locked.visitor_name, locked.learned = visitor_name.strip(), learned.strip()
        locked.needs = sorted(set(needs))
        _check(locked, today=today)
        _refuse_behind_the_mode(locked)
        locked.save()
    return locked


def _check(visit: EnterpriseVisit, *, today: date) -> None:
    if visit.visited_on > today:
        raise Refused("走访日期还没有到，写去的那天", field="visited_on")
    if not visit.visitor_name:
        raise Refused("写上谁去的", field="visitor_name")
    if not visit.learned:
        raise Refused("写上了解到什么，一句话就行", field="learned")
    _refuse_unpaired(visit)


def _refuse_unpaired(visit: EnterpriseVisit) -> None:
    rows = HouseholdPairing.objects.filter(pairing=visit.pairing, household=visit.household)
    if any(row.covers(visit.visited_on) for row in rows.select_related("pairing")):
        return
    first = rows.aggregate(first=Min("since"))["first"]
    if first is None:
        raise Refused(f"{visit.household.called}没有和这家企业结对，先请办事处结对", field="household")
    since = max(first, visit.pairing.since)
    if visit.visited_on < since:
        raise Refused(f"{visit.household.called} {since} 起结对，走访不会更早", field="visited_on")
    raise Refused(f"{visit.household.called}这一天已经不再结对，核对日期", field="visited_on")


def _refuse_behind_the_mode(visit: EnterpriseVisit) -> None:
    """The first mode needs a visit by then, this one or another."""
    first = visit.pairing.mode_choices.aggregate(first=Min("chosen_on"))["first"]
    others = visit.pairing.visits.exclude(pk=visit.pk)
    if first and visit.visited_on > first and not others.filter(visited_on__lte=first).exists():
        raise Refused(f"帮扶方式是 {first} 选的，走访要在那以前；只走访过这一次", field="visited_on")
