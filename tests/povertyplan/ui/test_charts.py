"""Golden files: a change of any drawn figure is seen in review. Write them anew with GOLDEN=1."""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from defusedxml import ElementTree
from django.utils.safestring import SafeString

from povertyplan.ui import specimens
from povertyplan.ui.charts import (
    bars,
    burndown,
    criteria,
    gantt,
    heat,
    income,
    paper,
    point_map,
    road_map,
    small_multiple,
    village_map,
)
from povertyplan.ui.lamps import Lamp

GOLDEN = Path(__file__).parent / "golden"
CHARTS: dict[str, SafeString] = {
    "village_map": village_map.village_map(specimens.village_map(bounded=True)),
    "village_tiles": village_map.village_map(specimens.village_map(bounded=False)),
    "burndown_late": burndown.burndown(specimens.burndown(left=487, late=68)),
    "burndown_early": burndown.burndown(specimens.burndown(left=390, late=-40)),
    "criteria_bars": criteria.criteria_bars(specimens.gaps()),
    "income_bars": income.income_bars(specimens.income()),
    "income_loss": income.income_bars(specimens.income_with_a_loss()),
    "point_map": point_map.point_map(specimens.points()),
    "heat_strip": heat.heat_strip(specimens.filings()),
    "filing_strip": heat.strip(specimens.filings().rows[0].cells),
    "gantt": gantt.gantt(specimens.plans()),
    "road_map": road_map.road_map(specimens.road()),
    "road_map_draft": road_map.road_map(specimens.road_of_a_draft()),
    "small_multiple": small_multiple.small_multiple(specimens.trend()),
    "trend_line": small_multiple.trend_line(specimens.trend()),
    "progress_bar": bars.progress_bar(17, 48, time=0.44),
}


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_drawn_as_agreed(name: str) -> None:
    path = GOLDEN / f"{name}.svg"
    drawn = CHARTS[name].replace("><", ">\n<") + "\n"
    if os.environ.get("GOLDEN"):
        path.write_text(drawn)
    assert drawn == path.read_text()


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_sound_and_obeys_the_policy(name: str) -> None:
    ElementTree.fromstring(f"<div>{CHARTS[name]}</div>")
    assert not re.search(r"\sstyle=|\son\w+=|<script", CHARTS[name])
    assert not re.search(r"NaN|inf\b|None", CHARTS[name])


@pytest.mark.parametrize("name", [n for n in CHARTS if n != "progress_bar"])
def test_chart_speaks_its_finding(name: str) -> None:
    role = "group" if "<a " in CHARTS[name] else "img"
    assert re.search(rf'role="{role}" aria-label="[^"]{{6,}}"', CHARTS[name])


def test_names_are_escaped() -> None:
    chart = specimens.village_map(bounded=True)
    hostile = replace(chart.villages[0], name="<script>", label='"><b>', url="javascript:0")
    drawn = village_map.village_map(replace(chart, villages=(hostile,)))
    assert "<script" not in drawn
    assert '"><b>' not in drawn


def test_every_village_is_a_link_with_words() -> None:
    assert CHARTS["village_map"].count("<a ") == 2 * 12
    assert 'aria-label="黄土岭村，督办，剩余 44 户"' in CHARTS["village_map"]
    assert "贫困村" in CHARTS["village_map"]


def test_map_of_no_village_is_empty_and_sound() -> None:
    ElementTree.fromstring(f"<div>{village_map.village_map(village_map.VillageMap('没有村', ()))}</div>")


def test_burndown_before_anything_happened() -> None:
    chart = replace(specimens.burndown(left=487, late=68), steps=(), zero_on=None, forecast=("近期没有脱贫",))
    assert "今日 824 户" in burndown.burndown(chart)


def test_burndown_when_nobody_is_left_has_no_forecast() -> None:
    chart = specimens.burndown(left=487, late=68)
    done = replace(chart, steps=(*chart.steps, (chart.today, 0)), forecast=())
    assert "l-fore" not in burndown.burndown(done)


def test_forecast_far_beyond_the_target_stays_in_the_picture() -> None:
    drawn = burndown.burndown(specimens.burndown(left=820, late=9000))
    ends = [float(x) for x in re.findall(r'class="l-fore" [^>]*x2="([\d.]+)"', drawn)]
    assert max(ends) <= 760


def test_seven_squares_say_what_is_missing() -> None:
    drawn = criteria.seven_squares([criteria.Criterion("收入", Lamp.BAD), criteria.Criterion("住房", Lamp.NONE)])
    assert 'aria-label="收入未达标、住房未核"' in drawn


def test_seven_squares_of_a_household_that_has_all() -> None:
    assert 'aria-label="各项都达标"' in criteria.seven_squares([criteria.Criterion("收入", Lamp.DONE)])


def test_household_keeps_its_place_when_another_comes() -> None:
    chart = specimens.points()
    place = re.compile(r'translate\(([\d. ]+)\)"><a class="pt" href="#7"')
    before = place.search(point_map.point_map(chart))
    assert before
    assert place.search(point_map.point_map(chart)) is not None
    assert before[1] == place.search(point_map.point_map(chart))[1]  # type: ignore[index]


def test_no_two_households_share_a_place() -> None:
    places = re.findall(r'<g transform="translate\(([\d. ]+)\)"><a', CHARTS["point_map"])
    assert len(set(places)) == len(places) == 63


@pytest.mark.parametrize("count", [0, 1, 300])
def test_points_find_room(count: int) -> None:
    points = tuple(point_map.HouseholdPoint(str(i), "1 组", Lamp.OK, "", str(i)) for i in range(count))
    drawn = point_map.point_map(point_map.PointMap("很多户", points))
    assert drawn.count('class="pt"') == count


def test_line_of_a_year_is_drawn_in_its_year_only_and_none_without_one() -> None:
    drawn = CHARTS["income_bars"].split("only-narrow")[0]
    assert drawn.count('class="l-fore') == 4
    assert "线 2,968" in drawn
    loss = CHARTS["income_loss"].split("only-narrow")[0]
    assert loss.count('class="l-fore') == 1
    assert "未设定线" in loss


def test_loss_hangs_below_zero_and_the_estimate_is_framed() -> None:
    loss = CHARTS["income_loss"].split("only-narrow")[0]
    zero = re.search(r'class="rule2"[^>]*y1="([\d.]+)"', loss)
    hanging = re.search(r'class="fund3"[^>]*y="([\d.]+)"[^>]*><title>2019 年 经营净收入 -600 元', loss)
    assert zero
    assert hanging
    assert float(hanging[1]) >= float(zero[1])
    assert CHARTS["income_bars"].count("<title>预计，年底再核</title>") == 2
    assert "预计，年底再核" not in loss


def test_paper_has_its_rules_inside_and_no_variable() -> None:
    sheet = paper.on_paper(CHARTS["burndown_late"])
    assert "only-narrow" not in sheet
    assert "<style>" in sheet
    assert "var(" not in sheet
    assert "hover" not in sheet
    ElementTree.fromstring(sheet)


def test_trend_has_a_gap_where_nothing_is_known() -> None:
    drawn = small_multiple.small_multiple(specimens.trend())
    assert drawn.count('class="l-act"') == 2
    assert drawn.count('class="l-plan"') == 1


def test_trend_of_one_day_is_a_dot_and_of_nothing_an_axis() -> None:
    chart = replace(specimens.trend(), days=(date(2017, 1, 1),), values=(824.0,), target=())
    assert small_multiple.small_multiple(chart).count("<circle") == 2
    empty = small_multiple.small_multiple(replace(chart, values=(None,)))
    assert "<circle" not in empty
    assert "NaN" not in empty


def test_trends_on_one_scale_draw_the_same_value_at_the_same_height() -> None:
    last = re.compile(r'cy="([\d.]+)" r="3.5"')
    short = replace(specimens.trend(), days=(date(2017, 11, 1),), values=(487.0,), target=())
    assert last.findall(small_multiple.small_multiple(short)) == last.findall(
        small_multiple.small_multiple(specimens.trend())
    )
    assert last.findall(small_multiple.small_multiple(replace(short, top=1800.0))) != last.findall(
        small_multiple.small_multiple(short)
    )
