"""Applications for fund money: the lists, the page of one with its track, the application itself, its withdrawal."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from funds.actions.applications import apply_for, withdraw
from funds.application_page import ApplicationPage, ApplicationRegister
from funds.forms.applications import ApplicationForm, WithdrawForm
from funds.models import Application, Fund
from funds.views.application_pages import act_page, reading_page
from households.models import Household
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability

PAGE = 50


@require_safe
@requires(Capability.VIEW_FUNDS)
def application_list(request: UserRequest) -> HttpResponse:
    """?fund= narrows it to one, ?state= to whose turn it is."""
    register = ApplicationRegister(request.GET, user=request.user, today=timezone.localdate())
    page = Paginator(register.lines, PAGE).get_page(request.GET.get("page"))
    return reading_page(request, "funds/application_list.html", back="/", register=register, page=page)


@requires(Capability.APPLY_FUNDS)
def application_create(request: UserRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    fund = get_object_or_404(Fund.objects.open_to(request.user, Capability.APPLY_FUNDS).with_chain(), pk=pk)
    # Who may apply is in the office or serves the village: both see its households.
    households = Household.objects.visible_to(request.user).in_village(fund.village).with_head().in_registry_order()
    form = ApplicationForm(request.POST or None, households=list(households))
    if form.is_valid():
        made = form.perform(apply_for, fund, **form.facts, applied_on=today, by=request.user)
        if made:
            messages.success(request, f"已申请“{made.what}”，等村里评议")
            return redirect(made)
    back = f"{reverse('funds:application_list')}?fund={fund.pk}"
    available = ApplicationPage.available(fund)
    return act_page(request, "funds/application_form.html", form, back=back, fund=fund, available=available)


@require_safe
@requires(Capability.VIEW_FUNDS)
def application_detail(request: UserRequest, pk: int) -> HttpResponse:
    rows = Application.objects.visible_to(request.user).with_steps()
    application = get_object_or_404(rows, pk=pk)
    page = ApplicationPage(application, user=request.user, today=timezone.localdate())
    back = f"{reverse('funds:application_list')}?fund={application.fund_id}"
    return reading_page(request, "funds/application_detail.html", back=back, application=application, page=page)


@requires(Capability.APPLY_FUNDS)
def application_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    rows = Application.objects.open_to(request.user, Capability.APPLY_FUNDS).select_related("fund__village")
    application = get_object_or_404(rows, pk=pk)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        reason, today = form.cleaned_data["reason"], timezone.localdate()
        if form.perform(withdraw, application, reason=reason, today=today, by=request.user):
            messages.success(request, "已撤回")
            return redirect(application)
    back = application.get_absolute_url()
    return act_page(request, "funds/application_withdraw.html", form, back=back, application=application)
