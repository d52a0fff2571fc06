"""The bank's CSV as banks write it, and what is refused with its row."""

from datetime import date
from pathlib import Path

import pytest

from funds.statements import read
from povertyplan.audit.refusal import Refused

FILE = Path(__file__).parents[1] / "data" / "bank-statement.csv"
HEAD = "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,流水号\n"


def refusal(text: str, encoding: str = "utf-8") -> str:
    with pytest.raises(Refused) as caught:
        read(text.encode(encoding))
    return caught.value.message


def test_bank_file_is_read_whole() -> None:
    """Lines, money in, money out and closing balance as the file's own truth says (expected.json)."""
    statement = read(FILE.read_bytes())
    assert len(statement.lines) == 60
    assert sum(line.paid_in for line in statement.lines) == 81_900_300
    assert sum(line.paid_out for line in statement.lines) == 21_530_050
    assert (statement.opening, statement.closing) == (0, 60_370_250)
    assert statement.lines[0].day == date(2017, 1, 15)


def test_utf_8_with_a_mark_is_read_too() -> None:
    text = HEAD + '2017-01-15,补助,,"2,000.50",2000.50,市财政局,1\n'
    assert read(b"\xef\xbb\xbf" + text.encode()).lines[0].paid_in == 200_050


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("20170115,a,,10,10,x,1\n20170116,b,,10,30,x,2\n", "第 3 行：上一行的余额加这一笔"),
        ("20170115,a,5,10,10,x,1\n", "第 2 行：借方和贷方要有一边有金额"),
        ("20170115,a,,10,10,x,\n", "第 2 行没有流水号"),
        ("20170230,a,,10,10,x,1\n", "第 2 行：日期“20170230”读不出来"),
        ("20170115,a,,10.005,10,x,1\n", "不是到分的数"),
        ("20170115,a,,NaN,10,x,1\n", "不是到分的数"),
        ("20170115,a,,十元,10,x,1\n", "读不出来"),
        ("20170116,a,,10,10,x,1\n20170115,b,,10,20,x,2\n", "第 3 行的日期早于上一行"),
        ("", "没有一笔流水"),
    ],
)
def test_wrong_row_is_named(rows: str, words: str) -> None:
    assert words in refusal(HEAD + rows)


def test_missing_column_is_named() -> None:
    assert "余额" in refusal("交易日期,借方发生额,贷方发生额,流水号\n20170115,,1,1\n")


def test_workbook_is_told_apart() -> None:
    with pytest.raises(Refused, match="Excel"):
        read(b"PK\x03\x04rest")


def test_picture_is_no_statement() -> None:
    with pytest.raises(Refused, match=r"不是文字表|找不到表头"):
        read(b"\x89PNG\r\n\x1a\n\0\0")
