"""The household and the people in it."""

from typing import Any, Final

from households.codes import Education, Relation, SchoolStatus
from office.health.rule import Fault
from office.health.rules.part import (
    BAD,
    HOUSEHOLD,
    LATER,
    OFFICE,
    OFFICER,
    OUT_OF_SCHOOL,
    WARN,
    Part,
    household_field,
    label,
    member_field,
    of_member,
)

rule = Part("户和成员")


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
    cases = " ".join(
        f"WHEN '{code.value}' THEN m.age NOT BETWEEN {least} AND {most}" for code, (least, most) in ages.items()
    )
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
        detail="concat('危房户：', CASE WHEN h.is_dilapidated THEN '是' ELSE '否' END,"
        " '，房屋 ', h.housing_grade, ' 级')",
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
