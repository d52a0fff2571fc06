"""Sheets of an exit as PDF: minutes, signature page, notices, announcement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from households.models import Exit
from office.printing import exit_press
from office.printing.exit_press import Kind
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused


@requires(Capability.PREPARE_EXITS)
@require_GET
def exit_minutes(request: UserRequest, pk: int) -> HttpResponse:
    """A form to fill by hand until the appraisal is recorded."""
    return _household_sheet(request, pk, exit_press.MINUTES, Capability.PREPARE_EXITS)


@requires(Capability.PREPARE_EXITS)
@require_GET
def exit_consent(request: UserRequest, pk: int) -> HttpResponse:
    """`large` asks for 大字版."""
    return _household_sheet(request, pk, exit_press.CONSENT, Capability.PREPARE_EXITS)


@requires(Capability.PREPARE_EXITS)
@require_GET
def exit_notice(request: UserRequest, pk: int) -> HttpResponse:
    """With every household of the village that hangs under the same number for the same days."""
    return _household_sheet(request, pk, exit_press.NOTICE, Capability.PREPARE_EXITS)


@requires(Capability.REVIEW_EXITS)
@require_GET
def exit_announcement(request: UserRequest, pk: int) -> HttpResponse:
    return _household_sheet(request, pk, exit_press.ANNOUNCEMENT, Capability.REVIEW_EXITS)


@requires(Capability.DELIST_VILLAGES)
@require_GET
def village_exit_notice(request: UserRequest, pk: int) -> HttpResponse:
    exits = Exit.objects.open_to(request.user, Capability.DELIST_VILLAGES).of_villages()
    exit_ = get_object_or_404(exits.select_related("village", "standard", "household"), pk=pk)
    return _answer(request, exit_press.VILLAGE_NOTICE, exit_, ("households:village_exit", exit_.village_id))


def _household_sheet(request: UserRequest, pk: int, kind: Kind, capability: Capability) -> HttpResponse:
    exits = Exit.objects.open_to(request.user, capability).of_households()
    exit_ = get_object_or_404(exits.select_related("village", "standard", "household__village"), pk=pk)
    return _answer(request, kind, exit_, ("households:exit_detail", pk))


def _answer(request: UserRequest, kind: Kind, exit_: Exit, back: tuple[str, int]) -> HttpResponse:
    try:
        pdf = exit_press.press(
            kind, exit_, on=timezone.localdate(), by=request.user, large=bool(request.GET.get("large"))
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(back[0], pk=back[1])
    name = f"exit-{exit_.pk}-{kind.name}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
