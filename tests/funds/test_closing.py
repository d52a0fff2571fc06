"""A period closes when books and bank are equal to the 分, nothing waits, every payment has its receipt (L10)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from funds.actions.bank import close_period, import_statement, match_lines, unmatch
from funds.actions.vouchers import approve_voucher
from funds.models import BankLine, BankMatch, Chain, Entry, Fund, VoucherFile
from office.demo.builders import make_file
from office.demo.funding import PAID, agree, approver, keeper, make_application, make_fund, receive, write_payment
from povertyplan.audit.refusal import Refused

pytestmark = pytest.mark.django_db

THROUGH = date(2017, 9, 30)
HEAD = "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,流水号\n"
RECEIVED = "20170105,专项补助,,100000.00,100000.00,市财政局,S1\n"
SPENT = "20170921,转账支出,10000.00,,90000.00,青塘农资店,S2\n"


@pytest.fixture
def fund() -> Fund:
    """100,000 元 in, 10,000 元 out with its receipt, both on the bank's statement."""
    fund = make_fund()
    receive(fund)
    write_payment(agree(make_application(fund)))
    return fund


def statement(fund: Fund, *rows: str) -> None:
    import_statement(fund, "流水.csv", (HEAD + "".join(rows)).encode(), today=THROUGH, by=keeper())


def close(fund: Fund, balance: int = 9_000_000, through: date = THROUGH) -> None:
    with transaction.atomic():
        close_period(fund, through=through, balance=balance, entered_by=keeper(), by=approver())


def refused(fund: Fund, **facts: int) -> str:
    with pytest.raises(IntegrityError) as caught:
        close(fund, **facts)
    return str(caught.value.__cause__.diag.constraint_name)


def paid(fund: Fund, *, receipt: bool = True) -> Entry:
    voucher = fund.vouchers.get(kind="payment")
    if receipt:
        VoucherFile.objects.create(voucher=voucher, file=make_file(), caption="发票")
    entry = approve_voucher(voucher, today=PAID, by=approver())
    assert entry is not None
    return entry


def test_period_closes_and_stays_closed(fund: Fund) -> None:
    paid(fund)
    statement(fund, RECEIVED, SPENT)
    close(fund)
    assert Chain.objects.get(fund=fund).closed_through == THROUGH
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        receive(fund, day=THROUGH, amount=100)
    assert caught.value.__cause__.diag.constraint_name == "entry_in_open_period"


def test_one_fen_of_difference_keeps_it_open(fund: Fund) -> None:
    paid(fund)
    statement(fund, RECEIVED, "20170921,转账支出,10000.01,,89999.99,青塘农资店,S2\n")
    assert refused(fund) == "periodclosing_equals_the_bank"


def test_figure_that_was_entered_must_be_the_banks(fund: Fund) -> None:
    paid(fund)
    statement(fund, RECEIVED, SPENT)
    assert refused(fund, balance=9_000_001) == "periodclosing_equals_the_bank"


def test_voucher_that_waits_keeps_it_open(fund: Fund) -> None:
    statement(fund, RECEIVED)
    assert refused(fund, balance=10_000_000) == "periodclosing_nothing_waits"


def test_payment_without_receipt_keeps_it_open(fund: Fund) -> None:
    paid(fund, receipt=False)
    statement(fund, RECEIVED, SPENT)
    assert refused(fund) == "periodclosing_has_receipts"


def test_closing_does_not_go_back(fund: Fund) -> None:
    paid(fund)
    statement(fund, RECEIVED, SPENT)
    close(fund)
    with pytest.raises(Refused, match="已经结到 2017-09-30"):
        close(fund, through=date(2017, 9, 25))


def test_who_enters_does_not_close(fund: Fund) -> None:
    someone = keeper()
    with pytest.raises(Refused, match="不能自己结账"):
        close_period(fund, through=THROUGH, balance=0, entered_by=someone, by=someone)


def test_same_statement_twice_is_one(fund: Fund) -> None:
    statement(fund, RECEIVED)
    statement(fund, RECEIVED)
    statement(fund, RECEIVED, SPENT)
    assert list(BankLine.objects.filter(fund=fund).values_list("serial", flat=True)) == ["S1", "S2"]


def test_statement_with_a_gap_is_refused(fund: Fund) -> None:
    statement(fund, RECEIVED)
    with pytest.raises(Refused, match="中间缺了流水"):
        statement(fund, "20170930,转账支出,1000.00,,80000.00,某店,S9\n")


def test_line_is_matched_with_the_same_money_only(fund: Fund) -> None:
    entry = paid(fund)
    statement(fund, RECEIVED, SPENT)
    first, second = BankLine.objects.filter(fund=fund)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        match_lines(fund, [(first, entry)], by=keeper())
    assert caught.value.__cause__.diag.constraint_name == "bankmatch_same_money"
    assert match_lines(fund, [(second, entry)], by=keeper()) == 1
    assert match_lines(fund, [(second, entry)], by=keeper()) == 0


def test_match_of_a_closed_period_stays(fund: Fund) -> None:
    entry = paid(fund)
    statement(fund, RECEIVED, SPENT)
    match_lines(fund, [(BankLine.objects.get(serial="S2"), entry)], by=keeper())
    close(fund)
    with pytest.raises(Refused, match="已经结了"):
        unmatch(BankMatch.objects.get(), by=keeper())
