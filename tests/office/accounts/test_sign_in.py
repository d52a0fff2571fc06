"""Signing in: throttle, sessions and what ends them (reliability §6, P20, P22)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as project_settings
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from office.accounts import actions
from office.demo.builders import make_user
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import SignInAttempt, User
from povertyplan.accounts.throttle import LIMIT_PAIR, client_address
from povertyplan.audit.models import Act, AuditEvent

PASSWORD = "一句只有自己才知道的长话"
URL = "/sign-in/"


@pytest.fixture
def clerk(db: None) -> User:
    return actions.create_user(username="zhou", name="周会计", role=Role.OFFICE, phone="", by=None, password=PASSWORD)


def test_right_password_opens_the_session_and_leaves_a_trace(clerk: User, client: Client) -> None:
    response = client.post(URL, {"username": "Zhou ", "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(clerk.pk)
    assert AuditEvent.objects.get(act=Act.SIGN_IN).user == clerk


def test_wrong_password_says_so_keeps_the_name_and_leaves_a_trace(clerk: User, client: Client) -> None:
    response = client.post(URL, {"username": "zhou", "password": "x"})
    assert response.status_code == 422
    page = response.content.decode()
    assert actions.WRONG in page
    assert 'value="zhou"' in page
    assert AuditEvent.objects.get(act=Act.SIGN_IN_REFUSED).user_name == "zhou"


def test_unknown_account_gets_the_same_words(db: None, client: Client) -> None:
    assert actions.WRONG in client.post(URL, {"username": "nobody", "password": "x"}).content.decode()


def test_too_many_wrong_passwords_must_wait_even_with_the_right_one(clerk: User, client: Client) -> None:
    for _ in range(LIMIT_PAIR):
        client.post(URL, {"username": "zhou", "password": "x"})
    response = client.post(URL, {"username": "zhou", "password": PASSWORD})
    assert actions.TOO_MANY in response.content.decode()


def test_page_states_the_limit_that_holds(client: Client, db: None) -> None:
    assert f"连错 {LIMIT_PAIR} 次停 15 分钟" in client.get(URL).content.decode()


def test_owner_elsewhere_is_not_locked_out_by_a_stranger(clerk: User, client: Client) -> None:
    for _ in range(LIMIT_PAIR + 5):
        client.post(URL, {"username": "zhou", "password": "x"}, REMOTE_ADDR="100.64.9.9")
    response = client.post(URL, {"username": "zhou", "password": PASSWORD}, REMOTE_ADDR="100.64.1.1")
    assert response.status_code == 302


def test_forged_forwarding_header_does_not_help(clerk: User, client: Client) -> None:
    for n in range(LIMIT_PAIR):
        client.post(URL, {"username": "zhou", "password": "x"}, headers={"x-forwarded-for": f"100.64.{n}.1"})
    response = client.post(URL, {"username": "zhou", "password": PASSWORD}, headers={"x-forwarded-for": "100.64.77.1"})
    assert actions.TOO_MANY in response.content.decode()


def test_address_behind_stated_proxies_is_counted_from_the_right(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 100.64.0.7"})
    assert client_address(request) == "100.64.0.7"


@pytest.mark.django_db(transaction=True)
def test_parallel_tries_are_all_counted() -> None:
    def one(_: int) -> int:
        try:
            return actions.count_attempt("k")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        counted = sorted(pool.map(one, range(20)))
    assert counted == list(range(1, 21))
    SignInAttempt.objects.all().delete()


def test_counting_starts_again_after_the_window(db: None) -> None:
    actions.count_attempt("k")
    SignInAttempt.objects.update(first_at=datetime(2017, 1, 1, tzinfo=ZoneInfo(project_settings.TIME_ZONE)))
    assert actions.count_attempt("k") == 1


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "7", "office:home"])
def test_target_elsewhere_is_not_followed(clerk: User, client: Client, target: str) -> None:
    response = client.post(f"{URL}?next={target}", {"username": "zhou", "password": PASSWORD})
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("change", [{"role": Role.LEADER}, {"is_active": False}])
def test_change_of_role_or_standing_ends_open_sessions(
    clerk: User, client_of: Callable[[User], Client], change: dict[str, object]
) -> None:
    security = make_user(Role.SECURITY, name="安全员")
    client = client_of(clerk)
    assert client.get("/password/").status_code == 200
    facts = {"name": clerk.name, "role": clerk.role, "phone": "", "is_active": True, **change}
    actions.change_account(clerk, **facts, by=security)  # type: ignore[arg-type]
    assert client.get("/password/").status_code == 302


def test_idle_session_ends(clerk: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(clerk)
    client.get("/password/")
    session = client.session
    session["seen_at"] -= timedelta(minutes=31).total_seconds()
    session.save()
    response = client.get("/password/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in/?next=/password/"


def test_cadre_stays_signed_in_through_the_morning(cadre: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(cadre)
    client.get("/password/")
    session = client.session
    session["seen_at"] -= timedelta(hours=7).total_seconds()
    session.save()
    assert client.get("/password/").status_code == 200


def test_signing_out_clears_the_browser_but_no_report_that_waits_in_it(
    clerk: User, client_of: Callable[[User], Client]
) -> None:
    response = client_of(clerk).post("/sign-out/")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert AuditEvent.objects.filter(act=Act.SIGN_OUT, user=clerk).exists()
