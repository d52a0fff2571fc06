"""The library of policies and leaders' remarks: read by all, written and published by the office (R3.4)."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from households.actions import library as actions
from households.eligibility import concerned
from households.forms.library import (
    PositionForm,
    PublishForm,
    RuleForm,
    SendBackForm,
    VersionFileForm,
    WithdrawVersionForm,
    WordsForm,
    words_form,
)
from households.library import criterion_names, reach, shelves, steps, to_reprint
from households.models import Household, ItemKind, LibraryFile, LibraryItem, LibraryVersion
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.audit.refusal import Refused
from povertyplan.files.serving import serve
from povertyplan.ui.forms import ActionForm

C = Capability


@requires(C.VIEW_LIBRARY)
def library_list(request: UserRequest) -> HttpResponse:
    """The shelf with its first item open."""
    return _shelf_page(request, None)


@requires(C.VIEW_LIBRARY)
def library_item(request: UserRequest, pk: int) -> HttpResponse:
    return _shelf_page(request, get_object_or_404(LibraryItem.objects.visible_to(request.user), pk=pk))


@require_POST
@requires(C.EDIT_LIBRARY)
def library_position(request: UserRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(LibraryItem.objects.visible_to(request.user), pk=pk)
    form = PositionForm(request.POST, item=item)
    if form.is_valid():
        form.perform(actions.move_item, item, by=request.user, **form.cleaned_data)
    if form.errors:
        messages.error(request, "；".join(str(words) for found in form.errors.values() for words in found))
    else:
        messages.success(request, "顺序已改")
    return redirect("households:library_item", item.pk)


@requires(C.EDIT_LIBRARY)
def library_create(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    kind = ItemKind(request.GET["kind"]) if request.GET.get("kind") in ItemKind.values else ItemKind.POLICY
    version = LibraryVersion(item=LibraryItem(kind=kind), valid_from=today)
    words, rule, is_whole = _filled(request, version)
    if is_whole:
        made = words.perform(
            actions.write_item, kind, conditions=rule.conditions, today=today, by=request.user, **_said(words, rule)
        )
        if made:
            messages.success(request, "草稿已存，请另一个人批准")
            return redirect("households:library_item", made.item_id)
    return _form_page(request, words, rule, version)


@requires(C.EDIT_LIBRARY)
def version_edit(request: UserRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    if not version.is_draft:
        messages.error(request, f"这一版{version.get_state_display()}，不能改")
        return redirect("households:library_item", version.item_id)
    words, rule, is_whole = _filled(request, version)
    if is_whole:
        facts = _said(words, rule) | {"conditions": rule.conditions, "seen": words.seen_version}
        saved = words.perform(actions.correct_version, version, today=timezone.localdate(), by=request.user, **facts)
        if saved:
            messages.success(request, "草稿已存")
            return redirect("households:library_item", saved.item_id)
    return _form_page(request, words, rule, version)


@require_POST
@requires(C.EDIT_LIBRARY)
def library_count(request: UserRequest) -> HttpResponse:
    """The rule drawn again with its counts, for library.js: nothing is kept."""
    rule = RuleForm(request.POST, criteria=criterion_names(), more=request.POST.get("look") == "more")
    rule.is_valid()
    return render(request, "households/_library_rule.html", _rule_context(request, rule))


@require_POST
@requires(C.EDIT_LIBRARY)
def version_revise(request: UserRequest, pk: int) -> HttpResponse:
    draft = actions.begin_next_version(_version(request, pk), today=timezone.localdate(), by=request.user)
    return redirect("households:version_edit", draft.pk)


@require_POST
@requires(C.APPROVE_LIBRARY)
def version_approve(request: UserRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    try:
        actions.approve_version(version, today=timezone.localdate(), by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "已批准，等办事处扶贫办发布")
    return redirect("households:library_item", version.item_id)


@requires(C.APPROVE_LIBRARY)
def version_send_back(request: UserRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    form = SendBackForm(request.POST or None)
    if form.is_valid():
        sent = form.perform(actions.send_back, version, by=request.user, **form.cleaned_data)
        if sent:
            messages.success(request, "已退回，改好再批")
            return redirect("households:library_item", version.item_id)
    return _act_page(request, form, version, title="退回去改", act="退回", no="不退回")


@requires(C.EDIT_LIBRARY)
def version_publish(request: UserRequest, pk: int) -> HttpResponse:
    version, today = _version(request, pk), timezone.localdate()
    found, everybody = concerned(version, on=today).count(), Household.objects.count()
    doubt = actions.doubt_about(found, everybody)
    form = PublishForm(request.POST if request.method == "POST" else None, doubt=doubt)
    if form.is_valid():
        is_sure = form.cleaned_data.get("is_sure", False)
        if form.perform(actions.publish_version, version, is_sure=is_sure, today=today, by=request.user):
            messages.success(request, "已发布，有关的明白袋进了重印名单")
            return redirect("households:library_item", version.item_id)
    figures = {"found": found, "everybody": everybody, "doubt": doubt, "today": today}
    figures["reprints"] = to_reprint(version, on=today)
    return _act_page(request, form, version, title="发布", act="发布", no="先不发布", figures=figures)


@requires(C.EDIT_LIBRARY)
def version_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    version, today = _version(request, pk), timezone.localdate()
    form = WithdrawVersionForm(request.POST or None)
    if form.is_valid():
        done = form.perform(actions.withdraw_version, version, today=today, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, "已停用，有关的明白袋进了重印名单")
            return redirect("households:library_item", version.item_id)
    return _act_page(request, form, version, title="停用", act="停用", no="不停用", danger=True)


@requires(C.EDIT_LIBRARY)
def version_file_create(request: UserRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    form = VersionFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        content, name = form.cleaned_data["file"], form.cleaned_data["name"]
        if form.perform(actions.add_version_file, version, content=content, name=name, by=request.user):
            messages.success(request, "附件已存")
            return redirect("households:library_item", version.item_id)
    return _act_page(request, form, version, title="传附件", act="上传", no="不传了")


@requires(C.VIEW_LIBRARY)
def version_file(request: UserRequest, pk: int) -> FileResponse:
    return serve(get_object_or_404(_files(request), pk=pk).file)


@require_POST
@requires(C.EDIT_LIBRARY)
def version_file_remove(request: UserRequest, pk: int) -> HttpResponse:
    attached = get_object_or_404(_files(request), pk=pk)
    try:
        actions.remove_version_file(attached, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("households:library_item", attached.version.item_id)


def _version(request: UserRequest, pk: int) -> LibraryVersion:
    return get_object_or_404(LibraryVersion.objects.visible_to(request.user).with_rule(), pk=pk)


def _files(request: UserRequest) -> QuerySet[LibraryFile]:
    versions = LibraryVersion.objects.visible_to(request.user)
    return LibraryFile.objects.filter(version__in=versions).select_related("file", "version")


def _shelf_page(request: UserRequest, item: LibraryItem | None) -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {"shelves": shelves(user=request.user, on=today), "is_item": item is not None}
    lines = [line for shelf in context["shelves"] for line in shelf.lines]
    context["waiting"] = sum(line.version.is_draft for line in lines)
    context["expiring"] = sum(bool(line.ending) for line in lines)
    chosen = item or (lines[0].item if lines else None)
    if chosen:
        versions = list(LibraryVersion.objects.filter(item=chosen).newest_first().with_rule())
        asked = request.GET.get("version", "")
        version = next((one for one in versions if str(one.number) == asked), versions[0])
        rule = steps(version.rule_match, list(version.conditions.all()), user=request.user, on=today)
        context |= {"item": chosen, "version": version, "versions": versions, "steps": rule, "today": today}
        context["reach"] = reach(version, user=request.user, on=today)
        context["files"] = version.files.select_related("file")
        context["is_writer"] = request.user.pk in version.writers
    return render(request, "households/library_list.html", context)


def _filled(request: UserRequest, version: LibraryVersion) -> tuple[WordsForm, RuleForm, bool]:
    """Both forms, and whether they go to the action: a look at the counts keeps nothing and complains of nothing."""
    kind_form, criteria = words_form(ItemKind(version.item.kind)), criterion_names()
    if request.method != "POST":
        return kind_form(instance=version), RuleForm(version=version, criteria=criteria), False
    look = request.POST.get("look")
    rule = RuleForm(request.POST, version=version, criteria=criteria, more=look == "more")
    if look:
        rule.is_valid()
        return kind_form(instance=version, initial=_typed(request.POST)), rule, False
    words = kind_form(request.POST, instance=version)
    return words, rule, all([words.is_valid(), rule.is_valid()])


def _typed(data: QueryDict) -> dict[str, Any]:
    return {name: data.get(name) for name in data}


def _said(words: WordsForm, rule: RuleForm) -> dict[str, Any]:
    return words.facts | {"rule_match": rule.match}


def _rule_context(request: UserRequest, rule: RuleForm) -> dict[str, Any]:
    found = steps(rule.match, rule.conditions, user=request.user, on=timezone.localdate())
    everybody = Household.objects.visible_to(request.user).count()
    return {
        "rule": rule,
        "rows": list(rule.rows([step.households for step in found])),
        "total": found[-1].households if found else everybody,
        "everybody": everybody,
        "is_look": "look" in request.POST,
    }


def _form_page(request: UserRequest, words: WordsForm, rule: RuleForm, version: LibraryVersion) -> HttpResponse:
    context = {"version": version, "kind": ItemKind(version.item.kind), **_rule_context(request, rule)}
    return form_page(request, "households/library_form.html", words, **context)


def _act_page(
    request: UserRequest, form: ActionForm, version: LibraryVersion, *, title: str, act: str, no: str, **context: Any
) -> HttpResponse:
    facts = {"version": version, "title": title, "act": act, "no": no, **context}
    return form_page(request, "households/library_act.html", form, **facts)
