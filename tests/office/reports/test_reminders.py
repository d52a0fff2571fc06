"""The daily round: what it brings up on which day, and that it does so once."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from enterprises.actions.income import feed_income
from enterprises.codes import Mode
from office.demo.builders import TODAY, make_household, make_user, make_village
from office.demo.giving import make_delivery, make_enterprise, make_enterprise_visit, make_pledge, pair_village
from office.demo.reporting import PERIOD, make_order, make_report, moment
from office.demo.timetables import finish, make_plan
from office.reports.reminders import Errand, errands, run_errands
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Milestone, PlanState, Reminder, Village
from villages.reminding import is_due_again, milestone_words

DUE = PERIOD.end + timedelta(days=2)


def about(kind: str, on: date) -> list[Errand]:
    found = errands(on=on, now=moment(on, 8))
    return [errand for errand in found if errand.subject.startswith(f"{kind}:")]


def words(kind: str, on: date) -> list[str]:
    return [errand.words for errand in about(kind, on)]


class TestReports:
    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (-2, []),
            (-1, ["11月上半月报还没有收到，11月17日前报"]),
            (0, []),
            (1, ["11月上半月报 11月17日到期，还没有收到"]),
            (2, []),
        ],
    )
    def test_the_day_before_and_the_day_after(self, village: Village, cadre: User, day: int, said: list[str]) -> None:
        assert words("report", DUE + timedelta(days=day)) == said

    def test_not_who_has_reported_or_has_no_officer(self, village: Village, cadre: User) -> None:
        make_village()
        make_report(village)
        assert words("report", DUE - timedelta(days=1)) == []


class TestMilestones:
    @pytest.fixture
    def milestone(self, village: Village, leader: User) -> Milestone:
        due = TODAY + timedelta(days=3)
        make_plan(village, state=PlanState.APPROVED, approved_by=leader, timetable=(("落地", "烘干房建成", due),))
        return Milestone.objects.get()

    def test_three_days_before_and_when_it_is_over(self, milestone: Milestone) -> None:
        due = milestone.due_on
        assert words("milestone", due - timedelta(days=4)) == []
        assert words("milestone", due - timedelta(days=3)) == ["“烘干房建成”11月19日到期，还有 3 天"]
        assert words("milestone", due + timedelta(days=5)) == ["“烘干房建成”11月19日到期，过了 5 天"]

    def test_nothing_of_what_is_done_or_of_a_draft(self, milestone: Milestone, other_village: Village) -> None:
        make_plan(other_village, timetable=(("落地", "没批的", milestone.due_on),))
        finish(milestone, done_on=TODAY)
        assert words("milestone", milestone.due_on + timedelta(days=1)) == []

    def test_not_every_day(self, milestone: Milestone) -> None:
        due, told = milestone.due_on, []
        for day in range(-5, 20):
            on = due + timedelta(days=day)
            if run_errands(errands(on=on, now=moment(on, 8)), now=moment(on, 8)):
                told.append(day)
        assert told == [-3, 1, 8, 15]

    @pytest.mark.parametrize(
        ("day", "last", "due"),
        [
            (-3, None, True),
            (-2, None, True),
            (-2, -3, False),
            (0, -3, False),
            (1, 0, True),
            (1, 1, False),
            (8, 1, True),
        ],
    )
    def test_a_day_without_a_round_is_made_up_for(self, day: int, last: int | None, due: bool) -> None:
        told = None if last is None else TODAY + timedelta(days=last)
        assert is_due_again(TODAY, told, on=TODAY + timedelta(days=day)) is due

    def test_words_fit(self) -> None:
        assert len(milestone_words("名" * 40, TODAY, on=TODAY + timedelta(days=9999))) <= 120
        assert milestone_words("采收", TODAY, on=TODAY) == "“采收”11月16日到期，就是今天"


class TestReplies:
    def test_the_day_before(self, village: Village, leader: User) -> None:
        order = make_order(village, by=leader)
        due = order.reply_due_on
        assert words("order", due - timedelta(days=2)) == []
        assert words("order", due - timedelta(days=1)) == [f"督办 {order.name} 要在11月23日前回复"]
        assert words("order", due) == []


class TestCommand:
    @pytest.fixture(autouse=True)
    def _clock(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment(DUE - timedelta(days=1), 22, 30))

    def run(self, *options: str) -> str:
        out = StringIO()
        call_command("remind", *options, stdout=out)
        return out.getvalue()

    def test_twice_is_once_and_the_night_is_kept(self, village: Village, cadre: User) -> None:
        said = self.run()
        assert "柳河村：11月上半月报还没有收到，11月17日前报" in said
        assert "新提醒 1 件。22:00 到 7:00 不提醒，明早 7:00 提醒" in said
        assert "该提醒 1 件，新提醒 0 件" in self.run()
        reminder = Reminder.objects.get()
        assert (reminder.shows_at, reminder.sent_by) == (moment(DUE, 7), None)

    def test_as_json(self, village: Village, cadre: User) -> None:
        facts = json.loads(self.run("--json"))
        assert facts["due"] == 1
        assert facts["reminded"] == [
            {
                "village": village.code,
                "subject": "report:2017-11-01",
                "words": "11月上半月报还没有收到，11月17日前报",
                "shows_at": moment(DUE, 7).isoformat(),
            }
        ]

    def test_wages_of_posts_that_go_on_are_carried_into_the_new_year(self, village: Village) -> None:
        household = make_household(village, members=4, identified_year=2016)
        pairing = pair_village(make_enterprise(), village)
        make_enterprise_visit(pairing, household)
        worker = household.members.order_by("birth_date")[2]
        told = {"member": worker, "monthly_pay": 200_000, "since": date(2016, 10, 1)}
        pledge = make_pledge(pairing, Mode.EMPLOYMENT)
        delivery = make_delivery(pledge, [told], confirmed_by=make_user(Role.CADRE))
        feed_income(delivery, today=date(2016, 12, 1), by=None)
        assert "1 笔就业的工资记进了今年的收入登记" in self.run()
        assert json.loads(self.run("--json"))["wages"] == {"carried": 0, "refused": []}
        assert household.income_years.get(year=2017).lines.get().amount == 12 * 200_000

    def test_an_empty_office(self, db: None) -> None:
        assert "该提醒 0 件" in self.run()
