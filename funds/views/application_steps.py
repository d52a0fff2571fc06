"""The steps of an application, one on a page; what stands against a step is said in its form."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from funds.actions import applications as actions
from funds.application_page import ApplicationPage
from funds.forms.application_steps import (
    DecideForm,
    DeliberationForm,
    NoticeForm,
    ObjectionAnswerForm,
    ObjectionForm,
    OutcomeForm,
    ReceiveForm,
)
from funds.models import Application, ApplicationShare, FundNotice, FundObjection
from funds.tracks import Track
from funds.views.application_pages import act_page, kept
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.files.models import StoredFile
from povertyplan.files.serving import serve
from povertyplan.ui.dates import spoken


@requires(Capability.APPLY_FUNDS)
def deliberation_create(request: UserRequest, pk: int) -> HttpResponse:
    application, today = _application(request, pk, Capability.APPLY_FUNDS), timezone.localdate()
    form = DeliberationForm(request.POST or None, request.FILES or None, application=application, today=today)
    if form.is_valid():
        fine, minutes = kept(request, form, "minutes")
        facts = {name: told for name, told in form.cleaned_data.items() if name != "minutes"}
        done = (
            form.perform(actions.record_deliberation, application, minutes=minutes, by=request.user, **facts)
            if fine
            else None
        )
        if done:
            messages.success(request, "已记下村评议" if done.is_passed else "已记下村评议：没有过半，不能往下办")
            return redirect(application)
    return _step_page(request, form, application, title="记村评议", act="记下评议")


@requires(Capability.APPROVE_APPLICATIONS)
def application_decide(request: UserRequest, pk: int) -> HttpResponse:
    application, today = _application(request, pk, Capability.APPROVE_APPLICATIONS), timezone.localdate()
    form = DecideForm(request.POST or None)
    if form.is_valid():
        done = form.perform(actions.decide, application, **form.cleaned_data, decided_on=today, by=request.user)
        if done:
            messages.success(request, "已批，村里贴公示" if done.agrees else "没有批，村里会看到原因")
            return redirect(application)
    page = ApplicationPage(application, user=request.user, today=today)
    return act_page(
        request,
        "funds/application_decide.html",
        form,
        back=application.get_absolute_url(),
        application=application,
        page=page,
    )


@requires(Capability.APPLY_FUNDS)
def notice_create(request: UserRequest, pk: int) -> HttpResponse:
    application, today = _application(request, pk, Capability.APPLY_FUNDS), timezone.localdate()
    form = NoticeForm(request.POST or None, request.FILES or None, application=application, today=today)
    if form.is_valid():
        fine, photo = kept(request, form, "photo")
        facts = {**form.cleaned_data, "photo": photo}
        posted = form.perform(actions.post_notice, application, by=request.user, **facts) if fine else None
        if posted:
            messages.success(request, f"公示到{spoken(posted.ends_on)}，满期没有异议才付款")
            return redirect(application)
    return _step_page(request, form, application, title="登记公示", act="登记公示")


@requires(Capability.APPLY_FUNDS)
def objection_create(request: UserRequest, pk: int) -> HttpResponse:
    rows = FundNotice.objects.open_to(request.user, Capability.APPLY_FUNDS).select_related("application__fund__village")
    notice, today = get_object_or_404(rows, pk=pk), timezone.localdate()
    form = ObjectionForm(request.POST or None, notice=notice, today=today)
    if form.is_valid():
        objection = form.perform(actions.object_to_notice, notice, by=request.user, **form.cleaned_data)
        if objection is not None:
            messages.success(request, "已记下异议，答复以前不能付款")
            return redirect(notice.application)
    return _step_page(request, form, notice.application, title="记异议", act="记下异议", notice=notice)


@requires(Capability.APPLY_FUNDS)
def objection_answer(request: UserRequest, pk: int) -> HttpResponse:
    rows = FundObjection.objects.open_to(request.user, Capability.APPLY_FUNDS)
    objection = get_object_or_404(rows.select_related("notice__application__fund__village"), pk=pk)
    form = ObjectionAnswerForm(request.POST or None, objection=objection, today=timezone.localdate())
    application = objection.notice.application
    if form.is_valid():
        done = form.perform(actions.answer_objection, objection, by=request.user, **form.cleaned_data)
        if done:
            said = "异议成立，公示停了，改好重新公示" if done.is_upheld else "已答复，公示照旧"
            messages.success(request, said)
            return redirect(application)
    return _step_page(request, form, application, title="答复异议", act="答复", objection=objection)


@requires(Capability.APPLY_FUNDS)
def share_receive(request: UserRequest, pk: int) -> HttpResponse:
    rows = ApplicationShare.objects.open_to(request.user, Capability.APPLY_FUNDS).with_head_name()
    share = get_object_or_404(rows.select_related("household"), pk=pk)
    application = _application(request, share.application_id, Capability.APPLY_FUNDS)
    today = timezone.localdate()
    first = Track.of(application, on=today).paid_on or application.applied_on
    signed: dict[str, object] = {"received_by": share.received_by or share.head_name}
    signed |= {"received_on": share.received_on} if share.received_on else {}
    form = ReceiveForm(request.POST or None, request.FILES or None, first=first, today=today, initial=signed)
    if form.is_valid():
        fine, receipt = kept(request, form, "receipt")
        facts = {**form.cleaned_data, "receipt": receipt}
        if fine and form.perform(actions.sign_for, share, by=request.user, **facts) is not None:
            messages.success(request, f"已记下 {share.head_name} 户签收")
            return redirect(application)
    return _step_page(request, form, application, title=f"{share.head_name} 户签收", act="记下签收", share=share)


@requires(Capability.APPLY_FUNDS)
def outcome_create(request: UserRequest, pk: int) -> HttpResponse:
    application, today = _application(request, pk, Capability.APPLY_FUNDS), timezone.localdate()
    track = Track.of(application, on=today)
    known = getattr(application, "outcome", None)
    told = {name: getattr(known, name) for name in ("known_on", "result", "households")} if known else {}
    usual = {"households": len(track.shares) or None} | told
    first = track.paid_on or application.applied_on
    form = OutcomeForm(request.POST or None, request.FILES or None, first=first, today=today, initial=usual)
    if form.is_valid():
        fine, photo = kept(request, form, "photo")
        facts = {**form.cleaned_data, "photo": photo}
        if fine and form.perform(actions.record_outcome, application, by=request.user, **facts) is not None:
            messages.success(request, "已记下结果")
            return redirect(application)
    return _step_page(request, form, application, title="记结果", act="记下结果")


@require_safe
@requires(Capability.VIEW_FUNDS)
def deliberation_file(request: UserRequest, pk: int) -> FileResponse:
    application = get_object_or_404(Application.objects.visible_to(request.user).with_steps(), pk=pk)
    meeting = getattr(application, "deliberation", None)
    return _served(meeting.minutes if meeting else None)


@require_safe
@requires(Capability.VIEW_FUNDS)
def outcome_file(request: UserRequest, pk: int) -> FileResponse:
    application = get_object_or_404(Application.objects.visible_to(request.user).with_steps(), pk=pk)
    outcome = getattr(application, "outcome", None)
    return _served(outcome.photo if outcome else None)


@require_safe
@requires(Capability.VIEW_FUNDS)
def notice_file(request: UserRequest, pk: int) -> FileResponse:
    rows = FundNotice.objects.visible_to(request.user).select_related("photo")
    return _served(get_object_or_404(rows, pk=pk).photo)


@require_safe
@requires(Capability.VIEW_FUNDS)
def share_file(request: UserRequest, pk: int) -> FileResponse:
    """A household's signature: for who may see the village's fund, and never on a public page."""
    rows = ApplicationShare.objects.visible_to(request.user).select_related("receipt")
    return _served(get_object_or_404(rows, pk=pk).receipt)


def _served(file: StoredFile | None) -> FileResponse:
    if file is None:
        raise Http404
    return serve(file)


def _application(request: UserRequest, pk: int, capability: Capability) -> Application:
    return get_object_or_404(Application.objects.open_to(request.user, capability).with_steps(), pk=pk)


def _step_page(
    request: UserRequest,
    form: DeliberationForm | NoticeForm | ObjectionForm | ObjectionAnswerForm | ReceiveForm | OutcomeForm,
    application: Application,
    *,
    title: str,
    act: str,
    notice: FundNotice | None = None,
    objection: FundObjection | None = None,
    share: ApplicationShare | None = None,
) -> HttpResponse:
    return act_page(
        request,
        "funds/application_step.html",
        form,
        back=application.get_absolute_url(),
        application=application,
        title=title,
        act=act,
        notice=notice,
        objection=objection,
        share=share,
    )
