"""The demo's half-month reports since the plan began: each village keeps its habits, and all tell its road's story.

The timetable moves by what the reports say: dates asked for and milestones done hang on the revision that said so.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from office.demo.filings import Asked, Filing
from office.demo.industry import Industries, VillageRoad
from office.demo.plan import FIGURES, Plan
from office.demo.products import Move, Point
from office.demo.registry import Case
from office.demo.reporting import moment
from office.demo.requests import ADDED, MENDED, REQUESTS, RETURNS
from office.demo.scenes import OF_EVERYBODY, OF_PRODUCT, Scene
from office.demo.verdicts import OfficerOn
from office.demo.writers import Writer
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from villages.models import (
    Answer,
    DueDateChange,
    HelpRequest,
    Milestone,
    MilestoneAnswer,
    Report,
    ReportField,
    ReportPhoto,
    ReportReturn,
    ReportRevision,
    Via,
    Village,
)
from villages.periods import Fortnight
from villages.reporting import (
    SAME_IN_A_ROW,
    Circumstances,
    MilestoneSaid,
    Submission,
    asked_about,
    filing_time,
    flags,
    is_late,
    needs_decision,
)

BATCH = 1000
# Days after the half-month's end: what migration `reporting_rule` says.
DUE = 2
ON_TIME, LATE, VERY_LATE, MISSING, EXCUSED = ".LVME"
UNREAD = 5
PHOTOS_SINCE = 5
# Whose last reports say the same, word for word.
COPYIST = "马鞍山村"


class Habit(NamedTuple):
    """`pattern` tells what became of the half-months due, the newest first; on time beyond its end. `slow` is the
    share of reports that waited hours for the network; `via` how they are filed, the commonest first.
    """

    pattern: str = ""
    slow: float = 0.1
    via: tuple[Via, ...] = (Via.PHONE, Via.PHONE, Via.PHONE, Via.DESK)


_DESK = (Via.DESK, Via.DESK, Via.PHONE)
HABITS = {
    "青石岭村": Habit("............L"),
    "龙潭沟村": Habit("MM.L.LL..M.LL.L..L.L", 0.3),
    "白果树村": Habit("......E....", via=_DESK),
    "桃花坞村": Habit(),
    "响水河村": Habit("L...V.L.....LL", 0.25),
    "柳林铺村": Habit("....L.........L", via=_DESK),
    "双庙村": Habit(".......L"),
    "石门垭村": Habit("...M.....L", 0.2),
    "金竹园村": Habit("", via=(Via.DESK, Via.EXCEL)),
    "罗汉寺村": Habit(),
    "马鞍山村": Habit("L.LL.LL.L..LL.L.L..L.L", 0.2),
    "凉水井村": Habit(".L...M.......", via=(Via.PHONE, Via.PHONE, Via.PAPER)),
    "土桥村": Habit(".........L"),
    "大柏树村": Habit("", via=(Via.PHONE, Via.EXCEL)),
    "黄土坡村": Habit("..L.", via=(Via.PAPER, Via.DESK, Via.PHONE)),
}
# They have filed the running half-month when a week of it is over.
EARLY = ("桃花坞村", "大柏树村", "双庙村")
# A phone whose clock stood a year behind.
WRONG_CLOCK = ("土桥村", 5)
EXCUSE = "冰凌压断电杆，全村断网 3 天，纸表按时交到办事处"


class HalfMonths:
    """All reports of one seed."""

    def __init__(
        self,
        plan: Plan,
        industries: Industries,
        *,
        officer: OfficerOn,
        users: Mapping[str, User],
        scenes: Mapping[Scene, StoredFile],
    ) -> None:
        # Its own line of chance: the rest of the office stays as it was.
        self.random = Random(20170416)  # noqa: S311 - the same office every time, and nothing secret
        self.plan, self.industries, self.officer, self.users, self.scenes = plan, industries, officer, users, scenes
        # Nothing has come later than last night.
        self.latest = moment(plan.today)
        self.running = Fortnight.containing(plan.today)
        self.filings: dict[str, list[Filing]] = {}
        self.asked: list[Asked] = []
        self.done: list[tuple[Milestone, date, Filing | None]] = []
        self.due_now: dict[int, date] = {}

    def write(self, villages: list[Village], cases: list[Case]) -> None:
        for village in villages:
            self.filings[village.name] = self._filed(village)
            self._follow_road(village)
            self._write_down(village, [case for case in cases if case.village is village and not case.before_plan])
        found = [filing for filings in self.filings.values() for filing in filings]
        found.sort(key=lambda filing: filing.received_at)
        self._reports(found)
        self._mended()
        self._changes()
        self._finish()
        self._answers(found)
        self._requests()
        self._photos(found)
        self._review(found)

    def of(self, village: str, back: int) -> Filing | None:
        return next((filing for filing in self.filings[village] if filing.back == back), None)

    @property
    def due_periods(self) -> list[Fortnight]:
        """Those whose last day has passed, the newest first."""
        last = [p for p in self.plan.fortnights if p.end + timedelta(days=DUE) < self.plan.today]
        return last[::-1]

    def _filed(self, village: Village) -> list[Filing]:
        habit, due = HABITS[village.name], self.due_periods
        found = []
        first = 1 - (len(self.plan.fortnights) - len(due))
        for back, period in enumerate(reversed(self.plan.fortnights), first):
            place = due.index(period) if period in due else None
            sign = habit.pattern[place] if place is not None and place < len(habit.pattern) else ON_TIME
            day = self._day(village, period, sign, is_due=place is not None)
            if sign != MISSING and day is not None and day < self.plan.today:
                found.append(self._filing(village, period, back, day, is_excused=sign == EXCUSED))
        return found[::-1]

    def _day(self, village: Village, period: Fortnight, sign: str, *, is_due: bool) -> date | None:
        if period == self.running:
            early = period.start + timedelta(days=5 + self.random.randint(0, 2))
            return early if village.name in EARLY else None
        last = period.end + timedelta(days=DUE)
        if not is_due and LATE in HABITS[village.name].pattern[:3]:
            return None
        if sign in (LATE, EXCUSED):
            return min(last + timedelta(days=self.random.choice((1, 1, 2, 3))), self.plan.today - timedelta(days=1))
        if sign == VERY_LATE:
            return last + timedelta(days=19)
        return period.end + timedelta(days=self.random.choice((-2, -1, -1, 0, 0, 0, 1, 1, 1, 2)))

    def _filing(self, village: Village, period: Fortnight, back: int, day: date, *, is_excused: bool) -> Filing:
        habit, by = HABITS[village.name], self.officer(village, day)
        via = self.random.choice(habit.via)
        pressed = moment(
            day,
            self.random.choice((7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20)),
            self.random.randint(0, 59),
            self.random.randint(0, 59),
        )
        if via in (Via.PAPER, Via.EXCEL):
            entered = self.users["office"] if via == Via.PAPER else by
            return Filing(village, period, back, pressed, entered, via, is_excused=is_excused)
        opened = pressed - timedelta(seconds=self.random.randint(25, 620))
        received = pressed + timedelta(seconds=self.random.randint(1, 9))
        if via == Via.PHONE and self.random.random() < habit.slow:
            received = min(pressed + timedelta(minutes=self.random.randint(25, 1500)), self.latest)
        if (village.name, back) == WRONG_CLOCK:
            pressed = pressed.replace(year=pressed.year - 1, day=min(pressed.day, 28))
        return Filing(village, period, back, received, by, via, opened, pressed, is_excused=is_excused)

    def _follow_road(self, village: Village) -> None:
        """What each report says of the milestones, and what that does to the timetable."""
        found = self.industries.roads.get(village.pk)
        if found is None or not found.is_approved or found.row.approved_on is None:
            return
        self.due_now |= {milestone.pk: milestone.due_on for _, milestone in found.points}
        open_ones = dict(enumerate(found.points))
        for filing in self.filings[village.name]:
            if filing.day >= found.row.approved_on:
                self._say(filing, found, open_ones)
        for point, milestone in open_ones.values():
            done_on = found.done_on(point, milestone)
            if done_on:
                self.done.append((milestone, done_on, None))

    def _say(self, filing: Filing, found: VillageRoad, open_ones: dict[int, tuple[Point, Milestone]]) -> None:
        for key, (point, milestone) in list(open_ones.items()):
            done_on = found.done_on(point, milestone)
            if done_on and done_on <= filing.day:
                del open_ones[key]
                is_before = found.row.approved_on is not None and done_on <= found.row.approved_on
                self.done.append((milestone, done_on, None if is_before else filing))
                if not is_before:
                    filing.answers.append(MilestoneSaid(milestone.pk, Answer.DONE, done_on=done_on))
                continue
            for move in point.moves:
                if move.back == filing.back:
                    filing.answers.append(self._move(filing, milestone, move))
        said = {answer.milestone for answer in filing.answers}
        dated = [_Dated(milestone, self.due_now[milestone.pk]) for _, milestone in open_ones.values()]
        for milestone, due_on in asked_about(dated, on=filing.day):
            # Of what is overdue and got no other date, the officers say nothing.
            if milestone.pk not in said and due_on >= filing.day:
                filing.answers.append(MilestoneSaid(milestone.pk, Answer.ON_TIME))

    def _move(self, filing: Filing, milestone: Milestone, move: Move) -> MilestoneSaid:
        old = self.due_now[milestone.pk]
        new = old + timedelta(days=move.days)
        waits = needs_decision(new, due=old, baseline=milestone.due_on, asked_on=filing.day)
        self.asked.append(Asked(milestone, old, new, move, filing.day, filing.by, filing, waits))
        if not waits or move.granted:
            self.due_now[milestone.pk] = new
        return MilestoneSaid(milestone.pk, Answer.DELAYED, new, move.kind, move.reason)

    def _write_down(self, village: Village, cases: list[Case]) -> None:
        found = self.industries.roads.get(village.pk)
        writer = Writer(self.random, self.plan, village, found, cases, self.industries)
        before: list[tuple[Fortnight, Submission]] = []
        copied = [filing.back for filing in self.filings[village.name]][-SAME_IN_A_ROW + 1 :]
        for filing in self.filings[village.name]:
            is_copy = village.name == COPYIST and filing.back in copied and before
            last = before[0][1] if before else None
            content = writer.content(filing, last, is_copy=bool(is_copy))
            in_a_row = [said for n, (period, said) in enumerate(before[:2], 1) if period == filing.period.shifted(-n)]
            filing.content = content
            filing.known = Circumstances(
                counted=writer.counted(filing.day),
                remaining=writer.remaining(filing.day),
                last=last,
                before=in_a_row,
                is_late=is_late(filing.filed_at, filing.period.end + timedelta(days=DUE)),
                is_doubted=filing_time(
                    opened=filing.opened_at, device=filing.device_at, received=filing.received_at
                ).is_doubted,
                waits_for_decision=any(asked.filing is filing and asked.waits for asked in self.asked),
            )
            before.insert(0, (filing.period, content))

    def _reports(self, found: list[Filing]) -> None:
        for filing in found:
            filing.row = Report(
                village=filing.village,
                period_start=filing.period.start,
                filed_at=filing.filed_at,
                received_at=filing.received_at,
            )
        Report.objects.bulk_create([filing.row for filing in found], batch_size=BATCH)
        for filing in found:
            filing.revision = self._revision(filing, filing.said, filing.received_at)
        # Numbers and receipts are the database's; a report's next revision must not come in the same statement.
        ReportRevision.objects.bulk_create([filing.revision for filing in found], batch_size=BATCH)

    def _revision(self, filing: Filing, said: Submission, at: datetime, *, is_first: bool = True) -> ReportRevision:
        return ReportRevision(
            report=filing.row,
            uuid=UUID(int=self.random.getrandbits(128), version=4),
            receipt=f"{filing.row.pk}/{at:%f}",
            based_on=0 if is_first else 1,
            work=list(said.work),
            done=said.done,
            participants=said.participants,
            counted=filing.known.counted,
            scale=said.scale,
            invested=said.invested,
            help_wanted=said.help_wanted,
            flags=flags(said, filing.period, filing.known),
            via=filing.via if is_first else Via.DESK,
            opened_at=filing.opened_at if is_first else at - timedelta(minutes=4),
            device_at=filing.device_at if is_first else at,
            received_at=at,
            recorded_by=filing.by,
        )

    def _mended(self) -> None:
        """What was sent back or found wrong comes a second time, in a statement of its own."""
        office = self.users["office"]
        sent: list[ReportReturn] = []
        again: list[Filing] = []
        for one in RETURNS:
            filing = self.of(one.village, one.back)
            if filing:
                at = min(self._next_morning(filing.received_at), self.latest)
                sent.append(
                    ReportReturn(
                        report=filing.row,
                        field=one.field,
                        reason_kind=one.kind,
                        note=one.note,
                        returned_by=office,
                        returned_at=at,
                    )
                )
                if one.is_mended:
                    self._again(filing, one.field, at + timedelta(hours=self.random.randint(3, 27)))
                    again.append(filing)
        for village, back, part in MENDED:
            filing = self.of(village, back)
            if filing and filing.again is None:
                self._again(filing, part, filing.received_at + timedelta(minutes=self.random.randint(9, 240)))
                again.append(filing)
        ReportReturn.objects.bulk_create(sent)
        ReportRevision.objects.bulk_create([filing.again for filing in again if filing.again])

    def _again(self, filing: Filing, part: ReportField, at: datetime) -> None:
        said = filing.said
        changed = Submission(
            done=said.done + ADDED.get(part, ""),
            work=said.work,
            participants=filing.known.counted if part == ReportField.PARTICIPANTS else said.participants,
            scale=said.scale,
            invested=said.invested,
            help_wanted=said.help_wanted,
            answers=said.answers,
        )
        filing.again = self._revision(filing, changed, min(at, self.latest), is_first=False)

    def _changes(self) -> None:
        """In the order in which they were asked; a milestone's next change needs the one before."""
        rounds: dict[int, list[DueDateChange]] = defaultdict(list)
        told: dict[int, count[int]] = defaultdict(count)
        for asked in sorted(self.asked, key=lambda asked: asked.on):
            granted = asked.move.granted if asked.waits else True
            is_decided = asked.waits and granted is not None
            rounds[next(told[asked.milestone.pk])].append(
                DueDateChange(
                    milestone=asked.milestone,
                    old_due_on=asked.old,
                    new_due_on=asked.new,
                    reason_kind=asked.move.kind,
                    reason=asked.move.reason,
                    asked_by=asked.by,
                    asked_on=asked.on,
                    revision=asked.filing.revision,
                    is_granted=granted,
                    decided_by=self.users["leader"] if is_decided else None,
                    decided_on=min(asked.on + timedelta(days=3), self.plan.today) if is_decided else None,
                    decided_note=asked.move.note or "同意，按新日期督办" if is_decided else "",
                )
            )
        for n in sorted(rounds):
            DueDateChange.objects.bulk_create(rounds[n])

    def _finish(self) -> None:
        rows = []
        for milestone, done_on, filing in self.done:
            milestone.done_on = done_on
            milestone.done_in = filing.revision if filing else None
            milestone.done_note = "" if filing else "批准时补登"
            rows.append(milestone)
        Milestone.objects.bulk_update(rows, ["done_on", "done_in", "done_note"])

    def _answers(self, found: list[Filing]) -> None:
        revisions = [(filing, revision) for filing in found for revision in (filing.revision, filing.again) if revision]
        MilestoneAnswer.objects.bulk_create(
            (
                MilestoneAnswer(
                    revision=revision,
                    milestone_id=said.milestone,
                    state=said.state,
                    due_on=said.due_on,
                    reason_kind=said.reason_kind,
                    reason=said.reason,
                    done_on=said.done_on,
                )
                for filing, revision in revisions
                for said in filing.answers
            ),
            batch_size=BATCH,
        )

    def _requests(self) -> None:
        rows = []
        for asked in REQUESTS:
            filing = self.of(asked.village, asked.back)
            if filing is None:
                continue
            row = HelpRequest(report=filing.row, text=asked.text, asked_at=filing.received_at)
            if asked.answer:
                at = self._next_morning(filing.received_at + timedelta(days=asked.after))
                row.answer, row.handed_to, row.answered_by = asked.answer, asked.handed_to, self.users["office"]
                row.answered_at = min(at, self.latest)
                row.due_on = self.plan.today + timedelta(days=asked.due) if asked.due is not None else None
                row.seen_at = min(at + timedelta(hours=9), self.latest) if asked.is_seen else None
            rows.append(row)
        HelpRequest.objects.bulk_create(rows)

    def _photos(self, found: list[Filing]) -> None:
        rows: list[ReportPhoto] = []
        for filing in found:
            if filing.back > PHOTOS_SINCE:
                continue
            product = FIGURES[filing.village.name].trade
            scenes = self.random.sample([OF_PRODUCT[product], *OF_EVERYBODY], self.random.choice((0, 1, 2, 2, 3)))
            rows.extend(
                ReportPhoto(
                    report=filing.row,
                    revision=filing.revision,
                    file=self.scenes[scene],
                    received_at=min(filing.received_at + timedelta(seconds=20 + 30 * n), self.latest),
                )
                for n, scene in enumerate(scenes)
            )
        ReportPhoto.objects.bulk_create(rows, batch_size=BATCH)

    def _review(self, found: list[Filing]) -> None:
        """All but the newest ones, and what waits for its village to mend it."""
        waiting = {(one.village, one.back) for one in RETURNS if not one.is_mended}
        read = [filing for filing in found if (filing.village.name, filing.back) not in waiting]
        read.sort(key=lambda filing: filing.again.received_at if filing.again else filing.received_at)
        rows = []
        for filing in read[:-UNREAD]:
            came = filing.again.received_at if filing.again else filing.received_at
            if filing.is_excused:
                filing.row.excused_reason, filing.row.excused_by = EXCUSE, self.users["office"]
            filing.row.reviewed_at = max(min(self._next_morning(came), self.latest), came)
            filing.row.reviewed_by = self.users["office"]
            rows.append(filing.row)
        Report.objects.bulk_update(
            rows, ["reviewed_at", "reviewed_by", "excused_reason", "excused_by"], batch_size=BATCH
        )

    def _next_morning(self, at: datetime) -> datetime:
        day = timezone.localtime(at).date() + timedelta(days=1)
        return moment(day, 8 + self.random.randint(0, 2), self.random.randint(1, 59))


class _Dated(NamedTuple):
    milestone: Milestone
    due_on: date
