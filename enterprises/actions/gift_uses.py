"""What became of a gift to a village or a fund: what its giver follows by the code (R5.2)."""

from datetime import date

from django.db.models import Sum

from enterprises.models import Delivery, GiftUse
from households.actions.households import refuse_stale
from households.models import Member
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.ui.money import plain_yuan


def record_use(
    delivery: Delivery, *, used_on: date, what: str, amount: int, households: int, today: date, by: User
) -> GiftUse:
    """`amount` 分, of goods their value. The same use sent twice is one row."""
    with changing(by=by, reason="登记捐赠用到哪里"):
        locked = _locked(delivery.pk)
        facts = {"used_on": used_on, "what": what.strip(), "amount": amount, "households": households}
        same = locked.uses.filter(**facts).first()
        if same:
            return same
        use = GiftUse(delivery=locked, recorded_by=by, **facts)
        _check(use, locked, today)
        use.save()
    return use


def correct_use(
    use: GiftUse, *, seen: int, used_on: date, what: str, amount: int, households: int, today: date, by: User
) -> GiftUse:
    with changing(by=by, reason="修改捐赠用到哪里"):
        delivery = _locked(use.delivery_id)
        locked = GiftUse.objects.select_for_update(of=("self",)).get(pk=use.pk)
        refuse_stale(locked, seen=seen)
        locked.used_on, locked.what, locked.amount, locked.households = used_on, what.strip(), amount, households
        _check(locked, delivery, today)
        locked.save()
    return locked


def _locked(key: int) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).with_sides()
    return rows.get(pk=key)


def _check(use: GiftUse, delivery: Delivery, today: date) -> None:
    if not delivery.is_followed:
        raise Refused("到村、进基金的捐赠，确认以后才登记用到哪里")
    if delivery.is_booked:
        raise Refused("进基金的捐赠用到哪里，按基金账上的支出算，这里不另外登记")
    if use.used_on > today:
        raise Refused("使用日期还没有到，写用的那天", field="used_on")
    if use.used_on < delivery.delivered_on:
        raise Refused(f"捐赠 {delivery.delivered_on} 才到，使用不会更早", field="used_on")
    if use.amount <= 0:
        raise Refused("金额大于 0", field="amount")
    used = delivery.uses.exclude(pk=use.pk).aggregate(sum=Sum("amount"))["sum"] or 0
    left = (delivery.amount or 0) - used
    if use.amount > left:
        raise Refused(f"这笔捐赠只剩 {plain_yuan(left)} 元没有用", field="amount")
    village = delivery.pledge.choice.pairing.village
    name = Member.objects.filter(household__village=village).named_in(use.what)
    if name:
        raise Refused(f"捐赠人会看到这一句，去掉“{name}”这样的名字，写多少户就行", field="what")
