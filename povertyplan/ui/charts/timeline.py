"""Days on a horizontal axis: months and years above, and the line of today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg
from povertyplan.ui.charts.lettering import width

# Months from one mark to the next: the smallest that leaves room for its label.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_LABEL = 46
_FLAG = 40
HEAD = 36


@dataclass(frozen=True)
class Mark:
    """`year` and `month` are empty where nothing is written."""

    x: float
    year: str
    month: str


@dataclass(frozen=True)
class Timeline:
    """From `first`, the first day of a month, to `last`, the first day after one; drawn between two abscissas."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def over(cls, days: Iterable[date], *, left: float, right: float) -> "Timeline":
        """Whole months around at least one day."""
        known = sorted(days)
        return cls(_month(_index(known[0])), _month(_index(known[-1]) + 1), left, right)

    @classmethod
    def around(cls, days: Sequence[date], *, today: date, left: float, right: float) -> "Timeline":
        """Every day and today; with no day at all the year that today lies in."""
        year = [date(today.year, 1, 1), date(today.year, 12, 31)]
        return cls.over([*(days or year), today], left=left, right=right)

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * share

    @property
    def marks(self) -> list[Mark]:
        """At equal distances, January always among them; where the axis begins between two marks it gets its own."""
        start, end = _index(self.first), _index(self.last)
        a_month = (self.right - self.left) / max(1, end - start)
        step = next((s for s in _STEPS if a_month * s >= _LABEL), _STEPS[-1])
        places = [place for place in range(start, end) if place % step == 0]
        if not places or (places[0] - start) * a_month >= _LABEL:
            places.insert(0, start)
        return [
            Mark(
                x=self.x(_month(place)),
                year=str(place // 12) if place % 12 == 0 or place == places[0] else "",
                month="" if step >= 12 else f"{place % 12 + 1}月",
            )
            for place in places
        ]


def axis(line: Timeline, *, today: date, height: float, edge: float) -> Iterator[SafeString]:
    """Marks with their rules down to `height`; nothing is written under today's flag and line, or beyond `edge`."""
    now, flag = line.x(today), _flag(line, today, edge)
    marks = line.marks
    for place, mark in enumerate(marks):
        yield svg.line(mark.x, 20, mark.x, height, "rule")
        end = mark.x + 3 + width(mark.month, 12)
        if mark.month and end <= edge and not mark.x + 1 < now < end + 2:
            yield svg.text(mark.x + 3, 32, mark.month, "axis")
        if mark.year:
            x, room = mark.x + 2, width(mark.year, 12)
            if flag - room - 3 < x < flag + _FLAG + 3:
                x = flag + _FLAG + 4
            if x + room <= min([edge, *(later.x for later in marks[place + 1 :] if later.year)]):
                yield svg.text(x, 14, mark.year, "axis-b")


def today_line(line: Timeline, *, today: date, word: str, height: float, edge: float) -> Iterator[SafeString]:
    """The line down to `height` and its flag, which stays between 0 and `edge`."""
    x = line.x(today)
    yield svg.line(x, 20, x, height, "today")
    left = _flag(line, today, edge)
    yield svg.rect(left, 2, _FLAG, 19, "f-ink", rx=2)
    yield svg.text(left + _FLAG / 2, 16, word, "on-ink mid")


def _flag(line: Timeline, today: date, edge: float) -> float:
    return min(max(0.0, line.x(today) - _FLAG / 2), edge - _FLAG)


def _index(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _month(index: int) -> date:
    """Its first day; the calendar ends with the year 9999."""
    return date(index // 12, index % 12 + 1, 1) if index // 12 <= date.max.year else date.max
