"""The households' part in the villages' plans, their trades, and what came of it (R4.2)."""

# ruff: noqa: S608 - fragments of SQL, none of them from outside

from households.codes import CAN_WORK, BenefitLink
from office.health.rule import Fault, Link
from office.health.rules.part import INCOME, LATER, OFFICER, WARN, Part, label
from povertyplan.accounts.matrix import Capability

rule = Part("一村一品和一业")

PARTICIPATION = Link("households:participation_edit", Capability.EDIT_PLANS, at="participation")
WORKING = ", ".join(f"'{code}'" for code in CAN_WORK)
PLANS = "villages_villageplan p ON p.id = j.plan_id JOIN h ON h.id = j.household_id"


@rule(
    "规划批了，有劳力的户还没有一业",
    why="一户一业要落到每一户，村里的产业带不到这户",
    lamp=LATER,
    act="登记一业",
    mender=OFFICER,
    link=Link("households:trade_create", Capability.EDIT_HOUSEHOLDS),
)
def no_trade() -> Fault:
    """From a month after the approval on, and of people of 16 to 60: before, it is being arranged."""
    return Fault(
        join="JOIN villages_villageplan p ON p.village_id = h.village_id AND p.state = 'approved'"
        " JOIN (SELECT household_id, count(*) AS n FROM m WHERE labour_ability IN (" + WORKING + ")"
        " AND age BETWEEN 16 AND 60 GROUP BY 1) x ON x.household_id = h.id",
        where="h.is_poor AND p.approved_on <= %(month_ago)s AND NOT EXISTS ("
        "SELECT FROM households_householdtrade t WHERE t.household_id = h.id AND t.until IS NULL)",
        detail="concat(x.n, ' 个劳力，', p.product, '规划 ', p.approved_on, ' 批准')",
        since="GREATEST(p.approved_on, h.status_since)",
    )


def _of_participation(where: str, detail: str, *, join: str = "", since: str = "NULL::date") -> Fault:
    return Fault(
        source=f"households_participation j JOIN {PLANS}",
        join=join,
        where=where,
        detail=detail,
        since=since,
        subject="participation",
        key="j.id",
    )


@rule(
    "规划终止了，户还登记着参加",
    why="参加户数多算，明白袋还印着",
    lamp=WARN,
    act="记结束",
    mender=OFFICER,
    link=PARTICIPATION,
)
def part_in_ended_plan() -> Fault:
    return _of_participation(
        "p.state = 'ended' AND j.until IS NULL",
        "concat(p.product, '规划 ', p.ended_on, ' 终止，还用', " + label("j.link", BenefitLink) + ", '参加')",
        since="p.ended_on",
    )


@rule(
    "从规划得的收入比预计多得多",
    why="多写了零，这户会被算过线",
    lamp=WARN,
    act="核收入",
    mender=OFFICER,
    link=PARTICIPATION,
)
def benefit_above_expected() -> Fault:
    """Three times of what was expected, and 1,000 元 more; one finding for a participation, its largest year."""
    return _of_participation(
        "b.amount > 3 * j.expected AND b.amount - j.expected >= 100000",
        "concat(b.year, ' 年得 ', round(b.amount / 100.0), ' 元，预计一年 ', round(j.expected / 100.0), ' 元')",
        join="JOIN LATERAL (SELECT l.amount, y.year FROM households_incomeline l JOIN households_incomeyear y"
        " ON y.id = l.register_id WHERE l.participation_id = j.id ORDER BY l.amount DESC, y.year LIMIT 1) b ON true",
        since="make_date(b.year, 12, 31)",
    )


@rule(
    "收入登记里只有一村一品或企业帮扶的钱",
    why="别的收入没登，人均算低了，也不能和线比",
    lamp=WARN,
    act="填收入",
    mender=OFFICER,
    link=INCOME,
    over="份收入登记",
)
def income_only_from_plan() -> Fault:
    """Of past years: the running one is still being filled."""
    lines = "SELECT FROM households_incomeline l WHERE l.register_id = i.register_id"
    typed = f"{lines} AND l.participation_id IS NULL AND NOT l.is_from_enterprise"
    return Fault(
        join="JOIN i ON i.household_id = h.id",
        where=f"i.year < %(year)s AND EXISTS ({lines}) AND NOT EXISTS ({typed})",
        detail="concat(i.year, ' 年只有 ', round(i.net / 100.0), ' 元，是从规划或企业得的')",
        since="make_date(i.year, 12, 31)",
        extra="i.year",
        subject="income",
        key="i.register_id",
    )
