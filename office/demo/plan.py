"""The invented plan: when it runs, how many households each village began with, and how fast each one goes."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple, Self

from villages.periods import Fortnight

HOUSEHOLDS = 824
PERSONS = 1524
# Exits a half-month against the mean, January first: little before the new year's feast, much after the harvests.
SEASON = (0.7, 0.3, 0.8, 1.2, 1.4, 1.6, 0.7, 0.8, 0.9, 1.2, 1.0, 1.2)


@dataclass(frozen=True)
class Plan:
    """Two years, of which about ten months are over."""

    starts_on: date
    deadline: date
    today: date

    @classmethod
    def under_way(cls, today: date) -> Self:
        """A calendar year's beginning where that is near, so that the plan ends on a 31 December."""
        if today.month >= 10:
            starts_on = date(today.year, 1, 1)
        elif today.month == 1:
            starts_on = date(today.year - 1, 1, 1)
        else:
            starts_on = date(today.year - 1, today.month + 2, 1)
        return cls(starts_on, starts_on.replace(year=starts_on.year + 2) - timedelta(days=1), today)

    @property
    def time_share(self) -> float:
        return (self.today - self.starts_on).days / (self.deadline - self.starts_on).days

    @property
    def fortnights(self) -> list[Fortnight]:
        """From the plan's beginning to today's, which is not over."""
        found = [Fortnight.containing(self.starts_on)]
        while found[-1].end < self.today:
            found.append(found[-1].next)
        return found


class VillageFigures(NamedTuple):
    """`households` at the start; `lead` in percentage points before (+) or behind (−) the plan's time;
    `lifted_before` the plan; `trade` is its product (一村一品); `stalled` counts half-months without progress.
    """

    households: int
    lead: float
    lifted_before: int
    groups: int
    trade: str
    stalled: int = 0
    # A poverty village that has all but left: hardly anybody is poor there any more, for as large as it is.
    near_delisting: bool = False


FIGURES = {
    "青石岭村": VillageFigures(52, 3, 22, 5, "茶叶"),
    "龙潭沟村": VillageFigures(83, -20, 18, 6, "香菇"),
    "白果树村": VillageFigures(44, 6, 17, 4, "核桃"),
    "桃花坞村": VillageFigures(40, 8, 15, 4, "柑橘", near_delisting=True),
    "响水河村": VillageFigures(66, -9.5, 24, 6, "生态鱼"),
    "柳林铺村": VillageFigures(61, -1.5, 26, 5, "蔬菜"),
    "双庙村": VillageFigures(48, 2, 18, 4, "黑山羊"),
    "石门垭村": VillageFigures(76, -11, 21, 6, "金银花"),
    "金竹园村": VillageFigures(55, 0, 20, 5, "香菇"),
    "罗汉寺村": VillageFigures(45, 5, 17, 4, "油茶"),
    "马鞍山村": VillageFigures(64, -18.5, 19, 6, "土蜂蜜", 3),
    "凉水井村": VillageFigures(58, -8.5, 23, 5, "中药材"),
    "土桥村": VillageFigures(47, 4, 20, 4, "猕猴桃"),
    "大柏树村": VillageFigures(41, 7, 16, 4, "柑橘"),
    "黄土坡村": VillageFigures(44, 1, 24, 4, "核桃"),
}


def lifted_by_now(plan: Plan, village: VillageFigures) -> int:
    return max(0, round(village.households * (plan.time_share + village.lead / 100)))


def lifting_days(random: Random, plan: Plan, village: VillageFigures) -> list[date]:
    """One working day per household lifted since the start, in order: slow first months, then a steady pace."""
    periods = plan.fortnights
    weights = [
        random.uniform(0.6, 1.4) * SEASON[period.month - 1] * min(1.0, 0.25 + 0.2 * n)
        for n, period in enumerate(periods)
    ]
    weights[-1] *= ((plan.today - periods[-1].start).days + 1) / ((periods[-1].end - periods[-1].start).days + 1)
    for n in range(1, village.stalled + 2 if village.stalled else 1):
        weights[-n] = 0.0
    chosen = _spread(weights, lifted_by_now(plan, village))
    days = [_working_day(random, plan, periods[n]) for n, count in enumerate(chosen) for _ in range(count)]
    return sorted(days)


def _spread(weights: list[float], count: int) -> list[int]:
    """`count` as whole numbers in proportion to the weights; the sums up to each place round fairly."""
    total, reached, marks = sum(weights), 0.0, [0]
    for weight in weights:
        reached += weight
        marks.append(round(count * reached / total))
    return [later - earlier for earlier, later in pairwise(marks)]


def _working_day(random: Random, plan: Plan, period: Fortnight) -> date:
    """The plan's first day still shows all households of the baseline, so nobody leaves on it."""
    first, last = max(period.start, plan.starts_on + timedelta(days=1)), min(period.end, plan.today)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)] or [last]
    return random.choice([day for day in days if day.weekday() < 5] or days)
