"""The codes that a superior's form may hold: every figure of office/maps/map_figures.py, and a few plain facts (R8).

{{office.remaining_households}} is one figure. {{village.remaining_households}} names a family: its row is written once
for each village; {{village.420399001201.remaining_households}} is that of one village, wherever it stands.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.conf import settings

from households.codes import Category, PovertyCause
from households.models.household import Household, HouseholdQuerySet
from office.maps.battle_map import BattleMap
from office.maps.map_figures import FAMILIES, Definition, Family, MapFigure, Value, figure, shown
from villages.periods import Fortnight

# The map itself is one thing; of every other family there may be many.
WHOLE: Final = "office"
NUMBER: Final = "n"
MOST_HOUSEHOLDS: Final = 5_000
# Half-width or as an input method for Chinese writes them.
_OPEN, _CLOSE = r"[{\uff5b]\s*[{\uff5b]", r"[}\uff5d]\s*[}\uff5d]"
_BRACES = re.compile(rf"{_OPEN}(?P<code>[^{{}}\uff5b\uff5d]*){_CLOSE}")
_HALF = re.compile(f"{_OPEN}|{_CLOSE}")

# What a name outside may know of a household: no number of a person, no telephone, no illness in words.
HOUSEHOLD: Final[tuple[tuple[str, str, str, Callable[[Household], Value]], ...]] = (
    ("village", "村", "户所在的行政村", lambda h: h.village.name),
    ("hamlet", "组", "户所在的自然村（组）", lambda h: h.hamlet),
    ("registry_no", "户编号", "建档立卡的户编号", lambda h: h.registry_no),
    ("head", "户主姓名", "现在的户主", lambda h: h.head_name),
    ("persons", "人口", "在家的成员", lambda h: h.member_count),
    ("category", "类别", "建档立卡的贫困户属性", lambda h: str(Category(h.category).label)),
    ("main_cause", "主要致贫原因", "建档立卡的主要致贫原因", lambda h: str(PovertyCause(h.main_cause).label)),
    ("helper", "责任人", "当天的帮扶责任人", lambda h: h.helper_name),
)
HOUSEHOLDS: Final = "household"


def codes_in(text: str) -> Iterator[re.Match[str]]:
    """Half-width and full-width braces; what stands between them is group `code`."""
    return _BRACES.finditer(text)


def normal(code: str) -> str:
    """One way of writing it: half-width, lower case, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", code)).replace("。", ".").lower()


def has_loose_braces(text: str) -> bool:
    """{{ or }} that open or close no code."""
    return bool(_HALF.search(_BRACES.sub("", text)))


@dataclass(frozen=True)
class FormCode:
    """A line of the list: what one code of a form stands for. `example` is its value of the day."""

    code: str
    label: str
    rule: str
    unit: str
    example: Value

    @property
    def written(self) -> str:
        return "{{" + self.code + "}}"

    @property
    def shown(self) -> str:
        return shown(self.example)


@dataclass(frozen=True)
class Group:
    """A family in the list; `keys` are its things, by code and name, `one` how one of them is asked for."""

    code: str
    label: str
    lines: tuple[FormCode, ...]
    keys: tuple[tuple[str, str], ...] = ()
    repeats: bool = True

    @property
    def one(self) -> str:
        """For the first thing, so that the example can be copied."""
        if not self.keys:
            return ""
        line = next((line for line in self.lines if line.unit), self.lines[0])
        return "{{" + line.code.replace(".", f".{self.keys[0][0]}.", 1) + "}}"


@dataclass(frozen=True)
class Thing:
    """One thing of a family: its figures by the last part of their codes."""

    figures: Mapping[str, MapFigure]


class Codes:
    """Every code of one battle map. `households` are read only when a form asks for them, in order of registry."""

    def __init__(
        self,
        board: BattleMap,
        *,
        filler: str,
        today: date,
        households: HouseholdQuerySet | None = None,
    ) -> None:
        self.board, self.filler, self.today = board, filler, today
        self._households = households

    @cached_property
    def facts(self) -> tuple[MapFigure, ...]:
        """What is no figure."""
        period = Fortnight.containing(self.board.on)
        said: tuple[tuple[str, str, str, Value], ...] = (
            ("office.name", "办事处", "本系统登记的单位名称", settings.OFFICE_NAME),
            ("date", "数据日期", "数是哪一天的", self.board.on),
            ("period", "半月", "数据日期所在的半月", f"{period.year}年{period.label}半月"),
            ("today", "填表日期", "填这张表的那天", self.today),
            ("filler", "填表人", "填这张表的人", self.filler),
        )
        return tuple(MapFigure(code, "", label, rule, "", value, "") for code, label, rule, value in said)

    @cached_property
    def single(self) -> Mapping[str, MapFigure]:
        """Code → figure of all that stand for themselves."""
        found = {fact.code: fact for fact in self.facts}
        for family in FAMILIES:
            for thing in family.of(self.board):
                for definition in family.seen(self.board):
                    one = figure(self.board, family, definition, thing)
                    found[normal(one.code)] = one
        return found

    @cached_property
    def repeating(self) -> Mapping[str, tuple[str, str]]:
        """village.remaining_households → (family, last part): codes that make their row repeat."""
        found = {
            f"{family.code}.{definition.code}": (family.code, definition.code)
            for family in FAMILIES
            if family.code != WHOLE
            for definition in family.seen(self.board)
        }
        if self._households is not None:
            found |= {f"{HOUSEHOLDS}.{code}": (HOUSEHOLDS, code) for code, *_ in HOUSEHOLD}
        return found

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return {family.code: family.label for family in FAMILIES} | {HOUSEHOLDS: "剩余户"}

    def things(self, family_code: str) -> list[Thing]:
        if family_code == HOUSEHOLDS:
            return self._remaining
        family: Family[Any] = next(family for family in FAMILIES if family.code == family_code)
        return [
            Thing({d.code: figure(self.board, family, d, thing) for d in family.seen(self.board)})
            for thing in family.of(self.board)
        ]

    @cached_property
    def _remaining(self) -> list[Thing]:
        assert self._households is not None  # noqa: S101 - only then are its codes known
        found = (
            self._households.still_poor_on(self.board.on)
            .for_list(on=self.board.on)
            .with_member_count()
            .in_registry_order()
        )
        return [_household(household) for household in found[: MOST_HOUSEHOLDS + 1]]

    def is_known(self, code: str) -> bool:
        return code in self.single or code in self.repeating or code == NUMBER

    def nearest(self, code: str) -> str:
        """The known code that is written most alike; empty where none is near."""
        known = [*self.repeating, *self.single, NUMBER]
        return next(iter(difflib.get_close_matches(code[:80], known, n=1, cutoff=0.6)), "")

    def groups(self) -> tuple[Group, ...]:
        """The list as people read it, with the values of the board's day."""
        facts = tuple(FormCode(f.code, f.label, f.rule, f.unit, f.value) for f in self.facts)
        number = FormCode(NUMBER, "序号", "按行重复的表里，这一行是第几行", "", 1)
        found = [Group("fact", "单位、日期、填表人", (*facts, number), repeats=False)]
        for family in FAMILIES:
            things = family.of(self.board)
            first = things[0] if things else None
            lines = tuple(_line(self.board, family, definition, first) for definition in family.seen(self.board))
            is_whole = family.code == WHOLE
            keys = () if is_whole else tuple((normal(family.key(thing)), family.place(thing)) for thing in things)
            found.append(Group(family.code, family.label, lines, keys, repeats=not is_whole))
        if self._households is not None:
            lines = tuple(FormCode(f"{HOUSEHOLDS}.{code}", label, rule, "", None) for code, label, rule, _ in HOUSEHOLD)
            found.append(Group(HOUSEHOLDS, "剩余户名册", lines))
        return tuple(found)


def _line(board: BattleMap, family: Family[Any], definition: Definition[Any], thing: object) -> FormCode:
    """Under the name without a key; of the first thing, where there is one."""
    code = f"{family.code}.{definition.code}"
    value = definition.of(board, thing) if thing is not None else None
    return FormCode(code, definition.label, definition.rule, definition.unit, value)


def _household(household: Household) -> Thing:
    number = household.registry_no
    return Thing(
        {
            code: MapFigure(f"{HOUSEHOLDS}.{code}", number, label, rule, "", of(household), "")
            for code, label, rule, of in HOUSEHOLD
        }
    )
