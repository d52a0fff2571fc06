"""One search box for people, villages, enterprises, policies and notices.

What was typed is not kept: it may be an ID number.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from households.identity import masked, normal
from office.finding import Findings
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.shapes import NOT_IN_AN_ADDRESS, holds_id_number

LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
# All who work at a desk or in a village hold it; what each kind of thing shows is its own right.
@requires(Capability.VIEW_FUNDS)
def search(request: UserRequest) -> HttpResponse:
    """The box posts, so that a whole ID number stays out of addresses, histories and logs; the rest goes on by GET."""
    posted = request.method == "POST"
    phrase = (request.POST if posted else request.GET).get("q", "").strip()[:LONGEST]
    is_number = holds_id_number(phrase)
    if posted and not is_number:
        return redirect(f"{request.path}?{urlencode({'q': phrase})}")
    if is_number and not posted:
        messages.error(request, NOT_IN_AN_ADDRESS)
        return redirect(request.path)
    found = Findings.of(phrase, user=request.user, on=timezone.localdate())
    if found.only_url:
        return redirect(found.only_url)
    shown = masked(normal(phrase)) if is_number else phrase
    return render(request, "office/search.html", {"phrase": phrase, "shown": shown, "found": found})
