"""The giver's page, open to whoever holds the receipt, and what its pages tell: the uses of a gift."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from enterprises.actions.gift_uses import correct_use, record_use
from enterprises.forms.gift_uses import GiftUseForm
from enterprises.giver import GiftTrace, typed_code
from enterprises.models import Delivery, GiftUse
from enterprises.views.pages import act_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@login_not_required
@require_safe
def gift(request: HttpRequest, code: str) -> HttpResponse:
    """The code is random enough not to be guessed; without it nobody finds a gift."""
    delivery = Delivery.objects.with_sides().filter(code=typed_code(code)).first()
    context = {"trace": GiftTrace.of(delivery) if delivery else None, "delivery": delivery}
    response = render(request, "enterprises/gift.html", context, status=200 if delivery else 404)
    response.headers["Cache-Control"] = "no-store"
    return response


@requires(Capability.CONFIRM_HELP)
def delivery_use_create(request: UserRequest, pk: int) -> HttpResponse:
    rows = Delivery.objects.open_to(request.user, Capability.CONFIRM_HELP).with_sides()
    delivery = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    form = GiftUseForm(request.POST or None, delivery=delivery, today=today)
    if form.is_valid():
        use = form.perform(record_use, delivery, today=today, by=request.user, **form.facts)
        if use:
            messages.success(request, "已登记，捐赠人按编号能看到")
            return redirect("enterprises:delivery_detail", delivery.pk)
    return _use_page(request, delivery, form, title="登记用到哪里")


@requires(Capability.CONFIRM_HELP)
def gift_use_edit(request: UserRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(GiftUse.objects.open_to(request.user, Capability.CONFIRM_HELP), pk=pk)
    delivery = Delivery.objects.with_sides().get(pk=use.delivery_id)
    today = timezone.localdate()
    form = GiftUseForm(request.POST or None, delivery=delivery, use=use, today=today)
    if form.is_valid():
        seen = form.seen_version
        saved = form.perform(correct_use, use, seen=seen, today=today, by=request.user, **form.facts)
        if saved:
            messages.success(request, "已保存")
            return redirect("enterprises:delivery_detail", delivery.pk)
    return _use_page(request, delivery, form, title="修改用到哪里")


def _use_page(request: UserRequest, delivery: Delivery, form: GiftUseForm, *, title: str) -> HttpResponse:
    back = reverse("enterprises:delivery_detail", args=[delivery.pk])
    context = {"delivery": delivery, "trace": GiftTrace.of(delivery), "title": title}
    return act_page(request, "enterprises/gift_use_form.html", form, back=back, **context)
