"""What a phone may keep for a day without network: files of the application and one empty form, nothing of anybody."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project_settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from office.views import offline
from povertyplan.accounts.models import User
from povertyplan.middleware import CONTENT_SECURITY_POLICY
from villages.models import Village


def shell(client: Client) -> dict[str, Any]:
    text = client.get("/sw.js").content.decode()
    found = re.match(r"const SHELL = (\{.*\});\n", text)
    assert found is not None
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("name", ["service_worker", "offline"])
def test_answer_is_the_same_for_everybody(name: str, cadre: User, client_of: Callable[[User], Client]) -> None:
    url = reverse(f"office:{name}")
    mine, anybodys = client_of(cadre).get(url), Client().get(url)
    assert mine.content == anybodys.content
    assert cadre.name not in mine.content.decode()
    assert "csrfmiddlewaretoken" not in mine.content.decode()
    assert not anybodys.cookies
    assert anybodys.headers["Cache-Control"] == "no-cache"
    assert anybodys.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_large_print_of_one_person_is_not_kept_for_the_next(client: Client, db: None) -> None:
    client.cookies["big"] = "1"
    assert 'class="big"' not in client.get("/offline/").content.decode()


def test_worker_is_a_script_for_the_whole_site_and_is_asked_for_once(client: Client, db: None) -> None:
    response = client.get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    again = client.get("/sw.js", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_worker_keeps_only_files_that_exist_and_the_empty_form(client: Client, db: None) -> None:
    kept = shell(client)
    assert kept["empty"] == "/offline/"
    names = [path.removeprefix(project_settings.STATIC_URL) for path in kept["files"]]
    assert [name for name in names if not finders.find(name)] == []


def test_worker_keeps_every_file_that_the_empty_form_loads(client: Client, db: None) -> None:
    html = client.get("/offline/").content.decode()
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)) - {"/static/css/print.css"}
    imported = {
        f"/static/js/{name}"
        for path in loaded
        if path.endswith(".js")
        for name in re.findall(r'from "\./([\w.]+)"', (project_settings.BASE_DIR / path.removeprefix("/")).read_text())
    }
    assert loaded | imported == set(shell(client)["files"])


def test_new_form_makes_a_new_version(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell(client)["version"]
    monkeypatch.setattr(project_settings, "OFFICE_HOTLINE", "100 0000 9999")
    assert shell(client)["version"] != before


def test_device_knows_the_person_by_a_name_that_says_nothing(
    cadre: User, leader: User, client_of: Callable[[User], Client]
) -> None:
    """Whoever files reports gets a name and a key; a new password changes neither; others get none."""

    def marks(user: User) -> list[str]:
        html = client_of(user).get("/me/").content.decode()
        return re.findall(r'<meta name="device-(?:user|key)" content="([^"]+)"', html)

    first = marks(cadre)
    assert len(first) == 2
    cadre.set_password("ein neues langes Wort")
    cadre.save()
    assert marks(cadre) == first
    assert str(cadre.pk) != first[0]
    assert marks(leader) == []


def test_script_names_the_version_of_what_it_imports(tmp_path: Path, settings: Settings) -> None:
    """A page of yesterday must not mix its scripts with those of today."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "povertyplan.ui.static_files.HashedStaticFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    report = next(tmp_path.glob("js/report.????????????.js")).read_text()
    names = re.findall(r'from "\./([^"]+)"', report)
    assert len(names) == 2
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name) and (tmp_path / "js" / name).exists() for name in names)


def test_page_of_the_form_is_light(village: Village, cadre: User, client_of: Callable[[User], Client]) -> None:
    """As it goes over the wire: HTML 15 kB, everything of a first visit 40 kB (experience §9)."""

    def packed(content: bytes) -> int:
        return len(gzip.compress(content, 9))

    url = reverse("office:report_write", args=[village.pk, "2017-11-1"])
    html = client_of(cadre).get(url).content
    files = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', html.decode())) | {"js/photos.js"}
    loaded = sum(packed((project_settings.BASE_DIR / "static" / name).read_bytes()) for name in files)
    assert packed(html) <= 15_000
    assert packed(html) + loaded + packed(offline.worker().encode()) <= 40_000
