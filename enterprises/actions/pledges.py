"""What an enterprise pledges in a mode (意向): its own facts, in its own unit (R5.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Min

from enterprises.codes import Gift, Mode, Recipient
from enterprises.models import ModeChoice, Pledge
from enterprises.modes import PLEDGE_FACTS, RULES, Facts, said
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused

_TERMS = ("what", "terms", "pledged_on", "due_on")
_POSITIVE = ("amount", "count", "monthly_pay", "village_income", "households_expected", "quantity")


def make_pledge(choice: ModeChoice, *, pledged_on: date, today: date, by: User | None, **facts: Any) -> Pledge:
    """`facts`: what, terms, due_on and the columns of `modes.RULES`; money in 分. Two presses are one row."""
    with changing(by=by, reason="登记企业承诺"):
        locked = ModeChoice.objects.select_for_update().get(pk=choice.pk)
        pledge = Pledge(choice=locked, mode=locked.mode, pledged_on=pledged_on, recorded_by=by, **_tidy(facts))
        _check(pledge, today=today)
        same = next((row for row in locked.pledges.all() if _same(row, pledge)), None)
        if same:
            return same
        pledge.save()
    return pledge


def correct_pledge(pledge: Pledge, *, today: date, by: User, **facts: Any) -> Pledge:
    """Never below what was delivered on it, waiting deliveries included."""
    with changing(by=by, reason="修改企业承诺"):
        Pledge.objects.select_for_update().get(pk=pledge.pk)
        locked = Pledge.objects.with_delivered().select_related("choice").get(pk=pledge.pk)
        for name, value in _tidy(facts).items():
            setattr(locked, name, value)
        _check(locked, today=today)
        _refuse_below_delivered(locked)
        locked.save()
    return locked


def _tidy(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


def _same(one: Pledge, other: Pledge) -> bool:
    names = (*_TERMS, *PLEDGE_FACTS)
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _check(pledge: Pledge, *, today: date) -> None:
    if not pledge.what:
        raise Refused("写上做什么", field="what")
    _check_days(pledge, today=today)
    refuse_foreign_facts(pledge, RULES[Mode(pledge.mode)].pledge, PLEDGE_FACTS)
    refuse_below_one(pledge, _POSITIVE)
    if pledge.months is not None and not 1 <= pledge.months <= 12:
        raise Refused("一年做几个月写 1 到 12", field="months")
    if pledge.recipient == Recipient.FUND and pledge.gift != Gift.MONEY:
        raise Refused("进基金的只能是款，物资给村里或者直接到户", field="recipient")


def _check_days(pledge: Pledge, *, today: date) -> None:
    chosen_on = pledge.choice.chosen_on
    if pledge.pledged_on > today:
        raise Refused("承诺日期还没有到", field="pledged_on")
    if pledge.pledged_on < chosen_on:
        raise Refused(f"方式是 {chosen_on} 选的，承诺不会更早", field="pledged_on")
    if pledge.due_on and pledge.due_on < pledge.pledged_on:
        raise Refused("期限早于承诺日期", field="due_on")


def _refuse_below_delivered(pledge: Pledge) -> None:
    if pledge.measure < pledge.taken:
        least = said(pledge.mode, pledge.taken)
        raise Refused(f"已经报了 {least}，承诺不能比这少", field=RULES[Mode(pledge.mode)].measure)
    first = pledge.deliveries.live().aggregate(first=Min("delivered_on"))["first"]
    if first and first < pledge.pledged_on:
        raise Refused(f"{first} 已经有一笔兑现，承诺日期不能晚于它", field="pledged_on")


def refuse_foreign_facts(row: Any, facts: Facts, known: frozenset[str]) -> None:  # noqa: ANN401 - one of three models
    """What the mode needs is there, and nothing of another mode (R5.2)."""
    for name in facts.required:
        if getattr(row, name) in (None, ""):
            raise Refused(f"填写“{row._meta.get_field(name).verbose_name}”", field=name)
    for name in sorted(known - facts.allowed):
        if getattr(row, name) not in (None, ""):
            label = row._meta.get_field(name).verbose_name
            raise Refused(f"{row.get_mode_display()}不记“{label}”，去掉它", field=name)


def refuse_below_one(row: Any, names: tuple[str, ...]) -> None:  # noqa: ANN401 - one of three models
    for name in names:
        value = getattr(row, name)
        if value is not None and value <= 0:
            raise Refused(f"“{row._meta.get_field(name).verbose_name}”要大于 0，没有就不填", field=name)
