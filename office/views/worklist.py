"""Everything that one person is to do, by what it is about."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.health.checkup import Checkup
from office.maps.reading import map_of
from office.shown_day import ShownDay
from office.work import worklist as lists
from povertyplan.accounts.access import UserRequest
from povertyplan.accounts.matrix import Capability, Role, Scope
from povertyplan.accounts.models import User
from povertyplan.ui.dates import local_day
from povertyplan.ui.lamps import Lamp
from villages.models import Village

_ON_PHONE = (Role.CADRE, Role.ENTERPRISE)


@require_safe
def worklist(request: UserRequest) -> HttpResponse:
    """For every role: who has no duties reads so."""
    user, now = request.user, timezone.now()
    board = map_of(user, ShownDay.asked("", now=now)) if user.can(Capability.VIEW_HOUSEHOLDS) else None
    context = {
        "list": lists.of(user, now=now, board=board),
        "faults": _faults(user) if user.can(Capability.EDIT_HOUSEHOLDS) else [],
        "now": now,
        "tab": "own" if user.role == Role.ENTERPRISE else "todo",
    }
    page = "office/worklist_phone.html" if user.role in _ON_PHONE else "office/worklist.html"
    return render(request, page, context)


def _faults(user: User) -> list[tuple[str, int, str]]:
    """What the data contradict and presses today: the rule, how many, and the rule's code. It costs more than all
    tasks together and so stands on this page alone."""
    villages = Village.objects.open_to(user, Capability.VIEW_HEALTH)
    is_whole = user.scope(Capability.VIEW_HEALTH) is Scope.ALL
    checkup = Checkup.of(villages.values_list("pk", flat=True), on=local_day(timezone.now()), is_whole=is_whole)
    pressing = [line for line in checkup.problems if line.rule.lamp is Lamp.BAD]
    return [(f"{line.rule.title} {line.count} {line.rule.of}", line.count, line.rule.code) for line in pressing]
