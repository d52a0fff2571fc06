"""What the register says of a point: never a pass from what nobody wrote down."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households.codes import CheckRule, CheckState, SchoolStatus
from households.standards import BY_HAND, Facts, Income, Person, Suggestion, judged_years, suggestion

MET, NOT_MET, NOT_APPLICABLE, UNCHECKED = (
    CheckState.MET,
    CheckState.NOT_MET,
    CheckState.NOT_APPLICABLE,
    CheckState.UNCHECKED,
)


def person(age: int = 40, name: str = "李长根", school: str = SchoolStatus.NONE, **facts: Any) -> Person:
    return Person(name, age, school, **{"has_medical_insurance": None, "has_pension": None} | facts)


def income(per_capita: int, line: int | None = 333_500, *, is_estimate: bool = False) -> Income:
    return Income(per_capita, line, None if line is None else per_capita > line, is_estimate)


def facts(**known: Any) -> Facts:
    return Facts(year=2017, **known)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"income": income(486_000)}, (MET, "人均 4,860 元，超过 2017 年标准 3,335 元")),
        ({"income": income(366_667)}, (MET, "人均 3,666.67 元，超过 2017 年标准 3,335 元")),
        ({"income": income(312_000)}, (NOT_MET, "人均 3,120 元，比 2017 年标准 3,335 元少 215 元")),
        ({"income": income(333_500)}, (NOT_MET, "人均 3,335 元，刚到 2017 年标准，没有超过")),
        (
            {"income": income(486_000, is_estimate=True)},
            (UNCHECKED, "人均 4,860 元，超过 2017 年标准 3,335 元；是预计数，年底再核"),
        ),
        ({}, (UNCHECKED, "没有登记 2017 年收入")),
        ({"income": income(486_000, None)}, (UNCHECKED, "2017 年未设定标准线，不判断")),
        ({"has_line": False}, (UNCHECKED, "2017 年未设定标准线，不判断")),
    ],
)
def test_income_against_the_line_of_its_year(known: dict[str, Any], said: Suggestion) -> None:
    assert suggestion(CheckRule.INCOME, facts(**known)) == said


@pytest.mark.parametrize(
    ("safe", "said"),
    [(True, (MET, "饮水安全")), (False, (NOT_MET, "饮水不安全")), (None, (UNCHECKED, "没有登记饮水是否安全"))],
)
def test_water(safe: bool | None, said: Suggestion) -> None:
    assert suggestion(CheckRule.WATER, facts(has_safe_water=safe)) == said


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([person(8, school="03"), person(15, school="07"), person(40)], (MET, "2 个孩子在校")),
        ([person(8, "李晓军"), person(9, school="03")], (NOT_MET, "1 个孩子不在校：李晓军")),
        ([person(5), person(16)], (NOT_APPLICABLE, "没有 6 到 15 岁的孩子")),
        ([person(6, school=SchoolStatus.PRESCHOOL)], (MET, "1 个孩子在校")),
        ([person(7, "李晓军", SchoolStatus.PRESCHOOL)], (NOT_MET, "1 个孩子不在校：李晓军")),
        ([], (UNCHECKED, "没有登记家庭成员")),
    ],
)
def test_school(people: list[Person], said: Suggestion) -> None:
    assert suggestion(CheckRule.SCHOOL, facts(people=tuple(people))) == said


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([True, True, True], (MET, "3 人都参保")),
        ([True], (MET, "1 人参保")),
        ([True, None], (UNCHECKED, "没有登记是否参保：乙")),
        ([False, None], (NOT_MET, "1 人没有参加基本医疗：甲")),
        ([False] * 5, (NOT_MET, "5 人没有参加基本医疗：甲、乙、丙等 5 人")),
        ([], (UNCHECKED, "没有登记家庭成员")),
    ],
)
def test_medical(held: list[bool | None], said: Suggestion) -> None:
    people = tuple(person(name=name, has_medical_insurance=has) for name, has in zip("甲乙丙丁戊", held, strict=False))
    assert suggestion(CheckRule.MEDICAL, facts(people=people)) == said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"housing_grade": "B", "housing_area": Decimal("72.0")}, (MET, "B 级，72 平方米")),
        ({"housing_grade": "A", "housing_area": Decimal("120.5")}, (MET, "A 级，120.5 平方米")),
        ({"housing_grade": "A"}, (MET, "A 级")),
        ({"housing_grade": "D", "housing_area": Decimal(40)}, (NOT_MET, "D 级，40 平方米")),
        (
            {"housing_grade": "C", "finished_work": "危房改造"},
            (UNCHECKED, "C 级，已完成“危房改造”，入户看现在的房子，重新定级"),
        ),
        ({"housing_grade": "B", "is_dilapidated": True}, (UNCHECKED, "登记对不上：B 级，又是危房户")),
        ({"is_dilapidated": True}, (NOT_MET, "危房户")),
        ({"is_dilapidated": False}, (UNCHECKED, "没有登记房屋级别")),
        ({}, (UNCHECKED, "没有登记房屋级别")),
    ],
)
def test_housing(known: dict[str, Any], said: Suggestion) -> None:
    assert suggestion(CheckRule.HOUSING, facts(**known)) == said


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([person(58, has_pension=True), person(17, school="08")], (MET, "1 人参加养老保险")),
        ([person(58, "甲", has_pension=False), person(30, has_pension=None)], (NOT_MET, "1 人没有参加养老保险：甲")),
        ([person(16, "甲")], (UNCHECKED, "没有登记是否参加养老保险：甲")),
        ([person(8)], (NOT_APPLICABLE, "没有 16 岁以上非在校的成员")),
        ([], (UNCHECKED, "没有登记家庭成员")),
    ],
)
def test_pension(people: list[Person], said: Suggestion) -> None:
    assert suggestion(CheckRule.PENSION, facts(people=tuple(people))) == said


def test_a_point_without_a_rule_is_seen_by_a_person() -> None:
    assert suggestion("", facts(has_safe_water=True)) == BY_HAND
    assert not BY_HAND.passes


known_or_not = st.none() | st.booleans()
people = st.builds(
    Person,
    name=st.text("甲乙丙丁", min_size=2, max_size=40),
    age=st.integers(0, 110),
    school_status=st.sampled_from(SchoolStatus.values),
    has_medical_insurance=known_or_not,
    has_pension=known_or_not,
)
incomes = st.builds(
    income, st.integers(-(10**7), 10**8), st.none() | st.integers(100_000, 5_000_000), is_estimate=st.booleans()
)
everything = st.builds(
    Facts,
    year=st.integers(2014, 2030),
    income=st.none() | incomes,
    has_line=st.booleans(),
    people=st.lists(people, max_size=9).map(tuple),
    has_safe_water=known_or_not,
    housing_grade=st.sampled_from(["", "A", "B", "C", "D"]),
    housing_area=st.none() | st.decimals(0, 9999, places=1),
    is_dilapidated=known_or_not,
    finished_work=st.sampled_from(["", "危" * 120]),
)


@given(everything, st.sampled_from(CheckRule.values))
def test_every_suggestion_says_why_and_fits_its_place(known: Facts, rule: str) -> None:
    said = suggestion(rule, known)
    assert said.words
    assert len(said.words) <= 200
    assert not said.is_known or "没有登记" not in said.words


@given(everything)
def test_forgetting_a_fact_never_makes_a_pass(known: Facts) -> None:
    nobody_wrote = {
        CheckRule.INCOME: replace(known, income=None),
        CheckRule.WATER: replace(known, has_safe_water=None),
        CheckRule.SCHOOL: replace(known, people=()),
        CheckRule.HOUSING: replace(known, housing_grade=""),
        CheckRule.MEDICAL: replace(known, people=(*known.people, person(30)), housing_grade=""),
        CheckRule.PENSION: replace(known, people=(*known.people, person(30))),
    }
    assert {rule for rule, blank in nobody_wrote.items() if suggestion(rule, blank).passes} == set()


@given(incomes)
def test_who_passes_has_more_than_the_line(register: Income) -> None:
    said = suggestion(CheckRule.INCOME, facts(income=register))
    assert not said.passes or (register.line is not None and register.per_capita > register.line)


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2017, 1, 1), (2017, 2016)),
        (date(2017, 3, 31), (2017, 2016)),
        (date(2017, 4, 1), (2017,)),
        (date(2017, 12, 31), (2017,)),
    ],
)
def test_last_year_is_judged_until_march(day: date, years: tuple[int, ...]) -> None:
    assert judged_years(day) == years
