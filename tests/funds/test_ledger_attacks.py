"""The ledger against whoever can run SQL as the app role (P1–P4): each attack is refused, the books still verify."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from funds.models import Account, Balance, Chain, Entry, Fund, Posting, Seal
from funds.verification import verify
from office.demo.funding import (
    PAID,
    POSTED,
    agree,
    approver,
    earmark,
    make_application,
    make_fund,
    pay,
    receive,
    write_receipt,
)
from povertyplan.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund() -> Fund:
    return make_fund()


@pytest.fixture
def entry(fund: Fund) -> Entry:
    return receive(fund)


@pytest.fixture(autouse=True)
def books_still_verify(fund: Fund) -> Iterator[None]:
    yield
    assert verify(fund).trouble is None


def run(*statements: str, **values: object) -> None:
    """In one transaction, with the rules that wait for its end asked too."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in [*statements, "SET CONSTRAINTS ALL IMMEDIATE"]:
            cursor.execute(statement, values)


def refused(*statements: str, **values: object) -> str:
    """Name of the broken rule, or the error's code."""
    with pytest.raises(DatabaseError) as caught:
        run(*statements, **values)
    diagnosis = caught.value.__cause__.diag
    return diagnosis.constraint_name or diagnosis.sqlstate


APPROVE = """
UPDATE funds_voucher SET state = 'approved', approved_by_id = %(approver)s, answered_on = day WHERE id = %(voucher)s
"""
INSERT_ENTRY = """
INSERT INTO funds_entry (id, fund_id, voucher_id, idem, day, kind, use, memo, made_by_id, approved_by_id, posted_at)
VALUES (%(id)s, %(fund)s, %(voucher)s, %(idem)s, %(day)s, %(kind)s, '', 'x', %(maker)s, %(approver)s, now())
"""
INSERT_LEG = "INSERT INTO funds_posting (entry_id, account_id, amount) VALUES (%(id)s, {account}, {amount})"


def of_voucher(fund: Fund, **facts: object) -> dict[str, object]:
    """What an entry forged on a voucher over 5,000 元 needs."""
    voucher = write_receipt(fund, amount=500_000)
    return {
        "id": 9_000_000,
        "fund": fund.pk,
        "voucher": voucher.pk,
        "idem": uuid4(),
        "day": voucher.day,
        "kind": "receipt",
        "maker": voucher.made_by_id,
        "approver": approver().pk,
        "bank": Account.objects.get(fund=fund, kind="bank").pk,
        "earmark": earmark(fund).pk,
    } | facts


def leg(account: str, amount: int) -> str:
    return INSERT_LEG.format(account=f"%({account})s", amount=amount)


BALANCED = (leg("bank", 500_000), leg("earmark", -500_000))


@pytest.mark.parametrize("date_style", ["ISO", "German", "SQL, MDY"])
def test_honest_entry_by_sql_is_taken(fund: Fund, date_style: str) -> None:
    """So that the attacks below fail for their own reason; how the session writes days changes no hash (P6)."""
    run(
        f"SET LOCAL datestyle = '{date_style}'",
        APPROVE,
        INSERT_ENTRY,
        *BALANCED,
        "SET LOCAL datestyle = 'ISO'",
        **of_voucher(fund),
    )
    assert Balance.objects.get(account__fund=fund, account__kind="bank").amount == 500_000


def test_entry_without_legs(fund: Fund) -> None:
    assert refused(APPROVE, INSERT_ENTRY, **of_voucher(fund)) == "entry_balanced"


def test_entry_of_one_leg(fund: Fund) -> None:
    assert refused(APPROVE, INSERT_ENTRY, leg("bank", 500_000), **of_voucher(fund)) == "entry_balanced"


def test_entry_that_does_not_balance(fund: Fund) -> None:
    legs = leg("bank", 500_000), leg("earmark", -499_999)
    assert refused(APPROVE, INSERT_ENTRY, *legs, **of_voucher(fund)) == "entry_balanced"


@pytest.mark.parametrize("amount", [0, 10**11 + 1, -(10**11) - 1])
def test_leg_of_nothing_or_too_much(fund: Fund, amount: int) -> None:
    assert refused(APPROVE, INSERT_ENTRY, leg("bank", amount), **of_voucher(fund)) == "posting_amount_range"


def test_more_money_than_the_voucher_says(fund: Fund) -> None:
    legs = leg("bank", 500_001), leg("earmark", -500_001)
    assert refused(APPROVE, INSERT_ENTRY, *legs, **of_voucher(fund)) == "entry_of_the_voucher"


def test_leg_on_an_account_of_another_fund(fund: Fund) -> None:
    facts = of_voucher(fund, earmark=earmark(make_fund()).pk)
    assert refused(APPROVE, INSERT_ENTRY, *BALANCED, **facts) == "posting_in_its_fund"


def test_entry_on_a_voucher_that_waits(fund: Fund) -> None:
    assert refused(INSERT_ENTRY, *BALANCED, **of_voucher(fund)) == "entry_of_the_voucher"


def test_entry_approved_by_its_maker(fund: Fund) -> None:
    facts = of_voucher(fund)
    entry = INSERT_ENTRY.replace("%(approver)s", "%(maker)s")
    assert refused(APPROVE, entry, *BALANCED, **facts) == "entry_of_the_voucher"


def test_second_entry_on_one_voucher(fund: Fund) -> None:
    facts = of_voucher(fund)
    run(APPROVE, INSERT_ENTRY, *BALANCED, **facts)
    again = facts | {"id": 9_000_001, "idem": uuid4()}
    assert refused(INSERT_ENTRY, **again) == "funds_entry_voucher_id_key"


def test_voucher_approved_by_its_maker(fund: Fund) -> None:
    voucher = write_receipt(fund)
    statement = (
        "UPDATE funds_voucher SET state = 'approved', approved_by_id = made_by_id, answered_on = day WHERE id = %(v)s"
    )
    assert refused(statement, v=voucher.pk) == "voucher_approved_by_another"


def test_voucher_approved_without_an_entry(fund: Fund, cadre: User) -> None:
    voucher = write_receipt(fund)
    statement = (
        "UPDATE funds_voucher SET state = 'approved', approved_by_id = %(by)s, answered_on = day WHERE id = %(v)s"
    )
    assert refused(statement, v=voucher.pk, by=cadre.pk) == "voucher_has_its_entry"


def test_amount_changed_while_approving(fund: Fund, cadre: User) -> None:
    voucher = write_receipt(fund)
    statement = (
        "UPDATE funds_voucher SET state = 'approved', amount = amount + 1, approved_by_id = %(by)s, answered_on = day "
        "WHERE id = %(v)s"
    )
    assert refused(statement, v=voucher.pk, by=cadre.pk) == "voucher_approved_as_submitted"


def test_early_seal_and_then_two_legs_more(fund: Fund) -> None:
    """The finding of the study: sealing early must not open the entry again."""
    more = leg("bank", 100), leg("earmark", -100)
    attack = (APPROVE, INSERT_ENTRY, *BALANCED, "SET CONSTRAINTS ALL IMMEDIATE", *more)
    assert refused(*attack, **of_voucher(fund)) == "posting_before_the_seal"


def test_leg_slipped_into_a_sealed_entry(entry: Entry) -> None:
    statement = (
        "INSERT INTO funds_posting (entry_id, account_id, amount) SELECT %(e)s, account_id, 1 FROM funds_posting"
    )
    assert refused(statement, e=entry.pk) == "posting_before_the_seal"


@pytest.mark.parametrize("table", ["funds_entry", "funds_posting", "funds_seal", "funds_balance", "funds_chain"])
@pytest.mark.parametrize(
    "attack", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"]
)
def test_ledger_is_append_only(entry: Entry, table: str, attack: str) -> None:
    column = {"funds_entry": "memo", "funds_posting": "amount", "funds_balance": "amount", "funds_chain": "head"}
    statement = attack.format(table=table, column=column.get(table, "hash"))
    assert refused(statement) == "42501"  # insufficient privilege


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO funds_seal (fund_id, seq, entry_id, prev, hash, version) VALUES (1, 9, 1, '', '', 1)",
        "INSERT INTO funds_balance (account_id, sign, amount) VALUES (1, 1, 100)",
        "INSERT INTO funds_chain (fund_id, head, seq) VALUES (1, '', 0)",
        "ALTER TABLE funds_balance DROP CONSTRAINT balance_not_overdrawn",
        "ALTER TABLE funds_entry DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        # Before the real one on the search path it would blind the owner's triggers.
        "CREATE TEMPORARY TABLE funds_seal (fund_id bigint, seq bigint, entry_id bigint)",
        "DROP FUNCTION funds_payment_obstacles(bigint, bigint, bigint, date, bigint, text)",
    ],
)
def test_app_role_cannot_get_behind_the_rules(entry: Entry, attack: str) -> None:
    assert refused(attack) == "42501"


def test_triggers_are_not_switched_off_by_a_setting(fund: Fund) -> None:
    names = "SELECT array_agg(tgname)::text FROM pg_trigger WHERE tgrelid = 'funds_entry'::regclass"
    attack = f"SELECT set_config('pgtrigger.ignore', ({names}), true)"
    assert refused(attack, APPROVE, INSERT_ENTRY, **of_voucher(fund)) == "entry_balanced"


def test_spending_more_than_there_is(fund: Fund) -> None:
    receive(fund, amount=5_000_00)
    assert _overspent(fund)


def _overspent(fund: Fund) -> bool:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        pay(agree(make_application(fund)), amount=5_000_01)
    return caught.value.__cause__.diag.constraint_name == "balance_not_overdrawn"


def test_spending_money_kept_for_another_use(fund: Fund) -> None:
    from funds.actions.funds import open_earmark
    from funds.codes import FundSource, Use

    schooling = open_earmark(fund, source=FundSource.PUBLIC, use=Use.SCHOOLING, by=None)
    receive(fund, account=schooling, use=Use.SCHOOLING)
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        pay(agree(make_application(fund)), account=schooling)
    assert caught.value.__cause__.diag.constraint_name == "entry_use_of_the_earmark"


def test_paying_before_the_notice_is_over(fund: Fund) -> None:
    receive(fund)
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        pay(agree(make_application(fund)), day=POSTED + timedelta(days=10))
    assert caught.value.__cause__.diag.constraint_name == "payment_notice_not_over"


def test_notice_shorter_than_its_term(fund: Fund) -> None:
    agree(make_application(fund))
    assert refused("UPDATE funds_fundnotice SET ends_on = posted_on + 9") == "fundnotice_full_term"


def test_entry_on_another_day_than_its_voucher(fund: Fund) -> None:
    facts = of_voucher(fund, day=date(2017, 2, 1))
    assert refused(APPROVE, INSERT_ENTRY, *BALANCED, **facts) == "entry_of_the_voucher"


def test_day_in_the_future(fund: Fund) -> None:
    facts = of_voucher(fund, day=date(2099, 1, 1))
    assert refused(APPROVE, INSERT_ENTRY, *BALANCED, **facts) == "entry_day_has_come"


def test_sequence_has_no_gap(fund: Fund) -> None:
    receive(fund)
    with pytest.raises(DatabaseError), transaction.atomic():
        pay(agree(make_application(fund)), amount=10**9)
    receive(fund, day=PAID)
    assert list(Seal.objects.filter(fund=fund).values_list("seq", flat=True)) == [1, 2]
    assert Chain.objects.get(fund=fund).seq == 2


def test_posting_rows_are_only_what_entries_say(entry: Entry) -> None:
    assert Posting.objects.filter(entry=entry).count() == 2
