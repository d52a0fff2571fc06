"""Help measures of a household."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from households.actions.measures import add_measure, correct_measure
from households.forms.measures import MeasureForm
from households.models import Household, Measure
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@requires(Capability.EDIT_HOUSEHOLDS)
def measure_create(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    form = MeasureForm(request.POST or None, initial={"started_on": timezone.localdate()})
    if form.is_valid():
        added = form.perform(add_measure, household, by=request.user, **form.facts)
        if added:
            messages.success(request, "已登记措施")
            return redirect(household)
    return form_page(request, "households/measure_form.html", form, household=household)


@requires(Capability.EDIT_HOUSEHOLDS)
def measure_edit(request: UserRequest, pk: int) -> HttpResponse:
    typed = Measure.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS).typed()
    open_rows = typed.select_related("household__village")
    measure = get_object_or_404(open_rows, pk=pk)
    form = MeasureForm(request.POST or None, instance=measure)
    if form.is_valid():
        saved = form.perform(correct_measure, measure, seen=form.seen_version, by=request.user, **form.facts)
        if saved:
            messages.success(request, "已保存")
            return redirect(measure.household)
    return form_page(request, "households/measure_form.html", form, household=measure.household, measure=measure)
