"""Which half-month reports are owed, and until when: by the terms, from the plan's first whole half-month on (R4.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Subquery

from villages.models import FIRST_DAY, Baseline, ReportingRule
from villages.periods import Fortnight
from villages.reporting import Due, due_on


@dataclass(frozen=True)
class ReportsDue:
    """As known on a day; `plan_began` is None where no plan was in force by then."""

    rules: tuple[Due, ...]
    plan_began: date | None
    first: Fortnight

    @classmethod
    def of(cls, *, on: date) -> Self:
        """One query. Without a plan reports are owed as far back as the terms reach."""
        plan = Baseline.objects.filter(starts_on__lte=on).order_by("-starts_on").values("starts_on")[:1]
        rows = list(ReportingRule.objects.annotate(plan=Subquery(plan)).values_list("starts_on", "days", "plan"))
        rules = tuple(Due(starts_on, days) for starts_on, days, _ in rows)
        began = rows[0][2] if rows else None
        since = max(min((rule.starts_on for rule in rules), default=on), began or FIRST_DAY)
        period = Fortnight.containing(since)
        return cls(rules, began, period if period.start == since else period.next)

    def due_on(self, period: Fortnight) -> date | None:
        """The last day on which the report is on time; None for a half-month that owes none."""
        return due_on(period, self.rules) if period >= self.first else None

    def overdue(self, *, on: date) -> Iterator[tuple[Fortnight, date]]:
        """The half-months whose last day has passed, each with that day, the oldest first."""
        period = self.first
        while period.end < on:
            day = self.due_on(period)
            if day and day < on:
                yield period, day
            period = period.next
