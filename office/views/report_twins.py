"""The half-month report on paper and as a workbook: what goes out, and what comes back through the same form."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.reports import sheet as paper
from office.reports.entry import ReportEntry, entry_of
from office.reports.workbook import Uploaded, upload, workbook
from office.views.half_months import begun
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.actions import record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from villages.forms.reading import WorkbookForm
from villages.models import ReportingRule, Village, VillageQuerySet
from villages.periods import Fortnight
from villages.reporting import Due, due_on

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Capability.FILE_REPORTS)
def report_sheet(request: UserRequest, pk: int, period: str) -> HttpResponse:
    village = get_object_or_404(_villages(request), pk=pk)
    entry = _entry(request, village, period)
    try:
        pdf = paper.press(entry, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(entry.url)
    name = f"report-{village.code[-3:]}-{entry.period.slug}.pdf"
    return _file(pdf, "application/pdf", f'inline; filename="{name}"')


@require_safe
@requires(Capability.FILE_REPORTS)
def report_workbook(request: UserRequest, period: str) -> HttpResponse:
    found = _owed(period)
    content = workbook(list(_villages(request)), found, user=request.user, now=timezone.now())
    record(Act.EXPORT, by=request.user, reason="下载半月报 Excel", period=found.slug)
    return _file(content, XLSX, f'attachment; filename="reports-{found.slug}.xlsx"')


@requires(Capability.FILE_REPORTS)
def report_upload(request: UserRequest, period: str) -> HttpResponse:
    """Says of every row what is wrong with it and writes nothing, or files them all and lists the receipts."""
    found = _owed(period)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    villages, done = list(_villages(request)), None
    if form.is_valid():
        content = form.cleaned_data["file"]
        done = form.perform(upload, content, villages, found, user=request.user, now=timezone.now())
    context = {"period": found, "form": form, "villages": villages, "done": done}
    return render(request, "office/report/upload.html", context, status=422 if _is_refused(form, done) else 200)


def _is_refused(form: WorkbookForm, done: Uploaded | None) -> bool:
    return form.is_bound and (done is None or bool(done.problems))


def _villages(request: UserRequest) -> VillageQuerySet:
    return Village.objects.open_to(request.user, Capability.FILE_REPORTS).order_by("code")


def _owed(slug: str) -> Fortnight:
    """One that has begun, and in which reports were due."""
    period = begun(slug)
    rules = [Due(*rule) for rule in ReportingRule.objects.values_list("starts_on", "days")]
    if due_on(period, rules) is None:
        raise Http404
    return period


def _entry(request: UserRequest, village: Village, slug: str) -> ReportEntry:
    try:
        return entry_of(village, slug, user=request.user, now=timezone.now())
    except ValueError as unknown:
        raise Http404 from unknown


def _file(content: bytes, kind: str, disposition: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
