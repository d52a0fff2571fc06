"""How far the understanding bags (明白袋) have come: due, printed, stale, delivered, understood (R3.2, R3.5).

明白率 is households with all three questions answered ÷ households whose newest edition was delivered; who was not
asked stands in the divisor and apart as 没问. Each figure opens the household list of that length.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from households.codes import Category
from office.maps import figures
from office.maps.figures import Standing, Tally
from office.maps.lists import Figure, HouseholdLists
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.figures import whole_percent
from villages.models import Village


@dataclass(frozen=True)
class CoverageRow:
    """One category, one village or all of them; `url` leads to the village's deliveries."""

    label: str
    tally: Tally
    due: Figure
    printed: Figure
    unprinted: Figure
    stale: Figure
    undelivered: Figure
    delivered: Figure
    unasked: Figure
    understood: Figure
    to_explain: Figure
    url: str = ""

    @classmethod
    def of(cls, label: str, tally: Tally, lists: HouseholdLists, *, url: str = "", **here: object) -> "CoverageRow":
        def figure(count: int, **bag: str) -> Figure:
            return lists.figure(count, view="poor", **here, **bag)

        return cls(
            label=label,
            tally=tally,
            due=figure(tally.households),
            printed=figure(tally.printed, bag="printed"),
            unprinted=figure(tally.households - tally.printed, bag="none"),
            stale=figure(tally.stale, bag="stale"),
            undelivered=figure(tally.undelivered, bag="undelivered"),
            delivered=figure(tally.delivered, bag="delivered"),
            unasked=figure(tally.delivered - tally.asked, bag="unasked"),
            understood=figure(tally.understood, bag="understood"),
            to_explain=figure(tally.to_explain, bag="again"),
            url=url,
        )

    @property
    def rate(self) -> str:
        """明白率 in whole percent, rounded down; a dash where nothing was delivered."""
        return whole_percent(self.tally.understood, self.tally.delivered)


@dataclass(frozen=True)
class BagCoverage:
    """`villages` in the order of their codes; `categories` without those that have no remaining household."""

    categories: tuple[CoverageRow, ...]
    villages: tuple[CoverageRow, ...]
    total: CoverageRow

    @classmethod
    def of(cls, standing: Standing, villages: Iterable[Village], lists: HouseholdLists) -> "BagCoverage":
        """Of what was counted already; no query."""
        found = sorted(villages, key=lambda village: village.code)
        return cls(
            categories=tuple(
                CoverageRow.of(category.label, standing.categories[category], lists, category=category.value)
                for category in Category
                if category in standing.categories
            ),
            villages=tuple(
                CoverageRow.of(
                    village.name,
                    standing.villages.get(village.pk, Tally()),
                    lists,
                    village=village.pk,
                    url=reverse("office:bag_deliveries", args=[village.pk]),
                )
                for village in found
            ),
            total=CoverageRow.of("合计", standing.total, lists),
        )


def coverage(user: User, *, on: date) -> BagCoverage:
    """Of the villages whose bags the user may print, with two queries; the kept contents are brought up to date by
    whoever asks (office/bags/staleness.py)."""
    villages = list(Village.objects.open_to(user, Capability.PRINT_BAGS))
    lists = HouseholdLists(may_open=user.can(Capability.VIEW_HOUSEHOLDS))
    return BagCoverage.of(figures.tallies([village.pk for village in villages], on=on), villages, lists)
