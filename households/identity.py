"""ID document numbers: GB 11643 resident numbers (18) and disability certificates built on them (20 or 22).

A disability certificate is the resident number, a category digit 1–7, a grade digit 1–4, and for a reissued one
`B` with a counter (domain §3.4).
"""

import re
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
_CLUTTER = re.compile(r"[\s'‘’`\u3000]")
_SHAPE = re.compile(r"\d{17}[\dX](?:[1-7][1-4](?:B\d)?)?", re.ASCII)


class WrongNumber(ValueError):
    """Why the text is no ID number; `code` is stable for programs, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class IdNumber:
    """A checked number. `text` is normal: no spaces or apostrophes, X in upper case, full-width made half."""

    text: str

    @property
    def resident(self) -> str:
        """The 18 characters that name the person."""
        return self.text[:18]

    @property
    def birth_date(self) -> date:
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def is_male(self) -> bool:
        return int(self.text[16]) % 2 == 1

    @property
    def disability(self) -> str:
        """Category and grade digits of a certificate, e.g. "43"; empty for a resident number."""
        return self.text[18:20]


def normal(raw: str) -> str:
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in raw)
    return _CLUTTER.sub("", half).upper()


def check_digit(seventeen: str) -> str:
    return CHECK_DIGITS[sum(int(d) * w for d, w in zip(seventeen, WEIGHTS, strict=True)) % 11]


def parse(raw: str, *, today: date) -> IdNumber:
    """The number in `raw`, or WrongNumber with a sentence that says what to look at."""
    text = normal(raw)
    if len(text) not in (18, 20, 22):
        raise WrongNumber("id_length", f"有 {len(text)} 位，应是 18 位身份证号，或 20、22 位残疾证号，请核对证件")
    if not _SHAPE.fullmatch(text):
        raise WrongNumber("id_characters", "含有不该有的字符，请核对证件")
    number = IdNumber(text)
    try:
        born = number.birth_date
    except ValueError:
        day = f"{text[6:10]}-{text[10:12]}-{text[12:14]}"
        raise WrongNumber("id_bad_date", f"出生日期 {day} 不存在，请核对证件") from None
    if born.year < 1900:
        raise WrongNumber("id_bad_date", f"出生日期 {born:%Y-%m-%d} 太早，请核对证件")
    if born > today:
        raise WrongNumber("id_bad_date", f"出生日期 {born:%Y-%m-%d} 还没有到，请核对证件")
    if check_digit(text[:17]) != text[17]:
        raise WrongNumber("id_check_digit", "最后一位校验码对不上，多半是有一位写错了，请核对证件")
    return number


def masked(text: str) -> str:
    """For screens: 4203**********0014."""
    return f"{text[:4]}**********{text[14:18]}" if len(text) >= 18 else "*" * len(text)


def masked_on_paper(text: str) -> str:
    """For the bag: 420399********0014. It hides exactly the birth date, so no birth date may stand beside it."""
    return f"{text[:6]}********{text[14:18]}" if len(text) >= 18 else "*" * len(text)


def age(born: date, *, on: date) -> int:
    """Full years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
