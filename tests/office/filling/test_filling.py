"""A superior's form: codes become the battle map's figures, everything else of the file is as it was sent."""

import io
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook

from households.codes import PovertyStatus
from households.models import Household
from office.demo.builders import assign, make_baseline, make_helper, make_household
from office.demo.funding import make_fund, receive
from office.filling.codes import HOUSEHOLD, Codes
from office.filling.filling import MAX_FILE, MOST_CELLS, Filled, fill
from office.filling.samples import SAMPLES
from office.filling.sources import COLUMNS, HEAD, Filling, add_sources
from office.maps.map_figures import FAMILIES, figures_of
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from povertyplan.ui.sheets.archive import Unreadable
from povertyplan.ui.sheets.repeating import Part
from tests.office.boards import board_on
from villages.models import Village

START = date(2017, 1, 1)


@pytest.fixture
def villages(village: Village, other_village: Village) -> list[Village]:
    """Two of them with three and one remaining households, and a plan."""
    make_baseline(starts_on=START, deadline=date(2030, 12, 31))
    helper = make_helper(name="方助")
    for place in range(3):
        assign(make_household(village, members=place + 1), helper, since=START)
    make_household(other_village, members=2, status=PovertyStatus.RELAPSED)
    make_household(other_village, status=PovertyStatus.LIFTED)
    return sorted((village, other_village), key=lambda v: v.code)


@pytest.fixture
def codes(villages: list[Village], office_user: User) -> Codes:
    today = timezone.localdate()
    seen = Household.objects.visible_to(office_user)
    return Codes(board_on(today), filler=office_user.name, today=today, households=seen)


def content_of(book: Part) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def form_of(*rows: list[Any]) -> bytes:
    book: Part = openpyxl.Workbook()
    book.active.title = "表一"
    for row in rows:
        book.active.append(row)
    return content_of(book)


def filled(content: bytes, codes: Codes) -> Part:
    """The first sheet, read again from the answer."""
    done = fill(content, codes)
    assert not done.problems
    return openpyxl.load_workbook(io.BytesIO(done.content()), rich_text=True).worksheets[0]


def rows_of(sheet: Part) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet]


class TestCodes:
    def test_every_figure_of_the_map_fills_a_cell_with_its_value(self, codes: Codes) -> None:
        figures = list(figures_of(codes.board))
        done = fill(form_of(*(["{{" + figure.code + "}}"] for figure in figures)), codes)
        assert not done.problems
        assert [(cell.figure.code, cell.figure.value) for cell in done.cells] == [(f.code, f.value) for f in figures]
        sheet = openpyxl.load_workbook(io.BytesIO(done.content())).worksheets[0]
        for row, figure in enumerate(figures, 1):
            got = sheet.cell(row, 1).value
            if isinstance(figure.value, date):
                assert got.date() == figure.value
            elif isinstance(figure.value, (int, Decimal)):
                assert Decimal(str(got)) == figure.value
            else:
                assert got == figure.shown

    def test_list_names_every_code_once_and_its_examples_fill(self, codes: Codes) -> None:
        groups = codes.groups()
        listed = [line.code for group in groups for line in group.lines]
        assert len(listed) == len(set(listed))
        assert {f"{f.code}.{d.code}" for f in FAMILIES for d in f.definitions} <= set(listed)
        written = [line.written for group in groups if not group.repeats for line in group.lines if line.code != "n"]
        ones = [group.one for group in groups if group.keys]
        assert len(ones) >= 4
        assert not fill(form_of(*([code] for code in written + ones)), codes).problems

    def test_facts(self, codes: Codes) -> None:
        sheet = filled(form_of(["{{office.name}}", "{{date}}", "{{today}}", "{{filler}}"]), codes)
        day = timezone.localdate()
        assert rows_of(sheet)[0][0] == "示范办事处"
        assert [cell.value.date() for cell in sheet[1][1:3]] == [day, day]
        assert (sheet["B1"].number_format, sheet["D1"].value) == ("yyyy-mm-dd", "周会计")

    @pytest.mark.parametrize(
        "written",
        [
            "{{office.remaining_households}}",
            "{{ Office.Remaining_Households }}",
            "\uff5b\uff5boffice.remaining_households\uff5d\uff5d",
            "{ {office\uff0eremaining_households} }",
            "  {{office.remaining_households}}\n",
        ],
    )
    def test_is_read_however_it_is_typed(self, codes: Codes, written: str) -> None:
        assert filled(form_of([written]), codes)["A1"].value == 4

    def test_one_village_by_its_code(self, codes: Codes, village: Village) -> None:
        sheet = filled(form_of([f"{{{{village.{village.code}.remaining_households}}}}"]), codes)
        assert sheet["A1"].value == 3

    def test_households_show_nothing_that_must_stay_inside(self, codes: Codes) -> None:
        assert [code for code, *_ in HOUSEHOLD] == [
            "village",
            "hamlet",
            "registry_no",
            "head",
            "persons",
            "category",
            "main_cause",
            "helper",
        ]


class TestCells:
    def test_numbers_dates_words_and_formats(self, codes: Codes, village: Village) -> None:
        receive(make_fund(village))
        board = board_on(timezone.localdate())
        again = Codes(board, filler="某人", today=board.on)
        book: Part = openpyxl.Workbook()
        sheet = book.active
        sheet["A1"], sheet["A2"] = "{{office.remaining_households}}", "{{office.fund_came}}"
        sheet["A3"], sheet["A4"] = "{{office.deadline}}", "{{office.deadline}}"
        sheet["A5"], sheet["A6"] = "{{office.time_percent}}", "{{office.time_percent}}"
        sheet["A1"].number_format, sheet["A4"].number_format = "0.00", "yyyy年m月d日"
        sheet["A5"].number_format, sheet["A6"].number_format = "0%", '0"%"'
        got = filled(content_of(book), again)
        assert (got["A1"].value, got["A1"].number_format) == (4, "0.00")
        assert board.funds
        assert (got["A2"].value, got["A2"].number_format) == (board.funds.came / 100, "#,##0.00")
        assert (got["A3"].value.date(), got["A3"].number_format) == (date(2030, 12, 31), "yyyy-mm-dd")
        assert got["A4"].number_format == "yyyy年m月d日"
        assert board.pace
        assert (got["A5"].value, got["A6"].value) == (board.pace.time_percent / 100, board.pace.time_percent)

    def test_words_around(self, codes: Codes) -> None:
        sheet = filled(form_of(["剩余 {{office.remaining_households}} 户 {{OFFICE.remaining_persons}} 人"]), codes)
        assert sheet["A1"].value == "剩余 4 户 8 人"

    def test_words_in_several_scripts_stay_so(self, codes: Codes) -> None:
        book: Part = openpyxl.Workbook()
        bold = InlineFont(b=True)
        book.active["A1"] = CellRichText("剩余 ", TextBlock(bold, "{{office.remaining_households}}"), " 户")
        book.active["A2"] = CellRichText("剩余 {{office.", TextBlock(bold, "remaining_households}}"), " 户")
        sheet = filled(content_of(book), codes)
        assert str(sheet["A1"].value) == "剩余 4 户"
        assert [part.font.b for part in sheet["A1"].value if isinstance(part, TextBlock)] == [True]
        assert sheet["A2"].value == "剩余 4 户"

    @pytest.mark.parametrize("sign", "=+-@")
    def test_words_never_become_a_formula(self, codes: Codes, village: Village, sign: str) -> None:
        Village.objects.filter(pk=village.pk).update(leader_name=f"{sign}1+1")
        again = Codes(board_on(timezone.localdate()), filler="=cmd", today=timezone.localdate())
        book: Part = openpyxl.Workbook()
        written = (f"{{{{village.{village.code}.leader}}}}", "{{filler}}", f"{sign}{{{{filler}}}}")
        for column, words in enumerate(written, 1):
            cell = book.active.cell(1, column)
            cell.value, cell.data_type = words, "s"
        done = fill(content_of(book), again)
        add_sources(done.book, done.cells, Filling("=1.xlsx", START, timezone.now(), "=cmd"))  # type: ignore[arg-type]
        for sheet in openpyxl.load_workbook(io.BytesIO(done.content())):
            assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
        assert done.book is not None
        assert done.book.worksheets[0]["A1"].quotePrefix

    def test_nothing_known_is_a_dash(self, villages: list[Village], codes: Codes) -> None:
        code = f"{{{{village.{villages[0].code}.product}}}}"
        assert filled(form_of([code]), codes)["A1"].value == "–"

    def test_hidden_sheets_are_filled_too(self, codes: Codes) -> None:
        book: Part = openpyxl.Workbook()
        book.create_sheet("藏").sheet_state = "hidden"
        book["藏"]["A1"] = "{{office.remaining_households}}"
        done = fill(content_of(book), codes)
        assert [(cell.sheet, cell.cell) for cell in done.cells] == [("藏", "A1")]

    def test_a_table_is_called_what_its_first_row_says(self, codes: Codes) -> None:
        book: Part = openpyxl.Workbook()
        for row in (["{{office.name}}", "户"], ["{{village.name}}", "{{village.remaining_households}}"]):
            book.active.append(row)
        book.active.add_table(Table(displayName="T", ref="A1:B2"))
        table = filled(content_of(book), codes).tables["T"]
        assert (table.ref, [column.name for column in table.tableColumns]) == ("A1:B3", ["示范办事处", "户"])

    def test_of_a_table_no_cell_is_made(self, codes: Codes) -> None:
        content = with_table("A1:C9999", '<tableColumns><tableColumn id="1" name="旧"/></tableColumns>')
        for form in (content, with_table("A1:C9999"), with_table("A1")):
            done = fill(form, codes)
            assert done.book is not None
            done.content()
            sheet: Part = done.book.worksheets[0]
            assert list(sheet._cells) == [(1, 1), (1, 2)]
            assert sheet.tables["T"].tableColumns[0].name == "示范办事处"

    def test_another_reader_finds_the_same(self, codes: Codes) -> None:
        done = fill(SAMPLES["villages"].content(lambda: codes), codes)
        assert done.book is not None
        add_sources(done.book, done.cells, Filling("表.xlsx", START, timezone.now(), "某人"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(done.content()))
        rows = book.get_sheet_by_name("分村情况").to_python()
        counts = {row.village.name: row.tally.households for row in codes.board.rows}
        assert {row[1]: row[4] for row in rows[4 : 4 + len(counts)]} == counts
        assert len(book.get_sheet_by_name("填报来源").to_python()) == HEAD + len(done.cells)

    def test_formulas_are_asked_anew(self, codes: Codes) -> None:
        book: Part = openpyxl.Workbook()
        book.active.append(["{{office.remaining_households}}", "=A1*2"])
        book.calculation.fullCalcOnLoad = False
        done = fill(content_of(book), codes)
        assert done.book is not None
        assert done.book.calculation.fullCalcOnLoad


class TestRows:
    FORM = (
        ["序号", "村", "剩余户", "占比"],
        ["{{n}}", "{{village.name}}", "{{village.remaining_households}}", "=C2/C3"],
        ["合计", None, "=SUM(C2:C2)", "全处 {{office.remaining_households}}"],
    )

    def test_one_for_each_village_in_order_of_codes(self, codes: Codes, villages: list[Village]) -> None:
        counts = {row.village.pk: row.tally.households for row in codes.board.rows}
        first, second = villages
        assert rows_of(filled(form_of(*self.FORM), codes)) == [
            ["序号", "村", "剩余户", "占比"],
            [1, first.name, counts[first.pk], "=C2/C4"],
            [2, second.name, counts[second.pk], "=C3/C4"],
            ["合计", None, "=SUM(C2:C3)", "全处 4"],
        ]

    def test_what_is_no_code_is_repeated_and_keeps_its_look(self, codes: Codes) -> None:
        book: Part = openpyxl.Workbook()
        sheet = book.active
        sheet["A1"], sheet["B1"], sheet["C1"] = "{{village.name}}", "户", "{{office.remaining_households}}"
        sheet["B1"].font = Font(italic=True)
        sheet.merge_cells("D1:E1")
        sheet["A2"] = "{{criterion.name}}"
        sheet["A3"] = "完"
        got = filled(content_of(book), codes)
        assert [got.cell(row, 2).value for row in (1, 2)] == ["户", "户"]
        assert [got.cell(row, 3).value for row in (1, 2)] == [4, 4]
        assert got["B2"].font.italic
        assert {str(area) for area in got.merged_cells.ranges} == {"D1:E1", "D2:E2"}
        assert got.cell(3 + len(codes.board.criteria), 1).value == "完"

    def test_nothing_of_the_family_is_said_once(self, codes: Codes) -> None:
        content = form_of(["{{n}}", "{{fund.name}}", "{{fund.left}}", "{{date}} 止"], ["合计"])
        done = fill(content, codes)
        assert done.book is not None
        assert rows_of(done.book.worksheets[0]) == [
            [None, "没有", None, f"{timezone.localdate().isoformat()} 止"],
            ["合计", None, None, None],
        ]
        assert [cell.cell for cell in done.cells] == ["A1", "B1", "C1", "D1"]

    def test_remaining_households_by_name(self, codes: Codes, village: Village) -> None:
        content = form_of(["{{n}}", "{{household.village}}", "{{household.head}}", "{{household.helper}}"])
        done = fill(content, codes)
        assert done.book is not None
        rows = rows_of(done.book.worksheets[0])
        assert [row[0] for row in rows] == [1, 2, 3, 4]
        heads = {m.name for h in Household.objects.still_poor() for m in h.members.all() if m.relation == "01"}
        assert {row[2] for row in rows} == heads
        assert sorted((row[1], row[3]) for row in rows) == sorted(
            [(village.name, "方助")] * 3 + [(rows[-1][1] if rows[-1][1] != village.name else rows[0][1], "–")]
        )
        assert done.households == 4

    def test_samples_equal_the_map(self, codes: Codes) -> None:
        progress = fill(SAMPLES["progress"].content(lambda: codes), codes)
        by_village = fill(SAMPLES["villages"].content(lambda: codes), codes)
        assert not progress.problems + by_village.problems
        assert progress.book is not None
        assert by_village.book is not None
        known = {figure.code: figure.value for figure in figures_of(codes.board)}
        asked = [cell for done in (progress, by_village) for cell in done.cells if cell.figure.code in known]
        assert len(asked) > 60
        assert all(cell.figure.value == known[cell.figure.code] for cell in asked)
        sheet = by_village.book.worksheets[0]
        last = 4 + len(codes.board.rows)
        assert sheet.cell(last + 1, 5).value == f"=SUM(E5:E{last})"
        assert sum(sheet.cell(row, 5).value for row in range(5, last + 1)) == codes.board.remaining.count
        assert sheet.print_area == f"'分村情况'!$A$1:$N${last + 3}"
        assert "{{" not in "".join(str(cell.value) for row in sheet for cell in row)

    def test_list_of_codes_is_a_sheet_with_their_values(self, codes: Codes) -> None:
        book = openpyxl.load_workbook(io.BytesIO(SAMPLES["codes"].content(lambda: codes)))
        listed = {row[1]: row[5] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
        assert listed["office.remaining_households"] == 4
        with pytest.raises(Refused, match="没有一个代码"):
            fill(content_of(book), codes)


class TestSources:
    def test_lists_the_filled_cells_and_only_them(self, codes: Codes, villages: list[Village]) -> None:
        done = fill(form_of(*TestRows.FORM), codes)
        assert done.book is not None
        at = timezone.now()
        add_sources(done.book, done.cells, Filling("表.xlsx", codes.board.on, at, "周会计"))
        book = openpyxl.load_workbook(io.BytesIO(done.content()))
        assert book.sheetnames == ["表一", "填报来源"]
        sheet = book["填报来源"]
        names = list(COLUMNS)
        lines = [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True)]
        assert [line["格"] for line in lines] == ["A2", "A3", "B2", "B3", "C2", "C3", "D4"]
        line = lines[4]
        count = codes.board.rows[[row.village.pk for row in codes.board.rows].index(villages[0].pk)].tally.households
        assert line["代码"] == f"village.{villages[0].code}.remaining_households"
        assert (line["值"], line["条数"], line["单位"]) == (count, count, "户")
        assert "未脱贫" in line["口径"]
        assert line["名单"].startswith("https://office.example/households/?")
        assert (line["数据日期"].date(), line["填报人"]) == (codes.board.on, "周会计")
        link = sheet.cell(HEAD + 5, 2).hyperlink
        assert link.location == "'表一'!C2"
        for line in lines:
            if line["格"][0] in "BC":
                assert book["表一"][line["格"]].value == line["值"]

    def test_its_name_gives_way(self, codes: Codes) -> None:
        book: Part = openpyxl.Workbook()
        book.active.title = "填报来源"
        book.active["A1"] = "{{office.remaining_households}}"
        done = fill(content_of(book), codes)
        assert done.book is not None
        add_sources(done.book, done.cells, Filling("表.xlsx", START, timezone.now(), "某人"))
        assert done.book.sheetnames == ["填报来源", "填报来源1"]


class TestRefusals:
    def problems(self, content: bytes, codes: Codes) -> list[tuple[str, str, str]]:
        done = fill(content, codes)
        assert (done.book, done.cells) == (None, ())
        return [(problem.cell, problem.code, problem.words) for problem in done.problems]

    def test_all_unknown_codes_by_cell_with_the_nearest(self, codes: Codes) -> None:
        content = form_of(
            ["{{office.remaining_household}}", "{{office.date}}"], ["{{village.naem}} {{}}", "{{zzzzzz}}"]
        )
        assert self.problems(content, codes) == [
            ("A1", "office.remaining_household", "没有这个代码，最接近的是 {{office.remaining_households}}"),
            ("A2", "village.naem", "没有这个代码，最接近的是 {{village.name}}"),
            ("A2", "", "没有这个代码，到下面的单子里找"),
            ("B2", "zzzzzz", "没有这个代码，到下面的单子里找"),
        ]

    def test_another_notation_is_told_ours(self, codes: Codes, village: Village) -> None:
        problems = self.problems(form_of([f"{{{{village[{village.code}].remaining_households}}}}"]), codes)
        assert problems[0][2].endswith(f"{{{{village.{village.code}.remaining_households}}}}")

    def test_only_so_many_hints(self, codes: Codes) -> None:
        problems = self.problems(form_of(*([f"{{{{office.dat{n}}}}}"] for n in range(300))), codes)
        assert len(problems) == 300
        assert problems[-1][2].endswith("到下面的单子里找")

    @pytest.mark.parametrize(
        ("row", "cell", "words"),
        [
            (["{{village.name}}", "{{criterion.name}}"], "B1", "这一行已按“各村”重复，不能再按“七项标准”"),
            (["{{office.date}}", '="{{office.date}}"&1'], "B1", "公式里不能写代码"),
            (["{{office.date"], "A1", "花括号没有配成对"),
            (["{{office.date}} }}"], "A1", "花括号没有配成对"),
            (["{{n}}"], "A1", "序号只能写在按行重复的行里"),
        ],
    )
    def test_what_cannot_be_filled_is_named(self, codes: Codes, row: list[str], cell: str, words: str) -> None:
        problems = self.problems(form_of(row), codes)
        assert [(found, said.startswith(words)) for found, _, said in problems] == [(cell, True)]

    def test_a_merge_over_rows_cannot_repeat(self, codes: Codes) -> None:
        book: Part = openpyxl.Workbook()
        book.active["A1"] = "{{village.name}}"
        book.active.merge_cells("A1:A2")
        assert "跨行合并" in self.problems(content_of(book), codes)[0][2]

    def test_a_form_without_codes_is_told_how(self, codes: Codes) -> None:
        with pytest.raises(Refused, match=r"没有一个代码。.*\{\{office.remaining_households\}\}"):
            fill(form_of(["户数", 3]), codes)

    def test_too_many_rows(self, codes: Codes, monkeypatch: pytest.MonkeyPatch) -> None:
        content = form_of(["{{household.head}}", "{{household.persons}}"])
        monkeypatch.setattr("office.filling.filling.MOST_FILLED", 8)
        assert not fill(content, codes).problems
        monkeypatch.setattr("office.filling.filling.MOST_FILLED", 7)
        with pytest.raises(Refused, match=r"表“表一”第 1 行按“剩余户”重复要写 4 行.*一次填不下"):
            fill(content, codes)

    def test_too_many_rows_that_say_there_is_nothing(self, codes: Codes, monkeypatch: pytest.MonkeyPatch) -> None:
        content = form_of(*(["{{fund.name}}", "{{fund.left}}"] for _ in range(4)))
        monkeypatch.setattr("office.filling.filling.MOST_FILLED", 8)
        assert len(fill(content, codes).cells) == 8
        monkeypatch.setattr("office.filling.filling.MOST_FILLED", 7)
        with pytest.raises(Refused, match=r"第 4 行按“.*”重复要写 1 行，连其他行超过 7 格"):
            fill(content, codes)

    def test_eight_thousand_rows_that_repeat_take_as_long_as_they_are_long(self, codes: Codes) -> None:
        content = form_of(*(["{{fund.name}}"] for _ in range(8_000)))
        start = time.process_time()
        done = fill(content, codes)
        assert time.process_time() - start < 5
        assert len(done.cells) == 8_000

    @pytest.mark.parametrize("part", ["xl/tables/table1.xml", "xl/tables/table1.bin"])
    def test_a_table_over_more_cells_than_a_form_has(self, codes: Codes, part: str) -> None:
        assert fill(with_table(f"A1:A{MOST_CELLS // 2}", part=part), codes).book is not None
        with pytest.raises(Unreadable, match="格子太多"):
            fill(with_table(f"A1:A{MOST_CELLS + 1}", part=part), codes)

    @pytest.mark.parametrize(
        ("sheet", "words"),
        [
            (f'<mergeCells><mergeCell ref="A1:XFD{MOST_CELLS}"/></mergeCells>', "格子太多"),
            (f'<hyperlinks><hyperlink location="x" ref="A1:A{MOST_CELLS + 1}"/></hyperlinks>', "格子太多"),
            ('<hyperlinks><hyperlink location="x" ref="A:XFD"/></hyperlinks>', "格子太多"),
            (f'<commentList><comment ref="A1:A{MOST_CELLS + 1}" authorId="0"/></commentList>', "格子太多"),
            (f'<mergeCells><mergeCell x="&gt;>" ref="A1:XFD{MOST_CELLS}"/></mergeCells>', "格子太多"),
            ('<sheetData><row r="1">' + "<c/>" * (MOST_CELLS + 1) + "</row></sheetData>", "格子太多"),
        ],
    )
    def test_what_is_cheap_to_send_and_dear_to_open(self, codes: Codes, sheet: str, words: str) -> None:
        with pytest.raises(Unreadable, match=words):
            fill(with_part(form_of(["{{date}}"]), "xl/worksheets/sheet1.xml", sheet), codes)

    def test_macros_bombs_and_damage(self, codes: Codes) -> None:
        with pytest.raises(Unreadable, match="宏"):
            fill(with_part(form_of(["{{date}}"]), "xl/vbaProject.bin", "x"), codes)
        with pytest.raises(Unreadable, match="展开后太大"):
            fill(with_part(form_of(["{{date}}"]), "xl/styles.xml", " " * 13_000_000), codes)
        with pytest.raises(Unreadable, match="没有一张表"):
            fill(with_part(form_of(["{{date}}"]), "xl/workbook.xml", "<workbook/>"), codes)
        with pytest.raises(Unreadable, match="读不出来"):
            fill(with_part(form_of(["{{date}}"]), "xl/styles.xml", "<styleSheet/>"), codes)
        with pytest.raises(Unreadable, match="再上传"):
            fill(b"PK\x03\x04abc", codes)


def with_part(content: bytes, name: str, text: str) -> bytes:
    """The workbook with one part more, or another one in its place."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, text)
    return stream.getvalue()


def with_table(ref: str, columns: str = "", *, part: str = "xl/tables/table1.xml") -> bytes:
    """A form with the code {{office.name}} in A1, a word in B1 and a table T over `ref`, in the part of that name."""
    book: Part = openpyxl.Workbook()
    book.active.append(["{{office.name}}", "户"])
    book.active.add_table(Table(displayName="T", ref="A1:B2"))
    links = "xl/worksheets/_rels/sheet1.xml.rels"
    known = "xl/tables/table1.xml"
    content = content_of(book)
    with ZipFile(io.BytesIO(content)) as parts:
        pointed = parts.read(links).decode().replace(f"/{known}", f"/{part}")
    assert f"/{part}" in pointed
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    table = f'<table xmlns="{main}" id="1" displayName="T" name="T" ref="{ref}">{columns}</table>'
    small = f'<table xmlns="{main}" id="1" displayName="T" name="T" ref="A1:B2"/>'
    return with_part(with_part(with_part(content, links, pointed), known, small), part, table)


WORDS = st.text(st.characters(exclude_characters="{}\uff5b\uff5d", exclude_categories=("Cs", "Cc")), max_size=12)
VALUES = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    WORDS.filter(lambda text: not text.startswith("=")),
    st.sampled_from(["=A1+1", "=SUM(A1:B9)", '=IF(A1>0,"是","否")', "'=1", "#N/A"]),
)


def held(sheet: Part) -> dict[str, Any]:
    cells = (cell for row in sheet for cell in row if cell.value is not None)
    return {cell.coordinate: (cell.value, cell.data_type, cell.number_format) for cell in cells}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(VALUES, min_size=1, max_size=4), min_size=1, max_size=6))
def test_every_cell_without_a_code_comes_back_equal(codes: Codes, rows: list[list[Any]]) -> None:
    book: Part = openpyxl.Workbook()
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            book.active.cell(place, column).value = value
    book.create_sheet("码")["A1"] = "{{office.remaining_households}}"
    content = content_of(book)
    sent = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    done = fill(content, codes)
    got = openpyxl.load_workbook(io.BytesIO(done.content())).worksheets[0]
    assert held(got) == held(sent)
    assert [cell.cell for cell in done.cells] == ["A1"]


class TestPage:
    URL = "/forms/"

    @pytest.fixture
    def office(self, office_user: User, client_of: Callable[[User], Client]) -> Client:
        return client_of(office_user)

    def send(self, client: Client, content: bytes, *, name: str = "报表.xlsx", **data: Any) -> Part:
        posted = {"on": timezone.localdate().isoformat(), "with_sources": "on"} | data
        posted = {key: value for key, value in posted.items() if value is not None}
        return client.post(self.URL, posted | {"file": SimpleUploadedFile(name, content)})

    def test_shows_codes_with_their_values_of_today(self, office: Client, villages: list[Village]) -> None:
        text = office.get(self.URL).content.decode()
        for words in ("{{office.remaining_households}}", "{{village.name}}", villages[0].code, "半月进度表"):
            assert words in text

    def test_gives_the_file_back_filled_and_leaves_a_trace(
        self, office: Client, office_user: User, villages: list[Village]
    ) -> None:
        response = self.send(office, form_of(*TestRows.FORM))
        day = timezone.localdate().isoformat()
        assert response.status_code == 200
        assert f"报表-已填-{day}.xlsx" in unquote(response["Content-Disposition"])
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        assert book.sheetnames == ["表一", "填报来源"]
        assert book["表一"]["C4"].value == "=SUM(C2:C3)"
        event = AuditEvent.objects.of_act(Act.EXPORT).get()
        assert (event.user, event.reason, event.facts["file"]) == (office_user, "填上级报表", "报表.xlsx")
        assert [event.facts[name] for name in ("codes", "cells", "households")] == [4, 7, 0]

    def test_without_sources_for_sending_up(self, office: Client, villages: list[Village]) -> None:
        response = self.send(office, form_of(["{{date}}"]), with_sources=None)
        assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames == ["表一"]

    def test_names_of_households_are_counted_in_the_trace(self, office: Client, villages: list[Village]) -> None:
        self.send(office, form_of(["{{household.head}}"]))
        assert AuditEvent.objects.of_act(Act.EXPORT).get().facts["households"] == 4

    def test_a_past_day_has_its_own_figures(self, office: Client, villages: list[Village]) -> None:
        today = timezone.localdate()
        lifted = Household.objects.filter(poverty_status=PovertyStatus.LIFTED)
        lifted.update(poverty_status=PovertyStatus.RELAPSED, status_since=today)
        for day, count in ((today, 5), (today - timedelta(days=1), 4)):
            response = self.send(office, form_of(["{{date}}", "{{office.remaining_households}}"]), on=day.isoformat())
            sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
            assert (sheet["A1"].value.date(), sheet["B1"].value) == (day, count)
            assert day.isoformat() in unquote(response["Content-Disposition"])

    def test_wrong_codes_are_listed_and_nothing_is_kept(self, office: Client, villages: list[Village]) -> None:
        day = (timezone.localdate() - timedelta(days=2)).isoformat()
        response = self.send(office, form_of(["{{a.b}}", "{{office.dat}}"]), on=day, with_sources=None)
        text = response.content.decode()
        assert response.status_code == 422
        assert "2 处要改" in text
        assert f'value="{day}"' in text
        assert " checked" not in text
        assert not AuditEvent.objects.of_act(Act.EXPORT).exists()

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.xls", b"\xd0\xcf\x11\xe0x", "要选 .xlsx 文件"),
            ("a.xlsx", b"\xd0\xcf\x11\xe0x", "旧版 .xls 或加了密码"),
            ("a.csv", b"a,b", "要选 .xlsx 文件"),
            ("a.docx", b"PK\x03\x04", "要选 .xlsx 文件"),
            ("a.xlsm", b"PK\x03\x04", "带宏的文件不收"),
            ("a.xlsx", b"a,b", "不是 Excel 工作簿"),
            ("a.xlsx", b"PK\x03\x04" + b"x" * 90, "已损坏"),
            ("a.xlsx", b"", "空的"),
            ("a.xlsx", b"PK\x03\x04" + b"x" * MAX_FILE, "最大 5 MB"),
            ("420399196001010016.xlsx", b"PK\x03\x04", "文件名里有身份证号"),
        ],
    )
    def test_what_is_no_form_is_refused_in_a_sentence(
        self, office: Client, name: str, content: bytes, words: str
    ) -> None:
        response = self.send(office, content, name=name)
        assert response.status_code == 422
        assert words in response.content.decode()

    @pytest.mark.parametrize(
        ("on", "words"),
        [
            ("2016-12-31", "计划 2017年1月1日开始，2016年12月31日还没有进度可填"),
            ("1900-01-01", "最早能看"),
            ("9999-01-01", "还没有到，选一个到今天为止的日子"),
            ("abc", "写成 2017-11-02 这样"),
            ("", "填写“用哪一天的数”"),
        ],
    )
    def test_a_day_without_figures_is_refused(
        self, office: Client, villages: list[Village], on: str, words: str
    ) -> None:
        response = self.send(office, form_of(["{{date}}"]), on=on)
        assert response.status_code == 422
        assert words in response.content.decode()

    def test_without_a_file(self, office: Client) -> None:
        response = office.post(self.URL, {"on": timezone.localdate().isoformat()})
        assert response.status_code == 422
        assert "选一个文件" in response.content.decode()

    def test_without_villages_and_plan(self, office: Client, db: None) -> None:
        assert office.get(self.URL).status_code == 200
        response = self.send(office, form_of(["{{office.days_left}}", "{{village.name}}"]))
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
        assert (sheet["A1"].value, sheet["B1"].value) == ("–", "没有")

    @pytest.mark.parametrize("slug", SAMPLES)
    def test_samples_come_as_files(self, office: Client, slug: str) -> None:
        response = office.get(reverse("office:form_sample", args=[slug]))
        assert openpyxl.load_workbook(io.BytesIO(response.content)).worksheets
        assert SAMPLES[slug].file_name in unquote(response["Content-Disposition"])

    def test_no_such_sample(self, office: Client) -> None:
        assert office.get(reverse("office:form_sample", args=["other"])).status_code == 404

    def test_others_have_no_such_page(self, leader: User, cadre: User, client_of: Callable[[User], Client]) -> None:
        for user in (leader, cadre):
            assert client_of(user).get(self.URL).status_code == 403


def test_a_filled_one_has_no_code_left(codes: Codes) -> None:
    done: Filled = fill(SAMPLES["progress"].content(lambda: codes), codes)
    with pytest.raises(Refused, match="没有一个代码"):
        fill(done.content(), codes)
