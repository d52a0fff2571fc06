"""Which enterprise could help which household, in which mode and why (因地制宜, R5.3): points of one table, no ORM.

A mode is proposed only where the household calls for it at all: a job needs hands that are free, a sale something to
sell. Advice orders what people then talk about; nobody is bound by it, and no enterprise is ranked by money.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from enterprises.codes import NEED_MODES, Mode, Need, Sector
from households.codes import Category, PovertyCause

Point = tuple[float, float]

# The one table of weights, in points.
TOLD = 5  # the household itself told the enterprise so: weighs more than anything that is read from a register
FREE_HAND = 3  # one person who can work and neither works away nor is on a post; two at most count
SKILLED_HAND = 1  # one of them has a skill
CAUSE = 4  # the registered cause that the mode answers
MAIN_CAUSE = 1  # and it is the main one
TRADE = 2  # the household lives on a trade that has something to sell or to extend
PUPILS = 3  # children at school
NO_HANDS = 4  # nobody can work: no job and no industry helps, a gift does
WUBAO = 2  # 五保 stand alone
INTENDED = 3  # the enterprise said that it wants to help in this mode
CHOSEN = 2  # it already helps in this mode somewhere
SUITS = 1  # the line of business usually helps in this mode
SAME_PRODUCT = 4  # it deals in what the village or the household grows
OPEN_POST = 3  # it has pledged a post that nobody is on
STAFF = 1  # for each size of STAFF_SIZES reached: a larger house can carry more
NEAR = 2  # for each distance of NEAR_KM undercut
CARRIED = 1  # less for each CARRIED_EACH households that it carries already, MOST_CARRIED at most

STAFF_SIZES = (20, 100)
NEAR_KM = (3.0, 8.0)
CARRIED_EACH, MOST_CARRIED = 10, 5
MOST_HANDS = 2
# A mode with fewer points is not worth a talk.
LEAST = 6

CAUSE_MODES: Mapping[PovertyCause, Mode] = {
    PovertyCause.SKILLS: Mode.SKILLS,
    PovertyCause.MOTIVATION: Mode.SKILLS,
    PovertyCause.FUNDS: Mode.INDUSTRY,
    PovertyCause.LAND: Mode.INDUSTRY,
    PovertyCause.WATER: Mode.INDUSTRY,
    PovertyCause.TRAFFIC: Mode.TRADE,
    PovertyCause.SCHOOLING: Mode.DONATION,
    PovertyCause.ILLNESS: Mode.DONATION,
    PovertyCause.DISABILITY: Mode.DONATION,
    PovertyCause.DISASTER: Mode.DONATION,
    PovertyCause.BEREAVEMENT: Mode.DONATION,
    PovertyCause.LABOUR: Mode.DONATION,
}
# How a cause reads to who may not know it: as a need, and never as an illness or a disability.
CARE_WORDS = "家里要人照顾"
_AS_NEEDS: Mapping[PovertyCause, str] = {
    PovertyCause.SKILLS: "想学技术",
    PovertyCause.MOTIVATION: "想学技术",
    PovertyCause.FUNDS: "想发展产业",
    PovertyCause.LAND: "想发展产业",
    PovertyCause.WATER: "想发展产业",
    PovertyCause.TRAFFIC: "东西不好卖",
    PovertyCause.SCHOOLING: "孩子上学要帮",
}

_SECTOR_MODES: Mapping[Sector, frozenset[Mode]] = {
    Sector.FARMING: frozenset({Mode.INDUSTRY, Mode.TRADE, Mode.SKILLS}),
    Sector.MANUFACTURING: frozenset({Mode.EMPLOYMENT, Mode.TRADE}),
    Sector.BUILDING: frozenset({Mode.EMPLOYMENT, Mode.SKILLS}),
    Sector.RETAIL: frozenset({Mode.TRADE}),
    Sector.TRANSPORT: frozenset({Mode.EMPLOYMENT}),
    Sector.LODGING: frozenset({Mode.EMPLOYMENT, Mode.TRADE}),
    Sector.FINANCE: frozenset({Mode.INDUSTRY, Mode.DONATION}),
    Sector.RESEARCH: frozenset({Mode.SKILLS}),
    Sector.EDUCATION: frozenset({Mode.SKILLS, Mode.DONATION}),
    Sector.HEALTH: frozenset({Mode.DONATION}),
    Sector.SERVICES: frozenset({Mode.EMPLOYMENT}),
    Sector.CULTURE: frozenset({Mode.EMPLOYMENT}),
}
_OFFERS: Mapping[Mode, str] = {
    Mode.INDUSTRY: "企业愿意投产业",
    Mode.TRADE: "企业愿意收购",
    Mode.EMPLOYMENT: "企业愿意招人",
    Mode.DONATION: "企业愿意捐助",
    Mode.SKILLS: "企业愿意教",
}
# Where hands, land or goods have to travel; a gift comes to the house.
_NEARNESS_MATTERS = frozenset(Mode) - {Mode.DONATION}
_PRODUCT_MATTERS = frozenset({Mode.INDUSTRY, Mode.TRADE, Mode.SKILLS})


@dataclass(frozen=True)
class HouseholdFacts:
    """`workers` can work, `hands` of them are free; `goods` are what the household and its village make."""

    pk: int
    village: int
    name: str = ""
    hamlet: str = ""
    people: int = 0
    workers: int = 0
    hands: int = 0
    skilled_hands: int = 0
    pupils: int = 0
    category: str = Category.ORDINARY
    main_cause: str = PovertyCause.OTHER
    causes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    has_trade: bool = False
    goods: tuple[str, ...] = ()
    point: Point | None = None


@dataclass(frozen=True)
class EnterpriseFacts:
    """`village` is where it stands; `carried` households are paired with it; `deals_in` is what it says of itself."""

    pk: int
    name: str = ""
    sector: str = Sector.MANUFACTURING
    deals_in: str = ""
    village: int | None = None
    intended: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    employees: int | None = None
    open_posts: int = 0
    carried: int = 0
    point: Point | None = None


@dataclass(frozen=True)
class Reason:
    """`open_words` is what somebody reads who may not know of illness and the like; "" goes without saying."""

    words: str
    open_words: str

    def for_reader(self, *, sees_causes: bool) -> str:
        return self.words if sees_causes else self.open_words


@dataclass(frozen=True)
class Suggestion:
    household: HouseholdFacts
    enterprise: EnterpriseFacts
    mode: Mode
    score: int
    reasons: tuple[Reason, ...]

    def words(self, *, sees_causes: bool) -> tuple[str, ...]:
        """Each once, in the order of the factors."""
        found = (reason.for_reader(sees_causes=sees_causes) for reason in self.reasons)
        return tuple(dict.fromkeys(words for words in found if words))


def distance_km(a: Point | None, b: Point | None) -> float | None:
    """Of two (longitude, latitude), flat enough within a county; None where one is not known."""
    if a is None or b is None:
        return None
    squeeze = math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot((a[0] - b[0]) * squeeze, a[1] - b[1]) * 111.195


def centroid(rings: Iterable[Sequence[Point]]) -> Point | None:
    """Of the area inside rings (longitude, latitude); None without any."""
    whole = x_sum = y_sum = 0.0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            twice = ax * by - bx * ay
            whole, x_sum, y_sum = whole + twice, x_sum + (ax + bx) * twice, y_sum + (ay + by) * twice
    return (x_sum / (3 * whole), y_sum / (3 * whole)) if whole else None


@dataclass
class Advisor:
    """Compares many households with many enterprises; what belongs to one side only is worked out once."""

    _calls: dict[int, dict[Mode, list[tuple[int, Reason]]]] = field(default_factory=dict)
    _offers: dict[int, dict[Mode, list[tuple[int, Reason]]]] = field(default_factory=dict)
    _sums: dict[tuple[str, int], dict[Mode, int]] = field(default_factory=dict)
    _near: dict[tuple[Point | None, Point | None, bool], tuple[int, Reason]] = field(default_factory=dict)
    _same: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def best_score(self, household: HouseholdFacts, enterprise: EnterpriseFacts) -> tuple[int, Mode | None]:
        """Points of the best mode; (0, None) where no mode reaches LEAST."""
        best, found = 0, None
        for mode, score in self.scores(household, enterprise).items():
            if score >= LEAST and score > best:
                best, found = score, mode
        return best, found

    def scores(self, household: HouseholdFacts, enterprise: EnterpriseFacts) -> dict[Mode, int]:
        """Of every mode that the household calls for."""
        calls = self._sums.get(("h", household.pk))
        if calls is None:
            calls = self._sums["h", household.pk] = _summed(self._calls_of(household))
        offers = self._sums.get(("e", enterprise.pk))
        if offers is None:
            offers = self._sums["e", enterprise.pk] = _summed(self._offers_of(enterprise))
        near, same = self._nearness(household, enterprise)[0], bool(self._shared_goods(household, enterprise))
        return {
            mode: points
            + offers[mode]
            + (near if mode in _NEARNESS_MATTERS else 0)
            + (SAME_PRODUCT if same and mode in _PRODUCT_MATTERS else 0)
            for mode, points in calls.items()
        }

    def suggestion(self, household: HouseholdFacts, enterprise: EnterpriseFacts) -> Suggestion | None:
        """The best mode with its reasons."""
        score, mode = self.best_score(household, enterprise)
        if mode is None:
            return None
        found = [reason for _, reason in self._calls_of(household)[mode]]
        goods = self._shared_goods(household, enterprise)
        if goods and mode in _PRODUCT_MATTERS:
            found.append(_open(f"都做{goods}"))
        found += [reason for _, reason in self._offers_of(enterprise)[mode]]
        if mode in _NEARNESS_MATTERS:
            found.append(self._nearness(household, enterprise)[1])
        return Suggestion(household, enterprise, mode, score, tuple(found))

    def common_words(self, household: HouseholdFacts, enterprise: EnterpriseFacts) -> list[str]:
        """What holds for the household's whole village: shared goods and the distance."""
        goods = self._shared_goods(household, enterprise)
        return [*([f"都做{goods}"] if goods else []), self._nearness(household, enterprise)[1].words]

    def for_enterprise(
        self, enterprise: EnterpriseFacts, households: Iterable[HouseholdFacts], *, most: int
    ) -> list[Suggestion]:
        """The best fitting households first."""
        return self._best([(household, enterprise) for household in households], most=most)

    def for_household(
        self, household: HouseholdFacts, enterprises: Iterable[EnterpriseFacts], *, most: int
    ) -> list[Suggestion]:
        return self._best([(household, enterprise) for enterprise in enterprises], most=most)

    def _best(self, pairs: list[tuple[HouseholdFacts, EnterpriseFacts]], *, most: int) -> list[Suggestion]:
        scored = [(-self.best_score(*pair)[0], pair[0].pk, pair[1].pk, pair) for pair in pairs]
        first = sorted((one for one in scored if one[0]), key=lambda one: one[:3])[:most]
        return [found for *_, pair in first if (found := self.suggestion(*pair))]

    def _calls_of(self, household: HouseholdFacts) -> dict[Mode, list[tuple[int, Reason]]]:
        if household.pk not in self._calls:
            self._calls[household.pk] = calls(household)
        return self._calls[household.pk]

    def _offers_of(self, enterprise: EnterpriseFacts) -> dict[Mode, list[tuple[int, Reason]]]:
        if enterprise.pk not in self._offers:
            self._offers[enterprise.pk] = offers(enterprise)
        return self._offers[enterprise.pk]

    def _nearness(self, household: HouseholdFacts, enterprise: EnterpriseFacts) -> tuple[int, Reason]:
        same = enterprise.village is not None and enterprise.village == household.village
        key = household.point, enterprise.point, same
        if key not in self._near:
            self._near[key] = nearness(household.point, enterprise.point, same_village=same)
        return self._near[key]

    def _shared_goods(self, household: HouseholdFacts, enterprise: EnterpriseFacts) -> str:
        key = enterprise.deals_in, household.goods
        if key not in self._same:
            self._same[key] = next((goods for goods in household.goods if goods and goods in enterprise.deals_in), "")
        return self._same[key]


def calls(household: HouseholdFacts) -> dict[Mode, list[tuple[int, Reason]]]:
    """What the household calls for, by mode, with the points of each reason; a mode that cannot help is left out."""
    found: dict[Mode, list[tuple[int, Reason]]] = {mode: [] for mode in Mode if _can_use(household, mode)}
    for need in Need:
        for mode in NEED_MODES[need]:
            if need in household.needs and mode in found:
                found[mode].append((TOLD, _need_reason(need)))
    for cause, mode in CAUSE_MODES.items():
        if cause in household.causes and mode in found:
            points = CAUSE + (MAIN_CAUSE if cause == household.main_cause else 0)
            found[mode].append((points, _cause_reason(cause)))
    for mode, points, reason in _standing(household):
        if mode in found:
            found[mode].append((points, reason))
    return {mode: reasons for mode, reasons in found.items() if reasons}


def _can_use(household: HouseholdFacts, mode: Mode) -> bool:
    """A job and a course need hands, goods somebody who makes them; a gift needs nothing."""
    match mode:
        case Mode.EMPLOYMENT | Mode.SKILLS:
            return household.hands > 0
        case Mode.TRADE:
            return household.has_trade or Need.MARKET in household.needs
        case Mode.INDUSTRY:
            return household.workers > 0
    return True


def _standing(household: HouseholdFacts) -> Iterable[tuple[Mode, int, Reason]]:
    hands = household.hands
    yield Mode.EMPLOYMENT, FREE_HAND * min(hands, MOST_HANDS), _open(f"有 {hands} 个劳力在家")
    if household.skilled_hands:
        yield Mode.EMPLOYMENT, SKILLED_HAND, _open("有手艺")
    if household.has_trade:
        words = f"家里做{household.goods[0]}" if household.goods else "有一业"
        yield Mode.TRADE, TRADE, _open(words)
        yield Mode.INDUSTRY, TRADE, _open(words)
    if household.pupils:
        yield Mode.DONATION, PUPILS, _open(f"有 {household.pupils} 个学生")
    if household.people and not household.workers:
        yield Mode.DONATION, NO_HANDS, Reason("家里没有劳力", CARE_WORDS)
    if household.category == Category.WUBAO:
        yield Mode.DONATION, WUBAO, Reason("五保户", CARE_WORDS)


def offers(enterprise: EnterpriseFacts) -> dict[Mode, list[tuple[int, Reason]]]:
    """What the enterprise brings to each mode, wherever the household lives."""
    found: dict[Mode, list[tuple[int, Reason]]] = {mode: [] for mode in Mode}
    suits = _SECTOR_MODES.get(Sector(enterprise.sector), frozenset())
    staff = sum(STAFF for size in STAFF_SIZES if (enterprise.employees or 0) >= size)
    burden = min(enterprise.carried // CARRIED_EACH, MOST_CARRIED) * CARRIED
    for mode, reasons in found.items():
        if mode in enterprise.intended:
            reasons.append((INTENDED, _open(_OFFERS[mode])))
        if mode in enterprise.chosen:
            reasons.append((CHOSEN, _open(f"已经在做{mode.short}")))
        if mode in suits:
            reasons.append((SUITS, _open("")))
        if mode is Mode.EMPLOYMENT and enterprise.open_posts > 0:
            reasons.append((OPEN_POST, _open(f"还空 {enterprise.open_posts} 个岗位")))
        if staff:
            reasons.append((staff, _open(f"厂里 {enterprise.employees} 人" if mode is Mode.EMPLOYMENT else "")))
        if burden:
            reasons.append((-burden, _open(f"已经结对 {enterprise.carried} 户")))
    return found


def nearness(home: Point | None, works: Point | None, *, same_village: bool) -> tuple[int, Reason]:
    if same_village:
        return NEAR * len(NEAR_KM), _open("就在本村")
    away = distance_km(home, works)
    if away is None:
        return 0, _open("不知道离厂多远")
    points = NEAR * sum(away <= limit for limit in NEAR_KM)
    return points, _open(f"离厂 {max(1, round(away))} 公里")


def _summed(reasons: Mapping[Mode, list[tuple[int, Reason]]]) -> dict[Mode, int]:
    return {mode: sum(points for points, _ in found) for mode, found in reasons.items()}


def _open(words: str) -> Reason:
    return Reason(words, words)


def _need_reason(need: Need) -> Reason:
    """Told to the enterprise itself, so its contact may read it again."""
    return _open(f"走访时说要{need.label}" if need is not Need.SCHOOLING else "走访时说孩子上学要帮")


def _cause_reason(cause: PovertyCause) -> Reason:
    return Reason(cause.label, _AS_NEEDS.get(cause, CARE_WORDS))
