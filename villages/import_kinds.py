"""The files that bring villages in."""

from typing import Any

from povertyplan.audit.models import ImportKind
from povertyplan.ui.sheets.kinds import Kind
from villages.actions.villages import put_villages
from villages.imports import VillagePlan, VillageRecord, plan, read


def _compare(records: list[VillageRecord], /, **_: Any) -> VillagePlan:
    return plan(records)


BOUNDARIES = Kind(
    key=ImportKind.BOUNDARIES,
    read=read,
    compare=_compare,
    write=put_villages,
    list_url="office:village_list",
    list_label="看村情",
    endings=(".geojson", ".json"),
    how_to_save="从地图软件另存为 GeoJSON 再选",
)
