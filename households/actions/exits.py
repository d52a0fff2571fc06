"""Leaving poverty, step by step (R1.4), and the return to it.

Which step may be taken is the database's to say; here its refusal becomes the sentence that the page shows too.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from households.codes import FINAL_STAGES, REMAINING, ExitStage, PovertyCause, PovertyStatus, StandardKind
from households.exit_needs import needs_of
from households.exits import FACTS, FIELDS, MENDS, Obstacle, months_after, wrong_facts
from households.models import Evidence, Exit, ExitStep, Household, Objection, Relapse, StandardSet, StatusPeriod
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file
from villages.models import Village

# Rules of the database that are no obstacles of a step: field of the form, sentence.
_RULES: dict[str, tuple[str | None, str]] = {
    "exit_one_open_a_household": (None, "这户的退出已经在办，接着办那一次"),
    "exit_one_a_village": (None, "这个村的出列已经在办，或者已经出列"),
    "exit_of_a_poor_household": (None, "这户已经脱贫，不用再办退出"),
    "exit_of_poverty_village": (None, "只有贫困村才办出列"),
    "exit_by_standard_in_force": (None, "标准刚换过，重新打开这页再开始"),
    "exit_year_range": ("year", "退出年度写成 2017 这样，不晚于今年"),
    "exit_notice_short": ("ends_on", "公示天数不够，结束日期往后写"),
    "exit_step_is_passed": (None, "后面的一步已经走了，或者退出已经结束，这一步不能再改"),
    "exit_step_stays": (None, "步骤不能换成别的"),
    "objection_to_a_notice": ("raised_on", "公示贴出以后才有异议，提出日期不早于公示开始"),
    "objection_days_have_been": ("raised_on", "日期还没有到"),
    "objection_stays": (None, "这条异议已经答复，不能再改"),
    "relapse_has_been": ("relapsed_on", "返贫日期还没有到"),
    "relapse_once_a_day": ("relapsed_on", "这一天的返贫已经登记"),
}


def open_exit(household: Household, *, year: int, today: date, by: User) -> Exit:
    """Begins the exit of a household by the standard in force; refused while anything it rests on is missing."""
    with changing(by=by, reason=f"开始 {year} 年度退出"):
        locked = Household.objects.select_for_update().get(pk=household.pk)
        if not locked.is_still_poor:
            raise Refused("这户已经脱贫，不用再办退出")
        opened = _open(
            Exit(village_id=locked.village_id, household=locked, year=year, opened_on=today, opened_by=by),
            StandardKind.HOUSEHOLD,
        )
        _refuse(opened, opened.gaps(), before="还不能开始退出：")
    return opened


def open_village_exit(village: Village, *, year: int, today: date, by: User) -> Exit:
    """Begins the delisting (出列) of a poverty village. What is missing yet stands against its first step."""
    with changing(by=by, reason=f"开始 {year} 年度出列"):
        locked = Village.objects.select_for_update().get(pk=village.pk)
        if not locked.is_poverty_village:
            raise Refused("只有贫困村才办出列")
        return _open(Exit(village=locked, year=year, opened_on=today, opened_by=by), StandardKind.VILLAGE)


def take_step(
    exit_: Exit,
    stage: ExitStage,
    *,
    done_on: date,
    today: date,
    by: User,
    files: Sequence[tuple[bytes, str]] = (),
    **facts: Any,
) -> ExitStep:
    """The next step with its papers (content, caption); `facts` are those of `exits.FACTS` that the stage knows.

    A notice makes the household 预脱贫, the last step closes the exit and makes it 已脱贫, both from `done_on`.
    """
    stage = ExitStage(stage)
    with changing(by=by, reason=f"退出：{stage.label}"):
        locked = _locked(exit_)
        if stage == ExitStage.REVIEW:
            facts["led_by"] = by.name
        _check(locked, stage, facts, done_on=done_on, today=today)
        with _asking(locked, stage, on=done_on, by=by):
            step = ExitStep.objects.create(exit=locked, stage=stage, done_on=done_on, recorded_by=by, **facts)
        # The same photo chosen twice is one paper.
        for content, caption in dict(files).items():
            _keep(step, content, caption, today=today, by=by)
        if stage == ExitStage.NOTICE:
            _move(locked, PovertyStatus.PROPOSED, since=done_on)
        if stage in FINAL_STAGES:
            _close(locked, on=done_on)
    return step


def correct_step(step: ExitStep, *, today: date, by: User, **facts: Any) -> ExitStep:
    """The last step of an exit that goes on; what stands behind another one is not corrected any more."""
    with changing(by=by, reason=f"改退出的“{step.get_stage_display()}”"):
        locked = _locked(step.exit)
        kept = ExitStep.objects.select_for_update().get(pk=step.pk)
        if kept.stage in (ExitStage.REVIEW, ExitStage.VILLAGE_SUBMISSION) and kept.recorded_by_id != by.pk:
            # Somebody who took part before would otherwise speak in the reviewer's name.
            raise Refused(f"这一步是{kept.recorded_by.name}记的，只由本人改")
        was_done_on = kept.done_on
        for name, value in facts.items():
            if name not in ("done_on", *FACTS):
                raise TypeError(name)
            setattr(kept, name, value)
        stage = ExitStage(kept.stage)
        _check(locked, stage, {name: getattr(kept, name) for name in FACTS}, done_on=kept.done_on, today=today)
        with _asking(locked, stage, on=kept.done_on, by=by):
            kept.save(update_fields=list(facts))
        if stage == ExitStage.NOTICE and kept.done_on != was_done_on:
            _move_notice(locked, to=kept.done_on)
    return kept


def stop_exit(exit_: Exit, *, reason: str, today: date, by: User) -> Exit:
    """Ends an exit without a result; a household that was 预脱贫 is again what it was before."""
    with changing(by=by, reason=f"中止退出：{reason.strip()}"):
        locked = _locked(exit_)
        if not locked.is_open:
            raise Refused("这次退出已经结束")
        if not reason.strip():
            raise Refused("写上为什么中止", field="reason")
        locked.stopped_on, locked.stopped_by, locked.stop_reason = today, by, reason.strip()
        locked.save(update_fields=["stopped_on", "stopped_by", "stop_reason"])
        if locked.household and locked.household.poverty_status == PovertyStatus.PROPOSED:
            _move(locked, _before_notice(locked.household).status, since=today)
    return locked


def raise_objection(exit_: Exit, *, raised_on: date, text: str, raised_by: str, by: User) -> Objection:
    """Stops the notice's clock. `raised_by` is empty for somebody who wants no name."""
    with changing(by=by, reason="登记异议"):
        locked = _locked(exit_)
        if not locked.is_open:
            raise Refused("这次退出已经结束，不再记异议")
        if not text.strip():
            raise Refused("写上提了什么异议", field="text")
        same = locked.objections.filter(raised_on=raised_on, text=text.strip(), answered_on=None).first()
        if same:
            return same
        with _ruled():
            return Objection.objects.create(
                exit=locked, raised_on=raised_on, text=text.strip(), raised_by=raised_by.strip(), recorded_by=by
            )


def answer_objection(objection: Objection, *, answer: str, is_upheld: bool, answered_on: date, by: User) -> Objection:
    """An objection that is upheld ends the way of this exit: it can only be stopped."""
    with changing(by=by, reason="答复异议"):
        _locked(objection.exit)
        kept = Objection.objects.select_for_update().get(pk=objection.pk)
        if kept.answered_on:
            raise Refused("这条异议已经答复，不能再改")
        if not answer.strip():
            raise Refused("写上怎么答复的", field="answer")
        if answered_on < kept.raised_on:
            raise Refused(f"答复早于提出，不早于 {kept.raised_on}", field="answered_on")
        kept.answered_on, kept.answered_by = answered_on, by
        kept.answer, kept.is_upheld = answer.strip(), is_upheld
        with _ruled(objection_days_have_been="answered_on"):
            kept.save(update_fields=["answered_on", "answered_by", "answer", "is_upheld"])
    return kept


def relapse(household: Household, *, relapsed_on: date, cause: PovertyCause, reason: str, by: User) -> Relapse:
    """返贫: the household is one of the remaining again; its exit and the time after it stay in the history."""
    with changing(by=by, reason="登记返贫"):
        locked = Household.objects.select_for_update().get(pk=household.pk)
        if locked.poverty_status != PovertyStatus.LIFTED:
            raise Refused(f"这户现在是“{locked.get_poverty_status_display()}”，已脱贫的户才登记返贫")
        if relapsed_on <= locked.status_since:
            raise Refused(f"返贫日期要晚于脱贫日期 {locked.status_since}", field="relapsed_on")
        if not reason.strip():
            raise Refused("写上返贫的情况", field="reason")
        with _ruled():
            row = Relapse.objects.create(
                household=locked, relapsed_on=relapsed_on, cause=cause, reason=reason.strip(), recorded_by=by
            )
        locked.poverty_status, locked.status_since = PovertyStatus.RELAPSED, relapsed_on
        locked.save(update_fields=["poverty_status", "status_since"])
    return row


def _locked(exit_: Exit) -> Exit:
    rows = Exit.objects.select_for_update(of=("self",)).select_related("household", "village", "standard")
    return rows.get(pk=exit_.pk)


def _open(exit_: Exit, kind: StandardKind) -> Exit:
    standard = StandardSet.objects.in_force(kind).first()
    if standard is None:
        raise Refused("没有采用的标准，先在“标准”里采用一个")
    exit_.standard = standard
    with _ruled():
        exit_.save()
    return exit_


def _check(exit_: Exit, stage: ExitStage, facts: dict[str, Any], *, done_on: date, today: date) -> None:
    wrong = wrong_facts(stage, facts, done_on=done_on, notice_days=exit_.standard.notice_days, today=today)
    for field, words in wrong.items():
        raise Refused(words, field=field)


def _keep(step: ExitStep, content: bytes, caption: str, *, today: date, by: User) -> None:
    """Not by `add_evidence`: the trail would call the whole act an upload."""
    file = keep_file(content, by=by, field="files")
    Evidence.objects.create(
        village_id=step.exit.village_id, step=step, file=file, caption=caption.strip(), added_on=today, added_by=by
    )


def _close(exit_: Exit, *, on: date) -> None:
    exit_.closed_on = on
    exit_.continued_until = months_after(on, exit_.standard.follow_up_months)
    exit_.save(update_fields=["closed_on", "continued_until"])
    _move(exit_, PovertyStatus.LIFTED, since=on, lifted_year=exit_.year)


def _move(exit_: Exit, status: str, *, since: date, **facts: int) -> None:
    """A village's exit has no household whose status would follow."""
    household = exit_.household
    if household is None:
        return
    for name, value in {"poverty_status": status, "status_since": since, **facts}.items():
        setattr(household, name, value)
    household.save(update_fields=["poverty_status", "status_since", *facts])


def _move_notice(exit_: Exit, *, to: date) -> None:
    """Back to before the notice and forth again, so that the wrong day leaves no period of its own."""
    if exit_.household is None:
        return
    before = _before_notice(exit_.household)
    _move(exit_, before.status, since=before.since)
    _move(exit_, PovertyStatus.PROPOSED, since=to)


def _before_notice(household: Household) -> StatusPeriod:
    """What the household was before it became 预脱贫; one that came from a roster as 预脱贫 was 未脱贫."""
    remaining = [status for status in REMAINING if status != PovertyStatus.PROPOSED]
    period = household.status_periods.filter(status__in=remaining).order_by("-since").first()
    return period or StatusPeriod(status=PovertyStatus.IN_POVERTY, since=household.status_since)


def _refuse(exit_: Exit, obstacles: Sequence[Obstacle], *, before: str = "") -> None:
    """One sentence about the most pressing obstacle, and how many more there are."""
    if not obstacles:
        return
    first, *others = needs_of(exit_, obstacles)
    more = f"；还有 {len(others)} 件也没有齐，看“还差什么”" if others else ""
    raise Refused(f"{before}{first.sentence}{more}", field=FIELDS.get(first.obstacle.code))


@contextmanager
def _asking(exit_: Exit, stage: ExitStage, *, on: date, by: User) -> Iterator[None]:
    """A refusal of the step's triggers, told by the obstacle that they named."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = _broken_rule(error)
        code = name.removeprefix("exit_")
        if code in MENDS:
            # A step that is corrected has been taken: that it is not the next one is no news.
            _refuse(exit_, [o for o in exit_.obstacles(stage, on=on, by=by) if code in ("out_of_order", o.code)])
        _say(name)
        raise


@contextmanager
def _ruled(**fields: str) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = _broken_rule(error)
        _say(name, field=fields.get(name))
        raise


def _say(name: str, *, field: str | None = None) -> None:
    if name in _RULES:
        usual, words = _RULES[name]
        raise Refused(words, field=field or usual)


def _broken_rule(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
