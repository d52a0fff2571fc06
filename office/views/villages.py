"""The villages and each village's battle map."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from households.models import Household
from households.sheets.village_exit import VillageExitSheet
from office import lamps, worklist
from office.battle_map import BattleMap
from office.fund_board import FundBoard
from office.help_board import village_help
from office.lists import HouseholdLists
from office.report_register import ReportRegister
from office.staleness import refresh
from office.timetable_board import TimetableBoard
from office.village_board import VillageBoard, Walk
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from villages.models import Village


@require_safe
@requires(Capability.VIEW_VILLAGES)
def village_list(request: UserRequest) -> HttpResponse:
    lists = HouseholdLists(may_open=request.user.can(Capability.VIEW_HOUSEHOLDS))
    only = _only_village(request.user)
    if only is not None:
        return redirect("office:village_detail", only)
    board = BattleMap.of(Village.objects.visible_to(request.user), on=timezone.localdate(), lists=lists)
    rows = list(board.rows)
    chosen, poverty = request.GET.get("lamp", ""), request.GET.get("poverty", "")
    if chosen in set(Lamp):
        rows = [row for row in rows if row.lamp == chosen]
    if poverty:
        rows = [row for row in rows if row.village.is_poverty_village]
    context = {"board": board, "rows": rows, "chosen": chosen, "poverty": poverty, "tab": "village"}
    return render(request, "office/village_list.html", context)


@require_safe
@requires(Capability.VIEW_VILLAGES)
def village_detail(request: UserRequest, pk: int) -> HttpResponse:
    villages = Village.objects.visible_to(request.user)
    village = get_object_or_404(villages, pk=pk)
    now = timezone.now()
    today = timezone.localdate(now)
    lists = HouseholdLists(may_open=request.user.can(Capability.VIEW_HOUSEHOLDS), village=pk)
    refresh(on=today)
    board = BattleMap.of(villages.filter(pk=pk), on=today, lists=lists)
    row = board.rows[0]
    context = {
        "village": row.village,
        "row": row,
        "board": board,
        "today": today,
        "now": timezone.localtime(now),
        "walk": Walk.at(pk, BattleMap.order(villages, on=today)),
        "sheet": VillageBoard.of(village, Household.objects.visible_to(request.user), on=today),
        "timetable": TimetableBoard(board.rows, on=today),
        "reporting": ReportRegister.of([row.village], on=today, now=now).rows[0],
        "delisting": _delisting(village, on=today, people=row.tally.persons),
        "tasks": [task for task in worklist.tasks(board, user=request.user) if task.url != row.url][: worklist.MOST],
        "helpers": village_help(village, on=today) if request.user.can(Capability.VIEW_ENTERPRISES) else None,
        "funds": FundBoard.of([village], on=today, may_open=True) if request.user.can(Capability.VIEW_FUNDS) else None,
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


def _delisting(village: Village, *, on: date, people: int) -> VillageExitSheet | None:
    """Only poverty villages are delisted (R2.3)."""
    return VillageExitSheet(village, on=on, people=people) if village.is_poverty_village else None
