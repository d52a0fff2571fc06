"""The sub-district's battle map, for the screen and the wall."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.maps import charts, findings, lamps, map_figures
from office.maps.reading import map_of, tasks_of
from office.shown_day import ShownDay
from office.views.before_plan import before_plan
from office.views.unless_unchanged import unless_unchanged
from office.work import worklist
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@require_safe
@requires(Capability.VIEW_BATTLE_MAP)
@unless_unchanged
def battle_map(request: UserRequest) -> HttpResponse:
    shown = ShownDay.asked(request.GET.get("on", ""), now=timezone.now())
    if shown.is_before_plan:
        return before_plan(request, shown, name="挂图作战 · 办事处总图")
    board = map_of(request.user, shown)
    tasks = tasks_of(request.user, board, shown)
    words = lamps.rules() if board.baseline else {}
    context = {
        "board": board,
        "shown": shown,
        "today": timezone.localdate(shown.now),
        "now": shown.moment,
        "findings": findings.of(board),
        "map": charts.village_map(board),
        "burn": charts.burndown(board, today_word=shown.word),
        "gaps": charts.criterion_gaps(board),
        "rules": [(lamp, count, words[lamp]) for lamp, count in board.lamps if lamp in words],
        "tasks": tasks[: worklist.MOST],
        "tasks_more": f"全部 {len(tasks)} 件" if len(tasks) > worklist.MOST else "",
        "strip": charts.report_strip(board),
        "gantt": charts.gantt(board, today_word=shown.flag),
        "families": map_figures.rules_of(board),
    }
    return render(request, "office/battle_map.html", context)
