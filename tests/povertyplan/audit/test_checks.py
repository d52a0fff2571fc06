"""A production that could lose or leak does not start (P23)."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from pytest_django import Settings

from povertyplan.audit.checks import database_is_trustworthy, keys_are_whole


def found(check: object) -> set[str | None]:
    return {message.id for message in check(None, databases=["default"])}  # type: ignore[operator]


def test_good_keys_pass() -> None:
    assert found(keys_are_whole) == set()


@pytest.mark.parametrize(("name", "value"), [("INDEX_KEY", "short"), ("FIELD_KEYS", {"k1": "zz" * 32})])
def test_broken_key_stops_the_start(settings: Settings, name: str, value: object) -> None:
    setattr(settings, name, value)
    assert "audit.E001" in {message.id for message in run_checks()}


def test_one_key_for_both_uses_stops_the_start(settings: Settings) -> None:
    settings.INDEX_KEY = next(iter(settings.FIELD_KEYS.values()))
    assert "audit.E002" in found(keys_are_whole)


@pytest.mark.django_db
def test_app_role_owns_nothing() -> None:
    assert "audit.E003" not in found(database_is_trustworthy)


@pytest.mark.django_db
def test_owner_as_run_time_role_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    assert "audit.E003" in found(database_is_trustworthy)


@pytest.mark.django_db
def test_switched_off_durability_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert "audit.E004" in found(database_is_trustworthy)
