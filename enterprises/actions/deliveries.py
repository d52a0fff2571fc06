"""What an enterprise delivers on a pledge (到位): reported, then confirmed by the village's side or returned (R5.2).

Locks in one order: households by key, then the pledge, then the delivery. Two presses are one row.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from enterprises.actions.income import feed_income, make_measures, take_back
from enterprises.actions.pledges import refuse_below_one, refuse_foreign_facts
from enterprises.actions.reached import Reached, check_reached, refuse_two_posts
from enterprises.codes import DeliveryState, Gift, Mode
from enterprises.models import Beneficiary, Delivery, DeliveryFile, Pledge
from enterprises.modes import DELIVERY_FACTS, RULES, said
from households.models import Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file

MOST_FILES = 5
_POSITIVE = ("amount", "count", "village_income", "quantity")
_STATE = DeliveryState


def report_delivery(
    pledge: Pledge,
    *,
    delivered_on: date,
    reached: Sequence[Reached],
    files: Sequence[tuple[bytes, str]] = (),
    today: date,
    by: User | None,
    **facts: Any,
) -> Delivery:
    """Only what is new since the last one. `facts`: note and the columns of `modes.RULES`; `files` with captions."""
    with changing(by=by, reason="报企业兑现"):
        locked = _locked_pledge(pledge, [row.household.pk for row in reached])
        delivery = Delivery(pledge=locked, mode=locked.mode, delivered_on=delivered_on, reported_by=by)
        _fill(delivery, reached, facts)
        same = _sent_before(delivery, reached)
        if same:
            return same
        _check(delivery, reached, today=today)
        delivery.save()
        _keep_reached(delivery, reached)
        _keep_files(delivery, files, by=by)
    return delivery


def correct_delivery(
    delivery: Delivery,
    *,
    delivered_on: date,
    reached: Sequence[Reached],
    files: Sequence[tuple[bytes, str]] = (),
    today: date,
    by: User,
    **facts: Any,
) -> Delivery:
    """Who corrects it reports it: beneficiaries are written anew, files are added."""
    with changing(by=by, reason="修改企业兑现"):
        keys = {row.household.pk for row in reached} | _households_of(delivery)
        locked = _locked_delivery(delivery, keys)
        if locked.state not in (_STATE.REPORTED, _STATE.RETURNED):
            raise Refused(f"这一笔{locked.get_state_display()}，不能再改")
        locked.delivered_on, locked.reported_by = delivered_on, by
        locked.state, locked.answered_by, locked.answered_on, locked.answer = _STATE.REPORTED, None, None, ""
        _fill(locked, reached, facts)
        _check(locked, reached, today=today)
        locked.save()
        locked.beneficiaries.all().delete()
        _keep_reached(locked, reached)
        _keep_files(locked, files, by=by)
    return locked


def confirm_delivery(
    delivery: Delivery, *, today: date, by: User, answer: str = "", by_books: bool = False
) -> Delivery:
    """From now on it counts; income and measures of the households follow.

    `by_books`: the fund's receipt has been approved. A gift into a fund is confirmed in no other way.
    """
    with changing(by=by, reason="确认企业兑现"):
        locked = _locked_delivery(delivery, _households_of(delivery))
        if locked.state == _STATE.CONFIRMED and locked.answered_by_id == by.pk:
            return locked
        if locked.is_booked and not by_books:
            raise Refused("进基金的捐赠由基金出纳记收入，审批人批了入账就是确认")
        _refuse_answered(locked, by=by)
        locked.state, locked.answered_by, locked.answered_on = _STATE.CONFIRMED, by, today
        locked.answer = answer.strip()
        locked.save()
        feed_income(locked, today=today, by=by)
        make_measures(locked, by=by)
    return locked


def return_delivery(delivery: Delivery, *, reason: str, today: date, by: User) -> Delivery:
    said_why = reason.strip()
    with changing(by=by, reason="退回企业兑现"):
        locked = _locked_delivery(delivery, _households_of(delivery))
        if locked.state == _STATE.RETURNED and locked.answered_by_id == by.pk and locked.answer == said_why:
            return locked
        _refuse_answered(locked, by=by)
        if not said_why:
            raise Refused("写上为什么退回、要改什么", field="reason")
        locked.state, locked.answered_by, locked.answered_on = _STATE.RETURNED, by, today
        locked.answer = said_why
        locked.save()
    return locked


def void_delivery(delivery: Delivery, *, reason: str, today: date, by: User, by_books: bool = False) -> Delivery:
    """It counts no longer; what it brought to households is taken back. `by_books`: the fund's receipt was reversed."""
    said_why = reason.strip()
    with changing(by=by, reason="作废企业兑现"):
        locked = _locked_delivery(delivery, _households_of(delivery))
        if locked.state == _STATE.VOID:
            return locked
        if not said_why:
            raise Refused("写上为什么作废", field="reason")
        if hasattr(locked, "fund_receipt") and not by_books:
            raise Refused("这笔捐赠记进了基金的账。没入账的请出纳在凭证上换掉，入了账的冲红，冲红以后这里跟着作废")
        if locked.uses.exists() and not by_books:
            raise Refused("这笔捐赠已经登记了用到哪里，不能作废。先把使用登记改清楚")
        if locked.is_confirmed:
            take_back(locked, by=by)
        locked.state, locked.voided_by, locked.voided_on, locked.void_reason = _STATE.VOID, by, today, said_why
        locked.save()
    return locked


def end_post(beneficiary: Beneficiary, *, until: date, today: date, by: User) -> Beneficiary:
    """`until` is the last day on the post; the income of the year and the measure follow."""
    with changing(by=by, reason="登记离岗"):
        Household.objects.select_for_update().get(pk=beneficiary.household_id)
        rows = Beneficiary.objects.select_for_update(of=("self",))
        locked = rows.select_related("delivery__pledge__choice__pairing", "household", "member").get(pk=beneficiary.pk)
        if locked.until == until:
            return locked
        _check_end(locked, until=until, today=today)
        locked.until = until
        locked.save()
        feed_income(locked.delivery, today=today, by=by)
        make_measures(locked.delivery, by=by)
    return locked


def _check_end(post: Beneficiary, *, until: date, today: date) -> None:
    if post.mode != Mode.EMPLOYMENT or post.since is None:
        raise Refused("只有就业扶贫的岗位才登记离岗")
    if not post.delivery.is_confirmed:
        raise Refused("这一笔还没有确认，在兑现里直接改")
    if until > today:
        raise Refused("离岗日期还没有到", field="until")
    if until < post.since:
        raise Refused(f"{post.member} {post.since} 才上岗，离岗不会更早", field="until")
    if post.until and until > post.until:
        refuse_two_posts(Reached(post.household, post.member, since=post.since, until=until), but=post.delivery)


def _households_of(delivery: Delivery) -> set[int]:
    return set(delivery.beneficiaries.values_list("household", flat=True))


def _locked_pledge(pledge: Pledge, households: Iterable[int]) -> Pledge:
    list(Household.objects.select_for_update().filter(pk__in=set(households)).order_by("pk"))
    rows = Pledge.objects.select_for_update(of=("self",)).with_sides()
    return rows.get(pk=pledge.pk)


def _locked_delivery(delivery: Delivery, households: Iterable[int]) -> Delivery:
    pledge = _locked_pledge(delivery.pledge, households)
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    locked.pledge = pledge
    return locked


def _fill(delivery: Delivery, reached: Sequence[Reached], facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(delivery, name, value.strip() if isinstance(value, str) else value)
    if delivery.mode == Mode.EMPLOYMENT and facts.get("count") is None:
        # Posts are reported by name: there are as many as people.
        delivery.count = len(reached) or None


def _check(delivery: Delivery, reached: Sequence[Reached], *, today: date) -> None:
    pledge = delivery.pledge
    if delivery.delivered_on > today:
        raise Refused("兑现日期还没有到，到位了再报", field="delivered_on")
    if delivery.delivered_on < pledge.pledged_on:
        raise Refused(f"承诺是 {pledge.pledged_on} 写的，兑现不会更早", field="delivered_on")
    if delivery.mode == Mode.EMPLOYMENT and not reached:
        raise Refused("选上岗的人：岗位按名字报")
    refuse_foreign_facts(delivery, RULES[Mode(delivery.mode)].delivery, DELIVERY_FACTS)
    refuse_below_one(delivery, _POSITIVE)
    _check_goods(delivery)
    if bool(delivery.receipt_no) != bool(delivery.receipt_issuer):
        missing = "receipt_issuer" if delivery.receipt_no else "receipt_no"
        raise Refused("票据号和开票单位一起写", field=missing)
    _refuse_above_the_pledge(delivery)
    check_reached(delivery, pledge, reached, today=today)


def _check_goods(delivery: Delivery) -> None:
    if delivery.pledge.gift != Gift.GOODS:
        return
    if not delivery.basis:
        raise Refused("物资写上折价依据：发票、市价或评估", field="basis")
    if delivery.quantity is None:
        raise Refused("物资写上数量", field="quantity")


def _refuse_above_the_pledge(delivery: Delivery) -> None:
    mode, pledge = delivery.mode, delivery.pledge
    taken = sum(row.measure for row in pledge.deliveries.live().exclude(pk=delivery.pk))
    left = pledge.measure - taken
    if delivery.measure <= left:
        return
    room = f"这次最多报 {said(mode, left)}" if left else "已经报满"
    words = f"承诺 {said(mode, pledge.measure)}，已报 {said(mode, taken)}，{room}；要多给先改承诺"
    raise Refused(words, field=RULES[Mode(mode)].measure)


def _sent_before(delivery: Delivery, reached: Sequence[Reached]) -> Delivery | None:
    """The same report of the same person on its way already."""
    names = ("delivered_on", "note", "reported_by_id", *DELIVERY_FACTS)
    for row in delivery.pledge.deliveries.live().prefetch_related("beneficiaries"):
        if all(getattr(row, name) == getattr(delivery, name) for name in names):
            there = {(b.household_id, b.member_id, *_figures(b)) for b in row.beneficiaries.all()}
            if there == {(r.household.pk, r.member.pk if r.member else None, *_figures(r)) for r in reached}:
                return row
    return None


def _figures(row: Beneficiary | Reached) -> tuple[Any, ...]:
    return row.amount, row.monthly_pay, row.since, row.until, row.attendances, row.completed


def _keep_reached(delivery: Delivery, reached: Sequence[Reached]) -> None:
    for row in reached:
        Beneficiary.objects.create(
            delivery=delivery, mode=delivery.mode, household=row.household, member=row.member, **row.facts
        )


def _keep_files(delivery: Delivery, files: Sequence[tuple[bytes, str]], *, by: User | None) -> None:
    if delivery.files.count() + len(files) > MOST_FILES:
        raise Refused(f"一笔兑现最多 {MOST_FILES} 个凭证，挑最要紧的传", field="attachments")
    for content, caption in files:
        kept = keep_file(content, by=by, field="attachments")
        DeliveryFile.objects.get_or_create(
            delivery=delivery, file=kept, defaults={"caption": caption[:40] or "凭证", "added_by": by}
        )


def _refuse_answered(delivery: Delivery, *, by: User) -> None:
    if delivery.state != _STATE.REPORTED:
        who = delivery.answered_by.name if delivery.answered_by else "别人"
        words = {
            _STATE.CONFIRMED: f"{who} {delivery.answered_on} 已经确认了这一笔",
            _STATE.RETURNED: "这一笔已经退回，等企业改好再报",
            _STATE.VOID: "这一笔已经作废",
        }
        raise Refused(words[_STATE(delivery.state)])
    if delivery.reported_by_id == by.pk:
        raise Refused("报的人不能自己确认，请村里或别的人确认")
    if delivery.reported_by_id is None:
        raise Refused("这一笔没有写是谁报的，打开改一下再确认")
