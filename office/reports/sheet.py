"""The half-month report on paper: one page to fill by hand, with what the system knows already printed on it (R4.4).

Whoever types it in afterwards uses the same form and the same validator; the paper carries no household's name.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.template.loader import render_to_string

from office.bags import wording
from office.exit_sheets.parts import Sheet
from office.printing import fonts
from office.reports.entry import ReportEntry
from office.reports.reading import households_text, invested_text, scale_text, shortened
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from villages.models import DelayReason, Milestone, Work

_SAID = "打印半月报纸表"
# Lines to write on, by how many milestones stand above: all of it stays one page.
_LINES = (9, 6, 5, 3)
_LINES_FOR_HELP = 2
# A longer name takes a third line of its cell.
_NAMED = 24


@dataclass(frozen=True)
class MilestoneRow:
    name: str
    due: str
    late: str


@dataclass(frozen=True)
class FigureRow:
    """`known` is what stands beside the empty box: what the last report and the list say."""

    label: str
    unit: str
    known: str


@dataclass(frozen=True)
class PaperReport(Sheet):
    period: str
    slug: str
    days: str
    due: str
    officer: str
    milestones: tuple[MilestoneRow, ...]
    figures: tuple[FigureRow, ...]
    works: tuple[str, ...]
    reasons: tuple[str, ...]
    last_time: str
    answer: str

    @classmethod
    def of(cls, entry: ReportEntry) -> Self:
        officer = entry.village.officer(on=entry.today)
        return cls(
            office=settings.OFFICE_NAME,
            hotline=wording.phone(settings.OFFICE_HOTLINE),
            village=entry.village.name,
            period=str(entry.period),
            slug=entry.period.slug,
            days=f"{dates.spoken(entry.period.start)}到{dates.spoken(entry.period.end)}",
            due=dates.spoken(entry.due),
            officer=officer.name if officer else "",
            milestones=tuple(_milestone(milestone, on=entry.today) for milestone in entry.asked),
            figures=_figures(entry),
            works=tuple(Work.labels),
            reasons=tuple(DelayReason.labels),
            last_time=_last_time(entry),
            answer=_answer(entry),
        )

    @property
    def title(self) -> str:
        return f"{self.village} {self.period}半月报"

    @property
    def lines(self) -> range:
        """Room to write; the fewer milestones, the more."""
        return range(_LINES[min(len(self.milestones), len(_LINES) - 1)])

    @property
    def lines_for_help(self) -> range:
        return range(_LINES_FOR_HELP)


def press(entry: ReportEntry, *, by: User) -> bytes:
    """Recorded only if the sheet comes out; a refusal says what to do first."""
    sheet = PaperReport.of(entry)
    missing = fonts.undrawable_words(sheet.canonical_json())
    if missing:
        raise Refused(f"{missing}，先改成正确的字")
    with changing(by=by, reason=_SAID):
        pdf = sheet_pdf(sheet)
        record(
            Act.PRINT,
            by=by,
            subject=entry.village,
            village_code=entry.village.code,
            reason=_SAID,
            period=entry.period.slug,
        )
    return pdf


def sheet_pdf(sheet: PaperReport) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    html = render_to_string("office/report/sheet.html", {"sheet": sheet})
    return engine.write(engine.lay_out(html, subject=_SAID), subject=_SAID)


def _milestone(milestone: Milestone, *, on: date) -> MilestoneRow:
    late = milestone.overdue_days(on=on)
    name = milestone.name if len(milestone.name) <= _NAMED else f"{milestone.name[:_NAMED]}…"
    return MilestoneRow(name, dates.iso(milestone.due_on), f"过了 {dates.span(late)}" if late else "")


def _figures(entry: ReportEntry) -> tuple[FigureRow, ...]:
    last, plan = entry.last, entry.plan
    unit = plan.scale_unit if plan else ""
    listed = f"名单上 {households_text(entry.counted)}" if entry.counted is not None else ""
    households = f"上期 {households_text(last.participants)}" if last and last.participants is not None else ""
    return (
        FigureRow("参加的贫困户", "户", "，".join(filter(None, (households, listed)))),
        FigureRow(f"{plan.product}规模" if plan else "规模", unit, _before(scale_text(_scale(entry), unit))),
        FigureRow("投入", "元", _before(invested_text(last.invested) if last else "")),
    )


def _scale(entry: ReportEntry) -> Decimal | None:
    return entry.last.scale if entry.last else None


def _before(said: str) -> str:
    return f"上期{said}" if said else "写累计数"


def _last_time(entry: ReportEntry) -> str:
    if entry.last is None:
        return ""
    return f"上一次（{entry.last.report.period.label}）：{shortened(entry.last.done)}"


def _answer(entry: ReportEntry) -> str:
    asked = entry.help_answer
    if asked is None:
        return ""
    return f"上次提的“{shortened(asked.help)}”：{shortened(asked.answer) if asked.answer else '还没答复'}"
