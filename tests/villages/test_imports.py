"""Villages from GeoJSON: what is no area, no code or no number is refused with its place."""

import json
from datetime import date
from typing import Any

import pytest

from households.actions.imports import commit_import, stage_import
from povertyplan.audit.models import ImportKind
from povertyplan.audit.refusal import Refused
from povertyplan.ui.sheets.outcomes import Preview
from villages.imports import boundary, read
from villages.models import Village

RING = [[111.4, 32.5], [111.5, 32.5], [111.5, 32.6], [111.4, 32.5]]
AREA = {"type": "Polygon", "coordinates": [RING]}


def feature(
    code: object = "420399001201", name: str = "青石岭村", geometry: object = AREA, **more: Any
) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code, "name": name, **more}, "geometry": geometry}


def document(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def bring_in(content: bytes) -> Preview:
    batch = stage_import(ImportKind.BOUNDARIES, "v.geojson", content, by=None)
    return commit_import(batch, by=None, today=date(2017, 11, 16))


def test_villages_are_made_then_updated(db: None) -> None:
    assert (
        bring_in(document(feature(), feature("420399001202", "龙潭沟村", None, 贫困村="是"))).tallies["villages"].new
        == 2
    )
    assert Village.objects.get(code="420399001202").is_poverty_village
    moved = [[x + 0.1, y] for x, y in RING]
    result = bring_in(document(feature(name="青石村", geometry={"type": "MultiPolygon", "coordinates": [[moved]]})))
    assert [c.label for o in result.outcomes for c in o.changes] == ["村名", "边界"]
    kept = Village.objects.get(code="420399001201")
    assert (kept.name, kept.boundary) == ("青石村", {"type": "MultiPolygon", "coordinates": [[moved]]})


def test_missing_boundary_and_flag_erase_nothing(db: None) -> None:
    bring_in(document(feature(贫困村=True)))
    assert not bring_in(document(feature(geometry=None))).changes_anything
    assert Village.objects.get().boundary == AREA


@pytest.mark.parametrize(
    ("features", "code"),
    [
        ([feature(code="4203")], "code_shape"),
        ([feature(code=420399001201.5)], "code_shape"),
        ([feature(name="")], "name_shape"),
        ([feature(), feature(name="别村")], "duplicate_code"),
        ([feature(), feature("420399001202")], "duplicate_name"),
        ([feature(贫困村="也许")], "not_yes_no"),
        ([{"type": "Feature", "properties": None}], "no_properties"),
        (["村"], "no_properties"),
        ([feature(geometry={"type": "Point", "coordinates": [1, 2]})], "bad_boundary"),
    ],
)
def test_bad_village_is_refused(db: None, features: list[object], code: str) -> None:
    result = bring_in(document(*features))
    assert [problem.code for problem in result.problems] == [code]
    assert Village.objects.count() == len(features) - 1


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        [],
        [[]],
        [RING[:3]],
        [[*RING[:3], [9, 9]]],
        [[[1, "2"], *RING]],
        [[[None, None]] * 4],
        [[[3812345.1, 37512345.2]] * 4],
        [[[True, False]] * 4],
        [[[10**400, 1]] * 4],
    ],
)
def test_geometry_that_is_no_area(coordinates: object) -> None:
    with pytest.raises(Refused):
        boundary({"type": "Polygon", "coordinates": coordinates})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"features": []}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b'{"features": [NaN]}',
        b'{"features": [' + b"9" * 5000 + b"]}",
        b" " * (11 * 1024 * 1024),
        json.dumps({"features": [1] * 3000}).encode(),
    ],
    ids=range(10),
)
def test_file_that_is_no_collection_of_villages(content: bytes) -> None:
    with pytest.raises(Refused):
        read(content)
