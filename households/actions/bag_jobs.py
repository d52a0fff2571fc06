"""Print jobs of understanding bags (打印任务): wished, stopped, wished again, and how a part goes from 排队 to 好了.

A part is made by whoever holds its lock (office/printing/worker.py). Each step asks for the attempt it was claimed
in, so that a worker which has lost its part writes nothing more.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from households.actions.bags import Content, PlannedEdition, keep_editions, record_printing
from households.models import BagJob, BagPart, BagPartEdition, Household
from households.models.bag import BagPartQuerySet, JobScope, PartState
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates

# A part whose worker died so often would go on killing workers.
MOST_ATTEMPTS = 3
GAVE_UP = f"试了 {MOST_ATTEMPTS} 次都没有印完，请管理员看后台打印的记录，再按重试"
NOTHING = {
    JobScope.STALE: "没有要重印的，印出去的都和现在一样",
    JobScope.VILLAGE: "这个村没有该发明白袋的户",
    JobScope.CHOSEN: "没有选中户，先在名单里选",
    JobScope.ALL: "没有该发明白袋的户，先导入名册",
}


class Stopped(Exception):
    """The part was cancelled, or is another worker's by now."""


@dataclass(frozen=True)
class Pressed:
    """One bag of a finished file, in the order of the file."""

    planned: PlannedEdition
    content: Content
    pages: int


def request_job(
    scope: JobScope, households: Collection[int], *, large: bool = False, with_lifted: bool = False, by: User | None
) -> BagJob:
    """One part for each village of these households (keys). `by` None is the installation itself."""
    rows = Household.objects.filter(pk__in=households)
    open_rows = rows if by is None else rows.open_to(by, Capability.PRINT_BAGS)
    by_village: dict[int, list[int]] = {}
    for key, village in open_rows.values_list("pk", "village"):
        by_village.setdefault(village, []).append(key)
    if not households:
        raise Refused(NOTHING[scope])
    if sum(map(len, by_village.values())) != len(set(households)):
        raise Refused("选中的户里有不归你打印的，去掉再印")
    _refuse_open(by_village)
    try:
        with changing(by=by, reason="要打印明白袋"):
            job = BagJob.objects.create(scope=scope, is_large=large, with_lifted=with_lifted, requested_by=by)
            BagPart.objects.bulk_create(
                BagPart(job=job, village_id=village, households=keys) for village, keys in by_village.items()
            )
    except IntegrityError as taken:
        _say_open(taken, by_village)
    return job


def cancel_parts(parts: BagPartQuerySet, *, by: User | None) -> int:
    """Stops what is still to be printed of these parts; what is finished stays. A worker notices at its next bag."""
    with changing(by=by, reason="停下打印明白袋"):
        open_parts = list(parts.filter(pk__in=BagPart.objects.open()).select_for_update(of=("self",)))
        if not open_parts:
            raise Refused("已经印完或停下了，没有要停的")
        BagPart.objects.filter(pk__in=[part.pk for part in open_parts]).update(
            state=PartState.CANCELLED, finished_at=timezone.now()
        )
    return len(open_parts)


def retry_parts(parts: BagPartQuerySet, *, by: User | None) -> int:
    """Puts what was stopped or did not come out back in the queue."""
    ended = (PartState.CANCELLED, PartState.FAILED)
    with changing(by=by, reason="重新打印明白袋"):
        found = list(parts.filter(state__in=ended).select_for_update(of=("self",)))
        if not found:
            raise Refused("没有停下或没印出来的，不用重试")
        villages = [part.village_id for part in found]
        _refuse_open(villages)
        try:
            with transaction.atomic():
                BagPart.objects.filter(pk__in=[part.pk for part in found]).update(
                    state=PartState.WAITING, attempts=0, made=0, trouble="", started_at=None, finished_at=None
                )
        except IntegrityError as taken:
            _say_open(taken, villages)
    return len(found)


def claim_part(pk: int) -> BagPart | None:
    """The part, 在生成 from now on; None where it is not to be made any more. The caller holds its lock."""
    with transaction.atomic():
        part = BagPart.objects.open().select_for_update(of=("self",)).filter(pk=pk).first()
        if part is None:
            return None
        if part.attempts >= MOST_ATTEMPTS:
            _end(part, PartState.FAILED, trouble=GAVE_UP)
            return None
        part.state, part.attempts, part.made, part.started_at = (
            PartState.RUNNING,
            part.attempts + 1,
            0,
            timezone.now(),
        )
        part.save(update_fields=["state", "attempts", "made", "started_at"])
    return part


def count_made(part: BagPart, made: int) -> None:
    """Raises Stopped when the part was cancelled meanwhile."""
    if not _mine(part).update(made=made):
        raise Stopped


def finish_part(part: BagPart, bags: Sequence[Pressed], *, file: str, pages: int) -> None:
    """Keeps the editions and says 好了, both or neither. Raises Stopped, or Superseded of the editions."""
    by = part.job.requested_by
    with changing(by=by, reason="打印明白袋"):
        if _mine(part).select_for_update(of=("self",)).first() is None:
            raise Stopped
        planned = {bag.planned.household: bag.planned for bag in bags}
        contents = {bag.planned.household: bag.content for bag in bags}
        kept = keep_editions(planned, contents, by=by)
        BagPartEdition.objects.bulk_create(
            BagPartEdition(
                part=part,
                edition=kept[bag.planned.household],
                place=place,
                pages=bag.pages,
                is_new=bag.planned.is_new,
            )
            for place, bag in enumerate(bags, start=1)
        )
        record_printing(part.village, kept.values(), job=part.job_id, by=by)
        part.made, part.file, part.pages = len(bags), file, pages
        _end(part, PartState.DONE)


def fail_part(part: BagPart, trouble: str) -> None:
    with transaction.atomic():
        if _mine(part).select_for_update(of=("self",)).first() is not None:
            _end(part, PartState.FAILED, trouble=trouble)


def release_part(part: BagPart) -> None:
    """Back in the queue: the worker was told to end, which is nobody's failed attempt."""
    _mine(part).update(state=PartState.WAITING, made=0, attempts=part.attempts - 1, started_at=None)


def _mine(part: BagPart) -> BagPartQuerySet:
    return BagPart.objects.filter(pk=part.pk, state=PartState.RUNNING, attempts=part.attempts)


def _end(part: BagPart, state: PartState, *, trouble: str = "") -> None:
    limit = BagPart._meta.get_field("trouble").max_length
    part.state, part.finished_at, part.trouble = state, timezone.now(), trouble[:limit]
    part.save(update_fields=["state", "finished_at", "trouble", "made", "file", "pages"])


def _refuse_open(villages: Iterable[int]) -> None:
    parts = BagPart.objects.open().filter(village__in=list(villages)).select_related("village", "job__requested_by")
    busy = list(parts.order_by("village__code"))
    if busy:
        first = busy[0]
        who = first.job.requested_by.name if first.job.requested_by else "系统"
        others = f"等 {len(busy)} 个村" if busy[1:] else ""
        raise Refused(
            f"{first.village.name}{others}正在打印，是{who} {dates.moment(first.job.requested_at)} 要的，"
            "等它好了或先停下，再来印"
        )


def _say_open(taken: IntegrityError, villages: Iterable[int]) -> None:
    """Two people asked at the same moment: the one who lost hears who was faster."""
    if "bagpart_one_open_a_village" not in str(taken):
        raise taken
    _refuse_open(villages)
    raise Refused("这个村刚才有人要打印，看一下打印记录再来") from taken
