"""The bank beside the books: the statement comes in, a person says which line is which entry."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from funds.actions.bank import import_statement, match_lines, unmatch
from funds.forms.bank import StatementForm
from funds.models import BankMatch, Fund
from funds.reconciliation import Reconciliation, chosen_pairs
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.ui.forms import ActionForm


@requires(Capability.VIEW_FUNDS)
@require_GET
def reconciliation(request: UserRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.visible_to(request.user).with_chain(), pk=pk)
    return _page(request, fund, ActionForm())


@requires(Capability.KEEP_BOOKS)
def statement_import(request: UserRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.open_to(request.user, Capability.KEEP_BOOKS), pk=pk)
    form = StatementForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        done = form.perform(
            import_statement, fund, form.file_name, form.content, today=timezone.localdate(), by=request.user
        )
        if done:
            fresh = done[1]
            messages.success(request, f"新导入 {fresh} 笔流水" if fresh else "这份对账单里的流水都导过了")
            return redirect("funds:reconciliation", fund.pk)
    status = 422 if form.is_bound else 200
    return render(request, "funds/bank/import.html", {"fund": fund, "form": form}, status=status)


@requires(Capability.KEEP_BOOKS)
@require_POST
def match_accept(request: UserRequest, pk: int) -> HttpResponse:
    """`pair` as often as lines were ticked, each `line:entry`."""
    fund = get_object_or_404(Fund.objects.open_to(request.user, Capability.KEEP_BOOKS).with_chain(), pk=pk)
    pairs = chosen_pairs(fund, request.POST.getlist("pair"))
    form = ActionForm(request.POST)
    if not pairs:
        messages.warning(request, "一笔都没有勾")
        return redirect("funds:reconciliation", fund.pk)
    form.is_valid()
    made = form.perform(match_lines, fund, pairs, by=request.user)
    if made is None:
        return _page(request, fund, form, status=422)
    messages.success(request, f"勾对了 {made} 笔")
    return redirect("funds:reconciliation", fund.pk)


@requires(Capability.KEEP_BOOKS)
@require_POST
def match_undo(request: UserRequest, pk: int) -> HttpResponse:
    matches = BankMatch.objects.open_to(request.user, Capability.KEEP_BOOKS).select_related("line__fund", "entry")
    match = get_object_or_404(matches, pk=pk)
    form = ActionForm(request.POST)
    form.is_valid()
    form.perform(unmatch, match, by=request.user)
    if form.errors:
        fund = get_object_or_404(Fund.objects.open_to(request.user, Capability.KEEP_BOOKS), pk=match.line.fund_id)
        return _page(request, fund, form, status=422)
    messages.success(request, f"{match.line.day} 的流水 {match.line.serial} 不再勾对")
    return redirect("funds:reconciliation", match.line.fund_id)


def _page(request: UserRequest, fund: Fund, form: ActionForm, *, status: int = 200) -> HttpResponse:
    context = {"fund": fund, "form": form, "sheet": Reconciliation.of(fund)}
    return render(request, "funds/bank/reconciliation.html", context, status=status)
