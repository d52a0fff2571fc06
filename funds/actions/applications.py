"""The rule of use, step by step (R6.2): who may take which step is the database's, said kindly here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from funds.codes import EntryKind, NegativeUse
from funds.models import (
    Application,
    ApplicationShare,
    Approval,
    Deliberation,
    Entry,
    Fund,
    FundNotice,
    FundObjection,
    FundOutcome,
)
from households.models import Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.models import StoredFile


@dataclass(frozen=True)
class Share:
    """A household that the money is for, with its part in 分 where it has one."""

    household: Household
    amount: int | None = None


def apply_for(
    fund: Fund, *, ruled_out: Sequence[str], shares: Sequence[Share] = (), applied_on: date, by: User, **facts: Any
) -> Application:
    """`ruled_out`: the items of the negative list that the applicant has denied; all of them, or it is refused."""
    with changing(by=by, reason="申请基金", village=fund.village.code):
        Fund.objects.select_for_update().get(pk=fund.pk)
        left = [item.label for item in NegativeUse if item not in ruled_out]
        if left:
            raise Refused(f"负面清单还没有逐项确认：{'、'.join(left)}", field="ruled_out")
        there = Application.objects.filter(fund=fund, applied_on=applied_on, applied_by=by, **facts).first()
        if there:
            return there
        application = Application.objects.create(
            fund=fund, ruled_out=[item.value for item in NegativeUse], applied_on=applied_on, applied_by=by, **facts
        )
        if sum(share.amount or 0 for share in shares) > application.amount:
            raise Refused("各户加起来比申请的多", field="amount")
        for share in shares:
            ApplicationShare.objects.create(application=application, household=share.household, amount=share.amount)
    return application


def record_deliberation(
    application: Application, *, minutes: StoredFile | None = None, by: User, **facts: Any
) -> Deliberation:
    with changing(by=by, reason="记村评议"):
        locked = _going_on(application)
        there = Deliberation.objects.filter(application=locked).first()
        if there:
            if all(getattr(there, name) == value for name, value in facts.items()):
                return there
            raise Refused("村评议已经记过，改不了。不对就撤回申请重来")
        if facts["held_on"] < locked.applied_on:
            raise Refused("评议在申请以前，看看日期", field="held_on")
        return Deliberation.objects.create(application=locked, minutes=minutes, recorded_by=by, **facts)


def decide(application: Application, *, agrees: bool, words: str = "", decided_on: date, by: User) -> Approval:
    with changing(by=by, reason="批资金申请"):
        locked = _going_on(application)
        there = locked.approvals.filter(decided_by=by).first()
        if there:
            if there.agrees == agrees:
                return there
            raise Refused("你已经批过这份申请")
        meeting = Deliberation.objects.filter(application=locked).first()
        if meeting is None or not meeting.is_passed:
            raise Refused("村里评议同意以后再批")
        if by.pk in (locked.applied_by_id, meeting.recorded_by_id):
            raise Refused("申请的人、记评议的人不能批，请另一个人批")
        if not agrees and not words.strip():
            raise Refused("不同意写上原因", field="words")
        return Approval.objects.create(
            application=locked, agrees=agrees, words=words.strip(), decided_on=decided_on, decided_by=by
        )


def post_notice(
    application: Application,
    *,
    posted_on: date,
    ends_on: date,
    place: str,
    photo: StoredFile | None = None,
    by: User,
) -> FundNotice:
    with changing(by=by, reason="基金公示"):
        locked = _going_on(application)
        there = locked.notices.filter(stopped_on__isnull=True).first()
        if there:
            if (there.posted_on, there.ends_on) == (posted_on, ends_on):
                return there
            raise Refused(f"已经在公示，到 {there.ends_on}")
        days = (ends_on - posted_on).days
        if days < locked.fund.notice_days:
            raise Refused(f"公示要满 {locked.fund.notice_days} 天，现在是 {days} 天", field="ends_on")
        return FundNotice.objects.create(
            application=locked,
            posted_on=posted_on,
            ends_on=ends_on,
            place=place.strip(),
            photo=photo,
            recorded_by=by,
        )


def object_to_notice(notice: FundNotice, *, raised_on: date, words: str, by: User) -> FundObjection:
    with changing(by=by, reason="记公示异议"):
        locked = FundNotice.objects.select_for_update().get(pk=notice.pk)
        if locked.stopped_on:
            raise Refused(f"公示 {locked.stopped_on} 已经停了")
        if not locked.posted_on <= raised_on <= locked.ends_on:
            raise Refused(f"异议在公示的日子里提：{locked.posted_on} 到 {locked.ends_on}", field="raised_on")
        there = notice.objections.filter(raised_on=raised_on, words=words.strip()).first()
        return there or FundObjection.objects.create(notice=notice, raised_on=raised_on, words=words.strip())


def answer_objection(
    objection: FundObjection, *, answered_on: date, answer: str, is_upheld: bool, by: User
) -> FundObjection:
    """An upheld one stops the notice: what was objected to is put right and posted anew."""
    with changing(by=by, reason="答复公示异议"):
        notice = FundNotice.objects.select_for_update().get(pk=objection.notice_id)
        locked = FundObjection.objects.select_for_update().get(pk=objection.pk)
        if locked.answered_on:
            raise Refused("这条异议已经答复")
        locked.answered_on, locked.answer, locked.is_upheld = answered_on, answer.strip(), is_upheld
        locked.save()
        if is_upheld and notice.stopped_on is None:
            notice.stopped_on = answered_on
            notice.save(update_fields=["stopped_on"])
    return locked


def sign_for(
    share: ApplicationShare, *, received_on: date, received_by: str, receipt: StoredFile | None = None, by: User
) -> ApplicationShare:
    """The household has its money or goods (户签收)."""
    with changing(by=by, reason="登记户签收"):
        locked = ApplicationShare.objects.select_for_update().get(pk=share.pk)
        paid_on = _paid_on(locked.application)
        if received_on < paid_on:
            raise Refused(f"{paid_on} 才付的款，签收不能比这一天早", field="received_on")
        locked.received_on, locked.received_by = received_on, received_by.strip()
        locked.receipt = receipt or locked.receipt
        locked.save()
    return locked


def record_outcome(
    application: Application,
    *,
    known_on: date,
    result: str,
    households: int,
    photo: StoredFile | None = None,
    by: User,
) -> FundOutcome:
    with changing(by=by, reason="记使用结果"):
        locked = _going_on(application)
        paid_on = _paid_on(locked)
        if known_on < paid_on:
            raise Refused(f"{paid_on} 才付的款，结果不能比这一天早", field="known_on")
        there = FundOutcome.objects.filter(application=locked).first()
        if there:
            there.known_on, there.result, there.households = known_on, result.strip(), households
            there.photo = photo or there.photo
            there.save()
            return there
        return FundOutcome.objects.create(
            application=locked,
            known_on=known_on,
            result=result.strip(),
            households=households,
            photo=photo,
            recorded_by=by,
        )


def withdraw(application: Application, *, reason: str, today: date, by: User) -> Application:
    with changing(by=by, reason="撤回资金申请"):
        locked = _going_on(application)
        if locked.vouchers.exists():
            raise Refused("已经有凭证，不能撤回。钱退回来用冲红")
        if not reason.strip():
            raise Refused("写上为什么撤回", field="reason")
        locked.withdrawn_on, locked.withdrawn_reason = today, reason.strip()
        locked.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    return locked


def _paid_on(application: Application) -> date:
    """The first day on which money went out; neither a signature nor a result comes before it."""
    entries = Entry.objects.filter(voucher__application=application, kind=EntryKind.PAYMENT, reversal__isnull=True)
    first = entries.order_by("day").first()
    if first is None:
        raise Refused("还没有付款，付了以后再记")
    return first.day


def _going_on(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("fund__village")
    locked = rows.get(pk=application.pk)
    if locked.withdrawn_on:
        raise Refused(f"这份申请 {locked.withdrawn_on} 已经撤回")
    return locked
