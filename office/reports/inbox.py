"""The half-month's inbox: what has to be done, what is unread, what was read, what may still come (R4.4)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from office.maps.battle_map import BattleMap
from office.reports.reading import late_words, short_times, shortened
from office.reports.register import RegisterRow, ReportRegister, write_url
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.charts.heat import Filing
from povertyplan.ui.lamps import Lamp
from villages.actions.reports import WITHDRAWN
from villages.models import HelpRequest, Report, ReportReturn, Village
from villages.periods import Fortnight

LAMPS = {
    Filing.ON_TIME: Lamp.OK,
    Filing.LATE: Lamp.WARN,
    Filing.MISSING: Lamp.BAD,
    Filing.RETURNED: Lamp.GO,
    Filing.OPEN: Lamp.NOT_STARTED,
    Filing.AHEAD: Lamp.NONE,
    Filing.NONE: Lamp.NONE,
}
# So many names stand beside a count; more are in the list below.
_NAMED = 2


@dataclass(frozen=True)
class Item:
    """One village's line: `state` is what became of its report, `words` what to know before one opens it."""

    row: RegisterRow
    state: Filing
    report: Report | None
    words: str
    detail: str
    url: str
    open_returns: int = 0

    @property
    def village(self) -> Village:
        return self.row.village

    @property
    def lamp(self) -> Lamp:
        return LAMPS[self.state]

    @property
    def is_unread(self) -> bool:
        return self.report is not None and not self.report.is_reviewed and self.state is not Filing.RETURNED


@dataclass(frozen=True)
class Group:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Count:
    """One of the strip's figures; `note` names the villages where they are few."""

    label: str
    number: int
    note: str
    lamp: Lamp | None = None


@dataclass(frozen=True)
class Asked:
    """A request beside the paper."""

    request: HelpRequest
    waited: int

    @property
    def village(self) -> Village:
        return self.request.report.village

    @property
    def text(self) -> str:
        return shortened(self.request.text)

    @property
    def url(self) -> str:
        return f"{self.request.report.get_absolute_url()}#requests"


@dataclass(frozen=True)
class Inbox:
    """One half-month of all villages that a person sees, in the order of the battle map."""

    period: Fortnight
    on: date
    due_on: date | None
    register: ReportRegister
    items: tuple[Item, ...]
    asked: tuple[Asked, ...]

    @classmethod
    def of(cls, user: User, period: Fortnight, *, now: datetime) -> "Inbox":
        on = timezone.localdate(now)
        villages = Village.objects.visible_to(user)
        place = {key: n for n, key in enumerate(BattleMap.order(villages, on=on, now=now))}
        found = sorted(villages.with_officers(on=on), key=lambda village: place[village.pk])
        register = ReportRegister.of(found, on=on, now=now, year=period.year)
        returns = _open_returns(user, period)
        # Whatever waits, and what this half-month asked.
        wanted = Q(answered_at__isnull=True) | Q(report__period_start=period.start)
        asked = (
            HelpRequest.objects.visible_to(user)
            .filter(wanted)
            .exclude(answer=WITHDRAWN)
            .select_related("report__village", "answered_by")
        )
        requests = list(asked.order_by("asked_at"))
        here = {r.report.village_id: r for r in requests if r.report.period_start == period.start}
        may_file = user.can(Capability.FILE_REPORTS)
        items = tuple(
            _item(row, period, returns[row.village.pk], here.get(row.village.pk), may_file=may_file)
            for row in register.rows
        )
        return cls(
            period=period,
            on=on,
            due_on=next((row.cell(period).due_on for row in register.rows), None),
            register=register,
            items=items,
            asked=tuple(Asked(r, r.waited_days(now=now)) for r in requests),
        )

    @property
    def groups(self) -> tuple[Group, ...]:
        to_do = self._in(Filing.MISSING) + self._in(Filing.RETURNED)
        unread = tuple(item for item in self.items if item.is_unread)
        read = tuple(item for item in self.items if item.report and not item.is_unread and item not in to_do)
        coming = self._in(Filing.OPEN)
        found = (
            Group("要办的", to_do),
            Group(f"没读的 {len(unread)} 份", unread),
            Group(f"读过的 {len(read)} 份", read),
            Group(f"还没到期的 {len(coming)} 村", coming),
        )
        return tuple(group for group in found if group.items)

    @property
    def readable(self) -> list[Item]:
        """In the order in which one reads down the list."""
        return [item for group in self.groups for item in group.items if item.report]

    @property
    def unread(self) -> list[Item]:
        return [item for item in self.readable if item.is_unread]

    @property
    def unanswered(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.request.answered_at is None]

    @property
    def to_remind(self) -> list[Item]:
        """Who has not reported, or has something to mend."""
        return [item for item in self.items if item.state in (Filing.MISSING, Filing.OPEN, Filing.RETURNED)]

    @property
    def counts(self) -> list[Count]:
        owed = ("缺报", Filing.MISSING, Lamp.BAD)
        if self._in(Filing.OPEN) and not self._in(Filing.MISSING):
            owed = ("未报", Filing.OPEN, Lamp.NOT_STARTED)
        rows = (
            ("按时", Filing.ON_TIME, Lamp.OK),
            ("迟报", Filing.LATE, Lamp.WARN),
            owed,
            ("退回待补", Filing.RETURNED, Lamp.GO),
        )
        states = [(label, self._in(state), lamp) for label, state, lamp in rows]
        found = [Count(label, len(items), names(items), lamp) for label, items, lamp in states]
        return [*found, Count("没读", len(self.unread), "份"), Count("请求没答", len(self.unanswered), "个")]

    @property
    def finding(self) -> str:
        """12 村按时，东湾迟报，黄土岭连缺 3 期；还有 5 份没读，3 个请求没答."""
        on_time, late, missing = self.counts[:3]
        silent = [_silence(item, self.period) for item in self._in(Filing.MISSING)]
        said = [f"{on_time.number} 村按时"]
        if late.number:
            said.append(f"{late.note}迟报" if late.number <= _NAMED else f"{late.number} 村迟报")
        if missing.number:
            few = missing.label == "缺报" and missing.number <= _NAMED
            said += silent if few else [f"{missing.number} 村{missing.label}"]
        ask = [f"还有 {len(self.unread)} 份没读" if self.unread else "都读过了"]
        if self.unanswered:
            ask.append(f"{len(self.unanswered)} 个请求没答")
        return f"{'，'.join(said)}；{'，'.join(ask)}"

    def after(self, report: Report) -> Item | None:
        """The next unread one down the list, then from its top; of what is all read, simply the next."""
        later, earlier = self._around(report)
        return next((item for item in (*later, *earlier) if item.is_unread), later[0] if later else None)

    def before(self, report: Report) -> Item | None:
        _, earlier = self._around(report)
        return earlier[-1] if earlier else None

    def _around(self, report: Report) -> tuple[list[Item], list[Item]]:
        keys = [item.report.pk for item in self.readable if item.report]
        place = keys.index(report.pk) if report.pk in keys else len(keys)
        return self.readable[place + 1 :], self.readable[:place]

    def _in(self, state: Filing) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state is state)


def _silence(item: Item, period: Fortnight) -> str:
    missed = item.row.missed_until(period)
    return f"{item.village.short_name}{f'连缺 {missed} 期' if missed > 1 else '缺报'}"


def names(items: Sequence[Item]) -> str:
    """村, or their names where they are few."""
    return "、".join(item.village.short_name for item in items) if 0 < len(items) <= _NAMED else "村"


def _item(
    row: RegisterRow, period: Fortnight, returns: list[ReportReturn], asked: HelpRequest | None, *, may_file: bool
) -> Item:
    cell = row.cell(period)
    officer = row.officer.name if row.officer else "没有专干"
    if cell.report is None:
        missed = row.missed_until(period)
        detail = f"{officer} · 连续 {missed} 期" if missed > 1 else officer
        url = write_url(row.village, period) if may_file else ""
        return Item(row, cell.state, None, "缺报" if cell.state is Filing.MISSING else "未报", detail, url)
    words = _filed(cell.report)
    detail = f"{officer} · {short_times(cell.report.filed_at, cell.report.received_at)}"
    if returns:
        words = f"待补 {len(returns)} 项"
        detail = f"{officer} · 退回 {timezone.localtime(returns[-1].returned_at):%m-%d %H:%M}"
    elif asked and not words:
        words = "已答复" if asked.answered_at else "有请求"
    return Item(row, cell.state, cell.report, words, detail, cell.report.get_absolute_url(), len(returns))


def _filed(report: Report) -> str:
    return f"迟 {late_words(report)}" if report.counts_as_late else "算按时" if report.is_late else ""


def _open_returns(user: User, period: Fortnight) -> defaultdict[int, list[ReportReturn]]:
    found: defaultdict[int, list[ReportReturn]] = defaultdict(list)
    open_ones = ReportReturn.objects.visible_to(user).still_open().filter(report__period_start=period.start)
    for sent in open_ones.select_related("report").order_by("returned_at"):
        found[sent.report.village_id].append(sent)
    return found


def unread_elsewhere(user: User, period: Fortnight) -> tuple[Fortnight, int] | None:
    """A report of another half-month that came after that one was read: the latest such half-month and how many."""
    mending = ReportReturn.objects.still_open().values("report")
    unread = Report.objects.visible_to(user).unread().exclude(pk__in=mending).exclude(period_start=period.start)
    counted = Counter(unread.values_list("period_start", flat=True))
    return (Fortnight.containing(max(counted)), counted[max(counted)]) if counted else None
