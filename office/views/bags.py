"""Understanding bags (明白袋): the PDF of a household, and what the QR code of a printed one answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from households.models import BagEdition, Household
from office.printing import press
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused


@requires(Capability.PRINT_BAGS)
@require_POST
def bag_pdf(request: UserRequest, pk: int) -> HttpResponse:
    """POST, because it keeps an edition; `large` asks for 大字版."""
    households = Household.objects.open_to(request.user, Capability.PRINT_BAGS).select_related("village")
    household = get_object_or_404(households, pk=pk)
    try:
        pdf = press.press_household(
            household, on=timezone.localdate(), by=request.user, large=bool(request.POST.get("large"))
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("households:household_detail", pk=pk)
    name = f"bag-{household.registry_no}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@login_not_required
@require_safe
def bag_edition(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds the paper: newest or not, and nothing about whose it is."""
    edition = get_object_or_404(BagEdition, token=token)
    newest = BagEdition.objects.newest_of([edition.household_id]).get()
    response = render(request, "office/bag/edition.html", {"edition": edition, "newest": newest})
    response.headers["Cache-Control"] = "no-store"
    return response
