"""Leaving a trace: `changing` around every change of rows, `record` for acts that change none."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import models, transaction

from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent


@contextmanager
def changing(*, by: User | None, reason: str, **facts: Any) -> Iterator[None]:
    """One transaction whose row history carries who, why and `facts` (JSON values).

    `by` is None only for the installation itself (seed, first account).
    """
    who = {"user": by.pk, "user_name": by.name} if by else {"user": None, "user_name": "系统"}
    with transaction.atomic(), pghistory.context(**who, reason=reason, **facts):
        yield


def record(
    act: Act,
    *,
    by: User | None,
    subject: models.Model | None = None,
    village_code: str = "",
    reason: str = "",
    address: str = "",
    user_name: str = "",
    **facts: Any,
) -> AuditEvent:
    return AuditEvent.objects.create(
        act=act,
        user=by,
        user_name=user_name or (by.name if by else "系统"),
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        subject_name=str(subject) if subject else "",
        village_code=village_code,
        reason=reason,
        facts=facts,
        address=address,
    )
