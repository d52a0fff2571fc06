"""A village's plan from draft to end, and the dates of its timetable (R4.1).

Rows of one plan are locked plan first, then milestone, then change of date: whoever waits, waits at the plan.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models

from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file
from povertyplan.versions import author_of, values_at
from villages.models import (
    FIRST_DAY,
    LAST_DAY,
    Appraisal,
    Conclusion,
    DelayReason,
    DueDateChange,
    Milestone,
    PlanFunding,
    PlanState,
    ReportRevision,
    ScaleTarget,
    Stage,
    Village,
    VillagePlan,
    Wish,
)
from villages.plan_rows import FundingRow, TargetRow, TimetableRow, WishRow, fingerprint
from villages.plan_wording import gaps_said


class Outdated(Refused):
    """Somebody else changed the same thing after the page was opened."""


def draft_plan(village: Village, *, today: date, by: User, **facts: Any) -> VillagePlan:
    """`facts` are industry, product, operator_kind, operator_name, land, base, market, labour.

    Sent twice it is one plan.
    """
    with changing(by=by, reason="起草一村一品规划"):
        Village.objects.select_for_update().get(pk=village.pk)
        there = village.plans.current().first()
        if there and there.is_open and there.drafted_by_id == by.pk and _has(there, facts):
            return there
        if there:
            state = there.get_state_display()
            raise Refused(f"{village.name}已经有一份规划（{there.product}，{state}），在那一份上改，或先终止它")
        return VillagePlan.objects.create(village=village, drafted_by=by, drafted_on=today, **facts)


def rewrite_plan(plan: VillagePlan, *, by: User, seen: int | None = None, **facts: Any) -> VillagePlan:
    """Raises Outdated where somebody else changed one of `facts` after the version `seen`."""
    with changing(by=by, reason="改规划"):
        locked = _draft(plan)
        if _has(locked, facts):
            return locked
        if seen is not None:
            then = values_at(locked, seen, list(facts))
            if not then or not _has(locked, then):
                raise Outdated(f"打开这页以后，{author_of(locked) or '别人'}改过规划。下面列出不同的地方，看过再保存")
        _write(locked, facts)
    return locked


def keep_wishes(
    plan: VillagePlan, rows: Sequence[WishRow], *, by: User, seen: str | None = None, **facts: Any
) -> VillagePlan:
    """`facts` say how the households were asked: wish_kind, wish_on, wish_asked, wish_answered, wish_note."""
    with changing(by=by, reason="记意愿"):
        locked = _draft(plan)
        _refuse_twice([row.choice for row in rows], "“{}”写了两行，并成一行")
        answered = facts.get("wish_answered", locked.wish_answered)
        over = next((row for row in rows if row.households > (answered or 0)), None)
        if over:
            raise Refused(
                f"“{over.choice}”{over.households} 户，比答了的 {answered or 0} 户还多", field="wish_answered"
            )
        told = sum(row.households for row in rows)
        if told > (answered or 0):
            raise Refused(f"各项加起来 {told} 户，比答了的 {answered or 0} 户还多，一户算一次", field="wish_answered")
        if _keep_rows(locked, locked.wish_rows, rows, facts, seen=seen):
            locked.wishes.all().delete()
            Wish.objects.bulk_create(Wish(plan=locked, **row._asdict()) for row in rows)
    return locked


def keep_targets(
    plan: VillagePlan, rows: Sequence[TargetRow], *, by: User, seen: str | None = None, **facts: Any
) -> VillagePlan:
    """`facts` are scale_unit, in which the amounts are said."""
    with changing(by=by, reason="定规模目标"):
        locked = _draft(plan)
        _refuse_twice([row.year for row in rows], "{} 年写了两行，留一行")
        if rows and not facts.get("scale_unit", locked.scale_unit):
            raise Refused("写上规模的单位，如 亩、头、箱", field="scale_unit")
        ordered = sorted(rows)
        if _keep_rows(locked, locked.target_rows, ordered, facts, seen=seen):
            locked.targets.all().delete()
            ScaleTarget.objects.bulk_create(ScaleTarget(plan=locked, **row._asdict()) for row in ordered)
    return locked


def keep_funding(plan: VillagePlan, rows: Sequence[FundingRow], *, by: User, seen: str | None = None) -> VillagePlan:
    with changing(by=by, reason="记规划投入"):
        locked = _draft(plan)
        ordered = sorted(rows, key=lambda row: -row.amount)
        if _keep_rows(locked, locked.funding_rows, ordered, {}, seen=seen):
            locked.funding.all().delete()
            PlanFunding.objects.bulk_create(PlanFunding(plan=locked, **row._asdict()) for row in ordered)
    return locked


def keep_timetable(
    plan: VillagePlan, rows: Sequence[TimetableRow], *, by: User, seen: str | None = None
) -> VillagePlan:
    """Stages are numbered in the order in which `rows` name them first."""
    with changing(by=by, reason="编时间表"):
        locked = _draft(plan)
        numbers = {name: number for number, name in enumerate(dict.fromkeys(row.stage for row in rows), 1)}
        if not all(row.name and row.due_on for row in rows):
            raise Refused("每一步至少一个里程碑，写上名称和日期")
        ordered = sorted(rows, key=lambda row: (numbers[row.stage], row.due_on or FIRST_DAY))
        if _keep_rows(locked, locked.timetable_rows, ordered, {}, seen=seen):
            Milestone.objects.filter(stage__plan=locked).delete()
            locked.stages.all().delete()
            stages = {name: Stage.objects.create(plan=locked, number=n, name=name) for name, n in numbers.items()}
            for row in ordered:
                facts = row._asdict()
                Milestone.objects.create(stage=stages[facts.pop("stage")], **facts)
    return locked


def record_appraisal(plan: VillagePlan, *, minutes: bytes, today: date, by: User, **facts: Any) -> Appraisal:
    """`facts` are held_on, led_by, members, attendees, votes_for, votes_against, opinions, conclusion.

    An agreeing one freezes the plan, so it is refused while something is missing. Sent twice it is one.
    """
    with changing(by=by, reason="登记论证"):
        locked = _locked(plan)
        kept = keep_file(minutes, by=by, field="minutes")
        same = locked.appraisals.filter(version=locked.version, minutes=kept, recorded_by=by, **facts).first()
        if same:
            return same
        _check_is_draft(locked)
        _check_appraisal(locked, facts, today=today)
        appraisal = Appraisal.objects.create(plan=locked, minutes=kept, recorded_by=by, **facts)
        if appraisal.conclusion == Conclusion.AGREED:
            _write(locked, {"state": PlanState.APPRAISED})
        appraisal.refresh_from_db()
    return appraisal


def take_back(plan: VillagePlan, *, reason: str, by: User) -> VillagePlan:
    """What was appraised becomes the draft of the next version, which needs an appraisal of its own."""
    why = reason.strip()
    with changing(by=by, reason=f"退回重写：{why}"):
        locked = _locked(plan)
        if locked.is_open and locked.version > 1 and locked.taken_back_reason == why:
            return locked
        if locked.is_approved:
            raise Refused("已经批准，日期用“改期”，不做了用“终止规划”")
        if locked.state != PlanState.APPRAISED:
            raise Refused("草稿可以直接改，不用退回" if locked.is_open else "规划已经终止")
        if not why:
            raise Refused("写上为什么退回", field="reason")
        _write(locked, {"state": PlanState.DRAFT, "version": locked.version + 1, "taken_back_reason": why})
    return locked


def end_plan(plan: VillagePlan, *, reason: str, today: date, by: User) -> VillagePlan:
    """The village may draft another one. Changes of date that wait are over with it."""
    why = reason.strip()
    with changing(by=by, reason=f"终止规划：{why}"):
        locked = _locked(plan)
        if locked.state == PlanState.ENDED:
            return locked
        if not why:
            raise Refused("写上为什么终止", field="reason")
        waiting = DueDateChange.objects.filter(milestone__stage__plan=locked).waiting()
        waiting.update(is_granted=False, decided_by=by, decided_on=today, decided_note="规划终止")
        _write(locked, {"state": PlanState.ENDED, "ended_on": today, "ended_reason": why})
    return locked


def add_milestone(stage: Stage, *, by: User, **facts: Any) -> Milestone:
    """`facts` are name, due_on, owner, deliverable. In an approved plan its date is its baseline at once."""
    with changing(by=by, reason="加里程碑"):
        plan = _locked(stage.plan)
        if plan.state not in (PlanState.DRAFT, PlanState.APPROVED):
            raise Refused("规划在等批，不能加。退回重写，或批准以后再加" if plan.ended_on is None else "规划已经终止")
        same = stage.milestones.filter(**facts).first()
        return same or Milestone.objects.create(stage=stage, **facts)


def finish_milestone(
    milestone: Milestone,
    *,
    done_on: date,
    note: str = "",
    today: date,
    by: User,
    revision: ReportRevision | None = None,
) -> Milestone:
    """Once more corrects the day and the note. A change of date that waits for a decision needs none any more."""
    with changing(by=by, reason="更正里程碑完成" if milestone.done_on else "里程碑完成"):
        locked = _of_approved(milestone)
        if done_on > today:
            raise Refused(f"“{locked.name}”的完成日期还没有到，写已经过去的那天", field="done_on")
        if done_on < FIRST_DAY:
            raise Refused(f"{done_on.year} 年太早了，看看年份对不对", field="done_on")
        locked.done_on, locked.done_note, locked.done_in = done_on, note.strip(), revision
        locked.save(update_fields=["done_on", "done_note", "done_in"])
        _settle(locked, note="已经完成，不用改期", today=today, by=by)
    return locked


def reopen_milestone(
    milestone: Milestone, *, reason: str, by: User, revision: ReportRevision | None = None
) -> Milestone:
    """Takes “done” back; what stood there stays in the history. An open one stays as it is."""
    facts = {"revision": revision.pk} if revision else {}
    with changing(by=by, reason=f"里程碑没完成：{reason.strip()}", **facts):
        locked = _of_approved(milestone)
        if locked.done_on is None:
            return locked
        if not reason.strip():
            raise Refused("写上为什么又没完成", field="reason")
        locked.done_on, locked.done_note, locked.done_in = None, "", None
        locked.save(update_fields=["done_on", "done_note", "done_in"])
    return locked


def change_due_date(
    milestone: Milestone,
    *,
    new_due_on: date,
    reason_kind: str,
    reason: str,
    today: date,
    by: User,
    revision: ReportRevision | None = None,
) -> DueDateChange:
    """Holds at once, or waits for another person's decision; which of both is the database's to say (30 days, R4.1).

    The same wish sent twice is one row. A later wish of the same person, or of a report, replaces the one that waits;
    anybody else's is refused until that one is decided.
    """
    with changing(by=by, reason=f"“{milestone.name}”改期"):
        locked = _of_approved(milestone)
        newest = locked.changes.order_by("-pk").first()
        if newest and _is_same_wish(newest, new_due_on, reason_kind, reason.strip(), by=by):
            return newest
        _check_new_date(locked, new_due_on, reason_kind, reason, today=None if revision else today)
        waiting = locked.changes.waiting().select_related("asked_by").first()
        if waiting and revision is None and waiting.asked_by_id != by.pk:
            raise Refused(
                f"{waiting.asked_by.name if waiting.asked_by else '有人'}提出改到 {waiting.new_due_on:%Y-%m-%d}，"
                "还等着批。先批那一个，再改",
                field="new_due_on",
            )
        _settle(locked, note="提出的人又改了", today=today, by=by)
        change = DueDateChange.objects.create(
            milestone=locked,
            old_due_on=locked.due_on,
            new_due_on=new_due_on,
            reason_kind=reason_kind,
            reason=reason.strip(),
            asked_by=by,
            asked_on=today,
            revision=revision,
        )
        # The database said whether it needs a decision, and moved the date where it needs none.
        change.refresh_from_db()
    return change


def decide_due_date(change: DueDateChange, *, is_granted: bool, note: str, today: date, by: User) -> DueDateChange:
    with changing(by=by, reason="批改期" if is_granted else "不批改期"):
        milestone = _of_approved(change.milestone)
        locked = DueDateChange.objects.select_for_update().get(pk=change.pk)
        if locked.is_granted is not None:
            if locked.is_granted == is_granted and locked.decided_by_id == by.pk:
                return locked
            raise Refused("这个改期已经批过" if locked.is_granted else "这个改期已经有答复：不批")
        if is_granted and locked.asked_by_id == by.pk:
            raise Refused("改期是你提的，换一个人批")
        if is_granted and milestone.due_on != locked.old_due_on:
            raise Refused(f"“{milestone.name}”的日期已经改成 {milestone.due_on:%Y-%m-%d}，请提出的人重写")
        if not is_granted and not note.strip():
            raise Refused("不批，写上为什么", field="note")
        locked.is_granted, locked.decided_by, locked.decided_on = is_granted, by, today
        locked.decided_note = note.strip()
        locked.save(update_fields=["is_granted", "decided_by", "decided_on", "decided_note"])
    return locked


def _locked(plan: VillagePlan) -> VillagePlan:
    return VillagePlan.objects.select_for_update().get(pk=plan.pk)


def _draft(plan: VillagePlan) -> VillagePlan:
    locked = _locked(plan)
    _check_is_draft(locked)
    return locked


def _check_is_draft(plan: VillagePlan) -> None:
    if plan.is_open:
        return
    words = {
        PlanState.APPRAISED: "规划已经论证，内容不能改。要改先点“退回重写”，改好再论证一次",
        PlanState.APPROVED: "规划已经批准，内容不能改；日期用“改期”",
    }
    raise Refused(words.get(PlanState(plan.state), "规划已经终止，不能改"))


def _has(row: models.Model, facts: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in facts.items())


def _write(plan: VillagePlan, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(facts))


def _keep_rows(
    plan: VillagePlan,
    kept: Sequence[tuple[Any, ...]],
    wanted: Sequence[tuple[Any, ...]],
    facts: dict[str, Any],
    *,
    seen: str | None,
) -> bool:
    """Writes `facts`; True where the rows are to be written as well. The same list sent twice changes nothing."""
    has_rows = fingerprint(kept) == fingerprint(wanted)
    if has_rows and _has(plan, facts):
        return False
    now = fingerprint(kept, [tuple(getattr(plan, name) for name in facts)])
    if seen is not None and seen != now:
        raise Outdated("打开这页以后，别人改过这张表。填的都还在；对照下面现在存的，改好再保存")
    if facts:
        _write(plan, facts)
    return not has_rows


def _refuse_twice(values: Sequence[object], words: str) -> None:
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise Refused(words.format(twice))


def _check_appraisal(plan: VillagePlan, facts: dict[str, Any], *, today: date) -> None:
    if facts["held_on"] > today:
        raise Refused("论证日期还没有到，开过会再登记", field="held_on")
    votes = facts["votes_for"] + facts["votes_against"]
    if votes > facts["attendees"]:
        raise Refused(f"同意和不同意一共 {votes} 票，比到会的 {facts['attendees']} 人还多", field="attendees")
    if facts["conclusion"] != Conclusion.AGREED:
        return
    if facts["votes_for"] <= facts["votes_against"]:
        raise Refused("同意的人不比不同意的多，结论不能写同意", field="conclusion")
    gaps = plan.gaps()
    if gaps:
        raise Refused(f"论证同意以后规划就不能改了，先补：{gaps_said(gaps)}", field="conclusion")


def _of_approved(milestone: Milestone) -> Milestone:
    """The milestone, locked after its plan; refused where the plan is not in force."""
    plan = VillagePlan.objects.select_for_update().get(stages__milestones=milestone)
    if plan.state != PlanState.APPROVED:
        words = "规划已经终止，时间表不再改" if plan.state == PlanState.ENDED else "规划还没批准，先批准再登记进度"
        raise Refused(words)
    return Milestone.objects.select_for_update().get(pk=milestone.pk)


def _is_same_wish(change: DueDateChange, new_due_on: date, reason_kind: str, reason: str, *, by: User) -> bool:
    asked = (change.new_due_on, change.reason_kind, change.reason, change.asked_by_id)
    return change.is_granted is not False and asked == (new_due_on, reason_kind, reason, by.pk)


def _check_new_date(
    milestone: Milestone, new_due_on: date, reason_kind: str, reason: str, *, today: date | None
) -> None:
    """A report may arrive after the date it named: it is asked without `today`."""
    if milestone.done_on:
        raise Refused(f"“{milestone.name}”{milestone.done_on:%Y-%m-%d} 已经完成，日期不再改")
    if new_due_on == milestone.due_on:
        raise Refused("新日期和原来的一样，写另一天", field="new_due_on")
    if not FIRST_DAY <= new_due_on <= LAST_DAY:
        raise Refused(f"{new_due_on.year} 年不对，看看年份", field="new_due_on")
    if today and new_due_on < today:
        raise Refused("新日期已经过去，写以后哪天能完成", field="new_due_on")
    if reason_kind not in DelayReason.values:
        raise Refused("选 1 项改期的原因", field="reason_kind")
    if reason_kind == DelayReason.OTHER and not reason.strip():
        raise Refused("选了“其他”，写明是什么原因", field="reason")


def _settle(milestone: Milestone, *, note: str, today: date, by: User) -> None:
    """Nobody need decide any more on what waits."""
    milestone.changes.waiting().update(is_granted=False, decided_by=by, decided_on=today, decided_note=note)
