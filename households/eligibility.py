"""Whom a version of the library concerns (R3.4), and why: asked of Postgres for all households, of loaded rows for one.

Both ways read the same tables below, so that a bag never says another reason than the one that put the policy into it.
Facts of members ask who is present; each condition of a rule may be answered by another member.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, TextChoices, Value

from households.codes import (
    Category,
    Health,
    HousingGrade,
    LabourAbility,
    PovertyCause,
    PovertyStatus,
    SchoolStatus,
    WorkArea,
)
from households.models import Assessment, Household, LibraryCondition, LibraryVersion, Member, RuleFact, RuleMatch
from households.models.household import HouseholdQuerySet

_F = RuleFact
# Fields that hold one code each.
_HOUSEHOLD_FIELDS = {_F.STATUS: "poverty_status", _F.CATEGORY: "category", _F.HOUSING: "housing_grade"}
_MEMBER_FIELDS = {_F.SCHOOL: "school_status", _F.LABOUR: "labour_ability", _F.WORK: "work_area"}
# Answered by 否; 不清楚 is no answer.
_COVERS = {
    "medical": ("has_medical_insurance", "基本医疗"),
    "critical": ("has_critical_illness_cover", "大病医疗"),
    "pension": ("has_pension", "养老保险"),
}
_LISTS: dict[str, type[TextChoices]] = {
    _F.STATUS: PovertyStatus,
    _F.CATEGORY: Category,
    _F.CAUSE: PovertyCause,
    _F.HOUSING: HousingGrade,
    _F.SCHOOL: SchoolStatus,
    _F.HEALTH: Health,
    _F.LABOUR: LabourAbility,
    _F.WORK: WorkArea,
}
OF_MEMBERS = (*_MEMBER_FIELDS, _F.HEALTH, _F.AGE, _F.UNINSURED)
EVERYBODY = "每户都有"
_NAMES_SAID = 3


def choices_of(fact: str, criterion_names: Mapping[int, str]) -> list[tuple[str, str]]:
    """(code, label) that a condition on `fact` may hold; none for an age and for 易地搬迁户."""
    if fact == _F.NOT_MET:
        return [(str(key), name) for key, name in criterion_names.items()]
    if fact == _F.UNINSURED:
        return [(code, label) for code, (_, label) in _COVERS.items()]
    return list(_LISTS[fact].choices) if fact in _LISTS else []


# Asked of Postgres.


def concerned(version: LibraryVersion, *, on: date) -> HouseholdQuerySet:
    """The households that the rule holds for on the day, exited ones included unless a condition says otherwise."""
    return meeting(version.rule_match, version.conditions.all(), on=on)


def meeting(match: str, conditions: Iterable[LibraryCondition], *, on: date) -> HouseholdQuerySet:
    """As `concerned`, of conditions that need not be kept anywhere. No condition concerns everybody."""
    whole = Q()
    for condition in conditions:
        asked = _asked(condition, on)
        whole = whole | asked if match == RuleMatch.ANY else whole & asked
    return Household.objects.filter(whole)


def pairs(versions: Iterable[LibraryVersion], *, on: date) -> QuerySet[Any, tuple[int, int]] | None:
    """Rows (version key, household key) of all versions as one statement without order; None without versions."""
    return _union([_pairs_of(version, concerned(version, on=on)) for version in versions])


def matches(
    versions: Sequence[LibraryVersion], *, households: Iterable[int], on: date
) -> dict[int, list[LibraryVersion]]:
    """Of each of these households (keys) the versions that concern it, in the order given. One statement."""
    found: dict[int, list[LibraryVersion]] = {key: [] for key in households}
    rows = _union([_pairs_of(version, concerned(version, on=on).filter(pk__in=list(found))) for version in versions])
    hits = set(rows) if rows is not None and found else set()
    for version in versions:
        for key, its in found.items():
            if (version.pk, key) in hits:
                its.append(version)
    return found


def _pairs_of(version: LibraryVersion, households: HouseholdQuerySet) -> QuerySet[Any, tuple[int, int]]:
    key = Value(version.pk, output_field=BigIntegerField())
    return households.order_by().annotate(version_key=key).values_list("version_key", "pk")


def _union(parts: list[QuerySet[Any, tuple[int, int]]]) -> QuerySet[Any, tuple[int, int]] | None:
    if not parts:
        return None
    first, *others = parts
    return first.union(*others, all=True) if others else first


def _asked(condition: LibraryCondition, on: date) -> Q:
    """Of a household."""
    fact, values = condition.fact, condition.values
    if fact in _HOUSEHOLD_FIELDS:
        return Q(**{f"{_HOUSEHOLD_FIELDS[RuleFact(fact)]}__in": values})
    if fact == _F.CAUSE:
        return Q(main_cause__in=values) | Q(other_causes__overlap=values)
    if fact == _F.RELOCATED:
        return Q(is_relocated=True)
    if fact == _F.NOT_MET:
        unmet = Assessment.objects.current().unmet().filter(criterion__in=[int(value) for value in values])
        return Q(Exists(unmet.filter(household=OuterRef("pk"))))
    present = Member.objects.present().filter(household=OuterRef("pk"))
    return Q(Exists(present.filter(_asked_of_member(condition, on))))


def _asked_of_member(condition: LibraryCondition, on: date) -> Q:
    fact, values = condition.fact, condition.values
    if fact == _F.HEALTH:
        return Q(health__overlap=values)
    if fact == _F.AGE:
        return _born_for(condition, on)
    if fact == _F.UNINSURED:
        lacking = Q()
        for value in values:
            lacking |= Q(**{_COVERS[value][0]: False})
        return lacking
    return Q(**{f"{_MEMBER_FIELDS[RuleFact(fact)]}__in": values})


def _born_for(condition: LibraryCondition, on: date) -> Q:
    born = Q()
    if condition.low is not None:
        born &= Q(birth_date__lte=_years_before(on, condition.low))
    if condition.high is not None:
        born &= Q(birth_date__gt=_years_before(on, condition.high + 1))
    return born


def _years_before(day: date, years: int) -> date:
    """The last birth date of somebody who is so old; on 29 February of a common year that is the 28th."""
    year = max(day.year - years, date.min.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


# Asked of loaded rows.


def holds(
    version: LibraryVersion, household: Household, members: Sequence[Member], not_met_keys: Iterable[int], on: date
) -> bool:
    """As `concerned` says of this household; `not_met_keys` are the criteria with a current verdict 未达标."""
    conditions, keys = version.conditions.all(), list(not_met_keys)
    if not conditions:
        return True
    answers = (bool(_answer(condition, household, members, keys, on)) for condition in conditions)
    return any(answers) if version.rule_match == RuleMatch.ANY else all(answers)


def reason(
    version: LibraryVersion, household: Household, members: Sequence[Member], *, not_met: Mapping[int, str], on: date
) -> str:
    """Why it is in this household's bag, in one sentence for the family; empty where the rule does not hold.

    `not_met` are the names of the criteria not met, by key.
    """
    if not holds(version, household, members, not_met, on):
        return ""
    answered = [(one, _answer(one, household, members, list(not_met), on)) for one in version.conditions.all()]
    clauses = [(one.fact, _because(one, answer, not_met)) for one, answer in answered if answer]
    # Nearly every rule asks for it; where there is more to say, it says nothing.
    telling = [clause for clause in clauses if clause[0] != _F.STATUS] or clauses
    return _sentence(telling) or EVERYBODY


def _sentence(clauses: list[tuple[str, str]]) -> str:
    """你家 is said once, and again after what was said of somebody."""
    words: list[str] = []
    before = ""
    for fact, clause in dict.fromkeys(clauses):
        subject = "" if fact in OF_MEMBERS or (before and before not in OF_MEMBERS) else "你家"
        words.append(subject + clause)
        before = fact
    return "，".join(words)


def _answer(
    condition: LibraryCondition, household: Household, members: Sequence[Member], not_met: Sequence[int], on: date
) -> list[tuple[str, str]]:
    """(member's name or nothing, code) of whatever answers the condition; for an age the code is the age."""
    fact, values = condition.fact, condition.values
    if fact in OF_MEMBERS:
        present = (member for member in members if member.left_on is None)
        return [(member.name, code) for member in present for code in _codes_of_member(condition, member, on)]
    if fact == _F.RELOCATED:
        return [("", fact)] if household.is_relocated else []
    if fact == _F.NOT_MET:
        own = [str(key) for key in not_met]
    elif fact == _F.CAUSE:
        own = [household.main_cause, *household.other_causes]
    else:
        own = [getattr(household, _HOUSEHOLD_FIELDS[RuleFact(fact)])]
    return [("", code) for code in own if code in values]


def _codes_of_member(condition: LibraryCondition, member: Member, on: date) -> list[str]:
    fact, values = condition.fact, condition.values
    if fact == _F.AGE:
        years = member.age(on=on)
        low = years if condition.low is None else condition.low
        high = years if condition.high is None else condition.high
        return [str(years)] if low <= years <= high else []
    if fact == _F.UNINSURED:
        return [code for code in values if getattr(member, _COVERS[code][0]) is False]
    own = member.health if fact == _F.HEALTH else [getattr(member, _MEMBER_FIELDS[RuleFact(fact)])]
    return [code for code in own if code in values]


# Said to the family: what is, without a verdict on anybody.

_OWN_STATUS = {
    PovertyStatus.IN_POVERTY: "还在帮扶中",
    PovertyStatus.PROPOSED: "正在办脱贫",
    PovertyStatus.LIFTED: "已经脱贫",
    PovertyStatus.RELAPSED: "重新纳入帮扶",
}
_OWN_CATEGORY = {Category.ORDINARY: "建档立卡户", Category.DIBAO: "低保户", Category.WUBAO: "五保户"}
_OWN_CAUSE = {
    PovertyCause.ILLNESS: "看病花钱多",
    PovertyCause.DISABILITY: "有人残疾",
    PovertyCause.SCHOOLING: "供孩子读书",
    PovertyCause.DISASTER: "遭了灾",
    PovertyCause.LAND: "地少",
    PovertyCause.WATER: "缺水",
    PovertyCause.SKILLS: "缺技术",
    PovertyCause.LABOUR: "缺劳力",
    PovertyCause.FUNDS: "缺本钱",
    PovertyCause.TRAFFIC: "路不好走",
    PovertyCause.MOTIVATION: "还没找到合适的门路",
    PovertyCause.MARRIAGE: "办婚事花了钱",
    PovertyCause.BEREAVEMENT: "亲人过世",
    PovertyCause.OTHER: "有别的难处",
}
_OWN_SCHOOL = {
    SchoolStatus.NONE: "不在学校读书",
    SchoolStatus.PRESCHOOL: "在上幼儿园",
    SchoolStatus.COLLEGE: "在读大专或本科以上",
}
_OWN_HEALTH = {
    Health.HEALTHY: "身体健康",
    Health.CHRONIC: "有慢性病",
    Health.SERIOUS: "得了大病",
    Health.DISABLED: "有残疾",
}
_OWN_LABOUR = {
    LabourAbility.ORDINARY: "能干活",
    LabourAbility.SKILLED: "有技术",
    LabourAbility.LOST: "干不了活",
    LabourAbility.NONE: "没有劳动能力",
    LabourAbility.WEAK: "能干轻活",
}
_OWN_WORK = {
    WorkArea.TOWNSHIP: "在乡镇里务工",
    WorkArea.COUNTY: "在县里务工",
    WorkArea.PROVINCE: "在省内务工",
    WorkArea.ELSEWHERE: "在省外务工",
    WorkArea.OTHER: "在外务工",
}


def _because(condition: LibraryCondition, answer: list[tuple[str, str]], not_met: Mapping[int, str]) -> str:
    if condition.fact in OF_MEMBERS:
        names: dict[str, list[str]] = {}
        for name, code in answer:
            names.setdefault(_of_person(condition.fact, code), []).append(name)
        return "，".join(_together(who) + words for words, who in names.items())
    codes = [code for _, code in answer]
    match condition.fact:
        case RuleFact.STATUS:
            return _OWN_STATUS[PovertyStatus(codes[0])]
        case RuleFact.CATEGORY:
            return "是" + _OWN_CATEGORY[Category(codes[0])]
        case RuleFact.CAUSE:
            return "难处是" + "、".join(_OWN_CAUSE[PovertyCause(code)] for code in codes)
        case RuleFact.HOUSING:
            return f"住房是 {HousingGrade(codes[0]).label}"
        case RuleFact.RELOCATED:
            return "是易地搬迁户"
    return "、".join(f"“{not_met[int(code)]}”" for code in codes) + "还没达标"


def _of_person(fact: str, code: str) -> str:
    match fact:
        case RuleFact.SCHOOL:
            return _OWN_SCHOOL.get(SchoolStatus(code)) or f"在读{SchoolStatus(code).label}"
        case RuleFact.HEALTH:
            return _OWN_HEALTH[Health(code)]
        case RuleFact.LABOUR:
            return _OWN_LABOUR[LabourAbility(code)]
        case RuleFact.WORK:
            return _OWN_WORK[WorkArea(code)]
        case RuleFact.UNINSURED:
            return f"还没参加{_COVERS[code][1]}"
    return f" {code} 岁"


def _together(names: list[str]) -> str:
    return "、".join(names) if len(names) <= _NAMES_SAID else f"{names[0]}等 {len(names)} 人"


# Said to the office.

_SAID = {
    _F.STATUS: "脱贫状态是{}",
    _F.CATEGORY: "贫困户类别是{}",
    _F.CAUSE: "主要或其他致贫原因是{}",
    _F.HOUSING: "危房等级是{}",
    _F.SCHOOL: "有人的在校状况是{}",
    _F.HEALTH: "有人的健康状况是{}",
    _F.UNINSURED: "有人没参加{}",
    _F.LABOUR: "有人的劳动技能是{}",
    _F.WORK: "有人务工在{}",
}


def said(condition: LibraryCondition, criterion_names: Mapping[int, str]) -> str:
    """The condition in words for the list of a rule: 贫困户类别是低保贫困户或五保贫困户."""
    if condition.fact == _F.RELOCATED:
        return "是易地搬迁户"
    if condition.fact == _F.AGE:
        return "有人的年龄" + _years_said(condition.low, condition.high)
    labels = dict(choices_of(condition.fact, criterion_names))
    words = [labels.get(value, value) for value in condition.values]
    if condition.fact == _F.HOUSING:
        words = [f" {word}" for word in words]  # a letter keeps its distance
    if condition.fact == _F.NOT_MET:
        return "或".join(f"“{word}”" for word in words) + "没达标"
    return _SAID[RuleFact(condition.fact)].format("或".join(words))


def _years_said(low: int | None, high: int | None) -> str:
    if low is None:
        return f"在 {high} 岁及以下"
    if high is None:
        return f"在 {low} 岁及以上"
    return f"是 {low} 岁" if low == high else f"在 {low} 到 {high} 岁"
