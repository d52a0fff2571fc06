"""Print jobs as pages show them: how far, how long still, and what can be taken away (R3.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from households.models import BagJob, BagPart
from households.models.bag import OPEN_PARTS, JobScope, PartState
from office.printing.worker import KEPT_DAYS, is_attended, path_of
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp

_LAMPS = {
    PartState.WAITING: Lamp.NOT_STARTED,
    PartState.RUNNING: Lamp.GO,
    PartState.DONE: Lamp.DONE,
    PartState.CANCELLED: Lamp.NONE,
    PartState.FAILED: Lamp.BAD,
}
# A pace is told by so many bags at least.
_BAGS_OF_A_PACE = 3


@dataclass(frozen=True)
class PartView:
    """One village of a job."""

    part: BagPart

    @property
    def state(self) -> PartState:
        return PartState(self.part.state)

    @property
    def lamp(self) -> Lamp:
        return _LAMPS[self.state]

    @property
    def said(self) -> str:
        """在生成 6 / 18."""
        counted = f" {self.part.made} / {self.part.total}" if self.state is PartState.RUNNING else ""
        return f"{self.part.get_state_display()}{counted}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PARTS

    @property
    def may_retry(self) -> bool:
        return self.state in (PartState.CANCELLED, PartState.FAILED)

    @cached_property
    def has_file(self) -> bool:
        return self.state is PartState.DONE and path_of(self.part.file).is_file()

    @property
    def is_gone(self) -> bool:
        return self.state is PartState.DONE and not self.has_file

    def bags_a_second(self, now: datetime) -> float | None:
        """None where too few bags are made to tell."""
        if self.part.started_at is None or self.part.made < _BAGS_OF_A_PACE or self.may_retry:
            return None
        seconds = ((self.part.finished_at or now) - self.part.started_at).total_seconds()
        return self.part.made / seconds if seconds > 0 else None


@dataclass(frozen=True)
class JobView:
    """A job as far as the user may see it: `parts` are those of the villages for which the user prints.

    `attended`: a worker looks at the queue.
    """

    job: BagJob
    parts: tuple[PartView, ...]
    now: datetime
    attended: bool = True
    kept_days: int = KEPT_DAYS

    @property
    def title(self) -> str:
        """要重印的明白袋，柳河村等 3 个村。"""
        scope = JobScope(self.job.scope)
        first = self.parts[0].part.village.name
        where = f"{first}等 {len(self.parts)} 个村" if self.parts[1:] else first
        what = "" if scope in (JobScope.VILLAGE, JobScope.ALL) else scope.label
        return f"{where}{what}明白袋{'（大字版）' if self.job.is_large else ''}"

    @property
    def who(self) -> str:
        return self.job.requested_by.name if self.job.requested_by else "系统"

    @property
    def total(self) -> int:
        return sum(row.part.total for row in self.parts)

    @property
    def made(self) -> int:
        return sum(row.part.made for row in self.parts if row.is_open or row.state is PartState.DONE)

    @property
    def pages(self) -> int:
        return sum(row.part.pages for row in self.parts)

    @property
    def is_open(self) -> bool:
        return any(row.is_open for row in self.parts)

    @property
    def may_retry(self) -> bool:
        return any(row.may_retry for row in self.parts)

    @property
    def is_begun(self) -> bool:
        return any(row.state is not PartState.WAITING for row in self.parts)

    @property
    def is_unattended(self) -> bool:
        return self.is_open and not self.attended

    @property
    def seconds_left(self) -> int | None:
        """By the pace of the job's own villages, as many at a time as now; None while that is not known."""
        running = sum(row.state is PartState.RUNNING for row in self.parts)
        paces = [pace for row in self.parts if (pace := row.bags_a_second(self.now))]
        if not running or not paces:
            return None
        left = sum(row.part.total - row.part.made for row in self.parts if row.is_open)
        return round(left / (sum(paces) / len(paces) * running))

    @property
    def said(self) -> str:
        """已生成 128 / 212 份，约还要 40 秒."""
        if self.is_open:
            if not self.is_begun:
                return f"排队，共 {self.total} 份"
            left = self.seconds_left
            return f"已生成 {self.made} / {self.total} 份" + ("" if left is None else f"，{time_left(left)}")
        done = [row for row in self.parts if row.state is PartState.DONE]
        said = [f"{sum(row.part.total for row in done)} 份好了，共 {self.pages} 页"] if done else []
        for state in (PartState.FAILED, PartState.CANCELLED):
            count = sum(row.state is state for row in self.parts)
            said += [f"{count} 个村{state.label}"] if count else []
        return "，".join(said)

    @property
    def lamp(self) -> Lamp:
        states = {row.state for row in self.parts}
        for state in (PartState.FAILED, PartState.RUNNING, PartState.WAITING, PartState.CANCELLED):
            if state in states:
                return _LAMPS[state]
        return Lamp.DONE


def time_left(seconds: int) -> str:
    """In steps that a person can do something with; never less than ten seconds."""
    if seconds < 90:
        return f"约还要 {max(10, -(-seconds // 10) * 10)} 秒"
    return f"约还要 {round(seconds / 60)} 分钟"


def view_of(job: BagJob, user: User, *, now: datetime) -> JobView:
    """Without parts where the user prints for none of its villages."""
    return _views([job], user, now)[0]


def views_of(jobs: Iterable[BagJob], user: User, *, now: datetime) -> list[JobView]:
    """In the given order; two queries for any number."""
    return _views(list(jobs), user, now)


def going_on(user: User, *, now: datetime) -> list[JobView]:
    """What is being printed or waits, of the user's villages, oldest wish first."""
    visible = BagPart.objects.visible_to(user).open()
    jobs = BagJob.objects.filter(pk__in=visible.values("job")).select_related("requested_by").order_by("pk")
    return views_of(jobs, user, now=now)


def _views(jobs: Sequence[BagJob], user: User, now: datetime) -> list[JobView]:
    parts = BagPart.objects.visible_to(user).filter(job__in=jobs).select_related("village").in_print_order()
    by_job: dict[int, list[PartView]] = {}
    for part in parts:
        by_job.setdefault(part.job_id, []).append(PartView(part))
    attended = is_attended() if any(row.is_open for rows in by_job.values() for row in rows) else True
    return [JobView(job, tuple(by_job.get(job.pk, [])), now, attended) for job in jobs]
