"""Approving a village's plan: here, because poor households must take part in it (R4.1)."""

from datetime import date

from households.plan_needs import own_words, plan_needs
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from villages.models import PlanState, VillagePlan


def approve_plan(plan: VillagePlan, *, document_no: str, today: date, by: User) -> VillagePlan:
    """The dates of the timetable become its baseline. Refused for whoever wrote any of it. Sent twice it is one."""
    with changing(by=by, reason="批准规划"):
        locked = VillagePlan.objects.select_for_update().get(pk=plan.pk)
        if locked.is_approved:
            return locked
        if locked.state != PlanState.APPRAISED:
            raise Refused("规划已经终止，不能批" if locked.ended_on else "规划还是草稿，登记论证同意以后再批")
        own = own_words(locked, by)
        if own:
            raise Refused(own)
        needs = plan_needs(locked)
        if needs:
            raise Refused("还不能批：" + "；".join(need.sentence for need in needs))
        locked.state, locked.approved_on, locked.approved_by = PlanState.APPROVED, today, by
        locked.document_no = document_no.strip()
        locked.save(update_fields=["state", "approved_on", "approved_by", "document_no"])
    return locked
