"""The first page after signing in: what this person came for."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from households.models import Household
from households.visiting import QUIET_AFTER
from office import worklist
from office.battle_map import BattleMap
from office.duties import OfficerDuties
from office.lists import HouseholdLists
from povertyplan.accounts.access import UserRequest
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.audit.models import Act, AuditEvent
from villages.models import Baseline, Village
from villages.periods import Fortnight

FIRST_VISITS = 3
SIGN_INS = 5

# Who holds the capability is led to its page; the first that fits.
_ENTRANCES = (
    (Capability.VIEW_BATTLE_MAP, "office:battle_map"),
    (Capability.MANAGE_USERS, "accounts:user_list"),
    (Capability.VIEW_AUDIT, "audit:event_list"),
)


@require_safe
def home(request: UserRequest) -> HttpResponse:
    for capability, page in _ENTRANCES:
        if request.user.can(capability):
            return redirect(page)
    if request.user.scope(Capability.VIEW_VILLAGES) is Scope.OWN:
        return _phone_home(request)
    return _plain_home(request)


def _phone_home(request: UserRequest) -> HttpResponse:
    """A cadre's day: what is to be done in the villages served, and whom to visit first."""
    now = timezone.now()
    today = timezone.localdate(now)
    board = BattleMap.of(Village.objects.visible_to(request.user), on=today, lists=HouseholdLists(may_open=True))
    quiet = Household.objects.visible_to(request.user).still_poor().quiet_since(today - QUIET_AFTER)
    first = quiet.with_head().with_last_visit().longest_unvisited()[:FIRST_VISITS]
    delivers = request.user.can(Capability.DELIVER_BAGS)
    duties = OfficerDuties([row.village for row in board.rows], now=now)
    context = {
        "board": board,
        "delivers": delivers,
        "tasks": [*duties.tasks, *worklist.household_tasks(board, delivers=delivers)],
        "first_visits": first,
        "today": today,
        "period": Fortnight.containing(today),
        "tab": "todo",
    }
    return render(request, "office/phone_home.html", context)


def _plain_home(request: UserRequest) -> HttpResponse:
    """For roles without a part of their own so far: the plan's public figures and their own sign-ins."""
    today = timezone.localdate()
    signed_in = AuditEvent.objects.visible_to(request.user).filter(user=request.user, act=Act.SIGN_IN)
    baseline = Baseline.objects.in_force(on=today)
    context = {
        "baseline": baseline,
        "days_left": baseline.days_left(on=today) if baseline else None,
        "sign_ins": signed_in.order_by("-at")[:SIGN_INS],
    }
    return render(request, "office/plain_home.html", context)
