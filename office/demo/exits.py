"""The invented exits, as the actions would have left them: steps, papers, objections, and what came of them.

Written stage by stage over all exits, so that every trigger judges every step with what lay before it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from households.codes import HOUSEHOLD_STAGES, STAGES_WITH_EVIDENCE, CheckState, ExitStage, PovertyStatus, StandardKind
from households.exits import STEP_KINDS, months_after
from households.models import Assessment, Evidence, Exit, ExitStep, Household, Objection, Relapse, StandardSet
from office.demo.courses import Course, Turn
from office.demo.papers import Paper
from office.demo.plan import Plan
from office.demo.registry import Case
from office.demo.verdicts import OfficerOn
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from villages.models import Village

BATCH = 1000
BOARD = "村委会公示栏"
_PAPERS = {
    ExitStage.APPRAISAL: Paper.MINUTES,
    ExitStage.VERIFICATION: Paper.VERIFICATION,
    ExitStage.CONSENT: Paper.CONSENT,
    ExitStage.NOTICE: Paper.NOTICE,
    ExitStage.REVIEW: Paper.REVIEW,
    ExitStage.SUBMISSION: Paper.APPROVAL,
    ExitStage.ANNOUNCEMENT: Paper.ANNOUNCEMENT,
    ExitStage.VILLAGE_APPLICATION: Paper.APPLICATION,
    ExitStage.VILLAGE_CHECK: Paper.CHECK,
}
# Days after the notice was put up: raised, answered (None: waits), upheld, what was said.
_OBJECTIONS: dict[Turn, tuple[int, int | None, bool | None, str, str]] = {
    Turn.OBJECTION: (2, None, None, "户主的儿子在镇上开店，收入没有算进来", ""),
    Turn.ANSWERED: (2, 4, False, "评议那天我没有接到通知", "到会 24 户，通知在微信群和公示栏都发过，评议有效"),
    Turn.STOPPED: (3, 5, True, "后墙裂了一掌宽，不能算 B 级", "住建所看过，后墙开裂，评为 C 级"),
}
_WITHDRAWN = {
    Turn.NOTICE_WITHDRAWN: "照片拍的是另一个村的公示栏",
    Turn.HOUSE_WITHDRAWN: "照片不是这户的房子",
}


class Exits:
    """All exits of one seed. `people` are who acts in the office: the one who reviews took no part before."""

    def __init__(
        self, random: Random, plan: Plan, *, officer: OfficerOn, office: User, papers: dict[Paper, StoredFile]
    ) -> None:
        self.random, self.plan = random, plan
        self.officer, self.office = officer, office
        self.papers = papers
        self.rows: dict[int, Exit] = {}

    def write(self, cases: list[Case]) -> None:
        leaving = [case for case in cases if case.exit]
        standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
        opened = [self._opened(case, _course(case), standard) for case in leaving]
        Exit.objects.bulk_create(opened, batch_size=BATCH)
        self.rows = {row.household_id: row for row in opened if row.household_id}
        for stage in HOUSEHOLD_STAGES:
            reached = [case for case in leaving if stage in _course(case).days]
            steps = [self._step(case, stage, n) for n, case in enumerate(reached, start=1)]
            ExitStep.objects.bulk_create(steps, batch_size=BATCH)
            Evidence.objects.bulk_create(self._papers(steps), batch_size=BATCH)
            if stage == ExitStage.NOTICE:
                Objection.objects.bulk_create(self._objections(reached))
                _move(reached, PovertyStatus.PROPOSED)
                self._stop([case for case in reached if _course(case).turn is Turn.STOPPED])
        self._close([case for case in leaving if _course(case).closed_on])
        self._withdraw(leaving)

    def _opened(self, case: Case, course: Course, standard: StandardSet) -> Exit:
        return Exit(
            village=case.village,
            household=case.row,
            year=course.year,
            standard=standard,
            opened_on=course.opened_on,
            opened_by=self.officer(case.village, course.opened_on),
        )

    def _step(self, case: Case, stage: ExitStage, n: int) -> ExitStep:
        course, day = _course(case), _course(case).days[stage]
        by = self.officer(case.village, day) if STEP_KINDS[stage].side == "村" else self.office
        facts = self._facts(case, stage, course, n, by)
        return ExitStep(exit=self.rows[case.row.pk], stage=stage, done_on=day, recorded_by=by, **facts)

    def _facts(self, case: Case, stage: ExitStage, course: Course, n: int, by: User) -> dict[str, Any]:
        village = case.village
        match stage:
            case ExitStage.APPRAISAL:
                present = self.random.randint(18, 42)
                against = self.random.choice((0, 0, 0, 1, 2))
                votes = {"attendees": present, "votes_for": present - against, "votes_against": against}
                return votes | {"led_by": village.party_secretary_name, "joined_by": by.name, "place": "村委会会议室"}
            case ExitStage.VERIFICATION:
                mate = village.first_secretary_name or by.name
                return {"led_by": village.party_secretary_name, "joined_by": mate, "note": "看了住房、饮水，算了收入"}
            case ExitStage.CONSENT:
                return {"led_by": case.people[0].name}
            case ExitStage.NOTICE:
                number = f"{village.short_name}公示〔{course.year}〕{n} 号"
                return {"ends_on": course.notice_ends_on, "document_no": number, "place": BOARD}
            case ExitStage.REVIEW:
                return {"led_by": by.name, "note": "材料齐，公示期满没有异议"}
            case ExitStage.SUBMISSION:
                return {"document_no": f"扶审〔{course.year}〕{n} 号"}
            case ExitStage.ANNOUNCEMENT:
                return {"document_no": f"扶公告〔{course.year}〕{n} 号", "place": BOARD}
        return {}

    def _papers(self, steps: Iterable[ExitStep]) -> Iterator[Evidence]:
        for step in steps:
            if step.stage in STAGES_WITH_EVIDENCE:
                paper = _PAPERS[ExitStage(step.stage)]
                yield Evidence(
                    village_id=step.exit.village_id,
                    file=self.papers[paper],
                    step=step,
                    caption=paper.value,
                    added_on=step.done_on,
                    added_by=step.recorded_by,
                )

    def _objections(self, cases: list[Case]) -> Iterator[Objection]:
        for case in cases:
            course = _course(case)
            if course.turn in _OBJECTIONS and course.notice_on:
                raised, answered, is_upheld, text, answer = _OBJECTIONS[course.turn]
                officer = self.officer(case.village, course.notice_on)
                yield Objection(
                    exit=self.rows[case.row.pk],
                    raised_on=course.notice_on + timedelta(days=raised),
                    text=text,
                    recorded_by=officer,
                    answered_on=course.notice_on + timedelta(days=answered) if answered else None,
                    answer=answer,
                    is_upheld=is_upheld,
                    answered_by=officer if answered else None,
                )

    def _stop(self, cases: list[Case]) -> None:
        """The house turned out unsafe: the exit ends, the verdict is corrected, the household is what it was."""
        for case in cases:
            course, row = _course(case), self.rows[case.row.pk]
            day = course.stopped_on or self.plan.today
            row.stopped_on, row.stopped_by = day, self.officer(case.village, day)
            row.stop_reason = "异议成立：住房评为 C 级，修好以后再评议"
            row.save(update_fields=["stopped_on", "stopped_by", "stop_reason"])
            housing = Assessment.objects.current().filter(household=case.row, criterion__code="housing")
            truth = next(standing for standing in case.facts.standings if standing.code == "housing")
            housing.update(state=CheckState.NOT_MET, evidence=truth.evidence, assessed_on=day - timedelta(days=1))
        _move(cases, PovertyStatus.IN_POVERTY)

    def _close(self, cases: list[Case]) -> None:
        rows = [self.rows[case.row.pk] for case in cases]
        for case, row in zip(cases, rows, strict=True):
            day = row.closed_on = _course(case).closed_on
            row.continued_until = months_after(day, row.standard.follow_up_months) if day else None
            case.row.lifted_year = row.year
        Exit.objects.bulk_update(rows, ["closed_on", "continued_until"], batch_size=BATCH)
        _move(cases, PovertyStatus.LIFTED)

    def _withdraw(self, cases: list[Case]) -> None:
        """Two papers that closed exits rested on turned out wrong: both households are on the review list."""
        for case in cases:
            turn, row = _course(case).turn, self.rows[case.row.pk]
            if turn not in _WITHDRAWN:
                continue
            # Keys first: in the middle of a seed Postgres knows no sizes yet, and would join row by row.
            if turn is Turn.NOTICE_WITHDRAWN:
                notices = ExitStep.objects.filter(exit=row, stage=ExitStage.NOTICE)
                rested = Evidence.objects.filter(step__in=list(notices))
            else:
                rested = Evidence.objects.filter(assessment__in=list(case.row.assessments.filter(year=row.year)))
            rested.update(
                withdrawn_on=self.plan.today - timedelta(days=2),
                withdrawn_by=self.office,
                withdraw_reason=_WITHDRAWN[turn],
            )

    def write_relapses(self, cases: list[Case]) -> None:
        Relapse.objects.bulk_create(
            Relapse(
                household=case.row,
                relapsed_on=case.row.status_since,
                cause=case.main_cause,
                reason="家里的收入断了，人均收入又低于标准线",
                recorded_by=self.office,
            )
            for case in cases
            if case.status == PovertyStatus.RELAPSED
        )

    def write_delisting(self, village: Village) -> None:
        """The village that has all but left: it has applied and was looked at, the notice comes next."""
        today = self.plan.today

        def ago(days: int) -> date:
            """Not before the exit's own year."""
            return max(today - timedelta(days=days), date(today.year, 1, 1))

        exit_ = Exit.objects.create(
            village=village,
            year=today.year,
            standard=StandardSet.objects.in_force(StandardKind.VILLAGE).get(),
            opened_on=ago(20),
            opened_by=self.office,
        )
        self._delist(exit_, ExitStage.VILLAGE_APPLICATION, ago(18), village.party_secretary_name, "")
        self._delist(exit_, ExitStage.VILLAGE_CHECK, ago(9), village.leader_name, "逐项看过，账和实地对得上")

    def _delist(self, exit_: Exit, stage: ExitStage, day: date, led_by: str, note: str) -> None:
        step = ExitStep.objects.create(
            exit=exit_, stage=stage, done_on=day, led_by=led_by, note=note, recorded_by=self.office
        )
        Evidence.objects.bulk_create(self._papers([step]))


def _course(case: Case) -> Course:
    if case.exit is None:
        raise ValueError("this household takes no exit")
    return case.exit


def _move(cases: list[Case], status: PovertyStatus) -> None:
    """To the status as the case's own line of steps dates it; a stopped one comes back to its first."""
    for case in cases:
        step = next(step for step in reversed(case.steps) if step.status == status)
        case.row.poverty_status, case.row.status_since = step.status, step.since
    rows: list[Household] = [case.row for case in cases]
    Household.objects.bulk_update(rows, ["poverty_status", "status_since", "lifted_year"], batch_size=BATCH)
