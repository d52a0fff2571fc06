"""Mistakes put into the registry on purpose, so that the data health page has something to find. Nothing else is wrong.

Besides them it finds what is really open in the office: see `FOUND`.
"""

from datetime import timedelta
from random import Random

from django.db import connection
from django.db.models import QuerySet

from households.codes import CheckState, Gender, LabourAbility, MeasureKind, MeasureState, PovertyStatus, Relation
from households.models import Household, Measure, Member
from office.demo.plan import FIGURES, Plan

# Rule of the data health page → how many rows were made wrong.
PLANTED = {
    "no_phone": 8,
    "done_without_outcome": 4,
    "late_measure": 3,
    "unsafe_house": 2,
    "work_against_ability": 2,
    "uninsured": 1,
    "relation_against_gender": 1,
    "dilapidated_against_grade": 1,
}
# All that it finds but for the children out of school: those are as many as their villages say (义务教育未达标).
# Two exits lost a paper (registry.CLOSED_TURNS), five households have no helper (seed.UNPAIRED), six of those that
# could work have no trade (industry.UNTRADED).
FOUND = PLANTED | {"exit_gap": 2, "unhelped": 5, "no_trade": 6}


def plant(random: Random, plan: Plan) -> None:
    """In households that are far from their exit, and none twice."""
    with connection.cursor() as cursor:
        # In the middle of a seed Postgres knows no sizes yet, and would join what it takes for one row row by row.
        cursor.execute("SET LOCAL enable_nestloop = off")
        for fault, n in PLANTED.items():
            _FAULTS[fault](random, plan, n)
        cursor.execute("SET LOCAL enable_nestloop = on")


def _without_phone(random: Random, plan: Plan, n: int) -> None:
    chosen = _some(random, _poor().exclude(members__phone=""), n)
    Household.objects.filter(pk__in=chosen).update(phone="")
    Member.objects.filter(household__in=chosen).exclude(phone="").update(phone="")


def _without_outcome(random: Random, plan: Plan, n: int) -> None:
    done = _given().filter(state=MeasureState.DONE).exclude(kind=MeasureKind.HOUSING)
    Measure.objects.filter(pk__in=_some(random, done, n)).update(outcome="")


def _late(random: Random, plan: Plan, n: int) -> None:
    planned = _given().filter(state=MeasureState.PLANNED)
    Measure.objects.filter(pk__in=_some(random, planned, n)).update(started_on=plan.today - timedelta(days=46))


def _unsafe_house(random: Random, plan: Plan, n: int) -> None:
    repaired = Measure.objects.filter(kind__in=[MeasureKind.HOUSING, MeasureKind.RELOCATION]).values("household")
    safe = _judged("housing", CheckState.MET).filter(is_relocated=False).exclude(pk__in=repaired)
    Household.objects.filter(pk__in=_some(random, safe, n)).update(housing_grade="D", is_dilapidated=True)


def _cannot_work(random: Random, plan: Plan, n: int) -> None:
    workers = _people().filter(months_worked__gt=0)
    Member.objects.filter(pk__in=_some(random, workers, n)).update(labour_ability=LabourAbility.NONE)


def _uninsured(random: Random, plan: Plan, n: int) -> None:
    spouses = _people().filter(relation=Relation.SPOUSE, household__in=_judged("medical", CheckState.MET))
    Member.objects.filter(pk__in=_some(random, spouses, n)).update(
        has_medical_insurance=False, has_critical_illness_cover=False
    )


def _wrong_relation(random: Random, plan: Plan, n: int) -> None:
    sons = _people().filter(relation=Relation.SON, gender=Gender.MALE)
    Member.objects.filter(pk__in=_some(random, sons, n)).update(relation=Relation.DAUGHTER)


def _wrong_mark(random: Random, plan: Plan, n: int) -> None:
    unsafe = _judged("housing", CheckState.NOT_MET).filter(is_dilapidated=True)
    Household.objects.filter(pk__in=_some(random, unsafe, n)).update(is_dilapidated=False)


_FAULTS = {
    "no_phone": _without_phone,
    "done_without_outcome": _without_outcome,
    "late_measure": _late,
    "unsafe_house": _unsafe_house,
    "work_against_ability": _cannot_work,
    "uninsured": _uninsured,
    "relation_against_gender": _wrong_relation,
    "dilapidated_against_grade": _wrong_mark,
}


def _poor() -> QuerySet[Household]:
    near = [name for name, figures in FIGURES.items() if figures.near_delisting]
    waiting = Household.objects.filter(poverty_status=PovertyStatus.IN_POVERTY, exits=None)
    return waiting.exclude(village__name__in=near)


def _judged(code: str, state: CheckState) -> QuerySet[Household]:
    return _poor().filter(assessments__criterion__code=code, assessments__is_current=True, assessments__state=state)


def _people() -> QuerySet[Member]:
    return Member.objects.present().filter(household__in=_poor())


def _given() -> QuerySet[Measure]:
    return Measure.objects.filter(household__in=_poor())


def _some(random: Random, rows: QuerySet[Household] | QuerySet[Member] | QuerySet[Measure], n: int) -> list[int]:
    return random.sample(sorted(set(rows.values_list("pk", flat=True))), n)
