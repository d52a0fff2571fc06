"""Understanding bags: a policy on its way to paper, printing, the door, the reprint list."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.e2e

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "360"])


@SIZES
@pytest.mark.parametrize("path", ["/bags/", "/bags/jobs/", "/library/", "/library/new/"])
def test_office_page_fits_and_has_no_barrier(visitor: Callable[..., Visitor], size: dict[str, int], path: str) -> None:
    clerk = visitor(size)
    clerk.sign_in("office")
    clerk.open(path)
    assert clerk.overflow() <= 0
    assert clerk.barriers() == []


@SIZES
def test_deliveries_and_preview_fit_and_have_no_barrier(visitor: Callable[..., Visitor], size: dict[str, int]) -> None:
    clerk = visitor(size)
    page = clerk.sign_in("office")
    clerk.open("/bags/")
    page.get_by_role("link", name=re.compile("^登记送达")).first.click()
    assert (clerk.overflow(), clerk.barriers()) == (0, [])
    page.locator("main tbody a[href^='/households/']").first.click()
    page.get_by_role("link", name="先看看").click()
    expect(page.get_by_text("精准扶贫明白袋").first).to_be_visible()
    assert clerk.overflow() <= 0


def test_a_policy_is_written_by_one_approved_by_another_and_makes_bags_stale(
    visitor: Callable[..., Visitor],
) -> None:
    clerk, leader = visitor(script=False), visitor()
    page = clerk.sign_in("office")
    clerk.open("/bags/")
    before = stale(page.locator("main").inner_text())
    clerk.open("/library/new/")
    page.get_by_label("名称").fill("冬季取暖补助")
    page.get_by_label("印在明白袋上的话").fill("每户 300 元，打到一折通")
    page.get_by_label(re.compile("^依据")).fill("办事处文〔2017〕31 号")
    page.get_by_role("button", name=re.compile("^存")).first.click()
    expect(page.get_by_role("heading", name="冬季取暖补助").first).to_be_visible()
    address = page.url.removeprefix(clerk.base)
    leading = leader.sign_in("leader")
    leader.open(address)
    leading.get_by_role("button", name="批准").click()
    clerk.open(address)
    page.get_by_role("link", name="发布", exact=True).click()
    # It is for everybody: said before, and to be confirmed.
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=re.compile("^发布")).click()
    clerk.open("/bags/")
    assert stale(page.locator("main").inner_text()) > before


def test_printing_a_village_goes_on_in_the_background(visitor: Callable[..., Visitor]) -> None:
    officer = visitor()
    page = officer.sign_in("cadre03")
    officer.open("/bags/")
    page.get_by_text("印一个村或全部").click()
    page.get_by_role("button", name="打印", exact=True).click()
    page.wait_for_url("**/bags/jobs/*/")
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("link", name=re.compile("^下载")).click(timeout=110_000)
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_an_officer_hands_a_bag_over_on_the_phone(visitor: Callable[..., Visitor]) -> None:
    officer = visitor(PHONE, script=False)
    page = officer.sign_in("cadre02")
    officer.open("/households/?view=poor&bag=undelivered")
    page.locator("main a[href^='/households/']:not([href*='new'])").first.click()
    page.get_by_role("link", name="登记送达").click()
    assert officer.overflow() <= 0
    for question in page.get_by_role("group").all():
        question.get_by_text("答得上").click()
    page.get_by_label(re.compile("签")).check()
    page.get_by_role("button", name=re.compile("存|登记")).click()
    expect(page.locator("main, [role=status]").first).to_contain_text("送")


def stale(text: str) -> int:
    found = re.search(r"(\d+) 份旧了", text)
    return int(found[1]) if found else 0
