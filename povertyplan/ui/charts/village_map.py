"""The battle map: villages in their real boundaries, filled by lamp, each a link (experience §5)."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import geometry, svg
from povertyplan.ui.lamps import Lamp

WIDTH = 620
TILE = (116, 92, 8)  # width, height, gap
TILES_A_ROW = 5


@dataclass(frozen=True)
class VillageShape:
    """One village; `rings` are (longitude, latitude) from `geometry.rings_of`, empty without a boundary.

    `label` is spoken and shown on hover: 黄土岭村，督办，剩余 63 户.
    """

    name: str
    lamp: Lamp
    number: int
    url: str
    label: str
    poverty_village: bool = False
    rings: tuple[geometry.Ring, ...] = ()


@dataclass(frozen=True)
class VillageMap:
    finding: str
    villages: tuple[VillageShape, ...]


def village_map(chart: VillageMap) -> SafeString:
    """Villages without a boundary stand as tiles under the map; without any boundary all are tiles."""
    drawn = [v for v in chart.villages if v.rings]
    tiled = [v for v in chart.villages if not v.rings]
    body: list[SafeString] = []
    height = 0.0
    if drawn:
        groups, height = geometry.fitted(tuple(v.rings for v in drawn), WIDTH, 8)
        body.extend(_area(v, rings) for v, rings in zip(drawn, groups, strict=True))
        body.append(_north())
    for i, village in enumerate(tiled):
        body.append(_tile(village, i, height + 12 if drawn else 0))
    if tiled:
        rows = -(-len(tiled) // TILES_A_ROW)
        height += (12 if drawn else 0) + rows * (TILE[1] + TILE[2])
    return svg.frame(WIDTH, height, body, finding=chart.finding)


def _area(village: VillageShape, rings: tuple[geometry.Ring, ...]) -> SafeString:
    largest = max(rings, key=lambda ring: abs(geometry.area(ring)))
    parts = [format_html('<path class="map-v {}" d="{}"/>', village.lamp.css, geometry.path(rings))]
    if village.poverty_village:
        line = geometry.path([geometry.inset(largest, 5.0)])
        parts.append(format_html('<path class="map-poor {}" d="{}"/>', village.lamp.css, line))
    parts.append(_label(village, *geometry.label_point(largest)))
    return svg.link(village.url, village.label, parts)


def _tile(village: VillageShape, place: int, top: float) -> SafeString:
    width, height, gap = TILE
    x, y = gap / 2 + place % TILES_A_ROW * (width + gap), top + place // TILES_A_ROW * (height + gap)
    parts = [svg.rect(x, y, width, height, f"map-v {village.lamp.css}", rx=6)]
    if village.poverty_village:
        parts.append(svg.rect(x + 5, y + 5, width - 10, height - 10, f"map-poor {village.lamp.css}", rx=3))
    parts.append(_label(village, x + width / 2, y + height / 2))
    return svg.link(village.url, village.label, parts)


def _label(village: VillageShape, x: float, y: float) -> SafeString:
    """Lamp shape and name, under it the number, under that the word 贫困村."""
    on = {Lamp.BAD: " on-bad", Lamp.WARN: " on-warn"}.get(village.lamp, "")
    shape_cls = {Lamp.BAD: "on-bad-i", Lamp.WARN: "on-warn-i"}.get(village.lamp, "")
    name = village.name.removesuffix("村")
    up = 8 if village.poverty_village else 2
    parts = [
        svg.shape(village.lamp, x - len(name) * 7 - 9, y - 11 - up, 13, shape_cls),
        svg.text(x + 2, y - 6 - up, name, f"ml{on}"),
        svg.text(x, y + 17 - up, village.number, f"mn{on}"),
    ]
    if village.poverty_village:
        parts.append(svg.text(x, y + 33 - up, "贫困村", f"mp{on}"))
    return svg.join(parts)


def _north() -> SafeString:
    return format_html(
        '<g transform="translate(8 8)"><path class="f-ink" d="M0 18 6 0l6 18-6-4Z"/>{}</g>',
        svg.text(6, 32, "北", "axis mid"),
    )
