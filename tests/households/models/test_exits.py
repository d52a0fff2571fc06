"""No false exit: attempts to bring one about by raw SQL as the app role, past every action and page (R1.4).

Most attacks stand beside the honest way, which works: what is refused is the lie, not a mistyped statement.
"""

import threading
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction

from households.actions.exits import relapse
from households.codes import HOUSEHOLD_STAGES, CheckState, ExitStage, PovertyCause, PovertyStatus, StandardKind
from households.models import (
    Assessment,
    Criterion,
    Exit,
    ExitStep,
    Household,
    IncomeLine,
    Objection,
    StandardPoint,
    StandardSet,
)
from office.demo.builders import make_household, make_user, make_village
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from tests.exits import object_to, step, walk
from villages.models import Village

S = ExitStage


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=2)


@pytest.fixture
def noticed(household: Household, cadre: User) -> Exit:
    return walk(household, until=S.NOTICE, by=cadre)


@pytest.fixture
def closed(household: Household, cadre: User, office_user: User) -> Exit:
    return walk(household, until=S.CLOSURE, by=cadre, reviewer=office_user)


def run(statement: str, *given: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(rule: str, statement: str, *given: Any) -> None:
    """The statement fails by the rule of that name."""
    with pytest.raises(IntegrityError) as caught:
        run(statement, *given)
    assert caught.value.__cause__.diag.constraint_name == rule  # type: ignore[union-attr]


def insert_step(exit_: Exit, stage: str, done_on: str, by: User, **columns: Any) -> tuple[str, list[Any]]:
    values = {
        "exit_id": exit_.pk,
        "stage": stage,
        "done_on": done_on,
        "recorded_by_id": by.pk,
        "recorded_at": "2017-11-16 08:00+08",
        "led_by": "",
        "joined_by": "",
        "document_no": "",
        "place": "",
        "note": "",
    } | columns
    marks = ", ".join(["%s"] * len(values))
    return f"INSERT INTO households_exitstep ({', '.join(values)}) VALUES ({marks})", list(values.values())


def refused_step(rule: str, exit_: Exit, stage: str, done_on: str, by: User, **columns: Any) -> None:
    statement, given = insert_step(exit_, stage, done_on, by, **columns)
    refused(rule, statement, *given)


def honest_step(exit_: Exit, stage: str, done_on: str, by: User, **columns: Any) -> None:
    statement, given = insert_step(exit_, stage, done_on, by, **columns)
    run(statement, *given)


# ── the household itself ──────────────────────


def test_status_is_not_written_by_hand(household: Household) -> None:
    refused(
        "household_lifted_by_exit",
        "UPDATE households_household SET poverty_status = 'lifted', lifted_year = 2017, status_since = '2017-11-09'",
    )
    refused(
        "household_proposed_by_notice",
        "UPDATE households_household SET poverty_status = 'proposed', status_since = '2017-11-09'",
    )


def test_status_does_not_run_ahead_of_the_exit(noticed: Exit) -> None:
    for day in ("2017-10-24", "2017-11-09"):
        refused(
            "household_lifted_by_exit",
            "UPDATE households_household SET poverty_status = 'lifted', lifted_year = 2017, status_since = %s",
            day,
        )


def test_lifting_is_not_moved_to_another_day(closed: Exit) -> None:
    refused("household_lifted_by_exit", "UPDATE households_household SET status_since = '2017-01-01'")


def test_day_of_the_superiors_roster_is_not_given_by_hand(household: Household) -> None:
    run("UPDATE households_household SET registered_lifted_on = '2016-12-31'")
    refused(
        "household_lifted_by_exit",
        "UPDATE households_household SET poverty_status = 'lifted', lifted_year = 2016, status_since = '2016-12-31'",
    )


@pytest.mark.parametrize("came_from_roster", [False, True])
def test_relapse_is_not_taken_back(
    village: Village, household: Household, cadre: User, office_user: User, came_from_roster: bool
) -> None:
    if came_from_roster:
        household = make_household(village, status=PovertyStatus.LIFTED, status_since=date(2016, 12, 31))
    else:
        walk(household, until=S.CLOSURE, by=cadre, reviewer=office_user)
    out_since = household.status_since
    relapse(household, relapsed_on=date(2017, 12, 1), cause=PovertyCause.ILLNESS, reason="重病", by=office_user)
    refused(
        "household_lifted_by_exit",
        "UPDATE households_household SET poverty_status = 'lifted', status_since = %s WHERE id = %s",
        out_since,
        household.pk,
    )


def test_periods_are_not_rewritten_behind_the_status(household: Household) -> None:
    refused("household_status_is_open_period", "UPDATE households_statusperiod SET status = 'lifted'")
    refused("household_status_is_open_period", "DELETE FROM households_statusperiod")


# ── steps ─────────────────────────────────────


def test_last_step_is_not_the_first(household: Household, cadre: User, office_user: User) -> None:
    exit_ = walk(household, by=cadre)
    for stage in HOUSEHOLD_STAGES[1:]:
        columns = {"ends_on": "2017-11-15"} if stage == S.NOTICE else {}
        given = {"led_by": "甲", "joined_by": "乙", "document_no": "1", "place": "村部"} | columns
        refused_step("exit_out_of_order", exit_, stage, "2017-11-09", office_user, **given)
    refused_step("exit_out_of_order", exit_, S.VILLAGE_ANNOUNCEMENT, "2017-11-09", office_user, document_no="1")


def test_step_of_a_village_does_not_close_a_household(noticed: Exit, office_user: User) -> None:
    refused_step("exit_out_of_order", noticed, S.VILLAGE_SUBMISSION, "2017-11-09", office_user, document_no="1")


@pytest.mark.parametrize("ends_on", ["2017-10-29", "2017-10-24", "2017-10-23", None])
def test_notice_hangs_its_whole_term(household: Household, cadre: User, ends_on: str | None) -> None:
    exit_ = walk(household, until=S.CONSENT, by=cadre)
    given = {"document_no": "1", "place": "村部"}
    statement, values = insert_step(exit_, S.NOTICE, "2017-10-24", cadre, ends_on=ends_on, **given)
    with pytest.raises(IntegrityError):
        run(statement, *values)
    honest_step(exit_, S.NOTICE, "2017-10-24", cadre, ends_on="2017-10-30", **given)


def test_notice_is_not_shortened_afterwards(noticed: Exit, office_user: User) -> None:
    refused("exit_notice_short", "UPDATE households_exitstep SET ends_on = '2017-10-29' WHERE stage = 'notice'")
    refused(
        "exit_before_previous",
        "UPDATE households_exitstep SET done_on = '2017-10-01', ends_on = '2017-10-08' WHERE stage = 'notice'",
    )
    refused_step("exit_notice_running", noticed, S.REVIEW, "2017-10-30", office_user)


def test_review_is_not_backdated_before_the_notice_ended(noticed: Exit, office_user: User) -> None:
    refused_step("exit_notice_running", noticed, S.REVIEW, "2017-10-25", office_user)
    honest_step(noticed, S.REVIEW, "2017-10-31", office_user)
    refused("exit_before_previous", "UPDATE households_exitstep SET done_on = '2017-10-25' WHERE stage = 'review'")


def test_step_does_not_lie_ahead(household: Household, cadre: User) -> None:
    exit_ = walk(household, by=cadre)
    votes = {"led_by": "甲", "attendees": 3, "votes_for": 3, "votes_against": 0}
    refused_step("exitstep_has_been", exit_, S.APPRAISAL, "2999-01-01", cadre, **votes)


@pytest.mark.parametrize(
    "votes",
    [
        {"attendees": 34, "votes_for": 17, "votes_against": 17},
        {"attendees": 30, "votes_for": 33, "votes_against": 0},
        {"attendees": None, "votes_for": None, "votes_against": 0},
        {"attendees": 34, "votes_for": 33, "votes_against": None},
        {"attendees": 0, "votes_for": 0, "votes_against": 0},
    ],
)
def test_appraisal_is_a_majority_of_those_present(household: Household, cadre: User, votes: dict[str, Any]) -> None:
    exit_ = walk(household, by=cadre)
    refused_step("exitstep_appraisal_votes", exit_, S.APPRAISAL, "2017-10-20", cadre, led_by="甲", **votes)


def test_step_is_not_moved_to_another_exit_or_stage(noticed: Exit, village: Village, cadre: User) -> None:
    other = walk(make_household(village), by=cadre)
    refused("exit_step_stays", "UPDATE households_exitstep SET exit_id = %s WHERE stage = 'notice'", other.pk)
    refused("exit_step_stays", "UPDATE households_exitstep SET stage = 'closure' WHERE stage = 'notice'")
    refused(
        "exit_step_stays",
        "UPDATE households_exitstep SET recorded_by_id = %s WHERE stage = 'notice'",
        make_user(Role.OFFICE).pk,
    )
    refused("exit_step_stays", "UPDATE households_exitstep SET recorded_at = '2017-01-01' WHERE stage = 'notice'")


def test_step_behind_another_one_is_not_changed(noticed: Exit) -> None:
    refused("exit_step_is_passed", "UPDATE households_exitstep SET led_by = '别人' WHERE stage = 'consent'")


# ── one person on both sides ──────────────────


def test_same_person_does_not_review(noticed: Exit, cadre: User, office_user: User) -> None:
    refused_step("exit_same_person", noticed, S.REVIEW, "2017-10-31", cadre)
    secretary = make_user(Role.OFFICE, name="彭世成")
    refused_step("exit_same_person", noticed, S.REVIEW, "2017-10-31", secretary)
    refused_step("exit_same_person", noticed, S.REVIEW, "2017-10-31", office_user, led_by="邹明秀")
    honest_step(noticed, S.REVIEW, "2017-10-31", office_user)


def test_whoever_answered_an_objection_does_not_review(noticed: Exit, office_user: User) -> None:
    object_to(noticed)
    run(
        "UPDATE households_objection SET answer = '查过', is_upheld = false, answered_on = '2017-10-27', "
        "answered_by_id = %s",
        office_user.pk,
    )
    refused_step("exit_same_person", noticed, S.REVIEW, "2017-11-10", office_user)


# ── objections ────────────────────────────────


def test_open_objection_holds_the_review_up(noticed: Exit, office_user: User) -> None:
    object_to(noticed)
    refused_step("exit_objection_open", noticed, S.REVIEW, "2017-11-15", office_user)


def test_objection_neither_vanishes_nor_is_half_answered(noticed: Exit, office_user: User) -> None:
    objection = object_to(noticed)
    with pytest.raises(Error, match="Cannot delete"):
        run("DELETE FROM households_objection")
    refused("objection_stays", "UPDATE households_objection SET text = '没有意见'")
    refused("objection_stays", "UPDATE households_objection SET raised_on = '2017-10-25'")
    other = walk(make_household(noticed.village), until=S.NOTICE)
    refused("objection_stays", "UPDATE households_objection SET exit_id = %s", other.pk)
    refused(
        "objection_answered_whole",
        "UPDATE households_objection SET answer = '好', is_upheld = false, answered_by_id = %s",
        office_user.pk,
    )
    assert Objection.objects.get(pk=objection.pk).answered_on is None


def test_no_temporary_table_stands_before_a_real_one(noticed: Exit, office_user: User) -> None:
    """A table of one's own session is found before the real one of the same name, where one may be made at all."""
    object_to(noticed)
    for table in ("objection", "evidence", "assessment", "standardpoint", "exitstep"):
        with suppress(Error):
            run(f"CREATE TEMP TABLE households_{table} (LIKE public.households_{table})")
    statement, given = insert_step(noticed, S.REVIEW, "2017-11-15", office_user)
    refused("exit_objection_open", statement.replace("INTO ", "INTO public."), *given)


# ── what it rests on ──────────────────────────


def test_evidence_is_not_deleted_or_carried_over(noticed: Exit, cadre: User) -> None:
    with pytest.raises(Error, match="Cannot delete"):
        run("DELETE FROM households_evidence")
    notice = noticed.steps.get(stage=S.NOTICE)
    refused("evidence_stays", "UPDATE households_evidence SET step_id = %s WHERE step_id <> %s", notice.pk, notice.pk)


def test_step_is_not_taken_on_a_withdrawn_paper(noticed: Exit, cadre: User, office_user: User) -> None:
    withdrawn = "withdrawn_on = '2017-11-01', withdraw_reason = '错', withdrawn_by_id = %s"
    run(
        f"UPDATE households_evidence SET {withdrawn} WHERE step_id = %s",
        cadre.pk,
        noticed.steps.get(stage=S.APPRAISAL).pk,
    )
    refused_step("exit_step_without_evidence", noticed, S.REVIEW, "2017-10-31", office_user)
    refused(
        "evidence_stays",
        "UPDATE households_evidence SET withdrawn_on = NULL, withdraw_reason = '', "
        "withdrawn_by_id = NULL WHERE withdrawn_on IS NOT NULL",
    )


@pytest.mark.parametrize("state", [CheckState.NOT_MET, CheckState.UNCHECKED])
def test_step_is_not_taken_on_an_open_criterion(noticed: Exit, office_user: User, state: str) -> None:
    Assessment.objects.filter(criterion__code="clothing").update(state=state)
    refused_step("exit_criterion_open", noticed, S.REVIEW, "2017-10-31", office_user)


def test_step_is_not_taken_on_an_income_below_the_line(noticed: Exit, office_user: User) -> None:
    IncomeLine.objects.update(amount=2 * 333_500)
    refused_step("exit_income_not_above", noticed, S.REVIEW, "2017-10-31", office_user)
    IncomeLine.objects.update(amount=2 * 333_501)
    honest_step(noticed, S.REVIEW, "2017-10-31", office_user)


def test_verdict_of_another_year_does_not_serve(noticed: Exit) -> None:
    with pytest.raises(Error, match=r"Cannot update|cannot be|read-only"):
        run("UPDATE households_assessment SET year = 2016")


# ── the exit itself ───────────────────────────


def test_exit_is_not_closed_without_its_last_step(noticed: Exit) -> None:
    refused("exit_closed_by_last_step", "UPDATE households_exit SET closed_on = '2017-11-09'")


def test_closed_exit_is_not_opened_again_or_moved(closed: Exit) -> None:
    refused("exit_closed_by_last_step", "UPDATE households_exit SET closed_on = NULL, continued_until = NULL")
    refused("exit_closed_by_last_step", "UPDATE households_exit SET closed_on = '2017-11-10'")
    refused("exit_step_is_passed", "UPDATE households_exitstep SET done_on = '2017-11-10' WHERE stage = 'closure'")


def test_exit_is_not_handed_to_another_household(closed: Exit, village: Village) -> None:
    other = make_household(village)
    refused("exit_stays", "UPDATE households_exit SET household_id = %s", other.pk)
    refused(
        "household_lifted_by_exit",
        "UPDATE households_household SET poverty_status = 'lifted', lifted_year = 2017, status_since = %s"
        " WHERE id = %s",
        closed.closed_on,
        other.pk,
    )


@pytest.mark.parametrize("column", ["year = 2016", "opened_on = '2017-01-01'", "household_id = NULL"])
def test_exit_stays_what_it_is(noticed: Exit, column: str) -> None:
    refused("exit_stays", f"UPDATE households_exit SET {column}")


def test_exit_and_its_steps_are_not_deleted(noticed: Exit) -> None:
    for table in ("households_exitstep", "households_exit"):
        with pytest.raises(Error):
            run(f"DELETE FROM {table}")


def open_by_hand(household: Household, standard: StandardSet, by: User, *, year: int = 2017, on: str) -> None:
    run(
        "INSERT INTO households_exit"
        " (household_id, village_id, year, standard_id, opened_on, opened_by_id, stop_reason)"
        " VALUES (%s, %s, %s, %s, %s, %s, '')",
        household.pk,
        household.village_id,
        year,
        standard.pk,
        on,
        by.pk,
    )


def test_exit_goes_by_the_standard_in_force(household: Household, cadre: User, office_user: User) -> None:
    ours = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    national = StandardSet.objects.get(name="两不愁三保障")
    with pytest.raises(IntegrityError, match="not the one in force"):
        open_by_hand(household, national, cadre, on="2017-11-01")
    with pytest.raises(IntegrityError, match="not the one in force"):
        open_by_hand(household, StandardSet.objects.get(kind=StandardKind.VILLAGE), cadre, on="2017-11-01")
    open_by_hand(household, ours, cadre, on="2017-11-01")
    refused("exit_stays", "UPDATE households_exit SET standard_id = %s", national.pk)


def test_standard_adopted_later_does_not_serve_an_exit_begun_before(household: Household, cadre: User) -> None:
    run("UPDATE households_standardset SET adopted_on = '2017-11-10' WHERE name = '两不愁三保障'")
    national = StandardSet.objects.get(name="两不愁三保障")
    with pytest.raises(IntegrityError, match="not the one in force"):
        open_by_hand(household, national, cadre, on="2017-11-09")
    open_by_hand(household, national, cadre, on="2017-11-10")


@pytest.mark.parametrize("with_requirement", [False, True])
def test_forged_standard_without_points_is_not_adopted(village: Village, with_requirement: bool) -> None:
    forged = StandardSet.objects.create(
        kind=StandardKind.HOUSEHOLD,
        name="空标准",
        level="处",
        valid_from=date(2017, 1, 1),
        source="自拟",
        notice_days=1,
    )
    if with_requirement:
        forged.requirements.create(position=1, indicator="bus", least=1, text="通班车")
    refused(
        "standardset_adopted_whole",
        "UPDATE households_standardset SET adopted_on = '2017-11-01' WHERE id = %s",
        forged.pk,
    )


def test_standard_in_use_is_not_softened(noticed: Exit) -> None:
    for attack in (
        "UPDATE households_standardset SET notice_days = 1",
        "DELETE FROM households_standardpoint",
        "UPDATE households_criterion SET rule = '', evidence_kind = 'text'",
        "DELETE FROM households_standardset",
    ):
        with pytest.raises(Error):
            run(attack)
    with pytest.raises(IntegrityError):
        run("UPDATE households_standardset SET adopted_on = NULL WHERE id = %s", noticed.standard_id)


@pytest.mark.parametrize("year", [2014, 2015, 2018])
def test_exit_is_of_its_own_time(household: Household, cadre: User, year: int) -> None:
    ours = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    with pytest.raises(IntegrityError, match="year"):
        open_by_hand(household, ours, cadre, year=year, on="2017-11-01")


def test_exit_of_a_household_stands_in_its_own_village(household: Household, cadre: User) -> None:
    ours = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    household.village = make_village()
    with pytest.raises(IntegrityError, match="lives elsewhere"):
        open_by_hand(household, ours, cadre, on="2017-11-01")


# ── the guards themselves ─────────────────────


def test_guards_are_not_switched_off_by_a_setting(household: Household, cadre: User, office_user: User) -> None:
    exit_ = walk(household, by=cadre)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true)"
            " FROM pg_trigger WHERE NOT tgisinternal"
        )
    refused_step("exit_out_of_order", exit_, S.CLOSURE, "2017-11-09", office_user)
    refused("exit_closed_by_last_step", "UPDATE households_exit SET closed_on = '2017-11-09'")


@pytest.mark.parametrize(
    "attack",
    [
        "ALTER TABLE households_exitstep DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION public.households_exit_gaps(exit_key bigint)"
        " RETURNS TABLE (rank int, code text, subject bigint, detail text)"
        " LANGUAGE sql AS 'SELECT 1, NULL::text, 1::bigint, NULL::text'",
        "DROP FUNCTION public.households_exit_obstacles(bigint, text, date, bigint)",
        "TRUNCATE households_objection CASCADE",
    ],
)
def test_app_role_owns_none_of_the_guards(db: None, attack: str) -> None:
    with pytest.raises(Error, match=r"must be owner|permission denied"):
        run(attack)


# ── which verdict counts ──────────────────────


def reworded(code: str) -> tuple[StandardSet, Criterion]:
    """The standard in force with one point in other words, adopted on 2017-11-01."""
    old = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    new = StandardSet.objects.create(
        kind=old.kind, name=old.name, version=2, level=old.level, valid_from=date(2017, 1, 1), source="新文件"
    )
    for position, criterion in enumerate(Criterion.objects.of(old), start=1):
        if criterion.code == code:
            criterion = Criterion.objects.create(
                code=code, group=criterion.group, name=criterion.name, mark=criterion.mark, text="换了一种说法"
            )
            changed = criterion
        StandardPoint.objects.create(standard=new, criterion=criterion, position=position)
    StandardSet.objects.filter(pk=new.pk).update(adopted_on=date(2017, 11, 1))
    return new, changed


def judged(household: Household, criterion: Criterion, state: CheckState, day: date) -> None:
    standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    facts = {"evidence": "入户看过", "assessed_on": day, "assessor_name": "何芳", "standard": standard}
    Assessment.objects.create(household=household, criterion=criterion, year=day.year, state=state, **facts)


def test_newer_verdict_on_a_reworded_point_stops_an_exit_that_goes_on(noticed: Exit, office_user: User) -> None:
    assert noticed.household
    _, criterion = reworded("food")
    judged(noticed.household, criterion, CheckState.NOT_MET, date(2017, 11, 16))
    refused_step("exit_criterion_open", noticed, S.REVIEW, "2017-11-12", office_user)


def test_reworded_point_judged_anew_opens_the_way_again(noticed: Exit) -> None:
    assert noticed.household
    _, criterion = reworded("food")
    judged(noticed.household, criterion, CheckState.MET, date(2017, 11, 10))
    Assessment.objects.filter(household=noticed.household, criterion__code="food").exclude(criterion=criterion).update(
        state=CheckState.UNCHECKED, evidence="", assessed_on=date(2017, 11, 1)
    )
    assert noticed.gaps() == []


def test_verdicts_from_before_a_relapse_prove_nothing(closed: Exit, office_user: User) -> None:
    household = closed.household
    assert household
    relapse(household, relapsed_on=date(2017, 11, 16), cause=PovertyCause.ILLNESS, reason="大病", by=office_user)
    standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    gaps = standard.gaps(2017, village=household.village_id, household=household.pk)
    assert [gap.code for gap in gaps].count("criterion_open") == Criterion.objects.in_force().count()


def test_notice_does_not_hang_for_years(household: Household, cadre: User) -> None:
    exit_ = walk(household, until=S.CONSENT, by=cadre)
    refused_step(
        "exit_notice_long",
        exit_,
        S.NOTICE,
        "2017-10-24",
        cadre,
        ends_on="9999-12-31",
        document_no="2017-1",
        place="村务栏",
    )


# ── two at once ───────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_two_reviews_at_once_are_one() -> None:
    exit_ = walk(make_household(make_village()), until=S.NOTICE)
    reviewers = [make_user(Role.OFFICE), make_user(Role.OFFICE)]
    start, told = threading.Barrier(2), []

    def review(by: User) -> None:
        start.wait(timeout=10)
        try:
            step(exit_, S.REVIEW, by=by)
            told.append("taken")
        except Refused as refusal:
            told.append(refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=review, args=(by,)) for by in reviewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(message[:5] for message in told) == ["taken", "还轮不到这"]
    assert ExitStep.objects.filter(exit=exit_, stage=S.REVIEW).count() == 1
