"""The understanding bag (明白袋) on screen, as it would be printed today."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from households.actions.bags import plan_editions
from households.models import HelperAssignment, Household
from office.bags import Bag
from office.printing import press
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@requires(Capability.VIEW_HOUSEHOLDS)
@require_safe
def bag_preview(request: UserRequest, pk: int) -> HttpResponse:
    """Nothing is kept: an edition that does not exist yet has no QR code to show. `large` asks for 大字版."""
    today = timezone.localdate()
    household = get_object_or_404(Household.objects.visible_to(request.user), pk=pk)
    bag = Bag.of(household, on=today)
    planned = plan_editions({pk: bag.content_hash}, on=today)[pk]
    printed = bag.in_edition(press.edition_on_paper(planned))
    context = press.bag_context(printed, large=bool(request.GET.get("large"))) | {
        "household": household,
        "is_new": planned.is_new,
        "photo_url": _photo(household, on=today) if bag.helper and bag.helper.photo else "",
    }
    return render(request, "office/bag/preview.html", context)


def _photo(household: Household, *, on: date) -> str:
    pairing = HelperAssignment.objects.filter(household=household).current(on=on).order_by("-since").first()
    return reverse("households:helper_photo", args=[pairing.helper_id]) if pairing else ""
