"""One invented row each of enterprise help, valid in every rule of the database; see builders.py."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from typing import Any

from enterprises.codes import Deal, DeliveryState, Gift, Mode, Purpose, Recipient, Sector
from enterprises.credit_code import check_character
from enterprises.models import (
    Beneficiary,
    Delivery,
    DeliveryFile,
    Enterprise,
    EnterpriseContact,
    EnterpriseVisit,
    GiftUse,
    HouseholdPairing,
    ModeChoice,
    Pairing,
    Pledge,
)
from households.models import Household, Member
from office.demo.builders import REASON, REGION, make_file, make_user, phone_number
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.pinyin import keys
from villages.models import Village

PAIRED, VISITED, CHOSEN, PLEDGED, DELIVERED = (
    date(2017, 3, 8),
    date(2017, 3, 15),
    date(2017, 4, 6),
    date(2017, 4, 20),
    date(2017, 9, 30),
)
# What a pledge and a delivery of each mode hold where the caller says nothing else. Money in 分.
_PLEDGES: dict[Mode, dict[str, Any]] = {
    Mode.INDUSTRY: {"what": "香菇大棚", "amount": 50_000_000},
    Mode.TRADE: {"what": "香菇", "amount": 18_000_000, "deal": Deal.PURCHASE},
    Mode.EMPLOYMENT: {"what": "车间包装工", "count": 20, "monthly_pay": 230_000},
    Mode.DONATION: {
        "what": "助学款",
        "amount": 2_000_000,
        "gift": Gift.MONEY,
        "purpose": Purpose.SCHOOLING,
        "recipient": Recipient.VILLAGE,
    },
    Mode.SKILLS: {"what": "香菇栽培", "count": 60},
}
_DELIVERIES: dict[Mode, dict[str, Any]] = {
    Mode.INDUSTRY: {"amount": 10_000_000},
    Mode.TRADE: {"amount": 3_100_000},
    Mode.EMPLOYMENT: {},
    Mode.DONATION: {"amount": 1_000_000},
    Mode.SKILLS: {"count": 20, "teacher": "邹启文"},
}
_numbers = count(1)


def credit_code(sequence: int) -> str:
    """A valid one of the unassigned region 420399."""
    seventeen = f"91{REGION}MA4{sequence:06d}"
    return seventeen + check_character(seventeen)


def make_enterprise(name: str = "", **facts: Any) -> Enterprise:
    n = next(_numbers)
    name = name or f"兴农{n:02d}食品有限公司"
    row = Enterprise(
        name=name,
        name_initials=keys(name).initials,
        **{
            "credit_code": credit_code(900_000 + n),
            "sector": Sector.MANUFACTURING,
            "head_name": "崔金福",
            "phone": phone_number(3_000_000 + n),
            "employees": 120,
        }
        | facts,
    )
    with changing(by=None, reason=REASON):
        row.save()
    return row


def make_contact(enterprise: Enterprise, *, since: date = PAIRED, until: date | None = None, name: str = "") -> User:
    user = make_user(Role.ENTERPRISE, name=name or "刘志成")
    with changing(by=None, reason=REASON):
        EnterpriseContact.objects.create(enterprise=enterprise, user=user, since=since, until=until)
    return user


def pair_village(
    enterprise: Enterprise, village: Village, *, since: date = PAIRED, until: date | None = None
) -> Pairing:
    with changing(by=None, reason=REASON):
        return Pairing.objects.create(enterprise=enterprise, village=village, since=since, until=until)


def pair_household(pairing: Pairing, household: Household, *, since: date | None = None) -> HouseholdPairing:
    with changing(by=None, reason=REASON):
        return HouseholdPairing.objects.create(pairing=pairing, household=household, since=since or pairing.since)


def make_enterprise_visit(pairing: Pairing, household: Household, **facts: Any) -> EnterpriseVisit:
    """Pairs the household where it is not yet."""
    if not pairing.household_pairings.filter(household=household).exists():
        pair_household(pairing, household)
    told = {"visited_on": VISITED, "visitor_name": "刘志成", "learned": "儿子想在家门口找活"} | facts
    with changing(by=None, reason=REASON):
        return EnterpriseVisit.objects.create(pairing=pairing, household=household, **told)


def choose_mode(pairing: Pairing, mode: Mode, *, chosen_on: date = CHOSEN) -> ModeChoice:
    with changing(by=None, reason=REASON):
        return ModeChoice.objects.get_or_create(pairing=pairing, mode=mode, defaults={"chosen_on": chosen_on})[0]


def make_pledge(pairing: Pairing, mode: Mode, **facts: Any) -> Pledge:
    """With the choice of the mode; a household must have been visited before."""
    choice = choose_mode(pairing, mode)
    told = _PLEDGES[mode] | {"pledged_on": PLEDGED} | facts
    with changing(by=None, reason=REASON):
        return Pledge.objects.create(choice=choice, mode=mode, **told)


def make_delivery(
    pledge: Pledge,
    reached: Iterable[Household | Member | dict[str, Any]] = (),
    *,
    confirmed_by: User | None = None,
    **facts: Any,
) -> Delivery:
    """`reached` are households, members, or all facts of a beneficiary. Confirmed where somebody is named."""
    mode = Mode(pledge.mode)
    rows = [_beneficiary(mode, one) for one in reached]
    told = _DELIVERIES[mode] | {"delivered_on": DELIVERED} | facts
    if mode is Mode.EMPLOYMENT:
        told.setdefault("count", len(rows))
    told.setdefault("reported_by", make_user(Role.ENTERPRISE))
    with changing(by=None, reason=REASON):
        delivery = Delivery.objects.create(pledge=pledge, mode=mode, **told)
        for row in rows:
            row.delivery = delivery
            row.save()
        if confirmed_by:
            delivery.state, delivery.answered_by = DeliveryState.CONFIRMED, confirmed_by
            delivery.answered_on = delivery.delivered_on + timedelta(days=3)
            delivery.save()
    return delivery


def _beneficiary(mode: Mode, one: Household | Member | dict[str, Any]) -> Beneficiary:
    if isinstance(one, dict):
        facts = dict(one)
    elif isinstance(one, Member):
        facts = {"member": one, "household": one.household}
    else:
        facts = {"household": one}
    if "member" in facts:
        facts.setdefault("household", facts["member"].household)
    usual: dict[Mode, dict[str, Any]] = {
        Mode.TRADE: {"amount": 100_000},
        Mode.EMPLOYMENT: {"monthly_pay": 230_000, "since": DELIVERED},
        Mode.SKILLS: {"attendances": 1, "completed": True},
    }
    return Beneficiary(mode=mode, **usual.get(mode, {}) | facts)


def make_delivery_file(delivery: Delivery, *, caption: str = "过秤单") -> DeliveryFile:
    with changing(by=None, reason=REASON):
        return DeliveryFile.objects.create(delivery=delivery, file=make_file(seed=delivery.pk), caption=caption)


def make_gift_use(delivery: Delivery, *, amount: int = 200_000, **facts: Any) -> GiftUse:
    told = {"used_on": date(2017, 10, 20), "what": "发放助学金", "households": 3} | facts
    with changing(by=None, reason=REASON):
        return GiftUse.objects.create(delivery=delivery, amount=amount, **told)
