"""Visits of an enterprise to its paired households."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from enterprises.actions.visits import correct_visit, record_enterprise_visit
from enterprises.forms.visits import EnterpriseVisitForm
from enterprises.models import EnterpriseVisit, HouseholdPairing, Pairing
from enterprises.views.pages import act_page, home_of
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Role


@requires(Capability.REPORT_HELP)
def visit_create(request: UserRequest, pk: int) -> HttpResponse:
    """?household= chooses one of the paired households."""
    today = timezone.localdate()
    rows = Pairing.objects.open_to(request.user, Capability.REPORT_HELP).select_related("enterprise", "village")
    pairing = get_object_or_404(rows, pk=pk)
    pairs = HouseholdPairing.objects.of_pairing(pairing).current(on=today).select_related("household")
    # The office writes down what the enterprise tells.
    who = request.user.name if request.user.role == Role.ENTERPRISE else ""
    initial = {"household": request.GET.get("household"), "visited_on": today, "visitor_name": who}
    paired = list(pairs.with_head_name().in_registry_order())
    form = EnterpriseVisitForm(request.POST or None, paired=paired, today=today, initial=initial)
    if form.is_valid():
        visit = form.perform(record_enterprise_visit, pairing, form.chosen, **form.facts, today=today, by=request.user)
        if visit:
            messages.success(request, f"已登记 {visit.household.called}的走访")
            return redirect(home_of(request, pairing))
    back = home_of(request, pairing)
    return act_page(request, "enterprises/visit.html", form, back=back, pairing=pairing, paired=paired)


@requires(Capability.REPORT_HELP)
def visit_edit(request: UserRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = EnterpriseVisit.objects.open_to(request.user, Capability.REPORT_HELP)
    rows = rows.with_head_name().select_related("pairing__enterprise", "pairing__village", "household")
    visit = get_object_or_404(rows, pk=pk)
    form = EnterpriseVisitForm(request.POST or None, visit=visit, today=today)
    if form.is_valid():
        done = form.perform(correct_visit, visit, **form.facts, today=today, by=request.user)
        if done:
            messages.success(request, "走访已改好")
            return redirect(home_of(request, visit.pairing))
    back = home_of(request, visit.pairing)
    return act_page(request, "enterprises/visit.html", form, back=back, pairing=visit.pairing, visit=visit)
