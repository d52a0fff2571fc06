"""What the page of a plan says: lamp, finding, the six official steps, and the parts that a draft still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from households.plan_needs import PlanNeed
from office.plans.page import MilestoneLine, PlanPage, listed
from povertyplan.ui.charts.road_map import RoadMap, slip_lamp
from povertyplan.ui.dates import iso, spoken
from povertyplan.ui.figures import plain
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.money import plain_yuan, wan
from villages.models import Conclusion, PlanState, VillagePlan


@dataclass(frozen=True)
class Step:
    """One of the six official steps (条件 意愿 论证 批准 执行 见效, R4.1)."""

    name: str
    lamp: Lamp
    when: str
    says: str


@dataclass(frozen=True)
class Part:
    """A part of a draft: what it holds or lacks, and where it is written. `url` is empty where nobody may go now."""

    name: str
    lamp: Lamp
    says: str
    url: str
    act: str


class PlanWords:
    """Of one page, each worked out once."""

    def __init__(self, page: PlanPage) -> None:
        self._page = page

    @cached_property
    def lamp(self) -> Lamp:
        return _lamp(self._page)

    @cached_property
    def state(self) -> str:
        return _state(self._page)

    @cached_property
    def finding(self) -> str:
        return _finding(self._page)

    @cached_property
    def steps(self) -> list[Step]:
        return _steps(self._page)

    @cached_property
    def parts(self) -> list[Part]:
        return _parts(self._page)

    @cached_property
    def timetable(self) -> str:
        return _timetable(self._page)

    @property
    def chart(self) -> RoadMap:
        points = tuple(line.point for line in self._page.lines)
        return RoadMap(finding=f"线路图：{self.timetable}", today=self._page.on, milestones=points)


def _lamp(page: PlanPage) -> Lamp:
    """Red: overdue, or two months behind; brown: four weeks behind, or a change of date that waits."""
    plan = page.plan
    if plan is None or plan.state == PlanState.ENDED:
        return Lamp.NONE
    if not plan.is_approved:
        return Lamp.GO
    worst = max((slip_lamp(line.slip) for line in page.lines), key=_SEVERITY.index, default=Lamp.NONE)
    if page.overdue or worst is Lamp.BAD:
        return Lamp.BAD
    if worst is Lamp.WARN or any(line.waiting for line in page.lines):
        return Lamp.WARN
    return Lamp.DONE if page.done == len(page.lines) else Lamp.OK


_SEVERITY = (Lamp.NONE, Lamp.WARN, Lamp.BAD)


def _state(page: PlanPage) -> str:
    """晚 4 个月, 逾期 62 天, 按期, or the plan's own state."""
    plan = page.plan
    if plan is None:
        return "还没有规划"
    if not plan.is_approved:
        return "已论证，等批" if plan.state == PlanState.APPRAISED else str(plan.get_state_display())
    if page.overdue:
        return max(page.overdue, key=lambda line: line.milestone.overdue_days(on=page.on)).state[1]
    line = page.furthest_behind
    if page.done == len(page.lines):
        return "全部完成"
    return line.slip_words if line else "按期"


def _finding(page: PlanPage) -> str:
    """烘干房建成从 9月15日 推到 1月16日，晚 4 个月，后面 2 步跟着晚；63 户里 45 户参加，18 户没有."""
    plan = page.plan
    if plan is None:
        return f"{page.village.name}还没有一村一品规划，先起草"
    if plan.state == PlanState.ENDED:
        return f"{iso(plan.ended_on)} 终止：{plan.ended_reason}" if plan.ended_on else ""
    if not plan.is_approved:
        lacking = [need.sentence for need in page.needs]
        if not lacking:
            return f"第 {plan.version} 版都齐了，等办事处批"
        return f"还差 {len(lacking)} 项才能批" + (
            f"，先补：{lacking[0]}" if plan.is_open else "：" + "；".join(lacking)
        )
    return "；".join(part for part in (_progress(page), page.sheet.finding if page.sheet else "") if part)


def _progress(page: PlanPage) -> str:
    if page.done == len(page.lines):
        return f"{page.done} 步都完成了"
    line = page.furthest_behind
    if line is None:
        return "到今天该完成的都完成了"
    after = sum((other.slip or 0) > 0 and other.milestone.done_on is None for other in page.lines[line.number :])
    return listed(_moved(line, page.on), f"后面 {after} 步跟着晚" if after else "")


def _moved(line: MilestoneLine, on: date) -> str:
    milestone, name = line.milestone, line.milestone.name
    base = _day(milestone.baseline_due_on or milestone.due_on, on)
    if milestone.done_on:
        return f"{name}该 {base} 完成，{_day(milestone.done_on, on)} 完成，{line.slip_words}"
    if milestone.due_on == milestone.baseline_due_on:
        return f"{name}该 {base} 完成，{line.state[1]}"
    words = f"{name}从 {base} 推到 {_day(milestone.due_on, on)}，{line.slip_words}"
    return f"{words}，{line.state[1]}" if line.is_overdue else words


def _day(day: date, on: date) -> str:
    return spoken(day, year=day.year != on.year)


def _timetable(page: PlanPage) -> str:
    """7 步完成 4 步；第 5 步逾期 62 天."""
    if not page.lines:
        return "还没有编"
    if page.plan is None or page.plan.approved_on is None:
        return f"{len(page.lines)} 步；批准的那天锁定成基线"
    said = [f"{len(page.lines)} 步完成 {page.done} 步"]
    said += [f"第 {line.number} 步{line.state[1]}" for line in page.overdue[:2]]
    waiting = sum(line.waiting is not None for line in page.lines)
    return "；".join(said + ([f"{waiting} 个改期等批"] if waiting else []))


def _steps(page: PlanPage) -> list[Step]:
    plan = page.plan
    if plan is None:
        return [Step(name, Lamp.NOT_STARTED, "", "") for name in _STEPS]
    texts = (plan.land, plan.base, plan.market, plan.labour)
    written = sum(map(bool, texts))
    found = [
        (Lamp.DONE if written == len(texts) else Lamp.GO, iso(plan.drafted_on) + " 起草", f"写了 {written} / 4 项"),
        _wish_step(plan),
        _appraisal_step(page),
        _approval_step(page),
        _work_step(page),
        _effect_step(page),
    ]
    return [Step(name, *rest) for name, rest in zip(_STEPS, found, strict=True)]


_STEPS = ("摸条件", "问意愿", "论证", "规划批准", "执行与督办", "见效核算")


def _wish_step(plan: VillagePlan) -> tuple[Lamp, str, str]:
    if plan.wish_on is None:
        return Lamp.NOT_STARTED, "", "还没问"
    says = f"{plan.get_wish_kind_display()} {plan.wish_asked} 户，{plan.wish_answered} 户答了"
    return Lamp.DONE, iso(plan.wish_on), says


def _appraisal_step(page: PlanPage) -> tuple[Lamp, str, str]:
    one = page.appraisal
    if one is None:
        version = page.plan.version if page.plan else 1
        return Lamp.NOT_STARTED, "", "还没论证" if version == 1 else f"第 {version} 版还没论证"
    agreed = one.conclusion == Conclusion.AGREED
    says = f"{one.attendees} 人到会，{one.votes_for} 票同意" if agreed else str(one.get_conclusion_display())
    return Lamp.DONE if agreed else Lamp.WARN, iso(one.held_on), says


def _approval_step(page: PlanPage) -> tuple[Lamp, str, str]:
    plan = page.plan
    if plan is None or plan.approved_on is None:
        waits = plan is not None and plan.state == PlanState.APPRAISED
        return (Lamp.GO, "", "等批，批的人不是写的人") if waits else (Lamp.NOT_STARTED, "", "论证以后批")
    by = f"{plan.approved_by.name}批" if plan.approved_by else ""
    return Lamp.DONE, iso(plan.approved_on), listed(by, plan.document_no)


def _work_step(page: PlanPage) -> tuple[Lamp, str, str]:
    plan = page.plan
    if plan is None or plan.approved_on is None or not page.lines:
        return Lamp.NOT_STARTED, "", "批准以后按时间表做"
    until = f"到 {max(line.now_on for line in page.lines):%Y-%m}"
    says = f"里程碑 {page.done} / {len(page.lines)}"
    if page.done == len(page.lines):
        return Lamp.DONE, until, says
    if page.overdue:
        return Lamp.BAD, until, f"{says}，{len(page.overdue)} 个逾期"
    return Lamp.GO if plan.is_approved else Lamp.NONE, until, says


def _effect_step(page: PlanPage) -> tuple[Lamp, str, str]:
    """By what taking part really brought the households this year: it goes into their income (七项标准)."""
    rows = page.sheet.links if page.sheet else []
    brought = sum(row.brought for row in rows)
    if not brought:
        return Lamp.NOT_STARTED, "", "按户算收入，记入七项标准"
    return Lamp.GO, f"{page.on.year} 年", f"贫困户已得 {plain_yuan(brought)} 元"


def _parts(page: PlanPage) -> list[Part]:
    """Of a plan that is not approved yet, in the order in which it is written."""
    plan = page.plan
    if plan is None or plan.approved_on or plan.ended_on:
        return []
    lacking = {need.code: need for need in page.needs}
    money = f"共 {wan(page.funding_total)} 万元" if page.funding else "没写，可以不写"
    sheet = page.sheet
    rows = (
        ("产业、主体和条件", ("no_conditions", "no_operator"), _said_industry(plan), "villages:plan_edit"),
        ("意愿", ("no_wish",), _wish_step(plan)[2], "villages:plan_wishes"),
        ("规模目标", ("no_target",), _said_targets(page), "villages:plan_targets"),
        ("投入", (), money, "villages:plan_funding"),
        ("线路图和时间表", ("no_milestone", "empty_stage"), f"{len(page.lines)} 个里程碑", "villages:plan_timetable"),
        ("参加的贫困户", ("no_participant",), sheet.finding if sheet else "", "households:plan_participants"),
        ("论证", ("no_appraisal",), _appraisal_step(page)[2], "villages:appraisal_create"),
    )
    return [
        _part(plan, name, [lacking[c] for c in codes if c in lacking], says, url) for name, codes, says, url in rows
    ]


def _part(plan: VillagePlan, name: str, needs: Sequence[PlanNeed], says: str, url: str) -> Part:
    is_free = plan.is_open or url == "households:plan_participants"
    act = ("登记" if name == "论证" else "补" if needs else "改") if is_free else ""
    address = reverse(url, args=[plan.pk]) if is_free else ""
    if needs:
        return Part(name, Lamp.WARN, "；".join(need.sentence for need in needs), address, act)
    return Part(name, Lamp.DONE, says, address, act)


def _said_industry(plan: VillagePlan) -> str:
    return listed(f"{plan.get_industry_display()}，{plan.product}", plan.operator_name)


def _said_targets(page: PlanPage) -> str:
    unit = page.plan.scale_unit if page.plan else ""
    return listed(*(f"{line.target.year} 年 {plain(line.target.amount)} {unit}" for line in page.targets))
