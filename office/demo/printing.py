"""Print jobs as they stand in the queue, and what became of them."""

from django.utils import timezone

from households.models import BagJob, BagPart, Household
from households.models.bag import JobScope, PartState
from povertyplan.accounts.models import User


def make_bag_part(*households: Household, state: PartState = PartState.WAITING, by: User | None = None) -> BagPart:
    """A job of one village. What is 好了 names a file that nobody wrote."""
    job = BagJob.objects.create(scope=JobScope.CHOSEN, requested_by=by)
    village = households[0].village
    is_ended = state in (PartState.DONE, PartState.CANCELLED, PartState.FAILED)
    return BagPart.objects.create(
        job=job,
        village=village,
        households=[household.pk for household in households],
        state=state,
        started_at=timezone.now() if state != PartState.WAITING else None,
        finished_at=timezone.now() if is_ended else None,
        file=f"bags/{job.pk}/{village.code}.pdf" if state == PartState.DONE else "",
        trouble="责任人照片读不出来" if state == PartState.FAILED else "",
    )
