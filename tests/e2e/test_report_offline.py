"""The half-month report on a phone with a bad network: nothing lost, nothing doubled, nothing for others to see."""

import re
import secrets
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg2
import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.e2e.conftest import CHROMIUM, FLAGS, PHONE, Visitor
from villages.periods import Fortnight

pytestmark = pytest.mark.e2e

PERIOD = Fortnight.containing(datetime.now(ZoneInfo("Asia/Shanghai")).date()).previous
# Every run has its own words.
RUN = secrets.token_hex(3)
# As people type it: several lines, quotation marks, a sign outside the basic plane.
TEXT = f"建好大棚 2 个，培训 18 人。\n李长根户“采菇” 1200 斤 <好> & 𠮷{RUN}；\n\n  明天再去"
RECEIPT = re.compile(r"R-\d{4}-\d{2}[AB]-\d+-\d+")
DUMP = """async () => {
  const asked = indexedDB.open("povertyplan", 1);
  const database = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  const all = database.transaction("items").objectStore("items").getAll();
  const records = await new Promise((done) => (all.onsuccess = () => done(all.result)));
  const plain = (key, value) => value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value;
  const pages = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) pages.push(request.url, await (await cache.match(request)).text());
  }
  return { items: JSON.stringify(records, plain), pages: pages.join("\\n"), states: records.map((r) => r.state),
    withText: records.filter((r) => r.state && r.sealed).length };
}"""


def stored(words: str) -> list[tuple[Any, ...]]:
    """What the demo's database holds of the reports that say this: uuid, text, households, report."""
    where = settings.DATABASES["default"]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    connection = psycopg2.connect(**{key: str(where[name]) for key, name in names.items() if where.get(name)})
    with closing(connection), connection.cursor() as cursor:
        cursor.execute(
            "SELECT uuid::text, done, participants, report_id FROM villages_reportrevision WHERE strpos(done, %s) > 0",
            [words],
        )
        return list(cursor.fetchall())


def report_of(visitor: Visitor, account: str) -> str:
    """Signs in; the address of the last half-month of the village in which this cadre serves."""
    page = visitor.sign_in(account)
    village = page.locator("main a[href^='/villages/']").filter(has_text="看本村作战图").get_attribute("href")
    return f"{village}reports/{PERIOD.slug}/"


def what_was_done(page: Page) -> Locator:
    return page.get_by_label(re.compile("做了什么，写几句"))


def standing(page: Page) -> Locator:
    return page.locator("[data-standing]")


def write(page: Page, words: str) -> None:
    what_was_done(page).fill(words)
    expect(page.locator(".phone.kept")).to_be_attached()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="检查并提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("检查后提交")
    page.get_by_role("button", name=re.compile("^提交 ")).click()


def is_kept(page: Page) -> None:
    """The last word typed lies on the device, not only in the page."""
    page.wait_for_timeout(900)
    expect(standing(page)).to_contain_text(re.compile(r"已存本机 \d\d:\d\d"))


def worker_stands(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => caches.match('/offline/'))")


def photo(folder: Path, size: tuple[int, int]) -> Path:
    """Noise, the worst that a JPEG can meet."""
    noise = Image.effect_noise(size, 90).convert("RGB")
    path = folder / "field.jpg"
    out = BytesIO()
    noise.save(out, "JPEG", quality=95)
    path.write_bytes(out.getvalue())
    return path


def test_report_written_without_network_survives_and_arrives_once(
    browser: Browser, base_url: str, tmp_path: Path
) -> None:
    """Offline, browser killed, a new version of the app, session over: after signing in it is there, to the byte."""

    def start() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=FLAGS, viewport=PHONE, locale="zh-CN"
        )

    context = start()
    cadre = Visitor(context.pages[0], base_url)
    path = report_of(cadre, "cadre05")
    page = cadre.open(path)
    worker_stands(page)
    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{PERIOD.label}半月报")
    write(page, TEXT)
    is_kept(page)
    context.close()

    context = start()
    cadre = Visitor(context.pages[0], base_url)
    context.set_offline(True)
    page = cadre.open(path)
    expect(what_was_done(page)).to_have_value(TEXT)
    hand_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("已存好，等网络")
    assert stored(f"𠮷{RUN}") == []

    context.clear_cookies()
    context.set_offline(False)
    # Another address of the worker for the same pages is a new version; what the old one kept has to go.
    page.evaluate("caches.open('shell-old').then((cache) => cache.put('/x', new Response('x')))")
    page.evaluate("navigator.serviceWorker.register('/sw.js?new-version')")
    page.wait_for_function("caches.keys().then((names) => names.length === 1 && names[0] !== 'shell-old')")
    expect(standing(page)).to_contain_text("登录后自动发送")
    page.get_by_role("button", name="去登录").click()
    page.get_by_label("账号").fill("cadre05")
    page.get_by_label("密码", exact=True).fill("demo")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("办事处已收到")
    expect(standing(page)).to_contain_text(RECEIPT)
    page.reload()
    page.wait_for_timeout(500)
    assert [row[1] for row in stored(f"𠮷{RUN}")] == [TEXT]
    assert f"𠮷{RUN}" not in page.evaluate(DUMP)["items"]
    context.close()


def test_answer_that_got_lost_gives_the_same_receipt_at_the_next_try(visitor: Callable[..., Visitor]) -> None:
    cadre = visitor(PHONE)
    page = cadre.open(report_of(cadre, "cadre06"))
    write(page, f"回执丢在路上的一份{RUN}")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().json()["receipt"])
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/reports/*/", lose)
    hand_in(page)
    expect(standing(page)).to_contain_text("还没发出去")
    expect(page.get_by_role("button", name="现在再试")).to_be_enabled()
    page.get_by_role("button", name="现在再试").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("办事处已收到")
    expect(standing(page)).to_contain_text(lost[0])
    assert page.evaluate(DUMP)["withText"] == 0
    assert len(stored(f"回执丢在路上的一份{RUN}")) == 1


def test_next_person_on_the_phone_sees_nothing_and_the_first_ones_report_waits(
    visitor: Callable[..., Visitor],
) -> None:
    cadre = visitor(PHONE)
    path = report_of(cadre, "cadre07")
    page = cadre.open(path)
    worker_stands(page)
    page.context.set_offline(True)
    write(page, f"第一个人写的话{RUN}")
    hand_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("已存好，等网络")
    page.route("**/reports/token/", lambda route: route.abort())
    page.context.set_offline(False)
    cadre.open("/me/")
    expect(page.get_by_text("还有 1 份没发出去。退出后锁在本机，重新登录会接着发。")).to_be_visible()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/sign-in/**")
    page.unroute("**/reports/token/")

    found = page.evaluate(DUMP)
    assert f"第一个人写的话{RUN}" not in found["items"] + found["pages"]
    assert "queued" in found["states"]
    assert '"key"' not in found["items"]
    page.context.set_offline(True)
    cadre.open(path)
    expect(page.get_by_text("这台手机上没有登录的人")).to_be_visible()
    page.context.set_offline(False)

    mine = report_of(cadre, "cadre08")
    expect(page.get_by_text("另一个账号有 1 份没发出，等他登录")).to_be_visible()
    page = cadre.open(mine)
    expect(what_was_done(page)).not_to_have_value(f"第一个人写的话{RUN}")
    cadre.open(path)
    expect(page.get_by_text(f"第一个人写的话{RUN}")).to_have_count(0)
    assert f"第一个人写的话{RUN}" not in page.evaluate(DUMP)["items"]
    assert stored(f"第一个人写的话{RUN}") == []

    page.context.clear_cookies()
    cadre.sign_in("cadre07")
    expect(page.get_by_text("份半月报没发出")).to_be_hidden()
    deadline = time.monotonic() + 10
    while not stored(f"第一个人写的话{RUN}") and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert [row[1] for row in stored(f"第一个人写的话{RUN}")] == [f"第一个人写的话{RUN}"]


def test_report_is_filed_without_script(visitor: Callable[..., Visitor]) -> None:
    cadre = visitor(PHONE, script=False)
    page = cadre.open(report_of(cadre, "cadre09"))
    what_was_done(page).fill("")
    page.get_by_role("button", name="检查并提交").click()
    expect(page.get_by_role("alert")).to_be_visible()
    what_was_done(page).fill(TEXT.replace("𠮷", "無脚本"))
    page.get_by_label(re.compile("参加的贫困户")).fill("7")
    page.get_by_role("button", name="检查并提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("检查后提交")
    page.get_by_role("button", name=re.compile("^提交 ")).click()
    expect(page.get_by_text(RECEIPT).first).to_be_visible()
    assert [row[1:3] for row in stored(f"無脚本{RUN}")] == [(TEXT.replace("𠮷", "無脚本"), 7)]


def test_double_tap_files_one_report(visitor: Callable[..., Visitor]) -> None:
    cadre = visitor(PHONE)
    page = cadre.open(report_of(cadre, "cadre10"))
    write(page, f"按了两下的一份{RUN}")
    page.get_by_role("button", name="检查并提交").click()
    expect(page.get_by_role("button", name=re.compile("^提交 "))).to_be_enabled()
    page.get_by_role("button", name=re.compile("^提交 ")).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("办事处已收到")
    assert len(stored(f"按了两下的一份{RUN}")) == 1


def test_photo_is_made_small_on_the_phone_and_what_is_none_is_told(
    visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    cadre = visitor(PHONE)
    page = cadre.open(report_of(cadre, "cadre11"))
    write(page, f"带一张照片的一份{RUN}")
    text = tmp_path / "notes.jpg"
    text.write_text("这不是照片")
    chooser = page.locator("#id_photos")
    chooser.set_input_files(text)
    expect(page.get_by_role("alert")).to_contain_text("notes.jpg 不是照片")
    chooser.set_input_files(photo(tmp_path, (3000, 2000)))
    expect(page.locator(".ph3 canvas")).to_be_visible()
    sizes: list[tuple[int, tuple[int, int]]] = []

    def look(route: Route) -> None:
        body = route.request.post_data_buffer or b""
        image = body[body.index(b"\xff\xd8") : body.rindex(b"\xff\xd9") + 2]
        sizes.append((len(image), Image.open(BytesIO(image)).size))
        route.continue_()

    page.route("**/reports/*/photos/", look)
    is_kept(page)
    page.reload()
    expect(page.locator(".ph3 canvas")).to_be_visible()
    hand_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("办事处已收到")
    expect(standing(page)).to_have_text(re.compile(r"^\s*已收到 R-"))
    assert len(sizes) == 1
    weight, (width, height) = sizes[0]
    assert weight <= 200_000
    assert max(width, height) <= 1280
    assert "sent" in page.evaluate(DUMP)["states"]


def test_what_the_office_cannot_take_opens_again_for_repair(visitor: Callable[..., Visitor]) -> None:
    """A whole ID number in the text is the one thing that is refused."""
    cadre = visitor(PHONE)
    page = cadre.open(report_of(cadre, "cadre12"))
    write(page, "去看了 420399197103071234 这户")
    hand_in(page)
    expect(page.get_by_role("alert")).to_contain_text("身份证号")
    expect(what_was_done(page)).to_have_value("去看了 420399197103071234 这户")
    write(page, f"去看了组里三户，改过的一份{RUN}")
    hand_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("办事处已收到")
    assert len(stored(f"改过的一份{RUN}")) == 1


def test_nothing_new_is_reported_in_three_taps(visitor: Callable[..., Visitor]) -> None:
    cadre = visitor(PHONE)
    path = report_of(cadre, "cadre13")
    page = cadre.open(path)
    write(page, f"和上期一样的话{RUN}")
    hand_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("办事处已收到")
    started = time.monotonic()
    cadre.open(path.replace(PERIOD.slug, PERIOD.next.slug))
    expect(what_was_done(page)).to_have_value(f"和上期一样的话{RUN}")
    hand_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("办事处已收到")
    assert time.monotonic() - started < 25
    assert len(stored(f"和上期一样的话{RUN}")) == 2


def test_browser_without_a_store_says_so_and_sends_the_plain_form(visitor: Callable[..., Visitor]) -> None:
    """A private window, or an office network without https: nothing is kept, nothing is lost on the way."""
    cadre = visitor(PHONE)
    path = report_of(cadre, "cadre15")
    cadre.page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page = cadre.open(path)
    expect(standing(page)).to_contain_text("没有存本机")
    what_was_done(page).fill(f"没有存本机的一份{RUN}")
    hand_in(page)
    expect(page.get_by_text(RECEIPT).first).to_be_visible()
    assert len(stored(f"没有存本机的一份{RUN}")) == 1


@pytest.mark.parametrize("width", [320, 360])
def test_form_fits_a_small_phone_and_has_no_barrier(visitor: Callable[..., Visitor], width: int) -> None:
    cadre = visitor({"width": width, "height": 640})
    path = report_of(cadre, "cadre14")
    page = cadre.open(path)
    worker_stands(page)
    found = {"form": (cadre.overflow(), cadre.barriers())}
    page.get_by_role("button", name="大字版").click()
    expect(page.locator("html.big")).to_be_visible()
    found["large"] = (cadre.overflow(), cadre.barriers())
    write(page, f"看得清的一份{RUN}")
    page.get_by_role("button", name="检查并提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("检查后提交")
    found["check"] = (cadre.overflow(), cadre.barriers())
    page.wait_for_timeout(200)
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("现在没有网络")).to_be_visible()
    found["offline"] = (cadre.overflow(), cadre.barriers())
    cadre.open("/households/")
    expect(page.get_by_role("heading", level=1)).to_have_text("存在本机的半月报")
    expect(page.get_by_role("link", name=re.compile(f"{PERIOD.label}半月报"))).to_be_visible()
    found["list"] = (cadre.overflow(), cadre.barriers())
    assert {view: flaw for view, flaw in found.items() if flaw[0] > 0 or flaw[1]} == {}
