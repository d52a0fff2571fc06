"""Corrections of a household's own facts. Its status is not among them: that follows the exit procedure."""

from typing import Any

from django.db import models

from households.models import Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.versions import author_of, version_of


class Stale(Refused):
    """The row changed after the person had opened it; the form shows both versions."""


def refuse_stale(row: models.Model, *, seen: int) -> None:
    """`seen` is the version the form was made from; the caller holds the row's lock."""
    if version_of(row) != seen:
        who = author_of(row) or "别人"
        raise Stale(f"打开这页以后，{who}改过这条记录。下面列出不同的地方，看过再保存")


def correct_household(household: Household, *, seen: int, by: User, **facts: Any) -> Household:
    with changing(by=by, reason="修改户信息"):
        locked = Household.objects.select_for_update().get(pk=household.pk)
        refuse_stale(locked, seen=seen)
        for name, value in facts.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(facts))
    return locked
