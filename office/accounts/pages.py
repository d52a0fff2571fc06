"""The sign-in page, which also other pages come to."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from office.accounts.forms import SignInForm
from povertyplan.accounts.throttle import LIMIT_PAIR, WINDOW


def sign_in_page(
    request: HttpRequest, form: SignInForm, *, target: str, ended: bool = False, typed: str = "", status: int = 200
) -> HttpResponse:
    """`typed` is what `office.unsent` carries through; it stays on the page through wrong passwords."""
    minutes = WINDOW // timedelta(minutes=1)
    context = {"form": form, "next": target, "ended": ended, "typed": typed, "tries": LIMIT_PAIR, "minutes": minutes}
    return render(request, "accounts/sign_in.html", context, status=status)
