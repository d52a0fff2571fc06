"""One search box for households, villages and helpers. What was typed is not kept: it may be an ID number."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from households.identity import masked, normal
from office.finding import Findings
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.shapes import holds_id_number


@require_safe
@requires(Capability.VIEW_HOUSEHOLDS)
def search(request: UserRequest) -> HttpResponse:
    phrase = request.GET.get("q", "").strip()[:60]
    found = Findings.of(phrase, user=request.user, on=timezone.localdate())
    if found.only_url:
        return redirect(found.only_url)
    shown = masked(normal(phrase)) if holds_id_number(phrase) else phrase
    return render(request, "office/search.html", {"phrase": phrase, "shown": shown, "found": found})
