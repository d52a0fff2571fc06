"""The giver's page answers whoever holds the code, with numbers and nobody's name (R5.2, P10)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from enterprises.codes import DeliveryState, Gift, Mode, Recipient, ValueBasis
from enterprises.giver import GiftTrace
from enterprises.models import Delivery, GiftUse, Pairing
from households.models import Household
from office.demo.builders import make_household, make_user, make_village
from office.demo.giving import (
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_gift_use,
    make_pledge,
    pair_village,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from villages.models import Village

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=4, head_name="李长根")


@pytest.fixture
def pairing(household: Household) -> Pairing:
    pairing = pair_village(make_enterprise("宏达食品"), household.village)
    make_enterprise_visit(pairing, household)
    return pairing


def given(
    pairing: Pairing, mode: Mode, reached: list[Any], *, facts: dict[str, Any] | None = None, **pledge: Any
) -> Delivery:
    confirmed_by = make_user(Role.CADRE)
    return make_delivery(make_pledge(pairing, mode, **pledge), reached, confirmed_by=confirmed_by, **facts or {})


def page(client: Client, code: str) -> str:
    response = client.get(reverse("enterprises:gift", args=[code]))
    assert response.status_code == 200
    return response.content.decode()


def test_code_opens_with_spaces_and_in_lower_case(client: Client, pairing: Pairing) -> None:
    gift = given(pairing, Mode.DONATION, [])
    for typed in (gift.code, gift.grouped_code, gift.code.lower(), f" {gift.grouped_code.lower()} "):
        assert "宏达食品" in page(client, typed)


def test_unknown_code_is_answered_kindly(client: Client) -> None:
    response = client.get(reverse("enterprises:gift", args=["AAAA BBBB CCCC"]))
    assert response.status_code == 404
    assert "没有这个编号" in response.content.decode()
    assert "监督电话" in response.content.decode()


def test_gift_to_the_village_is_followed_to_each_use(client: Client, pairing: Pairing) -> None:
    facts = {"amount": 1_000_000, "receipt_no": "鄂捐 0012", "receipt_issuer": "区慈善会"}
    gift = given(pairing, Mode.DONATION, [], facts=facts)
    assert "10,000 元还没有用" in page(client, gift.code)
    make_gift_use(gift, amount=400_000, what="发放助学金", households=4)
    make_gift_use(gift, amount=250_000, what="买书包", households=25)
    said = page(client, gift.code)
    for words in ("余 3,500 元还没有用", "发放助学金", "4,000.00", "买书包", "区慈善会 鄂捐 0012", "村里已确认"):
        assert words in said
    make_gift_use(gift, amount=350_000)
    assert "都用完了" in page(client, gift.code)


def test_goods_are_counted_by_the_piece(pairing: Pairing) -> None:
    facts = {"amount": 300_000, "quantity": Decimal(60), "basis": ValueBasis.INVOICE}
    gift = given(pairing, Mode.DONATION, [], facts=facts, gift=Gift.GOODS, what="书包", quantity_unit="个")
    assert GiftTrace.of(gift).measure == "60 个，折价 3,000 元（按发票）"


@pytest.mark.parametrize(
    ("mode", "reached", "where"),
    [
        (Mode.DONATION, {"amount": 30_000}, "送到 1 户，合 300 元"),
        (Mode.TRADE, {"amount": 68_000}, "和 1 户做成，付给他们 680 元"),
        (Mode.INDUSTRY, {"amount": 20_000}, "带动 1 户，分到户 200 元"),
    ],
)
def test_what_reached_households_is_a_number(
    pairing: Pairing, household: Household, mode: Mode, reached: dict[str, Any], where: str
) -> None:
    more = {"recipient": Recipient.HOUSEHOLDS} if mode is Mode.DONATION else {}
    assert GiftTrace.of(given(pairing, mode, [{"household": household} | reached], **more)).where == where


def test_jobs_and_courses_count_people_once(pairing: Pairing, household: Household) -> None:
    first, second = household.members.order_by("birth_date")[1:3]
    assert GiftTrace.of(given(pairing, Mode.EMPLOYMENT, [first, second])).where == "2 人上岗，来自 1 户"
    rows = [{"member": one, "attendances": 3, "completed": True} for one in (first, second)]
    assert GiftTrace.of(given(pairing, Mode.SKILLS, rows)).where == "2 人参加，6 人次，来自 1 户"


@pytest.mark.parametrize("mode", Mode)
def test_page_names_nobody_and_no_other_giver(
    client: Client, pairing: Pairing, household: Household, mode: Mode
) -> None:
    other = pair_village(make_enterprise("惠农商行"), household.village)
    make_enterprise_visit(other, household)
    given(other, Mode.TRADE, [household])
    person = household.members.order_by("birth_date")[2]
    reached: list[Any] = [person] if mode in (Mode.EMPLOYMENT, Mode.SKILLS) else [household]
    gift = given(pairing, mode, reached, **{"recipient": Recipient.HOUSEHOLDS} if mode is Mode.DONATION else {})
    said = page(client, gift.code)
    for name in (*household.members.values_list("name", flat=True), household.registry_no, "惠农商行"):
        assert name not in said
    assert pairing.enterprise.phone not in said


def test_villagers_name_in_a_pledge_is_not_shown(client: Client, pairing: Pairing) -> None:
    gift = given(pairing, Mode.DONATION, [], what="资助李长根儿子上学")
    said = page(client, gift.code)
    assert "李长根" not in said
    assert "捐赠扶贫" in said


def test_what_is_not_confirmed_says_so_and_nothing_of_whom_it_reached(
    client: Client, pairing: Pairing, household: Household
) -> None:
    waiting = make_delivery(make_pledge(pairing, Mode.TRADE), [household])
    said = page(client, waiting.code)
    assert "等村里确认" in said
    assert "1 户" not in said


def test_void_gift_says_so_and_not_why(client: Client, pairing: Pairing) -> None:
    gift = given(pairing, Mode.DONATION, [])
    with changing(by=None, reason="试"):
        gift.state, gift.voided_on, gift.void_reason = DeliveryState.VOID, date(2017, 11, 1), "李长根没有收到"
        gift.save()
    said = page(client, gift.code)
    assert "已经作废" in said
    assert "李长根" not in said


def test_page_is_light_and_not_kept(client: Client, pairing: Pairing) -> None:
    gift = given(pairing, Mode.DONATION, [])
    for n in range(4):
        make_gift_use(gift, amount=100_000 + n)
    response = client.get(reverse("enterprises:gift", args=[gift.code]))
    assert len(response.content) < 11_000
    assert response.headers["Cache-Control"] == "no-store"


# ── recording a use ──────────────────────────────────


def test_cadre_records_a_use(pairing: Pairing, cadre: User, client_of: SignIn) -> None:
    gift = given(pairing, Mode.DONATION, [])
    client = client_of(cadre)
    typed = {"used_on": "2017-10-20", "what": "发放助学金", "amount": "2000", "households": "4"}
    answer = client.post(reverse("enterprises:delivery_use_create", args=[gift.pk]), typed)
    assert answer.status_code == 302
    use = GiftUse.objects.get()
    assert (use.amount, use.households, use.recorded_by) == (200_000, 4, cadre)
    assert "发放助学金" in client.get(answer.headers["Location"]).content.decode()


def test_refused_use_keeps_what_was_typed(pairing: Pairing, cadre: User, client_of: SignIn) -> None:
    gift = given(pairing, Mode.DONATION, [])
    typed = {"used_on": "2017-10-20", "what": "修路", "amount": "999999", "households": "4"}
    answer = client_of(cadre).post(reverse("enterprises:delivery_use_create", args=[gift.pk]), typed)
    assert answer.status_code == 422
    assert "只剩" in answer.content.decode()
    assert 'value="999999"' in answer.content.decode()


def test_use_is_corrected(pairing: Pairing, cadre: User, client_of: SignIn) -> None:
    use = make_gift_use(given(pairing, Mode.DONATION, []))
    client, url = client_of(cadre), reverse("enterprises:gift_use_edit", args=[use.pk])
    seen = client.get(url).context["form"].initial["seen"]
    typed = {"used_on": "2017-10-21", "what": "买书包", "amount": "1000", "households": "5", "seen": seen}
    assert client.post(url, typed).status_code == 302
    assert GiftUse.objects.get().what == "买书包"


def test_contact_does_not_record_uses(pairing: Pairing, client_of: SignIn) -> None:
    gift = given(pairing, Mode.DONATION, [])
    url = reverse("enterprises:delivery_use_create", args=[gift.pk])
    assert client_of(make_user(Role.ENTERPRISE)).get(url).status_code == 403


def test_foreign_gift_is_not_theirs(cadre: User, client_of: SignIn) -> None:
    abroad = make_household(make_village())
    pairing = pair_village(make_enterprise(), abroad.village)
    make_enterprise_visit(pairing, abroad)
    gift = given(pairing, Mode.DONATION, [])
    url = reverse("enterprises:delivery_use_create", args=[gift.pk])
    assert client_of(cadre).get(url).status_code == 404
