"""The cast and the stage: every query of a test runs as the role that the application runs as."""

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as project_settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.plugin import blocking_manager_key

from office.demo.builders import make_user, make_village, post_officer
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The owner has migrated; from here on connections take the app role, which owns nothing."""
    with django_db_blocker.unblock():
        options = connection.settings_dict.setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c role={project_settings.APP_ROLE}".strip()
        for open_connection in connections.all():
            open_connection.close()


@pytest.fixture(autouse=True)
def _quick(settings: Settings, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
    cache.clear()


@pytest.fixture(autouse=True)
def _flush_as_owner(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that commit are cleaned by TRUNCATE, which the app role may not do."""
    yield
    if _commits(request.node):
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """The next test connects anew, as the app role again, and finds what TRUNCATE took: the rows of migrations."""
    yield
    if _commits(item):
        connection.close()
        with item.config.stash[blocking_manager_key].unblock():
            import_module("households.migrations.0002_standards").add(apps, connection.schema_editor())
            import_module("villages.migrations.0002_reporting_rule").add(apps, connection.schema_editor())
            connection.close()


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture
def today() -> date:
    return date(2017, 11, 16)


@pytest.fixture
def village(db: None) -> Village:
    return make_village(name="柳河村")


@pytest.fixture
def other_village(db: None) -> Village:
    return make_village(name="石门村")


@pytest.fixture
def office_user(db: None) -> User:
    return make_user(Role.OFFICE, name="周会计")


@pytest.fixture
def leader(db: None) -> User:
    return make_user(Role.LEADER, name="赵主任")


@pytest.fixture
def cadre(village: Village) -> User:
    """Posted to `village`, not to `other_village`."""
    user = make_user(Role.CADRE, name="何芳")
    post_officer(user, village, since=date(2016, 1, 1))
    return user


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
