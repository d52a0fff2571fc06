"""Dates as people read them: `11月2日` in sentences, `2017-11-02` in tables (experience §10)."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

# From here on a span is said in months: nobody reads 127 天 as four months.
MONTHS_FROM: Final = 60
_DAYS_A_MONTH = 30.44


def local_day(value: date | datetime) -> date:
    """The day in the office's zone; a moment near midnight belongs to the day people lived it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def spoken(value: date | datetime, *, year: bool = False) -> str:
    day = local_day(value)
    text = f"{day.month}月{day.day}日"
    return f"{day.year}年{text}" if year else text


def iso(value: date | datetime) -> str:
    return local_day(value).isoformat()


def month_day(value: date | datetime) -> str:
    """11-02: in a sentence or a cell that has named its year."""
    return f"{local_day(value):%m-%d}"


def moment(value: datetime) -> str:
    """2017-11-16 08:30 in the office's zone."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%Y-%m-%d %H:%M}"


def span(days: int) -> str:
    """33 天, 4 个月; `days` is not negative."""
    return f"{days} 天" if days < MONTHS_FROM else f"{round(days / _DAYS_A_MONTH)} 个月"
