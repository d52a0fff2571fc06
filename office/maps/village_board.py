"""One village's battle map: its households one by one, by group, by helper and by criterion (R2.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from households.codes import PASSING, REMAINING, CheckState
from households.models import Assessment, Criterion, Household, HouseholdTrade, Participation, StatusPeriod, Visit
from households.models.household import HouseholdQuerySet
from households.trades import TradeRow, trade_rows
from households.visiting import QUIET_AFTER, VISITS_A_MONTH, month_of
from office.maps.lamps import SEVERITY, household_lamp
from povertyplan.ui.charts.geometry import rings_of
from povertyplan.ui.charts.matrix import Column, CriteriaMatrix
from povertyplan.ui.charts.point_map import HouseholdPoint, PointMap
from povertyplan.ui.lamps import Lamp
from villages.models import Village

NO_GROUP = "没有分组"
HARDEST = 3


@dataclass(frozen=True)
class HouseholdMark:
    """A household as a mark: `states` in the order of the criteria are DONE, BAD or NONE (未核)."""

    household: Household
    states: tuple[Lamp, ...]
    lamp: Lamp
    visits_this_month: int
    trade: HouseholdTrade | None = None
    takes_part: bool = False
    may_open: bool = True

    @property
    def name(self) -> str:
        return self.household.head_name or f"户 {self.number}"

    @property
    def number(self) -> str:
        return self.household.registry_no[-4:]

    @property
    def group(self) -> str:
        return self.household.hamlet or NO_GROUP

    @property
    def url(self) -> str:
        """Empty on a past day: the household's page shows the present."""
        return self.household.get_absolute_url() if self.may_open else ""

    @property
    def urgency(self) -> tuple[int, str, str]:
        return _place(self.lamp), self.group, self.household.registry_no


@dataclass(frozen=True)
class GroupRow:
    """A hamlet (自然村、组) with its households by lamp."""

    name: str
    marks: tuple[HouseholdMark, ...]

    @property
    def remaining(self) -> int:
        return len(self.marks) - self.lifted

    @property
    def lifted(self) -> int:
        return sum(mark.lamp is Lamp.DONE for mark in self.marks)

    @property
    def lifted_percent(self) -> int:
        return round(100 * self.lifted / len(self.marks))

    @property
    def counts(self) -> list[tuple[Lamp, int]]:
        return [(lamp, sum(mark.lamp is lamp for mark in self.marks)) for lamp in SEVERITY[:3]]

    @property
    def urgency(self) -> tuple[int, ...]:
        return tuple(-count for _, count in self.counts)


@dataclass(frozen=True)
class PairRow:
    """A helper of remaining households here (结对); the row without a helper has no key."""

    key: int | None
    name: str
    marks: tuple[HouseholdMark, ...]

    @property
    def visits(self) -> int:
        """At most the wanted number counts for each household, so that many visits to one hide no other."""
        return sum(min(mark.visits_this_month, VISITS_A_MONTH) for mark in self.marks)

    @property
    def visits_wanted(self) -> int:
        return VISITS_A_MONTH * len(self.marks)

    @property
    def oldest_visit(self) -> date | None:
        """None when a household was never visited."""
        days = [mark.household.last_visit for mark in self.marks]
        return min((day for day in days if day), default=None) if all(days) else None


@dataclass(frozen=True)
class VillageBoard:
    """`marks` are empty for who may see the village but no household."""

    village: Village
    on: date
    criteria: tuple[Criterion, ...]
    marks: tuple[HouseholdMark, ...] = field(default=())

    @classmethod
    def of(
        cls,
        village: Village,
        households: HouseholdQuerySet,
        *,
        on: date,
        may_open: bool = True,
        told_later: bool = False,
    ) -> "VillageBoard":
        """Six queries; `households` are what the reader may see; `told_later` as in figures.standing."""
        criteria = tuple(Criterion.objects.in_force())
        rows = list(
            households.in_village(village).with_head().with_helper(on=on).with_last_visit(until=on).in_registry_order()
        )
        states: dict[tuple[int, int], Lamp] = {}
        verdicts_of = Assessment.objects.given_by(on) if told_later else Assessment.objects.current()
        checked = verdicts_of.filter(household__in=rows).exclude(state=CheckState.UNCHECKED)
        for household, criterion, state in checked.values_list("household", "criterion", "state"):
            states[household, criterion] = Lamp.DONE if state in PASSING else Lamp.BAD
        month = Visit.objects.filter(household__in=rows, visited_on__range=(month_of(on), on))
        visits = dict(month.order_by().values_list("household").annotate(Count("pk")))
        in_rows = {"household__in": rows}
        trades = {
            row.household_id: row
            for row in HouseholdTrade.objects.current(on=on).filter(**in_rows).select_related("plan")
        }
        parts = set(Participation.objects.current(on=on).filter(**in_rows).values_list("household", flat=True))
        poor_then = _still_poor(rows, on=on)
        marks = []
        for row in rows:
            verdicts = tuple(states.get((row.pk, criterion.pk), Lamp.NONE) for criterion in criteria)
            quiet = row.last_visit is None or on - row.last_visit >= QUIET_AFTER
            lamp = household_lamp(verdicts.count(Lamp.BAD), is_quiet=quiet) if row.pk in poor_then else Lamp.DONE
            visited, trade = visits.get(row.pk, 0), trades.get(row.pk)
            marks.append(HouseholdMark(row, verdicts, lamp, visited, trade, row.pk in parts, may_open))
        return cls(village, on, criteria, tuple(marks))

    @property
    def remaining(self) -> list[HouseholdMark]:
        return [mark for mark in self.marks if mark.lamp is not Lamp.DONE]

    @property
    def counts(self) -> list[tuple[Lamp, str, int]]:
        words = [(lamp, lamp.word) for lamp in SEVERITY[:3]]
        words.append((Lamp.DONE, "已脱贫"))
        return [(lamp, word, sum(mark.lamp is lamp for mark in self.marks)) for lamp, word in words]

    @property
    def groups(self) -> list[GroupRow]:
        """Most pressing first."""
        found = [GroupRow(name, marks) for name, marks in _grouped(self.marks)]
        return sorted(found, key=lambda group: (group.urgency, group.name))

    @property
    def pairs(self) -> list[PairRow]:
        """Who has no helper first, then the helper with most households."""
        by_helper: dict[int | None, list[HouseholdMark]] = {}
        for mark in sorted(self.remaining, key=lambda mark: mark.urgency):
            by_helper.setdefault(mark.household.helper_pk, []).append(mark)
        rows = [
            PairRow(key, marks[0].household.helper_name or "没有责任人", tuple(marks))
            for key, marks in by_helper.items()
        ]
        return sorted(rows, key=lambda row: (row.key is not None, -len(row.marks), row.name))

    @property
    def trades(self) -> list[TradeRow]:
        """一户一业 of the remaining households, most frequent first."""
        return trade_rows(mark.trade for mark in self.remaining if mark.trade)

    @property
    def tradeless(self) -> list[HouseholdMark]:
        """Remaining households without a trade, the pressing first."""
        return sorted((mark for mark in self.remaining if mark.trade is None), key=lambda mark: mark.urgency)

    @property
    def without_trade(self) -> int:
        return len(self.tradeless)

    @property
    def gaps(self) -> list[tuple[Criterion, int, int]]:
        """(criterion, not met, 未核) among remaining households."""
        columns = [[mark.states[i] for mark in self.remaining] for i in range(len(self.criteria))]
        return [
            (criterion, states.count(Lamp.BAD), states.count(Lamp.NONE))
            for criterion, states in zip(self.criteria, columns, strict=True)
        ]

    @property
    def with_unchecked(self) -> int:
        return sum(Lamp.NONE in mark.states for mark in self.remaining)

    @property
    def hardest(self) -> list[tuple[HouseholdMark, list[str]]]:
        """The households with most points unmet, and which."""
        marks = sorted(self.remaining, key=lambda mark: (-mark.states.count(Lamp.BAD), mark.urgency))[:HARDEST]
        return [(mark, unmet) for mark in marks if len(unmet := self._unmet(mark)) > 1]

    def _unmet(self, mark: HouseholdMark) -> list[str]:
        return [c.name for c, state in zip(self.criteria, mark.states, strict=True) if state is Lamp.BAD]

    @property
    def point_map(self) -> PointMap:
        """Number and group only: a place that says no address, and no name beside it (privacy)."""
        counts = "，".join(f"{word} {count} 户" for _, word, count in self.counts if count)
        return PointMap(
            finding=f"{self.village.name}户点图：{counts or '没有户'}。点位只到组，不是住址",
            points=tuple(
                HouseholdPoint(
                    key=mark.household.registry_no,
                    group=mark.group,
                    lamp=mark.lamp,
                    url=mark.url,
                    label=f"{mark.group} {mark.number}，{'已脱贫' if mark.lamp is Lamp.DONE else mark.lamp.word}",
                )
                for mark in self.marks
            ),
            rings=rings_of(self.village.boundary),
        )

    def matrix(self, finding: str) -> CriteriaMatrix:
        return CriteriaMatrix(
            finding=f"七项标准 × {len(self.remaining)} 户：{finding}",
            criteria=tuple((criterion.group, criterion.name) for criterion in self.criteria),
            groups=tuple((name, tuple(_column(mark) for mark in marks)) for name, marks in _grouped(self.remaining)),
        )


@dataclass(frozen=True)
class Walk:
    """The place of a village in the order of the map, and its neighbours."""

    place: int
    count: int
    previous: int | None
    next: int | None

    @classmethod
    def at(cls, key: int, keys: list[int]) -> "Walk":
        i = keys.index(key)
        return cls(i + 1, len(keys), keys[i - 1] if i else None, keys[i + 1] if i + 1 < len(keys) else None)


def _still_poor(rows: Sequence[Household], *, on: date) -> set[int]:
    """Keys of those still to be lifted that day; who changed after it is looked up in the history, as the counts are
    (office/maps/figures.py)."""
    changed = [row for row in rows if row.status_since > on]
    found = {row.pk for row in rows if row.status_since <= on and row.is_still_poor}
    if changed:
        periods = StatusPeriod.objects.covering(on).filter(household__in=changed, status__in=REMAINING)
        found |= set(periods.values_list("household", flat=True))
    return found


def _place(lamp: Lamp) -> int:
    return SEVERITY.index(lamp) if lamp in SEVERITY else len(SEVERITY)


def _grouped(marks: Iterable[HouseholdMark]) -> list[tuple[str, tuple[HouseholdMark, ...]]]:
    groups: dict[str, list[HouseholdMark]] = {}
    for mark in marks:
        groups.setdefault(mark.group, []).append(mark)
    return [(name, tuple(found)) for name, found in sorted(groups.items())]


def _column(mark: HouseholdMark) -> Column:
    unmet = mark.states.count(Lamp.BAD)
    return Column(
        number=mark.number[-2:],
        label=f"{mark.group} {mark.number}：{unmet} 项未达标，{mark.states.count(Lamp.NONE)} 项未核",
        url=mark.url,
        states=mark.states,
    )
