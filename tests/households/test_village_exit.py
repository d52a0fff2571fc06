"""The arithmetic of a village's exit: exactly the limit is no pass, and what is not registered is not zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households import village_exit
from households.models import Requirement
from households.village_exit import Incidence, Point
from povertyplan.ui.lamps import Lamp
from villages.models import Indicator, IndicatorValue, Village

TWO_PERCENT = Decimal("0.0200")


def incidence(people: int, population: int | None, *, is_strict: bool = True, population_year: int = 2016) -> Incidence:
    return Incidence(
        village=1,
        people=people,
        population=population,
        population_year=population_year if population is not None else None,
        limit=TWO_PERCENT,
        is_strict=is_strict,
        year=2017,
    )


def value(indicator: Indicator, amount: int | str, year: int = 2017) -> IndicatorValue:
    return IndicatorValue(pk=7, indicator=indicator, year=year, amount=Decimal(amount), source="村委会")


def judged(requirement: Requirement, *values: IndicatorValue, proven: tuple[int, ...] = (7,)) -> Point:
    known = {value.indicator: value for value in values}
    return village_exit.points([requirement], known, incidence(3, 180), proven=proven)[1]


# Acceptance check 5 of domain.md §12.
@pytest.mark.parametrize(
    ("people", "population", "shown", "passes"),
    [(4, 180, "2.22%", False), (3, 180, "1.67%", True), (4, 200, "2.00%", False), (0, 180, "0.00%", True)],
)
def test_incidence_is_below_two_percent(people: int, population: int, shown: str, passes: bool) -> None:
    found = incidence(people, population)
    assert (found.shown, not found.gap) == (shown, passes)


def test_a_standard_may_let_exactly_the_limit_pass() -> None:
    assert incidence(4, 200).gap == "incidence_too_high"
    assert incidence(4, 200, is_strict=False).gap == ""
    assert (incidence(4, 200).wanted, incidence(4, 200, is_strict=False).wanted) == ("< 2%", "≤ 2%")


def test_a_figure_beside_the_limit_is_not_shown_as_the_limit() -> None:
    """30 ÷ 1501 passes and 31 ÷ 1549 does not: both would read 2.00%."""
    below, above = incidence(30, 1501), incidence(31, 1549)
    assert (below.shown, below.gap) == ("1.999%", "")
    assert (above.shown, above.gap) == ("2.001%", "incidence_too_high")


@pytest.mark.parametrize("population", [None, 0])
def test_no_population_is_no_pass(population: int | None) -> None:
    found = incidence(0, population)
    assert (found.gap, found.shown) == ("population_missing", "—")


def test_population_of_two_years_ago_is_too_old() -> None:
    assert incidence(3, 180, population_year=2015).gap == "population_old"
    assert incidence(3, 180, population_year=2016).gap == ""


@given(people=st.integers(0, 200), population=st.integers(1, 5000), is_strict=st.booleans())
def test_excess_is_the_smallest_number_of_people_whose_exit_is_enough(
    people: int, population: int, is_strict: bool
) -> None:
    excess = incidence(people, population, is_strict=is_strict).excess
    assert (excess == 0) == (incidence(people, population, is_strict=is_strict).gap == "")
    assert incidence(people - excess, population, is_strict=is_strict).gap == ""
    if excess:
        assert incidence(people - excess + 1, population, is_strict=is_strict).gap == "incidence_too_high"


def test_what_is_not_registered_is_not_zero() -> None:
    at_most_none = Requirement(indicator=Indicator.DILAPIDATED_HOUSEHOLDS, most=Decimal(0))
    unknown, none_left = judged(at_most_none), judged(at_most_none, value(Indicator.DILAPIDATED_HOUSEHOLDS, 0))
    assert (unknown.lamp, unknown.verdict, unknown.now) == (Lamp.NONE, "没有登记", "—")
    assert (none_left.lamp, none_left.verdict, none_left.now) == (Lamp.DONE, "达标", "0")


@pytest.mark.parametrize(
    ("requirement", "found", "verdict", "lamp"),
    [
        ({"indicator": Indicator.COLLECTIVE_INCOME, "least": 50_000}, 36_000, "差 14,000", Lamp.WARN),
        ({"indicator": Indicator.COLLECTIVE_INCOME, "least": 50_000}, 50_000, "达标", Lamp.DONE),
        ({"indicator": Indicator.COLLECTIVE_INCOME, "least": 50_000}, "49999.5", "差 0.5", Lamp.WARN),
        ({"indicator": Indicator.DILAPIDATED_HOUSEHOLDS, "most": 0}, 19, "多 19", Lamp.WARN),
        ({"indicator": Indicator.CLINICS, "least": 1}, 1, "达标", Lamp.DONE),
    ],
)
def test_figures_against_what_is_asked(
    requirement: dict[str, object], found: int | str, verdict: str, lamp: Lamp
) -> None:
    indicator = requirement["indicator"]
    assert isinstance(indicator, Indicator)
    point = judged(Requirement(**requirement), value(indicator, found))
    assert (point.verdict, point.lamp) == (verdict, lamp)


def test_a_figure_that_has_to_reach_another_one() -> None:
    """Every group has a hard road; how many groups there are has to be known too."""
    every = Requirement(indicator=Indicator.HARD_ROAD_GROUPS, whole=Indicator.GROUPS)
    roads = value(Indicator.HARD_ROAD_GROUPS, 5)
    assert judged(every, roads).verdict == "没有登记"
    assert judged(every, roads, value(Indicator.GROUPS, 6)).verdict == "差 1"
    assert judged(every, roads, value(Indicator.GROUPS, 5)).verdict == "达标"


def test_a_figure_that_is_enough_still_lacks_its_evidence() -> None:
    clinic = Requirement(indicator=Indicator.CLINICS, least=Decimal(1))
    point = judged(clinic, value(Indicator.CLINICS, 1), proven=())
    assert (point.is_met, point.lacks_evidence) == (True, True)
    assert not judged(clinic, value(Indicator.CLINICS, 1)).lacks_evidence
    assert not judged(clinic, value(Indicator.CLINICS, 0), proven=()).lacks_evidence


def test_sources_are_said_once_with_their_year() -> None:
    clinic = Requirement(indicator=Indicator.CLINICS, least=Decimal(1))
    found = village_exit.points([clinic], {"clinics": value(Indicator.CLINICS, 1)}, incidence(4, 180), proven=())
    assert village_exit.sources([*found, *found]) == ["发生率 4 ÷ 180 人（2016 年农业户籍人口）", "2017 年，村委会"]


def complete() -> dict[str, IndicatorValue]:
    return {name: value(name, 1) for name in village_exit.NEVER_EMPTY}


def test_figures_of_a_village_that_is_out_may_not_be_empty() -> None:
    assert village_exit.problems(Village(rural_households=60), complete()) == []
    without = {name: found for name, found in complete().items() if name != Indicator.DOCTORS}
    (problem,) = village_exit.problems(Village(rural_households=60), without)
    assert problem.indicator == Indicator.DOCTORS
    assert [p.sentence for p in village_exit.problems(Village(), complete())] == ["没有登记总户数"]
    assert [p.sentence for p in village_exit.problems(Village(rural_households=0), complete())] == ["总户数是 0"]


@pytest.mark.parametrize(("households", "is_problem"), [(60, False), (59, True)])
def test_households_in_need_are_not_more_than_all_households(households: int, is_problem: bool) -> None:
    values = complete() | {
        Indicator.UNSAFE_WATER_HOUSEHOLDS.value: value(Indicator.UNSAFE_WATER_HOUSEHOLDS, 20),
        Indicator.DILAPIDATED_HOUSEHOLDS.value: value(Indicator.DILAPIDATED_HOUSEHOLDS, 40),
    }
    assert bool(village_exit.problems(Village(rural_households=households), values)) is is_problem
