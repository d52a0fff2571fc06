"""Writing a half-month report, with a script or without, and its receipt (R4.4, reliability §7)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from office.reports.entry import ReportEntry, clock, entry_of, sent_fields, summary
from office.unsent import by_script, keeps_typed
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.device import device_user
from povertyplan.accounts.matrix import Capability
from povertyplan.files.serving import serve
from villages.actions.reports import ForeignUuid, OtherContent, add_photo, submit_report, withdraw_photo
from villages.forms.reports import ReportForm, ReportPhotoForm
from villages.models import MOST_PHOTOS, Report, ReportPhoto, ReportRevision, Village
from villages.periods import Fortnight

View = Callable[..., HttpResponseBase]
Taken = OtherContent | ForeignUuid


def words_for_script(view: View) -> View:
    """A script is told in JSON what a person is told on a page."""

    @wraps(view)
    def answered(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refusal:
            if not by_script(request):
                raise
            is_gone = isinstance(refusal, Http404)
            words = "这个村或这一期不归你报，换账号登录，或报办事处" if is_gone else "你的账号不报半月报"
            return JsonResponse({"words": words}, status=404 if is_gone else 403)

    return answered


@keeps_typed
@words_for_script
@requires(Capability.FILE_REPORTS)
def report_write(request: UserRequest, pk: int, period: str) -> HttpResponse:
    village = get_object_or_404(Village.objects.open_to(request.user, Capability.FILE_REPORTS), pk=pk)
    try:
        entry = entry_of(village, period, user=request.user, now=timezone.now())
    except ValueError as unknown:
        raise Http404 from unknown
    if request.method == "POST":
        return _sent(request, entry)
    if not entry.has_begun:
        now = Fortnight.containing(entry.today)
        messages.warning(request, f"{entry.period.label}还没有开始，先报 {now.label}")
        return redirect("office:report_write", village.pk, now.slug)
    return _write_page(request, entry, entry.form())


def _sent(request: UserRequest, entry: ReportEntry) -> HttpResponse:
    form, step = entry.sent_form(request.POST, request.FILES), request.POST.get("step")
    if step == "edit" or not form.is_valid():
        return _not_filed(request, entry, form, status=200 if step == "edit" else 422)
    if step == "check" and not by_script(request):
        return _check_page(request, entry, form)
    filed = form.perform(_file, entry, form)
    if filed is None:
        return _not_filed(request, entry, form, status=422)
    if isinstance(filed, ReportRevision):
        return _filed(request, filed, sent_as=form.cleaned_data["uuid"])
    return _taken(request, entry, filed)


def _file(entry: ReportEntry, form: ReportForm) -> ReportRevision | Taken:
    data = form.cleaned_data
    try:
        return submit_report(
            entry.village,
            entry.period,
            uuid=data["uuid"],
            content=form.content,
            opened_at=entry.opened_at(data["opened"]),
            device_at=data["submitted_at"],
            seen=data["seen"],
            via=entry.via(data["via"]),
            counted=entry.counted,
            remaining=entry.counts.remaining,
            now=entry.now,
            by=entry.user,
        )
    except (OtherContent, ForeignUuid) as taken:
        return taken


def _filed(request: UserRequest, revision: ReportRevision, *, sent_as: UUID) -> HttpResponse:
    """`sent_as` differs from the revision's own where the same content had come before."""
    page = reverse("office:report_receipt", args=[revision.report_id])
    if not by_script(request):
        _keep_photos(request, revision)
        return redirect(page)
    report = revision.report
    return JsonResponse(
        {
            "uuid": str(sent_as),
            "receipt": revision.receipt,
            "received_at": revision.received_at.isoformat(),
            "filed_at": report.filed_at.isoformat(),
            "is_late": report.is_late,
            "page": page,
            "photos": reverse("office:report_photo", args=[revision.uuid]),
        }
    )


def _keep_photos(request: UserRequest, revision: ReportRevision) -> None:
    """The text is filed; what is wrong with a photo is said and stops nothing."""
    for upload in request.FILES.getlist("photos"):
        form = ReportPhotoForm(files={"photo": upload})
        if not form.is_valid() or not _add_photo(request, revision, form):
            messages.warning(request, f"{upload.name}：{_first_words(form)}")


def _add_photo(request: UserRequest, revision: ReportRevision, form: ReportPhotoForm) -> ReportPhoto | None:
    photo = form.cleaned_data["photo"]
    return form.perform(add_photo, revision, content=photo, now=timezone.now(), by=request.user)


def _first_words(form: ReportForm | ReportPhotoForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _taken(request: UserRequest, entry: ReportEntry, taken: Taken) -> HttpResponse:
    """Without a script the page comes back with a UUID of its own, and the next press is another report."""
    revision = taken.revision if isinstance(taken, OtherContent) else None
    status = 409 if revision else 404
    if by_script(request):
        facts = {"receipt": revision.receipt} if revision else {}
        return JsonResponse({"uuid": request.POST["uuid"], **facts, "words": taken.message}, status=status)
    data = request.POST.copy()
    data["uuid"] = str(uuid4())
    if revision and revision.report.period_start == entry.period.start:
        data["seen"] = str(revision.report.revision_count)
    form = entry.sent_form(data, request.FILES)
    again = "。要改就再交一次，作为更正" if revision else ""
    form.add_error(None, f"{taken.message}{again}")
    return _write_page(request, entry, form, status=status)


def _not_filed(request: UserRequest, entry: ReportEntry, form: ReportForm, *, status: int) -> HttpResponse:
    if by_script(request):
        return JsonResponse({"errors": form.errors}, status=422)
    return _write_page(request, entry, form, status=status)


def _write_page(request: UserRequest, entry: ReportEntry, form: ReportForm, *, status: int = 200) -> HttpResponse:
    return render(request, "office/report/write.html", entry.context(form), status=status)


def _check_page(request: UserRequest, entry: ReportEntry, form: ReportForm) -> HttpResponse:
    context = {
        "form": form,
        "village": entry.village,
        "period": entry.period,
        "rows": summary(form, last=entry.last),
        "fields": sent_fields(request.POST),
        # A browser does not carry chosen files on to the next page.
        "asks_photos": bool(request.FILES.getlist("photos")),
        "most_photos": MOST_PHOTOS,
    }
    return render(request, "office/report/check.html", context)


@require_safe
@requires(Capability.FILE_REPORTS)
def report_receipt(request: UserRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(_own(request).select_related("village"), pk=pk)
    photos = list(report.photos.in_force().select_related("file"))
    revision = report.revisions.newest().get()
    context = {
        "report": report,
        "revision": revision,
        "filed": clock(report.filed_at),
        "received": clock(revision.received_at),
        "photos": photos,
        "photos_left": MOST_PHOTOS - len(photos),
    }
    return render(request, "office/report/receipt.html", context)


@require_GET
def report_token(request: UserRequest) -> HttpResponse:
    """Fetched by the script right before it sends: whose session it is by now, and that session's token."""
    return JsonResponse({"csrf": get_token(request), "user": device_user(request.user)})


@require_POST
@words_for_script
@requires(Capability.FILE_REPORTS)
def report_photo(request: UserRequest, uuid: UUID) -> HttpResponse:
    revisions = ReportRevision.objects.open_to(request.user, Capability.FILE_REPORTS)
    revision = get_object_or_404(revisions.select_related("report__village"), uuid=uuid)
    form = ReportPhotoForm(request.POST, request.FILES)
    photo = _add_photo(request, revision, form) if form.is_valid() else None
    if by_script(request):
        if photo is None:
            return JsonResponse({"words": _first_words(form)}, status=422)
        kept = revision.report.photos.in_force().count()
        return JsonResponse({"sha256": photo.file.sha256, "kept": kept})
    if photo is None:
        messages.warning(request, _first_words(form))
    else:
        messages.success(request, "照片已收到")
    return redirect("office:report_receipt", revision.report_id)


@require_safe
@requires(Capability.VIEW_PLANS)
def report_photo_file(request: UserRequest, pk: int) -> HttpResponseBase:
    photos = ReportPhoto.objects.visible_to(request.user).in_force().select_related("file")
    return serve(get_object_or_404(photos, pk=pk).file)


@require_POST
@requires(Capability.FILE_REPORTS)
def report_photo_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    photos = ReportPhoto.objects.open_to(request.user, Capability.FILE_REPORTS)
    photo = get_object_or_404(photos, pk=pk)
    withdraw_photo(photo, now=timezone.now(), by=request.user)
    messages.success(request, "照片已撤下")
    return redirect("office:report_receipt", photo.report_id)


def _own(request: UserRequest) -> Any:  # noqa: ANN401 - a queryset of reports
    return Report.objects.open_to(request.user, Capability.FILE_REPORTS)
