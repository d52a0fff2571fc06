"""Every figure of a battle map under a code, with its name and how it is counted (口径): the one list of them.

An edition keeps them, "what changed since" compares them, the Excel file lists them, the superior's form asks for them
by code: {{office.remaining_households}}, {{village.remaining_households}}.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.urls import reverse

from enterprises.codes import Mode
from enterprises.mode_tables import ModeLine
from enterprises.modes import RULES
from households.sheets.village_exit import VillageExitSheet
from households.village_exit import Point
from office.bags.coverage import CoverageRow
from office.maps import lamps
from office.maps.battle_map import BattleMap, CauseRow, CriterionRow, MeasureLine, TradeLine
from office.maps.fund_board import FundLine
from office.maps.village_row import VillageRow
from povertyplan.ui.lamps import Lamp

T = TypeVar("T")
# Money is in 元.
Value = int | Decimal | date | str | None


def always(board: "BattleMap") -> bool:
    return True


def sees_plans(board: "BattleMap") -> bool:
    return board.reader.sees_plans


@dataclass(frozen=True)
class Definition(Generic[T]):
    """`of` gives the value of one T of a map; `opens` the address of the list behind it, where there is one; `asks`
    whether the map's reader may see it.
    """

    code: str
    label: str
    rule: str
    of: Callable[[BattleMap, T], Value]
    unit: str = ""
    opens: Callable[[BattleMap, T], str] = lambda board, thing: ""
    asks: Callable[[BattleMap], bool] = always


@dataclass(frozen=True)
class MapFigure:
    """One figure of one map. `code` names it among all figures of the map, `place` says whose it is: 黄土岭, 因病."""

    code: str
    place: str
    label: str
    rule: str
    unit: str
    value: Value
    url: str

    @property
    def shown(self) -> str:
        return shown(self.value)

    def as_kept(self) -> dict[str, str]:
        """What an edition remembers."""
        return {"code": self.code, "place": self.place, "label": self.label, "value": self.shown}


def shown(value: Value) -> str:
    """As it is printed: – for nothing, money with two decimals, dates as 2017-11-16."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)


_REMAINING = "未脱贫、预脱贫和返贫的户，按每户的状态日期算"
_UNMET = "剩余户里这一项核为未达标的户"
_LAMPS = lamps.rules()


@dataclass(frozen=True)
class Delisting:
    """One point of one poverty village (R2.3)."""

    sheet: VillageExitSheet
    point: Point


def _villages(board: BattleMap, query: str = "") -> str:
    url = reverse("office:village_list")
    return board.reader.page(f"{url}?{query}" if query else url, of_all=True)


def _lit(board: BattleMap, lamp: Lamp) -> int:
    return dict(board.lamps)[lamp]


def _opens(lamp: Lamp) -> Callable[[BattleMap, BattleMap], str]:
    return lambda board, _: _villages(board, f"lamp={lamp.value}") if _lit(board, lamp) else ""


def _step_count(place: int) -> Callable[[BattleMap, BattleMap], Value]:
    return lambda board, _: board.help.steps[place].enterprises if board.help else None


def _step_url(place: int) -> Callable[[BattleMap, BattleMap], str]:
    return lambda board, _: board.help.steps[place].figure.url if board.help else ""


def _funds_url(board: BattleMap, _: BattleMap) -> str:
    return board.reader.page(reverse("funds:fund_list"), of_all=True)


def _here(board: BattleMap, row: VillageRow, count: int, **query: str) -> str:
    return board.reader.lists.figure(count, view="poor", village=row.village.pk, **query).url


def _partners(board: BattleMap, row: VillageRow) -> str:
    url = f"{reverse('enterprises:enterprise_list')}?view=paired&village={row.village.pk}"
    return board.reader.page(url) if row.partners else ""


OFFICE: tuple[Definition[BattleMap], ...] = (
    Definition("date", "数据日期", "这张图是哪一天的", lambda b, _: b.on),
    Definition("villages", "行政村", "登记的行政村", lambda b, _: len(b.rows), "个", lambda b, _: _villages(b)),
    Definition(
        "remaining_households", "剩余户", _REMAINING, lambda b, _: b.remaining.count, "户", lambda b, _: b.remaining.url
    ),
    Definition("remaining_persons", "剩余人", "剩余户里在家的成员", lambda b, _: b.total.persons, "人"),
    Definition(
        "vulnerable_households",
        "低保五保剩余户",
        "剩余户里类别为低保或五保的",
        lambda b, _: b.vulnerable.count,
        "户",
        lambda b, _: b.vulnerable.url,
    ),
    Definition(
        "baseline_households",
        "基线户数",
        "计划文件写明的起点户数",
        lambda b, _: b.baseline.households if b.baseline and not b.reader.is_part else None,
        "户",
    ),
    Definition(
        "baseline_persons",
        "基线人数",
        "计划文件写明的起点人数",
        lambda b, _: b.baseline.persons if b.baseline and not b.reader.is_part else None,
        "人",
    ),
    Definition("deadline", "目标日", "计划文件写明的完成日期", lambda b, _: b.pace.deadline if b.pace else None),
    Definition("days_left", "剩余天数", "目标日减数据日期", lambda b, _: b.pace.days_left if b.pace else None, "天"),
    Definition(
        "time_percent", "时间已过", "已过天数 ÷ 计划总天数", lambda b, _: b.pace.time_percent if b.pace else None, "%"
    ),
    Definition(
        "lifted_percent",
        "已脱贫比例",
        "计划开始以来减少的户 ÷ 基线户数",
        lambda b, _: b.pace.percent if b.pace else None,
        "%",
    ),
    Definition("decrease", "近 15 天减少", "15 天前的剩余户减现在的", lambda b, _: b.decrease, "户"),
    Definition(
        "helped_households",
        "有责任人",
        "剩余户里当天有帮扶责任人的",
        lambda b, _: b.helped.count,
        "户",
        lambda b, _: b.helped.url,
    ),
    Definition(
        "unhelped_households",
        "没有责任人",
        "剩余户里当天没有帮扶责任人的",
        lambda b, _: b.unhelped.count,
        "户",
        lambda b, _: b.unhelped.url,
    ),
    Definition(
        "quiet_households",
        "30 天没走访",
        "剩余户里 30 天内没有走访记录的",
        lambda b, _: b.quiet.count,
        "户",
        lambda b, _: b.quiet.url,
    ),
    Definition(
        "trading_households",
        "有一业",
        "剩余户里登记了一户一业的",
        lambda b, _: b.total.trading,
        "户",
        lambda b, _: b.reader.lists.figure(b.total.trading, view="poor", trade="trade").url,
    ),
    Definition(
        "tradeless_households",
        "没有一业",
        "剩余户里没有登记一户一业的",
        lambda b, _: b.tradeless.count,
        "户",
        lambda b, _: b.tradeless.url,
    ),
    Definition(
        "joined_households",
        "参加一村一品",
        "剩余户里当天参加本村产业的",
        lambda b, _: b.joined.count,
        "户",
        lambda b, _: b.joined.url,
    ),
    Definition(
        "measureless_households",
        "没有在做的措施",
        "剩余户里当天没有正在进行的帮扶措施的",
        lambda b, _: b.measureless.count,
        "户",
        lambda b, _: b.measureless.url,
    ),
    Definition(
        "poverty_villages",
        "贫困村",
        "登记为贫困村的村",
        lambda b, _: len(b.poverty_villages),
        "个",
        lambda b, _: _villages(b, "poverty=1"),
    ),
    Definition(
        "delisted_villages",
        "已出列村",
        "已公告出列的贫困村",
        lambda b, _: len(b.delisted),
        "个",
        lambda b, _: _villages(b, "poverty=out") if b.delisted else "",
    ),
    Definition(
        "bad_villages", f"{Lamp.BAD.word}村", _LAMPS[Lamp.BAD], lambda b, _: _lit(b, Lamp.BAD), "个", _opens(Lamp.BAD)
    ),
    Definition(
        "warn_villages",
        f"{Lamp.WARN.word}村",
        _LAMPS[Lamp.WARN],
        lambda b, _: _lit(b, Lamp.WARN),
        "个",
        _opens(Lamp.WARN),
    ),
    Definition(
        "ok_villages", f"{Lamp.OK.word}村", _LAMPS[Lamp.OK], lambda b, _: _lit(b, Lamp.OK), "个", _opens(Lamp.OK)
    ),
    Definition(
        "reported_villages",
        "本期已报村",
        "最近一个结束的半月已收到半月报的村",
        lambda b, _: b.register.current.filed if b.register.current else None,
        "个",
        lambda b, _: b.reader.page(reverse("office:report_list"), of_all=True),
        sees_plans,
    ),
    Definition(
        "bags_printed",
        "已印明白袋",
        "剩余户里印过且没有作废的",
        lambda b, _: b.bags.total.printed.count,
        "户",
        lambda b, _: b.bags.total.printed.url,
    ),
    Definition(
        "bags_stale",
        "明白袋要重印",
        "最新一版已作废，或内容和现在不同的",
        lambda b, _: b.bags.total.stale.count,
        "户",
        lambda b, _: b.bags.total.stale.url,
    ),
    Definition(
        "bags_delivered",
        "已送达",
        "最新一版已送达的",
        lambda b, _: b.bags.total.delivered.count,
        "户",
        lambda b, _: b.bags.total.delivered.url,
    ),
    Definition(
        "bags_understood",
        "听明白",
        "已送达且三问都答得上的",
        lambda b, _: b.bags.total.understood.count,
        "户",
        lambda b, _: b.bags.total.understood.url,
    ),
    *(
        Definition(code, label, rule, _step_count(place), "家", _step_url(place))
        for place, (code, label, rule) in enumerate(
            (
                ("enterprises", "结对企业", "当天和村结对的企业"),
                ("visited_enterprises", "已走访企业", "结对企业里走访过户的"),
                ("choosing_enterprises", "选定方式企业", "选了一种以上帮扶方式的企业"),
                ("pledging_enterprises", "有承诺企业", "作了承诺的企业"),
                ("delivering_enterprises", "有兑现企业", "有已确认兑现的企业"),
            )
        )
    ),
    Definition(
        "fund_came",
        "基金收入",
        "试点村基金账上进的钱",
        lambda b, _: _yuan(b.funds.came) if b.funds else None,
        "元",
        _funds_url,
    ),
    Definition(
        "fund_went",
        "基金支出",
        "试点村基金账上出的钱",
        lambda b, _: _yuan(b.funds.went) if b.funds else None,
        "元",
        _funds_url,
    ),
    Definition(
        "fund_left", "基金结余", "收入减支出", lambda b, _: _yuan(b.funds.left) if b.funds else None, "元", _funds_url
    ),
)

VILLAGE: tuple[Definition[VillageRow], ...] = (
    Definition("code", "村代码", "12 位行政村代码", lambda b, r: r.village.code),
    Definition("name", "村名", "行政村名称", lambda b, r: r.village.name),
    Definition(
        "is_poverty_village", "贫困村", "登记为贫困村", lambda b, r: "是" if r.village.is_poverty_village else "否"
    ),
    Definition("lamp", "亮灯", "时间比例减脱贫比例，和连缺半月报的期数", lambda b, r: r.lamp.word if r.pace else None),
    Definition(
        "remaining_households",
        "剩余户",
        _REMAINING,
        lambda b, r: r.tally.households,
        "户",
        lambda b, r: r.remaining.url,
    ),
    Definition("remaining_persons", "剩余人", "剩余户里在家的成员", lambda b, r: r.tally.persons, "人"),
    Definition(
        "start_households", "起点户", "计划开始那天的剩余户", lambda b, r: r.pace.start if r.pace else None, "户"
    ),
    Definition(
        "lifted_percent",
        "已脱贫比例",
        "计划开始以来减少的户 ÷ 起点户",
        lambda b, r: r.pace.percent if r.pace else None,
        "%",
    ),
    Definition("decrease", "近 15 天减少", "15 天前的剩余户减现在的", lambda b, r: r.decrease, "户"),
    Definition("leader", "包村领导", "登记的包村领导", lambda b, r: r.village.leader_name),
    Definition("officer", "扶贫专干", "当天在任的扶贫专干", lambda b, r: r.officer.name if r.officer else None),
    Definition(
        "unhelped_households",
        "没有责任人",
        "剩余户里当天没有帮扶责任人的",
        lambda b, r: r.unhelped.count,
        "户",
        lambda b, r: r.unhelped.url,
    ),
    Definition(
        "quiet_households",
        "30 天没走访",
        "剩余户里 30 天内没有走访记录的",
        lambda b, r: r.tally.households - r.tally.visited,
        "户",
        lambda b, r: r.quiet.url,
    ),
    Definition("product", "一村一品", "没有作废的规划里的产业", lambda b, r: r.product, asks=sees_plans),
    Definition(
        "plan_lag_days",
        "线路图滞后",
        "最早一个该完成没完成的里程碑过了几天",
        lambda b, r: _lag(b, r),
        "天",
        lambda b, r: b.reader.page(reverse("office:plan_detail", args=[r.village.pk])),
        sees_plans,
    ),
    Definition(
        "tradeless_households",
        "没有一业",
        "剩余户里没有登记一户一业的",
        lambda b, r: r.tradeless.count,
        "户",
        lambda b, r: r.tradeless.url,
    ),
    Definition(
        "joined_households",
        "参加一村一品",
        "剩余户里当天参加本村产业的",
        lambda b, r: r.tally.joined,
        "户",
        lambda b, r: _here(b, r, r.tally.joined, trade="part"),
    ),
    Definition(
        "partners",
        "结对企业",
        "当天和本村结对的企业",
        lambda b, r: r.partners,
        "家",
        lambda b, r: _partners(b, r),
        lambda b: b.help is not None,
    ),
    Definition(
        "reports_due",
        "应报期数",
        "到期的半月报",
        lambda b, r: b.register.row(r.village).due,
        "期",
        asks=sees_plans,
    ),
    Definition(
        "reports_filed",
        "已报期数",
        "到期的半月报里收到的",
        lambda b, r: b.register.row(r.village).filed,
        "期",
        asks=sees_plans,
    ),
    Definition(
        "reports_on_time",
        "按时期数",
        "到期的半月报里按时收到的",
        lambda b, r: b.register.row(r.village).on_time,
        "期",
        asks=sees_plans,
    ),
    Definition("reports_missed", "连缺期数", "到现在连着缺的半月报", lambda b, r: r.missed, "期", asks=sees_plans),
    Definition(
        "bags_printed",
        "已印明白袋",
        "剩余户里印过且没有作废的",
        lambda b, r: r.tally.printed,
        "户",
        lambda b, r: _here(b, r, r.tally.printed, bag="printed"),
    ),
    Definition(
        "bags_stale",
        "明白袋要重印",
        "最新一版已作废，或内容和现在不同的",
        lambda b, r: r.tally.stale,
        "户",
        lambda b, r: _here(b, r, r.tally.stale, bag="stale"),
    ),
    Definition(
        "bags_delivered",
        "已送达",
        "最新一版已送达的",
        lambda b, r: r.tally.delivered,
        "户",
        lambda b, r: _here(b, r, r.tally.delivered, bag="delivered"),
    ),
    Definition(
        "bags_understood",
        "听明白",
        "已送达且三问都答得上的",
        lambda b, r: r.tally.understood,
        "户",
        lambda b, r: _here(b, r, r.tally.understood, bag="understood"),
    ),
)

CRITERION: tuple[Definition[CriterionRow], ...] = (
    Definition("name", "指标", "现行贫困户标准里的一项", lambda b, r: r.criterion.name),
    Definition("not_met", "未达标户", _UNMET, lambda b, r: r.not_met.count, "户", lambda b, r: r.not_met.url),
    Definition(
        "unchecked",
        "未核户",
        "剩余户里这一项没有核过的，不算达标",
        lambda b, r: r.unchecked.count,
        "户",
        lambda b, r: r.unchecked.url,
    ),
)

CAUSE: tuple[Definition[CauseRow], ...] = (
    Definition("name", "致贫原因", "建档立卡的致贫原因", lambda b, r: r.label),
    Definition("main", "主要原因户", "以它为主要原因的剩余户", lambda b, r: r.main, "户", lambda b, r: r.mains.url),
    Definition(
        "households",
        "涉及户",
        "主要或其他原因里有它的剩余户",
        lambda b, r: r.households.count,
        "户",
        lambda b, r: r.households.url,
    ),
)

CATEGORY: tuple[Definition[CoverageRow], ...] = (
    Definition("name", "类别", "建档立卡的户类别", lambda b, r: r.label),
    Definition("households", "剩余户", _REMAINING, lambda b, r: r.due.count, "户", lambda b, r: r.due.url),
    Definition(
        "bags_printed", "已印明白袋", "印过且没有作废的", lambda b, r: r.printed.count, "户", lambda b, r: r.printed.url
    ),
    Definition(
        "bags_delivered",
        "已送达",
        "最新一版已送达的",
        lambda b, r: r.delivered.count,
        "户",
        lambda b, r: r.delivered.url,
    ),
)

TRADE: tuple[Definition[TradeLine], ...] = (
    Definition("name", "行业", "一户一业的行业", lambda b, r: r.label),
    Definition("households", "户数", "以它为一业的剩余户", lambda b, r: r.households, "户", lambda b, r: r.figure.url),
)

MEASURE: tuple[Definition[MeasureLine], ...] = (
    Definition("name", "措施", "帮扶措施的类别", lambda b, r: r.label),
    Definition(
        "households",
        "户数",
        "剩余户里当天有这一类措施正在进行的，一户有几类各算一次",
        lambda b, r: r.households.count,
        "户",
        lambda b, r: r.households.url,
    ),
)

MODE: tuple[Definition[ModeLine], ...] = (
    Definition("name", "方式", "企业帮扶五种方式", lambda b, r: r.words.mode.label),
    Definition(
        "unit", "单位", "各用各的单位，不相加", lambda b, r: "元" if RULES[r.words.mode].in_money else r.words.unit
    ),
    Definition(
        "enterprises",
        "企业",
        "选了这种方式的企业",
        lambda b, r: r.total.enterprises,
        "家",
        lambda b, r: _chosen_url(b, r),
    ),
    Definition(
        "households",
        "受益户",
        "已确认兑现惠及的户，一户算一次",
        lambda b, r: r.total.households,
        "户",
        lambda b, r: _mode_url(b, r),
    ),
    Definition(
        "pledged", "承诺", "承诺的数", lambda b, r: _measure(r, r.total.pledged), opens=lambda b, r: _mode_url(b, r)
    ),
    Definition(
        "delivered",
        "兑现",
        "已确认兑现的数",
        lambda b, r: _measure(r, r.total.delivered),
        opens=lambda b, r: _mode_url(b, r),
    ),
)

FUND: tuple[Definition[FundLine], ...] = (
    Definition("name", "试点村", "设基金的试点村", lambda b, r: r.fund.village.name),
    Definition("came", "收入", "账上进的钱，冲红的两边不算", lambda b, r: _yuan(r.came), "元", lambda b, r: r.url),
    Definition("went", "支出", "账上出的钱，冲红的两边不算", lambda b, r: _yuan(r.went), "元", lambda b, r: r.url),
    Definition("left", "结余", "收入减支出", lambda b, r: _yuan(r.left), "元", lambda b, r: r.url),
)

DELISTING: tuple[Definition[Delisting], ...] = (
    Definition("village", "贫困村", "登记为贫困村", lambda b, r: r.sheet.village.name),
    Definition("name", "指标", "贫困村出列标准里的一项", lambda b, r: r.point.name),
    Definition("now", "现在", "登记的村指标；发生率按登记册算", lambda b, r: r.point.now),
    Definition("wanted", "要求", "采用的出列标准", lambda b, r: r.point.wanted),
    Definition(
        "verdict",
        "结论",
        "现在和要求相比",
        lambda b, r: r.point.verdict,
        opens=lambda b, r: b.reader.page(reverse("households:village_exit", args=[r.sheet.village.pk])),
    ),
)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _measure(line: ModeLine, measure: int) -> Value:
    return _yuan(measure) if RULES[line.words.mode].in_money else measure


def _mode_url(board: BattleMap, line: ModeLine) -> str:
    """The table of the mode, whose sum this is."""
    return board.reader.page(f"{reverse('enterprises:mode_list')}#{Mode(line.words.mode).value}", of_all=True)


def _chosen_url(board: BattleMap, line: ModeLine) -> str:
    url = f"{reverse('enterprises:enterprise_list')}?view=chosen&chose={Mode(line.words.mode).value}"
    return board.reader.page(url, of_all=True) if line.total.enterprises else ""


def _lag(board: BattleMap, row: VillageRow) -> int | None:
    plan = board.timetable.plans.get(row.village.pk)
    return plan.lag_days(on=board.on) if plan and plan.is_approved else None


@dataclass(frozen=True)
class Family(Generic[T]):
    """Figures of one kind of thing, which a map has one or many of; `key` tells two of them apart."""

    code: str
    label: str
    definitions: tuple[Definition[T], ...]
    of: Callable[[BattleMap], list[T]]
    key: Callable[[T], str]
    place: Callable[[T], str]

    def seen(self, board: BattleMap) -> list[Definition[T]]:
        """What the map's reader may see of them."""
        return [definition for definition in self.definitions if definition.asks(board)]


FAMILIES: tuple[Family[Any], ...] = (
    Family("office", "全处", OFFICE, lambda b: [b], lambda b: "", lambda b: "全处"),
    Family(
        "village",
        "各村",
        VILLAGE,
        # Files go in the order of codes (experience §4.2).
        lambda b: sorted(b.rows, key=lambda row: row.village.code),
        lambda r: r.village.code,
        lambda r: r.village.short_name,
    ),
    Family(
        "criterion",
        "七项标准",
        CRITERION,
        lambda b: list(b.criteria),
        lambda r: r.criterion.code,
        lambda r: r.criterion.name,
    ),
    Family("cause", "致贫原因", CAUSE, lambda b: list(b.causes), lambda r: r.label, lambda r: r.label),
    Family("category", "户类别", CATEGORY, lambda b: list(b.bags.categories), lambda r: r.label, lambda r: r.label),
    Family("trade", "一户一业", TRADE, lambda b: list(b.trades), lambda r: r.label, lambda r: r.label),
    Family("measure", "帮扶措施", MEASURE, lambda b: list(b.measures), lambda r: r.label, lambda r: r.label),
    Family(
        "mode",
        "企业五种帮扶",
        MODE,
        lambda b: list(b.help.lines) if b.help else [],
        lambda r: Mode(r.words.mode).value,
        lambda r: r.words.mode.label,
    ),
    Family(
        "fund",
        "扶贫基金",
        FUND,
        lambda b: list(b.funds.lines) if b.funds else [],
        lambda r: r.fund.village.code,
        lambda r: r.fund.village.short_name,
    ),
    Family(
        "delisting",
        "贫困村出列",
        DELISTING,
        lambda b: [Delisting(sheet, point) for sheet in b.delistings for point in sheet.points],
        lambda r: f"{r.sheet.village.code}.{r.point.name}",
        lambda r: r.sheet.village.short_name,
    ),
)


def figures_of(board: BattleMap) -> Iterator[MapFigure]:
    """All of them, in the order of the list above; of a map of one village `office` are its sums."""
    for family in FAMILIES:
        for thing in family.of(board):
            for definition in family.seen(board):
                yield figure(board, family, definition, thing)


def figure(board: BattleMap, family: Family[T], definition: Definition[T], thing: T) -> MapFigure:
    key = family.key(thing)
    return MapFigure(
        code=".".join(filter(None, (family.code, key, definition.code))),
        place=family.place(thing),
        label=definition.label,
        rule=definition.rule,
        unit=definition.unit,
        value=definition.of(board, thing),
        url=definition.opens(board, thing),
    )


def rules_of(board: BattleMap) -> list[tuple[Family[Any], list[Definition[Any]]]]:
    """How every figure of this map is counted, by family; those without a thing in this map left out."""
    return [(family, family.seen(board)) for family in FAMILIES if family.of(board)]
