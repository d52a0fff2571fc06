"""The battle map on paper (作战图): the poster, and what its QR code answers to whoever stands before it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.bags.staleness import refresh
from office.kept import kept
from office.maps.changes import MapChanges
from office.maps.map_figures import MapFigure
from office.printing import map_press
from office.shown_day import ShownDay
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.audit.refusal import Refused
from povertyplan.ui.dates import iso
from villages.models import MapEdition, PaperSize, Village


@requires(Capability.PRINT_BATTLE_MAP)
@require_POST
def battle_map_pdf(request: UserRequest) -> HttpResponse:
    """The sub-district's. POST, because it keeps an edition; `size` and `on` come from the form."""
    if request.user.scope(Capability.PRINT_BATTLE_MAP) is not Scope.ALL:
        messages.error(request, "办事处的作战图由办事处打印；本村的在村情页上打印")
        return redirect("office:home")
    return _answer(request, None)


@requires(Capability.PRINT_BATTLE_MAP)
@require_POST
def village_map_pdf(request: UserRequest, pk: int) -> HttpResponse:
    return _answer(
        request, get_object_or_404(Village.objects.open_to(request.user, Capability.PRINT_BATTLE_MAP), pk=pk)
    )


@login_not_required
@require_safe
def map_edition(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever stands before the paper: which edition it is, and where it differs from now. Anybody may ask as often
    as they like: the sheet of now is put together once for one state of the data."""
    edition = get_object_or_404(MapEdition.objects.select_related("village"), token=token)
    now = ShownDay.asked("", now=timezone.now())

    def make() -> list[MapFigure]:
        return map_press.figures_on(map_press.drawn(edition.village, shown=now, size=PaperSize.A1)[1])

    figures = kept(("paper", now.day, edition.village_id), make, first=lambda: refresh(on=now.day))
    changes = MapChanges.of(edition, figures, on=now.day)
    response = render(request, "office/map_edition.html", {"changes": changes, "edition": edition, "now": now.moment})
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(request: UserRequest, village: Village | None) -> HttpResponse:
    try:
        shown = map_press.day_of(request.POST.get("on", "").strip(), now=timezone.now())
        size = map_press.size_of(request.POST.get("size", PaperSize.A1))
        edition, pdf = map_press.press(village, shown=shown, size=size, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("office:village_detail", village.pk) if village else redirect("office:battle_map")
    name = f"map-{village.code if village else 'office'}-{iso(edition.as_of)}-{edition.number}-{size.value}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
