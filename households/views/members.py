"""People of a household, and the one page that shows a whole ID number."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from households.actions.members import add_member, change_head, correct_member, leave, reveal_id_number
from households.codes import LeaveReason, Relation
from households.forms.members import HeadForm, LeaveForm, MemberForm, RevealForm
from households.models import Household, Member
from households.models.member import MemberQuerySet
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


def _open_members(request: UserRequest, capability: Capability) -> MemberQuerySet:
    return Member.objects.open_to(request.user, capability).select_related("household__village")


@requires(Capability.EDIT_HOUSEHOLDS)
def member_create(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    form = MemberForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        number = form.cleaned_data["id_number"]
        member = form.perform(add_member, household, number=number, by=request.user, **form.facts)
        if member:
            messages.success(request, f"已登记成员 {member.name}")
            return redirect(household)
    return form_page(request, "households/member_form.html", form, household=household)


@requires(Capability.EDIT_HOUSEHOLDS)
def member_edit(request: UserRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(_open_members(request, Capability.EDIT_HOUSEHOLDS).present(), pk=pk)
    form = MemberForm(request.POST or None, instance=member, today=timezone.localdate())
    if form.is_valid():
        number, seen = form.cleaned_data["id_number"], form.seen_version
        if form.perform(correct_member, member, number=number, seen=seen, by=request.user, **form.facts):
            messages.success(request, "已保存")
            return redirect(member.household)
    return form_page(request, "households/member_form.html", form, household=member.household, member=member)


@requires(Capability.EDIT_HOUSEHOLDS)
def member_leave(request: UserRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(_open_members(request, Capability.EDIT_HOUSEHOLDS).present(), pk=pk)
    today = timezone.localdate()
    form = LeaveForm(request.POST or None, initial={"left_on": today})
    if form.is_valid():
        on, reason = form.cleaned_data["left_on"], LeaveReason(form.cleaned_data["leave_reason"])
        if form.perform(leave, member, on=on, reason=reason, today=today, by=request.user):
            messages.success(request, f"已登记 {member.name} 离开")
            return redirect(member.household)
    return form_page(request, "households/member_leave.html", form, household=member.household, member=member)


@requires(Capability.EDIT_HOUSEHOLDS)
def member_head(request: UserRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(_open_members(request, Capability.EDIT_HOUSEHOLDS).present(), pk=pk)
    form = HeadForm(request.POST or None)
    if form.is_valid():
        relation = Relation(form.cleaned_data["former_relation"])
        if form.perform(change_head, member, former_relation=relation, by=request.user):
            messages.success(request, f"户主已换为 {member.name}，请核对其他成员与户主的关系")
            return redirect(member.household)
    return form_page(request, "households/member_head.html", form, household=member.household, member=member)


@requires(Capability.REVEAL_ID)
def member_reveal(request: UserRequest, pk: int) -> HttpResponse:
    """The number is on the answer to the POST alone: no address leads to it, nothing may store it."""
    member = get_object_or_404(_open_members(request, Capability.REVEAL_ID), pk=pk)
    form = RevealForm(request.POST or None)
    number = None
    if form.is_valid():
        address = request.META.get("REMOTE_ADDR", "")
        reason = form.cleaned_data["reason"]
        number = form.perform(reveal_id_number, member, reason=reason, by=request.user, address=address)
    context = {"member": member, "household": member.household, "number": number}
    if number:
        response = render(request, "households/member_reveal.html", context)
    else:
        response = form_page(request, "households/member_reveal.html", form, **context)
    response["Cache-Control"] = "no-store"
    return response
