"""The household list and the household page."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from households.actions.households import correct_household
from households.counting import ListPaginator
from households.filters import Register
from households.forms.households import HouseholdForm
from households.models import Criterion, Household
from households.sheets.household import HouseholdSheet, rows_of
from households.sheets.leaving import Leaving
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.shapes import NOT_IN_AN_ADDRESS, holds_id_number

PAGE = 50


@requires(Capability.VIEW_HOUSEHOLDS)
def household_list(request: UserRequest) -> HttpResponse:
    if holds_id_number(request.GET.get("q", "")):
        messages.error(request, NOT_IN_AN_ADDRESS)
        return redirect("households:household_list")
    today = timezone.localdate()
    register = Register(request.GET, request, user=request.user, today=today)
    criteria = list(Criterion.objects.in_force())
    found = register.in_order().for_list(on=today)
    page = ListPaginator(found, PAGE, counted=register.count).get_page(request.GET.get("page"))
    rows = rows_of(list(page), criteria, on=today)
    context = {
        "register": register,
        "page": page,
        "rows": rows,
        "marks": [criterion.mark for criterion in criteria],
        "loosened": None if rows else register.loosened(),
        "tab": "households",
    }
    return render(request, "households/household_list.html", context)


@requires(Capability.VIEW_HOUSEHOLDS)
def household_detail(request: UserRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.objects.visible_to(request.user).select_related("village"), pk=pk)
    today = timezone.localdate()
    walk = None
    if request.GET:
        walk = Register(request.GET, request, user=request.user, today=today).walk_at(household)
    context = {
        "household": household,
        "sheet": HouseholdSheet(household, on=today),
        "walk": walk,
        "leaving": Leaving(household, request.user, today),
        "may_phone": request.user.can(Capability.RECORD_VISITS),
        "tab": "households",
    }
    return render(request, "households/household_detail.html", context)


@requires(Capability.VIEW_HOUSEHOLDS)
def household_trail(request: UserRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.objects.visible_to(request.user).select_related("village"), pk=pk)
    sheet = HouseholdSheet(household, on=timezone.localdate())
    return render(request, "households/household_trail.html", {"household": household, "sheet": sheet})


@requires(Capability.EDIT_HOUSEHOLDS)
def household_edit(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    form = HouseholdForm(request.POST or None, instance=household)
    if form.is_valid():
        saved = form.perform(correct_household, household, seen=form.seen_version, by=request.user, **form.facts)
        if saved:
            messages.success(request, "已保存")
            return redirect(household_url(household, request.GET))
    sheet = HouseholdSheet(household, on=timezone.localdate())
    return form_page(request, "households/household_edit.html", form, household=household, sheet=sheet)


def household_url(household: Household, walk: QueryDict) -> str:
    """The page, still inside the list that it was opened from."""
    return household.get_absolute_url() + (f"?{walk.urlencode()}" if walk else "")
