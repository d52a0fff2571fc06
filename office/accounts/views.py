"""Signing in, one's own password, and the accounts of the office."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from office.accounts import actions
from office.accounts.forms import ChangeAccountForm, NewAccountForm, PasswordForm, SignInForm
from office.accounts.pages import sign_in_page
from office.unsent import carried_on
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from villages.models import Posting


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    target = _safe_target(request)
    if request.user.is_authenticated:
        return carried_on(request, request.user) or redirect(target)
    form = SignInForm(request.POST or None)
    ended = request.session.pop("ended", False)
    if request.method == "POST" and form.is_valid():
        user = form.perform(actions.sign_in, request, **form.cleaned_data)
        if isinstance(user, User):
            return _remembering_device(carried_on(request, user) or redirect(target), user)
    typed, status = request.POST.get("typed", ""), 422 if form.errors else 200
    return sign_in_page(request, form, target=target, ended=ended, typed=typed, status=status)


def _safe_target(request: HttpRequest) -> str:
    """Where `next` leads, if that is one of our own pages."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    # A word without a slash would be taken for the name of a view.
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, hosts, request.is_secure()):
        return target
    return reverse(settings.LOGIN_REDIRECT_URL)


def _remembering_device(response: HttpResponse, user: User) -> HttpResponse:
    """Notes that the owner uses this browser, so that strangers cannot lock them out; it opens nothing by itself."""
    response.set_signed_cookie(
        "device",
        user.username,
        salt="accounts.device",
        max_age=timedelta(days=180),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_POST
def sign_out(request: UserRequest) -> HttpResponse:
    actions.sign_out(request)
    response = redirect("accounts:sign_in")
    # Not "storage": a report that waits for the network stays on the phone, locked until its owner is back.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@sensitive_post_parameters()
def password_change(request: UserRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if form.perform(actions.change_password, request.user, old=data["old"], new=data["new"]):
            update_session_auth_hash(request, request.user)
            messages.success(request, "密码已换，别处登录的都已退出")
            return redirect("office:home")
    return render(request, "accounts/password_change.html", {"form": form}, status=422 if form.errors else 200)


@requires(Capability.MANAGE_USERS)
def user_list(request: UserRequest) -> HttpResponse:
    users = User.objects.visible_to(request.user).order_by("-is_active", "role", "username")
    posted = Posting.objects.current(on=timezone.localdate()).select_related("village")
    villages = {posting.user_id: posting.village for posting in posted}
    rows = [(user, villages.get(user.pk)) for user in users]
    return render(request, "accounts/user_list.html", {"rows": rows})


@requires(Capability.MANAGE_USERS)
def user_create(request: UserRequest) -> HttpResponse:
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.perform(actions.create_user, **form.cleaned_data, by=request.user)
        if isinstance(user, User):
            context = {"account": user, "password": user.first_password}
            return render(request, "accounts/user_password.html", context)
    return render(request, "accounts/user_form.html", {"form": form}, status=422 if form.errors else 200)


@requires(Capability.MANAGE_USERS)
def user_edit(request: UserRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    initial = {"name": account.name, "role": account.role, "phone": account.phone, "is_active": account.is_active}
    form = ChangeAccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = form.perform(actions.change_account, account, **form.cleaned_data, by=request.user)
        if changed is not None:
            messages.success(request, f"{changed.name} 的账号已改")
            return redirect("accounts:user_list")
    context = {"form": form, "account": account}
    return render(request, "accounts/user_form.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Capability.MANAGE_USERS)
def user_reset(request: UserRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    password = actions.reset_password(account, by=request.user)
    return render(request, "accounts/user_password.html", {"account": account, "password": password})
