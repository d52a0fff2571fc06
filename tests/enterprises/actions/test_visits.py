"""A visit of an enterprise is to a household that was paired on that day (R5.1)."""

from datetime import date, timedelta

import pytest

from enterprises.actions.visits import correct_visit, record_enterprise_visit
from enterprises.codes import Need
from enterprises.models import EnterpriseVisit, Pairing
from households.models import Household
from office.demo.builders import make_household, make_user, make_village
from office.demo.giving import (
    CHOSEN,
    PAIRED,
    VISITED,
    choose_mode,
    make_enterprise,
    pair_household,
    pair_village,
)
from povertyplan.accounts.matrix import Role
from povertyplan.audit.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2017, 11, 16)


@pytest.fixture
def household() -> Household:
    return make_household(make_village(), head_name="李长根")


@pytest.fixture
def pairing(household: Household) -> Pairing:
    pairing = pair_village(make_enterprise(), household.village)
    pair_household(pairing, household)
    return pairing


def visit(pairing: Pairing, household: Household, **facts: object) -> EnterpriseVisit:
    told: dict[str, object] = {
        "visited_on": VISITED,
        "visitor_name": "刘志成",
        "by_head": True,
        "learned": "儿子想在家门口找活",
        "needs": [Need.JOB],
        "today": TODAY,
        "by": None,
    }
    return record_enterprise_visit(pairing, household, **(told | facts))  # type: ignore[arg-type]


def refused(pairing: Pairing, household: Household, **facts: object) -> Refused:
    with pytest.raises(Refused) as caught:
        visit(pairing, household, **facts)
    assert EnterpriseVisit.objects.count() == 0
    return caught.value


def test_visit_keeps_what_was_learned(pairing: Pairing, household: Household) -> None:
    row = visit(pairing, household, needs=[Need.SCHOOLING, Need.JOB, Need.JOB])
    assert (row.by_head, row.needed) == (True, [Need.JOB, Need.SCHOOLING])


def test_visit_sent_twice_is_one(pairing: Pairing, household: Household) -> None:
    assert visit(pairing, household) == visit(pairing, household)


def test_visit_in_the_future_is_refused(pairing: Pairing, household: Household) -> None:
    refusal = refused(pairing, household, visited_on=TODAY + timedelta(days=1))
    assert (refusal.field, refusal.message) == ("visited_on", "走访日期还没有到，写去的那天")


def test_visit_before_the_pairing_is_refused(pairing: Pairing, household: Household) -> None:
    refusal = refused(pairing, household, visited_on=PAIRED - timedelta(days=1))
    assert refusal.field == "visited_on"
    assert "2017-03-08 起结对" in refusal.message


def test_visit_after_the_pairing_is_refused(pairing: Pairing, household: Household) -> None:
    pairing.household_pairings.update(until=VISITED - timedelta(days=1))
    assert "不再结对" in refused(pairing, household).message


def test_household_that_is_not_paired_is_refused(pairing: Pairing, household: Household) -> None:
    refusal = refused(pairing, make_household(household.village, head_name="周启发"))
    assert refusal.field == "household"
    assert refusal.message.startswith("周启发 户没有和这家企业结对")


@pytest.mark.parametrize("field", ["visitor_name", "learned"])
def test_visit_says_who_went_and_what_was_learned(pairing: Pairing, household: Household, field: str) -> None:
    assert refused(pairing, household, **{field: " "}).field == field


def test_correction_keeps_the_household(pairing: Pairing, household: Household) -> None:
    row = visit(pairing, household)
    changed = correct_visit(
        row,
        visited_on=VISITED + timedelta(days=1),
        visitor_name="王厂长",
        by_head=False,
        learned="要销路",
        needs=[Need.MARKET],
        today=TODAY,
        by=make_user(Role.ENTERPRISE),
    )
    assert (changed.pk, changed.household, changed.learned) == (row.pk, household, "要销路")


def test_only_visit_cannot_move_behind_the_mode(pairing: Pairing, household: Household) -> None:
    row = visit(pairing, household)
    choose_mode(pairing, "trade")  # type: ignore[arg-type]
    facts = {"visitor_name": "刘志成", "by_head": True, "learned": "要销路", "needs": [], "today": TODAY}
    by = make_user(Role.ENTERPRISE)
    with pytest.raises(Refused, match="方式是 2017-04-06 选的") as caught:
        correct_visit(row, visited_on=CHOSEN + timedelta(days=1), by=by, **facts)  # type: ignore[arg-type]
    assert caught.value.field == "visited_on"
    visit(pairing, household, visited_on=CHOSEN)
    assert correct_visit(row, visited_on=CHOSEN + timedelta(days=1), by=by, **facts)  # type: ignore[arg-type]
