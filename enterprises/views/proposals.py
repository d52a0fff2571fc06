"""The balanced proposal for all villages at once: seen, edited and accepted by a person (R5.3)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from enterprises.actions.proposals import accept_proposal
from enterprises.forms.proposals import ProposalForm
from enterprises.proposal_page import ProposalPage
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@requires(Capability.EDIT_ENTERPRISES)
def proposal(request: UserRequest) -> HttpResponse:
    """Nothing is written until it is sent back."""
    today = timezone.localdate()
    page = ProposalPage.of(on=today)
    form = ProposalForm(request.POST or None, page=page)
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen"]
        done = form.perform(accept_proposal, form.chosen, seen=seen, today=today, by=request.user)
        if done is not None:
            ended, begun = done
            messages.success(
                request,
                f"结束 {len(ended)} 段结对，新结对 {len(begun)} 段，从今天起"
                if ended or begun
                else "和现在一样，没有要改的",
            )
            return redirect("enterprises:proposal")
    context = {"page": page, "form": form, "today": today, "tab": "enterprises"}
    return render(request, "enterprises/proposal.html", context, status=422 if form.is_bound else 200)
