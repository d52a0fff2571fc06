"""One plan's road map: where each milestone stands against the baseline that its approval fixed (R4.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg
from povertyplan.ui.charts.legend import legend
from povertyplan.ui.charts.lettering import clipped, width
from povertyplan.ui.charts.timeline import HEAD, Timeline, axis, today_line
from povertyplan.ui.dates import MONTHS_FROM, iso, month_day, span
from povertyplan.ui.lamps import Lamp

WIDE, NARROW = 1220, 320
ROW = 32
# Days behind the baseline from which a milestone is brown, and from which it is red.
NOTABLE, GRAVE = 27, MONTHS_FROM


@dataclass(frozen=True)
class Milestone:
    """`due_on` is the date now planned; without `baseline_on` (a draft) there is nothing to compare with."""

    name: str
    due_on: date
    baseline_on: date | None = None
    done_on: date | None = None
    note: str = ""

    @property
    def stands_on(self) -> date:
        """Where its point stands: done, or planned now."""
        return self.done_on or self.due_on

    def arrives_on(self, *, today: date) -> date:
        """Done, or at the earliest: what is overdue and not done cannot come before today."""
        return self.done_on or max(self.due_on, today)

    def slip(self, *, today: date) -> int | None:
        """Days behind the baseline, negative when early; an overdue milestone falls further behind every day."""
        return (self.arrives_on(today=today) - self.baseline_on).days if self.baseline_on else None


@dataclass(frozen=True)
class RoadMap:
    """Milestones in their order; `heads` name the two columns behind them."""

    finding: str
    today: date
    milestones: tuple[Milestone, ...]
    heads: tuple[str, str] = ("现状", "比基线")
    today_word: str = "今日"

    def timeline(self, *, left: float, right: float) -> Timeline:
        days = [day for m in self.milestones for day in (m.due_on, m.baseline_on, m.done_on) if day]
        return Timeline.around(days, today=self.today, left=left, right=right)


def slip_words(days: int | None) -> str:
    """晚 33 天, 晚 4 个月 from 60 days on, 按期, 早 3 天; a dash without a baseline."""
    if days is None:
        return "–"
    if not days:
        return "按期"
    return f"{'晚' if days > 0 else '早'} {span(abs(days))}"


def slip_lamp(days: int | None) -> Lamp:
    """BAD from 60 days behind, WARN from 27, else NONE."""
    if days is None or days < NOTABLE:
        return Lamp.NONE
    return Lamp.BAD if days >= GRAVE else Lamp.WARN


_SLIP_TEXT = {Lamp.BAD: "t-bad end", Lamp.WARN: "t-warn end", Lamp.NONE: "axis end"}


@svg.drawn_once
def road_map(chart: RoadMap, *, row: int = ROW) -> SafeString:
    """Drawn twice: a line a milestone for desks and paper, the name above its line for phones."""
    return svg.join((_road_wide(chart, row), _road_narrow(chart)))


def _road_wide(chart: RoadMap, row: int) -> SafeString:
    left, right = 190, 250
    # Behind the last month the day of a point still finds room.
    line = chart.timeline(left=left, right=WIDE - right - 44)
    height = HEAD + 4 + row * len(chart.milestones) + 2
    body = [
        *axis(line, today=chart.today, height=height, edge=WIDE - right),
        svg.text(WIDE - right + 14, 32, chart.heads[0], "axis"),
        svg.text(WIDE, 32, chart.heads[1], "axis end"),
        *today_line(line, today=chart.today, word=chart.today_word, height=height, edge=WIDE),
    ]
    for place, milestone in enumerate(chart.milestones):
        y = HEAD + 4 + row * place
        middle, slip = y + row / 2, milestone.slip(today=chart.today)
        if place:
            body.append(svg.line(0, y, WIDE, y, "rule"))
        parts = [
            svg.text(0, middle + 5, place + 1, "axis"),
            svg.text(20, middle + 5, clipped(milestone.name, left - 34, 14), "row-t b6"),
            *_points(milestone, chart, line, middle),
            svg.text(WIDE - right + 14, middle + 5, clipped(milestone.note, right - 92, 12), "axis"),
            svg.text(WIDE, middle + 5, slip_words(slip), _SLIP_TEXT[slip_lamp(slip)]),
        ]
        body.append(svg.link("", _milestone_words(place, milestone, chart.today), parts))
    return svg.frame(WIDE, height, body, finding=chart.finding, cls="only-wide times")


def _road_narrow(chart: RoadMap) -> SafeString:
    line = chart.timeline(left=9, right=NARROW - 50)
    row = 70 if any(m.note for m in chart.milestones) else 54
    height = HEAD + 4 + row * len(chart.milestones)
    body = [*axis(line, today=chart.today, height=HEAD, edge=NARROW)]
    today = line.x(chart.today)
    for place, milestone in enumerate(chart.milestones):
        y = HEAD + 4 + row * place
        slip = milestone.slip(today=chart.today)
        words = slip_words(slip)
        room = NARROW - 20 - width(words, 13) - 8
        parts = [
            svg.text(0, y + 18, place + 1, "axis"),
            svg.text(20, y + 18, clipped(milestone.name, room, 14), "row-t b6"),
            svg.text(NARROW, y + 18, words, _SLIP_TEXT[slip_lamp(slip)]),
            svg.line(0, y + 37, NARROW, y + 37, "rule"),
            svg.line(today, y + 27, today, y + 47, "today"),
            *_points(milestone, chart, line, y + 37),
        ]
        if milestone.note:
            parts.append(svg.text(0, y + 60, clipped(milestone.note, NARROW, 12), "axis"))
        body.append(svg.link("", _milestone_words(place, milestone, chart.today), parts))
    body.extend(today_line(line, today=chart.today, word=chart.today_word, height=HEAD, edge=NARROW))
    return svg.frame(NARROW, height, body, finding=chart.finding, cls="only-narrow times")


def _milestone_words(place: int, milestone: Milestone, today: date) -> str:
    base = f"基线 {iso(milestone.baseline_on)}" if milestone.baseline_on else ""
    now = f"{iso(milestone.done_on)} 完成" if milestone.done_on else f"计划 {iso(milestone.due_on)}"
    slip = milestone.slip(today=today)
    words = (f"{place + 1} {milestone.name}", base, now, slip_words(slip) if slip is not None else "", milestone.note)
    return "，".join(part for part in words if part)


def _points(milestone: Milestone, chart: RoadMap, line: Timeline, y: float) -> Iterator[SafeString]:
    """The baseline, the way from it, and the point with its day."""
    lamp = slip_lamp(milestone.slip(today=chart.today))
    stands, arrives = line.x(milestone.stands_on), line.x(milestone.arrives_on(today=chart.today))
    base = line.x(milestone.baseline_on) if milestone.baseline_on else stands
    if abs(arrives - base) > 1 and milestone.baseline_on:
        yield svg.line(base, y, arrives, y, f"r-slip {lamp.css}")
    if abs(stands - base) > 3:
        yield _diamond(base, y, 7)
    yield _point(milestone, stands, y, is_late=lamp is Lamp.BAD)
    yield from _day(milestone, stands, base, arrives, line, y, line.x(chart.today))


def _diamond(x: float, y: float, reach: float) -> SafeString:
    points = " ".join(
        f"{svg.n(x + dx)},{svg.n(y + dy)}" for dx, dy in ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
    )
    return format_html('<polygon class="r-base" points="{}"/>', points)


def _day(
    milestone: Milestone, stands: float, base: float, arrives: float, line: Timeline, y: float, today: float
) -> Iterator[SafeString]:
    """Behind the point; before it or above the way where that goes on. Today's line never strikes it through."""
    words, x, foot = month_day(milestone.stands_on), stands + 12, y + 4.5
    if arrives > stands + 1 or (base > stands + 1 and stands - 48 < line.left):
        foot = y - 5
    elif base > stands + 1:
        x = stands - 12 - width(words, 12)
    if x - 2 < today < x + width(words, 12) + 2:
        yield svg.rect(x - 2, foot - 11, width(words, 12) + 4, 13, "g-ground")
    yield svg.text(x, foot, words, "axis")


def _point(milestone: Milestone, x: float, y: float, *, is_late: bool) -> SafeString:
    cls = "r-done" if milestone.done_on else "r-late" if is_late else "r-open"
    dot = format_html('<circle class="{}" cx="{}" cy="{}" r="6.5"/>', cls, svg.n(x), svg.n(y))
    if not milestone.done_on:
        return dot
    tick = " ".join(f"{svg.n(x + dx)},{svg.n(y + dy)}" for dx, dy in ((-3.4, 0.3), (-1, 2.9), (3.4, -2.3)))
    return format_html('{}<polyline class="r-tick" points="{}"/>', dot, tick)


def road_legend() -> SafeString:
    swatches = (
        ("基线", _diamond(10, 7, 6)),
        ("已完成", _point(Milestone("", date.min, done_on=date.min), 10, 7, is_late=False)),
        ("现计划", _point(Milestone("", date.min), 10, 7, is_late=False)),
        ("推迟", svg.line(0, 7, 20, 7, "r-slip bad")),
    )
    return legend(swatches)
