"""What stands on a poster beside the figures of the catalogue (office/maps/map_figures.py), in words to be compared.

An edition keeps them as it keeps the figures, and the page behind its QR code compares them: "没有变化" is then true of
the whole sheet. They are of the poster's own dataclass, so a household appears as it is printed, by the tail of its
number, and what found no place on the sheet is not among them. Nothing here grows with the calendar by itself: a debt
is named, not its days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from enterprises.mode_tables import ModeLine
from office.maps.map_figures import MapFigure
from office.maps.poster import Pairs, Poster, VillageSheet
from office.maps.timetable_board import Timetable
from office.maps.village_board import HouseholdMark, PairRow
from povertyplan.ui.charts.gantt import Gantt, GanttRow, Stage
from povertyplan.ui.charts.road_map import Milestone
from povertyplan.ui.dates import iso
from povertyplan.ui.lamps import Lamp

PAPER = "paper."
# Visits of this month: they begin again with every month.
_VISITS = "visits."
VISITS = PAPER + _VISITS


def paper_words(poster: Poster) -> Iterator[MapFigure]:
    """In the order of the sheet; each code once."""
    sheet = poster.of_village
    taken: set[str] = set()
    for one in _of_village(poster, sheet) if sheet else _of_office(poster):
        # Two milestones of a plan may bear one name, and two enterprises.
        code, again = one.code, 1
        while code in taken:
            again += 1
            code = f"{one.code}.{again}"
        taken.add(code)
        yield replace(one, code=code)


def _of_village(poster: Poster, sheet: VillageSheet) -> Iterator[MapFigure]:
    village, place = sheet.village, "责任到人"
    secretary = " ".join(filter(None, (village.first_secretary_name, village.first_secretary_unit)))
    yield _said("people.leader_duty", place, "包村领导职务", village.leader_duty)
    yield _said("people.first_secretary", place, "第一书记", secretary)
    yield _said("people.party_secretary", place, "村支书", village.party_secretary_name)
    yield _baseline(poster)
    yield from _pairs(sheet.pairs)
    yield _said(f"{_VISITS}all", "结对表", "结对和走访", sheet.says.pairs)
    for lamp, word, count in sheet.counts:
        yield _said(f"points.{lamp.value}", "户点图", word, f"{count} 户")
    for milestone in sheet.road.milestones if sheet.road else ():
        yield _said(f"road.{milestone.name}", "线路图", milestone.name, _milestone(milestone))
    for partner in sheet.enterprises:
        enterprise = partner.pairing.enterprise
        yield _said(f"enterprises.{enterprise.pk}", "企业帮扶", enterprise.name, _modes(partner.lines))
    yield from _left_out("enterprises", "企业帮扶", sheet.enterprises_left_out, "家")
    for group in sheet.groups:
        lit = f"，{group.lamp.word}" if group.lamp is not Lamp.DONE else ""
        yield _said(f"groups.{group.name}", "销号栏", group.name, f"剩 {group.remaining} 户{lit}")
    yield from _left_out("groups", "销号栏", sheet.groups_left_out, "组")
    yield from _delistings(poster)


def _of_office(poster: Poster) -> Iterator[MapFigure]:
    yield _baseline(poster)
    yield from _delistings(poster)
    plans = poster.board.timetable.plans
    for village, bars in zip(poster.rows, poster.gantt.rows, strict=True):
        words = _bars(poster.gantt, bars, plans.get(village.village.pk))
        yield _said(f"road.{village.village.code}", village.village.short_name, "线路图", words)
    yield from _left_out("villages", "责任到村", poster.left_out, "村")


def _said(code: str, place: str, label: str, words: str) -> MapFigure:
    return MapFigure(code=f"{PAPER}{code}", place=place, label=label, rule="", unit="", value=words, url="")


def _left_out(code: str, place: str, count: int, unit: str) -> Iterator[MapFigure]:
    if count:
        yield _said(f"left_out.{code}", place, "印不下的", f"{count} {unit}")


def _baseline(poster: Poster) -> MapFigure:
    plan = poster.board.baseline
    return _said("baseline", "全处", "计划开始", f"{iso(plan.starts_on)}，{plan.source}" if plan else "")


def _delistings(poster: Poster) -> Iterator[MapFigure]:
    for line in poster.delistings:
        village = line.row.village
        yield _said(f"delisted.{village.code}", village.short_name, "出列公告", line.out_on)


def _pairs(pairs: Pairs) -> Iterator[MapFigure]:
    """Set close, the sheet has neither the lamps nor the visits."""
    for pair in pairs.rows:
        key, place = pair.key or "none", "结对表"
        yield _said(f"pairs.{key}", place, f"{pair.name} 结对户", _households(pair, with_lamps=not pairs.is_close))
        if not pairs.is_close:
            visits = f"{pair.visits} / {pair.visits_wanted}"
            yield _said(f"{_VISITS}{key}", place, f"{pair.name} 本月走访", visits)
    yield from _left_out("pairs", "结对表", pairs.left_out, "户")


def _households(pair: PairRow, *, with_lamps: bool) -> str:
    """3 户：督办 0093 0110，正常 0125; by number within a lamp, the pressing lamp first."""
    if not with_lamps:
        return f"{len(pair.marks)} 户：{_tails(pair.marks)}"
    lit = groupby(pair.marks, key=lambda mark: mark.lamp)
    return f"{len(pair.marks)} 户：" + "，".join(f"{lamp.word} {_tails(marks)}" for lamp, marks in lit)


def _tails(marks: Iterable[HouseholdMark]) -> str:
    return " ".join(sorted(mark.number for mark in marks))


def _milestone(milestone: Milestone) -> str:
    """计划 2017-09-15，试种，欠账."""
    said = f"计划 {iso(milestone.due_on)}，{milestone.note}"
    return f"{said}，{iso(milestone.done_on)} 完成" if milestone.done_on else said


def _modes(lines: Iterable[ModeLine]) -> str:
    said = (f"{line.words.mode.label} {line.delivered} / {line.pledged} {line.words.unit}" for line in lines)
    return "，".join(said) or "还没有选帮扶方式"


def _bars(chart: Gantt, row: GanttRow, plan: Timetable | None) -> str:
    """育苗 2017-03-01 到 2017-06-30 已完成；试种 2017-06-30 到 2017-09-15 做到 2017-08-01，欠账."""
    if not row.stages or plan is None:
        return row.instead
    whole = [
        all(not point.is_open(on=chart.today) for point in points)
        for _, points in groupby(plan.points, key=lambda point: point.stage)
    ]
    return "；".join(
        f"{stage.name} {iso(stage.start)} 到 {iso(stage.end)} {_standing(stage, chart, is_whole=done)}"
        for stage, done in zip(row.stages, whole, strict=True)
    )


def _standing(stage: Stage, chart: Gantt, *, is_whole: bool) -> str:
    if is_whole:
        return "已完成"
    if stage.done_to == chart.today:
        return "按计划"
    return f"做到 {iso(stage.reached)}{'，欠账' if stage.debt(today=chart.today) else ''}"
