"""Pages that belong to no domain: how pages are shown, and the styleguide of their parts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from povertyplan.ui import display as displays
from povertyplan.ui import specimens

CHOICES = {displays.BIG: {"1", ""}}


@login_not_required
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Back to the page one came from, if that is one of ours."""
    next_page = request.POST.get("next", "")
    safe = next_page.startswith("/") and url_has_allowed_host_and_scheme(
        next_page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(next_page if safe else "/")
    for name, values in CHOICES.items():
        if request.POST.get(name) in values:
            displays.keep(response, name, request.POST[name])
    return response


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """A cadre's own page on the phone: who is signed in here, password, sign out."""
    return render(request, "ui/me.html", {"tab": "me"})


@login_not_required
@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for review by eye."""
    messages.success(request, "已把 3 户责任人换为 马俊")
    messages.warning(request, "数据截至 2017-11-14，超过 24 小时没有更新")
    messages.error(request, "没有写入：这一批导入后又有 2 户被改过")
    return render(request, "ui/styleguide.html", specimens.all_specimens())


@login_not_required
@require_GET
def styleguide_phone(request: HttpRequest) -> HttpResponse:
    """The same for a cadre's phone."""
    return render(request, "ui/styleguide/phone.html", specimens.all_specimens())
