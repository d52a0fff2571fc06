"""Who is left without an enterprise, with the best fitting one and why (R5.3)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from enterprises.actions.pairings import pair_households
from enterprises.fairness import best_for, fairness, left_without
from enterprises.models import Pairing
from households.models import Household
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused
from villages.models import Village

PAGE = 30


@require_safe
@requires(Capability.VIEW_HOUSEHOLDS)
def advice(request: UserRequest) -> HttpResponse:
    """It names households, so it is for who may see them. ?village= chooses one; else the first that has any left."""
    today = timezone.localdate()
    rows = fairness(list(Village.objects.open_to(request.user, Capability.VIEW_HOUSEHOLDS)), on=today)
    asked = request.GET.get("village", "")
    chosen = next((row for row in rows if str(row.village.pk) == asked), None) or next(
        (row for row in rows if row.without), None
    )
    page, lines = None, []
    if chosen:
        of_village = Household.objects.visible_to(request.user).in_village(chosen.village).in_registry_order()
        page = Paginator(left_without(of_village, on=today), PAGE).get_page(request.GET.get("page"))
        shown = Household.objects.filter(pk__in=[household.pk for household in page])
        lines = best_for(shown, chosen.village, on=today)
    context = {
        "rows": rows,
        "poor": sum(row.poor for row in rows),
        "without": sum(row.without for row in rows),
        "chosen": chosen,
        "page": page,
        "lines": lines,
        "today": today,
        "tab": "enterprises",
    }
    return render(request, "enterprises/advice.html", context)


@require_POST
@requires(Capability.EDIT_ENTERPRISES)
def advice_pair(request: UserRequest, pk: int) -> HttpResponse:
    """Pairs one household with the enterprise of pairing `pk`; comes back to the village's advice."""
    today = timezone.localdate()
    pairings = Pairing.objects.open_to(request.user, Capability.EDIT_ENTERPRISES).select_related("enterprise")
    pairing = get_object_or_404(pairings, pk=pk)
    back = f"{reverse('enterprises:advice')}?village={pairing.village_id}"
    asked = request.POST.get("household", "")
    if not asked:
        messages.error(request, "没有选户，在要结对的那一户后面按“结对”")
        return redirect(back)
    visible = Household.objects.visible_to(request.user).with_head()
    household = get_object_or_404(visible, pk=int(asked) if asked.isdecimal() and len(asked) < 10 else 0)
    try:
        pair_households(pairing, [household], since=today, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"{household.called}和{pairing.enterprise.name}结对，从今天起")
    if request.POST.get("back") == "enterprise":
        return redirect(pairing.enterprise)
    return redirect(back)
