"""The month's sheet of a fund as PDF, for the board of the village."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from funds.models import Fund
from funds.open_books import Month
from office.papers import fund_month as fund_month_sheet
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused


@requires(Capability.VIEW_FUNDS)
@require_GET
def fund_month(request: UserRequest, pk: int, month: str) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.visible_to(request.user).with_chain(), pk=pk)
    chosen = Month.read(month)
    if chosen is None:
        raise Http404
    try:
        pdf = fund_month_sheet.press(fund, chosen, on=timezone.localdate(), by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(fund)
    name = f"fund-{fund.village.code}-{chosen.slug}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
