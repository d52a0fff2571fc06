"""Reports and plans over time: what is drawn where, for any dates; debt is hatched exactly where something is owed."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML

from povertyplan.ui import specimens
from povertyplan.ui.charts import gantt as gantts
from povertyplan.ui.charts import heat, lettering, paper, road_map
from povertyplan.ui.charts.gantt import Gantt, GanttRow, Stage
from povertyplan.ui.charts.heat import Figure, Filing, HeatCell, HeatRow, HeatStrip
from povertyplan.ui.charts.road_map import Milestone, RoadMap, slip_lamp, slip_words
from povertyplan.ui.charts.timeline import Timeline
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.templatetags import charts as tags

TODAY = date(2017, 11, 16)
SIZES = {"row-t": 14, "t-bad": 13, "t-warn": 13}
ALL = {
    "heat_strip": heat.heat_strip(specimens.filings()),
    "gantt": gantts.gantt(specimens.plans()),
    "road_map": road_map.road_map(specimens.road()),
    "road_map_draft": road_map.road_map(specimens.road_of_a_draft()),
}

Element = Any

days = st.dates(date(2015, 1, 1), date(2031, 12, 31))
words = st.text("村一品烘干房建成<>&\"'abc1 ", max_size=30)
lamps = st.sampled_from([None, *Lamp])
stages = st.builds(
    lambda name, start, length, done: Stage(name, start, start + timedelta(length), done),
    words,
    days,
    st.integers(0, 2500),
    st.none() | days,
)
villages = st.builds(
    GanttRow,
    name=words,
    url=st.sampled_from(["", "#1"]),
    lamp=lamps,
    product=words,
    stages=st.lists(stages, max_size=5).map(tuple),
    figure=words,
    lag=words,
)
plans = st.builds(Gantt, finding=st.just("逐村线路图"), today=days, rows=st.lists(villages, max_size=4).map(tuple))
roads = st.builds(
    RoadMap,
    finding=st.just("一村的线路图"),
    today=days,
    milestones=st.lists(
        st.builds(
            Milestone,
            name=words,
            due_on=days,
            baseline_on=st.none() | days,
            done_on=st.none() | days,
            note=words,
        ),
        max_size=6,
    ).map(tuple),
)


@st.composite
def strips(draw: st.DrawFn) -> HeatStrip:
    count = draw(st.integers(1, 24))
    columns = tuple((f"{place // 2 + 1}月", "上下"[place % 2]) for place in range(count))
    heads = tuple(f"第{place}" for place in range(draw(st.integers(0, 4))))
    rows = tuple(
        HeatRow(
            draw(words),
            draw(st.sampled_from(["", "#1"])),
            draw(lamps),
            draw(words),
            tuple(
                HeatCell(draw(st.sampled_from(Filing)), draw(words), draw(st.sampled_from(["", "#2"]))) for _ in columns
            ),
            tuple(Figure("100%", is_loud=draw(st.booleans())) for _ in heads),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    return HeatStrip(
        "逐村半月报",
        columns,
        rows,
        heads,
        current=draw(st.none() | st.integers(0, count - 1)),
        kept=draw(st.integers(0, 3)),
    )


def drawings(chart: SafeString) -> list[Element]:
    root = ElementTree.fromstring(f"<div>{chart}</div>")
    return [svg for svg in root.iter("svg") if "chart" in svg.get("class", "")]


def extents(svg: Element) -> list[tuple[float, float]]:
    """Every point that is drawn, texts with the room that their letters take."""
    points: list[tuple[float, float]] = []
    for part in svg.iter():
        number = {name: float(part.get(name, "0")) for name in ("x", "y", "width", "height", "cx", "cy", "r")}
        if part.tag == "rect":
            points += [(number["x"], number["y"]), (number["x"] + number["width"], number["y"] + number["height"])]
        elif part.tag == "circle" and part.get("class"):
            points += [(number["cx"] - number["r"], number["cy"]), (number["cx"] + number["r"], number["cy"])]
        elif part.tag == "line":
            points += [(float(part.get(f"x{i}", "")), float(part.get(f"y{i}", ""))) for i in (1, 2)]
        elif part.tag in ("polygon", "polyline"):
            points += [tuple(map(float, pair.split(","))) for pair in part.get("points", "").split()]  # type: ignore[misc]
        elif part.tag == "text":
            kinds = part.get("class", "").split()
            room = lettering.width(part.text or "", SIZES.get(kinds[0], 12))
            left = number["x"] - (room if "end" in kinds else room / 2 if "mid" in kinds else 0)
            points += [(left, number["y"]), (left + room, number["y"])]
        elif part.tag == "g" and (moved := re.match(r"translate\((\S+) (\S+)\)", part.get("transform", ""))):
            points += [(float(moved[1]), float(moved[2])), (float(moved[1]) + 12, float(moved[2]) + 12)]
    return points


def inside(chart: SafeString) -> None:
    for svg in drawings(chart):
        _, _, wide, high = map(float, svg.get("viewBox", "").split())
        for x, y in extents(svg):
            assert -0.1 <= x <= wide + 0.1
            assert -0.1 <= y <= high + 0.1


def apart(chart: SafeString) -> None:
    """No two texts of one line run into each other."""
    for svg in drawings(chart):
        lines: dict[str, list[tuple[float, float]]] = {}
        for part in svg.iter("text"):
            kinds, x = part.get("class", "").split(), float(part.get("x", ""))
            room = lettering.width(part.text or "", SIZES.get(kinds[0], 12))
            left = x - (room if "end" in kinds else room / 2 if "mid" in kinds else 0)
            if room:
                lines.setdefault(part.get("y", ""), []).append((left, left + room))
        for texts in lines.values():
            assert all(end <= start + 0.2 for (_, end), (start, _) in pairwise(sorted(texts)))


def owes(chart: Gantt) -> int:
    return sum(
        max(stage.start, stage.done_to or stage.start) < min(stage.end, chart.today)
        for row in chart.rows
        for stage in row.stages
    )


@given(chart=strips())
def test_strip_stays_in_its_frame(chart: HeatStrip) -> None:
    inside(heat.heat_strip(chart))


@given(chart=strips())
def test_names_of_a_strip_leave_each_other_room(chart: HeatStrip) -> None:
    apart(heat.heat_strip(chart))


@given(chart=roads)
def test_words_of_a_road_map_leave_each_other_room(chart: RoadMap) -> None:
    apart(road_map.road_map(chart))


@given(chart=plans)
def test_words_around_the_bars_leave_each_other_room(chart: Gantt) -> None:
    """Stages that overlap in time are drawn over each other; their names are no matter of layout."""
    plain = tuple(replace(row, stages=tuple(replace(stage, name="") for stage in row.stages)) for row in chart.rows)
    apart(gantts.gantt(replace(chart, rows=plain)))


def test_month_that_begins_at_the_edge_is_not_written_beyond_it() -> None:
    row = GanttRow("石门村", "", None, "茶", (Stage("落地", date(2016, 2, 1), date(2018, 1, 20)),))
    inside(gantts.gantt(Gantt("到一月底", TODAY, (row,))))


@given(chart=plans)
def test_plans_stay_in_their_frame(chart: Gantt) -> None:
    inside(gantts.gantt(chart))


@given(chart=roads)
def test_road_map_stays_in_its_frame(chart: RoadMap) -> None:
    inside(road_map.road_map(chart))


@pytest.mark.parametrize("name", ALL)
def test_chart_is_drawn_wide_and_narrow_with_its_finding_and_without_styles(name: str) -> None:
    drawn = drawings(ALL[name])
    assert [svg.get("class") for svg in drawn] == ["chart only-wide times", "chart only-narrow times"]
    assert all(len(svg.get("aria-label", "")) >= 6 for svg in drawn)
    assert all(svg.get("role") == ("group" if list(svg.iter("a")) else "img") for svg in drawn)
    assert not re.search(r"\sstyle=|\son\w+=|<script|NaN|None|\binf\b", ALL[name])


@given(chart=strips())
def test_every_report_is_one_cell(chart: HeatStrip) -> None:
    wide, narrow = drawings(heat.heat_strip(chart))
    marks = {f"h-{state.value}" for state in Filing} | {"h-on", "h-fut"}

    def cells(svg: Element) -> int:
        return sum(part.get("class") in marks for part in svg.iter())

    kept = [cell for row in chart.rows for cell in row.cells if cell.state is not Filing.NONE]
    assert cells(wide) == len(kept)
    last = len(chart.columns) if chart.current is None else max(8, chart.current + 1)
    recent = [cell for row in chart.rows for cell in row.cells[max(0, min(last, 24) - 8) : last]]
    assert cells(narrow) <= len(chart.rows) * 8
    assert cells(narrow) == sum(cell.state is not Filing.NONE for cell in recent)


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        (Filing.ON_TIME, "h-on"),
        (Filing.LATE, "h-part"),
        (Filing.MISSING, "h-x"),
        (Filing.RETURNED, "h-half"),
        (Filing.OPEN, "h-open"),
        (Filing.AHEAD, "h-fut"),
    ],
)
def test_each_state_has_a_shape_of_its_own_and_is_told(state: Filing, mark: str) -> None:
    drawn = heat.strip([HeatCell(state, f"石门村 · 11月上 · {state.word}")])
    assert f'class="{mark}"' in drawn
    assert f"<title>石门村 · 11月上 · {state.word}</title>" in drawn
    assert f"{state.word}</span>" in heat.heat_legend()


def test_before_the_plan_there_is_nothing() -> None:
    assert "<title>" not in heat.strip([HeatCell(Filing.NONE, "石门村 · 1月上")])


def test_cell_leads_to_its_report_where_it_can_be_hit() -> None:
    wide, narrow = drawings(ALL["heat_strip"])
    late = [a.get("href") for a in wide.iter("a") if "迟报" in a.get("aria-label", "")]
    assert "#黄土岭2" in late
    assert not [a for a in narrow.iter("a") if "月" in a.get("aria-label", "")]
    assert len(list(narrow.iter("a"))) == 6


@pytest.mark.parametrize(("current", "first"), [(None, "9月"), (23, "9月"), (20, "7月"), (7, "1月"), (0, "1月")])
def test_phone_shows_the_eight_half_months_up_to_the_current(current: int | None, first: str) -> None:
    narrow = drawings(heat.heat_strip(replace(specimens.filings(), current=current)))[1]
    months = [part.text for part in narrow.iter("text") if (part.text or "").endswith("月")]
    assert months[0] == first
    assert sum(part.text in ("上", "下") for part in narrow.iter("text")) == 8


def test_current_column_is_lit_and_its_half_bold() -> None:
    wide, _ = drawings(ALL["heat_strip"])
    lit = next(part for part in wide.iter("rect") if part.get("class") == "f-track")
    bold = next(part for part in wide.iter("text") if part.get("class") == "axis-b mid")
    assert float(lit.get("x", "")) < float(bold.get("x", "")) < float(lit.get("x", "")) + float(lit.get("width", ""))


def test_loud_figures_are_red_and_a_phone_keeps_one() -> None:
    wide, narrow = drawings(ALL["heat_strip"])
    assert [part.text for part in wide.iter("text") if part.get("class") == "t-bad end"] == ["4", "2"]
    assert [part.text for part in narrow.iter("text") if (part.text or "").endswith("率")] == ["按时率"]


def test_row_that_does_not_fit_its_heads_is_refused() -> None:
    chart = specimens.filings()
    with pytest.raises(ValueError, match="黄土岭村"):
        heat.heat_strip(replace(chart, columns=chart.columns[:-1]))


def test_strip_of_one_village_counts_what_was_due() -> None:
    cells = specimens.filings().rows[0].cells
    assert 'aria-label="最近 21 期：按时 10，迟报 6，缺报 4，本期未报 1"' in heat.strip(cells)
    assert 'viewBox="0 0 288 48"' in heat.strip(cells)
    assert "还没有到期的半月报" in heat.strip([])
    assert 'aria-label="近 12 期"' in heat.strip(cells[:3], finding="近 12 期")


@given(chart=plans)
def test_debt_is_hatched_exactly_where_something_before_today_is_not_done(chart: Gantt) -> None:
    drawn = gantts.gantt(chart)
    assert drawn.count('class="g-debt"') == 2 * owes(chart)
    assert drawn.count("，欠账 ") == 2 * owes(chart)


@given(chart=plans)
def test_debt_never_passes_today(chart: Gantt) -> None:
    for svg in drawings(gantts.gantt(chart)):
        today = max(float(part.get("x1", "")) for part in svg.iter("line") if part.get("class") == "today")
        for part in svg.iter("rect"):
            if part.get("class") == "g-debt":
                assert float(part.get("x", "")) + float(part.get("width", "")) <= today + 1.1


@pytest.mark.parametrize(
    ("done_to", "debt"),
    [(None, 76), (date(2017, 9, 1), 76), (date(2017, 11, 15), 1), (TODAY, 0), (date(2017, 12, 1), 0)],
)
def test_days_that_a_stage_owes(done_to: date | None, debt: int) -> None:
    assert Stage("落地", date(2017, 9, 1), date(2017, 12, 1), done_to).debt(today=TODAY) == debt


def test_stage_to_come_owes_nothing_and_a_past_one_only_its_own_days() -> None:
    assert not Stage("见效", TODAY, date(2018, 5, 1)).debt(today=TODAY)
    assert Stage("论证", date(2017, 1, 1), date(2017, 1, 31)).debt(today=TODAY) == 30


def test_debt_of_one_day_is_seen_beside_years() -> None:
    stage = Stage("落地", date(2013, 1, 1), date(2023, 1, 1), TODAY - timedelta(1))
    drawn = gantts.gantt(Gantt("有一天欠账", TODAY, (GanttRow("石门村", "", None, "茶", (stage,)),)))
    widths = [float(wide) for wide in re.findall(r'class="g-debt"[^>]*width="([\d.]+)"', drawn)]
    assert len(widths) == 2
    assert min(widths) >= 2


def test_village_without_stages_says_so() -> None:
    assert ALL["gantt"].count(">还没有规划</text>") == 2
    assert ALL["gantt"].count(">草稿</text>") == 2


def test_each_drawing_has_its_own_hatch() -> None:
    other = gantts.gantt(replace(specimens.plans(), today=TODAY + timedelta(1)))
    page = ALL["gantt"] + other + gantts.gantt_legend()
    names = re.findall(r'<pattern id="([^"]+)"', page)
    assert len(names) == len(set(names)) == 5
    assert set(re.findall(r"url\(#([^)]+)\)", page)) == set(names)
    assert ALL["gantt"] == gantts.gantt(specimens.plans())


@given(known=st.lists(days, min_size=1, max_size=5), today=days)
def test_day_stands_between_the_marks_of_its_months(known: list[date], today: date) -> None:
    line = Timeline.over([*known, today], left=100, right=900)
    month = today.replace(day=1)
    later = (month + timedelta(32)).replace(day=1)
    assert 100 <= line.x(month) <= line.x(today) < line.x(later) <= 900.001


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2017, 11, 16), date(2017, 11, 16), ["2017", "11月"]),
        (
            date(2017, 1, 1),
            date(2018, 12, 31),
            ["2017", "1月", "4月", "7月", "10月", "2018", "1月", "4月", "7月", "10月"],
        ),
        (date(2017, 3, 1), date(2018, 12, 31), ["2017", "4月", "7月", "10月", "2018", "1月", "4月", "7月", "10月"]),
        (date(2016, 12, 1), date(2017, 6, 1), ["2016", "12月", "2017", "1月", "2月", "3月", "4月", "5月", "6月"]),
        (date(2000, 1, 1), date(2029, 1, 1), [str(year) for year in range(2000, 2030, 2)]),
    ],
)
def test_marks_name_the_year_once_and_leave_each_other_room(first: date, last: date, said: list[str]) -> None:
    marks = Timeline.over([first, last], left=0, right=720).marks
    assert [word for mark in marks for word in (mark.year, mark.month) if word] == said
    assert all(b.x - a.x >= 46 for a, b in pairwise(marks))


def test_calendar_ends_with_the_year_9999() -> None:
    assert Timeline.over([date(9999, 12, 31)], left=0, right=100).x(date(9999, 12, 31)) <= 100


@pytest.mark.parametrize(
    ("days_behind", "said", "lamp"),
    [
        (None, "–", Lamp.NONE),
        (-60, "早 2 个月", Lamp.NONE),
        (-3, "早 3 天", Lamp.NONE),
        (0, "按期", Lamp.NONE),
        (1, "晚 1 天", Lamp.NONE),
        (26, "晚 26 天", Lamp.NONE),
        (27, "晚 27 天", Lamp.WARN),
        (59, "晚 59 天", Lamp.WARN),
        (60, "晚 2 个月", Lamp.BAD),
        (120, "晚 4 个月", Lamp.BAD),
    ],
)
def test_slip_is_told_and_lit(days_behind: int | None, said: str, lamp: Lamp) -> None:
    assert slip_words(days_behind) == said
    assert slip_lamp(days_behind) is lamp


@pytest.mark.parametrize(
    ("days_behind", "line", "figure"),
    [
        (26, "r-slip none", "axis end"),
        (27, "r-slip warn", "t-warn end"),
        (59, "r-slip warn", "t-warn end"),
        (60, "r-slip bad", "t-bad end"),
    ],
)
def test_slip_has_the_colour_of_its_size(days_behind: int, line: str, figure: str) -> None:
    base = TODAY + timedelta(100)
    milestone = Milestone("首批采收", base + timedelta(days_behind), base)
    drawn = road_map.road_map(RoadMap("一步要晚", TODAY, (milestone,)))
    assert drawn.count(f'class="{line}"') == 2
    assert f'<text class="{figure}"' in drawn
    assert drawn.count('class="r-late"') == (2 if days_behind == 60 else 0)


def test_overdue_milestone_falls_behind_every_day_until_it_is_done() -> None:
    milestone = Milestone("烘干房建成", date(2017, 9, 15), date(2017, 9, 15))
    assert milestone.slip(today=date(2017, 9, 15)) == 0
    assert milestone.slip(today=TODAY) == 62
    assert replace(milestone, done_on=date(2017, 9, 14)).slip(today=TODAY) == -1
    drawn = drawings(road_map.road_map(RoadMap("一步逾期", TODAY, (milestone,))))[0]
    way = next(part for part in drawn.iter("line") if part.get("class") == "r-slip bad")
    today = next(part for part in drawn.iter("line") if part.get("class") == "today")
    assert way.get("x2") == today.get("x1")


def test_draft_has_neither_baseline_nor_slip() -> None:
    assert not re.search(r"r-base|r-slip|t-bad|t-warn|r-late", ALL["road_map_draft"])
    assert ALL["road_map_draft"].count('class="r-open"') == 6


def test_done_milestone_shows_the_day_it_was_done() -> None:
    drawn = ALL["road_map"]
    assert drawn.count('class="r-done"') == 2 * 4
    assert drawn.count(">06-17</text>") == 2
    assert "<title>3 流转土地 240 亩，基线 2017-05-15，2017-06-17 完成，晚 33 天，87 户签约</title>" in drawn


def test_long_name_is_clipped_and_told_in_full() -> None:
    name = "合作社第一次按土地、务工、股份分红"
    assert f">{name}</text>" not in ALL["road_map"]
    assert "…</text>" in ALL["road_map"]
    assert f"<title>7 {name}，" in ALL["road_map"]


@given(said=words, room=st.floats(0, 300))
def test_clipped_words_fit_their_room(said: str, room: float) -> None:
    kept = lettering.clipped(said, room, 14)
    assert kept in ("…", said) or (kept.endswith("…") and said.startswith(kept[:-1]))
    assert lettering.width(kept, 14) <= max(room, 14)


def test_nothing_to_draw_is_still_a_picture() -> None:
    inside(heat.heat_strip(HeatStrip("没有村", (), ())))
    inside(gantts.gantt(Gantt("没有村", TODAY, ())))
    inside(road_map.road_map(RoadMap("没有里程碑", TODAY, ())))


def test_texts_are_escaped() -> None:
    bad = '"><script>'
    stage = Stage(bad, date(2017, 1, 1), date(2018, 1, 1))
    row = GanttRow(bad, bad, Lamp.BAD, bad, (stage,), bad, bad)
    cell = HeatCell(Filing.LATE, bad, bad)
    drawn = (
        gantts.gantt(Gantt(bad, TODAY, (row, replace(row, stages=(), instead=bad)), heads=(bad, bad), today_word=bad)),
        heat.heat_strip(
            HeatStrip(bad, ((bad, bad),), (HeatRow(bad, bad, None, bad, (cell,), (Figure(bad),)),), heads=(bad,))
        ),
        heat.strip([cell], finding=bad),
        road_map.road_map(RoadMap(bad, TODAY, (Milestone(bad, TODAY, note=bad),), heads=(bad, bad), today_word=bad)),
    )
    assert not any("<script" in chart or bad in chart for chart in drawn)


def test_every_class_of_the_drawings_has_a_rule() -> None:
    folder = Path(settings.BASE_DIR) / "static" / "css"
    rules = "".join((folder / f"{name}.css").read_text() for name in ("charts", "timetable"))
    known = set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "", rules)))
    page = "".join([*ALL.values(), heat.heat_legend(), gantts.gantt_legend(), road_map.road_legend()])
    used = {name for value in re.findall(r'class="([^"]+)"', page) for name in value.split()}
    # These mark a part and need no rule: the slip that is not yet notable, and the list of marks.
    assert used - known <= {"none", "legend"}


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: tags.heat_strip(specimens.filings(), paper=True),
        lambda: tags.filing_strip(specimens.filings().rows[0].cells, paper=True),
        lambda: tags.gantt(specimens.plans(), paper=True),
        lambda: tags.road_map(specimens.road(), paper=True),
        lambda: tags.heat_legend(paper=True) + tags.gantt_legend(paper=True) + tags.road_legend(paper=True),
    ],
    ids=["heat", "strip", "gantt", "road", "legends"],
)
def test_paper_carries_the_rules_of_both_sheets(drawn: Callable[[], str], caplog: pytest.LogCaptureFixture) -> None:
    sheet = drawn()
    assert "only-narrow" not in sheet
    assert ".g-debt" in sheet
    assert ".axis" in sheet
    assert not re.search(r"var\(|hover|focus|min-width", sheet)
    assert HTML(string=f"<body>{sheet}").write_pdf()
    assert not caplog.records


def test_paper_of_other_charts_stays_as_it_was() -> None:
    assert ".g-debt" not in paper.rules()
    assert "min-width" not in paper.rules()


def test_sheet_is_light() -> None:
    sheet = Path(settings.BASE_DIR) / "static" / "css" / "timetable.css"
    assert len(gzip.compress(sheet.read_bytes(), 9)) <= 1_500
