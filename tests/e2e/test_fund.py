"""Relief money from the application to the closed month, as cadre, approver, keeper and anybody see it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from office.demo.papers import Paper, photo
from tests.e2e.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.e2e
Come = Callable[..., Visitor]
# In the order of the village codes: who serves where in the demo.
ASKS, PAYS = ("龙潭沟村", "cadre02"), ("桃花坞村", "cadre04")
# What the demo's 缝纫培训 costs there, in 分.
PAID = 588_000


def fund_of(person: Visitor, village: str) -> str:
    """The address of the village's fund."""
    person.open("/funds/")
    link = person.page.get_by_role("link", name=village).first
    return str(link.get_attribute("href"))


def yuan(text: str) -> int:
    """分 of 1,234.50."""
    return round(float(text.replace(",", "").replace("−", "-")) * 100)


def flaws(person: Visitor) -> tuple[int, list[str]]:
    return max(person.overflow(), 0), person.barriers()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "360"])
def test_pages_fit_and_have_no_barrier(visitor: Come, size: dict[str, int]) -> None:
    keeper = visitor(size)
    keeper.sign_in("keeper")
    fund, seen = fund_of(keeper, PAYS[0]), {}
    for path in ("/funds/", fund, f"{fund}vouchers/", f"{fund}vouchers/new/", f"{fund}bank/", f"{fund}closings/"):
        keeper.open(path)
        seen[path] = flaws(keeper)
    anybody = visitor(size)
    anybody.open("/open/funds/")
    seen["/open/funds/"] = flaws(anybody)
    anybody.page.get_by_role("link", name=PAYS[0]).first.click()
    seen[anybody.page.url] = flaws(anybody)
    assert seen == dict.fromkeys(seen, (0, []))


def test_village_asks_and_nothing_is_paid_before_the_notice_is_over(visitor: Come) -> None:
    village, officer = ASKS
    cadre = visitor(PHONE)
    page = cadre.sign_in(officer)
    fund = fund_of(cadre, village)
    cadre.open(f"{fund}applications/new/")
    page.get_by_label("就业和技能培训").check()
    page.get_by_label("做什么").fill("厨师培训")
    page.get_by_label("为什么").fill("山庄招工要会做菜")
    page.get_by_label("申请多少（元）").fill("3600")
    page.get_by_label("怎么定的价").fill("两家报价，取低的")
    page.get_by_label("付给谁").fill("青塘职业学校")
    page.get_by_role("button", name="申请").click()
    expect(page.locator(".errbox")).to_contain_text("负面清单")
    for box in page.locator("input[name='ruled_out']").all():
        box.check()
    page.locator("summary", has_text="给哪些户").click()
    page.locator(".reach .who-got input").first.check()
    assert flaws(cadre) == (0, [])
    page.get_by_role("button", name="申请").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("厨师培训")
    application = page.url

    page.get_by_role("link", name="记村评议").click()
    page.get_by_label("到会多少人").fill("32")
    page.get_by_label("同意多少人").fill("30")
    page.get_by_label("主持人").fill("刘大山")
    page.get_by_label("议定什么").fill("同意，培训完要考核")
    page.locator(".dock .btn-primary").click()

    approver = visitor(DESK)
    desk = approver.sign_in("approver")
    desk.goto(application + "decide/")
    desk.get_by_label("同意", exact=True).check()
    desk.get_by_role("button", name="定下").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("厨师培训")

    page.goto(application + "notices/new/")
    page.locator(".dock .btn-primary").click()
    expect(page.locator("#obstacles")).to_contain_text("公示还没有满期")

    keeper = visitor(DESK)
    books = keeper.sign_in("keeper")
    books.goto(application + "payments/new/")
    expect(books.get_by_role("heading", level=1)).to_contain_text("还不能付")
    anybody = visitor(DESK)
    anybody.open(fund_address(anybody, village))
    expect(anybody.page.locator("main")).to_contain_text("厨师培训")


def fund_address(anybody: Visitor, village: str) -> str:
    anybody.open("/open/funds/")
    return str(anybody.page.get_by_role("link", name=village).first.get_attribute("href"))


def approve_all(approver: Visitor, fund: str) -> None:
    """Whatever waits for the approver in this fund."""
    for _ in range(9):
        approver.open(f"{fund}vouchers/")
        waiting = approver.page.locator("main a[href*='/funds/vouchers/']", has_text=re.compile("."))
        keys = [str(link.get_attribute("href")) for link in waiting.all()]
        for key in dict.fromkeys(keys):
            approver.open(key)
            button = approver.page.get_by_role("button", name=re.compile("批"))
            if button.count():
                button.first.click()
                break
        else:
            return


def statement(rows: list[tuple[str, int, str]], *, village: str, balance: int, day: date) -> bytes:
    """As the bank writes it, going on from the balance."""
    text = f"账户明细查询\n户名：{village}扶贫开发基金专户,币种：人民币\n"
    text += "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,流水号\n"
    for n, (memo, fen, who) in enumerate(rows):
        balance += fen
        out, into = (f"{-fen / 100:.2f}", "") if fen < 0 else ("", f"{fen / 100:.2f}")
        text += f"{day:%Y%m%d},{memo},{out},{into},{balance / 100:.2f},{who},E2E{n:09d}\n"
    return text.encode("gb18030")


def test_payment_is_made_signed_for_reconciled_and_closed(visitor: Come, tmp_path: Path) -> None:
    village, officer = PAYS
    today = date.today()
    receipt = tmp_path / "发票.jpg"
    receipt.write_bytes(photo(Paper.INVOICE))

    keeper = visitor(DESK)
    books = keeper.sign_in("keeper")
    fund = fund_of(keeper, village)
    _pay(keeper, fund, receipt)
    _book_the_gift(keeper, fund)
    _delete_the_draft(keeper, fund)

    approver = visitor(DESK)
    approver.sign_in("approver")
    approve_all(approver, fund)

    keeper.open(f"{fund}bank/")
    _import(keeper, fund, village, tmp_path, day=today)
    keeper.open(f"{fund}bank/")
    books.get_by_role("button", name="勾上的都对").click()
    expect(books.locator("main")).not_to_contain_text("还没有勾对的")
    keeper.open(fund)
    balance = re.search(r"账面 ([\d,]+\.\d\d) 元", books.locator("main .head").inner_text())
    assert balance
    keeper.open(f"{fund}closings/new/")
    books.get_by_label("结到哪天").fill(today.isoformat())
    books.get_by_label("银行余额（元）").fill(balance.group(1).replace(",", ""))
    books.get_by_role("button", name="填好了").click()
    expect(books.get_by_text("可以结")).to_be_visible()
    assert flaws(keeper) == (0, [])

    approver.open(f"{fund}closings/")
    approver.page.get_by_role("button", name="结账，不再打开").click()
    expect(approver.page.locator("main")).to_contain_text(f"已经结到 {today.isoformat()}")

    cadre = visitor(PHONE)
    page = cadre.sign_in(officer)
    page.goto(cadre.base + _payable(keeper, fund))
    page.get_by_role("link", name=re.compile("^签收")).first.click()
    page.get_by_label("谁签的").fill("本人")
    page.locator(".dock .btn-primary").click()
    expect(page.locator("main")).to_contain_text("签收 1 户")

    anybody = visitor(PHONE)
    anybody.open(fund_address(anybody, village))
    expect(anybody.page.locator("main")).to_contain_text(f"结到 {today.isoformat()}")
    expect(anybody.page.locator("main")).to_contain_text("5,880.00")
    assert anybody.overflow() <= 0


def _payable(keeper: Visitor, fund: str) -> str:
    """The address of the application 缝纫培训 of this fund."""
    key = fund.strip("/").split("/")[-1]
    keeper.open(f"/funds/applications/?fund={key}&state=all")
    link = keeper.page.get_by_role("link", name="缝纫培训").first
    return str(link.get_attribute("href"))


def _pay(keeper: Visitor, fund: str, receipt: Path) -> None:
    page = keeper.page
    keeper.open(_payable(keeper, fund) + "payments/new/")
    page.get_by_label("从哪笔专款付").select_option(label=_option(page, "account", "专项补助"))
    page.get_by_role("button", name="送审").click()
    expect(page.locator(".errbox")).to_contain_text("票据")
    page.get_by_label("票据").set_input_files(receipt)
    page.get_by_role("button", name="送审").click()
    expect(page.locator("main")).to_contain_text("5,880.00")


def _option(page: Page, name: str, words: str) -> str:
    return page.locator(f"select[name={name}] option", has_text=words).first.inner_text().strip()


def _book_the_gift(keeper: Visitor, fund: str) -> None:
    page = keeper.page
    keeper.open(f"{fund}vouchers/new/")
    page.get_by_label("哪一笔企业捐赠").select_option(index=1)
    page.get_by_label("金额（元）").fill("5600")
    page.get_by_label("记进哪笔专款").select_option(label=_option(page, "account", "企业赞助"))
    page.get_by_label("谁给的").fill("结对企业")
    page.get_by_label("摘要").fill("企业捐赠")
    page.get_by_role("button", name="送审").click()
    expect(page.locator("main")).to_contain_text("5,600.00")


def _delete_the_draft(keeper: Visitor, fund: str) -> None:
    page = keeper.page
    keeper.open(f"{fund}vouchers/")
    page.get_by_role("link", name="校友会捐款").first.click()
    page.get_by_role("button", name="删掉这张凭证").click()


def _import(keeper: Visitor, fund: str, village: str, folder: Path, *, day: date) -> None:
    """The bank's side of the payment, from the balance that the account had."""
    page = keeper.page
    last = page.locator(".eq dd").last.inner_text()
    paid = [("转账支出", -PAID, "青塘职业学校")]
    content = statement(paid, village=village, balance=yuan(last), day=day)
    file = folder / "流水.csv"
    file.write_bytes(content)
    keeper.open(f"{fund}bank/import/")
    page.get_by_label("银行对账单").set_input_files(file)
    page.get_by_role("button", name="导入").click()
    expect(page.locator("main")).to_contain_text("新导入 1 笔流水")
