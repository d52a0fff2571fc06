"""The facts behind the automatic rules, gathered for many households with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from households.codes import MeasureKind, MeasureState
from households.models import Criterion, Household, Measure, Member, NetIncome, PovertyLine
from households.standards import Facts, Income, Person, Suggestion, suggestion

_HOUSE_WORK = (MeasureKind.HOUSING, MeasureKind.RELOCATION)


def facts_of(households: Sequence[Household], *, year: int, on: date) -> dict[int, Facts]:
    """By household key: income of `year`, members with their age on the day. Four queries for any number."""
    keys = [household.pk for household in households]
    people = defaultdict(list)
    for member in Member.objects.filter(household__in=keys).present().in_registry_order():
        people[member.household_id].append(_person(member, on))
    incomes = {row.household_id: _income(row) for row in NetIncome.objects.filter(household__in=keys, year=year)}
    works = Measure.objects.filter(household__in=keys, kind__in=_HOUSE_WORK, state=MeasureState.DONE)
    finished = {work.household_id: work.content for work in works.order_by("ended_on")}
    has_line = PovertyLine.objects.in_use().filter(year=year).exists()
    return {
        household.pk: Facts(
            year=year,
            income=incomes.get(household.pk),
            has_line=has_line,
            people=tuple(people[household.pk]),
            has_safe_water=household.has_safe_water,
            housing_grade=household.housing_grade,
            housing_area=household.housing_area,
            is_dilapidated=household.is_dilapidated,
            finished_work=finished.get(household.pk, ""),
        )
        for household in households
    }


def suggestions_of(
    households: Sequence[Household], criterion: Criterion, *, year: int, on: date
) -> dict[int, Suggestion]:
    """By household key."""
    found = facts_of(households, year=year, on=on)
    return {key: suggestion(criterion.rule, facts) for key, facts in found.items()}


def _person(member: Member, on: date) -> Person:
    return Person(
        name=member.name,
        age=member.age(on=on),
        school_status=member.school_status,
        has_medical_insurance=member.has_medical_insurance,
        has_pension=member.has_pension,
    )


def _income(row: NetIncome) -> Income:
    return Income(per_capita=row.per_capita, line=row.line, is_above=row.is_above, is_estimate=row.is_estimate)
