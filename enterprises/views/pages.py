"""One page for both who report: a contact on the phone, the office at a desk."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from enterprises.models import Pairing
from povertyplan.accounts.access import UserRequest
from povertyplan.accounts.matrix import Role
from povertyplan.ui.forms import ActionForm

_ON_PHONE = (Role.CADRE, Role.ENTERPRISE)


def is_on_phone(request: UserRequest) -> bool:
    return request.user.role in _ON_PHONE


def home_of(request: UserRequest, pairing: Pairing) -> str:
    """Where who reports goes back to: the contact's three steps, or the enterprise's page at the desk."""
    if request.user.role == Role.ENTERPRISE:
        return reverse("enterprises:own")
    return pairing.enterprise.get_absolute_url()


def act_page(request: UserRequest, template: str, form: ActionForm, *, back: str, **context: Any) -> HttpResponse:
    """One thing on one page, in the frame of the reader's device; 422 with what was typed."""
    layout = "enterprises/act_phone.html" if is_on_phone(request) else "enterprises/act_desk.html"
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "layout": layout, "back": back, **context}, status=status)


def reading_page(request: UserRequest, template: str, *, back: str, **context: Any) -> HttpResponse:
    layout = "enterprises/read_phone.html" if is_on_phone(request) else "enterprises/read_desk.html"
    return render(request, template, {"layout": layout, "back": back, "on_phone": is_on_phone(request), **context})
