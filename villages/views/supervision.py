"""Supervision notices (督办单): the list with what is proposed, one notice, and each step of its course (R4.3)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Role, Scope
from povertyplan.files.serving import serve
from povertyplan.ui.forms import ActionForm
from villages.actions import supervision as actions
from villages.forms.supervision import (
    CloseForm,
    DecisionForm,
    ExtensionForm,
    OrderForm,
    ReplyForm,
    ReturnForm,
    WithdrawForm,
)
from villages.models import OrderEventKind, OrderFile, SupervisionOrder, Village
from villages.models.supervision import SupervisionOrderQuerySet
from villages.proposals import Proposal, on_notice, proposals
from villages.supervision import (
    Subject,
    closed_words,
    course,
    decision_words,
    extension_words,
    heard,
    latest,
    order_line,
    reply_words,
    review_words,
    still_open,
    subject_lines,
    turn_of,
)

PAGE = 50
_FIRST_PROPOSALS = 5


@requires(Capability.VIEW_PLANS)
def order_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    villages = list(Village.objects.open_to(request.user, Capability.VIEW_PLANS))
    chosen = _number(request.GET.get("village", ""))
    shown = [village for village in villages if village.pk == chosen] or villages
    village = shown[0] if len(shown) == 1 < len(villages) else None
    rows = SupervisionOrder.objects.visible_to(request.user)
    proposed = _proposed(request, shown, on=today)
    context = {
        "village": village,
        "villages": villages if request.user.scope(Capability.VIEW_PLANS) is Scope.ALL else [],
        "proposed": proposed[:_FIRST_PROPOSALS],
        "proposed_more": proposed[_FIRST_PROPOSALS:],
        "proposed_count": sum(len(proposal.subjects) for proposal, _ in proposed),
        "today": today,
        **_page_of(request, rows.filter(village=village) if village else rows, on=today),
    }
    return render(request, _for_reader(request, "villages/order_list.html", "villages/order_list_phone.html"), context)


@requires(Capability.VIEW_PLANS)
def order_detail(request: UserRequest, pk: int) -> HttpResponse:
    order = _order(request, pk, Capability.VIEW_PLANS)
    today = timezone.localdate()
    subjects = subject_lines(order.subjects.all(), order.reports_asked_for(), on=today)
    context = {
        "order": order,
        "line": order_line(order, on=today),
        "subjects": subjects,
        "steps": course(order, on=today),
        "turn": turn_of(
            order,
            request.user.pk,
            files=request.user.can(Capability.FILE_REPORTS),
            supervises=request.user.can(Capability.SUPERVISE),
            open_subjects=still_open(subjects),
            on=today,
        ),
        "today": today,
    }
    template = _for_reader(request, "villages/order_detail.html", "villages/order_phone.html")
    return render(request, template, context)


@requires(Capability.VIEW_PLANS)
def order_file(request: UserRequest, pk: int) -> FileResponse:
    kept = OrderFile.objects.visible_to(request.user).select_related("file")
    return serve(get_object_or_404(kept, pk=pk).file)


@requires(Capability.SUPERVISE)
def order_issue(request: UserRequest) -> HttpResponse:
    """?village= names the village; without one the page asks for it. `compose` writes the words anew."""
    today = timezone.localdate()
    villages = Village.objects.open_to(request.user, Capability.SUPERVISE)
    chosen = request.GET.get("village")
    if not chosen:
        found = _proposed(request, list(villages), on=today)
        return render(request, "villages/order_choose.html", {"proposed": found, "villages": villages, "today": today})
    village = get_object_or_404(villages, pk=_number(chosen))
    form = _order_form(request, village, on=today)
    if form.is_bound and form.is_valid():
        issued = form.perform(actions.issue_order, village, **form.facts, today=today, by=request.user)
        if issued:
            messages.success(request, f"督办单 {issued.name} 已发给{village.name}{issued.target}，打印一式两份")
            return redirect(issued)
    context = {"form": form, "village": village, "today": today}
    return render(request, "villages/order_issue.html", context, status=422 if form.is_bound else 200)


@requires(Capability.FILE_REPORTS)
def order_reply(request: UserRequest, pk: int) -> HttpResponse:
    order = _order(request, pk, Capability.FILE_REPORTS)
    form = ReplyForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        done = form.perform(
            actions.reply, order, text=text, files=form.contents, today=timezone.localdate(), by=request.user
        )
        if done:
            messages.success(request, "已回复，等办事处审核")
            return redirect(order)
    return _step_page(request, order, form, title="回复督办", act="发出回复", why_not=reply_words(order))


@requires(Capability.FILE_REPORTS)
def order_extension(request: UserRequest, pk: int) -> HttpResponse:
    order, today = _order(request, pk, Capability.FILE_REPORTS), timezone.localdate()
    form = ExtensionForm(request.POST or None, order=order)
    if form.is_valid():
        done = form.perform(actions.ask_extension, order, today=today, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, "延期已申请，等办事处定；定下来以前按原来的期限")
            return redirect(order)
    why_not = extension_words(order, on=today)
    return _step_page(request, order, form, title="申请延期", act="申请延期", why_not=why_not)


@requires(Capability.SUPERVISE)
def order_decide(request: UserRequest, pk: int) -> HttpResponse:
    order = _order(request, pk, Capability.SUPERVISE)
    asked = latest(order.events.all(), OrderEventKind.EXTENSION_ASKED)
    form = DecisionForm(request.POST or None, asked=asked.new_due_on if asked else None)
    if form.is_valid():
        today = timezone.localdate()
        done = form.perform(actions.decide_extension, order, **form.facts, today=today, by=request.user)
        if done:
            messages.success(request, done.get_kind_display())
            return redirect(order)
    return _step_page(request, order, form, title="定延期", act="定下来", why_not=decision_words(order))


@requires(Capability.SUPERVISE)
def order_return(request: UserRequest, pk: int) -> HttpResponse:
    order, today = _order(request, pk, Capability.SUPERVISE), timezone.localdate()
    form = ReturnForm(request.POST or None, order=order, today=today)
    if form.is_valid():
        done = form.perform(actions.return_order, order, today=today, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, "已退回重办")
            return redirect(order)
    return _step_page(request, order, form, title="退回重办", act="退回重办", why_not=review_words(order))


@requires(Capability.SUPERVISE)
def order_close(request: UserRequest, pk: int) -> HttpResponse:
    order, today = _order(request, pk, Capability.SUPERVISE), timezone.localdate()
    form = CloseForm(request.POST or None)
    if form.is_valid():
        done = form.perform(actions.close_order, order, today=today, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, f"督办单 {order.name} 已销号")
            return redirect(order)
    return _step_page(request, order, form, title="办结销号", act="办结销号", why_not=review_words(order))


@requires(Capability.SUPERVISE)
def order_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    order, today = _order(request, pk, Capability.SUPERVISE), timezone.localdate()
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["text"]
        done = form.perform(actions.withdraw_order, order, reason=reason, today=today, by=request.user)
        if done:
            messages.success(request, f"督办单 {order.name} 已撤回")
            return redirect(order)
    return _step_page(request, order, form, title="撤回督办单", act="撤回", why_not=closed_words(order))


def _order(request: UserRequest, pk: int, capability: Capability) -> SupervisionOrder:
    rows = SupervisionOrder.objects.open_to(request.user, capability)
    return get_object_or_404(rows.with_whole_course(), pk=pk)


def _page_of(request: UserRequest, rows: SupervisionOrderQuerySet, *, on: date) -> dict[str, Any]:
    views = _views(rows, on=on)
    state = request.GET.get("state", "")
    state = state if state in views else ""
    words, found = views[state]
    page = Paginator(found.select_related("village").prefetch_related("subjects"), PAGE)
    shown = page.get_page(request.GET.get("page"))
    return {
        "page": shown,
        "lines": [order_line(order, on=on) for order in shown],
        "views": [(name, label, part.count()) for name, (label, part) in views.items()],
        "state": state,
        "state_words": words,
    }


def _views(rows: SupervisionOrderQuerySet, *, on: date) -> dict[str, tuple[str, SupervisionOrderQuerySet]]:
    return {
        "": ("在办", rows.going_on()),
        "reply": ("等回复", rows.waiting_for_village()),
        "review": ("等审核", rows.waiting_for_review()),
        "overdue": ("逾期", rows.overdue(on=on)),
        "closed": ("已销号", rows.closed()),
        "all": ("全部", rows),
    }


def _proposed(request: UserRequest, villages: Sequence[Village], *, on: date) -> list[tuple[Proposal, int]]:
    """With the days of what has waited longest, the longest first; nothing for who may not issue."""
    if not request.user.can(Capability.SUPERVISE):
        return []
    found = [(proposal, proposal.late_days(on=on)) for proposal in proposals(villages, on=on)]
    return sorted(found, key=lambda pair: pair[1], reverse=True)


def _order_form(request: UserRequest, village: Village, *, on: date) -> OrderForm:
    found = proposals([village], on=on)
    subjects: Sequence[Subject] = found[0].subjects if found else ()
    officer = village.officer(on=on)
    owner = officer.name if officer else village.leader_name
    facts: dict[str, Any] = {"proposed": subjects, "owner": owner, "today": on}
    if request.method != "POST":
        return OrderForm(**facts)
    if "compose" in request.POST:
        ticked, matter = request.POST.getlist("subjects"), request.POST.get("matter", "").strip()[:80]
        return OrderForm(**facts, ticked=ticked, matter=matter)
    return OrderForm(request.POST, **facts, on_notice=on_notice(village))


def _step_page(
    request: UserRequest, order: SupervisionOrder, form: ActionForm, *, why_not: str, title: str, act: str
) -> HttpResponse:
    """A step that is not due now is told of on the notice's own page; what was typed stays on this one."""
    if why_not and not form.is_bound:
        messages.error(request, why_not)
        return redirect(order)
    today = timezone.localdate()
    context = {
        "form": form,
        "order": order,
        "line": order_line(order, on=today),
        "heard": heard(order, on=today),
        "title": title,
        "act": act,
    }
    template = _for_reader(request, "villages/order_step.html", "villages/order_step_phone.html")
    return render(request, template, context, status=422 if form.is_bound else 200)


def _for_reader(request: UserRequest, desk: str, phone: str) -> str:
    """A cadre reads on a phone, the office at a desk."""
    return phone if request.user.role == Role.CADRE else desk


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
