"""Files that prove something: shown to who may see that village, withdrawn with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from households.actions.evidence import withdraw_evidence
from households.forms.standards import WithdrawForm
from households.models import Criterion, Evidence
from households.views.answers import form_page
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
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
    if evidence.indicator_value_id and not request.user.can(Capability.EDIT_VILLAGES):
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


def home_of(evidence: Evidence) -> str:
    """The page on which the file proves something."""
    if evidence.assessment:
        household, criterion = evidence.assessment.household, evidence.assessment.criterion
        if Criterion.objects.in_force().contains(criterion):
            return reverse("households:criterion_assess", args=[household.pk, criterion.code])
        return household.get_absolute_url()
    if evidence.step and evidence.step.exit.household_id:
        return reverse("households:exit_detail", args=[evidence.step.exit_id])
    return reverse("households:village_exit", args=[evidence.village_id])
