"""The first page after signing in: what this person came for."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from funds.models import Fund
from households.models import Household
from households.visiting import QUIET_AFTER
from office.maps.reading import map_of
from office.shown_day import ShownDay
from office.work import worklist
from povertyplan.accounts.access import UserRequest
from povertyplan.accounts.matrix import Capability, Role
from villages.periods import Fortnight

FIRST_VISITS = 3

# What each role came for; a cadre stays and reads what is to be done today.
_ENTRANCES = {
    Role.OFFICE: "office:battle_map",
    Role.LEADER: "office:battle_map",
    Role.KEEPER: "funds:fund_list",
    Role.APPROVER: "funds:fund_list",
    Role.ENTERPRISE: "enterprises:own",
    Role.SECURITY: "accounts:user_list",
    Role.AUDITOR: "audit:event_list",
}


@require_safe
def home(request: UserRequest) -> HttpResponse:
    page = _ENTRANCES.get(Role(request.user.role))
    return redirect(page) if page else _phone_home(request)


def _phone_home(request: UserRequest) -> HttpResponse:
    """A cadre's day: what is to be done in the villages served, and whom to visit first."""
    now = timezone.now()
    today = timezone.localdate(now)
    board = map_of(request.user, ShownDay.asked("", now=now))
    quiet = Household.objects.visible_to(request.user).still_poor().quiet_since(today - QUIET_AFTER)
    first = quiet.with_head().with_last_visit().longest_unvisited()[:FIRST_VISITS]
    context = {
        "board": board,
        "delivers": request.user.can(Capability.DELIVER_BAGS),
        "tasks": worklist.of(request.user, now=now, board=board).tasks,
        "first_visits": first,
        "has_fund": Fund.objects.visible_to(request.user).exists(),
        "today": today,
        "period": Fortnight.containing(today),
        "tab": "todo",
    }
    return render(request, "office/phone_home.html", context)
