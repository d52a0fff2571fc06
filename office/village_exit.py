"""What a poverty village (贫困村) still lacks to be delisted (出列): now beside the requirement (R2.3).

Requirements are data. Hubei's own list was not found in a public source; what stands here besides the national
incidence of 2 % follows the fields of the national system and is to be checked against the official text (待核对).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from povertyplan.ui.lamps import Lamp
from villages.models import Indicator, IndicatorValue, Village

# Central China: below, not at, 2 % of the registered rural population.
INCIDENCE_LIMIT = Decimal("0.02")


@dataclass(frozen=True)
class Requirement:
    """`least` or `most` bounds the value; `of` names the indicator that it has to reach instead."""

    indicator: Indicator
    least: Decimal | None = None
    most: Decimal | None = None
    of: Indicator | None = None


REQUIREMENTS = (
    Requirement(Indicator.COLLECTIVE_INCOME, least=Decimal(50_000)),
    Requirement(Indicator.HARD_ROAD_GROUPS, of=Indicator.GROUPS),
    Requirement(Indicator.UNSAFE_WATER_HOUSEHOLDS, most=Decimal(0)),
    Requirement(Indicator.DILAPIDATED_HOUSEHOLDS, most=Decimal(0)),
    Requirement(Indicator.CLINICS, least=Decimal(1)),
    Requirement(Indicator.BUS, least=Decimal(1)),
    Requirement(Indicator.BROADBAND, least=Decimal(1)),
    Requirement(Indicator.CULTURE_ROOMS, least=Decimal(1)),
)


@dataclass(frozen=True)
class Point:
    """One line of the table; absent is not zero, so it is 未登记 and no pass."""

    name: str
    now: str
    wanted: str
    lamp: Lamp
    verdict: str
    source: str = ""


def points(village: Village, values: Mapping[str, IndicatorValue], *, persons: int) -> list[Point]:
    """`values` are the newest by indicator; `persons` still have to be lifted."""
    return [_incidence(village, persons), *(_point(requirement, values) for requirement in REQUIREMENTS)]


def missing(found: list[Point]) -> int:
    return sum(point.lamp is not Lamp.DONE for point in found)


def sources(found: list[Point]) -> list[str]:
    """Each source once, in the order of the lines."""
    return list(dict.fromkeys(point.source for point in found if point.source)) or ["没有登记"]


def _incidence(village: Village, persons: int) -> Point:
    wanted = f"< {INCIDENCE_LIMIT:.0%}"
    if not village.rural_population:
        return Point("贫困发生率", "—", wanted, Lamp.NONE, "没有登记农业户籍人口")
    share = Decimal(persons) / village.rural_population
    source = f"发生率 {persons} ÷ {village.rural_population} 人（{village.population_year} 年农业户籍人口）"
    if share < INCIDENCE_LIMIT:
        return Point("贫困发生率", f"{share:.2%}", wanted, Lamp.DONE, "达标", source)
    return Point("贫困发生率", f"{share:.2%}", wanted, Lamp.BAD, f"差 {(share - INCIDENCE_LIMIT) * 100:.1f} 点", source)


def _point(requirement: Requirement, values: Mapping[str, IndicatorValue]) -> Point:
    name, value = requirement.indicator.label, values.get(requirement.indicator)
    whole = values.get(requirement.of) if requirement.of else None
    least = whole.amount if whole else requirement.least
    if requirement.most is not None:
        wanted = f"≤ {_plain(requirement.most)}"
    else:
        wanted = f"≥ {_plain(least)}" if least is not None else "全部"
    if value is None or (least is None and requirement.most is None):
        return Point(name, _plain(value.amount) if value else "—", wanted, Lamp.NONE, "没有登记")
    gap = (least - value.amount) if requirement.most is None and least is not None else None
    if gap is None:
        gap = value.amount - (requirement.most or Decimal(0))
    source = f"{value.year} 年，{value.source}"
    if gap <= 0:
        return Point(name, _plain(value.amount), wanted, Lamp.DONE, "达标", source)
    return Point(name, _plain(value.amount), wanted, Lamp.WARN, f"差 {_plain(gap)}", source)


def _plain(amount: Decimal) -> str:
    text = f"{amount:,.2f}"
    return text.rstrip("0").rstrip(".")
