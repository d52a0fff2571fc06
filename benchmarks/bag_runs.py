"""`bag_reprint` and `bag_all`: a policy changes for 30 of 824 households; every household of the office gets its bag.

The yardstick of both is the press itself: what printing all 824 costs is 824 times a bag of the same run.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.utils import timezone

from benchmarks.bags import VILLAGE, in_own_process
from benchmarks.office_data import VILLAGES_AN_OFFICE, office, remember_bags
from benchmarks.results import Result, at_most
from households.codes import PovertyCause
from households.identity import parse
from households.models import (
    Household,
    ItemKind,
    LibraryCondition,
    LibraryItem,
    LibraryVersion,
    Member,
    RuleFact,
    VersionState,
)
from office.bags import staleness
from office.bags.bag import Edition, bags_of
from office.demo.builders import id_number, make_user
from office.printing import press
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User

ALL, CONCERNED, PROCESSES = 824, 30, 2


def run() -> list[Result]:
    return [bag_reprint(), *bag_all()]


def bag_reprint() -> Result:
    """Finding the 30 and printing exactly those, in CPU seconds of this process."""
    today = timezone.localdate()
    with office(ALL) as (user, _):
        keys = _marked(today)
        draft = _written(user, today)
        remember_bags()
        _publish(draft, user, today)
        start = time.process_time()
        stale = [key for key in staleness.stale_households(on=today) if key in keys]
        found = time.process_time() - start
        assert set(stale) == keys, (len(stale), len(keys))
        start = time.process_time()
        _print(stale, today)
        printed = time.process_time() - start
    whole = printed / CONCERNED * ALL
    target = CONCERNED / ALL * 1.5
    share = (found + printed) / whole
    words = f"{share:.3f} of all ({found:.1f} s to find, {printed:.1f} s to print {CONCERNED})"
    return Result("bag_reprint", words, f"<= {target:.3f}", share <= target)


def _marked(today: date) -> set[int]:
    """Households with a cause that no other has, and with ID numbers that open: their bags are put together."""
    households = list(Household.objects.with_bag().order_by("pk")[:CONCERNED])
    Household.objects.exclude(pk__in=[row.pk for row in households]).filter(main_cause=PovertyCause.BEREAVEMENT).update(
        main_cause=PovertyCause.OTHER
    )
    for household in households:
        Household.objects.filter(pk=household.pk).update(main_cause=PovertyCause.BEREAVEMENT, other_causes=[])
    people = list(Member.objects.filter(household__in=households).order_by("pk"))
    for n, member in enumerate(people):
        member.keep_id_number(parse(id_number(date(1960 + n % 40, 1 + n % 12, 1 + n % 28), n), today=today))
        member.save()
    return {row.pk for row in households}


def _written(user: User, today: date) -> LibraryVersion:
    item = LibraryItem.objects.create(kind=ItemKind.POLICY)
    facts = {
        "title": "困难慰问",
        "summary": "到村委会登记",
        "source": "测速",
        "valid_from": today,
        "writers": [user.pk],
    }
    version = LibraryVersion.objects.create(item=item, number=1, **facts)
    LibraryCondition.objects.create(version=version, fact=RuleFact.CAUSE, values=[PovertyCause.BEREAVEMENT])
    return version


def _publish(version: LibraryVersion, user: User, today: date) -> None:
    version.state, version.approved_by, version.approved_on = VersionState.APPROVED, make_user(Role.LEADER), today
    version.save(update_fields=["state", "approved_by", "approved_on"])
    version.state, version.published_by, version.published_on = VersionState.PUBLISHED, user, today
    version.save(update_fields=["state", "published_by", "published_on"])


def _print(keys: list[int], today: date) -> None:
    bags = bags_of(Household.objects.filter(pk__in=keys), on=today)
    editions = [bag.in_edition(Edition(2, today, f"ABCDEFGH{2000 + n}")) for n, bag in enumerate(bags)]
    press.village_pdf(press.VillagePile("测村", "420399100000", "", tuple(editions), today, large=False))


def bag_all() -> list[Result]:
    """Fifteen villages, a process each, two at a time, as the worker does it."""
    alone, _, _ = in_own_process()
    start = time.perf_counter()
    with ThreadPoolExecutor(PROCESSES) as pool:
        done = list(pool.map(lambda _: in_own_process(), range(VILLAGES_AN_OFFICE)))
    wall = time.perf_counter() - start
    seconds, peak = sum(cpu for cpu, _, _ in done), max(memory for _, _, memory in done)
    bags = VILLAGE * VILLAGES_AN_OFFICE
    growth = at_most(
        "bag_all",
        seconds / (alone * VILLAGES_AN_OFFICE),
        1.25,
        f"{bags} bags, {seconds:.0f} CPU s, {wall:.0f} s of wall",
    )
    return [growth, Result("bag_all_memory", f"{peak} MB a process", "<= 500 MB", peak <= 500)]
