"""Modes of a village, then a pledge in one of them: one thing per page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from enterprises.actions.modes import settle_modes
from enterprises.actions.pledges import correct_pledge, make_pledge
from enterprises.codes import Mode
from enterprises.forms.pledges import MEANING, ModesForm, PledgeForm
from enterprises.models import EnterpriseVisit, ModeChoice, Pairing, Pledge
from enterprises.modes import said
from enterprises.sheets.own import answering, needs_words
from enterprises.views.pages import act_page, home_of
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@requires(Capability.REPORT_HELP)
def mode_choose(request: UserRequest, pk: int) -> HttpResponse:
    """Before a visit there is nothing to choose from what was learned: the page leads to the visit."""
    rows = Pairing.objects.open_to(request.user, Capability.REPORT_HELP).select_related("enterprise", "village")
    pairing = get_object_or_404(rows, pk=pk)
    visits = list(EnterpriseVisit.objects.filter(pairing=pairing))
    if not visits and request.method != "POST":
        messages.error(request, f"先走访{pairing.village}的一户，再选方式")
        return redirect("enterprises:visit_create", pairing.pk)
    chosen = [choice.mode for choice in pairing.mode_choices.all()]
    form = ModesForm(request.POST or None, initial={"modes": chosen})
    if form.is_valid():
        modes = form.cleaned_data["modes"]
        done = form.perform(settle_modes, pairing, modes, chosen_on=timezone.localdate(), by=request.user)
        if done:
            bare = [choice for choice in done if not choice.pledges.exists()]
            messages.success(request, f"选了{'、'.join(Mode(choice.mode).short for choice in done)}")
            if bare:
                return redirect("enterprises:pledge_create", bare[0].pk)
            return redirect(home_of(request, pairing))
    answers = answering(visits)
    ticked = form["modes"].value() or []
    options = [(mode, MEANING[mode], answers.get(mode, ""), mode in ticked) for mode in Mode]
    return act_page(
        request,
        "enterprises/modes_choose.html",
        form,
        back=home_of(request, pairing),
        pairing=pairing,
        options=options,
        told=needs_words(visits),
    )


@requires(Capability.REPORT_HELP)
def pledge_create(request: UserRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = ModeChoice.objects.open_to(request.user, Capability.REPORT_HELP)
    choice = get_object_or_404(rows.select_related("pairing__enterprise", "pairing__village"), pk=pk)
    form = PledgeForm(request.POST or None, choice=choice, today=today)
    if form.is_valid():
        pledge = form.perform(make_pledge, choice, **form.facts, today=today, by=request.user)
        if pledge:
            messages.success(request, f"已记下承诺：{pledge.what} {said(pledge.mode, pledge.measure)}")
            return redirect(home_of(request, choice.pairing))
    back = home_of(request, choice.pairing)
    return act_page(request, "enterprises/pledge.html", form, back=back, choice=choice)


@requires(Capability.REPORT_HELP)
def pledge_edit(request: UserRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = Pledge.objects.open_to(request.user, Capability.REPORT_HELP).with_sides().with_delivered()
    pledge = get_object_or_404(rows, pk=pk)
    form = PledgeForm(request.POST or None, choice=pledge.choice, pledge=pledge, today=today)
    if form.is_valid():
        done = form.perform(correct_pledge, pledge, **form.facts, today=today, by=request.user)
        if done:
            messages.success(request, "承诺已改好")
            return redirect(home_of(request, pledge.choice.pairing))
    back = home_of(request, pledge.choice.pairing)
    taken = said(pledge.mode, pledge.taken) if pledge.taken else ""
    return act_page(
        request, "enterprises/pledge.html", form, back=back, choice=pledge.choice, pledge=pledge, taken=taken
    )
