"""Experiences of sibling towns: what was learned and what came of it (R7.1). One register for the whole office."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.files.serving import serve
from povertyplan.ui.forms import ActionForm
from villages.actions import practices as actions
from villages.forms.practices import (
    ChangedMeasureForm,
    DeclineForm,
    DoneForm,
    LocalMeasureForm,
    NewPracticeForm,
    PracticeFileForm,
    PracticeForm,
    TakeUpForm,
)
from villages.models import LocalMeasure, Practice, PracticeFile, PracticeTopic
from villages.models.practice import PracticeQuerySet
from villages.practice_trail import trail
from villages.practices import Tally, practice_line

PAGE = 100


@requires(Capability.VIEW_PRACTICES)
def practice_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    topic = request.GET.get("topic", "")
    topic = topic if topic in PracticeTopic.values else ""
    rows = Practice.objects.about(topic)
    tally = _tally(rows, on=today)
    states = {
        "": ("全部", rows, tally.learned),
        "open": ("还没定", rows.open_ones(), tally.undecided),
        "adopted": ("用了", rows.adopted(), tally.adopted),
        "declined": ("写明不用", rows.declined(), tally.declined),
        "overdue": ("有举措过期", rows.with_overdue_measures(on=today), rows.with_overdue_measures(on=today).count()),
    }
    state = request.GET.get("state", "")
    state = state if state in states else ""
    page = Paginator(states[state][1].with_what_came_of_it(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [practice_line(practice, on=today) for practice in page],
        "tally": tally,
        "states": [(key, label, count) for key, (label, _, count) in states.items()],
        "state": state,
        "state_words": states[state][0] if state else "",
        "topics": PracticeTopic.choices,
        "topic": topic,
        "topic_words": PracticeTopic(topic).label if topic else "",
        "today": today,
    }
    return render(request, "villages/practice_list.html", context)


@requires(Capability.VIEW_PRACTICES)
def practice_detail(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(Practice.objects.with_what_came_of_it(), pk=pk)
    context = {
        "practice": practice,
        "line": practice_line(practice, on=timezone.localdate()),
        "files": practice.files.select_related("file"),
        "entries": trail(practice),
    }
    return render(request, "villages/practice_detail.html", context)


@requires(Capability.VIEW_PRACTICES)
def practice_file(request: UserRequest, pk: int) -> FileResponse:
    return serve(get_object_or_404(PracticeFile.objects.select_related("file"), pk=pk).file)


@requires(Capability.EDIT_PRACTICES)
def practice_create(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    form = NewPracticeForm(request.POST or None, request.FILES or None, today=today)
    if form.is_valid():
        made = form.perform(actions.record_practice, files=form.kept_files, today=today, by=request.user, **form.facts)
        if made:
            messages.success(request, "已登记经验，接着定举措，或写明不采用")
            return redirect(made)
    return _form_page(request, form, title="登记经验", act="登记经验")


@requires(Capability.EDIT_PRACTICES)
def practice_edit(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(Practice, pk=pk)
    today = timezone.localdate()
    form = PracticeForm(request.POST or None, practice=practice, today=today)
    if form.is_valid():
        saved = form.perform(actions.correct_practice, practice, today=today, by=request.user, **form.facts)
        if saved:
            messages.success(request, "已保存")
            return redirect(practice)
    return _form_page(request, form, title="修改经验", act="保存", practice=practice)


@requires(Capability.EDIT_PRACTICES)
def practice_file_create(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(Practice, pk=pk)
    form = PracticeFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        content, caption = form.cleaned_data["file"], form.cleaned_data["caption"]
        added = form.perform(actions.add_practice_file, practice, content=content, caption=caption, by=request.user)
        if added:
            messages.success(request, "附件已存")
            return redirect(practice)
    return _form_page(request, form, title="传附件", act="上传", practice=practice)


@requires(Capability.EDIT_PRACTICES)
def practice_decline(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(Practice, pk=pk)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        declined = form.perform(
            actions.decline_practice, practice, reason=reason, today=timezone.localdate(), by=request.user
        )
        if declined:
            messages.success(request, "已写明不采用")
            return redirect(practice)
    return _form_page(request, form, title="写明不采用", act="不采用", practice=practice)


@requires(Capability.EDIT_PRACTICES)
def practice_take_up(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(Practice, pk=pk)
    form = TakeUpForm(request.POST or None)
    if form.is_valid():
        saved = form.perform(actions.take_up_again, practice, reason=form.cleaned_data["reason"], by=request.user)
        if saved:
            messages.success(request, "这条经验重新待定，接着定举措，或另写理由")
            return redirect(practice)
    return _form_page(request, form, title="重新考虑", act="重新考虑", practice=practice)


@requires(Capability.EDIT_PRACTICES)
def local_measure_create(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(Practice, pk=pk)
    form = LocalMeasureForm(request.POST or None)
    if form.is_valid():
        saved = form.perform(actions.add_local_measure, practice, by=request.user, **form.cleaned_data)
        if saved:
            messages.success(request, "举措已定")
            return redirect(practice)
    return _form_page(request, form, title="定举措", act="定下这项举措", practice=practice)


@requires(Capability.EDIT_PRACTICES)
def local_measure_edit(request: UserRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(LocalMeasure.objects.select_related("practice"), pk=pk)
    form = ChangedMeasureForm(request.POST or None, measure=measure)
    if form.is_valid():
        saved = form.perform(actions.correct_local_measure, measure, by=request.user, **form.cleaned_data)
        if saved:
            messages.success(request, "已保存")
            return redirect(measure.practice)
    return _form_page(request, form, title="改举措", act="保存", practice=measure.practice, measure=measure)


@requires(Capability.EDIT_PRACTICES)
def local_measure_done(request: UserRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(LocalMeasure.objects.select_related("practice"), pk=pk)
    today = timezone.localdate()
    form = DoneForm(request.POST or None, measure=measure, today=today)
    if form.is_valid():
        saved = form.perform(actions.finish_local_measure, measure, today=today, by=request.user, **form.cleaned_data)
        if saved:
            messages.success(request, "结果已登记")
            return redirect(measure.practice)
    title = "更正结果" if measure.done_on else "登记完成"
    return _form_page(request, form, title=title, act=title, practice=measure.practice, measure=measure)


def _tally(rows: PracticeQuerySet, *, on: date) -> Tally:
    return Tally(
        learned=rows.count(),
        adopted=rows.adopted().count(),
        declined=rows.declined().count(),
        overdue=LocalMeasure.objects.of(rows).overdue(on=on).count(),
    )


def _form_page(
    request: UserRequest,
    form: ActionForm,
    *,
    title: str,
    act: str,
    practice: Practice | None = None,
    measure: LocalMeasure | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "act": act, "practice": practice, "measure": measure}
    template = "villages/local_measure_form.html" if measure else "villages/practice_form.html"
    return render(request, template, context, status=422 if form.is_bound else 200)
