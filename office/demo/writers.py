"""What each village's officer of the demo writes: its words, and figures that grow towards the plan's targets."""

from collections import deque
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from office.demo import diaries
from office.demo.filings import Filing
from office.demo.industry import Industries, VillageRoad
from office.demo.plan import FIGURES, Plan
from office.demo.products import WITHOUT, WITHOUT_PLACES
from office.demo.registry import Case
from office.demo.requests import MISCOUNTED, REQUESTS
from villages.models import Answer, Village, VillagePlan, Work
from villages.reporting import Submission

# So many sentences later an officer writes the same kind of thing again.
LATELY = 6


class Writer:
    """What one village's officer writes."""

    def __init__(
        self,
        random: Random,
        plan: Plan,
        village: Village,
        found: VillageRoad | None,
        cases: list[Case],
        industries: Industries,
    ) -> None:
        self.random, self.plan, self.village, self.found, self.cases = random, plan, village, found, cases
        self.places = found.road.places if found else WITHOUT_PLACES
        self.people = [case.people[0].name for case in cases if not case.is_out][:24]
        self.parts = [(case, part) for case in cases for part in industries.parts.get(case.row.pk, ())]
        self.product = FIGURES[village.name].trade
        self.lately: deque[str] = deque(maxlen=LATELY)

    @property
    def approved_on(self) -> date | None:
        row: VillagePlan | None = self.found.row if self.found else None
        return row.approved_on if row else None

    def is_approved(self, day: date) -> bool:
        return self.approved_on is not None and self.approved_on <= day

    def remaining(self, day: date) -> int:
        return sum(case.lifted_on is None or case.lifted_on > day for case in self.cases)

    def counted(self, day: date) -> int | None:
        """Still poor households on the list of participants that day."""
        if not self.is_approved(day):
            return None
        return len(
            {
                case.row.pk
                for case, part in self.parts
                if part.since <= day
                and (part.until is None or part.until >= day)
                and (case.lifted_on is None or case.lifted_on > day)
            }
        )

    def content(self, filing: Filing, last: Submission | None, *, is_copy: bool) -> Submission:
        help_wanted = next(
            (one.text for one in REQUESTS if (one.village, one.back) == (self.village.name, filing.back)), ""
        )
        answers = tuple(filing.answers)
        if is_copy and last:
            return Submission(last.done, last.work, last.participants, last.scale, last.invested, help_wanted, answers)
        work, text = self._text(filing)
        counted = self.counted(filing.day)
        wrong = (self.village.name, filing.back) in MISCOUNTED
        return Submission(
            done=text,
            work=work,
            participants=counted + 2 if counted and wrong else counted,
            scale=self._scale(filing.day, last),
            invested=self._invested(filing.day, last),
            help_wanted=help_wanted,
            answers=answers,
        )

    def _text(self, filing: Filing) -> tuple[tuple[str, ...], str]:
        """What was finished first, then one or two things of the season and one that goes on all year."""
        month = filing.period.month
        pools = (
            [diaries.SEASONS[self.product], diaries.SEASONS[self.product], diaries.GENERAL]
            if self.is_approved(filing.day)
            else [diaries.BEFORE, self.random.choice((diaries.SEASONS[self.product], diaries.GENERAL))]
        )
        if filing.village.name == WITHOUT:
            pools = [diaries.BEFORE, diaries.GENERAL, diaries.SEASONS[self.product]]
        works: list[str] = []
        said: list[str] = []
        for pool in pools[: self.random.choice((2, 2, 3))]:
            work, text = diaries.line(
                self.random, pool, month, places=self.places, people=self.people, lately=self.lately
            )
            works.append(work)
            said.append(text)
        names = {milestone.pk: milestone.name for _, milestone in self.found.points} if self.found else {}
        done = [f"“{names[a.milestone]}”完成" for a in filing.answers if a.state == Answer.DONE]
        chosen = tuple(code for code in Work.values if code in works)
        return chosen, "；".join([*done, *said]) + "。"

    def _reached(self, day: date, marks: tuple[float, ...]) -> float:
        """Between the approval and the ends of the plan's years."""
        if self.found is None or self.approved_on is None:
            return 0.0
        first = self.plan.starts_on + timedelta(days=365)
        share = (day - self.approved_on).days / max(1, (first - self.approved_on).days)
        whole = int(share)
        known = (*marks, marks[-1], marks[-1])
        return (known[whole] + (known[whole + 1] - known[whole]) * (share - whole)) * self.found.road.pace

    def _scale(self, day: date, last: Submission | None) -> Decimal | None:
        """In the plan's unit; only what the village already had could make it more than the fields say."""
        if self.found is None or not self.is_approved(day):
            return None
        targets = self.found.road.targets
        reached = self._reached(day, (targets[0] / 5, *map(float, targets)))
        fine = targets[0] < 100
        amount = Decimal(f"{reached:.1f}") if fine else Decimal(int(reached // 5 * 5))
        before = last.scale if last and last.scale is not None else Decimal(0)
        return max(before, amount) if self.random.random() < 0.75 else before

    def _invested(self, day: date, last: Submission | None) -> int | None:
        if self.found is None or not self.is_approved(day):
            return None
        whole = sum(yuan for _, yuan, _ in self.found.road.funding)
        amount = int(whole * self._reached(day, (0.16, 0.62, 0.95)) // 1000) * 100_000
        before = last.invested if last and last.invested is not None else 0
        return max(before, amount) if self.random.random() < 0.6 or not before else before
