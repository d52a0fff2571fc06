"""The library's course: written, approved by another person, published, withdrawn (R3.4). Postgres holds each step."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from households import eligibility
from households.actions.households import refuse_stale
from households.models import (
    Household,
    ItemKind,
    LibraryCondition,
    LibraryFile,
    LibraryItem,
    LibraryVersion,
    VersionState,
)
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file

# What a version says, and so what the next one begins with.
WORDS = (
    "title",
    "summary",
    "full_text",
    "source",
    "level",
    "how",
    "ask",
    "ask_phone",
    "amount",
    "amount_note",
    "speaker",
    "speaker_duty",
    "occasion",
    "said_on",
    "valid_from",
    "valid_until",
    "rule_match",
)
_IN_HAND = (VersionState.DRAFT, VersionState.APPROVED)


def write_item(
    kind: ItemKind, *, conditions: Sequence[LibraryCondition] = (), today: date, by: User, **words: Any
) -> LibraryVersion:
    """A new policy or remark, after the others of its kind. The same one sent twice is one."""
    with changing(by=by, reason=f"写{kind.label}"):
        # Two presses come from one person; the second waits here and then finds the first.
        User.objects.select_for_update().get(pk=by.pk)
        same = LibraryVersion.objects.filter(
            item__kind=kind, number=1, state=VersionState.DRAFT, writers=[by.pk], **words
        ).first()
        if same:
            return same
        _check_words(words, today=today)
        last = LibraryItem.objects.of_kind(kind).aggregate(last=Max("position"))["last"] or 0
        item = LibraryItem.objects.create(kind=kind, position=min(last + 10, 999))
        version = LibraryVersion.objects.create(item=item, number=1, writers=[by.pk], **words)
        _put_conditions(version, conditions)
    return version


def correct_version(
    version: LibraryVersion, *, seen: int, conditions: Sequence[LibraryCondition], today: date, by: User, **words: Any
) -> LibraryVersion:
    """Words and rule of a draft; whoever writes can no longer approve it. `seen` is the version of the row that the
    form was made from."""
    with changing(by=by, reason="改资料"):
        locked = _locked(version)
        _only_draft(locked)
        refuse_stale(locked, seen=seen)
        _check_words(words, today=today)
        for name, value in words.items():
            setattr(locked, name, value)
        _signed(locked, by)
        locked.conditions.all().delete()
        _put_conditions(locked, conditions)
    return locked


def begin_next_version(version: LibraryVersion, *, today: date, by: User) -> LibraryVersion:
    """A draft with the words, the rule and the files of `version`; the one that is being written where there is one."""
    with changing(by=by, reason="写新一版"):
        item = LibraryItem.objects.select_for_update().get(pk=version.item_id)
        in_hand = item.versions.filter(state__in=_IN_HAND).first()
        if in_hand:
            return in_hand
        words = {name: getattr(version, name) for name in WORDS}
        if version.valid_until and version.valid_until < today:
            words["valid_until"] = None
        number = item.versions.order_by("-number").values_list("number", flat=True)[0] + 1
        draft = LibraryVersion.objects.create(item=item, number=number, writers=[by.pk], **words)
        _put_conditions(draft, version.conditions.all())
        LibraryFile.objects.bulk_create(
            LibraryFile(version=draft, file_id=kept.file_id, name=kept.name) for kept in version.files.all()
        )
    return draft


def approve_version(version: LibraryVersion, *, today: date, by: User) -> LibraryVersion:
    with changing(by=by, reason="批准资料"):
        locked = _locked(version)
        if locked.state != VersionState.DRAFT:
            raise Refused(f"这一版{locked.get_state_display()}，不用再批")
        if by.pk in locked.writers:
            raise Refused("你写过这一版，要另一个人批准")
        if locked.valid_until and locked.valid_until < today:
            raise Refused(f"有效期到 {locked.valid_until:%Y-%m-%d} 就过了，先改有效期再批")
        locked.state, locked.approved_by, locked.approved_on = VersionState.APPROVED, by, today
        locked.save(update_fields=["state", "approved_by", "approved_on", "written_at"])
    return locked


def send_back(version: LibraryVersion, *, reason: str, by: User) -> LibraryVersion:
    """Approved and not yet published: a draft again, for whoever writes on."""
    with changing(by=by, reason=f"退回资料：{reason.strip()}"):
        locked = _locked(version)
        if locked.state != VersionState.APPROVED:
            raise Refused(f"这一版是{locked.get_state_display()}，只有批准了、没发布的能退回")
        if not reason.strip():
            raise Refused("写上退回去改什么", field="reason")
        locked.state, locked.approved_by, locked.approved_on = VersionState.DRAFT, None, None
        locked.save(update_fields=["state", "approved_by", "approved_on", "written_at"])
    return locked


def publish_version(version: LibraryVersion, *, is_sure: bool, today: date, by: User) -> LibraryVersion:
    """`is_sure` is asked for only where the rule concerns nobody or everybody."""
    with changing(by=by, reason="发布资料"):
        locked = _locked(version)
        if locked.state != VersionState.APPROVED:
            raise Refused(f"这一版是{locked.get_state_display()}，批准了才能发布")
        if locked.valid_until and locked.valid_until < today:
            raise Refused(f"有效期到 {locked.valid_until:%Y-%m-%d} 就过了，退回去改有效期再发布")
        doubt = doubt_about(eligibility.concerned(locked, on=today).count(), Household.objects.count())
        if doubt and not is_sure:
            raise Refused(f"{doubt}，核对规则，勾选后再发布", field="is_sure")
        locked.state, locked.published_by, locked.published_on = VersionState.PUBLISHED, by, today
        locked.save(update_fields=["state", "published_by", "published_on"])
    return locked


def withdraw_version(version: LibraryVersion, *, reason: str, today: date, by: User) -> LibraryVersion:
    with changing(by=by, reason=f"停用资料：{reason.strip()}"):
        locked = _locked(version)
        if locked.state != VersionState.PUBLISHED:
            raise Refused(f"这一版是{locked.get_state_display()}，只有已发布的能停用")
        if not reason.strip():
            raise Refused("写上为什么停用", field="reason")
        locked.state, locked.withdrawn_on, locked.withdrawn_why = VersionState.WITHDRAWN, today, reason.strip()
        locked.save(update_fields=["state", "withdrawn_on", "withdrawn_why"])
    return locked


def move_item(item: LibraryItem, *, position: int, by: User) -> LibraryItem:
    """The place in the bag among its kind."""
    with changing(by=by, reason="改资料顺序"):
        locked = LibraryItem.objects.select_for_update().get(pk=item.pk)
        if not 1 <= position <= 999:
            raise Refused("排在第几，写 1 到 999", field="position")
        locked.position = position
        locked.save(update_fields=["position"])
    return locked


def add_version_file(version: LibraryVersion, *, content: bytes, name: str, by: User) -> LibraryFile:
    with changing(by=by, reason="传附件"):
        locked = _locked(version)
        _only_draft(locked)
        kept = keep_file(content, by=by)
        if locked.files.filter(file=kept).exists():
            raise Refused("这个文件已经附上了", field="file")
        _signed(locked, by)
        return LibraryFile.objects.create(version=locked, file=kept, name=name)


def remove_version_file(attached: LibraryFile, *, by: User) -> None:
    """Off this draft; the stored file and those of other versions stay."""
    with changing(by=by, reason="去掉附件"):
        locked = _locked(attached.version)
        _only_draft(locked)
        _signed(locked, by)
        locked.files.filter(pk=attached.pk).delete()


def doubt_about(concerned: int, everybody: int) -> str:
    """What is said before publishing a rule that finds nobody or all; empty where nothing is odd."""
    if not concerned:
        return "这条规则现在 0 户符合，发布了也不会印给谁"
    return f"这条规则全部 {everybody} 户都符合，每份明白袋都会印" if concerned == everybody else ""


def _locked(version: LibraryVersion) -> LibraryVersion:
    return LibraryVersion.objects.select_for_update().get(pk=version.pk)


def _only_draft(version: LibraryVersion) -> None:
    if version.state == VersionState.APPROVED:
        raise Refused("这一版已批准，先退回再改")
    if version.state != VersionState.DRAFT:
        raise Refused("这一版已发布，不再改。要改就写新一版")


def _signed(version: LibraryVersion, by: User) -> None:
    if by.pk not in version.writers:
        version.writers = [*version.writers, by.pk]
    version.save()


def _put_conditions(version: LibraryVersion, conditions: Iterable[LibraryCondition]) -> None:
    LibraryCondition.objects.bulk_create(
        LibraryCondition(version=version, fact=one.fact, values=one.values, low=one.low, high=one.high)
        for one in conditions
    )


def _check_words(words: dict[str, Any], *, today: date) -> None:
    begins, ends, said_on = words["valid_from"], words.get("valid_until"), words.get("said_on")
    if ends and ends < begins:
        raise Refused(f"有效期的结束 {ends:%Y-%m-%d} 早于开始 {begins:%Y-%m-%d}，核对两个日期", field="valid_until")
    if said_on and said_on > today:
        raise Refused("哪天说的：这一天还没有到", field="said_on")
