"""Reading half-month reports: what is sent back, read, excused, answered; reminders keep the night."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from office.demo.builders import TODAY
from office.demo.reporting import PERIOD, ask_help, make_report, moment, revise
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.actions import reading
from villages.models import HelpRequest, Reminder, Report, ReportingRule, ReportReturn, ReturnReason, Village
from villages.reminding import night_words, report_subject, shown_at

NOW = moment(TODAY, 10)
SUBJECT = report_subject(PERIOD)
LATE = moment(PERIOD.end + timedelta(days=3), 8)


def returned(report: Report, by: User, **facts: object) -> ReportReturn:
    given = {"field": "participants", "reason_kind": ReturnReason.MISMATCH, "note": "多出的是哪一户？", "now": NOW}
    return reading.send_back(report, by=by, **given | facts)


class TestSendBack:
    def test_one_part_goes_back_and_on_time_stays_so(self, village: Village, office_user: User) -> None:
        report = make_report(village)
        returned(report, office_user)
        report.refresh_from_db()
        assert Report.objects.with_returns().get().is_returned
        assert not report.counts_as_late
        assert not report.is_reviewed

    def test_the_next_revision_settles_it(self, village: Village, office_user: User) -> None:
        report = make_report(village)
        sent = returned(report, office_user)
        revise(report)
        sent.refresh_from_db()
        assert sent.settled_by.number == 2

    def test_not_twice(self, village: Village, office_user: User) -> None:
        report = make_report(village)
        returned(report, office_user)
        with pytest.raises(Refused, match="“参加的贫困户”已经退回，等村里改"):
            returned(report, office_user)
        assert returned(report, office_user, field="photos")

    @pytest.mark.parametrize(
        ("facts", "words", "field"),
        [
            ({"note": "  "}, "哪里要改", "note"),
            ({"reason_kind": "mood"}, "选 1 项退回的原因", "reason_kind"),
            ({"field": "weather"}, "半月报没有这一项", None),
        ],
    )
    def test_needs_its_words(
        self, village: Village, office_user: User, facts: dict[str, str], words: str, field: str | None
    ) -> None:
        with pytest.raises(Refused, match=words) as refused:
            returned(make_report(village), office_user, **facts)
        assert refused.value.field == field

    def test_what_was_mended_meanwhile_is_not_sent_back(self, village: Village, office_user: User) -> None:
        report = make_report(village)
        revise(report)
        with pytest.raises(Refused, match="刚交了第 2 版"):
            returned(report, office_user, seen=1)


class TestReview:
    def test_read_once_by_the_first(self, village: Village, office_user: User, leader: User) -> None:
        report = make_report(village)
        reading.review_report(report, now=NOW, by=office_user, seen=1)
        reading.review_report(report, now=NOW + timedelta(hours=1), by=leader)
        report.refresh_from_db()
        assert (report.reviewed_at, report.reviewed_by) == (NOW, office_user)

    def test_a_newer_revision_is_unread(self, village: Village, office_user: User) -> None:
        report = make_report(village)
        reading.review_report(report, now=NOW, by=office_user)
        revise(report)
        assert list(Report.objects.unread()) == [report]

    def test_what_nobody_saw_is_not_read(self, village: Village, office_user: User) -> None:
        report = make_report(village)
        revise(report)
        with pytest.raises(Refused, match="刚交了第 2 版，看过再说"):
            reading.review_report(report, now=NOW, by=office_user, seen=1)


class TestExcuse:
    def test_counts_as_on_time_and_stays_late(self, village: Village, office_user: User) -> None:
        report = make_report(village, filed_at=LATE)
        assert report.counts_as_late
        reading.excuse(report, reason=" 塌方断网 ", by=office_user)
        report.refresh_from_db()
        assert (report.is_late, report.counts_as_late, report.excused_reason) == (True, False, "塌方断网")

    def test_only_with_a_reason_and_only_once(self, village: Village, office_user: User) -> None:
        report = make_report(village, filed_at=LATE)
        with pytest.raises(Refused, match="写上为什么"):
            reading.excuse(report, reason=" ", by=office_user)
        reading.excuse(report, reason="塌方断网", by=office_user)
        with pytest.raises(Refused, match="已经算按时"):
            reading.excuse(report, reason="塌方断网", by=office_user)

    def test_nothing_to_excuse(self, village: Village, office_user: User) -> None:
        with pytest.raises(Refused, match="按时报的"):
            reading.excuse(make_report(village), reason="塌方", by=office_user)


class TestHelp:
    def answer(self, request: HelpRequest, by: User, **facts: object) -> HelpRequest:
        given = {"answer": "农技站上门", "handed_to": "农技站 邹明秀", "due_on": TODAY, "now": NOW}
        return reading.answer_help(request, by=by, **given | facts)

    def test_the_village_sees_the_answer_once(self, village: Village, office_user: User, cadre: User) -> None:
        request = ask_help(make_report(village))
        assert reading.see_answers(village, now=NOW, by=cadre) == 0
        self.answer(request, office_user)
        assert list(HelpRequest.objects.answered_unseen()) == [request]
        assert reading.see_answers(village, now=NOW, by=cadre) == 1
        assert reading.see_answers(village, now=NOW + timedelta(days=1), by=cadre) == 0
        request.refresh_from_db()
        assert request.seen_at == NOW

    def test_answers_of_another_village_stay_new(self, village: Village, other_village: Village, cadre: User) -> None:
        request = self.answer(ask_help(make_report(other_village)), cadre)
        reading.see_answers(village, now=NOW, by=cadre)
        request.refresh_from_db()
        assert request.seen_at is None

    def test_answered_once(self, village: Village, office_user: User) -> None:
        request = ask_help(make_report(village))
        self.answer(request, office_user)
        with pytest.raises(Refused, match="11月16日已经答复过"):
            self.answer(request, office_user)

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"answer": " "}, "answer"),
            ({"answer": " 村里撤回了这条请求 "}, "answer"),
            ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
            ({"due_on": date(2500, 1, 1)}, "due_on"),
            ({"handed_to": " "}, "handed_to"),
        ],
    )
    def test_needs_its_words(self, village: Village, office_user: User, facts: dict[str, object], field: str) -> None:
        with pytest.raises(Refused) as refused:
            self.answer(ask_help(make_report(village)), office_user, **facts)
        assert refused.value.field == field


class TestRemind:
    @pytest.mark.parametrize(
        ("now", "shows"),
        [
            (datetime(2017, 11, 16, 21, 59, 59), datetime(2017, 11, 16, 21, 59, 59)),
            (datetime(2017, 11, 16, 22, 0, 0), datetime(2017, 11, 17, 7, 0)),
            (datetime(2017, 11, 16, 23, 59, 59), datetime(2017, 11, 17, 7, 0)),
            (datetime(2017, 11, 17, 0, 0, 0), datetime(2017, 11, 17, 7, 0)),
            (datetime(2017, 11, 17, 6, 59, 59), datetime(2017, 11, 17, 7, 0)),
            (datetime(2017, 11, 17, 7, 0, 0), datetime(2017, 11, 17, 7, 0)),
        ],
    )
    def test_nobody_is_reminded_at_night(
        self, village: Village, office_user: User, now: datetime, shows: datetime
    ) -> None:
        at, until = moment(now.date(), 0) + (now - datetime.combine(now.date(), datetime.min.time())), shows
        (made,) = reading.remind([village], SUBJECT, "还没有收到", now=at, by=office_user)
        made.refresh_from_db()
        assert made.shows_at == moment(until.date(), 0) + (until - datetime.combine(until.date(), datetime.min.time()))
        assert made.day == shows.date()

    def test_words_of_the_night(self) -> None:
        assert night_words(moment(TODAY, 21, 59)) == ""
        assert night_words(moment(TODAY, 22)) == "22:00 到 7:00 不提醒，明早 7:00 提醒"
        assert night_words(moment(TODAY, 3)) == "22:00 到 7:00 不提醒，今早 7:00 提醒"
        assert shown_at(moment(TODAY, 7)) == moment(TODAY, 7)

    def test_one_a_subject_and_day(self, village: Village, other_village: Village, office_user: User) -> None:
        assert len(reading.remind([village], SUBJECT, "还没有收到", now=NOW, by=office_user)) == 1
        again = reading.remind([village, other_village], SUBJECT, "还没有收到", now=NOW, by=office_user)
        assert [made.village for made in again] == [other_village]
        assert len(reading.remind([village], "order:3", "要回复", now=NOW, by=None)) == 1
        assert len(reading.remind([village], SUBJECT, "还没有收到", now=NOW + timedelta(days=1), by=None)) == 1

    def test_the_evening_and_the_morning_after_are_one_day(self, village: Village, office_user: User) -> None:
        reading.remind([village], SUBJECT, "还没有收到", now=moment(TODAY, 23), by=office_user)
        assert reading.remind([village], SUBJECT, "还没有收到", now=moment(TODAY + timedelta(days=1), 9), by=None) == []

    def test_raw_sql_does_not_ring_at_night_or_twice(self, village: Village, office_user: User) -> None:
        reading.remind([village], SUBJECT, "还没有收到", now=NOW, by=office_user)
        insert = (
            "INSERT INTO villages_reminder (village_id, subject, words, shows_at) VALUES (%s, %s, '还没有收到', %s)"
        )
        for at in (moment(TODAY, 22), moment(TODAY, 6, 59), NOW):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(insert, [village.pk, SUBJECT, at])
        assert Reminder.objects.count() == 1


class TestReportingRule:
    def set(self, by: User, **facts: object) -> ReportingRule:
        given = {"starts_on": date(2017, 12, 1), "days": 3, "source": "青办发〔2017〕31 号", "today": TODAY}
        return reading.set_reporting_rule(by=by, **given | facts)

    def test_holds_from_a_half_month_that_has_not_begun(self, village: Village, office_user: User) -> None:
        self.set(office_user, starts_on=date(2017, 12, 1))
        assert make_report(village).due_on == PERIOD.end + timedelta(days=2)

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"starts_on": date(2017, 12, 2)}, "starts_on"),
            ({"starts_on": date(2017, 11, 16)}, "starts_on"),
            ({"starts_on": date(2200, 12, 1)}, "starts_on"),
            ({"days": 16}, "days"),
            ({"source": ""}, "source"),
        ],
    )
    def test_needs_sense(self, db: None, office_user: User, facts: dict[str, object], field: str) -> None:
        with pytest.raises(Refused) as refused:
            self.set(office_user, **facts)
        assert refused.value.field == field

    def test_once_a_half_month(self, db: None, office_user: User) -> None:
        self.set(office_user)
        with pytest.raises(Refused, match="已经定过"):
            self.set(office_user, days=4)
