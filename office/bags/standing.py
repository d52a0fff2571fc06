"""How a household's bag stands: which edition it holds, whether that is still true, what changed since, who got it."""

from dataclasses import dataclass
from datetime import date

from households.models import BagDelivery, BagEdition, BagVoid, Household
from office.bags import changes as bag_changes
from office.bags.bag import Bag
from office.bags.staleness import is_stale

CHANGES_SAID = 6


@dataclass(frozen=True)
class BagStanding:
    """`changes` are sentences, most important first; none while the paper says what is true."""

    edition: BagEdition | None
    delivery: BagDelivery | None
    void: BagVoid | None
    is_stale: bool
    changes: tuple[str, ...]

    @classmethod
    def of(cls, household: Household, *, on: date) -> "BagStanding":
        edition = household.bag_editions.select_related("delivery", "void").order_by("-number").first()
        if edition is None:
            return cls(None, None, None, False, ())
        stale = is_stale(household.pk, on=on)
        said = bag_changes.changes(edition.content, Bag.of(household, on=on)) if stale else []
        return cls(edition, getattr(edition, "delivery", None), getattr(edition, "void", None), stale, tuple(said))

    @property
    def shown(self) -> tuple[str, ...]:
        return self.changes[:CHANGES_SAID]

    @property
    def more(self) -> int:
        return max(0, len(self.changes) - CHANGES_SAID)
