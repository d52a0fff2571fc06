"""A village's last reports in short: newest first, the missing ones too, requests with their answers."""

from datetime import date

from office.demo.reporting import ask_help, make_report, moment
from office.reports.recent import MOST, recent_reports
from tests.office.boards import board_on
from villages.models import Village
from villages.periods import Fortnight


def test_newest_first_with_what_is_missing(village: Village, today: date) -> None:
    now = Fortnight.containing(today)
    make_report(village, now.shifted(-2))
    found = recent_reports(board_on(today).register.rows[0], on=today)
    assert [report.cell.period for report in found] == [now.shifted(-n) for n in range(1, MOST + 1)]
    assert [report.is_missing for report in found] == [True, False, True, True, True]
    assert found[1].text != "没有收到"
    assert found[1].url.startswith("/reports/")
    assert found[0].text == "没有收到"
    assert found[0].url == ""


def test_an_answer_of_later_is_not_known_yet(village: Village, today: date) -> None:
    report = make_report(village, Fortnight.containing(today).shifted(-2))
    request = ask_help(report, text="请协调烘干房电表")
    (asked,) = next(iter(recent_reports(board_on(today).register.rows[0], on=today)[1:2])).asked
    assert asked == ("请协调烘干房电表", "还没有答复")
    assert request.asked_at <= moment(today, 23)


def test_two_queries_however_many(village: Village, today: date, django_assert_num_queries: object) -> None:
    for back in (1, 2, 3):
        ask_help(make_report(village, Fortnight.containing(today).shifted(-back)))
    row = board_on(today).register.rows[0]
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = recent_reports(row, on=today)
        assert sum(len(list(report.asked)) for report in found) == 3
