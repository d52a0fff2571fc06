"""The poster fits its one page whatever the office is like, in letters that can be read from the wall."""

from datetime import date
from typing import Any

import pytest

from households.codes import Category, PovertyStatus
from office.demo.builders import (
    assign,
    make_baseline,
    make_helper,
    make_household,
    make_user,
    make_village,
    post_officer,
    square_boundary,
)
from office.demo.timetables import make_plan
from povertyplan.accounts.matrix import Role
from tests.office.posters import faults_of, poster_on
from villages.models import PlanState, Village

pytestmark = pytest.mark.django_db
LONG = "上河堰口黄土岭背后老鸦沟村"


def make_office(count: int, *, named: str = "", drawn: bool = True, poor: int = 2, **facts: Any) -> list[Village]:
    villages = []
    for n in range(count):
        village = make_village(
            name=f"{named or '云台'}{n}村",
            boundary=square_boundary(longitude=111 + n % 5 * 0.02, latitude=32.5 + n // 5 * 0.02) if drawn else None,
            is_poverty_village=n < poor,
            **{"leader_name": "李志远", "leader_duty": "副主任"} | facts,
        )
        post_officer(make_user(Role.CADRE, name="欧阳若溪"), village)
        for k in range(2 + n % 3):
            make_household(village, members=2, hamlet=f"{k + 1} 组")
        if n % 3 == 0:
            plan = {"state": PlanState.APPROVED, "approved_by": make_user(Role.LEADER)}
            make_plan(village, product="净水稻花鱼生态养殖示范基地" if named else "金银花", **plan)
        villages.append(village)
    return villages


def test_half_months_to_fill_in_follow_the_one_that_goes_on(today: date) -> None:
    make_village()
    poster = poster_on(today)
    assert poster.period.label == "11月下"
    assert [period.label for period in poster.periods] == ["12月上", "12月下", "1月上", "1月下", "2月上", "2月下"]


def test_villages_stand_in_the_order_of_the_map_and_say_how_many_are_left_out(today: date) -> None:
    for n in range(26):
        make_village(name=f"河{n}村")
    poster = poster_on(today)
    assert poster.rows == poster.board.rows[:24]
    assert poster.left_out == 2
    assert len(poster.gantt.rows) == 24


@pytest.mark.parametrize(
    ("count", "facts"),
    [
        (1, {}),
        (15, {}),
        (16, {"drawn": False}),
        (15, {"named": LONG[:16], "leader_name": "欧阳司马慕容上官诸葛东方独孤南宫令狐宇文"}),
        (24, {"poor": 6}),
        (31, {"poor": 31, "named": LONG[:16]}),
        (31, {"drawn": False}),
    ],
    ids=["one", "usual", "no boundaries", "long names", "many", "too many", "too many without boundaries"],
)
def test_office_fits(count: int, facts: dict[str, Any], today: date) -> None:
    make_baseline()
    make_office(count, **facts)
    assert faults_of(poster_on(today)) == []


def test_office_with_few_boundaries_fits(today: date) -> None:
    make_office(11)
    make_office(4, named="河", drawn=False)
    assert faults_of(poster_on(today)) == []


def test_office_without_baseline_fits_and_says_so(today: date) -> None:
    make_office(3)
    poster = poster_on(today)
    assert poster.burn is None
    assert faults_of(poster) == []


@pytest.mark.parametrize(
    ("households", "groups", "helpers", "facts"),
    [
        (0, 1, 1, {}),
        (12, 3, 2, {}),
        (62, 6, 10, {"is_poverty_village": True}),
        (150, 14, 40, {"is_poverty_village": True, "first_secretary_unit": "市住房和城乡建设委员会" * 3}),
        (260, 30, 90, {"leader_duty": "办事处党工委副书记、办事处主任兼扶贫开发办公室主任"}),
    ],
)
def test_village_fits(households: int, groups: int, helpers: int, facts: dict[str, Any], today: date) -> None:
    make_baseline()
    village = make_village(name="黄土岭村", boundary=square_boundary(), leader_name="李志远", **facts)
    paired = [make_helper() for _ in range(helpers)]
    for n in range(households):
        household = make_household(village, hamlet=f"老鸦沟{n % groups + 1} 组", category=Category.ORDINARY)
        if n % 7:
            assign(household, paired[n % helpers], since=date(2017, 1, 1))
    make_household(village, hamlet="1 组", status=PovertyStatus.LIFTED)
    make_plan(village, state=PlanState.APPROVED, approved_by=make_user(Role.LEADER))
    poster = poster_on(today, village)
    assert faults_of(poster) == []
    assert poster.of_village is not None
    shown = sum(len(row.marks) for row in poster.of_village.pairs.rows) + poster.of_village.pairs.left_out
    assert shown == poster.board.total.households


def test_village_without_boundary_and_plan_fits(today: date) -> None:
    village = make_village(boundary=None)
    make_household(village, hamlet="")
    poster = poster_on(today, village)
    assert poster.of_village is not None
    assert poster.of_village.road is None
    assert faults_of(poster) == []


def test_village_is_measured_against_its_own_households(today: date) -> None:
    make_baseline(households=824)
    village = make_village()
    for _ in range(3):
        make_household(village)
    poster = poster_on(today, village)
    assert poster.board.pace is not None
    assert poster.board.pace.start == 3
