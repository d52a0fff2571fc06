"""The trail of acts, for the auditor (and each person's own)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.models import Act, AuditEvent

PAGE = 50


@requires(Capability.VIEW_AUDIT)
def event_list(request: UserRequest) -> HttpResponse:
    events = AuditEvent.objects.visible_to(request.user)
    act = request.GET.get("act", "")
    if act in Act.values:
        events = events.of_act(act)
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/event_list.html", {"page": page, "acts": Act.choices, "act": act})


def own_events(request: UserRequest) -> HttpResponse:
    """What the account did, for its owner: a stranger's sign-in would show here first."""
    page = Paginator(AuditEvent.objects.by_user(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/own_events.html", {"page": page})
