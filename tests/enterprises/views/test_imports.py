"""The list of enterprises goes the way of every file: choose, match columns, check, write, take back."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from enterprises.models import Enterprise, Pairing
from households.actions.imports import bring_in
from office.demo.builders import make_household
from office.demo.giving import make_enterprise_visit
from povertyplan.accounts.models import User
from povertyplan.audit.models import ImportBatch, ImportKind, ImportState
from tests.rosters import workbook
from villages.models import Village

DATA = Path(__file__).parents[2] / "data"
HEADINGS = ("统一社会信用代码", "单位", "行业", "负责人", "联系电话", "从业人数", "结对村")


@pytest.fixture
def office(client: Client, office_user: User) -> Client:
    client.force_login(office_user)
    return client


@pytest.fixture
def villages(db: None, office_user: User, today: object) -> None:
    content = (DATA / "villages.geojson").read_bytes()
    bring_in(ImportKind.BOUNDARIES, "villages.geojson", content, by=None, today=today)  # type: ignore[arg-type]


def upload(client: Client, content: bytes, name: str = "企业.xlsx") -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("households:import_upload"), {"kind": ImportKind.ENTERPRISES, "file": file})  # type: ignore[return-value]


def text(page: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def corrupted() -> bytes:
    book = openpyxl.load_workbook(DATA / "enterprises.xlsx")
    sheet = book.active
    assert sheet is not None
    sheet["F2"] = -3
    sheet["C5"] = "批发另售"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_upload_page_offers_the_kind_with_its_columns(office: Client) -> None:
    page = text(office.get(reverse("households:import_upload"), {"kind": "enterprises"}))
    assert "辖区企业 统一社会信用代码 、 企业名称 、行业" in page
    assert "顶替的那批" not in page


def test_real_list_goes_all_the_way_and_back(office: Client, villages: None) -> None:
    address = upload(office, (DATA / "enterprises.xlsx").read_bytes()).headers["Location"]
    check = office.get(address)
    assert "导入正确的 33 家企业" in text(check)
    assert "结对：新增 33" in text(check)
    assert "100****1384" not in text(check)
    assert "10000001384" not in text(check)
    assert not Enterprise.objects.exists()

    done = office.post(address, follow=True)
    assert Enterprise.objects.count() == 33
    assert reverse("enterprises:enterprise_list") in done.content.decode()
    assert "企业：新增 33" in text(office.get(reverse("households:batch_list")))

    again = upload(office, (DATA / "enterprises.xlsx").read_bytes())
    assert "没有要写入的" in text(office.get(again.headers["Location"]))

    batch = ImportBatch.objects.get(state=ImportState.COMMITTED, kind=ImportKind.ENTERPRISES)
    undo = reverse("households:import_undo", args=[batch.pk])
    assert "撤销这批的 66 条" in text(office.get(undo))
    office.post(undo)
    assert not Enterprise.objects.exists()


def test_wrong_cells_are_marked_on_the_page_and_in_the_workbook(office: Client, villages: None) -> None:
    address = upload(office, corrupted()).headers["Location"]
    page = office.get(address)
    assert re.search(r'<td class="c-bad[^"]*">-3</td>', page.content.decode())
    assert "没有“批发另售”这个行业。是不是“批发和零售业”？" in text(page)
    assert "有误的 2 家企业不写，其余照常" in text(page)
    office.post(address)
    batch = ImportBatch.objects.get(kind=ImportKind.ENTERPRISES)
    answer = office.get(reverse("households:import_marked", args=[batch.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(values_only=True)] == [
        "企业名称",
        "三峰01食品有限公司",
        "鸿运04水产养殖有限公司",
    ]


def test_unknown_heading_is_matched_by_a_person(office: Client, village: Village) -> None:
    row = ["91420399MA4H1HG7GH", "三峰01食品有限公司", "制造业", "崔金福", "10000001384", 120, "柳河村"]
    headings = ("统一社会信用代码", "叫什么", *HEADINGS[2:])
    address = upload(office, workbook([row], headings=headings)).headers["Location"]
    page = office.get(address, follow=True)
    assert "没有认出 企业名称" in text(page)
    form = page.context["form"]
    chosen = {name: field.initial for name, field in form.fields.items()} | {"column_1": "name"}
    office.post(page.redirect_chain[-1][0], chosen)
    office.post(address)
    assert Enterprise.objects.get().name == "三峰01食品有限公司"


def test_new_pairing_alone_can_be_written(
    office: Client, village: Village, other_village: Village, office_user: User, today: object
) -> None:
    row = ["91420399MA4H1HG7GH", "三峰01食品有限公司", "制造业", "崔金福", "10000001384", 120, "柳河村"]
    headings = ("统一社会信用代码", "企业名称", *HEADINGS[2:])
    for name in ("柳河村", "石门村"):
        address = upload(office, workbook([[*row[:6], name]], headings=headings)).headers["Location"]
        page = text(office.get(address))
        office.post(address)
    assert "写入新增和修改的" in page
    assert "又结对一个村" in page
    assert Pairing.objects.count() == 2


def test_undo_lists_what_hangs_on_a_pairing(office: Client, villages: None, office_user: User) -> None:
    office.post(upload(office, (DATA / "enterprises.xlsx").read_bytes()).headers["Location"])
    pairing = Pairing.objects.select_related("village")[0]
    make_enterprise_visit(pairing, make_household(pairing.village), visited_on=pairing.since)
    undo = reverse("households:import_undo", args=[ImportBatch.objects.get(kind=ImportKind.ENTERPRISES).pk])
    page = text(office.get(undo))
    assert "现在撤不回来" in page
    assert "企业走访 1 条" in page
    assert office.post(undo).status_code == 409
    assert Enterprise.objects.count() == 33
