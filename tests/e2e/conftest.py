"""A browser against the running demo office: `./run e2e` starts both and says where in BASE_URL."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@dataclass
class Visitor:
    """A person with a browser; what the browser complains about is kept."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        # The browser also notes each 4xx answer as an error; those are the tests' own business.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def sign_in(self, account: str) -> Page:
        self.open("/sign-in/")
        self.page.get_by_label("账号").fill(account)
        self.page.get_by_label("密码", exact=True).fill("demo")
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)
        return self.page

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def barriers(self) -> list[str]:
        """Rules of axe-core that are broken seriously on this page."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{rule['id']}: {node['target']}"
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"][:3]
        ]


@pytest.fixture(scope="session")
def base_url() -> str:
    return os.environ["BASE_URL"].rstrip("/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, base_url: str) -> Iterator[Callable[..., Visitor]]:
    opened: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def come(size: dict[str, int] = DESK, *, script: bool = True) -> Visitor:
        context = browser.new_context(viewport=size, locale="zh-CN", java_script_enabled=script)  # type: ignore[arg-type]
        opened.append(context)
        person = Visitor(context.new_page(), base_url)
        person.page.on("console", person.heard)
        visitors.append(person)
        return person

    yield come
    for context in opened:
        context.close()
    assert [line for person in visitors for line in person.complaints] == []
