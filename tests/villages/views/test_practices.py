"""Pages of what was learned elsewhere: what is wrong is said beside the field, nothing typed is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office.demo import practices as demo
from office.demo.builders import make_user
from office.demo.practices import make_local_measure, make_practice, make_practice_file
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.papers import PDF, WORD, upload
from villages.models import LocalMeasure, Practice

SignIn = Callable[[User], Client]
FACTS = {
    "topic": "industry",
    "title": "核桃林下套种苍术",
    "town": "沙陀镇",
    "source": "现场观摩",
    "learned_on": "2017-10-08",
    "summary": "合作社发苗、保底收",
}
ACT = {"content": "试种 50 亩", "owner": "蒋素芳", "due_on": "2030-12-31"}


@pytest.fixture
def office(office_user: User, client_of: SignIn) -> Client:
    return client_of(office_user)


@pytest.fixture
def practice(office_user: User) -> Practice:
    return make_practice(by=office_user)


def text(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_an_experience_runs_from_learned_to_done(office: Client) -> None:
    answer = office.post("/practices/new/", FACTS | {"attachments": [upload(PDF, "材料.pdf"), upload(PDF, "样表.pdf")]})
    kept = Practice.objects.get()
    assert answer.headers["Location"] == f"/practices/{kept.pk}/"
    assert kept.files.get().caption == "材料"
    assert "还没定" in text(office, f"/practices/{kept.pk}/")
    assert office.post(f"/practices/{kept.pk}/measures/new/", ACT).status_code == 302
    measure = LocalMeasure.objects.get()
    assert office.post(f"/local-measures/{measure.pk}/edit/", ACT | {"due_on": "2031-03-31", "reason": "苗没到"})
    done = {"done_on": timezone.localdate().isoformat(), "result": "63 户种下"}
    assert office.post(f"/local-measures/{measure.pk}/done/", done).status_code == 302
    page = text(office, f"/practices/{kept.pk}/")
    for words in ("举措都完成", "63 户种下", "改举措：苗没到", "<del>2030-12-31</del>"):
        assert words in page


def test_an_experience_is_declined_and_taken_up_again(office: Client, practice: Practice) -> None:
    url = f"/practices/{practice.pk}/"
    assert office.post(f"{url}decline/", {"reason": "地太少"}).headers["Location"] == url
    page = text(office, url)
    assert "地太少" in page
    assert "定举措" not in page
    refused = office.post(f"{url}measures/new/", ACT)
    assert refused.status_code == 422
    assert "先点“重新考虑”" in refused.content.decode()
    assert "试种 50 亩" in refused.content.decode()
    office.post(f"{url}take-up/", {"reason": "流转了 80 亩"})
    assert "定举措" in text(office, url)


def test_what_has_measures_is_not_declined(office: Client, practice: Practice) -> None:
    make_local_measure(practice)
    answer = office.post(f"/practices/{practice.pk}/decline/", {"reason": "地太少"})
    assert answer.status_code == 422
    assert "已定了 1 项举措" in answer.content.decode()
    assert "地太少</textarea>" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"learned_on": "2999-01-01"}, "learned_on", "还没有到"),
        ({"learned_on": "11 月"}, "learned_on", "写成 2017-11-02 这样"),
        ({"source": ""}, "source", "填写“来源”"),
        ({"topic": "weather"}, "topic", "没有这一项"),
        ({"summary": "找 420399199001011234 问"}, "summary", "身份证号"),
        ({"attachments": [upload(WORD, "表.docx")]}, "attachments", "选照片（JPG、PNG）或 PDF"),
        (
            {"attachments": [upload(PDF, "420399199001011234.pdf")]},
            "attachments",
            "改个名再传",
        ),
        ({"attachments": [upload(b"", "空.pdf")]}, "attachments", "这个文件是空的"),
        ({"attachments": [upload(PDF, f"{n}.pdf") for n in range(11)]}, "attachments", "一次最多传 10 个文件"),
    ],
)
def test_a_bad_entry_is_said_beside_its_field_and_the_rest_is_kept(
    office: Client, wrong: dict[str, Any], field: str, words: str
) -> None:
    answer = office.post("/practices/new/", FACTS | wrong)
    assert answer.status_code == 422
    assert words in "".join(answer.context["form"].errors[field])
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    for name in ("title", "town"):
        assert FACTS[name] in page
    assert not Practice.objects.exists()


@pytest.mark.parametrize(
    ("page", "typed", "field", "words"),
    [
        ("done", {"done_on": "2999-01-01", "result": "好"}, "done_on", "还没有到"),
        ("done", {"done_on": "2017-11-01", "result": ""}, "result", "填写“结果”"),
        ("done", {"done_on": "2017-01-01", "result": "好"}, "done_on", "完成不会更早"),
        ("edit", ACT | {"due_on": "2017-01-01", "reason": "错"}, "due_on", "期限不能更早"),
        ("edit", ACT | {"reason": ""}, "reason", "改了期限，写上为什么"),
        ("edit", ACT | {"owner": ""}, "owner", "填写“责任人”"),
    ],
)
def test_a_bad_measure_is_said_beside_its_field(
    office: Client, practice: Practice, page: str, typed: dict[str, str], field: str, words: str
) -> None:
    measure = make_local_measure(practice)
    answer = office.post(f"/local-measures/{measure.pk}/{page}/", typed)
    assert answer.status_code == 422
    assert words in "".join(answer.context["form"].errors[field])
    for value in typed.values():
        assert value in answer.content.decode()
    assert LocalMeasure.objects.get().done_on is None


def test_the_list_says_what_was_learned_and_what_came_of_it(office: Client, office_user: User) -> None:
    demo.write(timezone.localdate(), {"office": office_user})
    page = text(office, "/practices/")
    assert "学了 6 条，用了 4 条，1 条写明不用，1 条还没定；2 项举措过期" in page
    for words in ("过期 12 天", "签了 63 户 104 亩", "只有 7 户独居", "还没有举措，也没有写理由"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 6),
        ("?state=open", 1),
        ("?state=adopted", 4),
        ("?state=declined", 1),
        ("?state=overdue", 2),
        ("?topic=industry", 1),
        ("?topic=housing&state=adopted", 0),
        ("?topic=x&state=y", 6),
    ],
)
def test_the_list_is_narrowed_by_topic_and_by_what_came_of_it(
    office: Client, office_user: User, query: str, found: int
) -> None:
    demo.write(timezone.localdate(), {"office": office_user})
    answer = office.get(f"/practices/{query}")
    assert len(answer.context["lines"]) == found
    assert ("没有符合的经验" in answer.content.decode()) is (found == 0)


def test_an_empty_register_says_what_to_do(office: Client, cadre: User, client_of: SignIn) -> None:
    assert "登记第一条经验" in text(office, "/practices/")
    assert "登记第一条经验" not in text(client_of(cadre), "/practices/")


def test_the_list_asks_as_often_for_six_as_for_one(office: Client, office_user: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            office.get("/practices/")
        return len(asked)

    make_local_measure(make_practice(by=office_user))
    queries()
    one = queries()
    demo.write(timezone.localdate(), {"office": office_user})
    assert queries() == one


def test_a_file_is_served_to_those_who_may_read(
    practice: Practice, leader: User, cadre: User, client_of: SignIn
) -> None:
    kept = make_practice_file(practice)
    for reader in (leader, cadre):
        answer = client_of(reader).get(f"/practice-files/{kept.pk}/")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")  # type: ignore[arg-type]
    assert client_of(make_user(Role.KEEPER)).get(f"/practice-files/{kept.pk}/").status_code == 403


def test_a_further_file_is_added(office: Client, practice: Practice) -> None:
    url = f"/practices/{practice.pk}/files/new/"
    refused = office.post(url, {"file": upload(WORD, "表.docx"), "caption": "全表"})
    assert refused.status_code == 422
    assert "选照片（JPG、PNG）或 PDF" in "".join(refused.context["form"].errors["file"])
    assert 'value="全表"' in refused.content.decode()
    assert office.post(url, {"file": upload(PDF, "材料.pdf"), "caption": "全表"}).status_code == 302
    assert "全表" in text(office, f"/practices/{practice.pk}/")


def test_the_cadre_reads_and_changes_nothing(practice: Practice, cadre: User, client_of: SignIn) -> None:
    measure = make_local_measure(practice)
    client = client_of(cadre)
    page = text(client, f"/practices/{practice.pk}/")
    assert measure.content in page
    for link in ("/edit/", "/decline/", "/measures/new/", "/files/new/", "/done/"):
        assert link not in page
    assert (
        client.post(f"/local-measures/{measure.pk}/done/", {"done_on": "2017-11-01", "result": "x"}).status_code == 403
    )


def test_a_correction_keeps_both_versions(office: Client, practice: Practice) -> None:
    assert office.post(f"/practices/{practice.pk}/edit/", FACTS).status_code == 302
    page = text(office, f"/practices/{practice.pk}/")
    assert "<del>青螺镇</del> → <b>沙陀镇</b>" in page
    assert "修改经验" in page
    make_local_measure(practice, due_on=date(2017, 10, 9))
    later = FACTS | {"learned_on": (date(2017, 10, 9) + timedelta(days=1)).isoformat()}
    answer = office.post(f"/practices/{practice.pk}/edit/", later)
    assert "学习日期不能更晚" in "".join(answer.context["form"].errors["learned_on"])
