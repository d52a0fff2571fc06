"""The way of a file in: choose, match columns, check, write, and take back."""

import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from households import batches, imports, preview_pages
from households.actions.columns import match_columns
from households.actions.imports import commit_import, discard_import, stage_import
from households.forms.imports import ColumnsForm, UploadForm
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.throttle import client_address
from povertyplan.audit.actions import record, undo_import
from povertyplan.audit.models import Act, ImportBatch, ImportKind, ImportState
from povertyplan.audit.refusal import Refused
from povertyplan.audit.undo import plan_undo
from povertyplan.ui.forms import ActionForm
from povertyplan.ui.sheets.kinds import kinds
from povertyplan.ui.sheets.reading import MissingColumns, open_table

PAGE = 50


@requires(Capability.IMPORT_DATA)
@require_GET
def batch_list(request: UserRequest) -> HttpResponse:
    kept = ImportBatch.objects.visible_to(request.user).for_list()
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    lines = [batches.BatchLine(batch) for batch in page]
    return render(request, "households/batch_list.html", {"page": page, "lines": lines})


@requires(Capability.IMPORT_DATA)
def import_upload(request: UserRequest) -> HttpResponse:
    start = {"kind": request.GET.get("kind", ImportKind.ROSTER), "instead": request.GET.get("instead")}
    form = UploadForm(request.POST or None, request.FILES or None, initial=start)
    if form.is_bound and form.is_valid():
        batch = form.perform(stage_import, form.chosen_kind, form.file_name, form.content, by=request.user)
        if batch:
            for earlier in ImportBatch.objects.visible_to(request.user).waiting().filter(pk=form.replaced):
                discard_import(earlier, by=request.user)
            return redirect("households:import_preview", batch.pk)
    status = 422 if form.is_bound else 200
    return render(request, "households/import_upload.html", {"form": form, "guides": batches.guides()}, status=status)


@requires(Capability.IMPORT_DATA)
def import_columns(request: UserRequest, pk: int) -> HttpResponse:
    layouts = {key: kind.layout for key, kind in kinds().items() if kind.layout}
    waiting = ImportBatch.objects.visible_to(request.user).waiting().of_kinds(layouts)
    batch = get_object_or_404(waiting, pk=pk)
    layout = layouts[batch.kind]
    table = open_table(imports.content_of(batch), layout, chosen=batch.columns)
    form = ColumnsForm(request.POST or None, layout=layout, columns=table.columns)
    if (
        form.is_bound
        and form.is_valid()
        and form.perform(match_columns, batch, form.chosen, by=request.user) is not None
    ):
        return redirect("households:import_preview", batch.pk)
    context = {"batch": batch, "form": form, "table": table, "rows": form.rows(preview_pages.samples(table))}
    return render(request, "households/import_columns.html", context, status=422 if form.errors else 200)


@requires(Capability.IMPORT_DATA)
def import_preview(request: UserRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    if batch.state != ImportState.PREVIEW:
        return redirect("households:import_done", pk)
    today = timezone.localdate()
    form = ActionForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and form.perform(commit_import, batch, by=request.user, today=today) is not None
    ):
        return redirect("households:import_done", pk)
    try:
        sheet = preview_pages.sheet_of(batch, today=today, show=request.GET.get("show"), page=request.GET.get("page"))
    except MissingColumns:
        return redirect("households:import_columns", pk)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("households:import_upload")
    context = {"batch": batch, "form": form, "sheet": sheet}
    return render(request, "households/import_preview.html", context, status=409 if form.errors else 200)


@requires(Capability.IMPORT_DATA)
@require_POST
def import_discard(request: UserRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user).waiting(), pk=pk)
    discard_import(batch, by=request.user)
    messages.success(request, f"{batch.file_name} 没有导入，文件已删去")
    return redirect("households:batch_list")


@requires(Capability.IMPORT_DATA)
@require_GET
def import_marked(request: UserRequest, pk: int) -> HttpResponseBase:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    try:
        content = imports.marked_workbook(batch, today=timezone.localdate())
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("households:batch_list")
    record(Act.EXPORT, by=request.user, subject=batch, address=client_address(request))
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=batches.BatchLine(batch).marked_name)


@requires(Capability.IMPORT_DATA)
@require_GET
def import_done(request: UserRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user).for_list(), pk=pk)
    if batch.state == ImportState.PREVIEW:
        return redirect("households:import_preview", pk)
    return render(request, "households/import_done.html", {"batch": batch, "line": batches.BatchLine(batch)})


@requires(Capability.IMPORT_DATA)
def import_undo(request: UserRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user).for_list(), pk=pk)
    if batch.state != ImportState.COMMITTED:
        return redirect("households:batch_list")
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.perform(undo_import, batch, by=request.user) is not None:
        messages.success(request, f"第 {pk} 批已撤销，写过的每张表都回到导入以前")
        return redirect("households:batch_list")
    context = {"batch": batch, "plan": plan_undo(pk), "form": form}
    return render(request, "households/batch_undo.html", context, status=409 if form.errors else 200)
