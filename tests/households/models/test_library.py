"""What Postgres itself holds of the library, whatever way a row is written."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from households.models import (
    ItemKind,
    LibraryCondition,
    LibraryItem,
    LibraryVersion,
    RuleFact,
    VersionState,
)
from office.demo.builders import make_user
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.library import make_published

Versions = LibraryVersion.objects


def broken(rule: str, act: Callable[..., object], **facts: Any) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act(**facts)
    assert error.value.__cause__.diag.constraint_name == rule  # type: ignore[union-attr]


@pytest.fixture
def draft(office_user: User, today: date) -> LibraryVersion:
    return Versions.create(
        item=LibraryItem.objects.create(kind=ItemKind.POLICY),
        number=1,
        title="低保金",
        summary="每月打到一卡通",
        source="民发〔2017〕3 号",
        valid_from=today,
        writers=[office_user.pk],
    )


def rows(version: LibraryVersion) -> QuerySet[LibraryVersion]:
    return Versions.filter(pk=version.pk)


def approve(version: LibraryVersion, by: User, on: date) -> None:
    rows(version).update(state=VersionState.APPROVED, approved_by=by, approved_on=on)


def test_a_version_begins_as_a_draft(draft: LibraryVersion, leader: User, today: date) -> None:
    facts = {name: getattr(draft, name) for name in ("title", "summary", "source", "valid_from")}
    facts |= {"item": LibraryItem.objects.create(kind=ItemKind.POLICY), "number": 1}
    approval = {"state": VersionState.APPROVED, "approved_by": leader, "approved_on": today}
    broken("libraryversion_begins_as_draft", Versions.create, **facts, **approval)


def test_a_draft_is_not_published_past_its_approval(draft: LibraryVersion, leader: User, today: date) -> None:
    broken(
        "libraryversion_course",
        rows(draft).update,
        state=VersionState.PUBLISHED,
        approved_by=leader,
        approved_on=today,
        published_on=today,
    )


def test_its_writer_does_not_approve_it(draft: LibraryVersion, office_user: User, today: date) -> None:
    broken("libraryversion_four_eyes", approve, version=draft, by=office_user, on=today)


def test_a_writer_is_not_forgotten(draft: LibraryVersion) -> None:
    broken("libraryversion_writers_stay", rows(draft).update, writers=[])


def test_from_the_approval_on_its_words_rule_and_files_stay(draft: LibraryVersion, leader: User, today: date) -> None:
    asked = LibraryCondition.objects.create(version=draft, fact=RuleFact.CATEGORY, values=["2"])
    approve(draft, leader, today)
    broken("libraryversion_words_stay", rows(draft).update, title="别的")
    broken("libraryversion_words_stay", rows(draft).delete)
    broken("libraryversion_words_stay", LibraryCondition.objects.filter(pk=asked.pk).update, values=["3"])
    broken("libraryversion_words_stay", asked.delete)
    broken(
        "libraryversion_words_stay",
        LibraryCondition.objects.create,
        version=draft,
        fact=RuleFact.CATEGORY,
        values=["3"],
    )


def test_one_version_of_an_item_is_in_hand(draft: LibraryVersion) -> None:
    facts = {name: getattr(draft, name) for name in ("item", "title", "summary", "source", "valid_from")}
    broken("libraryversion_one_in_hand", Versions.create, number=2, **facts)


def test_a_validity_ends_after_it_begins(draft: LibraryVersion, today: date) -> None:
    broken("libraryversion_validity", rows(draft).update, valid_until=today - timedelta(days=1))


def test_withdrawn_with_a_reason_and_then_for_good(village: object, today: date) -> None:
    version = make_published(on=today)
    withdrawal = {"state": VersionState.WITHDRAWN, "withdrawn_on": today}
    broken("libraryversion_withdrawn_with_reason", rows(version).update, **withdrawal)
    rows(version).update(**withdrawal, withdrawn_why="废止")
    broken("libraryversion_words_stay", rows(version).update, withdrawn_why="别的")


CONDITIONS: dict[str, dict[str, Any]] = {
    "without a value": {"fact": RuleFact.CATEGORY},
    "an age without bounds": {"fact": RuleFact.AGE},
    "an age upside down": {"fact": RuleFact.AGE, "low": 60, "high": 18},
    "an age with codes": {"fact": RuleFact.AGE, "low": 60, "values": ["2"]},
    "moved with a value": {"fact": RuleFact.RELOCATED, "values": ["1"]},
}


@pytest.mark.parametrize("facts", CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_is_whole(draft: LibraryVersion, facts: dict[str, Any]) -> None:
    broken("librarycondition_whole", LibraryCondition.objects.create, version=draft, **facts)


def test_in_force_is_the_newest_published_version_whose_validity_covers_the_day(village: object, today: date) -> None:
    day = timedelta(days=1)
    first = make_published(on=today - 10 * day)
    assert first in Versions.in_force(on=today)
    second = make_published(on=today, item=first.item, valid_from=today + 5 * day)
    assert list(Versions.in_force(on=today)) == [first]
    assert list(Versions.in_force(on=today + 5 * day)) == [second]
    rows(second).update(state=VersionState.WITHDRAWN, withdrawn_on=today, withdrawn_why="印错了")
    assert list(Versions.in_force(on=today + 5 * day)) == [first]


def test_in_force_in_the_order_of_the_library(village: object, today: date) -> None:
    last, first = (make_published(on=today) for _ in range(2))
    remark = make_published(on=today, kind=ItemKind.REMARK)
    LibraryItem.objects.filter(pk=first.item_id).update(position=1)
    assert list(Versions.in_force(on=today)) == [first, last, remark]


def test_who_holds_no_capability_sees_nothing(draft: LibraryVersion, office_user: User) -> None:
    assert list(Versions.visible_to(office_user)) == [draft]
    assert not Versions.visible_to(make_user(Role.KEEPER)).exists()
    assert not LibraryItem.objects.visible_to(make_user(Role.KEEPER)).exists()


def test_a_version_that_nobody_wrote_is_approved_by_nobody(leader: User, today: date) -> None:
    orphan = LibraryVersion.objects.create(
        item=LibraryItem.objects.create(kind="policy"),
        number=1,
        title="无人写",
        summary="话",
        source="文",
        valid_from=today,
    )
    with pytest.raises(IntegrityError, match="libraryversion_four_eyes"), transaction.atomic():
        LibraryVersion.objects.filter(pk=orphan.pk).update(state="approved", approved_by=leader, approved_on=today)
