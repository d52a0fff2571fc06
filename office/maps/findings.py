"""The one sentence over every panel of a battle map, computed from its figures (experience §3.4).

Templates never compute: what they say of a panel is said here. Lamps and their thresholds are in office/maps/lamps.py.
"""

from dataclasses import dataclass

from households.trades import share_words
from households.visiting import VISITS_A_MONTH
from office.bags.coverage import BagCoverage
from office.maps.battle_map import BattleMap
from office.maps.fund_board import FundBoard
from office.maps.help_board import HelpBoard
from office.maps.pace import percent
from office.maps.timetable_board import TimetableBoard
from office.maps.village_board import VillageBoard
from office.plans.page import PlanPage
from office.reports.register import LOUD, RegisterRow, ReportRegister
from povertyplan.ui import dates
from povertyplan.ui.money import wan


@dataclass(frozen=True)
class Findings:
    """By panel; empty where the reader may not see it or there is nothing to say."""

    map: str
    gaps: str
    causes: str
    bags: str
    reports: str
    plans: str
    measures: str
    trades: str
    help: str
    money: str
    delistings: str


def of(board: BattleMap) -> Findings:
    return Findings(
        map=map_words(board),
        gaps=gaps(board),
        causes=causes(board),
        bags=bags(board.bags),
        reports=reports(board.register),
        plans=plans(board.timetable),
        measures=measures(board),
        trades=trades(board),
        help=given(board.help) if board.help else "",
        money=money(board.funds) if board.funds else "",
        delistings=delistings(board),
    )


def map_words(board: BattleMap) -> str:
    """The legend: what number, colour and line mean on this map."""
    words = ["数字为剩余户", "颜色越深越急" if board.baseline else "没有基线，不亮灯"]
    if board.poverty_villages:
        words.append("虚线框为贫困村")
    return "；".join(words)


def gaps(board: BattleMap) -> str:
    """未达标户最多的是稳定收入和住房安全."""
    worst = sorted((row for row in board.criteria if row.not_met), key=lambda row: -row.not_met.count)[:2]
    unchecked = max((row.unchecked.count for row in board.criteria), default=0)
    said = f"未达标户最多的是{'和'.join(row.criterion.name for row in worst)}" if worst else "没有未达标户"
    return f"{said}；白框是未核，不算达标" if unchecked else said


def causes(board: BattleMap) -> str:
    """主要是因病和缺劳力，合占剩余户 55%."""
    first = board.causes[:2]
    if not board.total.households:
        return ""
    share = percent(sum(row.main for row in first) / board.total.households)
    return f"主要是{'和'.join(row.label for row in first)}，{'合' if len(first) > 1 else ''}占剩余户 {share}%"


def bags(coverage: BagCoverage) -> str:
    """12 户还没有，30 户要重印，5 户印了没送，送到的 200 户里 180 户听明白了."""
    tally = coverage.total.tally
    missing = tally.households - tally.printed
    said = [f"{missing} 户还没有" if missing else "户户都有"]
    said += [f"{tally.stale} 户要重印"] if tally.stale else []
    said += [f"{tally.undelivered} 户印了没送"] if tally.undelivered else []
    if tally.delivered:
        said.append(f"送到的 {tally.delivered} 户里 {tally.understood} 户听明白了")
    return "，".join(said)


def reports(register: ReportRegister) -> str:
    """11月上 12 / 15 村已报；黄土岭连缺 2 期以上."""
    if register.current is None:
        return "还没有到期的半月报"
    said = f"{register.current.period.label} {register.current.filed} / {register.current.villages} 村已报"
    silent = [row.village.short_name for row in register.rows if row.missed_in_a_row >= LOUD]
    if not silent:
        return said
    who = "、".join(silent) if len(silent) <= LOUD else f"{len(silent)} 村"
    return f"{said}；{who}连缺 {LOUD} 期以上"


def filed(row: RegisterRow) -> str:
    """Of one village: 到期 21 期，报了 18 期，按时 10 期；连缺 2 期."""
    if not row.due:
        return "还没有到期的半月报"
    said = f"到期 {row.due} 期，报了 {row.filed} 期，按时 {row.on_time} 期"
    return f"{said}；连缺 {row.missed_in_a_row} 期" if row.missed_in_a_row else said


def road(page: PlanPage) -> str:
    """烘干房建成晚 4 个月；下一步烘干房建成，2018-01-16，逾期 62 天."""
    said = []
    behind = page.furthest_behind
    if behind:
        said.append(f"{behind.milestone.name}{behind.slip_words}")
    following = next((line for line in page.lines if line.milestone.done_on is None), None)
    if following:
        said.append(f"下一步{following.milestone.name}，{dates.iso(following.milestone.due_on)}，{following.state[1]}")
    return "；".join(said) or "里程碑都完成了"


def plans(board: TimetableBoard) -> str:
    """马鞍山金银花晚 4 个月；2 村还没有批准的规划."""
    if not board.rows:
        return ""
    words = []
    if board.behind:
        row, days = board.behind[0]
        words.append(f"{row.village.short_name}{board.plans[row.village.pk].product}晚 {dates.span(days)}")
        if len(board.behind) > 1:
            words.append(f"共 {len(board.behind)} 村有欠账")
    missing = len(board.rows) - len(board.approved)
    if missing:
        words.append(f"{missing} 村还没有批准的规划")
    return "；".join(words) or "到今天该完成的都完成了"


def measures(board: BattleMap) -> str:
    """480 户有在做的措施，7 户没有；最多的是产业扶持."""
    left = board.total.households
    if not left:
        return "没有剩余户"
    missing = board.measureless.count
    said = f"{left - missing} 户有在做的措施，{missing} 户没有" if missing else f"{left} 户都有在做的措施"
    return f"{said}；最多的是{board.measures[0].label}" if board.measures else said


def trades(board: BattleMap) -> str:
    """一户一业: 487 户里 400 户有一业，87 户没有；310 户参加一村一品."""
    tally = board.total
    if not tally.households:
        return "没有剩余户"
    said = share_words(tally.trading, tally.households, does="有一业", does_not="没有")
    return f"{said}；{tally.joined} 户参加一村一品"


def given(board: HelpBoard) -> str:
    """33 家中 11 家还没有兑现."""
    if not board.paired:
        return "还没有企业结对"
    waiting = max(0, board.paired - board.overall.delivering)
    return f"{board.paired} 家中 {waiting} 家还没有兑现" if waiting else f"{board.paired} 家都有兑现"


def money(board: FundBoard) -> str:
    """3 个试点村收 61.2 万元，用了 28.0 万元，结余 33.2 万元."""
    if not board.lines:
        return "还没有试点村"
    came, went, left = wan(board.came), wan(board.went), wan(board.left)
    return f"{len(board.lines)} 个试点村收 {came} 万元，用了 {went} 万元，结余 {left} 万元"


def delistings(board: BattleMap) -> str:
    """黄土岭还差贫困发生率；马鞍山 6 项都达标."""
    said = []
    for sheet in board.delistings:
        name = sheet.village.short_name
        if sheet.delisted_on:
            said.append(f"{name} {dates.iso(sheet.delisted_on)} 已出列")
        elif not sheet.points:
            said.append(f"{name}没有出列标准")
        elif sheet.missing:
            more = "等" if len(sheet.missing) > 1 else ""
            said.append(f"{name}还差{sheet.missing[0].name}{more} {len(sheet.missing)} 项")
        else:
            said.append(f"{name} {len(sheet.points)} 项都达标")
    return "；".join(said)


@dataclass(frozen=True)
class HouseholdFindings:
    """Of one village's households."""

    pairs: str
    trades: str
    gaps: str


def of_households(sheet: VillageBoard) -> HouseholdFindings:
    return HouseholdFindings(pairs=pairs(sheet), trades=village_trades(sheet), gaps=village_gaps(sheet))


def pairs(sheet: VillageBoard) -> str:
    """3 户没有责任人；本月每户走访 2 次，还差的有 12 户."""
    alone = sum(mark.household.helper_pk is None for mark in sheet.remaining)
    behind = sum(mark.visits_this_month < VISITS_A_MONTH for mark in sheet.remaining)
    first = f"{alone} 户没有责任人" if alone else f"{len(sheet.remaining)} 户都有责任人"
    return f"{first}；本月每户走访 {VISITS_A_MONTH} 次，还差的有 {behind} 户" if behind else first


def village_trades(sheet: VillageBoard) -> str:
    said = share_words(len(sheet.remaining) - sheet.without_trade, len(sheet.remaining), does="有一业", does_not="没有")
    joined = sum(mark.takes_part for mark in sheet.remaining)
    return f"{said}；{joined} 户参加一村一品"


def village_gaps(sheet: VillageBoard) -> str:
    """卡在稳定收入（14 户）和住房安全（9 户）；20 户有未核项，未核不算达标."""
    worst = sorted((gap for gap in sheet.gaps if gap[1]), key=lambda gap: -gap[1])[:2]
    stuck = "和".join(f"{criterion.name}（{count} 户）" for criterion, count, _ in worst)
    unchecked = sheet.with_unchecked
    said = f"卡在{stuck}" if stuck else "没有未达标的核查记录"
    return f"{said}；{unchecked} 户有未核项，未核不算达标" if unchecked else said
