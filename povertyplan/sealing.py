"""Sealing of ID and account numbers: AES-256-GCM for keeping, a keyed hash for finding (reliability §5.3).

A sealed value is `key id | 0x00 | nonce (12 bytes) | ciphertext`. The place it belongs to (table, column, row)
is authenticated with it, so a value copied to another row does not open. Keys are settings, never in the
database: a dump alone reveals nothing, and an unkeyed hash of an ID number would fall in a minute.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class SealBroken(Exception):
    """The value was altered, moved to another row, or sealed with a key that is gone."""


def seal(text: str, *, place: str) -> bytes:
    return seal_bytes(text.encode(), place=place)


def unseal(value: bytes | memoryview, *, place: str) -> str:
    return unseal_bytes(value, place=place).decode()


def seal_bytes(content: bytes, *, place: str) -> bytes:
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(12)
    return key_id.encode() + b"\0" + nonce + AESGCM(bytes.fromhex(key)).encrypt(nonce, content, place.encode())


def unseal_bytes(value: bytes | memoryview, *, place: str) -> bytes:
    key_id, _, rest = bytes(value).partition(b"\0")
    key = settings.FIELD_KEYS.get(key_id.decode())
    if key is None:
        raise SealBroken(f"no key {key_id.decode()!r}")
    try:
        return AESGCM(bytes.fromhex(key)).decrypt(rest[:12], rest[12:], place.encode())
    except InvalidTag as broken:
        raise SealBroken(place) from broken


def blind_index(text: str, *, purpose: str) -> bytes:
    """32 bytes, equal for equal text and purpose; worthless without INDEX_KEY."""
    return hmac.new(bytes.fromhex(settings.INDEX_KEY), f"{purpose}|{text}".encode(), hashlib.sha256).digest()
