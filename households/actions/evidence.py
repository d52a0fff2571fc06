"""Files that prove a verdict, a step or a village figure: added, and withdrawn with a reason, never deleted."""

from datetime import date

from households.models import Assessment, Evidence, ExitStep
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file
from villages.models import IndicatorValue, Village

Proven = Assessment | ExitStep | IndicatorValue


def add_evidence(to: Proven, *, content: bytes, caption: str, today: date, by: User) -> Evidence:
    with changing(by=by, reason="上传凭证"):
        file = keep_file(content, by=by)
        if Evidence.objects.standing().filter(file=file, **_place(to)).exists():
            raise Refused("这个文件已经传过", field="file")
        return Evidence.objects.create(
            village=_village(to), file=file, caption=caption.strip(), added_on=today, added_by=by, **_place(to)
        )


def withdraw_evidence(evidence: Evidence, *, reason: str, today: date, by: User) -> Evidence:
    """An exit that rested on it comes onto the review list (`Exit.objects.to_review`)."""
    with changing(by=by, reason=f"撤下凭证：{reason.strip()}"):
        locked = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if locked.withdrawn_on:
            raise Refused("这份凭证已经撤下")
        if not reason.strip():
            raise Refused("写上为什么撤下", field="reason")
        locked.withdrawn_on, locked.withdrawn_by, locked.withdraw_reason = today, by, reason.strip()
        locked.save(update_fields=["withdrawn_on", "withdrawn_by", "withdraw_reason"])
    return locked


def _place(to: Proven) -> dict[str, Proven]:
    if isinstance(to, Assessment):
        return {"assessment": to}
    return {"step": to} if isinstance(to, ExitStep) else {"indicator_value": to}


def _village(to: Proven) -> Village:
    if isinstance(to, Assessment):
        return to.household.village
    return to.exit.village if isinstance(to, ExitStep) else to.village
