"""An enterprise's gift to the fund: one amount in one row, confirmed by its receipt, followed through the books."""

from collections.abc import Callable
from datetime import date
from random import Random
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.actions.deliveries import confirm_delivery, return_delivery, void_delivery
from enterprises.actions.gift_uses import record_use
from enterprises.codes import DeliveryState, Mode, Recipient
from enterprises.models import Delivery, Pairing
from enterprises.totals import mode_totals
from funds.actions.vouchers import approve_voucher, reverse_entry
from funds.codes import FundSource, Use
from funds.gifts import BookedGift, gifts_waiting
from funds.models import Fund, Posting, Voucher
from office.demo.builders import make_household, make_user, make_village
from office.demo.funding import PAID, agree, approver, earmark, make_application, make_fund, pay, receive, write_receipt
from office.demo.giving import make_delivery, make_enterprise, make_enterprise_visit, make_pledge
from office.demo.giving import pair_village as pair
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.models import Village

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
GIVEN = 15_000_00


@pytest.fixture
def pairing(village: Village) -> Pairing:
    pairing = pair(make_enterprise("宏达食品"), village)
    make_enterprise_visit(pairing, make_household(village, head_name="李长根"))
    return pairing


@pytest.fixture
def fund(village: Village) -> Fund:
    return make_fund(village)


def give(pairing: Pairing, *, amount: int = GIVEN, **facts: object) -> Delivery:
    pledge = make_pledge(pairing, Mode.DONATION, what="助医款", recipient=Recipient.FUND, amount=amount)
    return make_delivery(pledge, amount=amount, **facts)


def book(fund: Fund, gift: Delivery) -> Voucher:
    return write_receipt(
        fund,
        amount=gift.amount or 0,
        account=earmark(fund, FundSource.SPONSORSHIP),
        day=gift.delivered_on,
        memo="企业赞助",
        counterparty="宏达食品",
        delivery=gift,
    )


def post(fund: Fund, gift: Delivery) -> Voucher:
    voucher = book(fund, gift)
    approve_voucher(voucher, today=PAID, by=approver())
    return Voucher.objects.get(pk=voucher.pk)


def test_posted_receipt_confirms_the_gift(fund: Fund, pairing: Pairing) -> None:
    gift = give(pairing)
    assert list(gifts_waiting(fund)) == [gift]
    voucher = post(fund, gift)
    gift.refresh_from_db()
    assert (gift.state, gift.answered_by) == (DeliveryState.CONFIRMED, voucher.approved_by)
    assert gift.answered_on is not None
    assert gift.answered_on >= gift.delivered_on
    assert not gifts_waiting(fund).exists()


def test_same_single_amount_on_the_enterprise_page_and_in_the_ledger(
    fund: Fund, pairing: Pairing, client_of: SignIn
) -> None:
    """Acceptance check 13: one row, linked, counted once."""
    gift = give(pairing, amount=12_345_67)
    voucher = post(fund, gift)
    legs = Posting.objects.filter(entry=voucher.entry, account__kind="bank")
    assert [leg.amount for leg in legs] == [gift.amount]
    totals = mode_totals(on=timezone.localdate())
    assert totals.mode(Mode.DONATION).delivered == gift.amount
    assert Voucher.objects.filter(delivery=gift).count() == Delivery.objects.count() == 1
    office = client_of(make_user(Role.OFFICE))
    page = office.get(pairing.enterprise.get_absolute_url()).content.decode()
    assert "12,345.67" in page
    page = office.get(gift.get_absolute_url()).content.decode()
    assert "12,345.67 元还没有用" in page


def test_village_cannot_confirm_what_the_books_confirm(fund: Fund, pairing: Pairing, client_of: SignIn) -> None:
    gift, officer = give(pairing), make_user(Role.OFFICE)
    with pytest.raises(Refused, match="由基金出纳记收入"):
        confirm_delivery(gift, today=PAID, by=officer)
    page = client_of(officer).get(gift.get_absolute_url()).content.decode()
    assert "确认到位" not in page
    assert "出纳按银行流水记收入" in page
    assert not Delivery.objects.waiting_for_village().exists()


def test_without_a_fund_the_village_confirms_as_before(pairing: Pairing) -> None:
    gift = give(pairing)
    assert list(Delivery.objects.waiting_for_village()) == [gift]
    assert confirm_delivery(gift, today=date(2017, 10, 2), by=make_user(Role.CADRE)).is_confirmed


def test_gift_confirmed_before_there_was_a_fund_gets_its_receipt(pairing: Pairing) -> None:
    gift = give(pairing, confirmed_by=make_user(Role.CADRE))
    fund = make_fund(pairing.village)
    assert list(gifts_waiting(fund)) == [gift]
    post(fund, gift)
    assert not gifts_waiting(fund).exists()


def test_who_reported_cannot_post_the_receipt(fund: Fund, pairing: Pairing) -> None:
    leader = make_user(Role.LEADER)
    gift = give(pairing, reported_by=leader)
    voucher = book(fund, gift)
    with pytest.raises(Refused, match="报的人不能自己确认"):
        approve_voucher(voucher, today=PAID, by=leader)
    assert not Posting.objects.exists()


def test_returned_gift_takes_no_receipt(fund: Fund, pairing: Pairing) -> None:
    gift = give(pairing)
    voucher = book(fund, gift)
    return_delivery(gift, reason="没有这笔钱", today=date(2017, 10, 2), by=make_user(Role.CADRE))
    with pytest.raises(Refused, match="已经退回"):
        approve_voucher(voucher, today=PAID, by=approver())
    assert not Posting.objects.exists()
    assert not gifts_waiting(fund).exists()


def test_gifts_of_other_villages_and_to_the_village_are_not_offered(fund: Fund, pairing: Pairing) -> None:
    make_delivery(make_pledge(pairing, Mode.DONATION))
    elsewhere = pair(pairing.enterprise, make_village())
    make_enterprise_visit(elsewhere, make_household(elsewhere.village))
    give(elsewhere)
    assert not gifts_waiting(fund).exists()
    voucher = book(fund, give(pairing))
    assert not gifts_waiting(fund).exists()
    assert list(gifts_waiting(fund, of=voucher)) == [voucher.delivery]


def test_reversed_receipt_voids_the_gift(fund: Fund, pairing: Pairing) -> None:
    gift = give(pairing)
    entry = post(fund, gift).entry
    with pytest.raises(Refused, match="入了账的冲红"):
        void_delivery(gift, reason="重复", today=PAID, by=make_user(Role.OFFICE))
    back = reverse_entry(entry, idem=uuid4(), day=date(2017, 10, 9), reason="汇错户", by=make_user(Role.KEEPER))
    approve_voucher(back, today=date(2017, 10, 9), by=approver())
    gift.refresh_from_db()
    assert (gift.state, gift.void_reason) == (DeliveryState.VOID, "基金冲红：汇错户")
    assert mode_totals(on=timezone.localdate()).mode(Mode.DONATION).delivered == 0


def test_uses_of_a_gift_to_a_fund_are_not_typed(fund: Fund, pairing: Pairing) -> None:
    gift = give(pairing)
    post(fund, gift)
    told = {"used_on": date(2017, 10, 20), "what": "买药", "amount": 1_00, "households": 1}
    with pytest.raises(Refused, match="按基金账上的支出算"):
        record_use(Delivery.objects.get(pk=gift.pk), **told, today=date(2017, 11, 1), by=make_user(Role.CADRE))


def test_giver_follows_the_payments(fund: Fund, pairing: Pairing, client: Client) -> None:
    first, second = give(pairing, amount=3_000_00), give(pairing, amount=5_000_00)
    for gift in (first, second):
        post(fund, gift)
    households = [make_household(fund.village, head_name=name) for name in ("何明秀", "柯有田")]
    application = agree(make_application(fund, households, amount=4_000_00, use=Use.MEDICAL, what="补助住院"))
    sponsored = earmark(fund, FundSource.SPONSORSHIP)
    pay(application, amount=4_000_00, account=sponsored)
    page = client.get(reverse("enterprises:gift", args=[first.code])).content.decode()
    assert "进村扶贫基金，都用完了" in page
    assert "补助住院（助医）" in page
    assert "何明秀" not in page
    other = BookedGift.of(Delivery.objects.get(pk=second.pk))
    assert ([use.amount for use in other.uses], other.left) == ([1_000_00], 4_000_00)
    assert other.uses[0].households == 2


def test_a_villagers_name_in_an_application_stays_inside(fund: Fund, pairing: Pairing) -> None:
    gift = give(pairing)
    post(fund, gift)
    application = agree(make_application(fund, amount=1_000_00, use=Use.MEDICAL, what="李长根住院"))
    pay(application, amount=1_000_00, account=earmark(fund, FundSource.SPONSORSHIP))
    assert [use.what for use in BookedGift.of(gift).uses] == ["助医"]


def test_parts_of_all_gifts_add_up_to_the_payments(fund: Fund, pairing: Pairing) -> None:
    """Random gifts, receipts of nobody's, payments and a reversal: nothing is told twice or left out."""
    random, sponsored = Random(7), earmark(fund, FundSource.SPONSORSHIP)
    gifts = []
    for _ in range(6):
        gifts.append(give(pairing, amount=random.randint(1, 5_000_00)))
        post(fund, gifts[-1])
        if random.random() < 0.5:
            receive(fund, amount=random.randint(1, 2_000_00), account=sponsored)
    room = -sponsored.balance.amount
    application = agree(make_application(fund, amount=room, use=Use.MEDICAL))
    paid = [pay(application, amount=room // 9, account=sponsored) for _ in range(5)]
    back = reverse_entry(paid[2], idem=uuid4(), day=date(2017, 10, 9), reason="退款", by=make_user(Role.KEEPER))
    approve_voucher(back, today=date(2017, 10, 9), by=approver())
    booked = [BookedGift.of(gift) for gift in gifts]
    assert all(gift.used + gift.left == gift.amount and gift.left >= 0 for gift in booked)
    others = sum(v.amount for v in Voucher.objects.filter(kind="receipt", delivery=None))
    used = sum(gift.used for gift in booked)
    total = 4 * (room // 9)
    assert total - others <= used <= total
