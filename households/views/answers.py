"""How a page answers a form."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from households.forms.versioned import VersionedForm
from povertyplan.accounts.access import UserRequest
from povertyplan.ui.forms import ActionForm


def form_page(request: UserRequest, template: str, form: ActionForm, **context: Any) -> HttpResponse:
    """422 with its errors, 409 with both versions where somebody else was faster, 200 when opened first."""
    status = 200
    if isinstance(form, VersionedForm) and form.is_stale and form.is_bound:
        form, status = form.beside_the_newer(), 409
    elif form.is_bound:
        status = 422
    return render(request, template, {"form": form, **context}, status=status)
