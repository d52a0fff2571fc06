"""The battle map as an Excel file, of the sub-district or of one village, of today or any past day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from office.maps import workbook as battle_map_workbook
from office.maps.reading import map_of
from office.shown_day import ShownDay
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.actions import record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from villages.models import Village

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@requires(Capability.VIEW_BATTLE_MAP)
def battle_map_file(request: UserRequest) -> HttpResponse:
    return _file(request)


@require_GET
@requires(Capability.VIEW_VILLAGES)
def village_map_workbook(request: UserRequest, pk: int) -> HttpResponse:
    village = get_object_or_404(Village.objects.visible_to(request.user), pk=pk)
    return _file(request, village)


def _file(request: UserRequest, village: Village | None = None) -> HttpResponse:
    """What the page of the same day shows."""
    shown = ShownDay.asked(request.GET.get("on", ""), now=timezone.now())
    try:
        if shown.is_before_plan:
            raise Refused(shown.note)
        board = map_of(request.user, shown, village=village.pk if village else None)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("office:village_detail", village.pk) if village else redirect("office:battle_map")
    content = battle_map_workbook.workbook(board, base=request.build_absolute_uri("/"))
    record(Act.EXPORT, by=request.user, reason="导出作战图 Excel", subject=village, on=str(shown.day))
    name = battle_map_workbook.file_name(board)
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
