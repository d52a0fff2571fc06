import re

from povertyplan.tokens import LENGTH, TOKEN, grouped, new_token


def test_token_has_no_look_alikes() -> None:
    tokens = {new_token() for _ in range(500)}
    assert len(tokens) == 500
    assert all(re.match(TOKEN, token) for token in tokens)
    assert not set("01IO") & set("".join(tokens))


def test_token_is_read_in_fours() -> None:
    assert grouped("ABCDEFGHJKLM") == "ABCD EFGH JKLM"
    assert len(new_token()) == LENGTH
