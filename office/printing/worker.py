"""Makes the parts of print jobs: forked processes, one part each, so that none keeps the memory of the last.

A part is claimed under a session lock of Postgres that ends with the process that holds it. Whoever finds a part
在生成 whose lock is free knows that its worker is gone, and makes it anew: nothing was kept of it.
"""

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Final

from django.conf import settings
from django.db import OperationalError, connection, connections
from django.utils import timezone

from households.actions import bag_jobs as actions
from households.actions.bag_jobs import Pressed, Stopped
from households.actions.bags import Superseded
from households.models import BagPart
from households.models.bag import BagPartQuerySet
from office.bags.staleness import refresh
from office.printing import press
from povertyplan.audit.refusal import Refused

logger = logging.getLogger(__name__)

# More processes than the machine of an office has cores gain nothing and cost 450 MB each.
PROCESSES: Final = 2
TRIES: Final = 3
IDLE: Final = 1.5  # seconds between two looks at the queue
KEPT_DAYS: Final = 30
# The first number of the advisory locks; the second is the part.
_LOCKS: Final = 0x62616773
_LOCKED = (
    "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_MINUTE: Final = 60.0
_HOUR: Final = 3600.0
_SILENCE: Final = 15.0
# A child that was told to end gets this long for the bag in hand, before it is ended.
_LAST_BAG: Final = 8.0


class Ending(Exception):
    """The process was told to end, or the one that started it is gone."""


class Worker:
    """The parent: looks at the queue, forks, and makes nothing itself."""

    def __init__(self, *, processes: int = PROCESSES) -> None:
        self.processes = processes
        self.is_ending = False
        self._children: dict[int, BaseProcess] = {}

    def end(self, *_: object) -> None:
        self.is_ending = True

    def work_off(self, parts: Callable[[], BagPartQuerySet]) -> None:
        """Until none of these parts is open, whoever makes them."""
        try:
            while not self.is_ending and (self._go_on(parts()) or parts().open().exists()):
                self._wait()
        finally:
            self._end_children()

    def serve(self) -> None:
        """Until it is told to end."""
        swept, read = -_HOUR, -_MINUTE
        try:
            while not self.is_ending:
                if time.monotonic() - swept > _HOUR:
                    remove_old_files()
                    swept = time.monotonic()
                if time.monotonic() - read > _MINUTE:
                    self._read_on()
                    read = time.monotonic()
                self._look()
                self._wait()
        finally:
            self._end_children()

    def _read_on(self) -> None:
        """So that a household list by 要重印 is a minute old at most, and no page waits for a whole import."""
        try:
            refresh(on=timezone.localdate())
        except OperationalError:
            logger.exception("the contents of the bags cannot be read")
            connections.close_all()

    def _look(self) -> None:
        _sign().parent.mkdir(parents=True, exist_ok=True)
        _sign().touch()
        try:
            self._go_on(BagPart.objects.all())
        except OperationalError:  # Postgres is being started anew
            logger.exception("the queue cannot be read")
            connections.close_all()

    def _go_on(self, parts: BagPartQuerySet) -> bool:
        """Starts what can be started; False when nothing is being made here."""
        self._children = {pk: child for pk, child in self._children.items() if child.is_alive()}
        room = self.processes - len(self._children)
        if room > 0:
            for pk in free_parts(parts, besides=self._children)[:room]:
                self._children[pk] = start(pk)
        return bool(self._children)

    def _wait(self) -> None:
        """Until a child has ended, or for a moment."""
        if self._children:
            wait([child.sentinel for child in self._children.values()], timeout=IDLE)
        elif not self.is_ending:
            time.sleep(IDLE)

    def _end_children(self) -> None:
        for child in self._children.values():
            child.terminate()
        deadline = time.monotonic() + _LAST_BAG
        for child in self._children.values():
            child.join(max(0.0, deadline - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()


def free_parts(parts: BagPartQuerySet, *, besides: Collection[int] = ()) -> list[int]:
    """Keys of the open parts that nobody is making, in the order of their wishes."""
    keys = list(parts.open().in_print_order().values_list("pk", flat=True))
    if not keys:
        return []
    taken = _in_hand() | set(besides)
    return [key for key in keys if key not in taken]


def _in_hand() -> set[int]:
    """Keys of the parts that a living process makes, this one or another."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCKED, [_LOCKS])
        return {row[0] for row in cursor.fetchall()}


def is_attended() -> bool:
    """Somebody looks at the queue, or makes a part of it (`print_bags` makes its own alone)."""
    try:
        seen = time.time() - _sign().stat().st_mtime
    except FileNotFoundError:
        seen = _HOUR
    return seen < _SILENCE or bool(_in_hand())


def _sign() -> Path:
    """Touched at every look: web server and worker share the folder anyway."""
    return path_of("bags/.attended")


def start(pk: int) -> BaseProcess:
    """A process that makes this part and ends. Forks: only from a command, never from a web worker with threads."""
    warm_up()
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_child, args=(pk, os.getpid()))
    child.start()
    return child


def warm_up() -> None:
    """Before the fork, so that fonts and style sheets are loaded once, and shared because nobody touches them."""
    from office.printing import engine  # noqa: PLC0415 - slow start

    if not engine.style_sheets.cache_info().currsize:
        engine.style_sheets()
        gc.collect()
        gc.freeze()


def _child(pk: int, parent: int) -> None:
    told: list[int] = []

    def tell(number: int, _: FrameType | None) -> None:
        told.append(number)

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal: the parent decides
    try:
        make(pk, is_ending=lambda: bool(told) or os.getppid() != parent)
    except Exception:
        logger.exception("print part %s", pk)
        raise SystemExit(1) from None
    finally:
        connections.close_all()


def make(pk: int, *, is_ending: Callable[[], bool] = lambda: False) -> None:
    """Claims the part, unless somebody else has, and brings it to an end."""
    with held(pk) as is_held:
        part = actions.claim_part(pk) if is_held else None
        if part is None:
            return
        part = BagPart.objects.select_related("job__requested_by", "village").get(pk=pk)
        try:
            _print(part, is_ending)
        except Refused as refused:
            actions.fail_part(part, refused.message)
        except OSError as error:
            actions.fail_part(part, f"文件写不进去：{error.strerror or error}，请管理员看磁盘")
        except Ending:
            actions.release_part(part)
        except Stopped:
            pass


@contextmanager
def held(pk: int) -> Iterator[bool]:
    """The part's lock, or False where another process has it; gone with the connection, however that ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, pk])
        is_held = cursor.fetchone()[0]
    try:
        yield is_held
    finally:
        if is_held and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, pk])


def _print(part: BagPart, is_ending: Callable[[], bool]) -> None:
    for left in reversed(range(TRIES)):
        try:
            return _print_once(part, is_ending)
        except Superseded:
            if not left:
                raise
            actions.count_made(part, 0)


def _print_once(part: BagPart, is_ending: Callable[[], bool]) -> None:
    def laid_out(made: int) -> None:
        if is_ending():
            raise Ending
        actions.count_made(part, made)

    pile, planned = press.pile_of(part.village, part.households, on=timezone.localdate(), large=part.job.is_large)
    done = press.village_pdf(pile, laid_out=laid_out)
    bags = [
        Pressed(planned[bag.household_pk], press.content_of(bag), line.pages)
        for bag, line in zip(pile.bags, done.lines, strict=True)
    ]
    path = path_of(name := f"bags/{part.job_id}/{part.village.code}.pdf")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(done.pdf)
    draft.replace(path)
    try:
        actions.finish_part(part, bags, file=name, pages=done.pages)
    except (Stopped, Refused):  # not on a lost connection: the commit may have come through
        path.unlink(missing_ok=True)
        raise


def path_of(name: str) -> Path:
    """Of a part's `file`; it may be gone after KEPT_DAYS."""
    return Path(settings.MEDIA_ROOT) / name


def remove_old_files() -> None:
    """What was printed long ago is printed anew, not kept; drafts of killed workers go the same way."""
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for path in path_of("bags").glob("*/*"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
    for folder in path_of("bags").glob("*"):
        with contextlib.suppress(OSError):  # not empty yet
            folder.rmdir()
