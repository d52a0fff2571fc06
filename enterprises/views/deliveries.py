"""Deliveries on a pledge: reported by the enterprise, confirmed or returned by the village's side (R5.2)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from enterprises.actions import deliveries as actions
from enterprises.codes import Mode
from enterprises.forms.candidates import candidates_for
from enterprises.forms.deliveries import AnswerForm, DeliveryForm, PostEndForm, ReasonForm
from enterprises.giver import GiftTrace
from enterprises.models import Beneficiary, Delivery, DeliveryFile, Pledge
from enterprises.models.delivery import DeliveryQuerySet
from enterprises.modes import RULES, said
from enterprises.sheets.own import pledge_step
from enterprises.views.pages import act_page, home_of, reading_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Role
from povertyplan.files.serving import serve

PAGE = 50


@requires(Capability.REPORT_HELP)
def delivery_create(request: UserRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = Pledge.objects.open_to(request.user, Capability.REPORT_HELP).with_sides().with_delivered()
    pledge = get_object_or_404(rows, pk=pk)
    people = candidates_for(pledge, request.user, on=today)
    form = DeliveryForm(request.POST or None, request.FILES or None, pledge=pledge, candidates=people, today=today)
    if form.is_valid():
        delivery = form.perform(actions.report_delivery, pledge, **form.facts, today=today, by=request.user)
        if delivery:
            messages.success(request, f"已报 {said(delivery.mode, delivery.measure)}，等村里确认")
            return redirect("enterprises:delivery_detail", delivery.pk)
    return _form_page(request, form, pledge, back=home_of(request, pledge.choice.pairing))


@requires(Capability.REPORT_HELP)
def delivery_edit(request: UserRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    delivery = _delivery(request, pk, Capability.REPORT_HELP)
    back = reverse("enterprises:delivery_detail", args=[delivery.pk])
    if not delivery.is_correctable:
        messages.error(request, f"这一笔{delivery.get_state_display()}，不能再改")
        return redirect(back)
    pledge = Pledge.objects.with_sides().with_delivered().get(pk=delivery.pledge_id)
    people = candidates_for(pledge, request.user, on=today, delivery=delivery)
    form = DeliveryForm(
        request.POST or None,
        request.FILES or None,
        pledge=pledge,
        candidates=people,
        delivery=delivery,
        today=today,
    )
    if form.is_valid():
        done = form.perform(actions.correct_delivery, delivery, **form.facts, today=today, by=request.user)
        if done:
            messages.success(request, "已改好，等村里确认")
            return redirect(back)
    return _form_page(request, form, pledge, back=back, delivery=delivery)


def _form_page(
    request: UserRequest, form: DeliveryForm, pledge: Pledge, *, back: str, delivery: Delivery | None = None
) -> HttpResponse:
    others = pledge.taken - (delivery.measure if delivery and delivery.is_live else 0)
    context = {
        "pledge": pledge,
        "delivery": delivery,
        "pledged": said(pledge.mode, pledge.measure),
        "taken": said(pledge.mode, others) if others else "",
        "left": said(pledge.mode, pledge.measure - others) if pledge.measure > others else "",
    }
    return act_page(request, "enterprises/delivery_form.html", form, back=back, **context)


@requires(Capability.VIEW_ENTERPRISES)
def delivery_list(request: UserRequest) -> HttpResponse:
    """What waits for confirmation first; a contact also sees the own pledges, each with its next step."""
    rows = Delivery.objects.visible_to(request.user)
    views = _views(rows)
    is_own = request.user.role == Role.ENTERPRISE
    usual = "all" if is_own else "waiting"
    state = request.GET.get("state", usual)
    state = state if state in views else usual
    page = Paginator(views[state][1].with_sides().newest_first(), PAGE).get_page(request.GET.get("page"))
    pledges = Pledge.objects.visible_to(request.user).with_sides().with_delivered() if is_own else Pledge.objects.none()
    today = timezone.localdate()
    return reading_page(
        request,
        "enterprises/delivery_list.html",
        back="/",
        page=page,
        lines=[(delivery, said(delivery.mode, delivery.measure)) for delivery in page],
        views=[(name, label, part.count()) for name, (label, part) in views.items()],
        state=state,
        state_words=views[state][0],
        pledges=[(pledge, pledge_step(pledge, on=today)) for pledge in pledges],
        is_own=is_own,
        tab="deliveries" if is_own else "",
    )


def _views(rows: DeliveryQuerySet) -> dict[str, tuple[str, DeliveryQuerySet]]:
    return {
        "waiting": ("等确认", rows.waiting()),
        "returned": ("退回的", rows.returned()),
        "confirmed": ("已确认", rows.confirmed()),
        "all": ("全部", rows),
    }


@requires(Capability.VIEW_ENTERPRISES)
def delivery_detail(request: UserRequest, pk: int) -> HttpResponse:
    delivery = _delivery(request, pk, Capability.VIEW_ENTERPRISES)
    user = request.user
    reached = delivery.beneficiaries.with_head_name().in_registry_order().select_related("household", "member")
    waits = delivery.is_waiting and not delivery.is_booked and user.can(Capability.CONFIRM_HELP)
    own = delivery.reported_by_id == user.pk
    return reading_page(
        request,
        "enterprises/delivery_detail.html",
        back=reverse("enterprises:delivery_list"),
        delivery=delivery,
        pledge=delivery.pledge,
        pairing=delivery.pledge.choice.pairing,
        rule=RULES[Mode(delivery.mode)],
        measure=said(delivery.mode, delivery.measure),
        reached=reached,
        files=delivery.files.select_related("file"),
        may_answer=waits and not own,
        own_report=waits and own,
        by_books=delivery.is_waiting and delivery.is_booked,
        may_return=user.can(Capability.CONFIRM_HELP) and not own,
        may_correct=delivery.is_correctable and user.can(Capability.REPORT_HELP),
        may_void=delivery.is_voidable and user.can(Capability.EDIT_ENTERPRISES),
        trace=GiftTrace.of(delivery) if delivery.is_followed else None,
        may_use=delivery.is_followed and not delivery.is_booked and user.can(Capability.CONFIRM_HELP),
        may_end=delivery.is_confirmed and user.can(Capability.REPORT_HELP),
    )


@require_POST
@requires(Capability.CONFIRM_HELP)
def delivery_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """One press; what stands against it is told on the page of the delivery."""
    delivery = _delivery(request, pk, Capability.CONFIRM_HELP)
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer, today = form.cleaned_data["answer"], timezone.localdate()
        done = form.perform(actions.confirm_delivery, delivery, today=today, by=request.user, answer=answer)
        if done:
            messages.success(request, "已确认，这一笔算到位，户里的收入和措施跟着记上")
    for words in form.refusals:
        messages.error(request, words)
    return redirect("enterprises:delivery_detail", delivery.pk)


@requires(Capability.CONFIRM_HELP)
def delivery_return(request: UserRequest, pk: int) -> HttpResponse:
    delivery = _delivery(request, pk, Capability.CONFIRM_HELP)
    form = ReasonForm(request.POST or None, label="为什么退回、要改什么")
    if form.is_valid():
        reason, today = form.cleaned_data["reason"], timezone.localdate()
        done = form.perform(actions.return_delivery, delivery, reason=reason, today=today, by=request.user)
        if done:
            messages.success(request, "已退回，企业那边会看到原因")
            return redirect("enterprises:delivery_detail", delivery.pk)
    return _step_page(request, delivery, form, title="退回这一笔", act="退回")


@requires(Capability.EDIT_ENTERPRISES)
def delivery_void(request: UserRequest, pk: int) -> HttpResponse:
    delivery = _delivery(request, pk, Capability.EDIT_ENTERPRISES)
    form = ReasonForm(request.POST or None, label="为什么作废")
    if form.is_valid():
        reason, today = form.cleaned_data["reason"], timezone.localdate()
        done = form.perform(actions.void_delivery, delivery, reason=reason, today=today, by=request.user)
        if done:
            messages.success(request, "已作废，不再算到位；户里记上的收入和措施已收回")
            return redirect("enterprises:delivery_detail", delivery.pk)
    return _step_page(request, delivery, form, title="作废这一笔", act="作废")


@requires(Capability.REPORT_HELP)
def post_end(request: UserRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = Beneficiary.objects.open_to(request.user, Capability.REPORT_HELP).posts()
    post = get_object_or_404(rows.select_related("member", "delivery"), pk=pk)
    delivery = _delivery(request, post.delivery_id, Capability.REPORT_HELP)
    form = PostEndForm(request.POST or None, since=post.since or today, today=today)
    if form.is_valid():
        done = form.perform(actions.end_post, post, until=form.cleaned_data["until"], today=today, by=request.user)
        if done:
            messages.success(request, f"已记下 {post.member} 离岗，工资算到那一天")
            return redirect("enterprises:delivery_detail", delivery.pk)
    return _step_page(request, delivery, form, title=f"{post.member} 离岗", act="登记离岗", post=post)


def _step_page(
    request: UserRequest,
    delivery: Delivery,
    form: ReasonForm | PostEndForm,
    *,
    title: str,
    act: str,
    post: Beneficiary | None = None,
) -> HttpResponse:
    return act_page(
        request,
        "enterprises/delivery_step.html",
        form,
        back=reverse("enterprises:delivery_detail", args=[delivery.pk]),
        delivery=delivery,
        measure=said(delivery.mode, delivery.measure),
        title=title,
        act=act,
        post=post,
    )


@requires(Capability.VIEW_ENTERPRISES)
def delivery_file(request: UserRequest, pk: int) -> FileResponse:
    kept = DeliveryFile.objects.visible_to(request.user).select_related("file")
    return serve(get_object_or_404(kept, pk=pk).file)


def _delivery(request: UserRequest, pk: int, capability: Capability) -> Delivery:
    rows = Delivery.objects.open_to(request.user, capability).with_sides()
    return get_object_or_404(rows.select_related("reported_by", "answered_by", "voided_by"), pk=pk)
