"""The money on the battle map counts up to its day, takes reversals out of both sides, and leads to the books."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from funds.actions.vouchers import approve_voucher, reverse_entry
from funds.models import Fund
from office.demo.builders import make_user, make_village
from office.demo.funding import PAID, agree, approver, make_application, make_fund, pay, receive
from office.maps import findings
from office.maps.fund_board import FundBoard
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

pytestmark = pytest.mark.django_db
LATER = date(2017, 11, 1)


@pytest.fixture
def fund(village: Village) -> Fund:
    fund = make_fund(village)
    receive(fund, amount=100_000_00)
    pay(agree(make_application(fund)), amount=12_500_00)
    return fund


def board(fund: Fund, *, on: date = LATER) -> FundBoard:
    return FundBoard.of([fund.village], on=on, may_open=True)


def test_in_out_and_left(fund: Fund) -> None:
    line = board(fund).lines[0]
    assert (line.came, line.went, line.left) == (100_000_00, 12_500_00, 87_500_00)
    assert findings.money(board(fund)) == "1 个试点村收 10.0 万元，用了 1.3 万元，结余 8.8 万元"


def test_a_past_day_counts_up_to_that_day(fund: Fund) -> None:
    before = board(fund, on=date(2017, 9, 20))
    assert (before.came, before.went) == (100_000_00, 0)
    assert not board(fund, on=date(2016, 12, 31)).lines


def test_what_was_reversed_counts_on_neither_side(fund: Fund) -> None:
    for entry in list(fund.entries.filter(kind="payment")):
        back = reverse_entry(entry, idem=uuid4(), day=PAID, reason="退款", by=make_user(Role.KEEPER))
        approve_voucher(back, today=PAID, by=approver())
    assert (board(fund).came, board(fund).went) == (100_000_00, 0)


def test_a_fund_without_entries_has_its_line(other_village: Village) -> None:
    assert board(make_fund(other_village)).lines[0].left == 0


def test_one_query_for_all_funds(fund: Fund, django_assert_num_queries: Callable[..., object]) -> None:
    villages = [fund.village, make_fund(make_village()).village]
    with django_assert_num_queries(1):
        assert len(FundBoard.of(villages, on=LATER, may_open=True).lines) == 2


def test_map_and_village_page_show_it_and_lead_to_the_books(fund: Fund, client_of: Callable[[User], Client]) -> None:
    leader = client_of(make_user(Role.LEADER))
    page = leader.get(reverse("office:battle_map")).content.decode()
    assert "1 个试点村收 10.0 万元" in page
    assert page.count(f'href="{fund.get_absolute_url()}"') == 4
    past = leader.get(reverse("office:battle_map"), {"on": "2017-10-01"}).content.decode()
    assert "2017-10-01 那天的图" in past
    assert fund.get_absolute_url() not in past
    village = leader.get(reverse("office:village_detail", args=[fund.village_id])).content.decode()
    assert "收 10.0 万元，用了 1.3 万元，余 8.8 万元" in village


def test_map_without_funds_says_so(village: Village, client_of: Callable[[User], Client]) -> None:
    page = client_of(make_user(Role.LEADER)).get(reverse("office:battle_map")).content.decode()
    assert "还没有试点村" in page
