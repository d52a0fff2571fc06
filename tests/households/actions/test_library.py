"""A version is written, approved by another person, published, withdrawn; each refusal says what to do (R3.4)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from households.actions import library as actions
from households.actions.households import Stale
from households.models import (
    ItemKind,
    LibraryCondition,
    LibraryItem,
    LibraryVersion,
    RuleFact,
    RuleMatch,
    VersionState,
)
from office.demo.builders import make_household, make_user
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.files.models import StoredFile
from povertyplan.versions import version_of
from tests.papers import PDF, photo
from villages.models import Village

WORDS: dict[str, Any] = {
    "title": "慢性病门诊报销",
    "summary": "带卡和医保本到卫生院，当场报销",
    "source": "县医保发〔2017〕8 号",
    "valid_from": date(2017, 11, 1),
    "rule_match": RuleMatch.ALL,
}
CHRONIC = LibraryCondition(fact=RuleFact.HEALTH, values=["02"])
DIBAO = LibraryCondition(fact=RuleFact.CATEGORY, values=["2"])


def refused(act: Callable[..., object], *arguments: object, **facts: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        act(*arguments, **facts)
    return refusal.value


def rule_of(version: LibraryVersion) -> list[tuple[str, list[str]]]:
    return [(one.fact, one.values) for one in version.conditions.all()]


@pytest.fixture
def draft(office_user: User, today: date) -> LibraryVersion:
    return actions.write_item(ItemKind.POLICY, conditions=[DIBAO], today=today, by=office_user, **WORDS)


@pytest.fixture
def approved(draft: LibraryVersion, leader: User, today: date) -> LibraryVersion:
    return actions.approve_version(draft, today=today, by=leader)


@pytest.fixture
def published(approved: LibraryVersion, village: Village, office_user: User, today: date) -> LibraryVersion:
    make_household(village, category="2")
    make_household(village)
    return actions.publish_version(approved, is_sure=False, today=today, by=office_user)


def correct(version: LibraryVersion, *, today: date, by: User, **words: Any) -> LibraryVersion:
    facts = {"conditions": [], "seen": version_of(version)} | WORDS | words
    return actions.correct_version(version, today=today, by=by, **facts)


def test_a_new_item_is_a_draft_after_the_others_of_its_kind(
    draft: LibraryVersion, office_user: User, today: date
) -> None:
    second = actions.write_item(ItemKind.POLICY, today=today, by=office_user, **WORDS | {"title": "大病住院"})
    remark = actions.write_item(ItemKind.REMARK, today=today, by=office_user, **WORDS)
    assert (draft.state, draft.number, draft.writers) == (VersionState.DRAFT, 1, [office_user.pk])
    assert rule_of(draft) == [(RuleFact.CATEGORY, ["2"])]
    assert [row.item.position for row in (draft, second, remark)] == [10, 20, 10]


def test_the_same_item_sent_twice_is_one(draft: LibraryVersion, office_user: User, today: date) -> None:
    again = actions.write_item(ItemKind.POLICY, conditions=[DIBAO], today=today, by=office_user, **WORDS)
    assert again == draft
    assert LibraryItem.objects.count() == 1


def test_a_validity_that_ends_before_it_begins_is_refused(office_user: User, today: date) -> None:
    words = WORDS | {"valid_until": date(2017, 10, 1)}
    refusal = refused(actions.write_item, ItemKind.POLICY, today=today, by=office_user, **words)
    assert refusal.field == "valid_until"
    assert refusal.message == "有效期的结束 2017-10-01 早于开始 2017-11-01，核对两个日期"


def test_what_was_not_said_yet_is_refused(office_user: User, today: date) -> None:
    words = WORDS | {"said_on": today + timedelta(days=1)}
    assert refused(actions.write_item, ItemKind.REMARK, today=today, by=office_user, **words).field == "said_on"


def test_whoever_corrects_a_draft_has_written_on_it(draft: LibraryVersion, office_user: User, today: date) -> None:
    second = make_user(Role.OFFICE)
    changed = correct(draft, conditions=[CHRONIC], title="慢性病", today=today, by=second)
    assert changed.writers == [office_user.pk, second.pk]
    assert (changed.title, rule_of(changed)) == ("慢性病", [(RuleFact.HEALTH, ["02"])])
    again = correct(changed, today=today, by=second)
    assert again.writers == [office_user.pk, second.pk]


def test_a_correction_of_what_somebody_changed_meanwhile_is_refused(
    draft: LibraryVersion, office_user: User, today: date
) -> None:
    seen = version_of(draft)
    correct(draft, title="慢性病", today=today, by=office_user)
    with pytest.raises(Stale, match="周会计改过"):
        correct(draft, seen=seen, today=today, by=office_user)


def test_nobody_approves_what_he_wrote(draft: LibraryVersion, office_user: User, today: date) -> None:
    assert refused(actions.approve_version, draft, today=today, by=office_user).message == (
        "你写过这一版，要另一个人批准"
    )
    other = make_user(Role.OFFICE)
    assert actions.approve_version(draft, today=today, by=other).approved_by == other


def test_a_file_added_makes_one_a_writer(draft: LibraryVersion, today: date) -> None:
    other = make_user(Role.OFFICE)
    actions.add_version_file(draft, content=PDF, name="原文", by=other)
    assert "你写过" in refused(actions.approve_version, draft, today=today, by=other).message


def test_what_is_approved_is_corrected_only_after_it_was_sent_back(
    approved: LibraryVersion, office_user: User, leader: User, today: date
) -> None:
    assert refused(correct, approved, today=today, by=office_user).message == "这一版已批准，先退回再改"
    assert refused(actions.send_back, approved, reason=" ", by=leader).field == "reason"
    back = actions.send_back(approved, reason="金额不对", by=leader)
    assert (back.state, back.approved_by, back.approved_on) == (VersionState.DRAFT, None, None)
    assert correct(back, title="改过", today=today, by=office_user).title == "改过"


def test_only_what_is_approved_is_published_and_sent_back(
    draft: LibraryVersion, office_user: User, leader: User, today: date
) -> None:
    assert (
        "批准了才能发布" in refused(actions.publish_version, draft, is_sure=True, today=today, by=office_user).message
    )
    assert "能退回" in refused(actions.send_back, draft, reason="改", by=leader).message
    assert "能停用" in refused(actions.withdraw_version, draft, reason="改", today=today, by=office_user).message


def test_published_from_today(published: LibraryVersion, office_user: User, leader: User, today: date) -> None:
    assert (published.state, published.published_on, published.published_by) == (
        VersionState.PUBLISHED,
        today,
        office_user,
    )
    assert list(LibraryVersion.objects.in_force(on=today)) == [published]
    assert "不再改" in refused(correct, published, today=today, by=office_user).message
    assert "不用再批" in refused(actions.approve_version, published, today=today, by=leader).message


def test_a_rule_that_finds_nobody_is_published_only_knowingly(
    approved: LibraryVersion, village: Village, office_user: User, today: date
) -> None:
    make_household(village)
    refusal = refused(actions.publish_version, approved, is_sure=False, today=today, by=office_user)
    assert (refusal.field, refusal.message[:12]) == ("is_sure", "这条规则现在 0 户符合")
    sure = actions.publish_version(approved, is_sure=True, today=today, by=office_user)
    assert sure.state == VersionState.PUBLISHED


def test_a_rule_that_finds_everybody_is_published_only_knowingly(
    approved: LibraryVersion, village: Village, office_user: User, today: date
) -> None:
    make_household(village, category="2")
    refusal = refused(actions.publish_version, approved, is_sure=False, today=today, by=office_user)
    assert refusal.message.startswith("这条规则全部 1 户都符合")


def test_what_has_run_out_is_neither_approved_nor_published(office_user: User, leader: User, today: date) -> None:
    words = WORDS | {"valid_until": today}
    version = actions.write_item(ItemKind.POLICY, today=today, by=office_user, **words)
    later = today + timedelta(days=1)
    assert "先改有效期" in refused(actions.approve_version, version, today=later, by=leader).message
    actions.approve_version(version, today=today, by=leader)
    assert "改有效期" in refused(actions.publish_version, version, is_sure=True, today=later, by=office_user).message


def test_withdrawn_with_a_reason(published: LibraryVersion, office_user: User, today: date) -> None:
    assert refused(actions.withdraw_version, published, reason="", today=today, by=office_user).field == "reason"
    gone = actions.withdraw_version(published, reason="文件已废止", today=today, by=office_user)
    assert (gone.state, gone.withdrawn_on, gone.withdrawn_why) == (VersionState.WITHDRAWN, today, "文件已废止")
    assert not LibraryVersion.objects.in_force(on=today).exists()


def test_the_next_version_begins_with_words_rule_and_files_of_the_last(
    draft: LibraryVersion, leader: User, office_user: User, village: Village, today: date
) -> None:
    actions.add_version_file(draft, content=photo(), name="原文", by=office_user)
    actions.approve_version(draft, today=today, by=leader)
    first = actions.publish_version(draft, is_sure=True, today=today, by=office_user)
    other = make_user(Role.OFFICE)
    second = actions.begin_next_version(first, today=today, by=other)
    assert (second.number, second.state, second.writers) == (2, VersionState.DRAFT, [other.pk])
    assert {name: getattr(second, name) for name in actions.WORDS} == {
        name: getattr(first, name) for name in actions.WORDS
    }
    assert rule_of(second) == rule_of(first)
    assert [(kept.name, kept.file) for kept in second.files.all()] == [("原文", first.files.get().file)]
    assert actions.begin_next_version(first, today=today, by=other) == second


def test_the_next_version_of_what_has_run_out_is_open_ended(
    office_user: User, leader: User, village: Village, today: date
) -> None:
    words = WORDS | {"valid_until": today}
    version = actions.write_item(ItemKind.POLICY, today=today, by=office_user, **words)
    actions.approve_version(version, today=today, by=leader)
    actions.publish_version(version, is_sure=True, today=today, by=office_user)
    following = actions.begin_next_version(version, today=today + timedelta(days=1), by=office_user)
    assert following.valid_until is None


def test_a_place_in_the_bag(draft: LibraryVersion, office_user: User) -> None:
    assert actions.move_item(draft.item, position=3, by=office_user).position == 3
    assert refused(actions.move_item, draft.item, position=0, by=office_user).field == "position"


def test_a_file_of_the_wrong_kind_is_refused(draft: LibraryVersion, office_user: User) -> None:
    refusal = refused(actions.add_version_file, draft, content=b"GIF89a", name="图", by=office_user)
    assert (refusal.field, "选照片（JPG、PNG）或 PDF" in refusal.message) == ("file", True)
    assert not StoredFile.objects.exists()


def test_the_same_file_twice_is_refused_and_a_file_can_be_taken_off(
    draft: LibraryVersion, office_user: User, leader: User, today: date
) -> None:
    kept = actions.add_version_file(draft, content=PDF, name="原文", by=office_user)
    assert "已经附上" in refused(actions.add_version_file, draft, content=PDF, name="又", by=office_user).message
    actions.remove_version_file(kept, by=office_user)
    assert not draft.files.exists()
    kept = actions.add_version_file(draft, content=PDF, name="原文", by=office_user)
    actions.approve_version(draft, today=today, by=leader)
    assert "先退回" in refused(actions.remove_version_file, kept, by=office_user).message
    assert "先退回" in refused(actions.add_version_file, draft, content=photo(), name="又", by=office_user).message


def test_who_did_it_stands_in_the_history(published: LibraryVersion) -> None:
    events = published.history.select_related("pgh_context").order_by("pgh_id")  # type: ignore[attr-defined]
    assert [event.pgh_context.metadata["reason"] for event in events] == ["写扶贫政策", "批准资料", "发布资料"]
