"""Advice: each factor moves the score the right way, and its reason says so (R5.3)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises import advice
from enterprises.advice import Advisor, EnterpriseFacts, HouseholdFacts, centroid, distance_km
from enterprises.codes import Mode, Need, Sector
from households.codes import Category, PovertyCause

HERE, NEXT_DOOR, FAR = (110.0, 32.0), (110.02, 32.0), (110.5, 32.0)
AT_HOME = HouseholdFacts(pk=1, village=1, people=3, workers=2, hands=1, point=HERE)
WORKS = EnterpriseFacts(pk=1, sector=Sector.MANUFACTURING, village=2, point=NEXT_DOOR, employees=50)


def score(mode: Mode, household: HouseholdFacts = AT_HOME, enterprise: EnterpriseFacts = WORKS) -> int:
    """0 for a mode that the household does not call for."""
    return Advisor().scores(household, enterprise).get(mode, 0)


def reasons(household: HouseholdFacts, enterprise: EnterpriseFacts = WORKS, *, sees_causes: bool = True) -> str:
    found = Advisor().suggestion(household, enterprise)
    return "，".join(found.words(sees_causes=sees_causes)) if found else ""


def test_job_needs_a_free_hand() -> None:
    assert score(Mode.EMPLOYMENT) > 0
    away = replace(AT_HOME, hands=0, needs=frozenset({Need.JOB}))
    assert score(Mode.EMPLOYMENT, away) == 0


def test_second_free_hand_weighs_more_and_a_third_no_more() -> None:
    one, two, three = (score(Mode.EMPLOYMENT, replace(AT_HOME, hands=hands)) for hands in (1, 2, 3))
    assert one < two == three


def test_open_post_of_the_enterprise_weighs() -> None:
    assert score(Mode.EMPLOYMENT, enterprise=replace(WORKS, open_posts=3)) == score(Mode.EMPLOYMENT) + advice.OPEN_POST
    assert "还空 3 个岗位" in reasons(AT_HOME, replace(WORKS, open_posts=3))


@pytest.mark.parametrize(
    ("cause", "mode"),
    [
        (PovertyCause.SKILLS, Mode.SKILLS),
        (PovertyCause.FUNDS, Mode.INDUSTRY),
        (PovertyCause.LAND, Mode.INDUSTRY),
        (PovertyCause.SCHOOLING, Mode.DONATION),
        (PovertyCause.ILLNESS, Mode.DONATION),
    ],
)
def test_cause_calls_for_its_mode(cause: PovertyCause, mode: Mode) -> None:
    with_cause = replace(AT_HOME, causes=frozenset({cause}))
    assert score(mode, with_cause) > score(mode)
    as_main = replace(with_cause, main_cause=cause)
    assert score(mode, as_main) == score(mode, with_cause) + advice.MAIN_CAUSE


@pytest.mark.parametrize(
    ("need", "mode"),
    [
        (Need.JOB, Mode.EMPLOYMENT),
        (Need.MARKET, Mode.TRADE),
        (Need.CAPITAL, Mode.INDUSTRY),
        (Need.SKILLS, Mode.SKILLS),
        (Need.SCHOOLING, Mode.DONATION),
        (Need.CARE, Mode.DONATION),
    ],
)
def test_need_told_at_a_visit_calls_for_its_mode(need: Need, mode: Mode) -> None:
    assert score(mode, replace(AT_HOME, needs=frozenset({need}))) > score(mode)


def test_household_without_hands_is_helped_by_gifts_only() -> None:
    alone = HouseholdFacts(pk=1, village=1, people=1, category=Category.WUBAO, causes=frozenset(PovertyCause))
    assert set(Advisor().scores(alone, WORKS)) == {Mode.DONATION}


def test_same_product_weighs_for_trade_and_is_named() -> None:
    grower = replace(AT_HOME, hands=0, has_trade=True, goods=("香菇",))
    dealer = replace(WORKS, deals_in="收购香菇、木耳")
    assert score(Mode.TRADE, grower, dealer) == score(Mode.TRADE, grower) + advice.SAME_PRODUCT
    assert "都做香菇" in reasons(grower, dealer)


def test_distance_is_told_in_kilometres() -> None:
    assert "离厂 2 公里" in reasons(AT_HOME)
    assert "就在本村" in reasons(AT_HOME, replace(WORKS, village=1))
    assert score(Mode.EMPLOYMENT, enterprise=replace(WORKS, point=FAR)) < score(Mode.EMPLOYMENT)


def test_unknown_distance_is_said_and_gives_nothing() -> None:
    nowhere = replace(WORKS, point=None)
    assert "不知道离厂多远" in reasons(replace(AT_HOME, hands=2), nowhere)
    assert score(Mode.EMPLOYMENT, enterprise=nowhere) == score(Mode.EMPLOYMENT, enterprise=replace(WORKS, point=FAR))


def test_distance_does_not_matter_to_a_gift() -> None:
    pupils = replace(AT_HOME, pupils=2)
    assert score(Mode.DONATION, pupils) == score(Mode.DONATION, pupils, replace(WORKS, point=FAR))


def test_intended_mode_weighs_and_is_said() -> None:
    willing = replace(WORKS, intended=frozenset({Mode.SKILLS}))
    learner = replace(AT_HOME, hands=1, causes=frozenset({PovertyCause.SKILLS}), needs=frozenset({Need.SKILLS}))
    assert score(Mode.SKILLS, learner, willing) == score(Mode.SKILLS, learner) + advice.INTENDED
    assert "企业愿意教" in reasons(learner, willing)


def test_who_may_not_know_reads_nothing_of_illness_or_disability() -> None:
    ill = HouseholdFacts(
        pk=1,
        village=1,
        people=2,
        category=Category.WUBAO,
        main_cause=PovertyCause.ILLNESS,
        causes=frozenset({PovertyCause.ILLNESS, PovertyCause.DISABILITY}),
    )
    assert "因病" in reasons(ill)
    hidden = reasons(ill, sees_causes=False)
    assert hidden.startswith("家里要人照顾")
    assert not any(word in hidden for word in ("病", "残", "五保", "劳力"))


@pytest.mark.parametrize("cause", PovertyCause)
def test_cause_reads_as_a_need_to_who_may_not_know_it(cause: PovertyCause) -> None:
    household = replace(AT_HOME, has_trade=True, causes=frozenset({cause}), needs=frozenset({Need.CARE}))
    assert cause.label not in reasons(household, sees_causes=False)


def test_best_household_comes_first_and_nothing_unfit_comes_at_all() -> None:
    two, one = replace(AT_HOME, pk=2, hands=2), replace(AT_HOME, pk=1, hands=1)
    none = HouseholdFacts(pk=3, village=1, people=2, workers=1)
    found = Advisor().for_enterprise(WORKS, [one, none, two], most=5)
    assert [suggestion.household.pk for suggestion in found] == [2, 1]


def test_equal_scores_stand_in_the_order_of_keys() -> None:
    found = Advisor().for_household(AT_HOME, [replace(WORKS, pk=9), replace(WORKS, pk=4)], most=5)
    assert [suggestion.enterprise.pk for suggestion in found] == [4, 9]


def test_suggestion_scores_what_its_mode_scores() -> None:
    found = Advisor().suggestion(AT_HOME, WORKS)
    assert found
    assert found.score == score(found.mode) == max(Advisor().scores(AT_HOME, WORKS).values())


def test_centroid_of_a_square_is_its_middle() -> None:
    assert centroid([((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0))]) == (1.0, 1.0)
    assert centroid([]) is None


def test_distance_of_a_degree_of_latitude() -> None:
    assert distance_km((110.0, 32.0), (110.0, 33.0)) == pytest.approx(111.2, abs=0.1)
    assert distance_km(None, HERE) is None


HOUSEHOLDS = st.builds(
    HouseholdFacts,
    pk=st.just(1),
    village=st.just(1),
    people=st.integers(1, 6),
    workers=st.integers(1, 4),
    hands=st.integers(0, 3),
    skilled_hands=st.integers(0, 2),
    pupils=st.integers(0, 3),
    category=st.sampled_from(Category),
    causes=st.frozensets(st.sampled_from(PovertyCause), max_size=3),
    needs=st.frozensets(st.sampled_from(Need)),
    has_trade=st.booleans(),
    goods=st.sampled_from([(), ("香菇",)]),
    point=st.just(HERE),
)
ENTERPRISES = st.builds(
    EnterpriseFacts,
    pk=st.just(1),
    sector=st.sampled_from(Sector),
    deals_in=st.sampled_from(["", "收购香菇"]),
    intended=st.frozensets(st.sampled_from(Mode)),
    employees=st.none() | st.integers(0, 200),
    open_posts=st.integers(0, 5),
    carried=st.integers(0, 60),
    point=st.sampled_from([None, HERE, NEXT_DOOR, FAR]),
)


def no_less(household: HouseholdFacts, enterprise: EnterpriseFacts, other: HouseholdFacts | EnterpriseFacts) -> bool:
    """Whether `other` in the place of its like lowers no mode."""
    pair: tuple[Any, Any] = (other, enterprise) if isinstance(other, HouseholdFacts) else (household, other)
    return all(score(mode, *pair) >= score(mode, household, enterprise) for mode in Mode)


@given(HOUSEHOLDS, ENTERPRISES, st.sampled_from(Need))
def test_one_need_more_never_lowers_a_mode(household: HouseholdFacts, works: EnterpriseFacts, need: Need) -> None:
    assert no_less(household, works, replace(household, needs=household.needs | {need}))


@given(HOUSEHOLDS, ENTERPRISES)
def test_one_free_hand_more_never_lowers_a_mode(household: HouseholdFacts, works: EnterpriseFacts) -> None:
    assert no_less(household, works, replace(household, hands=household.hands + 1))


@given(HOUSEHOLDS, ENTERPRISES, st.sampled_from(Mode))
def test_willing_or_larger_enterprise_is_never_less_fit(
    household: HouseholdFacts, works: EnterpriseFacts, mode: Mode
) -> None:
    assert no_less(household, works, replace(works, intended=works.intended | {mode}))
    assert no_less(household, works, replace(works, employees=(works.employees or 0) + 100))
    assert no_less(household, works, replace(works, open_posts=works.open_posts + 1))


@given(HOUSEHOLDS, ENTERPRISES)
def test_enterprise_that_carries_more_is_never_fitter(household: HouseholdFacts, works: EnterpriseFacts) -> None:
    assert no_less(household, replace(works, carried=works.carried + 10), works)


@given(HOUSEHOLDS, ENTERPRISES, st.floats(110, 111), st.floats(110, 111))
def test_nearer_enterprise_is_never_less_fit(
    household: HouseholdFacts, works: EnterpriseFacts, a: float, b: float
) -> None:
    near, far = sorted((a, b))
    assert no_less(household, replace(works, point=(far, 32.0)), replace(works, point=(near, 32.0)))
