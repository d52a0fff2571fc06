"""How this browser shows pages: 大字版, kept in a cookie so that no page flashes."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse

BIG = "big"
YEAR = 365 * 24 * 3600


class Display(TypedDict):
    big: bool


def chosen(request: HttpRequest) -> Display:
    return {"big": request.COOKIES.get(BIG) == "1"}


def keep(response: HttpResponse, name: str, value: str) -> None:
    """An empty value forgets the choice."""
    if value:
        response.set_cookie(
            name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
        )
    else:
        response.delete_cookie(name, samesite="Lax")
