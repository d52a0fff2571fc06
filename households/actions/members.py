"""Who belongs to a household, and opening a sealed ID number."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from households.actions.households import refuse_stale
from households.codes import LeaveReason, Relation
from households.identity import IdNumber
from households.models import Household, Member
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from povertyplan.pinyin import keys

REVEALS_AN_HOUR = 60


def add_member(household: Household, *, number: IdNumber | None, by: User, **facts: Any) -> Member:
    with changing(by=by, reason="增加成员"):
        Household.objects.select_for_update().get(pk=household.pk)
        member = Member(household=household, **facts)
        _refuse_twin(member)
        _check_number(member, number, by=by)
        _check_head(member)
        _spell(member)
        # The number is sealed to the row's key, so the row comes first.
        member.save()
        if number:
            member.keep_id_number(number)
            member.save(update_fields=["id_sealed", "id_index", "id_tail_index"])
    return member


def correct_member(member: Member, *, number: IdNumber | None, seen: int, by: User, **facts: Any) -> Member:
    """`number` replaces the kept one; None leaves it as it is."""
    with changing(by=by, reason="修改成员"):
        locked = Member.objects.select_for_update().get(pk=member.pk)
        refuse_stale(locked, seen=seen)
        for name, value in facts.items():
            setattr(locked, name, value)
        _check_number(locked, number, by=by)
        _check_head(locked)
        _spell(locked)
        if number:
            locked.keep_id_number(number)
        locked.save()
    return locked


def leave(member: Member, *, on: date, reason: LeaveReason, today: date, by: User) -> Member:
    """The row stays, with day and reason. A head can leave only after another one has taken over."""
    with changing(by=by, reason=f"成员离开：{LeaveReason(reason).label}"):
        locked = Member.objects.select_for_update().get(pk=member.pk)
        if locked.left_on is not None:
            raise Refused(f"{locked.name}已在 {locked.left_on:%Y-%m-%d} 离开，不用再登记")
        if on > today:
            raise Refused("离开日期还没有到，到了再登记", field="left_on")
        if on < locked.birth_date:
            raise Refused("离开日期早于出生日期，请核对", field="left_on")
        others = Member.objects.present().filter(household=locked.household_id).exclude(pk=locked.pk)
        if locked.relation == Relation.HEAD and others.exists():
            raise Refused(f"{locked.name}是户主，先换户主，再登记离开")
        locked.left_on, locked.leave_reason = on, reason
        locked.save(update_fields=["left_on", "leave_reason"])
    return locked


def change_head(member: Member, *, former_relation: Relation, by: User) -> Member:
    """`member` becomes the head; the former head stays, as `former_relation` of the new one."""
    with changing(by=by, reason="换户主"):
        Household.objects.select_for_update().get(pk=member.household_id)
        present = Member.objects.present().filter(household=member.household_id)
        chosen = present.filter(pk=member.pk).first()
        if chosen is None:
            raise Refused(f"{member.name}已经离开，不能当户主")
        if former_relation == Relation.HEAD:
            raise Refused("原户主要改成别的关系", field="former_relation")
        former = present.filter(relation=Relation.HEAD).exclude(pk=chosen.pk).first()
        if former:
            former.relation = former_relation
            former.save(update_fields=["relation"])
        chosen.relation = Relation.HEAD
        chosen.save(update_fields=["relation"])
    return chosen


def reveal_id_number(member: Member, *, reason: str, by: User, address: str = "") -> str:
    """The whole number, once, with a trace. The person's own row is the lock under which the hour is counted."""
    if not reason.strip():
        raise Refused("写一句为什么要看", field="reason")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        hour_ago = timezone.now() - timedelta(hours=1)
        recent = AuditEvent.objects.filter(user=by, act=Act.REVEAL, at__gt=hour_ago)
        if recent.count() >= REVEALS_AN_HOUR:
            again = timezone.localtime(recent.earliest("at").at + timedelta(hours=1))
            raise Refused(f"一小时内已查看 {REVEALS_AN_HOUR} 个证件号，{again:%H:%M} 以后再看")
        number = member.open_id_number()
        if not number:
            raise Refused(f"{member.name}还没有登记证件号")
        record(
            Act.REVEAL,
            by=by,
            subject=member,
            village_code=member.household.village.code,
            reason=reason.strip(),
            address=address,
        )
    return number


def _refuse_twin(member: Member) -> None:
    """Two presses, or someone whom a colleague entered already."""
    present = Member.objects.present().filter(household=member.household_id)
    if present.filter(name=member.name, birth_date=member.birth_date).exists():
        raise Refused(f"{member.name}（{member.birth_date:%Y-%m-%d} 生）已经在这户里，不用再登记", field="name")


def _spell(member: Member) -> None:
    member.name_pinyin, member.name_initials = keys(member.name)


def _check_number(member: Member, number: IdNumber | None, *, by: User) -> None:
    if number is None:
        return
    taken = Member.objects.present().with_number(number).exclude(pk=member.pk).select_related("household__village")
    other = taken.first()
    if other is None:
        return
    household = other.household
    if Household.objects.visible_to(by).filter(pk=household.pk).exists():
        raise Refused(f"这个证件号已登记在{household}户的{other.name}名下，请核对证件", field="id_number")
    # Who lives in another village is not told to somebody who may not see it.
    raise Refused(f"这个证件号已登记在{household.village.name}，请核对证件，或报办事处", field="id_number")


def _check_head(member: Member) -> None:
    heads = Member.objects.present().filter(household=member.household_id, relation=Relation.HEAD)
    if member.relation == Relation.HEAD:
        other = heads.exclude(pk=member.pk).first()
        if other:
            raise Refused(f"户主现在是{other.name}，一户只能有一个。要换，用“换户主”", field="relation")
    elif member.pk and heads.filter(pk=member.pk).exists():
        raise Refused(f"{member.name}是户主，一户要有户主。先在新户主那行选“换户主”", field="relation")
