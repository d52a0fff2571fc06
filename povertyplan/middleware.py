"""Headers that every answer carries, whatever view or error made it."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Constant: no inline script or style exists anywhere, so neither nonces nor hashes are needed.
# The name of the future Django 6 setting is not used on purpose: nothing here is configurable.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
        "worker-src 'self'",
    )
)


def response_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = secrets.token_hex(4)  # type: ignore[attr-defined]
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        # Personal data must not stay in the cache of a shared machine.
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response

    return middleware
