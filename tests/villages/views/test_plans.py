"""The pages on which a plan is written and its dates are moved: nothing typed is lost, works without script."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from office.demo.timetables import make_appraisal, make_plan, move_date
from povertyplan.accounts.models import User
from povertyplan.versions import version_of
from tests.papers import PDF, WORD, upload
from villages.actions.plans import keep_timetable, rewrite_plan
from villages.forms.plan_rows import TimetableForm
from villages.models import Milestone, PlanState, Village, VillagePlan
from villages.plan_rows import TargetRow, TimetableRow

SignIn = Callable[[User], Client]
FACTS = {
    "industry": "herbs",
    "product": "金银花",
    "operator_kind": "cooperative",
    "operator_name": "金银花合作社",
    "land": "坡地 620 亩",
    "base": "",
    "market": "",
    "labour": "",
}
MEETING = {
    "held_on": "2017-02-16",
    "led_by": "李志远",
    "members": "农技站邹明秀",
    "attendees": "62",
    "votes_for": "58",
    "votes_against": "4",
    "opinions": "4 人担心没水",
    "conclusion": "agreed",
}


@pytest.fixture
def office(office_user: User, client_of: SignIn) -> Client:
    return client_of(office_user)


@pytest.fixture
def of_village(cadre: User, client_of: SignIn) -> Client:
    return client_of(cadre)


@pytest.fixture
def draft(village: Village, cadre: User) -> VillagePlan:
    return make_plan(village, by=cadre)


@pytest.fixture
def dryer(village: Village, cadre: User, leader: User) -> Milestone:
    """Of an approved plan; due in a month from the real today, which pages go by."""
    due = timezone.localdate() + timedelta(days=30)
    road = (("落地", "烘干房建成", due), ("见效", "首批采收", due + timedelta(days=40)))
    make_plan(village, state=PlanState.APPROVED, by=cadre, approved_by=leader, timetable=road)
    return Milestone.objects.get(name="烘干房建成")


def rows(**cells: str) -> dict[str, str]:
    count = max(int(name.split("_")[0][1:]) for name in cells)
    return {name.replace("_", "-", 1): value for name, value in cells.items()} | {"count": str(count)}


class TestDraft:
    def test_is_drafted_by_the_cadre(self, of_village: Client, village: Village, cadre: User) -> None:
        answer = of_village.post(f"/villages/{village.pk}/plan/new/", FACTS)
        assert answer.headers["Location"] == f"/villages/{village.pk}/plan/"
        assert VillagePlan.objects.get().drafted_by == cadre

    def test_second_one_leads_to_the_first(self, of_village: Client, draft: VillagePlan) -> None:
        assert of_village.get(f"/villages/{draft.village_id}/plan/new/").status_code == 302
        answer = of_village.post(f"/villages/{draft.village_id}/plan/new/", FACTS | {"product": "核桃"})
        assert answer.status_code == 422
        assert "已经有一份规划" in answer.text
        assert 'value="核桃"' in answer.text

    def test_what_is_wrong_stands_beside_the_field(self, of_village: Client, village: Village) -> None:
        answer = of_village.post(f"/villages/{village.pk}/plan/new/", FACTS | {"product": "", "operator_kind": ""})
        assert answer.status_code == 422
        assert "填写“产品”" in answer.text
        assert "写了名称，选一项经营主体" in answer.text
        assert "坡地 620 亩" in answer.text

    def test_somebody_faster_is_shown_beside(self, of_village: Client, draft: VillagePlan, office_user: User) -> None:
        seen = version_of(draft)
        rewrite_plan(draft, by=office_user, market="订单 3 年")
        typed = {name: getattr(draft, name) for name in FACTS} | {"market": "订单 5 年", "seen": seen}
        answer = of_village.post(f"/plans/{draft.pk}/edit/", typed)
        assert answer.status_code == 409
        assert "周会计刚改过这份规划" in answer.text
        assert "订单 3 年" in answer.text
        assert ">\n订单 5 年</textarea>" in answer.text
        again = answer.context["form"].initial["seen"]
        assert of_village.post(f"/plans/{draft.pk}/edit/", typed | {"seen": again}).status_code == 302

    @pytest.mark.parametrize("part", ["edit", "wishes", "targets", "funding", "timetable", "appraisals/new"])
    def test_appraised_plan_leads_back(self, of_village: Client, draft: VillagePlan, part: str) -> None:
        make_appraisal(draft)
        VillagePlan.objects.update(state=PlanState.APPRAISED)
        answer = of_village.get(f"/plans/{draft.pk}/{part}/", follow=True)
        assert answer.redirect_chain == [(f"/villages/{draft.village_id}/plan/", 302)]
        assert "要改先点“退回重写”" in answer.text

    def test_save_of_an_appraised_plan_keeps_what_was_typed(self, of_village: Client, draft: VillagePlan) -> None:
        make_appraisal(draft)
        VillagePlan.objects.update(state=PlanState.APPRAISED)
        answer = of_village.post(f"/plans/{draft.pk}/edit/", FACTS | {"product": "核桃", "seen": "1"})
        assert answer.status_code == 422
        assert 'value="核桃"' in answer.text


class TestRows:
    def test_page_opens_with_what_is_kept_and_three_empty_rows(self, of_village: Client, draft: VillagePlan) -> None:
        form = of_village.get(f"/plans/{draft.pk}/timetable/").context["form"]
        assert len(form.rows) == 5 + 3

    def test_more_rows_keep_what_was_typed_even_if_wrong(self, of_village: Client, draft: VillagePlan) -> None:
        typed = rows(r1_name="种苗下地", r1_due_on="不知道") | {"more": "3"}
        answer = of_village.post(f"/plans/{draft.pk}/timetable/", typed)
        assert answer.status_code == 200
        assert len(answer.context["form"].rows) == 4
        assert 'value="种苗下地"' in answer.text
        assert 'value="不知道"' in answer.text
        assert "写成" not in answer.text

    def test_wrong_row_is_named_and_kept(self, of_village: Client, draft: VillagePlan) -> None:
        typed = rows(r1_stage="落地", r1_name="种苗下地", r1_due_on="去年", r1_owner="马俊", r1_deliverable="表")
        answer = of_village.post(f"/plans/{draft.pk}/timetable/", typed)
        assert answer.status_code == 422
        assert "第 1 行：“计划完成”写成 2017-11-02 这样" in answer.text
        assert 'value="去年"' in answer.text

    def test_timetable_is_written_in_the_order_of_its_numbers(self, of_village: Client, draft: VillagePlan) -> None:
        common = {"owner": "马俊", "deliverable": "表"}
        lines: list[dict[str, str]] = [
            {"place": "20", "stage": "投产", "name": "烘干房", "due_on": "2017-12-15"},
            {},
            {"place": "10", "stage": "落地", "name": "流转土地", "due_on": "2017-05-15"},
            {"place": "", "stage": "", "name": "种苗下地", "due_on": "2017-07-15"},
            {"place": "30", "stage": "见效", "name": "不要了", "due_on": "2018-07-15", "gone": "on"},
        ]
        typed = {
            f"r{n}-{name}": value
            for n, line in enumerate(lines, 1)
            for name, value in ((line | common) if line else {}).items()
        }
        seen = TimetableForm.seen_now(draft)
        answer = of_village.post(f"/plans/{draft.pk}/timetable/", typed | {"count": "5", "seen": seen})
        assert answer.status_code == 302
        assert [(row.stage, row.name) for row in draft.timetable_rows] == [
            ("落地", "流转土地"),
            ("落地", "种苗下地"),
            ("投产", "烘干房"),
        ]

    def test_first_row_names_its_stage(self, of_village: Client, draft: VillagePlan) -> None:
        typed = rows(r1_name="种苗下地", r1_due_on="2017-07-15", r1_owner="马俊", r1_deliverable="表")
        answer = of_village.post(f"/plans/{draft.pk}/timetable/", typed)
        assert "第 1 行：写上步骤" in answer.text

    def test_stage_without_milestone_is_shown_and_mended(self, of_village: Client, draft: VillagePlan) -> None:
        draft.stages.create(number=9, name="空着")
        form = of_village.get(f"/plans/{draft.pk}/timetable/").context["form"]
        shown = {f"r{n}-{name}": value for n, row in enumerate(form.rows, 1) for name, value in row.initial.items()}
        typed = {name: str(value) for name, value in shown.items() if value is not None}
        typed |= {"count": str(len(form.rows)), "seen": form.initial["seen"]}
        assert "填写“里程碑”" in of_village.post(f"/plans/{draft.pk}/timetable/", typed).text
        assert of_village.post(f"/plans/{draft.pk}/timetable/", typed | {"r6-gone": "on"}).status_code == 302
        assert draft.gaps() == []

    def test_somebody_faster_is_shown_beside(self, of_village: Client, draft: VillagePlan, office_user: User) -> None:
        seen = TimetableForm.seen_now(draft)
        theirs = [TimetableRow("投产", "冷库", date(2018, 1, 1), "丁先珍", "照片")]
        keep_timetable(draft, theirs, by=office_user)
        typed = rows(r1_stage="落地", r1_name="种苗下地", r1_due_on="2017-07-15", r1_owner="马俊", r1_deliverable="表")
        answer = of_village.post(f"/plans/{draft.pk}/timetable/", typed | {"seen": seen})
        assert answer.status_code == 409
        assert "<td>冷库</td>" in answer.text
        assert 'value="种苗下地"' in answer.text
        again = answer.context["form"].initial["seen"]
        assert of_village.post(f"/plans/{draft.pk}/timetable/", typed | {"seen": again}).status_code == 302

    def test_funding_is_typed_in_yuan(self, of_village: Client, draft: VillagePlan) -> None:
        typed = rows(r1_source="loan", r1_amount="62,000.50", r1_note="设备")
        seen = of_village.get(f"/plans/{draft.pk}/funding/").context["form"].initial["seen"]
        of_village.post(f"/plans/{draft.pk}/funding/", typed | {"seen": seen})
        assert draft.funding.get().amount == 62_000_50

    def test_targets_with_their_unit(self, of_village: Client, draft: VillagePlan) -> None:
        seen = of_village.get(f"/plans/{draft.pk}/targets/").context["form"].initial["seen"]
        typed = rows(r1_year="2019", r1_amount="300.5", r2_year="2018", r2_amount="240")
        of_village.post(f"/plans/{draft.pk}/targets/", typed | {"seen": seen, "scale_unit": "亩"})
        assert draft.target_rows == [TargetRow(2018, draft.target_rows[0].amount), draft.target_rows[1]]

    def test_wishes_are_whole(self, of_village: Client, draft: VillagePlan) -> None:
        typed = rows(r1_choice="金银花", r1_households="38") | {"wish_kind": "survey", "wish_asked": "83"}
        answer = of_village.post(f"/plans/{draft.pk}/wishes/", typed)
        assert answer.status_code == 422
        assert "填写“问意愿的日期”，意愿要写全" in answer.text
        assert "填写“多少户答了”，意愿要写全" in answer.text

    @pytest.mark.parametrize("count", ["", "-1", "99999", "²", "x"])
    def test_tampered_count_is_no_error(self, of_village: Client, draft: VillagePlan, count: str) -> None:
        answer = of_village.post(f"/plans/{draft.pk}/funding/", {"count": count, "more": "3"})
        assert answer.status_code == 200


class TestAppraisal:
    def test_is_recorded_with_its_minutes(self, of_village: Client, draft: VillagePlan) -> None:
        answer = of_village.post(f"/plans/{draft.pk}/appraisals/new/", MEETING | {"minutes": upload(PDF, "记录.pdf")})
        assert answer.status_code == 302
        minutes = of_village.get(f"/appraisals/{draft.appraisals.get().pk}/minutes/")
        assert b"".join(minutes.streaming_content) == PDF  # type: ignore[attr-defined]

    @pytest.mark.parametrize("files", [{}, {"minutes": upload(WORD, "记录.docx")}])
    def test_needs_minutes_that_can_be_read(
        self, of_village: Client, draft: VillagePlan, files: dict[str, Any]
    ) -> None:
        answer = of_village.post(f"/plans/{draft.pk}/appraisals/new/", MEETING | files)
        assert answer.status_code == 422
        assert answer.context["form"].errors["minutes"]
        assert "4 人担心没水" in answer.text

    def test_says_beforehand_what_is_missing(self, of_village: Client, draft: VillagePlan) -> None:
        VillagePlan.objects.update(market="")
        assert "条件没写全" in of_village.get(f"/plans/{draft.pk}/appraisals/new/").text

    def test_minutes_of_another_village_are_not_there(
        self, of_village: Client, other_village: Village, office_user: User
    ) -> None:
        foreign = make_plan(other_village, state=PlanState.APPRAISED, by=office_user)
        assert of_village.get(f"/appraisals/{foreign.appraisals.get().pk}/minutes/").status_code == 404

    def test_leader_sends_it_back(self, client_of: SignIn, leader: User, village: Village, cadre: User) -> None:
        plan = make_plan(village, state=PlanState.APPRAISED, by=cadre)
        client_of(leader).post(f"/plans/{plan.pk}/take-back/", {"reason": "参加户没有名单"})
        plan.refresh_from_db()
        assert (plan.version, plan.taken_back_reason) == (2, "参加户没有名单")

    def test_end_needs_who_approves(self, of_village: Client, office: Client, draft: VillagePlan) -> None:
        assert of_village.post(f"/plans/{draft.pk}/end/", {"reason": "没水"}).status_code == 403
        office.post(f"/plans/{draft.pk}/end/", {"reason": "没水"})
        draft.refresh_from_db()
        assert draft.state == PlanState.ENDED


class TestDates:
    def test_look_tells_what_follows_and_keeps_what_was_typed(self, of_village: Client, dryer: Milestone) -> None:
        day = dryer.due_on + timedelta(days=60)
        typed = {"new_due_on": day.isoformat(), "reason": "厂家 40 天", "look": "1"}
        answer = of_village.post(f"/milestones/{dryer.pk}/date/", typed)
        assert answer.status_code == 200
        assert "“首批采收”跟着要推" in answer.text
        assert "比批准时晚 2 个月，超过 30 天" in answer.text
        assert "厂家 40 天" in answer.text
        assert not dryer.changes.exists()

    def test_short_delay_holds_at_once(self, of_village: Client, dryer: Milestone) -> None:
        day = dryer.due_on + timedelta(days=9)
        typed = {"new_due_on": day.isoformat(), "reason_kind": "money"}
        answer = of_village.post(f"/milestones/{dryer.pk}/date/", typed, follow=True)
        assert "改期已生效" in answer.text
        dryer.refresh_from_db()
        assert dryer.due_on == day

    def test_long_delay_is_decided_by_the_leader(
        self, of_village: Client, client_of: SignIn, leader: User, dryer: Milestone
    ) -> None:
        day = dryer.due_on + timedelta(days=50)
        typed = {"new_due_on": day.isoformat(), "reason_kind": "money"}
        answer = of_village.post(f"/milestones/{dryer.pk}/date/", typed, follow=True)
        assert "等办事处批" in answer.text
        change = dryer.changes.get()
        boss = client_of(leader)
        assert "“首批采收”跟着要推" in boss.get(f"/date-changes/{change.pk}/decide/").text
        boss.post(f"/date-changes/{change.pk}/decide/", {"answer": "grant", "note": ""})
        dryer.refresh_from_db()
        assert dryer.due_on == day

    def test_press_without_an_answer_grants_nothing(
        self, client_of: SignIn, leader: User, cadre: User, dryer: Milestone
    ) -> None:
        change = move_date(dryer, dryer.due_on + timedelta(days=50), asked_on=timezone.localdate(), asked_by=cadre)
        answer = client_of(leader).post(f"/date-changes/{change.pk}/decide/", {"note": "同意"})
        assert answer.status_code == 422
        assert "选 1 项“批或不批”" in answer.text
        change.refresh_from_db()
        assert change.is_granted is None

    def test_who_asked_finds_no_button(self, office: Client, office_user: User, dryer: Milestone) -> None:
        long_after = dryer.due_on + timedelta(days=50)
        change = move_date(dryer, long_after, asked_on=timezone.localdate(), asked_by=office_user)
        page = office.get(f"/date-changes/{change.pk}/decide/").text
        assert "改期是你提的，要换一个人批" in page
        assert 'value="grant"' not in page

    def test_needs_its_reason(self, of_village: Client, dryer: Milestone) -> None:
        answer = of_village.post(f"/milestones/{dryer.pk}/date/", {"new_due_on": "2099-01-01", "reason": "等设备"})
        assert answer.status_code == 422
        assert "选 1 项“原因”" in answer.text
        assert "等设备" in answer.text

    def test_office_writes_done_and_takes_it_back(self, office: Client, of_village: Client, dryer: Milestone) -> None:
        today = timezone.localdate().isoformat()
        assert of_village.post(f"/milestones/{dryer.pk}/done/", {"done_on": today}).status_code == 403
        office.post(f"/milestones/{dryer.pk}/done/", {"done_on": today, "note": "验收单"})
        dryer.refresh_from_db()
        assert dryer.done_note == "验收单"
        office.post(f"/milestones/{dryer.pk}/reopen/", {"reason": "没有验收"})
        dryer.refresh_from_db()
        assert dryer.done_on is None

    def test_milestone_is_added_to_an_approved_plan(self, of_village: Client, dryer: Milestone) -> None:
        plan = dryer.stage.plan
        typed = {"stage": str(dryer.stage_id), "name": "水池", "due_on": "2099-01-01", "owner": "马俊"}
        answer = of_village.post(f"/plans/{plan.pk}/milestones/new/", typed)
        assert "填写“完成凭什么”" in answer.text
        of_village.post(f"/plans/{plan.pk}/milestones/new/", typed | {"deliverable": "照片"})
        assert Milestone.objects.get(name="水池").baseline_due_on == date(2099, 1, 1)
