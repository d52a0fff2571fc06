"""Findings of the data health page that somebody looked into and found right (核过没错)."""

from datetime import date

from households.models import KnownFinding
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused


def know_finding(rule: str, subject: str, *, reason: str, today: date, by: User) -> KnownFinding:
    """The finding stays away until it is taken back. The same one said twice keeps the first reason."""
    reason = reason.strip()
    if not reason:
        raise Refused("写上为什么没错，看过什么", field="reason")
    with changing(by=by, reason="体检核过没错"):
        known, _ = KnownFinding.objects.get_or_create(
            rule=rule, subject=subject, defaults={"reason": reason, "known_on": today, "known_by": by}
        )
    return known


def forget_finding(rule: str, subject: str, *, by: User) -> None:
    """Asks for it again; one that nobody set aside is left alone."""
    with changing(by=by, reason="体检收回核过没错"):
        KnownFinding.objects.filter(rule=rule, subject=subject).delete()
