"""The history of the figures: a recount by plain Python, one statement a figure, and what is said in words."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enterprises.codes import Mode
from households.codes import PovertyStatus
from office.demo.builders import make_baseline, make_household, make_user, make_village
from office.demo.funding import agree, make_application, make_fund, pay, receive
from office.demo.giving import make_delivery, make_enterprise, make_enterprise_visit, make_pledge, pair_village
from office.demo.reporting import make_report, moment
from office.demo.timetables import finish, make_plan
from office.maps.trend import MEASURES, Measure, Series, Trend, days_of, rounded_up
from office.maps.trend_reading import Count
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from tests.office.boards import board_on
from tests.office.maps.test_battle_map import fill, recount, recount_bags
from villages.models import Milestone, PlanState, Village
from villages.periods import Fortnight

SignIn = Callable[[User], Client]
START = date(2017, 1, 1)
URL = "/battle-map/trend/"


def measure(code: str) -> Measure:
    return next(one for one in MEASURES if one.code == code)


def trend_of(code: str, *, on: date, villages: list[Village] | None = None) -> Trend:
    chosen = None if villages is None else Village.objects.filter(pk__in=[village.pk for village in villages])
    found = Trend.of(board_on(on, chosen), measure(code))
    assert found is not None
    return found


def line(trend: Trend, village: Village) -> Series:
    return next(series for series in trend.villages if series.row and series.row.village == village)


@pytest.fixture
def plan(db: None) -> None:
    make_baseline(starts_on=START, deadline=date(2018, 12, 31), households=20)


@pytest.fixture
def filled(plan: None, today: date) -> list[Village]:
    villages = [make_village(), make_village()]
    fill(random.Random(11), villages, on=today)
    return villages


@pytest.mark.parametrize("code", ["remaining", "lifted", "helped", "visited", "delivered"])
def test_every_point_equals_a_recount(filled: list[Village], today: date, code: str) -> None:
    trend = trend_of(code, on=today)
    assert trend.days[0] == START
    assert trend.days[-1] == today
    for place in (0, 5, len(trend.days) - 3, len(trend.days) - 2, len(trend.days) - 1):
        day = trend.days[place]
        for village in filled:
            left, start = recount(day, village=village), recount(START, village=village)
            within = (day - timedelta(days=29), day)
            expected = {
                "remaining": lambda left=left: (len(left), 0),
                "lifted": lambda left=left, start=start: (max(0, len(start) - len(left)), len(start)),
                "helped": lambda left=left, day=day: (
                    sum(h.assignments.current(on=day).exists() for h in left),
                    len(left),
                ),
                "visited": lambda left=left, within=within: (
                    sum(h.visits.filter(visited_on__range=within).exists() for h in left),
                    len(left),
                ),
                "delivered": lambda left=left, day=day: (
                    sum("delivered" in recount_bags(h, on=day) for h in left),
                    len(left),
                ),
            }[code]()
            found = line(trend, village).counts[place] or Count(0, 0)
            assert (found.part, found.whole) == expected, (day, village)


def test_newest_points_are_the_figures_of_the_battle_map(filled: list[Village], today: date) -> None:
    board = board_on(today)
    assert board.pace is not None
    assert trend_of("remaining", on=today).whole.values[-1] == board.remaining.count
    assert trend_of("lifted", on=today).whole.values[-1] == board.pace.percent
    for code, part in (
        ("helped", board.total.helped),
        ("visited", board.total.visited),
        ("delivered", board.total.delivered),
    ):
        assert trend_of(code, on=today).whole.counts[-1] == Count(part, board.total.households)
    for series in trend_of("remaining", on=today).villages:
        assert series.row is not None
        assert series.values[-1] == series.row.tally.households


def test_plan_line_goes_from_the_start_to_nought(plan: None, village: Village) -> None:
    for _ in range(4):
        make_household(village)
    trend = trend_of("remaining", on=date(2018, 12, 31))
    assert (trend.whole.target[0], trend.whole.target[-1]) == (20, 0)
    assert (trend.villages[0].target[0], trend.villages[0].target[-1]) == (4, 0)
    assert [trend_of("lifted", on=date(2018, 12, 31)).whole.target[place] for place in (0, -1)] == [0, 100]


def test_change_is_told_over_the_last_whole_half_month(plan: None, village: Village, other_village: Village) -> None:
    for day in (date(2017, 10, 31), date(2017, 11, 1), date(2017, 11, 15), date(2017, 11, 16)):
        make_household(village, status=PovertyStatus.LIFTED, status_since=day)
    make_household(village)
    make_household(other_village)
    trend = trend_of("remaining", on=date(2017, 11, 20))
    assert trend.period == Fortnight(2017, 11, 1)
    assert line(trend, village).change == "少 2 户"
    assert line(trend, other_village).change == "没有变"
    assert trend.finding == "剩余户现在 2 户，11月上少 2 户；1 村少了，1 村没有变"
    assert trend.heads[0] == "开始"
    assert trend.heads[-2:] == ["11月上", "今天"]


def test_first_half_month_has_nothing_to_compare_with(plan: None, village: Village) -> None:
    make_household(village)
    trend = trend_of("remaining", on=date(2017, 1, 9))
    assert trend.days == (START, date(2017, 1, 9))
    assert trend.period is None
    assert trend.villages[0].change == ""
    assert trend.finding == "剩余户现在 1 户；计划开始不满一个半月，还看不出变化"


def test_reports_count_the_day_after_they_were_due(plan: None, village: Village) -> None:
    make_household(village)
    make_report(village, Fortnight(2017, 1, 1))
    make_report(village, Fortnight(2017, 1, 2), filed_at=moment(date(2017, 2, 28)))
    board = board_on(date(2017, 3, 31))
    trend = trend_of("on_time", on=date(2017, 3, 31))
    for day, count in zip(trend.days, trend.villages[0].counts, strict=True):
        due = [cell for cell in board.register.rows[0].ledger if cell.due_on and cell.due_on < day]
        assert count == Count(sum(cell.period == Fortnight(2017, 1, 1) for cell in due), len(due))
    assert trend.villages[0].last == board.register.rows[0].figures[1]
    assert trend.villages[0].values[0] is None
    assert trend.villages[0].values[-1] == 20


def test_milestones_stand_beside_what_was_planned(
    plan: None, village: Village, other_village: Village, leader: User
) -> None:
    make_household(village)
    made = make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    first = Milestone.objects.filter(stage__plan=made).order_by("due_on").first()
    assert first is not None
    finish(first, done_on=date(2017, 3, 1))
    trend = trend_of("milestones", on=date(2017, 11, 16))
    due = [one.baseline_due_on or one.due_on for one in Milestone.objects.filter(stage__plan=made)]
    for day, count in zip(trend.days, line(trend, village).counts, strict=True):
        assert count == Count(int(day >= date(2017, 3, 1)), sum(planned <= day for planned in due))
    assert line(trend, other_village).is_missing
    assert trend.missing == "石门 1 个村没有批准的规划"


def test_household_that_help_reached_twice_counts_once(plan: None, village: Village, office_user: User) -> None:
    one, two = make_household(village), make_household(village)
    pairing = pair_village(make_enterprise(), village)
    make_enterprise_visit(pairing, one)
    pledge = make_pledge(pairing, Mode.TRADE)
    make_delivery(pledge, [one], confirmed_by=office_user, delivered_on=date(2017, 9, 13))
    make_delivery(pledge, [one], confirmed_by=office_user, delivered_on=date(2017, 10, 3))
    make_delivery(pledge, [two], delivered_on=date(2017, 9, 20))
    trend = trend_of("reached", on=date(2017, 11, 16))
    # Confirmed on the third day after.
    expected = [int(day >= date(2017, 9, 16)) for day in trend.days]
    assert list(trend.whole.values) == expected
    board = board_on(date(2017, 11, 16))
    assert board.help is not None
    assert trend.whole.values[-1] == board.help.overall.households


def test_money_that_went_stands_beside_what_came(plan: None, village: Village, other_village: Village) -> None:
    household = make_household(village)
    fund = make_fund(village)
    receive(fund)
    pay(agree(make_application(fund, [household])))
    on = date(2018, 6, 30)
    trend, board = trend_of("spent", on=on), board_on(on)
    assert board.funds is not None
    assert line(trend, village).counts[-1] == Count(board.funds.went, board.funds.came)
    assert board.funds.went
    assert line(trend, village).counts[0] is None
    assert trend.missing == "石门 1 个村不是试点村"
    assert trend.whole.last == "1.0 万元"


def test_villages_share_one_scale(plan: None, village: Village, other_village: Village) -> None:
    for _ in range(11):
        make_household(village)
    make_household(other_village)
    trend = trend_of("remaining", on=date(2017, 11, 16))
    assert {chart.top for _, chart in trend.charts} == {12}
    assert trend.scale_words == "各村同一把尺，0 到 12 户"
    assert trend.whole_chart.top == 20


def test_a_share_is_whole_only_where_nothing_is_missing() -> None:
    for code in ("lifted", "helped"):
        assert [measure(code).value(Count(part, 300)) for part in (299, 300)] == [99, 100]
        assert measure(code).value(Count(0, 0)) is None
    assert measure("helped").change(41, 44) == "升 3 点"
    assert measure("helped").change(44, 41) == "降 3 点"


@pytest.mark.parametrize(("value", "top"), [(0, 1), (1, 1), (12, 12), (13, 15), (63, 70), (824, 900), (9_001, 10_000)])
def test_axis_ends_at_a_round_number(value: float, top: float) -> None:
    assert rounded_up(value) == top


def test_days_are_the_ends_of_half_months_and_today() -> None:
    assert days_of(date(2017, 1, 1), date(2017, 1, 31)) == (date(2017, 1, 1), date(2017, 1, 15), date(2017, 1, 31))
    assert days_of(date(2017, 1, 15), date(2017, 1, 20)) == (date(2017, 1, 15), date(2017, 1, 20))
    assert days_of(date(2017, 1, 1), date(2017, 1, 1)) == (date(2017, 1, 1),)


@pytest.mark.parametrize("code", [one.code for one in MEASURES])
def test_a_figure_is_one_statement_however_many_households(filled: list[Village], today: date, code: str) -> None:
    board = board_on(today)
    with CaptureQueriesContext(connection) as queries:
        Trend.of(board, measure(code))
    assert len(queries) <= 1


def test_without_a_plan_there_is_no_trend(village: Village, today: date) -> None:
    assert Trend.of(board_on(today), measure("remaining")) is None
    make_baseline(starts_on=date(2018, 1, 1), deadline=date(2018, 12, 31))
    assert Trend.of(board_on(today), measure("remaining")) is None


# The page.


def page(client: Client, **query: object) -> str:
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_draws_a_line_for_all_and_one_a_village(
    plan: None, village: Village, other_village: Village, office_user: User, client_of: SignIn
) -> None:
    make_household(village)
    make_household(other_village)
    html = page(client_of(office_user))
    assert html.count('class="chart"') == 2
    assert 'aria-label="2 村合计剩余户现在 2 户' in html
    assert 'aria-label="柳河村剩余户现在 1 户' in html
    assert "看数据表" in html
    assert "各村同一把尺" in html


@pytest.mark.parametrize("code", [one.code for one in MEASURES])
def test_every_figure_has_its_page(
    plan: None, village: Village, office_user: User, client_of: SignIn, code: str
) -> None:
    make_household(village)
    answer = client_of(office_user).get(URL, {"figure": code})
    assert answer.status_code == 200
    assert answer.context["measure"].code == code


def test_one_village_alone(
    plan: None, village: Village, other_village: Village, office_user: User, client_of: SignIn
) -> None:
    make_household(village)
    html = page(client_of(office_user), village=village.pk, figure="helped")
    assert "柳河村 · 走势" in html
    assert "各村同一把尺" not in html
    assert client_of(office_user).get(URL, {"village": 999_999}).status_code == 404


def test_unknown_figure_and_village_are_said(
    plan: None, village: Village, office_user: User, client_of: SignIn
) -> None:
    html = page(client_of(office_user), figure="profit", village="柳河")
    assert "没有“profit”的走势，下面是剩余户" in html
    assert "没有“柳河”这个村，下面是全部的村" in html


def test_figure_that_a_role_may_not_see_is_not_offered(plan: None, village: Village, client_of: SignIn) -> None:
    answer = client_of(make_user(Role.APPROVER)).get(URL, {"figure": "on_time"})
    assert answer.context["measure"].code == "remaining"
    assert "半月报按时" not in answer.content.decode()


def test_page_says_what_is_missing(village: Village, office_user: User, client_of: SignIn) -> None:
    assert "还没有登记基线" in page(client_of(office_user))
    Village.objects.all().delete()
    assert "还没有村" in page(client_of(office_user))


def test_numbers_go_into_a_workbook(
    plan: None, village: Village, other_village: Village, office_user: User, client_of: SignIn
) -> None:
    make_household(village)
    make_household(other_village)
    client = client_of(office_user)
    sheet = openpyxl.load_workbook(BytesIO(client.get("/battle-map/trend.xlsx").content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "剩余户（户）：未脱贫、预脱贫和返贫的户，按每户的状态日期算"
    assert rows[1][1].date() == START
    assert {row[0]: row[-1] for row in rows[2:5]} == {"柳河村": 1, "石门村": 1, "合计": 2}
    assert AuditEvent.objects.filter(act=Act.EXPORT, reason="导出走势 Excel：剩余户").count() == 1


def test_no_workbook_before_a_plan(village: Village, office_user: User, client_of: SignIn) -> None:
    assert client_of(office_user).get("/battle-map/trend.xlsx").headers["Location"] == URL
