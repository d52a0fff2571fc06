"""The page of a village's plan (R4.1, R4.2)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from households.models import Household
from office.plans.page import PlanPage
from office.plans.wording import PlanWords
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from villages.models import Village


@require_safe
@requires(Capability.VIEW_PLANS)
def plan_detail(request: UserRequest, pk: int) -> HttpResponse:
    village = get_object_or_404(Village.objects.open_to(request.user, Capability.VIEW_PLANS), pk=pk)
    households = Household.objects.visible_to(request.user)
    page = PlanPage(village, households, on=timezone.localdate(), reader=request.user)
    context = {"village": village, "plan": page.plan, "page": page, "said": PlanWords(page), "tab": "village"}
    return render(request, "office/plan/detail.html", context)
