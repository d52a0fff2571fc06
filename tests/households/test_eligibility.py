"""Whom a policy concerns: Postgres for all households and Python for one agree, and the family reads why (R3.4)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from households import eligibility
from households.codes import (
    Category,
    CheckState,
    Health,
    HousingGrade,
    LabourAbility,
    PovertyCause,
    SchoolStatus,
    WorkArea,
)
from households.models import (
    Criterion,
    Household,
    ItemKind,
    LibraryCondition,
    LibraryItem,
    LibraryVersion,
    Member,
    RuleFact,
    RuleMatch,
)
from office.demo.builders import make_assessment, make_household, make_member
from povertyplan.audit.actions import changing
from villages.models import Village

F = RuleFact


def make_version(*conditions: dict[str, Any], match: RuleMatch = RuleMatch.ALL) -> LibraryVersion:
    with changing(by=None, reason="测试"):
        version = LibraryVersion.objects.create(
            item=LibraryItem.objects.create(kind=ItemKind.POLICY),
            number=1,
            title="慢性病门诊报销",
            summary="带卡到卫生院，当场报销",
            source="县医保发〔2017〕8 号",
            valid_from=date(2017, 1, 1),
            rule_match=match,
        )
        for facts in conditions:
            LibraryCondition.objects.create(version=version, **facts)
    return LibraryVersion.objects.with_rule().get(pk=version.pk)


def condition(fact: RuleFact, *values: str, low: int | None = None, high: int | None = None) -> dict[str, Any]:
    return {"fact": fact, "values": list(values), "low": low, "high": high}


def concerned(version: LibraryVersion, on: date) -> set[int]:
    return set(eligibility.concerned(version, on=on).values_list("pk", flat=True))


def reason(version: LibraryVersion, household: Household, on: date) -> str:
    unmet = household.assessments.current().unmet().select_related("criterion")
    return eligibility.reason(
        version,
        household,
        list(household.members.in_registry_order()),
        not_met={row.criterion_id: row.criterion.name for row in unmet},
        on=on,
    )


def test_without_conditions_it_concerns_every_household(village: Village, today: date) -> None:
    poor, out = make_household(village), make_household(village, status="lifted")
    version = make_version()
    assert concerned(version, today) == {poor.pk, out.pk}
    assert reason(version, poor, today) == "每户都有"


CHRONIC = {"name": "陈长根", "health": [Health.CHRONIC]}
Facts = dict[str, Any]
FACTS: dict[str, tuple[Facts, Facts, Facts | None, str]] = {
    "status": (condition(F.STATUS, "in_poverty"), {}, None, "你家还在帮扶中"),
    "category": (condition(F.CATEGORY, "2", "3"), {"category": Category.DIBAO}, None, "你家是低保户"),
    "main cause": (condition(F.CAUSE, "01"), {"main_cause": PovertyCause.ILLNESS}, None, "你家难处是看病花钱多"),
    "other cause": (
        condition(F.CAUSE, "07", "08"),
        {"other_causes": [PovertyCause.SKILLS, PovertyCause.LABOUR]},
        None,
        "你家难处是缺技术、缺劳力",
    ),
    "housing": (condition(F.HOUSING, "C", "D"), {"housing_grade": HousingGrade.C}, None, "你家住房是 C 级"),
    "relocated": (condition(F.RELOCATED), {"is_relocated": True}, None, "你家是易地搬迁户"),
    "school": (condition(F.SCHOOL, "03", "04"), {}, {"name": "陈小雨", "school_status": "03"}, "陈小雨在读小学"),
    "health": (condition(F.HEALTH, "02"), {}, CHRONIC, "陈长根有慢性病"),
    "age": (condition(F.AGE, low=60), {}, {"name": "陈长根", "born": date(1950, 11, 16)}, "陈长根 67 岁"),
    "uninsured": (
        condition(F.UNINSURED, "medical"),
        {},
        {"name": "陈长根", "has_medical_insurance": False},
        "陈长根还没参加基本医疗",
    ),
    "labour": (
        condition(F.LABOUR, "02"),
        {},
        {"name": "陈长根", "labour_ability": LabourAbility.SKILLED},
        "陈长根有技术",
    ),
    "work": (condition(F.WORK, "04"), {}, {"name": "陈长根", "work_area": WorkArea.ELSEWHERE}, "陈长根在省外务工"),
}


@pytest.mark.parametrize(("asked", "facts", "member", "says"), FACTS.values(), ids=FACTS)
def test_each_fact_finds_its_household_and_says_why(
    village: Village,
    today: date,
    asked: dict[str, Any],
    facts: dict[str, Any],
    member: dict[str, Any] | None,
    says: str,
) -> None:
    plain = {"main_cause": PovertyCause.FUNDS}
    household = make_household(village, **plain | facts)
    other = make_household(village, status="lifted", **plain)
    if member:
        make_member(household, relation="99", **{"born": date(1990, 1, 1)} | member)
    version = make_version(asked)
    assert concerned(version, today) == {household.pk}
    assert reason(version, household, today) == says
    assert reason(version, other, today) == ""


def test_a_criterion_not_met_by_its_current_verdict(village: Village, today: date) -> None:
    unmet, met, unchecked, mended = (make_household(village) for _ in range(4))
    make_assessment(unmet, "housing", state=CheckState.NOT_MET)
    make_assessment(met, "housing")
    make_assessment(mended, "housing", state=CheckState.NOT_MET, year=2016, assessed_on=date(2016, 12, 1))
    make_assessment(mended, "housing")
    criterion = Criterion.objects.in_force().get(code="housing")
    version = make_version(condition(F.NOT_MET, str(criterion.pk)))
    assert concerned(version, today) == {unmet.pk}
    assert reason(version, unmet, today) == f"你家“{criterion.name}”还没达标"
    assert unchecked.pk not in concerned(version, today)


def test_who_left_does_not_count(village: Village, today: date) -> None:
    household = make_household(village)
    member = make_member(household, relation="99", born=date(1950, 1, 1), health=[Health.CHRONIC])
    version = make_version(condition(F.HEALTH, Health.CHRONIC))
    assert concerned(version, today) == {household.pk}
    Member.objects.filter(pk=member.pk).update(left_on=date(2017, 11, 1), leave_reason="1")
    assert concerned(version, today) == set()
    assert reason(version, household, today) == ""


@pytest.mark.parametrize("insured", [True, None])
def test_unknown_cover_is_not_a_missing_one(village: Village, today: date, insured: bool | None) -> None:
    household = make_household(village)
    household.members.update(has_pension=insured)
    assert concerned(make_version(condition(F.UNINSURED, "pension")), today) == set()


BORN = {
    "on the birthday": (date(1957, 11, 16), date(2017, 11, 16), True),
    "a day before it": (date(1957, 11, 17), date(2017, 11, 16), False),
    "born on 29 February, 28th of a common year": (date(1956, 2, 29), date(2016 + 1, 2, 28), True),
    "born on 29 February, sixty on 1 March": (date(1956, 2, 29), date(2016, 2, 28), False),
    "asked on 29 February": (date(1956, 3, 1), date(2016, 2, 29), False),
}


@pytest.mark.parametrize(("born", "on", "is_sixty"), BORN.values(), ids=BORN)
def test_an_age_is_reached_on_the_birthday(village: Village, born: date, on: date, is_sixty: bool) -> None:
    household = make_household(village)
    household.members.update(birth_date=born)
    assert (household.pk in concerned(make_version(condition(F.AGE, low=60)), on)) is is_sixty
    assert (household.pk in concerned(make_version(condition(F.AGE, high=59)), on)) is not is_sixty


def test_asked_on_29_february_of_people_born_in_a_common_year(village: Village) -> None:
    born_before, born_after = make_household(village), make_household(village)
    born_before.members.update(birth_date=date(1955, 2, 28))
    born_after.members.update(birth_date=date(1955, 3, 1))
    assert concerned(make_version(condition(F.AGE, low=61)), date(2016, 2, 29)) == {born_before.pk}


def test_all_conditions_or_any_of_them(village: Village, today: date) -> None:
    both, first, second = (
        make_household(village, category=category, housing_grade=grade)
        for category, grade in (("2", "C"), ("2", "A"), ("1", "C"))
    )
    make_household(village, category="1", housing_grade="A")
    asked = (condition(F.CATEGORY, "2"), condition(F.HOUSING, "C"))
    every, some = make_version(*asked), make_version(*asked, match=RuleMatch.ANY)
    assert concerned(every, today) == {both.pk}
    assert concerned(some, today) == {both.pk, first.pk, second.pk}
    assert reason(every, both, today) == "你家是低保户，住房是 C 级"
    assert reason(some, second, today) == "你家住房是 C 级"


def test_that_a_household_is_still_helped_is_said_only_alone(village: Village, today: date) -> None:
    household = make_household(village, head_name="陈长根", category="2", housing_grade="C")
    household.members.update(health=[Health.CHRONIC])
    poor, dibao = condition(F.STATUS, "in_poverty"), condition(F.CATEGORY, "2")
    chronic, housing = condition(F.HEALTH, Health.CHRONIC), condition(F.HOUSING, "C")
    assert reason(make_version(poor, dibao), household, today) == "你家是低保户"
    assert reason(make_version(poor, chronic, housing), household, today) == "陈长根有慢性病，你家住房是 C 级"


def test_several_people_are_named_together_and_many_are_counted(village: Village, today: date) -> None:
    household = make_household(village, head_name="陈长根")
    version = make_version(condition(F.AGE, low=1), condition(F.HEALTH, Health.CHRONIC))
    household.members.update(health=[Health.CHRONIC], birth_date=date(1957, 1, 1))
    make_member(household, name="王秀英", relation="02", born=date(1957, 1, 1), health=[Health.CHRONIC])
    assert reason(version, household, today) == "陈长根、王秀英 60 岁，陈长根、王秀英有慢性病"
    for _ in range(2):
        make_member(household, relation="99", born=date(1957, 1, 1), health=[Health.CHRONIC])
    assert "陈长根等 4 人有慢性病" in reason(version, household, today)


def test_pairs_of_all_versions_are_one_statement_that_others_can_carry(village: Village, today: date) -> None:
    first, second = make_household(village, category="2"), make_household(village, category="1")
    dibao, everybody = make_version(condition(F.CATEGORY, "2")), make_version()
    rows = eligibility.pairs([dibao, everybody], on=today)
    assert rows is not None
    expected = {(dibao.pk, first.pk), (everybody.pk, first.pk), (everybody.pk, second.pk)}
    assert set(rows) == expected
    statement, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT r.version, r.household FROM ({statement}) AS r (version, household)", values)
        assert set(cursor.fetchall()) == expected
    assert eligibility.pairs([], on=today) is None


def test_matches_keep_the_order_given_and_ask_once(
    village: Village, today: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    household, other = make_household(village, category="2"), make_household(village, category="1")
    outside = make_household(village)
    versions = [make_version(), make_version(condition(F.CATEGORY, "2")), make_version(condition(F.CATEGORY, "1"))]
    with django_assert_num_queries(1):
        found = eligibility.matches(versions, households=[household.pk, other.pk], on=today)
    assert found == {household.pk: versions[:2], other.pk: [versions[0], versions[2]]}
    assert outside.pk not in found
    assert eligibility.matches([], households=[household.pk], on=today) == {household.pk: []}


def test_a_rule_is_said_in_words() -> None:
    names = {7: "住房安全"}
    said = [
        eligibility.said(LibraryCondition(**facts), names)
        for facts in (
            condition(F.CATEGORY, "2", "3"),
            condition(F.NOT_MET, "7"),
            condition(F.RELOCATED),
            condition(F.AGE, low=60),
            condition(F.AGE, high=15),
            condition(F.AGE, low=6, high=15),
            condition(F.UNINSURED, "medical", "pension"),
        )
    ]
    assert said == [
        "贫困户类别是低保贫困户或五保贫困户",
        "“住房安全”没达标",
        "是易地搬迁户",
        "有人的年龄在 60 岁及以上",
        "有人的年龄在 15 岁及以下",
        "有人的年龄在 6 到 15 岁",
        "有人没参加基本医疗或养老保险",
    ]


@pytest.mark.parametrize("fact", RuleFact)
def test_every_fact_has_words_for_each_of_its_values(fact: RuleFact) -> None:
    for code, label in eligibility.choices_of(fact, {7: "住房安全"}):
        assert label in eligibility.said(LibraryCondition(fact=fact, values=[code]), {7: "住房安全"})


# Random families against random rules: what Postgres finds is what Python says.

codes_of = {fact: [code for code, _ in eligibility.choices_of(fact, {})] for fact in RuleFact}
ages = st.one_of(st.none(), st.integers(0, 90))


@st.composite
def conditions(draw: st.DrawFn, criteria: list[str]) -> dict[str, Any]:
    fact = draw(st.sampled_from(RuleFact))
    if fact == F.RELOCATED:
        return condition(fact)
    if fact == F.AGE:
        low, high = draw(ages), draw(ages)
        if low is None and high is None:
            low = 60
        return condition(fact, low=low, high=max(high, low) if low is not None and high is not None else high)
    offered = criteria if fact == F.NOT_MET else codes_of[fact]
    return condition(fact, *draw(st.lists(st.sampled_from(offered), min_size=1, max_size=3, unique=True)))


def some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


unknown = st.sampled_from([True, False, None])
people = st.fixed_dictionaries(
    {
        "birth_date": st.dates(date(1930, 1, 1), date(2017, 11, 1)),
        "school_status": st.sampled_from(SchoolStatus.values),
        "health": st.one_of(st.just([Health.HEALTHY.value]), some([Health.CHRONIC, Health.SERIOUS, Health.DISABLED])),
        "labour_ability": st.sampled_from(["", *LabourAbility.values]),
        "work_area": st.sampled_from(["", *WorkArea.values]),
        "has_medical_insurance": unknown,
        "has_critical_illness_cover": unknown,
        "has_pension": unknown,
        "leave_reason": st.sampled_from(["", "", "1"]),
    }
)
families = st.fixed_dictionaries(
    {
        "category": st.sampled_from(Category.values),
        "main_cause": st.just("99"),
        "other_causes": some(["01", "02", "03", "07"]),
        "housing_grade": st.sampled_from(["", *HousingGrade.values]),
        "is_relocated": st.booleans(),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_postgres_finds_is_what_the_family_is_told(village: Village, today: date, data: st.DataObject) -> None:
    criteria = list(Criterion.objects.in_force())
    household = make_household(village, members=2, **data.draw(families))
    for member in household.members.all():
        facts = data.draw(people)
        Member.objects.filter(pk=member.pk).update(left_on=today if facts["leave_reason"] else None, **facts)
    unmet = data.draw(st.lists(st.sampled_from(criteria), max_size=2, unique=True))
    for criterion in unmet:
        make_assessment(household, criterion.code, state=CheckState.NOT_MET)
    asked = data.draw(st.lists(conditions([str(row.pk) for row in criteria]), min_size=1, max_size=3))
    members, names = list(household.members.all()), {row.pk: row.name for row in unmet}
    versions = [make_version(*asked, match=match) for match in RuleMatch] + [make_version(one) for one in asked]
    found = eligibility.matches(versions, households=[household.pk], on=today)[household.pk]
    for version in versions:
        told = eligibility.reason(version, household, members, not_met=names, on=today)
        assert (version in found) == bool(told), (version.rule_match, [str(c) for c in version.conditions.all()], told)
        assert (version in found) == eligibility.holds(version, household, members, names, today)
        assert (version in found) == (household.pk in concerned(version, today))
