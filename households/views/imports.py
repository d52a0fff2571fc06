"""The way of a file in: choose, match columns, check, write, and take back."""

import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from households import batches, preview_pages
from households.actions.columns import match_columns
from households.actions.imports import commit_import, export_marked, stage_import
from households.forms.imports import ColumnsForm, UploadForm
from households.imports import open_batch, preview
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.actions import undo_import
from povertyplan.audit.models import ImportBatch, ImportState
from povertyplan.audit.refusal import Refused
from povertyplan.audit.undo import UndoConflict, plan_undo
from povertyplan.ui.sheets.reading import MissingColumns

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
    form = UploadForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid():
        batch = form.perform(
            stage_import, form.content, kind=form.chosen_kind, file_name=form.file_name, by=request.user
        )
        if batch:
            return redirect("households:import_preview", batch.pk)
    status = 422 if form.is_bound else 200
    return render(request, "households/import_upload.html", {"form": form, "guides": batches.GUIDES}, status=status)


@requires(Capability.IMPORT_DATA)
def import_columns(request: UserRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk, state=ImportState.PREVIEW)
    table = open_batch(batch)
    layout = preview_pages.LAYOUTS[batch.kind]
    form = ColumnsForm(request.POST or None, layout=layout, columns=list(table.columns))
    if form.is_bound and form.is_valid() and form.perform(match_columns, batch, form.chosen, by=request.user):
        return redirect("households:import_preview", batch.pk)
    missing = [layout.labels[name] for name in layout.labels if name in table.missing()]
    context = {
        "batch": batch,
        "form": form,
        "rows": form.rows(preview_pages.samples(table)),
        "missing": missing,
        "meta": f"{batch.file_name} · 工作表“{table.sheet}”",
    }
    return render(request, "households/import_columns.html", context, status=422 if form.errors else 200)


@requires(Capability.IMPORT_DATA)
def import_preview(request: UserRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    if batch.state != ImportState.PREVIEW:
        return redirect("households:import_done", pk)
    refusal = ""
    if request.method == "POST":
        try:
            commit_import(batch, by=request.user, today=timezone.localdate())
            return redirect("households:import_done", pk)
        except Refused as refused:
            refusal = refused.message
    try:
        found = preview(batch, today=timezone.localdate())
    except MissingColumns:
        return redirect("households:import_columns", pk)
    sheet = preview_pages.sheet_of(
        found, open_batch(batch), batch.kind, show=request.GET.get("show", ""), number=request.GET.get("page", "")
    )
    context = {"batch": batch, "preview": found, "sheet": sheet, "refusal": refusal, "line": batches.BatchLine(batch)}
    return render(request, "households/import_preview.html", context, status=409 if refusal else 200)


@requires(Capability.IMPORT_DATA)
@require_GET
def import_marked(request: UserRequest, pk: int) -> HttpResponseBase:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    content = export_marked(batch, by=request.user, today=timezone.localdate())
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
    refusal = ""
    if request.method == "POST":
        try:
            undo_import(batch, by=request.user)
            messages.success(request, f"第 {pk} 批已撤销，写过的每张表都回到导入以前")
            return redirect("households:batch_list")
        except UndoConflict:
            pass
        except Refused as refused:
            refusal = refused.message
    context = {"batch": batch, "plan": plan_undo(pk), "refusal": refusal}
    return render(request, "households/batch_undo.html", context, status=409 if request.method == "POST" else 200)
