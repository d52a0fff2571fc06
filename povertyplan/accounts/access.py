"""The gate in front of every view: `requires(Capability.X)` or `open_to_all_signed_in`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User

View = Callable[..., HttpResponseBase]


class UserRequest(HttpRequest):
    """A request behind LoginRequiredMiddleware: its user is one of ours."""

    user: User
    request_id: str


def requires(capability: Capability) -> Callable[[View], View]:
    """403 without the capability. The mark on the view is what the access-matrix test reads."""

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.can(capability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.capability = capability  # type: ignore[attr-defined]
        return guarded

    return gate


def unattended(view: View) -> View:
    """A page that stays open with nobody in front of it: that it is asked for again is no sign of use.

    It may be read until its session's absolute end and keeps no session from being idle (accounts/middleware.py).
    """
    view.unattended = True  # type: ignore[attr-defined]
    return view
