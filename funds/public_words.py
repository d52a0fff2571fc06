"""What of the free text of the books may stand in the open: no villager's name, no telephone, no account (P12).

A memo is public by rule: the hash of its entry covers it in clear, so it is refused where it is written. All else that
the public page tells was written for the office, and is masked where it is read.
"""

import re
from collections.abc import Iterable

from households.models import Member
from villages.models import Village

# As long as the shortest telephone of a town; an account, an ID number and a mobile are longer.
_DIGITS = re.compile(r"\d{7,}")
_INSTITUTIONS = (
    *(
        "公司",
        "厂",
        "店",
        "社",
        "商行",
        "超市",
        "市场",
        "集团",
        "银行",
        "支行",
        "队",
        "中心",
        "学校",
        "小学",
        "中学",
        "幼儿园",
    ),
    *("医院", "卫生院", "卫生室", "局", "委", "办", "所", "站", "部", "院", "会", "处", "政府", "财政", "基金"),
)
PRIVATE = "农户"


def villagers(village: Village) -> frozenset[str]:
    """Names that must not stand in the open, those who left included."""
    rows = Member.objects.filter(household__village=village).values_list("name", flat=True)
    return frozenset(name for name in rows if len(name) > 1)


def found_in(text: str, names: Iterable[str]) -> str:
    """The name or number that keeps the text out of the open; empty where nothing does."""
    digits = _DIGITS.search("".join(text.split()))
    return digits.group() if digits else next((name for name in names if name in text), "")


def public(text: str, names: Iterable[str], *, instead: str) -> str:
    return instead if found_in(text, names) else text


def payee(text: str, names: Iterable[str], known: Iterable[str]) -> str:
    """Enterprises (`known` by the registry) and offices by name; whatever may be a person as 农户."""
    said = text.strip()
    is_institution = said in set(known) or (len(said) > 3 and said.endswith(_INSTITUTIONS))
    return said if is_institution and not found_in(said, names) else PRIVATE
