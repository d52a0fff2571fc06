"""The five modes on a battle map (企业五种帮扶): how far the enterprises came, what each mode brought, who is without.

Every fact has its day, so a past day's map counts what stood on that day.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.urls import reverse

from enterprises.codes import Mode
from enterprises.mode_tables import ModeLine, mode_line
from enterprises.models import Pairing
from enterprises.totals import Reach, Totals, mode_totals
from office.maps.lists import Figure
from villages.models import Village


def no_page(url: str, *, of_all: bool = False) -> str:
    """Leads nowhere, as on paper."""
    return ""


@dataclass(frozen=True)
class Step:
    """So many enterprises came at least so far; `figure` opens the list of them."""

    label: str
    enterprises: int
    figure: Figure


@dataclass(frozen=True)
class PairedEnterprise:
    """One enterprise in one village: what it chose there and what reached it."""

    pairing: Pairing
    lines: tuple[ModeLine, ...]


@dataclass(frozen=True)
class HelpBoard:
    """`partners` are enterprises paired that day by the village's key."""

    on: date
    steps: tuple[Step, ...]
    lines: tuple[ModeLine, ...]
    overall: Reach
    without: tuple[Village, ...]
    partners: Mapping[int, int]

    @classmethod
    def of(cls, villages: Sequence[Village], *, on: date, page: Callable[..., str] = no_page) -> Self:
        """Two queries; `page` as Reader.page.

        Only enterprises paired that day count as paired and visited; help counts whoever gave it.
        """
        pairings = list(Pairing.objects.filter(village__in=villages).current(on=on).with_begun(by=on))
        totals = mode_totals(villages=[village.pk for village in villages], on=on)
        reach, paired = totals.overall, {row.enterprise_id for row in pairings}
        partners = Counter(row.village_id for row in pairings)
        listed = reverse("enterprises:enterprise_list")

        def step(label: str, enterprises: int, stage: str) -> Step:
            url = page(f"{listed}?view={stage}", of_all=True) if enterprises else ""
            return Step(label, enterprises, Figure(enterprises, url))

        return cls(
            on=on,
            steps=(
                step("结对企业", len(paired), "paired"),
                step("已走访", len({row.enterprise_id for row in pairings if row.has_begun}), "begun"),
                step("选定方式", reach.enterprises, "chosen"),
                step("有承诺", reach.pledging, "promised"),
                step("已有兑现", reach.delivering, "given"),
            ),
            lines=_lines(totals),
            overall=reach,
            without=tuple(village for village in villages if village.pk not in partners),
            partners=partners,
        )

    @property
    def paired(self) -> int:
        return self.steps[0].enterprises

    @property
    def without_words(self) -> str:
        """Which villages no enterprise helps (公平)."""
        if not self.without:
            return "每个村都有企业结对"
        return f"{'、'.join(village.short_name for village in self.without)} {len(self.without)} 个村没有企业"


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
