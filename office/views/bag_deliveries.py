"""Understanding bags on their way into the house: at the door with a phone, from the signed list at a desk, 作废."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from households.actions.bag_deliveries import correct_delivery, record_delivery, void_edition
from households.forms.bag_deliveries import DeliveryForm, DeliveryList, VoidForm
from households.models import BagEdition, BagPart, Household
from households.models.bag import BagEditionQuerySet
from office.bags.papers import Paper
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Role
from povertyplan.accounts.models import User
from villages.models import Village

# With up to nine entries each, so many rows stay below the number of fields that a request may have.
AT_ONCE = 200


@requires(Capability.DELIVER_BAGS)
def bag_deliver(request: UserRequest, pk: int) -> HttpResponse:
    """The form at the door; once it is kept, what comes next, and with `edit` the form again for a slip."""
    edition = get_object_or_404(_open_editions(request.user), pk=pk)
    today = timezone.localdate()
    paper = Paper.of(edition, on=today)
    known = paper.delivery
    context = {"edition": edition, "paper": paper, "delivery": known, "tab": "households"}
    if request.method != "POST" and known and "edit" not in request.GET:
        left = _undelivered(request.user, edition.household.village).exclude(pk=pk)
        return render(request, "office/bag_delivery/done.html", context | {"left": left.count()})
    form = DeliveryForm(
        request.POST or None, today=today, deliverer=_deliverer(request.user, edition, today), known=known
    )
    if form.is_valid():
        if known:
            kept = form.perform(correct_delivery, known, today=today, by=request.user, **form.facts)
        else:
            kept = form.perform(record_delivery, edition, today=today, by=request.user, **form.facts)
        if kept:
            return redirect("office:bag_deliver", pk)
    context["form"] = form
    return render(request, "office/bag_delivery/deliver.html", context, status=422 if form.is_bound else 200)


@requires(Capability.DELIVER_BAGS)
def bag_void(request: UserRequest, pk: int) -> HttpResponse:
    edition = get_object_or_404(_open_editions(request.user), pk=pk)
    form = VoidForm(request.POST or None)
    if form.is_valid():
        reason, today = form.cleaned_data["reason"], timezone.localdate()
        if form.perform(void_edition, edition, reason=reason, today=today, by=request.user):
            messages.success(request, f"{edition.household.called}的第 {edition.number} 版已作废，这户进了要重印的名单")
            return redirect(edition.household)
    context = {"form": form, "edition": edition, "household": edition.household}
    return render(request, "office/bag_delivery/void.html", context, status=422 if form.is_bound else 200)


@requires(Capability.DELIVER_BAGS)
def bag_deliveries(request: UserRequest, pk: int) -> HttpResponse:
    """The signed list of a village, or with `part` that of one printed file."""
    village = get_object_or_404(Village.objects.open_to(request.user, Capability.DELIVER_BAGS), pk=pk)
    today, part = timezone.localdate(), _part(request, village)
    editions = _posted(request, village) if request.method == "POST" else _undelivered(request.user, village, part)
    rows = list(editions[: AT_ONCE + 1])
    officer = village.officer(on=today)
    sheet = DeliveryList(
        request.POST or None, rows[:AT_ONCE], _names(rows), today=today, deliverer=(officer or request.user).name
    )
    if request.method == "POST" and sheet.is_valid():
        kept = sheet.perform(by=request.user)
        if kept:
            messages.success(request, _kept_words(len(kept), sum(not row.understood for row in kept if row.was_asked)))
            return redirect(request.get_full_path())
    context = {"village": village, "part": part, "sheet": sheet, "is_cut": len(rows) > AT_ONCE, "tab": "village"}
    return render(request, "office/bag_delivery/list.html", context, status=422 if sheet.head.is_bound else 200)


def _open_editions(user: User) -> BagEditionQuerySet:
    rows = BagEdition.objects.open_to(user, Capability.DELIVER_BAGS)
    return rows.select_related("household__village", "delivery", "void").defer("content")


def _in_list_order(rows: BagEditionQuerySet, part: BagPart | None) -> BagEditionQuerySet:
    """As the paper lies: by place in the printed file, else by registry."""
    rows = rows.select_related("household").defer("content")
    if part:
        return rows.filter(printings__part=part).order_by("printings__place")
    return rows.order_by("household__hamlet", "household__registry_no", "number")


def _undelivered(user: User, village: Village, part: BagPart | None = None) -> BagEditionQuerySet:
    rows = BagEdition.objects.open_to(user, Capability.DELIVER_BAGS).filter(household__village=village)
    return _in_list_order(rows.newest().undelivered(), part)


def _posted(request: UserRequest, village: Village) -> BagEditionQuerySet:
    """What stood on the page, also where somebody was faster: it is refused by name, not left out silently."""
    keys = [int(key) for key in request.POST.getlist("edition") if key.isdecimal() and len(key) < 19]
    rows = BagEdition.objects.open_to(request.user, Capability.DELIVER_BAGS).filter(household__village=village)
    return _in_list_order(rows.filter(pk__in=keys), _part(request, village))


def _part(request: UserRequest, village: Village) -> BagPart | None:
    key = request.GET.get("part", "")
    if not key:
        return None
    parts = BagPart.objects.filter(village=village)
    return get_object_or_404(parts, pk=key if key.isdecimal() and len(key) < 19 else 0)


def _names(editions: list[BagEdition]) -> dict[int, str]:
    found = Household.objects.filter(pk__in=[row.household_id for row in editions]).with_head()
    return {household.pk: household.head_name or household.registry_no for household in found}


def _deliverer(user: User, edition: BagEdition, today: date) -> str:
    """A cadre stands at the door; the office writes down what the officer brought back."""
    officer = None if user.role == Role.CADRE else edition.household.village.officer(on=today)
    return (officer or user).name


def _kept_words(kept: int, again: int) -> str:
    said = f"已登记 {kept} 户送达"
    return f"{said}，其中 {again} 户有没听明白的，下次走访再讲一遍" if again else said
