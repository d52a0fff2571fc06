"""Two clients at once (P2), and random operations against a small model (P3).

`LEDGER_TRIALS=500 ./run test tests/funds/test_ledger_races.py` runs the races as often as the promise says.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from random import Random
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from funds.actions.vouchers import approve_voucher, reverse_entry, write_voucher
from funds.codes import FundSource
from funds.ledger import balances
from funds.models import Balance, Chain, Entry, Fund, Seal, Voucher
from funds.verification import sealed_entries, verify
from office.demo.funding import (
    PAID,
    agree,
    approver,
    earmark,
    keeper,
    make_application,
    make_fund,
    receive,
    write_payment,
    write_receipt,
)
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)

TRIALS = int(os.environ.get("LEDGER_TRIALS", "15"))


@pytest.fixture
def fund() -> Fund:
    return make_fund()


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each returned or raised, begun together on connections of their own."""
    start = Barrier(len(works))

    def work(job: Callable[[], object]) -> object:
        try:
            start.wait()
            return job()
        except (DatabaseError, Refused) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(work, works))


def test_same_form_twice_at_the_same_moment_is_one_voucher(fund: Fund) -> None:
    maker, account = keeper(), earmark(fund)
    told = {"kind": "receipt", "day": PAID, "account": account, "memo": "捐款", "counterparty": "某单位"}
    for trial in range(TRIALS):
        idem, facts = uuid4(), {**told, "amount": 100 + trial}
        done = at_once(
            *(lambda i=idem, f=facts: write_voucher(fund, idem=i, submits=True, by=maker, **f) for _ in range(2))
        )
        assert done[0] == done[1], done
        assert Voucher.objects.count() == trial + 1


def test_two_payments_of_80_out_of_100_never_both_go_through(fund: Fund) -> None:
    application = agree(make_application(fund, amount=10**9), approvers=2)
    judge = approver()
    for trial in range(TRIALS):
        receive(fund, amount=10_000)
        there = _bank(fund)
        vouchers = [write_payment(application, amount=there * 8 // 10) for _ in range(2)]
        done = at_once(*(lambda v=v: approve_voucher(v, today=PAID, by=judge) for v in vouchers))
        assert sum(isinstance(one, Entry) for one in done) == 1, (trial, done)
        assert _bank(fund) == there - there * 8 // 10
        Voucher.objects.filter(state="submitted").update(state="draft")
        Voucher.objects.filter(state="draft").delete()
    assert verify(fund).trouble is None


def test_one_voucher_approved_twice_at_once_is_one_entry(fund: Fund) -> None:
    judges = approver(), approver()
    for _ in range(TRIALS):
        voucher = write_receipt(fund, amount=100)
        done = at_once(*(lambda by=by, v=voucher: approve_voucher(v, today=PAID, by=by) for by in judges))
        assert len({one.pk for one in done if isinstance(one, Entry)}) == 1
    assert Entry.objects.count() == TRIALS
    assert list(Seal.objects.values_list("seq", flat=True)) == list(range(1, TRIALS + 1))


def test_entry_is_reversed_once_however_many_ask(fund: Fund) -> None:
    someone, judge = keeper(), approver()
    for _ in range(TRIALS):
        entry = receive(fund, amount=100)

        def mirror(entry: Entry = entry) -> Entry | None:
            voucher = reverse_entry(entry, idem=uuid4(), day=PAID, reason="记错", by=someone)
            return approve_voucher(voucher, today=PAID, by=judge)

        done = at_once(mirror, mirror)
        assert sum(isinstance(one, Entry) for one in done) == 1, done
    assert _bank(fund) == 0


@pytest.fixture(params=range(3))
def dice(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


def test_random_operations_agree_with_the_model(fund: Fund, dice: Random) -> None:
    """Receipts, payments and reversals in any order: the same are taken and refused as by a dictionary of sums."""
    application = agree(make_application(fund, amount=10**9), approvers=2)
    sources = [FundSource.SUBSIDY, FundSource.SPONSORSHIP]
    money = dict.fromkeys(sources, 0)
    posted: list[tuple[Entry, FundSource, int]] = []
    someone, judge = keeper(), approver()
    for step in range(25):
        what, source, amount = dice.choice(["in", "in", "out", "back"]), dice.choice(sources), dice.randint(1, 50_000)
        account, day = earmark(fund, source), PAID + timedelta(days=step % 5)
        if what == "back":
            if not posted:
                continue
            entry, source, amount = posted.pop(dice.randrange(len(posted)))
            taken = _taken(lambda e=entry, d=day: _reversed(e, d, someone, judge))
            amount = -amount
        elif what == "in":
            voucher = write_receipt(fund, amount=amount, account=account, day=day, by=someone)
            taken = _taken(lambda v=voucher: approve_voucher(v, today=PAID, by=judge))
        else:
            voucher = write_payment(application, amount=amount, account=account, day=day, by=someone)
            taken = _taken(lambda v=voucher: approve_voucher(v, today=PAID, by=judge))
            amount = -amount
        assert (taken is not None) == (money[source] + amount >= 0), (step, what, source, amount, money)
        if taken:
            money[source] += amount
            if what != "back":
                posted.append((taken, source, amount))
    assert {s: -Balance.objects.get(account=earmark(fund, s)).amount for s in sources} == money
    assert _bank(fund) == sum(money.values())
    summed = balances(sealed_entries(fund))
    assert {b.account_id: b.amount for b in Balance.objects.all() if b.amount} == {k: v for k, v in summed.items() if v}
    assert verify(fund).trouble is None
    assert Chain.objects.get(fund=fund).seq == Seal.objects.count()


def _reversed(entry: Entry, day: date, someone: User, judge: User) -> Entry | None:
    voucher = reverse_entry(entry, idem=uuid4(), day=max(day, entry.day), reason="记错", by=someone)
    return approve_voucher(voucher, today=PAID, by=judge)


def _taken(work: Callable[[], Entry | None]) -> Entry | None:
    """None where the books refuse for want of money; the voucher is given up then."""
    try:
        return work()
    except DatabaseError as error:
        if "balance_not_overdrawn" not in str(error):
            raise
        Voucher.objects.filter(state="submitted").update(state="draft")
        Voucher.objects.filter(state="draft").delete()
        return None


def _bank(fund: Fund) -> int:
    return Balance.objects.get(account__fund=fund, account__kind="bank").amount
