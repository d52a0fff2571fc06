"""Half-month reports: the office's reading page, the cadre's own list, and the acts of reading."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.maps import findings
from office.reports.inbox import Inbox, unread_elsewhere
from office.reports.own import own_reports
from office.reports.reading import Part, Reading
from office.reports.register import ReportRegister
from office.reports.reminders import remind_of_reports
from office.views.half_months import begun
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.audit.refusal import Refused
from povertyplan.ui.forms import ActionForm
from villages.actions import reading as acts
from villages.forms.reading import AnswerForm, ExcuseForm, ReturnForm
from villages.models import HelpRequest, Report, ReportField, ReturnReason, Village
from villages.periods import Fortnight
from villages.reminding import night_words

# A part of the paper with the form that sends it back, where there is one.
_Row = tuple[Part, ActionForm | None]


@require_safe
@requires(Capability.VIEW_PLANS)
def report_list(request: UserRequest) -> HttpResponse:
    """The half-month that ended last, or `period`, with its first unread report open."""
    if request.user.scope(Capability.VIEW_PLANS) is Scope.OWN:
        return _own_list(request)
    now = timezone.now()
    inbox = Inbox.of(request.user, _period_asked(request), now=now)
    first = inbox.unread[0].report if inbox.unread else None
    context = _desk(request, inbox) | {"elsewhere": unread_elsewhere(request.user, inbox.period)}
    context["heat"] = inbox.register.strip(findings.reports(inbox.register))
    if first:
        context |= _paper(request, get_object_or_404(_reports(request), pk=first.pk), inbox)
    return render(request, "office/report/list.html", context)


@require_safe
@requires(Capability.VIEW_PLANS)
def report_detail(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(_reports(request), pk=pk))


@require_POST
@requires(Capability.REVIEW_REPORTS)
def report_return(request: UserRequest, pk: int) -> HttpResponse:
    """Sends one part back; the page comes again with what was typed where that is refused."""
    report = get_object_or_404(_reports(request, Capability.REVIEW_REPORTS), pk=pk)
    named = request.POST.get("field", "")
    part = ReportField(named) if named in ReportField.values else ReportField.DONE
    form = ReturnForm(request.POST, part=part)
    if form.is_valid():
        sent = form.perform(acts.send_back, report, now=timezone.now(), by=request.user, **form.cleaned_data)
        if sent:
            kept = "，还算按时" if not report.counts_as_late else ""
            messages.success(request, f"已退回“{sent.get_field_display()}”，其余照收{kept}")
            return redirect(report)
    return _page(request, report, form=form, part=part)


@require_POST
@requires(Capability.REVIEW_REPORTS)
def report_review(request: UserRequest, pk: int) -> HttpResponse:
    """Read; on to the next unread one, or back to the half-month where there is none."""
    report = get_object_or_404(_reports(request, Capability.REVIEW_REPORTS), pk=pk)
    try:
        acts.review_report(report, now=timezone.now(), by=request.user, seen=_seen(request))
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(report)
    following = Inbox.of(request.user, report.period, now=timezone.now()).after(report)
    if following and following.report and following.is_unread:
        return redirect(following.report)
    messages.success(request, f"{report.period.label}的都读过了")
    return redirect(period_url(report.period))


@require_POST
@requires(Capability.REVIEW_REPORTS)
def report_excuse(request: UserRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(_reports(request, Capability.REVIEW_REPORTS), pk=pk)
    form = ExcuseForm(request.POST)
    if form.is_valid():
        excused = form.perform(acts.excuse, report, by=request.user, **form.cleaned_data)
        if excused:
            messages.success(request, f"{report.village.name}{report.period.label}半月报算按时")
            return redirect(report)
    return _page(request, report, form=form)


@require_POST
@requires(Capability.REVIEW_REPORTS)
def help_answer(request: UserRequest, pk: int) -> HttpResponse:
    open_ones = HelpRequest.objects.open_to(request.user, Capability.REVIEW_REPORTS)
    asked = get_object_or_404(open_ones.select_related("report__village"), pk=pk)
    now = timezone.now()
    form = AnswerForm(request.POST, today=timezone.localdate(now))
    if form.is_valid():
        answered = form.perform(acts.answer_help, asked, now=now, by=request.user, **form.cleaned_data)
        if answered:
            messages.success(request, f"已答复，{asked.report.village.name}在自己的半月报里看得到")
            return redirect(asked.report)
    return _page(request, asked.report, form=form)


@require_POST
@requires(Capability.REVIEW_REPORTS)
def report_remind(request: UserRequest) -> HttpResponse:
    """Everybody who owes the half-month's report, at one press."""
    now = timezone.now()
    period = _period_asked(request)
    inbox = Inbox.of(request.user, period, now=now)
    try:
        messages.success(request, remind_of_reports(inbox, now=now, by=request.user))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(period_url(period))


def _seen(request: UserRequest) -> int | None:
    """Which revision the reader had before him; None where the page did not say."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 6 else None


def period_url(period: Fortnight) -> str:
    return f"{reverse('office:report_list')}?period={period.slug}"


def _own_list(request: UserRequest) -> HttpResponse:
    """Answers that are shown here have been seen."""
    now = timezone.now()
    own = own_reports(request.user, now=now)
    for line in own:
        if line.has_new_answers and request.method == "GET":
            acts.see_answers(line.village, now=now, by=request.user)
    return render(request, "office/report/mine.html", {"own": own, "period": _period_asked(request), "tab": "todo"})


def _reports(request: UserRequest, capability: Capability = Capability.VIEW_PLANS) -> QuerySet[Report]:
    return Report.objects.open_to(request.user, capability).select_related("village", "excused_by", "reviewed_by")


def _period_asked(request: UserRequest) -> Fortnight:
    """`period` of the address or the form; where none is named, the half-month that ended last."""
    slug = request.POST.get("period") or request.GET.get("period")
    return begun(slug) if slug else Fortnight.containing(timezone.localdate()).previous


def _page(
    request: UserRequest, report: Report, *, form: ActionForm | None = None, part: ReportField | None = None
) -> HttpResponse:
    """The report's page; with a refused `form`, as it was typed."""
    if request.user.scope(Capability.VIEW_PLANS) is Scope.OWN:
        context = _own_paper(report)
    else:
        inbox = Inbox.of(request.user, report.period, now=timezone.now())
        context = _desk(request, inbox) | _paper(request, report, inbox, form=form, part=part)
    return render(request, "office/report/detail.html", context | {"form": form}, status=422 if form else 200)


def _desk(request: UserRequest, inbox: Inbox) -> dict[str, Any]:
    following = inbox.period.next
    return {
        "inbox": inbox,
        "may_review": request.user.can(Capability.REVIEW_REPORTS),
        "night": night_words(timezone.now()),
        "previous": inbox.period.previous,
        "next": following if following.start <= inbox.on else None,
    }


def _paper(
    request: UserRequest,
    report: Report,
    inbox: Inbox,
    *,
    form: ActionForm | None = None,
    part: ReportField | None = None,
) -> dict[str, Any]:
    sheet = Reading.of(report)
    following, before = inbox.after(report), inbox.before(report)
    return {
        "report": report,
        "sheet": sheet,
        "rows": _parts(sheet, form, part) if request.user.can(Capability.REVIEW_REPORTS) else _plain(sheet),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(today=inbox.on),
        "excuse_form": form if isinstance(form, ExcuseForm) else ExcuseForm(),
        "excuse_open": isinstance(form, ExcuseForm),
        "following": following,
        "before": before,
        "requests": _requests(sheet),
        "others": [one for one in inbox.asked if one.request.report_id != report.pk],
        "row": next(row for row in inbox.register.rows if row.village.pk == report.village_id),
    }


def _own_paper(report: Report) -> dict[str, Any]:
    now = timezone.now()
    village = Village.objects.with_officers(on=timezone.localdate(now)).get(pk=report.village_id)
    register = ReportRegister.of([village], on=timezone.localdate(now), now=now)
    sheet = Reading.of(report)
    return {
        "report": report,
        "sheet": sheet,
        "rows": _plain(sheet),
        "requests": _requests(sheet),
        "row": register.rows[0],
        "inbox": None,
    }


def _requests(sheet: Reading) -> list[tuple[HelpRequest, int]]:
    """With the days that each has waited."""
    return [(asked, asked.waited_days(now=timezone.now())) for asked in sheet.requests]


def _parts(sheet: Reading, form: ActionForm | None, part: ReportField | None) -> list[_Row]:
    """Each part with its own small form to send it back; the refused one as it was typed."""
    typed = form if isinstance(form, ReturnForm) else None
    return [
        (row, None if row.returned else typed if typed and row.field is part else _return_form(sheet, row))
        for row in sheet.parts
    ]


def _return_form(sheet: Reading, row: Part) -> ReturnForm:
    """Where the part holds a contradiction, the question that follows from it is written already."""
    initial: dict[str, Any] = {"field": row.field, "seen": sheet.revision.number}
    if row.note:
        initial |= {"note": row.note, "reason_kind": ReturnReason.MISMATCH}
    return ReturnForm(part=row.field, officer=sheet.officer, initial=initial)


def _plain(sheet: Reading) -> list[_Row]:
    return [(row, None) for row in sheet.parts]
