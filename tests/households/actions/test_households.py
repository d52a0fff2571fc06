"""Corrections of a household, visits, measures, and points of the standard."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from households.actions.households import Stale, correct_household
from households.actions.measures import add_measure, correct_measure
from households.actions.standards import assess
from households.actions.visits import record_visit
from households.codes import CheckState, MeasureKind, MeasureState
from households.models import Assessment, Criterion, Household, Measure, Visit
from office.demo.builders import make_household, make_measure
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.versions import version_of
from villages.models import Village


def test_correct_household_keeps_who_and_why(village: Village, office_user: User) -> None:
    household = make_household(village)
    correct_household(household, seen=version_of(household), by=office_user, hamlet="7 组")
    newest = household.history.order_by("-pgh_id").first()
    assert newest.hamlet == "7 组"
    assert newest.pgh_context.metadata["user_name"] == "周会计"


def test_an_older_version_never_overwrites(village: Village, office_user: User, leader: User) -> None:
    household = make_household(village)
    seen = version_of(household)
    correct_household(household, seen=seen, by=leader, hamlet="7 组")
    with pytest.raises(Stale, match="赵主任改过这条记录"):
        correct_household(household, seen=seen, by=office_user, hamlet="8 组")
    assert Household.objects.get(pk=household.pk).hamlet == "7 组"


def test_three_other_causes_are_refused_by_postgres(village: Village) -> None:
    household = make_household(village)
    with (
        pytest.raises(IntegrityError, match="household_other_causes"),
        connection.cursor() as cursor,
        transaction.atomic(),
    ):
        cursor.execute("UPDATE households_household SET other_causes = '{02,03,04}' WHERE id = %s", [household.pk])


def _visit(household: Household, by: User, today: date, **changed: object) -> Visit:
    facts = {"visited_on": today, "visitor_name": "何芳", "summary": "核对收入"} | changed
    return record_visit(household, today=today, by=by, **facts)  # type: ignore[arg-type]


def test_the_same_visit_sent_twice_is_one_row(village: Village, cadre: User, today: date) -> None:
    household = make_household(village)
    assert _visit(household, cadre, today) == _visit(household, cadre, today)
    assert household.visits.count() == 1


def test_a_visit_in_the_future_or_before_the_registry_is_refused(village: Village, cadre: User, today: date) -> None:
    household = make_household(village)
    with pytest.raises(Refused, match="还没有到"):
        _visit(household, cadre, today, visited_on=date(2017, 11, 17))
    with pytest.raises(Refused, match="才识别"):
        _visit(household, cadre, today, visited_on=date(2010, 1, 1))


def test_a_visit_without_summary_is_refused_by_postgres(village: Village, cadre: User, today: date) -> None:
    with pytest.raises(IntegrityError, match="visit_has_summary"), transaction.atomic():
        _visit(make_household(village), cadre, today, summary="")


def test_a_measure_that_is_over_has_a_last_day(village: Village, office_user: User) -> None:
    household, started = make_household(village), date(2017, 3, 1)
    with pytest.raises(Refused, match="写上哪天结束"):
        add_measure(
            household,
            by=office_user,
            kind=MeasureKind.HOUSING,
            content="修屋顶",
            started_on=started,
            state=MeasureState.DONE,
        )
    measure = make_measure(household, started_on=started)
    with pytest.raises(Refused, match="早于开始日期"):
        correct_measure(measure, seen=version_of(measure), by=office_user, ended_on=date(2017, 2, 1))
    with pytest.raises(IntegrityError, match="measure_ends_after_start"), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(ended_on=date(2017, 2, 1))


def test_the_same_measure_sent_twice_is_one_row(village: Village, office_user: User) -> None:
    household = make_household(village)
    facts = {"kind": MeasureKind.HOUSING, "content": "修屋顶", "started_on": date(2017, 3, 1), "amount": None}
    first = add_measure(household, by=office_user, **facts)
    assert add_measure(household, by=office_user, **facts) == first
    assert household.measures.count() == 1


def test_a_pass_needs_evidence(village: Village, cadre: User, today: date) -> None:
    household, criterion = make_household(village), Criterion.objects.in_force().get(code="housing")
    with pytest.raises(Refused, match="判为“达标”要写依据"):
        assess(household, criterion, state=CheckState.MET, evidence=" ", today=today, by=cadre)
    assess(household, criterion, state=CheckState.NOT_MET, evidence="", today=today, by=cadre)
    with pytest.raises(IntegrityError, match="assessment_pass_has_evidence"), transaction.atomic():
        Assessment.objects.update(state=CheckState.MET)


def test_a_point_has_one_present_state_and_its_history(village: Village, cadre: User, today: date) -> None:
    household, criterion = make_household(village), Criterion.objects.in_force().get(code="housing")
    for state in (CheckState.NOT_MET, CheckState.MET):
        row = assess(household, criterion, state=state, evidence="C 级已修缮", today=today, by=cadre)
    assert Assessment.objects.get().state == CheckState.MET
    assert list(row.history.order_by("pgh_id").values_list("state", flat=True)) == ["not_met", "met"]


def test_short_of_standard_counts_unchecked_points(village: Village, cadre: User, today: date) -> None:
    passed, short = make_household(village), make_household(village)
    criteria = list(Criterion.objects.in_force())
    for criterion in criteria:
        assess(passed, criterion, state=CheckState.MET, evidence="看过", today=today, by=cadre)
    for criterion in criteria[1:]:
        assess(short, criterion, state=CheckState.NOT_APPLICABLE, evidence="看过", today=today, by=cadre)
    assert list(Household.objects.short_of_standard(criteria)) == [short]
    assert list(Household.objects.unchecked(criteria[0])) == [short]
    assert not Household.objects.not_met(criteria[0]).exists()
