"""The understanding bag (明白袋) on screen, as it would be printed today."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from households.actions.bags import plan_editions
from households.models import HelperAssignment, Household
from office.bags.bag import Bag
from office.printing import press
from office.shown_day import ShownDay
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.ui.dates import spoken


@requires(Capability.VIEW_HOUSEHOLDS)
@require_safe
def bag_preview(request: UserRequest, pk: int) -> HttpResponse:
    """Nothing is kept: an edition that does not exist yet has no QR code to show. `large` asks for 大字版, `on` for the
    bag of a past day."""
    household = get_object_or_404(Household.objects.visible_to(request.user), pk=pk)
    shown = ShownDay.asked(request.GET.get("on", ""), now=timezone.now())
    called = household.called
    with shown.read():
        if not Household.objects.filter(pk=pk).exists():
            messages.error(request, f"{spoken(shown.day, year=True)}还没有登记{called}，看不到那天的明白袋")
            return redirect(household)
        bag = Bag.of(household, on=shown.day)
        planned = plan_editions({pk: bag.content_hash}, on=shown.day)[pk]
    # What was never printed so on a past day has no number there.
    printed = bag if planned.is_new and not shown.is_today else bag.in_edition(press.edition_on_paper(planned))
    context = press.bag_context(printed, large=bool(request.GET.get("large"))) | {
        "household": household,
        "shown": shown,
        "today": timezone.localdate(shown.now),
        "is_new": planned.is_new,
        "photo_url": _photo(household, on=shown.day) if bag.helper and bag.helper.photo else "",
    }
    return render(request, "office/bag/preview.html", context)


def _photo(household: Household, *, on: date) -> str:
    pairing = HelperAssignment.objects.filter(household=household).current(on=on).order_by("-since").first()
    return reverse("households:helper_photo", args=[pairing.helper_id]) if pairing else ""
