"""The last half-month reports of one village in short: what was done, what was asked, what is missing (R4.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from office.reports.reading import done_text, late_words
from office.reports.register import RegisterCell, RegisterRow
from povertyplan.ui.charts.heat import Filing
from povertyplan.ui.dates import local_day
from villages.models import HelpRequest, ReportRevision

MOST = 5
# Characters of a report that stand in the list; the rest is on its page.
MOST_WORDS = 60


@dataclass(frozen=True)
class RecentReport:
    """A half-month with its newest revision, if any came, and what was asked of the office in it."""

    cell: RegisterCell
    revision: ReportRevision | None
    requests: tuple[HelpRequest, ...]
    on: date

    @property
    def is_missing(self) -> bool:
        return self.cell.report is None

    @property
    def label(self) -> str:
        return self.cell.period.label

    @property
    def state(self) -> str:
        """11-16 收到，迟 1 天; of what is not there its due day."""
        report, due = self.cell.report, self.cell.due_on
        if report is None:
            return self.cell.state.word if self.cell.state is Filing.MISSING or due is None else f"{due:%m-%d} 截止"
        late = f"，迟 {late_words(report)}" if report.counts_as_late else ""
        return f"{local_day(report.received_at):%m-%d} 收到{late}"

    @property
    def text(self) -> str:
        return _short(done_text(self.revision)) if self.revision else "没有收到"

    @property
    def asked(self) -> Iterator[tuple[str, str]]:
        """What was asked, and the answer as far as there was one that day."""
        for request in self.requests:
            answered = request.answered_at and local_day(request.answered_at) <= self.on
            yield _short(request.text), _short(request.answer) if answered else "还没有答复"

    @property
    def url(self) -> str:
        return reverse("office:report_detail", args=[self.cell.report.pk]) if self.cell.report else ""


def _short(text: str) -> str:
    return text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS]}…"


def recent_reports(row: RegisterRow, *, on: date) -> list[RecentReport]:
    """The newest first, without the half-month that goes on and is not reported yet. Two queries."""
    known = row.ledger if row.ledger and row.ledger[-1].report else row.ledger[:-1]
    cells = list(reversed(known[-MOST:]))
    reports = [cell.report for cell in cells if cell.report]
    revisions = {found.report_id: found for found in ReportRevision.objects.newest().filter(report__in=reports)}
    asked: dict[int, list[HelpRequest]] = {}
    for request in HelpRequest.objects.filter(report__in=reports).order_by("asked_at"):
        asked.setdefault(request.report_id, []).append(request)
    return [
        RecentReport(
            cell,
            revisions.get(cell.report.pk) if cell.report else None,
            tuple(asked.get(cell.report.pk, ())) if cell.report else (),
            on,
        )
        for cell in cells
    ]
