"""A plan goes from draft to appraisal to approval by another person; dates move by a reason only (R4.1)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from office.demo.reporting import make_report
from office.demo.timetables import make_appraisal, make_plan, move_date
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.versions import version_of
from tests.papers import PDF
from villages.actions import plans as actions
from villages.forms.plan_rows import WishesForm
from villages.models import Conclusion, DelayReason, Milestone, PlanState, Stage, Village, VillagePlan
from villages.plan_rows import FundingRow, TargetRow, TimetableRow, WishRow, fingerprint

FACTS: dict[str, Any] = {"industry": "herbs", "product": "金银花", "land": "坡地 620 亩"}
MEETING: dict[str, Any] = {
    "held_on": date(2017, 2, 16),
    "led_by": "李志远",
    "members": "农技站邹明秀，村民代表 60 人",
    "attendees": 62,
    "votes_for": 58,
    "votes_against": 4,
    "opinions": "4 人担心没水",
    "conclusion": Conclusion.AGREED,
}
ROAD = [
    TimetableRow("落地", "流转土地", date(2017, 5, 15), "田国庆", "合同"),
    TimetableRow("落地", "种苗下地", date(2017, 7, 15), "马俊", "验收表"),
    TimetableRow("见效", "首批采收", date(2018, 5, 15), "马俊", "过磅单"),
]


def refused(act: Callable[..., object], *arguments: object, **facts: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        act(*arguments, **facts)
    return refusal.value


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
    """Due 2017-12-15, a month after today."""
    return Milestone.objects.get(name="烘干房建成", stage__plan=approved)


@pytest.fixture
def seedlings(approved: VillagePlan) -> Milestone:
    """Was due 2017-07-15 and is not done."""
    return Milestone.objects.get(name="种苗下地", stage__plan=approved)


class TestDraft:
    def test_is_written_by_the_one_who_asks(self, village: Village, cadre: User, today: date) -> None:
        plan = actions.draft_plan(village, today=today, by=cadre, **FACTS)
        assert (plan.state, plan.version, plan.drafted_by, plan.drafted_on) == ("draft", 1, cadre, today)

    def test_sent_twice_is_one(self, village: Village, cadre: User, today: date) -> None:
        one = actions.draft_plan(village, today=today, by=cadre, **FACTS)
        assert actions.draft_plan(village, today=today, by=cadre, **FACTS) == one

    def test_second_plan_of_a_village_is_refused(self, draft: VillagePlan, cadre: User, today: date) -> None:
        refusal = refused(actions.draft_plan, draft.village, today=today, by=cadre, **FACTS | {"product": "核桃"})
        assert refusal.message == "柳河村已经有一份规划（金银花，草稿），在那一份上改，或先终止它"

    def test_village_whose_plan_ended_may_draft_another(
        self, draft: VillagePlan, cadre: User, office_user: User, today: date
    ) -> None:
        actions.end_plan(draft, reason="没有水", today=today, by=office_user)
        assert actions.draft_plan(draft.village, today=today, by=cadre, **FACTS).pk != draft.pk

    def test_is_rewritten(self, draft: VillagePlan, cadre: User) -> None:
        actions.rewrite_plan(draft, seen=version_of(draft), by=cadre, market="订单 5 年")
        draft.refresh_from_db()
        assert draft.market == "订单 5 年"

    def test_somebody_faster_is_not_overwritten(self, draft: VillagePlan, cadre: User, office_user: User) -> None:
        seen = version_of(draft)
        actions.rewrite_plan(draft, seen=seen, by=office_user, market="订单 3 年")
        with pytest.raises(actions.Outdated):
            actions.rewrite_plan(draft, seen=seen, by=cadre, market="订单 5 年")
        draft.refresh_from_db()
        assert draft.market == "订单 3 年"

    def test_same_text_sent_twice_is_no_conflict(self, draft: VillagePlan, cadre: User) -> None:
        seen = version_of(draft)
        for _ in range(2):
            actions.rewrite_plan(draft, seen=seen, by=cadre, market="订单 5 年")

    def test_another_part_saved_meanwhile_is_no_conflict(
        self, draft: VillagePlan, cadre: User, office_user: User
    ) -> None:
        seen = version_of(draft)
        actions.keep_targets(draft, [TargetRow(2018, Decimal(240))], by=office_user, scale_unit="垄")
        actions.rewrite_plan(draft, seen=seen, by=cadre, market="订单 5 年")
        draft.refresh_from_db()
        assert (draft.market, draft.scale_unit) == ("订单 5 年", "垄")

    @pytest.mark.parametrize("state", [PlanState.APPRAISED, PlanState.APPROVED])
    def test_what_was_appraised_is_frozen(self, village: Village, cadre: User, leader: User, state: PlanState) -> None:
        plan = make_plan(village, state=state, by=cadre, approved_by=leader)
        for act, rows in (
            (actions.keep_wishes, [WishRow("核桃", 3)]),
            (actions.keep_targets, []),
            (actions.keep_funding, []),
            (actions.keep_timetable, ROAD),
        ):
            assert "不能改" in refused(act, plan, rows, by=cadre).message
        assert "不能改" in refused(actions.rewrite_plan, plan, by=cadre, product="核桃").message


class TestRows:
    def test_wishes_replace_those_before(self, draft: VillagePlan, cadre: User) -> None:
        rows = [WishRow("没想好", 4), WishRow("金银花", 50)]
        actions.keep_wishes(draft, rows, by=cadre, wish_answered=60)
        assert draft.wish_rows == [WishRow("金银花", 50), WishRow("没想好", 4)]

    def test_more_households_than_answered_are_refused(self, draft: VillagePlan, cadre: User) -> None:
        refusal = refused(actions.keep_wishes, draft, [WishRow("金银花", 80)], by=cadre)
        assert (refusal.message, refusal.field) == ("“金银花”80 户，比答了的 79 户还多", "wish_answered")

    def test_household_is_counted_once(self, draft: VillagePlan, cadre: User) -> None:
        rows = [WishRow("金银花", 50), WishRow("核桃", 30)]
        refusal = refused(actions.keep_wishes, draft, rows, by=cadre)
        assert refusal.message == "各项加起来 80 户，比答了的 79 户还多，一户算一次"
        assert refusal.field == "wish_answered"

    def test_a_choice_written_twice_is_refused(self, draft: VillagePlan, cadre: User) -> None:
        rows = [WishRow("金银花", 8), WishRow("金银花", 9)]
        assert refused(actions.keep_wishes, draft, rows, by=cadre).message == "“金银花”写了两行，并成一行"

    def test_targets_need_their_unit(self, draft: VillagePlan, cadre: User) -> None:
        rows = [TargetRow(2018, Decimal(240))]
        assert refused(actions.keep_targets, draft, rows, by=cadre, scale_unit="").field == "scale_unit"

    def test_a_year_has_one_target(self, draft: VillagePlan, cadre: User) -> None:
        rows = [TargetRow(2018, Decimal(240)), TargetRow(2018, Decimal(260))]
        assert refused(actions.keep_targets, draft, rows, by=cadre).message == "2018 年写了两行，留一行"

    def test_funding_is_kept_in_fen(self, draft: VillagePlan, cadre: User) -> None:
        actions.keep_funding(
            draft, [FundingRow("loan", 5_000_00), FundingRow("earmarked", 62_000_00, "设备")], by=cadre
        )
        assert [row.amount for row in draft.funding_rows] == [62_000_00, 5_000_00]

    def test_timetable_numbers_its_stages_in_their_order(self, draft: VillagePlan, cadre: User) -> None:
        actions.keep_timetable(draft, ROAD, by=cadre)
        assert list(draft.stages.values_list("number", "name")) == [(1, "落地"), (2, "见效")]
        assert draft.timetable_rows == ROAD

    def test_stage_has_a_milestone(self, draft: VillagePlan, cadre: User) -> None:
        rows = [*ROAD, TimetableRow("销售", "", None, "", "")]
        assert "每一步至少一个里程碑" in refused(actions.keep_timetable, draft, rows, by=cadre).message

    def test_the_same_list_sent_twice_changes_nothing(self, draft: VillagePlan, cadre: User) -> None:
        actions.keep_timetable(draft, ROAD, by=cadre)
        keys = set(Milestone.objects.values_list("pk", flat=True))
        actions.keep_timetable(draft, ROAD, by=cadre, seen="old")
        assert set(Milestone.objects.values_list("pk", flat=True)) == keys

    def test_somebody_faster_is_not_overwritten(self, draft: VillagePlan, cadre: User, office_user: User) -> None:
        seen = fingerprint(draft.timetable_rows, [()])
        actions.keep_timetable(draft, ROAD, by=office_user, seen=seen)
        with pytest.raises(actions.Outdated):
            actions.keep_timetable(draft, ROAD[:1], by=cadre, seen=seen)
        assert draft.timetable_rows == ROAD

    def test_how_households_were_asked_counts_as_seen(self, draft: VillagePlan, cadre: User) -> None:
        seen = WishesForm.seen_now(draft)
        facts = {name: getattr(draft, name) for name in WishesForm.FACTS}
        actions.keep_wishes(draft, draft.wish_rows, by=cadre, seen=seen, **facts | {"wish_note": "4 户外出"})
        with pytest.raises(actions.Outdated):
            actions.keep_wishes(draft, draft.wish_rows, by=cadre, seen=seen, **facts | {"wish_note": "5 户外出"})


class TestAppraisal:
    def test_agreeing_one_freezes_the_plan(self, draft: VillagePlan, cadre: User, today: date) -> None:
        made = actions.record_appraisal(draft, minutes=PDF, today=today, by=cadre, **MEETING)
        draft.refresh_from_db()
        assert (draft.state, made.version, made.minutes.kind) == (PlanState.APPRAISED, 1, "pdf")

    def test_sent_twice_is_one(self, draft: VillagePlan, cadre: User, today: date) -> None:
        one = actions.record_appraisal(draft, minutes=PDF, today=today, by=cadre, **MEETING)
        assert actions.record_appraisal(draft, minutes=PDF, today=today, by=cadre, **MEETING) == one

    def test_another_conclusion_leaves_a_draft(self, draft: VillagePlan, cadre: User, today: date) -> None:
        facts = MEETING | {"conclusion": Conclusion.REWORK, "votes_for": 10, "votes_against": 40}
        actions.record_appraisal(draft, minutes=PDF, today=today, by=cadre, **facts)
        draft.refresh_from_db()
        assert draft.is_open

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"held_on": date(2017, 11, 17)}, "held_on"),
            ({"votes_for": 60}, "attendees"),
            ({"votes_for": 4}, "conclusion"),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, draft: VillagePlan, cadre: User, today: date, facts: dict[str, Any], field: str
    ) -> None:
        assert (
            refused(actions.record_appraisal, draft, minutes=PDF, today=today, by=cadre, **MEETING | facts).field
            == field
        )

    def test_incomplete_plan_is_not_agreed(self, draft: VillagePlan, cadre: User, today: date) -> None:
        actions.rewrite_plan(draft, by=cadre, market="")
        actions.keep_targets(draft, [], by=cadre)
        refusal = refused(actions.record_appraisal, draft, minutes=PDF, today=today, by=cadre, **MEETING)
        assert "条件没写全" in refusal.message
        assert "没有规模目标" in refusal.message

    def test_is_taken_back_for_the_next_version(self, appraised: VillagePlan, leader: User) -> None:
        actions.take_back(appraised, reason="参加户没有名单", by=leader)
        again = actions.take_back(appraised, reason="参加户没有名单", by=leader)
        assert (again.state, again.version, again.taken_back_reason) == (PlanState.DRAFT, 2, "参加户没有名单")

    def test_needs_a_reason_to_go_back(self, appraised: VillagePlan, leader: User) -> None:
        assert refused(actions.take_back, appraised, reason=" ", by=leader).field == "reason"

    def test_draft_need_not_go_back(self, draft: VillagePlan, cadre: User) -> None:
        assert refused(actions.take_back, draft, reason="改", by=cadre).message == "草稿可以直接改，不用退回"

    def test_approved_plan_is_not_taken_back(self, approved: VillagePlan, leader: User) -> None:
        assert "已经批准" in refused(actions.take_back, approved, reason="改", by=leader).message


class TestEnd:
    def test_needs_a_reason(self, draft: VillagePlan, leader: User, today: date) -> None:
        assert refused(actions.end_plan, draft, reason="", today=today, by=leader).field == "reason"

    def test_twice_keeps_the_first_reason(self, draft: VillagePlan, leader: User, today: date) -> None:
        actions.end_plan(draft, reason="没有水", today=today, by=leader)
        assert actions.end_plan(draft, reason="没有地", today=today, by=leader).ended_reason == "没有水"

    def test_ends_what_waits(self, approved: VillagePlan, dryer: Milestone, leader: User, today: date) -> None:
        change = move_date(dryer, date(2018, 3, 1), asked_on=today)
        actions.end_plan(approved, reason="合作社散了", today=today, by=leader)
        change.refresh_from_db()
        approved.refresh_from_db()
        assert (change.is_granted, approved.state, approved.ended_on) == (False, PlanState.ENDED, today)

    def test_timetable_stands_still_afterwards(
        self, approved: VillagePlan, dryer: Milestone, leader: User, today: date
    ) -> None:
        actions.end_plan(approved, reason="合作社散了", today=today, by=leader)
        refusal = refused(actions.finish_milestone, dryer, done_on=today, today=today, by=leader)
        assert refusal.message == "规划已经终止，时间表不再改"


class TestNewMilestone:
    FACTS: dict[str, Any] = {"name": "水池 2 口", "due_on": date(2018, 1, 31), "owner": "马俊", "deliverable": "验收表"}

    def test_date_is_its_baseline_in_an_approved_plan(self, approved: VillagePlan, cadre: User) -> None:
        stage = Stage.objects.filter(plan=approved)[0]
        one = actions.add_milestone(stage, by=cadre, **self.FACTS)
        assert actions.add_milestone(stage, by=cadre, **self.FACTS) == one
        one.refresh_from_db()
        assert one.baseline_due_on == date(2018, 1, 31)

    def test_waits_while_the_plan_is_judged(self, appraised: VillagePlan, cadre: User) -> None:
        stage = Stage.objects.filter(plan=appraised)[0]
        assert "等批" in refused(actions.add_milestone, stage, by=cadre, **self.FACTS).message


class TestDone:
    def test_is_written_with_its_report(self, dryer: Milestone, cadre: User, today: date) -> None:
        revision = make_report(dryer.stage.plan.village).revisions.get()
        actions.finish_milestone(dryer, done_on=today, note="验收单", today=today, by=cadre, revision=revision)
        dryer.refresh_from_db()
        assert (dryer.done_on, dryer.done_note, dryer.done_in) == (today, "验收单", revision)

    def test_once_more_corrects_it(self, dryer: Milestone, cadre: User, office_user: User, today: date) -> None:
        actions.finish_milestone(dryer, done_on=today, today=today, by=cadre)
        actions.finish_milestone(dryer, done_on=date(2017, 11, 1), today=today, by=office_user)
        dryer.refresh_from_db()
        assert dryer.done_on == date(2017, 11, 1)

    @pytest.mark.parametrize("day", [date(2017, 11, 17), date(1999, 1, 1)])
    def test_day_that_cannot_be_is_refused(self, dryer: Milestone, cadre: User, today: date, day: date) -> None:
        assert refused(actions.finish_milestone, dryer, done_on=day, today=today, by=cadre).field == "done_on"

    def test_change_that_waits_is_over(self, dryer: Milestone, cadre: User, today: date) -> None:
        change = move_date(dryer, date(2018, 3, 1), asked_on=today)
        actions.finish_milestone(dryer, done_on=today, today=today, by=cadre)
        change.refresh_from_db()
        assert (change.is_granted, change.decided_note) == (False, "已经完成，不用改期")

    def test_is_taken_back_with_a_reason(self, dryer: Milestone, cadre: User, office_user: User, today: date) -> None:
        actions.finish_milestone(dryer, done_on=today, note="验收单", today=today, by=cadre)
        assert refused(actions.reopen_milestone, dryer, reason="", by=office_user).field == "reason"
        actions.reopen_milestone(dryer, reason="没有验收", by=office_user)
        dryer.refresh_from_db()
        assert (dryer.done_on, dryer.done_note) == (None, "")

    def test_open_one_is_left_alone(self, dryer: Milestone, office_user: User) -> None:
        assert actions.reopen_milestone(dryer, reason="", by=office_user).done_on is None

    def test_draft_has_nothing_done(self, draft: VillagePlan, cadre: User, today: date) -> None:
        milestone = Milestone.objects.filter(stage__plan=draft)[0]
        refusal = refused(actions.finish_milestone, milestone, done_on=today, today=today, by=cadre)
        assert refusal.message == "规划还没批准，先批准再登记进度"


class TestChangeOfDate:
    WHY: dict[str, Any] = {"reason_kind": DelayReason.MONEY, "reason": "设备款在公示"}

    def test_within_thirty_days_holds_at_once(self, dryer: Milestone, cadre: User, today: date) -> None:
        change = actions.change_due_date(dryer, new_due_on=date(2018, 1, 14), today=today, by=cadre, **self.WHY)
        dryer.refresh_from_db()
        assert (change.needs_decision, change.is_granted, dryer.due_on) == (False, True, date(2018, 1, 14))
        assert dryer.baseline_due_on == date(2017, 12, 15)

    def test_a_day_more_waits(self, dryer: Milestone, cadre: User, today: date) -> None:
        change = actions.change_due_date(dryer, new_due_on=date(2018, 1, 15), today=today, by=cadre, **self.WHY)
        dryer.refresh_from_db()
        assert (change.needs_decision, change.is_granted, dryer.due_on) == (True, None, date(2017, 12, 15))

    def test_asked_after_the_day_waits(self, seedlings: Milestone, cadre: User, today: date) -> None:
        change = actions.change_due_date(seedlings, new_due_on=today, today=today, by=cadre, **self.WHY)
        assert change.is_granted is None

    @pytest.mark.parametrize("new_due_on", [date(2018, 1, 10), date(2018, 3, 1)])
    def test_sent_twice_is_one(self, dryer: Milestone, cadre: User, today: date, new_due_on: date) -> None:
        one = actions.change_due_date(dryer, new_due_on=new_due_on, today=today, by=cadre, **self.WHY)
        assert actions.change_due_date(dryer, new_due_on=new_due_on, today=today, by=cadre, **self.WHY) == one

    def test_own_wish_that_waits_is_replaced(self, dryer: Milestone, cadre: User, today: date) -> None:
        first = actions.change_due_date(dryer, new_due_on=date(2018, 3, 1), today=today, by=cadre, **self.WHY)
        second = actions.change_due_date(dryer, new_due_on=date(2018, 3, 10), today=today, by=cadre, **self.WHY)
        first.refresh_from_db()
        assert (first.is_granted, second.is_granted) == (False, None)

    def test_wish_of_another_is_decided_first(
        self, dryer: Milestone, cadre: User, office_user: User, today: date
    ) -> None:
        actions.change_due_date(dryer, new_due_on=date(2018, 3, 1), today=today, by=cadre, **self.WHY)
        refusal = refused(
            actions.change_due_date, dryer, new_due_on=date(2018, 2, 1), today=today, by=office_user, **self.WHY
        )
        assert refusal.message == "何芳提出改到 2018-03-01，还等着批。先批那一个，再改"

    def test_report_recorded_by_the_office_replaces_it(
        self, dryer: Milestone, cadre: User, office_user: User, today: date
    ) -> None:
        revision = make_report(dryer.stage.plan.village).revisions.get()
        actions.change_due_date(dryer, new_due_on=date(2018, 3, 1), today=today, by=cadre, **self.WHY)
        second = actions.change_due_date(
            dryer, new_due_on=date(2018, 2, 1), today=today, by=office_user, revision=revision, **self.WHY
        )
        assert [c.pk for c in dryer.changes.waiting()] == [second.pk]

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"new_due_on": date(2017, 12, 15)}, "new_due_on"),
            ({"new_due_on": date(2017, 11, 15)}, "new_due_on"),
            ({"new_due_on": date(2107, 1, 1)}, "new_due_on"),
            ({"reason_kind": ""}, "reason_kind"),
            ({"reason_kind": DelayReason.OTHER, "reason": " "}, "reason"),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, dryer: Milestone, cadre: User, today: date, facts: dict[str, Any], field: str
    ) -> None:
        wish = {"new_due_on": date(2018, 1, 10)} | self.WHY | facts
        assert refused(actions.change_due_date, dryer, today=today, by=cadre, **wish).field == field

    def test_report_may_arrive_after_the_day_it_named(self, seedlings: Milestone, cadre: User, today: date) -> None:
        revision = make_report(seedlings.stage.plan.village).revisions.get()
        day = today - timedelta(days=1)
        assert actions.change_due_date(seedlings, new_due_on=day, today=today, by=cadre, revision=revision, **self.WHY)

    def test_done_one_keeps_its_day(self, dryer: Milestone, cadre: User, today: date) -> None:
        actions.finish_milestone(dryer, done_on=today, today=today, by=cadre)
        refusal = refused(
            actions.change_due_date, dryer, new_due_on=date(2018, 1, 10), today=today, by=cadre, **self.WHY
        )
        assert "已经完成" in refusal.message

    def test_is_granted_by_another(self, dryer: Milestone, cadre: User, leader: User, today: date) -> None:
        change = actions.change_due_date(dryer, new_due_on=date(2018, 3, 1), today=today, by=cadre, **self.WHY)
        actions.decide_due_date(change, is_granted=True, note="", today=today, by=leader)
        again = actions.decide_due_date(change, is_granted=True, note="", today=today, by=leader)
        dryer.refresh_from_db()
        assert (again.decided_by, dryer.due_on) == (leader, date(2018, 3, 1))

    def test_is_not_granted_by_who_asked(self, dryer: Milestone, office_user: User, today: date) -> None:
        change = actions.change_due_date(dryer, new_due_on=date(2018, 3, 1), today=today, by=office_user, **self.WHY)
        refusal = refused(actions.decide_due_date, change, is_granted=True, note="", today=today, by=office_user)
        assert refusal.message == "改期是你提的，换一个人批"

    def test_is_not_granted_after_the_date_moved(
        self, dryer: Milestone, cadre: User, leader: User, today: date
    ) -> None:
        change = actions.change_due_date(dryer, new_due_on=date(2018, 3, 1), today=today, by=cadre, **self.WHY)
        move_date(dryer, date(2018, 1, 10), asked_on=today)
        refusal = refused(actions.decide_due_date, change, is_granted=True, note="", today=today, by=leader)
        assert refusal.message == "“烘干房建成”的日期已经改成 2018-01-10，请提出的人重写"

    def test_is_declined_with_words(self, dryer: Milestone, cadre: User, leader: User, today: date) -> None:
        change = actions.change_due_date(dryer, new_due_on=date(2018, 3, 1), today=today, by=cadre, **self.WHY)
        refusal = refused(actions.decide_due_date, change, is_granted=False, note=" ", today=today, by=leader)
        assert refusal.field == "note"
        actions.decide_due_date(change, is_granted=False, note="年内要建成", today=today, by=leader)
        dryer.refresh_from_db()
        assert dryer.due_on == date(2017, 12, 15)

    def test_is_decided_once(self, dryer: Milestone, cadre: User, leader: User, office_user: User, today: date) -> None:
        change = actions.change_due_date(dryer, new_due_on=date(2018, 3, 1), today=today, by=cadre, **self.WHY)
        actions.decide_due_date(change, is_granted=True, note="", today=today, by=leader)
        refusal = refused(actions.decide_due_date, change, is_granted=False, note="晚了", today=today, by=office_user)
        assert refusal.message == "这个改期已经批过"


def test_gaps_are_those_that_the_database_sees(draft: VillagePlan, cadre: User) -> None:
    """Appraisal and participants are no gaps of the text itself."""

    def seen() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT code FROM public.households_plan_obstacles(%s) ORDER BY rank", [draft.pk])
            return [code for (code,) in cursor.fetchall() if code not in ("no_appraisal", "no_participant")]

    assert (draft.gaps(), seen()) == ([], [])
    Stage.objects.create(plan=draft, number=9, name="空着")
    assert draft.gaps() == seen() == ["empty_stage"]
    Milestone.objects.filter(stage__plan=draft).delete()
    draft.targets.all().delete()
    draft.wishes.update(households=0)
    VillagePlan.objects.filter(pk=draft.pk).update(land="", operator_name="")
    draft.refresh_from_db()
    expected = ["no_conditions", "no_wish", "no_operator", "no_target", "no_milestone", "empty_stage"]
    assert draft.gaps() == seen() == expected
    make_appraisal(draft)
    assert draft.gaps() == seen()
