"""No false 出列: attempts by raw SQL as the app role, and the page's table held against the database's own rule."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from households.actions.evidence import withdraw_evidence
from households.codes import ExitStage, StandardKind
from households.models import Evidence, Exit, Requirement, StandardSet
from households.sheets.village_exit import VillageExitSheet
from office.demo.builders import make_evidence, make_user, make_village
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.village_exits import ENOUGH, TODAY, make_poor_village, register, walk
from villages.models import Indicator, IndicatorValue, Village

S = ExitStage
STEP = (
    "INSERT INTO households_exitstep (exit_id, stage, done_on, ends_on, recorded_by_id, recorded_at, led_by,"
    " joined_by, document_no, place, note) VALUES (%s, %s, %s, %s, %s, now(), %s, '', '2017-列-002', '公示栏', '')"
)
OPENING = (
    "INSERT INTO households_exit (village_id, year, standard_id, opened_on, opened_by_id, stop_reason)"
    " VALUES (%s, 2017, %s, '2017-10-01', %s, '')"
)


def run(statement: str, *given: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)


def refused(rule: str, statement: str, *given: Any) -> None:
    with pytest.raises(IntegrityError) as caught:
        run(statement, *given)
    assert caught.value.__cause__.diag.constraint_name == rule  # type: ignore[union-attr]


def step(
    exit_: Exit, stage: ExitStage, day: str, by: User, *, ends_on: str | None = None, led_by: str = ""
) -> tuple[Any, ...]:
    return STEP, exit_.pk, stage.value, day, ends_on, by.pk, led_by


@pytest.fixture
def poor_village(db: None) -> Village:
    village = make_poor_village(people=3, population=180)
    register(village)
    return village


@pytest.fixture
def noticed(poor_village: Village, office_user: User, leader: User) -> Exit:
    """Hangs from 10-24 to 10-30."""
    return walk(poor_village, until=S.VILLAGE_NOTICE, by=office_user)


# ── who may begin ─────────────────────────────


def test_only_a_poverty_village_has_an_exit(poor_village: Village, village: Village, office_user: User) -> None:
    standard = StandardSet.objects.in_force(StandardKind.VILLAGE).get()
    refused("exit_of_poverty_village", OPENING, village.pk, standard.pk, office_user.pk)
    run(OPENING, poor_village.pk, standard.pk, office_user.pk)


def test_a_village_has_one_exit_that_was_not_stopped(noticed: Exit, office_user: User) -> None:
    refused("exit_one_a_village", OPENING, noticed.village_id, noticed.standard_id, office_user.pk)


def test_the_standard_of_households_is_none_for_villages(poor_village: Village, office_user: User) -> None:
    standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    refused("exit_by_standard_in_force", OPENING, poor_village.pk, standard.pk, office_user.pk)


# ── what a step rests on ──────────────────────


@pytest.mark.parametrize(("people", "population"), [(4, 180), (4, 200)])
def test_incidence_at_or_over_the_limit_stops_every_step(people: int, population: int, office_user: User) -> None:
    village = make_poor_village(people=people, population=population)
    register(village)
    exit_ = walk(village, by=office_user)
    refused("exit_incidence_too_high", *step(exit_, S.VILLAGE_APPLICATION, "2017-10-20", office_user))
    run("UPDATE villages_village SET rural_population = 201 WHERE id = %s", village.pk)
    run(*step(exit_, S.VILLAGE_APPLICATION, "2017-10-20", office_user))


def test_a_household_that_comes_back_stops_the_village_on_its_way(noticed: Exit, leader: User) -> None:
    run("UPDATE villages_village SET rural_population = 150 WHERE id = %s", noticed.village_id)
    refused("exit_incidence_too_high", *step(noticed, S.VILLAGE_SUBMISSION, "2017-10-31", leader))


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ("rural_population = NULL, population_year = NULL", "exit_population_missing"),
        ("rural_population = 0", "exit_population_missing"),
        ("population_year = 2015", "exit_population_old"),
    ],
)
def test_without_a_population_of_the_year_no_step(
    poor_village: Village, office_user: User, facts: str, rule: str
) -> None:
    exit_ = walk(poor_village, by=office_user)
    run(f"UPDATE villages_village SET {facts} WHERE id = %s", poor_village.pk)
    refused(rule, *step(exit_, S.VILLAGE_APPLICATION, "2017-10-20", office_user))


def test_a_figure_that_is_missing_old_or_short_stops_the_step(office_user: User) -> None:
    village = make_poor_village()
    values = register(village)
    exit_ = walk(village, by=office_user)
    application = step(exit_, S.VILLAGE_APPLICATION, "2017-10-20", office_user)
    water = values[Indicator.UNSAFE_WATER_HOUSEHOLDS].pk
    run("UPDATE villages_indicatorvalue SET year = 2015 WHERE id = %s", water)
    refused("exit_requirement_unknown", *application)
    run("UPDATE villages_indicatorvalue SET year = 2016, amount = 1 WHERE id = %s", water)
    refused("exit_requirement_unmet", *application)
    run("UPDATE villages_indicatorvalue SET amount = 0 WHERE id = %s", water)
    run(*application)


def test_a_figure_without_evidence_stops_the_step(poor_village: Village, office_user: User) -> None:
    exit_ = walk(poor_village, by=office_user)
    paper = Evidence.objects.filter(indicator_value__indicator=Indicator.CLINICS).get()
    withdraw_evidence(paper, reason="拍错了", today=TODAY, by=office_user)
    refused("exit_requirement_without_evidence", *step(exit_, S.VILLAGE_APPLICATION, "2017-10-20", office_user))


def test_a_step_without_its_paper_stops_the_next_one(poor_village: Village, office_user: User) -> None:
    exit_ = walk(poor_village, by=office_user)
    run(*step(exit_, S.VILLAGE_APPLICATION, "2017-10-20", office_user))
    refused("exit_step_without_evidence", *step(exit_, S.VILLAGE_CHECK, "2017-10-23", office_user))
    make_evidence(exit_.steps.get())
    run(*step(exit_, S.VILLAGE_CHECK, "2017-10-23", office_user))


# ── order, notice, persons ────────────────────


@pytest.mark.parametrize("stage", [S.VILLAGE_CHECK, S.VILLAGE_NOTICE, S.VILLAGE_SUBMISSION, S.VILLAGE_ANNOUNCEMENT])
def test_no_step_is_jumped(poor_village: Village, office_user: User, stage: ExitStage) -> None:
    exit_ = walk(poor_village, by=office_user)
    ends_on = "2017-11-01" if stage == S.VILLAGE_NOTICE else None
    refused("exit_out_of_order", *step(exit_, stage, "2017-10-20", office_user, ends_on=ends_on))


def test_a_households_step_is_none_of_a_village(poor_village: Village, office_user: User) -> None:
    exit_ = walk(poor_village, by=office_user)
    refused("exit_out_of_order", *step(exit_, S.REVIEW, "2017-10-20", office_user))


def test_the_notice_hangs_its_whole_term(poor_village: Village, office_user: User) -> None:
    exit_ = walk(poor_village, until=S.VILLAGE_CHECK, by=office_user)
    refused("exit_notice_short", *step(exit_, S.VILLAGE_NOTICE, "2017-10-24", office_user, ends_on="2017-10-29"))
    run(*step(exit_, S.VILLAGE_NOTICE, "2017-10-24", office_user, ends_on="2017-10-30"))


def test_nothing_is_submitted_while_the_notice_hangs(noticed: Exit, leader: User) -> None:
    refused("exit_notice_running", *step(noticed, S.VILLAGE_SUBMISSION, "2017-10-30", leader))
    run(*step(noticed, S.VILLAGE_SUBMISSION, "2017-10-31", leader))


def test_an_open_objection_stops_the_clock_and_its_answer_starts_it_anew(noticed: Exit, leader: User) -> None:
    run(
        "INSERT INTO households_objection (exit_id, raised_on, raised_by, text, recorded_by_id, answer)"
        " VALUES (%s, '2017-10-26', '', '路没有修到我们组', %s, '')",
        noticed.pk,
        noticed.opened_by_id,
    )
    refused("exit_objection_open", *step(noticed, S.VILLAGE_SUBMISSION, "2017-11-10", leader))
    run(
        "UPDATE households_objection SET answered_on = '2017-10-28', answer = '10-27 已硬化', is_upheld = FALSE,"
        " answered_by_id = %s",
        noticed.opened_by_id,
    )
    refused("exit_notice_running", *step(noticed, S.VILLAGE_SUBMISSION, "2017-11-04", leader))
    run(*step(noticed, S.VILLAGE_SUBMISSION, "2017-11-05", leader))


def test_who_took_part_before_does_not_submit(noticed: Exit, office_user: User, leader: User) -> None:
    refused("exit_same_person", *step(noticed, S.VILLAGE_SUBMISSION, "2017-10-31", office_user))
    run(*step(noticed, S.VILLAGE_SUBMISSION, "2017-10-31", leader))


def test_who_led_the_check_does_not_submit(noticed: Exit) -> None:
    checker = make_user(Role.LEADER, name=noticed.steps.get(stage=S.VILLAGE_CHECK).led_by)
    refused("exit_same_person", *step(noticed, S.VILLAGE_SUBMISSION, "2017-10-31", checker))


def test_a_village_is_not_called_out_by_hand(noticed: Exit) -> None:
    refused("exit_closed_by_last_step", "UPDATE households_exit SET closed_on = '2017-11-01' WHERE id = %s", noticed.pk)


# ── afterwards ────────────────────────────────


def test_evidence_withdrawn_later_puts_the_village_on_the_review_list(
    poor_village: Village, office_user: User, leader: User
) -> None:
    exit_ = walk(poor_village, until=S.VILLAGE_ANNOUNCEMENT, by=office_user, reviewer=leader)
    assert exit_.closed_on == date(2017, 11, 8)
    assert not Exit.objects.to_review().exists()
    paper = Evidence.objects.filter(indicator_value__indicator=Indicator.BUS).get()
    withdraw_evidence(paper, reason="不是这个村的站牌", today=TODAY, by=office_user)
    assert Exit.objects.to_review().get() == exit_


# ── page and database say the same ────────────

AMOUNTS = st.sampled_from([Decimal(n) for n in ("0", "0.5", "1", "2", "5", "6", "36000", "49999.99", "50000")])
FIGURES = st.lists(
    st.tuples(st.sampled_from(list(ENOUGH)), st.integers(2014, 2017), AMOUNTS, st.booleans()),
    max_size=20,
    unique_by=lambda figure: figure[:2],
)
BOUNDS = st.one_of(
    st.tuples(st.sampled_from([Decimal(1), Decimal("5.5"), Decimal(50_000)]), st.none(), st.just("")),
    st.tuples(st.none(), st.sampled_from([Decimal(0), Decimal(2)]), st.just("")),
    st.tuples(st.none(), st.none(), st.sampled_from(list(ENOUGH))),
)
REQUIREMENTS = st.lists(
    st.tuples(st.sampled_from([i for i in ENOUGH if i != Indicator.COLLECTIVE_INCOME]), BOUNDS),
    min_size=1,
    max_size=6,
    unique_by=lambda requirement: requirement[0],
)


def adopt(limit: Decimal, is_strict: bool, requirements: list[tuple[Indicator, Any]]) -> StandardSet:
    standard = StandardSet.objects.create(
        kind=StandardKind.VILLAGE,
        name="试",
        level="县",
        valid_from=date(2017, 1, 1),
        source="试",
        incidence_limit=limit,
        is_below_limit=is_strict,
    )
    for place, (indicator, (least, most, whole)) in enumerate(requirements, start=1):
        Requirement.objects.create(
            standard=standard, position=place, indicator=indicator, least=least, most=most, whole=whole, text="试"
        )
    standard.adopted_on = date(2017, 1, 2)
    standard.save()
    return standard


class PageAndDatabase(TestCase):
    @settings(max_examples=40, deadline=None)
    @example(3, 150, 2016, Decimal("0.02"), True, [(Indicator.CLINICS, (Decimal(1), None, ""))], [])
    @example(3, 150, 2016, Decimal("0.02"), False, [(Indicator.CLINICS, (Decimal(1), None, ""))], [])
    @given(
        people=st.integers(0, 8),
        population=st.sampled_from([None, 0, 1, 50, 100, 149, 150, 151, 200, 400]),
        population_year=st.integers(2014, 2017),
        limit=st.sampled_from([Decimal("0.02"), Decimal("0.03"), Decimal("0.0055")]),
        is_strict=st.booleans(),
        requirements=REQUIREMENTS,
        figures=FIGURES,
    )
    def test_they_say_the_same_of_any_figures(
        self,
        people: int,
        population: int | None,
        population_year: int,
        limit: Decimal,
        is_strict: bool,
        requirements: list[tuple[Indicator, Any]],
        figures: list[tuple[Indicator, int, Decimal, bool]],
    ) -> None:
        village = make_poor_village(people=people, population=population, population_year=population_year)
        make_poor_village(people=2, population=100)
        for seed, (indicator, year, amount, is_proven) in enumerate(figures):
            value = IndicatorValue.objects.create(
                village=village, indicator=indicator, year=year, amount=amount, source="试"
            )
            if is_proven:
                make_evidence(value, seed=seed)
        standard = adopt(limit, is_strict, requirements)
        sheet = VillageExitSheet(village, on=date(2017, 11, 16))
        assert [point.obstacle for point in sheet.points if point.obstacle] == standard.gaps(2017, village=village.pk)


def test_people_who_left_or_are_out_are_not_counted(poor_village: Village) -> None:
    sheet = VillageExitSheet(poor_village, on=TODAY)
    assert sheet.people == 3
    run("UPDATE households_member SET left_on = '2017-01-01', leave_reason = '1' WHERE relation = '02'")
    assert VillageExitSheet(poor_village, on=TODAY).people == 2
    assert VillageExitSheet(make_village(is_poverty_village=True), on=TODAY + timedelta(1)).people == 0
