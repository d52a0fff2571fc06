"""The parts of all receipts add up to the payments, and those of one receipt never to more than the receipt."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funds.traces import Flow, Part, parts

AMOUNTS = st.lists(st.integers(1, 10**9), max_size=30)


def flows(amounts: list[int], *, start: int = 0) -> list[Flow]:
    return [Flow(start + n, amount) for n, amount in enumerate(amounts)]


def summed(found: list[Part], side: str) -> dict[int, int]:
    sums: dict[int, int] = {}
    for part in found:
        key = getattr(part, side)
        sums[key] = sums.get(key, 0) + part.amount
    return sums


@given(AMOUNTS, AMOUNTS)
def test_every_fen_is_told_once(came: list[int], went: list[int]) -> None:
    paid = [amount for amount, upto in zip(went, accumulate(went), strict=True) if upto <= sum(came)]
    receipts, payments = flows(came), flows(paid, start=1000)
    found = parts(receipts, payments)
    assert summed(found, "payment") == {flow.key: flow.amount for flow in payments}
    of_receipts = summed(found, "receipt")
    assert all(of_receipts[flow.key] <= flow.amount for flow in receipts if flow.key in of_receipts)
    assert sum(of_receipts.values()) == sum(paid)
    assert all(part.amount > 0 for part in found)
    # First in, first out: before the last receipt that was touched all are used up.
    touched = [flow for flow in receipts if flow.key in of_receipts]
    assert [of_receipts[flow.key] for flow in touched[:-1]] == [flow.amount for flow in touched[:-1]]
    assert touched == receipts[: len(touched)]


def test_a_payment_is_split_where_a_receipt_ends() -> None:
    assert parts([Flow(1, 300), Flow(2, 500)], [Flow(8, 200), Flow(9, 400)]) == [
        Part(1, 8, 200),
        Part(1, 9, 100),
        Part(2, 9, 300),
    ]


def test_more_than_was_received_is_no_trace() -> None:
    with pytest.raises(ValueError, match="payment 9 is 1 more"):
        parts([Flow(1, 300)], [Flow(9, 301)])
