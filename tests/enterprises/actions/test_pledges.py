"""A pledge keeps the facts of its mode, in its unit, and never falls below what was delivered (R5.2)."""

from datetime import date, timedelta
from typing import Any

import pytest

from enterprises.actions.pledges import correct_pledge, make_pledge
from enterprises.codes import Deal, Gift, Mode, Purpose, Recipient
from enterprises.models import Pairing, Pledge
from office.demo import giving
from office.demo.builders import make_household, make_user, make_village
from office.demo.giving import CHOSEN, DELIVERED, PLEDGED, choose_mode, make_delivery, make_enterprise, pair_village
from povertyplan.accounts.matrix import Role
from povertyplan.audit.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2017, 11, 16)
FACTS: dict[Mode, dict[str, Any]] = {
    Mode.INDUSTRY: {"what": "香菇大棚", "amount": 50_000_000, "capacity": "20 个棚"},
    Mode.TRADE: {"what": "香菇", "amount": 18_000_000, "deal": Deal.PURCHASE},
    Mode.EMPLOYMENT: {"what": "车间包装工", "count": 20, "monthly_pay": 230_000},
    Mode.DONATION: {
        "what": "书包",
        "amount": 2_000_000,
        "gift": Gift.GOODS,
        "purpose": Purpose.SCHOOLING,
        "recipient": Recipient.HOUSEHOLDS,
    },
    Mode.SKILLS: {"what": "香菇栽培", "count": 60},
}


@pytest.fixture
def pairing() -> Pairing:
    village = make_village()
    pairing = pair_village(make_enterprise(), village)
    giving.make_enterprise_visit(pairing, make_household(village))
    return pairing


def pledge(pairing: Pairing, mode: Mode, **facts: Any) -> Pledge:
    told = FACTS[mode] | {"pledged_on": PLEDGED, "today": TODAY, "by": None} | facts
    return make_pledge(choose_mode(pairing, mode), **told)


@pytest.mark.parametrize("mode", Mode)
def test_each_mode_keeps_its_own_facts(pairing: Pairing, mode: Mode) -> None:
    row = pledge(pairing, mode)
    assert row.pk
    assert row.mode == mode


def test_pledge_sent_twice_is_one(pairing: Pairing) -> None:
    assert pledge(pairing, Mode.TRADE) == pledge(pairing, Mode.TRADE)
    assert pledge(pairing, Mode.TRADE, what="茶油") != pledge(pairing, Mode.TRADE)


@pytest.mark.parametrize(
    ("mode", "facts", "field"),
    [
        (Mode.INDUSTRY, {"amount": None}, "amount"),
        (Mode.INDUSTRY, {"count": 3}, "count"),
        (Mode.TRADE, {"deal": ""}, "deal"),
        (Mode.TRADE, {"amount": 0}, "amount"),
        (Mode.EMPLOYMENT, {"amount": 100}, "amount"),
        (Mode.EMPLOYMENT, {"monthly_pay": None}, "monthly_pay"),
        (Mode.EMPLOYMENT, {"monthly_pay": -1}, "monthly_pay"),
        (Mode.EMPLOYMENT, {"months": 13}, "months"),
        (Mode.DONATION, {"purpose": ""}, "purpose"),
        (Mode.DONATION, {"recipient": Recipient.FUND}, "recipient"),
        (Mode.SKILLS, {"count": 0}, "count"),
        (Mode.SKILLS, {"monthly_pay": 100_000}, "monthly_pay"),
        (Mode.SKILLS, {"what": " "}, "what"),
        (Mode.TRADE, {"pledged_on": TODAY + timedelta(days=1)}, "pledged_on"),
        (Mode.TRADE, {"pledged_on": CHOSEN - timedelta(days=1)}, "pledged_on"),
        (Mode.TRADE, {"due_on": PLEDGED - timedelta(days=1)}, "due_on"),
    ],
)
def test_pledge_is_refused_at_its_field(pairing: Pairing, mode: Mode, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as caught:
        pledge(pairing, mode, **facts)
    assert caught.value.field == field
    assert Pledge.objects.count() == 0


@pytest.fixture
def delivered(pairing: Pairing) -> Pledge:
    row = pledge(pairing, Mode.TRADE)
    household = pairing.household_pairings.get().household
    make_delivery(row, [household], amount=15_200_000)
    return row


def test_pledge_falls_to_what_was_delivered_and_not_below(delivered: Pledge) -> None:
    by = make_user(Role.ENTERPRISE)
    with pytest.raises(Refused, match=r"已经报了 15\.2 万元，承诺不能比这少") as caught:
        correct_pledge(delivered, amount=15_199_900, today=TODAY, by=by)
    assert caught.value.field == "amount"
    assert (
        correct_pledge(delivered, amount=15_200_000, terms="保底价 7.5 元/斤", today=TODAY, by=by).amount == 15_200_000
    )


def test_pledge_is_not_later_than_its_first_delivery(delivered: Pledge) -> None:
    by = make_user(Role.ENTERPRISE)
    with pytest.raises(Refused, match="2017-09-30 已经有一笔兑现") as caught:
        correct_pledge(delivered, pledged_on=DELIVERED + timedelta(days=1), today=TODAY, by=by)
    assert caught.value.field == "pledged_on"
