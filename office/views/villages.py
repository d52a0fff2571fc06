"""The villages and each village's battle map."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from households.models import Household
from office.maps import charts, findings, lamps, map_figures
from office.maps.battle_map import BattleMap
from office.maps.help_board import village_help
from office.maps.reading import map_of, tasks_of
from office.maps.village_board import VillageBoard, Walk
from office.plans.page import PlanPage
from office.reports.recent import recent_reports
from office.shown_day import ShownDay
from office.views.before_plan import before_plan
from office.work import worklist
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui.lamps import Lamp
from villages.models import Village


@require_safe
@requires(Capability.VIEW_VILLAGES)
def village_list(request: UserRequest) -> HttpResponse:
    only = _only_village(request.user)
    if only is not None:
        return redirect("office:village_detail", only)
    board = map_of(request.user, ShownDay.asked("", now=timezone.now()))
    rows = list(board.rows)
    chosen, poverty = request.GET.get("lamp", ""), request.GET.get("poverty", "")
    if chosen in set(Lamp):
        rows = [row for row in rows if row.lamp == chosen]
    if poverty:
        rows = [row for row in rows if row.village.is_poverty_village and (poverty != "out" or row.delisted_on)]
    context = {"board": board, "rows": rows, "chosen": chosen, "poverty": poverty, "tab": "village"}
    return render(request, "office/village_list.html", context)


@require_safe
@requires(Capability.VIEW_VILLAGES)
def village_detail(request: UserRequest, pk: int) -> HttpResponse:
    villages = Village.objects.visible_to(request.user)
    village = get_object_or_404(villages, pk=pk)
    shown = ShownDay.asked(request.GET.get("on", ""), now=timezone.now())
    if shown.is_before_plan:
        return before_plan(request, shown, name=village.name)
    try:
        board = map_of(request.user, shown, village=pk)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("office:village_detail", pk)
    # The village is this reader's today; on a past day another may have served here.
    sees = request.user.can(Capability.VIEW_HOUSEHOLDS)
    households = Household.objects.filter(village=pk) if sees else Household.objects.none()
    road, reports, road_says = None, [], ""
    with shown.read():
        sheet = VillageBoard.of(
            village, households, on=shown.day, may_open=shown.is_today, told_later=shown.is_told_later
        )
        if request.user.can(Capability.VIEW_PLANS):
            page = PlanPage(village, households, on=shown.day, reader=request.user)
            road, road_says = charts.village_road(page, today_word=shown.flag), findings.road(page)
            reports = recent_reports(board.register.rows[0], on=shown.day)
        partners = village_help(village, on=shown.day) if request.user.can(Capability.VIEW_ENTERPRISES) else None
    tasks = tasks_of(request.user, board, shown, village=pk)
    context = {
        "village": board.village.village,
        "row": board.village,
        "board": board,
        "shown": shown,
        "today": timezone.localdate(shown.now),
        "now": shown.moment,
        "findings": findings.of(board),
        "walk": Walk.at(pk, BattleMap.order(villages, on=timezone.localdate(shown.now), now=shown.now)),
        "sheet": sheet,
        "says": findings.of_households(sheet),
        "matrix": charts.criteria_matrix(sheet),
        "road": road,
        "road_says": road_says,
        "reports": reports,
        "families": map_figures.rules_of(board),
        "reporting": board.register.rows[0],
        "delisting": board.delistings[0] if board.delistings else None,
        "tasks": [task for task in tasks if task.url != board.village.url][: worklist.MOST],
        "helpers": partners,
        "household_rule": lamps.HOUSEHOLD_RULE,
        "tab": "village",
    }
    return render(request, "office/village_detail.html", context)


def _only_village(user: User) -> int | None:
    """An officer who serves in one village has no list to look through."""
    if user.scope(Capability.VIEW_VILLAGES) is not Scope.OWN:
        return None
    keys = list(Village.objects.visible_to(user).values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None
