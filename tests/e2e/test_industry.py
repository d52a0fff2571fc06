"""Plans, reading reports and supervision: as the office, the leader and an officer do it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.e2e

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "360"])


@SIZES
@pytest.mark.parametrize("path", ["/reports/", "/orders/", "/orders/new/", "/reporting-rule/"])
def test_office_page_fits_and_has_no_barrier(visitor: Callable[..., Visitor], size: dict[str, int], path: str) -> None:
    clerk = visitor(size)
    clerk.sign_in("office")
    clerk.open(path)
    assert clerk.overflow() <= 0
    assert clerk.barriers() == []


@SIZES
def test_plan_pages_fit_and_have_no_barrier(visitor: Callable[..., Visitor], size: dict[str, int]) -> None:
    clerk = visitor(size)
    page = clerk.sign_in("office")
    found = {}

    def look(path: str) -> None:
        page.goto(path if path.startswith("http") else clerk.base + path)
        assert page.locator("main h1").inner_text() != "没有找到这一页"
        found[page.url] = (clerk.overflow(), clerk.barriers())

    clerk.open("/villages/")
    villages = [str(link.get_attribute("href")) for link in page.locator("main tbody a[href^='/villages/']").all()]
    for village in villages[:1]:
        look(f"{village}plan/")
        for link in ("改期", "名单"):
            page.goto(f"{clerk.base}{village}plan/")
            look(str(page.get_by_role("link", name=link).first.get_attribute("href")))
    clerk.open("/reports/")
    look(str(page.get_by_role("link", name="Excel 上报").get_attribute("href")))
    clerk.open("/orders/")
    look(str(page.locator("main a[href^='/orders/']:not([href*='new'])").first.get_attribute("href")))
    assert {url: flaw for url, flaw in found.items() if flaw[0] > 0 or flaw[1]} == {}


def test_leader_supervises_a_village_in_two_presses(visitor: Callable[..., Visitor]) -> None:
    leader = visitor()
    page = leader.sign_in("leader")
    page.locator("main .todo a", has_text="督办").first.click()
    page.get_by_role("button", name="发出督办单").click()
    expect(page.get_by_text("打印一式两份")).to_be_visible()
    expect(page.locator("main h1")).to_contain_text("等回复")


def test_office_reminds_who_has_not_reported_in_two_presses(visitor: Callable[..., Visitor]) -> None:
    clerk = visitor()
    page = clerk.sign_in("office")
    clerk.open("/reports/")
    page.get_by_role("button", name="提醒没报").click()
    expect(page.locator("main [role=status]").first).to_contain_text("提醒")


def test_office_reads_with_one_key_and_sends_one_part_back(visitor: Callable[..., Visitor]) -> None:
    clerk = visitor()
    page = clerk.sign_in("office")
    clerk.open("/reports/")
    part = page.locator("details[name=back]").first
    part.locator("summary").click()
    part.get_by_text("看不清").click()
    part.get_by_role("textbox").fill("哪一天开的会，写上")
    part.get_by_role("button", name="只退回这 1 项").click()
    expect(page.get_by_text("其余照收").first).to_be_visible()
    here = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != here)


def test_plan_without_a_participant_is_approved_only_after_one_took_part(visitor: Callable[..., Visitor]) -> None:
    """The demo's 金竹园 has everything but a household: the office adds one, the leader approves."""
    leader, clerk = visitor(), visitor()
    page = leader.sign_in("leader")
    leader.open("/villages/")
    village = str(page.get_by_role("link", name="金竹园").first.get_attribute("href"))
    leader.open(f"{village}plan/")
    expect(page.get_by_text("贫困户参加").first).to_be_visible()
    expect(page.get_by_role("button", name="批准", exact=False)).to_have_count(0)
    desk = clerk.sign_in("office")
    clerk.open(f"{village}plan/")
    desk.get_by_role("link", name="名单").first.click()
    desk.locator("main tbody input[type=checkbox]").first.check()
    desk.get_by_role("button", name="登记参加").click()
    desk.get_by_label("怎么参加").select_option(label="务工")
    desk.get_by_role("button", name="登记这 1 户").click()
    leader.open(f"{village}plan/")
    page.get_by_role("link", name="批规划").click()
    page.get_by_label("批复文号").fill("扶产业〔2026〕18 号")
    page.get_by_role("button", name="批准", exact=False).click()
    expect(page.locator("main .idbar")).to_contain_text("已批准")


def test_officer_replies_to_a_notice_on_the_phone(visitor: Callable[..., Visitor]) -> None:
    clerk = visitor()
    desk = clerk.sign_in("office")
    clerk.open("/orders/")
    waiting = desk.locator("main tbody tr", has_text="等回复").first
    village = str(waiting.locator("td, th").filter(has_text="村").first.inner_text()).split("\n")[0].strip()
    for n in range(1, 16):
        officer = visitor(PHONE)
        page = officer.sign_in(f"cadre{n:02}")
        if village in page.locator(".bar").inner_text():
            break
        officer.page.context.clear_cookies()
    page.get_by_role("link", name="督办 ").first.click()
    page.get_by_role("link", name="回复").first.click()
    page.get_by_label("办了什么", exact=False).fill("已补栽 140 亩，清单附后")
    page.get_by_role("button", name="发出回复").click()
    expect(page.get_by_text("等办事处审核").first).to_be_visible()
