"""What a phone keeps to open its report without network: the worker that keeps it, and one empty form for everybody."""

import json
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import etag, require_GET

from villages.forms.reports import ReportForm

SHEETS = ("reset", "tokens", "base", "components", "charts", "phone", "report")
SCRIPTS = ("keys", "submit", "scroll", "outbox", "report", "photos")


def shell_files() -> list[str]:
    """Addresses of the static files that the empty form loads."""
    names = [f"css/{name}.css" for name in SHEETS] + [f"js/{name}.js" for name in SCRIPTS]
    return [static(name) for name in (*names, "img/mark.svg")]


def empty_form() -> str:
    """Rendered without a request: no session, no token and no person can get into it."""
    context = {"form": ReportForm(), "office_name": settings.OFFICE_NAME, "office_hotline": settings.OFFICE_HOTLINE}
    return render_to_string("office/report/offline.html", context)


def worker() -> str:
    """The script with its list in front; the version changes with any file, with the form and with the script."""
    logic = (settings.BASE_DIR / "static" / "js" / "sw.js").read_text()
    files = shell_files()
    version = sha256("\n".join([*files, empty_form(), logic]).encode()).hexdigest()[:16]
    shell = {"version": version, "files": files, "empty": reverse("office:offline")}
    return f"const SHELL = {json.dumps(shell)};\n{logic}"


def _mark(request: HttpRequest) -> str:
    return f'"{sha256(worker().encode()).hexdigest()[:16]}"'


@login_not_required
@require_GET
@etag(_mark)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Asked again at every page: mostly answered by 304."""
    return HttpResponse(worker(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The same for everybody, so it may be kept; the device fills it with what it has under lock."""
    return HttpResponse(empty_form(), headers={"Cache-Control": "no-cache"})
