"""The month's sheet of a fund: it says the month, and its code is kept as an anchor."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from funds.models import Anchor, Chain, Fund
from funds.open_books import Month, short_code
from funds.verification import verify
from office.demo.builders import make_village
from office.demo.funding import agree, keeper, make_application, make_fund, pay, receive
from office.papers import fund_month as fund_month_sheet
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused

pytestmark = pytest.mark.django_db

ON = date(2017, 10, 3)


@pytest.fixture
def fund() -> Fund:
    fund = make_fund(make_village(name="黄土岭村"))
    receive(fund)
    pay(agree(make_application(fund)), memo="付菌棒款")
    return Fund.objects.with_chain().get(pk=fund.pk)


def text_of(pdf: bytes) -> tuple[int, str]:
    reader = pypdf.PdfReader(BytesIO(pdf))
    return len(reader.pages), "".join("".join(page.extract_text().split()) for page in reader.pages)


def test_sheet_says_the_month_and_leaves_an_anchor(fund: Fund) -> None:
    pages, text = text_of(fund_month_sheet.press(fund, Month(2017, 9), on=ON, by=keeper()))
    code = short_code(Chain.objects.get(fund=fund).head_hex).replace(" ", "")
    for words in ("2017年9月收支", "100,000.00", "10,000.00", "90,000.00", "付菌棒款", "发展产业", code, "第2笔"):
        assert words in text
    assert pages == 1
    anchor = Anchor.objects.get(fund=fund)
    assert (anchor.seq, bytes(anchor.hash).hex()) == (2, Chain.objects.get(fund=fund).head_hex)
    fund_month_sheet.press(fund, Month(2017, 9), on=ON, by=keeper())
    assert Anchor.objects.count() == 1
    assert AuditEvent.objects.filter(act=Act.PRINT, reason="打印基金月度公示").count() == 2
    receive(fund, amount=100)
    assert verify(fund, anchors=True).trouble is None


def test_long_month_goes_on_to_further_pages(fund: Fund) -> None:
    for number in range(60):
        receive(fund, amount=100, day=date(2017, 9, 12), memo=f"捐款第 {number} 批")
    fund.chain.refresh_from_db()
    pages, text = text_of(fund_month_sheet.press(fund, Month(2017, 9), on=ON, by=keeper()))
    assert pages in (2, 3)
    assert "捐款第59批" in text


def test_month_to_come_and_empty_books_are_refused(fund: Fund) -> None:
    with pytest.raises(Refused, match="还没有到"):
        fund_month_sheet.press(fund, Month(2017, 11), on=ON, by=keeper())
    empty = Fund.objects.with_chain().get(pk=make_fund().pk)
    with pytest.raises(Refused, match="还没有记账"):
        fund_month_sheet.press(empty, Month(2017, 9), on=ON, by=keeper())
    assert not Anchor.objects.exists()


def test_page_answers_with_a_pdf(fund: Fund, client_of: Callable[[User], Client]) -> None:
    client = client_of(keeper())
    answer = client.get(reverse("office:fund_month", args=[fund.pk, "2017-09"]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert client.get(reverse("office:fund_month", args=[fund.pk, "2017-99"])).status_code == 404
