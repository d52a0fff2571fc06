"""Signing in and out, and the accounts of the office."""

import secrets

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import SignInAttempt, User
from povertyplan.accounts.throttle import WINDOW, client_address, keys_and_limits
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from villages.models import Posting

TOO_MANY = "试的次数太多了，过 15 分钟再试；忘了密码请打办事处电话"
WRONG = "账号或密码不对，再看一眼大小写"

# One statement, so that parallel tries are all counted: read, add and write back would let them slip through.
_COUNT = """
INSERT INTO accounts_signinattempt (key, failures, first_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
  failures = CASE WHEN accounts_signinattempt.first_at < %s THEN 1 ELSE accounts_signinattempt.failures + 1 END,
  first_at = CASE WHEN accounts_signinattempt.first_at < %s THEN EXCLUDED.first_at
                  ELSE accounts_signinattempt.first_at END
RETURNING failures
"""


def count_attempt(key: str) -> int:
    """Tries under this key within the window, this one included."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, now, now - WINDOW, now - WINDOW])
        return int(cursor.fetchone()[0])


def sign_in(request: HttpRequest, *, username: str, password: str) -> User:
    address = client_address(request)
    limits = keys_and_limits(username, address, known_device=knows_device(request, username))
    tries = {key: count_attempt(key) for key in limits}
    if any(tries[key] > limit for key, limit in limits.items()):
        record(Act.SIGN_IN_REFUSED, by=None, user_name=username[:80], address=address, reason="次数太多")
        raise Refused(TOO_MANY)
    user = authenticate(request, username=username.strip().lower(), password=password)
    if not isinstance(user, User):
        record(Act.SIGN_IN_REFUSED, by=None, user_name=username[:80], address=address, reason="账号或密码不对")
        raise Refused(WRONG)
    SignInAttempt.objects.filter(key__in=limits).delete()
    login(request, user)
    now = timezone.now().timestamp()
    request.session["signed_in_at"] = request.session["seen_at"] = now
    record(Act.SIGN_IN, by=user, address=address)
    return user


def knows_device(request: HttpRequest, username: str) -> bool:
    """Somebody signed in to this account from this browser before, so its owner cannot be locked out by others."""
    return request.get_signed_cookie("device", default="", salt="accounts.device") == username.strip().lower()


def sign_out(request: HttpRequest) -> None:
    if isinstance(request.user, User):
        record(Act.SIGN_OUT, by=request.user, address=client_address(request))
    logout(request)


def change_password(user: User, *, old: str, new: str) -> User:
    if not user.check_password(old):
        raise Refused("原来的密码不对", field="old")
    with changing(by=user, reason="改密码"):
        return _set_password(user, new, field="new")


def create_user(*, username: str, name: str, role: str, phone: str, by: User | None, password: str = "") -> User:
    """The account and, as `user.first_password`, its password: the given one, or one made here and shown once."""
    password = password or new_password()
    user = User(username=username.strip().lower(), name=name.strip(), role=role, phone=phone)
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise Refused(messages[0], field=field) from wrong
    with changing(by=by, reason="建账号"):
        _set_password(user, password, field="password")
    user.first_password = password
    return user


def change_account(user: User, *, name: str, role: str, phone: str, is_active: bool, by: User) -> User:
    """A change of role or standing ends the account's sessions at their next request (promise P22)."""
    if user == by and (not is_active or role != user.role):
        raise Refused("不能停用自己，也不能改自己的角色，请另一位安全管理员来改")
    with changing(by=by, reason="改账号"):
        user = User.objects.select_for_update().get(pk=user.pk)
        if role != user.role:
            _refuse_while_posted(user)
        user.name, user.role, user.phone, user.is_active = name.strip(), Role(role), phone, is_active
        user.save()
    return user


def _refuse_while_posted(user: User) -> None:
    """A village's officer is a cadre; the village page would go on naming somebody who can no longer see it."""
    posting = Posting.objects.of(user).current(on=timezone.localdate()).select_related("village").first()
    if posting:
        raise Refused(f"{user.name}还驻在{posting.village.name}，先请办事处结束派驻，再改角色", field="role")


def reset_password(user: User, *, by: User) -> str:
    """A new password, to be shown once and handed over."""
    password = new_password()
    with changing(by=by, reason="重设密码"):
        _set_password(user, password, field="password")
    return password


def new_password() -> str:
    """16 characters that are read out over the telephone without mistakes."""
    return "-".join("".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4)) for _ in range(4))


def _set_password(user: User, password: str, *, field: str) -> User:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused("；".join(weak.messages), field=field) from weak
    user.set_password(password)
    user.save()
    return user
