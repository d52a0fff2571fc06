"""Exits: the lists, the page of one, its steps, objections and papers, and the return to poverty."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from households.actions.evidence import add_evidence
from households.actions.exits import (
    answer_objection,
    correct_step,
    open_exit,
    raise_objection,
    relapse,
    stop_exit,
    take_step,
)
from households.codes import ExitStage, Relation
from households.counting import ListPaginator
from households.exit_needs import missing_to_start
from households.exits import FACTS, STEP_KINDS, StepKind
from households.forms.exits import (
    AnswerForm,
    ExitForm,
    ObjectionForm,
    PapersForm,
    RelapseForm,
    StepFileForm,
    StepForm,
    StopForm,
)
from households.models import Assessment, Evidence, Exit, ExitStep, Household, Objection
from households.sheets.exit import ExitPage, asks_of
from households.sheets.exits import ExitRegister, lines_of
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused

PAGE = 50


@requires(Capability.VIEW_HOUSEHOLDS)
def exit_list(request: UserRequest) -> HttpResponse:
    register = ExitRegister(request.GET, user=request.user, today=timezone.localdate())
    page = ListPaginator(register.rows, PAGE).get_page(request.GET.get("page"))
    lines = lines_of(list(page), today=register.today)
    context = {"register": register, "page": page, "lines": lines, "tab": "households"}
    return render(request, "households/exit_list.html", context)


@requires(Capability.VIEW_HOUSEHOLDS)
def exit_review_list(request: UserRequest) -> HttpResponse:
    rows = Exit.objects.open_to(request.user, Capability.VIEW_HOUSEHOLDS).to_review()
    found = rows.with_last_step().select_related("village", "standard", "household").order_by("-closed_on", "-pk")
    page = ListPaginator(found, PAGE).get_page(request.GET.get("page"))
    lines = [
        (line, asks_of(line.needs, line.exit.household, user=request.user, year=line.exit.year, exit_=line.exit))
        for line in lines_of(list(page), today=timezone.localdate())
    ]
    return render(request, "households/exit_review_list.html", {"page": page, "lines": lines, "tab": "households"})


@requires(Capability.PREPARE_EXITS)
def exit_open(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.PREPARE_EXITS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    going_on = household.exits.going_on().first()
    if going_on:
        return redirect("households:exit_detail", going_on.pk)
    today = timezone.localdate()
    form = ExitForm(request.POST or None, today=today)
    if form.is_valid():
        opened = form.perform(open_exit, household, year=form.cleaned_data["year"], today=today, by=request.user)
        if opened:
            messages.success(request, "已开始，先记民主评议")
            return redirect("households:exit_detail", opened.pk)
    year = int(form["year"].value() or today.year) if form.is_bound and not form["year"].errors else today.year
    needs = missing_to_start(household, year=year)
    asks = asks_of(needs, household, user=request.user, year=year, exit_=None)
    return form_page(request, "households/exit_open.html", form, household=household, asks=asks, year=year)


@requires(Capability.VIEW_HOUSEHOLDS)
def exit_detail(request: UserRequest, pk: int) -> HttpResponse:
    exit_ = get_object_or_404(_exits(request).select_related("household", "stopped_by"), pk=pk)
    page = ExitPage(exit_, user=request.user, today=timezone.localdate())
    context = {"exit": exit_, "page": page, "household": exit_.household, "tab": "households"}
    return render(request, "households/exit_detail.html", context)


@requires(Capability.VIEW_HOUSEHOLDS)
def exit_step(request: UserRequest, pk: int) -> HttpResponse:
    """The form of the next step. Whose turn it is follows from the step, so the gate is asked again inside."""
    exit_ = get_object_or_404(_exits(request), pk=pk)
    today = timezone.localdate()
    page = ExitPage(exit_, user=request.user, today=today)
    kind = page.next_kind
    if kind is None:
        return redirect("households:exit_detail", exit_.pk)
    if not _may(request, kind):
        return _not_yours(request, exit_, kind)
    form = StepForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        notice_days=exit_.standard.notice_days,
        today=today,
        initial=_usual(exit_, kind.stage),
        earliest=page.earliest,
    )
    if form.is_valid():
        done_on, facts = form.cleaned_data["done_on"], form.facts
        taken = form.perform(
            take_step, exit_, kind.stage, done_on=done_on, today=today, by=request.user, files=form.papers, **facts
        )
        if taken:
            messages.success(request, f"已记下“{kind.label}”")
            return redirect("households:exit_detail", exit_.pk)
    return form_page(request, "households/exit_step.html", form, exit=exit_, page=page, kind=kind)


@requires(Capability.VIEW_HOUSEHOLDS)
def exit_step_edit(request: UserRequest, pk: int) -> HttpResponse:
    step, kind = _step(request, pk)
    if not _may(request, kind):
        return _not_yours(request, step.exit, kind)
    today = timezone.localdate()
    done = {name: getattr(step, name) for name in ("done_on", *FACTS)}
    notice_days = step.exit.standard.notice_days
    form = StepForm(request.POST or None, kind=kind, notice_days=notice_days, today=today, done=done)
    if form.is_valid():
        facts = {"done_on": form.cleaned_data["done_on"], **form.facts}
        if form.perform(correct_step, step, today=today, by=request.user, **facts):
            messages.success(request, "已保存")
            return redirect("households:exit_detail", step.exit_id)
    page = ExitPage(step.exit, user=request.user, today=today)
    return form_page(request, "households/exit_step.html", form, exit=step.exit, page=page, kind=kind, step=step)


@requires(Capability.VIEW_HOUSEHOLDS)
def exit_step_file(request: UserRequest, pk: int) -> HttpResponse:
    """Papers that come later: also of a closed exit, whose gap they close."""
    step, kind = _step(request, pk)
    if not _may(request, kind):
        return _not_yours(request, step.exit, kind)
    form = StepFileForm(request.POST or None, request.FILES or None, kind=kind)
    if form.is_valid() and add_papers(request, form, step):
        return redirect("households:exit_detail", step.exit_id)
    return form_page(request, "households/exit_step_file.html", form, exit=step.exit, step=step, kind=kind)


@requires(Capability.EDIT_HOUSEHOLDS)
def verdict_file_create(request: UserRequest, pk: int) -> HttpResponse:
    """A paper for a verdict of whatever year: what an exit of that year rests on may be brought back."""
    rows = Assessment.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS)
    verdict = get_object_or_404(rows.select_related("household__village", "criterion"), pk=pk)
    form = PapersForm(request.POST or None, request.FILES or None, named=f"{verdict.criterion}凭证")
    if form.is_valid() and add_papers(request, form, verdict):
        closing = verdict.household.exits.filter(year=verdict.year, stopped_on=None).first()
        return redirect(closing or verdict.household)
    return form_page(request, "households/verdict_file.html", form, verdict=verdict, household=verdict.household)


@requires(Capability.VIEW_HOUSEHOLDS)
def exit_stop(request: UserRequest, pk: int) -> HttpResponse:
    """Whose turn it is may also end it."""
    exit_ = get_object_or_404(_exits(request), pk=pk)
    stage = exit_.next_stage
    if stage is None:
        return redirect("households:exit_detail", exit_.pk)
    if not _may(request, STEP_KINDS[stage]):
        return _not_yours(request, exit_, STEP_KINDS[stage])
    form = StopForm(request.POST or None)
    today = timezone.localdate()
    if form.is_valid():
        stopped = form.perform(stop_exit, exit_, reason=form.cleaned_data["reason"], today=today, by=request.user)
        if stopped:
            messages.success(request, "已中止这次退出")
            return redirect("households:exit_detail", exit_.pk)
    return form_page(request, "households/exit_stop.html", form, exit=exit_)


@requires(Capability.PREPARE_EXITS)
def objection_create(request: UserRequest, pk: int) -> HttpResponse:
    rows = Exit.objects.open_to(request.user, Capability.PREPARE_EXITS).select_related("village", "household")
    exit_ = get_object_or_404(rows, pk=pk)
    form = ObjectionForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        raised = form.perform(raise_objection, exit_, by=request.user, **form.cleaned_data)
        if raised:
            messages.success(request, "已记下异议，公示停表")
            return redirect(exit_)
    return form_page(request, "households/objection_form.html", form, exit=exit_, back=exit_.get_absolute_url())


@requires(Capability.PREPARE_EXITS)
def objection_answer(request: UserRequest, pk: int) -> HttpResponse:
    rows = Objection.objects.filter(exit__in=Exit.objects.open_to(request.user, Capability.PREPARE_EXITS))
    objection = get_object_or_404(rows.select_related("exit__village", "exit__household"), pk=pk)
    form = AnswerForm(request.POST or None, today=timezone.localdate())
    back = objection.exit.get_absolute_url()
    if form.is_valid():
        answered = form.perform(answer_objection, objection, by=request.user, **form.cleaned_data)
        if answered:
            result = "异议成立，这次退出要中止" if answered.is_upheld else "公示从答复第二天重新计天"
            messages.success(request, f"已答复，{result}")
            return redirect(back)
    context = {"exit": objection.exit, "objection": objection, "back": back}
    return form_page(request, "households/objection_form.html", form, **context)


@requires(Capability.REVIEW_EXITS)
def relapse_create(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.REVIEW_EXITS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    form = RelapseForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        recorded = form.perform(relapse, household, by=request.user, **form.cleaned_data)
        if recorded:
            messages.success(request, "已登记返贫，这户重新算未脱贫")
            return redirect(household)
    return form_page(request, "households/relapse_form.html", form, household=household)


def _exits(request: UserRequest) -> QuerySet[Exit]:
    rows = Exit.objects.open_to(request.user, Capability.VIEW_HOUSEHOLDS).of_households()
    return rows.select_related("village", "household__village", "standard")


def _step(request: UserRequest, pk: int) -> tuple[ExitStep, StepKind]:
    rows = ExitStep.objects.filter(exit__in=_exits(request)).select_related("exit__household", "exit__village")
    step = get_object_or_404(rows.select_related("exit__standard"), pk=pk)
    return step, STEP_KINDS[ExitStage(step.stage)]


def add_papers(request: UserRequest, form: PapersForm, to: ExitStep | Assessment) -> bool:
    """All of them or, where one is refused, none."""
    today = timezone.localdate()
    with transaction.atomic():
        for content, caption in form.papers:
            if not form.perform(_add_paper, to, content=content, caption=caption, today=today, by=request.user):
                transaction.set_rollback(True)
                return False
    messages.success(request, f"已补 {len(form.papers)} 份凭证")
    return True


def _add_paper(to: ExitStep | Assessment, **paper: Any) -> Evidence:
    """The action speaks of its one file; here several lie in one field."""
    try:
        return add_evidence(to, **paper)
    except Refused as refusal:
        raise Refused(refusal.message, field="files") from refusal


def _may(request: UserRequest, kind: StepKind) -> bool:
    if request.user.can(kind.capability):
        return True
    if request.method == "POST":
        raise PermissionDenied
    return False


def _not_yours(request: UserRequest, exit_: Exit, kind: StepKind) -> HttpResponse:
    messages.info(request, f"“{kind.label}”由{kind.side}的人记")
    return redirect("households:exit_detail", exit_.pk)


def _usual(exit_: Exit, stage: ExitStage) -> dict[str, str]:
    """What is most often written: the head signs."""
    if stage != ExitStage.CONSENT or exit_.household is None:
        return {}
    head = exit_.household.members.filter(relation=Relation.HEAD, left_on__isnull=True).first()
    return {"led_by": head.name} if head else {}
