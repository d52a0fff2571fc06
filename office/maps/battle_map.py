"""The battle map (作战图): one set of figures of a day for screen, wall, paper and Excel (R2.1, R2.2).

Everything that any of them shows is in the one dataclass, of the sub-district or of one village; what a figure is
called and how it is counted stands in office/maps/map_figures.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery

from households.codes import Category, CheckState, MeasureKind, PovertyCause, TradeKind
from households.models import Criterion, Exit
from households.sheets.village_exit import VillageExitSheet
from office.bags.coverage import BagCoverage
from office.maps import figures
from office.maps.figures import History, Standing, Tally
from office.maps.fund_board import FundBoard
from office.maps.help_board import HelpBoard
from office.maps.lamps import SEVERITY, rules
from office.maps.lists import Figure, Reader
from office.maps.pace import RECENT_PERIODS, Pace
from office.maps.timetable_board import Timetable, TimetableBoard, read_timetables
from office.maps.village_row import VillageRow
from office.reports.register import ReportRegister
from povertyplan.ui.dates import iso, local_day
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
    """Remaining households with the cause at all, and `main` of them with it as the main one, which `mains` opens."""

    label: str
    main: int
    households: Figure
    mains: Figure


@dataclass(frozen=True)
class TradeLine:
    """So many remaining households live on this kind of trade (一户一业)."""

    label: str
    households: int
    figure: Figure


@dataclass(frozen=True)
class MeasureLine:
    """So many remaining households have a measure of this kind that runs (帮扶措施)."""

    label: str
    households: Figure


@dataclass(frozen=True)
class BattleMap:
    """What every battle map shows of its villages on the day `on`, as it was known at `now`.

    `rows`, and with them every table and chart, are in the order of urgency. `help` and `funds` are None for who may
    not see them; `delistings` are the poverty villages' (R2.3).
    """

    on: date
    now: datetime
    reader: Reader
    baseline: Baseline | None
    pace: Pace | None
    rows: tuple[VillageRow, ...]
    total: Tally
    remaining: Figure
    vulnerable: Figure
    helped: Figure
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
    trades: tuple[TradeLine, ...]
    tradeless: Figure
    joined: Figure
    measures: tuple[MeasureLine, ...]
    measureless: Figure
    register: ReportRegister
    timetable: TimetableBoard
    help: HelpBoard | None
    funds: FundBoard | None
    delistings: tuple[VillageExitSheet, ...]

    @classmethod
    def of(cls, villages: VillageQuerySet, *, on: date, now: datetime, reader: Reader) -> "BattleMap":
        """As many queries for one household as for a hundred thousand."""
        lists = reader.lists
        delisted = Exit.objects.of_villages().closed().filter(village=OuterRef("pk"), closed_on__lte=on)
        found = list(villages.with_officers(on=on).annotate(delisted_on=Subquery(delisted.values("closed_on")[:1])))
        keys = [village.pk for village in found]
        register = ReportRegister.of(found, on=on, now=now)
        help_ = HelpBoard.of(found, on=on, page=reader.page) if reader.sees_enterprises else None
        facts = _Facts(
            on=on,
            baseline=Baseline.objects.in_force(on=on),
            criteria=tuple(Criterion.objects.in_force()),
            standing=figures.standing(keys, on=on, told_later=on < local_day(now)),
            history=figures.history(keys, on=on),
            reader=reader,
            register=register,
            timetables=read_timetables(keys, on=on),
            partners=help_.partners if help_ else {},
        )
        rows = tuple(sorted((facts.village(village) for village in found), key=lambda row: row.order))
        total, baseline = facts.standing.total, facts.baseline
        in_order = [row.village for row in rows]
        return cls(
            on=on,
            now=now,
            reader=reader,
            baseline=baseline,
            pace=facts.whole_pace(keys),
            rows=rows,
            total=total,
            remaining=lists.figure(total.households, view="poor"),
            vulnerable=lists.figure(facts.households_of(Category.DIBAO, Category.WUBAO), view="benefits"),
            helped=lists.figure(total.helped, view="poor", pairing="yes"),
            unhelped=lists.figure(total.households - total.helped, view="unhelped"),
            visited=lists.figure(total.visited, view="poor", visited="in30"),
            quiet=lists.figure(total.households - total.visited, view="quiet"),
            criteria=tuple(facts.criterion(criterion) for criterion in facts.criteria),
            bags=BagCoverage.of(facts.standing, found, lists),
            causes=tuple(
                CauseRow(
                    PovertyCause(code).label,
                    main,
                    lists.figure(count, view="poor", cause=code),
                    lists.figure(main, view="poor", main=code),
                )
                for code, count, main in facts.standing.causes
            ),
            series=facts.history.series(since=baseline.starts_on) if baseline else (),
            registered_start=facts.registered_start(keys),
            trades=tuple(
                TradeLine(TradeKind(kind).label, count, lists.figure(count, view="poor", trade=kind))
                for kind, count in sorted(facts.standing.trades.items(), key=lambda item: (-item[1], item[0]))
            ),
            tradeless=lists.figure(total.households - total.trading, view="no_trade"),
            joined=lists.figure(total.joined, view="poor", trade="part"),
            measures=tuple(
                MeasureLine(MeasureKind(kind).label, lists.figure(count, view="poor", measure=kind))
                for kind, count in sorted(facts.standing.measures.items(), key=lambda item: (-item[1], item[0]))
            ),
            measureless=lists.figure(total.households - facts.standing.measured, view="poor", measure="none"),
            register=register.in_order(in_order),
            timetable=TimetableBoard(rows, facts.timetables, on=on),
            help=help_,
            funds=FundBoard.of(in_order, on=on, may_open=reader.opens_pages) if reader.sees_funds else None,
            delistings=tuple(
                VillageExitSheet.of_all(
                    [village for village in in_order if village.is_poverty_village],
                    on=on,
                    people={key: tally.persons for key, tally in facts.standing.villages.items()},
                )
            ),
            **Exit.objects.filter(village__in=keys).held_up(on=on),
        )

    @classmethod
    def order(cls, villages: VillageQuerySet, *, on: date, now: datetime) -> list[int]:
        """Keys in the order of the map, with five queries: for walking from village to village."""
        found = list(villages.order_by("code"))
        facts = _Facts(
            on=on,
            baseline=Baseline.objects.in_force(on=on),
            history=figures.history([village.pk for village in found], on=on),
            register=ReportRegister.of(found, on=on, now=now),
        )
        return [row.village.pk for row in sorted(map(facts.village, found), key=lambda row: row.order)]

    @property
    def village(self) -> VillageRow:
        """Of a map of one village."""
        (row,) = self.rows
        return row

    @property
    def lamp_rules(self) -> dict[Lamp, str]:
        """What each lamp means; without a baseline none is lit."""
        return rules() if self.baseline else {}

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
        """Those that fell most, if they are few; where most fell alike nobody stands out."""
        most = max((row.decrease for row in self.rows), default=0)
        found = [row for row in self.rows if row.decrease == most] if most > 0 else []
        return found if len(found) <= 3 else []

    @property
    def standing_still(self) -> list[VillageRow]:
        """Villages with households left and none fewer than COMPARED_DAYS before, longest first."""
        still = [row for row in self.rows if row.tally.households and row.decrease <= 0]
        return sorted(still, key=lambda row: -row.still_periods)[:3]

    @property
    def baseline_gap(self) -> int:
        """Households of the stored baseline that the registry's history does not know for that day."""
        return self.baseline.households - self.registered_start if self.baseline and not self.reader.is_part else 0


@dataclass(frozen=True)
class _Facts:
    """What was read, and how a row is made of it."""

    on: date
    baseline: Baseline | None
    history: History
    register: ReportRegister
    criteria: tuple[Criterion, ...] = ()
    standing: Standing = field(default_factory=Standing)
    timetables: Mapping[int, Timetable] = field(default_factory=dict)
    partners: Mapping[int, int] = field(default_factory=dict)
    reader: Reader = field(default_factory=Reader.of_paper)

    def households_of(self, *categories: Category) -> int:
        return sum(self.standing.categories.get(category, Tally()).households for category in categories)

    def registered_start(self, keys: list[int]) -> int:
        starts_on = self.baseline.starts_on if self.baseline else self.on
        return sum(self.history.remaining(key, on=starts_on) for key in keys)

    def whole_pace(self, keys: list[int]) -> Pace | None:
        """All villages against the stored baseline, which is a figure of the plan and not of the registry; a part of
        them against its own households."""
        pace = self.pace(keys, on=self.on)
        if self.reader.is_part:
            return pace
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
        reports = self.register.row(village)
        return VillageRow(
            village=village,
            tally=tally,
            remaining=self.reader.lists.figure(tally.households, view="poor", village=key),
            unhelped=self.reader.lists.figure(tally.households - tally.helped, view="unhelped", village=key),
            quiet=self.reader.lists.figure(tally.households - tally.visited, view="quiet", village=key),
            tradeless=self.reader.lists.figure(tally.households - tally.trading, view="no_trade", village=key),
            pace=self.pace([key], on=self.on),
            earlier=self.pace([key], on=before) if started else None,
            decrease=self.history.remaining(key, on=before) - self.history.remaining(key, on=self.on),
            still_periods=self.still_periods(key),
            hardest=self.hardest(key),
            missed=reports.missed_in_a_row,
            earlier_missed=reports.missed_on(before) if started else 0,
            product=self.timetables[key].product if key in self.timetables else "",
            partners=self.partners.get(key, 0),
            query="" if self.reader.opens_pages else f"?on={iso(self.on)}",
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
            not_met=self.reader.lists.figure(states[CheckState.NOT_MET], view="poor", criterion=criterion.code),
            unchecked=self.reader.lists.figure(unchecked, view="poor", unchecked=criterion.code),
        )
