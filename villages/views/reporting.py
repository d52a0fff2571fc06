"""When half-month reports are due: data of the office, changed on a page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from villages.actions.reading import set_reporting_rule
from villages.forms.reading import ReportingRuleForm
from villages.models import ReportingRule
from villages.periods import Fortnight


@requires(Capability.REVIEW_REPORTS)
def reporting_rule(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    following = Fortnight.containing(today).next
    form = ReportingRuleForm(request.POST or None, initial={"starts_on": following.start})
    if form.is_valid():
        rule = form.perform(set_reporting_rule, today=today, by=request.user, **form.cleaned_data)
        if rule:
            messages.success(request, f"{rule}报")
            return redirect("villages:reporting_rule")
    rules = ReportingRule.objects.select_related("recorded_by").order_by("-starts_on")
    context = {"form": form, "rules": rules, "today": today}
    return render(request, "villages/reporting_rule.html", context, status=422 if form.is_bound else 200)
