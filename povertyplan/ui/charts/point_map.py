"""Households of one village as points: the place says the group and nothing nearer (privacy, experience §5)."""

import math
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import geometry, svg
from povertyplan.ui.lamps import Lamp

WIDTH = 460
HIGHEST = 580.0
# A village without a boundary is drawn as a plain field.
FIELD: geometry.Ring = ((8.0, 8.0), (452.0, 8.0), (452.0, 372.0), (8.0, 372.0))

HALO = SafeString('<circle class="pt-halo" r="9"/>')


@dataclass(frozen=True)
class HouseholdPoint:
    """`key` is stable (the household's number): the same household keeps its place from day to day."""

    key: str
    group: str
    lamp: Lamp
    url: str
    label: str


@dataclass(frozen=True)
class PointMap:
    finding: str
    points: tuple[HouseholdPoint, ...]
    rings: tuple[geometry.Ring, ...] = ()


def point_map_on_paper(chart: PointMap) -> SafeString:
    """No higher than HIGHEST: on a sheet the place is given, and a high drawing would shrink its letters."""
    height = geometry.fitted((chart.rings,), WIDTH, 10)[1] if chart.rings else HIGHEST
    return point_map(chart, width=round(WIDTH * min(1.0, HIGHEST / height)))


@svg.drawn_once
def point_map(chart: PointMap, *, width: float = WIDTH) -> SafeString:
    if chart.rings:
        groups, height = geometry.fitted((chart.rings,), width, 10)
        rings = groups[0]
        land = max(rings, key=lambda ring: abs(geometry.area(ring)))
    else:
        land, rings, height = FIELD, (FIELD,), 380.0
    sizes = Counter(p.group for p in chart.points)
    places, names = _places(land, tuple(sorted(sizes.items())))
    body = [format_html('<path class="vland" d="{}"/>', geometry.path(rings))]
    for group in sorted(sizes):
        members = sorted((p for p in chart.points if p.group == group), key=lambda p: p.key)
        body.extend(_scatter(members, places[group]))
    # The halo is a text of its own: WeasyPrint knows no paint-order.
    body.extend(svg.text(x, y + 5, name, cls) for name, (x, y) in names.items() if name for cls in ("vg vg-halo", "vg"))
    return svg.frame(width if chart.rings else WIDTH, height, body, finding=chart.finding)


def _scatter(members: list[HouseholdPoint], places: list[geometry.Point]) -> list[SafeString]:
    taken: set[int] = set()
    drawn: list[SafeString] = []
    for point in members:
        at = zlib.crc32(point.key.encode()) % len(places)
        while at in taken:
            at = (at + 1) % len(places)
        taken.add(at)
        x, y = places[at]
        shape = svg.shape(point.lamp, 0, 0, 12)
        link = svg.link(point.url, point.label, (HALO, shape), "pt")
        drawn.append(format_html('<g transform="translate({} {})">{}</g>', svg.n(x), svg.n(y), link))
    return drawn


def _places(
    land: geometry.Ring, sizes: tuple[tuple[str, int], ...]
) -> tuple[dict[str, list[geometry.Point]], dict[str, geometry.Point]]:
    """Free places for every group, gathered round its seed, and where its name stands.

    The nearest places go to a group until it has room enough.
    """
    if not sizes:
        return {}, {}
    total = sum(size for _, size in sizes)
    net = _net(land, round(total * 1.4) + 4 * len(sizes))
    seeds = _seeds(net, [name for name, _ in sizes])
    room = {name: round(size * 1.35) + 2 for name, size in sizes}
    pairs = sorted((math.dist(place, seed), name, place) for name, seed in seeds.items() for place in net)
    places: dict[str, list[geometry.Point]] = {name: [] for name, _ in sizes}
    given: set[geometry.Point] = set()
    for _, name, place in pairs:
        if place in given or len(places[name]) >= room[name] or _under_a_name(place, seeds.values()):
            continue
        given.add(place)
        places[name].append(place)
    return {name: sorted(found, key=_shuffled) for name, found in places.items()}, seeds


def _under_a_name(place: geometry.Point, seeds: Iterable[geometry.Point]) -> bool:
    return any(abs(place[0] - x) < 28 and abs(place[1] - y) < 15 for x, y in seeds)


def _shuffled(place: geometry.Point) -> int:
    return zlib.crc32(f"{place[0]:.1f},{place[1]:.1f}".encode())


def _net(land: geometry.Ring, wanted: int) -> list[geometry.Point]:
    """Places inside the land on a bent net, fine enough for `wanted` of them; the bends hide the net from the eye."""
    left, top, right, bottom = geometry.bounds([land])
    step = min(34.0, math.sqrt(abs(geometry.area(land)) * 0.8 / max(1, wanted)))
    while True:
        places = [
            place
            for row in range(int((bottom - top) / step) + 1)
            for column in range(int((right - left) / step) + 1)
            if geometry.depth(land, place := _bent(left, top, step, row, column)) > min(10.0, step)
        ]
        if len(places) >= wanted or step < 3:
            return places
        step *= 0.93


def _bent(left: float, top: float, step: float, row: int, column: int) -> geometry.Point:
    noise = zlib.crc32(f"{row}/{column}".encode())
    return (
        left + step * (column + 0.25 + row % 2 * 0.5 + ((noise & 0xFF) / 255 - 0.5) * 0.42),
        top + step * (row + 0.5 + ((noise >> 8 & 0xFF) / 255 - 0.5) * 0.42),
    )


def _seeds(net: list[geometry.Point], names: list[str]) -> dict[str, geometry.Point]:
    """One middle per group: first as far apart as can be, then drawn to the middle of the land around it."""
    chosen = [min(net, key=sum)]
    while len(chosen) < len(names):
        chosen.append(max(net, key=lambda place: (min(math.dist(place, seed) for seed in chosen), place)))
    for _ in range(5):
        around: dict[geometry.Point, list[geometry.Point]] = {seed: [seed] for seed in chosen}
        for place in net:
            around[min(chosen, key=lambda seed: (math.dist(place, seed), seed))].append(place)
        chosen = [_middle(places) for places in around.values()]
    chosen.sort(key=lambda place: (place[1], place[0]))
    return dict(zip(names, chosen, strict=True))


def _middle(places: list[geometry.Point]) -> geometry.Point:
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)
