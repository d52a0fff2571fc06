"""The battle map: villages in their real boundaries, filled by lamp, each a link (experience §5)."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import geometry, svg
from povertyplan.ui.lamps import Lamp

TILE_HEIGHT, TILE_GAP = 92, 8
HIGHEST = 510.0


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


@svg.drawn_once
def village_map(chart: VillageMap) -> SafeString:
    """Drawn twice, so that names stay readable on a phone.

    Villages without a boundary stand as tiles under the map; without any boundary all are tiles.
    """
    wide = _village_map(chart, width=620, tiles_a_row=5, cls="only-wide")
    return svg.join((wide, _village_map(chart, width=360, tiles_a_row=4, cls="only-narrow")))


def village_map_on_paper(chart: VillageMap) -> SafeString:
    """Once, and no higher than HIGHEST: on a sheet the place is given, and a high drawing would shrink its letters."""
    drawn = [v.rings for v in chart.villages if v.rings]
    tiled, width = len(chart.villages) - len(drawn), 620
    a_row = max(5, -(-tiled // 5))
    if drawn:
        room = HIGHEST - -(-tiled // a_row) * (TILE_HEIGHT + TILE_GAP) - 12
        width = round(width * min(1.0, max(200.0, room) / geometry.fitted(tuple(drawn), width, 8)[1]))
    return _village_map(chart, width=width, tiles_a_row=a_row, cls="")


def _village_map(chart: VillageMap, *, width: int, tiles_a_row: int, cls: str) -> SafeString:
    drawn = [v for v in chart.villages if v.rings]
    tiled = [v for v in chart.villages if not v.rings]
    small = "only-narrow" in cls
    body: list[SafeString] = []
    height = 0.0
    if drawn:
        groups, height = geometry.fitted(tuple(v.rings for v in drawn), width, 8)
        body.extend(_area(v, rings, small) for v, rings in zip(drawn, groups, strict=True))
        for village, rings in zip(drawn, groups, strict=True):
            body.append(_label(village, *geometry.label_point(_largest(rings)), small))
        body.append(_north())
    if tiled:
        top = height + 12 if drawn else 0
        tile = (width - TILE_GAP * (tiles_a_row - 1)) / tiles_a_row
        for i, village in enumerate(tiled):
            x, y = i % tiles_a_row * (tile + TILE_GAP), top + i // tiles_a_row * (TILE_HEIGHT + TILE_GAP)
            body.append(_tile(village, x, y, tile, small))
        height = top + -(-len(tiled) // tiles_a_row) * (TILE_HEIGHT + TILE_GAP)
    return svg.frame(width, height, body, finding=chart.finding, cls=cls)


def _area(village: VillageShape, rings: tuple[geometry.Ring, ...], small: bool) -> SafeString:
    parts = [format_html('<path class="map-v {}" d="{}"/>', village.lamp.css, geometry.path(rings))]
    if village.poverty_village:
        line = geometry.path([geometry.inset(_largest(rings), 3.5 if small else 5.0)])
        parts.append(format_html('<path class="map-poor {}" d="{}"/>', village.lamp.css, line))
    return svg.link(village.url, village.label, parts)


def _largest(rings: tuple[geometry.Ring, ...]) -> geometry.Ring:
    return max(rings, key=lambda ring: abs(geometry.area(ring)))


def _tile(village: VillageShape, x: float, y: float, width: float, small: bool) -> SafeString:
    parts = [svg.rect(x, y, width, TILE_HEIGHT, f"map-v {village.lamp.css}", rx=6)]
    if village.poverty_village:
        inner = f"map-poor {village.lamp.css}"
        parts.append(svg.rect(x + 5, y + 5, width - 10, TILE_HEIGHT - 10, inner, rx=3))
    parts.append(_label(village, x + width / 2, y + TILE_HEIGHT / 2, small))
    return svg.link(village.url, village.label, parts)


def _label(village: VillageShape, x: float, y: float, small: bool) -> SafeString:
    """Drawn over all areas, so that no neighbour covers a name, and let clicks through.

    Lamp shape and name, under it the number, under that 贫困村; on the small map 贫 beside the number.
    """
    on = {Lamp.BAD: " on-bad", Lamp.WARN: " on-warn"}.get(village.lamp, "")
    shape_cls = {Lamp.BAD: "on-bad-i", Lamp.WARN: "on-warn-i"}.get(village.lamp, "")
    name = village.name.removesuffix("村")
    up = 8 if village.poverty_village and not small else 2
    letter, size = (12, 10) if small else (14, 13)
    half = len(name) * letter / 2
    parts = [
        svg.shape(village.lamp, x - half - 2, y - 11 - up, size, shape_cls),
        svg.text(x + size / 2, y - 6 - up, name, f"ml{on}"),
    ]
    if small:
        number = (
            format_html('{}<tspan class="mp"> 贫</tspan>', village.number)
            if village.poverty_village
            else village.number
        )
        parts.append(svg.text(x, y + 12 - up, number, f"mn{on}"))
    else:
        parts.append(svg.text(x, y + 17 - up, village.number, f"mn{on}"))
        if village.poverty_village:
            parts.append(svg.text(x, y + 33 - up, "贫困村", f"mp{on}"))
    return format_html('<g class="lb">{}</g>', svg.join(parts))


def _north() -> SafeString:
    return format_html(
        '<g transform="translate(8 8)"><path class="f-ink" d="M0 18 6 0l6 18-6-4Z"/>{}</g>',
        svg.text(6, 32, "北", "axis mid"),
    )
