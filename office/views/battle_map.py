"""The sub-district's battle map, for the screen and the wall."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from office import charts, lamps, worklist
from office.battle_map import BattleMap
from office.fund_board import FundBoard
from office.help_board import HelpBoard
from office.lists import HouseholdLists
from office.report_register import ReportRegister
from office.staleness import refresh
from office.timetable_board import TimetableBoard
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from villages.models import FIRST_DAY, Village


def day_asked(text: str, *, today: date) -> date:
    """A past day to show again; anything else is today."""
    try:
        return max(FIRST_DAY, min(parse_date(text) or today, today))
    except ValueError:
        return today


@require_safe
@requires(Capability.VIEW_BATTLE_MAP)
def battle_map(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    on = day_asked(request.GET.get("on", ""), today=today)
    # The lists show the present: a past day's figures must not lead to other numbers.
    lists = HouseholdLists(may_open=on == today and request.user.can(Capability.VIEW_HOUSEHOLDS))
    if on == today:
        refresh(on=today)
    board = BattleMap.of(Village.objects.visible_to(request.user), on=on, lists=lists)
    # What was to be done on a past day is no longer to be done.
    tasks = worklist.tasks(board, user=request.user) if on == today else []
    words = lamps.rules() if board.baseline else {}
    now = timezone.now()
    register = ReportRegister.of([row.village for row in board.rows], on=on, now=now)
    help_board = None
    if request.user.can(Capability.VIEW_ENTERPRISES):
        help_board = HelpBoard.of([row.village for row in board.rows], on=on)
    funds = None
    if request.user.can(Capability.VIEW_FUNDS):
        funds = FundBoard.of([row.village for row in board.rows], on=on, may_open=on == today)
    context = {
        "board": board,
        "funds": funds,
        "funds_words": funds.words(today=today) if funds else "",
        "help": help_board,
        "help_words": help_board.words(today=today) if help_board else "",
        "map_words": charts.map_words(board),
        "today": today,
        "now": timezone.localtime(now),
        "map": charts.village_map(board),
        "burn": charts.burndown(board, today=today),
        "gaps": charts.criterion_gaps(board),
        "gaps_finding": charts.gaps_finding(board),
        "rules": [(lamp, count, words[lamp]) for lamp, count in board.lamps if lamp in words],
        "tasks": tasks[: worklist.MOST],
        "tasks_more": f"共 {len(tasks)} 件，先列 {worklist.MOST} 件" if len(tasks) > worklist.MOST else "",
        "causes_finding": charts.causes_finding(board),
        "timetable": TimetableBoard(board.rows, on=on),
        "register": register,
        "strip": register.strip({row.village.pk: row.lamp for row in board.rows}),
    }
    return render(request, "office/battle_map.html", context)
