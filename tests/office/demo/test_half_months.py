"""Half-month reports and supervision in the seeded office: every state is there, and all tell one story."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db.models import Count, F
from django.utils import timezone

from office.demo.half_months import COPYIST, HABITS, UNREAD, WRONG_CLOCK
from office.reports.register import ReportRegister
from povertyplan.files.models import StoredFile
from povertyplan.ui.charts.heat import Filing
from villages.models import (
    Answer,
    DueDateChange,
    Flag,
    HelpRequest,
    Milestone,
    MilestoneAnswer,
    OrderEvent,
    OrderEventKind,
    OrderFile,
    OrderState,
    Reminder,
    Report,
    ReportPhoto,
    ReportReturn,
    ReportRevision,
    SupervisionOrder,
    Via,
    Village,
    VillagePlan,
)
from villages.periods import Fortnight
from villages.proposals import proposals

TODAY = date(2017, 11, 16)
MIDNIGHT = timezone.make_aware(timezone.datetime(2017, 11, 16))
FIRST = Fortnight(2017, 1, 1)
# The last one of which the last day has passed; 11月上 may still come until the 17th, 11月下 has just begun.
LAST_DUE, OPEN, RUNNING = Fortnight(2017, 10, 2), Fortnight(2017, 11, 1), Fortnight(2017, 11, 2)

pytestmark = pytest.mark.usefixtures("office")


def newest() -> list[ReportRevision]:
    return list(ReportRevision.objects.newest().select_related("report__village").order_by("report__period_start"))


def by_village() -> dict[str, list[ReportRevision]]:
    found = defaultdict(list)
    for revision in newest():
        found[revision.report.village.name].append(revision)
    return found


class TestFiling:
    def test_all_fifteen_villages_report_since_the_plan_began(self) -> None:
        assert Report.objects.count() > 290
        assert Report.objects.earliest("period_start").period == FIRST
        for village in Village.objects.all():
            assert village.reports.count() >= 16

    def test_one_village_has_missed_the_last_two(self) -> None:
        missed = {
            row.village.name: row.missed_in_a_row
            for row in ReportRegister.of(list(Village.objects.all()), on=TODAY, now=MIDNIGHT, year=2017).rows
            if row.missed_in_a_row
        }
        assert missed == {"龙潭沟村": 2}

    def test_each_village_keeps_its_habits(self) -> None:
        due = 20
        late = Counter(Report.objects.filter(is_late=True).values_list("village__name", flat=True))
        for village in Village.objects.all():
            pattern = HABITS[village.name].pattern[:due]
            there = village.reports.filter(period_start__lte=LAST_DUE.start).count()
            assert there == due - pattern.count("M"), village.name
            assert late[village.name] == sum(pattern.count(sign) for sign in "LVE"), village.name
        assert late["马鞍山村"] >= 9, "late often"
        assert sum(late[village.name] == 0 for village in Village.objects.all()) >= 3

    def test_of_the_half_month_that_is_still_open_some_have_filed_and_some_have_not(self) -> None:
        filed = Report.objects.of_period(OPEN).count()
        assert 5 <= filed < 15
        assert not Report.objects.of_period(RUNNING).exists(), "it began today"

    def test_one_late_report_counts_as_on_time(self) -> None:
        excused = Report.objects.get(excused_by__isnull=False)
        assert excused.is_late
        assert not excused.counts_as_late
        assert excused.excused_reason

    def test_nothing_comes_from_tomorrow(self) -> None:
        assert not Report.objects.filter(received_at__gt=MIDNIGHT).exists()
        assert not ReportRevision.objects.filter(received_at__gt=MIDNIGHT).exists()
        assert not Report.objects.filter(reviewed_at__gt=MIDNIGHT).exists()
        assert not HelpRequest.objects.filter(answered_at__gt=MIDNIGHT).exists()
        assert not ReportReturn.objects.filter(returned_at__gt=MIDNIGHT).exists()

    def test_some_waited_for_the_network_and_one_phone_had_a_wrong_clock(self) -> None:
        hours = [(r.received_at - r.filed_at).total_seconds() / 3600 for r in Report.objects.all()]
        assert 8 <= sum(waited > 0.4 for waited in hours) <= 60
        assert max(hours) <= 72
        assert [
            (r.report.village.name, r.flags)
            for r in ReportRevision.objects.filter(flags__contains=[Flag.DEVICE_TIME]).select_related("report__village")
        ] == [(WRONG_CLOCK[0], [Flag.DEVICE_TIME])]

    def test_every_way_of_filing_is_there_and_the_office_enters_paper(self) -> None:
        ways = Counter(ReportRevision.objects.values_list("via", flat=True))
        assert set(ways) == set(Via)
        assert ways[Via.PHONE] > 0.4 * sum(ways.values())
        for revision in ReportRevision.objects.filter(via=Via.PAPER).select_related("recorded_by"):
            assert revision.recorded_by is not None
            assert revision.recorded_by.username == "office"
            assert revision.device_at is None

    def test_officers_report_for_the_village_in_which_they_served_that_day(self) -> None:
        first, second = Village.objects.order_by("code")[:2]
        early = ReportRevision.objects.filter(report__period_start=FIRST.start).exclude(via=Via.PAPER)
        by = dict(early.values_list("report__village", "recorded_by"))
        assert by[first.pk] == second.officer(on=TODAY).pk  # type: ignore[union-attr]
        assert by[second.pk] == first.officer(on=TODAY).pk  # type: ignore[union-attr]


class TestContent:
    def test_no_two_reports_say_the_same_but_the_copyists(self) -> None:
        said = defaultdict(set)
        for village, revisions in by_village().items():
            for revision in revisions:
                said[revision.done].add(village)
        assert not [text for text, villages in said.items() if len(villages) > 1]
        copied = Counter(revision.done for revision in newest()).most_common(2)
        assert (copied[0][1], copied[1][1]) == (3, 1)
        flagged = ReportRevision.objects.get(flags__contains=[Flag.UNCHANGED])
        assert flagged.report.village.name == COPYIST

    def test_texts_are_filled_in_and_not_repeated_within(self) -> None:
        for revision in newest():
            assert not set(revision.done) & set("{}")
            assert 8 <= len(revision.done) <= 160
            assert revision.work
            words = "".join(char for char in revision.done if not char.isdigit()).strip("。").split("；")
            assert len(set(words)) == len(words)

    def test_scale_and_money_only_grow_and_lagging_villages_reach_less(self) -> None:
        share = {}
        for village, revisions in by_village().items():
            told = [revision for revision in revisions if revision.scale is not None]
            for earlier, later in pairwise(told):
                assert later.scale >= earlier.scale
                assert later.invested >= earlier.invested
            if told:
                plan = VillagePlan.objects.approved().get(village__name=village)
                share[village] = told[-1].scale / plan.targets.earliest("year").amount
        behind = {"龙潭沟村", "马鞍山村", "响水河村", "石门垭村"}
        assert max(share[name] for name in behind) < min(part for name, part in share.items() if name not in behind)

    def test_before_the_approval_there_are_no_milestones_and_no_participants(self) -> None:
        approved = dict(VillagePlan.objects.approved().values_list("village", "approved_on"))
        for revision in ReportRevision.objects.select_related("report").annotate(said=Count("answers")):
            began = approved.get(revision.report.village_id)
            if began is None or timezone.localdate(revision.report.filed_at) < began:
                assert (revision.said, revision.participants, revision.scale) == (0, None, None)

    def test_participants_are_those_of_the_list_but_for_a_few_that_are_flagged(self) -> None:
        told = [revision for revision in newest() if revision.participants is not None]
        off = [revision for revision in told if revision.participants != revision.counted]
        assert len(told) > 170
        assert 0 < len(off) < 6
        assert all(set(revision.flags) & {Flag.OVER_LIST, Flag.UNDER_LIST} for revision in off)


class TestMilestones:
    def test_what_a_report_called_done_is_done_on_that_day(self) -> None:
        answers = MilestoneAnswer.objects.filter(state=Answer.DONE).select_related("milestone__done_in", "revision")
        assert answers.count() >= 20
        for answer in answers:
            assert answer.milestone.done_on == answer.done_on
            assert answer.milestone.done_in is not None
            assert answer.milestone.done_in.report_id == answer.revision.report_id

    def test_what_was_done_before_the_approval_the_office_wrote_down(self) -> None:
        without = Milestone.objects.filter(done_on__isnull=False, done_in=None).select_related("stage__plan")
        assert all(row.done_on <= row.stage.plan.approved_on and row.done_note for row in without)

    def test_each_change_of_date_was_asked_for_in_a_report_that_says_so(self) -> None:
        for change in DueDateChange.objects.select_related("revision__report"):
            assert change.revision is not None
            answer = change.revision.answers.get(milestone=change.milestone_id)
            assert (answer.state, answer.due_on, answer.reason) == (Answer.DELAYED, change.new_due_on, change.reason)
            assert timezone.localdate(change.revision.report.filed_at) == change.asked_on
            assert (Flag.LONG_DELAY in change.revision.flags) >= change.needs_decision

    def test_nobody_calls_on_time_what_is_overdue(self) -> None:
        on_time = MilestoneAnswer.objects.filter(state=Answer.ON_TIME).select_related("milestone", "revision__report")
        for answer in on_time:
            dates = [answer.milestone.baseline_due_on, *answer.milestone.changes.values_list("new_due_on", flat=True)]
            assert max(filter(None, dates)) >= timezone.localdate(answer.revision.report.filed_at)


class TestReading:
    def test_two_to_five_in_a_hundred_were_revised(self) -> None:
        revised = Report.objects.filter(revision_count__gt=1)
        assert 0.02 < revised.count() / Report.objects.count() < 0.05
        for report in revised:
            assert list(report.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]
            first, second = report.revisions.order_by("number")
            assert first.receipt == second.receipt[:-1] + "1"
            assert (first.done, first.participants) != (second.done, second.participants)

    def test_one_return_is_open_and_the_others_were_settled_by_the_next_revision(self) -> None:
        assert ReportReturn.objects.still_open().get().report.village.name == "双庙村"
        settled = ReportReturn.objects.filter(settled_by__isnull=False)
        assert settled.count() >= 4
        assert not settled.exclude(settled_by__number=2).exists()
        assert not settled.filter(settled_by__received_at__lt=F("returned_at")).exists()

    def test_all_are_read_but_the_newest_five_and_what_waits_to_be_mended(self) -> None:
        unread = Report.objects.unread().with_returns()
        assert unread.filter(is_returned=False).count() == UNREAD
        assert unread.filter(is_returned=True).count() == 1
        fresh = min(report.received_at for report in unread.filter(is_returned=False))
        assert not Report.objects.filter(reviewed_at__isnull=False, received_at__gt=fresh).exists()

    def test_three_requests_wait_two_answers_are_unseen(self) -> None:
        assert HelpRequest.objects.unanswered().count() == 3
        assert HelpRequest.objects.answered_unseen().count() == 2
        assert HelpRequest.objects.filter(seen_at__isnull=False).count() >= 6
        for request in HelpRequest.objects.select_related("report"):
            assert request.report.revisions.filter(help_wanted=request.text).exists()
            assert request.answered_at is None or request.answered_at > request.asked_at

    def test_recent_reports_carry_photos_drawn_from_a_handful(self) -> None:
        assert ReportPhoto.objects.count() > 60
        assert not ReportPhoto.objects.filter(report__period_start__lt=date(2017, 8, 1)).exists()
        assert StoredFile.objects.filter(pk__in=ReportPhoto.objects.values("file")).count() <= 12

    def test_the_register_shows_every_state(self) -> None:
        register = ReportRegister.of(list(Village.objects.all()), on=TODAY, now=MIDNIGHT, year=2017)
        states = {cell.state for row in register.rows for cell in row.cells}
        assert states >= {Filing.ON_TIME, Filing.LATE, Filing.MISSING, Filing.RETURNED, Filing.OPEN}


class TestSupervision:
    def test_five_notices_each_at_another_step(self) -> None:
        orders = {order.village.name: order for order in SupervisionOrder.objects.select_related("village")}
        assert {name: order.state for name, order in orders.items()} == {
            "马鞍山村": OrderState.CLOSED,
            "响水河村": OrderState.CLOSED,
            "石门垭村": OrderState.REPLIED,
            "凉水井村": OrderState.ISSUED,
            "龙潭沟村": OrderState.ISSUED,
        }
        assert [name for name, order in orders.items() if order.extension_asked] == ["凉水井村"]
        assert sorted(order.number for order in orders.values()) == [1, 2, 3, 4, 5]
        assert not orders["龙潭沟村"].reply_is_overdue(on=TODAY), "it waits, and not yet too long"

    def test_numbers_follow_the_days_of_issue(self) -> None:
        days = list(SupervisionOrder.objects.order_by("number").values_list("issued_on", flat=True))
        assert days == sorted(days)
        assert days[-1] <= TODAY

    def test_a_closed_one_went_the_whole_way(self) -> None:
        order = SupervisionOrder.objects.get(village__name="马鞍山村")
        kinds = [event.kind for event in order.events.order_by("pk")]
        assert kinds == [
            OrderEventKind.REPLY,
            OrderEventKind.RETURN,
            OrderEventKind.EXTENSION_ASKED,
            OrderEventKind.EXTENSION_GRANTED,
            OrderEventKind.REPLY,
            OrderEventKind.CLOSE,
        ]
        assert order.closed_on <= order.due_on
        assert order.due_on > order.first_due_on
        assert OrderFile.objects.filter(event__order=order).exists()

    def test_steps_were_written_down_on_their_day(self) -> None:
        for event in OrderEvent.objects.all():
            assert timezone.localdate(event.recorded_at) == event.on_day

    def test_who_replied_is_not_who_closed(self) -> None:
        for order in SupervisionOrder.objects.filter(state=OrderState.CLOSED):
            reply = order.events.filter(kind=OrderEventKind.REPLY).latest("pk")
            assert order.events.get(kind=OrderEventKind.CLOSE).by_id != reply.by_id

    def test_three_villages_have_something_overdue_without_a_notice(self) -> None:
        found = {
            proposal.village.name: [subject.what for subject in proposal.subjects]
            for proposal in proposals(Village.objects.all(), on=TODAY)
        }
        assert found == {
            "龙潭沟村": [f"{LAST_DUE.label}半月报"],
            "响水河村": ["库湾放苗 60 万尾"],
            "马鞍山村": ["蜂场 6 处摆箱 480 箱"],
        }

    def test_a_few_reminders_by_day_about_what_is_open(self) -> None:
        assert 4 <= Reminder.objects.count() <= 8
        assert not Reminder.objects.filter(day__gte=TODAY).exists()
        assert not Reminder.objects.filter(day__lt=TODAY - timedelta(days=40)).exists()
