"""The pages of the library: shelf and item, the form with its rule, the acts (R3.4)."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from households.models import Household, ItemKind, LibraryVersion, RuleFact, VersionState
from office.demo.builders import make_household, make_user, post_officer
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.library import make_draft, make_published
from tests.papers import PDF, WORD, upload
from villages.models import Village

WORDS: dict[str, Any] = {
    "title": "低保金",
    "summary": "每月 10 日打到一卡通",
    "source": "民发〔2017〕3 号",
    "valid_from": "2017-11-01",
    "rule_match": "all",
}
DIBAO = {"fact0": "category", "values0": ["category:2"], "fact1": "", "fact2": ""}


@pytest.fixture
def client(office_user: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(office_user)


@pytest.fixture
def today() -> date:
    """The pages ask the clock."""
    return timezone.localdate()


def text(response: Any) -> str:  # noqa: ANN401 - Django's test response
    """What one reads, without tags and runs of space."""
    page = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return re.sub(r"\s+", " ", page)


def address(name: str, *args: object, query: str = "") -> str:
    return reverse(f"households:{name}", args=args) + query


@pytest.fixture
def families(village: Village, other_village: Village) -> list[Household]:
    """Two on 低保 in 柳河村, one of them in a bad house; one ordinary in 石门村."""
    return [
        make_household(village, head_name="陈长根", category="2", housing_grade="C", members=2),
        make_household(village, head_name="王秀英", category="2"),
        make_household(other_village, head_name="李建国", category="1", housing_grade="C"),
    ]


def test_the_shelf_lists_each_kind_with_version_day_and_households(
    client: Client, families: list[Household], today: date
) -> None:
    make_published(on=today, title="低保金", conditions=[("category", ["2"])])
    make_draft(on=today, kind=ItemKind.REMARK, title="扶贫先扶志")
    page = text(client.get(address("library_list")))
    assert "扶贫政策 1 条、领导言论 1 条；1 条草稿等批准" in page
    assert f"低保金 第 1 版 · {today:%Y-%m-%d} 起 · 2 户" in page
    assert "扶贫先扶志 第 1 版 · 草稿 · 3 户" in page


def test_an_empty_library_says_what_will_be_here(client: Client, db: None) -> None:
    assert "资料库里还没有政策" in text(client.get(address("library_list")))


@pytest.mark.parametrize(("days", "says"), [(5, "到期"), (-1, "已到期"), (60, "")])
def test_what_runs_out_soon_or_has_run_out_is_marked(
    client: Client, village: Village, today: date, days: int, says: str
) -> None:
    begins = today - timedelta(days=100)
    version = make_published(on=begins, valid_until=today + timedelta(days=days))
    page = text(client.get(address("library_list")))
    until = version.valid_until
    assert (f"{until.month}月{until.day}日{says}" in page) is bool(says)
    assert ("30 天内到期" in page) is bool(says)


def test_an_item_shows_its_words_the_rule_step_by_step_and_three_households(
    client: Client, families: list[Household], today: date
) -> None:
    conditions = [("category", ["2"]), ("housing", ["C", "D"])]
    version = make_published(on=today, title="危房改造", how="向村里申请", conditions=conditions)
    page = text(client.get(address("library_item", version.item_id)))
    assert "带卡和医保本到卫生院" in page
    assert "贫困户类别是低保贫困户 2 户 并且 危房等级是 C 级或 D 级 剩 1 户" in page
    assert "1 户 2 人适用" in page
    assert "柳河村 1" in page
    assert "陈长根 柳河村：你家是低保户，住房是 C 级" in page
    assert "不适用" in page


def test_a_rule_of_alternatives_adds_up(client: Client, families: list[Household], today: date) -> None:
    version = make_draft(on=today, rule_match="any", conditions=[("category", ["2"]), ("housing", ["C"])])
    page = text(client.get(address("library_item", version.item_id)))
    assert "或者 危房等级是 C 级 共 3 户" in page


def test_a_cadre_reads_the_figures_of_the_own_village(
    families: list[Household], cadre: User, client_of: Callable[[User], Client], today: date
) -> None:
    post_officer(make_user(Role.CADRE), families[2].village, since=date(2016, 1, 1))
    version = make_published(on=today, conditions=[("housing", ["C"])])
    page = text(client_of(cadre).get(address("library_item", version.item_id)))
    assert "1 户 2 人适用" in page
    assert "危房等级是 C 级 1 户" in page
    assert f"{today:%Y-%m-%d} 起 · 1 户" in page
    assert "李建国" not in page
    assert "石门村" not in page
    assert "停用" not in page


def test_an_older_version_is_read_by_its_number(client: Client, village: Village, today: date) -> None:
    first = make_published(on=today, summary="头一版的话")
    make_published(on=today, item=first.item, summary="第二版的话")
    page = address("library_item", first.item_id)
    assert "第二版的话" in text(client.get(page))
    assert "头一版的话" in text(client.get(f"{page}?version=1"))
    assert "第二版的话" in text(client.get(f"{page}?version=x"))


def test_a_policy_is_written_with_its_rule(client: Client, families: list[Household], office_user: User) -> None:
    response = client.post(address("library_create", query="?kind=policy"), WORDS | DIBAO)
    version = LibraryVersion.objects.get()
    assert response.headers["Location"] == address("library_item", version.item_id)
    assert (version.state, version.writers, version.item.kind) == ("draft", [office_user.pk], "policy")
    assert [(one.fact, one.values) for one in version.conditions.all()] == [("category", ["2"])]


def test_a_remark_has_a_speaker(client: Client, db: None) -> None:
    url = address("library_create", query="?kind=remark")
    response = client.post(url, WORDS)
    assert (response.status_code, "填写“谁说的”" in text(response)) == (422, True)
    client.post(url, WORDS | {"speaker": "赵主任"})
    assert LibraryVersion.objects.get().item.kind == ItemKind.REMARK


def test_what_was_typed_stays_when_the_summary_is_too_long(client: Client, db: None) -> None:
    response = client.post(address("library_create"), WORDS | DIBAO | {"summary": "好" * 61})
    assert response.status_code == 422
    assert "最多 60 个字，现在是 61 个" in text(response)
    assert "现在 61 字" in text(response)
    assert "好" * 61 in response.content.decode()
    assert 'value="category:2"' in response.content.decode()
    assert not LibraryVersion.objects.exists()


def test_a_validity_upside_down_is_said_beside_its_field(client: Client, db: None) -> None:
    response = client.post(address("library_create"), WORDS | {"valid_until": "2017-10-01"})
    assert "有效期的结束 2017-10-01 早于开始 2017-11-01" in text(response)
    assert response.context["form"].errors.keys() == {"valid_until"}


RULES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing ticked": ({"fact0": "category"}, "条件 1：“贫困户类别”选至少 1 项"),
    "no age": ({"fact0": "", "fact1": "age"}, "条件 2：写从几岁，或到几岁"),
    "ages upside down": ({"fact0": "age", "low0": "60", "high0": "18"}, "条件 1：到 18 岁比从 60 岁小"),
    "an age in words": ({"fact0": "age", "low0": "六十"}, "条件 1：岁数写成整数"),
    "another fact than ticked": ({"fact0": "school", "values0": ["health:02"]}, "条件 1：“有人在读”选至少 1 项"),
}


@pytest.mark.parametrize(("row", "says"), RULES.values(), ids=RULES)
def test_a_condition_that_is_not_whole_is_refused_in_words(
    client: Client, db: None, row: dict[str, Any], says: str
) -> None:
    response = client.post(address("library_create"), WORDS | row)
    assert (response.status_code, says in text(response)) == (422, True)
    assert len(response.context["rule"].errors.get("values0", [])) <= 1
    assert not LibraryVersion.objects.exists()


def test_counting_keeps_nothing_and_loses_nothing(client: Client, families: list[Household]) -> None:
    rows = {
        "fact0": "category",
        "values0": ["category:2"],
        "fact1": "housing",
        "values1": ["housing:C"],
        "fact2": "age",
    }
    response = client.post(address("library_create"), WORDS | rows | {"summary": "", "look": "count"})
    page = text(response)
    assert response.status_code == 200
    assert "剩 2 户" in page
    assert "剩 1 户" in page
    assert "1 户适用" in page
    assert "还没写完" in page
    assert "选至少" not in page
    assert "填写" not in page
    assert 'value="低保金"' in response.content.decode()
    assert not LibraryVersion.objects.exists()


def test_three_rows_more(client: Client, db: None) -> None:
    response = client.post(address("library_create"), WORDS | DIBAO | {"look": "more"})
    assert "条件 6" in text(response)
    assert "条件 7" not in text(response)


def test_a_fact_brings_its_options(client: Client, db: None) -> None:
    page = text(client.post(address("library_count"), {"rule_match": "all", "fact0": "health", "look": "count"}))
    response = client.post(address("library_count"), {"rule_match": "all", "fact0": "health", "look": "count"})
    page = response.content.decode()
    assert "长期慢性病" in page
    assert "<main" not in page


@pytest.mark.parametrize(("category", "says"), [("3", "1 户也没有"), ("2", "每户都有")])
def test_a_count_of_nobody_or_everybody_is_said(client: Client, village: Village, category: str, says: str) -> None:
    make_household(village, category="2")
    asked = {"rule_match": "all", "fact0": "category", "values0": [f"category:{category}"], "look": "count"}
    assert says in client.post(address("library_count"), asked).content.decode()


def test_every_fact_can_be_asked(client: Client, db: None) -> None:
    for fact in RuleFact:
        asked = {"rule_match": "all", "fact0": fact, "look": "count"}
        assert client.post(address("library_count"), asked).status_code == 200


def test_a_draft_is_corrected_with_the_rule_it_has(client: Client, village: Village, today: date) -> None:
    version = make_draft(on=today, conditions=[("category", ["2"])])
    form = client.get(address("version_edit", version.pk))
    assert 'value="category:2"' in form.content.decode()
    seen = form.context["form"]["seen"].value()
    client.post(address("version_edit", version.pk), WORDS | {"seen": seen, "fact0": "relocated"})
    assert [one.fact for one in version.conditions.all()] == [RuleFact.RELOCATED]


def test_two_people_on_one_draft_see_both_wordings(client: Client, village: Village, today: date) -> None:
    version = make_draft(on=today)
    seen = client.get(address("version_edit", version.pk)).context["form"]["seen"].value()
    client.post(address("version_edit", version.pk), WORDS | {"seen": seen, "title": "先来的"})
    response = client.post(address("version_edit", version.pk), WORDS | {"seen": seen, "title": "后来的"})
    assert response.status_code == 409
    assert "先来的" in text(response)
    assert 'value="后来的"' in response.content.decode()


def test_what_is_published_is_not_corrected(client: Client, village: Village, today: date) -> None:
    version = make_published(on=today)
    assert "已发布，不能改" in text(client.get(address("version_edit", version.pk), follow=True))


def test_approval_is_another_persons(
    client: Client, office_user: User, leader: User, client_of: Callable[[User], Client], village: Village, today: date
) -> None:
    version = make_draft(on=today, writers=[office_user.pk])
    own = text(client.post(address("version_approve", version.pk), follow=True))
    assert "你写过这一版，要另一个人批准" in own
    page = text(client_of(leader).post(address("version_approve", version.pk), follow=True))
    assert "已批准，等办事处扶贫办发布" in page
    version.refresh_from_db()
    assert (version.state, version.approved_by) == (VersionState.APPROVED, leader)
    page = text(client_of(leader).post(address("version_send_back", version.pk), {"reason": "金额不对"}, follow=True))
    assert "已退回" in page


def approved(version: LibraryVersion, leader: User, today: date) -> LibraryVersion:
    LibraryVersion.objects.filter(pk=version.pk).update(state="approved", approved_by=leader, approved_on=today)
    return version


@pytest.mark.parametrize(("code", "says"), [("3", "现在 0 户符合"), ("2", "全部 1 户都符合")])
def test_nobody_and_everybody_are_said_before_publishing(
    client: Client, leader: User, village: Village, today: date, code: str, says: str
) -> None:
    make_household(village, category="2")
    version = approved(make_draft(on=today, conditions=[("category", [code])]), leader, today)
    url = address("version_publish", version.pk)
    assert says in text(client.get(url))
    refused = client.post(url, {})
    assert (refused.status_code, "勾选后再发布" in text(refused)) == (422, True)
    client.post(url, {"is_sure": "on"})
    version.refresh_from_db()
    assert version.published_on == today


def test_before_publishing_one_reads_how_many_bags_have_to_be_printed_again(
    client: Client, leader: User, families: list[Household], today: date
) -> None:
    for household in (families[0], families[2]):
        household.bag_editions.create(number=1, content_hash="x", printed_on=today)
    version = approved(make_draft(on=today, conditions=[("category", ["2"])]), leader, today)
    page = client.get(address("version_publish", version.pk))
    assert "2 户适用，全部 3 户。发布后已印的明白袋有 1 份要重印。" in text(page)
    assert "知道，仍要发布" not in text(page)


def test_withdrawn_with_its_reason(client: Client, village: Village, today: date) -> None:
    version = make_published(on=today)
    url = address("version_withdraw", version.pk)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert f"停用 {today:%Y-%m-%d}：文件已废止" in text(client.post(url, {"reason": "文件已废止"}, follow=True))


def test_the_next_version_opens_as_a_draft(client: Client, village: Village, today: date) -> None:
    version = make_published(on=today)
    response = client.post(address("version_revise", version.pk))
    draft = LibraryVersion.objects.get(number=2)
    assert response.headers["Location"] == address("version_edit", draft.pk)


def test_a_place_in_the_order(client: Client, village: Village, today: date) -> None:
    version = make_draft(on=today)
    client.post(address("library_position", version.item_id), {"position": "7"})
    version.item.refresh_from_db()
    assert version.item.position == 7
    page = text(client.post(address("library_position", version.item_id), {"position": "七"}, follow=True))
    assert "“排在第几”写成整数" in page


def test_an_attachment_of_the_wrong_kind_is_refused_and_the_typed_name_stays(
    client: Client, village: Village, today: date
) -> None:
    version = make_draft(on=today)
    url = address("version_file_create", version.pk)
    response = client.post(url, {"file": upload(WORD, "原文.docx"), "name": "文件扫描件"})
    assert "选照片（JPG、PNG）或 PDF" in text(response)
    assert 'value="文件扫描件"' in response.content.decode()
    client.post(url, {"file": upload(PDF, "原文.pdf"), "name": "文件扫描件"})
    kept = version.files.get()
    assert "文件扫描件" in text(client.get(address("library_item", version.item_id)))
    assert b"".join(client.get(address("version_file", kept.pk)).streaming_content) == PDF  # type: ignore[arg-type]
    client.post(address("version_file_remove", kept.pk))
    assert not version.files.exists()
