"""The battle map's figures as drawings' data: places, steps and bars with their spoken findings."""

from dataclasses import replace

from office.maps import findings
from office.maps.battle_map import BattleMap
from office.maps.lamps import SEVERITY
from office.maps.village_board import VillageBoard
from office.maps.village_row import VillageRow
from office.plans.page import PlanPage
from office.plans.wording import PlanWords
from povertyplan.ui.charts.burndown import BurnDown
from povertyplan.ui.charts.criteria import CriterionGap, CriterionGaps
from povertyplan.ui.charts.gantt import Gantt
from povertyplan.ui.charts.geometry import rings_of
from povertyplan.ui.charts.heat import HeatStrip
from povertyplan.ui.charts.matrix import CriteriaMatrix
from povertyplan.ui.charts.road_map import RoadMap
from povertyplan.ui.charts.village_map import VillageMap, VillageShape


def lamp_words(row: VillageRow) -> str:
    return row.lamp.word if row.pace else "没有基线"


def village_map(board: BattleMap) -> VillageMap:
    counts = "，".join(f"{lamp.word} {count} 村" for lamp, count in board.lamps if count and lamp in SEVERITY[:3])
    return VillageMap(
        finding=f"{len(board.rows)} 个行政村作战图：{counts or '没有基线，还不亮灯'}。逐村数据见清单。",
        villages=tuple(
            VillageShape(
                name=row.village.name,
                lamp=row.lamp,
                number=row.tally.households,
                url=row.url,
                label=f"{row.village.name}，{lamp_words(row)}，剩余 {row.tally.households} 户",
                poverty_village=row.village.is_poverty_village,
                rings=rings_of(row.village.boundary),
            )
            for row in sorted(board.rows, key=lambda row: row.village.code)
        ),
    )


def burndown(board: BattleMap, *, today_word: str) -> BurnDown | None:
    """None without a baseline: there is no plan to draw against."""
    pace = board.pace
    if pace is None:
        return None
    finding = f"剩余户数由 {pace.start} 降到 {pace.remaining}"
    if pace.zero_on:
        finding += f"；按近 {pace.periods} 期速度推算 {pace.zero_on:%Y-%m-%d} 清零，{pace.forecast_words}"
    return BurnDown(
        finding=finding,
        baseline=max(pace.start, *(left for _, left in board.series)),
        started=pace.started,
        target=pace.deadline,
        today=pace.on,
        steps=board.series,
        zero_on=pace.zero_on,
        today_word=today_word,
        forecast=("照此速度", pace.forecast_words.removeprefix("照此速度")) if pace.forecast_words else (),
    )


def criterion_gaps(board: BattleMap) -> CriterionGaps:
    return CriterionGaps(
        finding="未达标户：" + "，".join(f"{row.criterion.name} {row.not_met.count} 户" for row in board.criteria),
        rows=tuple(
            CriterionGap(
                group=row.criterion.group,
                name=row.criterion.name,
                not_met=row.not_met.count,
                unassessed=row.unchecked.count,
                url=row.not_met.url,
            )
            for row in board.criteria
        ),
    )


def report_strip(board: BattleMap) -> HeatStrip:
    lit = {row.village.pk: row.lamp for row in board.rows}
    query = board.rows[0].query if board.rows else ""
    return board.register.strip(findings.reports(board.register), lit, query=query)


def gantt(board: BattleMap, *, today_word: str = "今日") -> Gantt:
    return replace(board.timetable.chart(findings.plans(board.timetable)), today_word=today_word)


def criteria_matrix(sheet: VillageBoard) -> CriteriaMatrix:
    return sheet.matrix(findings.village_gaps(sheet))


def village_road(page: PlanPage, *, today_word: str) -> RoadMap | None:
    """None without an approved plan with milestones: the plan's page says what is missing."""
    if page.plan is None or not page.plan.is_approved or not page.lines:
        return None
    return replace(PlanWords(page).chart, today_word=today_word)
