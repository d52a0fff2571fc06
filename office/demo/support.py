"""Who helps the invented households: responsible helpers, dated pairings, visits."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from households.codes import CAN_WORK, CheckState, Gender, Health, OrganisationLevel, Politics
from households.models import Helper
from office.demo import names
from office.demo.builders import phone_number
from office.demo.conditions import Living
from office.demo.families import Person
from office.demo.photos import portrait
from office.demo.plan import HOUSEHOLDS, Plan
from povertyplan.pinyin import keys
from villages.models import Village

HELPERS = 96
PHONES_FROM = 2_000_000


class Unit(NamedTuple):
    name: str
    level: OrganisationLevel
    address: str
    duties: tuple[str, ...]


_OFFICE_YARD = "办事处大院"
UNITS = (
    Unit("办事处扶贫办", OrganisationLevel.TOWNSHIP, f"{_OFFICE_YARD} 1 号楼 203 室", ("主任", "副主任", "科员")),
    Unit("办事处党政办", OrganisationLevel.TOWNSHIP, f"{_OFFICE_YARD} 1 号楼 105 室", ("主任", "科员")),
    Unit("办事处农业服务中心", OrganisationLevel.TOWNSHIP, f"{_OFFICE_YARD} 2 号楼 301 室", ("主任", "农艺师")),
    Unit("办事处财政所", OrganisationLevel.TOWNSHIP, f"{_OFFICE_YARD} 2 号楼 102 室", ("所长", "会计")),
    Unit("办事处卫生院", OrganisationLevel.TOWNSHIP, "水库路 18 号", ("院长", "医师", "护士长")),
    Unit("办事处中心小学", OrganisationLevel.TOWNSHIP, "水库路 26 号", ("校长", "教师")),
    Unit("市农业局", OrganisationLevel.COUNTY, "丰收路 6 号", ("副局长", "科员", "农艺师")),
    Unit("市教育局", OrganisationLevel.COUNTY, "学府路 2 号", ("副局长", "科员")),
    Unit("市林业局", OrganisationLevel.COUNTY, "青山路 9 号", ("股长", "工程师")),
    Unit("市水利局", OrganisationLevel.COUNTY, "青山路 15 号", ("股长", "工程师")),
    Unit("市住建局", OrganisationLevel.COUNTY, "人民路 88 号", ("股长", "科员")),
)
# What is done and what is asked for, by what there is in the house.
_DONE = {
    "all": (
        "核七项标准，收入和去年比增加",
        "核对补贴到账，存折已看",
        "和户主一起算收入账，填了登记表",
        "检查用电和屋顶，换了两处瓦",
        "送冬季防火宣传单，讲用电安全",
    ),
    "old": ("看望老人，量血压，药还够吃 20 天", "帮老人挑水劈柴，屋里烧得暖"),
    "ill": ("讲医保报销，票据已收齐", "陪去卫生院复查，开了一个月的药"),
    "pupil": ("看孩子上学情况，作业按时完成", "问寄宿补助，已经到账"),
    "worker": (
        "帮忙联系外出务工，已约面试",
        "走访谈心，愿意参加合作社",
        "送技术资料，下地看了长势",
        "帮忙卖农产品，当天卖出 120 斤",
    ),
    "house": ("查看住房修缮进度，墙体已加固",),
}
_TO_SOLVE = {
    "all": ("屋后排水沟要清", "入户路有 30 米没有硬化"),
    "old": ("冬天取暖的煤不够",),
    "ill": ("想办慢性病门诊卡", "残疾证到期要换"),
    "pupil": ("孩子开学缺生活费",),
    "worker": ("想学修剪，等培训通知", "羊圈要加固过冬"),
    "house": ("修缮款差 3000 元",),
}


@dataclass(frozen=True)
class Pairing:
    """Both days included; `until` is None while it lasts."""

    helper: Helper
    since: date
    until: date | None


@dataclass(frozen=True)
class Call:
    """A visit before it is a row."""

    visited_on: date
    helper: Helper | None
    visitor_name: str
    summary: str
    problem: str


def helpers_per_village(households: list[int]) -> list[int]:
    """96 in proportion to the villages' households."""
    exact = [HELPERS * count / HOUSEHOLDS for count in households]
    whole = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda n: exact[n] - whole[n], reverse=True)
    for n in by_rest[: HELPERS - sum(whole)]:
        whole[n] += 1
    return whole


def village_helpers(random: Random, village: Village, officer: Helper, count: int, first_number: int) -> list[Helper]:
    """The officer, the village's own people, a resident team in a poverty village, then people of the units."""
    committee = f"{village.name}委会"
    found = [officer]
    duties = ["支部书记", "村主任"][: 1 + (count > 5)]
    for duty, name in zip(duties, (village.party_secretary_name, ""), strict=False):
        found.append(_helper(random, first_number + len(found), committee, OrganisationLevel.VILLAGE, duty, name=name))
    if village.is_poverty_village:
        first = (village.first_secretary_unit, OrganisationLevel.COUNTY, "第一书记")
        found.append(_helper(random, first_number + len(found), *first, name=village.first_secretary_name))
        mate = (village.first_secretary_unit, OrganisationLevel.COUNTY, "驻村工作队员")
        found.append(_helper(random, first_number + len(found), *mate))
        for helper in found[-2:]:
            helper.is_resident = True
    while len(found) < count:
        unit = random.choice(UNITS)
        number = first_number + len(found)
        helper = _helper(random, number, unit.name, unit.level, random.choice(unit.duties))
        helper.address = unit.address
        found.append(helper)
    return found


def officer_helper(random: Random, village: Village, number: int, *, name: str, phone: str) -> Helper:
    helper = _helper(random, number, f"{village.name}委会", OrganisationLevel.VILLAGE, "村扶贫专干", name=name)
    helper.phone, helper.is_resident = phone, True
    return helper


def _helper(
    random: Random, number: int, organisation: str, level: OrganisationLevel, duty: str, *, name: str = ""
) -> Helper:
    age = random.randint(27, 58)
    male = random.random() < 0.62 if not name else name[-1] not in "燕丽婷娟梅敏芳兰英"
    name = name or names.person(random, male=male, age=age)
    pinyin = keys(name)
    return Helper(
        name=name,
        name_pinyin=pinyin.full,
        name_initials=pinyin.initials,
        gender=Gender.MALE if male else Gender.FEMALE,
        politics=Politics.PARTY_MEMBER if random.random() < 0.72 else Politics.MASSES,
        organisation=organisation,
        organisation_level=level,
        duty=duty,
        phone=phone_number(PHONES_FROM + number),
        address=f"{organisation}大院" if level == OrganisationLevel.VILLAGE else "人民路 120 号",
        photo=_photo(number, male=male, age=age),
    )


def _photo(number: int, *, male: bool, age: int) -> str:
    """The stored file's name; a photo that an earlier seed left behind is the same and is taken again."""
    name = f"helpers/demo-{number:02d}.jpg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(portrait(number, male=male, age=age)))
    return name


def pairings(random: Random, plan: Plan, helper: Helper, others: list[Helper]) -> list[Pairing]:
    """The present one, in every fifth household after somebody else's."""
    began = plan.starts_on - timedelta(days=random.randint(20, 260))
    if random.random() >= 0.2 or len(others) < 2:
        return [Pairing(helper, began, None)]
    changed = plan.starts_on + timedelta(days=random.randint(20, max(21, (plan.today - plan.starts_on).days - 30)))
    former = random.choice([other for other in others if other is not helper])
    return [Pairing(former, began, changed - timedelta(days=1)), Pairing(helper, changed, None)]


def calls(
    random: Random,
    plan: Plan,
    kept: list[Pairing],
    *,
    topics: list[str],
    officer_name: str,
    slow: bool,
    until: date | None,
) -> list[Call]:
    """Visits of the last half year, two a month where all is well; `slow` villages come less often.

    After `until`, the day of being lifted, somebody still looks in every other month.
    """
    found: list[Call] = []
    if not until and random.random() < (0.06 if slow else 0.025):
        return found
    day = plan.today - timedelta(days=_days_since_last(random, slow=slow))
    earliest = max(plan.starts_on, plan.today - timedelta(days=180))
    while day >= earliest:
        if not until or day <= until or random.random() < 0.25:
            found.append(_call(random, day, kept, officer_name, topics))
        day -= timedelta(days=random.randint(18, 34) if slow else random.randint(10, 21))
    return found


def _days_since_last(random: Random, *, slow: bool) -> int:
    bands = ((0, 15), (16, 29), (31, 60), (61, 120))
    low, high = random.choices(bands, (24, 26, 38, 12) if slow else (60, 26, 12, 2))[0]
    return random.randint(low, high)


def _call(random: Random, day: date, kept: list[Pairing], officer_name: str, topics: list[str]) -> Call:
    helper = next((p.helper for p in kept if p.since <= day and (p.until is None or day <= p.until)), None)
    done = random.choice(_DONE[random.choice(topics)])
    problem = random.choice(_TO_SOLVE[random.choice(topics)]) if random.random() < 0.18 else ""
    return Call(day, helper, helper.name if helper else officer_name, done, problem)


def topics(people: list[Person], living: Living) -> list[str]:
    """What there is to talk about in this house."""
    present = [person for person in people if not person.left_on]
    found = {
        "old": any(person.age >= 65 for person in present),
        "ill": any(Health.HEALTHY not in person.health for person in present),
        "pupil": any(person.is_pupil for person in present),
        "worker": any(person.labour in CAN_WORK for person in present),
        "house": any(s.code == "housing" and s.state == CheckState.NOT_MET for s in living.standings),
    }
    return ["all", *(topic for topic, is_there in found.items() if is_there)]
