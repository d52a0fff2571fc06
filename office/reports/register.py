"""The register of half-month reports: villages × half-months, and two figures per village (R4.4).

上报率 and 按时率 count the half-months whose day has passed; there is no order but the one in which villages come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse

from povertyplan.accounts.models import User
from povertyplan.ui import dates
from povertyplan.ui.charts.heat import Figure, Filing, HeatCell, HeatRow, HeatStrip
from povertyplan.ui.figures import whole_percent
from povertyplan.ui.lamps import Lamp
from villages.models import Report, Village
from villages.periods import Fortnight
from villages.reporting import filing
from villages.reports_due import ReportsDue

HEADS = ("上报率", "按时率", "连缺")
# From so many missing reports in a row on the figure is loud.
LOUD = 2
RECENT = 12


@dataclass(frozen=True)
class RegisterCell:
    """One village's half-month; `due_on` is None before reports were due at all."""

    period: Fortnight
    due_on: date | None
    state: Filing
    report: Report | None

    def counts(self, *, on: date) -> bool:
        """Only what was due is measured: a half-month counts once its due day is over, however early it came."""
        return self.due_on is not None and self.due_on < on

    @property
    def is_on_time(self) -> bool:
        return self.report is not None and not self.report.counts_as_late


@dataclass(frozen=True)
class RegisterRow:
    """`due`, `filed` and `on_time` are half-months; `ledger` has every one until the day, the oldest first."""

    village: Village
    cells: tuple[HeatCell, ...]
    ledger: tuple[RegisterCell, ...]
    due: int
    filed: int
    on_time: int
    missed_in_a_row: int

    @property
    def officer(self) -> User | None:
        """Of a village that came through with_officers."""
        serving = self.village.serving
        return serving.user if serving else None

    @property
    def late(self) -> int:
        return self.filed - self.on_time

    @property
    def missing(self) -> int:
        return self.due - self.filed

    @property
    def figures(self) -> tuple[str, str, str]:
        filed, on_time = (whole_percent(part, self.due) for part in (self.filed, self.on_time))
        return filed, on_time, str(self.missed_in_a_row or "")

    def cell(self, period: Fortnight) -> RegisterCell:
        """Of any half-month; where it has not begun, or reports were not due yet, nothing is asked of it."""
        nothing = RegisterCell(period, None, Filing.NONE, None)
        return next((cell for cell in self.ledger if cell.period == period), nothing)

    def missed_until(self, period: Fortnight) -> int:
        """Missing reports in a row that end with this half-month; none where it was reported or is not due yet."""
        return missed_in_a_row([cell for cell in self.ledger if cell.period <= period])

    def missed_on(self, day: date) -> int:
        """Missing reports in a row as they stood on an earlier day: what came after it was missing."""
        count = 0
        for cell in reversed([cell for cell in self.ledger if cell.counts(on=day)]):
            if cell.report is not None and dates.local_day(cell.report.received_at) <= day:
                break
            count += 1
        return count

    @property
    def recent(self) -> tuple[HeatCell, ...]:
        """The last 12, without the half-month that goes on and is not reported yet."""
        known = self.ledger if self.ledger and self.ledger[-1].report else self.ledger[:-1]
        return tuple(heat_cell(self.village, cell) for cell in known[-RECENT:])

    @property
    def on_time_in_a_row(self) -> int:
        """Of the half-months that were reported or missed, the latest ones that came on time."""
        count = 0
        for cell in reversed([cell for cell in self.ledger if cell.state not in (Filing.OPEN, Filing.AHEAD)]):
            if not cell.is_on_time:
                break
            count += 1
        return count


@dataclass(frozen=True)
class CurrentPeriod:
    """How far the villages are with the half-month that ended last."""

    period: Fortnight
    due_on: date
    villages: int
    filed: int


@dataclass(frozen=True)
class ReportRegister:
    """`rows` follow the villages as they were given, `periods` are the 24 of the year that is shown.

    Reports are owed from the first whole half-month of the plan on. `since` says what the figures count: 2017 年, or
    2017年1月1日以来.
    """

    on: date
    since: str
    periods: tuple[Fortnight, ...]
    rows: tuple[RegisterRow, ...]
    current: CurrentPeriod | None

    @classmethod
    def of(cls, villages: Sequence[Village], *, on: date, now: datetime, year: int | None = None) -> "ReportRegister":
        """What had come in by `now`, as of the day `on`; two queries.

        Figures are those of `year`; where none is named the year of `on` is shown and the whole plan is counted.
        """
        owed = ReportsDue.of(on=on)
        first = owed.first.start
        shown = _periods(date(year or on.year, 1, 1), date(year or on.year, 12, 31))
        begun = _periods(first, on)
        found = Report.objects.filter(village__in=villages).with_returns()
        known = [r for r in found if r.received_at <= now and dates.local_day(r.received_at) <= on]
        sheet = _Sheet(on, owed, {(report.village_id, report.period): report for report in known})
        return cls(
            on=on,
            since=f"{year} 年" if year else f"{dates.spoken(first, year=True)}以来",
            periods=shown,
            rows=tuple(sheet.row(village, begun=begun, shown=shown, year=year) for village in villages),
            current=sheet.current(villages),
        )

    def row(self, village: Village) -> RegisterRow:
        return next(row for row in self.rows if row.village.pk == village.pk)

    def in_order(self, villages: Sequence[Village]) -> "ReportRegister":
        """The same with its rows in the order of these villages."""
        return replace(self, rows=tuple(map(self.row, villages)))

    def strip(self, finding: str, lamps: Mapping[int, Lamp] | None = None, *, query: str = "") -> HeatStrip:
        """`lamps` by the village's key, where the page has them; `finding` is what is spoken; `query` leads to the
        villages' pages of another day.
        """
        lit = lamps or {}
        current = self.current.period if self.current else None
        return HeatStrip(
            finding=finding,
            columns=tuple((f"{p.month}月", "上" if p.half == 1 else "下") for p in self.periods),
            rows=tuple(_heat_row(row, lit.get(row.village.pk), query) for row in self.rows),
            heads=HEADS,
            current=self.periods.index(current) if current in self.periods else None,
        )


@dataclass(frozen=True)
class _Sheet:
    """What was read, and how a row is made of it."""

    on: date
    owed: ReportsDue
    reports: dict[tuple[int, Fortnight], Report]

    def cell(self, village: Village, period: Fortnight) -> RegisterCell:
        day = self.owed.due_on(period)
        report = self.reports.get((village.pk, period))
        return RegisterCell(period, day, filing(period, day, report, on=self.on), report)

    def row(
        self, village: Village, *, begun: Sequence[Fortnight], shown: Sequence[Fortnight], year: int | None
    ) -> RegisterRow:
        ledger = tuple(self.cell(village, period) for period in begun)
        due = [cell for cell in ledger if cell.counts(on=self.on)]
        counted = [cell for cell in due if year in (None, cell.period.year)]
        return RegisterRow(
            village=village,
            cells=tuple(heat_cell(village, self.cell(village, period)) for period in shown),
            ledger=ledger,
            due=len(counted),
            filed=sum(cell.report is not None for cell in counted),
            on_time=sum(cell.is_on_time for cell in counted),
            missed_in_a_row=missed_in_a_row(due),
        )

    def current(self, villages: Sequence[Village]) -> CurrentPeriod | None:
        period = Fortnight.containing(self.on).previous
        day = self.owed.due_on(period)
        if day is None:
            return None
        filed = sum((village.pk, period) in self.reports for village in villages)
        return CurrentPeriod(period, day, len(villages), filed)


def missed_in_a_row(due: Sequence[RegisterCell]) -> int:
    """Missing reports at the end of what was due, given from the oldest on."""
    count = 0
    for cell in reversed(due):
        if cell.state is not Filing.MISSING:
            break
        count += 1
    return count


def heat_cell(village: Village, cell: RegisterCell) -> HeatCell:
    """What was late or sent back is a link to it; 360 links would keep a keyboard from what comes below."""
    said, report = cell.state.word, cell.report
    if report and report.excused_by_id and cell.state is Filing.ON_TIME:
        said = f"按时（迟报，{report.excused_reason}）"
    url = report.get_absolute_url() if report and cell.state is not Filing.ON_TIME else ""
    return HeatCell(cell.state, f"{village.name} · {cell.period} · {said}", url)


def write_url(village: Village, period: Fortnight) -> str:
    """The form: empty, or as it was filed."""
    return reverse("office:report_write", args=[village.pk, period.slug])


def _heat_row(row: RegisterRow, lamp: Lamp | None, query: str) -> HeatRow:
    filed, on_time, missed = row.figures
    return HeatRow(
        name=row.village.short_name,
        url=f"{reverse('office:village_detail', args=[row.village.pk])}{query}",
        lamp=lamp,
        note=row.officer.name if row.officer else "",
        cells=row.cells,
        figures=(Figure(filed), Figure(on_time), Figure(missed, is_loud=row.missed_in_a_row >= LOUD)),
    )


def _periods(first: date, last: date) -> tuple[Fortnight, ...]:
    period, found = Fortnight.containing(first), []
    while period.start <= last:
        found.append(period)
        period = period.next
    return tuple(found)
