"""ID numbers at rest: a stolen dump reveals nothing (P10)."""

import pytest
from pytest_django import Settings

from povertyplan.sealing import SealBroken, blind_index, seal, unseal

NUMBER = "420399197202136298"
PLACE = "households_member.id_sealed:7"


def test_what_was_sealed_opens_at_its_place() -> None:
    assert unseal(seal(NUMBER, place=PLACE), place=PLACE) == NUMBER


def test_value_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(SealBroken):
        unseal(seal(NUMBER, place=PLACE), place="households_member.id_sealed:8")


def test_altered_value_does_not_open() -> None:
    sealed = bytearray(seal(NUMBER, place=PLACE))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), place=PLACE)


def test_same_number_looks_different_each_time() -> None:
    assert seal(NUMBER, place=PLACE) != seal(NUMBER, place=PLACE)


def test_older_key_still_opens_and_a_dropped_one_does_not(settings: Settings) -> None:
    old = settings.FIELD_KEYS
    sealed = seal(NUMBER, place=PLACE)
    settings.FIELD_KEYS = {"k2": "ef" * 32, **old}
    assert unseal(sealed, place=PLACE) == NUMBER
    assert seal(NUMBER, place=PLACE).startswith(b"k2\0")
    settings.FIELD_KEYS = {"k2": "ef" * 32}
    with pytest.raises(SealBroken):
        unseal(sealed, place=PLACE)


def test_index_depends_on_its_key(settings: Settings) -> None:
    before = blind_index(NUMBER, purpose="id")
    assert before == blind_index(NUMBER, purpose="id")
    assert before != blind_index(NUMBER, purpose="id-tail")
    settings.INDEX_KEY = "01" * 32
    assert before != blind_index(NUMBER, purpose="id")
