"""Experiences of sibling towns: recorded, then put to use by local measures or declined with a reason (R7.1).

An experience has measures or a reason why not, never both: the trigger `practice_adopted_or_declined` holds
it, and each change of the one locks the experience against the other.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file
from villages.models import FIRST_DAY, LAST_DAY, LocalMeasure, Practice, PracticeFile


def record_practice(*, files: Sequence[tuple[bytes, str]] = (), today: date, by: User, **facts: Any) -> Practice:
    """`facts` are topic, title, town, source, learned_on, summary; `files` pairs of content and caption.

    The same experience sent twice (two presses, a lost answer) is one row.
    """
    with changing(by=by, reason="登记经验"):
        # Two presses come from one person; the second waits here and then finds the first.
        User.objects.select_for_update().get(pk=by.pk)
        same = Practice.objects.filter(**facts, recorded_by=by).first()
        if same:
            return same
        _check_day("学习日期", facts["learned_on"], field="learned_on", today=today)
        practice = Practice.objects.create(recorded_by=by, **facts)
        for content, caption in files:
            kept = keep_file(content, by=by, field="attachments")
            PracticeFile.objects.get_or_create(practice=practice, file=kept, defaults={"caption": caption})
    return practice


def correct_practice(practice: Practice, *, today: date, by: User, **facts: Any) -> Practice:
    with changing(by=by, reason="修改经验"):
        locked = _locked(practice)
        for name, value in facts.items():
            setattr(locked, name, value)
        _check_day("学习日期", locked.learned_on, field="learned_on", today=today)
        _check_order(locked)
        locked.save(update_fields=list(facts))
    return locked


def add_practice_file(practice: Practice, *, content: bytes, caption: str, by: User) -> PracticeFile:
    with changing(by=by, reason="上传附件"):
        locked = _locked(practice)
        kept = keep_file(content, by=by)
        if locked.files.filter(file=kept).exists():
            raise Refused("这个文件已经传过", field="file")
        return PracticeFile.objects.create(practice=locked, file=kept, caption=caption)


def decline_practice(practice: Practice, *, reason: str, today: date, by: User) -> Practice:
    """`declined_on` is today: what is written down is the decision, not a past."""
    with changing(by=by, reason="写明不采用"):
        locked = _locked(practice)
        if locked.is_declined:
            raise Refused(f"{locked.declined_on:%Y-%m-%d} 已经写明不采用")
        if not reason.strip():
            raise Refused("写上为什么不采用", field="reason")
        count = locked.measures.count()
        if count:
            raise Refused(f"这条经验已定了 {count} 项举措，不能再写不采用。做不下去的，在那项举措里写结果")
        locked.declined_on, locked.declined_by, locked.declined_reason = today, by, reason.strip()
        locked.save(update_fields=["declined_on", "declined_by", "declined_reason"])
    return locked


def take_up_again(practice: Practice, *, reason: str, by: User) -> Practice:
    """Takes a refusal back: the experience is undecided again; the old reason stays in its history."""
    with changing(by=by, reason=f"重新考虑：{reason.strip()}"):
        locked = _locked(practice)
        if not locked.is_declined:
            raise Refused("这条经验没有写不采用，不用重新考虑")
        if not reason.strip():
            raise Refused("写上为什么重新考虑", field="reason")
        locked.declined_on, locked.declined_by, locked.declined_reason = None, None, ""
        locked.save(update_fields=["declined_on", "declined_by", "declined_reason"])
    return locked


def add_local_measure(practice: Practice, *, content: str, owner: str, due_on: date, by: User) -> LocalMeasure:
    """The first measure adopts the experience. The same measure sent twice is one row."""
    with changing(by=by, reason="定举措"):
        locked = _locked(practice)
        if locked.is_declined:
            raise Refused(f"{locked.declined_on:%Y-%m-%d} 写明不采用，先点“重新考虑”，再定举措")
        same = locked.measures.filter(content=content, owner=owner, due_on=due_on).first()
        if same:
            return same
        _check_due(due_on, locked)
        return LocalMeasure.objects.create(practice=locked, content=content, owner=owner, due_on=due_on)


def correct_local_measure(
    measure: LocalMeasure, *, content: str, owner: str, due_on: date, reason: str, by: User
) -> LocalMeasure:
    """Another due date needs its reason, which stays in the history."""
    why = reason.strip()
    with changing(by=by, reason=f"改举措：{why}" if why else "改举措"):
        practice = _locked(measure.practice)
        locked = LocalMeasure.objects.select_for_update().get(pk=measure.pk)
        if due_on != locked.due_on:
            if locked.done_on:
                raise Refused(f"{locked.done_on:%Y-%m-%d} 已经完成，期限不再改", field="due_on")
            if not why:
                raise Refused("改了期限，写上为什么", field="reason")
            _check_due(due_on, practice)
        locked.content, locked.owner, locked.due_on = content, owner, due_on
        locked.save(update_fields=["content", "owner", "due_on"])
    return locked


def finish_local_measure(measure: LocalMeasure, *, done_on: date, result: str, today: date, by: User) -> LocalMeasure:
    """Once more corrects the day and the result."""
    with changing(by=by, reason="更正举措结果" if measure.done_on else "举措完成"):
        practice = _locked(measure.practice)
        locked = LocalMeasure.objects.select_for_update().get(pk=measure.pk)
        _check_day("完成日期", done_on, field="done_on", today=today)
        if done_on < practice.learned_on:
            raise Refused(f"{practice.learned_on:%Y-%m-%d} 才学到这条经验，完成不会更早", field="done_on")
        if not result.strip():
            raise Refused("完成了，写上结果", field="result")
        locked.done_on, locked.result = done_on, result.strip()
        locked.save(update_fields=["done_on", "result"])
    return locked


def _locked(practice: Practice) -> Practice:
    return Practice.objects.select_for_update().get(pk=practice.pk)


def _check_day(what: str, day: date, *, field: str, today: date) -> None:
    if day > today:
        raise Refused(f"{what}还没有到，写已经过去的那天", field=field)
    if day < FIRST_DAY:
        raise Refused(f"{day.year} 年太早了，看看年份对不对", field=field)


def _check_due(due_on: date, practice: Practice) -> None:
    if due_on < practice.learned_on:
        raise Refused(f"{practice.learned_on:%Y-%m-%d} 才学到这条经验，期限不能更早", field="due_on")
    if due_on > LAST_DAY:
        raise Refused(f"{due_on.year} 年太远了，看看年份对不对", field="due_on")


def _check_order(practice: Practice) -> None:
    """Nothing that came of an experience may come before it."""
    days = [practice.declined_on, *(day for pair in practice.measures.values_list("due_on", "done_on") for day in pair)]
    first = min((day for day in days if day), default=None)
    if first and practice.learned_on > first:
        raise Refused(f"{first:%Y-%m-%d} 已有举措或决定，学习日期不能更晚", field="learned_on")
