"""Helpers, their photos and their dated pairings."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from households.actions.households import refuse_stale
from households.models import Helper, HelperAssignment, Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.pictures import PORTRAIT, redrawn
from povertyplan.pinyin import keys


def add_helper(*, by: User, **facts: Any) -> Helper:
    with changing(by=by, reason="增加责任人"):
        _refuse_twin(Helper(**facts))
        helper = Helper(**facts)
        helper.name_pinyin, helper.name_initials = keys(helper.name)
        helper.save()
    return helper


def correct_helper(helper: Helper, *, seen: int, by: User, **facts: Any) -> Helper:
    with changing(by=by, reason="修改责任人"):
        locked = Helper.objects.select_for_update().get(pk=helper.pk)
        refuse_stale(locked, seen=seen)
        for name, value in facts.items():
            setattr(locked, name, value)
        _refuse_twin(locked)
        locked.name_pinyin, locked.name_initials = keys(locked.name)
        locked.save()
    return locked


def _refuse_twin(helper: Helper) -> None:
    if Helper.objects.filter(name=helper.name, phone=helper.phone).exclude(pk=helper.pk).exists():
        raise Refused(f"同名同电话的责任人{helper.name}已经有了，不用再登记", field="phone")


def keep_photo(helper: Helper, *, content: bytes, by: User) -> Helper:
    """Drawn anew from its pixels: no position, no camera, nothing hidden behind the picture is kept."""
    picture = redrawn(content, within=PORTRAIT)
    with changing(by=by, reason="换照片"):
        locked = Helper.objects.select_for_update().get(pk=helper.pk)
        # The former file stays: earlier versions of the row and printed bags show it.
        locked.photo.save(f"{secrets.token_hex(8)}.jpg", ContentFile(picture), save=False)
        locked.save(update_fields=["photo"])
    return locked


def assign_helper(
    households: Iterable[Household], helper: Helper, *, since: date, by: User, today: date
) -> list[HelperAssignment]:
    """Ends each household's present pairing the day before `since` and begins the new one; nothing is overwritten.

    A household that `helper` already serves is passed over. All or none.
    """
    made = []
    with changing(by=by, reason="换责任人"):
        if since > today:
            raise Refused("从哪天起：还没有到那天，到了再换", field="since")
        keys_ = [household.pk for household in households]
        locked = Household.objects.select_for_update(of=("self",)).filter(pk__in=keys_).order_by("pk")
        for household in locked.select_related("village"):
            assignment = _assign(household, helper, since)
            if assignment:
                made.append(assignment)
    return made


def _assign(household: Household, helper: Helper, since: date) -> HelperAssignment | None:
    later = household.assignments.filter(since__gte=since).order_by("since").select_related("helper").first()
    if later:
        raise Refused(
            f"{household}户在 {later.since:%Y-%m-%d} 已开始由{later.helper.name}负责，新的开始日期要晚于这天",
            field="since",
        )
    present = household.assignments.current(on=since).first()
    if present and present.helper_id == helper.pk:
        return None
    if present:
        present.until = since - timedelta(days=1)
        present.save(update_fields=["until"])
    return HelperAssignment.objects.create(household=household, helper=helper, since=since)
