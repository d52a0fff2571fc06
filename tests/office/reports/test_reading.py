"""The reading page: what it sets beside the report, what it lets the office do, and the cadre's own list."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.demo.builders import make_baseline, make_user, make_village, post_officer
from office.demo.reporting import ask_help, make_photo, make_report, moment, revise, send_back
from office.demo.timetables import make_plan
from office.reports.inbox import Inbox
from office.reports.reading import Reading, both_times, late_words, list_doubt
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.actions.reading import answer_help, review_report
from villages.models import (
    Flag,
    HelpRequest,
    Milestone,
    MilestoneAnswer,
    PlanState,
    Reminder,
    Report,
    ReportRevision,
    Village,
)
from villages.periods import Fortnight

# The day after 11月上 was due; the page reads the clock, so it stands still.
NOW = moment(date(2017, 11, 18), 9)
PERIOD = Fortnight(2017, 11, 1)
FILED = moment(date(2017, 11, 15), 18, 20)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def office(office_user: User, client_of: Callable[[User], Client]) -> Client:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31))
    return client_of(office_user)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def served(name: str, village: Village | None = None) -> Village:
    village = village or make_village(name=f"{name}村")
    post_officer(make_user(Role.CADRE, name=f"{name}专干"), village, since=date(2016, 1, 1))
    return village


def answered(revision: ReportRevision, milestone: Milestone, **facts: object) -> MilestoneAnswer:
    return MilestoneAnswer.objects.create(revision=revision, milestone=milestone, **facts)


class TestReading:
    def test_beside_what_the_last_report_said(self, village: Village, leader: User, cadre: User) -> None:
        make_plan(village, state=PlanState.APPROVED, approved_by=leader)
        dryer = Milestone.objects.get(name="烘干房建成")
        before = make_report(village, PERIOD.previous, participants=28, counted=28, scale=52, invested=1_000_00)
        answered(before.revisions.get(), dryer, state="on_time")
        report = make_report(village, PERIOD, filed_at=FILED, by=cadre, participants=30, counted=29, scale=86)
        answered(
            report.revisions.get(), dryer, state="delayed", due_on=date(2018, 1, 31), reason_kind="money", reason=""
        )
        sheet = Reading.of(report)
        parts = {part.field: part for part in sheet.parts}
        assert sheet.finding == "比上期改了 4 项；1 个里程碑要推迟"
        assert (parts["participants"].text, parts["participants"].was) == ("30 户", "28 户")
        assert parts["participants"].doubts == ("系统按参加名单算出 29 户，多 1 户",)
        assert parts["participants"].note.startswith("参加名单是 29 户，多出的 1 户")
        assert (parts["scale"].text, parts["scale"].was) == ("累计 86 亩", "累计 52 亩")
        assert (parts["invested"].text, parts["invested"].was) == ("", "累计 1,000 元")
        (line,) = parts["milestones"].lines
        assert (line.word, line.was) == ("要推迟", "按期")
        assert line.detail == "计划 2017-12-15，改到 2018-01-31；原因 缺资金"

    def test_nothing_new_is_said_so(self, village: Village) -> None:
        make_report(village, PERIOD.previous)
        assert Reading.of(make_report(village, PERIOD)).finding == "和上期一样"

    def test_a_first_report_has_nothing_beside_it(self, village: Village) -> None:
        sheet = Reading.of(make_report(village, PERIOD))
        assert sheet.finding == "这个村的第一份半月报"
        assert not any(part.was or part.is_changed for part in sheet.parts)

    def test_figures_that_fell_or_jumped_stand_where_they_are(self, village: Village) -> None:
        make_report(village, PERIOD.previous, scale=86, invested=1_000_00)
        report = make_report(
            village, PERIOD, scale=80, invested=9_000_00, flags=[Flag.FELL, Flag.JUMPED, Flag.DEVICE_TIME]
        )
        sheet = Reading.of(report)
        doubts = {part.field.value: part.doubts for part in sheet.parts if part.doubts}
        assert doubts == {"scale": ("累计数比上期少",), "invested": ("和上期差得多",)}
        assert sheet.flags == ("手机时间对不上，按收到时间算",)

    def test_what_changed_from_one_revision_to_the_next(self, village: Village) -> None:
        report = make_report(village, PERIOD)
        revise(report, participants=2)
        make_photo(report)
        revise(report, participants=2)
        newest, middle, first = Reading.of(report).history
        assert (first.changed, middle.changed, newest.changed) == ((), ("参加的贫困户", "照片"), ())

    def test_the_office_sees_that_the_last_request_was_answered(self, village: Village, office_user: User) -> None:
        asked = ask_help(make_report(village, PERIOD.previous), text="嫁接师傅")
        answer_help(asked, answer="6 日上门", handed_to="", due_on=None, now=moment(date(2017, 11, 6)), by=office_user)
        parts = {part.field.value: part for part in Reading.of(make_report(village, PERIOD)).parts}
        assert parts["help"].was == "10月下提过“嫁接师傅”，11-06 已答复"

    @pytest.mark.parametrize(
        ("said", "counted", "doubt"),
        [(30, 30, ""), (None, 29, ""), (30, None, ""), (28, 29, "系统按参加名单算出 29 户，少 1 户")],
    )
    def test_the_list_contradicts_or_not(self, said: int | None, counted: int | None, doubt: str) -> None:
        assert list_doubt(ReportRevision(participants=said, counted=counted))[0] == doubt

    def test_both_times_only_where_they_differ(self) -> None:
        assert both_times(FILED, FILED + timedelta(seconds=30)) == "11-15 18:20 提交"
        assert both_times(FILED, FILED + timedelta(minutes=90)) == "11-15 18:20 提交，19:50 收到"
        assert both_times(FILED, FILED + timedelta(days=1)) == "11-15 18:20 提交，18:20（11-16） 收到"

    @pytest.mark.parametrize(
        ("filed", "words"),
        [
            (datetime(2017, 11, 18, 0, 0, 30), "1 分"),
            (datetime(2017, 11, 18, 3, 36), "3 小时 36 分"),
            (datetime(2017, 11, 18, 4, 0), "4 小时"),
            (datetime(2017, 11, 20, 5, 0), "2 天"),
        ],
    )
    def test_how_late(self, filed: datetime, words: str) -> None:
        assert late_words(Report(due_on=date(2017, 11, 17), filed_at=timezone.make_aware(filed))) == words

    def test_asks_as_often_for_much_as_for_little(self, village: Village) -> None:
        def count(report: Report) -> int:
            with CaptureQueriesContext(connection) as queries:
                _ = [Reading.of(report).parts, Reading.of(report).history]
            return len(queries)

        report = make_report(village, PERIOD)
        little = count(report)
        make_report(village, PERIOD.previous)
        for seed in range(3):
            revise(report, uuid=uuid4())
            make_photo(report, seed=seed)
        send_back(report)
        ask_help(report)
        assert count(report) <= little + 4  # two prefetches of answers, for each of the two readings


class TestInbox:
    def test_groups_counts_and_words(self, office_user: User) -> None:
        silent, mending, fresh, tardy = (served(name) for name in ("黄土岭", "羊山", "杨家沟", "东湾"))
        for period in (PERIOD.shifted(-3),):
            make_report(silent, period)
        send_back(make_report(mending, PERIOD))
        ask_help(make_report(fresh, PERIOD, filed_at=FILED))
        make_report(tardy, PERIOD, filed_at=moment(date(2017, 11, 18), 3, 36))
        review_report(make_report(served("石门"), PERIOD), now=NOW, by=office_user)
        inbox = Inbox.of(office_user, PERIOD, now=NOW)
        shown = {group.title: [(item.village.short_name, item.words) for item in group.items] for group in inbox.groups}
        assert shown == {
            "要办的": [("黄土岭", "缺报"), ("羊山", "待补 1 项")],
            "没读的 2 份": [("杨家沟", "有请求"), ("东湾", "迟 3 小时 36 分")],
            "读过的 1 份": [("石门", "")],
        }
        assert inbox.items[0].detail == "黄土岭专干 · 连续 3 期"
        assert [(c.label, c.number, c.note) for c in inbox.counts] == [
            ("按时", 2, "杨家沟、石门"),
            ("迟报", 1, "东湾"),
            ("缺报", 1, "黄土岭"),
            ("退回待补", 1, "羊山"),
            ("没读", 2, "份"),
            ("请求没答", 1, "个"),
        ]
        assert inbox.finding == "2 村按时，东湾迟报，黄土岭连缺 3 期；还有 2 份没读，1 个请求没答"

    def test_before_the_last_day_nobody_is_missing(self, village: Village, office_user: User) -> None:
        inbox = Inbox.of(office_user, PERIOD, now=moment(date(2017, 11, 17), 23, 59))
        assert [(c.label, c.number) for c in inbox.counts][2] == ("未报", 1)
        inbox = Inbox.of(office_user, PERIOD, now=moment(date(2017, 11, 18), 0, 0))
        assert [(c.label, c.number) for c in inbox.counts][2] == ("缺报", 1)

    def test_of_an_older_half_month_only_what_was_missing_then(self, office_user: User) -> None:
        once, often = served("凉水井"), served("黄土岭")
        for period in (PERIOD, PERIOD.shifted(-2), PERIOD.shifted(-3)):
            make_report(once, period)
        make_report(often, PERIOD.shifted(-3))
        inbox = Inbox.of(office_user, PERIOD.previous, now=NOW)
        assert inbox.finding == "0 村按时，黄土岭连缺 2 期，凉水井缺报；都读过了"

    def test_the_next_unread_one_comes_round(self, office_user: User) -> None:
        first, second, third = (make_report(served(name), PERIOD) for name in "甲乙丙")
        inbox = Inbox.of(office_user, PERIOD, now=NOW)
        assert inbox.after(first).report == second
        assert inbox.after(third).report == first
        assert inbox.before(first) is None
        assert inbox.before(second).report == first

    def test_when_it_came(self, office_user: User) -> None:
        make_report(served("柳河"), PERIOD, filed_at=FILED)
        item = Inbox.of(office_user, PERIOD, now=NOW).items[0]
        assert item.detail == "柳河专干 · 11-15 18:20"


class TestPages:
    def test_the_list_opens_the_first_unread_one(self, office: Client) -> None:
        make_report(served("柳河"), PERIOD, done="嫁接核桃 86 亩")
        shown = page(office, "office:report_list")
        assert "11月上半月报" in shown
        assert "嫁接核桃 86 亩" in shown
        assert "读过" in shown
        assert "看数据表" in shown

    def test_reading_goes_on_to_the_next_and_ends_at_the_list(self, office: Client) -> None:
        first, second = (make_report(served(name), PERIOD) for name in "甲乙")
        review = reverse("office:report_review", args=[first.pk])
        assert office.post(review, {"seen": "1"}).headers["Location"] == second.get_absolute_url()
        response = office.post(reverse("office:report_review", args=[second.pk]), {"seen": "1"}, follow=True)
        assert "11月上的都读过了" in response.content.decode()
        assert not Report.objects.unread()

    def test_a_revision_that_came_meanwhile_is_not_marked_read(self, office: Client, village: Village) -> None:
        report = make_report(village, PERIOD)
        revise(report)
        response = office.post(reverse("office:report_review", args=[report.pk]), {"seen": "1"}, follow=True)
        assert "村里刚交了第 2 版，看过再说" in response.content.decode()
        assert Report.objects.unread().exists()

    def test_one_part_is_sent_back(self, office: Client, village: Village) -> None:
        report = make_report(village, PERIOD, participants=30, counted=29)
        assert "参加名单是 29 户，多出的 1 户是哪几户？" in page(office, "office:report_detail", report.pk)
        data = {"field": "participants", "reason_kind": "mismatch", "note": "改成 29", "seen": "1"}
        response = office.post(reverse("office:report_return", args=[report.pk]), data, follow=True)
        assert "已退回“参加的贫困户”，其余照收，还算按时" in response.content.decode()
        assert "改成 29" in response.content.decode()

    def test_a_refused_return_keeps_what_was_typed(self, office: Client, village: Village) -> None:
        report = make_report(village, PERIOD)
        data = {"field": "photos", "note": "看不清路牌"}
        response = office.post(reverse("office:report_return", args=[report.pk]), data)
        assert response.status_code == 422
        assert "看不清路牌" in response.content.decode()
        assert "选 1 项“原因”" in response.content.decode()

    def test_a_request_is_answered_and_the_village_sees_it(
        self, office: Client, village: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        asked = ask_help(make_report(village, PERIOD), text="核桃烘干设备合用")
        data = {"answer": "农技站 22 日上门", "handed_to": "农技站 邹明秀", "due_on": "2017-11-22"}
        assert office.post(reverse("office:help_answer", args=[asked.pk]), data).status_code == 302
        own = client_of(cadre)
        first, second = page(own, "office:report_list"), page(own, "office:report_list")
        assert "农技站 22 日上门" in first
        assert "新答复" in first
        assert "新答复" not in second
        assert HelpRequest.objects.get().seen_at == NOW

    def test_an_empty_answer_comes_back(self, office: Client, village: Village) -> None:
        asked = ask_help(make_report(village, PERIOD))
        response = office.post(reverse("office:help_answer", args=[asked.pk]), {"handed_to": "农技站"})
        assert response.status_code == 422
        assert "填写“答复”" in response.content.decode()
        assert "农技站" in response.content.decode()

    def test_a_late_one_counts_as_on_time_with_a_reason(self, office: Client, village: Village) -> None:
        report = make_report(village, PERIOD, filed_at=moment(date(2017, 11, 18), 3))
        url = reverse("office:report_excuse", args=[report.pk])
        assert office.post(url, {}).status_code == 422
        office.post(url, {"reason": "塌方断网"})
        assert "迟 3 小时，算按时：塌方断网" in page(office, "office:report_detail", report.pk)

    def test_everybody_who_owes_is_reminded_at_one_press(self, office: Client) -> None:
        served("黄土岭")
        send_back(make_report(served("羊山"), PERIOD))
        make_report(served("石门"), PERIOD)
        make_village(name="双桥村")
        assert "提醒没报和待补的 3 村" in page(office, "office:report_list")
        url = reverse("office:report_remind")
        said = office.post(url, {"period": PERIOD.slug}, follow=True).content.decode()
        assert "已提醒黄土岭、羊山；双桥没有专干，先派驻" in said
        words = set(Reminder.objects.values_list("words", flat=True))
        assert words == {"11月上半月报 11月17日到期，还没有收到", "11月上半月报退回 1 项，改好再交"}
        said = office.post(url, {"period": PERIOD.slug}, follow=True).content.decode()
        assert "黄土岭、羊山今天提醒过，没有再提醒" in said
        assert Reminder.objects.count() == 2

    def test_at_night_the_press_says_when(self, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        served("黄土岭")
        monkeypatch.setattr(timezone, "now", lambda: moment(date(2017, 11, 18), 22, 30))
        assert "22:00 到 7:00 不提醒，明早 7:00 提醒" in page(office, "office:report_list")
        url = reverse("office:report_remind")
        said = office.post(url, {"period": PERIOD.slug}, follow=True).content.decode()
        assert "22:00 到 7:00 不提醒，明早 7:00 提醒：黄土岭" in said

    def test_a_leader_reads_and_writes_nothing(
        self, office: Client, village: Village, leader: User, client_of: Callable[[User], Client]
    ) -> None:
        report = make_report(village, PERIOD)
        ask_help(report)
        shown = page(client_of(leader), "office:report_detail", report.pk)
        for words in ("退回此项", "答复并交办", "读过，看下一份", "提醒没报"):
            assert words not in shown
        assert client_of(leader).post(reverse("office:report_review", args=[report.pk])).status_code == 403

    def test_a_cadre_has_the_own_list_and_the_own_report(
        self, village: Village, other_village: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        report, foreign = make_report(village, PERIOD), make_report(other_village, PERIOD)
        send_back(report, note="多出的是哪一户？")
        Reminder.objects.create(village=village, subject="order:3", words="督办 2017-003 要回复", shows_at=NOW)
        own = client_of(cadre)
        shown = page(own, "office:report_list")
        for words in ("多出的是哪一户？", "督办 2017-003 要回复", "退回来改的 1 项", "10月下半月报", "补报"):
            assert words in shown
        assert other_village.name not in shown
        assert "改退回的 1 项" in page(own, "office:report_detail", report.pk)
        assert own.get(foreign.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("slug", ["2017-13-1", "2017-11-3", "x", "2017-12-1", "../1"])
    def test_no_such_half_month(self, office: Client, slug: str) -> None:
        assert office.get(reverse("office:report_list"), {"period": slug}).status_code == 404

    def test_what_came_for_another_half_month_is_not_overlooked(self, office: Client, village: Village) -> None:
        make_report(village, PERIOD.previous)
        assert "2017年10月下还有 1 份没读" in page(office, "office:report_list")

    def test_pages_ask_as_often_for_three_villages_as_for_one(self, office: Client) -> None:
        def add(name: str) -> Report:
            report = make_report(served(name), PERIOD)
            ask_help(report)
            send_back(report)
            make_photo(report)
            return report

        report = add("甲")
        urls = [reverse("office:report_list"), report.get_absolute_url()]
        page(office, "office:report_list")

        def count(url: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                assert office.get(url).status_code == 200
            return len(queries)

        one = [count(url) for url in urls]
        add("乙")
        add("丙")
        assert [count(url) for url in urls] == one

    def test_the_term_is_changed_for_later_half_months(self, office: Client) -> None:
        url = reverse("villages:reporting_rule")
        assert office.post(url, {"starts_on": "2017-11-16", "days": "3", "source": "通知"}).status_code == 422
        office.post(url, {"starts_on": "2017-12-01", "days": "3", "source": "青办发〔2017〕31 号"})
        assert "青办发〔2017〕31 号" in page(office, "villages:reporting_rule")
