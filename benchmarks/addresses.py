"""The project's addresses and one empty view: what a page costs before it shows anything."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from povertyplan.urls import handler400, handler403, handler404, handler500
from povertyplan.urls import urlpatterns as project

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Signed in, like every page: session and user are read."""
    return HttpResponse(request.user.pk)


urlpatterns = [*project, path("bench/empty/", empty)]
