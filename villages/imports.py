"""Villages and their boundaries from GeoJSON: one feature a village with code and name in its properties."""

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from povertyplan.audit.refusal import Refused
from povertyplan.ui.sheets.outcomes import CellChange, Outcome, Preview, Problem, RowOutcome
from villages.models import Village

MAX_FILE = 10 * 1024 * 1024
MAX_VILLAGES = 2_000
MAX_POINTS = 200_000
_CODE = ("code", "村代码", "代码", "行政区划代码", "XZQDM")
_NAME = ("name", "村名", "行政村", "名称", "XZQMC")
_POVERTY = ("poverty_village", "is_poverty_village", "贫困村", "是否贫困村")
_YES, _NO = {"true", "1", "是", "贫困村"}, {"false", "0", "否", "", "none", "非贫困村"}


@dataclass
class VillagePlan:
    """Unsaved rows for `actions.put_villages`."""

    preview: Preview
    new: list[Village] = field(default_factory=list)
    changed: list[Village] = field(default_factory=list)


@dataclass(slots=True)
class VillageRecord:
    row: int
    code: str
    name: str
    is_poverty_village: bool | None
    boundary: dict[str, Any] | None
    problems: list[tuple[str, str, str]]


def read(content: bytes) -> list[VillageRecord]:
    """Raises Refused with one sentence where the file is no GeoJSON of villages."""
    if len(content) > MAX_FILE:
        raise Refused(f"文件超过 {MAX_FILE // 1024 // 1024} MB。边界不用这么细，简化后再导入")
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("这不是 GeoJSON 文件，或文件不完整。从地图软件另存为 GeoJSON 再导入") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused("GeoJSON 里没有村：最外层要是 FeatureCollection，每个村一个 Feature")
    if len(features) > MAX_VILLAGES:
        raise Refused(f"GeoJSON 里有 {len(features)} 个村，超过 {MAX_VILLAGES} 个，不像一个办事处的文件")
    records = [_record(number, feature) for number, feature in enumerate(features, 1)]
    for what, word in (("code", "代码"), ("name", "村名")):
        seen: dict[str, int] = {}
        for record in records:
            value = getattr(record, what)
            if value and seen.setdefault(value, record.row) != record.row:
                message = f"{word}“{value}”和第 {seen[value]} 个村相同"
                record.problems.append((what, f"duplicate_{what}", message))
    return records


def plan(records: list[VillageRecord]) -> VillagePlan:
    kept = {village.code: village for village in Village.objects.all()}
    names = {village.name: village.code for village in kept.values()}
    result = VillagePlan(Preview(("villages",), 0, ()))
    outcomes = []
    for record in records:
        holder = names.get(record.name, record.code)
        if holder != record.code and not record.problems:
            record.problems.append(("name", "duplicate_name", f"村名“{record.name}”已是代码 {holder} 的村"))
        outcome, changes = (Outcome.REFUSED, ()) if record.problems else _compare(record, kept.get(record.code), result)
        outcomes.append(RowOutcome("villages", "", record.row, "", record.name, outcome, changes))
    problems = [Problem("", r.row, column, code, "", message) for r in records for column, code, message in r.problems]
    result.preview = Preview(("villages",), len(records), tuple(outcomes), tuple(problems))
    return result


def _compare(
    record: VillageRecord, kept: Village | None, result: VillagePlan
) -> tuple[Outcome, tuple[CellChange, ...]]:
    if kept is None:
        result.new.append(
            Village(
                code=record.code,
                name=record.name,
                is_poverty_village=bool(record.is_poverty_village),
                boundary=record.boundary,
            )
        )
        return Outcome.NEW, ()
    changes = []
    if kept.name != record.name:
        changes.append(CellChange("村名", kept.name, record.name))
        kept.name = record.name
    if record.is_poverty_village is not None and kept.is_poverty_village != record.is_poverty_village:
        changes.append(
            CellChange("贫困村", *("是" if v else "否" for v in (kept.is_poverty_village, record.is_poverty_village)))
        )
        kept.is_poverty_village = record.is_poverty_village
    if record.boundary is not None and kept.boundary != record.boundary:
        changes.append(CellChange("边界", _points(kept.boundary), _points(record.boundary)))
        kept.boundary = record.boundary
    if changes:
        result.changed.append(kept)
    return (Outcome.CHANGED if changes else Outcome.SAME), tuple(changes)


def _record(number: int, feature: object) -> VillageRecord:
    record = VillageRecord(number, "", "", None, None, [])
    given: dict[str, Any] = feature if isinstance(feature, dict) else {}
    properties = given.get("properties")
    if not isinstance(properties, dict):
        record.problems.append(("", "no_properties", f"第 {number} 个要素没有属性，要有村代码和村名"))
        return record
    record.code = _text(properties, _CODE)
    record.name = _text(properties, _NAME)
    if not re.fullmatch(r"\d{12}", record.code, re.ASCII):
        record.problems.append(("code", "code_shape", f"“{record.code[:20]}”不是 12 位村代码"))
    if not 1 <= len(record.name) <= 20:
        record.problems.append(("name", "name_shape", "村名要有 1 到 20 个字"))
    flag = _text(properties, _POVERTY).lower()
    if any(key in properties for key in _POVERTY):
        if flag not in _YES | _NO:
            record.problems.append(("poverty_village", "not_yes_no", f"“{flag[:20]}”看不出是不是贫困村"))
        record.is_poverty_village = flag in _YES
    if (geometry := given.get("geometry")) is not None:
        try:
            record.boundary = boundary(geometry)
        except Refused as wrong:
            record.problems.append(("geometry", "bad_boundary", wrong.message))
    return record


def boundary(geometry: object) -> dict[str, Any]:
    """The geometry with nothing but type and coordinates in it. Raises Refused unless it is a real area."""
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise Refused("边界要是面（Polygon 或 MultiPolygon），不能是点或线")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise Refused("边界里没有坐标")
    checked = [[_ring(ring) for ring in polygon] for polygon in polygons if isinstance(polygon, list) and polygon]
    if len(checked) != len(polygons):
        raise Refused("边界里有一块是空的")
    if sum(len(ring) for polygon in checked for ring in polygon) > MAX_POINTS:
        raise Refused(f"边界超过 {MAX_POINTS} 个点，简化后再导入")
    return {"type": geometry["type"], "coordinates": checked[0] if geometry["type"] == "Polygon" else checked}


def _ring(ring: object) -> list[list[float]]:
    if not isinstance(ring, list) or len(ring) < 4:
        raise Refused("边界的一圈至少要有 4 个点")
    points = []
    for point in ring:
        if not isinstance(point, list) or len(point) < 2 or not all(_is_number(value) for value in point[:2]):
            raise Refused("边界里有一个点不是经度和纬度")
        longitude, latitude = point[:2]
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise Refused(f"坐标 {longitude}, {latitude} 不是经纬度。导出时选 WGS84 或 CGCS2000 经纬度坐标")
        points.append([longitude, latitude])
    if points[0] != points[-1]:
        raise Refused("边界的一圈没有闭合，最后一点要和第一点相同")
    return points


def _is_number(value: object) -> bool:
    return (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and (isinstance(value, int) or math.isfinite(value))
    )


def _text(properties: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    value = next((properties[key] for key in keys if properties.get(key) is not None), "")
    value = int(value) if isinstance(value, float) and value.is_integer() else value
    return "".join(unicodedata.normalize("NFKC", str(value)).split())[:200].replace("\x00", "")


def _points(geometry: Mapping[str, Any] | None) -> str:
    if not geometry:
        return "（空）"
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return f"{sum(len(ring) for polygon in polygons for ring in polygon)} 个点"


def _no_constant(name: str) -> float:
    raise ValueError(name)
