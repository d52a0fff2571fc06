"""Enterprises paired with villages (结对村) and there with households (结对户), from a day to a day (R5.1)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from enterprises.models import Enterprise, EnterpriseVisit, HouseholdPairing, Pairing
from households.models import Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from villages.models import Village


def pair_village(enterprise: Enterprise, village: Village, *, since: date, by: User | None) -> Pairing:
    """An enterprise that is paired with the village on that day stays so, from its own first day."""
    with changing(by=by, reason="企业结对村", village=village.code):
        locked = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
        refuse_left(locked)
        kept = Pairing.objects.filter(enterprise=locked, village=village).current(on=since).first()
        if kept:
            return kept
        later = Pairing.objects.filter(enterprise=locked, village=village, since__gt=since).order_by("since").first()
        if later:
            raise Refused(f"{later.since} 起已和{village}结对，从哪天起要晚于那一段", field="since")
        return Pairing.objects.create(enterprise=locked, village=village, since=since)


def end_pairing(pairing: Pairing, *, until: date, by: User | None) -> Pairing:
    """`until` is the last day; its households' pairings end with it at the latest."""
    with changing(by=by, reason="结束企业结对村", village=pairing.village.code):
        return close_pairing(pairing, until=until)


def close_pairing(pairing: Pairing, *, until: date) -> Pairing:
    """The same inside an act that has said who and why, as an enterprise that leaves."""
    locked = Pairing.objects.select_for_update(of=("self",)).select_related("village").get(pk=pairing.pk)
    if locked.until == until:
        return locked
    if locked.until is not None and locked.until < until:
        raise Refused(f"已在 {locked.until} 结束结对", field="until")
    if until < locked.since:
        raise Refused(f"从 {locked.since} 才和{locked.village}结对，最后一天不能更早", field="until")
    _refuse_visited_later(locked.visits.all(), until)
    rows = HouseholdPairing.objects.select_for_update().filter(pairing=locked).order_by("pk")
    open_rows = rows.filter(Q(until__isnull=True) | Q(until__gt=until))
    if late := open_rows.filter(since__gt=until).order_by("-since").first():
        raise Refused(f"{late.since} 还结对了一户，最后一天不能更早", field="until")
    open_rows.update(until=until)
    locked.until = until
    locked.save(update_fields=["until"])
    return locked


def pair_households(
    pairing: Pairing, households: Iterable[Household], *, since: date, by: User | None
) -> list[HouseholdPairing]:
    """All or none, in the order of the households' keys; a household that is paired on that day stays as it is."""
    with changing(by=by, reason="选企业结对户", village=pairing.village.code):
        locked = Pairing.objects.select_for_update(of=("self",)).select_related("village").get(pk=pairing.pk)
        if locked.until is not None and locked.until < since:
            raise Refused(f"和{locked.village}的结对已在 {locked.until} 结束，先重新结对", field="since")
        if since < locked.since:
            raise Refused(f"{locked.since} 才和{locked.village}结对，从哪天起不能更早", field="since")
        asked = [household.pk for household in households]
        rows = list(Household.objects.select_for_update().filter(pk__in=asked).order_by("pk"))
        if stranger := next((row for row in rows if row.village_id != locked.village_id), None):
            raise Refused(f"{stranger.registry_no} 不是{locked.village}的户，只选结对村的户", field="households")
        kept = {row.household_id: row for row in HouseholdPairing.objects.of_pairing(locked).current(on=since)}
        return [kept.get(row.pk) or _pair(locked, row, since) for row in rows]


def _pair(pairing: Pairing, household: Household, since: date) -> HouseholdPairing:
    later = HouseholdPairing.objects.of_pairing(pairing).filter(household=household, since__gt=since).first()
    if later:
        raise Refused(f"{household.registry_no} 从 {later.since} 起已结对，从哪天起要晚于那一段", field="since")
    return HouseholdPairing.objects.create(pairing=pairing, household=household, since=since)


def end_household_pairing(row: HouseholdPairing, *, until: date, by: User | None) -> HouseholdPairing:
    """`until` is the last day."""
    with changing(by=by, reason="结束企业结对户", village=row.pairing.village.code):
        locked = HouseholdPairing.objects.select_for_update().get(pk=row.pk)
        if locked.until == until:
            return locked
        if locked.until is not None and locked.until < until:
            raise Refused(f"这户的结对已在 {locked.until} 结束", field="until")
        if until < locked.since:
            raise Refused(f"从 {locked.since} 才结对，结束不能更早", field="until")
        visits = EnterpriseVisit.objects.filter(pairing=locked.pairing_id, household=locked.household_id)
        _refuse_visited_later(visits.filter(visited_on__gte=locked.since), until)
        locked.until = until
        locked.save(update_fields=["until"])
    return locked


def refuse_left(enterprise: Enterprise) -> None:
    """What begins anew needs an enterprise that still takes part; the caller holds its lock."""
    if enterprise.left_on:
        raise Refused(f"{enterprise.name}从 {enterprise.left_on} 起不再参加")


def _refuse_visited_later(visits: QuerySet[EnterpriseVisit], until: date) -> None:
    """A visit lies within the pairing that it belongs to."""
    last = visits.filter(visited_on__gt=until).order_by("-visited_on").first()
    if last:
        raise Refused(f"{last.visited_on} 还走访过，最后一天不能更早", field="until")
