"""Papers of a fund's application: what they say, what they leave out, when they are refused."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from funds.actions.applications import answer_objection, withdraw
from funds.models import Application
from office.demo.builders import make_household
from office.demo.funding import PAID, agree, make_application, make_fund, object_to_fund
from office.papers import fund as fund_papers
from office.papers.fund import FundMinutes, FundNoticeSheet, FundSignList
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from villages.models import Village

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def application_of(village: Village, households: int = 3, **facts: object) -> Application:
    rows = [make_household(village, members=2, hamlet=f"{n % 4 + 1} 组") for n in range(households)]
    made = make_application(make_fund(village), rows, each=600_00, amount=600_00 * households, **facts)
    return Application.objects.with_steps().get(pk=made.pk)


def read(application: Application) -> Application:
    return Application.objects.with_steps().get(pk=application.pk)


def test_notice_says_the_payment_its_term_and_whom_it_is_for(village: Village) -> None:
    sheet = FundNoticeSheet.of(read(agree(application_of(village))))
    assert (sheet.amount, sheet.each, len(sheet.lines)) == ("1,800.00", "600", 3)
    assert (sheet.term.starts, sheet.term.ends, sheet.term.days) == ("9月10日 0:00", "9月20日 24:00", "公示 11 天")
    assert sheet.held == "2017年9月5日，到会 40 人"


def test_notice_carries_no_whole_number_of_a_household_and_no_private_payee(village: Village) -> None:
    application = read(agree(application_of(village, payee="李长根")))
    sheet = FundNoticeSheet.of(application)
    numbers = list(application.shares.values_list("household__registry_no", flat=True))
    text = sheet.canonical_json()
    assert not any(number in text for number in numbers)
    assert {line.tail for line in sheet.lines} == {number[-4:] for number in numbers}
    assert sheet.payee == "农户"
    assert not re.search(r"\d{11}", text)


def test_minutes_are_a_form_until_the_meeting_is_recorded(village: Village) -> None:
    application = application_of(village)
    before = FundMinutes.of(application)
    assert before.is_form
    assert before.signers == fund_papers.SIGNERS
    after = FundMinutes.of(read(agree(application)))
    assert not after.is_form
    assert after.votes == "同意 36 人，没有同意 4 人"
    assert after.signers == 40


def test_what_cannot_be_printed_says_what_to_do(village: Village) -> None:
    application = application_of(village)
    with pytest.raises(Refused, match="先登记公示"):
        FundNoticeSheet.of(application)
    bare = make_application(application.fund, what="修水渠")
    with pytest.raises(Refused, match="没有写到户"):
        FundSignList.of(read(bare))
    withdraw(bare, reason="不修了", today=PAID, by=bare.applied_by)
    with pytest.raises(Refused, match="已经撤回"):
        FundMinutes.of(read(bare))


def test_each_paper_is_a_pdf_and_in_the_trail(village: Village, cadre: User, client_of: SignIn) -> None:
    application = agree(application_of(village, households=26))
    client = client_of(cadre)
    for name in ("fund_minutes", "fund_notice", "fund_sign_list"):
        answer = client.get(reverse(f"office:{name}", args=[application.pk]))
        assert answer.content.startswith(b"%PDF"), name
        keep = os.environ.get("KEEP_PAPERS")
        if keep:
            Path(keep, f"{name}.pdf").write_bytes(answer.content)
    said = AuditEvent.objects.filter(act=Act.PRINT).values_list("reason", flat=True)
    assert set(said) == {"打印基金评议记录", "打印基金公示", "打印基金签收表"}


def test_refused_paper_leads_back_to_the_application(village: Village, cadre: User, client_of: SignIn) -> None:
    application = application_of(village)
    answer = client_of(cadre).get(reverse("office:fund_notice", args=[application.pk]), follow=True)
    assert "还没有公示可印" in answer.content.decode()
    assert not AuditEvent.objects.filter(act=Act.PRINT).exists()


def test_after_an_objection_is_upheld_the_old_notice_is_not_printed(village: Village) -> None:
    application = agree(application_of(village))
    objection = object_to_fund(application)
    answer_objection(objection, answered_on=PAID, answer="重定", is_upheld=True, by=application.applied_by)
    with pytest.raises(Refused, match="还没有公示可印"):
        FundNoticeSheet.of(read(application))
