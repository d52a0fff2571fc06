"""The rules, most pressing first within each part. A function says which rows break the rule that it is named after.

Each is one statement over the named sets of `checkup`: `h` households, `m` present members with their `age`, `v`
villages, `s` a household's verdicts by the standard in force, `i` its income registers, `w` the measures.
"""

from typing import Any, Final

from django.db.models import TextChoices

from households.codes import Education, HousingGrade, PovertyStatus, Relation, SchoolStatus
from office.health.rule import Definition, Fault, Link, Mender, Rule
from povertyplan.accounts.matrix import Capability
from povertyplan.ui.lamps import Lamp
from villages.models import Indicator

BAD, WARN, LATER = Lamp.BAD, Lamp.WARN, Lamp.NONE
OFFICER, OFFICE, LEADER = Mender.OFFICER, Mender.OFFICE, Mender.LEADER

RULES: Final[dict[str, Rule]] = {}

HOUSEHOLD = Link("households:household_detail", Capability.VIEW_HOUSEHOLDS)
MEASURES = Link("households:measure_create", Capability.EDIT_HOUSEHOLDS)
MEASURE = Link("households:measure_edit", Capability.EDIT_HOUSEHOLDS, at="measure")
HELPER = Link("households:helper_assign", Capability.ASSIGN_HELPERS)
CRITERION = Link("households:criterion_assess", Capability.EDIT_HOUSEHOLDS, extra=True)
INCOME = Link("households:income_edit", Capability.EDIT_HOUSEHOLDS, extra=True)
INDICATOR = Link("villages:indicator", Capability.EDIT_VILLAGES, at="village", seen="office:village_detail")
VILLAGE = Link("villages:village_edit", Capability.EDIT_VILLAGES, at="village", seen="office:village_detail")


def household_field(name: str) -> Link:
    return Link("households:household_edit", Capability.EDIT_HOUSEHOLDS, anchor=f"#id_{name}")


def member_field(name: str) -> Link:
    return Link("households:member_edit", Capability.EDIT_HOUSEHOLDS, at="member", anchor=f"#id_{name}")


def rule(title: str, *, why: str, lamp: Lamp, act: str, mender: Mender, link: Link, **more: Any) -> Any:
    def enter(function: Definition) -> Definition:
        code = function.__name__
        RULES[code] = Rule(code, title, why, lamp, act, mender, link, fault=function(), **more)
        return function

    return enter


def label(column: str, choices: type[TextChoices]) -> str:
    """The label of a code, in SQL."""
    cases = " ".join(f"WHEN '{choice.value}' THEN '{choice.label}'" for choice in choices)
    return f"CASE {column} {cases} END"


def of_member(where: str, detail: str, *, join: str = "", source: str = "m", since: str = "NULL::date") -> Fault:
    return Fault(
        where=where,
        join=join,
        detail=detail,
        since=since,
        source=source,
        subject="member",
        key="m.id",
        village="m.village_id",
        household="m.household_id",
        who="m.name",
    )


# ── who is out, against what the register says ──────────────────────────────────────────────────────────────────

OUT_OR = "(h.is_out OR '{}' = ANY(s.passed))"
SAID = "CASE WHEN h.is_out THEN '已脱贫' ELSE '{}判达标' END"
SINCE_OUT = "CASE WHEN h.is_out THEN h.status_since ELSE s.newest END"
VERDICTS = "LEFT JOIN s ON s.household_id = h.id"


@rule(
    "销了号，退出的依据却缺了",
    why="达标、收入或凭证后来改了、撤了，这户可能是错退",
    lamp=BAD,
    act="复核",
    mender=LEADER,
    link=Link("households:exit_detail", Capability.VIEW_HOUSEHOLDS, at="exit"),
    over="退出",
)
def exit_gap() -> Fault:
    """As `Exit.objects.to_review`, households and villages alike."""
    return Fault(
        source="households_exit e JOIN v ON v.id = e.village_id LEFT JOIN h ON h.id = e.household_id",
        where="e.closed_on IS NOT NULL AND (e.household_id IS NULL OR h.status_since = e.closed_on)"
        " AND EXISTS (SELECT FROM households_exit_gaps(e.id))",
        detail="concat(e.year, ' 年退出')",
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


OUT_OF_SCHOOL = (
    "m.school_status = '01' AND m.age <= 15 AND m.school_age BETWEEN 6 AND 15"
    " AND NOT (m.school_age = 15 AND m.education IN ('03', '04', '05'))"
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
    act="核查",
    mender=OFFICER,
    link=CRITERION,
)
def lifted_unchecked() -> Fault:
    """Who left by an exit of this office is in `exit_gap`; these came lifted and have no exit to rest on."""
    return Fault(
        join=VERDICTS + " CROSS JOIN (SELECT count(*) AS n, min(code) AS code FROM point) p",
        where="h.is_out AND h.registered_lifted_on = h.status_since AND COALESCE(s.unmet, 0) = 0"
        " AND COALESCE(s.passing, 0) < p.n",
        detail="concat(p.n, ' 项里核过 ', COALESCE(s.passing, 0), ' 项')",
        since="h.status_since",
        extra="COALESCE(s.open_code, p.code)",
    )


# ── the household and its people ────────────────────────────────────────────────────────────────────────────────


@rule("没有户主的户", why="户主姓名、明白袋和名单都是空的", lamp=BAD, act="定户主", mender=OFFICER, link=HOUSEHOLD)
def no_head() -> Fault:
    return Fault(
        join="LEFT JOIN (SELECT household_id, count(*) AS n FROM m GROUP BY 1) x ON x.household_id = h.id",
        where="NOT EXISTS (SELECT FROM m WHERE m.household_id = h.id AND m.relation = '01')",
        detail="CASE WHEN x.n IS NULL THEN '一个成员也没有' ELSE concat(x.n, ' 人里没有户主') END",
        since="h.status_since",
    )


@rule(
    "同名同生日的人在两户",
    why="一个人登记两次，人数多算，还可能领两份",
    lamp=WARN,
    act="比一比",
    mender=OFFICE,
    link=member_field("name"),
    of="人",
    over="人",
)
def same_person() -> Fault:
    """The same ID number cannot stand twice; an erring one can."""
    return of_member(
        "true",
        "concat(t.households, ' 户有同名、同性别、同一天出生的人')",
        join="JOIN (SELECT name, birth_date, gender, count(DISTINCT household_id) AS households FROM m"
        " GROUP BY 1, 2, 3 HAVING count(DISTINCT household_id) > 1) t"
        " ON (t.name, t.birth_date, t.gender) = (m.name, m.birth_date, m.gender)",
    )


@rule(
    "登记死亡的人又在别的户里",
    why="两处有一处错，低保、养老会多领",
    lamp=WARN,
    act="核对",
    mender=OFFICE,
    link=member_field("name"),
    of="人",
    over="人",
)
def dead_and_living() -> Fault:
    return of_member(
        "true",
        "concat('同一个证件号在别处登记 ', d.left_on, ' 去世')",
        join="JOIN households_member d ON d.id_index = m.id_index AND d.leave_reason = '1'",
        since="d.left_on",
    )


SCHOOL_AGES: Final = {
    SchoolStatus.PRESCHOOL: (2, 7),
    SchoolStatus.PRIMARY: (5, 16),
    SchoolStatus.GRADE_7: (10, 18),
    SchoolStatus.GRADE_8: (10, 18),
    SchoolStatus.GRADE_9: (11, 19),
    SchoolStatus.SENIOR_1: (13, 22),
    SchoolStatus.SENIOR_2: (13, 23),
    SchoolStatus.SENIOR_3: (14, 24),
    SchoolStatus.VOCATIONAL_1: (13, 25),
    SchoolStatus.VOCATIONAL_2: (13, 26),
    SchoolStatus.VOCATIONAL_3: (14, 27),
    SchoolStatus.HIGHER_VOCATIONAL_1: (14, 35),
    SchoolStatus.HIGHER_VOCATIONAL_2: (15, 36),
    SchoolStatus.HIGHER_VOCATIONAL_3: (15, 37),
    SchoolStatus.COLLEGE: (15, 45),
}
# Only children are 学龄前; nobody has finished a school before an age.
EDUCATION_AGES: Final = {
    Education.PRESCHOOL: (0, 7),
    Education.PRIMARY: (5, 130),
    Education.JUNIOR: (10, 130),
    Education.SENIOR: (13, 130),
    Education.COLLEGE: (14, 130),
}


def outside(column: str, ages: dict[Any, tuple[int, int]]) -> str:
    """The age lies outside what the code allows."""
    cases = " ".join(f"WHEN '{code.value}' THEN m.age NOT BETWEEN {least} AND {most}" for code, (least, most) in ages.items())
    return f"CASE {column} {cases} ELSE false END"


@rule(
    "年龄和在校生状况对不上",
    why="教育资助名单按在校生状况出",
    lamp=WARN,
    act="改在校",
    mender=OFFICER,
    link=member_field("school_status"),
    of="人",
    over="人",
)
def age_against_school() -> Fault:
    return of_member(
        outside("m.school_status", SCHOOL_AGES),
        "concat(m.age, ' 岁，在校生状况是', " + label("m.school_status", SchoolStatus) + ")",
    )


@rule(
    "年龄和文化程度对不上",
    why="劳动力培训名单按文化程度出",
    lamp=WARN,
    act="改文化程度",
    mender=OFFICER,
    link=member_field("education"),
    of="人",
    over="人",
)
def age_against_education() -> Fault:
    return of_member(
        outside("m.education", EDUCATION_AGES),
        "concat(m.age, ' 岁，文化程度是', " + label("m.education", Education) + ")",
    )


@rule(
    "6 到 15 岁没有在校",
    why="义务教育一个不能少，劝返还是登记错了要说清",
    lamp=WARN,
    act="改在校",
    mender=OFFICER,
    link=member_field("school_status"),
    of="人",
    over="人",
)
def out_of_school() -> Fault:
    """Counted by the age on the last 1 September; whoever finished the ninth year by 15 is done."""
    return of_member(OUT_OF_SCHOOL, "concat(m.age, ' 岁，登记不在校')")


@rule(
    "关系和性别对不上",
    why="关系和性别有一个写错，家庭情况页会印错",
    lamp=WARN,
    act="改关系",
    mender=OFFICER,
    link=member_field("relation"),
    of="人",
    over="人",
)
def relation_against_gender() -> Fault:
    men = "'03', '06', '07', '09', '11', '13', '15', '17', '19'"
    women = "'04', '05', '08', '10', '12', '14', '16', '18', '20'"
    return of_member(
        f"(m.gender = '2' AND m.relation IN ({men})) OR (m.gender = '1' AND m.relation IN ({women}))"
        " OR (m.relation = '02' AND m.gender = head.gender)",
        "concat(" + label("m.relation", Relation) + ", '，性别', CASE m.gender WHEN '1' THEN '男' ELSE '女' END)",
        join="LEFT JOIN m head ON head.household_id = m.household_id AND head.relation = '01'",
    )


@rule(
    "子女比户主大，或父母比户主小",
    why="关系或出生日期有一个写错",
    lamp=WARN,
    act="改关系",
    mender=OFFICER,
    link=member_field("relation"),
    of="人",
    over="人",
)
def relation_against_age() -> Fault:
    return of_member(
        "(m.relation IN ('03', '04', '07', '08', '09', '10') AND m.birth_date <= head.birth_date)"
        " OR (m.relation IN ('11', '12', '17', '18', '19', '20') AND m.birth_date >= head.birth_date)",
        "concat(" + label("m.relation", Relation) + ", ' ', m.age, ' 岁，户主 ', head.age, ' 岁')",
        join="JOIN m head ON head.household_id = m.household_id AND head.relation = '01'",
    )


@rule(
    "一户有两个配偶",
    why="关系有一个写错，家庭人口会多算",
    lamp=WARN,
    act="看成员",
    mender=OFFICER,
    link=HOUSEHOLD,
)
def two_spouses() -> Fault:
    return Fault(
        join="JOIN (SELECT household_id, count(*) AS n FROM m WHERE relation = '02' GROUP BY 1 HAVING count(*) > 1) x"
        " ON x.household_id = h.id",
        detail="concat(x.n, ' 个配偶')",
    )


@rule(
    "户主是孩子，家里有大人",
    why="签字页和明白袋会印孩子的名字",
    lamp=WARN,
    act="定户主",
    mender=OFFICER,
    link=HOUSEHOLD,
    of="人",
)
def child_as_head() -> Fault:
    return of_member(
        "m.relation = '01' AND m.age < 16"
        " AND EXISTS (SELECT FROM m o WHERE o.household_id = m.household_id AND o.age BETWEEN 18 AND 70)",
        "concat('户主 ', m.age, ' 岁')",
    )


@rule(
    "超过 110 岁的成员",
    why="多半是出生日期写错，或去世没有登记",
    lamp=WARN,
    act="核对",
    mender=OFFICER,
    link=member_field("birth_date"),
    of="人",
    over="人",
)
def too_old() -> Fault:
    return of_member("m.age > 110", "concat(m.age, ' 岁')")


@rule(
    "没有证件号的成员",
    why="查不出重复，参保和补贴也对不上",
    lamp=WARN,
    act="补证件号",
    mender=OFFICER,
    link=member_field("id_number"),
    of="人",
    over="人",
)
def no_id_number() -> Fault:
    """A newborn has a year."""
    return of_member("NOT m.has_number AND m.age >= 1", "concat(m.age, ' 岁')")


@rule(
    "没有劳动力，却登记了务工",
    why="就业帮扶名单和工资收入会错",
    lamp=WARN,
    act="改劳动力",
    mender=OFFICER,
    link=member_field("labour_ability"),
    of="人",
    over="人",
)
def work_against_ability() -> Fault:
    return of_member(
        "(m.months_worked > 0 OR m.work_area <> '') AND (m.labour_ability IN ('03', '04') OR m.age < 16)",
        "concat(m.age, ' 岁，', CASE m.labour_ability WHEN '03' THEN '丧失劳动力，' WHEN '04' THEN '无劳动力，' END,"
        " '务工 ', COALESCE(m.months_worked, 0), ' 个月')",
    )


@rule(
    "危房户和房屋级别对不上",
    why="危房改造名单会多一户或少一户",
    lamp=WARN,
    act="改住房",
    mender=OFFICER,
    link=household_field("is_dilapidated"),
)
def dilapidated_against_grade() -> Fault:
    return Fault(
        where="(h.is_dilapidated AND h.housing_grade IN ('A', 'B'))"
        " OR (h.is_dilapidated IS FALSE AND h.housing_grade IN ('C', 'D'))",
        detail="concat('危房户：', CASE WHEN h.is_dilapidated THEN '是' ELSE '否' END, '，房屋 ', h.housing_grade, ' 级')",
    )


@rule(
    "主要致贫原因是因残，家里没有残疾人",
    why="致贫原因统计和帮扶措施会偏",
    lamp=LATER,
    act="改原因",
    mender=OFFICER,
    link=household_field("main_cause"),
)
def disabled_cause() -> Fault:
    """Whoever left counts too; where somebody's health is not registered, nothing is said."""
    return Fault(
        where="h.is_poor AND h.main_cause = '02' AND NOT EXISTS (SELECT FROM households_member p"
        " WHERE p.household_id = h.id AND (p.health = '{}' OR p.health @> '{04}'))",
        detail="'健康状况没有一个是残疾'",
    )


@rule(
    "一户没有一个电话",
    why="通知不到，明白袋的联系栏是空的",
    lamp=LATER,
    act="补电话",
    mender=OFFICER,
    link=household_field("phone"),
)
def no_phone() -> Fault:
    return Fault(
        where="h.is_poor AND h.phone = '' AND NOT EXISTS (SELECT FROM m WHERE m.household_id = h.id AND m.phone <> '')",
        detail="'户和成员都没有电话'",
    )


@rule(
    "同一个电话登记在 4 户以上",
    why="多半是代填的电话，找不到户里的人",
    lamp=LATER,
    act="改电话",
    mender=OFFICER,
    link=household_field("phone"),
)
def shared_phone() -> Fault:
    return Fault(
        join="JOIN (SELECT phone, count(*) AS n FROM h WHERE phone <> '' GROUP BY 1 HAVING count(*) >= 4) x"
        " ON x.phone = h.phone",
        where="h.is_poor",
        detail="concat(x.n, ' 户是同一个电话')",
    )


@rule(
    "姓名没有拼音",
    why="按拼音查不到这个人",
    lamp=LATER,
    act="重存姓名",
    mender=OFFICER,
    link=member_field("name"),
    of="人",
    over="人",
)
def no_pinyin() -> Fault:
    return of_member("m.name_initials = ''", "'查找要的拼音是空的'")


# ── who helps and what is done ──────────────────────────────────────────────────────────────────────────────────

PAIRED = (
    "EXISTS (SELECT FROM households_helperassignment a WHERE a.household_id = h.id AND a.since <= %(on)s"
    " AND (a.until IS NULL OR a.until >= %(on)s))"
)
LAST_PAIRING = (
    "LEFT JOIN (SELECT household_id, max(until) AS until FROM households_helperassignment"
    " WHERE until < %(on)s GROUP BY 1) x ON x.household_id = h.id"
)


@rule("没有责任人的户", why="明白袋的联系页印不出来", lamp=BAD, act="派责任人", mender=OFFICE, link=HELPER)
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
    over="责任人",
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
    over="村",
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
    over="措施",
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
    over="措施",
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


# ── income ──────────────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "今年收入登记的人数和成员数不一样",
    why="人均纯收入除错了人数",
    lamp=WARN,
    act="改收入",
    mender=OFFICER,
    link=INCOME,
    over="收入登记",
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
    over="收入登记",
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
    over="收入登记",
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
    "上报的人均和登记的差得多",
    why="上级系统和本处说的不是一个数，抽查时要解释",
    lamp=LATER,
    act="核收入",
    mender=OFFICER,
    link=INCOME,
    over="收入登记",
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
    "有收入登记的年度没有标准线",
    why="没有标准线就不判断，达标数会少",
    lamp=WARN,
    act="定标准线",
    mender=OFFICE,
    link=Link("households:poverty_line_list", Capability.EDIT_STANDARDS, at="", seen=""),
    of="年",
    over="年度",
    is_whole=True,
)
def no_poverty_line() -> Fault:
    return Fault(
        source="(SELECT year, count(*) AS n FROM households_incomeyear GROUP BY 1) y",
        where="NOT EXISTS (SELECT FROM households_povertyline l WHERE l.year = y.year AND l.is_in_use)",
        detail="concat(y.n, ' 户登记了收入')",
        since="make_date(y.year, 1, 1)",
        subject="year",
        key="y.year",
        village="NULL::bigint",
        household="NULL::bigint",
        who="concat(y.year, ' 年')",
    )


# ── villages and totals ─────────────────────────────────────────────────────────────────────────────────────────

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
    over="基数",
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
    over="村",
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
    over="村",
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
    over="村",
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
    over="村",
)
def village_population() -> Fault:
    return of_village(
        "x.households > v.rural_households OR x.people > v.rural_population",
        "concat('未脱贫 ', x.households, ' 户 ', x.people, ' 人，全村 ', v.rural_households, ' 户 ',"
        " v.rural_population, ' 人')",
        join="JOIN (SELECT h.village_id, count(DISTINCT h.id) AS households, count(m.id) AS people FROM h"
        " LEFT JOIN m ON m.household_id = h.id WHERE h.is_poor GROUP BY 1) x ON x.village_id = v.id",
    )


# What the database itself does not let in: the sentence, and the constraint or index that stands there.
IMPOSSIBLE: Final = (
    ("一户有两个户主", "member_one_head"),
    ("同一个证件号在两户", "member_one_row_a_person"),
    ("一户同一天有两个责任人", "assignment_one_helper_a_day"),
    ("已脱贫没有脱贫年度", "household_lifted_has_year"),
    ("判达标没有写依据", "assessment_pass_has_evidence"),
    ("其他致贫原因多于 2 个", "household_other_causes"),
    ("一年两条采用的标准线", "povertyline_one_in_use"),
)
# Only so that a wrong spelling in a rule's SQL is an error here and not a rule that never finds anything.
assert {PovertyStatus.LIFTED, PovertyStatus.PROPOSED, HousingGrade.C} == {"lifted", "proposed", "C"}  # noqa: S101
