"""The demo's funds have a year behind them: every state of an application, closed months, books that verify."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from enterprises.codes import DeliveryState
from enterprises.models import Delivery
from funds.codes import AccountKind, EntryKind, FundSource, VoucherState
from funds.gifts import BookedGift, gifts_waiting
from funds.models import Anchor, Application, BankLine, Entry, Fund, PeriodClosing, Posting, Voucher
from funds.payments import obstacles
from funds.verification import verify

TODAY = date(2017, 11, 16)
pytestmark = pytest.mark.usefixtures("office")


def test_three_pilot_villages_two_of_them_poor_with_their_reasons() -> None:
    funds = Fund.objects.with_chain()
    assert sorted(fund.village.is_poverty_village for fund in funds) == [False, True, True]
    assert all(fund.reason and fund.bank_tail and fund.hotline for fund in funds)


def test_books_verify_and_every_printed_code_lies_on_the_chain() -> None:
    assert Anchor.objects.count() == 6
    out = StringIO()
    call_command("verify_ledger", "--anchors", stdout=out)
    assert out.getvalue().count("逐笔对上") == 3
    assert all(verify(fund).entries >= 12 for fund in Fund.objects.all())


def test_money_came_from_every_source_and_went_to_many_uses() -> None:
    for fund in Fund.objects.all():
        moved = Posting.objects.filter(entry__fund=fund, account__kind=AccountKind.EARMARK)
        assert set(moved.values_list("account__source", flat=True)) == set(FundSource.values)
    assert len(set(Entry.objects.filter(kind=EntryKind.PAYMENT).values_list("use", flat=True))) >= 6


def test_applications_stand_in_every_state() -> None:
    village = Fund.objects.get(village__name="龙潭沟村")
    rows = list(Application.objects.filter(fund=village))
    on = TODAY
    first = [next(iter(obstacles(row, amount=1, day=on)), None) for row in rows]
    codes = {found.code for found in first if found}
    assert codes >= {"withdrawn", "not_deliberated", "not_approved", "notice_not_over"}
    every = {found.code for row in rows for found in obstacles(row, amount=1, day=on)}
    assert {"objection_open", "over_the_amount"} <= every
    assert None in first  # payable today
    paid = Application.objects.filter(vouchers__state=VoucherState.APPROVED).distinct()
    assert paid.filter(outcome__isnull=False).exists()
    assert paid.filter(outcome=None, shares__received_on__isnull=True, shares__isnull=False).exists()
    assert paid.filter(outcome=None, shares__received_on__isnull=False).exists()


def test_one_payment_came_back_and_was_paid_again() -> None:
    back = Entry.objects.filter(kind=EntryKind.REVERSAL)
    assert back.count() >= 1
    assert all(row.reverses and row.reverses.voucher.application_id for row in back)


def test_two_periods_are_closed_and_two_lines_are_left_open() -> None:
    for fund in Fund.objects.with_chain():
        closings = PeriodClosing.objects.filter(fund=fund)
        assert [row.through for row in closings] == [date(2017, 9, 30), date(2017, 6, 30)]
        left = BankLine.objects.filter(fund=fund, match=None)
        assert left.count() == 2
        assert all(line.day > fund.chain.closed_through for line in left)
        books = sum(Posting.objects.filter(entry__fund=fund, account__kind="bank").values_list("amount", flat=True))
        last = BankLine.objects.filter(fund=fund).order_by("day", "pk").last()
        assert last
        assert last.balance - books == sum(line.amount for line in left)


def test_gifts_are_the_receipts_and_one_waits() -> None:
    booked = Delivery.objects.filter(fund_receipt__state=VoucherState.APPROVED)
    assert booked.count() >= 4
    assert set(booked.values_list("state", flat=True)) == {DeliveryState.CONFIRMED}
    for gift in booked.with_sides():
        assert gift.fund_receipt.amount == gift.amount
        told = BookedGift.of(gift)
        assert told.used + told.left == gift.amount
    assert all(gifts_waiting(fund).count() == 1 for fund in Fund.objects.all())
    assert any(BookedGift.of(gift).uses for gift in booked.with_sides())


def test_no_gift_in_a_pilot_village_was_confirmed_beside_the_books() -> None:
    rows = Delivery.objects.confirmed().filter(pledge__recipient="fund", fund_receipt=None)
    assert not rows.filter(pledge__choice__pairing__village__fund__isnull=False).exists()


def test_something_waits_on_every_desk() -> None:
    for fund in Fund.objects.all():
        states = set(Voucher.objects.filter(fund=fund).values_list("state", flat=True))
        assert {VoucherState.DRAFT, VoucherState.SUBMITTED, VoucherState.APPROVED} <= states
