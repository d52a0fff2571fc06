"""Papers of a fund's application as PDF: minutes, notice, list to sign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from funds.models import Application
from office.papers import fund as fund_papers
from office.papers.fund import Kind
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused


@requires(Capability.APPLY_FUNDS)
@require_GET
def fund_minutes(request: UserRequest, pk: int) -> HttpResponse:
    """A form to fill by hand until the meeting is recorded."""
    return _answer(request, pk, fund_papers.MINUTES)


@requires(Capability.APPLY_FUNDS)
@require_GET
def fund_notice(request: UserRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, fund_papers.NOTICE)


@requires(Capability.APPLY_FUNDS)
@require_GET
def fund_sign_list(request: UserRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, fund_papers.SIGN_LIST)


def _answer(request: UserRequest, pk: int, kind: Kind) -> HttpResponse:
    rows = Application.objects.open_to(request.user, Capability.APPLY_FUNDS).with_steps()
    application = get_object_or_404(rows, pk=pk)
    try:
        pdf = fund_papers.press(kind, application, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(application)
    name = f"fund-{application.pk}-{kind.name}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
