"""Which printed bags no longer say what is true (动态管理, R3.3).

A bag is stale exactly when the content that would be printed now differs from that of its newest edition, or that
edition is void. Contents are kept by household and put together again only where a row behind them was written.
"""

from collections.abc import Iterable
from datetime import date

from households.actions.bag_contents import FoundContent, keep_contents
from households.models import Household, LibraryVersion
from office.bags import facts as bag_facts
from office.bags.bag import bags_of

# Bags put together at a time, so that 80,000 households need no more memory than 500.
_AT_A_TIME = 500


def refresh(*, on: date, households: Iterable[int] | None = None) -> int:
    """Brings the kept contents up to date and returns how many bags had to be put together: none where nothing was
    written. Two statements then, whatever the number of households; `households` narrows it to these keys."""
    keys = None if households is None else list(households)
    versions = list(LibraryVersion.objects.in_force(on=on).with_rule())
    changed = bag_facts.differing(versions, on=on, households=keys)
    todo = list(changed)
    for start in range(0, len(todo), _AT_A_TIME):
        _keep(todo[start : start + _AT_A_TIME], changed, on)
    return len(todo)


def stale_households(*, on: date, villages: Iterable[int] | None = None) -> list[int]:
    """Keys of the reprint list in registry order; households that never got a bag are not on it."""
    refresh(on=on)
    households = Household.objects.with_stale_bag().in_registry_order()
    if villages is not None:
        households = households.filter(village__in=list(villages))
    return list(households.values_list("pk", flat=True))


def is_stale(household: int, *, on: date) -> bool:
    """Of one household (key), without looking at the others."""
    refresh(on=on, households=[household])
    return Household.objects.filter(pk=household).with_stale_bag().exists()


def _keep(keys: list[int], facts: dict[int, str], on: date) -> None:
    bags = bags_of(Household.objects.filter(pk__in=keys), on=on)
    found = [FoundContent(bag.household_pk, facts[bag.household_pk], bag.content_hash, bag.parts) for bag in bags]
    keep_contents(found, on=on)
