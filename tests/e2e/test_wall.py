"""The wall as it hangs there: one screen, new figures by itself, and plain words when there are none."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor

pytestmark = pytest.mark.e2e

URL = "/battle-map/wall/"
FULL_HD = {"width": 1920, "height": 1080}
# A look at whether something is due comes every five seconds. Longer steps of the clock would end the page's patience
# with an answer before it can come.
RENEWED, A_LOOK = 5 * 60_000, 6_000
SCREENS = [FULL_HD, {"width": 1366, "height": 768}, {"width": 3840, "height": 2160}]


def hung(visitor: Callable[..., Visitor], size: dict[str, int] = FULL_HD, *, script: bool = True) -> Visitor:
    """Signed in, with a clock of its own that stands at the beginning."""
    person = visitor(size, script=script)
    person.sign_in("leader")
    if script:
        person.page.clock.install()
    person.open(URL)
    return person


def shown(page: Page) -> str:
    return str(page.locator("main").get_attribute("data-said"))


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: str(size["width"]))
def test_everything_stands_on_one_screen(visitor: Callable[..., Visitor], size: dict[str, int]) -> None:
    wall = hung(visitor, size)
    page = wall.page
    assert page.evaluate("document.scrollingElement.scrollHeight - innerHeight") <= 0
    assert wall.overflow() <= 0
    # Nothing is cut: no panel is smaller than what it holds.
    cut = (
        "[...document.querySelectorAll('.panel')].filter(p => p.scrollWidth > p.clientWidth + 1).map(p => p.innerText)"
    )
    assert page.evaluate(cut) == []
    for heading in ("责任到村", "作战图", "剩余贫困户", "一有两不愁四保障", "企业五种帮扶", "扶贫基金"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("数据截至")).to_be_in_viewport(ratio=1)


def test_wall_can_be_read_by_everybody(visitor: Callable[..., Visitor]) -> None:
    wall = hung(visitor)
    assert wall.barriers() == []


def test_lost_network_leaves_the_figures_and_says_of_when_they_are(visitor: Callable[..., Visitor]) -> None:
    page = hung(visitor).page
    time = shown(page)
    assert re.fullmatch(r"\d\d-\d\d \d\d:\d\d", time)
    band = page.get_by_text(f"网络断了，这是 {time} 的数据")
    expect(band).to_be_hidden()

    page.context.set_offline(True)
    page.clock.run_for(RENEWED)
    page.clock.run_for(A_LOOK)
    expect(band).to_be_visible()
    expect(page.get_by_role("heading", name="责任到村")).to_be_visible()
    expect(page.get_by_text("已经超过 24 小时").locator("visible=true")).to_have_count(0)

    page.clock.fast_forward("25:00:00")
    page.clock.run_for(40_000)
    expect(page.get_by_text("已经超过 24 小时").locator("visible=true")).to_have_count(1)

    page.context.set_offline(False)
    page.clock.run_for(A_LOOK)
    expect(band).to_be_hidden()
    expect(page.locator("main[data-wall]")).to_have_count(1)


def test_new_figures_come_by_themselves(visitor: Callable[..., Visitor]) -> None:
    page = hung(visitor).page
    page.evaluate("document.querySelector('h1').textContent = '旧的'")
    page.clock.run_for(4 * 60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("旧的")
    page.clock.run_for(60_000)
    page.clock.run_for(A_LOOK)
    expect(page.get_by_role("heading", level=1)).to_contain_text("挂图作战")


def test_server_that_gives_an_error_is_said(visitor: Callable[..., Visitor]) -> None:
    page = hung(visitor).page
    page.route(f"**{URL}", lambda route: route.fulfill(status=500, body="<main>坏了</main>"))
    page.clock.run_for(RENEWED)
    page.clock.run_for(A_LOOK)
    expect(page.get_by_text("服务器没有给出新数据")).to_be_visible()
    expect(page.get_by_role("heading", name="责任到村")).to_be_visible()


def test_end_of_the_session_is_said_and_leads_to_the_sign_in(visitor: Callable[..., Visitor]) -> None:
    page = hung(visitor).page
    page.context.clear_cookies()
    page.clock.run_for(RENEWED)
    page.clock.run_for(A_LOOK)
    expect(page.get_by_text("登录到期")).to_be_visible()
    expect(page.get_by_role("heading", name="责任到村")).to_be_visible()
    page.get_by_role("link", name="重新登录").click()
    page.wait_for_url(lambda url: "/sign-in/" in url)
    assert page.url.endswith(f"?next={URL}")


def test_without_script_the_page_asks_again(visitor: Callable[..., Visitor]) -> None:
    page = hung(visitor, script=False).page
    expect(page.locator("head meta[http-equiv=refresh]")).to_have_attribute("content", "300")
