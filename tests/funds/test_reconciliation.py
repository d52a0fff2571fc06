"""The bank beside the books: proposals are ticked by a person, and the equation says why the sums differ."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from random import Random
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funds.actions.bank import import_statement
from funds.actions.vouchers import approve_voucher, reverse_entry
from funds.models import BankLine, BankMatch, BankStatement, Chain, Fund, PeriodClosing, StatementBalance, VoucherFile
from funds.reconciliation import Reconciliation
from office.demo.builders import make_file
from office.demo.funding import (
    PAID,
    agree,
    approver,
    keeper,
    make_application,
    make_fund,
    pay,
    receive,
    write_payment,
    write_receipt,
)
from povertyplan.accounts.models import User

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
HEAD = "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,流水号\n"
ROWS = (
    "20170105,专项补助,,100000.00,100000.00,市财政局,S1\n",
    "20170920,利息,,38.46,100038.46,,S2\n",
    "20170922,转账支出,10000.00,,90038.46,青塘农资店,S3\n",
)


@pytest.fixture
def fund() -> Fund:
    """100,000 in, 10,000 out with its receipt."""
    fund = make_fund()
    receive(fund)
    voucher = write_payment(agree(make_application(fund)))
    VoucherFile.objects.create(voucher=voucher, file=make_file(), caption="发票")
    approve_voucher(voucher, today=PAID, by=approver())
    return fund


def upload(client: Client, fund: Fund, text: str, name: str = "流水.csv") -> object:
    file = BytesIO(text.encode("gb18030"))
    file.name = name
    return client.post(reverse("funds:statement_import", args=[fund.pk]), {"file": file})


def test_statement_comes_in_and_a_bad_one_leaves_nothing(fund: Fund, client_of: ClientOf) -> None:
    client = client_of(keeper())
    answer = upload(client, fund, HEAD + ROWS[0] + "20170920,利息,,38.46,100038.47,,S2\n")
    assert answer.status_code == 422
    assert "第 3 行：上一行的余额加这一笔" in answer.content.decode()
    assert not BankStatement.objects.exists()
    assert not BankLine.objects.exists()
    assert upload(client, fund, HEAD + "".join(ROWS)).status_code == 302
    assert BankLine.objects.count() == 3
    assert upload(client, fund, HEAD + "".join(ROWS)).status_code == 302
    assert BankLine.objects.count() == 3


@pytest.mark.parametrize("text", ["", "hello", "<script>alert(1)</script>", "\x00\x01"])
def test_what_is_no_statement_is_refused_kindly(fund: Fund, client_of: ClientOf, text: str) -> None:
    assert upload(client_of(keeper()), fund, text).status_code == 422
    assert not BankStatement.objects.exists()


def test_ticked_proposals_are_matched_in_one_go_and_taken_back(fund: Fund, client_of: ClientOf) -> None:
    import_statement(fund, "x.csv", (HEAD + "".join(ROWS)).encode(), today=PAID, by=keeper())
    sheet, client = Reconciliation.of(fund), client_of(keeper())
    assert [pair.line.serial for pair in sheet.proposed] == ["S1", "S3"]
    assert [line.serial for line in sheet.lines] == ["S2"]
    accept = reverse("funds:match_accept", args=[fund.pk])
    client.post(accept, {"pair": [pair.key for pair in sheet.proposed]})
    assert BankMatch.objects.count() == 2
    client.post(accept, {"pair": [pair.key for pair in sheet.proposed]})
    assert BankMatch.objects.count() == 2
    assert Reconciliation.of(fund).matched == 2
    client.post(reverse("funds:match_undo", args=[BankMatch.objects.latest("pk").pk]))
    assert BankMatch.objects.count() == 1


@pytest.mark.parametrize("pairs", [[], [""], ["x:y"], ["1:"], ["999999:999999"], ["1" * 40 + ":1"], ["１:２"]])
def test_pairs_that_are_none_do_nothing(fund: Fund, client_of: ClientOf, pairs: list[str]) -> None:
    answer = client_of(keeper()).post(reverse("funds:match_accept", args=[fund.pk]), {"pair": pairs})
    assert answer.status_code == 302
    assert not BankMatch.objects.exists()


def test_other_money_is_refused_in_words(fund: Fund, client_of: ClientOf) -> None:
    import_statement(fund, "x.csv", (HEAD + "".join(ROWS)).encode(), today=PAID, by=keeper())
    line = BankLine.objects.get(serial="S2")
    answer = client_of(keeper()).post(
        reverse("funds:match_accept", args=[fund.pk]), {"pair": f"{line.pk}:{fund.entries.earliest('pk').pk}"}
    )
    assert answer.status_code == 422
    assert "金额要一分不差" in answer.content.decode()


def test_same_money_twice_is_chosen_by_a_person(fund: Fund, client_of: ClientOf) -> None:
    receive(fund, amount=3846, day=date(2017, 9, 20), counterparty="")
    receive(fund, amount=3846, day=date(2017, 9, 20), counterparty="")
    import_statement(fund, "x.csv", (HEAD + "".join(ROWS)).encode(), today=PAID, by=keeper())
    sheet = Reconciliation.of(fund)
    assert [(line.serial, len(found)) for line, found in sheet.with_candidates] == [("S2", 2)]
    page = client_of(keeper()).get(reverse("funds:reconciliation", args=[fund.pk])).content.decode()
    assert "同样的钱有 2 笔，是哪一笔" in page


def test_equation_says_why_the_sums_differ(fund: Fund) -> None:
    receive(fund, amount=500_000, day=PAID, memo="捐款还没到账", counterparty="某单位")
    import_statement(fund, "x.csv", (HEAD + "".join(ROWS)).encode(), today=PAID, by=keeper())
    sheet = Reconciliation.of(fund)
    assert [(term.sign, term.label, term.amount) for term in sheet.terms] == [
        ("", "账面", 9_500_000),
        ("+", "银行有、账上没有", 3846),
        ("−", "账上有、银行没有", 500_000),
        ("=", "银行", 9_003_846),
    ]
    assert sheet.holds
    assert sheet.difference_said == "银行比账少 4,961.54 元"


@pytest.mark.parametrize("seed", range(4))
def test_equation_holds_for_any_books_and_any_bank(seed: int) -> None:
    dice, fund, rows, balance = Random(seed), make_fund(), [], 0
    for number in range(15):
        amount = dice.randint(1, 99) * 100
        if dice.random() < 0.7:
            receive(fund, amount=amount, counterparty="某局")
        if dice.random() < 0.7:
            balance += amount
            rows.append(f"20170105,补助,,{amount / 100:.2f},{balance / 100:.2f},某局,N{number}\n")
    import_statement(fund, "x.csv", (HEAD + "".join(rows)).encode(), today=PAID, by=keeper())
    sheet = Reconciliation.of(fund)
    assert sheet.holds
    assert sum({"−": -term.amount}.get(term.sign, term.amount) for term in sheet.terms[:-1]) == sheet.bank


def test_mistake_and_its_reversal_answer_each_other(fund: Fund) -> None:
    wrong = receive(fund, amount=777, memo="记错")
    back = reverse_entry(wrong, idem=uuid4(), day=PAID, reason="记错了", by=keeper())
    approve_voucher(back, today=PAID, by=approver())
    import_statement(fund, "x.csv", (HEAD + "".join(ROWS)).encode(), today=PAID, by=keeper())
    sheet = Reconciliation.of(fund)
    assert sheet.entries == ()
    assert sheet.holds


def whole(fund: Fund) -> None:
    rows = (ROWS[0], "20170922,转账支出,10000.00,,90000.00,青塘农资店,S3\n")
    import_statement(fund, "x.csv", (HEAD + "".join(rows)).encode(), today=PAID, by=keeper())


def enter(client: Client, fund: Fund, balance: str = "90,000.00", through: str = "2017-09-30") -> object:
    facts = {"through": through, "balance": balance}
    return client.post(reverse("funds:balance_enter", args=[fund.pk]), facts)


def test_keeper_enters_and_approver_closes(fund: Fund, client_of: ClientOf) -> None:
    whole(fund)
    assert enter(client_of(keeper()), fund).status_code == 302
    entered = StatementBalance.objects.get()
    client = client_of(approver())
    assert "可以结" in client.get(reverse("funds:period_close", args=[fund.pk])).content.decode()
    close = reverse("funds:balance_close", args=[entered.pk])
    assert client.post(close).status_code == 302
    assert client.post(close).status_code == 302
    assert PeriodClosing.objects.get().balance == 9_000_000
    assert Chain.objects.get(fund=fund).closed_through == date(2017, 9, 30)
    page = client.get(reverse("funds:period_close", args=[fund.pk])).content.decode()
    assert "已经结到 2017-09-30" in page
    assert enter(client_of(keeper()), fund, through="2017-09-25").status_code == 422


def test_what_stands_against_closing_is_said(fund: Fund, client_of: ClientOf) -> None:
    write_receipt(fund, amount=100, day=PAID, memo="等批的")
    pay(agree(make_application(fund)), amount=100, memo="没有票的")
    whole(fund)
    enter(client_of(keeper()), fund, balance="90000.01")
    client = client_of(approver())
    page = client.get(reverse("funds:period_close", args=[fund.pk])).content.decode()
    for words in (
        "账上 89,999.00 元，导入的对账单 90,000.00 元，差 1.00 元",
        "填的余额 90,000.01 元，导入的对账单 90,000.00 元",
        "1 张凭证没有批：09-21 等批的",
        "1 笔支出没有票据：09-21 没有票的",
        "还差 4 件事",
    ):
        assert words in page
    answer = client.post(reverse("funds:balance_close", args=[StatementBalance.objects.get().pk]))
    assert answer.status_code == 422
    assert "一分不差才能结" in answer.content.decode()
    assert not PeriodClosing.objects.exists()


def test_payment_that_was_taken_back_needs_no_receipt(fund: Fund, client_of: ClientOf) -> None:
    wrong = pay(agree(make_application(fund)), amount=100)
    back = reverse_entry(wrong, idem=uuid4(), day=PAID, reason="没有票", by=keeper())
    approve_voucher(back, today=PAID, by=approver())
    whole(fund)
    enter(client_of(keeper()), fund)
    assert client_of(approver()).post(reverse("funds:balance_close", args=[StatementBalance.objects.get().pk]))
    assert PeriodClosing.objects.count() == 1


@pytest.mark.parametrize("balance", ["", "-1", "NaN", "0.005", "1e30", "十元", "99999999999999"])
def test_balance_that_is_none_is_refused(fund: Fund, client_of: ClientOf, balance: str) -> None:
    answer = enter(client_of(keeper()), fund, balance=balance)
    assert answer.status_code == 422
    assert not StatementBalance.objects.exists()


def test_balance_is_entered_anew_and_withdrawn(fund: Fund, client_of: ClientOf) -> None:
    client = client_of(keeper())
    enter(client, fund, balance="1")
    enter(client, fund, balance="90000")
    entered = StatementBalance.objects.get()
    assert entered.balance == 9_000_000
    client.post(reverse("funds:balance_withdraw", args=[entered.pk]))
    assert not StatementBalance.objects.exists()


def test_day_to_come_is_refused(fund: Fund, client_of: ClientOf) -> None:
    assert enter(client_of(keeper()), fund, through="2999-01-31").status_code == 422


def test_page_asks_as_often_for_many_lines_as_for_few(fund: Fund, client_of: ClientOf) -> None:
    client, url = client_of(keeper()), reverse("funds:reconciliation", args=[fund.pk])
    import_statement(fund, "x.csv", (HEAD + "".join(ROWS)).encode(), today=PAID, by=keeper())
    counts = []
    for _ in range(2):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
        for number in range(4):
            receive(fund, amount=100 + number)
        more = "20170923,转账支出,0.01,,90038.45,某店,S4\n"
        import_statement(fund, "y.csv", (HEAD + "".join(ROWS) + more).encode(), today=PAID, by=keeper())
    assert counts[0] == counts[1]
