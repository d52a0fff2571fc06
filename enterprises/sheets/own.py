"""The contact's home: three steps in each paired village, and what the households there need (R5.1)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse

from enterprises.codes import NEED_MODES, DeliveryState, Mode, Need
from enterprises.models import (
    Delivery,
    Enterprise,
    EnterpriseVisit,
    HouseholdPairing,
    ModeChoice,
    Pairing,
    Pledge,
)
from enterprises.modes import said
from povertyplan.ui import dates
from povertyplan.ui.lamps import Lamp

# A pledge whose day comes so soon is said so.
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Step:
    """One row of step `number` (1 to 3); `is_open` where it is still to be taken."""

    number: int
    text: str
    detail: str
    url: str
    lamp: Lamp
    state: str
    is_open: bool = True

    @property
    def is_due(self) -> bool:
        """Can be taken now: what comes before it has been done."""
        return self.is_open and self.state != "没到"


@dataclass
class VillageSteps:
    """What is known of one pairing; `pairs` with `head_name`, `pledges` with what was delivered."""

    pairing: Pairing
    pairs: list[HouseholdPairing] = field(default_factory=list)
    visits: list[EnterpriseVisit] = field(default_factory=list)
    choices: list[ModeChoice] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    returned: list[Delivery] = field(default_factory=list)
    on: date = date.min

    @property
    def steps(self) -> list[Step]:
        """What came back first: somebody waits for it."""
        return [*self._returned, self._visiting, self._choosing, *self._delivering]

    @property
    def _returned(self) -> Iterable[Step]:
        for delivery in self.returned:
            page = reverse("enterprises:delivery_detail", args=[delivery.pk])
            yield Step(3, f"改退回的兑现：{delivery}", delivery.answer, page, Lamp.BAD, "退回")

    @property
    def _visiting(self) -> Step:
        page = reverse("enterprises:visit_create", args=[self.pairing.pk])
        visited = {visit.household_id for visit in self.visits}
        left = [pair for pair in self.pairs if pair.household_id not in visited]
        text = "1. 入户走访"
        if not self.pairs:
            return Step(
                1, text, "还没有结对户，等办事处定", self._needs_page, Lamp.NOT_STARTED, "等结对", is_open=False
            )
        if not self.visits:
            return Step(1, text, f"{len(self.pairs)} 户，先走访再选方式", page, Lamp.NOT_STARTED, "没走访")
        last = f"最近 {dates.month_day(max(visit.visited_on for visit in self.visits))}"
        if left:
            walked = f"{len(self.pairs)} 户走了 {len(self.pairs) - len(left)} 户，{last}"
            return Step(1, text, walked, page, Lamp.GO, "在走")
        return Step(1, text, f"{len(self.pairs)} 户都走过，{last}", page, Lamp.DONE, "已完成", is_open=False)

    @property
    def _choosing(self) -> Step:
        page = reverse("enterprises:mode_choose", args=[self.pairing.pk])
        if self.choices:
            named = "、".join(Mode(choice.mode).short for choice in self.choices)
            return Step(2, "2. 选帮扶方式", named, page, Lamp.DONE, "已完成", is_open=False)
        if self.visits:
            return Step(2, "2. 选帮扶方式", "五种里选，以后能加", page, Lamp.NOT_STARTED, "没选")
        return Step(2, "2. 选帮扶方式", "走访一户以后再选", page, Lamp.NOT_STARTED, "没到")

    @property
    def _delivering(self) -> Iterable[Step]:
        """One row for each pledge and for each mode without one."""
        if not self.choices:
            page = reverse("enterprises:delivery_list")
            yield Step(3, "3. 写承诺，报兑现", "选了方式以后写", page, Lamp.NOT_STARTED, "没到")
        pledged = {pledge.choice_id for pledge in self.pledges}
        for choice in self.choices:
            if choice.pk not in pledged:
                page = reverse("enterprises:pledge_create", args=[choice.pk])
                mode = Mode(choice.mode).short
                yield Step(3, f"3. 写{mode}承诺", "做多少由企业定，量力而行", page, Lamp.NOT_STARTED, "没写")
        for pledge in self.pledges:
            yield pledge_step(pledge, on=self.on)

    @property
    def _needs_page(self) -> str:
        return reverse("enterprises:pairing_needs", args=[self.pairing.pk])

    @property
    def needs(self) -> list[tuple[Need, int]]:
        return needs_of(self.visits)

    @property
    def needs_step(self) -> Step:
        """What the paired households need, in one line."""
        text = f"{self.pairing.village.name} {len(self.pairs)} 户要什么"
        detail = "，".join(f"{n} 户{_SPOKEN[need]}" for need, n in self.needs[:3])
        return Step(0, text, detail or "走访以后写在这里", self._needs_page, Lamp.NONE, "", is_open=False)


_SPOKEN = {
    Need.JOB: "想找工作",
    Need.MARKET: "要销路",
    Need.CAPITAL: "想发展产业",
    Need.SKILLS: "想学技术",
    Need.SCHOOLING: "孩子上学要帮",
    Need.MEDICAL: "看病吃药要帮",
    Need.CARE: "老人、残疾人要照顾",
    Need.OTHER: "有别的需要",
}


def needs_of(visits: Iterable[EnterpriseVisit]) -> list[tuple[Need, int]]:
    """How many households told each need, the most told first; a household told twice is one."""
    told = {(visit.household_id, need) for visit in visits for need in visit.needed}
    return Counter(need for _, need in sorted(told)).most_common()


def needs_words(visits: Iterable[EnterpriseVisit]) -> str:
    return "，".join(f"{n} 户{_SPOKEN[need]}" for need, n in needs_of(visits))


def answering(visits: Sequence[EnterpriseVisit]) -> dict[Mode, str]:
    """What each mode would answer, in words; a mode that answers no need is left out."""
    found: dict[Mode, list[str]] = {}
    for need, n in needs_of(visits):
        for mode in NEED_MODES[need]:
            found.setdefault(mode, []).append(f"{n} 户{_SPOKEN[need]}")
    return {mode: "，".join(words) for mode, words in found.items()}


def pledge_step(pledge: Pledge, *, on: date) -> Step:
    """After `with_delivered`."""
    page = reverse("enterprises:delivery_create", args=[pledge.pk])
    text = f"3. 报{Mode(pledge.mode).short}兑现：{pledge.what}"
    detail, waiting = f"承诺 {said(pledge.mode, pledge.measure)}", pledge.taken - pledge.delivered
    detail += f"，已确认 {said(pledge.mode, pledge.delivered)}" if pledge.delivered else ""
    detail += f"，等确认 {said(pledge.mode, waiting)}" if waiting else ""
    left = pledge.measure - pledge.taken
    if not left:
        lamp, state = (Lamp.GO, "等确认") if waiting else (Lamp.DONE, "已完成")
        return Step(3, text, detail, page, lamp, state, is_open=False)
    if pledge.due_on:
        day = dates.month_day(pledge.due_on) if pledge.due_on.year == on.year else dates.iso(pledge.due_on)
        detail += f"，{day} 到期"
    if pledge.due_on and pledge.due_on < on:
        return Step(3, text, detail, page, Lamp.BAD, "过期")
    if pledge.due_on and pledge.due_on - on <= SOON:
        return Step(3, text, detail, page, Lamp.WARN, "快到期")
    return Step(
        3, text, detail, page, Lamp.GO if pledge.taken else Lamp.NOT_STARTED, "在兑现" if pledge.taken else "没报"
    )


@dataclass(frozen=True)
class OwnSheet:
    """Six queries for any number of villages."""

    enterprise: Enterprise
    villages: list[VillageSteps]

    @classmethod
    def of(cls, enterprise: Enterprise, *, on: date) -> "OwnSheet":
        pairings = Pairing.objects.filter(enterprise=enterprise).current(on=on).select_related("village")
        by_key = {pairing.pk: VillageSteps(pairing, on=on) for pairing in pairings.order_by("since", "village__code")}
        pairs = HouseholdPairing.objects.filter(pairing__in=by_key).current(on=on)
        for pair in pairs.with_head_name().in_registry_order():
            by_key[pair.pairing_id].pairs.append(pair)
        for visit in EnterpriseVisit.objects.filter(pairing__in=by_key):
            by_key[visit.pairing_id].visits.append(visit)
        order = list(Mode)
        for choice in sorted(
            ModeChoice.objects.filter(pairing__in=by_key), key=lambda row: order.index(Mode(row.mode))
        ):
            by_key[choice.pairing_id].choices.append(choice)
        for pledge in Pledge.objects.filter(choice__pairing__in=by_key).with_sides().with_delivered():
            by_key[pledge.choice.pairing_id].pledges.append(pledge)
        back = Delivery.objects.filter(pledge__choice__pairing__in=by_key, state=DeliveryState.RETURNED)
        for delivery in back.with_sides():
            by_key[delivery.pledge.choice.pairing_id].returned.append(delivery)
        return cls(enterprise, list(by_key.values()))

    @property
    def open_steps(self) -> int:
        """Of the three of each village."""
        return sum(len({step.number for step in village.steps if step.is_open}) for village in self.villages)

    @property
    def has_delivered(self) -> bool:
        """Something was confirmed: a record can be printed of it."""
        return any(pledge.delivered for village in self.villages for pledge in village.pledges)

    @property
    def households(self) -> int:
        return len({pair.household_id for village in self.villages for pair in village.pairs})
