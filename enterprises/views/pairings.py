"""Pairing enterprises with villages and their households, and the last day of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from enterprises.actions import pairings as actions
from enterprises.forms.enterprises import LastDayForm
from enterprises.forms.pairings import PairHouseholdsForm, PairVillageForm
from enterprises.models import Enterprise, HouseholdPairing, Pairing
from enterprises.models.pairing import PairingQuerySet
from enterprises.pairing_page import PairingOffers
from households.models import Household
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from villages.models import Village

_EDIT = Capability.EDIT_ENTERPRISES


@requires(Capability.EDIT_ENTERPRISES)
def pairing_create(request: UserRequest, pk: int) -> HttpResponse:
    enterprise = get_object_or_404(Enterprise.objects.open_to(request.user, _EDIT).active(), pk=pk)
    today = timezone.localdate()
    villages = Village.objects.visible_to(request.user)
    start = {"since": today, "village": request.GET.get("village")}
    form = PairVillageForm(request.POST or None, villages=villages, today=today, initial=start)
    if form.is_valid():
        paired = form.perform(actions.pair_village, enterprise, by=request.user, **form.cleaned_data)
        if paired:
            messages.success(request, f"{enterprise.name}和{paired.village}结对，从 {paired.since} 起。再选结对户")
            return redirect("enterprises:pairing_households", paired.pk)
    return form_page(request, "enterprises/pairing_form.html", form, enterprise=enterprise)


@requires(Capability.EDIT_ENTERPRISES)
def pairing_end(request: UserRequest, pk: int) -> HttpResponse:
    pairing = get_object_or_404(_pairings(request), pk=pk)
    today = timezone.localdate()
    form = LastDayForm(request.POST or None, today=today, initial={"until": today})
    if form.is_valid():
        ended = form.perform(actions.end_pairing, pairing, by=request.user, **form.cleaned_data)
        if ended:
            messages.success(request, f"已记下，和{pairing.village}结对到 {ended.until} 为止")
            return redirect(pairing.enterprise)
    now = HouseholdPairing.objects.of_pairing(pairing).current(on=today).count()
    heading = f"结束和{pairing.village}的结对"
    say = f"{pairing.enterprise.name}，从 {pairing.since} 起。{now} 户的结对一起结束，做过的事都留着"
    context = {"enterprise": pairing.enterprise, "heading": heading, "say": say}
    return form_page(request, "enterprises/last_day.html", form, **context)


@requires(Capability.EDIT_ENTERPRISES)
def pairing_households(request: UserRequest, pk: int) -> HttpResponse:
    """?households= ticks some before: a link of the advice names whom it means."""
    pairing = get_object_or_404(_pairings(request), pk=pk)
    today = timezone.localdate()
    offers = PairingOffers(pairing, Household.objects.visible_to(request.user), on=today)
    start = {"since": today, "households": request.GET.getlist("households")}
    form = PairHouseholdsForm(request.POST or None, offered=offers.offered, today=today, initial=start)
    if form.is_valid():
        households, since = form.cleaned_data["households"], form.cleaned_data["since"]
        made = form.perform(actions.pair_households, pairing, households, since=since, by=request.user)
        if made:
            messages.success(request, f"{pairing.enterprise.name}在{pairing.village}结对了 {len(made)} 户")
            return redirect(pairing.enterprise)
    context = {"pairing": pairing, "enterprise": pairing.enterprise, "offers": offers, "ticked": form.ticked}
    return form_page(request, "enterprises/pairing_households.html", form, **context)


@requires(Capability.EDIT_ENTERPRISES)
def household_pairing_end(request: UserRequest, pk: int) -> HttpResponse:
    rows = HouseholdPairing.objects.open_to(request.user, _EDIT).with_head_name()
    row = get_object_or_404(rows.select_related("pairing__enterprise", "pairing__village", "household"), pk=pk)
    today = timezone.localdate()
    form = LastDayForm(request.POST or None, today=today, initial={"until": today})
    if form.is_valid():
        ended = form.perform(actions.end_household_pairing, row, by=request.user, **form.cleaned_data)
        if ended:
            messages.success(request, f"已记下，和{row.head_name} 户结对到 {ended.until} 为止")
            return redirect(row.pairing.enterprise)
    heading = f"结束和{row.head_name} 户的结对"
    say = f"{row.pairing.enterprise.name}，{row.pairing.village}，从 {row.since} 起。走访和兑现都留着"
    context = {"enterprise": row.pairing.enterprise, "heading": heading, "say": say}
    return form_page(request, "enterprises/last_day.html", form, **context)


def _pairings(request: UserRequest) -> PairingQuerySet:
    return Pairing.objects.open_to(request.user, _EDIT).select_related("enterprise", "village")
