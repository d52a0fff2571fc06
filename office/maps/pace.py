"""Time against progress: where a plan stands on a day, how fast it goes, and when it would be done (R2.2)."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from office.maps.lamps import lamp_for
from povertyplan.ui.lamps import Lamp
from villages.periods import MEAN_DAYS

RECENT_PERIODS = 6
# Beyond this a count of days says nothing more.
LONG_DAYS = 730


def percent(share: float) -> int:
    """Whole percentage points, half up: what is judged is what is printed."""
    return math.floor(share * 100 + 0.5)


def per_period(households: float) -> str:
    """Households a half-month: whole from ten on, one decimal below; never "0" for something."""
    if households >= 9.95:
        return str(math.floor(households + 0.5))
    return f"{max(households, 0.1) if households > 0 else 0:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Pace:
    """One village or the whole sub-district on the day `on`.

    Of `start` households at the plan's beginning `lifted` (net of relapses) are out, `remaining` are still to be
    lifted; the three do not add up where the registry's history and the plan's baseline differ.
    `recent` is the mean decrease in a half-month over the last `periods` whole ones (None when there is none yet).
    """

    on: date
    started: date
    deadline: date
    start: int
    lifted: int
    remaining: int
    recent: float | None
    periods: int = RECENT_PERIODS

    @property
    def time_share(self) -> float:
        total = (self.deadline - self.started).days
        return min(1.0, max(0.0, (self.on - self.started).days / total))

    @property
    def share(self) -> float:
        """Lifted of the start; a village without a poor household at the start has nothing left to do."""
        if self.start <= 0:
            return 1.0 if self.remaining == 0 else 0.0
        return min(1.0, max(0.0, self.lifted / self.start))

    @property
    def time_percent(self) -> int:
        return percent(self.time_share)

    @property
    def percent(self) -> int:
        """Rounds down near the end: 100 only when nobody is left."""
        return min(percent(self.share), 99) if self.remaining else percent(self.share)

    @property
    def behind(self) -> int:
        """Percentage points behind time; negative when ahead."""
        return self.time_percent - self.percent

    @property
    def lamp(self) -> Lamp:
        return Lamp.OK if self.is_done else lamp_for(self.behind)

    @property
    def is_done(self) -> bool:
        return self.remaining == 0

    @property
    def days_left(self) -> int:
        return (self.deadline - self.on).days

    @property
    def days_over(self) -> int:
        return max(0, -self.days_left)

    @property
    def required(self) -> float | None:
        """Households a half-month from now to the deadline; None when no time is left."""
        return self.remaining / (self.days_left / MEAN_DAYS) if self.days_left > 0 else None

    @property
    def required_words(self) -> str:
        return "—" if self.required is None else per_period(self.required)

    @property
    def recent_words(self) -> str:
        """The mean decrease; an increase keeps its sign."""
        if self.recent is None:
            return "—"
        return per_period(self.recent) if self.recent >= 0 else f"−{per_period(-self.recent)}"

    @property
    def zero_on(self) -> date | None:
        """The day on which none would be left at the recent speed; None when it leads nowhere within a lifetime."""
        if self.is_done or not self.recent or self.recent <= 0:
            return None
        days = math.ceil(self.remaining / self.recent * MEAN_DAYS)
        return self.on + timedelta(days=days) if days < 36_500 else None

    @property
    def days_late(self) -> int | None:
        """Days after the deadline; negative when early."""
        return (self.zero_on - self.deadline).days if self.zero_on else None

    @property
    def gap_words(self) -> str:
        if self.behind > 0:
            return f"落后 {self.behind} 个百分点"
        return f"领先 {-self.behind} 个百分点" if self.behind else "与时间持平"

    @property
    def standing_words(self) -> str:
        """时间已过 44%，已脱贫 41%，落后 3 个百分点."""
        return f"时间已过 {self.time_percent}%，已脱贫 {self.percent}%，{self.gap_words}"

    @property
    def speed_words(self) -> str:
        """每半月需脱贫 18 户，近 6 期平均 16 户."""
        need = f"每半月需脱贫 {per_period(self.required)} 户" if self.required is not None else "目标日已到"
        if self.recent is None:
            return f"{need}，开始不满半个月，还看不出速度"
        if self.recent <= 0:
            return f"{need}，近 {self.periods} 期没有减少"
        return f"{need}，近 {self.periods} 期平均 {per_period(self.recent)} 户"

    @property
    def forecast_words(self) -> str:
        """照此速度晚 68 天; empty while there is no speed to judge by."""
        if self.recent is None:
            return ""
        late = self.days_late
        if late is None:
            return "照此速度完不成"
        if late == 0:
            return "照此速度刚好按期"
        if late > LONG_DAYS:
            return f"照此速度晚 {late // 365} 年多"
        return f"照此速度晚 {late} 天" if late > 0 else f"照此速度早 {-late} 天"

    @property
    def sentence(self) -> str:
        if self.is_done:
            return f"时间已过 {self.time_percent}%，{self.start} 户全部脱贫"
        return "；".join(filter(None, (self.standing_words, self.speed_words, self.forecast_words)))
