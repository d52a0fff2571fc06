"""The contact's home, and what may be known of paired households: never ID, phone, bank, health (R5.1)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from enterprises.models import (
    Beneficiary,
    Enterprise,
    EnterpriseVisit,
    HouseholdPairing,
    Pairing,
    serving,
)
from enterprises.sheets.own import OwnSheet, needs_of, needs_words
from enterprises.views.pages import home_of, reading_page
from households.models import Member
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Role


@requires(Capability.REPORT_HELP)
def own(request: UserRequest) -> HttpResponse:
    """Three steps; for who is no contact today, one sentence and the office's phone."""
    today = timezone.localdate()
    enterprise = Enterprise.objects.filter(pk__in=serving(request.user).values("enterprise")).first()
    if enterprise is None:
        return render(request, "enterprises/own_none.html", {"tab": "own"})
    sheet = OwnSheet.of(enterprise, on=today)
    return render(request, "enterprises/own.html", {"sheet": sheet, "today": today, "tab": "own"})


@requires(Capability.VIEW_ENTERPRISES)
def pairing_needs(request: UserRequest, pk: int) -> HttpResponse:
    """The paired households of a village, with what each told."""
    today = timezone.localdate()
    rows = Pairing.objects.visible_to(request.user).select_related("enterprise", "village")
    pairing = get_object_or_404(rows, pk=pk)
    pairs = HouseholdPairing.objects.of_pairing(pairing).current(on=today).select_related("household")
    visits = EnterpriseVisit.objects.filter(pairing=pairing).newest_first()
    by_household: dict[int, list[EnterpriseVisit]] = {}
    for visit in visits:
        by_household.setdefault(visit.household_id, []).append(visit)
    lines = [
        (pair, needs_of(by_household.get(pair.household_id, [])), by_household.get(pair.household_id, [None])[0])
        for pair in pairs.with_head_name().in_registry_order()
    ]
    told = needs_words(visits)
    return reading_page(
        request,
        "enterprises/pairing_needs.html",
        back=home_of(request, pairing),
        pairing=pairing,
        lines=lines,
        told=told,
        may_report=request.user.can(Capability.REPORT_HELP),
    )


@requires(Capability.VIEW_ENTERPRISES)
def household_pairing(request: UserRequest, pk: int) -> HttpResponse:
    """What a contact may know of the household; a pairing that has ended is closed to the contact."""
    today = timezone.localdate()
    rows = HouseholdPairing.objects.visible_to(request.user)
    if request.user.role == Role.ENTERPRISE:
        rows = rows.current(on=today)
    sides = ("household__village", "pairing__enterprise", "pairing__village")
    pair = get_object_or_404(rows.with_head_name().select_related(*sides), pk=pk)
    people = list(Member.objects.filter(household=pair.household_id).present())
    visits = EnterpriseVisit.objects.filter(pairing=pair.pairing_id, household=pair.household_id).newest_first()
    helped = Beneficiary.objects.of_pairing(pair.pairing).filter(household=pair.household_id)
    return reading_page(
        request,
        "enterprises/household_pairing.html",
        back=reverse("enterprises:pairing_needs", args=[pair.pairing_id]),
        pair=pair,
        people=len(people),
        workers=sum(member.can_work for member in people),
        needs=[need for need, _ in needs_of(visits)],
        visits=visits,
        helped=helped.confirmed().select_related("delivery__pledge", "member"),
        may_report=request.user.can(Capability.REPORT_HELP),
    )
