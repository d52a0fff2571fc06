"""The bank's statement as a CSV file (银行流水): GB18030 or UTF-8, lines of a title above the headings, 元 as text."""

import csv
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from povertyplan.audit.refusal import Refused

MOST_BYTES = 5 * 1024 * 1024
HEADINGS: Mapping[str, str] = {
    "交易日期": "day",
    "日期": "day",
    "记账日期": "day",
    "摘要": "summary",
    "借方发生额": "paid_out",
    "支出": "paid_out",
    "贷方发生额": "paid_in",
    "收入": "paid_in",
    "余额": "balance",
    "账户余额": "balance",
    "对方户名": "counterparty",
    "流水号": "serial",
    "交易流水号": "serial",
}
NEEDED = {"day": "交易日期", "paid_out": "借方发生额", "paid_in": "贷方发生额", "balance": "余额", "serial": "流水号"}
_DAYS = ("%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d")


@dataclass(frozen=True)
class StatementLine:
    """Money in 分; `row` as the file counts, from 1."""

    row: int
    serial: str
    day: date
    summary: str
    paid_out: int
    paid_in: int
    balance: int
    counterparty: str

    @property
    def amount(self) -> int:
        return self.paid_in - self.paid_out


@dataclass(frozen=True)
class Statement:
    """`title` is what stands above the headings, e.g. the account's name."""

    title: tuple[str, ...]
    lines: tuple[StatementLine, ...]

    @property
    def opening(self) -> int:
        first = self.lines[0]
        return first.balance - first.amount

    @property
    def closing(self) -> int:
        return self.lines[-1].balance


def read(content: bytes) -> Statement:
    """Raises Refused with the row, where a line cannot be read or the bank's own balance does not go on."""
    rows = list(csv.reader(io.StringIO(_text(content))))
    position, columns = _headings(rows)
    lines = tuple(_line(number, row, columns) for number, row in _data(rows, position))
    if not lines:
        raise Refused("对账单里没有一笔流水，看看选对文件没有", field="file")
    _follow(lines)
    title = tuple(" ".join(cell for cell in row if cell.strip()) for row in rows[:position] if any(row))
    return Statement(title, lines)


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Refused("对账单超过 5 MB，分月导出再导入", field="file")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused("这是 Excel 文件。在网银里导出 CSV，或者在 Excel 里另存为 CSV 再选", field="file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("这个文件不是文字表，从网银导出 CSV 再选", field="file")


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for position, row in enumerate(rows[:30]):
        found = {HEADINGS[cell.strip()]: n for n, cell in enumerate(row) if cell.strip() in HEADINGS}
        if "serial" in found or "balance" in found:
            missing = [label for name, label in NEEDED.items() if name not in found]
            if missing:
                raise Refused(f"对账单缺这几列：{'、'.join(missing)}", field="file")
            return position, found
    raise Refused("找不到表头，要有交易日期、借方发生额、贷方发生额、余额、流水号", field="file")


def _data(rows: Sequence[Sequence[str]], position: int) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in enumerate(rows[position + 1 :], position + 2):
        if any(cell.strip() for cell in row):
            yield number, row


def _line(number: int, row: Sequence[str], columns: Mapping[str, int]) -> StatementLine:
    def cell(name: str) -> str:
        place = columns.get(name)
        return row[place].strip().strip("\t'") if place is not None and place < len(row) else ""

    paid_out, paid_in = _fen(number, cell("paid_out")), _fen(number, cell("paid_in"))
    if bool(paid_out) == bool(paid_in):
        raise Refused(f"第 {number} 行：借方和贷方要有一边有金额", field="file")
    if not cell("serial"):
        raise Refused(f"第 {number} 行没有流水号", field="file")
    return StatementLine(
        row=number,
        serial=cell("serial")[:40],
        day=_day(number, cell("day")),
        summary=cell("summary")[:60],
        paid_out=paid_out,
        paid_in=paid_in,
        balance=_fen(number, cell("balance")),
        counterparty=cell("counterparty")[:60],
    )


def _day(number: int, text: str) -> date:
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise Refused(f"第 {number} 行：日期“{text}”读不出来", field="file")


def _fen(number: int, text: str) -> int:
    if not text:
        return 0
    try:
        yuan = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Refused(f"第 {number} 行：金额“{text}”读不出来", field="file") from None
    fen = yuan * 100
    if not yuan.is_finite() or fen != fen.to_integral_value() or abs(fen) > 10**13:
        raise Refused(f"第 {number} 行：金额“{text}”不是到分的数", field="file")
    return int(fen)


def _follow(lines: Sequence[StatementLine]) -> None:
    """A line that was left out shows in the balance of the next one."""
    for before, line in itertools.pairwise(lines):
        if line.day < before.day:
            raise Refused(f"第 {line.row} 行的日期早于上一行，按日期先后导出再选", field="file")
        if before.balance + line.amount != line.balance:
            raise Refused(f"第 {line.row} 行：上一行的余额加这一笔，不等于这一行的余额，中间少了一笔", field="file")
