"""How this browser shows pages: 大字版 and the dark wall theme, kept in cookies so that no page flashes."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse

BIG, THEME = "big", "theme"
WALL = "wall"
YEAR = 365 * 24 * 3600


class Display(TypedDict):
    big: bool
    theme: str


def chosen(request: HttpRequest) -> Display:
    wall = request.COOKIES.get(THEME) == WALL or request.GET.get(THEME) == WALL
    return {"big": request.COOKIES.get(BIG) == "1", "theme": WALL if wall else ""}


def keep(response: HttpResponse, name: str, value: str) -> None:
    """An empty value forgets the choice."""
    if value:
        response.set_cookie(
            name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
        )
    else:
        response.delete_cookie(name, samesite="Lax")
