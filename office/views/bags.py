"""Understanding bags (明白袋): the PDF of a household, and what the QR code of a printed one answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from households.models import BagEdition, Household
from office.bags.papers import Paper
from office.printing import press
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
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
    """For whoever holds the paper: newest or not, and nothing about whose it is. Whoever may write down that it was
    handed over is led there."""
    rows = BagEdition.objects.select_related("void", "delivery").defer("content")
    paper = Paper.of(get_object_or_404(rows, token=token), on=timezone.localdate())
    user = request.user
    hands = isinstance(user, User) and rows.open_to(user, Capability.DELIVER_BAGS).filter(pk=paper.edition.pk).exists()
    response = render(request, "office/bag/edition.html", {"paper": paper, "edition": paper.edition, "hands": hands})
    response.headers["Cache-Control"] = "no-store"
    return response
