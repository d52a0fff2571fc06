"""The receipt of a delivery and an enterprise's record of thanks as PDF."""

from datetime import MAXYEAR, MINYEAR

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from enterprises.models import Delivery, Enterprise
from office.papers import enterprise as enterprise_papers
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused


@requires(Capability.VIEW_ENTERPRISES)
@require_GET
def delivery_receipt(request: UserRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.visible_to(request.user).with_sides(), pk=pk)
    try:
        pdf = enterprise_papers.press_receipt(delivery, on=timezone.localdate(), by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("enterprises:delivery_detail", delivery.pk)
    return _inline(pdf, f"receipt-{delivery.code}.pdf")


@requires(Capability.VIEW_ENTERPRISES)
@require_GET
def enterprise_record(request: UserRequest, pk: int, year: int) -> HttpResponse:
    """The office sets its seal on it; a contact prints the own enterprise's."""
    if not MINYEAR <= year <= MAXYEAR:
        raise Http404
    enterprise = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=pk)
    try:
        pdf = enterprise_papers.press_record(enterprise, year, on=timezone.localdate(), by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("enterprises:enterprise_detail", enterprise.pk)
    return _inline(pdf, f"thanks-{enterprise.credit_code}-{year}.pdf")


def _inline(pdf: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
