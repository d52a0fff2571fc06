"""The supervision notice as PDF, for the office that issues it and the village that answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from office.papers import supervision as supervision_sheet
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused
from villages.models import SupervisionOrder


@requires(Capability.VIEW_PLANS)
@require_GET
def order_sheet(request: UserRequest, pk: int) -> HttpResponse:
    orders = SupervisionOrder.objects.visible_to(request.user).select_related("village", "issued_by")
    order = get_object_or_404(orders, pk=pk)
    try:
        pdf = supervision_sheet.press(order, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(order)
    name = f"order-{order.name}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
