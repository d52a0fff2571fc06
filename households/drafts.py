"""A standard while it is being rewritten: its points and requirements as typed, beside what they were."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase
from typing import NamedTuple, Self

from households.models import Criterion, Requirement
from povertyplan.pinyin import keys

_CODE_LENGTH = 18


@dataclass(frozen=True)
class PointDraft:
    """A point of the next version. `criterion` is the wording that it goes back to; None for an added one."""

    criterion: Criterion | None
    group: str
    name: str
    mark: str
    text: str
    evidence_kind: str
    rule: str

    @classmethod
    def of(cls, row: Criterion) -> Self:
        return cls(row, row.group, row.name, row.mark, row.text, row.evidence_kind, row.rule)

    @property
    def words(self) -> dict[str, str]:
        """The fields of a criterion but its code."""
        return {
            "group": self.group,
            "name": self.name,
            "mark": self.mark,
            "text": self.text,
            "evidence_kind": self.evidence_kind,
            "rule": self.rule,
        }

    @property
    def is_unchanged(self) -> bool:
        return self.criterion is not None and all(getattr(self.criterion, n) == said for n, said in self.words.items())


class RequirementDraft(NamedTuple):
    """A requirement to a village; exactly one of the three bounds is given."""

    indicator: str
    least: Decimal | None
    most: Decimal | None
    whole: str
    text: str

    @classmethod
    def of(cls, row: Requirement) -> Self:
        return cls(row.indicator, row.least, row.most, row.whole, row.text)


def code_for(name: str, taken: Collection[str]) -> str:
    """A point's place in addresses, from its name's pinyin: 安全住房 → anquanzhufang, then anquanzhufang_b."""
    letters = "".join(sign for sign in keys(name).full if sign in ascii_lowercase)[:_CODE_LENGTH] or "point"
    return next(code for code in (letters, *(f"{letters}_{sign}" for sign in ascii_lowercase[1:])) if code not in taken)
