"""Who is called out of poverty or up to the standard, against what the register says of the house and its people."""

# ruff: noqa: S608 - fragments of SQL, none of them from outside

from households.codes import ExitStage
from office.health.rule import Fault, Link
from office.health.rules.part import (
    BAD,
    CRITERION,
    HOUSEHOLD,
    INCOME,
    LATER,
    LEADER,
    OFFICE,
    OFFICER,
    OUT_OF_SCHOOL,
    WARN,
    Part,
    household_field,
    label,
)
from povertyplan.accounts.matrix import Capability

rule = Part("退出和达标")


OUT_OR = "(h.is_out OR '{}' = ANY(s.passed))"
SAID = "CASE WHEN h.is_out THEN '已脱贫' ELSE '{}判达标' END"
SINCE_OUT = "CASE WHEN h.is_out THEN h.status_since ELSE s.newest END"
VERDICTS = "LEFT JOIN s ON s.household_id = h.id"


# The codes of households_exit_gaps, in a few words; the exit's own page says each in full.
GAP_WORDS = (
    "CASE g.code WHEN 'criterion_open' THEN c.name || CASE g.detail WHEN 'not_met' THEN '未达标' ELSE '未核' END"
    " WHEN 'criterion_without_evidence' THEN c.name || '没有凭证' WHEN 'income_missing' THEN '没有收入登记'"
    " WHEN 'income_not_above' THEN '收入没过线' WHEN 'line_missing' THEN '没有标准线'"
    " WHEN 'population_missing' THEN '没有农业户籍人口' WHEN 'population_old' THEN '农业户籍人口太旧'"
    " WHEN 'incidence_too_high' THEN '贫困发生率不低于上限' WHEN 'requirement_unknown' THEN '指标没有登记'"
    " WHEN 'requirement_unmet' THEN '指标没有达到' WHEN 'requirement_without_evidence' THEN '指标没有凭证'"
    " WHEN 'step_without_evidence' THEN " + label("g.detail", ExitStage) + " || '没有凭证' ELSE g.code END"
)


@rule(
    "销了号，退出的依据却缺了",
    why="达标、收入或凭证后来改了、撤了，这户可能是错退",
    lamp=BAD,
    act="复核",
    mender=LEADER,
    link=Link("households:exit_detail", Capability.VIEW_HOUSEHOLDS, at="exit"),
    over="次退出",
)
def exit_gap() -> Fault:
    """As `Exit.objects.to_review`, households and villages alike."""
    return Fault(
        source="households_exit e JOIN v ON v.id = e.village_id LEFT JOIN h ON h.id = e.household_id",
        where="e.closed_on IS NOT NULL AND (e.household_id IS NULL OR h.status_since = e.closed_on)"
        " AND EXISTS (SELECT FROM households_exit_gaps(e.id))",
        detail="concat(e.year, ' 年退出：', (SELECT string_agg(" + GAP_WORDS + ", '，' ORDER BY g.rank)"
        " FROM households_exit_gaps(e.id) g LEFT JOIN households_criterion c ON c.id = g.subject))",
        since="e.closed_on",
        subject="exit",
        key="e.id",
        village="e.village_id",
        household="e.household_id",
    )


@rule(
    "已脱贫或预脱贫，核查却有未达标",
    why="脱贫户数里有没达标的户，是错退",
    lamp=BAD,
    act="核查",
    mender=OFFICER,
    link=CRITERION,
)
def out_but_unmet() -> Fault:
    return Fault(
        join="JOIN s ON s.household_id = h.id",
        where="h.poverty_status IN ('lifted', 'proposed') AND s.unmet > 0",
        detail="concat('未达标：', s.lacking)",
        since="s.unmet_since",
        extra="s.unmet_code",
    )


@rule(
    "危房户，却已脱贫或住房判达标",
    why="住房安全统计多算，退出核查会退回",
    lamp=BAD,
    act="改住房",
    mender=OFFICER,
    link=household_field("housing_grade"),
)
def unsafe_house() -> Fault:
    """C and D pass once the house was rebuilt or the family moved (domain §1.2)."""
    return Fault(
        join=VERDICTS,
        where="(h.is_dilapidated OR h.housing_grade IN ('C', 'D')) AND NOT h.is_relocated AND "
        + OUT_OR.format("safe_house")
        + " AND NOT EXISTS (SELECT FROM w WHERE w.household_id = h.id AND w.kind IN ('housing', 'relocation')"
        " AND w.state = 'done')",
        detail="concat(COALESCE(NULLIF(h.housing_grade, '') || ' 级', '危房'), '，', "
        + SAID.format("住房")
        + ", '，没有完成的改造或搬迁')",
        since=SINCE_OUT,
    )


@rule(
    "饮水不安全，却已脱贫或不愁吃判达标",
    why="不愁吃含安全饮水，达标数多算",
    lamp=BAD,
    act="改饮水",
    mender=OFFICER,
    link=household_field("has_safe_water"),
)
def unsafe_water() -> Fault:
    return Fault(
        join=VERDICTS,
        where="h.has_safe_water IS FALSE AND " + OUT_OR.format("safe_water"),
        detail="concat('饮水不安全，', " + SAID.format("不愁吃") + ")",
        since=SINCE_OUT,
    )


@rule(
    "有人没参保，却已脱贫或基本医疗判达标",
    why="基本医疗要全家参保，达标数多算",
    lamp=BAD,
    act="改参保",
    mender=OFFICER,
    link=HOUSEHOLD,
)
def uninsured() -> Fault:
    return Fault(
        join="JOIN (SELECT household_id, count(*) AS n FROM m WHERE has_medical_insurance IS FALSE GROUP BY 1) x"
        " ON x.household_id = h.id " + VERDICTS,
        where=OUT_OR.format("all_insured"),
        detail="concat(x.n, ' 人没有参加基本医疗，', " + SAID.format("基本医疗") + ")",
        since=SINCE_OUT,
    )


@rule(
    "孩子没在校，却已脱贫或义务教育判达标",
    why="义务教育达标数多算，控辍保学要逐人核",
    lamp=BAD,
    act="核查",
    mender=OFFICER,
    link=HOUSEHOLD,
)
def unschooled() -> Fault:
    return Fault(
        join="JOIN (SELECT m.household_id, count(*) AS n FROM m WHERE " + OUT_OF_SCHOOL + " GROUP BY 1) x"
        " ON x.household_id = h.id " + VERDICTS,
        where=OUT_OR.format("children_in_school"),
        detail="concat(x.n, ' 个 6 到 15 岁的孩子不在校，', " + SAID.format("义务教育") + ")",
        since=SINCE_OUT,
    )


@rule(
    "收入没过线，却已脱贫或收入判达标",
    why="人均纯收入没有超过当年标准线，不能算脱贫",
    lamp=BAD,
    act="核收入",
    mender=OFFICER,
    link=INCOME,
)
def income_below_line() -> Fault:
    """Only years with a line: without one there is no verdict."""
    return Fault(
        join="JOIN i ON i.household_id = h.id " + VERDICTS,
        where="i.is_above IS FALSE AND (i.year = s.income_year"
        " OR (h.is_out AND i.is_newest AND i.year >= extract(year FROM h.status_since)))",
        detail="concat(i.year, ' 年人均 ', round(i.per_capita / 100.0), ' 元，标准线 ', round(i.line / 100.0), ' 元')",
        since="make_date(i.year, 12, 31)",
        extra="i.year",
        subject="income",
        key="i.register_id",
    )


@rule(
    "有人没有养老保险，却已脱贫或养老保障判达标",
    why="养老保障达标数多算",
    lamp=WARN,
    act="改参保",
    mender=OFFICER,
    link=HOUSEHOLD,
)
def without_pension() -> Fault:
    return Fault(
        join="JOIN (SELECT household_id, count(*) AS n FROM m"
        " WHERE has_pension IS FALSE AND age >= 16 AND school_status = '01' GROUP BY 1) x ON x.household_id = h.id "
        + VERDICTS,
        where=OUT_OR.format("pension_covered"),
        detail="concat(x.n, ' 人没有参加养老保险，', " + SAID.format("养老保障") + ")",
        since=SINCE_OUT,
    )


@rule(
    "预脱贫，没有在办的退出",
    why="预脱贫要有公示，不然年底数对不上",
    lamp=WARN,
    act="看这户",
    mender=OFFICER,
    link=HOUSEHOLD,
)
def proposed_without_exit() -> Fault:
    return Fault(
        where="h.poverty_status = 'proposed' AND NOT EXISTS (SELECT FROM households_exit e"
        " WHERE e.household_id = h.id AND e.closed_on IS NULL AND e.stopped_on IS NULL)",
        detail="concat(h.status_since, ' 起预脱贫')",
        since="h.status_since",
    )


@rule(
    "脱贫年度和脱贫日期不是同一年",
    why="年度脱贫户数按哪个算都会差",
    lamp=WARN,
    act="看这户",
    mender=OFFICE,
    link=HOUSEHOLD,
)
def lifted_year_differs() -> Fault:
    """An exit of December may be closed in January: then its own year counts."""
    return Fault(
        join="LEFT JOIN households_exit e ON e.household_id = h.id AND e.closed_on = h.status_since",
        where="h.is_out AND h.lifted_year <> COALESCE(e.year, extract(year FROM h.status_since))",
        detail="concat('脱贫年度 ', h.lifted_year, '，', h.status_since, ' 起已脱贫')",
        since="h.status_since",
    )


@rule(
    "脱贫年度早于识别年度",
    why="先识别才能脱贫，两个年度有一个写错",
    lamp=WARN,
    act="改年度",
    mender=OFFICE,
    link=household_field("identified_year"),
)
def lifted_before_identified() -> Fault:
    return Fault(
        where="h.lifted_year < h.identified_year",
        detail="concat(h.identified_year, ' 年识别，', h.lifted_year, ' 年脱贫')",
        since="h.status_since",
    )


@rule(
    "未脱贫，却写着脱贫年度",
    why="按年度统计会把这户算成已脱贫",
    lamp=WARN,
    act="看这户",
    mender=OFFICE,
    link=HOUSEHOLD,
)
def poor_with_lifted_year() -> Fault:
    return Fault(
        where="h.poverty_status = 'in_poverty' AND h.lifted_year IS NOT NULL AND NOT EXISTS ("
        "SELECT FROM households_statusperiod p WHERE p.household_id = h.id AND p.status = 'lifted')",
        detail="concat('脱贫年度 ', h.lifted_year)",
        since="h.status_since",
    )


@rule(
    "核查超过 12 个月",
    why="情况会变，旧的达标不能拿来退出",
    lamp=WARN,
    act="核查",
    mender=OFFICER,
    link=CRITERION,
)
def old_verdicts() -> Fault:
    return Fault(
        join="JOIN s ON s.household_id = h.id",
        where="h.is_poor AND s.old > 0",
        detail="concat(s.old, ' 项核查是 ', s.oldest, ' 以前的')",
        since="s.oldest",
        extra="s.old_code",
    )


@rule(
    "名册转来的已脱贫户，标准没有核全",
    why="未核不算达标，上级抽查时拿不出依据",
    lamp=LATER,
    act="看七项",
    mender=OFFICER,
    link=HOUSEHOLD,
)
def lifted_unchecked() -> Fault:
    """Who left by an exit of this office is in `exit_gap`; these came lifted and have no exit to rest on."""
    return Fault(
        join=VERDICTS + " CROSS JOIN (SELECT count(*) AS n FROM point) p",
        where="h.is_out AND h.registered_lifted_on = h.status_since AND COALESCE(s.unmet, 0) = 0"
        " AND COALESCE(s.passing, 0) < p.n",
        detail="concat(p.n, ' 项里核过 ', COALESCE(s.passing, 0), ' 项')",
        since="h.status_since",
    )
