"""A battle map as a sheet for the wall: one page of everything, of the sub-district or of one village (R2.1).

Made of the map's dataclass, without ORM, so that paper shows the figures of the screen. A1 is the measure; A0 and A3
are the same sheet with another root size (static/css/poster.css). No household's name stands on it: it hangs where
everybody passes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from django.conf import settings

from enterprises.mode_tables import ModeLine
from office.maps import charts, findings, lamps
from office.maps.battle_map import BattleMap
from office.maps.findings import Findings, HouseholdFindings
from office.maps.help_board import PairedEnterprise
from office.maps.timetable_board import Point
from office.maps.village_board import HouseholdMark, PairRow, VillageBoard
from office.maps.village_row import VillageRow
from povertyplan.ui import dates
from povertyplan.ui.charts.burndown import BurnDown
from povertyplan.ui.charts.criteria import CriterionGaps
from povertyplan.ui.charts.gantt import Gantt
from povertyplan.ui.charts.heat import HeatStrip
from povertyplan.ui.charts.lettering import clipped, width
from povertyplan.ui.charts.point_map import PointMap
from povertyplan.ui.charts.road_map import Milestone, RoadMap
from povertyplan.ui.charts.village_map import VillageMap
from povertyplan.ui.lamps import Lamp
from villages.models import PaperSize, Village
from villages.periods import Fortnight

# Half-months to be filled in by hand: a quarter of a year, then a new sheet is due.
HALF_MONTHS = 6
# So many villages fit in letters of 5 mm; the others stand on the screen in the same order.
MOST_VILLAGES = 24
# So many are set in the usual size, more of them closer.
ROOMY_VILLAGES = 15
# Units of the Gantt's drawing that its place on the sheet holds: heads and rows.
_GANTT_ROOM, _GANTT_ROW = 330, 22
_ROAD_ROOM, _ROAD_ROW = 215, 30
MOST_MILESTONES = 9
MOST_ENTERPRISES = 5
MOST_TRADES = 6
# Poverty villages with their points by name; more of them get a line each.
DETAILED_DELISTINGS = 3
MOST_DELISTINGS = 5
# Groups in lines of the usual height, without and with the village's own way out (出列) under them.
ROOMY_GROUPS, ROOMY_GROUPS_ABOVE = 14, 7
MOST_GROUPS, MOST_GROUPS_ABOVE = 22, 11
# The pairing table: households in a line, lines that fit, and square letters that fit as running text.
_PAIRED_A_LINE, _PAIR_LINES, _PAIR_LETTERS = 6, 16, 620.0
# Points unmet that are named, in letters.
_MISSING_LETTERS = 62.0


@dataclass(frozen=True)
class Imprint:
    """What tells this edition from any other; `address` is what the QR code opens."""

    number: int
    known_at: datetime
    address: str


@dataclass(frozen=True)
class Delisting:
    """A poverty village on its way out (出列): how many points are met, and what is short of the others."""

    row: VillageRow
    incidence: str
    wanted: str
    met: int
    points: int
    missing: str
    out_on: str = ""


@dataclass(frozen=True)
class Pairs:
    """Every remaining household beside its helper, by the tail of its number; `close` where lines do not suffice."""

    rows: tuple[PairRow, ...]
    is_close: bool
    left_out: int = 0


@dataclass(frozen=True)
class Group:
    """A line of the village's 销号栏."""

    name: str
    remaining: int
    lamp: Lamp


@dataclass(frozen=True)
class ModeBar:
    """One of the five modes; `share` is delivered of pledged, from 0 to 100."""

    line: ModeLine
    share: float


@dataclass(frozen=True)
class VillageSheet:
    """What a village's poster has and the sub-district's has not."""

    village: Village
    row: VillageRow
    says: HouseholdFindings
    points: PointMap
    counts: tuple[tuple[Lamp, str, int], ...]
    pairs: Pairs
    groups: tuple[Group, ...]
    groups_left_out: int
    is_close: bool
    road: RoadMap | None
    strip: HeatStrip
    filed: str
    enterprises: tuple[PairedEnterprise, ...]
    enterprises_left_out: int
    rule: str = lamps.HOUSEHOLD_RULE

    @property
    def road_row(self) -> int:
        return min(_ROAD_ROW, _ROAD_ROOM // max(1, len(self.road.milestones))) if self.road else _ROAD_ROW


@dataclass(frozen=True)
class Poster:
    """`say` are the findings under the titles; `rules` are (lamp, villages, threshold) with words."""

    board: BattleMap
    size: PaperSize
    note: str
    say: Findings
    rows: tuple[VillageRow, ...]
    periods: tuple[Fortnight, ...]
    rules: tuple[tuple[Lamp, int, str], ...]
    delistings: tuple[Delisting, ...]
    map: VillageMap
    burn: BurnDown | None
    gaps: CriterionGaps
    gantt: Gantt
    of_village: VillageSheet | None
    imprint: Imprint | None = None

    @classmethod
    def of(
        cls,
        board: BattleMap,
        *,
        size: PaperSize,
        note: str = "",
        households: VillageBoard | None = None,
        enterprises: Sequence[PairedEnterprise] = (),
    ) -> Self:
        """`households` and `enterprises` are of the one village of a village's board; `note` says what a past day is.

        The line of today bears the date: paper that hangs for weeks has no today.
        """
        words = lamps.rules() if board.baseline else {}
        gantt = charts.gantt(board)
        return cls(
            board=board,
            size=size,
            note=note,
            say=findings.of(board),
            rows=board.rows[:MOST_VILLAGES],
            periods=half_months(board),
            rules=tuple((lamp, count, words[lamp]) for lamp, count in board.lamps if lamp in words),
            delistings=tuple(_delistings(board)),
            map=charts.village_map(board),
            burn=charts.burndown(board, today_word=dates.spoken(board.on)),
            gaps=charts.criterion_gaps(board),
            gantt=replace(gantt, rows=gantt.rows[:MOST_VILLAGES], today_word=dates.month_day(board.on)),
            of_village=_village_sheet(board, households, enterprises) if households else None,
        )

    def printed_as(self, imprint: Imprint) -> Self:
        return replace(self, imprint=imprint)

    @property
    def title(self) -> str:
        place = self.of_village.village.name if self.of_village else settings.OFFICE_NAME
        return f"{place}脱贫攻坚作战图"

    @property
    def is_long(self) -> bool:
        """The title would run into the figures beside it."""
        return len(self.title) > 14

    @property
    def office(self) -> str:
        return settings.OFFICE_NAME

    @property
    def hotline(self) -> str:
        return settings.OFFICE_HOTLINE

    @property
    def is_close(self) -> bool:
        """Set closer, because there are many villages."""
        return len(self.rows) > ROOMY_VILLAGES

    @property
    def left_out(self) -> int:
        """Villages that found no place in the tables."""
        return len(self.board.rows) - len(self.rows)

    @property
    def gantt_row(self) -> int:
        return max(12, min(_GANTT_ROW, _GANTT_ROOM // max(1, len(self.rows))))

    @property
    def period(self) -> Fortnight:
        """The half-month in which the printed counts stand."""
        return Fortnight.containing(self.board.on)

    @property
    def trades(self) -> str:
        """养殖 87 户，种植 86 户."""
        said = "，".join(f"{line.label} {line.households} 户" for line in self.board.trades[:MOST_TRADES])
        return f"{said}等" if self.board.trades[MOST_TRADES:] else said

    @property
    def modes(self) -> list[ModeBar]:
        lines = self.board.help.lines if self.board.help else ()
        return [
            ModeBar(line, min(100.0, 100 * line.total.delivered / line.total.pledged) if line.total.pledged else 0.0)
            for line in lines
        ]


def half_months(board: BattleMap) -> tuple[Fortnight, ...]:
    """Those after the one that goes on, for filling in by hand."""
    now = Fortnight.containing(board.on)
    return tuple(now.shifted(k) for k in range(1, HALF_MONTHS + 1))


def _delistings(board: BattleMap) -> list[Delisting]:
    rows = {row.village.pk: row for row in board.rows}
    detailed = len(board.delistings) <= DETAILED_DELISTINGS
    found = []
    for sheet in board.delistings[:MOST_DELISTINGS]:
        short = sheet.missing
        said = "，".join(f"{point.name.split('（')[0]}{point.verdict}" for point in short)
        found.append(
            Delisting(
                row=rows[sheet.village.pk],
                incidence=sheet.incidence.shown if sheet.incidence else "—",
                wanted=sheet.incidence.wanted if sheet.incidence else "没有标准",
                met=len(sheet.points) - len(short),
                points=len(sheet.points),
                missing=clipped(f"还差：{said}", _MISSING_LETTERS, 1) if short and detailed else "",
                out_on=dates.iso(sheet.delisted_on) if sheet.delisted_on else "",
            )
        )
    return found


def _village_sheet(board: BattleMap, households: VillageBoard, enterprises: Sequence[PairedEnterprise]) -> VillageSheet:
    roomy, most = (ROOMY_GROUPS_ABOVE, MOST_GROUPS_ABOVE) if board.delistings else (ROOMY_GROUPS, MOST_GROUPS)
    groups = [Group(group.name, group.remaining, _most_severe(group.marks)) for group in households.groups]
    return VillageSheet(
        village=board.village.village,
        row=board.village,
        says=findings.of_households(households),
        points=households.point_map,
        counts=tuple(found for found in households.counts if found[2]),
        pairs=_pairs(households.pairs),
        groups=tuple(groups[:most]),
        groups_left_out=len(groups[most:]),
        is_close=len(groups) > roomy,
        road=_road_map(board),
        strip=charts.report_strip(board),
        filed=findings.filed(board.register.rows[0]),
        enterprises=tuple(enterprises[:MOST_ENTERPRISES]),
        enterprises_left_out=len(enterprises[MOST_ENTERPRISES:]),
    )


def _most_severe(marks: Sequence[HouseholdMark]) -> Lamp:
    open_ = [mark.lamp for mark in marks if mark.lamp in lamps.SEVERITY]
    return min(open_, key=lamps.SEVERITY.index, default=Lamp.DONE)


def _pairs(rows: Sequence[PairRow]) -> Pairs:
    """Lines as long as they fit, then running text, and of what does not fit even so the number of households."""
    lines = sum(-(-len(row.marks) // _PAIRED_A_LINE) for row in rows)
    if lines <= _PAIR_LINES:
        return Pairs(tuple(rows), is_close=False)
    kept, letters = [], 0.0
    for row in rows:
        letters += width(row.name, 1) + 4 + len(row.marks) * 3.2
        if letters > _PAIR_LETTERS:
            break
        kept.append(row)
    return Pairs(tuple(kept), is_close=True, left_out=sum(len(row.marks) for row in rows[len(kept) :]))


def _road_map(board: BattleMap) -> RoadMap | None:
    """None without an approved plan."""
    plan = board.timetable.plans.get(board.village.village.pk)
    if plan is None or not plan.is_approved:
        return None
    on = board.on
    return RoadMap(
        finding=f"{plan.product}线路图",
        today=on,
        milestones=tuple(
            Milestone(
                name=point.name,
                due_on=point.planned_on,
                baseline_on=point.planned_on,
                done_on=None if point.is_open(on=on) else point.done_on,
                note=f"{point.stage}，{_standing(point, on)}",
            )
            for point in plan.points[:MOST_MILESTONES]
        ),
        today_word=dates.month_day(on),
    )


def _standing(point: Point, on: date) -> str:
    if point.is_debt(on=on):
        return "欠账"
    return "没到期" if point.is_open(on=on) else "已完成"
