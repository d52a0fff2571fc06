"""Understanding bags of the demo: what was printed, what has changed since, what reached the house."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from households.actions.bag_deliveries import QUESTIONS
from households.models import BagDelivery, BagEdition, BagVoid, Household
from office.bags.bag import Bag, bags_of
from office.demo.builders import REASON, TODAY, phone_number
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing

# Shares of the households due, of those printed, of those delivered, of those asked.
PRINTED, STALE, BEFORE, DELIVERED, ASKED, KNOWN, SIGNED = 0.6, 0.2, 0.25, 0.75, 0.88, 0.94, 0.92
VOIDS = ("印歪了，二维码扫不出", "淋湿了，收回来了")
AGAIN = ("老人耳背，下次带女儿一起听", "医保报销再讲一遍", "分红怎么算没听清", "换个人讲，普通话听不懂")
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def make_edition(household: Household, *, printed_on: date = date(2017, 11, 1), **facts: Any) -> BagEdition:
    """The household's next one, with a content that no bag has."""
    number = facts.pop("number", None) or household.bag_editions.count() + 1
    with changing(by=None, reason=REASON):
        return BagEdition.objects.create(
            household=household, number=number, printed_on=printed_on, **{"content_hash": "x"} | facts
        )


def make_delivery(
    edition: BagEdition, *answers: bool, delivered_on: date = date(2017, 11, 6), **facts: Any
) -> BagDelivery:
    """`answers` to the three questions; none where nobody asked."""
    asked = dict(zip(QUESTIONS, answers, strict=False))
    told: dict[str, Any] = {"delivered_by": "何芳", "is_signed": True} | asked | facts
    with changing(by=None, reason=REASON):
        return BagDelivery.objects.create(edition=edition, delivered_on=delivered_on, **told)


def make_void(edition: BagEdition, *, voided_on: date = TODAY, reason: str = "印歪了") -> BagVoid:
    with changing(by=None, reason=REASON):
        return BagVoid.objects.create(edition=edition, voided_on=voided_on, reason=reason)


def hand_out(today: date, officers: Mapping[int, User], office: User) -> None:
    """Prints, hands over and asks, village by village; the last of the seed, for a bag says what all others wrote.

    `officers` by village key. The same every time: its own dice, and codes on the paper drawn from them.
    """
    _HandOut(today, officers, office).write()


class _HandOut:
    def __init__(self, today: date, officers: Mapping[int, User], office: User) -> None:
        self.random = Random(20171116)  # noqa: S311 - the same office every time, and nothing secret
        self.today, self.officers, self.office = today, officers, office

    def write(self) -> None:
        rows = [household for household in self._due() if self.random.random() < PRINTED]
        bags = dict(zip(rows, bags_of(rows, on=self.today), strict=True))
        days = {key: self.today - timedelta(days=self.random.randint(10, 24)) for key in self.officers}
        editions = [row for household in rows for row in self._editions(household, bags[household], days)]
        BagEdition.objects.bulk_create(editions, batch_size=200)
        newest = {row.household_id: row for row in editions}
        void = self.random.sample(list(newest.values()), min(len(newest), len(VOIDS)))
        kept = [row for row in editions if row not in void and self.random.random() < DELIVERED]
        BagDelivery.objects.bulk_create([self._delivery(row) for row in kept])
        BagVoid.objects.bulk_create(
            BagVoid(edition=row, voided_on=self.today, reason=reason, voided_by=self.office)
            for row, reason in zip(void, VOIDS, strict=False)
        )

    def _due(self) -> list[Household]:
        return list(Household.objects.still_poor().with_last_visit().select_related("village").in_registry_order())

    def _editions(self, household: Household, bag: Bag, days: Mapping[int, date]) -> Iterator[BagEdition]:
        """The newest one, and for some the one before it; what says what no longer holds was printed earlier."""
        random, day = self.random, days[household.village_id]
        papers = []
        if random.random() < BEFORE:
            papers.append((self._as_before(bag), day - timedelta(days=random.randint(110, 170))))
        if random.random() < STALE:
            papers.append((self._as_before(bag), day - timedelta(days=random.randint(20, 90))))
        else:
            # It tells of the last visit, so it was printed after it.
            last = household.last_visit
            papers.append((bag, max(day, last) if last else day))
        by = random.choice((self.office, self.officers[household.village_id]))
        for number, (paper, printed_on) in enumerate(papers, start=1):
            yield BagEdition(
                household=household,
                number=number,
                content=paper.content,
                content_hash=paper.content_hash,
                token="".join(random.choices(_ALPHABET, k=12)),
                printed_on=printed_on,
                printed_by=by,
            )

    def _as_before(self, bag: Bag) -> Bag:
        """The bag before one of its facts changed: the helper's telephone, a measure, a policy."""
        older = []
        if bag.helper:
            phone = phone_number(1_900_000 + self.random.randrange(10_000))
            older.append(replace(bag, helper=replace(bag.helper, phone=phone)))
        if bag.measures:
            older.append(replace(bag, measures=bag.measures[1:]))
        if bag.policies:
            older.append(replace(bag, policies=bag.policies[1:]))
        return self.random.choice(older) if older else replace(bag, hotline="")

    def _delivery(self, edition: BagEdition) -> BagDelivery:
        random = self.random
        asked = random.random() < ASKED
        answers = {name: random.random() < KNOWN if asked else None for name in QUESTIONS}
        officer = self.officers[edition.household.village_id]
        day = edition.printed_on + timedelta(days=random.randint(1, 6))
        return BagDelivery(
            edition=edition,
            delivered_on=min(day, self.today),
            delivered_by=officer.name,
            is_signed=random.random() < SIGNED,
            note=random.choice(AGAIN) if False in answers.values() else "",
            recorded_by=officer,
            **answers,
        )
