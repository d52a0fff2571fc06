"""Taking part in a village's plan, what it brought, and the trade of a household (R4.2)."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from households.actions.trades import (
    correct_participation,
    correct_trade,
    end_trade,
    join_many,
    join_plan,
    keep_trade,
    leave_plan,
    record_benefits,
)
from households.codes import BenefitLink
from households.forms.trades import BenefitForm, EndForm, JoinForm, ParticipationForm, TradeForm, year_cells
from households.models import Household, HouseholdTrade, Participation
from households.sheets.participants import PlanParticipants
from households.trades import item_of
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from villages.models import VillagePlan

# One page of ticked households; a village has fewer.
AT_ONCE = 500
_DONE = {"correct": "已保存", "end": "已记下，不再参加。得过的收入还在", "benefits": "已记下，收入登记跟着改了"}


@requires(Capability.VIEW_PLANS)
def plan_participants(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(VillagePlan.objects.visible_to(request.user).select_related("village"), pk=pk)
    today = timezone.localdate()
    year = _chosen_year(request, today)
    households = Household.objects.visible_to(request.user)
    sheet = PlanParticipants(plan, households, on=today, year=year)
    context = {"plan": plan, "sheet": sheet, "year": year, "tab": "village"}
    return render(request, "households/plan_participants.html", context)


def _chosen_year(request: UserRequest, today: date) -> int:
    """From the address; this year where it names none that can be meant."""
    typed = request.GET.get("year", "")
    return int(typed) if typed.isdecimal() and 2013 <= int(typed) <= today.year else today.year


@requires(Capability.EDIT_PLANS)
def plan_join(request: UserRequest, pk: int) -> HttpResponse:
    """The ticked households of the plan's village take part on the same terms."""
    plan = _open_plan(request, pk)
    back = redirect("households:plan_participants", plan.pk)
    chosen = (request.POST if request.method == "POST" else request.GET).getlist("household")
    keys = [int(key) for key in chosen if key.isdecimal()][:AT_ONCE]
    open_rows = Household.objects.open_to(request.user, Capability.EDIT_PLANS).in_village(plan.village)
    households = list(open_rows.filter(pk__in=keys).with_head().in_registry_order())
    if not households:
        messages.warning(request, "先在左边勾选要登记参加的户")
        return back
    today = timezone.localdate()
    form = JoinForm(request.POST or None, today=today, initial={"since": today})
    if form.is_valid():
        made = form.perform(join_many, households, plan, by=request.user, **form.facts)
        if made:
            link = made[0].get_link_display()
            messages.success(request, f"已登记 {len(made)} 户用“{link}”参加{plan.product}")
            return back
    return form_page(request, "households/plan_join.html", form, plan=plan, households=households)


def _open_plan(request: UserRequest, pk: int) -> VillagePlan:
    rows = VillagePlan.objects.open_to(request.user, Capability.EDIT_PLANS).select_related("village")
    return get_object_or_404(rows, pk=pk)


@requires(Capability.EDIT_PLANS)
def plan_benefits(request: UserRequest, pk: int, link: str) -> HttpResponse:
    """What one way of taking part brought everybody in a year, each household in its own cell."""
    plan = _open_plan(request, pk)
    if link not in BenefitLink.values:
        raise Http404
    today = timezone.localdate()
    year = _chosen_year(request, today)
    rows = Participation.objects.of_plan(plan).by_link(link).in_year(year).with_benefits()
    parts = rows.select_related("household").with_head_name().in_registry_order()
    form = BenefitForm(request.POST or None, offered=[(part, year, part.head_name) for part in parts])
    if form.is_valid():
        changed = form.perform(record_benefits, form.typed, today=today, by=request.user)
        if changed is not None:
            messages.success(request, f"已记下 {changed} 户 {year} 年的收入" if changed else "没有改动")
            return redirect(reverse("households:plan_participants", args=[plan.pk]) + f"?year={year}")
    context = {
        "plan": plan,
        "link": BenefitLink(link),
        "item": item_of(link, plan.industry),
        "year": year,
        "years": range(today.year, max(plan.drafted_on.year, today.year - 3) - 1, -1),
    }
    return form_page(request, "households/plan_benefits.html", form, **context)


@requires(Capability.EDIT_PLANS)
def participation_create(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.EDIT_PLANS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    plan = VillagePlan.objects.filter(village=household.village).current().first()
    today = timezone.localdate()
    # Without a plan there is nothing to take part in; the page says so.
    form = JoinForm((request.POST or None) if plan else None, today=today, initial={"since": today})
    if plan and form.is_valid():
        joined = form.perform(join_plan, household, plan, by=request.user, **form.facts)
        if joined:
            return _saved(request, household, f"已登记参加{plan.product}")
    return form_page(request, "households/participation_form.html", form, household=household, plan=plan)


@requires(Capability.EDIT_PLANS)
def participation_edit(request: UserRequest, pk: int) -> HttpResponse:
    """Three acts on one page, each with its own button: correct it, type what it brought, end it."""
    rows = Participation.objects.open_to(request.user, Capability.EDIT_PLANS).with_benefits()
    part = get_object_or_404(rows.select_related("household__village"), pk=pk)
    today, by, act = timezone.localdate(), request.user, request.POST.get("act", "")
    form = ParticipationForm(_typed(request, "correct"), instance=part, today=today)
    end = EndForm(_typed(request, "end"), today=today)
    benefits = BenefitForm(_typed(request, "benefits"), offered=year_cells(part, today=today))
    done: object = None
    if form.is_valid():
        done = form.perform(correct_participation, part, seen=form.seen_version, by=by, **form.facts)
    elif end.is_valid():
        done = end.perform(leave_plan, part, by=by, **end.cleaned_data)
    elif benefits.is_valid():
        done = benefits.perform(record_benefits, benefits.typed, today=today, by=by)
    if done is not None:
        return _saved(request, part.household, _DONE[act])
    context = {"part": part, "household": part.household, "plan": part.plan, "end": end, "benefits": benefits}
    response = form_page(request, "households/participation_edit.html", form, **context)
    response.status_code = 422 if end.is_bound or benefits.is_bound else response.status_code
    return response


def _typed(request: UserRequest, act: str) -> object:
    """What was sent, for the form whose button was pressed."""
    return request.POST if request.POST.get("act") == act else None


def _saved(request: UserRequest, household: Household, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(_back_to(household))


def _back_to(household: Household) -> str:
    return f"{household.get_absolute_url()}#livelihood"


@requires(Capability.EDIT_HOUSEHOLDS)
def trade_create(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    today = timezone.localdate()
    form = TradeForm(request.POST or None, household=household, today=today, initial={"since": today})
    if form.is_valid():
        kept = form.perform(keep_trade, household, by=request.user, **form.facts)
        if kept:
            return _saved(request, household, "已登记一户一业")
    now = household.trades.current().first()
    return form_page(request, "households/trade_form.html", form, household=household, now=now)


@requires(Capability.EDIT_HOUSEHOLDS)
def trade_edit(request: UserRequest, pk: int) -> HttpResponse:
    rows = HouseholdTrade.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS)
    trade = get_object_or_404(rows.select_related("household__village", "plan"), pk=pk)
    today, household = timezone.localdate(), trade.household
    form = TradeForm(_typed(request, "correct"), instance=trade, household=household, today=today)
    end = EndForm(_typed(request, "end"), today=today)
    done = None
    if form.is_valid():
        done = form.perform(correct_trade, trade, seen=form.seen_version, by=request.user, **form.facts)
    elif end.is_valid():
        done = end.perform(end_trade, trade, by=request.user, **end.cleaned_data)
    if done:
        words = "已保存" if form.is_bound else f"已记下，{done.name}做到 {done.until} 为止"
        return _saved(request, household, words)
    response = form_page(request, "households/trade_form.html", form, household=household, trade=trade, end=end)
    response.status_code = 422 if end.is_bound else response.status_code
    return response
