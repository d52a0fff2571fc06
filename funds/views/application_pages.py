"""One page for both sides of an application: a cadre on the phone, office and approvers at a desk."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from povertyplan.accounts.access import UserRequest
from povertyplan.accounts.matrix import Role
from povertyplan.files.actions import keep_file
from povertyplan.files.models import StoredFile
from povertyplan.ui.forms import ActionForm


def is_on_phone(request: UserRequest) -> bool:
    return request.user.role == Role.CADRE


def act_page(request: UserRequest, template: str, form: ActionForm, *, back: str, **context: Any) -> HttpResponse:
    """One thing on one page, in the frame of the reader's device; 422 with what was typed."""
    layout = "funds/act_phone.html" if is_on_phone(request) else "funds/act_desk.html"
    status = 422 if form.is_bound else 200
    shown = {"form": form, "layout": layout, "back": back, "tab": "funds", **context}
    return render(request, template, shown, status=status)


def reading_page(request: UserRequest, template: str, *, back: str, **context: Any) -> HttpResponse:
    layout = "funds/read_phone.html" if is_on_phone(request) else "funds/read_desk.html"
    shown = {"layout": layout, "back": back, "on_phone": is_on_phone(request), "tab": "funds", **context}
    return render(request, template, shown)


def kept(request: UserRequest, form: ActionForm, field: str) -> tuple[bool, StoredFile | None]:
    """Whether the file of this field is all right, and the file where one was sent."""
    sent = form.cleaned_data.get(field)
    if not sent:
        return True, None
    file = form.perform(keep_file, sent.read(), by=request.user, field=field)
    return file is not None, file
