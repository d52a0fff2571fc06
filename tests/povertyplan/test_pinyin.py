"""Search keys of names."""

import pytest

from povertyplan.pinyin import keys


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("李长根", "lichanggen", "lcg"),
        ("单明", "shanming", "sm"),
        ("曾红", "zenghong", "zh"),
        ("仇大山", "qiudashan", "qds"),
        ("区平", "ouping", "op"),
    ],
)
def test_keys_of_a_name(name: str, full: str, initials: str) -> None:
    assert keys(name) == (full, initials)


def test_character_without_reading_stands_for_itself() -> None:
    assert keys("莫𣲗").full.startswith("mo")
