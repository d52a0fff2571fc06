"""The words for figures: gaps, steadiness, what cannot be meant."""

from datetime import date
from typing import Any

import pytest

from households.incomes import (
    Incomes,
    gap_words,
    ledger,
    objection,
    own_against_line,
    result,
    steadiness,
)
from households.models import NetIncome

ON = date(2017, 11, 16)


def year(number: int, per_capita: int, *, line: int | None = 3300, own: int | None = None, **facts: Any) -> NetIncome:
    """Figures in 元 a person of a household of one."""
    fen = per_capita * 100
    own_fen = fen if own is None else own * 100
    figures: dict[str, Any] = {
        "year": number,
        "people": 1,
        "is_estimate": False,
        "wage": own_fen,
        "transfer": fen - own_fen,
        "net": fen,
        "per_capita": fen,
        "line": None if line is None else line * 100,
        "is_above": None if line is None else per_capita > line,
    }
    net = NetIncome(**figures | facts)
    net.wage_each = net.own_each = own_fen
    net.business_each = net.property_each = 0
    net.transfer_each = fen - own_fen
    net.transfer_share = None if fen <= 0 else round((fen - own_fen) * 100 / fen)
    return net


@pytest.mark.parametrize(
    ("net", "words"),
    [
        (year(2017, 3120, is_estimate=True), "今年预计差 180 元"),
        (year(2017, 4860), "今年过线 1,560 元"),
        (year(2016, 3120), "2016 年差 180 元"),
        (year(2016, 3300), "2016 年没有过线"),
        (year(2016, 3300, is_above=True), "2016 年刚过线"),
        (year(2016, 3120, line=None), "2016 年未设定标准线，不判断"),
    ],
)
def test_gap_is_said(net: NetIncome, words: str) -> None:
    assert gap_words(net, on=ON) == words


def test_result_names_the_line_of_its_year() -> None:
    assert result(year(2017, 3120)) == "2017 年人均 3,120 元，比 2017 年标准线 3,300 元低 180 元"
    assert result(year(2021, 3120, line=None)) == "2021 年人均 3,120 元，2021 年未设定标准线，不判断"


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ([year(2015, 2340), year(2016, 3120), year(2017, 4860, own=3985)], "3 年都在涨，去掉补助还有 3,985 元"),
        ([year(2014, 2340), year(2017, 4860, own=3985)], "登记的 2 年都在涨，去掉补助还有 3,985 元"),
        ([year(2015, 3340), year(2016, 3120), year(2017, 4860)], "2016 年没有涨，没有靠补助"),
        ([year(2017, 2000, own=0)], "只登记了 1 年，看不出稳不稳，全靠补助"),
        ([], ""),
    ],
)
def test_steadiness_is_said(years: list[NetIncome], words: str) -> None:
    assert steadiness(years) == words


def test_own_income_stands_against_the_line_where_there_is_one() -> None:
    assert own_against_line(year(2017, 4860, own=3985)) == "去掉补助还有 3,985 元，高于 2017 年标准线 3,300 元"
    assert own_against_line(year(2017, 4860, own=3300)) == "去掉补助还有 3,300 元，不到 2017 年标准线 3,300 元"
    assert own_against_line(year(2017, 4860, own=3985, line=None)) == "去掉补助还有 3,985 元"


@pytest.mark.parametrize(
    ("item", "fen", "is_refused"),
    [
        ("W1", 999, True),
        ("W1", 1000, False),
        ("T1", 99, True),
        ("T1", 100, False),
        ("P9", 325, False),
        ("K1", 0, True),
        ("N7", 100_000_000, False),
        ("N7", 100_000_001, True),
    ],
)
def test_amount_that_cannot_be_meant(item: str, fen: int, is_refused: bool) -> None:
    assert (objection(item, fen) is not None) is is_refused


def test_years_that_nobody_registered_are_named() -> None:
    assert Incomes([year(2015, 3000)], on=ON).missing(2014) == [2014, 2016, 2017]


def test_chart_marks_the_estimate_and_a_year_without_a_line() -> None:
    chart = Incomes([year(2016, 3120, line=None), year(2017, 3120, own=2000, is_estimate=True)], on=ON).chart
    first, last = chart.years
    assert (first.line, first.is_above, first.verdict) == (None, None, "未设定线")
    assert (last.label, last.verdict, last.is_estimate) == ("2017 预计", "差 180", True)
    assert last.parts == (1120, 2000, 0, 0)
    assert chart.finding == "人均纯收入：2016 年 3,120 元，2017 年预计 3,120 元；今年预计差 180 元"


def test_ledger_keeps_apart_what_does_not_count_and_nothing_is_not_zero() -> None:
    nets = [
        year(2016, 3000, pk=1, business=0, property_income=0, cost=0),
        year(2017, 3100, pk=2, business=0, property_income=0, cost=0),
    ]
    counted, apart = ledger(nets, {1: {"W1": 300000}, 2: {"W2": 310000, "N1": 50000}})
    cells = {row.label: row.cells for row in counted}
    assert cells["外出务工"] == (300000, None)
    assert cells["工资性收入"] == (300000, 310000)
    assert "财产性收入" not in cells
    assert [(row.label, row.cells) for row in apart] == [("慰问、捐赠", (None, 50000))]
    assert "慰问、捐赠" not in cells
