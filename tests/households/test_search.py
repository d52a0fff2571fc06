"""One box finds a household by what people have at hand."""

import pytest

from households.codes import Relation
from households.models import Household
from office.demo.builders import make_household, make_member
from villages.models import Village


@pytest.fixture
def household(village: Village, other_village: Village) -> Household:
    make_household(other_village, head_name="王德明", phone="10099990000")
    found = make_household(village, head_name="李长根", registry_no="42039900120110037", phone="10012340000")
    make_member(found, name="单晓雨", relation=Relation.DAUGHTER, phone="10055550000")
    return found


@pytest.mark.parametrize(
    "phrase",
    [
        "李长根",
        "长根",
        "李",
        "lcg",
        "LCG",
        "lichanggen",
        "lichang",
        "sxy",
        "10012340000",
        "1001234",
        "10055550000",
        "42039900120110037",
        "柳河村",
        "柳河",
        " 李 长根 ",
        "\uff4c\uff43\uff47",
    ],
)
def test_matching_finds_the_household(household: Household, phrase: str) -> None:
    assert list(Household.objects.matching(phrase)) == [household]


def test_matching_finds_by_the_end_of_an_id_number_and_by_the_whole(household: Household) -> None:
    number = household.members.get(relation=Relation.HEAD).open_id_number()
    for phrase in (number[-4:].lower(), number, f"'{number[:6]} {number[6:]}"):
        assert household in Household.objects.matching(phrase)


@pytest.mark.parametrize(
    "phrase", ["", "   ", "zzz", "李小明", "9999", "420", "%", "_", "'; drop table", "\0zz", "\u0661\u0662\u0663\u0664"]
)
def test_matching_finds_nothing_for_nothing(household: Household, phrase: str) -> None:
    assert not Household.objects.matching(phrase).exists()


def test_matching_leaves_out_who_left(household: Household) -> None:
    household.members.filter(name="单晓雨").update(left_on="2017-01-01", leave_reason="2")
    assert not Household.objects.matching("单晓雨").exists()
