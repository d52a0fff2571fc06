"""The leader's five jobs of experience.md §13: as many clicks and page loads as the table allows, and no more."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.e2e

Come = Callable[..., Visitor]


@dataclass
class Hand:
    """Counts what a person presses after landing, and the pages that come of it."""

    page: Page
    clicks: int = 0
    loads: int = 0

    def __post_init__(self) -> None:
        self.page.on("load", self._loaded)

    def _loaded(self, _: Page) -> None:
        self.loads += 1

    def press(self, thing: Locator) -> None:
        self.clicks += 1
        thing.click()
        self.page.wait_for_load_state()

    @property
    def cost(self) -> tuple[int, int]:
        return self.clicks, self.loads


def landed(visitor: Come, account: str = "leader", size: dict[str, int] = DESK) -> tuple[Page, Hand]:
    page = visitor(size).sign_in(account)
    page.wait_for_load_state()
    return page, Hand(page)


def is_seen_at_once(thing: Locator) -> bool:
    """In the first window, without scrolling."""
    expect(thing).to_be_visible()
    box, window = thing.bounding_box(), thing.page.viewport_size
    assert box is not None
    assert window is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= window["height"]


def today(page: Page) -> Locator:
    return page.locator("section.panel", has=page.get_by_role("heading", name="今天要办"))


def test_whether_it_will_be_in_time_and_how_much_is_missing_costs_nothing(visitor: Come) -> None:
    page, hand = landed(visitor)
    assert is_seen_at_once(page.get_by_text(re.compile("时间已过 .*%")).first)
    assert is_seen_at_once(page.get_by_text(re.compile("照此速度|照近")).first)
    assert hand.cost == (0, 0)


def test_worst_village_and_why_cost_one_click(visitor: Come) -> None:
    page, hand = landed(visitor)
    hand.press(page.locator("#map tbody tr a").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("村")
    # What lit the lamp, and what most households lack.
    assert is_seen_at_once(page.get_by_text(re.compile(r"落后 \d+ |连缺")).first)
    assert hand.cost == (1, 1)


def test_notice_costs_two_clicks_and_its_reply_one(visitor: Come) -> None:
    page, hand = landed(visitor)
    village = today(page).locator("li", has=page.get_by_role("link", name=re.compile("^督办："))).first
    name = re.split("[“ ]", village.inner_text().strip())[0]
    hand.press(village.get_by_role("link", name=re.compile("^督办：")))
    expect(page.get_by_role("heading", level=1)).to_contain_text("督办")
    hand.press(page.get_by_role("button", name=re.compile("^发出")))
    expect(page.get_by_text(re.compile(f"已发给{name}"))).to_be_visible()
    assert hand.cost == (2, 2)
    order = page.url

    reply = "库里已补放鱼苗，照片附后"
    officer = visitor(PHONE)
    officer.sign_in(_officer_of(visitor, name))
    officer.page.goto(f"{order.rstrip('/')}/reply/")
    officer.page.get_by_label(re.compile("办了什么|回复")).first.fill(reply)
    officer.page.get_by_role("button", name="发出回复").click()
    expect(officer.page.get_by_text("已回复")).to_be_visible()

    page, hand = landed(visitor)
    hand.press(today(page).get_by_role("link", name=f"审核：{name}的督办单等审核"))
    expect(page.get_by_text(reply).first).to_be_visible()
    assert page.url == order
    assert hand.cost == (1, 1)


def _officer_of(visitor: Come, village: str) -> str:
    """The account of the officer: the first whose own map is the village's."""
    for number in range(1, 16):
        account = f"cadre{number:02}"
        person = visitor(PHONE)
        page = person.sign_in(account)
        if page.locator(".bar b").inner_text().startswith(village):
            return account
    raise AssertionError(f"nobody serves {village}")


def test_large_map_is_printed_with_two_clicks(visitor: Come) -> None:
    page, hand = landed(visitor)
    button = page.get_by_role("button", name="打印作战图")
    if not button.is_visible():
        hand.press(page.locator("summary", has_text="打印"))
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    with page.expect_response(re.compile(r"/battle-map\.pdf$")) as coming:
        hand.press(button)
    assert coming.value.headers["content-type"] == "application/pdf"
    assert hand.clicks <= 2
    # The browser's viewer keeps the file to itself: the same is asked for once more.
    answer = page.request.post(coming.value.url, form={"csrfmiddlewaretoken": token}, headers={"referer": page.url})
    sheet = PdfReader(BytesIO(answer.body())).pages[0].mediabox
    # A1 landscape in points.
    assert (round(sheet.width), round(sheet.height)) == (2384, 1684)


def test_figure_of_the_funds_is_traced_to_its_voucher_with_three_clicks(visitor: Come) -> None:
    page, hand = landed(visitor)
    figure = page.locator("#funds td a").first
    hand.press(figure)
    hand.press(page.locator("#ledger tbody th a").first)
    hand.press(page.locator("dt", has_text="凭证").locator("+ dd a"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("元")
    assert "/funds/vouchers/" in page.url
    assert hand.cost == (3, 3)


def test_household_is_found_by_its_initials_without_a_click(visitor: Come) -> None:
    page, hand = landed(visitor, "office")
    initials = _only_initials(visitor)
    page.keyboard.press("/")
    page.keyboard.type(initials)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/households/\d+/"))
    page.wait_for_load_state("load")
    assert hand.cost == (0, 1)


def _only_initials(visitor: Come) -> str:
    """Of somebody whose initials nobody else begins with."""
    desk = visitor(DESK)
    page = desk.sign_in("office")
    for number in range(1, 6):
        desk.open(f"/households/?view=all&page={number}")
        for said in page.locator("tbody th .cap").all_inner_texts():
            found = re.fullmatch(r"[A-Z]{2,3}", said.strip())
            if found and page.request.get(f"{desk.base}/search/?q={said.strip().lower()}").url.endswith("/"):
                return said.strip().lower()
    raise AssertionError("nobody has initials of his own")


@pytest.mark.parametrize("account", ["office", "leader", "keeper", "approver", "cadre01", "enterprise", "security"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "360"])
def test_worklist_fits_and_has_no_barrier(visitor: Come, account: str, size: dict[str, int]) -> None:
    person = visitor(size)
    person.sign_in(account)
    person.open("/worklist/")
    assert person.overflow() <= 0
    assert person.barriers() == []


@pytest.mark.parametrize("account", ["office", "leader", "keeper", "approver", "cadre01", "enterprise"])
def test_every_task_leads_to_a_page_that_its_reader_may_open(visitor: Come, account: str) -> None:
    person = visitor(DESK)
    page = person.sign_in(account)
    person.open("/worklist/")
    found = page.locator(".todo a, .task a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert found
    answers = {url: page.request.get(person.base + url).status for url in found}
    assert {url: status for url, status in answers.items() if status != 200} == {}
