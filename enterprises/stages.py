"""How far an enterprise came on its path (R5.1), in a word and a lamp; and how a pledge stands against time.

Help is given of an enterprise's own will and within its means: nothing here is a judgement of its size.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from enterprises.codes import Mode
from enterprises.models import Enterprise, Pledge
from enterprises.modes import said
from povertyplan.ui.charts.bars import progress_bar
from povertyplan.ui.dates import month_day
from povertyplan.ui.lamps import Lamp

# From here on what is left of a pledge is worth a word to the enterprise.
SOON_DAYS = 30
BEHIND_POINTS = 15
BAR = 120


@dataclass(frozen=True)
class Stage:
    lamp: Lamp
    word: str


@dataclass(frozen=True)
class StageView:
    """A saved view of the list: its key in `models.enterprise.STAGES` and its words."""

    key: str
    label: str


STAGE_VIEWS = (
    StageView("all", "全部"),
    StageView("unvisited", "没走访"),
    StageView("visited", "走访了没选方式"),
    StageView("pledged", "有承诺没兑现"),
    StageView("delivering", "有兑现"),
    StageView("overdue", "逾期"),
    StageView("left", "不再参加"),
)
# How far they came at least: opened from the battle map, never offered among the saved views.
STEP_VIEWS = (
    StageView("paired", "结对企业"),
    StageView("begun", "已走访"),
    StageView("chosen", "选定方式"),
    StageView("promised", "有承诺"),
    StageView("given", "已有兑现"),
)


def stage_of(enterprise: Enterprise) -> Stage:
    """After `with_path`. What asks for a word stands first."""
    if enterprise.left_on:
        return Stage(Lamp.NONE, "不再参加")
    if enterprise.is_overdue:
        return Stage(Lamp.WARN, "逾期")
    if enterprise.has_delivered:
        return Stage(Lamp.OK, "有兑现")
    if enterprise.has_pledged:
        return Stage(Lamp.GO, "有承诺没兑现")
    if enterprise.has_mode:
        return Stage(Lamp.GO, "选了方式没承诺")
    if enterprise.is_visited:
        return Stage(Lamp.GO, "走访了没选方式")
    return Stage(Lamp.WARN, "没走访") if enterprise.is_paired else Stage(Lamp.NOT_STARTED, "没结对")


@dataclass(frozen=True)
class PledgeLine:
    """A pledge on a day, after `with_delivered` and `with_reached`; each in the unit of its mode."""

    pledge: Pledge
    on: date

    @property
    def left(self) -> int:
        """分 or a count that is not confirmed yet."""
        return max(0, self.pledge.measure - self.pledge.delivered)

    @property
    def is_done(self) -> bool:
        return self.left == 0

    @property
    def is_overdue(self) -> bool:
        return self.pledge.is_overdue(on=self.on)

    @property
    def time(self) -> float | None:
        """Share of the time from the pledge to its day, from 0 to 1; None without a day, or where it is done."""
        if self.pledge.due_on is None or self.is_done:
            return None
        days = (self.pledge.due_on - self.pledge.pledged_on).days
        return 1.0 if days <= 0 else min(1.0, max(0.0, (self.on - self.pledge.pledged_on).days / days))

    @property
    def behind(self) -> int:
        """Percentage points by which what was delivered lags behind time; 0 or less where it does not."""
        if self.time is None:
            return 0
        return int(100 * self.time) - 100 * self.pledge.delivered // self.pledge.measure

    @property
    def days_left(self) -> int | None:
        return None if self.pledge.due_on is None else (self.pledge.due_on - self.on).days

    @property
    def state(self) -> Stage:
        if self.is_done:
            return Stage(Lamp.DONE, "完成")
        if self.is_overdue:
            return Stage(Lamp.WARN, f"过期限，差 {self.left_words}")
        is_near = self.days_left is not None and self.days_left <= SOON_DAYS
        if is_near or self.behind >= BEHIND_POINTS:
            return Stage(Lamp.WARN, f"差 {self.left_words}")
        return Stage(Lamp.OK, "正常") if self.pledge.delivered else Stage(Lamp.NOT_STARTED, "还没兑现")

    @property
    def is_open(self) -> bool:
        """Something may still be reported: what waits for confirmation takes its room."""
        return self.pledge.taken < self.pledge.measure

    @property
    def mode(self) -> Mode:
        return Mode(self.pledge.mode)

    @property
    def bar(self) -> SafeString:
        """What was delivered against time; beside its numbers, so it is hidden from screen readers."""
        return progress_bar(self.pledge.delivered, self.pledge.measure, time=self.time, width=BAR)

    @property
    def left_words(self) -> str:
        return said(self.pledge.mode, self.left)

    @property
    def delivered_words(self) -> str:
        return said(self.pledge.mode, self.pledge.delivered)

    @property
    def pledged_words(self) -> str:
        return said(self.pledge.mode, self.pledge.measure)

    @property
    def due_words(self) -> str:
        """12-31 到期, in a sentence of this year; with its year in another."""
        due = self.pledge.due_on
        if due is None:
            return ""
        return f"{month_day(due) if due.year == self.on.year else due.isoformat()} 到期"
