"""Enterprises of the demo on every step of the path: paired, visited, chosen, pledged, delivered, returned, used.

What they bring a household was in its income all the time: the line of an enterprise is taken out of a typed one, so
that sums and verdicts stay as the story tells them.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from enterprises.brought import income_of, measure_of
from enterprises.codes import DeliveryState, Gift, Mode, Need, Purpose, Recipient, ValueBasis
from enterprises.models import (
    Beneficiary,
    Delivery,
    DeliveryFile,
    Enterprise,
    EnterpriseContact,
    EnterpriseVisit,
    GiftUse,
    HelpIncome,
    HouseholdPairing,
    ModeChoice,
    Pairing,
    Pledge,
)
from enterprises.wages import months_on_post
from households.codes import CAN_WORK, IncomeItem, PovertyStatus
from households.models import Household, IncomeLine, Measure, Member
from office.demo import enterprise_story as story
from office.demo import names
from office.demo.builders import phone_number
from office.demo.fund_story import PILOTS
from office.demo.giving import credit_code
from office.demo.papers import Paper
from office.demo.plan import FIGURES, Plan
from office.demo.verdicts import OfficerOn
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from povertyplan.pinyin import keys
from villages.models import Village

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SOLD = (IncomeItem.TRADE, IncomeItem.CROPS, IncomeItem.FORESTRY, IncomeItem.LIVESTOCK)
# 分: a line out of which something is taken.
_LEAST = 100_000
_NEEDS = (Need.JOB, Need.MARKET, Need.MEDICAL, Need.SKILLS, Need.SCHOOLING, Need.CARE)


class _Purse:
    """Typed lines of the registers, out of which the enterprises' ones are taken."""

    def __init__(self, households: list[Household]) -> None:
        self.lines: dict[tuple[int, int], list[IncomeLine]] = defaultdict(list)
        rows = IncomeLine.objects.typed().filter(register__household__in=households).select_related("register")
        for line in rows.order_by("pk"):
            self.lines[line.register.household_id, line.register.year].append(line)
        self.changed: dict[int, IncomeLine] = {}

    def room(self, household: int, year: int, items: tuple[IncomeItem, ...]) -> IncomeLine | None:
        """The largest line of these items."""
        found = [line for line in self.lines[household, year] if line.item in items]
        return max(found, key=lambda line: line.amount, default=None)

    def take(self, line: IncomeLine, fen: int) -> None:
        line.amount -= fen
        self.changed[line.pk] = line

    def close(self) -> None:
        IncomeLine.objects.bulk_update(self.changed.values(), ["amount"], batch_size=500)


class Enterprises:
    """All of one seed; registers, measures and helpers lie there already."""

    def __init__(
        self, plan: Plan, *, officer: OfficerOn, users: Mapping[str, User], papers: Mapping[Paper, StoredFile]
    ) -> None:
        # Its own line of chance: the rest of the office stays as it was.
        self.random = Random(20170308)  # noqa: S311 - the same office every time, and nothing secret
        self.plan, self.officer, self.users, self.papers = plan, officer, users, papers
        self.pairings: list[tuple[int, Pairing]] = []
        self.paired: list[HouseholdPairing] = []
        self.visits: list[EnterpriseVisit] = []
        self.choices: list[ModeChoice] = []
        self.pledges: list[Pledge] = []
        self.deliveries: list[Delivery] = []
        self.reached: list[Beneficiary] = []
        self.on_post: set[int] = set()

    def write(self, villages: list[Village]) -> None:
        rows = Household.objects.filter(poverty_status=PovertyStatus.IN_POVERTY, exits=None)
        self.households = list(rows.select_related("village").in_registry_order())
        self.members: dict[int, list[Member]] = defaultdict(list)
        for member in Member.objects.present().filter(household__in=self.households).order_by("pk"):
            self.members[member.household_id].append(member)
        self.purse = _Purse(self.households)
        self._enterprises(villages)
        for n, pairing in self.pairings:
            self._walk(n, pairing)
        self._keep()

    def _enterprises(self, villages: list[Village]) -> None:
        for n in range(story.COUNT):
            _, sector, capabilities = story.kind_of(n)
            name = story.name_of(n)
            enterprise = Enterprise(
                credit_code=credit_code(n + 1),
                name=name,
                name_initials=keys(name).initials,
                sector=sector,
                head_name=names.person(self.random, male=n % 3 > 0, age=48),
                phone=phone_number(2_000_000 + n),
                employees=self.random.randint(12, 320),
                village=villages[(n * 7) % len(villages)],
                capabilities=capabilities,
                intended_modes=story.modes_of(n),
            )
            for place in (story.CHOSEN[n], *([story.SECOND[n]] if n in story.SECOND else [])):
                since = self.plan.starts_on + timedelta(days=self.random.randint(20, 45))
                self.pairings.append((n, Pairing(enterprise=enterprise, village=villages[place], since=since)))
        found = list({id(pairing.enterprise): pairing.enterprise for _, pairing in self.pairings}.values())
        Enterprise.objects.bulk_create(found)
        Pairing.objects.bulk_create([pairing for _, pairing in self.pairings])
        began = self.plan.starts_on + timedelta(days=20)
        EnterpriseContact.objects.bulk_create(
            EnterpriseContact(enterprise=found[n], user=self.users[name], since=began)
            for name, n in story.CONTACTS.items()
        )

    def _walk(self, n: int, pairing: Pairing) -> None:
        there = [row for row in self.households if row.village_id == pairing.village_id]
        chosen = self.random.sample(there, min(len(there), self.random.randint(5, 9)))
        self.paired += [HouseholdPairing(pairing=pairing, household=row, since=pairing.since) for row in chosen]
        if n == story.WITHOUT_VISIT:
            return
        first = self._visit(pairing, chosen)
        if n == story.WITHOUT_MODES:
            return
        for mode in story.modes_of(n):
            day = first + timedelta(days=self.random.randint(3, 9))
            choice = ModeChoice(pairing=pairing, mode=mode, chosen_on=day, chosen_by=self._reporter(n))
            self.choices.append(choice)
            if n != story.WITHOUT_PLEDGE:
                self._pledge(n, choice, chosen)

    def _visit(self, pairing: Pairing, chosen: list[Household]) -> date:
        """The day of the first one."""
        random, day = self.random, pairing.since
        days = []
        for household in chosen[: random.randint(2, 4)]:
            day += timedelta(days=random.randint(2, 9))
            learned, need = random.choice(list(zip(story.LEARNED, _NEEDS, strict=True)))
            days.append(day)
            self.visits.append(
                EnterpriseVisit(
                    pairing=pairing,
                    household=household,
                    visited_on=day,
                    visitor_name=pairing.enterprise.head_name,
                    by_head=random.random() < 0.6,
                    learned=learned,
                    needs=[need],
                )
            )
        return days[0]

    def _reporter(self, n: int) -> User:
        name = next((name for name, place in story.CONTACTS.items() if place == n), "office")
        return self.users[name]

    def _pledge(self, n: int, choice: ModeChoice, chosen: list[Household]) -> None:
        mode = choice.mode
        offer = self.random.choice(story.OFFERS[Mode(mode)])
        trade = FIGURES[choice.pairing.village.name].trade
        pledged_on = choice.chosen_on + timedelta(days=self.random.randint(5, 15))
        due_on = self.plan.today - timedelta(days=30) if n == story.OVERDUE else self.plan.deadline
        pledge = Pledge(
            choice=choice,
            mode=mode,
            what=offer.what.format(trade=trade),
            terms=story.TERMS[Mode(mode)],
            pledged_on=pledged_on,
            due_on=due_on,
            amount=offer.amount * 100 or None,
            count=offer.count or None,
            recorded_by=self._reporter(n),
            **offer.facts,
        )
        self.pledges.append(pledge)
        # Posts are filled once; goods, courses and instalments come again.
        turns = 1 if mode == Mode.EMPLOYMENT else 2 if n == story.RETURNED else self.random.choice((1, 1, 2))
        for turn in range(turns):
            self._deliver(n, pledge, chosen, turn)

    def _deliver(self, n: int, pledge: Pledge, chosen: list[Household], turn: int) -> None:
        random, day = self.random, self._day(pledge, turn)
        delivery = Delivery(
            pledge=pledge,
            mode=pledge.mode,
            delivered_on=day,
            code="".join(random.choices(_ALPHABET, k=12)),
            reported_by=self._reporter(n),
        )
        rows = [row for household in chosen for row in self._reach(delivery, household)]
        if delivery.mode == Mode.EMPLOYMENT:
            rows = rows[: (pledge.count or 0) // 2]
        if not self._measure(delivery, rows):
            return
        self.on_post |= {row.member_id for row in rows if row.mode == Mode.EMPLOYMENT and row.member_id}
        # In the first mode one came back or was void, in the last one some wait.
        modes = story.modes_of(n)
        is_first = turn == 0 and pledge.mode == modes[0]
        if n == story.RETURNED and is_first:
            delivery.state, delivery.answer = DeliveryState.RETURNED, "人数和名单对不上，补上再报"
        elif n == story.VOIDED and is_first:
            delivery.state, delivery.void_reason = DeliveryState.VOID, "重复报了一次"
        elif pledge.recipient == Recipient.FUND and pledge.choice.pairing.village.name in PILOTS:
            # The fund's receipt confirms it.
            delivery.state = DeliveryState.REPORTED
        elif n in story.WAITING and pledge.mode == modes[-1]:
            delivery.state = DeliveryState.REPORTED
        else:
            delivery.state = DeliveryState.CONFIRMED
        self.deliveries.append(delivery)
        self.reached += rows
        if delivery.state == DeliveryState.CONFIRMED:
            self._take_out(rows)

    def _day(self, pledge: Pledge, turn: int) -> date:
        last = self.plan.today - timedelta(days=6)
        if pledge.mode == Mode.EMPLOYMENT:
            return last - timedelta(days=self.random.randint(0, 5))
        span = max((last - pledge.pledged_on).days, 2)
        first = self.random.randint(1, span // 2)
        return pledge.pledged_on + timedelta(days=first + turn * (span // 2 - 1))

    def _reach(self, delivery: Delivery, household: Household) -> list[Beneficiary]:
        """At most one of a household, and only where what it brings was in its income already."""
        mode, year, people = delivery.mode, delivery.delivered_on.year, self.members[household.pk]
        able = [m for m in people if m.labour_ability in CAN_WORK and 18 <= m.age(on=delivery.delivered_on) <= 60]
        row = Beneficiary(delivery=delivery, mode=mode, household=household)
        if mode == Mode.EMPLOYMENT:
            return [row] if self._hire(row, able, year) else []
        if mode == Mode.SKILLS and able and self.random.random() < 0.6:
            row.member, row.attendances = self.random.choice(able), self.random.randint(1, 3)
            row.completed = self.random.random() < 0.8
            return [row]
        if mode == Mode.TRADE:
            line = self.purse.room(household.pk, year, _SOLD)
            if line and line.amount >= _LEAST:
                row.amount = int(line.amount * self.random.uniform(0.25, 0.5)) // 10_000 * 10_000
                return [row]
        if mode == Mode.INDUSTRY:
            line = self.purse.room(household.pk, year, (IncomeItem.DIVIDEND,))
            row.amount = line.amount // 2_000 * 1_000 if line and line.amount >= 40_000 else None
            return [row] if row.amount or self.random.random() < 0.2 else []
        if mode == Mode.DONATION and delivery.pledge.recipient == Recipient.HOUSEHOLDS:
            row.amount = 30_000
            return [row]
        return []

    def _hire(self, row: Beneficiary, able: list[Member], year: int) -> bool:
        """A post of which the year's wage was typed as work nearby: between 58 and 75 in a hundred of it."""
        line = self._wage_of(row.household_id, year)
        free = [member for member in able if member.pk not in self.on_post]
        if not line or not free:
            return False
        until = None if year == self.plan.today.year else date(year, 12, 20)
        first, last = row.delivery.pledge.pledged_on, row.delivery.delivered_on
        for month in range(first.month + 1 if first.year == year else 1, last.month + 1):
            since = date(year, month, self.random.randint(1, 10))
            pay = int(line.amount * 0.7 / months_on_post(since, until, year=year)) // 5_000 * 5_000
            if 90_000 <= pay <= 280_000 and since <= last:
                row.member, row.monthly_pay, row.since, row.until = free[0], pay, since, until
                return True
        return False

    def _wage_of(self, household: int, year: int) -> IncomeLine | None:
        """Work nearby first: who earned elsewhere came home for the post."""
        near = self.purse.room(household, year, (IncomeItem.LOCAL_WORK,))
        return near or self.purse.room(household, year, (IncomeItem.MIGRANT_WORK,))

    def _measure(self, delivery: Delivery, rows: list[Beneficiary]) -> bool:
        """Fills what the mode counts; False where there is nothing to report."""
        pledge, mode = delivery.pledge, delivery.mode
        given = sum(row.amount or 0 for row in rows)
        if mode == Mode.EMPLOYMENT:
            delivery.count = len(rows)
            return bool(rows)
        if mode == Mode.SKILLS:
            delivery.count = min((pledge.count or 0) // 2, sum(row.attendances or 0 for row in rows) + 12)
            delivery.teacher = self.random.choice(story.TEACHERS)
            return True
        half = (pledge.amount or 0) // 2
        delivery.amount = half
        if mode == Mode.TRADE:
            # Others of the village sell too.
            delivery.amount = min(half, given * 2)
        elif pledge.recipient == Recipient.HOUSEHOLDS:
            delivery.amount = given
        if pledge.gift == Gift.GOODS:
            delivery.quantity, delivery.basis = len(rows), ValueBasis.INVOICE
        if pledge.gift == Gift.MONEY:
            delivery.receipt_no, delivery.receipt_issuer = f"演 {self.random.randint(1000, 9999)}", "区慈善会"
        return given <= delivery.amount and delivery.amount > 0

    def _take_out(self, rows: list[Beneficiary]) -> None:
        for row in rows:
            for year, (_, fen) in income_of(row, today=self.plan.today).items():
                line = self._line_of(row, year)
                if line:
                    self.purse.take(line, fen)

    def _line_of(self, row: Beneficiary, year: int) -> IncomeLine | None:
        """Out of which it comes; a gift counts beside, out of none."""
        if row.mode == Mode.EMPLOYMENT:
            return self._wage_of(row.household_id, year)
        items = {Mode.TRADE: _SOLD, Mode.INDUSTRY: (IncomeItem.DIVIDEND,)}.get(Mode(row.mode))
        return self.purse.room(row.household_id, year, items) if items else None

    def _keep(self) -> None:
        HouseholdPairing.objects.bulk_create(self.paired)
        EnterpriseVisit.objects.bulk_create(self.visits)
        ModeChoice.objects.bulk_create(self.choices)
        Pledge.objects.bulk_create(self.pledges)
        told = [(row, row.state, row.answer, row.void_reason) for row in self.deliveries]
        for delivery in self.deliveries:
            delivery.state, delivery.answer, delivery.void_reason = DeliveryState.REPORTED, "", ""
        Delivery.objects.bulk_create(self.deliveries)
        Beneficiary.objects.bulk_create(self.reached)
        DeliveryFile.objects.bulk_create(
            DeliveryFile(delivery=row, file=self.papers[Paper.RECEIPT], caption="收条", added_by=row.reported_by)
            for row in self.deliveries[::2]
        )
        self._answer(told)
        self.purse.close()
        self._feed()
        self._use()

    def _answer(self, told: list[tuple[Delivery, str, str, str]]) -> None:
        today, answered = self.plan.today, []
        for row, state, answer, reason in told:
            if state == DeliveryState.REPORTED:
                continue
            village = row.pledge.choice.pairing.village
            row.state, row.answer, row.void_reason = state, answer, reason
            if state == DeliveryState.VOID:
                row.voided_by, row.voided_on = self.users["office"], today
            else:
                row.answered_on = min(row.delivered_on + timedelta(days=self.random.randint(1, 5)), today)
                row.answered_by = self.officer(village, row.answered_on)
            answered.append(row)
        columns = ["state", "answer", "answered_by", "answered_on", "void_reason", "voided_by", "voided_on"]
        Delivery.objects.bulk_update(answered, columns, batch_size=200)

    def _feed(self) -> None:
        rows = [row for row in self.reached if row.delivery.is_confirmed]
        measures = [Measure(household=row.household, is_from_enterprise=True, **measure_of(row)) for row in rows]
        Measure.objects.bulk_create(measures)
        for row, measure in zip(rows, measures, strict=True):
            row.measure = measure
        Beneficiary.objects.bulk_update(rows, ["measure"], batch_size=200)
        registers = {key: lines[0].register for key, lines in self.purse.lines.items() if lines}
        brought: list[tuple[Beneficiary, IncomeLine]] = []
        for row in rows:
            for year, (item, fen) in income_of(row, today=self.plan.today).items():
                register = registers[row.household_id, year]
                line = IncomeLine(register=register, item=item, amount=fen, is_from_enterprise=True)
                brought.append((row, line))
        IncomeLine.objects.bulk_create([line for _, line in brought])
        HelpIncome.objects.bulk_create(HelpIncome(beneficiary=row, line=line) for row, line in brought)

    def _use(self) -> None:
        uses: list[GiftUse] = []
        for n, delivery in enumerate(row for row in self.deliveries if row.is_followed):
            facts: dict[str, Any] = {"delivery": delivery, "recorded_by": delivery.answered_by}
            for turn in range(n % 3):
                day = min(delivery.delivered_on + timedelta(days=10 + 20 * turn), self.plan.today)
                amount = (delivery.amount or 0) // (2 if n % 2 else 5) // 100 * 100
                what = self.random.choice(story.USES[Purpose(delivery.pledge.purpose)])
                households = self.random.randint(2, 12)
                uses.append(GiftUse(used_on=day, what=what, amount=amount, households=households, **facts))
        GiftUse.objects.bulk_create(uses)
