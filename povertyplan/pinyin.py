"""Sort and search keys of Chinese names: full pinyin and initials, lower case, no tones."""

from functools import lru_cache
from typing import NamedTuple

# Family names that are read otherwise than the same character elsewhere.
SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "区": "ou",
    "解": "xie",
    "任": "ren",
    "查": "zha",
    "盖": "ge",
    "朴": "piao",
    "缪": "miao",
    "尉": "yu",
    "乐": "yue",
    "翟": "zhai",
    "覃": "qin",
    "牟": "mu",
    "员": "yun",
    "燕": "yan",
    "纪": "ji",
    "华": "hua",
    "宁": "ning",
}


class PinyinKeys(NamedTuple):
    full: str
    initials: str


# Characters that given names read otherwise than the dictionary's first reading.
IN_NAMES = {"长": "chang", "重": "chong", "行": "xing", "朝": "chao", "盛": "sheng", "乐": "le", "曾": "zeng"}


@lru_cache(maxsize=20_000)
def keys(name: str) -> PinyinKeys:
    """李长根 → ("lichanggen", "lcg"); a character without reading stands for itself."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - slow start

    syllables = lazy_pinyin(name)
    if name and len(syllables) == len(name):
        syllables = [IN_NAMES.get(char, read) for char, read in zip(name, syllables, strict=True)]
        syllables[0] = SURNAMES.get(name[0], syllables[0])
    return PinyinKeys("".join(syllables).lower(), "".join(s[:1] for s in syllables).lower())
