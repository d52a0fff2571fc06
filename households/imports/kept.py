"""What the database holds about the households of a file, in a handful of queries however long the file is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from households.imports.roster import HouseholdRecord, Roster, Villages
from households.models import Exit, Household, Member
from povertyplan.audit.refusal import Refused
from villages.models import Village

T = TypeVar("T")
CHUNK = 2_000


class Owner(NamedTuple):
    """Who a number belongs to already."""

    member: int
    household: int
    registry_no: str
    name: str


@dataclass
class Kept:
    households: dict[str, Household] = field(default_factory=dict)
    members: dict[int, list[Member]] = field(default_factory=lambda: defaultdict(list))
    owner_by_id: dict[bytes, Owner] = field(default_factory=dict)
    owner_by_no: dict[str, Owner] = field(default_factory=dict)
    village_names: dict[int, str] = field(default_factory=dict)
    # Households with an exit of this office, going on or closed.
    with_exit: set[int] = field(default_factory=set)

    def bring_members(self, records: Iterable[HouseholdRecord]) -> None:
        """Of some households at a time: a county's people would fill the memory all at once."""
        found = [self.households[r.registry_no].pk for r in records if r.registry_no in self.households]
        for member in Member.objects.filter(household__in=found).order_by("relation", "registry_no"):
            self.members[member.household_id].append(member)


def load(roster: Roster, *, locked: bool = False) -> Kept:
    """`locked` holds the households until the transaction ends, so that nobody edits them in between."""
    kept = Kept(village_names=dict(Village.objects.values_list("pk", "name")))
    households = Household.objects.select_for_update() if locked else Household.objects.all()
    for numbers in chunks([record.registry_no for record in roster.households if record.registry_no]):
        kept.households.update({h.registry_no: h for h in households.filter(registry_no__in=numbers)})
        going = Exit.objects.filter(stopped_on__isnull=True, household__registry_no__in=numbers)
        kept.with_exit.update(going.values_list("household_id", flat=True))
    people = [member for record in roster.households for member in record.members]
    owner = ("pk", "household_id", "household__registry_no", "name")
    for indexes in chunks([m.id_index for m in people if m.id_index]):
        for index, *who in Member.objects.present().filter(id_index__in=indexes).values_list("id_index", *owner):
            kept.owner_by_id[bytes(index)] = Owner(*who)
    for numbers in chunks([m.facts["member_no"] for m in people if "member_no" in m.facts]):
        for number, *who in Member.objects.filter(registry_no__in=numbers).values_list("registry_no", *owner):
            kept.owner_by_no[number] = Owner(*who)
    return kept


def known_villages() -> Villages:
    """Raises Refused where there is none yet."""
    rows = list(Village.objects.values_list("pk", "name", "code"))
    if not rows:
        raise Refused("还没有村。先导入村和边界")
    return Villages({name: pk for pk, name, _ in rows}, {code: pk for pk, _, code in rows})


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
