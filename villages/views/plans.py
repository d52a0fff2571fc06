"""A village's plan: writing, appraising, taking back, ending it, and the dates of its timetable (R4.1).

The page that shows it is office:plan_detail; approving is households:plan_approve, for poor households must take part.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.files.serving import serve
from povertyplan.ui.forms import ActionForm
from villages.actions import plans as actions
from villages.forms.plan_rows import MORE, FundingForm, RowsForm, TargetsForm, TimetableForm, WishesForm
from villages.forms.plans import (
    AppraisalForm,
    DateForm,
    DecideForm,
    DoneForm,
    EndForm,
    MilestoneForm,
    PlanForm,
    ReopenForm,
    TakeBackForm,
)
from villages.models import FREE_SLIP_DAYS, Appraisal, DueDateChange, Milestone, Village, VillagePlan
from villages.plan_dates import Consequence, consequences
from villages.plan_wording import GAPS

C = Capability


@requires(C.EDIT_PLANS)
def plan_draft(request: UserRequest, pk: int) -> HttpResponse:
    village = get_object_or_404(Village.objects.open_to(request.user, C.EDIT_PLANS), pk=pk)
    there = village.plans.current().first()
    if there and request.method != "POST":
        return redirect(there)
    form = PlanForm(request.POST or None)
    if form.is_valid():
        today = timezone.localdate()
        plan = form.perform(actions.draft_plan, village, today=today, by=request.user, **form.facts)
        if plan:
            messages.success(request, "规划已起草，接着记意愿、定目标、编时间表")
            return redirect(plan)
    context = {"form": form, "village": village, "title": "起草一村一品规划", "act": "起草"}
    return render(request, "villages/plan_edit.html", context, status=422 if form.is_bound else 200)


@requires(C.EDIT_PLANS)
def plan_edit(request: UserRequest, pk: int) -> HttpResponse:
    plan = _plan(request, C.EDIT_PLANS, pk)
    if closed := _is_closed(request, plan):
        return closed
    form = PlanForm(request.POST or None, plan=plan)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        if form.perform(actions.rewrite_plan, plan, seen=seen, by=request.user, **form.facts):
            messages.success(request, "规划已保存")
            return redirect(plan)
    if form.is_outdated:
        form, status = form.beside_the_newer(), 409
    context = {"form": form, "plan": plan, "village": plan.village, "title": "产业、主体和条件", "act": "保存"}
    return render(request, "villages/plan_edit.html", context, status=status)


@requires(C.EDIT_PLANS)
def plan_wishes(request: UserRequest, pk: int) -> HttpResponse:
    return _rows_page(request, pk, WishesForm, actions.keep_wishes, title="意愿")


@requires(C.EDIT_PLANS)
def plan_targets(request: UserRequest, pk: int) -> HttpResponse:
    return _rows_page(request, pk, TargetsForm, actions.keep_targets, title="规模目标")


@requires(C.EDIT_PLANS)
def plan_funding(request: UserRequest, pk: int) -> HttpResponse:
    return _rows_page(request, pk, FundingForm, actions.keep_funding, title="投入")


@requires(C.EDIT_PLANS)
def plan_timetable(request: UserRequest, pk: int) -> HttpResponse:
    return _rows_page(request, pk, TimetableForm, actions.keep_timetable, title="线路图和时间表")


@requires(C.EDIT_PLANS)
def appraisal_create(request: UserRequest, pk: int) -> HttpResponse:
    plan = _plan(request, C.EDIT_PLANS, pk)
    today = timezone.localdate()
    form = AppraisalForm(request.POST or None, request.FILES or None, today=today)
    if form.is_valid():
        made = form.perform(actions.record_appraisal, plan, today=today, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, f"论证已登记：{made.get_conclusion_display()}")
            return redirect(plan)
    elif not form.is_bound and (closed := _is_closed(request, plan)):
        return closed
    gaps = [GAPS[code] for code in plan.gaps()]
    return _form_page(request, form, plan, title="登记论证", act="登记论证", gaps=gaps)


@require_safe
@requires(C.VIEW_PLANS)
def appraisal_minutes(request: UserRequest, pk: int) -> FileResponse:
    plans = VillagePlan.objects.visible_to(request.user)
    return serve(get_object_or_404(Appraisal.objects.select_related("minutes"), pk=pk, plan__in=plans).minutes)


# Who writes the plan and who judges it may both send it back: together all who see it.
@requires(C.VIEW_PLANS)
def plan_take_back(request: UserRequest, pk: int) -> HttpResponse:
    plan = _plan(request, C.VIEW_PLANS, pk)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        taken = form.perform(actions.take_back, plan, by=request.user, **form.cleaned_data)
        if taken:
            messages.success(request, "已退回，改好再论证一次")
            return redirect(plan)
    return _form_page(request, form, plan, title="退回重写", act="退回重写", no="不退回")


@requires(C.APPROVE_PLANS)
def plan_end(request: UserRequest, pk: int) -> HttpResponse:
    plan = _plan(request, C.APPROVE_PLANS, pk)
    form = EndForm(request.POST or None)
    today = timezone.localdate()
    if form.is_valid():
        ended = form.perform(actions.end_plan, plan, today=today, by=request.user, **form.cleaned_data)
        if ended:
            messages.success(request, "规划已终止")
            return redirect(plan)
    return _form_page(request, form, plan, title="终止规划", act="终止规划", no="不终止", danger=True)


@requires(C.EDIT_PLANS)
def milestone_create(request: UserRequest, pk: int) -> HttpResponse:
    plan = _plan(request, C.EDIT_PLANS, pk)
    form = MilestoneForm(request.POST or None, plan=plan)
    if form.is_valid():
        stage = form.stages[form.cleaned_data["stage"]]
        if form.perform(actions.add_milestone, stage, by=request.user, **form.facts):
            messages.success(request, "里程碑已加")
            return redirect(plan)
    return _form_page(request, form, plan, title="加里程碑", act="加里程碑", no="不加")


@requires(C.REVIEW_REPORTS)
def milestone_done(request: UserRequest, pk: int) -> HttpResponse:
    milestone, plan = _milestone(request, C.REVIEW_REPORTS, pk)
    today = timezone.localdate()
    form = DoneForm(request.POST or None, milestone=milestone, today=today)
    if form.is_valid():
        done = form.perform(actions.finish_milestone, milestone, today=today, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, f"“{milestone.name}”已登记完成")
            return redirect(plan)
    title = "更正完成" if milestone.done_on else "登记完成"
    return _form_page(request, form, plan, title=title, act=title, milestone=milestone)


@requires(C.REVIEW_REPORTS)
def milestone_reopen(request: UserRequest, pk: int) -> HttpResponse:
    milestone, plan = _milestone(request, C.REVIEW_REPORTS, pk)
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        opened = form.perform(actions.reopen_milestone, milestone, by=request.user, **form.cleaned_data)
        if opened:
            messages.success(request, f"“{milestone.name}”又是没完成")
            return redirect(plan)
    return _form_page(request, form, plan, title="其实没完成", act="改成没完成", milestone=milestone)


@requires(C.EDIT_PLANS)
def milestone_date(request: UserRequest, pk: int) -> HttpResponse:
    milestone, plan = _milestone(request, C.EDIT_PLANS, pk)
    today = timezone.localdate()
    is_look = "look" in request.POST
    form = DateForm(request.POST or None, today=today)
    if not is_look and form.is_valid():
        asked = form.perform(actions.change_due_date, milestone, today=today, by=request.user, **form.cleaned_data)
        if asked:
            messages.success(request, _asked_words(asked))
            return redirect(plan)
    context = {"follows": _follows(form, milestone, plan, today), "free_days": FREE_SLIP_DAYS, "today": today}
    context |= {"form": DateForm(today=today, initial=request.POST.dict()) if is_look else form}
    context |= {"plan": plan, "village": plan.village, "milestone": milestone, "title": f"改期：{milestone.name}"}
    status = 422 if form.is_bound and not is_look else 200
    return render(request, "villages/plan_date.html", context, status=status)


@requires(C.APPROVE_PLANS)
def date_change_decide(request: UserRequest, pk: int) -> HttpResponse:
    open_ones = DueDateChange.objects.open_to(request.user, C.APPROVE_PLANS)
    change = get_object_or_404(open_ones.select_related("milestone__stage__plan__village", "asked_by"), pk=pk)
    plan, today = change.milestone.stage.plan, timezone.localdate()
    form = DecideForm(request.POST or None)
    if form.is_valid():
        answer = {"is_granted": form.cleaned_data["answer"] == "grant", "note": form.cleaned_data["note"]}
        decided = form.perform(actions.decide_due_date, change, today=today, by=request.user, **answer)
        if decided:
            messages.success(request, "改期已批" if decided.is_granted else "已答复：不批")
            return redirect(plan)
    others = [m for m in plan.milestones if m.pk != change.milestone_id]
    follows = consequences(change.milestone, change.new_due_on, others, free_days=FREE_SLIP_DAYS, today=today)[1:]
    context = {"form": form, "change": change, "plan": plan, "village": plan.village, "follows": follows}
    return render(request, "villages/plan_decide.html", context, status=422 if form.is_bound else 200)


def _plan(request: UserRequest, capability: Capability, pk: int) -> VillagePlan:
    plans = VillagePlan.objects.open_to(request.user, capability)
    return get_object_or_404(plans.select_related("village"), pk=pk)


def _milestone(request: UserRequest, capability: Capability, pk: int) -> tuple[Milestone, VillagePlan]:
    milestone = get_object_or_404(Milestone.objects.open_to(request.user, capability).with_village(), pk=pk)
    return milestone, milestone.stage.plan


def _is_closed(request: UserRequest, plan: VillagePlan) -> HttpResponse | None:
    """Back to the plan's page where its text can no longer be changed; a save is refused by the action."""
    if plan.is_open or request.method == "POST":
        return None
    messages.info(request, "规划已经论证，要改先点“退回重写”" if plan.approved_on is None else "规划已经批准，内容不改")
    return redirect(plan)


def _rows_page(
    request: UserRequest, pk: int, kind: type[RowsForm], keep: Callable[..., VillagePlan], *, title: str
) -> HttpResponse:
    plan = _plan(request, C.EDIT_PLANS, pk)
    if closed := _is_closed(request, plan):
        return closed
    wants_more = "more" in request.POST
    form = kind(request.POST or None, plan=plan, more=MORE if wants_more else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        if form.perform(keep, plan, form.chosen, seen=seen, by=request.user, **form.facts):
            messages.success(request, f"{title}已保存")
            return redirect(plan)
    if form.is_outdated:
        form, status = form.beside_the_newer(), 409
    context = {"form": form, "plan": plan, "village": plan.village, "title": title}
    return render(request, "villages/plan_rows.html", context, status=status)


def _follows(form: DateForm, milestone: Milestone, plan: VillagePlan, today: date) -> list[Consequence]:
    """Of the day that was typed, whatever else is missing on the form."""
    if not form.is_bound:
        return []
    form.is_valid()
    day = form.cleaned_data.get("new_due_on")
    others = [m for m in plan.milestones if m.pk != milestone.pk]
    return consequences(milestone, day, others, free_days=FREE_SLIP_DAYS, today=today) if day else []


def _asked_words(change: DueDateChange) -> str:
    return "改期已生效，原因留在记录里" if change.is_granted else "改期已交，等办事处批；批以前按原来的日期算"


def _form_page(request: UserRequest, form: ActionForm, plan: VillagePlan, **context: Any) -> HttpResponse:
    """One act about a plan; `milestone` among the context where it is about one."""
    context |= {"form": form, "plan": plan, "village": plan.village}
    return render(request, "villages/plan_form.html", context, status=422 if form.is_bound else 200)
