"""What stands against a step of an exit, in words: what is missing, where, and what to do (R1.4).

No ORM: names of criteria, requirements and figures are given by `households.exit_needs`, which fetches them.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple

from households.codes import NOTICE_STAGES, VILLAGE_STAGES, CheckState, ExitStage
from povertyplan.accounts.matrix import Capability
from povertyplan.ui.dates import month_day
from povertyplan.ui.figures import percent, plain
from povertyplan.ui.money import plain_yuan


class Obstacle(NamedTuple):
    """As `households_exit_obstacles` names it: `subject` is the key of what `code` speaks of, `detail` its figure."""

    code: str
    subject: int | None
    detail: str


class Place(StrEnum):
    """Where an obstacle is removed; the page makes an address of it and of the obstacle's subject."""

    CRITERION = "criterion"
    INCOME = "income"
    LINE = "line"
    STEP = "step"
    OBJECTION = "objection"
    STOP = "stop"
    VILLAGE = "village"
    INDICATOR = "indicator"
    NONE = ""


VILLAGE_SIDE: Final = "村"
OFFICE_SIDE: Final = "办事处"


@dataclass(frozen=True)
class Mend:
    """What removes an obstacle: the act's short name, what it takes, who can, and where."""

    act: str
    todo: str
    place: Place = Place.NONE
    who: str = VILLAGE_SIDE


MENDS: Final[dict[str, Mend]] = {
    "ended": Mend("", "要再退出就重新开始一次"),
    "out_of_order": Mend("", "按顺序走，不能跳步"),
    "before_previous": Mend("", "改日期"),
    "notice_running": Mend("", "到期自动放开", who="自动"),
    "objection_open": Mend("答复", "查清以后答复，公示从答复第二天重新计天", Place.OBJECTION),
    "objection_upheld": Mend("中止", "中止这次退出，条件够了再重新评议", Place.STOP),
    "same_person": Mend("", "换一个人审核", who=OFFICE_SIDE),
    "criterion_open": Mend("去核", "入户核过，写上依据", Place.CRITERION),
    "criterion_without_evidence": Mend("补凭证", "传照片或扫描件", Place.CRITERION),
    "income_missing": Mend("登记收入", "按四类收入登记", Place.INCOME),
    "income_not_above": Mend("看收入", "收入登记有错就改，没错就继续帮扶", Place.INCOME),
    "line_missing": Mend("设标准线", "设定这一年的标准线", Place.LINE, OFFICE_SIDE),
    "step_without_evidence": Mend("补凭证", "补传这一步的凭证", Place.STEP),
    "population_missing": Mend("填人口", "填农业户籍人口", Place.VILLAGE, OFFICE_SIDE),
    "population_old": Mend("改人口", "填上一年以来的农业户籍人口", Place.VILLAGE, OFFICE_SIDE),
    "incidence_too_high": Mend("", "等更多户退出", who=OFFICE_SIDE),
    "requirement_unknown": Mend("登记", "登记这一项，是 0 也写 0", Place.INDICATOR, OFFICE_SIDE),
    "requirement_unmet": Mend("看指标", "登记有错就改，没错就先补上", Place.INDICATOR, OFFICE_SIDE),
    "requirement_without_evidence": Mend("补凭证", "传这一项的凭证", Place.INDICATOR, OFFICE_SIDE),
}
# Where the form says it, if the step's form has such a field.
FIELDS: Final[dict[str, str]] = {"before_previous": "done_on", "notice_running": "done_on"}

_TOOK_PART: Final = {"opened": "开始了这次退出", "assessed": "核过这户的标准", "answered": "答复过异议"}


def said(obstacle: Obstacle, *, year: int, called: str = "") -> str:
    """One sentence, what and where. `called` names the subject: a criterion, a requirement with its bound, or (of
    incidence) the bound."""
    detail = obstacle.detail
    match obstacle.code:
        case "ended":
            return "这次退出已经结束"
        case "out_of_order":
            return "还轮不到这一步，或者这一步已经记过"
        case "before_previous":
            return f"日期太早，这一步最早 {detail}"
        case "notice_running":
            return f"公示没有满期，{month_day(date.fromisoformat(detail))} 起能按"
        case "objection_open":
            return f"{month_day(date.fromisoformat(detail))} 的异议还没有答复，公示停表"
        case "objection_upheld":
            return f"{month_day(date.fromisoformat(detail))} 的异议成立，这次不能往下走"
        case "same_person":
            return f"你{_took_part(detail)}，要另一人审核"
        case "criterion_open":
            if detail == CheckState.NOT_MET:
                return f"“{called}”未达标"
            return f"“{called}”{year} 年未核"
        case "criterion_without_evidence":
            return f"“{called}”没有照片或扫描件"
        case "income_missing":
            return f"{year} 年的收入没有登记"
        case "line_missing":
            return f"{year} 年未设定标准线，不判断"
        case "income_not_above":
            income, line = (plain_yuan(int(part)) for part in detail.split("/"))
            return f"{year} 年人均纯收入 {income} 元，没有超过标准线 {line} 元"
        case "step_without_evidence":
            return f"“{ExitStage(detail).label}”没有凭证"
        case "population_missing":
            return "没有登记农业户籍人口，算不出贫困发生率"
        case "population_old":
            return f"农业户籍人口太旧，要 {year - 1} 年或 {year} 年的"
        case "incidence_too_high":
            poor, all_people = (int(part) for part in detail.split("/"))
            return f"贫困发生率 {percent(poor, all_people)}（{poor} ÷ {all_people}）{called}"
        case "requirement_unknown":
            return f"“{called}”没有登记"
        case "requirement_unmet":
            return f"“{called}”没有达到，现在是 {plain(Decimal(detail))}"
        case "requirement_without_evidence":
            return f"“{called}”没有凭证"
    raise ValueError(obstacle.code)


def told_once(obstacles: Sequence[Obstacle]) -> list[Obstacle]:
    """One word is enough about somebody who took part several times: the beginning first, then verdicts."""
    mine = [obstacle for obstacle in obstacles if obstacle.code == "same_person"]
    kept = min(mine, key=lambda obstacle: (obstacle.detail not in _TOOK_PART, obstacle.detail), default=None)
    return [obstacle for obstacle in obstacles if obstacle.code != "same_person" or obstacle is kept]


def _took_part(part: str) -> str:
    return _TOOK_PART.get(part) or f"办过“{ExitStage(part).label}”"


def below(limit: Decimal, *, is_strict: bool) -> str:
    """低于 2%: the bound of the incidence inside a sentence; `limit` is a share."""
    return f"{'低于' if is_strict else '不高于'} {plain(limit * 100)}%"


def months_after(day: date, months: int) -> date:
    """The same day `months` later, the month's last day where there is none."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class StepKind:
    """What a stage asks for: who acts, which papers, which fields. `labels` is in the order of the form."""

    stage: ExitStage
    side: str
    act: str
    hint: str
    evidence: str
    day: str
    labels: Mapping[str, str]
    optional: frozenset[str] = frozenset({"note"})
    # Where the papers may also come later, as nothing waits for them.
    evidence_is_optional: bool = False

    @property
    def capability(self) -> Capability:
        if self.stage in VILLAGE_STAGES:
            return Capability.DELIST_VILLAGES
        return Capability.PREPARE_EXITS if self.side == VILLAGE_SIDE else Capability.REVIEW_EXITS

    @property
    def address(self) -> str:
        """Names the page where the step is taken; with `_edit` and `_file` those where it is corrected, proved."""
        return f"households:{'village_exit_step' if self.stage in VILLAGE_STAGES else 'exit_step'}"

    @property
    def label(self) -> str:
        return str(self.stage.label)


_NOTICE_FIELDS: Final = {"ends_on": "公示到哪天", "document_no": "公示编号", "place": "贴在哪里", "note": "说明"}
_DOCUMENT_FIELDS: Final = {"document_no": "文号", "note": "说明"}
STEP_KINDS: Final[dict[ExitStage, StepKind]] = {
    kind.stage: kind
    for kind in (
        StepKind(
            ExitStage.APPRAISAL,
            VILLAGE_SIDE,
            "记评议会",
            "村民代表会评议，同意的超过到会的一半",
            "会议记录、签到册、照片",
            "哪天开会",
            {
                "led_by": "主持人",
                "joined_by": "记录人",
                "attendees": "到会人数",
                "votes_for": "同意",
                "votes_against": "反对",
                "place": "在哪里开",
                "note": "说明",
            },
            frozenset({"joined_by", "place", "note"}),
        ),
        StepKind(
            ExitStage.VERIFICATION,
            VILLAGE_SIDE,
            "记核实",
            "村两委和驻村工作队各 1 人入户核实",
            "核实表、入户照片",
            "哪天核实",
            {"led_by": "村两委是谁", "joined_by": "工作队是谁", "note": "核了什么"},
        ),
        StepKind(
            ExitStage.CONSENT,
            VILLAGE_SIDE,
            "记户认可",
            "户主或家里能做主的人看过收入测算，签字、按手印",
            "签字页",
            "哪天签字",
            {"led_by": "谁签的字", "note": "说明"},
        ),
        StepKind(
            ExitStage.NOTICE,
            VILLAGE_SIDE,
            "贴出公示",
            "贴出那天算第 1 天，期满没有异议才能审核",
            "公示栏照片",
            "哪天贴出",
            _NOTICE_FIELDS,
        ),
        StepKind(
            ExitStage.REVIEW,
            OFFICE_SIDE,
            "审核通过",
            "开始退出、核过标准、办过前面步骤的人不能审",
            "审核表",
            "哪天审核",
            {"note": "审核意见"},
            evidence_is_optional=True,
        ),
        StepKind(
            ExitStage.SUBMISSION,
            OFFICE_SIDE,
            "记审定",
            "上级审定以后记，写批复的文号",
            "上报名单、审定批复",
            "哪天审定",
            _DOCUMENT_FIELDS,
        ),
        StepKind(
            ExitStage.ANNOUNCEMENT,
            OFFICE_SIDE,
            "记公告",
            "公告退出，不写证件号、电话、病情",
            "公告照片",
            "哪天公告",
            {"document_no": "公告文号", "place": "贴在哪里", "note": "说明"},
            frozenset({"place", "note"}),
            evidence_is_optional=True,
        ),
        StepKind(
            ExitStage.CLOSURE,
            OFFICE_SIDE,
            "销号",
            "销号以后这户是“已脱贫”，帮扶照常",
            "系统截图",
            "哪天销号",
            {"note": "说明"},
            evidence_is_optional=True,
        ),
        StepKind(
            ExitStage.VILLAGE_APPLICATION,
            OFFICE_SIDE,
            "记村申请",
            "村里开会同意，书面申请出列",
            "申请书、会议记录",
            "哪天申请",
            {"led_by": "谁代表村里申请", "note": "说明"},
            frozenset({"led_by", "note"}),
        ),
        StepKind(
            ExitStage.VILLAGE_CHECK,
            OFFICE_SIDE,
            "记核查",
            "办事处到村逐项核查出列指标",
            "核查表、现场照片",
            "哪天核查",
            {"led_by": "谁带队", "joined_by": "谁参加", "note": "核了什么"},
            frozenset({"joined_by", "note"}),
        ),
        StepKind(
            ExitStage.VILLAGE_NOTICE,
            OFFICE_SIDE,
            "贴出公示",
            "在办事处范围公示，贴出那天算第 1 天",
            "公示栏照片",
            "哪天贴出",
            _NOTICE_FIELDS,
        ),
        StepKind(
            ExitStage.VILLAGE_SUBMISSION,
            OFFICE_SIDE,
            "记审定",
            "上级审定以后记；办过前面步骤的人不能记",
            "上报材料、审定批复",
            "哪天审定",
            _DOCUMENT_FIELDS,
        ),
        StepKind(
            ExitStage.VILLAGE_ANNOUNCEMENT,
            OFFICE_SIDE,
            "公告出列",
            "公告以后这个村是“已出列”，帮扶照常",
            "公告照片",
            "哪天公告",
            {"document_no": "公告文号", "place": "贴在哪里", "note": "说明"},
            frozenset({"place", "note"}),
            evidence_is_optional=True,
        ),
    )
}
# The ones who signed it and the number of people: their whole set is in the constraints of ExitStep.
FACTS: Final = (
    "ends_on",
    "led_by",
    "joined_by",
    "attendees",
    "votes_for",
    "votes_against",
    "document_no",
    "place",
    "note",
)


# Three times the longest that a standard may ask for; a year typed wrong would hold the household for decades.
LONGEST_NOTICE: Final = 270


def last_notice_day(starts_on: date, days: int) -> date:
    """The first and the last day count: 7 days from 11-11 end on 11-17."""
    return starts_on + timedelta(days=days - 1)


def wrong_facts(
    stage: ExitStage, facts: Mapping[str, Any], *, done_on: date, notice_days: int, today: date
) -> dict[str, str]:
    """What the step's own facts contradict, as field → sentence; empty where they agree."""
    wrong: dict[str, str] = {}
    kind = STEP_KINDS[stage]
    if done_on > today:
        wrong["done_on"] = "日期还没有到，到了那天再记"
    for name, label in kind.labels.items():
        if name not in kind.optional and name not in ("note",) and facts.get(name) in (None, ""):
            wrong[name] = f"填写“{label}”"
    ends_on = facts.get("ends_on")
    if stage in NOTICE_STAGES and ends_on is not None:
        least = last_notice_day(done_on, notice_days)
        if ends_on < done_on:
            wrong["ends_on"] = "公示结束早于开始"
        elif ends_on < least:
            wrong["ends_on"] = f"公示要满 {notice_days} 天，结束日期不早于 {least}"
        elif ends_on > last_notice_day(done_on, LONGEST_NOTICE):
            wrong["ends_on"] = f"公示最长 {LONGEST_NOTICE} 天，看看结束日期的年份对不对"
    if stage == ExitStage.VERIFICATION and facts.get("led_by") and facts.get("led_by") == facts.get("joined_by"):
        wrong["joined_by"] = "村两委和工作队各 1 人，不能是同一个人"
    if stage == ExitStage.APPRAISAL:
        wrong |= {name: words for name, words in _wrong_votes(facts).items() if name not in wrong}
    return wrong


def _wrong_votes(facts: Mapping[str, Any]) -> dict[str, str]:
    present, pro, against = (facts.get(name) for name in ("attendees", "votes_for", "votes_against"))
    if present is None or pro is None or against is None:
        return {}
    if present < 1:
        return {"attendees": "到会至少 1 人"}
    if pro + against > present:
        return {"votes_for": f"同意 {pro} 加反对 {against} 是 {pro + against}，多于到会 {present} 人"}
    if pro * 2 <= present:
        return {"votes_for": f"同意 {pro}，没有超过到会 {present} 人的一半，评议没有通过，不能往下走"}
    return {}
