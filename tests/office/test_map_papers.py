"""Printing a battle map from its pages and by command: who may, which day, and what is said of bad input."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from office.demo.builders import make_baseline, make_household, make_user
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.office.posters import pages_of, text_of
from villages.models import MapEdition, Village

pytestmark = pytest.mark.django_db
OFFICE = "/battle-map.pdf"


@pytest.fixture(autouse=True)
def _households(village: Village, other_village: Village) -> None:
    make_household(village)
    make_household(other_village)


def of(village: Village) -> str:
    return reverse("office:village_map_pdf", args=[village.pk])


def test_office_and_leader_print_both_and_a_cadre_the_own_village(
    village: Village,
    other_village: Village,
    office_user: User,
    leader: User,
    cadre: User,
    client_of: Callable[[User], Client],
) -> None:
    for user in (office_user, leader):
        client = client_of(user)
        for url in (OFFICE, of(village)):
            answer = client.post(url, {"size": "A3"})
            assert answer.headers["Content-Type"] == "application/pdf"
    client = client_of(cadre)
    assert client.post(of(village)).headers["Content-Type"] == "application/pdf"
    assert client.post(of(other_village)).status_code == 404
    refused = client.post(OFFICE, follow=True)
    assert "办事处的作战图由办事处打印" in refused.content.decode()
    assert client_of(make_user(Role.KEEPER)).post(OFFICE).status_code == 403
    assert client.get(of(village)).status_code == 405


def test_size_and_day_come_from_the_form(office_user: User, client_of: Callable[[User], Client]) -> None:
    day = timezone.localdate() - timedelta(days=5)
    answer = client_of(office_user).post(OFFICE, {"size": "A3", "on": day.isoformat()})
    assert f'filename="map-office-{day}-1-A3.pdf"' in answer.headers["Content-Disposition"]
    (page,) = pages_of(answer.content)
    assert float(page.mediabox.width) == pytest.approx(420 * 72 / 25.4, abs=0.1)
    assert MapEdition.objects.get().as_of == day


def test_unknown_size_is_one_sentence(village: Village, office_user: User, client_of: Callable[[User], Client]) -> None:
    for url in (OFFICE, of(village)):
        page = client_of(office_user).post(url, {"size": "B5"}, follow=True).content.decode()
        assert "没有“B5”这种纸，选 A1、A0 或 A3" in page
    assert not MapEdition.objects.exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2017-13-40", "“2017-13-40”不是一个日期，要写成 2017-11-16 这样"),
        ("2199-01-01", "2199年1月1日还没有到"),
        ("1999-01-01", "最早能看"),
        ("2016-12-31", "计划 2017年1月1日开始，2016年12月31日还没有开始，没有作战图可印"),
    ],
)
def test_a_day_that_has_no_map_is_refused_in_one_sentence(
    day: str, sentence: str, village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    make_baseline()
    client = client_of(office_user)
    for url in (OFFICE, of(village)):
        page = client.post(url, {"size": "A3", "on": day}, follow=True).content.decode()
        assert sentence in page
        assert "下面是今天的" not in page
    assert not MapEdition.objects.exists()


def run(out: Path, *told: str) -> str:
    lines: list[str] = []

    class Written:
        def write(self, text: str) -> None:
            lines.append(text)

    call_command("print_battle_map", *told, "--out", str(out), stdout=Written())
    return "".join(lines)


def test_command_prints_and_says_which_edition(village: Village, tmp_path: Path) -> None:
    out = tmp_path / "maps" / "map.pdf"
    assert "办事处作战图第 1 版" in run(out)
    assert "第1版" in "".join(text_of(out.read_bytes()).split())
    said = run(out, "--village", village.code, "--size", "a3")
    assert "柳河村作战图第 1 版" in said
    assert float(pages_of(out.read_bytes())[0].mediabox.height) == pytest.approx(297 * 72 / 25.4, abs=0.1)


def test_command_prints_a_past_day(tmp_path: Path) -> None:
    today = timezone.localdate()
    make_baseline(starts_on=today - timedelta(days=90), deadline=today)
    day = timezone.localdate() - timedelta(days=3)
    run(tmp_path / "map.pdf", "--as-of", day.isoformat())
    assert MapEdition.objects.get().as_of == day


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (["--village", "123"], "没有村代码 123，村代码是 12 位数字"),
        (["--size", "A4"], "没有“A4”这种纸，选 A1、A0 或 A3"),
        (["--as-of", "2016-12-31"], "计划 2017年1月1日开始，2016年12月31日还没有开始，没有作战图可印"),
        (["--as-of", "2199-01-01"], "2199年1月1日还没有到"),
        (["--as-of", "1999-01-01"], "最早能看"),
        (["--as-of", "昨天"], "“昨天”不是一个日期"),
        (["--by", "nobody"], "没有账号 nobody"),
    ],
)
def test_command_refuses_in_one_sentence_and_leaves_nothing(told: list[str], sentence: str, tmp_path: Path) -> None:
    make_baseline()
    out = tmp_path / "map.pdf"
    with pytest.raises(CommandError, match=sentence) as refused:
        run(out, *told)
    assert "下面是今天的" not in str(refused.value)
    assert not out.exists()
    assert not MapEdition.objects.exists()


def test_command_says_that_the_file_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="写不进去"):
        run(tmp_path)
    assert not MapEdition.objects.exists()


def test_a_refusal_does_not_touch_the_file_that_was_there(tmp_path: Path) -> None:
    out = tmp_path / "map.pdf"
    out.write_bytes(b"old")
    with pytest.raises(CommandError):
        run(out, "--size", "A4")
    assert out.read_bytes() == b"old"
