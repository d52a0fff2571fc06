"""One invented row each of a pilot village's fund, through the actions: the ledger has no other door."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from funds.actions.applications import (
    Share,
    apply_for,
    decide,
    object_to_notice,
    post_notice,
    record_deliberation,
)
from funds.actions.funds import select_pilot
from funds.actions.vouchers import approve_voucher, keep_voucher, submit_voucher
from funds.codes import EntryKind, FundSource, NegativeUse, Use
from funds.models import Account, Application, Entry, Fund, FundObjection, Voucher
from households.models import Household
from office.demo.builders import make_user, make_village
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from villages.models import Village

SELECTED, APPLIED, HELD, DECIDED, POSTED, PAID = (
    date(2017, 1, 5),
    date(2017, 9, 1),
    date(2017, 9, 5),
    date(2017, 9, 8),
    date(2017, 9, 10),
    date(2017, 9, 21),
)
_numbers = count(1)


def make_fund(village: Village | None = None, **facts: Any) -> Fund:
    told: dict[str, Any] = {
        "reason": "贫困村，有香菇基础，村账一向公开",
        "selected_on": SELECTED,
        "bank_name": "农商行青塘支行",
        "bank_account": "8201000000012345",
        "hotline": "10000001230",
    } | facts
    return select_pilot(village or make_village(), by=None, **told)


def earmark(fund: Fund, source: str = FundSource.SUBSIDY, use: str = "") -> Account:
    return Account.objects.get(fund=fund, kind="earmark", source=source, use=use)


def keeper() -> User:
    return make_user(Role.KEEPER, name="江素芳")


def approver() -> User:
    return make_user(Role.APPROVER, name="段明德")


def write_receipt(fund: Fund, *, amount: int = 100_000_00, by: User | None = None, **facts: Any) -> Voucher:
    """Submitted, not yet approved."""
    told = {"account": earmark(fund), "day": SELECTED, "memo": "专项补助到账", "counterparty": "市财政局"} | facts
    maker = by or keeper()
    voucher = keep_voucher(fund, idem=uuid4(), by=maker, kind=EntryKind.RECEIPT, amount=amount, **told)
    return submit_voucher(voucher, by=maker)


def receive(fund: Fund, *, amount: int = 100_000_00, **facts: Any) -> Entry:
    return _entry(approve_voucher(write_receipt(fund, amount=amount, **facts), today=PAID, by=approver()))


def make_application(
    fund: Fund,
    households: Sequence[Household] = (),
    *,
    each: int | None = None,
    amount: int = 20_000_00,
    by: User | None = None,
    **facts: Any,
) -> Application:
    """For these households, `each` 分 where they share it."""
    told = {"use": Use.INDUSTRY, "what": "买菌棒", "reason": "12 户缺本钱", "payee": "青塘农资店"} | facts
    return apply_for(
        fund,
        ruled_out=list(NegativeUse),
        shares=[Share(household, each) for household in households],
        applied_on=APPLIED,
        by=by or make_user(Role.CADRE),
        amount=amount,
        **told,
    )


def agree(application: Application, *, approvers: int = 1, paper: StoredFile | None = None) -> Application:
    """Deliberated, approved, posted for the full term; `paper` are the minutes and the photo of the notice."""
    record_deliberation(
        application,
        held_on=HELD,
        present=40,
        agreed=36,
        chair="刘大山",
        words="同意",
        minutes=paper,
        by=make_user(Role.CADRE),
    )
    for _ in range(approvers):
        decide(application, agrees=True, decided_on=DECIDED, by=approver())
    days = application.fund.notice_days
    post_notice(
        application,
        posted_on=POSTED,
        ends_on=POSTED + timedelta(days=days),
        place="村务公开栏",
        photo=paper,
        by=make_user(Role.CADRE),
    )
    return application


def object_to_fund(application: Application, words: str = "名单里少了一户") -> FundObjection:
    """To the notice that hangs, not yet answered."""
    notice = application.notices.get(stopped_on=None)
    return object_to_notice(notice, raised_on=POSTED, words=words, by=make_user(Role.CADRE))


def write_payment(
    application: Application, *, amount: int = 10_000_00, by: User | None = None, **facts: Any
) -> Voucher:
    """Submitted, not yet approved."""
    maker = by or keeper()
    told = {
        "account": earmark(application.fund),
        "day": PAID,
        "memo": "付菌棒款",
        "counterparty": application.payee,
        "use": application.use,
        "application": application,
    } | facts
    voucher = keep_voucher(application.fund, idem=uuid4(), by=maker, kind=EntryKind.PAYMENT, amount=amount, **told)
    return submit_voucher(voucher, by=maker)


def pay(application: Application, *, amount: int = 10_000_00, **facts: Any) -> Entry:
    return _entry(approve_voucher(write_payment(application, amount=amount, **facts), today=PAID, by=approver()))


def _entry(entry: Entry | None) -> Entry:
    assert entry is not None  # noqa: S101 - below the limit one approval is enough
    return entry
