"""A file's way in through the pages: choose, match, check, write, take back."""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from households.actions.imports import commit_import, stage_import
from households.models import Household, Member
from office.demo.builders import make_visit
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent, ColumnMatch, ImportBatch, ImportKind, ImportState
from tests import rosters
from villages.models import Village

DATA = Path(__file__).resolve().parents[2] / "data"
FULL_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@pytest.fixture
def office(office_user: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(office_user)


def upload(client: Client, content: bytes, *, name: str = "名册.xlsx", kind: str = ImportKind.ROSTER) -> HttpResponse:
    return client.post(reverse("households:import_upload"), {"kind": kind, "file": SimpleUploadedFile(name, content)})


def text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def small_roster(village: Village, **changes: object) -> bytes:
    return rosters.workbook(
        [
            *rosters.household(1, size=2, village=village.name, **changes),
            *rosters.household(2, size=1, village="柳河存"),
        ]
    )


def staged(village: Village, by: User, **changes: object) -> ImportBatch:
    return stage_import(ImportKind.ROSTER, "名册.xlsx", small_roster(village, **changes), by=by)


def test_real_roster_goes_all_the_way_and_back(office: Client) -> None:
    boundaries = (DATA / "villages.geojson").read_bytes()
    villages = upload(office, boundaries, name="villages.geojson", kind=ImportKind.BOUNDARIES)
    office.post(villages.headers["Location"])
    assert Village.objects.count() == 15

    page = upload(office, (DATA / "roster.xlsx").read_bytes())
    address = page.headers["Location"]
    check = office.get(address)
    assert "现在还没有写入" in text(check)
    assert "导入正确的 1287 户" in text(check)
    assert "只看有误 26" in text(check)
    assert not FULL_ID_NUMBER.search(text(check))
    assert not Household.objects.exists()

    done = office.post(address, follow=True)
    assert Household.objects.count() == 1287
    assert "1287" in text(done)

    again = upload(office, (DATA / "roster.xlsx").read_bytes())
    assert "没有要写入的" in text(office.get(again.headers["Location"]))

    undo = reverse("households:import_undo", args=[ImportBatch.objects.get(state="committed", kind="roster").pk])
    assert "1287" in text(office.get(undo))
    office.post(undo)
    assert not Household.objects.exists()
    assert not Member.objects.exists()


def test_wrong_cell_is_red_and_its_sentence_stands_under_the_row(
    office: Client, office_user: User, village: Village
) -> None:
    batch = staged(village, office_user)
    page = office.get(reverse("households:import_preview", args=[batch.pk])).content.decode()
    assert re.search(r'<td class="c-bad[^"]*">柳河存</td>', page)
    assert re.search(r'<tr class="err-note">[^第]*第 5 行 行政村：没有“柳河存”。是不是“柳河村”？', page)


def test_changed_cell_shows_old_and_new(office: Client, office_user: User, village: Village, today: date) -> None:
    commit_import(staged(village, office_user), by=office_user, today=today)
    batch = staged(village, office_user, 贫困户属性="低保贫困户", 联系电话="10011112222", 人均纯收入=3000)
    page = office.get(reverse("households:import_preview", args=[batch.pk]), {"show": "changed"}).content.decode()
    assert '<td class="c-chg"><del>一般贫困户</del> <ins>低保贫困户</ins></td>' in page
    assert "<ins>100****2222</ins>" in page
    assert "<ins>3,000.00 元</ins>" in page


def test_filters_count_what_they_show(office: Client, office_user: User, village: Village) -> None:
    batch = staged(village, office_user)
    address = reverse("households:import_preview", args=[batch.pk])
    for show, rows in (("refused", 1), ("new", 1), ("changed", 0), ("all", 2)):
        sheet = office.get(address, {"show": show}).context["sheet"]
        assert sheet.page.paginator.count == rows
        assert next((chip.count for chip in sheet.chips if chip.key == show), None) == rows


def test_pages_hold_fifty_households(office: Client, office_user: User, village: Village) -> None:
    content = rosters.workbook(rosters.roster(60, villages=[village.name], sizes=(1,)))
    batch = stage_import(ImportKind.ROSTER, "名册.xlsx", content, by=office_user)
    page = office.get(reverse("households:import_preview", args=[batch.pk]), {"page": 2, "show": "new"})
    assert "51—60，共 60 户" in text(page)


def test_columns_are_asked_only_when_a_needed_one_is_unknown(office: Client, village: Village) -> None:
    headings = ["户的号" if heading == "户编号" else heading for heading in rosters.HEADINGS]
    rows = rosters.household(1, size=2, village=village.name)
    first = upload(office, rosters.workbook(rows, headings=headings))
    asked = office.get(first.headers["Location"])
    batch = ImportBatch.objects.get()
    columns = reverse("households:import_columns", args=[batch.pk])
    assert asked.headers["Location"] == columns
    page = office.get(columns)
    assert "没有认出 户编号" in text(page)
    position = rosters.HEADINGS.index("户编号")
    form = page.context["form"]
    choices = {field.html_name: field.initial for field in form} | {f"column_{position}": "registry_no"}

    check = office.post(columns, choices, follow=True)

    assert "导入正确的 1 户" in text(check)
    assert ColumnMatch.objects.get(heading="户的号").field == "registry_no"
    second = upload(office, rosters.workbook(rows, headings=headings))
    assert office.get(second.headers["Location"]).status_code == 200


def test_two_columns_for_one_field_are_refused_and_choices_kept(
    office: Client, office_user: User, village: Village
) -> None:
    batch = staged(village, office_user)
    columns = reverse("households:import_columns", args=[batch.pk])
    form = office.get(columns).context["form"]
    twice = {field.html_name: field.initial for field in form} | {"column_0": "name"}
    page = office.post(columns, twice)
    assert page.status_code == 422
    assert "都对成了“姓名”，只留一列" in text(page)
    assert page.context["form"]["column_0"].value() == "name"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名册.xlsx", b"\xd0\xcf\x11\xe0rest", "旧版 .xls"),
        ("名册.xlsx", b"%PDF-1.4", "这不是 Excel 工作簿"),
        ("名册.xlsx", b"PK\x03\x04broken", "这不是 Excel 工作簿，或文件已损坏"),
        ("名册.csv", b"a,b", "这里要选 .xlsx 文件"),
        ("名册.xlsx", b"", "这个文件是空的"),
    ],
)
def test_unreadable_file_is_said_beside_the_field(office: Client, name: str, content: bytes, sentence: str) -> None:
    page = upload(office, content, name=name)
    assert page.status_code == 422
    assert sentence in text(page)
    assert not ImportBatch.objects.exists()


def test_too_big_a_file_is_refused_by_its_size(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("households.forms.imports.MAX_FILE", 10)
    assert "最大" in text(upload(office, b"PK\x03\x04" + b"0" * 20))
    assert not ImportBatch.objects.exists()


def test_kind_stays_chosen_after_a_refusal(office: Client) -> None:
    page = upload(office, b"%PDF", kind=ImportKind.HELPERS)
    assert page.context["form"]["kind"].value() == ImportKind.HELPERS


def test_no_villages_yet_is_said(office: Client, office_user: User) -> None:
    content = rosters.workbook(rosters.household(1, size=1, village="柳河村"))
    batch = stage_import(ImportKind.ROSTER, "名册.xlsx", content, by=office_user)
    page = office.get(reverse("households:import_preview", args=[batch.pk]), follow=True)
    assert "还没有村。先导入村和边界" in text(page)


def test_marked_workbook_is_handed_out_and_noted(office: Client, office_user: User, village: Village) -> None:
    batch = staged(village, office_user)
    answer = office.get(reverse("households:import_marked", args=[batch.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert any("柳河存" in str(cell.value) for row in sheet for cell in row)
    assert AuditEvent.objects.filter(act=Act.EXPORT, user=office_user).exists()


def test_second_press_goes_to_what_was_written(office: Client, office_user: User, village: Village) -> None:
    batch = staged(village, office_user)
    address = reverse("households:import_preview", args=[batch.pk])
    done = reverse("households:import_done", args=[batch.pk])
    assert office.post(address).headers["Location"] == done
    assert office.post(address).headers["Location"] == done
    assert Household.objects.count() == 1


def test_corrected_file_takes_the_place_of_the_first(office: Client, office_user: User, village: Village) -> None:
    first = staged(village, office_user)
    office.post(
        reverse("households:import_upload"),
        {
            "kind": ImportKind.ROSTER,
            "file": SimpleUploadedFile("改好.xlsx", small_roster(village)),
            "instead": first.pk,
        },
    )
    assert ImportBatch.objects.get().file_name == "改好.xlsx"


def test_given_up_file_is_gone(office: Client, office_user: User, village: Village) -> None:
    batch = staged(village, office_user)
    office.post(reverse("households:import_discard", args=[batch.pk]))
    assert not ImportBatch.objects.exists()


def test_undo_in_conflict_lists_who_and_keeps_all(
    office: Client, office_user: User, village: Village, today: date
) -> None:
    batch = staged(village, office_user)
    commit_import(batch, by=office_user, today=today)
    household = Household.objects.get()
    make_visit(household, visited_on=timezone.localdate())
    undo = reverse("households:import_undo", args=[batch.pk])
    for page in (office.get(undo), office.post(undo)):
        assert "现在撤不回来" in text(page)
        assert "走访" in text(page)
    batch.refresh_from_db()
    assert batch.state == ImportState.COMMITTED


def test_list_tells_every_batch(office: Client, office_user: User, village: Village, today: date) -> None:
    commit_import(staged(village, office_user), by=office_user, today=today)
    staged(village, office_user)
    page = text(office.get(reverse("households:batch_list")))
    assert "户：新增 1 · 有误 1" in page
    assert "周会计" in page
    assert "接着核对" in page


def test_others_do_not_reach_it(client_of: Callable[[User], Client], cadre: User, leader: User) -> None:
    for user in (cadre, leader):
        assert client_of(user).get(reverse("households:batch_list")).status_code == 403
        assert upload(client_of(user), b"PK").status_code == 403
