"""Enterprises and the people who answer for them here (R5.1). Taking part is of an enterprise's own will."""

from datetime import date
from typing import Any

from django.db.models import Q

from enterprises.actions.pairings import close_pairing, refuse_left
from enterprises.credit_code import objection
from enterprises.imports.listing import EnterprisePlan
from enterprises.models import Enterprise, EnterpriseContact, Pairing
from households.actions.households import refuse_stale
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.pinyin import keys


def register_enterprise(*, by: User | None, **facts: Any) -> Enterprise:
    """`facts` are fields of the enterprise."""
    with changing(by=by, reason="登记企业"):
        enterprise = Enterprise(**facts)
        _check_code(enterprise.credit_code)
        enterprise.name_initials = keys(enterprise.name).initials
        enterprise.save()
    return enterprise


def correct_enterprise(enterprise: Enterprise, *, seen: int, by: User | None, **facts: Any) -> Enterprise:
    with changing(by=by, reason="修改企业"):
        locked = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
        refuse_stale(locked, seen=seen)
        for name, value in facts.items():
            setattr(locked, name, value)
        _check_code(locked.credit_code)
        locked.name_initials = keys(locked.name).initials
        locked.save()
    return locked


def _check_code(code: str) -> None:
    if wrong := objection(code):
        raise Refused(wrong, field="credit_code")


def leave(enterprise: Enterprise, *, left_on: date, today: date, by: User | None) -> Enterprise:
    """`left_on` is the last day; what is open ends with it, what was done stays."""
    with changing(by=by, reason="企业不再参加"):
        locked = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
        if locked.left_on:
            if locked.left_on == left_on:
                return locked
            raise Refused(f"{locked.name}已在 {locked.left_on} 不再参加", field="until")
        if left_on > today:
            raise Refused("这一天还没有到，到了再登记", field="until")
        _end_what_is_open(locked, left_on)
        locked.left_on = left_on
        locked.save(update_fields=["left_on"])
    return locked


def _end_what_is_open(enterprise: Enterprise, last_day: date) -> None:
    still_open = Q(until__isnull=True) | Q(until__gt=last_day)
    for pairing in enterprise.pairings.filter(still_open).select_related("village").order_by("pk"):
        close_pairing(pairing, until=last_day)
    for contact in enterprise.contacts.filter(still_open).order_by("pk"):
        _close_contact(contact, last_day)


def name_contact(enterprise: Enterprise, user: User, *, since: date, by: User | None) -> EnterpriseContact:
    """The security administrator makes the account; sent twice it is one time."""
    with changing(by=by, reason="指定企业联系人"):
        locked = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
        refuse_left(locked)
        if user.role != Role.ENTERPRISE or not user.is_active:
            raise Refused(f"{user.name}不是在用的企业联系人账号，先找安全管理员开账号", field="user")
        serving = EnterpriseContact.objects.select_for_update().filter(user=user).select_related("enterprise")
        overlapping = serving.filter(Q(until__isnull=True) | Q(until__gte=since)).order_by("since").first()
        if overlapping is None:
            return EnterpriseContact.objects.create(enterprise=locked, user=user, since=since)
        if overlapping.enterprise_id == locked.pk and overlapping.until is None and overlapping.since <= since:
            return overlapping
        when = f"从 {overlapping.since} " + (f"到 {overlapping.until}" if overlapping.until else "起")
        raise Refused(f"{user.name}{when}是{overlapping.enterprise}的联系人，先结束那一段", field="user")


def end_contact(contact: EnterpriseContact, *, until: date, by: User | None) -> EnterpriseContact:
    """`until` is the last day."""
    with changing(by=by, reason="结束企业联系人"):
        return _close_contact(contact, until)


def _close_contact(contact: EnterpriseContact, until: date) -> EnterpriseContact:
    locked = EnterpriseContact.objects.select_for_update().get(pk=contact.pk)
    if locked.until == until:
        return locked
    if locked.until is not None and locked.until < until:
        raise Refused(f"这位联系人已在 {locked.until} 结束", field="until")
    if until < locked.since:
        raise Refused(f"联系人从 {locked.since} 才开始，最后一天不能更早", field="until")
    locked.until = until
    locked.save(update_fields=["until"])
    return locked


def put_enterprises(plan: EnterprisePlan) -> None:
    """Writes what a file brings; the import around it has said who and why."""
    for enterprise, columns in plan.changed:
        enterprise.save(update_fields=sorted(columns))
    Enterprise.objects.bulk_create(plan.new)
    Pairing.objects.bulk_create(plan.pairings)
