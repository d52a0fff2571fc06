"""Helpers: list, page, photo, pairings."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from households.actions.helpers import add_helper, assign_helper, correct_helper, keep_photo
from households.counting import ListPaginator, count_up_to
from households.forms.helpers import AssignForm, HelperForm, PhotoForm
from households.models import Helper, HelperAssignment, Household
from households.models.household import HouseholdQuerySet
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability

PAGE = 50


@requires(Capability.VIEW_HELPERS)
def helper_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    phrase = request.GET.get("q", "").strip()[:40]
    found = Helper.objects.visible_to(request.user).named(phrase).with_load(on=today, seen_by=request.user)
    page = ListPaginator(found.in_list_order(request.GET.get("sort", "")), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "phrase": phrase,
        "unhelped": count_up_to(Household.objects.visible_to(request.user).still_poor().unhelped(on=today)),
        "tab": "households",
    }
    return render(request, "households/helper_list.html", context)


@requires(Capability.VIEW_HELPERS)
def helper_detail(request: UserRequest, pk: int) -> HttpResponse:
    helper = get_object_or_404(Helper.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    pairings = HelperAssignment.objects.visible_to(request.user).of_helper(helper).with_household()
    context = {
        "helper": helper,
        "current": pairings.current(on=today),
        "former": pairings.ended_before(today),
        "visits": helper.visits.visible_to(request.user).with_household().newest_first()[:10],
        "form": PhotoForm(),
    }
    return render(request, "households/helper_detail.html", context)


@requires(Capability.ASSIGN_HELPERS)
def helper_create(request: UserRequest) -> HttpResponse:
    form = HelperForm(request.POST or None)
    if form.is_valid():
        helper = form.perform(add_helper, by=request.user, **form.facts)
        if helper:
            messages.success(request, f"已登记责任人 {helper.name}")
            return redirect(helper)
    return form_page(request, "households/helper_form.html", form)


@requires(Capability.ASSIGN_HELPERS)
def helper_edit(request: UserRequest, pk: int) -> HttpResponse:
    helper = get_object_or_404(Helper.objects.open_to(request.user, Capability.ASSIGN_HELPERS), pk=pk)
    form = HelperForm(request.POST or None, instance=helper)
    if form.is_valid():
        saved = form.perform(correct_helper, helper, seen=form.seen_version, by=request.user, **form.facts)
        if saved:
            messages.success(request, "已保存")
            return redirect(helper)
    return form_page(request, "households/helper_form.html", form, helper=helper)


@requires(Capability.VIEW_HELPERS)
def helper_photo(request: UserRequest, pk: int) -> HttpResponseBase:
    helper = get_object_or_404(Helper.objects.visible_to(request.user), pk=pk)
    if not helper.photo:
        raise Http404
    try:
        picture = helper.photo.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=300"
    return response


@require_POST
@requires(Capability.ASSIGN_HELPERS)
def helper_photo_upload(request: UserRequest, pk: int) -> HttpResponse:
    helper = get_object_or_404(Helper.objects.open_to(request.user, Capability.ASSIGN_HELPERS), pk=pk)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        kept = form.perform(keep_photo, helper, content=form.cleaned_data["photo"], by=request.user)
        if kept:
            messages.success(request, "照片已换")
            return redirect(helper)
    return form_page(request, "households/helper_photo.html", form, helper=helper)


@requires(Capability.ASSIGN_HELPERS)
def helper_assign(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.ASSIGN_HELPERS)
    return _assign(request, open_rows.filter(pk=get_object_or_404(open_rows, pk=pk).pk))


@requires(Capability.ASSIGN_HELPERS)
def helper_assign_many(request: UserRequest) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.ASSIGN_HELPERS)
    chosen = (request.POST if request.method == "POST" else request.GET).getlist("household")
    keys = [int(key) for key in chosen if key.isdecimal()][:500]
    if not keys:
        messages.warning(request, "先在左边勾选要换责任人的户")
        return redirect("households:household_list")
    return _assign(request, open_rows.filter(pk__in=keys))


def _assign(request: UserRequest, households: HouseholdQuerySet) -> HttpResponse:
    today = timezone.localdate()
    chosen = list(households.for_list(on=today).in_registry_order())
    form = AssignForm(request.POST or None, user=request.user, initial={"since": today})
    if form.is_valid():
        helper, since = form.cleaned_data["helper"], form.cleaned_data["since"]
        made = form.perform(assign_helper, chosen, helper, since=since, by=request.user, today=today)
        if made is not None:
            messages.success(request, f"已把 {len(made)} 户责任人换为 {helper.name}")
            return redirect(chosen[0] if len(chosen) == 1 else helper)
    return form_page(request, "households/helper_assign.html", form, households=chosen)
