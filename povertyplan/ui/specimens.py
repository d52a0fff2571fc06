"""Invented examples for the styleguide: every component in every state."""

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.core.paginator import Paginator

from povertyplan.ui.charts.burndown import BurnDown
from povertyplan.ui.charts.criteria import CriterionGap, CriterionGaps
from povertyplan.ui.charts.geometry import Ring
from povertyplan.ui.charts.income import Income, IncomeYear
from povertyplan.ui.charts.point_map import HouseholdPoint, PointMap
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
