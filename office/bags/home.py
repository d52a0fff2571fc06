"""The household's page of the bag (我家情况): the seven criteria, the fact card, who lives there.

Ages and no birth dates, ID numbers masked: 6 + 4 digits hide exactly the birth date, so it may stand nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from households.codes import CheckState, PovertyStatus
from households.models import Criterion, Household, Member
from office.bags import wording
from povertyplan.ui import dates

# Never red and never a diamond: those are lamps for offices, not for families.
_CRITERION_STATES = {
    CheckState.MET: ("ok", "达标"),
    CheckState.NOT_MET: ("go", "还差"),
    CheckState.NOT_APPLICABLE: ("beside", "不涉及"),
    CheckState.UNCHECKED: ("no", "没核"),
}


@dataclass(frozen=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True)
class Person:
    name: str
    relation: str
    gender: str
    age: int
    id_masked: str
    health: str
    education: str
    work: str
    insurance: str


@dataclass(frozen=True)
class CriterionCell:
    """One of the seven; `state` names the shape: ok, go, no, beside. The rest is said only of what is open."""

    group: str
    name: str
    state: str
    word: str
    demand: str
    evidence: str
    assessed: str


def criteria_of(household: Household, criteria: Sequence[Criterion]) -> tuple[CriterionCell, ...]:
    found = {row.criterion_id: row for row in household.bag_assessments}  # type: ignore[attr-defined]
    cells = []
    for criterion in criteria:
        row = found.get(criterion.pk)
        state, word = _CRITERION_STATES[CheckState(row.state) if row else CheckState.UNCHECKED]
        # Only what is still open is explained on paper, so only that may change the edition.
        told = row if row and state == "go" else None
        cells.append(
            CriterionCell(
                group=criterion.group,
                name=criterion.name,
                state=state,
                word=word,
                demand=criterion.text if told else "",
                evidence=told.evidence if told else "",
                assessed=f"{dates.spoken(told.assessed_on)} {told.assessor_name}" if told else "",
            )
        )
    return tuple(cells)


def facts_of(household: Household, members: Sequence[Member]) -> tuple[Fact, ...]:
    """The fact card (明白卡); what nobody knows is left out, never printed as a zero."""
    workers = sum(member.can_work for member in members)
    lifted = household.poverty_status == PovertyStatus.LIFTED
    year = household.lifted_year if lifted else household.planned_lift_year
    housing = [wording.amount_of(household.housing_area, "平方米")]
    if household.housing_grade:
        housing.append(household.get_housing_grade_display())
    water = {True: "安全", False: "还不安全"}.get(household.has_safe_water, "")  # type: ignore[arg-type]
    rows = (
        ("贫困户属性", household.get_category_display()),
        ("家庭人口", f"{len(members)} 人，劳力 {workers} 人"),
        ("现在的状态", household.get_poverty_status_display()),
        ("脱贫年度" if lifted else "计划脱贫", f"{year} 年" if year else ""),
        ("致贫原因", "、".join(household.causes)),
        ("耕地", "没有" if household.farmland == 0 else wording.amount_of(household.farmland, "亩")),
        _forest(household),
        ("住房", "，".join(part for part in housing if part)),
        ("饮水", water),
        ("入户路", household.get_access_road_display()),
        ("加入的合作社", household.cooperative),
        ("易地搬迁", "搬迁户" if household.is_relocated else ""),
        ("联系电话", wording.phone(household.phone)),
    )
    return tuple(Fact(label, text) for label, text in rows if text)


def _forest(household: Household) -> tuple[str, str]:
    parts = (("林地", household.forest), ("退耕还林", household.returned_farmland))
    known = [(label, wording.amount_of(area, "亩")) for label, area in parts if area]
    return "、".join(label for label, _ in known), "、".join(amount for _, amount in known)


def person_of(member: Member, on: date) -> Person:
    covers = (
        (member.has_medical_insurance, "医保"),
        (member.has_critical_illness_cover, "大病"),
        (member.has_pension, "养老"),
    )
    education = member.get_school_status_display() if member.is_in_school else member.get_education_display()
    return Person(
        name=member.name,
        relation=wording.relation(member.get_relation_display()),
        gender=member.get_gender_display(),
        age=member.age(on=on),
        id_masked=member.id_masked_on_paper,
        health="、".join(member.health_labels),
        education=education,
        work=_work(member),
        insurance="、".join(word for has, word in covers if has),
    )


def _work(member: Member) -> str:
    if member.work_area:
        months = f" {member.months_worked} 个月" if member.months_worked else ""
        return f"{member.get_work_area_display().replace('（', '').replace('）', '')}务工{months}"
    if member.is_in_school:
        return "上学"
    return member.get_labour_ability_display()
