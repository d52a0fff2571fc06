"""The exit of poverty villages (贫困村出列): its page, its steps, and the papers behind its figures."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from households.actions.evidence import add_evidence
from households.actions.exits import correct_step, open_village_exit, stop_exit, take_step
from households.codes import ExitStage
from households.exit_needs import Need
from households.exits import FACTS, STEP_KINDS, Place
from households.forms.exits import StepFileForm, StepForm
from households.forms.village_exits import IndicatorEvidenceForm, VillageExitForm, VillageStopForm
from households.models import Exit, ExitStep
from households.sheets.exit import Ask, ExitPage
from households.sheets.village_exit import VillageExitSheet
from households.views.answers import form_page
from households.views.exits import add_papers
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from villages.models import IndicatorValue, Village


@require_safe
@requires(Capability.VIEW_VILLAGES)
def village_exit(request: UserRequest, pk: int) -> HttpResponse:
    villages = Village.objects.visible_to(request.user).poverty_villages()
    return _page(request, get_object_or_404(villages, pk=pk))


@require_POST
@requires(Capability.DELIST_VILLAGES)
def village_exit_open(request: UserRequest, pk: int) -> HttpResponse:
    villages = Village.objects.open_to(request.user, Capability.DELIST_VILLAGES).poverty_villages()
    village = get_object_or_404(villages, pk=pk)
    today = timezone.localdate()
    form = VillageExitForm(request.POST, today=today)
    if form.is_valid():
        opened = form.perform(open_village_exit, village, year=form.cleaned_data["year"], today=today, by=request.user)
        if opened:
            messages.success(request, f"{village.name} {opened.year} 年度出列已开始")
            return redirect("households:village_exit", pk)
    return _page(request, village, form)


@requires(Capability.DELIST_VILLAGES)
def village_exit_step(request: UserRequest, pk: int) -> HttpResponse:
    """The form of the step to take now."""
    exit_ = get_object_or_404(_exits(request), pk=pk)
    today = timezone.localdate()
    page = ExitPage(exit_, user=request.user, today=today)
    kind = page.next_kind
    if kind is None:
        return redirect("households:village_exit", exit_.village_id)
    form = StepForm(
        request.POST or None, request.FILES or None, kind=kind, notice_days=exit_.standard.notice_days, today=today
    )
    if form.is_valid():
        taken = form.perform(
            take_step,
            exit_,
            kind.stage,
            done_on=form.cleaned_data["done_on"],
            today=today,
            by=request.user,
            files=form.papers,
            **form.facts,
        )
        if taken:
            messages.success(request, f"已记“{kind.label}”")
            return redirect("households:village_exit", exit_.village_id)
    asks = _asks(request, VillageExitSheet(exit_.village, on=today), page.needs)
    context = {"village": exit_.village, "kind": kind, "asks": asks, "act": kind.act}
    return form_page(request, "households/village_exit_step.html", form, **context)


@requires(Capability.DELIST_VILLAGES)
def village_exit_step_edit(request: UserRequest, pk: int) -> HttpResponse:
    """Corrects what the last step says."""
    step = get_object_or_404(_steps(request), pk=pk)
    today, kind = timezone.localdate(), STEP_KINDS[ExitStage(step.stage)]
    done = {name: getattr(step, name) for name in ("done_on", *FACTS)}
    days = step.exit.standard.notice_days
    form = StepForm(request.POST or None, kind=kind, notice_days=days, today=today, done=done)
    if form.is_valid():
        facts = {"done_on": form.cleaned_data["done_on"], **form.facts}
        saved = form.perform(correct_step, step, today=today, by=request.user, **facts)
        if saved:
            messages.success(request, f"已改“{kind.label}”")
            return redirect("households:village_exit", step.exit.village_id)
    return form_page(
        request, "households/village_exit_step.html", form, village=step.exit.village, kind=kind, act="保存"
    )


@requires(Capability.DELIST_VILLAGES)
def village_exit_step_file(request: UserRequest, pk: int) -> HttpResponse:
    """Papers of a step that come later."""
    step = get_object_or_404(_steps(request), pk=pk)
    kind = STEP_KINDS[ExitStage(step.stage)]
    form = StepFileForm(request.POST or None, request.FILES or None, kind=kind)
    if form.is_valid() and add_papers(request, form, step):
        return redirect("households:village_exit", step.exit.village_id)
    return form_page(
        request, "households/village_exit_step.html", form, village=step.exit.village, kind=kind, act="补凭证"
    )


@requires(Capability.DELIST_VILLAGES)
def village_exit_stop(request: UserRequest, pk: int) -> HttpResponse:
    exit_ = get_object_or_404(_exits(request), pk=pk)
    form = VillageStopForm(request.POST or None)
    if form.is_valid():
        stopped = form.perform(stop_exit, exit_, today=timezone.localdate(), by=request.user, **form.cleaned_data)
        if stopped:
            messages.success(request, f"{exit_.village.name}这次出列已中止")
            return redirect("households:village_exit", exit_.village_id)
    return form_page(request, "households/village_exit_stop.html", form, village=exit_.village, exit=exit_)


@requires(Capability.DELIST_VILLAGES)
def indicator_evidence(request: UserRequest, pk: int) -> HttpResponse:
    """A paper or a photo that proves a figure; only a poverty village's figures are asked for one."""
    values = IndicatorValue.objects.open_to(request.user, Capability.DELIST_VILLAGES)
    value = get_object_or_404(values.filter(village__is_poverty_village=True).select_related("village"), pk=pk)
    form = IndicatorEvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        kept = form.perform(
            add_evidence,
            value,
            content=form.cleaned_data["file"],
            caption=form.cleaned_data["caption"],
            today=timezone.localdate(),
            by=request.user,
        )
        if kept:
            messages.success(request, f"“{value.get_indicator_display()}”的凭证已上传")
            return redirect("households:village_exit", value.village_id)
    return form_page(request, "households/village_exit_evidence.html", form, village=value.village, value=value)


def _page(request: UserRequest, village: Village, form: VillageExitForm | None = None) -> HttpResponse:
    """The village's page; with a refused `form` it answers 422."""
    today = timezone.localdate()
    sheet = VillageExitSheet(village, on=today)
    page = ExitPage(sheet.exit, user=request.user, today=today) if sheet.exit else None
    asks = _asks(request, sheet, page.needs if page else sheet.needs)
    # What concerns no field has no place on the page, least of all where another exit goes on.
    for words in form.non_field_errors() if form else ():
        messages.error(request, str(words))
    context = {
        "village": village,
        "sheet": sheet,
        "standing": page if page and (asks or not sheet.delisted_on) else sheet,
        "page": page,
        "exit": sheet.exit,
        "asks": asks,
        "form": form or VillageExitForm(today=today),
        "poor_list": f"{reverse('households:household_list')}?view=poor&village={village.pk}",
        "tab": "village",
    }
    return render(request, "households/village_exit.html", context, status=422 if form else 200)


def _asks(request: UserRequest, sheet: VillageExitSheet, needs: Sequence[Need]) -> list[Ask]:
    return [Ask(need, _address(request, sheet, need)) for need in needs]


def _address(request: UserRequest, sheet: VillageExitSheet, need: Need) -> str:
    """Where the need is met, for who may do it there; empty otherwise."""
    may, subject = request.user.can, need.obstacle.subject
    match need.place:
        case Place.VILLAGE if may(Capability.EDIT_VILLAGES):
            return reverse("villages:village_edit", args=[sheet.village.pk]) + "#id_rural_population"
        case Place.INDICATOR if need.obstacle.code == "requirement_without_evidence":
            value = sheet.values[need.code]
            return reverse("households:indicator_evidence", args=[value.pk]) if may(Capability.DELIST_VILLAGES) else ""
        case Place.INDICATOR if may(Capability.EDIT_VILLAGES):
            return f"{reverse('villages:indicator', args=[sheet.village.pk])}?indicator={need.code}"
        case Place.STEP if may(Capability.DELIST_VILLAGES):
            return reverse("households:village_exit_step_file", args=[subject])
        case Place.OBJECTION if may(Capability.PREPARE_EXITS):
            return reverse("households:objection_answer", args=[subject])
        case Place.STOP if sheet.exit and may(Capability.DELIST_VILLAGES):
            return reverse("households:village_exit_stop", args=[sheet.exit.pk])
    return ""


def _exits(request: UserRequest) -> QuerySet[Exit]:
    rows = Exit.objects.open_to(request.user, Capability.DELIST_VILLAGES).of_villages()
    return rows.select_related("village", "standard")


def _steps(request: UserRequest) -> QuerySet[ExitStep]:
    return ExitStep.objects.filter(exit__in=_exits(request)).select_related("exit__village", "exit__standard")
