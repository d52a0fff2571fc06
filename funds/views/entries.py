"""An entry of the books, and the voucher that takes it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from funds.actions import vouchers as actions
from funds.forms.vouchers import ReversalForm
from funds.ledger_page import LedgerPage
from funds.models import Entry
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@requires(Capability.VIEW_FUNDS)
def entry_detail(request: UserRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk, Capability.VIEW_FUNDS)
    context = {
        "entry": entry,
        "fund": entry.fund,
        "line": LedgerPage.of(entry.fund, [entry]).lines[0],
        "files": entry.voucher.files.select_related("file"),
    }
    return render(request, "funds/entry_detail.html", context)


@requires(Capability.KEEP_BOOKS)
def entry_reverse(request: UserRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk, Capability.KEEP_BOOKS)
    sent = hasattr(entry, "reversing_voucher") and entry.reversing_voucher
    again = request.POST.get("idem") == str(sent.idem) if sent else False
    if sent and not again:
        messages.error(request, "这一笔已经有冲红凭证")
        return redirect(sent)
    form = ReversalForm(
        request.POST or None, request.FILES or None, entry=entry, fund=entry.fund, today=timezone.localdate()
    )
    if form.is_valid():
        told = form.cleaned_data
        voucher = form.perform(
            actions.reverse_entry,
            entry,
            idem=told["idem"],
            day=told["day"],
            reason=told["memo"],
            receipts=form.brought,
            by=request.user,
        )
        if voucher:
            messages.success(request, "冲红凭证送审了，等审批人批")
            return redirect(voucher)
    line = LedgerPage.of(entry.fund, [entry]).lines[0]
    return form_page(request, "funds/entry_reverse.html", form, entry=entry, fund=entry.fund, line=line)


def _entry(request: UserRequest, pk: int, capability: Capability) -> Entry:
    rows = Entry.objects.open_to(request.user, capability).as_ledger()
    return get_object_or_404(rows.select_related("fund__village", "fund__chain", "made_by", "approved_by"), pk=pk)
