"""The standard and the poverty lines, and judging households against them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from households.actions.poverty_lines import set_poverty_line, use_poverty_line
from households.actions.standards import adopt_standard, assess, confirm_standard, revise_standard
from households.actions.standards import confirm_many as confirm_households
from households.codes import CheckState, EvidenceKind, StandardKind
from households.forms.standards import AssessmentForm, ConfirmForm, PovertyLineForm, ReviseForms
from households.models import Assessment, Criterion, Evidence, Household, PovertyLine, StandardSet
from households.sheets.adoption import Adoption
from households.sheets.household import HouseholdSheet, lamp_of
from households.sheets.poverty_lines import LineYear, line_years
from households.standards import Suggestion, judged_years
from households.suggestions import suggestions_of
from households.views.answers import form_page
from households.views.households import household_url
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Role
from povertyplan.audit.refusal import Refused
from povertyplan.ui.lamps import Lamp
from villages.models import Village

# So many households of a village are judged on one page; the rest follow when these are done.
AT_ONCE = 200


@requires(Capability.EDIT_HOUSEHOLDS)
def criterion_assess(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """On a phone for the cadre, at a desk for the office: the same form."""
    open_rows = Household.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    criterion = get_object_or_404(Criterion.objects.in_force(), code=code)
    today = timezone.localdate()
    year = _chosen_year(request, today)
    sheet = HouseholdSheet(household, on=today)
    verdicts = _verdicts(household, code)
    known = next((row for row in verdicts if row.criterion_id == criterion.pk and row.year == year), None)
    last = next((row for row in verdicts if row.year < year), None)
    said = suggestions_of([household], criterion, year=year, on=today)[household.pk]
    judged: dict[str, Any] = {"criterion": criterion, "year": year, "known": known, "said": said}
    form = AssessmentForm(request.POST or None, request.FILES or None, last=last, today=today, **judged)
    following = _next_unjudged(household, criterion, year)
    if form.is_valid():
        row = form.perform(assess, household, criterion, today=today, by=request.user, **form.facts)
        if row:
            messages.success(request, f"已记下：{criterion.name}，{row.get_state_display()}")
            if following and request.POST.get("then") == "next":
                return redirect(assess_url(household, following) + _query(request))
            return redirect(household_url(household, request.GET))
    is_phone = request.user.role == Role.CADRE
    context = judged | {
        "household": household,
        "sheet": sheet,
        "verdicts": verdicts,
        "following": following,
        "tab": "households",
    }
    template = "households/criterion_phone.html" if is_phone else "households/criterion_assess.html"
    return form_page(request, template, form, **context)


def assess_url(household: Household, criterion: Criterion) -> str:
    return reverse("households:criterion_assess", args=[household.pk, criterion.code])


def _query(request: UserRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _chosen_year(request: UserRequest, today: date) -> int:
    typed = request.POST.get("year", "")
    years = judged_years(today)
    return next((year for year in years if str(year) == typed), years[0])


def _verdicts(household: Household, code: str) -> list[Assessment]:
    """Of this point in whatever wording, the newest first, each with the files that prove it."""
    files = Prefetch("files", queryset=Evidence.objects.select_related("file", "withdrawn_by"))
    found = Assessment.objects.filter(household=household, criterion__code=code)
    return list(found.select_related("standard", "criterion").prefetch_related(files).order_by("-year", "-assessed_on"))


def _next_unjudged(household: Household, criterion: Criterion, year: int) -> Criterion | None:
    """The next point in printed order that nobody judged for the year, from the top again after the last."""
    points = list(Criterion.objects.in_force())
    judged = set(household.assessments.judged_in(year).values_list("criterion", flat=True))
    here = points.index(criterion)
    return next((point for point in points[here + 1 :] + points[:here] if point.pk not in judged), None)


@dataclass(frozen=True)
class ConfirmRow:
    household: Household
    said: Suggestion
    is_ticked: bool

    @property
    def may_be_ticked(self) -> bool:
        """What the register contradicts is judged on the household's own page."""
        return self.said.state != CheckState.NOT_MET

    @property
    def lamp(self) -> Lamp:
        return lamp_of(self.said.state)


@requires(Capability.CONFIRM_MANY)
def confirm_many(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    year = judged_years(today)[0]
    # What asks for a photo is judged house by house.
    criteria = [point for point in Criterion.objects.in_force() if point.evidence_kind == EvidenceKind.TEXT]
    villages = list(Village.objects.open_to(request.user, Capability.CONFIRM_MANY).order_by("code"))
    asked, only_met = request.GET, "met" in request.GET
    criterion = next((point for point in criteria if point.code == asked.get("criterion")), None)
    village = next((row for row in villages if str(row.pk) == asked.get("village")), None)
    context = {
        "criteria": criteria,
        "villages": villages,
        "criterion": criterion,
        "village": village,
        "only_met": only_met,
        "year": year,
        "tab": "households",
    }
    if criterion is None or village is None:
        return render(request, "households/confirm_many.html", context)
    judged = Assessment.objects.judged_in(year).filter(criterion=criterion).values("household")
    open_rows = Household.objects.open_to(request.user, Capability.CONFIRM_MANY).still_poor().in_village(village)
    waiting = list(open_rows.exclude(pk__in=judged).with_head().in_registry_order()[: AT_ONCE + 1])
    suggestions = suggestions_of(waiting, criterion, year=year, on=today)
    is_cut, waiting = len(waiting) > AT_ONCE, waiting[:AT_ONCE]
    if only_met:
        waiting = [row for row in waiting if suggestions[row.pk].state == CheckState.MET]
    sent = set(request.POST.getlist("household"))
    rows = [_confirm_row(row, suggestions[row.pk], sent if request.method == "POST" else None) for row in waiting]
    ticked = [row.household for row in rows if row.is_ticked]
    form = ConfirmForm(request.POST or None, suggestions=suggestions, ticked=[row.pk for row in ticked], sent=len(sent))
    if form.is_valid():
        done = form.perform(
            confirm_households, ticked, criterion, year=year, today=today, by=request.user, **form.facts
        )
        if done is not None:
            left = len(sent) - done
            others = f"。{left} 户已有人核过或不在名单里，没有动" if left else ""
            messages.success(request, f"“{criterion.name}”核了 {done} 户，{form.facts['state'].label}{others}")
            return redirect(request.get_full_path())
    return form_page(request, "households/confirm_many.html", form, rows=rows, is_cut=is_cut, **context)


def _confirm_row(household: Household, said: Suggestion, sent: set[str] | None) -> ConfirmRow:
    """Ticked by what was sent, before that only where the register says 达标."""
    row = ConfirmRow(household, said, False)
    ticked = said.state == CheckState.MET if sent is None else str(household.pk) in sent
    return ConfirmRow(household, said, ticked and row.may_be_ticked)


@requires(Capability.VIEW_STANDARDS)
def standard_list(request: UserRequest) -> HttpResponse:
    counted = StandardSet.objects.annotate(
        size=Count("points", distinct=True) + Count("requirements", distinct=True)
    ).order_by("kind", "name", "-version")
    in_force = _in_force()
    groups = [(kind, [row for row in counted if row.kind == kind]) for kind in StandardKind]
    years = line_years(today=timezone.localdate())
    # This year's says whether incomes are judged at all; beside it the last ones that were in use.
    lines = [*years[:1], *[year for year in years[1:] if year.in_use][:3]]
    context = {"groups": groups, "in_force": in_force, "lines": lines}
    return render(request, "households/standard_list.html", context)


@requires(Capability.VIEW_STANDARDS)
def standard_detail(request: UserRequest, pk: int) -> HttpResponse:
    standard = get_object_or_404(StandardSet, pk=pk)
    may_edit = request.user.can(Capability.EDIT_STANDARDS)
    context = {
        "standard": standard,
        "criteria": list(Criterion.objects.of(standard)),
        "requirements": list(standard.requirements.all()),
        "others": StandardSet.objects.filter(name=standard.name).exclude(pk=standard.pk),
        "is_in_force": standard.pk in _in_force(),
        "adoption": Adoption.of(standard) if may_edit else None,
        "may_edit": may_edit,
        "today": timezone.localdate(),
    }
    return render(request, "households/standard_detail.html", context)


def _in_force() -> set[int]:
    return {key for kind in StandardKind for key in StandardSet.objects.in_force(kind).values_list("pk", flat=True)}


@requires(Capability.EDIT_STANDARDS)
def standard_revise(request: UserRequest, pk: int) -> HttpResponse:
    standard = get_object_or_404(StandardSet, pk=pk)
    forms = ReviseForms.over(standard, request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.is_valid():
        new = forms.head.perform(revise_standard, standard, by=request.user, **forms.facts)
        if new:
            messages.success(request, f"已存为第 {new.version} 版，还没有采用")
            return redirect("households:standard_detail", new.pk)
    return form_page(request, "households/standard_revise.html", forms.head, rows=forms.rows, standard=standard)


@require_POST
@requires(Capability.EDIT_STANDARDS)
def standard_adopt(request: UserRequest, pk: int) -> HttpResponse:
    standard = get_object_or_404(StandardSet, pk=pk)
    try:
        adopt_standard(standard, today=timezone.localdate(), by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"从今天起按“{standard.title}”核")
    return redirect("households:standard_detail", standard.pk)


@require_POST
@requires(Capability.EDIT_STANDARDS)
def standard_confirm(request: UserRequest, pk: int) -> HttpResponse:
    standard = get_object_or_404(StandardSet, pk=pk)
    confirm_standard(standard, by=request.user)
    messages.success(request, "已记下：和原文核对过")
    return redirect("households:standard_detail", standard.pk)


@requires(Capability.VIEW_STANDARDS)
def poverty_line_list(request: UserRequest) -> HttpResponse:
    years = line_years(today=timezone.localdate())
    return render(request, "households/poverty_line_list.html", {"years": years, "series": _series(years)})


def _series(years: Sequence[LineYear]) -> list[str]:
    return [cell.series for cell in years[0].cells] if years else []


@requires(Capability.EDIT_STANDARDS)
def poverty_line_create(request: UserRequest) -> HttpResponse:
    typed = request.GET.get("year", "")
    initial = {"year": typed} if typed.isdecimal() else {}
    form = PovertyLineForm(request.POST or None, initial=initial)
    if form.is_valid():
        line = form.perform(set_poverty_line, None, by=request.user, **form.facts)
        if line:
            used = "，当年就用它" if line.is_in_use else "，还没有采用，要用它按“改用这条”"
            messages.success(request, f"已加 {line.year} 年“{line.series}”{used}")
            return redirect("households:poverty_line_list")
    return form_page(request, "households/poverty_line_form.html", form)


@requires(Capability.EDIT_STANDARDS)
def poverty_line_edit(request: UserRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(PovertyLine, pk=pk)
    form = PovertyLineForm(request.POST or None, instance=line)
    if form.is_valid():
        saved = form.perform(set_poverty_line, line, seen=form.seen_version, by=request.user, **form.facts)
        if saved:
            messages.success(request, "已保存")
            return redirect("households:poverty_line_list")
    return form_page(request, "households/poverty_line_form.html", form, line=PovertyLine.objects.get(pk=pk))


@require_POST
@requires(Capability.EDIT_STANDARDS)
def poverty_line_use(request: UserRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(PovertyLine, pk=pk)
    try:
        use_poverty_line(line, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"{line.year} 年改用“{line.series}”")
    return redirect("households:poverty_line_list")
