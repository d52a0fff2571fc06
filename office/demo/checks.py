"""A real office must not start with accounts whose password everybody knows, nor with invented families."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, register

from office.demo.accounts import ACCOUNTS, PASSWORD
from office.demo.mark import is_seeded
from povertyplan.accounts.models import User


@register(Tags.database, deploy=True)
def no_demo_in_production(*, databases: Sequence[str] | None = None, **facts: Any) -> list[CheckMessage]:
    """Asked by `check --deploy --database default`; the demo office itself says DEMO=true."""
    if not databases or settings.DEBUG or settings.DEMO:
        return []
    return [*_demo_accounts(), *_demo_data()]


def _demo_accounts() -> list[CheckMessage]:
    named = User.objects.active().filter(username__in=[account.username for account in ACCOUNTS])
    known: dict[str, bool] = {}
    open_to_all = []
    for user in named:
        # Argon2 is slow by design and seeded accounts share one hash: look at each hash once.
        if user.password not in known:
            known[user.password] = check_password(PASSWORD, user.password)
        if known[user.password]:
            open_to_all.append(user.username)
    if not open_to_all:
        return []
    return [
        Error(
            f"演示账号还能用公开的密码登录：{'、'.join(open_to_all)}",
            hint="停用这些账号或改密码；正式使用请从空数据库开始",
            id="office.E101",
        )
    ]


def _demo_data() -> list[CheckMessage]:
    if not is_seeded():
        return []
    return [
        Error(
            "数据库里是演示办事处的数据，人和户都是编的",
            hint="正式使用请从空数据库开始；只是演示就设 DEMO=true",
            id="office.E102",
        )
    ]
