"""The five mode tables: what was pledged and delivered, by village or by enterprise (R5.2)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from enterprises.mode_tables import mode_tables
from enterprises.models import Enterprise, Pairing
from enterprises.totals import mode_totals
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Scope


@require_safe
@requires(Capability.VIEW_ENTERPRISES)
def mode_list(request: UserRequest) -> HttpResponse:
    """?by=enterprise for enterprises instead of villages. A cadre counts the own villages, a contact the own help."""
    today = timezone.localdate()
    scope = request.user.scope(Capability.VIEW_ENTERPRISES)
    enterprises = list(Enterprise.objects.visible_to(request.user))
    villages = list(Pairing.objects.visible_to(request.user).villages())
    totals = mode_totals(
        [row.pk for row in enterprises] if scope is Scope.ITS else None,
        [row.pk for row in villages] if scope is Scope.OWN else None,
        on=today,
    )
    by = "enterprise" if request.GET.get("by") == "enterprise" else ""
    context = {
        "tables": mode_tables(totals, enterprises) if by else mode_tables(totals, villages),
        "overall": totals.overall,
        "by": by,
        "whose": {Scope.OWN: "本村", Scope.ITS: "本企业"}.get(scope, "全部") if scope else "",
        "today": today,
        "tab": "enterprise",
    }
    return render(request, "enterprises/mode_list.html", context)
