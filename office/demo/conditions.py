"""How an invented household lives, and how it stands against the seven criteria: both say the same."""

from dataclasses import dataclass
from datetime import date
from random import Random

from households.codes import AccessRoad, Category, CheckState, Fuel, HousingGrade, PovertyCause, SchoolStatus
from office.demo.families import Person

CRITERIA = ("income", "food", "clothing", "education", "medical", "housing", "pension")
# 元 a person and year: the demo's own line of today's year, no real one; it grew by this much a year.
LINE, GROWTH = 4000, 1.06
# Of the households that remain; the demo's mix of work still to do.
UNMET_SHARE = {"income": 0.5, "food": 0.013, "clothing": 0.009, "medical": 0.08, "housing": 0.26, "pension": 0.095}
UNCHECKED_SHARE = {"medical": 0.03, "pension": 0.05, "housing": 0.02}
# Of the households with a pupil.
UNMET_SCHOOLING, UNCHECKED_SCHOOLING = 0.22, 0.25

_REPAIRS = ("等鉴定", "等开工", "修缮中，已完成 40%", "修缮中，已完成 60%")
_CAUSES = {
    Category.ORDINARY: {
        PovertyCause.ILLNESS: 30,
        PovertyCause.SKILLS: 20,
        PovertyCause.FUNDS: 11,
        PovertyCause.SCHOOLING: 10,
        PovertyCause.LABOUR: 9,
        PovertyCause.TRAFFIC: 7,
        PovertyCause.DISABILITY: 5,
        PovertyCause.LAND: 3,
        PovertyCause.DISASTER: 2,
        PovertyCause.MOTIVATION: 2,
        PovertyCause.WATER: 1,
    },
    Category.DIBAO: {
        PovertyCause.ILLNESS: 38,
        PovertyCause.DISABILITY: 26,
        PovertyCause.LABOUR: 20,
        PovertyCause.SCHOOLING: 6,
        PovertyCause.SKILLS: 5,
        PovertyCause.FUNDS: 3,
        PovertyCause.BEREAVEMENT: 2,
    },
    Category.WUBAO: {PovertyCause.LABOUR: 58, PovertyCause.DISABILITY: 22, PovertyCause.ILLNESS: 20},
}


@dataclass(frozen=True)
class Standing:
    """The verdict on one criterion, with the evidence as an assessor would write it."""

    code: str
    state: CheckState
    evidence: str


@dataclass
class Living:
    """Facts of the household row; money in 元, areas in 亩 and square metres."""

    housing: HousingGrade
    housing_area: float
    is_relocated: bool
    has_safe_water: bool
    access_road: AccessRoad
    fuel: Fuel
    farmland: float
    forest: float
    returned_farmland: float
    cooperative: str
    income: int
    line: int
    standings: list[Standing]


def poverty_line(year: int, *, today: date) -> int:
    """元 a person, in whole tens."""
    return int(round(LINE / GROWTH ** (today.year - year), -1))


def causes(random: Random, category: Category) -> tuple[PovertyCause, list[PovertyCause]]:
    """The main cause and up to two others."""
    table = _CAUSES[category]
    main = random.choices(list(table), list(table.values()))[0]
    others = [cause for cause in random.sample(list(table), 2) if cause != main]
    return main, others[: random.choices((0, 1, 2), (45, 38, 17))[0]]


def without_schooling(category: Category, main: PovertyCause, others: list[PovertyCause]) -> list[PovertyCause]:
    """The same causes, the main one first, for a family in which nobody learns."""
    instead = PovertyCause.SKILLS if category == Category.ORDINARY else PovertyCause.LABOUR
    found = [instead if cause == PovertyCause.SCHOOLING else cause for cause in (main, *others)]
    return list(dict.fromkeys(found))


def living(
    random: Random, people: list[Person], *, lacks: set[str] | None, line: int, is_sound: bool, trade: str
) -> Living:
    """`lacks` are the criteria not met, None: as chance has it. `line` is that of the year in which it is judged.

    `is_sound`: the village has no unsafe house and no unsafe water left.
    """
    unmet, unchecked = _gaps(random, people, is_sound=is_sound) if lacks is None else (lacks, set[str]())
    housing = random.choice((HousingGrade.C, HousingGrade.D)) if "housing" in unmet else HousingGrade.B
    if housing == HousingGrade.B and random.random() < 0.25:
        housing = HousingGrade.A
    facts = Living(
        housing=housing,
        housing_area=round(random.uniform(28, 45) + 18 * len(people), 1),
        is_relocated="housing" not in unmet and random.random() < 0.12,
        has_safe_water="food" not in unmet,
        access_road=random.choices(list(AccessRoad), (12, 24, 58, 6))[0],
        fuel=random.choices(list(Fuel), (58, 0, 8, 34, 0))[0],
        farmland=round(random.uniform(0.3, 1.3) * len(people) + 0.4, 2),
        forest=round(random.uniform(0, 9), 2),
        returned_farmland=round(random.uniform(0.5, 4), 2) if random.random() < 0.45 else 0.0,
        cooperative=f"{trade}专业合作社" if random.random() < 0.42 else "",
        income=random.randint(1900, line - 60) if "income" in unmet else random.randint(line + 40, line + 3600),
        line=line,
        standings=[],
    )
    if "education" in unmet:
        _drop_out(people)
    facts.standings = [_standing(random, code, facts, people, unmet, unchecked) for code in CRITERIA]
    return facts


def _drop_out(people: list[Person]) -> None:
    """The eldest pupil stays at home."""
    eldest = max((person for person in people if person.is_pupil), key=lambda person: person.age)
    eldest.school = SchoolStatus.NONE


def _gaps(random: Random, people: list[Person], *, is_sound: bool) -> tuple[set[str], set[str]]:
    """Criteria not met, and those nobody has checked. A household that remains lacks at least one."""
    unmet = {code for code, share in UNMET_SHARE.items() if random.random() < share}
    unchecked = {code for code, share in UNCHECKED_SHARE.items() if random.random() < share} - unmet
    lot = random.random()
    if any(person.is_pupil for person in people) and lot < UNMET_SCHOOLING + UNCHECKED_SCHOOLING:
        (unmet if lot < UNMET_SCHOOLING else unchecked).add("education")
    if is_sound:
        unmet -= {"housing", "food"}
    if not unmet and not unchecked:
        unmet.add("income")
    return unmet, unchecked


def _standing(
    random: Random, code: str, facts: Living, people: list[Person], unmet: set[str], unchecked: set[str]
) -> Standing:
    if code in unchecked:
        return Standing(code, CheckState.UNCHECKED, "")
    if code in unmet:
        return Standing(code, CheckState.NOT_MET, _lack(random, code, facts))
    if code == "education" and not any(person.is_of_school_age for person in people):
        return Standing(code, CheckState.NOT_APPLICABLE, "家里没有义务教育阶段的孩子")
    return Standing(code, CheckState.MET, _proof(random, code, facts, people))


def _lack(random: Random, code: str, facts: Living) -> str:
    return {
        "income": f"人均 {facts.income} 元，差 {facts.line - facts.income} 元",
        "food": "饮水取自露天井，没有化验",
        "clothing": "缺冬天的棉衣被",
        "education": "1 个孩子没有到校，正在劝返",
        "medical": "1 人今年没有参保",
        "housing": f"{facts.housing} 级，"
        + random.choice(("等鉴定", "修缮中，已完成 40%", "修缮中，已完成 60%", "等开工")),
        "pension": "1 人没有参加养老保险",
    }[code]


def _proof(random: Random, code: str, facts: Living, people: list[Person]) -> str:
    pupils = sum(person.is_of_school_age for person in people)
    drawing = sum(person.age >= 60 for person in people)
    paying = sum(16 <= person.age < 60 and person.school == SchoolStatus.NONE for person in people)
    pension = "，".join(text for text in (drawing and f"{drawing} 人已领", paying and f"{paying} 人参保") if text)
    house = "易地搬迁已入住" if facts.is_relocated else f"{facts.housing} 级，{round(facts.housing_area)} 平方米"
    return {
        "income": f"人均 {facts.income} 元",
        "food": f"自种口粮 {facts.farmland:.1f} 亩，" + random.choice(("自来水到户", "安全水已通")),
        "clothing": random.choice(("四季衣被齐全", "四季有换洗衣被")),
        "education": f"{pupils} 人在校，" + random.choice(("补助已到", "生活补助已到")),
        "medical": f"{len(people)} 人都参保",
        "housing": house,
        "pension": pension or "没有到参保年龄的成员",
    }[code]


def last_check(random: Random, *, since: date, until: date) -> date:
    """Some day of the period, later ones more often."""
    share = random.random() ** 0.5
    return date.fromordinal(since.toordinal() + round((until - since).days * share))
