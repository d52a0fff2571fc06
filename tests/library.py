"""Versions of the library, for tests of what stands on paper and who may see it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from households.models import ItemKind, LibraryCondition, LibraryFile, LibraryItem, LibraryVersion, VersionState
from office.demo.builders import make_file, make_user
from povertyplan.accounts.matrix import Role


def make_draft(
    *,
    on: date,
    kind: ItemKind = ItemKind.POLICY,
    item: LibraryItem | None = None,
    conditions: Sequence[tuple[str, list[str]]] = (),
    **facts: Any,
) -> LibraryVersion:
    """Of a new item, or the next version of `item`; `conditions` are (fact, codes)."""
    item = item or LibraryItem.objects.create(kind=kind)
    version = LibraryVersion.objects.create(
        item=item,
        number=item.versions.count() + 1,
        **{
            "title": "慢性病门诊报销",
            "summary": "带卡和医保本到卫生院，当场报销",
            "source": "县医保发〔2017〕8 号",
            "valid_from": on,
            "writers": [make_user(Role.OFFICE).pk],
        }
        | facts,
    )
    for fact, values in conditions:
        LibraryCondition.objects.create(version=version, fact=fact, values=values)
    return version


def make_library_file(version: LibraryVersion) -> LibraryFile:
    return LibraryFile.objects.create(version=version, file=make_file(), name="原文")


def make_published(*, on: date, **facts: Any) -> LibraryVersion:
    """As `make_draft`, in force from `on`."""
    return publish(make_draft(on=on, **facts), on=on)


def publish(version: LibraryVersion, *, on: date) -> LibraryVersion:
    version.state, version.approved_by, version.approved_on = VersionState.APPROVED, make_user(Role.LEADER), on
    version.save(update_fields=["state", "approved_by", "approved_on"])
    version.state, version.published_by, version.published_on = VersionState.PUBLISHED, make_user(Role.OFFICE), on
    version.save(update_fields=["state", "published_by", "published_on"])
    return version
