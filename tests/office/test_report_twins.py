"""Paper and workbook: the same report, the same validator; all rows or none, and twice is once."""

import io
from collections.abc import Callable
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl.worksheet.worksheet import Worksheet

from office.demo.builders import make_user, make_village, post_officer
from office.demo.reporting import ask_help, make_report, moment
from office.demo.timetables import make_plan
from office.reports.workbook import LABELS, mark, posted, text_of
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from villages.models import Answer, DueDateChange, Milestone, PlanState, Report, ReportRevision, Via, Village
from villages.periods import Fortnight

NOW = moment(date(2017, 11, 16), 9)
PERIOD = Fortnight(2017, 11, 1)
COLUMN = {name: place for place, name in enumerate(LABELS, 1)}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def planned(village: Village, leader: User) -> Village:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    make_report(village, PERIOD.previous, participants=28, scale=52, invested=1_000_00, done="除草")
    return village


class Sheet:
    """The downloaded workbook, as somebody fills it in."""

    def __init__(self, client: Client, period: Fortnight = PERIOD) -> None:
        self.client, self.period = client, period
        content = client.get(reverse("office:report_workbook", args=[period.slug])).content
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.rows: Worksheet = self.book.worksheets[0]

    def row_of(self, village: Village) -> int:
        return next(n for n in range(2, self.rows.max_row + 1) if self[n, "code"] == village.code)

    def __getitem__(self, place: tuple[int, str]) -> object:
        return self.rows.cell(place[0], COLUMN[place[1]]).value

    def __setitem__(self, place: tuple[int, str], value: object) -> None:
        self.rows.cell(place[0], COLUMN[place[1]]).value = value

    def send(self, period: Fortnight | None = None) -> tuple[int, str]:
        stream = io.BytesIO()
        self.book.save(stream)
        return send(self.client, stream.getvalue(), period or self.period)


def send(client: Client, content: bytes, period: Fortnight = PERIOD) -> tuple[int, str]:
    url = reverse("office:report_upload", args=[period.slug])
    response = client.post(url, {"file": SimpleUploadedFile("半月报.xlsx", content)})
    return response.status_code, response.content.decode()


class TestWorkbook:
    def test_is_filled_with_what_is_known(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        sheet = Sheet(client_of(cadre))
        row = sheet.row_of(planned)
        assert (sheet.rows.max_row, sheet[row, "village"], sheet[row, "done"]) == (2, "柳河村", None)
        assert (sheet[row, "scale"], sheet[row, "invested"], sheet[row, "unit"]) == (52, 1000, "金银花（亩，累计）")
        names = [sheet[row, f"name{n}"] for n in (1, 2, 3)]
        assert names[:2] == ["论证报告", "流转土地 240 亩"]
        assert sheet[row, "state1"] is None
        lists = [validation.formula1 for validation in sheet.rows.data_validations.dataValidation]
        assert '"按期,要推迟,已完成"' in lists
        assert sheet.rows.column_dimensions["A"].hidden

    def test_holds_every_village_of_the_office_and_no_other(
        self,
        village: Village,
        other_village: Village,
        office_user: User,
        cadre: User,
        client_of: Callable[[User], Client],
    ) -> None:
        assert Sheet(client_of(office_user)).rows.max_row == 3
        assert Sheet(client_of(cadre)).rows.max_row == 2
        assert AuditEvent.objects.filter(act=Act.EXPORT).count() == 2

    def test_what_was_typed_stays_text(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        make_report(planned, PERIOD, done='=HYPERLINK("http://x","y")', help_wanted="+1")
        sheet = Sheet(client_of(cadre))
        row = sheet.row_of(planned)
        cell = sheet.rows.cell(row, COLUMN["done"])
        assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x","y")')
        assert sheet.rows.cell(row, COLUMN["help"]).data_type == "s"

    def test_is_filed_through_the_form(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        sheet = Sheet(client_of(cadre))
        row = sheet.row_of(planned)
        sheet[row, "done"], sheet[row, "work"] = "嫁接核桃 86 亩", "种植、技术培训"
        sheet[row, "participants"], sheet[row, "scale"], sheet[row, "invested"] = 30, 86.5, "12,000.50元"
        sheet[row, "state2"], sheet[row, "done_on2"] = "已完成", date(2017, 11, 10)
        sheet[row, "state1"], sheet[row, "due_on1"] = "要推迟", "2017-12-31"
        sheet[row, "reason_kind1"] = "缺资金"
        status, said = sheet.send()
        assert (status, "已收到 1 份" in said) == (200, True)
        revision = ReportRevision.objects.newest().get(report__period_start=PERIOD.start)
        assert revision.receipt in said
        assert (revision.via, revision.done, revision.work) == (Via.EXCEL, "嫁接核桃 86 亩", ["training", "planting"])
        assert (revision.participants, float(revision.scale), revision.invested) == (30, 86.5, 12_000_50)
        states = dict(revision.answers.values_list("milestone__name", "state"))
        assert states["论证报告"] == Answer.DELAYED
        assert states["流转土地 240 亩"] == Answer.DONE
        assert Milestone.objects.get(name="流转土地 240 亩").done_on == date(2017, 11, 10)
        assert DueDateChange.objects.get().new_due_on == date(2017, 12, 31)
        assert (revision.recorded_by, revision.report.filed_at) == (cadre, NOW)

    def test_twice_is_once_and_a_correction_is_the_next_revision(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        sheet = Sheet(client_of(cadre))
        row = sheet.row_of(planned)
        sheet[row, "done"] = "嫁接核桃 86 亩"
        _, first = sheet.send()
        _, second = sheet.send()
        receipt = ReportRevision.objects.get(report__period_start=PERIOD.start).receipt
        assert receipt in first
        assert receipt in second
        sheet[row, "done"] = "嫁接核桃 88 亩"
        sheet.send()
        assert Report.objects.get(period_start=PERIOD.start).revision_count == 2

    def test_rows_left_as_they_were_are_passed_over(
        self, planned: Village, other_village: Village, office_user: User, client_of: Callable[[User], Client]
    ) -> None:
        sheet = Sheet(client_of(office_user))
        status, said = sheet.send()
        assert (status, "没有填好的行" in said) == (422, True)
        sheet[sheet.row_of(other_village), "done"] = "修水渠 300 米"
        status, said = sheet.send()
        assert (status, "没动过的 1 行没有交" in said) == (200, True)
        assert Report.objects.filter(period_start=PERIOD.start).get().village == other_village

    def test_a_changed_row_says_what_is_missing(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        sheet = Sheet(client_of(cadre))
        sheet[sheet.row_of(planned), "participants"] = 31
        status, said = sheet.send()
        assert (status, "写上这半个月做了什么" in said) == (422, True)

    def test_one_wrong_row_and_nothing_is_written(
        self, planned: Village, other_village: Village, office_user: User, client_of: Callable[[User], Client]
    ) -> None:
        sheet = Sheet(client_of(office_user))
        sheet[sheet.row_of(other_village), "done"] = "修水渠 300 米"
        row = sheet.row_of(planned)
        sheet[row, "done"], sheet[row, "participants"], sheet[row, "work"] = "嫁接", "三十", "种植、跳舞"
        sheet[row, "state1"] = "要推迟"
        sheet[row, "state2"] = "差不多了"
        status, said = sheet.send()
        assert status == 422
        for words in (
            "一行也没有收",
            f"第 {row} 行",
            "“参加的贫困户”写成整数",
            "做了哪些",
            "里程碑1推迟到",
            "里程碑2进度",
        ):
            assert words in said, words
        assert not Report.objects.filter(period_start=PERIOD.start).exists()

    def test_a_refusal_at_the_writing_takes_all_back(
        self,
        planned: Village,
        other_village: Village,
        office_user: User,
        client_of: Callable[[User], Client],
    ) -> None:
        """Two rows that say the same under one number: the second village's is refused when it is filed."""
        sheet = Sheet(client_of(office_user))
        for village in (planned, other_village):
            sheet[sheet.row_of(village), "done"] = "修水渠 300 米"
            for name in ("work", "participants", "scale", "invested"):
                sheet[sheet.row_of(village), name] = None
        sheet[sheet.row_of(other_village), "uuid"] = sheet[sheet.row_of(planned), "uuid"]
        status, said = sheet.send()
        assert (status, "编号已被占用" in said) == (422, True)
        assert not Report.objects.filter(period_start=PERIOD.start).exists()

    def test_of_another_village_half_month_or_twice(
        self,
        planned: Village,
        other_village: Village,
        cadre: User,
        office_user: User,
        client_of: Callable[[User], Client],
    ) -> None:
        sheet = Sheet(client_of(office_user))
        for village in (planned, other_village):
            sheet[sheet.row_of(village), "done"] = "修水渠 300 米"
        sheet.client = client_of(cadre)
        assert "这个村代码不归你报" in sheet.send()[1]
        sheet.client = client_of(office_user)
        status, said = sheet.send(PERIOD.previous)
        assert (status, "这一行不是10月下的表" in said) == (422, True)
        sheet[sheet.row_of(other_village), "code"] = planned.code
        assert "是同一个村，留一行" in sheet.send()[1]
        assert not Report.objects.filter(period_start=PERIOD.start).exists()

    def test_a_milestone_that_is_gone_is_not_lost_without_a_word(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        sheet = Sheet(client_of(cadre))
        row = sheet.row_of(planned)
        sheet[row, "done"], sheet[row, "state1"], sheet[row, "milestones"] = "嫁接", "按期", "999999"
        status, said = sheet.send()
        assert (status, "时间表里没有这个里程碑了" in said) == (422, True)

    def test_whole_id_numbers_are_refused_and_not_shown(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        sheet = Sheet(client_of(cadre))
        row = sheet.row_of(planned)
        number = "420399197102300011"
        sheet[row, "done"], sheet[row, "village"], sheet[row, "code"] = "嫁接", number, "1"
        status, said = sheet.send()
        assert (status, number in said) == (422, False)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "选一个文件|是空的"),
            (b"PK\x03\x04nonsense", "不是 Excel 工作簿"),
            (b"x" * (2 * 1024 * 1024 + 1), "超过 2 MB"),
        ],
    )
    def test_what_is_no_workbook(
        self, village: Village, cadre: User, client_of: Callable[[User], Client], content: bytes, words: str
    ) -> None:
        status, said = send(client_of(cadre), content)
        assert status == 422
        assert any(word in said for word in words.split("|"))

    def test_a_bomb_or_another_table(self, village: Village, cadre: User, client_of: Callable[[User], Client]) -> None:
        stream = io.BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"<a>" + b" " * 40_000_000 + b"</a>")
        assert "展开后太大" in send(client_of(cadre), stream.getvalue())[1]
        book = openpyxl.Workbook()
        book.active.append(["村代码", "做了什么"])
        stream = io.BytesIO()
        book.save(stream)
        status, said = send(client_of(cadre), stream.getvalue())
        assert (status, "没有找到" in said) == (422, True)

    @pytest.mark.parametrize("slug", ["2017-12-1", "2017-011-1", "x", "2015-1-1"])
    def test_no_such_half_month(
        self, village: Village, cadre: User, client_of: Callable[[User], Client], slug: str
    ) -> None:
        assert client_of(cadre).get(reverse("office:report_workbook", args=[slug])).status_code == 404

    @pytest.mark.parametrize("slug", ["2017-12-1", "2017-011-1", "x", "2015-1-1"])
    def test_nothing_is_sent_into_no_such_half_month(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client], slug: str
    ) -> None:
        """Not even by a row that says it is of that half-month."""
        sheet = Sheet(client_of(cadre))
        row = sheet.row_of(planned)
        sheet[row, "done"], sheet[row, "period"] = "嫁接", slug
        stream = io.BytesIO()
        sheet.book.save(stream)
        address = reverse("office:report_upload", args=[slug])
        sent = client_of(cadre).post(address, {"file": SimpleUploadedFile("半月报.xlsx", stream.getvalue())})
        assert sent.status_code == 404


def test_a_mark_is_of_what_a_person_may_change() -> None:
    cells = {"done": "嫁接", "village": "柳河村", "seen": "0"}
    assert mark(cells) == mark(cells | {"village": "别的村", "seen": "3"})
    assert mark(cells) != mark(cells | {"done": "嫁接 "})


@pytest.mark.parametrize(
    ("cell", "text"), [(30.0, "30"), (86.5, "86.5"), (date(2017, 12, 1), "2017-12-01"), (" x ", "x")]
)
def test_a_cell_is_what_one_would_have_typed(cell: object, text: str) -> None:
    assert text_of(cell) == text


def test_words_of_a_row_become_codes() -> None:
    data = posted({"work": "种植， 开会", "state1": "按期", "reason_kind1": "天气"}, [7])
    assert data.getlist("work") == ["planting", "meeting"]
    assert (data["m7-state"], data["m7-reason_kind"]) == ("on_time", "weather")


class TestPaper:
    def text(self, client: Client, village: Village) -> tuple[int, str]:
        response = client.get(reverse("office:report_sheet", args=[village.pk, PERIOD.slug]))
        assert response.headers["Content-Type"] == "application/pdf"
        pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
        return len(pages), "".join(page.extract_text() for page in pages)

    def test_one_page_with_what_is_known(
        self, planned: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        ask_help(Report.objects.get(), text="核桃烘干设备 1 台")
        pages, text = self.text(client_of(cadre), planned)
        assert pages == 1
        for words in (
            "柳河村 2017年11月上半月报",
            "论证报告",
            "2017-02-15",
            "上期 28 户",
            "上期累计 52 亩",
            "何芳",
            "核桃烘干",
        ):
            assert words in text, words

    def test_one_page_for_a_village_with_nothing(
        self, other_village: Village, office_user: User, client_of: Callable[[User], Client]
    ) -> None:
        assert self.text(client_of(office_user), other_village)[0] == 1
        assert AuditEvent.objects.filter(act=Act.PRINT).count() == 1

    def test_one_page_however_long_the_names_are(
        self, village: Village, leader: User, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        timetable = tuple(("落地" * 10, "里程碑" * 13 + str(n), date(2017, 11, n)) for n in range(1, 5))
        make_plan(village, state=PlanState.APPROVED, approved_by=leader, timetable=timetable, product="金" * 20)
        make_report(village, PERIOD.previous, done="嫁" * 900, invested=99_999_999_99, scale=99_999_999)
        assert self.text(client_of(cadre), village)[0] == 1

    def test_not_of_another_village(
        self, village: Village, other_village: Village, cadre: User, client_of: Callable[[User], Client]
    ) -> None:
        url = reverse("office:report_sheet", args=[other_village.pk, PERIOD.slug])
        assert client_of(cadre).get(url).status_code == 404


def test_the_upload_page_tells_how(village: Village, cadre: User, client_of: Callable[[User], Client]) -> None:
    shown = client_of(cadre).get(reverse("office:report_upload", args=[PERIOD.slug])).content.decode()
    assert "有一行不对，就一行也不收" in shown


def test_another_officer_has_another_sheet(village: Village, client_of: Callable[[User], Client]) -> None:
    officer = make_user(Role.CADRE, name="罗兵")
    post_officer(officer, make_village(name="东湾村"), since=date(2016, 1, 1))
    sheet = Sheet(client_of(officer))
    assert sheet[2, "village"] == "东湾村"
