"""Codes that stand on paper and open a public page: opaque, read off by eye, not to be guessed."""

import secrets

# Without 0, 1, I and O.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
TOKEN = rf"^[{_ALPHABET}]{{{LENGTH}}}$"


def new_token() -> str:
    """60 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def grouped(token: str) -> str:
    """ABCD EFGH JKLM."""
    return " ".join(token[start : start + 4] for start in range(0, len(token), 4))
