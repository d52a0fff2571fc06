"""What the page of an exit shows, gathered once: its steps, the notice's clock, and what stands in the way now.

A household's and a village's exit alike. Today's rules are asked of the database (`Exit.obstacles`), not told again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Prefetch
from django.urls import reverse

from households.codes import NOTICE_STAGES, STAGES_WITH_EVIDENCE, ExitStage
from households.exit_needs import Need, needs_of
from households.exits import STEP_KINDS, Obstacle, Place, StepKind
from households.incomes import Incomes
from households.models import Assessment, Criterion, Evidence, Exit, ExitStep, Household, Objection
from households.sheets.household import Point
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.charts.notice import Clock
from povertyplan.ui.dates import iso, local_day, month_day
from povertyplan.ui.lamps import Lamp

DONE, NOW, TODO = "done", "now", "todo"
_SHOWN_YEARS = 3


@dataclass(frozen=True)
class StepLine:
    """One of the steps: taken (`step`), the one to take now, or one that comes later."""

    number: int
    kind: StepKind
    state: str
    step: ExitStep | None = None
    earliest: date | None = None

    @property
    def when(self) -> str:
        if self.step is None:
            return f"最早 {month_day(self.earliest)}" if self.earliest else ""
        if self.step.ends_on:
            return f"{month_day(self.step.done_on)} 至 {month_day(self.step.ends_on)}"
        return iso(self.step.done_on)

    @property
    def told(self) -> str:
        return told(self.step) if self.step else self.kind.hint

    @property
    def late_entry(self) -> date | None:
        """The day on which the step was typed, where that was another one."""
        if self.step is None or local_day(self.step.recorded_at) == self.step.done_on:
            return None
        return local_day(self.step.recorded_at)

    @cached_property
    def files(self) -> list[Evidence]:
        return [file for file in self.step.files.all() if not file.withdrawn_on] if self.step else []

    @property
    def edit_url(self) -> str:
        return reverse(f"{self.kind.address}_edit", args=[self.step.pk]) if self.step else ""

    @property
    def file_url(self) -> str:
        return reverse(f"{self.kind.address}_file", args=[self.step.pk]) if self.step else ""

    @property
    def lacks_evidence(self) -> bool:
        return self.step is not None and self.step.stage in STAGES_WITH_EVIDENCE and not self.files


def told(step: ExitStep) -> str:
    """What a taken step says of itself in one line."""
    led, joined = step.led_by, step.joined_by
    parts: list[str] = []
    match step.stage:
        case ExitStage.APPRAISAL:
            parts = [f"{step.attendees} 人到会，同意 {step.votes_for}，反对 {step.votes_against}"]
            parts += [f"{led}主持" + (f"，{joined}记录" if joined else "")]
        case ExitStage.VERIFICATION:
            parts = [f"村两委 {led}，工作队 {joined}"]
        case ExitStage.CONSENT:
            parts = [f"{led}签字"]
        case ExitStage.REVIEW:
            parts = [f"{led}审核"] if led else []
        case _:
            parts = [name for name in (led, joined) if name]
    parts += [step.document_no, step.place, step.note]
    return "；".join(part for part in parts if part)


@dataclass(frozen=True)
class Verdict:
    """A criterion in the exit's year and the papers that prove it."""

    point: Point
    files: list[Evidence]


@dataclass(frozen=True)
class Ask:
    """A need with the address where this person removes it; empty where somebody else must."""

    need: Need
    url: str


def asks_of(
    needs: Sequence[Need], household: Household | None, *, user: User, year: int, exit_: Exit | None
) -> list[Ask]:
    """Of a household's exit; a village's is mended on the village's own page."""
    if household is None:
        return [Ask(need, "") for need in needs]
    return [Ask(need, _address(need, household, user=user, year=year, exit_=exit_)) for need in needs]


def _address(need: Need, household: Household, *, user: User, year: int, exit_: Exit | None) -> str:
    key = need.obstacle.subject
    match need.place:
        case Place.CRITERION if user.can(Capability.EDIT_HOUSEHOLDS) and _verdict(need):
            return reverse("households:verdict_file_create", args=[_verdict(need)])
        case Place.CRITERION if user.can(Capability.EDIT_HOUSEHOLDS):
            return reverse("households:criterion_assess", args=[household.pk, need.code])
        case Place.INCOME if user.can(Capability.EDIT_HOUSEHOLDS):
            return reverse("households:income_edit", args=[household.pk, year])
        case Place.LINE if user.can(Capability.EDIT_STANDARDS):
            return reverse("households:poverty_line_list")
        case Place.STEP if user.can(STEP_KINDS[ExitStage(need.obstacle.detail)].capability):
            return reverse("households:exit_step_file", args=[key])
        case Place.OBJECTION if user.can(Capability.PREPARE_EXITS):
            return reverse("households:objection_answer", args=[key])
        case Place.STOP if exit_ is not None:
            return reverse("households:exit_stop", args=[exit_.pk])
    return ""


def _verdict(need: Need) -> int | None:
    """The key of the verdict that only lacks its paper."""
    has_key = need.obstacle.code == "criterion_without_evidence" and need.obstacle.detail
    return int(need.obstacle.detail) if has_key else None


class ExitPage:
    """`user` is who looks at it: whether one has taken part before is asked of that person."""

    def __init__(self, exit_: Exit, *, user: User, today: date) -> None:
        self.exit, self.user, self.today = exit_, user, today

    @cached_property
    def steps(self) -> list[ExitStep]:
        papers = Prefetch("files", queryset=Evidence.objects.select_related("file", "withdrawn_by"))
        return list(self.exit.steps.select_related("recorded_by").prefetch_related(papers).order_by("pk"))

    @cached_property
    def objections(self) -> list[Objection]:
        return list(self.exit.objections.select_related("answered_by", "recorded_by"))

    @property
    def unanswered(self) -> list[Objection]:
        return [objection for objection in self.objections if objection.answered_on is None]

    @property
    def upheld(self) -> Objection | None:
        return next((objection for objection in self.objections if objection.is_upheld), None)

    @cached_property
    def next_kind(self) -> StepKind | None:
        """The step to take now; None when the exit has ended."""
        taken = len(self.steps)
        if not self.exit.is_open or taken >= len(self.exit.stages):
            return None
        return STEP_KINDS[self.exit.stages[taken]]

    @cached_property
    def earliest(self) -> date | None:
        return self.exit.earliest(self.next_kind.stage) if self.next_kind else None

    @property
    def may_take(self) -> bool:
        return self.next_kind is not None and self.user.can(self.next_kind.capability)

    @cached_property
    def needs(self) -> list[Need]:
        """What stands against the next step today; of a closed exit, what it rests on and is gone."""
        if self.next_kind is not None:
            found = self.exit.obstacles(self.next_kind.stage, on=self.today, by=self.user)
        else:
            found = self.exit.gaps() if self.exit.closed_on else []
        return needs_of(self.exit, [o for o in found if self._is_news(o, found)])

    def _is_news(self, obstacle: Obstacle, found: Sequence[Obstacle]) -> bool:
        """Not: a day that an objection will move anyway, and a word about somebody who may not take the step."""
        if obstacle.code == "notice_running":
            return not any(other.code in ("objection_open", "objection_upheld") for other in found)
        return obstacle.code != "same_person" or self.may_take

    @property
    def act_url(self) -> str:
        """The form of the step to take now."""
        return reverse(self.next_kind.address, args=[self.exit.pk]) if self.next_kind else ""

    @property
    def is_waiting(self) -> bool:
        """Only the day is missing."""
        return bool(self.needs) and all(n.obstacle.code == "notice_running" for n in self.needs)

    @property
    def is_blocked(self) -> bool:
        return bool(self.needs) or not self.may_take

    @property
    def blocked_words(self) -> str:
        """Beside the button that cannot be pressed: from when, by whom, or what comes before."""
        if self.next_kind is None:
            return ""
        first = self.needs[0] if self.needs else None
        if first and first.obstacle.code in ("notice_running", "before_previous") and self.earliest:
            return f"{month_day(self.earliest)} 起能按"
        if not self.may_take:
            return f"由{self.next_kind.side}的人记"
        if first and first.obstacle.code == "same_person":
            return first.what
        return f"先办“还差什么”里的 {len(self.needs)} 件" if self.needs else ""

    @cached_property
    def clock(self) -> Clock | None:
        """Of a notice that was the last step; None before and after."""
        if self.next_kind is None or not self.steps or self.steps[-1].stage not in NOTICE_STAGES:
            return None
        answered = [o.answered_on for o in self.objections if o.answered_on and not o.is_upheld]
        first = max([self.steps[-1].done_on, *(day + timedelta(days=1) for day in answered)])
        last = (self.earliest or first) - timedelta(days=1)
        return Clock(first, last, self.today, is_stopped=bool(self.unanswered or self.upheld))

    @property
    def restarted_on(self) -> date | None:
        """The first day of a term that began again after an answer."""
        clock = self.clock
        return clock.first if clock and clock.first != self.steps[-1].done_on else None

    @property
    def is_hanging(self) -> bool:
        return self.clock is not None and (self.clock.is_stopped or not self.clock.is_over)

    @cached_property
    def lines(self) -> list[StepLine]:
        found = []
        now = len(self.steps) - 1 if self.is_hanging else len(self.steps)
        for place, stage in enumerate(self.exit.stages):
            step = self.steps[place] if place < len(self.steps) else None
            state = NOW if place == now and self.exit.is_open else DONE if step else TODO
            earliest = self.earliest if place == len(self.steps) and self._comes_later else None
            found.append(StepLine(place + 1, STEP_KINDS[stage], state, step, earliest))
        return found

    @property
    def _comes_later(self) -> bool:
        is_stopped = self.clock is not None and self.clock.is_stopped
        return self.earliest is not None and self.earliest > self.today and not is_stopped

    @property
    def now(self) -> StepLine | None:
        return next((line for line in self.lines if line.state == NOW), None)

    @property
    def lamp(self) -> Lamp:
        if self.exit.stopped_on:
            return Lamp.NONE
        if self.exit.closed_on:
            return Lamp.BAD if self.needs else Lamp.DONE
        return Lamp.GO if self.is_waiting or not self.needs else Lamp.WARN

    @property
    def place(self) -> str:
        """第 5 步，共 8 步."""
        if self.exit.stopped_on:
            return "已中止"
        if self.now is None:
            return "已走完" if not self.needs else "要复核"
        return f"第 {self.now.number} 步，共 {len(self.exit.stages)} 步"

    @property
    def why(self) -> str:
        """The page's sentence."""
        exit_ = self.exit
        if exit_.stopped_on:
            return f"{iso(exit_.stopped_on)} 中止：{exit_.stop_reason}"
        if exit_.closed_on:
            until = f"，继续帮扶到 {iso(exit_.continued_until)}" if exit_.continued_until else ""
            gone = f"；当时依据的 {len(self.needs)} 件现在不齐，要复核" if self.needs else ""
            return f"{iso(exit_.closed_on)} {exit_.stages[-1].label}{until}{gone}"
        if self.upheld:
            return "异议成立，这次退出不能再往下走，要中止"
        if self.unanswered:
            return f"有 {len(self.unanswered)} 条异议没有答复，公示停表"
        others = [need for need in self.needs if need.obstacle.code != "notice_running"]
        if self.clock and not self.clock.is_over:
            also = f"，另外还差 {len(others)} 件" if others else ""
            label, last = self.steps[-1].get_stage_display(), month_day(self.clock.last)
            return f"{label}{self.clock.said}，{last} 期满没有异议，才能往下走{also}"
        if others:
            return f"还差 {len(others)} 件：{others[0].what}"
        return f"都齐了，可以{self.next_kind.act}" if self.next_kind else ""

    @property
    def needs_say(self) -> str:
        by_hand = sum(need.mend.who != "自动" for need in self.needs)
        return f"{len(self.needs)} 件，{by_hand} 件要人办" if self.needs else "都齐了"

    @property
    def steps_say(self) -> str:
        return f"走完 {sum(line.state == DONE for line in self.lines)} 步，每步都有日期、人、凭证；不能跳步"

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """Each point of the exit's standard in its year, with the papers that stand."""
        papers = Prefetch("files", queryset=Evidence.objects.standing().select_related("file"))
        rows = Assessment.objects.filter(household=self.exit.household_id, year=self.exit.year)
        known = {row.criterion_id: row for row in rows.prefetch_related(papers)}
        points = [Point(c, known.get(c.pk)) for c in Criterion.objects.of(self.exit.standard)]
        return [Verdict(point, list(point.assessment.files.all()) if point.assessment else []) for point in points]

    @property
    def verdicts_say(self) -> str:
        open_ones = sum(verdict.point.lamp not in (Lamp.OK, Lamp.DONE) for verdict in self.verdicts)
        return f"还有 {open_ones} 项没有达标或未核" if open_ones else f"{len(self.verdicts)} 项都齐"

    @cached_property
    def incomes(self) -> Incomes:
        """The exit's year and the two before it, as far as they are registered."""
        year = self.exit.year
        rows = self._household.net_incomes.filter(year__gt=year - _SHOWN_YEARS, year__lte=year)
        return Incomes(rows.with_shares().by_year(), on=self.today)

    @property
    def asks(self) -> list[Ask]:
        return asks_of(self.needs, self._household, user=self.user, year=self.exit.year, exit_=self.exit)

    @property
    def _household(self) -> Household:
        """A village's exit has none, and neither verdicts nor incomes."""
        if self.exit.household is None:
            raise LookupError(self.exit.pk)
        return self.exit.household
