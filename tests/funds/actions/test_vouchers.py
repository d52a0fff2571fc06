"""From the keeper's draft to the one entry in the books (R6.3)."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from funds.actions.vouchers import (
    approve_voucher,
    correct_voucher,
    keep_voucher,
    post,
    return_voucher,
    reverse_entry,
    submit_voucher,
    take_back_voucher,
)
from funds.codes import VoucherState
from funds.models import Balance, Entry, Fund, Voucher
from office.demo.funding import (
    PAID,
    SELECTED,
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
from povertyplan.audit.refusal import Refused
from tests.refusals import broken_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund() -> Fund:
    return make_fund()


def bank(fund: Fund) -> int:
    return Balance.objects.get(account__fund=fund, account__kind="bank").amount


def test_approval_posts_one_entry_and_moves_the_money(fund: Fund) -> None:
    voucher = write_receipt(fund, amount=500_000)
    entry = approve_voucher(voucher, today=PAID, by=approver())
    assert entry is not None
    assert [leg.amount for leg in entry.postings.all()] == [500_000, -500_000]
    assert bank(fund) == 500_000


def test_approved_twice_is_one_entry(fund: Fund) -> None:
    voucher, judge = write_receipt(fund), approver()
    assert approve_voucher(voucher, today=PAID, by=judge) == approve_voucher(voucher, today=PAID, by=judge)
    assert Entry.objects.count() == 1


def test_same_form_twice_is_one_voucher(fund: Fund) -> None:
    someone, idem = keeper(), uuid4()
    facts = {"kind": "receipt", "amount": 100, "account": earmark(fund), "day": SELECTED, "memo": "补助"}
    first = keep_voucher(fund, idem=idem, by=someone, **facts)
    assert keep_voucher(fund, idem=idem, by=someone, **facts) == first


def test_same_form_with_other_facts_is_refused(fund: Fund) -> None:
    someone, idem = keeper(), uuid4()
    facts = {"kind": "receipt", "amount": 100, "account": earmark(fund), "day": SELECTED, "memo": "补助"}
    keep_voucher(fund, idem=idem, by=someone, **facts)
    with pytest.raises(Refused, match="内容不一样"):
        keep_voucher(fund, idem=idem, by=someone, **facts | {"amount": 200})
    assert Voucher.objects.count() == 1


def test_maker_cannot_approve(fund: Fund) -> None:
    voucher = write_receipt(fund)
    with pytest.raises(Refused, match="不能自己审批"):
        approve_voucher(voucher, today=PAID, by=voucher.made_by)


def test_draft_is_not_approved(fund: Fund) -> None:
    voucher = take_back_voucher(write_receipt(fund), by=keeper())
    with pytest.raises(Refused, match="还没有送审"):
        approve_voucher(voucher, today=PAID, by=approver())


def test_returned_voucher_is_corrected_and_sent_again(fund: Fund) -> None:
    voucher = return_voucher(write_receipt(fund), reason="金额不对", by=approver())
    assert (voucher.state, voucher.answer) == (VoucherState.RETURNED, "金额不对")
    someone = keeper()
    again = submit_voucher(correct_voucher(voucher, by=someone, amount=700), by=someone)
    assert (again.amount, again.made_by, again.answer) == (700, someone, "")


def test_return_needs_a_reason(fund: Fund) -> None:
    with pytest.raises(Refused, match="写上为什么退回"):
        return_voucher(write_receipt(fund), reason=" ", by=approver())


def test_submitted_voucher_is_taken_back_before_it_is_changed(fund: Fund) -> None:
    with pytest.raises(Refused, match="先拿回来"):
        correct_voucher(write_receipt(fund), by=keeper(), amount=1)


def test_posted_voucher_never_changes(fund: Fund) -> None:
    entry = receive(fund)
    with pytest.raises(Refused, match="只能冲红"):
        correct_voucher(entry.voucher, by=keeper(), amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=entry.voucher_id).update(memo="x")


def test_paper_number_is_used_once_in_a_fund(fund: Fund) -> None:
    write_receipt(fund, paper_no="记-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        write_receipt(fund, paper_no="记-1")
    assert write_receipt(make_fund(), paper_no="记-1").pk


def test_two_people_approve_above_the_limit(fund: Fund) -> None:
    receive(fund, amount=10_000_000)
    voucher = write_payment(agree(make_application(fund, amount=9_000_000), approvers=2), amount=5_000_001)
    first, second = approver(), approver()
    assert approve_voucher(voucher, today=PAID, by=first) is None
    assert approve_voucher(voucher, today=PAID, by=first) is None, "the same person is still one"
    entry = approve_voucher(voucher, today=PAID, by=second)
    assert entry is not None
    assert (entry.voucher.second_by, entry.approved_by) == (first, second)


def test_second_approval_is_asked_by_the_database_too(fund: Fund) -> None:
    receive(fund, amount=10_000_000)
    voucher = write_payment(agree(make_application(fund, amount=9_000_000), approvers=2), amount=5_000_001)

    def approve_alone() -> None:
        facts = {"state": "approved", "approved_by": approver(), "answered_on": PAID}
        Voucher.objects.filter(pk=voucher.pk).update(**facts)
        post(Voucher.objects.get(pk=voucher.pk))

    assert broken_rule(approve_alone) == "voucher_second_approval"


def test_reversal_is_the_mirror_and_only_once(fund: Fund) -> None:
    entry, someone = receive(fund, amount=300), keeper()
    mirror = approve_voucher(
        reverse_entry(entry, idem=uuid4(), day=PAID, reason="重复入账", by=someone), today=PAID, by=approver()
    )
    assert mirror is not None
    assert [leg.amount for leg in mirror.postings.all()] == [-300, 300]
    assert bank(fund) == 0
    entry.refresh_from_db()
    with pytest.raises(Refused, match="已经冲过"):
        reverse_entry(entry, idem=uuid4(), day=PAID, reason="再冲", by=someone)
    with pytest.raises(Refused, match="不能再冲"):
        reverse_entry(mirror, idem=uuid4(), day=PAID, reason="冲回来", by=someone)
