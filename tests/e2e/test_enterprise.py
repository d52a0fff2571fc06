"""From a visit to a confirmed delivery, as a contact on a phone, an officer on a phone and the office at its desk."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.e2e

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "360"])


def flaws(person: Visitor) -> tuple[int, list[str]]:
    return max(person.overflow(), 0), person.barriers()


@pytest.mark.parametrize("path", ["/deliveries/", "/enterprises/"])
@SIZES
def test_office_page_fits_and_has_no_barrier(visitor: Callable[..., Visitor], size: dict[str, int], path: str) -> None:
    clerk = visitor(size)
    clerk.sign_in("office")
    clerk.open(path)
    assert flaws(clerk) == (0, [])


def office_pairs(visitor: Callable[..., Visitor], account: str) -> tuple[str, str]:
    """Village and first household that the contact's enterprise is paired with, as the contact's home names them."""
    contact = visitor(PHONE)
    page = contact.sign_in(account)
    page.get_by_role("link", name="户要什么").first.click()
    village = page.locator("h1").inner_text().split(" ")[0]
    return village, page.locator(".task b").first.inner_text().removesuffix(" 户")


def officer_of(visitor: Callable[..., Visitor], village: str) -> Page:
    """The phone of who serves in the village."""
    for n in range(1, 16):
        officer = visitor(PHONE)
        page = officer.sign_in(f"cadre{n:02}")
        if village in page.locator(".bar").inner_text():
            return page
        page.context.close()
    raise AssertionError(f"nobody serves in {village}")


def test_contact_walks_from_visit_to_confirmed_delivery_on_a_phone(visitor: Callable[..., Visitor]) -> None:
    village, head = office_pairs(visitor, "enterprise")
    what = f"过冬棉被 {uuid4().hex[:4]}"  # a second run on the same office finds its own
    contact, seen = visitor(PHONE), {}
    page = contact.sign_in("enterprise")

    def looked() -> None:
        seen[page.url] = flaws(contact)

    looked()
    page.get_by_role("link", name="1. 入户走访").first.click()
    page.get_by_label("走访哪户").select_option(index=1)
    page.get_by_label("了解到什么").fill("想学香菇栽培，孩子在家")
    page.get_by_text("学技术").click()
    looked()
    page.get_by_role("button", name="登记走访").click()
    expect(page.get_by_text(f"已登记 {head} 户的走访")).to_be_visible()

    page.get_by_role("link", name="2. 选帮扶方式").first.click()
    page.get_by_label("捐赠扶贫").check()
    looked()
    page.get_by_role("button", name="下一步：写承诺").click()
    if "写承诺" not in page.locator(".bar").inner_text() or "捐赠" not in page.locator("h1").inner_text():
        # The enterprise pledged in this mode before: another pledge is written from it.
        contact.open("/enterprises/own/")
        page.get_by_role("link", name="报捐赠兑现").first.click()
        page.get_by_role("link", name="再写一份捐赠扶贫承诺").click()
    page.get_by_label("捐什么").fill(what)
    page.get_by_label("捐多少（元），物资按折价").fill("3000")
    page.get_by_label("捐款", exact=True).check()
    page.get_by_label("济困").check()
    page.get_by_label("直接到户").check()
    looked()
    page.get_by_role("button", name="记下承诺").click()
    expect(page.get_by_text(f"已记下承诺：{what} 3,000 元")).to_be_visible()

    page.get_by_role("link", name=what).first.click()
    page.get_by_label("这次捐了多少（元）").fill("3000.01")
    row = page.locator(".reach li", has_text=head).first
    row.get_by_role("checkbox").check()
    looked()
    page.get_by_role("button", name="报这一笔").click()
    expect(page.get_by_text("这次最多报 3,000 元").first).to_be_visible()
    looked()
    page.get_by_label("这次捐了多少（元）").fill("3000")
    page.get_by_role("button", name="报这一笔").click()
    expect(page.get_by_text("等村里确认").first).to_be_visible()
    looked()
    delivery = page.url
    assert {url: flaw for url, flaw in seen.items() if flaw != (0, [])} == {}

    officer = officer_of(visitor, village)
    expect(officer.locator(".task", has_text="企业兑现等确认")).to_be_visible()
    officer.goto(delivery)
    officer.get_by_role("button", name="确认到位").click()
    expect(officer.get_by_text("已确认，这一笔算到位")).to_be_visible()
    officer.locator(".reach").get_by_role("link", name=head).click()
    expect(officer.get_by_text(what).first).to_be_visible()

    page.goto(delivery)
    expect(page.locator(".due .lamp").first).to_contain_text("已确认")


def test_contact_opens_no_page_of_the_registry(visitor: Callable[..., Visitor]) -> None:
    contact = visitor(PHONE)
    page = contact.sign_in("enterprise")
    for path in ("/households/", "/villages/", "/battle-map/"):
        page.goto(contact.base + path)
        expect(page.locator("h1")).not_to_contain_text("贫困户")
    assert contact.overflow() <= 0


def test_path_works_without_script(visitor: Callable[..., Visitor]) -> None:
    contact = visitor(PHONE, script=False)
    page = contact.sign_in("enterprise")
    page.get_by_role("link", name="1. 入户走访").first.click()
    page.get_by_role("button", name="登记走访").click()
    expect(page.get_by_text("填写“了解到什么”").first).to_be_visible()
