"""Village figures and the plan's totals."""

# ruff: noqa: S608 - fragments of SQL, none of them from outside

from office.health.rule import Fault, Link
from office.health.rules.part import (
    BAD,
    INDICATOR,
    OFFICE,
    VILLAGE,
    WARN,
    Part,
    label,
)
from povertyplan.accounts.matrix import Capability
from villages.models import Indicator

rule = Part("村和总数")


LATEST = (
    "LEFT JOIN LATERAL (SELECT i.amount FROM villages_indicatorvalue i WHERE i.village_id = v.id"
    " AND i.indicator = '{}' ORDER BY i.year DESC LIMIT 1) {} ON true "
)


def of_village(where: str, detail: str, *, join: str = "") -> Fault:
    return Fault(
        where=where,
        join=join,
        detail=detail,
        source="v",
        subject="village",
        key="v.id",
        village="v.id",
        household="NULL::bigint",
    )


@rule(
    "计划开始时的户数、人数和基数不一样",
    why="脱贫进度从基数算起，作战图的百分比会错",
    lamp=BAD,
    act="看基数",
    mender=OFFICE,
    link=Link("villages:baseline", Capability.EDIT_VILLAGES, at="", seen=""),
    of="处",
    over="个基数",
    is_whole=True,
)
def baseline_differs() -> Fault:
    """By the kept history of statuses and members, as the battle map counts."""
    return Fault(
        source="(SELECT b.*, r.found, r.people FROM (SELECT * FROM villages_baseline WHERE starts_on <= %(on)s"
        " ORDER BY starts_on DESC LIMIT 1) b CROSS JOIN LATERAL ("
        "SELECT count(DISTINCT p.household_id) AS found, count(m.id) AS people FROM households_statusperiod p"
        " LEFT JOIN households_member m ON m.household_id = p.household_id AND m.birth_date <= b.starts_on"
        " AND (m.left_on IS NULL OR m.left_on > b.starts_on)"
        " WHERE p.status IN ('in_poverty', 'proposed', 'relapsed') AND p.since <= b.starts_on"
        " AND (p.until IS NULL OR p.until > b.starts_on)) r) b",
        where="(b.households, b.persons) <> (b.found, b.people)",
        detail="concat('基数 ', b.households, ' 户 ', b.persons, ' 人，名册推算 ', b.found, ' 户 ', b.people, ' 人')",
        since="b.starts_on",
        subject="baseline",
        key="b.id",
        village="NULL::bigint",
        household="NULL::bigint",
        who="concat(b.starts_on, ' 的基数')",
    )


@rule(
    "贫困村缺出列要的数",
    why="空着不等于 0，缺一项就不能出列",
    lamp=WARN,
    act="补指标",
    mender=OFFICE,
    link=INDICATOR,
    of="村",
    over="个村",
)
def village_figures_missing() -> Fault:
    """What the village standard in force asks for, of this year or the last, and the population."""
    return of_village(
        "v.is_poverty_village AND x.lacking <> '' AND NOT EXISTS (SELECT FROM households_exit e"
        " WHERE e.village_id = v.id AND e.household_id IS NULL AND e.closed_on IS NOT NULL)",
        "concat('没有登记：', x.lacking)",
        join="CROSS JOIN LATERAL (SELECT concat_ws('、', CASE WHEN v.rural_population IS NULL THEN '农业户籍人口' END,"
        " CASE WHEN v.rural_households IS NULL THEN '总户数' END, string_agg("
        + label("r.indicator", Indicator)
        + ", '、' ORDER BY r.position)) AS lacking FROM households_requirement r WHERE r.standard_id = ("
        "SELECT t.id FROM households_standardset t WHERE t.kind = 'village' AND t.adopted_on IS NOT NULL"
        " ORDER BY t.adopted_on DESC, t.id DESC LIMIT 1) AND NOT EXISTS (SELECT FROM villages_indicatorvalue n"
        " WHERE n.village_id = v.id AND n.indicator = r.indicator AND n.year >= %(year)s - 1)) x",
    )


@rule(
    "饮水不安全户加危房户多于总户数",
    why="出列的指标自相矛盾，上报会退回",
    lamp=WARN,
    act="改指标",
    mender=OFFICE,
    link=INDICATOR,
    of="村",
    over="个村",
)
def village_sums() -> Fault:
    return of_village(
        "water.amount + houses.amount > v.rural_households",
        "concat('饮水 ', water.amount::int, ' 户，危房 ', houses.amount::int, ' 户，总户数 ', v.rural_households)",
        join=LATEST.format("unsafe_water_households", "water") + LATEST.format("dilapidated_households", "houses"),
    )


@rule(
    "通硬化路的组多于全部的组",
    why="出列的指标自相矛盾，上报会退回",
    lamp=WARN,
    act="改指标",
    mender=OFFICE,
    link=INDICATOR,
    of="村",
    over="个村",
)
def village_roads() -> Fault:
    return of_village(
        "roads.amount > groups.amount",
        "concat('通硬化路 ', roads.amount::int, ' 个组，全村 ', groups.amount::int, ' 个组')",
        join=LATEST.format("hard_road_groups", "roads") + LATEST.format("groups", "groups"),
    )


@rule(
    "贫困户比全村的户还多",
    why="贫困发生率会超过 100%",
    lamp=WARN,
    act="改人口",
    mender=OFFICE,
    link=VILLAGE,
    of="村",
    over="个村",
)
def village_population() -> Fault:
    return of_village(
        "x.households > v.rural_households OR x.people > v.rural_population",
        "concat('未脱贫 ', x.households, ' 户 ', x.people, ' 人，全村 ', v.rural_households, ' 户 ',"
        " v.rural_population, ' 人')",
        join="JOIN (SELECT h.village_id, count(DISTINCT h.id) AS households, count(m.id) AS people FROM h"
        " LEFT JOIN m ON m.household_id = h.id WHERE h.is_poor GROUP BY 1) x ON x.village_id = v.id",
    )
