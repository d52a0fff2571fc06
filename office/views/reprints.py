"""明白袋: the reprint list, what is being printed, how far the bags have come (R3.3)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.bags import jobs as bag_jobs
from office.bags.coverage import coverage
from office.bags.reprints import HEADS, reprints
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from villages.models import Village


@require_safe
@requires(Capability.PRINT_BAGS)
def bag_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        # Before the coverage: this brings up to date what both count.
        "reprints": reprints(request.user, on=today),
        "coverage": coverage(request.user, on=today),
        "jobs": bag_jobs.going_on(request.user, now=timezone.now()),
        "heads": HEADS.values(),
        "villages": Village.objects.visible_to(request.user),
        "today": today,
    }
    return render(request, "office/bag_list.html", context)
