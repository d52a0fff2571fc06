"""Uses of a gift: within it, after it, and without anybody's name (R5.2)."""

from datetime import date
from typing import Any

import pytest

from enterprises.actions.gift_uses import correct_use, record_use
from enterprises.codes import Mode, Recipient
from enterprises.models import Delivery, GiftUse, Pairing
from households.actions.households import Stale
from office.demo.builders import make_household, make_user, make_village
from office.demo.giving import make_delivery, make_enterprise, make_enterprise_visit, make_pledge, pair_village
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.versions import version_of

pytestmark = pytest.mark.django_db
TODAY = date(2017, 11, 16)
TOLD: dict[str, Any] = {"used_on": date(2017, 10, 20), "what": "发放助学金", "amount": 400_000, "households": 4}


@pytest.fixture
def pairing() -> Pairing:
    household = make_household(make_village(), members=3, head_name="李长根")
    pairing = pair_village(make_enterprise(), household.village)
    make_enterprise_visit(pairing, household)
    return pairing


@pytest.fixture
def cadre() -> User:
    return make_user(Role.CADRE)


@pytest.fixture
def gift(pairing: Pairing, cadre: User) -> Delivery:
    return make_delivery(make_pledge(pairing, Mode.DONATION), amount=1_000_000, confirmed_by=cadre)


def test_use_sent_twice_is_one(gift: Delivery, cadre: User) -> None:
    record_use(gift, **TOLD, today=TODAY, by=cadre)
    record_use(gift, **TOLD | {"what": " 发放助学金 "}, today=TODAY, by=cadre)
    assert GiftUse.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "words", "field"),
    [
        ({"used_on": date(2017, 11, 17)}, "还没有到", "used_on"),
        ({"used_on": date(2017, 9, 29)}, "才到，使用不会更早", "used_on"),
        ({"amount": 0}, "大于 0", "amount"),
        ({"amount": 1_000_001}, "只剩 10,000 元", "amount"),
        ({"what": "给李长根家买药"}, "去掉“李长根”", "what"),
    ],
)
def test_use_that_cannot_be_is_refused(
    gift: Delivery, cadre: User, facts: dict[str, Any], words: str, field: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        record_use(gift, **TOLD | facts, today=TODAY, by=cadre)
    assert refused.value.field == field


def test_uses_together_stay_within_the_gift(gift: Delivery, cadre: User) -> None:
    record_use(gift, **TOLD | {"amount": 700_000}, today=TODAY, by=cadre)
    with pytest.raises(Refused, match="只剩 3,000 元"):
        record_use(gift, **TOLD, today=TODAY, by=cadre)


def test_correcting_gives_back_what_the_use_had(gift: Delivery, cadre: User) -> None:
    use = record_use(gift, **TOLD | {"amount": 700_000}, today=TODAY, by=cadre)
    correct_use(use, seen=version_of(use), **TOLD | {"amount": 1_000_000}, today=TODAY, by=cadre)
    assert GiftUse.objects.get().amount == 1_000_000


def test_whoever_was_slower_is_told(gift: Delivery, cadre: User) -> None:
    use = record_use(gift, **TOLD, today=TODAY, by=cadre)
    with pytest.raises(Stale):
        correct_use(use, seen=version_of(use) - 1, **TOLD, today=TODAY, by=cadre)


def test_gift_to_households_has_no_uses(pairing: Pairing, cadre: User) -> None:
    household = pairing.household_pairings.get().household
    pledge = make_pledge(pairing, Mode.DONATION, recipient=Recipient.HOUSEHOLDS)
    gift = make_delivery(pledge, [household], confirmed_by=cadre)
    with pytest.raises(Refused, match="到村、进基金"):
        record_use(gift, **TOLD, today=TODAY, by=cadre)


def test_what_nobody_confirmed_has_no_uses(pairing: Pairing, cadre: User) -> None:
    gift = make_delivery(make_pledge(pairing, Mode.DONATION))
    with pytest.raises(Refused, match="确认以后"):
        record_use(gift, **TOLD, today=TODAY, by=cadre)
