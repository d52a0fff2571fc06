"""Checking the standard, leading a household out of poverty, and what must not get by: as its people do it."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.e2e

PAGES = [
    "/exits/",
    "/exits/?state=closed",
    "/exits/review/",
    "/standards/",
    "/poverty-lines/",
    "/households/confirm/",
    "/health/",
    "/practices/",
    "/practices/new/",
]


def photo(folder: Path, name: str) -> Path:
    page = Image.new("RGB", (400, 300), "white")
    page.putpixel((len(name), 1), (200, 30, 30))
    out = BytesIO()
    page.save(out, "PNG")
    path = folder / f"{name}.png"
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "360"])
@pytest.mark.parametrize("path", PAGES)
def test_office_page_fits_and_has_no_barrier(visitor: Callable[..., Visitor], size: dict[str, int], path: str) -> None:
    clerk = visitor(size)
    clerk.sign_in("office")
    clerk.open(path)
    assert clerk.overflow() <= 0
    assert clerk.barriers() == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "360"])
def test_object_pages_fit_and_have_no_barrier(visitor: Callable[..., Visitor], size: dict[str, int]) -> None:
    clerk = visitor(size)
    page = clerk.sign_in("office")
    found = {}

    def look(path: str) -> None:
        page.goto(path if path.startswith("http") else clerk.base + path)
        found[page.url] = (clerk.overflow(), clerk.barriers())

    for place, link in (
        ("/exits/", "main tbody a[href^='/exits/']"),
        ("/standards/", "main a[href^='/standards/']"),
        ("/practices/", "main tbody a[href^='/practices/']"),
    ):
        clerk.open(place)
        look(str(page.locator(link).first.get_attribute("href")))
    clerk.open("/villages/?poverty=1")
    look(str(page.locator("main tbody a[href^='/villages/']").first.get_attribute("href")) + "exit/")
    clerk.open("/households/")
    household = str(page.locator("tbody th a").first.get_attribute("href")).split("?")[0]
    for path in ("income/", "criteria/housing/", "exit/new/"):
        look(household + path)
    clerk.open(household + "income/")
    look(str(page.locator("main a[href*='/income/2']").first.get_attribute("href")))
    assert {url: flaw for url, flaw in found.items() if flaw[0] > 0 or flaw[1]} == {}


def test_cadre_checks_a_criterion_on_the_phone_in_five_taps(visitor: Callable[..., Visitor]) -> None:
    cadre = visitor(PHONE)
    page = cadre.sign_in("cadre04")
    cadre.open("/households/?view=short")
    page.locator("main a[href^='/households/']").filter(has_not_text="核查").first.click()
    page.locator(".crit a.warn, .crit a.bad, .crit a.none").first.click()
    page.get_by_text("未达标", exact=True).click()
    page.get_by_label(re.compile("依据")).fill("入户看过，还在办")
    page.locator("button[form=assess]").last.click()
    expect(page.get_by_text("未达标").first).to_be_visible()
    expect(page.get_by_text("入户看过，还在办").first).to_be_visible()


def test_leader_reviews_an_exit_and_the_page_says_what_comes_next(visitor: Callable[..., Visitor]) -> None:
    """The notice has run its term without an objection; who reviews took no part before."""
    leader = visitor(DESK)
    page = leader.sign_in("leader")
    leader.open("/exits/?stage=review")
    page.locator("tbody tr").filter(has_text="都齐").first.locator("a").first.click()
    page.get_by_role("link", name="审核通过").click()
    page.get_by_role("button", name="审核通过").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("脱贫退出")
    expect(page.get_by_text(re.compile("第 6 步，共 8 步"))).to_be_visible()


def test_office_cannot_review_while_a_notice_hangs(visitor: Callable[..., Visitor]) -> None:
    clerk = visitor(DESK)
    page = clerk.sign_in("office")
    clerk.open("/exits/?stage=review")
    page.locator("tbody tr").filter(has_text="公示中").first.locator("a").first.click()
    expect(page.get_by_role("link", name="审核通过")).to_have_count(0)
    expect(page.get_by_text(re.compile(r"\d{2}-\d{2} 起能")).first).to_be_visible()


def test_an_appraisal_stands_with_its_minutes(visitor: Callable[..., Visitor], tmp_path: Path) -> None:
    """A wrong vote is told beside its field; then the meeting stands with its paper."""
    office = visitor(DESK)
    page = office.sign_in("office")
    office.open("/exits/?stage=appraisal")
    page.locator("tbody tr").filter(has_text="都齐").first.locator("a").first.click()
    page.get_by_role("link", name="记评议会").click()
    page.get_by_label("主持人").fill("刘书记")
    page.get_by_label("到会人数").fill("30")
    page.get_by_label("同意").fill("12")
    page.get_by_label("反对").fill("3")
    page.locator("input[type=file]").set_input_files(photo(tmp_path, "minutes"))
    page.get_by_role("button", name="记评议会").click()
    expect(page.get_by_text(re.compile("没有超过到会 30 人的一半")).first).to_be_visible()
    expect(page.get_by_label("主持人")).to_have_value("刘书记")
    page.get_by_label("同意").fill("27")
    page.locator("input[type=file]").set_input_files(photo(tmp_path, "minutes"))
    page.get_by_role("button", name="记评议会").click()
    expect(page.get_by_text(re.compile("30 人到会，同意 27，反对 3"))).to_be_visible()
    expect(page.get_by_text(re.compile("第 2 步，共 8 步"))).to_be_visible()


def test_health_leads_to_the_field_and_a_reason_closes_a_finding(visitor: Callable[..., Visitor]) -> None:
    clerk = visitor(DESK)
    page = clerk.sign_in("office")
    clerk.open("/health/")
    expect(page.get_by_text("没有责任人的户").first).to_be_visible()
    page.get_by_role("link", name=re.compile("没错，写理由")).first.click()
    page.get_by_role("button", name="记下，不再算问题").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("为什么没错").fill("到现场看过，名册没写错")
    page.get_by_role("button", name="记下，不再算问题").click()
    expect(page.get_by_text(re.compile("核过没错")).first).to_be_visible()


def test_income_typed_once_is_held_against_the_line_without_script(visitor: Callable[..., Visitor]) -> None:
    clerk = visitor(DESK, script=False)
    page = clerk.sign_in("office")
    clerk.open("/households/")
    household = str(page.locator("tbody th a").first.get_attribute("href")).split("?")[0]
    clerk.open(household + "income/")
    page.locator("main a[href*='/income/2']").first.click()
    page.get_by_label(re.compile("就近务工")).first.fill("-5")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label(re.compile("就近务工")).first.fill("88000")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_text(re.compile("过线")).first).to_be_visible()
