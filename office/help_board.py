"""The five modes on a battle map (企业五种帮扶): how far the enterprises came, what each mode brought, who is without.

Every fact has its day, so a past day's map counts what stood on that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from enterprises.codes import Mode
from enterprises.mode_tables import ModeLine, mode_line
from enterprises.models import Pairing
from enterprises.totals import Reach, Totals, mode_totals
from povertyplan.ui.dates import spoken
from villages.models import Village


@dataclass(frozen=True)
class Step:
    """So many enterprises came at least so far."""

    label: str
    enterprises: int


@dataclass(frozen=True)
class PairedEnterprise:
    """One enterprise in one village: what it chose there and what reached it."""

    pairing: Pairing
    lines: tuple[ModeLine, ...]


@dataclass(frozen=True)
class HelpBoard:
    on: date
    steps: tuple[Step, ...]
    lines: tuple[ModeLine, ...]
    overall: Reach
    without: tuple[Village, ...]

    @classmethod
    def of(cls, villages: Sequence[Village], *, on: date) -> Self:
        """Two queries. Only enterprises paired that day count as paired and visited; help counts whoever gave it."""
        pairings = list(Pairing.objects.filter(village__in=villages).current(on=on).with_begun(by=on))
        totals = mode_totals(villages=[village.pk for village in villages], on=on)
        reach, paired = totals.overall, {row.enterprise_id for row in pairings}
        helped = {row.village_id for row in pairings}
        return cls(
            on=on,
            steps=(
                Step("结对企业", len(paired)),
                Step("已走访", len({row.enterprise_id for row in pairings if row.has_begun})),
                Step("选定方式", reach.enterprises),
                Step("有承诺", reach.pledging),
                Step("已有兑现", reach.delivering),
            ),
            lines=_lines(totals),
            overall=reach,
            without=tuple(village for village in villages if village.pk not in helped),
        )

    @property
    def paired(self) -> int:
        return self.steps[0].enterprises

    @property
    def finding(self) -> str:
        """33 家中 11 家还没有兑现."""
        if not self.paired:
            return "还没有企业结对"
        waiting = max(0, self.paired - self.overall.delivering)
        return f"{self.paired} 家中 {waiting} 家还没有兑现" if waiting else f"{self.paired} 家都有兑现"

    @property
    def without_words(self) -> str:
        """Which villages no enterprise helps (公平)."""
        if not self.without:
            return "每个村都有企业结对"
        return f"{'、'.join(village.short_name for village in self.without)} {len(self.without)} 个村没有企业"

    def words(self, *, today: date) -> str:
        """The finding; of a past day with the day."""
        return self.finding if self.on == today else f"{self.finding}，按 {spoken(self.on, year=True)}那天算"


def village_help(village: Village, *, on: date) -> list[PairedEnterprise]:
    """The enterprises paired with the village that day, by name. Two queries."""
    pairings = list(
        village.pairings.current(on=on).with_begun(by=on).select_related("enterprise").order_by("enterprise__name")
    )
    totals = mode_totals(villages=[village.pk], on=on)
    return [
        PairedEnterprise(
            row,
            tuple(line for line in _lines(totals, row.enterprise_id) if line.total.enterprises or line.total.pledged),
        )
        for row in pairings
    ]


def _lines(totals: Totals, enterprise: int | None = None) -> tuple[ModeLine, ...]:
    return tuple(mode_line(mode, totals, enterprise=enterprise) for mode in Mode)
