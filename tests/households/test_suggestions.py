"""The facts behind the rules, gathered at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from households.codes import CheckState, MeasureKind, MeasureState, Relation
from households.models import Criterion
from households.suggestions import suggestions_of
from office.demo.builders import make_household, make_income, make_measure, make_member
from villages.models import Village

Asserts = Callable[[int], Any]


def _said(code: str, *households: Any, year: int = 2017, today: date) -> list[tuple[str, str]]:
    criterion = Criterion.objects.in_force().get(code=code)
    found = suggestions_of(households, criterion, year=year, on=today)
    return [tuple(found[household.pk]) for household in households]


def test_income_is_the_database_s_own_arithmetic(village: Village, today: date) -> None:
    """Domain check 2: the gift does not count, the cost does; above the line of 2017, below that of 2019."""
    household = make_household(village, members=3, identified_year=2014)
    yuan = {"W1": 6000, "B1": 4000, "T1": 2000, "N1": 1000, "K1": 1000}
    make_income(household, year=2017, people=3, yuan=yuan)
    assert _said("income", household, today=today) == [(CheckState.MET, "人均 3,666.67 元，超过 2017 年标准 3,335 元")]
    make_income(household, year=2019, people=3, yuan=yuan)
    (said,) = _said("income", household, year=2019, today=today)
    assert said == (CheckState.NOT_MET, "人均 3,666.67 元，比 2019 年标准 3,747 元少 80.33 元")


def test_a_year_without_a_line_gives_no_verdict(village: Village, today: date) -> None:
    rich, silent = make_household(village), make_household(village)
    make_income(rich, year=2021, yuan={"W1": 90_000})
    said = _said("income", rich, silent, year=2021, today=today)
    assert said == [(CheckState.UNCHECKED, "2021 年未设定标准线，不判断")] * 2


def test_only_who_lives_there_counts_with_the_age_of_the_day(village: Village, today: date) -> None:
    household = make_household(village)
    child = {"relation": Relation.SON, "school_status": "03"}
    make_member(household, name="刚满六岁", born=date(2011, 11, 16), **child)
    make_member(household, name="还没满", born=date(2011, 11, 17), relation=Relation.SON)
    make_member(household, name="走了", born=date(2007, 1, 1), relation=Relation.SON, left_on=today, leave_reason="5")
    assert _said("education", household, today=today) == [(CheckState.MET, "1 个孩子在校")]


def test_a_finished_rebuild_asks_for_a_look(village: Village, today: date) -> None:
    done, running = (make_household(village, housing_grade="D") for _ in range(2))
    make_measure(done, kind=MeasureKind.HOUSING, content="危房改造", state=MeasureState.DONE)
    make_measure(running, kind=MeasureKind.HOUSING, content="危房改造", state=MeasureState.RUNNING)
    (first, _), (second, _) = _said("housing", done, running, today=today)
    assert (first, second) == (CheckState.UNCHECKED, CheckState.NOT_MET)


def test_many_households_cost_as_much_as_one(village: Village, today: date, django_assert_num_queries: Asserts) -> None:
    criterion = Criterion.objects.in_force().get(code="medical")
    households = [make_household(village, members=3) for _ in range(20)]
    for some in (households[:1], households):
        with django_assert_num_queries(4):
            assert len(suggestions_of(some, criterion, year=2017, on=today)) == len(some)


@pytest.mark.parametrize("code", ["clothing"])
def test_what_no_register_knows_is_left_to_people(village: Village, today: date, code: str) -> None:
    ((state, words),) = _said(code, make_household(village), today=today)
    assert (state, words) == (CheckState.UNCHECKED, "名册上看不出，要入户看")
