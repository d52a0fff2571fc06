"""What advice reads of the registry, and who is left without an enterprise (R5.3)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.advice import HouseholdFacts
from enterprises.advice_facts import enterprise_facts, household_facts
from enterprises.codes import Mode, Need
from enterprises.fairness import best_for, fairness, fitting_households, left_without, modes_for_paired
from enterprises.models import Enterprise
from households.codes import LabourAbility, PovertyCause, PovertyStatus, SchoolStatus, TradeKind, WorkArea
from households.models import Household, Member
from office.demo.builders import make_household, make_user
from office.demo.giving import (
    DELIVERED,
    PAIRED,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_household,
    pair_village,
)
from office.demo.timetables import make_trade
from povertyplan.accounts.matrix import Role
from villages.models import Village

pytestmark = pytest.mark.django_db

ON = date(2017, 11, 16)


@pytest.fixture
def household(village: Village) -> Household:
    made = make_household(village, members=3)
    Member.objects.filter(household=made).update(
        labour_ability=LabourAbility.NONE, work_area="", months_worked=None, school_status=SchoolStatus.NONE
    )
    return made


def facts_of(household: Household) -> HouseholdFacts:
    (facts,) = household_facts(Household.objects.filter(pk=household.pk), on=ON)
    return facts


def oldest(household: Household) -> Member:
    return household.members.order_by("birth_date")[0]


def able(member: Member, **facts: object) -> None:
    Member.objects.filter(pk=member.pk).update(labour_ability=LabourAbility.ORDINARY, **facts)


def test_worker_at_home_is_a_free_hand(household: Household) -> None:
    able(oldest(household))
    facts = facts_of(household)
    assert (facts.people, facts.workers, facts.hands) == (3, 1, 1)


def test_worker_who_is_away_is_no_free_hand(household: Household) -> None:
    able(oldest(household), work_area=WorkArea.ELSEWHERE)
    facts = facts_of(household)
    assert (facts.workers, facts.hands) == (1, 0)


def test_worker_on_a_post_is_no_free_hand_until_it_ends(household: Household, village: Village) -> None:
    worker = oldest(household)
    able(worker)
    pairing = pair_village(make_enterprise(), village)
    make_enterprise_visit(pairing, household)
    ends = {"member": worker, "until": ON - timedelta(days=1)}
    pledge = make_pledge(pairing, Mode.EMPLOYMENT)
    make_delivery(pledge, [ends], confirmed_by=make_user(Role.CADRE))
    assert facts_of(household).hands == 1
    (then,) = household_facts(Household.objects.filter(pk=household.pk), on=DELIVERED)
    assert then.hands == 0


def test_pupil_is_counted_and_who_left_is_not(household: Household) -> None:
    first, second, _ = household.members.order_by("birth_date")
    Member.objects.filter(pk=first.pk).update(school_status=SchoolStatus.PRIMARY)
    Member.objects.filter(pk=second.pk).update(left_on=ON, leave_reason="5")
    facts = facts_of(household)
    assert (facts.people, facts.pupils) == (2, 1)


def test_newest_visit_says_what_is_needed(household: Household, village: Village) -> None:
    pairing = pair_village(make_enterprise(), village)
    make_enterprise_visit(pairing, household, needs=[Need.JOB], visited_on=date(2017, 4, 1))
    make_enterprise_visit(pairing, household, needs=[Need.SKILLS], visited_on=date(2017, 6, 1))
    assert facts_of(household).needs == {Need.SKILLS}


def test_causes_and_trade_are_read(household: Household) -> None:
    Household.objects.filter(pk=household.pk).update(main_cause=PovertyCause.SKILLS, other_causes=[PovertyCause.FUNDS])
    make_trade(household, name="金银花 3 亩")
    facts = facts_of(household)
    assert facts.causes == {PovertyCause.SKILLS, PovertyCause.FUNDS}
    assert facts.has_trade
    assert facts.goods == ("金银花",)


def test_wages_are_nothing_to_sell(household: Household) -> None:
    make_trade(household, name="就近务工", kind=TradeKind.WORK)
    facts = facts_of(household)
    assert (facts.has_trade, facts.goods) == (False, ())


def test_village_without_a_boundary_has_no_point(household: Household, village: Village) -> None:
    assert facts_of(household).point is None
    square = [[[110.0, 32.0], [110.2, 32.0], [110.2, 32.2], [110.0, 32.2], [110.0, 32.0]]]
    Village.objects.filter(pk=village.pk).update(boundary={"type": "Polygon", "coordinates": square})
    assert facts_of(household).point == pytest.approx((110.1, 32.1))


def test_open_posts_and_carried_households_are_the_enterprises_own(household: Household, village: Village) -> None:
    enterprise = make_enterprise()
    pairing = pair_village(enterprise, village)
    make_enterprise_visit(pairing, household)
    make_delivery(
        make_pledge(pairing, Mode.EMPLOYMENT, count=5), [oldest(household)], confirmed_by=make_user(Role.CADRE)
    )
    other = make_enterprise()
    mine, theirs = enterprise_facts([enterprise, other], on=ON)
    assert (mine.open_posts, mine.carried, mine.chosen) == (4, 1, {Mode.EMPLOYMENT})
    assert (theirs.open_posts, theirs.carried, theirs.chosen) == (0, 0, frozenset())


def test_reading_asks_as_often_for_many_as_for_one(village: Village) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            household_facts(Household.objects.all(), on=ON)
            enterprise_facts(Enterprise.objects.all(), on=ON)
        return len(queries)

    make_household(village, members=2)
    make_enterprise()
    one = asked()
    for _ in range(3):
        make_household(village, members=2)
        make_enterprise()
    assert asked() == one


def test_household_is_without_until_it_is_paired_and_again_after(household: Household, village: Village) -> None:
    rows = Household.objects.all()
    pairing = pair_village(make_enterprise(), village)
    paired = pair_household(pairing, household)
    assert not left_without(rows, on=ON).exists()
    assert left_without(rows, on=PAIRED - timedelta(days=1)).get() == household
    paired.until = ON - timedelta(days=1)
    paired.save()
    assert left_without(rows, on=ON).get() == household


def test_fairness_counts_still_poor_households_by_village(
    household: Household, village: Village, other_village: Village
) -> None:
    make_household(village)
    make_household(village, status=PovertyStatus.LIFTED)
    make_household(other_village)
    pairing = pair_village(make_enterprise(), village)
    pair_household(pairing, household)
    rows = fairness([village, other_village], on=ON)
    assert [(row.poor, row.without, row.enterprises) for row in rows] == [(2, 1, 1), (1, 1, 0)]


def test_best_one_is_among_those_paired_with_the_village(household: Household, village: Village) -> None:
    able(oldest(household))
    Household.objects.filter(pk=household.pk).update(main_cause=PovertyCause.SCHOOLING)
    make_enterprise(intended_modes=list(Mode), employees=500)
    paired = make_enterprise(intended_modes=[Mode.DONATION])
    pairing = pair_village(paired, village)
    (line,) = best_for(Household.objects.all(), village, on=ON)
    assert line.suggestion
    assert (line.suggestion.enterprise.pk, line.pairing) == (paired.pk, pairing.pk)


def test_village_without_an_enterprise_hears_of_all(household: Household, village: Village) -> None:
    Household.objects.filter(pk=household.pk).update(main_cause=PovertyCause.SCHOOLING)
    far = make_enterprise(intended_modes=[Mode.DONATION])
    (line,) = best_for(Household.objects.all(), village, on=ON)
    assert line.suggestion
    assert (line.suggestion.enterprise.pk, line.pairing) == (far.pk, None)


def test_enterprise_hears_of_households_that_it_is_not_paired_with(household: Household, village: Village) -> None:
    Household.objects.update(main_cause=PovertyCause.SCHOOLING)
    enterprise = make_enterprise(intended_modes=[Mode.DONATION])
    pairing = pair_village(enterprise, village)
    found = fitting_households(enterprise, Household.objects.all(), on=ON, most=5)
    assert [one.household.pk for one in found] == [household.pk]
    assert modes_for_paired(enterprise, on=ON, most=5) == []
    pair_household(pairing, household)
    assert fitting_households(enterprise, Household.objects.all(), on=ON, most=5) == []
    assert [one.household.pk for one in modes_for_paired(enterprise, on=ON, most=5)] == [household.pk]
