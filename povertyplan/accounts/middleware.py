"""Ends sessions that have been idle or open for too long."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from povertyplan.accounts.sessions import has_ended, limits_for

# The time of last use is written at most once a minute, so that reading pages does not write sessions.
SEEN_STEP = 60


def session_limits(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        now = timezone.now().timestamp()
        signed_in_at = request.session.get("signed_in_at", now)
        seen_at = request.session.get("seen_at", signed_in_at)
        limits = limits_for(request.user.role)
        looked_on = now - seen_at > SEEN_STEP and _is_unattended(request)
        if has_ended(limits, signed_in_at=signed_in_at, seen_at=now if looked_on else seen_at, now=now):
            logout(request)
            request.session["ended"] = True
            return redirect_to_login(request.get_full_path())
        if (now - seen_at > SEEN_STEP and not looked_on) or "signed_in_at" not in request.session:
            request.session["signed_in_at"] = signed_in_at
            request.session["seen_at"] = now
        return get_response(request)

    return middleware


def _is_unattended(request: HttpRequest) -> bool:
    """Of a wall that renews itself: whoever walks up to it half an hour later has to sign in for anything else."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "unattended", False)
