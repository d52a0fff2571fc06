"""A page that is not sent again while it would be the same: the browser keeps it and asks (304)."""

from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from povertyplan.accounts.access import UserRequest, View
from povertyplan.data_version import data_version
from povertyplan.release import release

# The page says until when its data hold: that time is never older than this.
MINUTES = 15


def unless_unchanged(view: View) -> View:
    """For pages without anything of a household: they lie in the browser's memory, which may be a shared one."""
    answered = condition(etag_func=_tag)(view)

    @wraps(view)
    def guarded(request: UserRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response: HttpResponseBase = answered(request, *args, **kwargs)
        if "ETag" in response:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return guarded


def _tag(request: UserRequest, *_: object, **__: object) -> str | None:
    """None where the page is to be made in any case: something is waiting to be said."""
    if len(get_messages(request)):
        return None
    now = timezone.localtime()
    # The form of the search box carries a token of this cookie.
    token = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    shown = (
        release(),
        data_version(),
        now.date(),
        now.hour,
        now.minute // MINUTES,
        request.user.pk,
        request.user.role,
        request.get_full_path(),
        request.COOKIES.get("big", ""),
        token,
    )
    return f'"{sha256(repr(shown).encode()).hexdigest()[:32]}"'
