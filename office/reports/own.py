"""The cadre's own list: what to mend, what was answered, and the state of every half-month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from office.reports.inbox import LAMPS
from office.reports.reading import late_words
from office.reports.register import RegisterCell, RegisterRow, ReportRegister, write_url
from povertyplan.accounts.models import User
from povertyplan.ui import dates
from povertyplan.ui.charts.heat import Filing, HeatCell
from povertyplan.ui.lamps import Lamp
from villages.actions.reports import WITHDRAWN
from villages.models import HelpRequest, Reminder, ReportReturn, Village
from villages.reminding import SHOWN_FOR, past_words

# So many half-months are listed; older ones are in the strip above.
LISTED = 8
ANSWERS = 5


@dataclass(frozen=True)
class Line:
    """One half-month: its state and the page where one reads or writes it."""

    lamp: Lamp
    title: str
    detail: str
    word: str
    url: str


@dataclass(frozen=True)
class Mend:
    """What was sent back; `url` is the form, which starts from what was reported."""

    returned: ReportReturn
    period: str
    url: str


@dataclass(frozen=True)
class OwnVillage:
    village: Village
    row: RegisterRow
    lines: tuple[Line, ...]
    strip: tuple[HeatCell, ...]
    mends: tuple[Mend, ...]
    requests: tuple[HelpRequest, ...]
    reminders: tuple[Reminder, ...]

    @property
    def has_new_answers(self) -> bool:
        return any(request.answered_at and not request.seen_at for request in self.requests)


def own_reports(user: User, *, now: datetime) -> list[OwnVillage]:
    """Of the villages in which this person serves; seven queries, however many they are."""
    today = timezone.localdate(now)
    villages = list(Village.objects.visible_to(user).with_officers(on=today))
    register = ReportRegister.of(villages, on=today, now=now)
    returns = list(ReportReturn.objects.visible_to(user).still_open().select_related("report", "returned_by"))
    requests = HelpRequest.objects.visible_to(user).exclude(answer=WITHDRAWN).select_related("report", "answered_by")
    asked = list(requests.order_by("-asked_at")[: ANSWERS * max(1, len(villages))])
    reminders = list(Reminder.objects.visible_to(user).showing(now=now, since=today - SHOWN_FOR))
    return [
        OwnVillage(
            village=row.village,
            row=row,
            lines=tuple(_line(row.village, cell, on=today) for cell in reversed(row.ledger[-LISTED:])),
            strip=row.recent,
            mends=tuple(_mend(row.village, sent) for sent in returns if sent.report.village_id == row.village.pk),
            requests=tuple(r for r in asked if r.report.village_id == row.village.pk),
            reminders=tuple(_latest(r for r in reminders if r.village_id == row.village.pk)),
        )
        for row in register.rows
    ]


def _line(village: Village, cell: RegisterCell, *, on: date) -> Line:
    title, report = f"{cell.period.label}半月报", cell.report
    if report is None:
        return Line(LAMPS[cell.state], title, _owed(cell, on=on), _act(cell), write_url(village, cell.period))
    filed = f"{timezone.localtime(report.filed_at):%m-%d %H:%M} 提交"
    late = f"，迟 {late_words(report)}" if report.is_late else ""
    excused = f"，算按时：{report.excused_reason}" if report.excused_by_id else ""
    word = cell.state.word if cell.state is Filing.RETURNED else "办事处读过" if report.is_reviewed else cell.state.word
    return Line(LAMPS[cell.state], title, f"{filed}{late}{excused}", word, report.get_absolute_url())


def _owed(cell: RegisterCell, *, on: date) -> str:
    if cell.due_on is None:
        return "那时还不用报"
    if cell.state is Filing.MISSING:
        return f"{past_words(cell.due_on, on=on)}，现在报算迟报"
    return f"{dates.spoken(cell.due_on)}前报"


def _act(cell: RegisterCell) -> str:
    return {Filing.MISSING: "补报", Filing.OPEN: "去报"}.get(cell.state, cell.state.word)


def _mend(village: Village, sent: ReportReturn) -> Mend:
    period = sent.report.period
    return Mend(sent, period.label, write_url(village, period))


def _latest(reminders: Iterable[Reminder]) -> list[Reminder]:
    """The newest of each subject."""
    found: dict[str, Reminder] = {}
    for reminder in reminders:
        found.setdefault(reminder.subject, reminder)
    return list(found.values())
