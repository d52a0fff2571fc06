"""Invented policies and remarks in each state that a version can be in; the words are those of no real paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

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
from households.models import (
    Criterion,
    ItemKind,
    LibraryCondition,
    LibraryItem,
    LibraryVersion,
    PolicyLevel,
    RuleFact,
    RuleMatch,
    VersionState,
)
from povertyplan.accounts.models import User

POLICY, REMARK = ItemKind
DRAFT, APPROVED, PUBLISHED, WITHDRAWN = VersionState
_F = RuleFact
_STEP = 10


@dataclass(frozen=True)
class Asked:
    """A condition; a criterion is named by its code."""

    fact: RuleFact
    values: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Wording:
    """`since` days ago (negative: ahead), `until` days ahead; `rule` combines by `match`; the rest is printed."""

    title: str
    summary: str
    source: str
    since: int
    rule: tuple[Asked, ...] = ()
    match: RuleMatch = RuleMatch.ALL
    until: int | None = None
    state: VersionState = PUBLISHED
    withdrawn_why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


STILL_POOR = Asked(_F.STATUS, (PovertyStatus.IN_POVERTY, PovertyStatus.PROPOSED, PovertyStatus.RELAPSED))
DIBAO_WUBAO = Asked(_F.CATEGORY, (Category.DIBAO, Category.WUBAO))


def _policy(how: str, ask: str, phone: str, amount: str, note: str, level: PolicyLevel) -> dict[str, object]:
    return {"how": how, "ask": ask, "ask_phone": phone, "amount": amount, "amount_note": note, "level": level}


_MEDICAL = _policy(
    "不用先交钱，村里统一上报", "村医保联络员", "10020460101", "180 元", "每人每年，全免", PolicyLevel.PREFECTURE
)
# Each item is its versions, the oldest first.
POLICIES: tuple[tuple[Wording, ...], ...] = (
    (
        Wording(
            "合作医疗个人缴费补贴",
            "低保户、五保户参加合作医疗，个人要交的 150 元，政府出一半。",
            "演示医保发〔2016〕22 号",
            since=500,
            until=-100,
            rule=(STILL_POOR, DIBAO_WUBAO),
            facts=_MEDICAL | {"amount": "75 元"},
        ),
        Wording(
            "合作医疗个人缴费补贴",
            "低保户、五保户参加合作医疗，个人要交的 180 元，政府全出。不用先垫，直接免。",
            "演示医保发〔2017〕22 号",
            since=90,
            rule=(STILL_POOR, DIBAO_WUBAO),
            facts=_MEDICAL,
        ),
    ),
    (
        Wording(
            "慢性病门诊报销",
            "有慢性病的人在卫生院看门诊、拿药，带上慢病卡，当场报销。",
            "演示医保发〔2017〕8 号",
            since=240,
            rule=(Asked(_F.HEALTH, (Health.CHRONIC,)),),
            facts=_policy(
                "带身份证、慢病卡到卫生院",
                "卫生院医保窗口",
                "10020460102",
                "八成",
                "一年最多报 3000 元",
                PolicyLevel.COUNTY,
            ),
        ),
    ),
    (
        Wording(
            "大病住院先看病后付钱",
            "得了大病去县里住院，不用先交押金，出院时只交自己该付的那部分。",
            "演示卫计发〔2017〕15 号",
            since=200,
            rule=(STILL_POOR, Asked(_F.HEALTH, (Health.SERIOUS,))),
            facts=_policy(
                "住院时说明是扶贫户，带身份证", "县医院扶贫窗口", "10020460103", "0 元", "住院押金", PolicyLevel.COUNTY
            ),
        ),
    ),
    (
        Wording(
            "危房改造补助",
            "房子鉴定是 C 级的修，D 级的重建，验收合格后钱打到一卡通。",
            "演示建发〔2017〕6 号",
            since=300,
            rule=(STILL_POOR, Asked(_F.HOUSING, (HousingGrade.C, HousingGrade.D))),
            facts=_policy(
                "向村里申请，先鉴定再动工",
                "办事处村建办",
                "10020460104",
                "2 万元",
                "D 级重建，C 级修缮 8000",
                PolicyLevel.COUNTY,
            ),
        ),
        Wording(
            "危房改造补助",
            "房子鉴定是 C 级的修，D 级的重建。动工就先给一半，验收后给另一半。",
            "演示建发〔2017〕31 号",
            since=-20,
            rule=(STILL_POOR, Asked(_F.HOUSING, (HousingGrade.C, HousingGrade.D))),
            facts=_policy(
                "向村里申请，先鉴定再动工",
                "办事处村建办",
                "10020460104",
                "2.4 万元",
                "D 级重建，C 级修缮 1 万",
                PolicyLevel.COUNTY,
            ),
        ),
    ),
    (
        Wording(
            "住房安全核查和维修",
            "住房还没有核过关的，村里请人上门看，小修小补当月安排。",
            "演示办发〔2017〕40 号",
            since=60,
            until=21,
            rule=(STILL_POOR, Asked(_F.NOT_MET, ("housing",))),
            facts=_policy("不用申请，等上门", "办事处村建办", "10020460104", "免费", "小修小补", PolicyLevel.TOWNSHIP),
        ),
    ),
    (
        Wording(
            "寄宿生生活补助",
            "孩子在读小学、初中并住校的，每学期给生活补助，学校直接发。",
            "演示教发〔2017〕11 号",
            since=80,
            rule=(
                STILL_POOR,
                Asked(
                    _F.SCHOOL,
                    (SchoolStatus.PRIMARY, SchoolStatus.GRADE_7, SchoolStatus.GRADE_8, SchoolStatus.GRADE_9),
                ),
            ),
            facts=_policy(
                "开学时向班主任交申请表",
                "学校总务处",
                "10020460105",
                "1250 元",
                "初中每年，小学 1000",
                PolicyLevel.NATIONAL,
            ),
        ),
    ),
    (
        Wording(
            "雨露计划职业教育补助",
            "孩子读中职、高职的，每学年补助 3000 元，打到家长的一卡通。",
            "演示扶办发〔2017〕9 号",
            since=150,
            rule=(
                STILL_POOR,
                Asked(
                    _F.SCHOOL,
                    (
                        SchoolStatus.VOCATIONAL_1,
                        SchoolStatus.VOCATIONAL_2,
                        SchoolStatus.VOCATIONAL_3,
                        SchoolStatus.HIGHER_VOCATIONAL_1,
                        SchoolStatus.HIGHER_VOCATIONAL_2,
                        SchoolStatus.HIGHER_VOCATIONAL_3,
                    ),
                ),
            ),
            facts=_policy(
                "带学籍证明到村里登记", "办事处扶贫办", "10020460106", "3000 元", "每学年", PolicyLevel.PROVINCE
            ),
        ),
    ),
    (
        Wording(
            "小额信贷贴息",
            "想发展种养又缺本钱的，可以借 5 万元以内，三年里利息由政府付。",
            "演示银发〔2017〕4 号",
            since=260,
            rule=(
                STILL_POOR,
                Asked(_F.CATEGORY, (Category.ORDINARY, Category.DIBAO)),
                Asked(_F.LABOUR, (LabourAbility.ORDINARY, LabourAbility.SKILLED)),
                Asked(_F.AGE, low=18, high=60),
            ),
            facts=_policy(
                "找包村干部一起填申请", "农商行信贷员", "10020460107", "5 万元", "以内，三年免息", PolicyLevel.PROVINCE
            ),
        ),
    ),
    (
        Wording(
            "残疾人两项补贴",
            "有残疾证的，生活困难补贴和护理补贴按月打到一卡通。",
            "演示民发〔2016〕18 号",
            since=420,
            rule=(Asked(_F.HEALTH, (Health.DISABLED,)),),
            facts=_policy(
                "带残疾证、身份证到村里申请",
                "办事处民政办",
                "10020460108",
                "100 元",
                "每月，两项都有的 200",
                PolicyLevel.NATIONAL,
            ),
        ),
    ),
    (
        Wording(
            "公益岗位",
            "能干轻活又出不了远门的，可以做保洁、护林、护路，按月发工资。",
            "演示人社发〔2017〕13 号",
            since=170,
            rule=(STILL_POOR, Asked(_F.LABOUR, (LabourAbility.WEAK,))),
            facts=_policy("向村里报名，每半年评一次", "村委会", "10020460109", "600 元", "每月", PolicyLevel.COUNTY),
        ),
    ),
    (
        Wording(
            "低保金",
            "低保户每月领低保金，家里人口和收入有变化，及时告诉村里。",
            "演示民发〔2017〕3 号",
            since=310,
            rule=(Asked(_F.CATEGORY, (Category.DIBAO,)),),
            facts=_policy(
                "每月 10 日打到一卡通", "办事处民政办", "10020460108", "320 元", "每人每月起", PolicyLevel.COUNTY
            ),
        ),
    ),
    (
        Wording(
            "五保供养",
            "五保老人在家的按月发供养金，想住福利院的随时可以申请，吃住看病不花钱。",
            "演示民发〔2017〕5 号",
            since=310,
            rule=(Asked(_F.CATEGORY, (Category.WUBAO,)),),
            facts=_policy(
                "告诉村里，民政办来接", "办事处民政办", "10020460108", "625 元", "每人每月", PolicyLevel.COUNTY
            ),
        ),
    ),
    (
        Wording(
            "产业奖补",
            "今年新种、新养到规模的，验收后按亩、按头给奖补，种之前先登记。",
            "演示农发〔2017〕20 号",
            since=-30,
            rule=(STILL_POOR, Asked(_F.CAUSE, (PovertyCause.SKILLS, PovertyCause.FUNDS, PovertyCause.LAND))),
            state=APPROVED,
            facts=_policy(
                "种之前到村里登记", "办事处农业办", "10020460110", "500 元", "每亩，猪每头 300", PolicyLevel.COUNTY
            ),
        ),
    ),
    (
        Wording(
            "务工交通补贴",
            "到县外、省外务工满三个月的，凭车票报一次来回路费。",
            "演示人社发〔2017〕27 号（征求意见）",
            since=-15,
            rule=(STILL_POOR, Asked(_F.WORK, (WorkArea.PROVINCE, WorkArea.ELSEWHERE))),
            state=DRAFT,
            facts=_policy(
                "带车票、务工证明到村里", "办事处劳保所", "10020460111", "500 元", "每人每年最多", PolicyLevel.COUNTY
            ),
        ),
    ),
)


def _said(speaker: str, duty: str, occasion: str) -> dict[str, object]:
    return {"speaker": speaker, "speaker_duty": duty, "occasion": occasion}


REMARKS: tuple[tuple[Wording, ...], ...] = (
    (
        Wording(
            "不落一户一人",
            "脱贫路上不落一户、不丢一人。哪家有难处，先找结对的干部，干部解决不了的找我。",
            "演示办事处脱贫攻坚推进会讲话稿",
            since=120,
            facts=_said("方志远", "党工委书记", "脱贫攻坚推进会"),
        ),
    ),
    (
        Wording(
            "扶贫先扶志",
            "政策是帮一把，日子要靠自己过。想学手艺、想种想养的，办事处来想办法。",
            "演示产业扶贫现场会讲话稿",
            since=75,
            rule=(STILL_POOR, Asked(_F.LABOUR, (LabourAbility.ORDINARY, LabourAbility.SKILLED))),
            facts=_said("蒋素芳", "办事处副主任", "产业扶贫现场会"),
        ),
    ),
    (
        Wording(
            "兜底的钱一分不少",
            "低保、五保的钱每月按时到账，少了、晚了，打监督电话，当天查、三天答复。",
            "演示民政工作会议讲话稿",
            since=50,
            rule=(DIBAO_WUBAO,),
            facts=_said("杜明德", "党工委副书记", "民政工作会议"),
        ),
    ),
    (
        Wording(
            "孩子读书不能停",
            "再难也要让孩子读书。学费、生活费有困难，开学前告诉老师和村里。",
            "演示教育扶贫片会讲话稿",
            since=210,
            until=-40,
            rule=(Asked(_F.AGE, low=6, high=18),),
            facts=_said("黎红梅", "组织委员", "教育扶贫片会"),
        ),
    ),
    (
        Wording(
            "去年的工作目标",
            "今年要让一百户先脱贫，先把路修到组、水引到户。",
            "演示年初工作会议讲话稿",
            since=400,
            state=WITHDRAWN,
            withdrawn_why="目标已完成，新的会上再讲",
            facts=_said("方志远", "党工委书记", "年初工作会议"),
        ),
    ),
    (
        Wording(
            "过冬的事入冬前办完",
            "棉被、煤、房顶，入冬前一户一户看过。还缺什么，跟来走访的人说。",
            "演示入冬安排会记录",
            since=-3,
            state=DRAFT,
            facts=_said("侯建国", "人大工委主任", "入冬安排会"),
        ),
    ),
)


def write(today: date, users: Mapping[str, User]) -> None:
    """By the office, approved by the leader. Version by version, for an item has one in hand at a time."""
    items = [(LibraryItem(kind=POLICY, position=_STEP * n), its) for n, its in enumerate(POLICIES, start=1)]
    items += [(LibraryItem(kind=REMARK, position=_STEP * n), its) for n, its in enumerate(REMARKS, start=1)]
    LibraryItem.objects.bulk_create(item for item, _ in items)
    points = {criterion.code: str(criterion.pk) for criterion in Criterion.objects.in_force()}
    for number in range(1, max(len(its) for _, its in items) + 1):
        found = [(item, its[number - 1]) for item, its in items if len(its) >= number]
        rows = [(_version(item, number, wording, today, users), wording) for item, wording in found]
        LibraryVersion.objects.bulk_create(version for version, _ in rows)
        LibraryCondition.objects.bulk_create(
            _condition(version, asked, points) for version, wording in rows for asked in wording.rule
        )
        _walk(rows, today, users)


def _version(
    item: LibraryItem, number: int, wording: Wording, today: date, users: Mapping[str, User]
) -> LibraryVersion:
    begins = today - timedelta(days=wording.since)
    said_on = {"said_on": begins if begins <= today else today} if item.kind == REMARK else {}
    return LibraryVersion(
        item=item,
        number=number,
        title=wording.title,
        summary=wording.summary,
        source=wording.source,
        valid_from=begins,
        valid_until=None if wording.until is None else today + timedelta(days=wording.until),
        rule_match=wording.match,
        writers=[users["office"].pk],
        **said_on,
        **wording.facts,
    )


def _condition(version: LibraryVersion, asked: Asked, points: Mapping[str, str]) -> LibraryCondition:
    values = [points[value] for value in asked.values] if asked.fact == _F.NOT_MET else list(asked.values)
    return LibraryCondition(version=version, fact=asked.fact, values=values, low=asked.low, high=asked.high)


def _walk(rows: Sequence[tuple[LibraryVersion, Wording]], today: date, users: Mapping[str, User]) -> None:
    """Step by step to the state of each, as the course asks."""
    for step in (APPROVED, PUBLISHED, WITHDRAWN):
        moved = [(version, wording) for version, wording in rows if _reaches(wording.state, step)]
        for version, wording in moved:
            version.state = step
            done_on = min(today - timedelta(days=wording.since), today)
            if step == APPROVED:
                version.approved_by, version.approved_on = users["leader"], done_on - timedelta(days=6)
            elif step == PUBLISHED:
                version.published_by, version.published_on = users["office"], done_on - timedelta(days=4)
            else:
                version.withdrawn_on = today - timedelta(days=30)
                version.withdrawn_why = wording.withdrawn_why
        LibraryVersion.objects.bulk_update(
            [version for version, _ in moved],
            ["state", "approved_by", "approved_on", "published_by", "published_on", "withdrawn_on", "withdrawn_why"],
        )


def _reaches(state: VersionState, step: VersionState) -> bool:
    return list(VersionState).index(state) >= list(VersionState).index(step)
