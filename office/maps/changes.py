"""What has changed since a battle map was printed: exactly where the kept figures differ from those of now (R2.1).

Anybody who stands before the paper may ask: nothing here says more of a household than the sheet does, which has the
tail of its number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Self

from office.maps.map_figures import MapFigure
from office.maps.paper_words import PAPER, VISITS
from povertyplan.ui.dates import local_day
from villages.models import MapEdition

# Figures that the calendar alone moves: told apart, and no change.
_CALENDAR = frozenset({"office.date", "office.days_left", "office.time_percent"})
# These grow by a day every day until somebody acts.
_GROWING = ".plan_lag_days"


@dataclass(frozen=True)
class MapChange:
    """One figure; `was` is None where it is new, `now` where it is gone."""

    place: str
    label: str
    unit: str
    was: str | None
    now: str | None

    @property
    def words(self) -> str:
        """63 → 61 户."""
        if self.was is None:
            return f"新有：{self._with_unit(self.now)}"
        if self.now is None:
            return f"现在没有了，印的是 {self.was}"
        return f"{self.was} → {self._with_unit(self.now)}"

    def _with_unit(self, value: str | None) -> str:
        return f"{value} {self.unit}" if self.unit and value != "–" else f"{value}"


@dataclass(frozen=True)
class Place:
    name: str
    changes: tuple[MapChange, ...]


@dataclass(frozen=True)
class MapChanges:
    """`places` in the order of the paper; `by_itself` is what the calendar moved."""

    edition: MapEdition
    newest: MapEdition
    on: date
    places: tuple[Place, ...] = ()
    by_itself: tuple[MapChange, ...] = field(default=())

    @classmethod
    def of(cls, edition: MapEdition, figures: Iterable[MapFigure], *, on: date) -> Self:
        """`figures` are those of `on`. One query."""
        editions = MapEdition.objects.filter(village=edition.village_id).order_by("-as_of", "-number")
        newest = editions.defer("figures").first() or edition
        counted: list[MapChange] = []
        alone: list[MapChange] = []
        for code, change in _compared(edition.figures, figures):
            (alone if _is_calendar(code, change, was=edition.as_of, on=on) else counted).append(change)
        places = groupby(_gathered(counted), key=lambda change: change.place)
        return cls(edition, newest, on, tuple(Place(name, tuple(found)) for name, found in places), tuple(alone))

    @property
    def is_of_past(self) -> bool:
        """Printed later than the day that it shows."""
        return self.edition.as_of < local_day(self.edition.known_at)

    @property
    def is_newest(self) -> bool:
        return self.newest.pk == self.edition.pk

    @property
    def count(self) -> int:
        return sum(len(place.changes) for place in self.places)


def _compared(kept: Sequence[Mapping[str, str]], figures: Iterable[MapFigure]) -> Iterator[tuple[str, MapChange]]:
    """In the order of the paper, what is new behind it."""
    now = {figure.code: figure for figure in figures}
    if not any(was["code"].startswith(PAPER) for was in kept):
        # Kept when an edition had the figures only: the words stood on the sheet, nobody knows which.
        now = {code: figure for code, figure in now.items() if not code.startswith(PAPER)}
    for was in kept:
        found = now.pop(was["code"], None)
        if found is None:
            yield was["code"], MapChange(was["place"], was["label"], "", was["value"], None)
        elif found.shown != was["value"]:
            yield was["code"], MapChange(found.place, found.label, found.unit, was["value"], found.shown)
    for code, found in now.items():
        yield code, MapChange(found.place, found.label, found.unit, None, found.shown)


def _gathered(changes: Sequence[MapChange]) -> list[MapChange]:
    """Of one place together, the places in the order in which they come first."""
    order = list(dict.fromkeys(change.place for change in changes))
    return sorted(changes, key=lambda change: order.index(change.place))


def _is_calendar(code: str, change: MapChange, *, was: date, on: date) -> bool:
    if code in _CALENDAR:
        return True
    if code.startswith(VISITS):
        return (was.year, was.month) != (on.year, on.month)
    if not code.endswith(_GROWING) or not change.was or not change.now:
        return False
    days = (on - was).days
    return change.was.isdecimal() and change.now.isdecimal() and int(change.now) - int(change.was) == days > 0
