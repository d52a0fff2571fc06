"""What a poverty village (贫困村) still lacks to be delisted (出列): now beside the requirement, without ORM (R2.3).

The rules are those of `households_exit_gaps`, which refuses the step: `obstacle` is what it would name, and a test
holds both against each other. Absent is never zero (domain §2): what is not registered is no pass.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from households.exits import Obstacle, below
from households.models import Requirement
from povertyplan.ui.figures import percent, plain
from povertyplan.ui.lamps import Lamp
from villages.models import Indicator, IndicatorValue, Village

# May not be empty in a village that is delisted, whatever its standard asks (domain §2); as far as they are kept.
NEVER_EMPTY = (Indicator.CLINICS, Indicator.DOCTORS, Indicator.BUS)


@dataclass(frozen=True)
class Incidence:
    """贫困发生率: registered poor people not yet out ÷ registered rural population, against the limit in force.

    `limit` is a share, 0.02 for 2 %; `is_strict`: exactly the limit is no pass. `year` is the exit's.
    """

    village: int | None
    people: int
    population: int | None
    population_year: int | None
    limit: Decimal
    is_strict: bool
    year: int

    @property
    def gap(self) -> str:
        """The database's code of what stands against it; empty when it passes."""
        if not self.population:
            return "population_missing"
        if self.population_year is not None and self.population_year < self.year - 1:
            return "population_old"
        return "incidence_too_high" if self._is_too_high(self.people, self.population) else ""

    @property
    def shown(self) -> str:
        """Two decimals; more where two would read as the limit itself and it is not: 30 ÷ 1501 is 1.999%."""
        if not self.population:
            return "—"
        text, share = percent(self.people, self.population), Decimal(self.people * 100) / self.population
        limit, places = self.limit * 100, 2
        while Decimal(text.removesuffix("%")) == limit != share and places < 8:
            places += 1
            text = f"{share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"
        return text

    @property
    def wanted(self) -> str:
        return f"{'<' if self.is_strict else '≤'} {plain(self.limit * 100)}%"

    @property
    def bound(self) -> str:
        """低于 2%: the requirement inside a sentence."""
        return below(self.limit, is_strict=self.is_strict)

    @property
    def division(self) -> str:
        return f"{self.people} ÷ {self.population} 人"

    @property
    def source(self) -> str:
        if not self.population:
            return ""
        return f"发生率 {self.division}（{self.population_year} 年农业户籍人口）"

    @property
    def excess(self) -> int:
        """How many people more have to be out before it passes."""
        if not self.population:
            return 0
        allowed = int(self.limit * self.population)
        allowed -= self._is_too_high(allowed, self.population)
        return max(0, self.people - max(0, allowed))

    def _is_too_high(self, people: int, population: int) -> bool:
        most = self.limit * population
        return people > most or (self.is_strict and people == most)


@dataclass(frozen=True)
class Point:
    """One line of the table; absent is not zero, so it is 没有登记 and no pass."""

    name: str
    now: str
    wanted: str
    lamp: Lamp
    verdict: str
    source: str = ""
    text: str = ""
    requirement: Requirement | None = None
    value: IndicatorValue | None = None
    obstacle: Obstacle | None = None

    @property
    def is_met(self) -> bool:
        """As far as the figure goes: it may still lack its evidence."""
        return self.lamp is Lamp.DONE

    @property
    def lacks_evidence(self) -> bool:
        return self.is_met and self.obstacle is not None


def points(
    requirements: Iterable[Requirement],
    values: Mapping[str, IndicatorValue],
    incidence: Incidence,
    *,
    proven: Collection[int],
) -> list[Point]:
    """`values` by indicator are what counts in the exit's year, `proven` the keys of those with evidence."""
    return [_incidence(incidence), *(_point(requirement, values, proven) for requirement in requirements)]


def missing(found: Iterable[Point]) -> list[Point]:
    """Lines whose figure is unknown or not enough."""
    return [point for point in found if not point.is_met]


def sources(found: Iterable[Point]) -> list[str]:
    """Each source once, in the order of the lines."""
    return list(dict.fromkeys(point.source for point in found if point.source)) or ["没有登记"]


def _incidence(incidence: Incidence) -> Point:
    lamp, verdict = {
        "population_missing": (Lamp.NONE, "没有登记农业户籍人口"),
        "population_old": (Lamp.NONE, f"人口是 {incidence.population_year} 年的，太旧"),
        "incidence_too_high": (Lamp.BAD, f"多 {incidence.excess} 人"),
        "": (Lamp.DONE, "达标"),
    }[incidence.gap]
    figures = f"{incidence.people}/{incidence.population or 0}"
    return Point(
        name="贫困发生率",
        now=incidence.shown,
        wanted=incidence.wanted,
        lamp=lamp,
        verdict=verdict,
        source=incidence.source,
        obstacle=Obstacle(incidence.gap, incidence.village, figures) if incidence.gap else None,
    )


def _point(requirement: Requirement, values: Mapping[str, IndicatorValue], proven: Collection[int]) -> Point:
    value = values.get(requirement.indicator)
    whole = values.get(requirement.whole) if requirement.whole else None
    least = whole.amount if whole else requirement.least
    lamp, verdict, gap = _judged(value, least, requirement.most, proven)
    return Point(
        name=Indicator(requirement.indicator).label,
        now=plain(value.amount) if value else "—",
        wanted=_wanted(least, requirement.most),
        lamp=lamp,
        verdict=verdict,
        source=f"{value.year} 年，{value.source}" if value else "",
        text=requirement.text,
        requirement=requirement,
        value=value,
        obstacle=Obstacle(gap, requirement.pk, f"{value.amount:.2f}" if value else "") if gap else None,
    )


def _judged(
    value: IndicatorValue | None, least: Decimal | None, most: Decimal | None, proven: Collection[int]
) -> tuple[Lamp, str, str]:
    """Lamp, its words, and the code of the obstacle."""
    if value is None or (least is None and most is None):
        return Lamp.NONE, "没有登记", "requirement_unknown"
    if least is not None and value.amount < least:
        return Lamp.WARN, f"差 {plain(least - value.amount)}", "requirement_unmet"
    if most is not None and value.amount > most:
        return Lamp.WARN, f"多 {plain(value.amount - most)}", "requirement_unmet"
    return Lamp.DONE, "达标", "" if value.pk in proven else "requirement_without_evidence"


def _wanted(least: Decimal | None, most: Decimal | None) -> str:
    if most is not None:
        return f"≤ {plain(most)}"
    return f"≥ {plain(least)}" if least is not None else "全部"


@dataclass(frozen=True)
class Problem:
    """A contradiction in what is registered of the village; `indicator` is None where the village's own facts lack."""

    sentence: str
    indicator: Indicator | None = None


def problems(village: Village, values: Mapping[str, IndicatorValue]) -> list[Problem]:
    """What may not be so in the figures of a village that is delisted (domain §2)."""
    found = []
    households = village.rural_households
    if not households:
        found.append(Problem("总户数是 0" if households == 0 else "没有登记总户数"))
    found += [Problem(f"没有登记“{name.label}”，是 0 也写 0", name) for name in NEVER_EMPTY if name not in values]
    unsafe, broken = (
        values.get(name) for name in (Indicator.UNSAFE_WATER_HOUSEHOLDS, Indicator.DILAPIDATED_HOUSEHOLDS)
    )
    if households and unsafe and broken and unsafe.amount + broken.amount > households:
        words = f"未实现饮水安全 {plain(unsafe.amount)} 户加危房 {plain(broken.amount)} 户，多于总户数 {households} 户"
        found.append(Problem(words, Indicator.UNSAFE_WATER_HOUSEHOLDS))
    return found
