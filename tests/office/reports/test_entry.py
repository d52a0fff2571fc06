"""Writing a half-month report: with a script, without one, twice, at once, for the wrong village (R4.4, P14)."""

import gzip
import re
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from office.demo.builders import make_household, make_user, make_visit, post_officer
from office.demo.reporting import ask_help, make_report, revise, send_back
from office.demo.timetables import make_plan, move_date, take_part
from office.reports.entry import signed_opening
from povertyplan.accounts.device import device_user
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import (
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

JSON = {"accept": "application/json"}
ORIGIN = {"origin": "http://testserver"}
TODAY = timezone.localdate()
# The half-month that is over; the day may lie on either side of its due day.
PERIOD = Fortnight.containing(TODAY).previous


@pytest.fixture
def phone(cadre: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(cadre)


@pytest.fixture
def desk(office_user: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(office_user)


@pytest.fixture
def plan(village: Village, leader: User) -> VillagePlan:
    """Its next milestone is due in 20 days."""
    timetable = [("落地", "种苗下地", TODAY + timedelta(days=20)), ("见效", "首批采收", TODAY + timedelta(days=200))]
    return make_plan(village, state=PlanState.APPROVED, approved_by=leader, timetable=timetable)


def address(village: Village, period: Fortnight = PERIOD) -> str:
    return reverse("office:report_write", args=[village.pk, period.slug])


def typed(**fields: Any) -> dict[str, Any]:
    return {"uuid": str(uuid4()), "done": "嫁接核桃 86 亩", "participants": "1", "work": ["planting"]} | fields


def picture(shade: int = 0, name: str = "大棚.png", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", size, (shade, 90, 90)).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def text_of(page: HttpResponse) -> str:
    return unescape(page.content.decode())


def hidden_fields(page: HttpResponse, form: str) -> dict[str, list[str]]:
    """What the form of that id would send by itself."""
    inside = re.search(rf'<form[^>]*id="{form}".*?</form>', page.content.decode(), re.DOTALL)
    assert inside
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', inside[0], re.DOTALL):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


# The page


def test_the_page_is_filled_with_what_is_known(phone: Client, village: Village, plan: VillagePlan) -> None:
    last = make_report(village, PERIOD.shifted(-2), participants=7, scale="12.5", invested=30_000_050)
    ask_help(last, text="请协调电表")
    for _ in range(2):
        take_part(make_household(village), plan)
    make_household(village)
    make_visit(make_household(village), visited_on=PERIOD.end)
    context = phone.get(address(village)).context
    form = context["form"]
    assert form.initial["done"] == "嫁接核桃 86 亩，培训 24 人。"
    # Visits are counted; the list of the plan counts its poor households, one of whom came with it.
    assert form.initial["work"] == ["visit", "planting", "training"]
    assert (form.initial["participants"], context["remaining"]) == (3, 5)
    assert (str(form.initial["scale"]), form.initial["invested"]) == ("12.5", "300000.50")
    assert (form.initial["seen"], form.initial["via"], form.initial["help"]) == (0, Via.PHONE, "")
    assert (context["last"].period_label, context["last"].participants) == (PERIOD.shifted(-2).label, 7)
    assert (context["answer"].help, context["answer"].answer) == ("请协调电表", "")
    milestone = Milestone.objects.get(name="种苗下地")
    assert [part.pk for part in context["milestones"]] == [milestone.pk]
    assert form[f"m{milestone.pk}-state"].value() == "on_time"
    assert form.fields["scale"].label == "金银花（亩，累计）"


def test_what_is_filed_is_shown_to_be_corrected(phone: Client, village: Village, plan: VillagePlan) -> None:
    milestone = Milestone.objects.get(name="种苗下地")
    done = {f"m{milestone.pk}-state": "done", f"m{milestone.pk}-done_on": TODAY.isoformat()}
    assert phone.post(address(village), typed(help="电表", **done), headers=JSON).status_code == 200
    send_back(Report.objects.get())
    context = phone.get(address(village)).context
    form = context["form"]
    assert (form.initial["done"], form.initial["help"], form.initial["seen"]) == ("嫁接核桃 86 亩", "电表", 1)
    assert form[f"m{milestone.pk}-state"].value() == "done"
    assert context["receipt"].number == ReportRevision.objects.get().receipt
    assert [(sent.field, sent.note) for sent in context["returns"]] == [("participants", "和名单对不上")]


def test_overdue_is_for_a_person_to_say_and_a_waiting_delay_is_as_it_was_asked_for(
    phone: Client, village: Village, leader: User
) -> None:
    make_plan(
        village,
        state=PlanState.APPROVED,
        approved_by=leader,
        timetable=[("落地", "流转土地", TODAY - timedelta(days=9)), ("落地", "种苗下地", TODAY - timedelta(days=3))],
    )
    land, seedlings = Milestone.objects.order_by("due_on")
    move_date(seedlings, TODAY + timedelta(days=40), asked_on=TODAY, reason_kind="weather")
    form = phone.get(address(village)).context["form"]
    assert form[f"m{land.pk}-state"].value() is None
    assert form[f"m{seedlings.pk}-state"].value() == "delayed"
    assert form[f"m{seedlings.pk}-due_on"].value() == TODAY + timedelta(days=40)
    assert form[f"m{seedlings.pk}-reason_kind"].value() == "weather"


def test_the_page_is_light(phone: Client, village: Village, plan: VillagePlan) -> None:
    make_report(village, PERIOD.previous, done="字" * 1000)
    filed = make_report(village, PERIOD)
    send_back(filed)
    ask_help(filed)
    phone.get("/")
    with CaptureQueriesContext(connection) as queries:
        page = phone.get(address(village))
    assert len(gzip.compress(page.content)) <= 15 * 1024
    assert len(queries) <= 14, [query["sql"] for query in queries]


@pytest.mark.parametrize(
    "slug", ["2015-12-2", "2017-13-1", "2017-11-3", "2017-1", "november", "2017-011-1", "2017-01-1"]
)
def test_what_is_no_half_month_is_not_there(phone: Client, village: Village, slug: str) -> None:
    url = address(village).replace(PERIOD.slug, slug)
    assert phone.get(url).status_code == phone.post(url, typed(), headers=JSON).status_code == 404
    assert not Report.objects.exists()


def test_a_half_month_that_has_not_begun_leads_to_the_present_one(phone: Client, village: Village) -> None:
    ahead = Fortnight.containing(TODAY).next
    page = phone.get(address(village, ahead), follow=True)
    assert page.redirect_chain == [(address(village, Fortnight.containing(TODAY)), 302)]
    assert f"{ahead.label}还没有开始" in text_of(page)
    refused = phone.post(address(village, ahead), typed(), headers=JSON)
    assert refused.status_code == 422
    assert "开始，到时再报" in refused.json()["errors"]["__all__"][0]
    kept = phone.post(address(village, ahead), typed(done="写了很久"))
    assert kept.status_code == 422
    assert "写了很久" in text_of(kept)


# The script's contract


def test_a_script_gets_its_receipt_and_the_same_one_again(phone: Client, village: Village) -> None:
    sent = typed()
    answer = phone.post(address(village), sent, headers=JSON)
    assert answer.status_code == 200
    revision = ReportRevision.objects.select_related("report").get()
    assert answer.json() == {
        "uuid": sent["uuid"],
        "receipt": revision.receipt,
        "received_at": revision.received_at.isoformat(),
        "filed_at": revision.report.filed_at.isoformat(),
        "is_late": revision.report.is_late,
        "page": reverse("office:report_receipt", args=[revision.report_id]),
        "photos": reverse("office:report_photo", args=[revision.uuid]),
    }
    assert phone.post(address(village), sent | {"via": "desk"}, headers=JSON).json() == answer.json()
    assert ReportRevision.objects.count() == 1


def test_a_script_is_told_what_cannot_be_read(phone: Client, village: Village) -> None:
    answer = phone.post(address(village), typed(done="", participants="viele"), headers=JSON)
    assert answer.status_code == 422
    assert answer.json() == {
        "errors": {"done": ["写上这半个月做了什么"], "participants": ["“参加的贫困户”写成整数，如 4"]}
    }


def test_the_same_uuid_with_another_content_is_a_conflict(phone: Client, village: Village) -> None:
    sent = typed()
    receipt = phone.post(address(village), sent, headers=JSON).json()["receipt"]
    answer = phone.post(address(village), sent | {"done": "改了"}, headers=JSON)
    assert answer.status_code == 409
    assert (answer.json()["uuid"], answer.json()["receipt"]) == (sent["uuid"], receipt)
    again = phone.post(address(village), typed(done="改了", seen="1"), headers=JSON).json()
    assert again["receipt"] == receipt[:-1] + "2"


def test_two_tabs_get_one_receipt_and_the_way_to_its_photos(phone: Client, village: Village) -> None:
    first = phone.post(address(village), typed(), headers=JSON).json()
    sent = typed()
    second = phone.post(address(village), sent, headers=JSON).json()
    assert second == first | {"uuid": sent["uuid"]}
    assert phone.post(second["photos"], {"photo": picture()}, headers=JSON).status_code == 200
    assert ReportRevision.objects.count() == 1


def test_a_stolen_uuid_shows_nothing(phone: Client, village: Village, other_village: Village) -> None:
    theirs = revise(make_report(other_village, PERIOD), done="石门村的事")
    for done in ("石门村的事", "柳河村的事"):
        answer = phone.post(address(village), typed(uuid=str(theirs.uuid), done=done), headers=JSON)
        assert answer.status_code == 404
        assert set(answer.json()) == {"uuid", "words"}
        assert "石门" not in answer.content.decode()
        assert theirs.receipt not in answer.content.decode()
    page = phone.post(address(village), typed(uuid=str(theirs.uuid), done="柳河村的事"))
    assert page.status_code == 404
    assert "柳河村的事" in text_of(page)
    assert "石门" not in text_of(page)
    # The page has a UUID of its own by now: the next press goes through.
    fresh = page.context["form"]["uuid"].value()
    assert phone.post(address(village), typed(uuid=fresh, done="柳河村的事"), headers=JSON).status_code == 200
    assert not other_village.reports.exclude(pk=theirs.report_id).exists()


def test_another_village_is_not_there(phone: Client, other_village: Village) -> None:
    assert phone.get(address(other_village)).status_code == 404
    assert phone.post(address(other_village), typed()).status_code == 404
    answer = phone.post(address(other_village), typed(), headers=JSON)
    assert answer.status_code == 404
    assert "words" in answer.json()
    assert not Report.objects.exists()


def test_who_files_no_reports_is_told_so(leader: User, village: Village, client_of: Callable[[User], Client]) -> None:
    answer = client_of(leader).post(address(village), typed(), headers=JSON)
    assert answer.status_code == 403
    assert answer.json() == {"words": "你的账号不报半月报"}


def test_milestones_of_others_and_of_nobody_are_not_looked_at(
    phone: Client, village: Village, other_village: Village, plan: VillagePlan, leader: User
) -> None:
    make_plan(other_village, state=PlanState.APPROVED, approved_by=leader)
    foreign = Milestone.objects.filter(stage__plan__village=other_village).latest("pk")
    sent = {
        f"m{pk}-{part}": value for pk in (foreign.pk, 10**9) for part, value in (("state", "done"), ("done_on", ""))
    }
    assert phone.post(address(village), typed(**sent), headers=JSON).status_code == 200
    assert not ReportRevision.objects.get().answers.exists()
    foreign.refresh_from_db()
    assert foreign.done_on is None


def test_a_retry_after_its_milestone_was_done_is_still_a_retry(
    phone: Client, village: Village, plan: VillagePlan
) -> None:
    milestone = Milestone.objects.get(name="种苗下地")
    done = {f"m{milestone.pk}-state": "done", f"m{milestone.pk}-done_on": TODAY.isoformat()}
    sent = typed(**done)
    first = phone.post(address(village), sent, headers=JSON)
    assert phone.post(address(village), sent, headers=JSON).json() == first.json()
    milestone.refresh_from_db()
    assert milestone.done_on == TODAY


def test_the_empty_form_of_a_phone_is_taken(phone: Client, village: Village, plan: VillagePlan) -> None:
    before = {"seen": "", "opened": "", "via": ""}
    sent = typed(submitted_at=(timezone.now() - timedelta(hours=3)).isoformat(), **before)
    assert phone.post(address(village), sent, headers=JSON).status_code == 200
    assert Flag.DEVICE_TIME in ReportRevision.objects.get().flags


def test_the_devices_time_counts_where_the_opening_is_ours(
    phone: Client, cadre: User, office_user: User, village: Village, other_village: Village
) -> None:
    now = timezone.now()
    pressed = now - timedelta(hours=3)
    opened = signed_opening(cadre, village, PERIOD, now=now - timedelta(hours=4))
    sent = typed(opened=opened, submitted_at=pressed.isoformat())
    answer = phone.post(address(village), sent, headers=JSON)
    assert answer.json()["filed_at"] == pressed.isoformat()
    assert Flag.DEVICE_TIME not in ReportRevision.objects.get().flags
    wrong = [
        signed_opening(office_user, village, PERIOD, now=now - timedelta(hours=4)),
        signed_opening(cadre, other_village, PERIOD, now=now - timedelta(hours=4)),
        signed_opening(cadre, village, PERIOD, now=now - timedelta(hours=4)),
        opened[:-1] + "xx",
        "x",
    ]
    for back, token in enumerate(wrong, 1):
        period = PERIOD.shifted(-back)
        sent = typed(opened=token, submitted_at=pressed.isoformat())
        phone.post(address(village, period), sent, headers=JSON)
        assert Flag.DEVICE_TIME in ReportRevision.objects.get(report__period_start=period.start).flags, back


def test_the_token_says_whose_session_it_is(phone: Client, cadre: User, client: Client) -> None:
    answer = phone.get(reverse("office:report_token"))
    assert answer.json()["user"] == device_user(cadre)
    assert len(answer.json()["csrf"]) == 64
    assert answer.cookies["csrftoken"].value
    assert client.get(reverse("office:report_token")).status_code == 302


def test_a_script_sends_with_the_token_it_fetched(cadre: User, village: Village) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cadre)
    refused = client.post(address(village), typed(), headers=JSON)
    assert refused.status_code == 403
    assert "words" in refused.json()
    token = client.get(reverse("office:report_token")).json()["csrf"]
    assert client.post(address(village), typed(), headers=JSON | {"x-csrftoken": token}).status_code == 200


# Without a script


def test_without_script_one_checks_and_submits(phone: Client, village: Village, plan: VillagePlan) -> None:
    milestone = Milestone.objects.get(name="种苗下地")
    sent = typed(
        done="第一行\r\n第二行 <b>",
        help="",
        work=["planting", "training"],
        scale="7.5",
        invested="1200",
        step="check",
        **{f"m{milestone.pk}-state": "delayed", f"m{milestone.pk}-due_on": "2030-01-10"},
        **{f"m{milestone.pk}-reason_kind": "money", f"m{milestone.pk}-reason": "款没到"},
    )
    check = phone.post(address(village), sent)
    assert check.status_code == 200
    for words in ("第二行 <b>", "技术培训、种植", "1 户", "7.5", "1200 元", "没有填"):
        assert words in text_of(check), words
    assert "推迟到1月10日，缺资金：款没到" in text_of(check)
    assert f"提交 {PERIOD.label}半月报" in text_of(check)
    assert not Report.objects.exists()
    carried = hidden_fields(check, "check")
    assert carried["work"] == ["planting", "training"]
    edited = phone.post(address(village), carried | {"step": "edit"})
    assert edited.status_code == 200
    assert "第二行 <b>" in text_of(edited)
    done = phone.post(address(village), carried | {"step": "submit"}, follow=True)
    revision = ReportRevision.objects.get()
    assert done.redirect_chain == [(reverse("office:report_receipt", args=[revision.report_id]), 302)]
    assert revision.receipt in text_of(done)
    assert revision.done == "第一行\n第二行 <b>"
    assert revision.answers.get().reason == "款没到"
    # Back, and the same button again.
    phone.post(address(village), carried | {"step": "submit"})
    assert ReportRevision.objects.count() == 1


def test_what_cannot_be_read_comes_back_with_everything_typed(phone: Client, village: Village) -> None:
    page = phone.post(address(village), typed(done="写了很久的话", participants="viele", help="电表", step="check"))
    assert page.status_code == 422
    for words in ("写了很久的话", "viele", "电表", "“参加的贫困户”写成整数，如 4"):
        assert words in text_of(page)


def test_the_back_button_and_another_text_is_a_correction_by_one_more_press(phone: Client, village: Village) -> None:
    sent = typed()
    phone.post(address(village), sent)
    page = phone.post(address(village), sent | {"done": "改了"})
    assert page.status_code == 409
    assert "要改就再交一次" in text_of(page)
    form = page.context["form"]
    again = typed(done="改了", uuid=form["uuid"].value(), seen=form["seen"].value())
    phone.post(address(village), again)
    second = ReportRevision.objects.latest("number")
    assert (second.number, second.done) == (2, "改了")
    assert Flag.CROSSED not in second.flags


def test_photos_without_script_travel_with_the_last_step(phone: Client, village: Village) -> None:
    check = phone.post(address(village), typed(step="check", photos=[picture()]))
    assert "照片在这里再选一次" in text_of(check)
    assert "照片在这里再选一次" not in text_of(phone.post(address(village), typed(step="check")))
    photos = [picture(1), SimpleUploadedFile("合同.pdf", b"%PDF-1.4\n%%EOF"), picture(200, "第二张.png")]
    page = phone.post(address(village), typed(step="submit", photos=photos), follow=True)
    assert ReportPhoto.objects.count() == 2
    assert "合同.pdf：这个文件不是照片，选 JPG 或 PNG" in text_of(page)
    assert text_of(page).count("<img ") == 2


def test_a_fourth_photo_does_not_stop_the_text(phone: Client, village: Village) -> None:
    photos = [picture(shade, f"{shade}.png") for shade in (10, 90, 170, 250)]
    page = phone.post(address(village), typed(photos=photos), follow=True)
    assert ReportPhoto.objects.count() == 3
    assert "250.png：已经有 3 张照片" in text_of(page)
    assert ReportRevision.objects.count() == 1


# Photos


@pytest.fixture
def photo_url(phone: Client, village: Village) -> str:
    return phone.post(address(village), typed(), headers=JSON).json()["photos"]


def test_photos_come_after_the_text_and_only_once(phone: Client, photo_url: str) -> None:
    first = phone.post(photo_url, {"photo": picture()}, headers=JSON)
    assert first.status_code == 200
    assert first.json() == {"sha256": ReportPhoto.objects.get().file.sha256, "kept": 1}
    assert phone.post(photo_url, {"photo": picture()}, headers=JSON).json() == first.json()
    for shade in (90, 170):
        phone.post(photo_url, {"photo": picture(shade)}, headers=JSON)
    fourth = phone.post(photo_url, {"photo": picture(250)}, headers=JSON)
    assert fourth.status_code == 422
    assert fourth.json() == {"words": "已经有 3 张照片，先撤下一张再传"}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (SimpleUploadedFile("x.jpg", b"GIF89a"), "不是照片"),
        (picture(size=(10_000, 5_000)), "2400 万像素"),
        (SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + b"\0" * (9 * 1024 * 1024)), "8 MB"),
        (SimpleUploadedFile("x.jpg", b""), "空的"),
        ("", "选一张照片"),
    ],
    ids=["gif", "50 MP", "9 MB", "empty", "none"],
)
def test_what_is_no_photo_is_refused_in_words(phone: Client, photo_url: str, sent: object, words: str) -> None:
    if hasattr(sent, "seek"):
        sent.seek(0)
    answer = phone.post(photo_url, {"photo": sent}, headers=JSON)
    assert answer.status_code == 422
    assert words in answer.json()["words"]
    assert not ReportPhoto.objects.exists()


def test_photos_of_another_village_are_not_there(
    phone: Client, other_village: Village, client_of: Callable[[User], Client], village: Village, photo_url: str
) -> None:
    neighbour = make_user(Role.CADRE, name="陈立")
    post_officer(neighbour, other_village, since=date(2016, 1, 1))
    theirs = client_of(neighbour)
    phone.post(photo_url, {"photo": picture()}, headers=JSON)
    photo = ReportPhoto.objects.get()
    picture_url = reverse("office:report_photo_file", args=[photo.pk])
    withdraw_url = reverse("office:report_photo_withdraw", args=[photo.pk])
    shown = phone.get(picture_url)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")
    assert theirs.get(picture_url).status_code == 404
    assert theirs.post(photo_url, {"photo": picture(90)}, headers=JSON).status_code == 404
    assert theirs.post(withdraw_url).status_code == 404
    assert theirs.get(reverse("office:report_receipt", args=[photo.report_id])).status_code == 404
    page = phone.post(withdraw_url, follow=True)
    assert "照片已撤下" in text_of(page)
    assert phone.get(picture_url).status_code == 404


def test_a_photo_is_added_on_the_receipt_without_script(phone: Client, photo_url: str) -> None:
    page = phone.post(photo_url, {"photo": picture()}, follow=True)
    assert "照片已收到" in text_of(page)
    page = phone.post(photo_url, {"photo": SimpleUploadedFile("x.jpg", b"GIF89a")}, follow=True)
    assert "不是照片" in text_of(page)


# The office writes for a village


def test_the_office_files_for_a_village(desk: Client, office_user: User, village: Village) -> None:
    assert desk.get(address(village)).context["form"].initial["via"] == Via.DESK
    assert desk.post(address(village), typed(via="paper"), headers=JSON).status_code == 200
    revision = ReportRevision.objects.get()
    assert (revision.via, revision.recorded_by) == (Via.PAPER, office_user)


def test_a_request_for_help_reaches_the_office(phone: Client, village: Village) -> None:
    phone.post(address(village), typed(help="请协调电表"), headers=JSON)
    assert HelpRequest.objects.unanswered().get().text == "请协调电表"


# The session had ended


def signed_out_post(client: Client, village: Village, opened: str, **fields: Any) -> HttpResponse:
    return client.post(address(village), typed(done="写了很久的话", opened=opened, **fields), headers=ORIGIN)


def test_what_was_typed_goes_through_signing_in(client: Client, cadre: User, village: Village) -> None:
    opened = signed_opening(cadre, village, PERIOD, now=timezone.now())
    page = signed_out_post(client, village, opened, step="check", photos=[picture()])
    assert page.status_code == 401
    assert "填的内容还在" in text_of(page)
    sign_in = {"username": cadre.username, "typed": page.context["typed"], "next": page.context["next"]}
    wrong = client.post("/sign-in/", sign_in | {"password": "nein"})
    assert wrong.context["typed"] == page.context["typed"]
    carried = client.post("/sign-in/", sign_in | {"password": "demo"})
    assert carried.status_code == 200
    assert "写了很久的话" in text_of(carried)
    assert "照片没有带过来" in text_of(carried)
    fields = hidden_fields(carried, "unsent")
    assert fields["step"] == ["check"]
    assert "写了很久的话" in text_of(client.post(address(village), fields))
    client.post(address(village), fields | {"step": "submit"})
    assert ReportRevision.objects.get().done == "写了很久的话"


def test_another_person_on_the_same_phone_sees_nothing_of_it(
    client: Client, cadre: User, office_user: User, village: Village
) -> None:
    page = signed_out_post(client, village, signed_opening(cadre, village, PERIOD, now=timezone.now()))
    sign_in = {"username": office_user.username, "password": "demo", "typed": page.context["typed"], "next": "/me/"}
    answer = client.post("/sign-in/", sign_in)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/me/")


def test_only_what_our_own_page_sent_is_carried(client: Client, cadre: User, village: Village) -> None:
    opened = signed_opening(cadre, village, PERIOD, now=timezone.now())
    url = address(village)
    assert client.post(url, typed(opened=opened)).status_code == 302
    assert client.post(url, typed(opened=opened), headers={"origin": "https://elsewhere.example"}).status_code == 302
    assert client.post(url, typed(opened="forged"), headers=ORIGIN).status_code == 302
    assert client.post(url, typed(opened=opened), headers=ORIGIN | JSON).status_code == 302
    assert client.post("/password/", typed(opened=opened), headers=ORIGIN).status_code == 302
    sign_in = {"username": cadre.username, "password": "demo", "typed": "forged", "next": "/me/"}
    assert client.post("/sign-in/", sign_in).headers["Location"] == "/me/"


def test_an_idle_session_loses_nothing_either(phone: Client, cadre: User, village: Village) -> None:
    phone.get("/")
    session = phone.session
    session["signed_in_at"] = session["seen_at"] = timezone.now().timestamp() - 30 * 24 * 3600
    session.save()
    page = signed_out_post(phone, village, signed_opening(cadre, village, PERIOD, now=timezone.now()))
    assert page.status_code == 401
    assert page.context["typed"]


def test_a_token_too_old_costs_one_more_press(cadre: User, office_user: User, village: Village) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cadre)
    page = signed_out_post(client, village, signed_opening(cadre, village, PERIOD, now=timezone.now()))
    assert page.status_code == 403
    assert "写了很久的话" in text_of(page)
    done = client.post(address(village), hidden_fields(page, "unsent"), headers=ORIGIN)
    assert done.status_code == 302
    assert ReportRevision.objects.get().done == "写了很久的话"
    # Somebody else's page on a shared phone.
    page = signed_out_post(client, village, signed_opening(office_user, village, PERIOD, now=timezone.now()))
    assert page.status_code == 403
    assert "写了很久的话" not in text_of(page)


# At once


def waiting() -> int:
    """Locks that somebody waits for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def at_once(
    client: Client, posts: list[tuple[str, dict[str, Any]]], *, held: Report | None = None
) -> list[HttpResponse]:
    """Each from a browser of its own with the same session, let go together; in the order of `posts`.

    `held` is a report on which all of them wait until the last one has come.
    """
    gate = threading.Barrier(len(posts))
    answers: dict[int, HttpResponse] = {}

    def press(place: int, url: str, sent: dict[str, Any]) -> None:
        browser = Client()
        browser.cookies = client.cookies
        try:
            gate.wait(timeout=30)
            answers[place] = browser.post(url, sent, headers=JSON)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[place, *post]) for place, post in enumerate(posts)]
    with transaction.atomic() if held else nullcontext():
        if held:
            Report.objects.select_for_update().get(pk=held.pk)
        for thread in threads:
            thread.start()
        until = time.monotonic() + 30
        while held and waiting() < len(posts) and time.monotonic() < until:
            time.sleep(0.02)
    for thread in threads:
        thread.join(timeout=60)
    return [answers[place] for place in range(len(posts))]


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_at_once_are_one_row_and_twenty_equal_receipts(phone: Client, village: Village) -> None:
    answers = at_once(phone, [(address(village), typed(uuid=str(uuid4())))] * 20)
    assert [answer.status_code for answer in answers] == [200] * 20
    assert len({answer.content for answer in answers}) == 1
    assert (Report.objects.count(), ReportRevision.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_tabs_at_once_correct_a_report_once(phone: Client, village: Village) -> None:
    phone.post(address(village), typed(), headers=JSON)
    posts = [(address(village), typed(done="改了", seen="1", help="电表")) for _ in range(20)]
    answers = at_once(phone, posts, held=Report.objects.get())
    assert [answer.status_code for answer in answers] == [200] * 20
    assert len({answer.json()["receipt"] for answer in answers}) == 1
    assert (ReportRevision.objects.count(), HelpRequest.objects.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_one_uuid_for_two_villages_at_once_stays_with_one(
    desk: Client, village: Village, other_village: Village
) -> None:
    sent = typed()
    posts = [(address(where), sent) for where in (village, other_village) * 5]
    answers = at_once(desk, posts)
    winner = ReportRevision.objects.select_related("report__village").get().report.village
    assert [answer.status_code for answer in answers] == [200 if url == address(winner) else 404 for url, _ in posts]
    assert Report.objects.count() == 1
