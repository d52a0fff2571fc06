"""Vouchers, and the one entry that the approval of each posts (R6.3). The ledger has no other door."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from enterprises.actions.deliveries import confirm_delivery, void_delivery
from funds.codes import AccountKind, EntryKind, VoucherState
from funds.models import Account, Entry, Fund, Posting, Voucher, VoucherFile
from funds.public_words import found_in, villagers
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file
from povertyplan.versions import version_of

_OPEN = (VoucherState.DRAFT, VoucherState.RETURNED)
# A receipt as it came in: its content and what it is.
Brought = tuple[bytes, str]


def keep_voucher(fund: Fund, *, idem: UUID, by: User, **facts: Any) -> Voucher:
    """A draft. The same form sent twice is one voucher; the same form with other facts is refused (L11)."""
    with changing(by=by, reason="写凭证"):
        there = Voucher.objects.select_for_update().filter(idem=idem).first()
        if there is None:
            _refuse_private(fund, facts.get("memo", ""))
            # Two of the same form at the same moment: the second finds the first one's.
            there, _ = Voucher.objects.get_or_create(idem=idem, defaults={"fund": fund, "made_by": by, **facts})
        if there.fund_id != fund.pk or any(getattr(there, name) != value for name, value in facts.items()):
            raise Refused("这张表已经记过一次，内容不一样。要再记一笔，重新打开一张空表")
        return there


def write_voucher(
    fund: Fund, *, idem: UUID, receipts: Sequence[Brought] = (), submits: bool = False, by: User, **facts: Any
) -> Voucher:
    """What a form says at once: the draft, its receipts, and off to the approver."""
    with changing(by=by, reason="写凭证"):
        voucher = keep_voucher(fund, idem=idem, by=by, **facts)
        return _with_receipts(voucher, receipts, submits=submits, by=by)


def rewrite_voucher(
    voucher: Voucher, *, receipts: Sequence[Brought] = (), submits: bool = False, by: User, **facts: Any
) -> Voucher:
    with changing(by=by, reason="改凭证"):
        return _with_receipts(correct_voucher(voucher, by=by, **facts), receipts, submits=submits, by=by)


def _with_receipts(voucher: Voucher, receipts: Sequence[Brought], *, submits: bool, by: User) -> Voucher:
    if voucher.state not in _OPEN:
        # The same form again, after it has gone its way.
        return voucher
    for content, caption in receipts:
        attach_receipt(voucher, content, caption=caption, by=by)
    return send_voucher(voucher, by=by) if submits else voucher


def send_voucher(voucher: Voucher, *, by: User) -> Voucher:
    """Submits it; a payment with its receipts, since none can be added once it is posted (L10)."""
    if voucher.kind == EntryKind.PAYMENT and not voucher.files.exists():
        raise Refused("支出先传票据再送审：入账以后加不了，没有票据结不了账", field="attachments")
    return submit_voucher(voucher, by=by)


def attach_receipt(voucher: Voucher, content: bytes, *, caption: str, by: User) -> VoucherFile:
    """The same file twice is one."""
    with changing(by=by, reason="传票据"):
        locked = _locked(voucher)
        if locked.state not in _OPEN:
            raise Refused("已经送审的凭证先拿回来再传" if locked.is_open else "已经入账，票据不能再加")
        file = keep_file(content, by=by, field="attachments")
        kept, _ = VoucherFile.objects.get_or_create(voucher=locked, file=file, defaults={"caption": caption[:40]})
    return kept


def remove_receipt(receipt: VoucherFile, *, by: User) -> Voucher:
    with changing(by=by, reason="拿掉票据"):
        locked = _locked(receipt.voucher)
        if locked.state not in _OPEN:
            raise Refused("已经送审的凭证先拿回来再改" if locked.is_open else "已经入账，票据不能再删")
        receipt.delete()
    return locked


def delete_voucher(voucher: Voucher, *, by: User) -> None:
    """What was never posted may go; the row history keeps what it said."""
    with changing(by=by, reason="删凭证"):
        locked = _locked(voucher)
        if locked.state not in _OPEN:
            raise Refused("已经送审的凭证先拿回来再删" if locked.is_open else "已经入账，删不了，只能冲红")
        locked.files.all().delete()
        locked.delete()


def correct_voucher(voucher: Voucher, *, by: User, **facts: Any) -> Voucher:
    """Whoever corrects it is its maker from then on."""
    with changing(by=by, reason="改凭证"):
        locked = _locked(voucher)
        if locked.state not in _OPEN:
            raise Refused("已经送审的凭证先拿回来再改" if locked.is_open else "已经入账，改不了，只能冲红")
        _refuse_private(locked.fund, facts.get("memo", ""))
        for name, value in facts.items():
            setattr(locked, name, value)
        locked.made_by, locked.state, locked.answer = by, VoucherState.DRAFT, ""
        locked.save()
    return locked


def submit_voucher(voucher: Voucher, *, by: User) -> Voucher:
    with changing(by=by, reason="凭证送审"):
        locked = _locked(voucher)
        if locked.state == VoucherState.SUBMITTED:
            return locked
        if locked.state not in _OPEN:
            raise Refused("这张凭证已经入账")
        _refuse_private(locked.fund, locked.memo)
        locked.state, locked.answer = VoucherState.SUBMITTED, ""
        locked.save()
    return locked


def take_back_voucher(voucher: Voucher, *, by: User) -> Voucher:
    with changing(by=by, reason="凭证拿回来"):
        locked = _locked(voucher)
        if locked.state != VoucherState.SUBMITTED:
            raise Refused("只有等审批的凭证能拿回来")
        locked.state, locked.second_by = VoucherState.DRAFT, None
        locked.save()
    return locked


def return_voucher(voucher: Voucher, *, reason: str, by: User) -> Voucher:
    with changing(by=by, reason="退回凭证"):
        locked = _locked(voucher)
        if locked.state != VoucherState.SUBMITTED:
            raise Refused("这张凭证不在等审批")
        if not reason.strip():
            raise Refused("写上为什么退回", field="reason")
        locked.state, locked.answer, locked.second_by = VoucherState.RETURNED, reason.strip(), None
        locked.save()
    return locked


def approve_voucher(voucher: Voucher, *, seen: int | None = None, today: date, by: User) -> Entry | None:
    """Posts the entry. None after the first of two approvals; sent twice it is one entry.

    `seen` is the version that was on the approver's page: what was written anew since then is not approved by it.
    """
    with changing(by=by, reason="审批凭证入账"):
        locked = _locked(voucher)
        if locked.state == VoucherState.APPROVED:
            return locked.entry
        if locked.state != VoucherState.SUBMITTED:
            raise Refused("这张凭证还没有送审")
        if locked.made_by_id == by.pk:
            raise Refused("记账的人不能自己审批，请另一个人批")
        if seen is not None and seen != version_of(locked):
            raise Refused("打开以后凭证变了，看一遍再批")
        if locked.needs_second and locked.second_by_id in (None, by.pk):
            locked.second_by = by
            locked.save(update_fields=["second_by"])
            return None
        locked.state, locked.approved_by, locked.answered_on = VoucherState.APPROVED, by, today
        locked.save()
        entry = post(locked)
        _answer_giver(locked, today=today, by=by)
        _seal_now()
    return entry


def reverse_entry(
    entry: Entry, *, idem: UUID, day: date, reason: str, receipts: Sequence[Brought] = (), by: User
) -> Voucher:
    """The voucher of an exact mirror, to be approved like any other (冲红)."""
    if entry.kind == EntryKind.REVERSAL:
        raise Refused("冲红的账不能再冲")
    if hasattr(entry, "reversal"):
        raise Refused("这一笔已经冲过")
    money = entry.postings.get(account__kind=AccountKind.BANK).amount
    facts = {"kind": EntryKind.REVERSAL, "day": day, "amount": abs(money), "memo": reason.strip(), "reverses": entry}
    return write_voucher(entry.fund, idem=idem, receipts=receipts, submits=True, by=by, **facts)


def _answer_giver(voucher: Voucher, *, today: date, by: User) -> None:
    """A posted receipt confirms the enterprise's gift; what was reversed was no gift (R5.2)."""
    if voucher.delivery and not voucher.delivery.is_confirmed:
        confirm_delivery(voucher.delivery, today=max(today, voucher.delivery.delivered_on), by=by, by_books=True)
    reversed_gift = voucher.reverses and voucher.reverses.voucher.delivery
    if reversed_gift:
        void_delivery(reversed_gift, reason=f"基金冲红：{voucher.memo}"[:120], today=today, by=by, by_books=True)


def _refuse_private(fund: Fund, memo: str) -> None:
    """The memo is sealed in clear and goes into the public file, where nobody can take it back."""
    private = found_in(memo, villagers(fund.village))
    if private:
        raise Refused(f"摘要要公开，去掉“{private}”这样的姓名、电话、账号，写多少户就行", field="memo")


def _locked(voucher: Voucher) -> Voucher:
    """The voucher comes first, then its application, then the fund's chain: whoever posts takes them in this order."""
    rows = Voucher.objects.select_for_update(of=("self",)).select_related("fund", "account", "reverses")
    return rows.get(pk=voucher.pk)


def post(voucher: Voucher) -> Entry:
    """The entry of an approved voucher, to be sealed when the transaction ends; `approve_voucher` calls it."""
    entry = Entry.objects.create(
        fund=voucher.fund,
        voucher=voucher,
        idem=voucher.idem,
        day=voucher.day,
        kind=voucher.kind,
        use=voucher.use,
        memo=voucher.memo,
        made_by=voucher.made_by,
        approved_by=voucher.approved_by,  # type: ignore[misc]
        reverses=voucher.reverses,
    )
    Posting.objects.bulk_create(Posting(entry=entry, account=leg, amount=amount) for leg, amount in _legs(voucher))
    return entry


def _legs(voucher: Voucher) -> list[tuple[Account, int]]:
    """Money in is plus on the bank and minus on the earmark."""
    if voucher.reverses:
        legs = voucher.reverses.postings.select_related("account").order_by("pk")
        return [(leg.account, -leg.amount) for leg in legs]
    assert voucher.account is not None  # noqa: S101 - voucher_kind_has_its_facts
    bank = Account.objects.get(fund=voucher.fund, kind=AccountKind.BANK)
    money = voucher.amount if voucher.kind == EntryKind.RECEIPT else -voucher.amount
    return [(bank, money), (voucher.account, -money)]


def _seal_now() -> None:
    """What the database says to the entry is heard here and not at the commit, where no form listens."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
