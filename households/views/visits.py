"""Home visits."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from households.actions.visits import record_visit
from households.forms.visits import VisitForm
from households.models import BagDelivery, Household
from households.sheets.household import HouseholdSheet
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@requires(Capability.VIEW_HOUSEHOLDS)
def visit_list(request: UserRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.objects.visible_to(request.user).select_related("village"), pk=pk)
    sheet = HouseholdSheet(household, on=timezone.localdate())
    return render(request, "households/visit_list.html", {"household": household, "sheet": sheet})


@requires(Capability.RECORD_VISITS)
def visit_create(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.RECORD_VISITS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    today = timezone.localdate()
    sheet = HouseholdSheet(household, on=today)
    helper = sheet.pairing.helper if sheet.pairing else None
    form = VisitForm(request.POST or None, user=request.user, helper=helper, today=today)
    if form.is_valid():
        visit = form.perform(record_visit, household, today=today, by=request.user, **form.facts)
        if visit:
            messages.success(request, f"已登记 {sheet.name} 户的走访")
            return redirect(household)
    again = BagDelivery.objects.to_explain_again(household).first()
    return form_page(request, "households/visit_create.html", form, household=household, sheet=sheet, again=again)
