"""The battle map on a wall: one dark screen, read from across a room, that renews itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.maps import charts, findings, lamps
from office.maps.reading import map_of
from office.shown_day import ShownDay
from povertyplan.accounts.access import UserRequest, requires, unattended
from povertyplan.accounts.matrix import Capability

# Seconds between two looks of a browser without script; static/js/wall.js keeps the same beat.
RENEWED_AFTER = 300


@require_safe
@unattended
@requires(Capability.VIEW_BATTLE_MAP)
def wall(request: UserRequest) -> HttpResponse:
    """Always today: a wall shows what is, a past day is looked up at a desk."""
    shown = ShownDay.asked("", now=timezone.now())
    board = map_of(request.user, shown)
    words = lamps.rules() if board.baseline else {}
    context = {
        "board": board,
        "now": shown.moment,
        "today": shown.day,
        "renewed_after": RENEWED_AFTER,
        "findings": findings.of(board),
        "lines": list(zip(board.rows, board.register.rows, board.timetable.lines, strict=True)),
        "map": charts.village_map(board),
        "burn": charts.burndown(board, today_word=shown.word),
        "gaps": charts.criterion_gaps(board),
        "rules": [(lamp, count, words[lamp]) for lamp, count in board.lamps if lamp in words],
    }
    return render(request, "office/wall.html", context)
