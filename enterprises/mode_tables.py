"""The five modes as tables and lines: each in its own words and unit, of what a reader may see (R5.2).

Rows stand in the order of village codes or enterprise names, never by amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from enterprises.codes import Mode
from enterprises.models import Enterprise
from enterprises.modes import RULES
from enterprises.totals import ModeTotal, Totals
from povertyplan.ui import money
from villages.models import Village

T = TypeVar("T", Village, Enterprise)

MONEY_UNIT = "万元"


@dataclass(frozen=True)
class ModeWords:
    """How a mode's columns are called; `unit` of pledged and delivered."""

    mode: Mode
    pledged: str
    delivered: str
    unit: str
    does: str

    def shown(self, measure: int) -> str:
        """分 as 万元, counts as they are."""
        return money.wan(measure) if RULES[self.mode].in_money else f"{measure:,}"


WORDS = {
    Mode.INDUSTRY: ModeWords(Mode.INDUSTRY, "协议投资", "到位投资", MONEY_UNIT, "投资办厂、开发资源"),
    Mode.TRADE: ModeWords(Mode.TRADE, "约定采购", "已采购", MONEY_UNIT, "采购代销、委托加工"),
    Mode.EMPLOYMENT: ModeWords(Mode.EMPLOYMENT, "提供岗位", "到岗", "个岗位", "绿色通道、岗位培训"),
    Mode.DONATION: ModeWords(Mode.DONATION, "认捐", "到账到物", MONEY_UNIT, "捐款捐物、助学助医"),
    Mode.SKILLS: ModeWords(Mode.SKILLS, "计划培训", "已培训", "人次", "实用技术、转变观念"),
}


@dataclass(frozen=True)
class ModeLine:
    """One line of figures, of a village, an enterprise or all; `place` is None for all."""

    words: ModeWords
    total: ModeTotal
    place: Village | Enterprise | None = None

    @property
    def pledged(self) -> str:
        return self.words.shown(self.total.pledged)

    @property
    def delivered(self) -> str:
        return self.words.shown(self.total.delivered)

    @property
    def waiting(self) -> str:
        return self.words.shown(self.total.waiting) if self.total.waiting else ""


@dataclass(frozen=True)
class ModeTable:
    words: ModeWords
    lines: tuple[ModeLine, ...]
    sum: ModeLine

    @property
    def counts_attendances(self) -> bool:
        """Where training has its own column; in 智力 the measure itself is 人次."""
        return self.words.mode is Mode.EMPLOYMENT

    @property
    def finding(self) -> str:
        total = self.sum.total
        if not total.enterprises:
            return "还没有企业选这种方式"
        words = [f"{total.enterprises} 家企业选了"]
        if total.pledged:
            words.append(f"承诺 {self.sum.pledged} {self.words.unit}，兑现 {total.rate_words}")
        else:
            words.append("还没有承诺")
        if total.waits:
            words.append(f"{total.waits} 笔等确认")
        return "，".join(words)


def mode_tables(totals: Totals, places: Sequence[T]) -> list[ModeTable]:
    """One table a mode; of `places` those with anything in the mode, in their order."""
    return [ModeTable(WORDS[mode], _lines(mode, totals, places), mode_line(mode, totals)) for mode in Mode]


def mode_line(mode: Mode, totals: Totals, *, enterprise: int | None = None) -> ModeLine:
    """Of all, or of one enterprise."""
    return ModeLine(WORDS[mode], totals.mode(mode, enterprise=enterprise))


def _lines(mode: Mode, totals: Totals, places: Sequence[T]) -> tuple[ModeLine, ...]:
    found = []
    for place in places:
        key = {"village" if isinstance(place, Village) else "enterprise": place.pk}
        total = totals.mode(mode, **key)
        if total != ModeTotal():
            found.append(ModeLine(WORDS[mode], total, place))
    return tuple(found)
