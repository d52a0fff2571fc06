"""The books at the desk: who sees and does what, what can still be used, and what is refused in words (R6.3)."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from re import findall
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funds.actions.funds import open_earmark
from funds.actions.vouchers import approve_voucher, reverse_entry
from funds.codes import FundSource, Use, VoucherState
from funds.models import Entry, Fund, Voucher
from funds.standing import standing
from office.demo.builders import make_user, make_village, post_officer
from office.demo.funding import (
    PAID,
    agree,
    approver,
    earmark,
    keeper,
    make_application,
    make_fund,
    pay,
    receive,
    write_payment,
    write_receipt,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.forms import _words_by_constraint
from tests.papers import PDF, photo, upload
from villages.models import Village

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def fund() -> Fund:
    return make_fund()


@pytest.fixture
def keeps(client_of: SignIn) -> Client:
    return client_of(keeper())


@pytest.fixture
def approves(client_of: SignIn) -> Client:
    return client_of(approver())


def receipt(fund: Fund, **facts: Any) -> dict[str, Any]:
    told = {
        "idem": uuid4(),
        "day": "2017-09-21",
        "amount": "1234.50",
        "account": earmark(fund).pk,
        "counterparty": "市财政局",
        "memo": "专项补助到账",
        "paper_no": "",
        "bank_ref": "",
    }
    return told | facts


def create_url(fund: Fund) -> str:
    return reverse("funds:voucher_create", args=[fund.pk])


def act(name: str, voucher: Voucher) -> str:
    return reverse(f"funds:{name}", args=[voucher.pk])


# ── what can still be used ──


def test_promised_and_waiting_money_is_not_available(fund: Fund) -> None:
    receive(fund, amount=100_000_00)
    half = agree(make_application(fund, amount=30_000_00))
    pay(half, amount=10_000_00)
    write_payment(half, amount=5_000_00)
    make_application(fund, amount=40_000_00)  # not approved: holds nothing
    now = standing(fund)
    assert (now.balance, now.waiting, now.promised, now.kept, now.free) == (
        90_000_00,
        5_000_00,
        15_000_00,
        0,
        70_000_00,
    )


def test_approved_takes_money_kept_for_its_use_first(fund: Fund) -> None:
    kept = open_earmark(fund, source=FundSource.SPONSORSHIP, use=Use.INDUSTRY, by=None)
    receive(fund, amount=50_000_00)
    receive(fund, amount=8_000_00, account=kept, use=Use.INDUSTRY)
    agree(make_application(fund, amount=20_000_00))
    now = standing(fund)
    assert now.of(kept).promised == 8_000_00
    assert now.of(earmark(fund)).promised == 12_000_00
    assert (now.kept, now.free, now.short) == (0, 38_000_00, 0)


def test_more_approved_than_there_is_shows(fund: Fund) -> None:
    receive(fund, amount=5_000_00)
    agree(make_application(fund, amount=20_000_00))
    now = standing(fund)
    assert (now.short, now.free) == (15_000_00, -15_000_00)


def test_money_taken_back_is_promised_again(fund: Fund) -> None:
    receive(fund)
    application = agree(make_application(fund, amount=20_000_00))
    entry = pay(application, amount=20_000_00)
    assert standing(fund).promised == 0
    voucher = reverse_entry(entry, idem=uuid4(), day=PAID, reason="退汇", by=keeper())
    approve_voucher(voucher, today=PAID, by=approver())
    assert standing(fund).promised == 20_000_00


# ── pages ──


def test_fund_page_shows_ledger_with_running_balance_and_closing_equation(fund: Fund, keeps: Client) -> None:
    receive(fund, amount=100_000_00)
    entry = pay(agree(make_application(fund)), amount=10_000_00)
    voucher = reverse_entry(entry, idem=uuid4(), day=PAID, reason="重复付款", by=keeper())
    approve_voucher(voucher, today=PAID, by=approver())
    page = keeps.get(fund.get_absolute_url())
    ledger = page.context["ledger"]
    assert [(line.seq, line.balance) for line in ledger.lines] == [(3, 100_000_00), (2, 90_000_00), (1, 100_000_00)]
    assert (ledger.opening, ledger.paid_in, ledger.paid_out, ledger.closing) == (0, 100_000_00, 0, 100_000_00)
    text = page.content.decode()
    assert "冲 #2" in text
    assert "被 #3 冲" in text


def test_each_page_of_the_ledger_begins_where_the_older_one_ends(
    fund: Fund, keeps: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("funds.views.funds.PAGE", 2)
    for amount in (100_00, 200_00, 300_00):
        receive(fund, amount=amount)
    newer = keeps.get(fund.get_absolute_url()).context["ledger"]
    older = keeps.get(f"{fund.get_absolute_url()}?page=2").context["ledger"]
    assert older.closing == newer.opening == 100_00
    assert newer.closing == 600_00


def test_what_waits_leads_whoever_it_waits_for(fund: Fund, keeps: Client, approves: Client) -> None:
    receive(fund)
    agree(make_application(fund))
    write_receipt(fund)
    assert [(row.whose, row.is_own) for row in keeps.get(fund.get_absolute_url()).context["sheet"].waiting] == [
        ("审批人", False),
        ("出纳", True),
    ]
    assert [row.is_own for row in approves.get(fund.get_absolute_url()).context["sheet"].waiting] == [True, False]


def test_pages_ask_as_often_for_more_entries_vouchers_and_applications(fund: Fund, keeps: Client) -> None:
    urls = [fund.get_absolute_url(), reverse("funds:voucher_list", args=[fund.pk])]

    def grow() -> None:
        receive(fund)
        write_receipt(fund)
        application = agree(make_application(fund))
        pay(application, amount=5_00)
        write_payment(application, amount=5_00)
        agree(make_application(fund))

    def counts() -> list[int]:
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert keeps.get(url).status_code == 200
            found.append(len(queries))
        return found

    grow()
    counts()
    few = counts()
    grow()
    grow()
    assert counts() == few


def test_cadre_sees_the_own_fund_and_writes_nothing(fund: Fund, client_of: SignIn) -> None:
    officer = make_user(Role.CADRE)
    post_officer(officer, fund.village, since=date(2016, 1, 1))
    client = client_of(officer)
    assert client.get(fund.get_absolute_url()).status_code == 200
    assert client.get(make_fund(make_village()).get_absolute_url()).status_code == 404
    assert client.get(create_url(fund)).status_code == 403


# ── a pilot village ──


def test_pilot_is_selected_with_reason_and_the_number_is_shown_by_its_last_four(
    village: Village, office_user: User, client_of: SignIn
) -> None:
    told = {
        "village": village.pk,
        "reason": "有香菇基础",
        "selected_on": "2017-01-05",
        "bank_name": "农商行",
        "bank_account": "8201 0000 0000 4321",
    }
    client = client_of(office_user)
    answer = client.post(reverse("funds:fund_create"), told)
    fund = Fund.objects.get()
    assert answer.headers["Location"] == fund.get_absolute_url()
    page = client.get(fund.get_absolute_url()).content.decode()
    assert "4321" in page
    assert "00004321" not in page
    assert fund.accounts.count() == 5


def test_pilot_without_reason_or_with_a_strange_number_is_told(
    village: Village, office_user: User, client_of: SignIn
) -> None:
    told = {"village": village.pk, "reason": "", "selected_on": "2017-01-05", "bank_name": "行", "bank_account": "12a"}
    page = client_of(office_user).post(reverse("funds:fund_create"), told)
    assert page.status_code == 422
    text = page.content.decode()
    assert "填写“为什么选它”" in text
    assert "“银行账号”是 8 到 30 位数字" in text


# ── writing ──


def test_receipt_goes_from_the_form_to_the_approver(fund: Fund, keeps: Client) -> None:
    answer = keeps.post(create_url(fund), receipt(fund, attachments=[upload(PDF, "回单.pdf")]))
    voucher = Voucher.objects.get()
    assert answer.headers["Location"] == voucher.get_absolute_url()
    assert (voucher.amount, voucher.state, voucher.files.get().caption) == (123_450, VoucherState.SUBMITTED, "回单")


def test_same_form_twice_is_one_voucher(fund: Fund, keeps: Client) -> None:
    told = receipt(fund)
    first, second = keeps.post(create_url(fund), told), keeps.post(create_url(fund), told)
    assert first.headers["Location"] == second.headers["Location"]
    assert Voucher.objects.count() == 1


def test_same_form_after_it_was_posted_is_still_one(fund: Fund, keeps: Client, approves: Client) -> None:
    told = receipt(fund)
    keeps.post(create_url(fund), told)
    approves.post(act("voucher_approve", Voucher.objects.get()))
    assert keeps.post(create_url(fund), told).status_code == 302
    assert Entry.objects.count() == 1


def test_same_form_with_another_amount_is_refused(fund: Fund, keeps: Client) -> None:
    told = receipt(fund)
    keeps.post(create_url(fund), told)
    page = keeps.post(create_url(fund), told | {"amount": "99"})
    assert page.status_code == 422
    assert "重新打开一张空表" in page.content.decode()
    assert Voucher.objects.get().amount == 123_450


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-5", "要大于 0"),
        ("0", "要大于 0"),
        ("0.00", "要大于 0"),
        ("NaN", "写成数字，如 3120.50"),
        ("Infinity", "写成数字，如 3120.50"),
        ("1.234", "最多 2 位小数"),
        ("9999999999.99", "超过 10 亿元"),
        ("99999999999999999999", "太大了"),
        ("１２a", "写成数字，如 3120.50"),
        ("", "填写“金额（元）”"),
    ],
)
def test_odd_amount_is_told_and_nothing_is_lost(fund: Fund, keeps: Client, typed: str, words: str) -> None:
    page = keeps.post(create_url(fund), receipt(fund, amount=typed, memo="留着的摘要"))
    assert page.status_code == 422
    text = page.content.decode()
    assert words in text
    assert "留着的摘要" in text
    assert not Voucher.objects.exists()


@pytest.mark.parametrize("typed", ["１２３４．５０", "1,234.50", "¥1234.5", " 1234.50 元", "１，２３４．５"])  # noqa: RUF001
def test_amount_of_an_input_method_is_understood(fund: Fund, keeps: Client, typed: str) -> None:
    keeps.post(create_url(fund), receipt(fund, amount=typed))
    assert Voucher.objects.get().amount == 123_450


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2071-09-21", "2071-09-21 还没有到，看看年份"),
        ("2007-09-21", "早了，看看年份"),
        ("0017-09-21", "早了，看看年份"),
        ("2017-02-30", "写成 2017-11-02 这样"),
    ],
)
def test_wrong_year_is_told(fund: Fund, keeps: Client, day: str, words: str) -> None:
    page = keeps.post(create_url(fund), receipt(fund, day=day))
    assert page.status_code == 422
    assert words in page.content.decode()


def test_paper_number_is_used_once(fund: Fund, keeps: Client) -> None:
    keeps.post(create_url(fund), receipt(fund, paper_no="记-001"))
    page = keeps.post(create_url(fund), receipt(fund, paper_no="记-001"))
    assert page.status_code == 422
    assert "这个凭证号已经用过" in page.content.decode()
    assert Voucher.objects.count() == 1


@pytest.mark.parametrize("content", [b"#!/bin/sh\nrm -rf /\n", b"<script>alert(1)</script>", b"MZ\x90\x00"])
def test_script_as_receipt_is_refused_and_nothing_is_written(fund: Fund, keeps: Client, content: bytes) -> None:
    page = keeps.post(create_url(fund), receipt(fund, attachments=[upload(content, "发票.jpg")]))
    assert page.status_code == 422
    text = page.content.decode()
    assert "这种文件不能作凭证" in text
    assert "专项补助到账" in text
    assert not Voucher.objects.exists()


def test_draft_is_changed_and_thrown_away(fund: Fund, keeps: Client) -> None:
    keeps.post(create_url(fund), receipt(fund, then="draft", attachments=[upload(photo(1))]))
    voucher = Voucher.objects.get()
    assert voucher.state == VoucherState.DRAFT
    keeps.post(act("voucher_edit", voucher), receipt(fund, amount="88", then="draft"))
    assert Voucher.objects.get().amount == 8_800
    assert keeps.post(act("voucher_delete", voucher)).status_code == 302
    assert not Voucher.objects.exists()


def test_what_was_sent_is_taken_back_before_it_is_thrown_away(fund: Fund, keeps: Client) -> None:
    voucher = write_receipt(fund)
    page = keeps.post(act("voucher_delete", voucher))
    assert page.status_code == 422
    assert "先拿回来再删" in page.content.decode()
    keeps.post(act("voucher_take_back", voucher))
    keeps.post(act("voucher_delete", voucher))
    assert not Voucher.objects.exists()


def test_posted_voucher_is_neither_changed_nor_thrown_away(fund: Fund, keeps: Client) -> None:
    voucher = receive(fund).voucher
    assert keeps.get(act("voucher_edit", voucher)).status_code == 302
    for name in ("voucher_delete", "voucher_take_back", "voucher_file_create"):
        files = {"attachments": [upload(photo(2))]} if name == "voucher_file_create" else {}
        assert keeps.post(act(name, voucher), files).status_code == 422, name
    assert Voucher.objects.get(pk=voucher.pk).state == VoucherState.APPROVED


# ── paying ──


def test_payment_that_cannot_be_made_says_why(fund: Fund, keeps: Client) -> None:
    receive(fund)
    application = make_application(fund)
    page = keeps.get(reverse("funds:payment_create", args=[application.pk])).content.decode()
    assert "村里还没有评议同意" in page
    assert "还没有公示" in page
    assert '<form method="post" class="panel' not in page


def test_payment_needs_its_receipt_before_it_is_sent(fund: Fund, keeps: Client) -> None:
    receive(fund)
    application = agree(make_application(fund))
    url = reverse("funds:payment_create", args=[application.pk])
    told = receipt(fund, amount="9000", counterparty="青塘农资店", memo="付菌棒款")
    page = keeps.post(url, told)
    assert page.status_code == 422
    assert "支出先传票据再送审" in page.content.decode()
    assert not Voucher.objects.filter(application=application).exists()
    assert keeps.post(url, told | {"attachments": [upload(photo(3))]}).status_code == 302
    assert Voucher.objects.get(application=application).state == VoucherState.SUBMITTED


def test_payment_beyond_the_earmark_or_the_application_is_told(fund: Fund, keeps: Client) -> None:
    receive(fund, amount=5_000_00)
    application = agree(make_application(fund, amount=20_000_00))
    url = reverse("funds:payment_create", args=[application.pk])
    page = keeps.post(url, receipt(fund, amount="5000.01", attachments=[upload(photo(3))]))
    assert "只能付 5,000.00 元" in page.content.decode()
    receive(fund, amount=50_000_00)
    page = keeps.post(url, receipt(fund, amount="20000.01", attachments=[upload(photo(3))]))
    assert "付的比申请的多" in page.content.decode()


def test_payment_on_a_day_of_the_notice_is_refused_in_words(fund: Fund, keeps: Client) -> None:
    receive(fund)
    application = agree(make_application(fund))
    url = reverse("funds:payment_create", args=[application.pk])
    last = application.notices.get().ends_on
    page = keeps.post(url, receipt(fund, day=last.isoformat(), attachments=[upload(photo(3))]))
    assert "公示还没有满期" in page.content.decode()
    after = (last + timedelta(days=1)).isoformat()
    assert keeps.post(url, receipt(fund, day=after, attachments=[upload(photo(3))])).status_code == 302


# ── approving ──


def test_keeper_cannot_approve_and_approver_cannot_write(fund: Fund, keeps: Client, approves: Client) -> None:
    voucher = write_receipt(fund)
    assert keeps.post(act("voucher_approve", voucher)).status_code == 403
    assert approves.get(create_url(fund)).status_code == 403
    assert approves.post(create_url(fund), receipt(fund)).status_code == 403
    assert approves.post(act("voucher_take_back", voucher)).status_code == 403
    assert not Entry.objects.exists()


def test_maker_is_told_to_leave_it_to_another(fund: Fund, client_of: SignIn) -> None:
    """Who changed the desk since: the maker has become an approver."""
    maker = approver()
    voucher = write_receipt(fund, by=maker)
    client = client_of(maker)
    assert "这张凭证是你写的，请另一个人批" in client.get(voucher.get_absolute_url()).content.decode()
    page = client.post(act("voucher_approve", voucher))
    assert page.status_code == 422
    assert "记账的人不能自己审批，请另一个人批" in page.content.decode()
    assert not Entry.objects.exists()


def test_balances_after_it_are_shown_before_it_is_approved(fund: Fund, approves: Client) -> None:
    receive(fund, amount=1_000_00)
    voucher = write_receipt(fund, amount=234_50)
    sheet = approves.get(voucher.get_absolute_url()).context["sheet"]
    assert [(row.before, row.after) for row in sheet.afters] == [(1_000_00, 1_234_50), (1_000_00, 1_234_50)]


def test_above_the_limit_two_people_approve(fund: Fund, client_of: SignIn) -> None:
    receive(fund, amount=200_000_00)
    application = agree(make_application(fund, amount=60_000_00), approvers=2)
    voucher = write_payment(application, amount=60_000_00)
    first, second = client_of(approver()), client_of(approver())
    assert "还要第二个人批" in first.get(voucher.get_absolute_url()).content.decode()
    first.post(act("voucher_approve", voucher))
    assert Entry.objects.count() == 1
    assert "你已经批过一次，还要第二个人批" in first.get(voucher.get_absolute_url()).content.decode()
    first.post(act("voucher_approve", voucher))
    assert Entry.objects.count() == 1
    second.post(act("voucher_approve", voucher))
    assert Entry.objects.count() == 2


def test_two_approvers_at_once_post_one_entry(fund: Fund, client_of: SignIn) -> None:
    voucher = write_receipt(fund)
    one, other = client_of(approver()), client_of(approver())
    seen = one.get(voucher.get_absolute_url()).context["form"].initial["seen"]
    assert one.post(act("voucher_approve", voucher), {"seen": seen}).status_code == 302
    assert other.post(act("voucher_approve", voucher), {"seen": seen}).status_code == 302
    assert Entry.objects.count() == 1


def test_what_was_changed_after_it_was_opened_is_looked_at_again(fund: Fund, keeps: Client, approves: Client) -> None:
    voucher = write_receipt(fund)
    seen = approves.get(voucher.get_absolute_url()).context["form"].initial["seen"]
    keeps.post(act("voucher_take_back", voucher))
    keeps.post(act("voucher_edit", voucher), receipt(fund, amount="77"))
    page = approves.post(act("voucher_approve", voucher), {"seen": seen})
    assert page.status_code == 422
    assert "打开以后凭证变了" in page.content.decode()
    assert not Entry.objects.exists()


def test_returned_with_its_reason_comes_back_to_the_keeper(fund: Fund, keeps: Client, approves: Client) -> None:
    voucher = write_receipt(fund)
    assert approves.post(act("voucher_return", voucher), {"reason": ""}).status_code == 422
    approves.post(act("voucher_return", voucher), {"reason": "金额和回单不一样"})
    assert "金额和回单不一样" in keeps.get(act("voucher_edit", voucher)).content.decode()
    keeps.post(act("voucher_edit", voucher), receipt(fund))
    assert Voucher.objects.get().state == VoucherState.SUBMITTED


def test_money_that_is_not_there_is_refused_in_words_at_approval(fund: Fund, approves: Client) -> None:
    receive(fund, amount=100_00)
    application = agree(make_application(fund))
    voucher = write_payment(application, amount=200_00)
    page = approves.post(act("voucher_approve", voucher))
    assert page.status_code == 422
    assert "钱不够：这笔专款或者专户没有这么多" in page.content.decode()
    assert Entry.objects.count() == 1


# ── taking back ──


def test_entry_is_reversed_once(fund: Fund, keeps: Client, approves: Client) -> None:
    entry = receive(fund)
    url = reverse("funds:entry_reverse", args=[entry.pk])
    told = {"idem": uuid4(), "day": PAID.isoformat(), "memo": "重复记账"}
    sent, again = keeps.post(url, told), keeps.post(url, told)
    assert sent.headers["Location"] == again.headers["Location"]
    assert keeps.post(url, told | {"idem": uuid4()}).headers["Location"] == sent.headers["Location"]
    approves.post(act("voucher_approve", Voucher.objects.get(reverses=entry)))
    assert standing(fund).balance == 0
    page = keeps.get(entry.get_absolute_url()).content.decode()
    assert "已冲红" in page
    assert url not in page


def test_reversal_is_not_earlier_than_its_entry(fund: Fund, keeps: Client) -> None:
    entry = receive(fund, day=PAID)
    told = {"idem": uuid4(), "day": "2017-09-20", "memo": "重复记账"}
    page = keeps.post(reverse("funds:entry_reverse", args=[entry.pk]), told)
    assert "冲红不能早于它" in page.content.decode()


# ── sentences ──


def test_every_rule_that_a_trigger_names_has_its_sentence() -> None:
    root = Path(__file__).resolve().parents[3]
    named: set[str] = set()
    for app in ("funds", "enterprises"):
        for path in (root / app / "models").glob("*.py"):
            named |= set(findall(r"CONSTRAINT = '(\w+)'", path.read_text()))
    assert sorted(name for name in named - {"payment_"} if name not in _words_by_constraint()) == []
