"""Who helps, and what is done."""

from office.health.rule import Fault, Link
from office.health.rules.part import (
    BAD,
    HELPER,
    LATER,
    MEASURE,
    MEASURES,
    OFFICE,
    OFFICER,
    WARN,
    Part,
    household_field,
)
from povertyplan.accounts.matrix import Capability

rule = Part("帮扶和措施")


PAIRED = (
    "EXISTS (SELECT FROM households_helperassignment a WHERE a.household_id = h.id AND a.since <= %(on)s"
    " AND (a.until IS NULL OR a.until >= %(on)s))"
)
LAST_PAIRING = (
    "LEFT JOIN (SELECT household_id, max(until) AS until FROM households_helperassignment"
    " WHERE until < %(on)s GROUP BY 1) x ON x.household_id = h.id"
)


@rule("没有责任人的户", why="明白袋的联系页上没有人", lamp=BAD, act="派责任人", mender=OFFICE, link=HELPER)
def unhelped() -> Fault:
    return Fault(
        join=LAST_PAIRING,
        where="h.is_poor AND NOT " + PAIRED,
        detail="COALESCE('上一段结对到 ' || x.until || ' 止，没有接', '从来没有结对')",
        since="COALESCE(x.until, h.status_since)",
    )


@rule(
    "还在继续帮扶期，没有责任人",
    why="脱贫不脱帮扶，期里要有人管",
    lamp=WARN,
    act="派责任人",
    mender=OFFICE,
    link=HELPER,
)
def unhelped_after_exit() -> Fault:
    return Fault(
        join="JOIN households_exit e ON e.household_id = h.id AND e.closed_on = h.status_since " + LAST_PAIRING,
        where="h.is_out AND e.continued_until >= %(on)s AND NOT " + PAIRED,
        detail="concat('继续帮扶到 ', e.continued_until)",
        since="COALESCE(x.until, h.status_since)",
    )


@rule(
    "责任人没有电话",
    why="明白袋印不出电话，户里找不到人",
    lamp=WARN,
    act="补电话",
    mender=OFFICE,
    link=Link(
        "households:helper_edit",
        Capability.ASSIGN_HELPERS,
        at="helper",
        anchor="#id_phone",
        seen="households:helper_detail",
    ),
    of="人",
    over="位责任人",
)
def helper_without_phone() -> Fault:
    return Fault(
        source="(SELECT p.id, p.name, min(h.village_id) AS village_id, count(*) AS n FROM households_helper p"
        " JOIN households_helperassignment a ON a.helper_id = p.id AND a.since <= %(on)s"
        " AND (a.until IS NULL OR a.until >= %(on)s) JOIN h ON h.id = a.household_id AND h.is_poor"
        " WHERE p.phone = '' GROUP BY 1, 2) p",
        detail="concat('管 ', p.n, ' 户')",
        subject="helper",
        key="p.id",
        village="p.village_id",
        household="NULL::bigint",
        who="p.name",
    )


@rule(
    "驻村专干的账号停用了",
    why="这个村的事没有人能登记",
    lamp=BAD,
    act="派驻",
    mender=OFFICE,
    link=Link("villages:posting", Capability.EDIT_VILLAGES, at="village", seen="office:village_detail"),
    of="村",
    over="个村",
)
def officer_without_account() -> Fault:
    return Fault(
        source="v JOIN villages_posting p ON p.village_id = v.id AND p.since <= %(on)s"
        " AND (p.until IS NULL OR p.until >= %(on)s) JOIN accounts_user u ON u.id = p.user_id",
        where="NOT u.is_active",
        detail="concat(u.name, ' 的账号已停用，还驻在村里')",
        since="p.since",
        subject="village",
        key="v.id",
        village="v.id",
        household="NULL::bigint",
    )


@rule(
    "识别满 1 个月没有措施",
    why="因户施策要有记录，措施页是空的",
    lamp=WARN,
    act="加措施",
    mender=OFFICER,
    link=MEASURES,
)
def no_measure() -> Fault:
    return Fault(
        join="JOIN (SELECT household_id, min(since) AS since FROM households_statusperiod GROUP BY 1) x"
        " ON x.household_id = h.id",
        where="h.is_poor AND x.since <= %(month_ago)s AND NOT EXISTS (SELECT FROM w WHERE w.household_id = h.id)",
        detail="concat(x.since, ' 起建档')",
        since="x.since",
    )


@rule(
    "已脱贫，没有一条措施",
    why="靠帮扶脱贫要有帮扶的记录",
    lamp=LATER,
    act="补措施",
    mender=OFFICER,
    link=MEASURES,
)
def lifted_without_measure() -> Fault:
    return Fault(
        where="h.is_out AND NOT EXISTS (SELECT FROM w WHERE w.household_id = h.id)",
        detail="concat(h.status_since, ' 起已脱贫')",
        since="h.status_since",
    )


@rule(
    "计划的措施过了开始日期 30 天",
    why="不是没做就是没改状态，措施统计不准",
    lamp=WARN,
    act="改措施",
    mender=OFFICER,
    link=MEASURE,
    of="条",
    over="条措施",
)
def late_measure() -> Fault:
    return Fault(
        source="w JOIN h ON h.id = w.household_id",
        where="w.state = 'planned' AND w.started_on < %(thirty_days_ago)s",
        detail="concat(w.content, '，计划 ', w.started_on, ' 开始')",
        since="w.started_on",
        subject="measure",
        key="w.id",
    )


@rule(
    "做完的措施没有写成效",
    why="明白袋和成效汇总这一栏是空的",
    lamp=LATER,
    act="写成效",
    mender=OFFICER,
    link=MEASURE,
    of="条",
    over="条措施",
)
def done_without_outcome() -> Fault:
    return Fault(
        source="w JOIN h ON h.id = w.household_id",
        where="w.state = 'done' AND w.outcome = ''",
        detail="concat(w.content, '，', w.ended_on, ' 完成')",
        since="w.ended_on",
        subject="measure",
        key="w.id",
    )


@rule(
    "计划脱贫年度过了还没脱贫",
    why="年度计划数和剩余户数对不上",
    lamp=LATER,
    act="改计划",
    mender=OFFICER,
    link=household_field("planned_lift_year"),
)
def plan_has_passed() -> Fault:
    return Fault(
        where="h.is_poor AND h.planned_lift_year < %(year)s",
        detail="concat('计划 ', h.planned_lift_year, ' 年脱贫')",
        since="make_date(h.planned_lift_year, 12, 31)",
    )
