"""How a figure came to be what it is: half-month by half-month, all villages or one."""

from dataclasses import dataclass
from typing import Self

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from office.maps import trend_workbook
from office.maps.reading import map_of
from office.maps.trend import Measure, Trend, measures_for
from office.shown_day import ShownDay
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.actions import record
from povertyplan.audit.models import Act
from villages.models import Village

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Capability.VIEW_BATTLE_MAP)
def trend(request: UserRequest) -> HttpResponse:
    """?figure= one of office/maps/trend.py, ?village= a key; what cannot be read is said and left out."""
    asked = _Asked.of(request)
    context = {
        "measures": asked.measures,
        "measure": asked.measure,
        "village": asked.village,
        "villages": Village.objects.visible_to(request.user).order_by("code"),
        "trend": asked.trend(request),
        "notes": asked.notes,
    }
    return render(request, "office/trend.html", context)


@require_GET
@requires(Capability.VIEW_BATTLE_MAP)
def trend_file(request: UserRequest) -> HttpResponse:
    """The numbers of the page as an Excel file, or the page that says why there are none."""
    asked = _Asked.of(request)
    found = asked.trend(request)
    if found is None:
        return redirect("office:trend")
    record(Act.EXPORT, by=request.user, reason=f"导出走势 Excel：{asked.measure.label}", subject=asked.village)
    name = f"trend-{asked.measure.code}-{found.days[-1].isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(trend_workbook.workbook(found), content_type=XLSX, headers=headers)


@dataclass(frozen=True)
class _Asked:
    """What the address asks for, and what had to be left out of it."""

    measures: list[Measure]
    measure: Measure
    village: Village | None
    notes: list[str]

    @classmethod
    def of(cls, request: UserRequest) -> Self:
        figure, place = request.GET.get("figure", ""), request.GET.get("village", "")
        measures = measures_for(request.user)
        measure = next((one for one in measures if one.code == figure), measures[0])
        village = None
        # Longer than any key, it would not fit into the database's number.
        if place.isdecimal() and len(place) < 10:
            village = get_object_or_404(Village.objects.visible_to(request.user), pk=int(place))
        notes = [f"没有“{figure[:20]}”的走势，下面是{measure.label}"] if figure and figure != measure.code else []
        notes += [f"没有“{place[:20]}”这个村，下面是全部的村"] if place and village is None else []
        return cls(measures, measure, village, notes)

    def trend(self, request: UserRequest) -> Trend | None:
        shown = ShownDay.asked("", now=timezone.now())
        board = map_of(request.user, shown, village=self.village.pk if self.village else None)
        return Trend.of(board, self.measure)
