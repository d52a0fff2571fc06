from datetime import date

import pytest

from households.codes import PovertyStatus, Relation
from households.identity import parse
from households.models import Household, Member
from office.demo import builders, names
from povertyplan.accounts.matrix import Role

pytestmark = pytest.mark.django_db


def test_people_have_valid_numbers_of_the_unassigned_region() -> None:
    household = builders.make_household(builders.make_village(), members=7)
    for member in household.members.all():
        number = parse(member.open_id_number(), today=builders.TODAY)
        assert number.text.startswith("420399")
        assert number.birth_date == member.birth_date
        assert number.is_male == (member.get_gender_display() == "男")


def test_many_households_get_along_with_each_other() -> None:
    village = builders.make_village()
    for members in (1, 2, 3, 4) * 10:
        builders.make_household(village, members=members)
    assert Household.objects.in_village(village).count() == 40
    assert Member.objects.values("id_index").distinct().count() == 100


def test_the_head_carries_the_given_name() -> None:
    household = builders.make_household(builders.make_village(), head_name="单小梅", members=2)
    head = household.members.get(relation=Relation.HEAD)
    assert (head.name, head.name_initials) == ("单小梅", "sxm")


def test_a_lifted_household_was_poor_before() -> None:
    household = builders.make_household(
        builders.make_village(), status=PovertyStatus.LIFTED, status_since=date(2017, 10, 1)
    )
    assert household.lifted_year == 2017
    assert list(household.status_periods.values_list("status", "until")) == [
        (PovertyStatus.IN_POVERTY, date(2017, 10, 1)),
        (PovertyStatus.LIFTED, None),
    ]


def test_rows_around_a_household() -> None:
    village = builders.make_village(boundary=builders.square_boundary(), is_poverty_village=True)
    officer = builders.make_user(Role.CADRE)
    builders.post_officer(officer, village, since=date(2017, 1, 1))
    household = builders.make_household(village)
    helper = builders.make_helper()
    builders.assign(household, helper, since=date(2017, 1, 1), until=date(2017, 6, 30))
    builders.assign(household, builders.make_helper(), since=date(2017, 7, 1))
    builders.make_visit(household, helper=helper)
    builders.make_measure(household)
    assert village.officer(on=builders.TODAY) == officer
    assert household.assignments.current(on=date(2017, 6, 30)).get().helper == helper
    assert helper.phone.startswith("100")
    assert len(helper.phone) == 11


def test_a_row_says_in_its_history_that_it_is_invented() -> None:
    household = builders.make_household(builders.make_village())
    assert household.history.get().pgh_context.metadata["reason"] == builders.REASON


def test_names_are_chinese_and_the_same_each_time() -> None:
    assert names.by_index(7) == names.by_index(7)
    assert all(2 <= len(names.by_index(n)) <= 3 for n in range(200))
