"""Whom a delivery reached: households, or people by name; and why one is refused (R5.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from enterprises.codes import Mode
from enterprises.models import Beneficiary, Delivery, Pledge
from enterprises.modes import RULES, said
from households.models import Household, Member
from povertyplan.audit.refusal import Refused

# 劳动法 §15: nobody employs whom is not 16.
WORKING_AGE = 16


@dataclass(frozen=True)
class Reached:
    """One household, or one named `member` of it; the rest by the mode (`modes.RULES`), money in 分."""

    household: Household
    member: Member | None = None
    amount: int | None = None
    monthly_pay: int | None = None
    since: date | None = None
    until: date | None = None
    attendances: int | None = None
    completed: bool | None = None

    @property
    def facts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _FIGURES}

    @property
    def called(self) -> str:
        return self.member.name if self.member else self.household.called


_FIGURES = ("amount", "monthly_pay", "since", "until", "attendances", "completed")
_WORDS = {
    "member": "是谁",
    "amount": "得了多少",
    "monthly_pay": "月工资多少",
    "since": "哪天上岗",
    "attendances": "培训几次",
    "completed": "有没有结业",
}


def cell_of(name: str, row: Reached | Household | Member) -> str:
    """The name of the field in which that figure of a row is typed."""
    one = (row.member or row.household) if isinstance(row, Reached) else row
    return f"{name}_{one.pk}"


def check_reached(delivery: Delivery, pledge: Pledge, reached: Sequence[Reached], *, today: date) -> None:
    """`delivery` has its figures already; its key is set where it is corrected. The households are locked."""
    mode = Mode(delivery.mode)
    for row in reached:
        _check_facts(mode, row)
        _check_belongs(pledge, row, on=delivery.delivered_on)
        if mode is Mode.EMPLOYMENT:
            _check_worker(delivery, row, today=today)
    _refuse_twice(reached)
    _check_sums(delivery, pledge, reached)


def _check_facts(mode: Mode, row: Reached) -> None:
    facts = RULES[mode].beneficiary
    for name in facts.required:
        if getattr(row, name) is None:
            raise Refused(f"写上{row.called}{_WORDS[name]}", field=cell_of(name, row))
    for name in _FIGURES:
        if name not in facts.allowed and getattr(row, name) is not None:
            raise Refused(f"{mode.label}不记每户每人的这一项：{row.called}", field=cell_of(name, row))
    if row.amount is not None and row.amount <= 0:
        raise Refused(f"{row.called}得的金额要大于 0，没有就不填", field=cell_of("amount", row))
    if row.monthly_pay is not None and row.monthly_pay <= 0:
        raise Refused(f"{row.called}的月工资要大于 0", field=cell_of("monthly_pay", row))
    if row.attendances is not None and row.attendances <= 0:
        raise Refused(f"{row.called}没有参加就不写", field=cell_of("attendances", row))


def _check_belongs(pledge: Pledge, row: Reached, *, on: date) -> None:
    village = pledge.choice.pairing.village
    if row.household.village_id != village.pk:
        raise Refused(f"{row.household.called}不在{village}，这份承诺是给{village}的")
    member = row.member
    if member is None:
        return
    if member.household_id != row.household.pk:
        raise Refused(f"{member.name}不是{row.household.called}的人，核对名册")
    if member.left_on and member.left_on < on:
        raise Refused(f"{member.name} {member.left_on} 已经离开这户，核对名册", field=cell_of("monthly_pay", row))


def _check_worker(delivery: Delivery, row: Reached, *, today: date) -> None:
    if row.member is None or row.since is None:
        raise ValueError("a worker has a name and a first day: facts of the mode are asked before")
    if row.since > today:
        raise Refused(f"{row.called}上岗的日期还没有到，上岗了再报", field=cell_of("since", row))
    grown = birthday(row.member.birth_date, WORKING_AGE)
    if row.since < grown:
        raise Refused(f"{row.called} {grown} 才满 {WORKING_AGE} 岁，在那以前不能上岗", field=cell_of("since", row))
    if row.until and row.until < row.since:
        raise Refused(f"{row.called}离岗早于上岗", field=cell_of("until", row))
    refuse_two_posts(row, but=delivery)


def refuse_two_posts(row: Reached, *, but: Delivery) -> None:
    """Another enterprise's name is not told: who reports here knows the own posts only."""
    if row.member is None or row.since is None:
        raise ValueError("a post has a person and a first day")
    others = Beneficiary.objects.on_posts_of(row.member).exclude(delivery=but.pk)
    there = others.overlapping(row.since, row.until).first()
    if there:
        until = f"到 {there.until} 止" if there.until else "还没有离岗"
        raise Refused(f"{row.called} {there.since} 起已经在一个岗位上，{until}", field=cell_of("since", row))


def _refuse_twice(reached: Sequence[Reached]) -> None:
    seen = set()
    for row in reached:
        key = (row.household.pk, row.member.pk if row.member else None)
        if key in seen:
            raise Refused(f"{row.called}写了两次，留一次")
        seen.add(key)


def _check_sums(delivery: Delivery, pledge: Pledge, reached: Sequence[Reached]) -> None:
    mode = Mode(delivery.mode)
    if mode is Mode.EMPLOYMENT and delivery.count != len(reached):
        raise Refused("岗位按名字报：选上岗的人", field="count")
    attended = sum(row.attendances or 0 for row in reached)
    if mode is Mode.SKILLS and attended > (delivery.count or 0):
        raise Refused(f"名单上 {attended} 人次，比这次的 {delivery.count} 人次多", field="count")
    shared = sum(row.amount or 0 for row in reached)
    if shared > (delivery.amount or 0) > 0:
        least = said(mode, delivery.amount or 0)
        raise Refused(f"各户加起来 {said(mode, shared)}，比这次的 {least}多", field="amount")
    if pledge.recipient == "households" and not reached:
        raise Refused("直接到户的捐赠写上给了哪些户", field="amount")


def birthday(born: date, years: int) -> date:
    """As Postgres adds years: who was born on 29 February has it on the 28th elsewhen."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return born.replace(year=born.year + years, day=28)
