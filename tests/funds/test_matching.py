"""Proposals for the keeper: never two for one, never where it is open which."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from funds.matching import BankSide, BookSide, proposals

DAY = date(2017, 3, 1)


def line(key: int, amount: int = 100, day: int = 0, counterparty: str = "") -> BankSide:
    return BankSide(key, DAY + timedelta(days=day), amount, f"S{key}", counterparty)


def entry(key: int, amount: int = 100, day: int = 0, bank_ref: str = "", counterparty: str = "") -> BookSide:
    return BookSide(key, DAY + timedelta(days=day), amount, bank_ref, counterparty)


def test_number_of_the_bank_comes_first() -> None:
    found = proposals([line(1)], [entry(7), entry(8, bank_ref="S1", day=40)])
    assert [(p.entry, p.why) for p in found] == [(8, "流水号相同")]


def test_same_money_some_days_apart() -> None:
    assert [p.why for p in proposals([line(1)], [entry(7, day=3)])] == ["金额相同，差 3 天"]
    assert proposals([line(1)], [entry(7, day=11)]) == []


def test_two_alike_are_left_to_a_person() -> None:
    assert proposals([line(1)], [entry(7), entry(8)]) == []


def test_counterparty_decides_between_two_alike() -> None:
    found = proposals([line(1, counterparty="市财政局")], [entry(7), entry(8, counterparty="市财政局")])
    assert [p.entry for p in found] == [8]


def test_money_out_is_never_money_in() -> None:
    assert proposals([line(1, amount=-100)], [entry(7, amount=100)]) == []


sides = st.lists(st.tuples(st.integers(-3, 3).filter(bool), st.integers(0, 20)), max_size=12)


@given(sides, sides)
def test_nothing_is_proposed_twice_and_money_agrees(bank: list[tuple[int, int]], books: list[tuple[int, int]]) -> None:
    lines = [line(key, amount, day) for key, (amount, day) in enumerate(bank)]
    entries = [entry(key, amount, day) for key, (amount, day) in enumerate(books)]
    found = proposals(lines, entries)
    assert len({p.line for p in found}) == len({p.entry for p in found}) == len(found)
    assert all(lines[p.line].amount == entries[p.entry].amount for p in found)
