"""The battle map as a workbook: real numbers and dates, nothing that Excel would reckon, ready to print."""

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from office.demo.builders import make_baseline, make_household, make_user, make_village
from office.demo.reporting import make_report
from office.demo.timetables import make_plan
from office.maps.workbook import workbook
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from tests.office.boards import board_on
from villages.models import Village
from villages.periods import Fortnight

SignIn = Callable[[User], Client]
BASE = "https://map.example.cn/"


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def book(village: Village, today: date) -> Workbook:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31))
    make_household(village, members=2)
    make_plan(village, product="金银花")
    make_report(village, Fortnight.containing(today).previous)
    make_village(name="=1+1村", leader_name="@SUM(A1)")
    return opened(workbook(board_on(today), base=BASE))


def test_figures_are_numbers_and_days_are_days(book: Workbook) -> None:
    rows = {row[0].value: row[1] for row in book["总图"].iter_rows(min_row=2)}
    assert (rows["剩余户"].value, rows["剩余户"].data_type) == (1, "n")
    assert (rows["数据日期"].value, rows["数据日期"].number_format) == (datetime(2017, 11, 16), "yyyy-mm-dd")
    assert rows["目标日"].value == datetime(2018, 12, 31)


def test_nothing_typed_becomes_a_formula(book: Workbook) -> None:
    assert "=1+1村" in [row[1].value for row in book["各村"].iter_rows()]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "d"}


def test_headings_stay_and_a_sheet_prints_one_page_wide(book: Workbook) -> None:
    for sheet in book:
        setup = sheet.page_setup
        assert sheet.freeze_panes == "B2"
        assert (setup.orientation, int(setup.paperSize), int(setup.fitToHeight)) == ("landscape", 9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


def test_links_lead_to_the_site(book: Workbook, village: Village) -> None:
    row = next(row for row in book["总图"].iter_rows(min_row=2) if row[0].value == "剩余户")
    assert row[4].hyperlink.target == row[4].value == f"{BASE}households/?view=poor"
    heads = [cell.value for cell in book["各村"][1]]
    line = next(line for line in book["各村"].iter_rows(min_row=2) if line[1].value == village.name)
    cell = line[heads.index("剩余户（户）")]
    assert cell.hyperlink.target == f"{BASE}households/?view=poor&village={village.pk}"
    assert line[heads.index("线路图滞后（天）")].value is None, "nothing to say is no address either"


def test_reports_and_milestones_have_their_sheets(book: Workbook, village: Village) -> None:
    heads, *rows = book["半月报"].iter_rows(values_only=True)
    line = next(dict(zip(heads, row, strict=True)) for row in rows if row[0] == village.name)
    assert (line["11月上"], line["12月下"]) == ("按时", "未到期")
    heads, *rows = book["里程碑"].iter_rows(values_only=True)
    assert {row[1] for row in rows} == {"金银花"}
    assert all(isinstance(row[heads.index("批准的日期")], datetime) for row in rows)


def test_the_last_sheet_says_day_and_rules(book: Workbook) -> None:
    said = dict(list(book["说明"].iter_rows(min_row=2, values_only=True)))
    assert said["数据日期"] == datetime(2017, 11, 16)
    assert said["数据截至"] == "2017-11-16 23:59"
    assert said["全处：剩余户"].startswith("未脱贫、预脱贫和返贫的户")


def test_download_is_named_and_kept_in_the_trail(village: Village, office_user: User, client_of: SignIn) -> None:
    make_household(village)
    answer = client_of(office_user).get(reverse("office:battle_map_workbook"), {"on": "2017-10-01"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="battle-map-2017-10-01.xlsx"'
    event = AuditEvent.objects.get(act=Act.EXPORT)
    assert (event.user, event.facts["on"]) == (office_user, "2017-10-01")
    answer = client_of(office_user).get(reverse("office:village_map_workbook", args=[village.pk]))
    assert f"village-{village.code}-" in answer.headers["Content-Disposition"]
    assert AuditEvent.objects.filter(act=Act.EXPORT).count() == 2


def test_no_household_and_no_phone_stands_in_it(village: Village, cadre: User, client_of: SignIn) -> None:
    household = make_household(village, head_name="李长根")
    Village.objects.update(leader_name="赵主任", leader_phone="10000009999")
    content = client_of(cadre).get(reverse("office:village_map_workbook", args=[village.pk])).content
    words = {str(cell.value) for sheet in opened(content) for row in sheet.iter_rows() for cell in row}
    assert "赵主任" in words
    assert not {word for word in words if "李长根" in word or "10000009999" in word or household.registry_no in word}


def test_who_may_not_see_plans_has_no_sheet_of_them(village: Village, client_of: SignIn) -> None:
    make_household(village)
    content = client_of(make_user(Role.APPROVER)).get(reverse("office:battle_map_workbook")).content
    found = opened(content)
    assert {"半月报", "里程碑", "企业五种帮扶"} & set(found.sheetnames) == set()
    assert "一村一品" not in [cell.value for cell in found["各村"][1]]
    assert [cell for row in found["总图"].iter_rows() for cell in row if "households" in str(cell.value)] == []


def test_without_villages_there_is_a_sheet_that_says_so(db: None, office_user: User, client_of: SignIn) -> None:
    found = opened(client_of(office_user).get(reverse("office:battle_map_workbook")).content)
    assert dict(list(found["说明"].iter_rows(min_row=2, values_only=True)))["范围"] == "全处 0 个行政村"
