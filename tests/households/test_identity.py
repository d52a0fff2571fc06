"""ID document numbers (GB 11643; domain §3.4 and acceptance check 9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households.identity import WrongNumber, age, check_digit, masked, masked_on_paper, normal, parse

TODAY = date(2017, 11, 16)
GOOD = "420399197202136298"


def number(born: date, sequence: int) -> str:
    stem = f"420399{born:%Y%m%d}{sequence:03}"
    return stem + check_digit(stem)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999))
def test_each_well_made_number_is_read_whole(born: date, sequence: int) -> None:
    text = number(born, sequence)
    read = parse(text, today=TODAY)
    assert (read.text, read.birth_date, read.is_male) == (text, born, sequence % 2 == 1)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(born: date, sequence: int, place: int, step: int) -> None:
    text = number(born, sequence)
    wrong = text[:place] + str((int(text[place]) + step) % 10) + text[place + 1 :]
    with pytest.raises(WrongNumber):
        parse(wrong, today=TODAY)


@pytest.mark.parametrize("written", ["'420399197202136298", " 420399 19720213 6298　", "４２０３９９197202136298"])
def test_clutter_of_spreadsheets_is_taken_off(written: str) -> None:
    assert parse(written, today=TODAY).text == GOOD


def test_lower_case_x_becomes_upper() -> None:
    assert normal("42039919681118221x63") == "42039919681118221X63"


@pytest.mark.parametrize("written", ["42039920010804073753", "42039919681118221X63", "42039919681118221X63B1"])
def test_disability_certificates_are_numbers_too(written: str) -> None:
    read = parse(written, today=TODAY)
    assert read.resident == written[:18]
    assert read.disability == written[18:20]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("42039919720213629", "id_length"),
        ("4203991972021362981", "id_length"),
        ("420399197202136297", "id_check_digit"),
        ("420399197102306298", "id_bad_date"),
        (number(TODAY + timedelta(days=1), 1), "id_bad_date"),
        ("42O399197202136298", "id_characters"),
        (GOOD + "85", "id_characters"),
        (GOOD + "15", "id_characters"),
    ],
)
def test_wrong_number_says_why(written: str, code: str) -> None:
    with pytest.raises(WrongNumber) as wrong:
        parse(written, today=TODAY)
    assert wrong.value.code == code
    assert wrong.value.message.endswith(("请核对证件", "请核对身份证"))


def test_masks_never_show_what_makes_the_number_whole() -> None:
    assert masked(GOOD) == "4203**********6298"
    assert masked_on_paper(GOOD) == "420399********6298"
    assert masked("") == ""


@pytest.mark.parametrize(("on", "years"), [(date(2017, 2, 12), 44), (date(2017, 2, 13), 45)])
def test_age_grows_on_the_birthday(on: date, years: int) -> None:
    assert age(date(1972, 2, 13), on=on) == years
