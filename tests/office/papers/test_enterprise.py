"""The receipt leads to the giver's page; the record of thanks counts each mode in its own unit and names nobody."""

import io
import logging
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from enterprises.codes import Mode
from enterprises.models import Pairing
from households.models import Household
from office.demo.builders import TODAY, make_household, make_user
from office.demo.giving import (
    make_contact,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_village,
)
from office.papers.enterprise import DeliveryReceipt, EnterpriseRecord, receipt_pdf, record_pdf
from office.printing import engine
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from villages.models import Village

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def warnings() -> Iterator[list[str]]:
    """A warning of WeasyPrint is a fault in our sheet."""
    faults = engine.Faults()
    logging.getLogger("weasyprint").addHandler(faults)
    yield faults.messages
    logging.getLogger("weasyprint").removeHandler(faults)


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=4, head_name="李长根")


@pytest.fixture
def pairing(household: Household) -> Pairing:
    pairing = pair_village(make_enterprise("宏达食品有限公司"), household.village)
    make_enterprise_visit(pairing, household)
    return pairing


def pages(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_receipt_carries_the_code_and_its_address(pairing: Pairing, cadre: User, warnings: list[str]) -> None:
    facts = {"receipt_no": "鄂捐 0012", "receipt_issuer": "区慈善会"}
    gift = make_delivery(make_pledge(pairing, Mode.DONATION), confirmed_by=cadre, **facts)
    sheet = DeliveryReceipt.of(gift, on=TODAY)
    (text,) = pages(receipt_pdf(sheet))
    for words in ("捐赠回执", "宏达食品有限公司", "助学款", "1万元", "2017年10月3日确认收到", "区慈善会鄂捐0012"):
        assert words in text
    assert sheet.address.endswith(f"/gifts/{gift.code}/")
    assert "".join(sheet.address.split()) in text
    assert gift.code in text
    assert "（章）" in text
    assert warnings == []


def test_receipt_only_of_what_was_confirmed(pairing: Pairing) -> None:
    waiting = make_delivery(make_pledge(pairing, Mode.DONATION))
    with pytest.raises(Refused, match="确认以后才打印"):
        DeliveryReceipt.of(waiting, on=TODAY)


def test_record_counts_households_and_people_once(
    pairing: Pairing, household: Household, cadre: User, warnings: list[str]
) -> None:
    trade = make_pledge(pairing, Mode.TRADE)
    make_delivery(trade, [household], amount=200_000, confirmed_by=cadre)
    make_delivery(trade, [household], amount=300_000, delivered_on=date(2017, 10, 8), confirmed_by=cadre)
    make_delivery(trade, [household], amount=900_000)
    make_delivery(trade, [household], amount=100_000, confirmed_by=cadre, delivered_on=date(2018, 1, 8))
    person = household.members.order_by("birth_date")[2]
    make_delivery(make_pledge(pairing, Mode.SKILLS), [person], count=3, confirmed_by=cadre)
    make_delivery(make_pledge(pairing, Mode.EMPLOYMENT), [person], confirmed_by=cadre)
    sheet = EnterpriseRecord.of(pairing.enterprise, 2017, on=TODAY)
    assert [(deeds.mode, deeds.total, len(deeds.lines)) for deeds in sheet.modes] == [
        ("商贸扶贫", "5,000 元", 2),
        ("就业扶贫", "1 个岗位", 1),
        ("智力扶贫", "3 人次", 1),
    ]
    assert (sheet.villages, sheet.households, sheet.people) == (1, 1, 1)
    (text,) = pages(record_pdf(sheet))
    for name in household.members.values_list("name", flat=True):
        assert name not in text
    for words in ("感谢记录", "共5,000元", "共3人次", "（章）"):
        assert words in text
    assert warnings == []


def test_long_record_keeps_its_seal_with_the_last_lines(pairing: Pairing, household: Household, cadre: User) -> None:
    trade = make_pledge(pairing, Mode.TRADE, amount=90_000_000)
    for n in range(40):
        make_delivery(trade, [household], amount=200_000 + n, confirmed_by=cadre)
    found = pages(record_pdf(EnterpriseRecord.of(pairing.enterprise, 2017, on=TODAY)))
    assert "（章）" in found[-1]
    assert "元" in found[-1]


def test_year_without_help_has_no_record(pairing: Pairing) -> None:
    with pytest.raises(Refused, match="没有可印的感谢记录"):
        EnterpriseRecord.of(pairing.enterprise, 2017, on=TODAY)


def test_printing_is_recorded(pairing: Pairing, cadre: User, office_user: User, client_of: SignIn) -> None:
    gift = make_delivery(make_pledge(pairing, Mode.DONATION), confirmed_by=cadre)
    client = client_of(office_user)
    for url in (
        reverse("office:delivery_receipt", args=[gift.pk]),
        reverse("office:enterprise_record", args=[pairing.enterprise_id, 2017]),
    ):
        assert client.get(url).headers["Content-Type"] == "application/pdf"
    reasons = AuditEvent.objects.filter(act=Act.PRINT).values_list("reason", flat=True)
    assert sorted(reasons) == ["打印到位回执", "打印感谢记录"]


def test_contact_prints_the_own_receipt_only(pairing: Pairing, cadre: User, client_of: SignIn) -> None:
    gift = make_delivery(make_pledge(pairing, Mode.DONATION), confirmed_by=cadre)
    url = reverse("office:delivery_receipt", args=[gift.pk])
    assert client_of(make_user(Role.ENTERPRISE)).get(url).status_code == 404


def test_contact_prints_the_own_record_only(pairing: Pairing, cadre: User, client_of: SignIn) -> None:
    make_delivery(make_pledge(pairing, Mode.DONATION), confirmed_by=cadre)
    url = reverse("office:enterprise_record", args=[pairing.enterprise_id, 2017])
    assert client_of(make_contact(pairing.enterprise)).get(url).headers["Content-Type"] == "application/pdf"
    assert client_of(make_contact(make_enterprise())).get(url).status_code == 404


def test_refused_paper_leads_back(pairing: Pairing, office_user: User, client_of: SignIn) -> None:
    waiting = make_delivery(make_pledge(pairing, Mode.DONATION))
    answer = client_of(office_user).get(reverse("office:delivery_receipt", args=[waiting.pk]))
    assert answer.headers["Location"] == reverse("enterprises:delivery_detail", args=[waiting.pk])
