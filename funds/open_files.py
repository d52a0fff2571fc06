"""The chain as a file for everybody, and the script that goes through it with hashlib alone (R6.3).

The file holds each sealed body whole: numbers of accounts and of those who wrote and approved, no names; the SHA-256 of
the receipts, not the receipts; and the memo, which is public by rule (funds/public_words.py).
"""

import csv
import io
from pathlib import Path

from funds.codes import AccountKind, EntryKind
from funds.models import Account, Fund
from funds.verification import sealed_entries

HEADINGS = ("序号", "日期", "收支", "分", "专户科目", "验证码", "正文")
SCRIPT = Path(__file__).parent / "verify_open_file.py"


def chain_csv(fund: Fund) -> bytes:
    """UTF-8 with a mark, so that Excel reads it; a body begins with v1, so that no cell is taken for a formula."""
    bank = Account.objects.get(fund=fund, kind=AccountKind.BANK).pk
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for entry in sealed_entries(fund):
        money = sum(amount for account, amount in entry.legs if account == bank)
        kind = EntryKind(entry.kind).label
        writer.writerow([entry.seq, entry.day.isoformat(), kind, money, bank, entry.hash.hex(), entry.body])
    return file.getvalue().encode("utf-8-sig")


def script() -> bytes:
    return SCRIPT.read_bytes()
