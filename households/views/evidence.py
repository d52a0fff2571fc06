"""Files that prove something: shown to who may see that village, withdrawn with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from households.actions.evidence import withdraw_evidence
from households.codes import ExitStage
from households.exits import STEP_KINDS
from households.forms.standards import WithdrawForm
from households.models import Criterion, Evidence
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.files.serving import serve


@requires(Capability.VIEW_HOUSEHOLDS)
def evidence_file(request: UserRequest, pk: int) -> HttpResponseBase:
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("file"), pk=pk)
    return serve(evidence.file)


@requires(Capability.EDIT_HOUSEHOLDS)
def evidence_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    open_rows = Evidence.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS)
    found = open_rows.select_related("file", "assessment__household", "assessment__criterion", "step__exit", "village")
    evidence = get_object_or_404(found, pk=pk)
    if not _is_theirs(request.user, evidence):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    home = home_of(evidence)
    if form.is_valid():
        done = form.perform(
            withdraw_evidence,
            evidence,
            reason=form.cleaned_data["reason"],
            today=timezone.localdate(),
            by=request.user,
        )
        if done:
            messages.success(request, f"已撤下“{evidence.caption}”，原件和原因都留着")
            return redirect(home)
    return form_page(request, "households/evidence_withdraw.html", form, evidence=evidence, home=home)


def _is_theirs(user: User, evidence: Evidence) -> bool:
    """A step's paper belongs to whose turn the step is, a village's figure to who registers it."""
    if evidence.indicator_value_id:
        return user.can(Capability.EDIT_VILLAGES)
    return evidence.step is None or user.can(STEP_KINDS[ExitStage(evidence.step.stage)].capability)


def home_of(evidence: Evidence) -> str:
    """The page on which the file proves something."""
    if evidence.assessment:
        household, criterion = evidence.assessment.household, evidence.assessment.criterion
        if Criterion.objects.in_force().contains(criterion):
            return reverse("households:criterion_assess", args=[household.pk, criterion.code])
        return household.get_absolute_url()
    if evidence.step:
        return evidence.step.exit.get_absolute_url()
    return reverse("households:village_exit", args=[evidence.village_id])
