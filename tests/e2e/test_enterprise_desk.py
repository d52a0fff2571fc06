"""The office's desk for enterprises: register, pair, choose households, walk the list, as a person does it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from enterprises.credit_code import check_character
from tests.e2e.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.e2e

ENTERPRISES = "main th a[href^='/enterprises/']"


def credit_code(n: int) -> str:
    seventeen = f"91420399MA4{n:06d}"
    return seventeen + check_character(seventeen)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "360"])
def test_pages_fit_and_have_no_barrier(visitor: Callable[..., Visitor], size: dict[str, int]) -> None:
    clerk = visitor(size)
    page = clerk.sign_in("office")
    found = {}

    def look() -> None:
        found[page.url] = (clerk.overflow(), clerk.barriers())

    clerk.open("/enterprises/")
    look()
    page.goto(clerk.base + str(page.locator(ENTERPRISES).first.get_attribute("href")))
    look()
    enterprise = page.url.split("?")[0]
    for path in ("edit/", "leave/", "contacts/new/", "pairings/new/"):
        page.goto(enterprise + path)
        look()
    page.goto(enterprise)
    households = page.get_by_role("link", name="选结对户").first.get_attribute("href")
    clerk.open(str(households))
    look()
    clerk.open("/enterprises/new/")
    look()
    assert found == dict.fromkeys(found, (0, []))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_registers_pairs_and_chooses_households(visitor: Callable[..., Visitor], script: bool) -> None:
    clerk = visitor(DESK, script=script)
    page = clerk.sign_in("office")
    clerk.open("/enterprises/new/")
    _register(page, credit_code(77 if script else 78))
    expect(page.locator("main .idbar")).to_contain_text("还没有结对村，先结对")
    page.get_by_role("link", name="结对一个村").click()
    page.get_by_label("结对村").select_option(index=1)
    page.get_by_role("button", name="结对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("选结对户")
    boxes = page.locator("input[name='households']")
    for place in (0, 2):
        boxes.nth(place).check()
    if script:
        expect(page.locator("[data-selected]")).to_have_text("2")
    page.get_by_role("button", name="结对选中的户").click()
    expect(page.locator("main .idbar")).to_contain_text("结对 2 户，还没有入户走访")
    expect(page.locator(".path [aria-current='step']")).to_contain_text("入户走访")


def _register(page: Page, code: str) -> None:
    page.get_by_label("统一社会信用代码").fill(code[:17] + "?")
    page.get_by_label("企业名称").fill(f"春华{code[-4:]}食品有限公司")
    page.get_by_label("行业").select_option(label="制造业")
    page.get_by_label("负责人").fill("刘志成")
    page.get_by_role("button", name="登记企业").click()
    expect(page.locator(".errbox")).to_contain_text("没有 ? 这样的字符")
    page.get_by_label("统一社会信用代码").fill(code)
    page.get_by_role("button", name="登记企业").click()


def test_j_and_k_walk_through_the_list(visitor: Callable[..., Visitor]) -> None:
    clerk = visitor(DESK)
    page = clerk.sign_in("office")
    clerk.open("/enterprises/?view=all")
    page.locator(ENTERPRISES).first.click()
    first = page.get_by_role("heading", level=1).inner_text()
    page.keyboard.press("j")
    expect(page.locator(".crumb .pager")).to_contain_text("第 2 /")
    page.keyboard.press("k")
    expect(page.locator(".crumb .pager")).to_contain_text("第 1 /")
    assert page.get_by_role("heading", level=1).inner_text() == first
