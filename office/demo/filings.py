"""What the demo knows of a half-month report, and of a date that it asks for, before they are rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from office.demo.products import Move
from povertyplan.accounts.models import User
from povertyplan.ui.dates import local_day
from villages.models import Milestone, Report, ReportRevision, Via, Village
from villages.periods import Fortnight
from villages.reporting import Circumstances, MilestoneSaid, Submission, filing_time


@dataclass
class Filing:
    """A report before it is a row. `back` counts half-months, the newest one that is due is 1."""

    village: Village
    period: Fortnight
    back: int
    received_at: datetime
    by: User
    via: Via
    opened_at: datetime | None = None
    device_at: datetime | None = None
    is_excused: bool = False
    answers: list[MilestoneSaid] = field(default_factory=list)
    content: Submission | None = None
    known: Circumstances = field(default_factory=Circumstances)
    row: Report = field(default_factory=Report)
    revision: ReportRevision = field(default_factory=ReportRevision)
    again: ReportRevision | None = None

    @property
    def filed_at(self) -> datetime:
        return filing_time(opened=self.opened_at, device=self.device_at, received=self.received_at).at

    @property
    def day(self) -> date:
        return local_day(self.filed_at)

    @property
    def said(self) -> Submission:
        if self.content is None:
            raise ValueError("_write_down() comes first")
        return self.content


class Asked(NamedTuple):
    """A change of date before it is a row."""

    milestone: Milestone
    old: date
    new: date
    move: Move
    on: date
    by: User
    filing: Filing
    waits: bool
