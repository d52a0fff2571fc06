"""The income registers."""

from office.health.rule import Fault, Link
from office.health.rules.part import (
    INCOME,
    LATER,
    OFFICE,
    OFFICER,
    WARN,
    Part,
)
from povertyplan.accounts.matrix import Capability

rule = Part("收入")


@rule(
    "今年收入登记的人数和成员数不一样",
    why="人均纯收入除错了人数",
    lamp=WARN,
    act="改收入",
    mender=OFFICER,
    link=INCOME,
    over="份收入登记",
)
def income_people() -> Fault:
    """Only this year's: who belonged to the house in a past December is not kept."""
    return Fault(
        join="JOIN i ON i.household_id = h.id"
        " LEFT JOIN (SELECT household_id, count(*) AS n FROM m GROUP BY 1) x ON x.household_id = h.id",
        where="i.year = %(year)s AND i.people <> COALESCE(x.n, 0)",
        detail="concat(i.year, ' 年按 ', i.people, ' 人算，现在 ', COALESCE(x.n, 0), ' 人')",
        extra="i.year",
        subject="income",
        key="i.register_id",
    )


@rule(
    "收入登记是空的",
    why="没有一笔明细，人均算出来是 0",
    lamp=WARN,
    act="填收入",
    mender=OFFICER,
    link=INCOME,
    over="份收入登记",
)
def income_empty() -> Fault:
    return Fault(
        join="JOIN i ON i.household_id = h.id",
        where="i.wage + i.business + i.property_income + i.transfer + i.cost = 0",
        detail="concat(i.year, ' 年一笔也没有')",
        since="make_date(i.year, 12, 31)",
        extra="i.year",
        subject="income",
        key="i.register_id",
    )


@rule(
    "低保、五保户的收入里没有低保金、供养金",
    why="该享受的没享受，或者漏登，人均会算低",
    lamp=WARN,
    act="改收入",
    mender=OFFICER,
    link=INCOME,
    over="份收入登记",
)
def category_against_transfer() -> Fault:
    return Fault(
        join="JOIN i ON i.household_id = h.id AND i.is_newest",
        where="(h.category = '2' AND NOT EXISTS (SELECT FROM households_incomeline l"
        " WHERE l.register_id = i.register_id AND l.item IN ('T1', 'T2')))"
        " OR (h.category = '3' AND NOT EXISTS (SELECT FROM households_incomeline l"
        " WHERE l.register_id = i.register_id AND l.item = 'T2'))",
        detail="concat(i.year, ' 年没有', CASE h.category WHEN '2' THEN '低保金' ELSE '特困供养金' END)",
        since="make_date(i.year, 12, 31)",
        extra="i.year",
        subject="income",
        key="i.register_id",
    )


@rule(
    "企业发的工资可能又手工记了一遍",
    why="同一份工资算了两次，人均会算高",
    lamp=WARN,
    act="核收入",
    mender=OFFICER,
    link=INCOME,
    over="份收入登记",
)
def wage_typed_twice() -> Fault:
    """Near work typed by hand beside an enterprise's wage of the same year, and within a fifth of it."""
    return Fault(
        join="JOIN i ON i.household_id = h.id JOIN LATERAL (SELECT"
        " sum(l.amount) FILTER (WHERE l.is_from_enterprise) AS paid,"
        " sum(l.amount) FILTER (WHERE NOT l.is_from_enterprise AND l.participation_id IS NULL) AS typed"
        " FROM households_incomeline l WHERE l.register_id = i.register_id AND l.item = 'W2') w2 ON true",
        where="abs(w2.typed - w2.paid) * 5 <= w2.paid",
        detail="concat(i.year, ' 年就近务工：企业发 ', round(w2.paid / 100.0), ' 元，手工又记 ',"
        " round(w2.typed / 100.0), ' 元')",
        extra="i.year",
        subject="income",
        key="i.register_id",
    )


@rule(
    "上报的人均和登记的差得多",
    why="上级系统和本处说的不是一个数，抽查时要解释",
    lamp=LATER,
    act="核收入",
    mender=OFFICER,
    link=INCOME,
    over="份收入登记",
)
def income_against_report() -> Fault:
    """Estimates are left out; a difference counts from 1,000 元 and 30 % on."""
    return Fault(
        join="JOIN i ON i.household_id = h.id AND i.is_newest AND NOT i.is_estimate",
        where="abs(h.reported_income - i.per_capita) > GREATEST(100000, h.reported_income * 3 / 10)",
        detail="concat('上报 ', round(h.reported_income / 100.0), ' 元，', i.year, ' 年登记 ',"
        " round(i.per_capita / 100.0), ' 元')",
        extra="i.year",
        subject="income",
        key="i.register_id",
    )


@rule(
    "今年或登记了收入的年度没有标准线",
    why="没有标准线就不判断，达标数会少",
    lamp=WARN,
    act="定标准线",
    mender=OFFICE,
    link=Link("households:poverty_line_list", Capability.EDIT_STANDARDS, at="", seen=""),
    of="年",
    over="个年度",
    is_whole=True,
)
def no_poverty_line() -> Fault:
    return Fault(
        source="(SELECT year, sum(n) AS n FROM (SELECT year, count(*) AS n FROM households_incomeyear GROUP BY 1"
        " UNION ALL SELECT %(year)s, 0) each GROUP BY 1) y",
        where="NOT EXISTS (SELECT FROM households_povertyline l WHERE l.year = y.year AND l.is_in_use)",
        detail="concat(y.n, ' 户登记了收入')",
        since="make_date(y.year, 1, 1)",
        subject="year",
        key="y.year",
        village="NULL::bigint",
        household="NULL::bigint",
        who="concat(y.year, ' 年')",
    )
