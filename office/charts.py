"""The battle map's figures as drawings' data: places, steps and bars with their spoken findings."""

from datetime import date

from office.battle_map import BattleMap, VillageRow
from office.lamps import SEVERITY
from office.pace import percent
from povertyplan.ui.charts.burndown import BurnDown
from povertyplan.ui.charts.criteria import CriterionGap, CriterionGaps
from povertyplan.ui.charts.geometry import rings_of
from povertyplan.ui.charts.village_map import VillageMap, VillageShape
from povertyplan.ui.dates import spoken


def lamp_words(row: VillageRow) -> str:
    return row.lamp.word if row.pace else "没有基线"


def map_words(board: BattleMap) -> str:
    """The legend: what number, colour and line mean on this map."""
    words = ["数字为剩余户", "颜色越深越急" if board.baseline else "没有基线，不亮灯"]
    if board.poverty_villages:
        words.append("虚线框为贫困村")
    return "；".join(words)


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


def burndown(board: BattleMap, *, today: date) -> BurnDown | None:
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
        today_word="今日" if pace.on == today else spoken(pace.on),
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


def gaps_finding(board: BattleMap) -> str:
    """未达标户最多的是稳定收入和住房安全; the one sentence over the bars."""
    worst = sorted((row for row in board.criteria if row.not_met), key=lambda row: -row.not_met.count)[:2]
    unchecked = max((row.unchecked.count for row in board.criteria), default=0)
    said = f"未达标户最多的是{'和'.join(row.criterion.name for row in worst)}" if worst else "没有未达标户"
    return f"{said}；白框是未核，不算达标" if unchecked else said


def causes_finding(board: BattleMap) -> str:
    """主要是因病和缺劳力，合占 55%."""
    first = board.causes[:2]
    if not board.total.households:
        return ""
    share = percent(sum(row.main for row in first) / board.total.households)
    return f"主要是{'和'.join(row.label for row in first)}，{'合' if len(first) > 1 else ''}占剩余户 {share}%"
