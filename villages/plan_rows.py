"""The rows of a plan's lists as they are typed and kept: wishes, targets by year, funding, timetable."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple


class WishRow(NamedTuple):
    choice: str
    households: int


class TargetRow(NamedTuple):
    year: int
    amount: Decimal


class FundingRow(NamedTuple):
    """`amount` in 分."""

    source: str
    amount: int
    note: str = ""


class TimetableRow(NamedTuple):
    """`due_on` is None only in the row of a stage that has no milestone yet."""

    stage: str
    name: str
    due_on: date | None
    owner: str
    deliverable: str


def fingerprint(*lists: Iterable[tuple[object, ...]]) -> str:
    """The same for the same rows in the same order: what a person had on the page when it was opened."""
    text = "\n".join("\t".join(map(_said, row)) for rows in lists for row in (*rows, ("",)))
    return sha256(text.encode()).hexdigest()[:16]


def _said(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, Decimal) else "" if value is None else str(value)
