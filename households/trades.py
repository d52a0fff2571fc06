"""Taking part in the village's plan and the household's trade: which income it is, sums and words (R4.2, domain §5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from households.codes import LINK_ITEMS, BenefitLink, IncomeItem, TradeKind
from households.models import HouseholdTrade, Participation
from villages.models import Industry

_RAISED = (Industry.LIVESTOCK, Industry.AQUACULTURE)
_TREES = (Industry.FRUIT, Industry.FORESTRY)
_NOT_OF_THE_SOIL = (Industry.TOURISM, Industry.HANDICRAFT)


def item_of(link: str, industry: str) -> IncomeItem:
    """The line of the income register that the money belongs to; an order's follows from what is grown for it."""
    if link != BenefitLink.ORDER:
        return LINK_ITEMS[BenefitLink(link)]
    if industry in _RAISED:
        return IncomeItem.LIVESTOCK
    if industry in _TREES:
        return IncomeItem.FORESTRY
    return IncomeItem.TRADE if industry in _NOT_OF_THE_SOIL else IncomeItem.CROPS


def each(fen: int, households: int) -> int | None:
    """分 a household, half up; None without households."""
    return None if households == 0 else (2 * fen + households) // (2 * households)


@dataclass(frozen=True)
class LinkRow:
    """One way of taking part: how many households, what it brought them that year (分) and how many got something."""

    link: BenefitLink
    households: int
    paid: int
    brought: int

    @property
    def average(self) -> int | None:
        """分 for each household that got something."""
        return each(self.brought, self.paid)


def link_rows(parts: Iterable[Participation], *, year: int) -> list[LinkRow]:
    """Ways that somebody takes, most households first; each household counts once a way."""
    takers: dict[str, dict[int, int]] = {}
    for part in parts:
        of_it = takers.setdefault(part.link, {})
        of_it[part.household_id] = of_it.get(part.household_id, 0) + part.brought.get(year, 0)
    rows = [
        LinkRow(BenefitLink(link), len(found), sum(fen > 0 for fen in found.values()), sum(found.values()))
        for link, found in takers.items()
    ]
    return sorted(rows, key=lambda row: (-row.households, row.link))


@dataclass(frozen=True)
class TradeRow:
    """What households live on: the village's product under its own name, other trades by their kind."""

    name: str
    households: int
    known: int
    expected: int

    @property
    def average(self) -> int | None:
        """分 a year that a household expects, of those that said."""
        return each(self.expected, self.known)


def trade_rows(trades: Iterable[HouseholdTrade]) -> list[TradeRow]:
    """Most households first; the trades bring their `plan`."""
    groups: dict[str, list[HouseholdTrade]] = {}
    for trade in trades:
        name = trade.plan.product if trade.plan else TradeKind(trade.kind).label
        groups.setdefault(name, []).append(trade)
    rows = []
    for name, found in groups.items():
        said = [trade.expected for trade in found if trade.expected]
        rows.append(TradeRow(name, len(found), len(said), sum(said)))
    return sorted(rows, key=lambda row: (-row.households, row.name))


def share_words(part: int, whole: int, *, does: str, does_not: str) -> str:
    """63 户里 45 户参加，18 户没有."""
    if not whole:
        return "没有剩余户"
    if part == whole:
        return f"{whole} 户都{does}"
    return f"{whole} 户里 {part} 户{does}，{whole - part} 户{does_not}"


def trade_words(trade: HouseholdTrade) -> str:
    """金银花，3 亩."""
    return "，".join(filter(None, (trade.name, trade.scale)))


def links_said(parts: Sequence[Participation]) -> str:
    """土地流转、务工: each way once, in the order of the code list."""
    taken = {part.link for part in parts}
    return "、".join(link.label for link in BenefitLink if link in taken)
