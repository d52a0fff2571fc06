"""What must never be false of a plan, attacked as the application's own role with plain SQL (R4.1)."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from households.codes import PovertyStatus
from households.models import Household, Participation
from office.demo.builders import make_household
from office.demo.timetables import finish, make_appraisal, make_plan, move_date, take_part
from povertyplan.accounts.models import User
from villages.models import Conclusion, Milestone, PlanState, Village, VillagePlan

APPROVE = "UPDATE villages_villageplan SET state = 'approved', approved_on = '2017-02-20', approved_by_id = %(leader)s"


def breaks(statement: str, **values: Any) -> str:
    """The rule that refused the statement."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    cause: Any = refused.value.__cause__
    return str(cause.diag.constraint_name or cause.diag.message_primary)


@pytest.fixture
def draft(village: Village, cadre: User) -> VillagePlan:
    return make_plan(village, by=cadre)


@pytest.fixture
def appraised(village: Village, cadre: User) -> VillagePlan:
    return make_plan(village, state=PlanState.APPRAISED, by=cadre)


@pytest.fixture
def approved(village: Village, cadre: User, leader: User) -> VillagePlan:
    return make_plan(village, state=PlanState.APPROVED, by=cadre, approved_by=leader)


@pytest.fixture
def dryer(approved: VillagePlan) -> Milestone:
    return Milestone.objects.get(name="烘干房建成", stage__plan=approved)


def lifted(village: Village) -> Household:
    return make_household(village, status=PovertyStatus.LIFTED)


class TestApproval:
    def test_complete_plan_is_approved(self, appraised: VillagePlan, village: Village, leader: User) -> None:
        take_part(make_household(village), appraised)
        with connection.cursor() as cursor:
            cursor.execute(APPROVE, {"leader": leader.pk})
        appraised.refresh_from_db()
        assert appraised.is_approved

    def test_needs_a_poor_household(self, appraised: VillagePlan, leader: User) -> None:
        assert breaks(APPROVE, leader=leader.pk) == "villageplan_no_participant"

    def test_household_out_of_poverty_is_none(self, appraised: VillagePlan, village: Village, leader: User) -> None:
        take_part(lifted(village), appraised)
        assert breaks(APPROVE, leader=leader.pk) == "villageplan_no_participant"

    def test_household_that_left_is_none(self, appraised: VillagePlan, village: Village, leader: User) -> None:
        take_part(make_household(village), appraised, until=date(2017, 3, 1))
        assert breaks(APPROVE, leader=leader.pk) == "villageplan_no_participant"

    def test_is_not_the_drafters(self, appraised: VillagePlan, village: Village, cadre: User) -> None:
        take_part(make_household(village), appraised)
        assert breaks(APPROVE, leader=cadre.pk) == "villageplan_approved_by_another"

    def test_needs_its_appraisal(self, draft: VillagePlan, village: Village, leader: User) -> None:
        take_part(make_household(village), draft)
        assert breaks("UPDATE villages_villageplan SET state = 'appraised'") == "villageplan_appraised"
        assert breaks(APPROVE, leader=leader.pk) in (
            "villageplan_state_steps",
            "villageplan_no_appraisal",
            "villageplan_decisions_stay",
        )

    def test_declining_appraisal_is_none(self, draft: VillagePlan) -> None:
        make_appraisal(draft, conclusion=Conclusion.DECLINED)
        assert breaks("UPDATE villages_villageplan SET state = 'appraised'") == "villageplan_appraised"

    def test_appraisal_of_another_version_is_none(self, appraised: VillagePlan) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE villages_villageplan SET state = 'draft', version = 2, taken_back_reason = '没有名单'"
            )
        assert breaks("UPDATE villages_villageplan SET state = 'appraised'") == "villageplan_appraised"

    @pytest.mark.parametrize(
        ("statement", "rule"),
        [
            ("DELETE FROM villages_wish", "villageplan_no_wish"),
            ("UPDATE villages_wish SET households = 0", "villageplan_no_wish"),
            ("UPDATE villages_villageplan SET market = ''", "villageplan_no_conditions"),
            ("UPDATE villages_villageplan SET operator_name = ''", "villageplan_no_operator"),
            ("DELETE FROM villages_scaletarget", "villageplan_no_target"),
            ("DELETE FROM villages_milestone", "villageplan_no_milestone"),
            ("DELETE FROM villages_milestone WHERE name = '论证报告'", "villageplan_empty_stage"),
        ],
    )
    def test_needs_all_its_parts(
        self, draft: VillagePlan, village: Village, leader: User, statement: str, rule: str
    ) -> None:
        take_part(make_household(village), draft)
        with connection.cursor() as cursor:
            cursor.execute(statement)
        make_appraisal(draft)
        VillagePlan.objects.update(state=PlanState.APPRAISED)
        assert breaks(APPROVE, leader=leader.pk) == rule

    def test_names_who_and_when(self, appraised: VillagePlan, village: Village) -> None:
        take_part(make_household(village), appraised)
        assert breaks("UPDATE villages_villageplan SET state = 'approved'") == "villageplan_approval_whole"


class TestStates:
    @pytest.mark.parametrize("state", ["appraised", "approved", "ended"])
    def test_plan_begins_as_a_draft(self, village: Village, state: str) -> None:
        insert = (
            "INSERT INTO villages_villageplan (village_id, version, state, industry, product, land, base, market,"
            " labour, wish_kind, wish_note, scale_unit, operator_kind, operator_name, drafted_on, taken_back_reason,"
            " document_no, ended_reason) VALUES (%(village)s, 1, %(state)s, 'herbs', '金银花', '', '', '', '', '', '',"
            " '', '', '', '2017-02-06', '', '', '')"
        )
        assert breaks(insert, village=village.pk, state=state) == "villageplan_begins_as_draft"

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE villages_villageplan SET state = 'draft'",
            "UPDATE villages_villageplan SET state = 'appraised'",
            "UPDATE villages_villageplan SET version = 2",
        ],
    )
    def test_approved_plan_goes_nowhere_but_to_its_end(self, approved: VillagePlan, statement: str) -> None:
        assert breaks(statement) == "villageplan_state_steps"

    def test_taking_back_makes_the_next_version(self, appraised: VillagePlan) -> None:
        assert breaks("UPDATE villages_villageplan SET state = 'draft'") == "villageplan_state_steps"

    def test_taking_back_needs_a_reason(self, appraised: VillagePlan) -> None:
        statement = "UPDATE villages_villageplan SET state = 'draft', version = 2"
        assert breaks(statement) == "villageplan_taken_back_with_reason"

    def test_end_needs_day_and_reason(self, approved: VillagePlan) -> None:
        assert breaks("UPDATE villages_villageplan SET state = 'ended'") == "villageplan_ended_with_reason"

    def test_village_has_one_plan_at_a_time(self, draft: VillagePlan, village: Village) -> None:
        insert = (
            "INSERT INTO villages_villageplan (village_id, version, state, industry, product, land, base, market,"
            " labour, wish_kind, wish_note, scale_unit, operator_kind, operator_name, drafted_on, taken_back_reason,"
            " document_no, ended_reason) VALUES (%(village)s, 1, 'draft', 'herbs', '核桃', '', '', '', '', '', '',"
            " '', '', '', '2017-02-06', '', '', '')"
        )
        assert breaks(insert, village=village.pk) == "villageplan_one_at_a_time"


class TestFrozen:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE villages_villageplan SET product = '核桃'",
            "UPDATE villages_villageplan SET wish_answered = 1",
            "UPDATE villages_wish SET households = 1",
            "DELETE FROM villages_wish",
            "UPDATE villages_scaletarget SET amount = 1",
            "DELETE FROM villages_scaletarget",
            "UPDATE villages_planfunding SET amount = 1",
            "DELETE FROM villages_planfunding",
            "UPDATE villages_stage SET name = '换'",
            "INSERT INTO villages_stage (plan_id, number, name) SELECT id, 9, '加' FROM villages_villageplan",
            "INSERT INTO villages_wish (plan_id, choice, households) SELECT id, '加', 1 FROM villages_villageplan",
            "UPDATE villages_milestone SET name = '换'",
            "DELETE FROM villages_milestone",
        ],
    )
    @pytest.mark.parametrize("state", [PlanState.APPRAISED, PlanState.APPROVED])
    def test_what_was_appraised_stays(
        self, village: Village, cadre: User, leader: User, state: PlanState, statement: str
    ) -> None:
        make_plan(village, state=state, by=cadre, approved_by=leader)
        assert breaks(statement) == "villageplan_frozen"

    def test_milestone_waits_while_the_plan_is_judged(self, appraised: VillagePlan) -> None:
        insert = (
            "INSERT INTO villages_milestone (stage_id, name, due_on, owner, deliverable, done_note)"
            " SELECT min(id), '加', '2018-01-01', '马俊', '照片', '' FROM villages_stage"
        )
        assert breaks(insert) == "villageplan_frozen"

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM villages_villageplan",
            "DELETE FROM villages_appraisal",
            "DELETE FROM villages_duedatechange",
        ],
    )
    def test_nothing_decided_is_deleted(self, dryer: Milestone, statement: str) -> None:
        move_date(dryer, date(2018, 1, 10), asked_on=date(2017, 11, 16))
        assert breaks(statement).startswith("pgtrigger: Cannot")

    def test_appraisal_is_not_rewritten(self, appraised: VillagePlan) -> None:
        assert "Cannot" in breaks("UPDATE villages_appraisal SET votes_for = 60")

    def test_appraisal_comes_before_the_freeze(self, appraised: VillagePlan) -> None:
        copy = (
            "INSERT INTO villages_appraisal (plan_id, version, held_on, led_by, members, attendees, votes_for,"
            " votes_against, opinions, conclusion, minutes_id) SELECT plan_id, version, held_on, led_by, members,"
            " attendees, votes_for, votes_against, opinions, conclusion, minutes_id FROM villages_appraisal"
        )
        assert breaks(copy) == "appraisal_of_a_draft"


class TestDates:
    def test_baseline_stays(self, dryer: Milestone) -> None:
        assert breaks("UPDATE villages_milestone SET baseline_due_on = '2018-03-01'") == "villageplan_frozen"

    def test_due_date_moves_by_a_reason_only(self, dryer: Milestone) -> None:
        assert breaks("UPDATE villages_milestone SET due_on = '2018-03-01'") == "milestone_date_moves_by_reason"

    def test_old_reason_moves_no_date_again(self, dryer: Milestone) -> None:
        move_date(dryer, date(2018, 1, 10), asked_on=date(2017, 11, 16))
        dryer.refresh_from_db()
        move_date(dryer, date(2017, 12, 15), asked_on=date(2017, 11, 16))
        statement = "UPDATE villages_milestone SET due_on = '2018-01-10' WHERE id = %(key)s"
        assert breaks(statement, key=dryer.pk) == "milestone_date_moves_by_reason"

    ASK = (
        "INSERT INTO villages_duedatechange (milestone_id, old_due_on, new_due_on, reason_kind, reason, asked_by_id,"
        " asked_on, needs_decision, is_granted, decided_by_id, decided_on, decided_note) VALUES (%(key)s, %(old)s,"
        " %(new)s, %(kind)s, '', %(by)s, '2017-11-16', false, %(granted)s, %(decider)s, %(decided)s, '')"
    )

    def ask(self, milestone: Milestone, by: User, **facts: Any) -> str:
        values = {"key": milestone.pk, "old": milestone.due_on, "new": date(2018, 3, 1), "kind": "money", "by": by.pk}
        return breaks(self.ASK, **values | {"granted": None, "decider": None, "decided": None} | facts)

    def test_needs_a_reason(self, dryer: Milestone, cadre: User) -> None:
        assert self.ask(dryer, cadre, kind="") == "duedatechange_has_reason"
        assert self.ask(dryer, cadre, kind="other") == "duedatechange_has_reason"

    def test_long_delay_is_not_granted_by_who_asks(self, dryer: Milestone, cadre: User) -> None:
        found = self.ask(dryer, cadre, granted=True, decider=cadre.pk, decided=date(2017, 11, 16))
        assert found == "duedatechange_decided_by_another"

    def test_starts_from_the_date_as_it_is(self, dryer: Milestone, cadre: User) -> None:
        assert self.ask(dryer, cadre, old=date(2017, 12, 1)) == "duedatechange_of_an_open_milestone"

    def test_done_milestone_has_no_date_to_move(self, dryer: Milestone, cadre: User) -> None:
        finish(dryer, done_on=date(2017, 11, 16))
        assert self.ask(dryer, cadre) == "duedatechange_of_an_open_milestone"

    def test_draft_has_no_date_to_move(self, draft: VillagePlan, cadre: User) -> None:
        milestone = Milestone.objects.filter(stage__plan=draft)[0]
        assert self.ask(milestone, cadre) == "duedatechange_of_an_open_milestone"

    def test_one_waits_at_a_time(self, dryer: Milestone, cadre: User) -> None:
        move_date(dryer, date(2018, 3, 1), asked_on=date(2017, 11, 16))
        assert self.ask(dryer, cadre, new=date(2018, 4, 1)) == "duedatechange_one_waiting"

    def test_what_was_asked_stays(self, dryer: Milestone) -> None:
        move_date(dryer, date(2018, 3, 1), asked_on=date(2017, 11, 16))
        assert breaks("UPDATE villages_duedatechange SET new_due_on = '2018-04-01'") == "duedatechange_append_only"

    def test_decision_stays(self, dryer: Milestone, leader: User) -> None:
        move_date(dryer, date(2018, 1, 10), asked_on=date(2017, 11, 16))
        assert breaks("UPDATE villages_duedatechange SET is_granted = false") == "duedatechange_append_only"

    def test_draft_has_nothing_done(self, draft: VillagePlan) -> None:
        assert breaks("UPDATE villages_milestone SET done_on = '2017-03-01'") == "milestone_done_after_approval"

    def test_nothing_is_done_in_the_future(self, dryer: Milestone) -> None:
        assert breaks("UPDATE villages_milestone SET done_on = '2099-01-01'") == "milestone_has_been_done"


class TestParticipation:
    def test_is_of_the_plans_village(self, appraised: VillagePlan, other_village: Village) -> None:
        stranger = make_household(other_village)
        insert = (
            "INSERT INTO households_participation (household_id, plan_id, link, terms, since)"
            " VALUES (%(household)s, %(plan)s, 'work', '', '2017-03-01')"
        )
        rule = "participation_of_the_same_village"
        assert breaks(insert, household=stranger.pk, plan=appraised.pk) == rule
        assert not Participation.objects.exists()


@pytest.mark.parametrize("table", ["villages_milestone", "villages_stage", "villages_villageplan"])
def test_app_role_cannot_switch_the_rules_off(draft: VillagePlan, table: str) -> None:
    assert "must be owner" in breaks(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
