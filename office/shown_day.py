"""Which day a map, a village's page or a bag shows, and what has to be said about it (R8: any past day again)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.apps import apps
from django.utils import timezone
from django.utils.dateparse import parse_date

from povertyplan import past
from povertyplan.ui.dates import local_day, month_day, spoken
from villages.models import FIRST_DAY, Baseline


@dataclass(frozen=True)
class ShownDay:
    """`known_at` is None for what is known now; `note` is empty where there is nothing to say."""

    day: date
    now: datetime
    known_at: datetime | None = None
    note: str = ""
    is_before_plan: bool = False

    @classmethod
    def asked(cls, text: str, *, now: datetime) -> Self:
        """Of ?on=…: nothing, or what is no day up to today, is today. Two queries for a past day, none for today."""
        today = local_day(now)
        if not text:
            return cls(today, now)
        try:
            day = parse_date(text)
        except ValueError:
            day = None
        if day is None:
            return cls(today, now, note=f"“{text[:20]}”不是一个日期，要写成 2017-11-16 这样；下面是今天的")
        if day < FIRST_DAY:
            return cls(today, now, note=f"最早能看 {spoken(FIRST_DAY, year=True)}；下面是今天的")
        if day > today:
            return cls(today, now, note=f"{spoken(day, year=True)}还没有到；下面是今天的")
        return cls.past(day, now=now) if day < today else cls(today, now)

    @classmethod
    def past(cls, day: date, *, now: datetime) -> Self:
        began, today = records_began(), local_day(now)
        plan = Baseline.objects.order_by("starts_on").first()
        said = []
        if plan and day < plan.starts_on:
            words = f"计划 {spoken(plan.starts_on, year=True)}开始，{spoken(day, year=True)}还没有开始，没有作战图"
            return cls(day, now, note=words, is_before_plan=True)
        if began is None or day < began:
            said.append(f"系统 {spoken(began or today, year=True)}开始登记，这一天按后来补登的日期算")
        return cls(day, now, past.known_of(day, began=began, today=today), "；".join(said))

    @property
    def is_today(self) -> bool:
        return self.day == local_day(self.now)

    @property
    def is_told_later(self) -> bool:
        """A past day before the records began: what was written down afterwards counts by its own dates."""
        return not self.is_today and self.known_at is None

    @property
    def word(self) -> str:
        """今日, or of a past day the day: what stands at the line of time in a chart."""
        return "今日" if self.is_today else spoken(self.day)

    @property
    def flag(self) -> str:
        """今日 or 11-16: what a flag of a chart has room for."""
        return "今日" if self.is_today else month_day(self.day)

    @property
    def moment(self) -> datetime:
        """As of which the data are."""
        return timezone.localtime(self.known_at or self.now)

    @contextmanager
    def read(self) -> Iterator[None]:
        """What is read inside is what was known then."""
        with past.as_known(self.known_at):
            yield


def records_began() -> date | None:
    """The day on which the first household was written down; None where there is none."""
    events = apps.get_model("households", "HouseholdEvent")._default_manager
    first = events.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()
    return local_day(first) if first else None
