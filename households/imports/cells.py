"""Typed readers of cells: each takes what the workbook holds and gives one kind of value, or says what is wrong."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache, partial
from typing import Any

from households.identity import IdNumber, WrongNumber, parse
from households.identity import normal as normal_id
from households.imports.labels import LABELS
from povertyplan.shapes import holds_id_number
from povertyplan.ui.sheets.reading import Cell

Reader = Callable[[Cell], Any]

# Excel keeps 15 digits of a number; whatever is longer has lost its tail.
EXACT = 10**15
_EXPONENT = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff]")
_SPACE = re.compile(r"\s+")
_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_AMOUNT = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?|(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(\d{4})(?:年度?|\.0+|[-/.年]\d{1,2}(?:月|[-/.月]\d{1,2}日?)?|\d{2}(?:\d{2})?)?")
_PHONE = re.compile(r"\d{5,12}|\d{3,4}-\d{7,8}")
_YES = {"是", "有", "已参加", "参加", "√", "✓", "y", "yes", "true", "已解决", "安全", "已参保"}
_NO = {"否", "无", "未参加", "没有", "不参加", "×", "x", "n", "no", "false", "未解决", "不安全", "不是", "未参保"}


class BadCell(ValueError):
    """`code` is stable for programs; the message is for the person who corrects the cell."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@lru_cache(maxsize=8192)
def _clean(value: str) -> str:
    """Without control characters and the apostrophe that Excel shows; no spaces inside Chinese words."""
    value = _CONTROL.sub("", value).strip(" \t\r\n\u3000\xa0'’‘`")
    return _SPACE.sub("" if _CJK.search(value) else " ", value)


def plain(value: Cell) -> str:
    """Any cell as short text, for messages and comparison."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def _half_width(value: Cell) -> str:
    return unicodedata.normalize("NFKC", plain(value))


def text(value: Cell, *, most: int) -> str:
    kept = plain(value)
    if len(kept) > most:
        raise BadCell("too_long", f"超过 {most} 个字，写短一些")
    if len(kept) >= 18 and holds_id_number(kept):
        raise BadCell("id_number_in_text", "这一格里有整个身份证号，移到证件号码那一列")
    return kept


def number_text(value: Cell, *, most: int = 24) -> str:
    """A registry number. As a number it is right only as long as Excel kept all of its digits."""
    kept = _half_width(value).upper().replace(" ", "")
    if (isinstance(value, (int, float)) and not abs(value) < EXACT) or _EXPONENT.fullmatch(kept):
        raise BadCell("number_destroyed", "Excel 把编号变成了数字，后几位已经丢了。把这一列设成文本，重新填写")
    if not re.fullmatch(rf"[0-9A-Z-]{{4,{most}}}", kept):
        raise BadCell("number_shape", f"“{kept[:30]}”不是编号，应是 4 到 {most} 位数字或字母")
    return kept


def identity(value: Cell, *, today: date) -> IdNumber | None:
    """None for a cell with nothing but clutter."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not abs(value) < EXACT:  # not a number at all counts as destroyed too
            raise _destroyed(value)
        value = str(int(value))
    kept = normal_id(plain(value))
    if not kept:
        return None
    if _EXPONENT.fullmatch(kept):
        raise _destroyed(kept)
    try:
        return parse(kept, today=today)
    except WrongNumber as wrong:
        code = f"id_length_{len(kept)}" if wrong.code == "id_length" else wrong.code
        raise BadCell(code, wrong.message) from None


def _destroyed(value: float | str) -> BadCell:
    shown = value if isinstance(value, str) else f"{value:.5E}"
    return BadCell(
        "id_as_number",
        f"Excel 把证件号变成了数字 {shown}，后几位已经丢了。把这一列设成文本，按证件重新填写",
    )


def whole(value: Cell, *, least: int = 0, most: int) -> int:
    kept = re.sub(r"(人|口|个|户)$", "", _half_width(value))
    if not re.fullmatch(r"-?\d{1,9}(\.0+)?", kept):
        raise BadCell("not_whole", f"“{kept[:20]}”不是整数")
    number = int(float(kept))
    if not least <= number <= most:
        raise BadCell("out_of_range", f"{number} 不在 {least} 到 {most} 之间")
    return number


def months(value: Cell) -> int:
    kept = re.sub(r"个?月$", "", _half_width(value))
    if not re.fullmatch(r"-?\d{1,4}(\.0+)?", kept):
        raise BadCell("months_not_whole", f"“{kept[:20]}”不是整月数，填 0 到 12")
    number = int(float(kept))
    if not 0 <= number <= 12:
        raise BadCell(f"months_{number}", f"务工 {number} 个月，一年只有 12 个月，填 0 到 12")
    return number


def amount(value: Cell, *, places: int, most: int) -> Decimal:
    """A number of at most `places` decimals, half up, from 0 to `most`."""
    kept = re.sub(r"(元|亩|平方米|㎡|m2|公里)(/?年)?$", "", _half_width(value)).replace(",", "").strip("¥ ")
    if not _AMOUNT.fullmatch(kept) and not _EXPONENT.fullmatch(kept):
        raise BadCell("not_a_number", f"“{kept[:20]}”不是数")
    try:
        number = Decimal(kept).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        raise BadCell("not_a_number", f"“{kept[:20]}”不是数") from None
    if number < 0:
        raise BadCell("negative", f"{kept} 小于 0")
    if number > most:
        raise BadCell("out_of_range", f"{kept} 太大了，看看单位对不对")
    return number


def income(value: Cell) -> int:
    """分, from 元."""
    try:
        return int(amount(value, places=2, most=10**9) * 100)
    except BadCell as bad:
        if bad.code == "negative":
            raise BadCell("negative_income", f"人均纯收入 {plain(value)} 小于 0，核对后填写") from None
        raise


def year(value: Cell) -> int:
    if isinstance(value, date):
        return value.year
    found = _YEAR.fullmatch(_half_width(value))
    if not found:
        raise BadCell("not_a_year", f"“{plain(value)[:20]}”不是年份，写成 2014 这样")
    number = int(found[1])
    if not 1990 <= number <= 2100:
        raise BadCell("not_a_year", f"{number} 不像年份")
    return number


def day(value: Cell) -> date:
    found = _any_day(value)
    if not 1900 <= found.year <= 2100:
        raise BadCell("not_a_date", f"{found:%Y-%m-%d} 不像日期，看看年份对不对")
    return found


def _any_day(value: Cell) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and 20_000 <= value < 80_000:
        # The workbook's own count of days, in a cell that lost its date format.
        return date(1899, 12, 30) + timedelta(days=int(value))
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", str(value)).strip())
    if found:
        parts = [int(part) for part in found.groups() if part]
        try:
            return date(*parts)
        except ValueError:
            pass
    raise BadCell("not_a_date", f"“{plain(value)[:20]}”不是日期，写成 2016-06-01 这样")


def phone(value: Cell) -> str:
    kept = _half_width(value).replace(" ", "").replace("—", "-")
    if not _PHONE.fullmatch(kept):
        raise BadCell("phone_shape", f"“{kept[:20]}”不是电话号码，一格只写一个号码")
    return kept


def yes_no(value: Cell) -> bool:
    if isinstance(value, bool):
        return value
    kept = _half_width(value).lower()
    if kept in _YES:
        return True
    if kept in _NO:
        return False
    raise BadCell("not_yes_no", f"“{kept[:20]}”看不出是还是否，填“是”或“否”")


def one_of(value: Cell, *, table: str, code: str) -> str:
    """The national code of a label."""
    return _one_of(plain(value), table, code)


@lru_cache(maxsize=4096)
def _one_of(kept: str, table: str, code: str) -> str:
    found = LABELS[table].code(kept)
    if found is None:
        raise BadCell(code, f"没有“{kept[:20]}”这一项。{LABELS[table].advice(kept)}")
    return found


def causes(value: Cell) -> list[str]:
    known, unknown = LABELS["main_cause"].codes(str(value))
    if unknown:
        raise BadCell(
            "unknown_cause", f"没有“{unknown[0][:20]}”这个致贫原因。{LABELS['main_cause'].advice(unknown[0])}"
        )
    if len(known) > 2:
        raise BadCell("three_other_causes", f"写了 {len(known)} 个其他致贫原因，最多 2 个，留下主要的")
    return known


def health(value: Cell) -> list[str]:
    known, unknown = LABELS["health"].codes(str(value))
    if unknown:
        raise BadCell("unknown_health", f"没有“{unknown[0][:20]}”这种健康状况。{LABELS['health'].advice(unknown[0])}")
    if len(known) > 1 and "01" in known:
        raise BadCell("health_conflict", "写了“健康”又写了病或残疾，只留符合的")
    return sorted(known)


def coded(table: str) -> Reader:
    return partial(one_of, table=table, code=f"unknown_{table}")
