"""The page of an enterprise, made of what was kept."""

from datetime import date

import pytest

from enterprises.codes import Mode, Need
from enterprises.enterprise_page import EnterprisePage
from enterprises.models import Enterprise, Pairing
from office.demo.builders import make_household, make_user, post_officer
from office.demo.giving import (
    make_contact,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_household,
    pair_village,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise() -> Enterprise:
    return make_enterprise("宏达食品有限公司", intended_modes=[Mode.SKILLS])


@pytest.fixture
def pairing(enterprise: Enterprise, village: Village) -> Pairing:
    return pair_village(enterprise, village)


def page(enterprise: Enterprise, reader: User, today: date) -> EnterprisePage:
    return EnterprisePage(enterprise, on=today, reader=reader)


def test_path_stands_at_the_first_step_that_is_open(pairing: Pairing, office_user: User, today: date) -> None:
    steps = page(pairing.enterprise, office_user, today).steps
    assert [(step.name, step.state) for step in steps] == [
        ("结对", ""),
        ("入户走访", "now"),
        ("选方式", "todo"),
        ("承诺", "todo"),
        ("兑现", "todo"),
    ]
    assert (steps[0].when, steps[0].says) == ("2017-03-08", "柳河 0 户")


def test_path_of_an_enterprise_that_delivers(
    pairing: Pairing, village: Village, office_user: User, today: date
) -> None:
    first, second = make_household(village), make_household(village)
    make_enterprise_visit(pairing, first, by_head=True)
    make_enterprise_visit(pairing, second, visited_on=date(2017, 4, 2))
    pledge = make_pledge(pairing, Mode.TRADE, due_on=date(2017, 12, 31))
    make_delivery(pledge, [first], confirmed_by=office_user)
    steps = page(pairing.enterprise, office_user, today).steps
    assert [step.state for step in steps] == ["", "", "", "", "now"]
    assert (steps[1].when, steps[1].says) == ("2017-03-15 至 04-02", "走了 2 户，负责人本人走 1 户")
    assert steps[2].says == "商贸 1 种"
    assert (steps[4].when, steps[4].says) == ("到 2017-12-31", "1 项里 1 项在进行")


def test_needs_are_counted_by_household_and_answered_by_mode(
    pairing: Pairing, village: Village, office_user: User, today: date
) -> None:
    sells, seeks = make_household(village), make_household(village)
    make_enterprise_visit(pairing, sells, needs=[Need.MARKET, Need.JOB])
    make_enterprise_visit(pairing, sells, needs=[Need.MARKET])
    make_enterprise_visit(pairing, seeks, needs=[Need.JOB, Need.OTHER])
    make_delivery(make_pledge(pairing, Mode.TRADE), [sells], confirmed_by=office_user)
    found = page(pairing.enterprise, office_user, today)
    assert [(line.need, line.told, line.answered, line.state.word) for line in found.needs] == [
        (Need.JOB, (2,), 0, "2 户等着"),
        (Need.MARKET, (1,), 1, "都有着落"),
        (Need.OTHER, (1,), 0, "转办事处"),
    ]
    assert found.need_say == "2 户提了 4 个需要，3 个没有着落"


def test_what_waits_does_not_count_as_delivered(
    pairing: Pairing, village: Village, office_user: User, today: date
) -> None:
    household = make_household(village)
    make_enterprise_visit(pairing, household)
    make_delivery(make_pledge(pairing, Mode.TRADE), [household])
    found = page(pairing.enterprise, office_user, today)
    assert found.pledges[0].delivered_words == "0 元"
    assert found.helped_households == 0
    assert found.delivery_say == "已确认 0 笔，1 笔等村里确认"
    assert found.finding.endswith("1 笔等确认")


def test_household_helped_twice_is_one(pairing: Pairing, village: Village, office_user: User, today: date) -> None:
    household = make_household(village)
    make_enterprise_visit(pairing, household)
    for mode in (Mode.TRADE, Mode.INDUSTRY):
        make_delivery(make_pledge(pairing, mode), [household], confirmed_by=office_user)
    assert page(pairing.enterprise, office_user, today).helped_households == 1


def test_mode_is_a_choice_or_an_intention(pairing: Pairing, village: Village, office_user: User, today: date) -> None:
    make_enterprise_visit(pairing, make_household(village))
    make_pledge(pairing, Mode.TRADE)
    states = {line.mode: line.state.word for line in page(pairing.enterprise, office_user, today).mode_lines}
    assert states[Mode.TRADE] == "有承诺"
    assert states[Mode.SKILLS] == "有意向"
    assert states[Mode.DONATION] == "没选"


def test_cadre_reads_of_the_own_village_only(
    pairing: Pairing, village: Village, other_village: Village, today: date
) -> None:
    foreign = pair_village(pairing.enterprise, other_village)
    make_enterprise_visit(foreign, make_household(other_village))
    pair_household(pairing, make_household(village))
    officer = make_user(Role.CADRE)
    post_officer(officer, village, since=date(2016, 1, 1))
    found = page(pairing.enterprise, officer, today)
    assert [block.pairing for block in found.villages] == [pairing]
    assert found.finding == "结对 1 户，还没有入户走访"


def test_contact_reads_of_the_own_enterprise_only(pairing: Pairing, village: Village, today: date) -> None:
    make_enterprise_visit(pairing, make_household(village))
    own, other = make_contact(pairing.enterprise), make_contact(make_enterprise())
    assert len(page(pairing.enterprise, own, today).visits) == 1
    assert page(pairing.enterprise, other, today).visits == []
