"""Acceptance of the unified social credit code (GB 32100-2015)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.credit_code import check_character, objection
from office.demo.giving import credit_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GOOD = "91420399MA4H1HG7GH"


def test_code_of_the_list_is_accepted() -> None:
    assert objection(GOOD) == ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (GOOD[:17], "18 位，现在是 17 位"),
        (GOOD + "1", "18 位，现在是 19 位"),
        ("91420399MA4H1HG7GI", "没有 I 这样的字符"),
        (GOOD.lower(), "这样的字符"),
        ("91A20399MA4H1HG7GH", "只有数字"),
        ("91420399MA4H1HG7GG", "校验位不对"),
    ],
)
def test_wrong_code_is_told_what_is_wrong(code: str, words: str) -> None:
    assert words in objection(code)


@given(st.integers(0, 999_999), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_never_passes(sequence: int, place: int, wrong: str) -> None:
    code = credit_code(sequence)
    if code[place] != wrong:
        assert objection(code[:place] + wrong + code[place + 1 :])


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_every_seventeen_characters_have_one_check_character(seventeen: str) -> None:
    assert check_character(seventeen) in ALPHABET


def test_character_that_the_standard_does_not_use_has_none() -> None:
    with pytest.raises(ValueError, match="substring"):
        check_character("9142039ISA4H1HG7G")
