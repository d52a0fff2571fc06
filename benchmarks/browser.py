"""Requests straight into the WSGI application, as a signed-in person, without the cost of a test client."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.test.utils import override_settings
from django.utils.crypto import get_random_string

from povertyplan.accounts.models import User

Statement = tuple[str, object]


class Browser:
    def __init__(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self.token = get_random_string(CSRF_SECRET_LENGTH)
        self.application = WSGIHandler()
        # The first page of a session also writes the session.
        self.get("/bench/empty/")

    def get(self, address: str, **headers: str) -> tuple[int, bytes]:
        """`headers` as WSGI names them: HTTP_IF_NONE_MATCH=…"""
        facts = {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(), "HTTP_COOKIE": self.cookie}
        return self._ask(address, facts | headers)

    def post(self, address: str, fields: dict[str, str]) -> tuple[int, bytes]:
        """As a script sends it: fields, the token twice, JSON wanted."""
        body = urlencode(fields).encode()
        return self._ask(
            address,
            {
                "REQUEST_METHOD": "POST",
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": BytesIO(body),
                "HTTP_ACCEPT": "application/json",
                "HTTP_COOKIE": f"{self.cookie}; {settings.CSRF_COOKIE_NAME}={self.token}",
                "HTTP_X_CSRFTOKEN": self.token,
            },
        )

    def _ask(self, address: str, facts: dict[str, object]) -> tuple[int, bytes]:
        parts = urlsplit(address)
        statuses: list[str] = []
        self.headers: dict[str, str] = {}

        def answered(status: str, headers: list[tuple[str, str]]) -> None:
            statuses.append(status)
            self.headers = dict(headers)

        environ = {
            **facts,
            "PATH_INFO": parts.path,
            "QUERY_STRING": quote(parts.query, safe="=&%"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
        }
        body = b"".join(self.application(environ, answered))
        return int(statuses[0][:3]), body


@contextmanager
def signed_in(user: User) -> Iterator[Browser]:
    """Outside HTTPS and with the empty view at bench/empty/."""
    # A request that begins would close the connection, and with it the transaction that the office lives in.
    request_started.disconnect(close_old_connections)
    with override_settings(ROOT_URLCONF="benchmarks.addresses", SECURE_SSL_REDIRECT=False, ALLOWED_HOSTS=["localhost"]):
        yield Browser(user)
    request_started.connect(close_old_connections)


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """The statements that run inside."""
    statements: list[Statement] = []

    def note(execute: Callable[..., object], sql: str, params: object, *more: object) -> object:
        statements.append((sql, params))
        return execute(sql, params, *more)

    with connection.execute_wrapper(note):
        yield statements


def replay(statements: list[Statement]) -> None:
    """The same statements on the bare cursor, every row fetched."""
    with connection.connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()
