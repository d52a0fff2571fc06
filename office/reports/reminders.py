"""Who is to be reminded of what: one press for a half-month's reports, and the daily round of everything due (R4.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from office.reports.inbox import Inbox, Item
from office.reports.register import ReportRegister
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui.charts.heat import Filing
from villages import reminding
from villages.actions.reading import remind
from villages.models import Milestone, OrderState, Reminder, SupervisionOrder, Village


@dataclass(frozen=True)
class Errand:
    """A reminder that is due: whom, about what, in which words."""

    village: Village
    subject: str
    words: str


def remind_of_reports(inbox: Inbox, *, now: datetime, by: User) -> str:
    """Reminds every village that owes this half-month's report or a part of it; says who was, who had been already."""
    if inbox.due_on is None:
        raise Refused(f"{inbox.period.label}不用报，没有要提醒的村")
    with_officer = [item for item in inbox.to_remind if item.row.officer]
    told: set[int] = set()
    subject = reminding.report_subject(inbox.period)
    by_words = sorted(with_officer, key=lambda item: _words(item, inbox))
    for words, items in groupby(by_words, key=lambda item: _words(item, inbox)):
        made = remind([item.village for item in items], subject, words, now=now, by=by)
        told |= {reminder.village_id for reminder in made}
    new = [item for item in with_officer if item.village.pk in told]
    before = [item for item in with_officer if item.village.pk not in told]
    return outcome(new, before, [item for item in inbox.to_remind if not item.row.officer], now=now)


def outcome(new: Sequence[Item], before: Sequence[Item], nobody: Sequence[Item], *, now: datetime) -> str:
    """已提醒黄土岭、羊山；石门今天提醒过；双桥没有专干，先派驻."""
    night = reminding.night_words(now)
    said = []
    if new:
        said.append(f"{night}：{_named(new)}" if night else f"已提醒{_named(new)}")
    if before:
        said.append(f"{_named(before)}{'已经排在早上' if night else '今天提醒过'}，没有再提醒")
    if nobody:
        said.append(f"{_named(nobody)}没有专干，先派驻")
    return "；".join(said) or "没有要提醒的村"


def errands(*, on: date, now: datetime) -> list[Errand]:
    """What the daily round has to bring up; what was brought up lately is left out. Seven queries."""
    return [*_reports(on=on, now=now), *_milestones(on=on), *_replies(on=on)]


def run_errands(found: Sequence[Errand], *, now: datetime) -> list[Reminder]:
    """The reminders that are new; the same round twice a day makes none."""
    made: list[Reminder] = []
    ordered = sorted(found, key=lambda errand: (errand.subject, errand.words))
    for (subject, words), group in groupby(ordered, key=lambda errand: (errand.subject, errand.words)):
        made += remind([errand.village for errand in group], subject, words, now=now, by=None)
    return made


def _reports(*, on: date, now: datetime) -> Iterator[Errand]:
    """On the day before a report's last day and on the day after it."""
    villages = list(Village.objects.with_officers(on=on))
    register = ReportRegister.of(villages, on=on, now=now)
    for row in register.rows:
        for cell in row.ledger[-3:]:
            owed = cell.state in (Filing.OPEN, Filing.MISSING) and cell.due_on
            if row.officer and owed and abs((on - owed).days) == 1:
                words = reminding.missing_words(cell.period, owed, on=on)
                yield Errand(row.village, reminding.report_subject(cell.period), words)


def _milestones(*, on: date) -> Iterator[Errand]:
    """From three days before the date on, once; after it once, and again every week."""
    near = Milestone.objects.due_by(on + timedelta(days=reminding.AHEAD_DAYS))
    last = _last_told(reminding.OF_MILESTONES)
    for milestone in near.with_village().order_by("due_on", "pk"):
        subject = reminding.milestone_subject(milestone.pk)
        if reminding.is_due_again(milestone.due_on, last.get(subject), on=on):
            words = reminding.milestone_words(milestone.name, milestone.due_on, on=on)
            yield Errand(milestone.stage.plan.village, subject, words)


def _replies(*, on: date) -> Iterator[Errand]:
    orders = SupervisionOrder.objects.filter(state=OrderState.ISSUED, reply_due_on=on + timedelta(days=1))
    for order in orders.select_related("village"):
        words = reminding.reply_words(order.name, order.reply_due_on)
        yield Errand(order.village, reminding.order_subject(order.pk), words)


def _last_told(prefix: str) -> dict[str, date]:
    told = Reminder.objects.filter(subject__startswith=prefix).order_by("day")
    return dict(told.values_list("subject", "day"))


def _words(item: Item, inbox: Inbox) -> str:
    if item.state is Filing.RETURNED:
        return reminding.returned_words(inbox.period, item.open_returns)
    return reminding.missing_words(inbox.period, inbox.due_on or inbox.on, on=inbox.on)


def _named(items: Sequence[Item]) -> str:
    return "、".join(item.village.short_name for item in items)
