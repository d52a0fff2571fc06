"""Pilot villages' funds: the ledger that cannot be wrong, the rule of use in front of it, the bank beside it."""

from funds.models.application import (
    Application,
    ApplicationShare,
    Approval,
    Deliberation,
    FundNotice,
    FundObjection,
    FundOutcome,
)
from funds.models.bank import BankLine, BankMatch, BankStatement, PeriodClosing, StatementBalance
from funds.models.fund import NOTICE_DAYS, Account, Balance, Chain, Fund, FundScoped
from funds.models.ledger import MOST, Anchor, Entry, Posting, Seal
from funds.models.voucher import Voucher, VoucherFile

__all__ = [
    "MOST",
    "NOTICE_DAYS",
    "Account",
    "Anchor",
    "Application",
    "ApplicationShare",
    "Approval",
    "Balance",
    "BankLine",
    "BankMatch",
    "BankStatement",
    "Chain",
    "Deliberation",
    "Entry",
    "Fund",
    "FundNotice",
    "FundObjection",
    "FundOutcome",
    "FundScoped",
    "PeriodClosing",
    "Posting",
    "Seal",
    "StatementBalance",
    "Voucher",
    "VoucherFile",
]
