"""Plane geometry for the maps: projection, thinning that keeps shared borders shared, insets, label points.

A ring is a closed line without the repeated last point. Everything is deterministic.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]


def rings_of(geometry: Mapping[str, Any] | None) -> tuple[Ring, ...]:
    """Outer rings (longitude, latitude) of a GeoJSON Polygon or MultiPolygon; holes are not drawn."""
    if not geometry:
        return ()
    kind, coordinates = geometry["type"], geometry["coordinates"]
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return tuple(_open(polygon[0]) for polygon in polygons if polygon and len(polygon[0]) >= 4)


def _open(ring: Sequence[Sequence[float]]) -> Ring:
    points = tuple((float(p[0]), float(p[1])) for p in ring)
    return points[:-1] if points[0] == points[-1] else points


def bounds(rings: Iterable[Ring]) -> Box:
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@lru_cache(maxsize=64)
def fitted(
    groups: tuple[tuple[Ring, ...], ...], width: float, pad: float
) -> tuple[tuple[tuple[Ring, ...], ...], float]:
    """Each group's rings in drawing coordinates `width` wide, thinned, and the height they need.

    Equal areas are not wanted, only true shape at this latitude, so degrees are scaled by its cosine.
    """
    west, south, east, north = bounds(ring for rings in groups for ring in rings)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (width - 2 * pad) / max(1e-9, (east - west) * squeeze)
    placed = tuple(
        tuple(tuple((pad + (x - west) * squeeze * scale, pad + (north - y) * scale) for x, y in ring) for ring in rings)
        for rings in groups
    )
    return _thinned(placed), (north - south) * scale + 2 * pad


def _thinned(groups: tuple[tuple[Ring, ...], ...]) -> tuple[tuple[Ring, ...], ...]:
    """Fewer points, on a half-pixel grid; neighbours keep exactly the same line between them.

    A point where the neighbours along the border differ from ring to ring is a junction and stays; the arc
    between two junctions is thinned alike for both villages, whichever way round each one walks it.
    """
    snapped = tuple(tuple(_snap(ring) for ring in rings) for rings in groups)
    beside: dict[Point, set[frozenset[Point]]] = defaultdict(set)
    for rings in snapped:
        for ring in rings:
            for i, point in enumerate(ring):
                beside[point].add(frozenset((ring[i - 1], ring[(i + 1) % len(ring)])))
    junctions = {point for point, pairs in beside.items() if len(pairs) > 1}
    return tuple(tuple(_thin_ring(ring, junctions) for ring in rings if len(ring) > 2) for rings in snapped)


def _snap(ring: Ring) -> Ring:
    points: list[Point] = []
    for x, y in ring:
        point = (round(x * 2) / 2, round(y * 2) / 2)
        if not points or points[-1] != point:
            points.append(point)
    return tuple(points[:-1] if len(points) > 1 and points[0] == points[-1] else points)


def _thin_ring(ring: Ring, junctions: set[Point]) -> Ring:
    corners = [i for i, point in enumerate(ring) if point in junctions]
    if len(corners) < 2:
        first = min(range(len(ring)), key=lambda i: ring[i])
        corners = sorted({first, (first + len(ring) // 2) % len(ring)})
    thin: list[Point] = []
    for here, there in zip(corners, [*corners[1:], corners[0] + len(ring)], strict=True):
        arc = [ring[i % len(ring)] for i in range(here, there + 1)]
        kept = _thin_arc(arc) if arc[0] <= arc[-1] else _thin_arc(arc[::-1])[::-1]
        thin.extend(kept[:-1])
    return tuple(thin) if len(thin) > 2 else ring


def _thin_arc(arc: list[Point], tolerance: float = 0.7) -> list[Point]:
    """Douglas–Peucker."""
    if len(arc) < 3:
        return arc
    first, last = arc[0], arc[-1]
    gaps = [_distance_to_segment(point, first, last) for point in arc[1:-1]]
    widest = max(gaps)
    if widest <= tolerance:
        return [first, last]
    cut = gaps.index(widest) + 1
    return _thin_arc(arc[: cut + 1])[:-1] + _thin_arc(arc[cut:])


def _distance_to_segment(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length)) if length else 0.0
    return math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy)


def area(ring: Ring) -> float:
    """Signed: positive when the ring runs clockwise on the screen."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def contains(ring: Ring, point: Point) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def depth(ring: Ring, point: Point) -> float:
    """Distance to the border; negative outside."""
    gap = min(_distance_to_segment(point, a, b) for a, b in zip(ring, ring[1:] + ring[:1], strict=True))
    return gap if contains(ring, point) else -gap


@lru_cache(maxsize=256)
def label_point(ring: Ring) -> Point:
    """The roomiest place for a label wider than high: deep inside and not far from the middle.

    Found in three finer and finer nets.
    """
    squashed = tuple((x, y * 1.6) for x, y in ring)
    left, top, right, bottom = bounds([squashed])
    best = middle = ((left + right) / 2, (top + bottom) / 2)
    width, height = right - left, bottom - top
    for _ in range(3):
        net = [
            (best[0] + width * (i / 10 - 0.5), best[1] + height * (j / 10 - 0.5)) for i in range(11) for j in range(11)
        ]
        best = max(net, key=lambda p: depth(squashed, p) - math.dist(p, middle) / 12)
        width, height = width / 5, height / 5
    return best[0], best[1] / 1.6


@lru_cache(maxsize=64)
def inset(ring: Ring, by: float) -> Ring:
    """The ring moved inwards, for the second line of a poverty village; sharp corners are cut short."""
    kept: list[Point] = []
    for point in ring:
        if not kept or math.dist(kept[-1], point) > by:
            kept.append(point)
    turn = 1.0 if area(tuple(kept)) > 0 else -1.0
    moved: list[Point] = []
    for i, (x, y) in enumerate(kept):
        nx, ny = _inner_normal(kept[i - 1], (x, y), kept[(i + 1) % len(kept)], turn)
        moved.append((x + nx * by, y + ny * by))
    return tuple(point for point in moved if depth(ring, point) > by * 0.7)


def _inner_normal(before: Point, here: Point, after: Point, turn: float) -> Point:
    def normal(a: Point, b: Point) -> Point:
        length = math.dist(a, b) or 1.0
        return -(b[1] - a[1]) / length * turn, (b[0] - a[0]) / length * turn

    (ax, ay), (bx, by) = normal(before, here), normal(here, after)
    stretch = 2 / max(0.7, 1 + ax * bx + ay * by)
    return (ax + bx) / 2 * stretch, (ay + by) / 2 * stretch


def path(rings: Iterable[Ring]) -> str:
    return "".join(
        "M" + " ".join(f"{x:g} {y:g}" for x, y in ((round(a, 1), round(b, 1)) for a, b in ring)) + "Z" for ring in rings
    )
