"""The frame of every page, how it is shown, and the pages of errors."""

import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from povertyplan.accounts.matrix import MATRIX, Role
from povertyplan.accounts.models import User
from povertyplan.ui import context_processors, errors, specimens
from povertyplan.ui.lamps import Lamp


def request_of(role: str, path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = User(username="u", name="何芳", role=role)
    return request


@pytest.mark.parametrize("role", Role.values)
def test_navigation_shows_what_the_matrix_permits(role: str) -> None:
    shown = {item.label for item in context_processors.navigation(request_of(role))}
    assert shown == {label for label, _, capability in context_processors.NAV if Role(role) in MATRIX[capability]}


def test_navigation_lights_the_part_where_one_is() -> None:
    items = context_processors.navigation(request_of("office"))
    for item in items:
        deeper = context_processors.navigation(request_of("office", f"{item.url}7/"))
        assert [i.label for i in deeper if i.active] == [item.label]


def test_signed_out_there_is_no_navigation() -> None:
    assert context_processors.navigation(RequestFactory().get("/")) == []


def test_big_type_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/display/", {"big": "1", "next": "/households/?page=2"})
    assert answer.headers["Location"] == "/households/?page=2"
    assert answer.cookies["big"].value == "1"
    assert client.post("/display/", {"big": "", "next": "/"}).cookies["big"].value == ""


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "7", "a\0b", "office:home"]
)
def test_display_never_leads_to_another_house(client: Client, elsewhere: str) -> None:
    assert client.post("/display/", {"big": "1", "next": elsewhere}).headers["Location"] == "/"


def test_display_keeps_no_value_of_its_own(client: Client) -> None:
    assert "big" not in client.post("/display/", {"big": '"><script>', "next": "/"}).cookies


def test_display_is_changed_by_post_only(client: Client) -> None:
    assert client.get("/display/").status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("template", ["ui/styleguide.html", "ui/styleguide/phone.html"])
def test_every_component_is_drawn_in_the_styleguide(template: str) -> None:
    request = request_of("office")
    html = render_to_string(template, specimens.all_specimens(), request=request)
    assert all(f'class="lamp {lamp.css}"' in html for lamp in (Lamp.OK, Lamp.WARN))
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*src=)", html)


Handler = Callable[[HttpRequest], HttpResponse]
PAGES: dict[str, tuple[int, Handler]] = {
    "400": (400, lambda request: errors.bad_request(request, Exception())),
    "403": (403, lambda request: errors.forbidden(request, Exception())),
    "404": (404, lambda request: errors.not_found(request, Exception())),
    "500": (500, errors.server_error),
    "csrf": (403, errors.csrf_failure),
}


@pytest.mark.parametrize("name", PAGES)
def test_error_page_needs_neither_user_nor_database(name: str) -> None:
    status, handler = PAGES[name]
    request = RequestFactory().get("/")
    request.request_id = "ab12cd34"  # type: ignore[attr-defined]
    answer = handler(request)
    html = answer.content.decode()
    assert answer.status_code == status
    assert "ab12cd34" in html
    assert "100 0000 1230" in html
    assert html.count("<h1>") == 1


@pytest.mark.django_db
def test_unknown_address_is_answered_in_our_words(client: Client) -> None:
    client.raise_request_exception = False
    user = User(username="hefang", name="何芳", role="office", password="x")
    user.save()
    client.force_login(user)
    answer = client.get("/no/such/page/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有找到这一页" in answer.content.decode()


@pytest.mark.parametrize("address", ["/display/", "/b/AAAABBBBCCCC/"])
def test_an_address_for_buttons_only_says_so(client: Client, db: None, address: str) -> None:
    answer = client.get(address) if address == "/display/" else client.post(address)
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert "这个网址不能直接打开" in answer.content.decode()
    assert answer.headers["Allow"]


def test_odd_token_of_a_bag_is_no_error(client: Client, db: None) -> None:
    assert client.get("/b/%00/").status_code == HTTPStatus.NOT_FOUND
