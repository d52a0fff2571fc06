"""What is written about villages; the village's own page shows households too and lives in office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.ui.forms import ActionForm
from villages.actions import villages as actions
from villages.forms.villages import BaselineForm, EndPostingForm, IndicatorForm, PostingForm, VillageForm
from villages.models import Baseline, IndicatorValue, Posting, Village


def _page(request: UserRequest, template: str, form: ActionForm, **context: object) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


@requires(Capability.EDIT_VILLAGES)
def village_edit(request: UserRequest, pk: int) -> HttpResponse:
    village = get_object_or_404(Village.objects.visible_to(request.user), pk=pk)
    form = VillageForm(request.POST or None, instance=village)
    if form.is_valid():
        done = form.perform(actions.change_village, village, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, f"{village.name}的村情已保存")
            return redirect("office:village_detail", pk)
    return _page(request, "villages/village_edit.html", form, village=village)


@requires(Capability.EDIT_VILLAGES)
def posting(request: UserRequest, pk: int) -> HttpResponse:
    village = get_object_or_404(Village.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    form = PostingForm(request.POST or None, today=today)
    if form.is_valid():
        done = form.perform(actions.post_officer, village, **form.cleaned_data, by=request.user)
        if done:
            messages.success(request, f"{form.cleaned_data['user'].name}已派到{village.name}")
            return redirect("office:village_detail", pk)
    postings = village.postings.select_related("user")
    context = {"village": village, "postings": postings, "current": village.postings.current(on=today).first()}
    return _page(request, "villages/posting.html", form, **context)


@requires(Capability.EDIT_VILLAGES)
def posting_end(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Posting.objects.visible_to(request.user).select_related("village", "user"), pk=pk)
    form = EndPostingForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        done = form.perform(actions.end_posting, found, **form.cleaned_data, by=request.user)
        if done:
            messages.success(request, f"{found.user.name}在{found.village.name}的派驻已结束")
            return redirect("villages:posting", found.village_id)
    return _page(request, "villages/posting_end.html", form, posting=found)


@requires(Capability.EDIT_VILLAGES)
def indicator(request: UserRequest, pk: int) -> HttpResponse:
    village = get_object_or_404(Village.objects.visible_to(request.user), pk=pk)
    form = IndicatorForm(request.POST or None, today=timezone.localdate(), indicator=request.GET.get("indicator", ""))
    if form.is_valid():
        done = form.perform(actions.record_indicator, village, **form.cleaned_data, by=request.user)
        if done:
            messages.success(request, f"{village.name} {form.cleaned_data['year']} 年的指标已登记")
            return redirect("villages:indicator", pk)
    values = IndicatorValue.objects.visible_to(request.user).filter(village=village)
    return _page(request, "villages/indicator.html", form, village=village, values=values)


@requires(Capability.EDIT_VILLAGES)
def baseline(request: UserRequest) -> HttpResponse:
    known = Baseline.objects.in_force(on=timezone.localdate())
    form = BaselineForm(request.POST or None, baseline=known)
    if form.is_valid():
        done = form.perform(actions.set_baseline, **form.cleaned_data, by=request.user)
        if done:
            messages.success(request, "基线已登记")
            return redirect("office:battle_map")
    return _page(request, "villages/baseline.html", form, baseline=known)
