"""Accounts: made and changed by the security administrator alone."""

from collections.abc import Callable

import pytest
from django.test import Client

from office.accounts import actions
from office.demo.builders import make_user
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused


@pytest.fixture
def security(db: None) -> User:
    return make_user(Role.SECURITY, name="安全员")


def test_new_account_gets_a_password_that_is_shown_once(security: User, client_of: Callable[[User], Client]) -> None:
    facts = {"username": "hefang", "name": "何芳", "role": Role.CADRE, "phone": "10000000001"}
    page = client_of(security).post("/accounts/new/", facts).content.decode()
    made = User.objects.get(username="hefang")
    shown = page.split("<output>")[1].split("</output>")[0]
    assert made.check_password(shown)
    assert made.password.startswith("md5$")  # only a hash is kept; production hashes with Argon2


def test_taken_name_is_refused_beside_the_field(security: User, client_of: Callable[[User], Client]) -> None:
    make_user(Role.CADRE, username="hefang", name="何芳")
    facts = {"username": "hefang", "name": "何芬", "role": Role.CADRE, "phone": ""}
    response = client_of(security).post("/accounts/new/", facts)
    assert response.status_code == 422
    assert "这个账号已经有人用，换一个" in response.content.decode()
    assert "何芬" in response.content.decode()


def test_weak_password_is_refused(security: User) -> None:
    old = "旧的那句很长的话啊啊啊"
    with pytest.raises(Refused) as refused:
        actions.change_password(_with_password(security, old), old=old, new="123456789012")
    assert refused.value.field == "new"


def test_nobody_disables_themselves(security: User) -> None:
    with pytest.raises(Refused):
        actions.change_account(security, name="安全员", role=Role.SECURITY, phone="", is_active=False, by=security)


def test_an_officer_keeps_the_role_while_posted(security: User, cadre: User) -> None:
    facts = {"name": cadre.name, "phone": "", "is_active": True, "by": security}
    with pytest.raises(Refused, match="还驻在柳河村"):
        actions.change_account(cadre, role=Role.OFFICE, **facts)
    cadre.postings.update(until="2016-12-31")
    assert actions.change_account(cadre, role=Role.OFFICE, **facts).role == Role.OFFICE


def test_history_names_who_changed_an_account(security: User) -> None:
    clerk = make_user(Role.OFFICE, name="周会计")
    actions.change_account(clerk, name="周平", role=Role.OFFICE, phone="", is_active=True, by=security)
    event = clerk.history.order_by("-pgh_id").first()
    assert event is not None
    assert event.name == "周平"
    assert event.pgh_context.metadata["user_name"] == "安全员"


def _with_password(user: User, password: str) -> User:
    user.set_password(password)
    user.save()
    return user
