"""Postings, baseline, indicators and village facts change only as the rules allow, and leave a trace."""

from datetime import date
from decimal import Decimal

import pytest

from office.demo.builders import make_user, post_officer
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.actions import villages as actions
from villages.models import Baseline, Indicator, Posting, Village


def test_posting_an_officer_ends_the_one_before_on_the_day_before(village: Village, office_user: User) -> None:
    old, new = make_user(Role.CADRE), make_user(Role.CADRE)
    post_officer(old, village, since=date(2016, 1, 1))
    actions.post_officer(village, new, since=date(2017, 11, 16), by=office_user)
    assert village.officer(on=date(2017, 11, 15)) == old
    assert village.officer(on=date(2017, 11, 16)) == new


def test_posting_keeps_who_did_it(village: Village, office_user: User) -> None:
    posting = actions.post_officer(village, make_user(Role.CADRE), since=date(2017, 11, 1), by=office_user)
    event = posting.history.get()
    assert event.pgh_context.metadata["user_name"] == office_user.name
    assert event.pgh_context.metadata["reason"] == "派驻扶贫专干"


def test_only_a_cadre_in_use_is_posted(village: Village, office_user: User) -> None:
    for user in (make_user(Role.LEADER), make_user(Role.CADRE, is_active=False)):
        with pytest.raises(Refused) as refusal:
            actions.post_officer(village, user, since=date(2017, 11, 16), by=office_user)
        assert refusal.value.field == "user"


def test_a_posting_does_not_begin_before_a_later_one(village: Village, office_user: User) -> None:
    post_officer(make_user(Role.CADRE, name="马俊"), village, since=date(2017, 6, 1))
    with pytest.raises(Refused, match="2017-06-01 起已派了马俊"):
        actions.post_officer(village, make_user(Role.CADRE), since=date(2017, 5, 1), by=office_user)


def test_the_same_officer_is_not_posted_twice(cadre: User, village: Village, office_user: User) -> None:
    with pytest.raises(Refused, match="已经在这个村"):
        actions.post_officer(village, cadre, since=date(2017, 11, 16), by=office_user)


def test_an_ended_posting_ends_the_cadres_sight(cadre: User, village: Village, office_user: User) -> None:
    actions.end_posting(Posting.objects.get(), until=date(2017, 11, 15), by=office_user)
    assert not Village.objects.visible_to(cadre).exists()


def test_a_posting_ends_after_it_began_and_once(cadre: User, office_user: User) -> None:
    posting = Posting.objects.get()
    with pytest.raises(Refused, match="结束不能更早"):
        actions.end_posting(posting, until=date(2015, 12, 31), by=office_user)
    actions.end_posting(posting, until=date(2017, 11, 15), by=office_user)
    with pytest.raises(Refused, match="已在 2017-11-15 结束"):
        actions.end_posting(posting, until=date(2017, 12, 1), by=office_user)


def test_the_baseline_of_a_day_is_corrected_not_doubled(office_user: User) -> None:
    facts = {"starts_on": date(2017, 1, 1), "deadline": date(2018, 12, 31), "persons": 1524, "source": "计划"}
    actions.set_baseline(**facts, households=842, by=office_user)
    actions.set_baseline(**facts, households=824, by=office_user)
    assert Baseline.objects.get().households == 824
    assert Baseline.objects.get().history.count() == 2


def test_an_indicator_has_one_value_a_year(village: Village, office_user: User) -> None:
    for amount in (Decimal(32000), Decimal(36000)):
        actions.record_indicator(
            village,
            indicator=Indicator.COLLECTIVE_INCOME,
            year=2017,
            amount=amount,
            source="村财务公开栏",
            by=office_user,
        )
    assert village.indicator_values.get().amount == 36000


def test_village_facts_change_with_a_trace(village: Village, office_user: User) -> None:
    actions.change_village(village, leader_name="李志远", leader_duty="副主任", by=office_user)
    village.refresh_from_db()
    assert village.leader_name == "李志远"
    assert village.history.latest("pgh_id").pgh_context.metadata["reason"] == "改村情"
