"""What rosters and pairing lists write: many rows at a time, in an order in which no rule is broken on the way.

The import around it (`actions.imports`) is the transaction and has said who and why.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import models
from django.db.models import F, OuterRef, Subquery

from households.actions.bulk import copy_in, reserve_keys
from households.codes import Relation
from households.imports.compare import RosterPlan
from households.imports.helpers import PairingPlan
from households.models import Helper, HelperAssignment, Household, Member, StatusPeriod

M = TypeVar("M", bound=models.Model)
MANY = 1_000


def write_roster(plan: RosterPlan) -> None:
    _update(Household, plan.changed_households)
    _join_lifted_later(plan.lifted_later)
    for key, household in zip(reserve_keys(Household, len(plan.new_households)), plan.new_households, strict=True):
        household.pk = key
    copy_in(plan.new_households)
    for period in plan.earlier_periods:
        period.household_id = period.household.pk
    copy_in(plan.earlier_periods)
    _update_members(plan.changed_members)
    for key, (member, number) in zip(reserve_keys(Member, len(plan.new_members)), plan.new_members, strict=True):
        member.pk, member.household_id = key, member.household.pk
        if number:
            member.keep_id_number(number)
    copy_in([member for member, _number in plan.new_members])


def _update_members(changed: Sequence[tuple[Member, set[str]]]) -> None:
    """A head who hands over, or two people whose 人编号 change places, first make room for each other."""
    renumbered = [member for member, columns in changed if "registry_no" in columns]
    if renumbered:
        Member.objects.filter(pk__in=[member.pk for member in renumbered]).update(registry_no=None)
    no_longer_head = [
        (member, columns) for member, columns in changed if "relation" in columns and member.relation != Relation.HEAD
    ]
    first = {member.pk for member, _columns in no_longer_head}
    _update(Member, no_longer_head)
    _update(Member, [(member, columns) for member, columns in changed if member.pk not in first])


def _join_lifted_later(households: Sequence[Household]) -> None:
    """The exit is later than was thought: what the trigger left as exit until then becomes poverty."""
    if not households:
        return
    periods = StatusPeriod.objects.filter(household__in=households)
    periods.filter(until=F("household__status_since"), status=F("household__poverty_status")).delete()
    last_closed = periods.filter(until__isnull=False).order_by("household_id", "-since").distinct("household_id")
    since = Household.objects.filter(pk=OuterRef("household_id")).values("status_since")
    StatusPeriod.objects.filter(pk__in=last_closed.values("pk")).update(until=Subquery(since))


def write_pairings(plan: PairingPlan) -> None:
    _update(Helper, plan.changed_helpers)
    Helper.objects.bulk_create(plan.new_helpers, batch_size=MANY)
    # Ends come before beginnings, or the exclusion of overlaps would refuse the change of a helper.
    _update(HelperAssignment, [(pairing, {"until"}) for pairing in plan.changed_pairings])
    HelperAssignment.objects.bulk_create(plan.new_pairings, batch_size=MANY)


def _update(model: type[M], changed: Iterable[tuple[M, set[str]]]) -> None:
    """One statement for each set of changed columns and thousand rows."""
    groups: dict[frozenset[str], list[M]] = defaultdict(list)
    for row, columns in changed:
        groups[frozenset(columns)].append(row)
    for names, rows in groups.items():
        model._default_manager.bulk_update(rows, sorted(names), batch_size=MANY)
