"""A map of fifteen villages that never were: hills in the west, a reservoir in the east.

The sub-district is cut into the Voronoi cells of fifteen hamlets. Every border is bent at its middle again and
again, by a chance that depends only on its two ends, so neighbours share exactly the same line.
"""

import math
from functools import cache
from random import Random
from typing import Any, NamedTuple

Point = tuple[float, float]
Ring = list[Point]

# Kilometres east and north of the south-west corner.
SOUTH_WEST = (111.372, 32.452)
KM_A_DEGREE = 111.32
# The last two numbers: depth and width of the bends, wilder on the shore than along the ridges.
RIDGE, SHORE = (3, 0.16), (4, 0.24)
# Round the sub-district against the clock; the shore runs from the 9th to the 16th corner.
OUTLINE: Ring = [
    (1.6, 3.1),
    (3.6, 1.2),
    (5.9, 1.5),
    (7.9, 0.4),
    (10.3, 0.9),
    (12.3, 0.2),
    (14.6, 1.0),
    (16.0, 0.7),
    (17.5, 2.4),
    (16.2, 4.0),
    (17.6, 5.3),
    (15.6, 7.1),
    (17.2, 8.3),
    (16.4, 9.4),
    (16.5, 10.9),
    (14.9, 11.6),
    (12.4, 11.1),
    (10.2, 12.0),
    (7.8, 11.4),
    (5.6, 12.1),
    (3.4, 11.2),
    (2.2, 9.6),
    (0.7, 8.4),
    (1.2, 5.6),
]
SHORE_CORNERS = range(8, 15)


class VillagePlace(NamedTuple):
    """A village before there are people: its name, the middle it grows from, and whether it is a 贫困村."""

    code: str
    name: str
    middle: Point
    is_poverty_village: bool


PLACES = tuple(
    VillagePlace(f"420399001{201 + n}", name, middle, name in {"龙潭沟村", "桃花坞村"})
    for n, (name, middle) in enumerate(
        (
            ("青石岭村", (3.7, 3.5)),
            ("龙潭沟村", (6.6, 3.2)),
            ("白果树村", (9.5, 2.7)),
            ("桃花坞村", (12.8, 3.1)),
            ("响水河村", (15.9, 2.5)),
            ("柳林铺村", (15.0, 5.5)),
            ("双庙村", (11.8, 6.2)),
            ("石门垭村", (2.9, 6.9)),
            ("金竹园村", (6.2, 6.4)),
            ("罗汉寺村", (9.2, 5.8)),
            ("马鞍山村", (4.1, 9.7)),
            ("凉水井村", (6.9, 9.7)),
            ("土桥村", (9.7, 9.1)),
            ("大柏树村", (12.4, 9.4)),
            ("黄土坡村", (15.1, 9.0)),
        )
    )
)


@cache
def boundary(code: str) -> dict[str, Any]:
    """GeoJSON Polygon of the village: closed, against the clock, longitude first."""
    place = next(place for place in PLACES if place.code == code)
    ring = [_degrees(point) for point in _bent(_cell(place.middle))]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _cell(middle: Point) -> Ring:
    """The part of the sub-district that is nearer to `middle` than to any other village's."""
    ring = OUTLINE
    for other in PLACES:
        if other.middle != middle:
            ring = _nearer(ring, middle, other.middle)
    return ring


def _nearer(ring: Ring, middle: Point, other: Point) -> Ring:
    """The ring cut along the line half way to `other` (Sutherland and Hodgman)."""
    kept: Ring = []
    for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
        here, there = _lead(start, middle, other), _lead(end, middle, other)
        if here >= 0:
            kept.append(start)
        if (here < 0) != (there < 0):
            share = here / (here - there)
            kept.append((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
    return kept


def _lead(point: Point, middle: Point, other: Point) -> float:
    """By how much `point` is nearer to `middle`."""
    return math.dist(point, other) ** 2 - math.dist(point, middle) ** 2


def _bent(ring: Ring) -> Ring:
    points = [(round(x, 4), round(y, 4)) for x, y in ring]
    bent: Ring = []
    for start, end in zip(points, points[1:] + points[:1], strict=True):
        if math.dist(start, end) < 0.001:
            continue
        depth, width = SHORE if _on_shore(start) and _on_shore(end) else RIDGE
        first, last = sorted((start, end))
        line = [*_bend(first, last, depth, width), last]
        bent.extend(line[:-1] if first == start else line[:0:-1])
    return bent


def _bend(start: Point, end: Point, depth: int, width: float) -> Ring:
    if depth == 0:
        return [start]
    random = Random(f"{start}{end}{depth}")  # noqa: S311 - a landscape, not a secret
    aside = random.uniform(-width, width)
    along = random.uniform(0.42, 0.58)
    dx, dy = end[0] - start[0], end[1] - start[1]
    middle = (start[0] + dx * along - dy * aside, start[1] + dy * along + dx * aside)
    return _bend(start, middle, depth - 1, width) + _bend(middle, end, depth - 1, width)


def _on_shore(point: Point) -> bool:
    """Whether the point lies on a side of the outline that meets the water."""
    return any(_between(point, OUTLINE[n], OUTLINE[n + 1]) for n in SHORE_CORNERS)


def _between(point: Point, start: Point, end: Point) -> bool:
    return abs(math.dist(start, point) + math.dist(point, end) - math.dist(start, end)) < 0.0005


def _degrees(point: Point) -> Point:
    west, south = SOUTH_WEST
    squeeze = math.cos(math.radians(south))
    return round(west + point[0] / KM_A_DEGREE / squeeze, 6), round(south + point[1] / KM_A_DEGREE, 6)
