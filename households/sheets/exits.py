"""The list of exits: who stands at which step, and what holds them up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, Q
from django.http import QueryDict

from households.codes import HOUSEHOLD_STAGES, ExitStage
from households.counting import Count as Number
from households.counting import count_up_to
from households.exit_needs import Need, needs_of_many, obstacles_of_many
from households.exits import STEP_KINDS, StepKind
from households.models import Exit, Household
from households.models.exits import ExitQuerySet
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from villages.models import Village, VillageQuerySet

GOING_ON, CLOSED, STOPPED = "going", "closed", "stopped"
# Beyond this the reasons are told village by village only: each exit is judged by the database.
_JUDGED_AT_ONCE = 500

REASONS = {
    "objection_open": "有异议没答复",
    "objection_upheld": "异议成立，要中止",
    "criterion_open": "标准未达标或未核",
    "criterion_without_evidence": "标准没有照片",
    "income_missing": "收入没有登记",
    "income_not_above": "收入没有超过标准线",
    "line_missing": "未设定标准线",
    "step_without_evidence": "前面的步骤没有凭证",
    "before_previous": "日期没有到",
}


@dataclass(frozen=True)
class ExitLine:
    exit: Exit
    name: str
    needs: list[Need]

    @property
    def kind(self) -> StepKind | None:
        """The next step."""
        taken = self.exit.taken
        return STEP_KINDS[self.exit.stages[taken]] if self.exit.is_open and taken < len(self.exit.stages) else None

    @property
    def number(self) -> int:
        return self.exit.taken + 1

    @property
    def last_day(self) -> date:
        """Of the last step, or the beginning."""
        return self.exit.last_step_on or self.exit.opened_on

    @property
    def url(self) -> str:
        return self.exit.get_absolute_url()

    @property
    def stuck(self) -> list[Need]:
        """What somebody has to do; a running notice only takes time."""
        return [need for need in self.needs if need.obstacle.code != "notice_running"]

    @property
    def waits_until(self) -> str:
        return next((n.obstacle.detail for n in self.needs if n.obstacle.code == "notice_running"), "")


@dataclass(frozen=True)
class StageCount:
    """One line of the summary: how many wait for this step, and what holds some of them up."""

    kind: StepKind
    count: int
    reasons: list[tuple[str, int]]

    @property
    def stuck(self) -> int:
        return sum(count for _, count in self.reasons)


def lines_of(exits: Sequence[Exit], *, today: date) -> list[ExitLine]:
    """`exits` come through `with_last_step`. Five queries for any number of them."""
    needs = needs_of_many(exits, obstacles_of_many(exits, on=today))
    keys = [exit_.household_id for exit_ in exits if exit_.household_id]
    households = {h.pk: h for h in Household.objects.filter(pk__in=keys).with_head()}
    return [ExitLine(exit_, _name(exit_, households), needs[exit_.pk]) for exit_ in exits]


def _name(exit_: Exit, households: Mapping[int, Household]) -> str:
    if exit_.household_id is None:
        return f"{exit_.village}（村）"
    household = households[exit_.household_id]
    return f"{household.head_name} 户" if household.head_name else household.registry_no


class ExitRegister:
    """The household exits that one query string asks for: state, village, next step."""

    def __init__(self, params: QueryDict, *, user: User, today: date) -> None:
        self.user, self.today = user, today
        self.state = params.get("state", GOING_ON)
        if self.state not in (GOING_ON, CLOSED, STOPPED):
            self.state = GOING_ON
        self.village = self.villages.filter(pk=_number(params.get("village"))).first()
        self.stage = next((stage for stage in HOUSEHOLD_STAGES if stage == params.get("stage")), None)

    @cached_property
    def villages(self) -> VillageQuerySet:
        return Village.objects.open_to(self.user, Capability.VIEW_HOUSEHOLDS)

    @cached_property
    def scope(self) -> ExitQuerySet:
        rows = Exit.objects.open_to(self.user, Capability.VIEW_HOUSEHOLDS).of_households()
        return rows.filter(village=self.village) if self.village else rows

    def _in(self, state: str) -> ExitQuerySet:
        if state == CLOSED:
            return self.scope.closed().filter(closed_on__year=self.today.year)
        if state == STOPPED:
            return self.scope.filter(stopped_on__isnull=False)
        return self.scope.going_on()

    @property
    def rows(self) -> ExitQuerySet:
        found = self._in(self.state).with_last_step().select_related("village", "standard", "household")
        if self.state == CLOSED:
            return found.order_by("-closed_on", "-pk")
        if self.state == STOPPED:
            return found.order_by("-stopped_on", "-pk")
        if self.stage:
            found = found.filter(Q(taken=HOUSEHOLD_STAGES.index(self.stage)))
        # Who has stood still longest comes first.
        return found.order_by(F("last_step_on").asc(nulls_first=True), "opened_on", "pk")

    @cached_property
    def states(self) -> list[tuple[str, str, Number]]:
        words = ((GOING_ON, "在走退出"), (CLOSED, f"{self.today.year} 年已销号"), (STOPPED, "已中止"))
        return [(key, label, count_up_to(self._in(key))) for key, label in words]

    @cached_property
    def summary(self) -> list[StageCount]:
        """By next step; the reasons are empty where there are too many to judge at once."""
        going_on = self._in(GOING_ON).with_last_step()
        rows = list(going_on.order_by()[: _JUDGED_AT_ONCE + 1])
        if len(rows) > _JUDGED_AT_ONCE:
            return self._counts_only(going_on)
        obstacles = obstacles_of_many(rows, on=self.today)
        numbers: Counter[ExitStage] = Counter()
        reasons: dict[ExitStage, Counter[str]] = {stage: Counter() for stage in HOUSEHOLD_STAGES}
        for row in rows:
            stage = HOUSEHOLD_STAGES[min(row.taken, len(HOUSEHOLD_STAGES) - 1)]
            numbers[stage] += 1
            first = next((o.code for o in obstacles[row.pk] if o.code != "notice_running"), None)
            if first:
                reasons[stage][REASONS.get(first, "其他")] += 1
        return [
            StageCount(STEP_KINDS[stage], numbers[stage], reasons[stage].most_common())
            for stage in HOUSEHOLD_STAGES
            if numbers[stage]
        ]

    def _counts_only(self, rows: ExitQuerySet) -> list[StageCount]:
        numbers = Counter(row.taken for row in rows.order_by().only("pk"))
        return [StageCount(STEP_KINDS[s], numbers[i], []) for i, s in enumerate(HOUSEHOLD_STAGES) if numbers[i]]

    @property
    def summary_say(self) -> str:
        total, stuck = sum(line.count for line in self.summary), sum(line.stuck for line in self.summary)
        return f"{total} 户，{stuck} 户卡住" if stuck else f"{total} 户"

    def query(self, **changed: str) -> str:
        """The query string with these values; an empty one is left out."""
        now = {
            "state": "" if self.state == GOING_ON else self.state,
            "village": str(self.village.pk) if self.village else "",
            "stage": self.stage or "",
        } | changed
        params = QueryDict(mutable=True)
        params.update({key: value for key, value in now.items() if value})
        return params.urlencode()

    @property
    def stages(self) -> list[tuple[str, str]]:
        return [(stage, stage.label) for stage in HOUSEHOLD_STAGES]

    @property
    def summary_links(self) -> list[tuple[str, StageCount]]:
        return [(self.query(stage=line.kind.stage), line) for line in self.summary]

    @property
    def links(self) -> list[tuple[str, Number, str, bool]]:
        return [(label, n, self.query(state=key, stage=""), key == self.state) for key, label, n in self.states]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
