"""Vouchers at the desk: written by the keeper, approved or returned by another person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from enterprises.forms.deliveries import ReasonForm
from funds.actions import vouchers as actions
from funds.codes import EntryKind
from funds.forms.vouchers import (
    ApprovalForm,
    PaymentForm,
    ReceiptFilesForm,
    ReceiptForm,
    ReversalForm,
    VoucherForm,
    gift_initial,
)
from funds.models import Application, Fund, Voucher, VoucherFile
from funds.models.voucher import VoucherQuerySet
from funds.payments import obstacles
from funds.tracks import Track
from funds.voucher_page import VoucherPage
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.files.serving import serve
from povertyplan.ui.forms import ActionForm
from povertyplan.versions import version_of

PAGE = 50


@requires(Capability.VIEW_FUNDS)
def voucher_list(request: UserRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.visible_to(request.user).with_chain(), pk=pk)
    views = _views(Voucher.objects.filter(fund=fund))
    state = request.GET.get("state", "open")
    state = state if state in views else "open"
    page = Paginator(views[state][1].with_sides().newest_first(), PAGE).get_page(request.GET.get("page"))
    context = {
        "fund": fund,
        "page": page,
        "views": [(name, label, rows.count()) for name, (label, rows) in views.items()],
        "state": state,
        "state_words": views[state][0],
    }
    return render(request, "funds/voucher_list.html", context)


def _views(rows: VoucherQuerySet) -> dict[str, tuple[str, VoucherQuerySet]]:
    return {
        "open": ("没办完", rows.open()),
        "waiting": ("等审批", rows.waiting()),
        "returned": ("退回", rows.returned()),
        "drafts": ("草稿", rows.drafts()),
        "posted": ("已入账", rows.posted()),
    }


@requires(Capability.KEEP_BOOKS)
def voucher_create(request: UserRequest, pk: int) -> HttpResponse:
    """A receipt; `?delivery=` fills in what is known of an enterprise's gift."""
    fund = get_object_or_404(Fund.objects.open_to(request.user, Capability.KEEP_BOOKS).with_chain(), pk=pk)
    known = gift_initial(fund, request.GET.get("delivery", ""))
    form = ReceiptForm(
        request.POST or None, request.FILES or None, fund=fund, today=timezone.localdate(), initial=known
    )
    answer = _written(request, form, fund) if form.is_valid() else None
    return answer or _form_page(request, form, fund)


@requires(Capability.KEEP_BOOKS)
def payment_create(request: UserRequest, pk: int) -> HttpResponse:
    """A payment on an application; where it cannot be paid the page says why and has no form."""
    rows = Application.objects.open_to(request.user, Capability.KEEP_BOOKS).with_steps()
    application = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    track = Track.of(application, on=today)
    rest = track.left - sum(voucher.amount for voucher in track.submitted)
    against = obstacles(application, amount=max(1, rest), day=today)
    if against and not request.POST:
        context = {"application": application, "fund": application.fund, "obstacles": against, "track": track}
        return render(request, "funds/payment_stopped.html", context)
    form = PaymentForm(request.POST or None, request.FILES or None, application=application, rest=rest, today=today)
    answer = _written(request, form, application.fund) if form.is_valid() else None
    return answer or _form_page(request, form, application.fund, application=application, rest=rest)


def _written(request: UserRequest, form: VoucherForm, fund: Fund) -> HttpResponse | None:
    voucher = form.perform(
        actions.write_voucher,
        fund,
        idem=form.cleaned_data["idem"],
        receipts=form.brought,
        submits=form.submits,
        by=request.user,
        **form.facts,
    )
    return _told(request, voucher) if voucher else None


def _told(request: UserRequest, voucher: Voucher) -> HttpResponse:
    messages.success(request, "送审了，等审批人批" if voucher.is_waiting else "草稿存好了，还没有送审")
    return redirect(voucher)


@requires(Capability.KEEP_BOOKS)
def voucher_edit(request: UserRequest, pk: int) -> HttpResponse:
    voucher = _voucher(request, pk, Capability.KEEP_BOOKS)
    if not voucher.is_written:
        messages.error(request, "已经送审，先拿回来再改" if voucher.is_open else "已经入账，改不了，只能冲红")
        return redirect(voucher)
    form = _form_of(request, voucher)
    if form.is_valid():
        done = form.perform(
            actions.rewrite_voucher,
            voucher,
            receipts=form.brought,
            submits=form.submits,
            by=request.user,
            **form.facts,
        )
        if done:
            return _told(request, done)
    return _form_page(request, form, voucher.fund, voucher=voucher, application=voucher.application)


def _form_of(request: UserRequest, voucher: Voucher) -> VoucherForm:
    sent = (request.POST or None, request.FILES or None)
    today = timezone.localdate()
    if voucher.kind == EntryKind.RECEIPT:
        return ReceiptForm(*sent, fund=voucher.fund, voucher=voucher, today=today)
    if voucher.application:
        return PaymentForm(*sent, application=voucher.application, voucher=voucher, today=today)
    assert voucher.reverses is not None  # noqa: S101 - voucher_kind_has_its_facts
    return ReversalForm(*sent, entry=voucher.reverses, fund=voucher.fund, voucher=voucher, today=today)


def _form_page(request: UserRequest, form: VoucherForm, fund: Fund, **context: object) -> HttpResponse:
    return form_page(request, "funds/voucher_form.html", form, fund=fund, **context)


@requires(Capability.VIEW_FUNDS)
def voucher_detail(request: UserRequest, pk: int) -> HttpResponse:
    return _detail_page(request, _voucher(request, pk, Capability.VIEW_FUNDS))


def _detail_page(request: UserRequest, voucher: Voucher, form: ActionForm | None = None) -> HttpResponse:
    context = {
        "voucher": voucher,
        "fund": voucher.fund,
        "sheet": VoucherPage(voucher, on=timezone.localdate(), reader=request.user),
        "form": form or ApprovalForm(initial={"seen": version_of(voucher)}),
    }
    return render(request, "funds/voucher_detail.html", context, status=422 if form else 200)


@require_POST
@requires(Capability.KEEP_BOOKS)
def voucher_submit(request: UserRequest, pk: int) -> HttpResponse:
    voucher = _voucher(request, pk, Capability.KEEP_BOOKS)
    form = ApprovalForm(request.POST)
    if form.is_valid():
        done = form.perform(actions.send_voucher, voucher, by=request.user)
        if done:
            messages.success(request, "送审了，等审批人批")
            return redirect(done)
    return _detail_page(request, voucher, form)


@require_POST
@requires(Capability.KEEP_BOOKS)
def voucher_take_back(request: UserRequest, pk: int) -> HttpResponse:
    voucher = _voucher(request, pk, Capability.KEEP_BOOKS)
    form = ApprovalForm(request.POST)
    if form.is_valid():
        done = form.perform(actions.take_back_voucher, voucher, by=request.user)
        if done:
            messages.success(request, "拿回来了，改好再送审")
            return redirect(done)
    return _detail_page(request, voucher, form)


@require_POST
@requires(Capability.KEEP_BOOKS)
def voucher_delete(request: UserRequest, pk: int) -> HttpResponse:
    voucher = _voucher(request, pk, Capability.KEEP_BOOKS)
    fund, form = voucher.fund, ApprovalForm(request.POST)
    if form.is_valid():
        form.perform(actions.delete_voucher, voucher, by=request.user)
    if form.errors:
        return _detail_page(request, voucher, form)
    messages.success(request, "删掉了，账上没有动")
    return redirect("funds:voucher_list", fund.pk)


@require_POST
@requires(Capability.APPROVE_VOUCHERS)
def voucher_approve(request: UserRequest, pk: int) -> HttpResponse:
    voucher = _voucher(request, pk, Capability.APPROVE_VOUCHERS)
    form = ApprovalForm(request.POST)
    if form.is_valid():
        seen, today = form.cleaned_data["seen"], timezone.localdate()
        entry = form.perform(actions.approve_voucher, voucher, seen=seen, today=today, by=request.user)
        if entry:
            messages.success(request, f"入账了，第 {entry.seal.seq} 笔")
            return redirect(voucher.fund)
        if not form.errors:
            messages.success(request, "批了一次，还要第二个人批才入账")
            return redirect(voucher)
    return _detail_page(request, _voucher(request, pk, Capability.APPROVE_VOUCHERS), form)


@requires(Capability.APPROVE_VOUCHERS)
def voucher_return(request: UserRequest, pk: int) -> HttpResponse:
    voucher = _voucher(request, pk, Capability.APPROVE_VOUCHERS)
    form = ReasonForm(request.POST or None, label="为什么退回、要改什么")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done = form.perform(actions.return_voucher, voucher, reason=reason, by=request.user)
        if done:
            messages.success(request, "退回了，出纳会看到原因")
            return redirect(voucher.fund)
    return form_page(request, "funds/voucher_return.html", form, voucher=voucher, fund=voucher.fund)


@require_POST
@requires(Capability.KEEP_BOOKS)
def voucher_file_create(request: UserRequest, pk: int) -> HttpResponse:
    """Receipts onto a draft; what stands against one is told on the voucher's page."""
    voucher = _voucher(request, pk, Capability.KEEP_BOOKS)
    form = ReceiptFilesForm(request.POST, request.FILES)
    if form.is_valid():
        for content, caption in form.cleaned_data["attachments"]:
            form.perform(actions.attach_receipt, voucher, content, caption=caption, by=request.user)
    if form.errors:
        return _detail_page(request, voucher, form)
    messages.success(request, "票据传好了")
    return redirect(voucher)


@requires(Capability.VIEW_FUNDS)
def voucher_file(request: UserRequest, pk: int) -> FileResponse:
    rows = VoucherFile.objects.visible_to(request.user).select_related("file")
    return serve(get_object_or_404(rows, pk=pk).file)


@require_POST
@requires(Capability.KEEP_BOOKS)
def voucher_file_remove(request: UserRequest, pk: int) -> HttpResponse:
    rows = VoucherFile.objects.open_to(request.user, Capability.KEEP_BOOKS).select_related("voucher")
    receipt = get_object_or_404(rows, pk=pk)
    voucher = _voucher(request, receipt.voucher_id, Capability.KEEP_BOOKS)
    form = ApprovalForm(request.POST)
    if form.is_valid():
        done = form.perform(actions.remove_receipt, receipt, by=request.user)
        if done:
            messages.success(request, f"拿掉了“{receipt.caption}”")
            return redirect(done)
    return _detail_page(request, voucher, form)


def _voucher(request: UserRequest, pk: int, capability: Capability) -> Voucher:
    return get_object_or_404(Voucher.objects.open_to(request.user, capability).with_sides(), pk=pk)
