"""Filing a half-month report: once, whatever is sent how often; its milestones, requests and photos (R4.4)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from PIL import Image

from office.demo.builders import TODAY, make_village
from office.demo.reporting import PERIOD, moment, send_back
from office.demo.timetables import finish, make_plan, move_date
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.actions.plans import change_due_date, reopen_milestone
from villages.actions.reading import answer_help
from villages.actions.reports import WITHDRAWN, ForeignUuid, OtherContent, add_photo, submit_report, withdraw_photo
from villages.models import (
    Answer,
    DueDateChange,
    Flag,
    HelpRequest,
    Milestone,
    PlanState,
    Report,
    ReportPhoto,
    ReportRevision,
    Via,
    Village,
    VillagePlan,
)
from villages.periods import Fortnight
from villages.reporting import MilestoneSaid, Submission, needs_decision

NOW = moment(TODAY, 9)


def said(done: str = "嫁接核桃 86 亩", **facts: Any) -> Submission:
    return Submission(done=done, **facts)


def submit(
    village: Village,
    content: Submission | None = None,
    *,
    by: User,
    period: Fortnight = PERIOD,
    now: datetime = NOW,
    uuid: UUID | None = None,
    **facts: Any,
) -> ReportRevision:
    known: dict[str, Any] = {
        "opened_at": None,
        "device_at": None,
        "seen": 0,
        "via": Via.PHONE,
        "counted": None,
        "remaining": None,
    }
    return submit_report(
        village, period, uuid=uuid or uuid4(), content=content or said(), now=now, by=by, **(known | facts)
    )


def test_a_report_gets_its_receipt(village: Village, cadre: User) -> None:
    content = said(work=("planting",), participants=3, scale=Decimal("240.5"), invested=300_000_00, help_wanted="电表")
    revision = submit(village, content, by=cadre, counted=3, remaining=9)
    assert revision.receipt == f"R-2017-11A-{village.code[-3:]}-1"
    assert (revision.number, revision.flags, revision.recorded_by, revision.based_on) == (1, [], cadre, 0)
    assert (revision.scale, revision.invested, revision.counted) == (Decimal("240.5"), 300_000_00, 3)
    assert (revision.report.filed_at, revision.report.received_at, revision.report.is_late) == (NOW, NOW, False)


def test_the_same_again_is_the_same_receipt(village: Village, cadre: User) -> None:
    uuid = uuid4()
    content = said(answers=(), participants=3)
    first = submit(village, content, by=cadre, uuid=uuid)
    assert submit(village, content, by=cadre, uuid=uuid, now=NOW + timedelta(hours=1)) == first
    assert ReportRevision.objects.count() == Report.objects.count() == 1


def test_a_retry_gets_its_own_receipt_after_a_correction_too(village: Village, cadre: User) -> None:
    uuid = uuid4()
    first = submit(village, by=cadre, uuid=uuid)
    submit(village, said("改了"), by=cadre, seen=1)
    assert submit(village, by=cadre, uuid=uuid) == first
    assert ReportRevision.objects.count() == 2


def test_the_same_uuid_with_another_content_is_refused_and_names_the_receipt(village: Village, cadre: User) -> None:
    uuid = uuid4()
    first = submit(village, by=cadre, uuid=uuid)
    with pytest.raises(OtherContent, match=first.receipt) as refused:
        submit(village, said("改了"), by=cadre, uuid=uuid)
    assert refused.value.revision == first
    with pytest.raises(OtherContent, match="11月上"):
        submit(village, by=cadre, uuid=uuid, period=PERIOD.previous)
    assert ReportRevision.objects.count() == Report.objects.count() == 1


def test_a_uuid_of_another_village_shows_nothing_of_it(village: Village, other_village: Village, cadre: User) -> None:
    theirs = submit(other_village, said("石门村的事"), by=cadre)
    with pytest.raises(ForeignUuid) as refused:
        submit(village, said("石门村的事"), by=cadre, uuid=theirs.uuid)
    assert "石门" not in refused.value.message
    assert theirs.receipt not in refused.value.message
    assert not village.reports.exists()


def test_two_tabs_with_the_same_content_are_one_report(village: Village, cadre: User) -> None:
    first = submit(village, by=cadre)
    assert submit(village, by=cadre) == first
    assert ReportRevision.objects.count() == 1


def test_another_content_is_the_next_revision(village: Village, cadre: User) -> None:
    first = submit(village, by=cadre)
    late = NOW + timedelta(days=9)
    second = submit(village, said("改了"), by=cadre, seen=1, now=late)
    assert (second.number, second.based_on, second.flags) == (2, 1, [])
    report = second.report
    assert (report.filed_at, report.is_late, report.revision_count) == (NOW, False, 2)
    assert second.received_at == late
    assert first.receipt != second.receipt


def test_going_back_to_the_first_content_is_a_revision_too(village: Village, cadre: User) -> None:
    submit(village, by=cadre)
    submit(village, said("改了"), by=cadre, seen=1)
    assert submit(village, by=cadre, seen=2).number == 3


def test_revisions_that_cross_are_flagged(village: Village, cadre: User) -> None:
    submit(village, by=cadre)
    submit(village, said("甲"), by=cadre, seen=1)
    crossed = submit(village, said("乙"), by=cadre, seen=1)
    assert crossed.flags == [Flag.CROSSED]
    assert submit(village, said("丙"), by=cadre, seen=3).flags == []
    # A form from nowhere cannot have seen what is not there yet.
    assert submit(village, said("丁"), by=cadre, seen=99).based_on == 4


def test_a_correction_settles_what_was_sent_back(village: Village, cadre: User) -> None:
    first = submit(village, by=cadre)
    returned = send_back(first.report)
    second = submit(village, said("改了"), by=cadre, seen=1)
    returned.refresh_from_db()
    assert returned.settled_by == second


def test_a_half_month_that_has_not_begun_is_refused(village: Village, cadre: User) -> None:
    begins = moment(PERIOD.next.start, 0)
    with pytest.raises(Refused, match="11月下从11月16日开始，到时再报"):
        submit(village, by=cadre, period=PERIOD.next, now=begins - timedelta(seconds=1))
    assert submit(village, by=cadre, period=PERIOD.next, now=begins).report.filed_at == begins


def test_before_reports_were_due_there_is_none(village: Village, cadre: User) -> None:
    with pytest.raises(Refused, match="还不用报"):
        submit(village, by=cadre, period=Fortnight(2015, 12, 2))
    assert submit(village, by=cadre, period=Fortnight(2016, 1, 1)).report.is_late


@pytest.mark.parametrize(
    ("opened", "device", "filed", "expected"),
    [
        (timedelta(hours=40), timedelta(hours=39), timedelta(hours=39), []),
        (None, timedelta(hours=39), timedelta(), [Flag.LATE, Flag.DEVICE_TIME]),
        (timedelta(hours=20), timedelta(hours=39), timedelta(), [Flag.LATE, Flag.DEVICE_TIME]),
        (timedelta(hours=80), timedelta(hours=73), timedelta(), [Flag.LATE, Flag.DEVICE_TIME]),
        (timedelta(hours=40), None, timedelta(), [Flag.LATE]),
    ],
)
def test_the_device_time_counts_where_it_is_believed(
    village: Village,
    cadre: User,
    opened: timedelta | None,
    device: timedelta | None,
    filed: timedelta,
    expected: list[Flag],
) -> None:
    """Due on 11-17; received on 11-19 at 9:00, so 39 hours before that it was still the 17th."""
    now = moment(date(2017, 11, 19), 9)
    times = {"opened_at": opened, "device_at": device}
    revision = submit(village, by=cadre, now=now, **{name: back and now - back for name, back in times.items()})
    assert revision.report.filed_at == now - filed
    assert revision.flags == expected
    assert revision.device_at == (now - device if device else None)


@pytest.mark.parametrize(
    ("now", "is_late"), [(moment(date(2017, 11, 17), 23, 59), False), (moment(date(2017, 11, 18), 0), True)]
)
def test_late_from_midnight_on(village: Village, cadre: User, now: datetime, is_late: bool) -> None:
    revision = submit(village, by=cadre, now=now)
    assert revision.report.is_late is is_late
    assert revision.flags == ([Flag.LATE] if is_late else [])


def test_odd_figures_are_flagged_and_accepted(village: Village, cadre: User) -> None:
    submit(village, said(participants=4, invested=200), by=cadre, period=PERIOD.previous)
    odd = submit(village, said("另写", participants=40, invested=100), by=cadre, counted=4, remaining=30)
    assert odd.flags == [Flag.OVER_LIST, Flag.OVER_REMAINING, Flag.FELL, Flag.JUMPED]


def test_the_same_words_three_times_in_a_row_are_flagged(village: Village, cadre: User) -> None:
    for back in (3, 2):
        submit(village, by=cadre, period=PERIOD.shifted(-back))
    # A gap between: not in a row.
    assert Flag.UNCHANGED not in submit(village, by=cadre).flags
    submit(village, by=cadre, period=PERIOD.previous)
    assert Flag.UNCHANGED in submit(village, said(help_wanted="电表"), by=cadre, seen=1).flags


@pytest.fixture
def plan(village: Village, leader: User) -> VillagePlan:
    return make_plan(village, state=PlanState.APPROVED, approved_by=leader)


@pytest.fixture
def milestone(plan: VillagePlan) -> Milestone:
    """Due on 2017-12-15."""
    return Milestone.objects.get(name="烘干房建成")


def on_time(milestone: Milestone) -> Submission:
    return said("按期", answers=(MilestoneSaid(milestone.pk, Answer.ON_TIME),))


def late(milestone: Milestone, to: date, reason: str = "") -> Submission:
    return said(f"推迟{to}", answers=(MilestoneSaid(milestone.pk, Answer.DELAYED, to, "money", reason),))


def finished(milestone: Milestone, day: date = TODAY) -> Submission:
    return said(f"完成{day}", answers=(MilestoneSaid(milestone.pk, Answer.DONE, done_on=day),))


def now_of(milestone: Milestone) -> tuple[date, date | None]:
    milestone.refresh_from_db()
    return milestone.due_on, milestone.done_on


def test_what_a_report_says_is_done_is_done(village: Village, cadre: User, milestone: Milestone) -> None:
    revision = submit(village, finished(milestone), by=cadre)
    assert now_of(milestone) == (date(2017, 12, 15), TODAY)
    assert milestone.done_in == revision
    corrected = submit(village, finished(milestone, date(2017, 11, 14)), by=cadre, seen=1)
    assert now_of(milestone)[1] == date(2017, 11, 14)
    assert milestone.done_in == corrected


def test_done_before_the_half_month_is_flagged(village: Village, cadre: User, milestone: Milestone) -> None:
    assert submit(village, finished(milestone, date(2017, 10, 31)), by=cadre).flags == [Flag.DONE_EARLY]


def test_a_later_revision_takes_done_back(village: Village, cadre: User, milestone: Milestone) -> None:
    submit(village, finished(milestone), by=cadre)
    submit(village, on_time(milestone), by=cadre, seen=1)
    assert now_of(milestone) == (date(2017, 12, 15), None)


def test_a_revision_that_says_nothing_of_it_leaves_it(village: Village, cadre: User, milestone: Milestone) -> None:
    submit(village, finished(milestone), by=cadre)
    submit(village, said("没有网络时写的"), by=cadre, seen=1)
    assert now_of(milestone)[1] == TODAY


def test_what_the_office_wrote_stays(village: Village, cadre: User, milestone: Milestone) -> None:
    finish(milestone, done_on=date(2017, 11, 10))
    revision = submit(village, on_time(milestone), by=cadre)
    assert now_of(milestone)[1] == date(2017, 11, 10)
    submit(village, finished(milestone), by=cadre, seen=1)
    assert now_of(milestone)[1] == date(2017, 11, 10)
    assert revision.answers.get().state == Answer.ON_TIME


def test_another_half_months_report_takes_nothing_back(village: Village, cadre: User, milestone: Milestone) -> None:
    submit(village, finished(milestone), by=cadre, period=PERIOD.previous)
    submit(village, on_time(milestone), by=cadre)
    assert now_of(milestone)[1] == TODAY


def test_what_was_said_before_is_not_carried_again(
    village: Village, cadre: User, office_user: User, milestone: Milestone
) -> None:
    submit(village, finished(milestone), by=cadre)
    reopen_milestone(milestone, reason="去看过，没装门", by=office_user)
    answers = finished(milestone).answers
    submit(village, said("只改了字", answers=answers), by=cadre, seen=1)
    assert now_of(milestone)[1] is None


def test_a_short_delay_moves_the_date_at_once(village: Village, cadre: User, milestone: Milestone) -> None:
    revision = submit(village, late(milestone, date(2018, 1, 10)), by=cadre)
    assert revision.flags == []
    assert now_of(milestone)[0] == date(2018, 1, 10)
    assert milestone.changes.get().revision == revision


def test_a_later_revision_gives_the_date_back(village: Village, cadre: User, milestone: Milestone) -> None:
    submit(village, late(milestone, date(2018, 1, 5)), by=cadre)
    submit(village, late(milestone, date(2018, 1, 10)), by=cadre, seen=1)
    assert now_of(milestone)[0] == date(2018, 1, 10)
    submit(village, on_time(milestone), by=cadre, seen=2)
    assert now_of(milestone)[0] == date(2017, 12, 15)


def test_a_date_that_the_office_moved_stays(
    village: Village, cadre: User, office_user: User, milestone: Milestone
) -> None:
    submit(village, late(milestone, date(2018, 1, 5)), by=cadre)
    change_due_date(
        milestone, new_due_on=date(2018, 1, 8), reason_kind="weather", reason="", today=TODAY, by=office_user
    )
    submit(village, on_time(milestone), by=cadre, seen=1)
    assert now_of(milestone)[0] == date(2018, 1, 8)


def test_a_long_delay_waits_and_stops_nothing(village: Village, cadre: User, milestone: Milestone) -> None:
    revision = submit(village, late(milestone, date(2018, 3, 1)), by=cadre)
    assert revision.flags == [Flag.LONG_DELAY]
    assert now_of(milestone)[0] == date(2017, 12, 15)
    waiting = DueDateChange.objects.waiting().get()
    assert (waiting.new_due_on, waiting.revision) == (date(2018, 3, 1), revision)


def test_a_long_delay_that_is_no_longer_asked_for_waits_no_longer(
    village: Village, cadre: User, milestone: Milestone
) -> None:
    submit(village, late(milestone, date(2018, 3, 1)), by=cadre)
    submit(village, late(milestone, date(2018, 4, 1)), by=cadre, seen=1)
    assert DueDateChange.objects.waiting().get().new_due_on == date(2018, 4, 1)
    submit(village, on_time(milestone), by=cadre, seen=2)
    assert not DueDateChange.objects.waiting().exists()
    assert now_of(milestone)[0] == date(2017, 12, 15)


def test_the_same_long_delay_in_the_next_report_is_still_one_wish(
    village: Village, cadre: User, milestone: Milestone
) -> None:
    submit(village, late(milestone, date(2018, 3, 1)), by=cadre, period=PERIOD.previous)
    again = submit(village, late(milestone, date(2018, 3, 1)), by=cadre)
    assert DueDateChange.objects.waiting().count() == 1
    assert Flag.LONG_DELAY in again.flags


def test_what_the_plan_refuses_stands_in_the_answer(village: Village, cadre: User, milestone: Milestone) -> None:
    VillagePlan.objects.update(state=PlanState.ENDED, ended_on=TODAY, ended_reason="换产业")
    revision = submit(village, finished(milestone), by=cadre)
    assert revision.answers.get().done_on == TODAY
    assert now_of(milestone)[1] is None


class WhetherADateNeedsADecision(TestCase):
    """The flag is set before the change is made, so Python must say what the database will."""

    @settings(max_examples=25, deadline=None)
    @given(
        new=st.dates(date(2017, 10, 1), date(2018, 3, 1)),
        asked_on=st.dates(date(2017, 10, 1), date(2018, 2, 1)),
        moved_to=st.dates(date(2017, 12, 1), date(2018, 1, 14)),
    )
    def test_python_and_the_database_agree(self, new: date, asked_on: date, moved_to: date) -> None:
        # hypothesis keeps no fixtures between its examples
        from office.demo.builders import make_user

        make_plan(make_village(), state=PlanState.APPROVED, approved_by=make_user(Role.LEADER))
        milestone = Milestone.objects.filter(name="烘干房建成").latest("pk")
        if moved_to != milestone.due_on:
            move_date(milestone, moved_to, asked_on=date(2017, 9, 1))
            milestone.refresh_from_db()
        if new == milestone.due_on:
            return
        facts = {"due": milestone.due_on, "baseline": milestone.baseline_due_on}
        change = move_date(milestone, new, asked_on=asked_on)
        assert change.needs_decision is needs_decision(new, asked_on=asked_on, **facts)


def test_a_request_is_asked_once_and_corrected_while_nobody_answered(village: Village, cadre: User) -> None:
    submit(village, said(help_wanted="电表"), by=cadre)
    submit(village, said("改了", help_wanted="电表"), by=cadre, seen=1)
    submit(village, said("改了", help_wanted="两块电表"), by=cadre, seen=2, now=NOW + timedelta(hours=1))
    request = HelpRequest.objects.get()
    assert (request.text, request.asked_at) == ("两块电表", NOW)


def test_an_answered_request_stays_and_another_one_is_asked(village: Village, cadre: User, office_user: User) -> None:
    submit(village, said(help_wanted="电表"), by=cadre)
    answer_help(HelpRequest.objects.get(), answer="供电所上门", handed_to="", due_on=None, now=NOW, by=office_user)
    submit(village, said("改了", help_wanted="电表"), by=cadre, seen=1)
    assert HelpRequest.objects.count() == 1
    submit(village, said("改了", help_wanted="技术员"), by=cadre, seen=2)
    assert [request.text for request in HelpRequest.objects.order_by("pk")] == ["电表", "技术员"]
    submit(village, said("又改"), by=cadre, seen=3)
    assert HelpRequest.objects.get(text="电表").answer == "供电所上门"


def test_a_request_taken_out_of_the_report_waits_for_nobody(village: Village, cadre: User) -> None:
    submit(village, said(help_wanted="电表"), by=cadre)
    submit(village, said(), by=cadre, seen=1)
    request = HelpRequest.objects.get()
    assert (request.text, request.answer, request.answered_by, request.seen_at) == ("电表", WITHDRAWN, cadre, NOW)
    submit(village, said(help_wanted="电表"), by=cadre, seen=2)
    assert HelpRequest.objects.unanswered().get().text == "电表"


def picture(shade: int = 0, size: tuple[int, int] = (40, 30)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, (shade, 90, 90)).save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def filed(village: Village, cadre: User) -> ReportRevision:
    return submit(village, by=cadre)


def test_the_same_photo_twice_is_one(filed: ReportRevision, cadre: User) -> None:
    first = add_photo(filed, content=picture(), now=NOW, by=cadre)
    assert add_photo(filed, content=picture(), now=NOW, by=cadre) == first
    assert first.file.is_photo
    assert ReportPhoto.objects.count() == 1


def test_three_photos_and_no_fourth(filed: ReportRevision, cadre: User) -> None:
    for shade in (1, 2, 3):
        add_photo(filed, content=picture(shade * 60), now=NOW, by=cadre)
    with pytest.raises(Refused, match="已经有 3 张照片"):
        add_photo(filed, content=picture(250), now=NOW, by=cadre)
    # What came already comes again without a word.
    add_photo(filed, content=picture(60), now=NOW, by=cadre)
    assert ReportPhoto.objects.count() == 3


def test_a_photo_withdrawn_makes_room_and_can_come_back(filed: ReportRevision, cadre: User) -> None:
    photos = [add_photo(filed, content=picture(shade * 60), now=NOW, by=cadre) for shade in (1, 2, 3)]
    withdraw_photo(photos[0], now=NOW, by=cadre)
    assert withdraw_photo(photos[0], now=NOW + timedelta(hours=1), by=cadre).withdrawn_at == NOW
    add_photo(filed, content=picture(250), now=NOW, by=cadre)
    with pytest.raises(Refused, match="已经有 3 张照片"):
        add_photo(filed, content=picture(60), now=NOW, by=cadre)
    withdraw_photo(photos[1], now=NOW, by=cadre)
    assert add_photo(filed, content=picture(60), now=NOW, by=cadre) == photos[0]
    assert ReportPhoto.objects.in_force().count() == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"GIF89a" + b"\0" * 40, "不是照片"),
        (b"%PDF-1.4\n%%EOF", "不是照片"),
        (b"\xff\xd8\xff" + b"\0" * 40, "打不开"),
        (b"", "不是照片"),
        (picture(size=(10_000, 5_000)), "2400 万像素"),
        (b"\xff\xd8\xff" + b"\0" * (8 * 1024 * 1024), "8 MB"),
    ],
    ids=["gif", "pdf", "broken", "empty", "50 MP", "9 MB"],
)
def test_what_is_no_photo_is_refused(filed: ReportRevision, cadre: User, content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        add_photo(filed, content=content, now=NOW, by=cadre)
    assert refused.value.field == "photo"
    assert not ReportPhoto.objects.exists()
