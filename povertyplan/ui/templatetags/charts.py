"""Charts in templates: {% village_map chart %}. The data are built in Python, never in a template."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from povertyplan.ui.charts import bars, criteria, heat, matrix
from povertyplan.ui.charts import burndown as burndowns
from povertyplan.ui.charts import funds as fund_charts
from povertyplan.ui.charts import gantt as gantts
from povertyplan.ui.charts import income as incomes
from povertyplan.ui.charts import notice as notices
from povertyplan.ui.charts import paper as papers
from povertyplan.ui.charts import point_map as points
from povertyplan.ui.charts import road_map as roads
from povertyplan.ui.charts import small_multiple as multiples
from povertyplan.ui.charts import village_map as maps
from povertyplan.ui.charts import waterfall as waterfalls

register = template.Library()


def _delivered(chart: SafeString, paper: bool) -> SafeString:
    return papers.on_paper(chart) if paper else chart


def _scheduled(chart: SafeString, paper: bool) -> SafeString:
    """Those that timetable.css rules: the page loads it, paper carries it."""
    return papers.on_paper(chart, sheets=("charts", "timetable")) if paper else chart


@register.simple_tag
def village_map(chart: maps.VillageMap, *, paper: bool = False) -> SafeString:
    return papers.on_paper(maps.village_map_on_paper(chart)) if paper else maps.village_map(chart)


@register.simple_tag
def burndown(chart: burndowns.BurnDown, *, paper: bool = False) -> SafeString:
    return papers.on_paper(burndowns.burndown_on_paper(chart)) if paper else burndowns.burndown(chart)


@register.simple_tag
def criteria_bars(chart: criteria.CriterionGaps, *, paper: bool = False) -> SafeString:
    return _delivered(criteria.criteria_bars(chart), paper)


@register.simple_tag
def criteria_heads(names: list[str]) -> SafeString:
    """The head over a column of {% crit7 %}."""
    return criteria.seven_heads(names)


@register.simple_tag
def progress_bar(done: int, total: int, *, time: float | None = None, width: int = 78) -> SafeString:
    return bars.progress_bar(done, total, time=time, width=width)


@register.simple_tag
def income_bars(chart: incomes.Income, *, paper: bool = False) -> SafeString:
    return _delivered(incomes.income_bars(chart), paper)


@register.simple_tag
def point_map(chart: points.PointMap, *, paper: bool = False) -> SafeString:
    return papers.on_paper(points.point_map_on_paper(chart)) if paper else points.point_map(chart)


@register.simple_tag
def criteria_matrix(chart: matrix.CriteriaMatrix, *, paper: bool = False) -> SafeString:
    return _delivered(matrix.criteria_matrix(chart), paper)


@register.simple_tag
def notice_clock(clock: notices.Clock) -> SafeString:
    return notices.notice_clock(clock)


@register.simple_tag
def waterfall_bar(step: waterfalls.Step) -> SafeString:
    return waterfalls.waterfall_bar(step)


@register.simple_tag
def fund_bars(came: int, went: int, most: int) -> SafeString:
    return fund_charts.fund_bars(came, went, most)


@register.simple_tag
def heat_strip(chart: heat.HeatStrip, *, paper: bool = False) -> SafeString:
    return _scheduled(heat.heat_strip(chart), paper)


@register.simple_tag
def filing_strip(cells: Sequence[heat.HeatCell], *, finding: str = "", paper: bool = False) -> SafeString:
    return _scheduled(heat.strip(cells, finding=finding), paper)


@register.simple_tag
def heat_legend(*, paper: bool = False) -> SafeString:
    return _scheduled(heat.heat_legend(), paper)


@register.simple_tag
def gantt(chart: gantts.Gantt, *, paper: bool = False, row: int = gantts.ROW) -> SafeString:
    """`row` is the height of a line of the wide drawing."""
    return _scheduled(gantts.gantt(chart, row=row), paper)


@register.simple_tag
def gantt_legend(*, paper: bool = False) -> SafeString:
    return _scheduled(gantts.gantt_legend(), paper)


@register.simple_tag
def road_map(chart: roads.RoadMap, *, paper: bool = False, row: int = roads.ROW) -> SafeString:
    """`row` as of {% gantt %}."""
    return _scheduled(roads.road_map(chart, row=row), paper)


@register.simple_tag
def road_legend(*, paper: bool = False) -> SafeString:
    return _scheduled(roads.road_legend(), paper)


@register.simple_tag
def small_multiple(chart: multiples.SmallMultiple, *, paper: bool = False) -> SafeString:
    return _delivered(multiples.small_multiple(chart), paper)


@register.simple_tag
def trend_line(chart: multiples.SmallMultiple, *, paper: bool = False) -> SafeString:
    return _delivered(multiples.trend_line(chart), paper)
