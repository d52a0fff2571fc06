"""The list of enterprises as a person asks for it: a stage, a village, a mode and a phrase, which all combine.

Ordered by name: enterprises are never ranked (R5.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import QueryDict

from enterprises.codes import Mode
from enterprises.models import Enterprise, ModeChoice, Pairing
from enterprises.models.enterprise import EnterpriseQuerySet
from enterprises.models.pairing import PairingQuerySet
from enterprises.stages import STAGE_VIEWS, STEP_VIEWS, Stage, StageView, stage_of
from households.filters import Chip, Menu, Option, Walk
from povertyplan.accounts.models import User
from villages.models import Village

_VIEWS = {view.key: view for view in (*STAGE_VIEWS, *STEP_VIEWS)}


@dataclass(frozen=True)
class EnterpriseRow:
    """A line of the list; `modes` were chosen, `meant` are intentions that were not chosen yet."""

    enterprise: Enterprise
    villages: tuple[Village, ...]
    modes: tuple[Mode, ...]
    meant: tuple[Mode, ...]

    @property
    def stage(self) -> Stage:
        return stage_of(self.enterprise)


class EnterpriseRegister:
    """The enterprises that `user` asks for with one query string, as at `today`."""

    def __init__(self, params: QueryDict, *, user: User, today: date) -> None:
        self.params, self.user, self.today = params, user, today
        self.phrase = params.get("q", "").strip()[:60]
        self.view: StageView = _VIEWS.get(params.get("view", "")) or _VIEWS["all"]
        self.mode = next((mode for mode in Mode if mode == params.get("mode")), None)
        self.chose = next((mode for mode in Mode if mode == params.get("chose")), None)

    @property
    def pairings(self) -> PairingQuerySet:
        return Pairing.objects.visible_to(self.user)

    @cached_property
    def villages(self) -> list[Village]:
        """Those with a pairing that the user may see."""
        return list(self.pairings.villages().order_by("code"))

    @cached_property
    def village(self) -> Village | None:
        chosen = self.params.get("village", "")
        return next((village for village in self.villages if str(village.pk) == chosen), None)

    @property
    def scope(self) -> EnterpriseQuerySet:
        return Enterprise.objects.visible_to(self.user).with_path(self.pairings, on=self.today)

    @property
    def narrowed(self) -> EnterpriseQuerySet:
        """By everything but the stage."""
        rows = self.scope
        if self.village:
            rows = rows.paired_with(self.village.pk, self.pairings, on=self.today)
        if self.mode:
            rows = rows.of_mode(self.mode, self.pairings)
        if self.chose:
            rows = rows.with_chosen(self.chose, self.pairings)
        return rows.matching(self.phrase) if self.phrase else rows

    @property
    def rows(self) -> EnterpriseQuerySet:
        return self.narrowed.at_stage(self.view.key)

    def for_list(self) -> EnterpriseQuerySet:
        return self.rows.with_reach(self.pairings, on=self.today).in_name_order()

    @cached_property
    def counts(self) -> Mapping[str, int]:
        return self.narrowed.stage_counts()

    @property
    def views(self) -> list[tuple[StageView, int, str]]:
        """Each saved view with its count and the query string that opens it."""
        offered = STAGE_VIEWS if self.view in STAGE_VIEWS else (*STAGE_VIEWS, self.view)
        return [(view, self.counts[view.key], self._with(view=view.key)) for view in offered]

    def lines(self, found: list[Enterprise]) -> list[EnterpriseRow]:
        """Two statements, however many rows."""
        keys = [enterprise.pk for enterprise in found]
        villages: dict[int, list[Village]] = {key: [] for key in keys}
        now = self.pairings.filter(enterprise__in=keys).current(on=self.today).select_related("village")
        for pairing in now.order_by("village__code"):
            villages[pairing.enterprise_id].append(pairing.village)
        chosen: dict[int, set[str]] = {key: set() for key in keys}
        choices = ModeChoice.objects.visible_to(self.user).filter(pairing__enterprise__in=keys).order_by()
        for enterprise, mode in choices.values_list("pairing__enterprise", "mode"):
            chosen[enterprise].add(mode)
        return [
            EnterpriseRow(
                enterprise,
                tuple(villages[enterprise.pk]),
                tuple(mode for mode in Mode if mode in chosen[enterprise.pk]),
                tuple(mode for mode in enterprise.intended if mode not in chosen[enterprise.pk]),
            )
            for enterprise in found
        ]

    # What is on, and what can be set

    @property
    def chips(self) -> list[Chip]:
        found = []
        if self.village:
            found.append(Chip("村", self.village.name, self._without("village", "page")))
        if self.mode:
            found.append(Chip("方式", self.mode.short, self._without("mode", "page")))
        if self.chose:
            found.append(Chip("选了", self.chose.short, self._without("chose", "page")))
        if self.phrase:
            found.append(Chip("查找", self.phrase, self._without("q", "page")))
        return found

    @property
    def menus(self) -> list[Menu]:
        villages = tuple(
            Option(village.name, self._with(village=str(village.pk)), self.village == village)
            for village in self.villages
        )
        modes = tuple(
            Option(f"{mode.label}（选了或有意向）", self._with(mode=mode), self.mode == mode) for mode in Mode
        )
        return [Menu("村", villages, self.village is not None), Menu("方式", modes, self.mode is not None)]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a search inside the list carries along."""
        return [(key, str(value)) for key, value in self.params.items() if key not in ("q", "page") and value]

    @property
    def walk(self) -> str:
        """The query string that keeps the list while one walks from page to page."""
        return self._without("page") or "view=all"

    def walk_at(self, enterprise: Enterprise) -> Walk | None:
        keys = list(self.rows.in_name_order().values_list("pk", flat=True))
        if enterprise.pk not in keys:
            return None
        place = keys.index(enterprise.pk)
        return Walk(
            place=place + 1,
            total=len(keys),
            before=keys[place - 1] if place else None,
            after=keys[place + 1] if place + 1 < len(keys) else None,
            title="、".join([self.view.label, *(chip.value for chip in self.chips)]),
            query=self.walk,
        )

    def _with(self, **values: str) -> str:
        query = self.params.copy()
        query.pop("page", None)
        for name, value in values.items():
            query[name] = value
        return query.urlencode()

    def _without(self, *names: str) -> str:
        query = self.params.copy()
        for name in [*names, *(name for name, value in query.items() if not value)]:
            query.pop(name, None)
        return query.urlencode()
