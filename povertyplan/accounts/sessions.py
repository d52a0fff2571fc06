"""How long a session lasts: idle and absolute limits per role (reliability §6)."""

from dataclasses import dataclass
from datetime import timedelta

from povertyplan.accounts.matrix import Role


@dataclass(frozen=True)
class Limits:
    idle: timedelta
    absolute: timedelta


_DESK = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
# A cadre's phone is personal and its network poor: signing in again in the field costs a report.
_PHONE = Limits(idle=timedelta(hours=8), absolute=timedelta(days=7))


def limits_for(role: str) -> Limits:
    return _PHONE if role in (Role.CADRE, Role.ENTERPRISE) else _DESK


def has_ended(limits: Limits, *, signed_in_at: float, seen_at: float, now: float) -> bool:
    """Times are seconds since the epoch."""
    return now - seen_at > limits.idle.total_seconds() or now - signed_in_at > limits.absolute.total_seconds()
