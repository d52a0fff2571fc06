"""要重印的: by village and cause, as the lists behind the figures say."""

from datetime import date

import pytest

from households.models import BagVoid, Helper, Household
from office.bags.reprints import reprints
from office.bags.standing import BagStanding
from office.demo.builders import assign, make_helper, make_household
from povertyplan.accounts.models import User
from tests.library import make_published
from tests.office.bags.test_staleness import print_bags
from villages.models import Village


@pytest.fixture
def printed(village: Village, other_village: Village, today: date) -> list[Household]:
    """Two in `village` with a helper, one in `other_village` without."""
    helper = make_helper(name="林川")
    households = [make_household(village), make_household(village), make_household(other_village, category="2")]
    for household in households[:2]:
        assign(household, helper, since=date(2017, 1, 1))
    print_bags(households, on=today)
    return households


def test_nothing_changed_says_so(printed: list[Household], office_user: User, today: date) -> None:
    found = reprints(office_user, on=today)
    assert (found.rows, found.said) == ((), "印出去的都和现在一样")


def test_a_household_counts_once_and_under_each_cause(printed: list[Household], office_user: User, today: date) -> None:
    Helper.objects.update(phone="10020463099")
    Household.objects.filter(pk=printed[0].pk).update(has_safe_water=False)
    make_published(on=today, conditions=[("category", ["2"])])
    found = reprints(office_user, on=today)
    assert [(row.village.name, row.households, row.cells) for row in found.rows] == [
        ("柳河村", 2, [("因政策", 0), ("因责任人", 2), ("因户情", 1), ("作废", 0)]),
        ("石门村", 1, [("因政策", 1), ("因责任人", 0), ("因户情", 0), ("作废", 0)]),
    ]
    assert found.total == 3
    assert found.is_double


def test_a_void_edition_is_its_own_cause(printed: list[Household], office_user: User, today: date) -> None:
    BagVoid.objects.create(edition=printed[0].bag_editions.get(), voided_on=today, reason="印歪了")
    assert reprints(office_user, on=today).said == "1 份旧了：1 户作废"


def test_a_cadre_sees_the_own_village_alone(printed: list[Household], cadre: User, today: date) -> None:
    Household.objects.update(has_safe_water=False)
    assert [row.village.name for row in reprints(cadre, on=today).rows] == ["柳河村"]


def test_households_without_a_bag_are_counted_apart(
    printed: list[Household], village: Village, office_user: User, today: date
) -> None:
    make_household(village)
    found = reprints(office_user, on=today)
    assert (found.total, found.unprinted) == (0, 1)


def test_the_household_page_says_what_changed(printed: list[Household], today: date) -> None:
    assert BagStanding.of(printed[0], on=today).changes == ()
    Helper.objects.update(phone="10020463099")
    standing = BagStanding.of(printed[0], on=today)
    assert (standing.is_stale, standing.changes) == (True, ("责任人的电话换了",))


def test_a_household_that_never_got_a_bag_has_no_standing(village: Village, today: date) -> None:
    assert BagStanding.of(make_household(village), on=today).edition is None
