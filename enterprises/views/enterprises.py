"""The list of enterprises, the page of one, and what the office keeps about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from enterprises.actions import enterprises as actions
from enterprises.enterprise_page import EnterprisePage
from enterprises.filters import EnterpriseRegister
from enterprises.forms.enterprises import ContactForm, EnterpriseForm, LastDayForm
from enterprises.models import Enterprise, EnterpriseContact
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.shapes import NOT_IN_AN_ADDRESS, holds_id_number

PAGE = 50


@requires(Capability.VIEW_ENTERPRISES)
def enterprise_list(request: UserRequest) -> HttpResponse:
    if holds_id_number(request.GET.get("q", "")):
        messages.error(request, NOT_IN_AN_ADDRESS)
        return redirect("enterprises:enterprise_list")
    register = EnterpriseRegister(request.GET, user=request.user, today=timezone.localdate())
    page = Paginator(register.for_list(), PAGE).get_page(request.GET.get("page"))
    context = {"register": register, "page": page, "rows": register.lines(list(page))}
    return render(request, "enterprises/enterprise_list.html", context)


@requires(Capability.VIEW_ENTERPRISES)
def enterprise_detail(request: UserRequest, pk: int) -> HttpResponse:
    rows = Enterprise.objects.visible_to(request.user).select_related("village")
    enterprise = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    walk = None
    if request.GET:
        walk = EnterpriseRegister(request.GET, user=request.user, today=today).walk_at(enterprise)
    reader = request.user
    context = {
        "enterprise": enterprise,
        "sheet": EnterprisePage(enterprise, on=today, reader=reader),
        "walk": walk,
        # Who confirms or reports help calls the enterprise; others read that there is a number.
        "may_phone": reader.can(Capability.CONFIRM_HELP) or reader.can(Capability.REPORT_HELP),
        "today": today,
    }
    return render(request, "enterprises/enterprise_detail.html", context)


@requires(Capability.EDIT_ENTERPRISES)
def enterprise_create(request: UserRequest) -> HttpResponse:
    form = EnterpriseForm(request.POST or None)
    if form.is_valid():
        made = form.perform(actions.register_enterprise, by=request.user, **form.facts)
        if made:
            messages.success(request, f"已登记{made.name}，下一步结对村")
            return redirect(made)
    return form_page(request, "enterprises/enterprise_form.html", form)


@requires(Capability.EDIT_ENTERPRISES)
def enterprise_edit(request: UserRequest, pk: int) -> HttpResponse:
    enterprise = get_object_or_404(Enterprise.objects.open_to(request.user, Capability.EDIT_ENTERPRISES), pk=pk)
    form = EnterpriseForm(request.POST or None, instance=enterprise)
    if form.is_valid():
        saved = form.perform(
            actions.correct_enterprise, enterprise, seen=form.seen_version, by=request.user, **form.facts
        )
        if saved:
            messages.success(request, "已保存")
            return redirect(saved)
    # Validation has put what was typed into the instance; the heading names the enterprise as it is.
    kept = get_object_or_404(Enterprise, pk=pk)
    return form_page(request, "enterprises/enterprise_form.html", form, enterprise=kept)


@requires(Capability.EDIT_ENTERPRISES)
def enterprise_leave(request: UserRequest, pk: int) -> HttpResponse:
    rows = Enterprise.objects.open_to(request.user, Capability.EDIT_ENTERPRISES).active()
    enterprise = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    form = LastDayForm(request.POST or None, today=today, initial={"until": today})
    if form.is_valid():
        day = form.cleaned_data["until"]
        left = form.perform(actions.leave, enterprise, left_on=day, today=today, by=request.user)
        if left:
            messages.success(request, f"已记下，{left.name}参加到 {left.left_on} 为止")
            return redirect(left)
    page = EnterprisePage(enterprise, on=today, reader=request.user)
    return form_page(request, "enterprises/enterprise_leave.html", form, enterprise=enterprise, sheet=page)


@requires(Capability.EDIT_ENTERPRISES)
def contact_create(request: UserRequest, pk: int) -> HttpResponse:
    rows = Enterprise.objects.open_to(request.user, Capability.EDIT_ENTERPRISES).active()
    enterprise = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    form = ContactForm(request.POST or None, today=today, initial={"since": today})
    if form.is_valid():
        named = form.perform(actions.name_contact, enterprise, by=request.user, **form.cleaned_data)
        if named:
            messages.success(request, f"{named.user.name}从 {named.since} 起是{enterprise.name}的联系人")
            return redirect(enterprise)
    return form_page(request, "enterprises/contact_form.html", form, enterprise=enterprise)


@requires(Capability.EDIT_ENTERPRISES)
def contact_end(request: UserRequest, pk: int) -> HttpResponse:
    rows = EnterpriseContact.objects.open_to(request.user, Capability.EDIT_ENTERPRISES)
    contact = get_object_or_404(rows.select_related("enterprise", "user"), pk=pk)
    today = timezone.localdate()
    form = LastDayForm(request.POST or None, today=today, initial={"until": today})
    if form.is_valid():
        ended = form.perform(actions.end_contact, contact, by=request.user, **form.cleaned_data)
        if ended:
            messages.success(request, f"已记下，{contact.user.name}做联系人到 {ended.until} 为止")
            return redirect(contact.enterprise)
    heading = f"结束联系人 {contact.user.name}"
    say = f"{contact.enterprise.name}，从 {contact.since} 起。以后不能再用这个账号看这家企业"
    context = {"enterprise": contact.enterprise, "heading": heading, "say": say}
    return form_page(request, "enterprises/last_day.html", form, **context)
