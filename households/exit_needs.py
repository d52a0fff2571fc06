"""Obstacles with the names of what they speak of: the same words on the page, in a refusal and on the review list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from households.codes import StandardKind
from households.exits import MENDS, Mend, Obstacle, Place, below, said, told_once
from households.models import Criterion, Exit, Household, Requirement, StandardSet
from villages.models import Village

_OF_CRITERION = {"criterion_open", "criterion_without_evidence"}
_OF_REQUIREMENT = {"requirement_unknown", "requirement_unmet", "requirement_without_evidence"}


@dataclass(frozen=True)
class Need:
    """One obstacle: `what` is missing and how it is mended. `code` names the criterion where it is one."""

    obstacle: Obstacle
    what: str
    mend: Mend
    code: str = ""

    @property
    def place(self) -> Place:
        return self.mend.place

    @property
    def sentence(self) -> str:
        return f"{self.what}，{self.mend.todo}"


def needs_of(exit_: Exit, obstacles: Sequence[Obstacle]) -> list[Need]:
    """In the order of `obstacles`. At most one query for each kind of name."""
    return named(obstacles, year=exit_.year, standard=exit_.standard)


def needs_of_many(exits: Sequence[Exit], obstacles: Mapping[int, Sequence[Obstacle]]) -> dict[int, list[Need]]:
    """By the exit's key, with as many queries as for one."""
    names = _Names([obstacle for found in obstacles.values() for obstacle in found])
    return {
        exit_.pk: [names.need(o, year=exit_.year, standard=exit_.standard) for o in obstacles.get(exit_.pk, ())]
        for exit_ in exits
    }


def named(obstacles: Sequence[Obstacle], *, year: int, standard: StandardSet) -> list[Need]:
    names = _Names(obstacles)
    return [names.need(obstacle, year=year, standard=standard) for obstacle in told_once(obstacles)]


def missing_to_start(of: Household | Village, *, year: int) -> list[Need]:
    """What an exit of that year would lack if it began now: three or four queries."""
    kind = StandardKind.HOUSEHOLD if isinstance(of, Household) else StandardKind.VILLAGE
    standard = StandardSet.objects.in_force(kind).first()
    if standard is None:
        return []
    if isinstance(of, Household):
        found = standard.gaps(year, village=of.village_id, household=of.pk)
    else:
        found = standard.gaps(year, village=of.pk)
    return named(found, year=year, standard=standard)


def obstacles_of_many(exits: Sequence[Exit], *, on: date) -> dict[int, list[Obstacle]]:
    """By the exit's key, of its next step (nobody's in particular) or, of a closed one, its gaps. `exits` come
    through `with_last_step`. One query for each kind."""
    going_on = [(e.pk, str(e.stages[e.taken])) for e in exits if e.is_open and e.taken < len(e.stages)]
    closed = [e.pk for e in exits if e.closed_on]
    found: dict[int, list[Obstacle]] = defaultdict(list)
    with connection.cursor() as cursor:
        if going_on:
            cursor.execute(
                "SELECT e.key, o.code, o.subject, o.detail FROM unnest(%s::bigint[], %s::text[]) AS e (key, stage)"
                " CROSS JOIN LATERAL public.households_exit_obstacles(e.key, e.stage, %s, NULL) o"
                " ORDER BY e.key, o.rank, o.subject",
                [[key for key, _ in going_on], [stage for _, stage in going_on], on],
            )
            for key, *obstacle in cursor.fetchall():
                found[key].append(Obstacle(*obstacle))
        if closed:
            cursor.execute(
                "SELECT e.key, g.code, g.subject, g.detail FROM unnest(%s::bigint[]) AS e (key)"
                " CROSS JOIN LATERAL public.households_exit_gaps(e.key) g ORDER BY e.key, g.rank, g.subject",
                [closed],
            )
            for key, *obstacle in cursor.fetchall():
                found[key].append(Obstacle(*obstacle))
    return found


class _Names:
    """What obstacles speak of, fetched once for all of them."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self._criteria, self._requirements = _criteria(obstacles), _requirements(obstacles)

    def need(self, obstacle: Obstacle, *, year: int, standard: StandardSet) -> Need:
        key, called, code = obstacle.subject or 0, "", ""
        if obstacle.code in _OF_CRITERION:
            called, code = self._criteria[key].name, self._criteria[key].code
        elif obstacle.code in _OF_REQUIREMENT:
            called, code = str(self._requirements[key]), self._requirements[key].indicator
        elif obstacle.code == "incidence_too_high":
            called = _bound(standard)
        return Need(obstacle, said(obstacle, year=year, called=called), MENDS[obstacle.code], code)


def _criteria(obstacles: Sequence[Obstacle]) -> dict[int, Criterion]:
    keys = [o.subject for o in obstacles if o.code in _OF_CRITERION]
    return Criterion.objects.in_bulk(keys) if keys else {}


def _requirements(obstacles: Sequence[Obstacle]) -> dict[int, Requirement]:
    keys = [o.subject for o in obstacles if o.code in _OF_REQUIREMENT]
    return Requirement.objects.in_bulk(keys) if keys else {}


def _bound(standard: StandardSet) -> str:
    """，要低于 2%."""
    limit = standard.incidence_limit
    return "" if limit is None else f"，要{below(limit, is_strict=standard.is_below_limit)}"
