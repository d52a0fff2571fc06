"""From what a person asks to print to a job: whose bags these are, and whether every character can be drawn."""

from collections.abc import Collection, Iterator
from datetime import date

from households.actions.bag_jobs import request_job
from households.models import BagJob, Household
from households.models.bag import JobScope
from office.bags.bag import bags_of
from office.bags.staleness import stale_households
from office.printing import fonts
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.models import Village

# Bags put together at a time, and households named in one sentence.
_AT_A_TIME = 500
NAMED = 5


def wish(
    scope: JobScope,
    *,
    on: date,
    by: User | None,
    village: Village | None = None,
    chosen: Collection[int] = (),
    large: bool = False,
    with_lifted: bool = False,
) -> BagJob:
    """`village` narrows 要重印的 and 全部 as well; `chosen` are keys, printed whether lifted or not."""
    keys = households_of(scope, on=on, by=by, village=village, chosen=chosen, with_lifted=with_lifted)
    refuse_undrawable(keys, on=on)
    return request_job(scope, keys, large=large, with_lifted=with_lifted, by=by)


def households_of(
    scope: JobScope,
    *,
    on: date,
    by: User | None,
    village: Village | None = None,
    chosen: Collection[int] = (),
    with_lifted: bool = False,
) -> list[int]:
    """Due are all remaining households, 低保 and 五保 too (R3.2); those already out come along `with_lifted`."""
    households = Household.objects.all() if by is None else Household.objects.open_to(by, Capability.PRINT_BAGS)
    if village is not None:
        households = households.in_village(village)
    if scope == JobScope.STALE:
        stale = stale_households(on=on, villages=None if village is None else [village.pk])
        households = households.filter(pk__in=stale)
    elif scope == JobScope.CHOSEN:
        households = households.filter(pk__in=chosen)
    elif not with_lifted:
        households = households.still_poor()
    return list(households.values_list("pk", flat=True))


def refuse_undrawable(households: Collection[int], *, on: date) -> None:
    """Before anything is queued: a missing glyph would be an empty box on paper."""
    named = list(_undrawable(households, on))
    if named:
        more = f"；另外 {len(named) - NAMED} 户也有" if named[NAMED:] else ""
        raise Refused(f"{'；'.join(named[:NAMED])}{more}。先在名册或资料库里改成正确的字，再打印")


def _undrawable(households: Collection[int], on: date) -> Iterator[str]:
    keys = list(households)
    for start in range(0, len(keys), _AT_A_TIME):
        rows = Household.objects.filter(pk__in=keys[start : start + _AT_A_TIME]).in_registry_order()
        for bag in bags_of(rows, on=on):
            missing = fonts.undrawable_words(bag.canonical_json())
            if missing:
                yield f"{bag.title}：{missing}"
