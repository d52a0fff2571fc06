"""The list of pilot villages' funds, the page of one, and what opens it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from funds.actions import funds as actions
from funds.forms.funds import EarmarkForm, FundForm
from funds.fund_page import FundPage, fund_rows
from funds.ledger_page import LedgerPage
from funds.models import Fund
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability

PAGE = 30


@requires(Capability.VIEW_FUNDS)
def fund_list(request: UserRequest) -> HttpResponse:
    rows = fund_rows(list(Fund.objects.visible_to(request.user).with_chain()))
    context = {
        "rows": rows,
        "waiting": sum(row.waiting for row in rows),
        "balance": sum(row.standing.balance for row in rows),
        "free": sum(row.standing.free for row in rows),
    }
    return render(request, "funds/fund_list.html", context)


@requires(Capability.SELECT_PILOTS)
def fund_create(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    form = FundForm(request.POST or None, today=today)
    if form.is_valid():
        fund = form.perform(actions.select_pilot, by=request.user, **form.cleaned_data)
        if fund:
            messages.success(request, f"{fund.village.name}定为试点村，专户和 4 笔专款开好了")
            return redirect(fund)
    return form_page(request, "funds/fund_form.html", form)


@requires(Capability.VIEW_FUNDS)
def fund_detail(request: UserRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.visible_to(request.user).with_chain(), pk=pk)
    page = Paginator(fund.entries.as_ledger(), PAGE).get_page(request.GET.get("page"))
    context = {
        "fund": fund,
        "sheet": FundPage(fund, on=timezone.localdate(), reader=request.user),
        "page": page,
        "ledger": LedgerPage.of(fund, list(page)),
    }
    return render(request, "funds/fund_detail.html", context)


@requires(Capability.KEEP_BOOKS)
def earmark_create(request: UserRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.open_to(request.user, Capability.KEEP_BOOKS).with_chain(), pk=pk)
    form = EarmarkForm(request.POST or None, fund=fund)
    if form.is_valid():
        account = form.perform(actions.open_earmark, fund, by=request.user, **form.cleaned_data)
        if account:
            messages.success(request, f"开了 {account}")
            return redirect(fund)
    return form_page(request, "funds/earmark_form.html", form, fund=fund)
