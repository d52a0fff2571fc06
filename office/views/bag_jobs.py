"""Printing many bags: asked for here, made by `print_worker`, taken away as one file a village."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from households.actions import bag_jobs as actions
from households.models import BagJob, BagPart, Household
from households.models.bag import BagJobQuerySet, BagPartQuerySet, JobScope, PartState
from office.bags.jobs import view_of, views_of
from office.printing.wishes import wish
from office.printing.worker import path_of
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.actions import record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from villages.models import Village, VillageQuerySet

PAGE = 20


@require_safe
@requires(Capability.PRINT_BAGS)
def bag_job_list(request: UserRequest) -> HttpResponse:
    page = Paginator(_jobs(request).newest_first(), PAGE).get_page(request.GET.get("page"))
    jobs = views_of(page, request.user, now=timezone.now())
    return render(request, "office/bag_job/list.html", {"page": page, "jobs": jobs})


@require_safe
@requires(Capability.PRINT_BAGS)
def bag_job(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_jobs(request), pk=pk)
    job = view_of(found, request.user, now=timezone.now())
    return render(request, "office/bag_job/detail.html", {"job": job})


@require_safe
@requires(Capability.PRINT_BAGS)
def bag_chosen(request: UserRequest) -> HttpResponse:
    """What was ticked in the household list, looked at once more before it is printed."""
    households = Household.objects.open_to(request.user, Capability.PRINT_BAGS)
    chosen = households.filter(pk__in=_keys(request.GET.getlist("household")))
    rows = chosen.select_related("village").with_head().in_registry_order()
    return render(request, "office/bag_job/chosen.html", {"rows": rows})


@require_POST
@requires(Capability.PRINT_BAGS)
def bag_print(request: UserRequest) -> HttpResponse:
    """`scope`; without one it follows from what is there: each `household` chosen, a `village`, or all. `large` and
    `with_lifted` as on the forms."""
    chosen = _keys(request.POST.getlist("household"))
    place = request.POST.get("village", "")
    village = get_object_or_404(_villages(request), pk=place) if place.isdecimal() and len(place) < 19 else None
    try:
        job = wish(
            _scope(request.POST.get("scope", ""), village, chosen),
            on=timezone.localdate(),
            by=request.user,
            village=village,
            chosen=chosen,
            large=bool(request.POST.get("large")),
            with_lifted=bool(request.POST.get("with_lifted")),
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("office:bag_job_list")
    return redirect("office:bag_job", job.pk)


@require_POST
@requires(Capability.PRINT_BAGS)
def bag_job_cancel(request: UserRequest, pk: int) -> HttpResponse:
    """One `part`, or all that the user may print."""
    parts = _parts(request, get_object_or_404(_jobs(request), pk=pk))
    try:
        count = actions.cancel_parts(parts, by=request.user)
        messages.success(request, f"{count} 个村停下了，已经好了的还在")
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("office:bag_job", pk)


@require_POST
@requires(Capability.PRINT_BAGS)
def bag_job_retry(request: UserRequest, pk: int) -> HttpResponse:
    """One `part`, or all that were stopped or did not come out."""
    parts = _parts(request, get_object_or_404(_jobs(request), pk=pk))
    try:
        count = actions.retry_parts(parts, by=request.user)
        messages.success(request, f"{count} 个村重新排队")
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("office:bag_job", pk)


@require_safe
@requires(Capability.PRINT_BAGS)
def bag_part_file(request: UserRequest, pk: int) -> HttpResponseBase:
    parts = BagPart.objects.visible_to(request.user).filter(state=PartState.DONE).select_related("village", "job")
    part = get_object_or_404(parts, pk=pk)
    try:
        content = path_of(part.file).open("rb")
    except FileNotFoundError:
        messages.error(request, f"{part.village}的文件已经清掉，要的话再印一次，没有变化的版次不变")
        return redirect("office:bag_job", part.job_id)
    _record_download(part, request)
    day = timezone.localtime(part.finished_at)
    name = f"明白袋-{part.village}-{day:%Y-%m-%d}{'-大字' if part.job.is_large else ''}.pdf"
    return FileResponse(content, content_type="application/pdf", as_attachment=True, filename=name)


def _keys(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal() and len(text) < 19]


def _record_download(part: BagPart, request: UserRequest) -> None:
    record(
        Act.EXPORT,
        by=request.user,
        subject=part.village,
        village_code=part.village.code,
        reason="下载全村明白袋",
        job=part.job_id,
    )


def _jobs(request: UserRequest) -> BagJobQuerySet:
    visible = BagPart.objects.visible_to(request.user)
    return BagJob.objects.filter(pk__in=visible.values("job")).select_related("requested_by")


def _parts(request: UserRequest, job: BagJob) -> BagPartQuerySet:
    parts = BagPart.objects.visible_to(request.user).filter(job=job)
    key = request.POST.get("part", "")
    return parts.filter(pk=key) if key.isdecimal() else parts


def _villages(request: UserRequest) -> VillageQuerySet:
    return Village.objects.open_to(request.user, Capability.PRINT_BAGS)


def _scope(named: str, village: Village | None, chosen: list[int]) -> JobScope:
    if named in JobScope.values:
        return JobScope(named)
    if chosen:
        return JobScope.CHOSEN
    return JobScope.ALL if village is None else JobScope.VILLAGE
