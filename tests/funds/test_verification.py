"""What a superuser did to the books behind every rule is found, and named by its first place (P5, P6)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from funds.actions.funds import open_earmark
from funds.codes import FundSource
from funds.models import Anchor, Chain, Entry, Fund, Seal
from funds.verification import verify
from office.demo.funding import PAID, agree, earmark, make_application, make_fund, pay, receive

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def behind_the_rules() -> Iterator[Any]:
    """As a superuser who switches every trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        for table in ("funds_entry", "funds_posting", "funds_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in ("funds_entry", "funds_posting", "funds_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET ROLE povertyplan_app")


@pytest.fixture
def fund() -> Fund:
    """Five entries: three receipts, two payments."""
    fund = make_fund()
    for source in (FundSource.SUBSIDY, FundSource.SPONSORSHIP, FundSource.PUBLIC):
        receive(fund, account=earmark(fund, source), memo=f"收到|{source}；竖线和表情 🌾")
    application = agree(make_application(fund))
    pay(application, memo="付第一次")
    pay(application, memo="付第二次", amount=500_000)
    return fund


def altered(fund: Fund, *statements: str) -> str:
    with behind_the_rules() as cursor:
        for statement in statements:
            cursor.execute(statement)
    trouble = verify(fund).trouble
    return trouble.words if trouble else ""


def test_honest_books_verify(fund: Fund) -> None:
    verdict = verify(fund, anchors=True)
    assert (verdict.entries, verdict.trouble) == (5, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE funds_entry SET memo = memo || ' ' WHERE id = {entry}",
        "UPDATE funds_entry SET day = day - 1 WHERE id = {entry}",
        "UPDATE funds_entry SET use = 'medical' WHERE id = {entry}",
        "UPDATE funds_posting SET amount = amount * 2 WHERE entry_id = {entry}",
        "UPDATE funds_entry SET approved_by_id = (SELECT max(id) FROM accounts_user) WHERE id = {entry}",
    ],
)
def test_altered_entry_is_named(fund: Fund, statement: str) -> None:
    third = Seal.objects.get(fund=fund, seq=3)
    assert altered(fund, statement.format(entry=third.entry_id)) == "第 3 笔的内容被改过"


def test_unbalanced_leg_is_named(fund: Fund) -> None:
    second = Seal.objects.get(fund=fund, seq=2)
    words = altered(fund, f"DELETE FROM funds_posting WHERE entry_id = {second.entry_id} AND amount < 0")
    assert words == "第 2 笔借贷不平"


def test_removed_entry_is_named(fund: Fund) -> None:
    words = altered(fund, f"DELETE FROM funds_seal WHERE fund_id = {fund.pk} AND seq = 2")
    assert words == "第 2 笔不见了，接着的是第 3 笔"


def test_cut_tail_is_found_by_the_kept_head(fund: Fund) -> None:
    words = altered(fund, f"DELETE FROM funds_seal WHERE fund_id = {fund.pk} AND seq = 5")
    assert "账到第 4 笔为止，链尾记的是第 5 笔" in words


def test_reordered_entries_are_named(fund: Fund) -> None:
    words = altered(
        fund,
        f"UPDATE funds_seal SET seq = 99 WHERE fund_id = {fund.pk} AND seq = 2",
        f"UPDATE funds_seal SET seq = 2 WHERE fund_id = {fund.pk} AND seq = 3",
        f"UPDATE funds_seal SET seq = 3 WHERE fund_id = {fund.pk} AND seq = 99",
    )
    assert words == "第 2 笔接不上前一笔：顺序或者前一笔被改过"


def test_entry_put_in_without_a_seal_is_found(fund: Fund) -> None:
    statement = """
      INSERT INTO funds_entry (fund_id, voucher_id, idem, day, kind, use, memo, made_by_id, approved_by_id, posted_at)
      SELECT fund_id, v.id, gen_random_uuid(), e.day, e.kind, e.use, 'x', e.made_by_id, e.approved_by_id, now()
        FROM funds_entry e CROSS JOIN LATERAL (SELECT id FROM funds_voucher WHERE state <> 'approved' LIMIT 1) v LIMIT 1
    """
    from office.demo.funding import write_receipt

    write_receipt(fund)
    assert "没有封签" in altered(fund, statement)


def test_drifted_balance_is_found(fund: Fund) -> None:
    assert "余额和账目加起来不一样" in altered(fund, "UPDATE funds_balance SET amount = amount + 1 WHERE sign = 1")


def test_whole_chain_rewritten_is_found_by_what_was_printed(fund: Fund) -> None:
    """The one thing no chain inside the database can show: its tail was rewritten together with its head."""
    chain = Chain.objects.get(fund=fund)
    Anchor.objects.create(fund=fund, seq=chain.seq, hash=chain.head, printed_on=PAID)
    fourth = Seal.objects.get(fund=fund, seq=4)
    last = Entry.objects.get(seal__seq=5, fund=fund)
    with behind_the_rules() as cursor:
        cursor.execute("DELETE FROM funds_seal WHERE fund_id = %s AND seq = 5", [fund.pk])
        cursor.execute(
            "UPDATE funds_balance b SET amount = b.amount - p.amount FROM funds_posting p "
            "WHERE p.account_id = b.account_id AND p.entry_id = %s",
            [last.pk],
        )
        cursor.execute("DELETE FROM funds_posting WHERE entry_id = %s", [last.pk])
        cursor.execute("DELETE FROM funds_entry WHERE id = %s", [last.pk])
        cursor.execute("UPDATE funds_chain SET head = %s, seq = 4 WHERE fund_id = %s", [fourth.hash, fund.pk])
    assert verify(fund).trouble is None
    trouble = verify(fund, anchors=True).trouble
    assert trouble is not None
    assert trouble.words == "公示单上印过第 5 笔，账里没有"


def test_command_ends_with_1_and_names_the_entry(fund: Fund) -> None:
    out = StringIO()
    call_command("verify_ledger", anchors=True, json=True, stdout=out)
    assert json.loads(out.getvalue())["funds"][0]["problem"] == ""
    third = Seal.objects.get(fund=fund, seq=3)
    altered(fund, f"UPDATE funds_entry SET memo = 'x' WHERE id = {third.entry_id}")
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_ledger", json=True, stdout=out)
    assert ended.value.code == 1
    row = json.loads(out.getvalue())["funds"][0]
    assert (row["seq"], row["entry"], row["problem"]) == (3, third.entry_id, "第 3 笔的内容被改过")


def test_earmark_asked_for_twice_is_one(fund: Fund) -> None:
    once = open_earmark(fund, source=FundSource.PUBLIC, use="schooling", by=None)
    assert open_earmark(fund, source=FundSource.PUBLIC, use="schooling", by=None) == once
