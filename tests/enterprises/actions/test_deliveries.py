"""A delivery is reported, confirmed by another, returned or void; every guard is a sentence at its field (R5.2)."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from enterprises.actions.deliveries import (
    confirm_delivery,
    correct_delivery,
    end_post,
    report_delivery,
    return_delivery,
    void_delivery,
)
from enterprises.actions.reached import Reached
from enterprises.codes import DeliveryState, Gift, Mode, Recipient, ValueBasis
from enterprises.models import Beneficiary, Delivery, Pairing, Pledge
from households.models import Household, IncomeLine, Measure, Member
from office.demo.builders import make_household, make_user, make_village
from office.demo.giving import (
    DELIVERED,
    PLEDGED,
    make_enterprise,
    make_enterprise_visit,
    make_gift_use,
    make_pledge,
    pair_village,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from tests.papers import PDF, WORD, photo

pytestmark = pytest.mark.django_db
TODAY = date(2017, 11, 16)


@pytest.fixture
def household() -> Household:
    return make_household(make_village(name="柳河村"), members=4, head_name="李长根")


@pytest.fixture
def pairing(household: Household) -> Pairing:
    pairing = pair_village(make_enterprise(), household.village)
    make_enterprise_visit(pairing, household)
    return pairing


@pytest.fixture
def contact() -> User:
    return make_user(Role.ENTERPRISE, name="刘志成")


@pytest.fixture
def cadre() -> User:
    return make_user(Role.CADRE, name="何芳")


@pytest.fixture
def bought(pairing: Pairing) -> Pledge:
    return make_pledge(pairing, Mode.TRADE, amount=18_000_000)


@pytest.fixture
def posts(pairing: Pairing) -> Pledge:
    return make_pledge(pairing, Mode.EMPLOYMENT, count=3)


def report(pledge: Pledge, reached: list[Reached], **facts: Any) -> Delivery:
    told = {"delivered_on": DELIVERED, "today": TODAY, "by": None} | facts
    return report_delivery(pledge, reached=reached, **told)


def share(household: Household, amount: int = 100_000) -> Reached:
    return Reached(household, amount=amount)


def hired(member: Member, **facts: Any) -> Reached:
    return Reached(member.household, member, **{"monthly_pay": 230_000, "since": DELIVERED} | facts)


def adult(household: Household) -> Member:
    return household.members.order_by("birth_date")[0]


def refused(pledge: Pledge, reached: list[Reached], **facts: Any) -> Refused:
    before = Delivery.objects.count()
    with pytest.raises(Refused) as caught:
        report(pledge, reached, **facts)
    assert Delivery.objects.count() == before
    return caught.value


def test_report_names_whom_it_reached(bought: Pledge, household: Household, contact: User) -> None:
    delivery = report(bought, [share(household)], amount=3_100_000, by=contact)
    assert (delivery.state, delivery.reported_by) == (DeliveryState.REPORTED, contact)
    assert [(b.household, b.amount) for b in delivery.beneficiaries.all()] == [(household, 100_000)]


def test_report_sent_twice_is_one(bought: Pledge, household: Household, contact: User) -> None:
    first = report(bought, [share(household)], amount=3_100_000, by=contact)
    assert report(bought, [share(household)], amount=3_100_000, by=contact) == first
    other = report(bought, [share(household, 200_000)], amount=3_100_000, by=contact)
    assert other != first


def test_more_than_the_pledge_is_refused_and_told_what_is_left(bought: Pledge, household: Household) -> None:
    report(bought, [share(household)], amount=15_200_000)
    refusal = refused(bought, [share(household)], amount=2_800_100)
    words = "承诺 18 万元，已报 15.2 万元，这次最多报 2.8 万元；要多给先改承诺"
    assert (refusal.field, refusal.message) == ("amount", words)
    report(bought, [share(household)], amount=2_800_000)
    assert "已经报满" in refused(bought, [share(household)], amount=100).message


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"delivered_on": TODAY + timedelta(days=1)}, "delivered_on", "还没有到"),
        ({"delivered_on": PLEDGED - timedelta(days=1)}, "delivered_on", "承诺是 2017-04-20 写的"),
        ({"amount": None}, "amount", "填写"),
        ({"amount": 0}, "amount", "大于 0"),
        ({"amount": -100}, "amount", "大于 0"),
        ({"count": 3}, "count", "商贸扶贫不记"),
        ({"receipt_no": "捐 001"}, "receipt_no", "不记"),
    ],
)
def test_report_is_refused_at_its_field(
    bought: Pledge, household: Household, facts: dict[str, Any], field: str, words: str
) -> None:
    refusal = refused(bought, [share(household)], **{"amount": 3_100_000} | facts)
    assert refusal.field == field
    assert words in refusal.message


def test_shares_are_not_more_than_the_whole(bought: Pledge, household: Household) -> None:
    refusal = refused(bought, [share(household, 3_200_000)], amount=3_100_000)
    assert (refusal.field, refusal.message) == ("amount", "各户加起来 3.2 万元，比这次的 3.1 万元多")


def test_share_of_a_sale_is_asked_for(bought: Pledge, household: Household) -> None:
    refusal = refused(bought, [Reached(household)], amount=3_100_000)
    assert (refusal.field, refusal.message) == (f"amount_{household.pk}", "写上李长根 户得了多少")


def test_household_of_another_village_is_refused(bought: Pledge) -> None:
    stranger = make_household(make_village(), head_name="周启发")
    assert refused(bought, [share(stranger)], amount=3_100_000).message.startswith("周启发 户不在柳河村")


def test_household_written_twice_is_refused(bought: Pledge, household: Household) -> None:
    assert "写了两次" in refused(bought, [share(household), share(household)], amount=3_100_000).message


def test_goods_need_basis_and_quantity(pairing: Pairing) -> None:
    goods = make_pledge(pairing, Mode.DONATION, gift=Gift.GOODS, what="书包")
    assert refused(goods, [], amount=100_000).field == "basis"
    assert refused(goods, [], amount=100_000, basis=ValueBasis.INVOICE).field == "quantity"
    assert report(goods, [], amount=100_000, basis=ValueBasis.INVOICE, quantity=40).pk


def test_receipt_names_who_issued_it(pairing: Pairing) -> None:
    gift = make_pledge(pairing, Mode.DONATION)
    assert refused(gift, [], amount=100_000, receipt_no="鄂捐 001").field == "receipt_issuer"


def test_gift_to_households_names_them(pairing: Pairing) -> None:
    gift = make_pledge(pairing, Mode.DONATION, recipient=Recipient.HOUSEHOLDS)
    assert "写上给了哪些户" in refused(gift, [], amount=100_000).message


def test_posts_are_counted_by_name(posts: Pledge, household: Household) -> None:
    assert "按名字" in refused(posts, []).message
    assert refused(posts, [hired(adult(household))], count=2).field == "count"
    assert report(posts, [hired(adult(household))]).count == 1


def test_worker_under_16_is_refused_by_name(posts: Pledge, household: Household) -> None:
    child = adult(household)
    Member.objects.filter(pk=child.pk).update(birth_date=date(2002, 3, 1), name="李晓军")
    child.refresh_from_db()
    refusal = refused(posts, [hired(child)])
    assert (refusal.field, refusal.message) == (
        f"since_{child.pk}",
        "李晓军 2018-03-01 才满 16 岁，在那以前不能上岗",
    )


def test_worker_is_16_on_the_day(posts: Pledge, household: Household) -> None:
    young = adult(household)
    Member.objects.filter(pk=young.pk).update(birth_date=date(2001, 9, 30))
    young.refresh_from_db()
    assert "才满 16 岁" in refused(posts, [hired(young, since=DELIVERED - timedelta(days=1))]).message
    assert report(posts, [hired(young, since=DELIVERED)]).pk


def test_born_on_a_leap_day_is_16_on_the_28th(posts: Pledge, household: Household) -> None:
    young = adult(household)
    Member.objects.filter(pk=young.pk).update(birth_date=date(2000, 2, 29))
    young.refresh_from_db()
    assert report(posts, [hired(young)]).pk


@pytest.mark.parametrize("pay", [0, -1])
def test_pay_is_more_than_nothing(posts: Pledge, household: Household, pay: int) -> None:
    worker = adult(household)
    assert refused(posts, [hired(worker, monthly_pay=pay)]).field == f"monthly_pay_{worker.pk}"


def test_person_of_another_household_is_refused(posts: Pledge, household: Household) -> None:
    stranger = make_household(household.village).members.get()
    row = Reached(household, stranger, monthly_pay=230_000, since=DELIVERED)
    assert "不是李长根 户的人" in refused(posts, [row]).message


def test_person_who_left_is_refused(posts: Pledge, household: Household) -> None:
    worker = adult(household)
    Member.objects.filter(pk=worker.pk).update(left_on=date(2017, 5, 1), leave_reason="1")
    worker.refresh_from_db()
    assert "2017-05-01 已经离开" in refused(posts, [hired(worker)]).message


def test_one_person_is_on_one_post_at_a_time(posts: Pledge, household: Household) -> None:
    worker = adult(household)
    report(posts, [hired(worker, until=DELIVERED + timedelta(days=9))])
    refusal = refused(posts, [hired(worker)], note="又一次")
    assert refusal.field == f"since_{worker.pk}"
    assert "2017-09-30 起已经在一个岗位上，到 2017-10-09 止" in refusal.message
    assert report(posts, [hired(worker, since=DELIVERED + timedelta(days=10))]).pk


def test_first_day_on_the_post_has_been(posts: Pledge, household: Household) -> None:
    assert "还没有到" in refused(posts, [hired(adult(household), since=TODAY + timedelta(days=1))]).message


def test_attendances_stay_within_the_training(pairing: Pairing, household: Household) -> None:
    lesson = make_pledge(pairing, Mode.SKILLS)
    row = Reached(household, adult(household), attendances=3, completed=True)
    assert refused(lesson, [row], count=2, teacher="邹启文").field == "count"
    assert report(lesson, [row], count=3, teacher="邹启文").pk


def test_papers_are_kept_and_limited(bought: Pledge, household: Household) -> None:
    files = [(photo(1), "过秤单"), (PDF, "合同")]
    delivery = report(bought, [share(household)], amount=3_100_000, files=files)
    assert [kept.caption for kept in delivery.files.all()] == ["过秤单", "合同"]
    many = [(photo(n), f"照片{n}") for n in range(2, 8)]
    assert refused(bought, [share(household)], amount=100_000, files=many).field == "attachments"
    assert refused(bought, [share(household)], amount=100_000, files=[(WORD, "信")]).field == "attachments"


@pytest.fixture
def reported(bought: Pledge, household: Household, contact: User) -> Delivery:
    return report(bought, [share(household)], amount=3_100_000, by=contact)


def test_correction_writes_beneficiaries_anew_and_makes_its_author_the_reporter(
    reported: Delivery, household: Household, office_user: User
) -> None:
    other = make_household(household.village)
    changed = correct_delivery(
        reported,
        delivered_on=DELIVERED,
        reached=[share(other, 50_000)],
        amount=2_000_000,
        today=TODAY,
        by=office_user,
    )
    assert (changed.pk, changed.amount, changed.reported_by) == (reported.pk, 2_000_000, office_user)
    assert [b.household for b in changed.beneficiaries.all()] == [other]


def test_correction_may_take_the_room_of_its_own(reported: Delivery, household: Household, contact: User) -> None:
    facts = {"delivered_on": DELIVERED, "reached": [share(household)], "today": TODAY, "by": contact}
    assert correct_delivery(reported, amount=18_000_000, **facts).amount == 18_000_000  # type: ignore[arg-type]


def test_returned_delivery_is_corrected_and_waits_again(
    reported: Delivery, household: Household, contact: User, cadre: User
) -> None:
    return_delivery(reported, reason="过秤单看不清", today=TODAY, by=cadre)
    again = correct_delivery(
        reported, delivered_on=DELIVERED, reached=[share(household)], amount=3_000_000, today=TODAY, by=contact
    )
    assert (again.state, again.answer, again.answered_by) == (DeliveryState.REPORTED, "", None)


def test_confirmed_delivery_is_not_corrected(
    reported: Delivery, household: Household, contact: User, cadre: User
) -> None:
    confirm_delivery(reported, today=TODAY, by=cadre)
    with pytest.raises(Refused, match="已确认，不能再改"):
        correct_delivery(
            reported, delivered_on=DELIVERED, reached=[share(household)], amount=1, today=TODAY, by=contact
        )


def test_confirmation_feeds_income_and_measures_once(reported: Delivery, cadre: User) -> None:
    first = confirm_delivery(reported, today=TODAY, by=cadre)
    confirm_delivery(reported, today=TODAY, by=cadre)
    assert (first.state, first.answered_by, first.answered_on) == (DeliveryState.CONFIRMED, cadre, TODAY)
    assert [line.amount for line in IncomeLine.objects.filter(is_from_enterprise=True)] == [100_000]
    assert Measure.objects.filter(is_from_enterprise=True).count() == 1


def test_nobody_confirms_or_returns_what_he_reported(reported: Delivery, contact: User) -> None:
    with pytest.raises(Refused, match="报的人不能自己确认"):
        confirm_delivery(reported, today=TODAY, by=contact)
    with pytest.raises(Refused, match="报的人不能自己确认"):
        return_delivery(reported, reason="不对", today=TODAY, by=contact)


def test_what_nobody_reported_is_not_confirmed(bought: Pledge, household: Household, cadre: User) -> None:
    with pytest.raises(Refused, match="没有写是谁报的"):
        confirm_delivery(report(bought, [share(household)], amount=100_000), today=TODAY, by=cadre)


def test_confirmed_by_one_is_not_confirmed_by_another(reported: Delivery, cadre: User, office_user: User) -> None:
    confirm_delivery(reported, today=TODAY, by=cadre)
    with pytest.raises(Refused, match="何芳 2017-11-16 已经确认"):
        confirm_delivery(reported, today=TODAY, by=office_user)
    with pytest.raises(Refused, match="已经确认"):
        return_delivery(reported, reason="不对", today=TODAY, by=office_user)


def test_return_needs_words_and_is_one_when_sent_twice(reported: Delivery, cadre: User) -> None:
    with pytest.raises(Refused, match="写上为什么退回") as caught:
        return_delivery(reported, reason=" ", today=TODAY, by=cadre)
    assert caught.value.field == "reason"
    first = return_delivery(reported, reason="过秤单看不清", today=TODAY, by=cadre)
    assert return_delivery(reported, reason="过秤单看不清", today=TODAY, by=cadre) == first
    with pytest.raises(Refused, match="已经退回"):
        confirm_delivery(reported, today=TODAY, by=cadre)


def test_void_takes_back_what_it_brought(reported: Delivery, cadre: User, office_user: User) -> None:
    confirm_delivery(reported, today=TODAY, by=cadre)
    with pytest.raises(Refused, match="写上为什么作废") as caught:
        void_delivery(reported, reason="", today=TODAY, by=office_user)
    assert caught.value.field == "reason"
    gone = void_delivery(reported, reason="重复报了", today=TODAY, by=office_user)
    void_delivery(reported, reason="重复报了", today=TODAY, by=office_user)
    assert (gone.state, gone.void_reason, gone.voided_by) == (DeliveryState.VOID, "重复报了", office_user)
    assert not IncomeLine.objects.filter(is_from_enterprise=True).exists()
    assert not Measure.objects.filter(is_from_enterprise=True).exists()


def test_gift_that_was_used_is_not_void(pairing: Pairing, cadre: User, contact: User, office_user: User) -> None:
    gift = report(make_pledge(pairing, Mode.DONATION), [], amount=1_000_000, by=contact)
    make_gift_use(confirm_delivery(gift, today=DELIVERED, by=cadre))
    with pytest.raises(Refused, match="用到哪里"):
        void_delivery(gift, reason="重复报了", today=TODAY, by=office_user)


@pytest.fixture
def post(posts: Pledge, household: Household, contact: User, cadre: User) -> Beneficiary:
    delivery = report(posts, [hired(adult(household))], by=contact)
    return confirm_delivery(delivery, today=TODAY, by=cadre).beneficiaries.get()


def test_end_of_a_post_ends_wage_and_measure(post: Beneficiary, contact: User) -> None:
    until = date(2017, 10, 31)
    end_post(post, until=until, today=TODAY, by=contact)
    ended = end_post(post, until=until, today=TODAY, by=contact)
    assert ended.until == until
    measure = Measure.objects.get(is_from_enterprise=True)
    assert measure.ended_on == until


def test_end_of_a_post_lies_within_it(post: Beneficiary, contact: User) -> None:
    for until, words in ((TODAY + timedelta(days=1), "还没有到"), (DELIVERED - timedelta(days=1), "才上岗")):
        with pytest.raises(Refused, match=words) as caught:
            end_post(post, until=until, today=TODAY, by=contact)
        assert caught.value.field == "until"


def test_end_moved_later_meets_no_other_post(post: Beneficiary, posts: Pledge, contact: User) -> None:
    end_post(post, until=date(2017, 10, 10), today=TODAY, by=contact)
    assert post.member
    report(posts, [hired(post.member, since=date(2017, 10, 20))], delivered_on=date(2017, 10, 20))
    with pytest.raises(Refused, match="已经在一个岗位上"):
        end_post(post, until=date(2017, 10, 25), today=TODAY, by=contact)


def test_post_that_waits_is_corrected_not_ended(posts: Pledge, household: Household, contact: User) -> None:
    waiting = report(posts, [hired(adult(household))], by=contact).beneficiaries.get()
    with pytest.raises(Refused, match="还没有确认"):
        end_post(waiting, until=TODAY, today=TODAY, by=contact)


def test_one_person_employed_and_trained_is_one_row_in_each_mode(
    posts: Pledge, pairing: Pairing, household: Household, contact: User, cadre: User
) -> None:
    """Acceptance check 12 of the domain, at the level of facts."""
    worker = adult(household)
    lesson = make_pledge(pairing, Mode.SKILLS)
    trained = Reached(household, worker, attendances=4, completed=True)
    for delivery in (
        report(posts, [hired(worker)], by=contact),
        report(lesson, [trained], count=12, teacher="邹启文", by=contact),
    ):
        confirm_delivery(delivery, today=TODAY, by=cadre)
    rows = Beneficiary.objects.confirmed()
    assert Counter(rows.values_list("mode", flat=True)) == {Mode.EMPLOYMENT: 1, Mode.SKILLS: 1}
    assert rows.values("member").distinct().count() == 1
    assert sum(row.attendances or 0 for row in rows) == 4
