"""An enterprise on one page: how far it came, what it pledged and delivered, whom it helps and what they need.

R5.1, R5.2. Everything is read once and only what the reader may see; the number of queries does not grow with rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from enterprises.codes import NEED_MODES, Mode, Need
from enterprises.findings import Facts, finding, lamp_of
from enterprises.models import (
    Beneficiary,
    Delivery,
    Enterprise,
    EnterpriseContact,
    EnterpriseVisit,
    HouseholdPairing,
    ModeChoice,
    Pairing,
    Pledge,
)
from enterprises.modes import said
from enterprises.stages import PledgeLine, Stage
from povertyplan.accounts.models import User
from povertyplan.ui.dates import month_day
from povertyplan.ui.lamps import Lamp

MOST_DELIVERIES = 10
MOST_VISITS = 6
MOST_OPEN = 12


@dataclass(frozen=True)
class Step:
    """One of the five steps; `state` is the class of its look: "", "now" or "todo"."""

    name: str
    lamp: Lamp
    state: str
    when: str
    says: str


@dataclass(frozen=True)
class NeedLine:
    """A need and how many households told it, village by village; `answered` got help in a mode that answers it."""

    need: Need
    told: tuple[int, ...]
    villages: tuple[str, ...]
    answered: int

    @property
    def by_village(self) -> list[tuple[int, str]]:
        """Each number with the village that it belongs to."""
        return list(zip(self.told, self.villages, strict=True))

    @property
    def total(self) -> int:
        return sum(self.told)

    @property
    def state(self) -> Stage:
        left = self.total - self.answered
        if not NEED_MODES[self.need]:
            return Stage(Lamp.NONE, "转办事处")
        if not left:
            return Stage(Lamp.DONE, "都有着落")
        return Stage(Lamp.WARN, f"差 {left} 户") if self.answered else Stage(Lamp.NOT_STARTED, f"{left} 户等着")


@dataclass(frozen=True)
class HouseholdLine:
    """A paired household with what it told, the newest visit first."""

    row: HouseholdPairing
    needs: tuple[Need, ...]
    visited_on: date | None

    @property
    def name(self) -> str:
        return self.row.head_name


@dataclass(frozen=True)
class VillageBlock:
    """One village that the enterprise is or was paired with."""

    pairing: Pairing
    households: tuple[HouseholdLine, ...]
    choices: tuple[ModeChoice, ...]
    on: date

    @property
    def is_current(self) -> bool:
        return self.pairing.covers(self.on)

    @property
    def is_long(self) -> bool:
        """Its list is opened by who wants it."""
        return len(self.households) > MOST_OPEN

    @property
    def visited(self) -> int:
        return sum(line.visited_on is not None for line in self.households)


@dataclass(frozen=True)
class ModeLine:
    """One of the five modes as this enterprise stands in it."""

    mode: Mode
    state: Stage


def span_of(days: Iterable[date]) -> str:
    """2017-03-15 至 04-02; one day alone stands for itself, nothing is an empty text."""
    found = sorted(days)
    if not found:
        return ""
    first, last = found[0], found[-1]
    if first == last:
        return first.isoformat()
    return f"{first.isoformat()} 至 {month_day(last) if first.year == last.year else last.isoformat()}"


class EnterprisePage:
    """What `reader` may see of the enterprise, as at `on`."""

    def __init__(self, enterprise: Enterprise, *, on: date, reader: User) -> None:
        self.enterprise, self.on, self.reader = enterprise, on, reader

    # What is read

    @cached_property
    def pairings(self) -> list[Pairing]:
        """The current ones first, each kind by its first day."""
        rows = Pairing.objects.visible_to(self.reader).filter(enterprise=self.enterprise).select_related("village")
        return sorted(rows.order_by("since", "pk"), key=lambda pairing: not pairing.covers(self.on))

    @cached_property
    def visits(self) -> list[EnterpriseVisit]:
        rows = EnterpriseVisit.objects.visible_to(self.reader).filter(pairing__enterprise=self.enterprise)
        return list(rows.with_head_name().select_related("household").newest_first())

    @cached_property
    def choices(self) -> list[ModeChoice]:
        rows = ModeChoice.objects.visible_to(self.reader).filter(pairing__enterprise=self.enterprise)
        return list(rows.order_by("chosen_on", "pk"))

    @cached_property
    def pledges(self) -> list[PledgeLine]:
        rows = Pledge.objects.visible_to(self.reader).filter(choice__pairing__enterprise=self.enterprise)
        found = rows.with_sides().with_delivered().with_reached().in_plan_order()
        return [PledgeLine(pledge, self.on) for pledge in found]

    @cached_property
    def deliveries(self) -> list[Delivery]:
        rows = Delivery.objects.visible_to(self.reader).filter(pledge__choice__pairing__enterprise=self.enterprise)
        return list(rows.with_sides().select_related("answered_by").newest_first())

    @cached_property
    def household_pairings(self) -> list[HouseholdPairing]:
        rows = HouseholdPairing.objects.visible_to(self.reader).of_enterprise(self.enterprise).current(on=self.on)
        return list(rows.with_head_name().select_related("household").in_registry_order())

    @cached_property
    def contacts(self) -> list[EnterpriseContact]:
        rows = self.enterprise.contacts.current(on=self.on).select_related("user")
        return list(rows.order_by("since", "pk"))

    @cached_property
    def _helped(self) -> set[tuple[int, str]]:
        """(household, mode) of confirmed deliveries."""
        rows = Beneficiary.objects.visible_to(self.reader).confirmed()
        of_it = rows.filter(delivery__pledge__choice__pairing__enterprise=self.enterprise)
        return set(of_it.order_by().values_list("household", "mode").distinct())

    # What is said

    @cached_property
    def facts(self) -> Facts:
        return Facts(
            villages=sum(pairing.covers(self.on) for pairing in self.pairings),
            households=len({row.household_id for row in self.household_pairings}),
            visited=len({visit.household_id for visit in self.visits}),
            modes=self.modes,
            pledges=tuple(self.pledges),
            waiting=sum(delivery.is_waiting for delivery in self.deliveries),
            left_on=self.enterprise.left_on,
        )

    @property
    def finding(self) -> str:
        return finding(self.facts)

    @property
    def stage(self) -> Stage:
        return lamp_of(self.facts)

    @property
    def modes(self) -> tuple[Mode, ...]:
        chosen = {choice.mode for choice in self.choices}
        return tuple(mode for mode in Mode if mode in chosen)

    @property
    def helped_households(self) -> int:
        """Each once, over all modes."""
        return len({household for household, _ in self._helped})

    @property
    def current_villages(self) -> list[str]:
        return [pairing.village.short_name for pairing in self.pairings if pairing.covers(self.on)]

    # The path

    @property
    def steps(self) -> list[Step]:
        """Done, then the one that is on, then what follows."""
        found = [self._pairing_step, self._visit_step, self._mode_step, self._pledge_step, self._delivery_step]
        steps: list[Step] = []
        for name, is_done, when, says in found:
            if is_done:
                steps.append(Step(name, Lamp.DONE, "", when, says))
            elif any(step.state for step in steps):
                steps.append(Step(name, Lamp.NOT_STARTED, "todo", when, says))
            else:
                lamp = Lamp.GO if when or says else Lamp.NOT_STARTED
                steps.append(Step(name, lamp, "now", when, says or "从这一步接着做"))
        return steps

    @property
    def _pairing_step(self) -> tuple[str, bool, str, str]:
        told = [
            f"{block.pairing.village.short_name} {len(block.households)} 户"
            for block in self.villages
            if block.is_current
        ]
        return "结对", bool(self.pairings), span_of(p.since for p in self.pairings), "、".join(told)

    @property
    def _visit_step(self) -> tuple[str, bool, str, str]:
        visited = {visit.household_id for visit in self.visits}
        by_head = {visit.household_id for visit in self.visits if visit.by_head}
        told = f"走了 {len(visited)} 户" if visited else ""
        if by_head:
            told += f"，负责人本人走 {len(by_head)} 户"
        return "入户走访", bool(visited), span_of(visit.visited_on for visit in self.visits), told

    @property
    def _mode_step(self) -> tuple[str, bool, str, str]:
        told = f"{'、'.join(mode.short for mode in self.modes)} {len(self.modes)} 种" if self.modes else ""
        return "选方式", bool(self.modes), span_of(choice.chosen_on for choice in self.choices), told

    @property
    def _pledge_step(self) -> tuple[str, bool, str, str]:
        told = f"{len(self.pledges)} 项，量力而行" if self.pledges else ""
        return "承诺", bool(self.pledges), span_of(line.pledge.pledged_on for line in self.pledges), told

    @property
    def _delivery_step(self) -> tuple[str, bool, str, str]:
        done = sum(line.is_done for line in self.pledges)
        begun = sum(bool(line.pledge.delivered) and not line.is_done for line in self.pledges)
        last = max((line.pledge.due_on for line in self.pledges if line.pledge.due_on), default=None)
        is_done = bool(self.pledges) and done == len(self.pledges)
        if not self.pledges:
            return "兑现", False, "", ""
        parts = [f"{done} 项完成" if done else "", f"{begun} 项在进行" if begun else ""]
        told = "、".join(part for part in parts if part) or "还没有兑现"
        return "兑现", is_done, f"到 {last}" if last else "", f"{len(self.pledges)} 项里 {told}"

    # Pledges and deliveries

    @property
    def pledge_say(self) -> str:
        late = sum(line.is_overdue for line in self.pledges)
        if late:
            return f"{late} 项过了期限；各方式分开算，不加总"
        behind = max((line.behind for line in self.pledges), default=0)
        return f"落后时间最多 {behind} 个百分点；各方式分开算，不加总" if behind > 0 else "各方式分开算，不加总"

    @property
    def recent_deliveries(self) -> list[tuple[Delivery, str]]:
        """Each with its measure in words."""
        return [(delivery, said(delivery.mode, delivery.measure)) for delivery in self.deliveries[:MOST_DELIVERIES]]

    @property
    def delivery_count(self) -> int:
        """Confirmed ones."""
        return sum(delivery.is_confirmed for delivery in self.deliveries)

    @property
    def delivery_say(self) -> str:
        confirmed = self.delivery_count
        waiting = self.facts.waiting
        if not self.deliveries:
            return ""
        return f"已确认 {confirmed} 笔" + (f"，{waiting} 笔等村里确认" if waiting else "")

    @property
    def mode_lines(self) -> list[ModeLine]:
        by_mode: dict[str, list[PledgeLine]] = defaultdict(list)
        for line in self.pledges:
            by_mode[line.pledge.mode].append(line)
        return [ModeLine(mode, self._mode_state(mode, by_mode[mode])) for mode in Mode]

    def _mode_state(self, mode: Mode, lines: Sequence[PledgeLine]) -> Stage:
        if mode not in self.modes:
            is_meant = mode in self.enterprise.intended
            return Stage(Lamp.NONE, "有意向" if is_meant else "没选")
        if not lines:
            return Stage(Lamp.GO, "选了没承诺")
        if all(line.is_done for line in lines):
            return Stage(Lamp.DONE, "完成")
        return Stage(Lamp.GO, "在兑现" if any(line.pledge.delivered for line in lines) else "有承诺")

    # Villages, households and what they need

    @cached_property
    def villages(self) -> list[VillageBlock]:
        told: dict[int, list[EnterpriseVisit]] = defaultdict(list)
        for visit in self.visits:
            told[visit.household_id].append(visit)
        rows = sorted(self.household_pairings, key=lambda row: row.pairing_id)
        of_pairing = {key: list(found) for key, found in groupby(rows, key=lambda row: row.pairing_id)}
        return [
            VillageBlock(
                pairing,
                tuple(self._line(row, told[row.household_id]) for row in of_pairing.get(pairing.pk, ())),
                tuple(choice for choice in self.choices if choice.pairing_id == pairing.pk),
                self.on,
            )
            for pairing in self.pairings
        ]

    def _line(self, row: HouseholdPairing, visits: Sequence[EnterpriseVisit]) -> HouseholdLine:
        needs = {need for visit in visits for need in visit.needed}
        return HouseholdLine(
            row, tuple(need for need in Need if need in needs), visits[0].visited_on if visits else None
        )

    @cached_property
    def needs(self) -> list[NeedLine]:
        """The most told first; columns follow `need_villages`."""
        told = {(line.row.household_id, need, block.pairing.pk) for block, line, need in self._told()}
        villages = tuple(pairing.village.short_name for pairing in self.need_villages)
        found = []
        for need in Need:
            counts = tuple(
                len({household for household, told_need, pk in told if told_need == need and pk == pairing.pk})
                for pairing in self.need_villages
            )
            answers = set(NEED_MODES[need])
            helped = {household for household, mode in self._helped if mode in answers}
            answered = len({household for household, told_need, _ in told if told_need == need} & helped)
            if sum(counts):
                found.append(NeedLine(need, counts, villages, answered))
        return sorted(found, key=lambda line: -line.total)

    def _told(self) -> Iterable[tuple[VillageBlock, HouseholdLine, Need]]:
        return ((block, line, need) for block in self.villages for line in block.households for need in line.needs)

    @property
    def need_villages(self) -> list[Pairing]:
        return [block.pairing for block in self.villages if block.households]

    @property
    def need_say(self) -> str:
        told = sum(line.total for line in self.needs)
        open_needs = told - sum(line.answered for line in self.needs)
        if not told:
            return "走访以后，户里要什么写在这里"
        rest = f"{open_needs} 个没有着落" if open_needs else "都有着落"
        return f"{self.facts.households} 户提了 {told} 个需要，{rest}"

    @property
    def recent_visits(self) -> list[EnterpriseVisit]:
        return self.visits[:MOST_VISITS]

    @property
    def visit_say(self) -> str:
        paired = {row.household_id for row in self.household_pairings}
        visited = paired & {visit.household_id for visit in self.visits}
        if not paired:
            return "先走访，后选方式"
        return f"{len(paired)} 户都走过" if visited == paired else f"{len(paired)} 户走过 {len(visited)} 户"
