"""The battle map (作战图): one set of figures of a day for screen, wall, phone and print (R2.1, R2.2)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from households.codes import Category, CheckState, PovertyCause
from households.models import Criterion, Exit
from office import figures
from office.bag_coverage import BagCoverage
from office.figures import History, Standing, Tally
from office.lamps import SEVERITY
from office.lists import Figure, HouseholdLists
from office.pace import RECENT_PERIODS, Pace
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from villages.models import Baseline, Village, VillageQuerySet
from villages.periods import Fortnight

# Changes are told against this many days before: about one half-month.
COMPARED_DAYS = 15


@dataclass(frozen=True)
class CriterionRow:
    """One point of the standard among remaining households: 未核 stands apart and never counts as met (R1.2)."""

    criterion: Criterion
    not_met: Figure
    unchecked: Figure


@dataclass(frozen=True)
class CauseRow:
    """Remaining households with the cause at all, and `main` of them with it as the main one."""

    label: str
    main: int
    households: Figure


@dataclass(frozen=True)
class VillageRow:
    """One village on the day, and `earlier` with what it was COMPARED_DAYS before; no pace without a baseline."""

    village: Village
    tally: Tally
    remaining: Figure
    unhelped: Figure
    pace: Pace | None
    earlier: Pace | None
    decrease: int
    still_periods: int
    hardest: str

    @property
    def lamp(self) -> Lamp:
        return self.pace.lamp if self.pace else Lamp.NONE

    @property
    def earlier_lamp(self) -> Lamp:
        return self.earlier.lamp if self.earlier else Lamp.NONE

    @property
    def start(self) -> int:
        return self.pace.start if self.pace else 0

    @property
    def url(self) -> str:
        return reverse("office:village_detail", args=[self.village.pk])

    @property
    def delisted_on(self) -> date | None:
        """The day on which a poverty village was announced as out (出列), as far as it lies before the map's."""
        return getattr(self.village, "delisted_on", None)

    @property
    def officer(self) -> User | None:
        return self.village.officer_postings[0].user if self.village.officer_postings else None

    @property
    def order(self) -> tuple[int, int, str]:
        """By lamp, then by gap: the same in every list and chart of a page (experience §4.2)."""
        return SEVERITY.index(self.lamp), -(self.pace.behind if self.pace else 0), self.village.code


@dataclass(frozen=True)
class BattleMap:
    """What every battle map shows of `villages` on the day `on`."""

    on: date
    baseline: Baseline | None
    pace: Pace | None
    rows: tuple[VillageRow, ...]
    total: Tally
    remaining: Figure
    vulnerable: Figure
    helped: int
    unhelped: Figure
    visited: Figure
    quiet: Figure
    criteria: tuple[CriterionRow, ...]
    bags: BagCoverage
    causes: tuple[CauseRow, ...]
    series: tuple[tuple[date, int], ...]
    registered_start: int
    objections: int
    waiting_for_review: int

    @classmethod
    def of(cls, villages: VillageQuerySet, *, on: date, lists: HouseholdLists) -> "BattleMap":
        """Seven queries, however many households the villages have."""
        delisted = Exit.objects.of_villages().closed().filter(village=OuterRef("pk"), closed_on__lte=on)
        found = list(villages.with_officers(on=on).annotate(delisted_on=Subquery(delisted.values("closed_on")[:1])))
        keys = [village.pk for village in found]
        facts = _Facts(
            on=on,
            baseline=Baseline.objects.in_force(on=on),
            criteria=tuple(Criterion.objects.in_force()),
            standing=figures.standing(keys, on=on),
            history=figures.history(keys, on=on),
            lists=lists,
        )
        rows = tuple(sorted((facts.village(village) for village in found), key=lambda row: row.order))
        total, baseline = facts.standing.total, facts.baseline
        return cls(
            on=on,
            baseline=baseline,
            pace=facts.whole_pace(keys),
            rows=rows,
            total=total,
            remaining=lists.figure(total.households, view="poor"),
            vulnerable=lists.figure(facts.households_of(Category.DIBAO, Category.WUBAO), view="benefits"),
            helped=total.helped,
            unhelped=lists.figure(total.households - total.helped, view="unhelped"),
            visited=lists.figure(total.visited, view="poor", visited="in30"),
            quiet=lists.figure(total.households - total.visited, view="quiet"),
            criteria=tuple(facts.criterion(criterion) for criterion in facts.criteria),
            bags=BagCoverage.of(facts.standing, found, lists),
            causes=tuple(
                CauseRow(PovertyCause(code).label, main, lists.figure(count, view="poor", cause=code))
                for code, count, main in facts.standing.causes
            ),
            series=facts.history.series(since=baseline.starts_on) if baseline else (),
            registered_start=facts.registered_start(keys),
            **Exit.objects.filter(village__in=keys).held_up(on=on),
        )

    @classmethod
    def order(cls, villages: VillageQuerySet, *, on: date) -> list[int]:
        """Keys in the order of the map, with three queries: for walking from village to village."""
        found = list(villages.order_by("code"))
        facts = _Facts(
            on=on,
            baseline=Baseline.objects.in_force(on=on),
            criteria=(),
            standing=Standing(),
            history=figures.history([village.pk for village in found], on=on),
            lists=HouseholdLists(may_open=False),
        )
        return [row.village.pk for row in sorted(map(facts.village, found), key=lambda row: row.order)]

    @property
    def lamps(self) -> list[tuple[Lamp, int]]:
        """How many villages stand under each lamp, most severe first."""
        return [(lamp, sum(row.lamp is lamp for row in self.rows)) for lamp in SEVERITY]

    @property
    def poverty_villages(self) -> list[VillageRow]:
        return [row for row in self.rows if row.village.is_poverty_village]

    @property
    def delisted(self) -> list[VillageRow]:
        return [row for row in self.rows if row.delisted_on]

    @property
    def without_officer(self) -> list[VillageRow]:
        return [row for row in self.rows if row.officer is None]

    @property
    def decrease(self) -> int:
        """Households fewer than COMPARED_DAYS before."""
        return sum(row.decrease for row in self.rows)

    @property
    def turned(self) -> list[tuple[Lamp, Lamp, list[VillageRow]]]:
        """(lamp before, lamp now, villages) where they differ, worsening ones first."""
        found: dict[tuple[Lamp, Lamp], list[VillageRow]] = {}
        for row in self.rows:
            if row.earlier is not None and row.earlier_lamp is not row.lamp:
                found.setdefault((row.earlier_lamp, row.lamp), []).append(row)
        return [(before, now, rows) for (before, now), rows in found.items()]

    @property
    def most_decreased(self) -> list[VillageRow]:
        falling = sorted((row for row in self.rows if row.decrease > 0), key=lambda row: -row.decrease)
        return falling[:3]

    @property
    def standing_still(self) -> list[VillageRow]:
        """Villages with households left and none fewer than COMPARED_DAYS before, longest first."""
        still = [row for row in self.rows if row.tally.households and row.decrease <= 0]
        return sorted(still, key=lambda row: -row.still_periods)[:3]

    @property
    def baseline_gap(self) -> int:
        """Households of the stored baseline that the registry's history does not know for that day."""
        return self.baseline.households - self.registered_start if self.baseline else 0


@dataclass(frozen=True)
class _Facts:
    """What was read, and how a row is made of it."""

    on: date
    baseline: Baseline | None
    criteria: tuple[Criterion, ...]
    standing: Standing
    history: History
    lists: HouseholdLists

    def households_of(self, *categories: Category) -> int:
        return sum(self.standing.categories.get(category, Tally()).households for category in categories)

    def registered_start(self, keys: list[int]) -> int:
        starts_on = self.baseline.starts_on if self.baseline else self.on
        return sum(self.history.remaining(key, on=starts_on) for key in keys)

    def whole_pace(self, keys: list[int]) -> Pace | None:
        """All villages against the stored baseline, which is a figure of the plan and not of the registry."""
        pace = self.pace(keys, on=self.on)
        return replace(pace, start=self.baseline.households) if pace and self.baseline else None

    def pace(self, keys: list[int], *, on: date) -> Pace | None:
        if self.baseline is None:
            return None

        def remaining(day: date) -> int:
            return sum(self.history.remaining(key, on=day) for key in keys)

        now, start = Fortnight.containing(on), remaining(self.baseline.starts_on)
        periods = sum(now.shifted(-k).start >= self.baseline.starts_on for k in range(1, RECENT_PERIODS + 1))
        ended, began = now.previous.end, now.shifted(-periods - 1).end
        return Pace(
            on=on,
            started=self.baseline.starts_on,
            deadline=self.baseline.deadline,
            start=start,
            lifted=start - remaining(on),
            remaining=remaining(on),
            recent=(remaining(began) - remaining(ended)) / periods if periods else None,
            periods=periods,
        )

    def village(self, village: Village) -> VillageRow:
        key, tally = village.pk, self.standing.villages.get(village.pk, Tally())
        before = self.on - timedelta(days=COMPARED_DAYS)
        started = self.baseline is not None and before >= self.baseline.starts_on
        return VillageRow(
            village=village,
            tally=tally,
            remaining=self.lists.figure(tally.households, view="poor", village=key),
            unhelped=self.lists.figure(tally.households - tally.helped, view="unhelped", village=key),
            pace=self.pace([key], on=self.on),
            earlier=self.pace([key], on=before) if started else None,
            decrease=self.history.remaining(key, on=before) - self.history.remaining(key, on=self.on),
            still_periods=self.still_periods(key),
            hardest=self.hardest(key),
        )

    def still_periods(self, key: int) -> int:
        """Whole half-months in a row, up to the last one, without a decrease."""
        period, count = Fortnight.containing(self.on).previous, 0
        while self.baseline and period.start >= self.baseline.starts_on:
            if self.history.remaining(key, on=period.previous.end) > self.history.remaining(key, on=period.end):
                break
            period, count = period.previous, count + 1
        return count

    def hardest(self, key: int) -> str:
        """住房安全 12: the criterion that most households of the village have not met."""
        counts = {c.name: self.standing.checks.get((c.pk, CheckState.NOT_MET), {}).get(key, 0) for c in self.criteria}
        name, most = max(counts.items(), key=lambda item: item[1], default=("", 0))
        return f"{name} {most}" if most else ""

    def criterion(self, criterion: Criterion) -> CriterionRow:
        states = {state: sum(self.standing.checks.get((criterion.pk, state), {}).values()) for state in CheckState}
        unchecked = self.standing.total.households - sum(states.values())
        return CriterionRow(
            criterion=criterion,
            not_met=self.lists.figure(states[CheckState.NOT_MET], view="poor", criterion=criterion.code),
            unchecked=self.lists.figure(unchecked, view="poor", unchecked=criterion.code),
        )
