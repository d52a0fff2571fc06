"""Reminders (催报、提醒): what they are about, how they read, and when they show; no one is disturbed at night.

Quiet hours are 22:00 to 7:00 in the office's zone (experience §7); what is sent in them shows at 7:00.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from povertyplan.ui import dates
from villages.periods import Fortnight

QUIET_FROM, QUIET_UNTIL = time(22), time(7)
# A milestone that is overdue is brought up again after a week, not every day.
AGAIN_DAYS = 7
# So long a reminder stands beside what it is about.
SHOWN_FOR = timedelta(days=3)
# So many days before its date a milestone is brought up for the first time.
AHEAD_DAYS = 3
# What the subjects of all milestones begin with.
OF_MILESTONES = "milestone:"


def is_night(now: datetime) -> bool:
    at = timezone.localtime(now).time()
    return at >= QUIET_FROM or at < QUIET_UNTIL


def shown_at(now: datetime) -> datetime:
    """`now`, or the end of the quiet hours that it lies in."""
    if not is_night(now):
        return now
    local = timezone.localtime(now)
    morning = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(morning, QUIET_UNTIL))


def night_words(now: datetime) -> str:
    """22:00 到 7:00 不提醒，明早 7:00 提醒; nothing by day."""
    if not is_night(now):
        return ""
    morning = "今早" if timezone.localtime(now).time() < QUIET_UNTIL else "明早"
    return f"22:00 到 7:00 不提醒，{morning} 7:00 提醒"


def report_subject(period: Fortnight) -> str:
    return f"report:{period.start:%Y-%m-%d}"


def milestone_subject(key: int) -> str:
    return f"{OF_MILESTONES}{key}"


def order_subject(key: int) -> str:
    return f"order:{key}"


def missing_words(period: Fortnight, due_on: date, *, on: date) -> str:
    if on > due_on:
        return f"{period.label}半月报 {dates.spoken(due_on)}到期，还没有收到"
    return f"{period.label}半月报还没有收到，{dates.spoken(due_on)}前报"


def past_words(due_on: date, *, on: date) -> str:
    """7月15日到期，过了 124 天: how every list says that a day has passed."""
    return f"{dates.spoken(due_on)}到期，过了 {(on - due_on).days} 天"


def returned_words(period: Fortnight, count: int) -> str:
    return f"{period.label}半月报退回 {count} 项，改好再交"


def milestone_words(name: str, due_on: date, *, on: date) -> str:
    """Names are at most 40 characters long, so it stays within a reminder's 120."""
    days = (due_on - on).days
    if days < 0:
        return f"“{name}”{past_words(due_on, on=on)}"
    return f"“{name}”{dates.spoken(due_on)}到期，{f'还有 {days} 天' if days else '就是今天'}"


def reply_words(number: str, reply_due_on: date) -> str:
    return f"督办 {number} 要在{dates.spoken(reply_due_on)}前回复"


def is_due_again(due_on: date, last: date | None, *, on: date) -> bool:
    """Whether a milestone is brought up on that day: once ahead of its date, once after it, then every week.

    `last` is the day of the reminder before. A day on which nobody was reminded is made up for on the next.
    """
    if on > due_on:
        return last is None or last <= due_on or (on - last).days >= AGAIN_DAYS
    ahead = due_on - timedelta(days=AHEAD_DAYS)
    return on >= ahead and (last is None or last < ahead)
