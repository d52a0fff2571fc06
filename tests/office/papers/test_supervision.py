"""The printed supervision notice says what was issued, breaks nowhere, and carries no household's number (R4.3)."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from office.demo.builders import TODAY, make_household, make_member
from office.demo.reporting import happen
from office.demo.timetables import finish, make_plan
from office.papers.supervision import DemandLine, OrderSheet, SubjectLine, contact_of, press, sheet_pdf
from office.printing import engine
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from villages.actions.supervision import issue_order
from villages.models import Milestone, OrderEventKind, PlanState, SupervisionOrder, Village
from villages.periods import Fortnight
from villages.proposals import subject_of
from villages.supervision import demands_for, reason_for, report_subject, terms

SignIn = Callable[[User], Client]
HOUSEHOLD_PHONE, MEMBER_PHONE = "10077776666", "10088885555"


@pytest.fixture(autouse=True)
def warnings() -> Iterator[list[str]]:
    """A warning of WeasyPrint is a fault in our sheet."""
    faults = engine.Faults()
    logging.getLogger("weasyprint").addHandler(faults)
    yield faults.messages
    logging.getLogger("weasyprint").removeHandler(faults)


@pytest.fixture
def order(village: Village, leader: User, cadre: User) -> SupervisionOrder:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    milestone = Milestone.objects.select_related("stage__plan").get(name="种苗下地")
    periods = (Fortnight(2017, 10, 1), Fortnight(2017, 10, 2))
    subjects = [subject_of(milestone), *(report_subject(p, p.end + timedelta(days=2), on=TODAY) for p in periods)]
    reply_due_on, due_on = terms(TODAY)
    return issue_order(
        village,
        subjects=subjects,
        reason=reason_for(subjects, on=TODAY),
        target=cadre.name,
        reply_due_on=reply_due_on,
        due_on=due_on,
        demands=demands_for(subjects, owner=cadre.name, reply_due_on=reply_due_on, due_on=due_on, on=TODAY),
        today=TODAY,
        by=leader,
    )


def pages(pdf: bytes) -> list[str]:
    """The text of each page without white space, which a reader cannot place reliably between Chinese characters."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def test_the_paper_says_all_that_the_notice_says_on_one_page(order: SupervisionOrder, warnings: list[str]) -> None:
    sheet = OrderSheet.of(order)
    (text,) = pages(sheet_pdf(sheet))
    said = asdict(sheet)
    del said["hotline"]
    assert [part for part in strings(said) if "".join(part.split()) not in text] == []
    for words in ("督办〔2017〕1号", "124天", "11月23日", "12月16日", "星期四下班前", "要办的两件事", "签发人赵主任"):
        assert words in text
    for words in ("一式两份：村一份，办事处存一份", "以下由村里填写，11月23日前交回", "办结", "退回重办，新期限"):
        assert words in text
    assert warnings == []


def test_the_target_stands_with_duty_and_telephone(order: SupervisionOrder, cadre: User) -> None:
    assert contact_of(order).replace(" ", "") == f"村扶贫专干{cadre.phone}"
    Village.objects.filter(pk=order.village_id).update(leader_name="李伟", leader_phone="10020463057")
    order.refresh_from_db()
    order.target = "李伟"
    assert contact_of(order) == "包村领导 100 2046 3057"
    order.target = "合作社理事长"
    assert contact_of(order) == ""


def test_a_copy_printed_later_is_the_same_paper(order: SupervisionOrder, cadre: User) -> None:
    """The lateness is that of the issue; what was settled since does not change what was issued."""
    before = OrderSheet.of(order)
    assert [line.late for line in before.subjects] == ["124 天", "30 天", "14 天"]
    finish(Milestone.objects.get(name="种苗下地"))
    happen(order, OrderEventKind.REPLY, by=cadre)
    assert OrderSheet.of(order) == before


def test_a_date_that_moved_shows_what_it_was(order: SupervisionOrder, cadre: User, leader: User) -> None:
    later = date(2018, 1, 10)
    happen(order, OrderEventKind.EXTENSION_ASKED, new_due_on=later, by=cadre)
    happen(order, OrderEventKind.EXTENSION_GRANTED, new_due_on=later, by=leader)
    due = OrderSheet.of(order).due
    assert (due.day, due.note) == ("2018年1月10日", "原定 12月16日")


def test_long_texts_flow_and_the_reply_form_stays_whole(order: SupervisionOrder, warnings: list[str]) -> None:
    long = replace(
        OrderSheet.of(order),
        reason="一村一品没有按时间表办" * 27,
        target="合作社理事长和村扶贫专干和包村领导" * 3,
        subjects=tuple(
            SubjectLine("很长的里程碑名" * 5, "2017-07-15", "没有完成", "124 天", "规划") for _ in range(20)
        ),
        demands=tuple(DemandLine("补栽，每户落实到地块，交地块清单" * 12, "责任人" * 10, "12月16日") for _ in range(8)),
    )
    found = pages(sheet_pdf(long))
    assert len(found) > 1
    assert "以下由村里填写" in found[-1]
    assert "办事处审核" in found[-1]
    assert "一村一品没有按时间表办" * 27 in found[0]
    assert "".join(found).count("补栽，每户落实到地块，交地块清单" * 12) >= 6, "rows do not break inside"
    assert warnings == []


def test_a_withdrawn_notice_is_not_printed(order: SupervisionOrder, leader: User, client_of: SignIn) -> None:
    happen(order, OrderEventKind.WITHDRAW, by=leader)
    with pytest.raises(Refused, match="已经撤回"):
        press(order, by=leader)
    assert client_of(leader).get(f"/orders/{order.pk}/notice.pdf").status_code == 302
    assert not AuditEvent.objects.of_act(Act.PRINT).exists()


def test_nothing_of_a_household_is_on_the_paper(order: SupervisionOrder, leader: User, client_of: SignIn) -> None:
    """The household's own page does show its phone: there is something to leak."""
    household = make_household(order.village, members=0, phone=HOUSEHOLD_PHONE, head_name="李长根")
    make_member(household, name="李长根", born=date(1953, 8, 29), phone=MEMBER_PHONE)
    client = client_of(leader)
    assert "李长根" in client.get(household.get_absolute_url()).content.decode()
    answer = client.get(f"/orders/{order.pk}/notice.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    raw = "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    packed = "".join(raw.split())
    for secret in (HOUSEHOLD_PHONE, MEMBER_PHONE, "李长根", household.registry_no):
        assert secret not in packed
    assert not re.search(r"\d{17}[\dXx]", raw)


def test_who_printed_it_is_in_the_trail(order: SupervisionOrder, cadre: User, client_of: SignIn) -> None:
    client_of(cadre).get(f"/orders/{order.pk}/notice.pdf")
    event = AuditEvent.objects.of_act(Act.PRINT).get()
    assert (event.user, event.subject_name, event.village_code) == (cadre, "督办 2017-001", order.village.code)
