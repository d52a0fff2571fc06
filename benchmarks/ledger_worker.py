"""A process that posts to funds' books until it is stopped; `benchmarks.ledger.worker` starts it.

Commands: `plan` makes funds and people, `write` goes through the actions and says each entry when it is acknowledged,
`post` sends as SQL what the approval of prepared vouchers sends, `bare` inserts two rows in a transaction, `check` goes
through the books.
"""

import json
import sys
import time
import uuid
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, transaction

from funds.actions.vouchers import approve_voucher, keep_voucher, submit_voucher
from funds.codes import EntryKind
from funds.models import Account, Chain, Entry, Fund, Seal, Voucher
from funds.verification import verify
from office.demo.funding import approver, earmark, keeper, make_fund
from povertyplan.accounts.models import User

DAY = date(2017, 9, 21)


def say(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def plan(funds: int) -> None:

    made = [make_fund() for _ in range(funds)]
    by, judge = keeper(), approver()
    say(funds=[[fund.pk, earmark(fund).pk] for fund in made], maker=by.pk, judge=judge.pk)


def write(funds: list[list[int]], maker: int, judge: int) -> None:
    """Until it is killed. A number whose answer did not come is sent again, until it is acknowledged."""

    number = 0
    while True:
        fund_key, account_key = funds[number % len(funds)]
        idem, number = uuid.uuid4(), number + 1
        while True:
            try:
                by, other = User.objects.get(pk=maker), User.objects.get(pk=judge)
                facts = {"kind": EntryKind.RECEIPT, "account": Account.objects.get(pk=account_key), "day": DAY}
                voucher = keep_voucher(
                    Fund.objects.select_related("village").get(pk=fund_key),
                    idem=idem,
                    by=by,
                    amount=100 + number,
                    memo="补助",
                    **facts,
                )
                if voucher.state == "draft":
                    voucher = submit_voucher(voucher, by=by)
                entry = approve_voucher(voucher, today=DAY, by=other)
                break
            except DatabaseError:
                connection.close()
                time.sleep(0.05)
        say(idem=str(idem), entry=entry.pk if entry else None)


def prepare(funds: list[list[int]], maker: int, count: int) -> list[tuple[int, int]]:
    """`count` submitted vouchers, spread over the funds: key and place of its fund."""

    rows = Voucher.objects.bulk_create(
        Voucher(
            fund_id=funds[n % len(funds)][0],
            account_id=funds[n % len(funds)][1],
            kind="receipt",
            day=DAY,
            amount=100,
            memo="补助",
            state="submitted",
            made_by_id=maker,
        )
        for n in range(count)
    )
    return [(row.pk, n % len(funds)) for n, row in enumerate(rows)]


APPROVE = """UPDATE funds_voucher SET state = 'approved', approved_by_id = %s, answered_on = day WHERE id = %s"""
ENTRY = """
INSERT INTO funds_entry (fund_id, voucher_id, idem, day, kind, use, memo, made_by_id, approved_by_id, posted_at)
SELECT fund_id, id, idem, day, kind, use, memo, made_by_id, approved_by_id, now() FROM funds_voucher WHERE id = %s
RETURNING id"""
LEGS = "INSERT INTO funds_posting (entry_id, account_id, amount) VALUES (%s, %s, 100), (%s, %s, -100)"


def post(seconds: float, funds: list[list[int]], maker: int, judge: int) -> None:
    """How many entries a second, each in a transaction of its own that ends with its seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fund_id, id FROM funds_account WHERE kind = 'bank'")
        banks = dict(cursor.fetchall())
    with transaction.atomic():
        vouchers = prepare(funds, maker, int(seconds * 2000))
    done, start = 0, time.perf_counter()
    for key, place in vouchers:
        fund, account = funds[place]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(APPROVE, [judge, key])
            cursor.execute(ENTRY, [key])
            entry = cursor.fetchone()[0]
            cursor.execute(LEGS, [entry, banks[fund], entry, account])
        done += 1
        if time.perf_counter() - start > seconds:
            break
    say(done=done, seconds=time.perf_counter() - start)


def bare(seconds: float) -> None:
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_bare (a, b) VALUES (%s, %s), (%s, %s)", [done, 100, done, -100])
        done += 1
    say(done=done, seconds=time.perf_counter() - start)


def check(idems: list[str]) -> None:
    """What is lost of the acknowledged, and what is wrong with the books."""

    there = set(map(str, Entry.objects.filter(idem__in=idems).values_list("idem", flat=True)))
    troubles = [verdict.trouble.words for fund in Fund.objects.all() if (verdict := verify(fund)).trouble]
    gaps = [chain.seq - Seal.objects.filter(fund=chain.fund_id).count() for chain in Chain.objects.all()]
    bare = Voucher.objects.filter(state="approved", entry__isnull=True).count()
    say(lost=len(set(idems) - there), entries=Entry.objects.count(), troubles=troubles, gaps=gaps, without_entry=bare)


COMMANDS = {"plan": plan, "write": write, "post": post, "bare": bare, "check": check}


def main() -> None:
    COMMANDS[sys.argv[1]](**json.loads(sys.argv[2]))
