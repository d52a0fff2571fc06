"""A plan on one page: its finding is computed, each household counts once, queries do not grow (R4.1, R4.2)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from households.codes import BenefitLink, PovertyStatus
from households.models import Household
from office.demo.builders import TODAY, make_household
from office.demo.reporting import make_order, make_report
from office.demo.timetables import finish, make_plan, make_trade, move_date, take_part
from office.plans.page import PlanPage
from office.plans.wording import PlanWords
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from villages.actions.plans import take_back
from villages.models import Milestone, PlanState, ScaleTarget, Village, VillagePlan

SignIn = Callable[[User], Client]
MOST_QUERIES = 20


@pytest.fixture
def plan(village: Village, cadre: User, leader: User) -> VillagePlan:
    return make_plan(village, state=PlanState.APPROVED, by=cadre, approved_by=leader)


def milestone(name: str) -> Milestone:
    return Milestone.objects.get(name=name)


def page_of(village: Village, reader: User, *, on: date = TODAY) -> tuple[PlanPage, PlanWords]:
    page = PlanPage(village, Household.objects.all(), on=on, reader=reader)
    return page, PlanWords(page)


def finished_until(name: str) -> None:
    """All that was due before is done in time."""
    for one in Milestone.objects.filter(due_on__lt=milestone(name).due_on):
        finish(one, done_on=one.due_on)


class TestFinding:
    def test_in_time(self, plan: VillagePlan, village: Village, leader: User) -> None:
        finished_until("烘干房建成")
        _, said = page_of(village, leader)
        assert (said.lamp, said.state) == (Lamp.OK, "按期")
        assert said.finding.startswith("到今天该完成的都完成了；")

    def test_moved_date_and_what_comes_after_it(self, plan: VillagePlan, village: Village, leader: User) -> None:
        finished_until("烘干房建成")
        move_date(milestone("烘干房建成"), date(2018, 1, 14), asked_on=TODAY)
        move_date(milestone("首批采收"), date(2018, 6, 1), asked_on=TODAY)
        _, said = page_of(village, leader)
        assert (said.lamp, said.state) == (Lamp.WARN, "晚 30 天")
        assert said.finding.startswith("烘干房建成从 12月15日 推到 2018年1月14日，晚 30 天，后面 1 步跟着晚")

    def test_overdue(self, plan: VillagePlan, village: Village, leader: User) -> None:
        finished_until("种苗下地")
        _, said = page_of(village, leader)
        assert (said.lamp, said.state) == (Lamp.BAD, "逾期 124 天")
        assert said.finding.startswith("种苗下地该 7月15日 完成，逾期 124 天")
        assert said.timetable == "5 步完成 2 步；第 3 步逾期 124 天"

    def test_done_late(self, plan: VillagePlan, village: Village, leader: User) -> None:
        for one in Milestone.objects.all():
            finish(one, done_on=min(one.due_on + timedelta(days=33), TODAY))
        _, said = page_of(village, leader)
        assert said.state == "全部完成"
        assert said.finding.startswith("5 步都完成了")

    def test_wish_for_a_date_that_waits(self, plan: VillagePlan, village: Village, leader: User) -> None:
        finished_until("烘干房建成")
        move_date(milestone("烘干房建成"), date(2018, 3, 1), asked_on=TODAY, reason="设备款在公示")
        page, said = page_of(village, leader)
        assert said.lamp == Lamp.WARN
        assert said.timetable == "5 步完成 3 步；1 个改期等批"
        assert page.lines[3].note == "提出改到 03-01，等批"
        assert page.moves[0].says == "2017-11-16 提，等批"

    def test_a_past_day_does_not_know_what_was_done_asked_and_granted_later(
        self, plan: VillagePlan, village: Village, leader: User
    ) -> None:
        finished_until("烘干房建成")
        move_date(milestone("烘干房建成"), date(2018, 1, 14), asked_on=TODAY)
        day = date(2017, 6, 1)
        page, _ = page_of(village, leader, on=day)
        done = [line.milestone.name for line in page.lines if line.milestone.done_on]
        assert done == [row.name for row in Milestone.objects.filter(done_on__lte=day).in_order()] != []
        assert page.lines[3].milestone.due_on == date(2017, 12, 15)
        assert page.moves == []
        now, _ = page_of(village, leader)
        assert now.lines[3].milestone.due_on == date(2018, 1, 14)

    def test_draft_says_what_is_missing(self, village: Village, cadre: User, leader: User) -> None:
        make_plan(village, by=cadre, labour="")
        _, said = page_of(village, leader)
        assert said.finding == "还差 3 项才能批，先补：条件没写全：土地和水、基地和设施、销路、劳力"
        missing = [part.name for part in said.parts if part.lamp == Lamp.WARN]
        assert missing == ["产业、主体和条件", "参加的贫困户", "论证"]
        assert all(part.url for part in said.parts)

    def test_appraised_waits_for_another(self, village: Village, cadre: User, leader: User) -> None:
        plan = make_plan(village, state=PlanState.APPRAISED, by=cadre)
        take_part(make_household(village), plan)
        _, said = page_of(village, leader)
        assert said.finding == "第 1 版都齐了，等办事处批"
        assert [part.name for part in said.parts if part.url] == ["参加的贫困户"]

    def test_village_without_a_plan(self, village: Village, leader: User) -> None:
        _, said = page_of(village, leader)
        assert (said.lamp, said.state) == (Lamp.NONE, "还没有规划")
        assert [step.lamp for step in said.steps] == [Lamp.NOT_STARTED] * 6

    def test_six_steps(self, plan: VillagePlan, village: Village, leader: User) -> None:
        finished_until("种苗下地")
        _, said = page_of(village, leader)
        assert [(step.name, step.lamp.value) for step in said.steps] == [
            ("摸条件", "done"),
            ("问意愿", "done"),
            ("论证", "done"),
            ("规划批准", "done"),
            ("执行与督办", "bad"),
            ("见效核算", "todo"),
        ]
        assert said.steps[3].says == "赵主任批"
        assert said.steps[4].says == "里程碑 2 / 5，1 个逾期"


class TestParticipation:
    def test_household_counts_once_and_poor_ones_only(self, plan: VillagePlan, village: Village, leader: User) -> None:
        twice = make_household(village)
        take_part(twice, plan, link=BenefitLink.WORK, expected=1_000_00)
        take_part(twice, plan, link=BenefitLink.LAND)
        take_part(make_household(village, status=PovertyStatus.LIFTED), plan, link=BenefitLink.LAND)
        make_household(village)
        page, _ = page_of(village, leader)
        assert page.sheet is not None
        assert (page.sheet.remaining, page.sheet.taking_part, page.sheet.not_taking_part) == (3, 2, 1)
        assert {line.row.link: (line.row.households, line.expected) for line in page.links} == {
            BenefitLink.WORK: (2, 1_000_00),
            BenefitLink.LAND: (1, None),
        }

    def test_target_stands_against_the_newest_report(self, plan: VillagePlan, village: Village, leader: User) -> None:
        make_report(village, scale=Decimal("96.0"))
        page, _ = page_of(village, leader)
        assert [(line.target.year, line.percent) for line in page.targets] == [(2018, 40)]


class TestHistory:
    def test_newest_first_with_what_was_sent_back(self, village: Village, cadre: User, leader: User) -> None:
        plan = make_plan(village, state=PlanState.APPRAISED, by=cadre)
        take_back(plan, reason="参加户没有名单", by=leader)
        page, _ = page_of(village, leader)
        assert [(event.what, event.note) for event in page.history] == [
            ("退回重写，成为第 2 版", "赵主任，参加户没有名单"),
            ("第 1 版论证：同意", "62 人到会，58 票同意，4 票不同意"),
            ("起草", "何芳"),
        ]
        assert page.appraisal is None

    def test_plan_in_force_stands_before_those_that_ended(self, village: Village, cadre: User, leader: User) -> None:
        old = make_plan(village, by=cadre, product="核桃")
        VillagePlan.objects.filter(pk=old.pk).update(state=PlanState.ENDED, ended_on=TODAY, ended_reason="没水")
        new = make_plan(village, by=cadre)
        page, _ = page_of(village, leader)
        assert (page.plan, page.former) == (new, [old])


class TestPage:
    def test_shows_all_parts(self, plan: VillagePlan, village: Village, leader: User, client_of: SignIn) -> None:
        order = make_order(village, by=leader)
        page = client_of(leader).get(f"/villages/{village.pk}/plan/").text
        for words in ("线路图与时间表", "贫困户怎么参加", "一户一业", "论证记录", "意愿（户）", "规模目标（亩）"):
            assert words in page
        assert f"督办单 {order.name}" in page
        assert "300,000.00" in page
        assert page.count("<h1") == 1

    def test_acts_follow_the_matrix(
        self, plan: VillagePlan, village: Village, cadre: User, leader: User, office_user: User, client_of: SignIn
    ) -> None:
        one = milestone("首批采收")
        change, done = f"/milestones/{one.pk}/date/", f"/milestones/{one.pk}/done/"
        shown: dict[Any, tuple[bool, bool]] = {}
        for user in (cadre, leader, office_user):
            page = client_of(user).get(f"/villages/{village.pk}/plan/").text
            shown[user.role] = (change in page, done in page)
        assert shown == {"cadre": (True, False), "leader": (False, False), "office": (True, True)}

    def test_button_to_decide_is_not_for_who_asked(
        self, plan: VillagePlan, village: Village, leader: User, office_user: User, client_of: SignIn
    ) -> None:
        today = timezone.localdate()
        move_date(milestone("首批采收"), today + timedelta(days=90), asked_on=today, asked_by=office_user)
        assert "/decide/" in client_of(leader).get(f"/villages/{village.pk}/plan/").text
        page = client_of(office_user).get(f"/villages/{village.pk}/plan/").text
        assert "/decide/" not in page
        assert "换一个人批" in page

    def test_village_without_a_plan_offers_to_draft_one(self, village: Village, cadre: User, client_of: SignIn) -> None:
        page = client_of(cadre).get(f"/villages/{village.pk}/plan/").text
        assert f'href="/villages/{village.pk}/plan/new/"' in page

    def test_other_village_is_not_there(self, other_village: Village, cadre: User, client_of: SignIn) -> None:
        assert client_of(cadre).get(f"/villages/{other_village.pk}/plan/").status_code == 404

    def test_queries_do_not_grow(self, plan: VillagePlan, village: Village, cadre: User, client_of: SignIn) -> None:
        client = client_of(cadre)
        url = f"/villages/{village.pk}/plan/"

        def ask() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            return len(queries)

        def grow() -> None:
            household = make_household(village)
            take_part(household, plan)
            make_trade(household, plan=plan)
            make_order(village)
            last = Milestone.objects.latest("pk")
            Milestone.objects.create(
                stage=last.stage, name="又一步", due_on=date(2018, 9, 1), owner="马俊", deliverable="表"
            )
            move_date(Milestone.objects.latest("pk"), date(2018, 9, 9), asked_on=TODAY, asked_by=cadre)

        make_report(village, scale=Decimal(50))
        grow()
        ask()
        first = ask()
        for _ in range(3):
            grow()
        assert ask() == first
        assert first <= MOST_QUERIES


def test_target_year_without_report_has_no_share(plan: VillagePlan, village: Village, leader: User) -> None:
    page, _ = page_of(village, leader)
    assert ScaleTarget.objects.count() == 1
    assert page.targets[0].percent is None
