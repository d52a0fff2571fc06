"""The seeded office, built once for the tests of this folder and taken back afterwards.

It stays open until the end of the run: tests that ask for a database of their own come before all others.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from office.demo.seed import seed

TODAY = date(2017, 11, 16)


@pytest.fixture(scope="session")
def office(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    media = tmp_path_factory.mktemp("media")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=quick):
        with transaction.atomic():
            assert seed(today=TODAY)
            with connection.cursor() as cursor:
                # As autovacuum does before long: the planner then knows the sizes of what was just written.
                cursor.execute(f"SET ROLE NONE; ANALYZE; SET ROLE {settings.APP_ROLE}")
            yield media
            transaction.set_rollback(True)
        connection.close()
