"""The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last one checks the others."""

from typing import NamedTuple

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(3**n % 31 for n in range(17))
SHAPE = r"^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$"


def check_character(seventeen: str) -> str:
    """Raises ValueError for a character that the standard does not use (I, O, S, V, Z)."""
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


class Fault(NamedTuple):
    """`code` is stable for programs, the message is for the person who wrote it."""

    code: str
    message: str


def fault(code: str) -> Fault | None:
    if len(code) != 18:
        return Fault("credit_code_length", f"统一社会信用代码是 18 位，现在是 {len(code)} 位")
    strange = sorted(set(code) - set(_ALPHABET))
    if strange:
        said = "、".join(strange)
        return Fault("credit_code_character", f"统一社会信用代码里没有 {said} 这样的字符，核对营业执照")
    if not code[2:8].isdigit():
        return Fault("credit_code_character", "统一社会信用代码第 3 到 8 位是登记机关代码，只有数字")
    if check_character(code[:17]) != code[17]:
        return Fault("credit_code_check", "统一社会信用代码的校验位不对，核对营业执照")
    return None


def objection(code: str) -> str:
    """What is wrong with it, in one sentence; "" where nothing is."""
    found = fault(code)
    return found.message if found else ""
