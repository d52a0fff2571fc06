"""Approving a village's plan (R4.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from households.actions.plans import approve_plan
from households.forms.plans import ApproveForm
from households.plan_needs import own_words, plan_needs
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from villages.models import VillagePlan


@requires(Capability.APPROVE_PLANS)
def plan_approve(request: UserRequest, pk: int) -> HttpResponse:
    plans = VillagePlan.objects.open_to(request.user, Capability.APPROVE_PLANS)
    plan = get_object_or_404(plans.select_related("village", "drafted_by"), pk=pk)
    form = ApproveForm(request.POST or None)
    if form.is_valid():
        today = timezone.localdate()
        if form.perform(approve_plan, plan, today=today, by=request.user, **form.cleaned_data):
            messages.success(request, "规划已批准，时间表从今天起是基线")
            return redirect(plan)
    context = {"form": form, "plan": plan, "village": plan.village, "needs": plan_needs(plan)}
    context |= {"own_words": own_words(plan, request.user), "appraisal": plan.appraisals.first()}
    return render(request, "households/plan_approve.html", context, status=422 if form.is_bound else 200)
