"""Pilot villages, their funds and the accounts in them (R6.1)."""

from datetime import date

from funds.codes import AccountKind, FundSource
from funds.models import Account, Fund
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.sealing import seal
from villages.models import Village


def select_pilot(
    village: Village,
    *,
    reason: str,
    selected_on: date,
    bank_name: str,
    bank_account: str = "",
    document_no: str = "",
    hotline: str = "",
    by: User | None,
) -> Fund:
    """The fund with its bank account and one earmark without a fixed use for each source."""
    with changing(by=by, reason="定试点村", village=village.code):
        Village.objects.select_for_update().get(pk=village.pk)
        if Fund.objects.filter(village=village).exists():
            raise Refused(f"{village.name}已经有基金", field="village")
        fund = Fund(
            village=village,
            reason=reason.strip(),
            selected_on=selected_on,
            bank_name=bank_name.strip(),
            document_no=document_no.strip(),
            hotline=hotline.strip(),
            bank_tail=bank_account[-4:] if bank_account else "",
            recorded_by=by,
        )
        fund.save()
        if bank_account:
            fund.bank_account = seal(bank_account, place=bank_place(fund))
            fund.save(update_fields=["bank_account"])
        Account.objects.create(fund=fund, kind=AccountKind.BANK)
        for source in FundSource:
            Account.objects.create(fund=fund, kind=AccountKind.EARMARK, source=source)
    return fund


def bank_place(fund: Fund) -> str:
    """What the account number is sealed to."""
    return f"funds_fund.bank_account:{fund.pk}"


def open_earmark(fund: Fund, *, source: str, use: str, by: User | None) -> Account:
    """Money of that source kept for that use alone (专款专用); asked for twice it is one."""
    with changing(by=by, reason="开专款科目"):
        Fund.objects.select_for_update().get(pk=fund.pk)
        there = Account.objects.filter(fund=fund, kind=AccountKind.EARMARK, source=source, use=use).first()
        return there or Account.objects.create(fund=fund, kind=AccountKind.EARMARK, source=source, use=use)
