"""Invented examples for the styleguide: every component in every state."""

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.core.paginator import Paginator

from povertyplan.ui.charts.burndown import BurnDown
from povertyplan.ui.charts.criteria import CriterionGap, CriterionGaps
from povertyplan.ui.charts.gantt import Gantt, GanttRow, Stage
from povertyplan.ui.charts.geometry import Ring
from povertyplan.ui.charts.heat import Figure, Filing, HeatCell, HeatRow, HeatStrip
from povertyplan.ui.charts.income import Income, IncomeYear
from povertyplan.ui.charts.point_map import HouseholdPoint, PointMap
from povertyplan.ui.charts.road_map import Milestone, RoadMap
from povertyplan.ui.charts.small_multiple import SmallMultiple
from povertyplan.ui.charts.village_map import VillageMap, VillageShape
from povertyplan.ui.forms import ActionForm
from povertyplan.ui.lamps import NAMES, WORDS, Lamp

NAMES_OF_VILLAGES = (
    "青塘",
    "石门",
    "柳河",
    "白果",
    "双桥",
    "龙潭",
    "黄土岭",
    "凉水河",
    "杨家沟",
    "金竹",
    "羊山",
    "大坪",
)
CRITERIA = ("稳定收入", "不愁吃", "不愁穿", "义务教育", "基本医疗", "住房安全", "养老保障")
GROUPS = ("一有", "两不愁", "两不愁", "四保障", "四保障", "四保障", "四保障")


class VisitForm(ActionForm):
    """A form with one field of every kind."""

    name = forms.CharField(label="姓名", max_length=8, help_text="身份证上的姓名")
    visited_on = forms.DateField(label="走访日期")
    persons = forms.IntegerField(label="在家人数", min_value=0)
    cause = forms.ChoiceField(label="主要致贫原因", choices=[("", "选一项"), ("ill", "因病"), ("school", "因学")])
    state = forms.ChoiceField(label="住房安全", choices=[("a", "达标"), ("b", "未达标")], widget=forms.RadioSelect)
    helps = forms.MultipleChoiceField(
        label="做了什么",
        choices=[("a", "入户走访"), ("b", "技术培训")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    photo = forms.FileField(label="照片", required=False, help_text="最多 3 张，自动压缩到 200 KB")
    note = forms.CharField(label="要办事处帮什么", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    agreed = forms.BooleanField(label="户主在场并同意拍照")


def all_specimens() -> dict[str, Any]:
    wrong = VisitForm({"name": "名字超过八个字的一位乡亲", "visited_on": "2017-02-30", "persons": "-1"})
    wrong.is_valid()
    return {
        "lamps": [(lamp.value, word) for lamp, word in WORDS.items()],
        "icons": NAMES,
        "form_blank": VisitForm(),
        "form_wrong": wrong,
        "page": Paginator(range(120), 50).page(2),
        "squares": [list(zip(CRITERIA, states, strict=True)) for states in _states()],
        "criteria_names": CRITERIA,
        "map": village_map(bounded=True),
        "tiles": village_map(bounded=False),
        "late": burndown(left=487, late=68),
        "early": burndown(left=390, late=-40),
        "gaps": gaps(),
        "income": income(),
        "loss": income_with_a_loss(),
        "points": points(),
        "filings": filings(),
        "filings_alone": filings().rows[0].cells[9:21],
        "plans": plans(),
        "road": road(),
        "road_draft": road_of_a_draft(),
        "trend": trend(),
    }


def _states() -> list[list[str]]:
    return [
        ["bad", "ok", "ok", "ok", "ok", "warn", "ok"],
        ["done"] * 7,
        ["bad", "none", "none", "warn", "bad", "bad", "todo"],
    ]


def village_map(*, bounded: bool) -> VillageMap:
    lamps = [
        Lamp.OK,
        Lamp.WARN,
        Lamp.OK,
        Lamp.OK,
        Lamp.NONE,
        Lamp.WARN,
        Lamp.BAD,
        Lamp.OK,
        Lamp.DONE,
        Lamp.OK,
        Lamp.BAD,
        Lamp.OK,
    ]
    shapes = []
    for i, (name, lamp) in enumerate(zip(NAMES_OF_VILLAGES, lamps, strict=True)):
        left = 20 + i * 4
        shapes.append(
            VillageShape(
                name=f"{name}村",
                lamp=lamp,
                number=left,
                url=f"#{i}",
                label=f"{name}村，{lamp.word}，剩余 {left} 户",
                poverty_village=name in {"黄土岭", "羊山"},
                rings=(_cell(i % 4, i // 4),) if bounded and name != "大坪" else (),
            )
        )
    return VillageMap("12 个村：督办 2 村，关注 2 村，正常 6 村", tuple(shapes))


def _cell(column: int, row: int) -> Ring:
    """A wavy square whose borders are its neighbours' borders too."""

    def corner(x: int, y: int) -> tuple[float, float]:
        return 111.3 + 0.05 * x + 0.008 * math.sin(3 * x + 5 * y), 32.5 - 0.04 * y + 0.006 * math.cos(4 * x + y)

    def side(a: tuple[int, int], b: tuple[int, int]) -> list[tuple[float, float]]:
        (ax, ay), (bx, by) = corner(*min(a, b)), corner(*max(a, b))
        wave = [0.0015 * math.sin(9 * t + ax * 70 + by * 90) * math.sin(math.pi * t / 6) for t in range(7)]
        line = [(ax + (bx - ax) * t / 6 + w, ay + (by - ay) * t / 6 + w) for t, w in enumerate(wave)]
        return line if a < b else line[::-1]

    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1), (column, row)]
    ring: list[tuple[float, float]] = []
    for a, b in pairwise(corners):
        ring.extend(side(a, b)[:-1])
    return tuple(ring)


def burndown(*, left: int, late: int) -> BurnDown:
    started, target, today = date(2017, 1, 1), date(2018, 12, 31), date(2017, 11, 16)
    steps = tuple((started + timedelta(15 * i), round(824 - (824 - left) * (i / 21) ** 1.1)) for i in range(1, 22))
    words = f"晚 {late} 天" if late > 0 else f"早 {-late} 天"
    return BurnDown(
        finding=f"剩余户数由 824 降到 {left}；照此速度{words}",
        baseline=824,
        started=started,
        target=target,
        today=today,
        steps=steps,
        zero_on=target + timedelta(late),
        forecast=("照此速度", words),
    )


def trend(*, top: int = 900) -> SmallMultiple:
    """Twenty-two half-months, the first and the tenth of them unknown."""
    chart = burndown(left=487, late=68)
    days = (chart.started, *(day for day, _ in chart.steps))
    left = [None, *(float(count) for _, count in chart.steps)]
    left[9] = None
    plan = tuple(float(round(824 * (1 - (day - chart.started).days / 729))) for day in days)
    return SmallMultiple(
        finding="12 村合计剩余户现在 487 户，11月上少 16 户",
        days=days,
        values=tuple(left),
        target=plan,
        top=top,
        top_words=str(top),
        last_words="487",
        target_words="计划",
    )


def gaps() -> CriterionGaps:
    numbers = ((312, 20), (6, 0), (4, 0), (17, 9), (38, 12), (121, 0), (44, 0))
    rows = tuple(
        CriterionGap(group, name, short, unknown, url=f"#{name}")
        for group, name, (short, unknown) in zip(GROUPS, CRITERIA, numbers, strict=True)
    )
    return CriterionGaps("七项标准未达标户数，最多的是收入 312 户和住房 121 户", rows)


def income() -> Income:
    rows = ((860, 700, 300), (920, 940, 350), (1010, 1240, 390), (1060, 1620, 440))
    lines = (2800, 2968, 2600, 3300)
    words = ("差 940", "差 758", "过线 40", "差 180")
    years = tuple(
        IncomeYear(
            label=f"{2014 + i} 年" if i < 3 else "2017 预计",
            parts=(*parts, 0),
            total=sum(parts),
            line=line,
            is_above=sum(parts) > line,
            verdict=said,
            is_estimate=i == 3,
        )
        for i, (parts, line, said) in enumerate(zip(rows, lines, words, strict=True))
    )
    return Income("人均纯收入 2017 年预计 3,120 元，差 180 元", ("转移", "工资", "经营净收入", "财产"), years)


def income_with_a_loss() -> Income:
    """A year whose costs were higher than its sales, and one for which no line is set."""
    years = (
        IncomeYear("2019 年", (1200, 1500, -600, 90), 2190, 3747, is_above=False, verdict="差 1,557"),
        IncomeYear("2021 年", (1250, 2600, 800, 120), 4770, verdict="未设定线"),
    )
    return Income("人均纯收入 2021 年 4,770 元，未设定标准线", ("转移", "工资", "经营净收入", "财产"), years)


def points() -> PointMap:
    lamps = [Lamp.BAD, Lamp.WARN, Lamp.OK, Lamp.OK, Lamp.DONE, Lamp.WARN]
    households = tuple(
        HouseholdPoint(
            f"HTL-{i:04d}", f"{i % 5 + 1} 组", lamps[i * 7 % 6], f"#{i}", f"HTL-{i:04d}，{lamps[i * 7 % 6].word}"
        )
        for i in range(63)
    )
    return PointMap("黄土岭村 63 户，点位只到村民小组", households, (_cell(1, 1),))


# One letter a half-month: on time, late, missing, returned, open, ahead, none.
_FILED = {
    "黄土岭": "xo/o/oo//ox/oooo/oxxp...",
    "羊山": "oooooo/oxooxooo/oooor...",
    "杨家沟": "oooo/oooooooooooooo/p...",
    "龙潭": "ooooooo//oo/ooooooo/o...",
    "石门": "o/oooooo/oooooooooooo...",
    "新并村": "        oooooooooooop...",
}
_LETTERS = {
    "o": Filing.ON_TIME,
    "/": Filing.LATE,
    "x": Filing.MISSING,
    "r": Filing.RETURNED,
    "p": Filing.OPEN,
    ".": Filing.AHEAD,
    " ": Filing.NONE,
}
_OFFICERS = ("马俊", "高磊", "黄强", "孙晓", "陈立", "欧阳文静")
_LAMPS = (Lamp.BAD, Lamp.WARN, Lamp.WARN, Lamp.OK, Lamp.OK, Lamp.NONE)


def filings() -> HeatStrip:
    columns = tuple((f"{month}月", half) for month in range(1, 13) for half in "上下")
    rows = []
    for (name, letters), officer, lamp in zip(_FILED.items(), _OFFICERS, _LAMPS, strict=True):
        states = [_LETTERS[letter] for letter in letters]
        village = name if name.endswith("村") else f"{name}村"
        cells = tuple(
            HeatCell(
                state,
                f"{village} · {month}{half} · {state.word}",
                url=f"#{name}{place}" if state in {Filing.LATE, Filing.RETURNED} else "",
            )
            for place, (state, (month, half)) in enumerate(zip(states, columns, strict=True))
        )
        due = [state for state in states if state not in {Filing.OPEN, Filing.AHEAD, Filing.NONE}]
        missing, late = due.count(Filing.MISSING), due.count(Filing.LATE)
        filed = len(due) - missing
        figures = (
            Figure(f"{filed * 100 // len(due)}%"),
            Figure(f"{(filed - late) * 100 // len(due)}%"),
            Figure(str(late or "–")),
            Figure(str(missing or "–"), is_loud=missing > 0),
        )
        rows.append(HeatRow(village, f"#{name}", lamp, officer, cells, figures))
    return HeatStrip(
        finding="黄土岭村连缺 2 期；本期还有 3 村未报",
        columns=columns,
        rows=tuple(rows),
        heads=("上报率", "按时率", "迟报", "缺报"),
        current=20,
        kept=1,
    )


def plans() -> Gantt:
    """Debt old and new, a plan on course, one that is ahead, a draft and a village without any."""
    today = date(2017, 11, 16)
    ends = (date(2017, 3, 15), date(2017, 6, 1), date(2017, 12, 1), date(2018, 4, 15), date(2018, 10, 1))
    names = ("论证", "规划", "落地", "投产", "见效")

    def row(name: str, lamp: Lamp, product: str, reached: date, figure: str, lag: str = "") -> GanttRow:
        starts = (date(2017, 1, 10), *ends[:-1])
        stages = tuple(
            Stage(stage, start, end, min(end, reached) if reached > start else None)
            for stage, start, end in zip(names, starts, ends, strict=True)
        )
        return GanttRow(name, f"#{name}", lamp, product, stages, figure, lag)

    return Gantt(
        finding="2 村欠账：黄土岭村滞后 4 个月，羊山村滞后 12 天；1 村还没有规划",
        today=today,
        rows=(
            row("黄土岭村", Lamp.BAD, "金银花", date(2017, 7, 15), "45 / 63 户", "4 个月"),
            row("羊山村", Lamp.WARN, "黑山羊", date(2017, 11, 4), "37 / 48 户", "12 天"),
            row("柳河村", Lamp.OK, "香菇", today, "18 / 31 户"),
            row("石门村", Lamp.OK, "高山有机富硒茶叶", date(2018, 1, 10), "11 / 25 户"),
            GanttRow("白果村", "#白果", Lamp.OK, "银杏苗木", (), "– / 20 户", instead="草稿"),
            GanttRow("新并村", "#新并", Lamp.NONE, "", ()),
        ),
    )


def road() -> RoadMap:
    days = (
        ("论证报告", date(2017, 2, 15), date(2017, 2, 15), "农技站、村民代表 62 人"),
        ("规划批准", date(2017, 4, 1), date(2017, 4, 10), "办事处 04-10 批"),
        ("流转土地 240 亩", date(2017, 5, 15), date(2017, 6, 17), "87 户签约"),
        ("种苗下地", date(2017, 7, 15), date(2017, 11, 12), "11-12 补栽完"),
    )
    done = tuple(Milestone(name, base, base, on, note) for name, base, on, note in days)
    return RoadMap(
        finding="8 步完成 4 步；第 5 步逾期 62 天，带着后两步一起晚",
        today=date(2017, 11, 16),
        milestones=(
            *done,
            Milestone("烘干房建成", date(2017, 9, 15), date(2017, 9, 15), note="等设备款公示期满"),
            Milestone("首批采收", date(2018, 6, 16), date(2018, 5, 15), note="2018-06 中旬"),
            Milestone("合作社第一次按土地、务工、股份分红", date(2018, 10, 1), date(2018, 9, 1)),
            Milestone("品牌登记", date(2018, 9, 20), date(2018, 10, 20), note="提前报省里"),
        ),
    )


def road_of_a_draft() -> RoadMap:
    """No baseline yet, so nothing is late."""
    return RoadMap(
        finding="3 步的草稿，还没有基线",
        today=date(2017, 11, 16),
        milestones=(
            Milestone("论证报告", date(2018, 1, 15)),
            Milestone("规划批准", date(2018, 4, 1)),
            Milestone("种苗下地", date(2021, 3, 1)),
        ),
    )
