from datetime import date

import pytest
from django.core.exceptions import ValidationError

from office.demo.builders import id_number
from povertyplan.shapes import holds_id_number, is_phone

NUMBER = id_number(date(1971, 3, 5), 14)


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        f"身份证{NUMBER}，已看过",
        NUMBER[:17] + "x",
        f"{NUMBER}43",
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER),
    ],
)
def test_id_number_is_found_in_text(text: str) -> None:
    assert holds_id_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "种了 12 亩柑橘",
        "10020463057",
        "10020463057、10020463058",
        "4203990012014010101",
        "91420399000000000X",
        "2017-11-02",
    ],
)
def test_other_numbers_are_not_id_numbers(text: str) -> None:
    assert not holds_id_number(text)


@pytest.mark.parametrize("text", ["10020463057", "0719-5223344", "5223344", "96318"])
def test_telephone_numbers(text: str) -> None:
    is_phone(text)


@pytest.mark.parametrize("text", ["无", "100 2046 3057", "<b>", "٣٣٣٣٣٣", NUMBER, "1002046305710020463058"])
def test_what_is_no_telephone_number(text: str) -> None:
    with pytest.raises(ValidationError):
        is_phone(text)
