"""The household page and its bag show what the fund paid for this household, and nothing else."""

from collections.abc import Callable

import pytest
from django.test import Client

from funds.actions.applications import sign_for
from funds.household_money import HouseholdMoney
from office.demo.builders import make_household
from office.demo.funding import PAID, agree, make_application, make_fund, pay, receive
from povertyplan.accounts.models import User
from villages.models import Village

pytestmark = pytest.mark.django_db


def test_only_what_was_paid_and_names_the_household(
    village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    fund, household, other = make_fund(village), make_household(village), make_household(village)
    receive(fund)
    client, page = client_of(cadre), household.get_absolute_url()
    make_application(fund, [household], what="修水渠")
    pay(agree(make_application(fund, [other], what="买种苗")))
    assert HouseholdMoney.of(household).shares == []
    assert "基金帮扶" not in client.get(page).content.decode()
    paid = agree(make_application(fund, [household], each=600_00))
    pay(paid, amount=600_00)
    html = client.get(page).content.decode()
    assert "1 笔，合计 600.00 元，1 笔没签收" in html
    assert "买种苗" not in html
    sign_for(paid.shares.get(), received_on=PAID, received_by="卢大有", by=cadre)
    assert "2017-09-21 卢大有签收" in client.get(page).content.decode()


def test_two_payments_out_of_one_application_are_one_line(village: Village) -> None:
    fund, household = make_fund(village), make_household(village)
    receive(fund)
    application = agree(make_application(fund, [household], each=900_00))
    pay(application, amount=500_00)
    pay(application, amount=400_00)
    money = HouseholdMoney.of(household)
    assert (len(money.shares), money.total, money.unsigned) == (1, 900_00, 1)
