"""Closing a period: the keeper enters the statement's balance, another person closes; never opened again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from funds.actions.bank import close_with, enter_balance, withdraw_balance
from funds.closing import Closable
from funds.forms.bank import BalanceForm
from funds.models import Fund, PeriodClosing, StatementBalance
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.ui.forms import ActionForm


@requires(Capability.VIEW_FUNDS)
@require_GET
def period_close(request: UserRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.visible_to(request.user).with_chain(), pk=pk)
    return _page(request, fund, ActionForm())


@requires(Capability.KEEP_BOOKS)
def balance_enter(request: UserRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.open_to(request.user, Capability.KEEP_BOOKS).with_chain(), pk=pk)
    today = timezone.localdate()
    form = BalanceForm(request.POST or None, today=today)
    if form.is_bound and form.is_valid():
        entered = form.perform(enter_balance, fund, today=today, by=request.user, **form.facts)
        if entered:
            messages.success(request, "已填，等审批人结账")
            return redirect("funds:period_close", fund.pk)
    status = 422 if form.is_bound else 200
    return render(request, "funds/closing/balance_form.html", {"fund": fund, "form": form}, status=status)


@requires(Capability.APPROVE_VOUCHERS)
@require_POST
def balance_close(request: UserRequest, pk: int) -> HttpResponse:
    rows = StatementBalance.objects.open_to(request.user, Capability.APPROVE_VOUCHERS)
    entered = get_object_or_404(rows.select_related("fund__village", "fund__chain"), pk=pk)
    form = ActionForm(request.POST)
    form.is_valid()
    if form.perform(close_with, entered, by=request.user) is None:
        return _page(request, entered.fund, form, status=422)
    messages.success(request, f"已经结到 {entered.through}")
    return redirect("funds:period_close", entered.fund_id)


@requires(Capability.KEEP_BOOKS)
@require_POST
def balance_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    rows = StatementBalance.objects.open_to(request.user, Capability.KEEP_BOOKS)
    entered = get_object_or_404(rows.select_related("fund__village", "fund__chain"), pk=pk)
    form = ActionForm(request.POST)
    form.is_valid()
    form.perform(withdraw_balance, entered, by=request.user)
    if form.errors:
        return _page(request, entered.fund, form, status=422)
    messages.success(request, "已撤掉")
    return redirect("funds:period_close", entered.fund_id)


def _page(request: UserRequest, fund: Fund, form: ActionForm, *, status: int = 200) -> HttpResponse:
    waiting = StatementBalance.objects.filter(fund=fund).waiting().select_related("fund", "entered_by")
    context = {
        "fund": fund,
        "form": form,
        "waiting": [Closable.of(entered) for entered in waiting],
        "closings": PeriodClosing.objects.filter(fund=fund).select_related("entered_by", "closed_by"),
    }
    return render(request, "funds/closing/list.html", context, status=status)
