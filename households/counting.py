"""Counts that cost the same in an office a hundred times the size: they stop where nobody reads on."""

from functools import cached_property
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import QuerySet

COUNT_UP_TO = 5_000


class Count(int):
    """A number of rows; beyond the limit it only says so."""

    def __str__(self) -> str:
        return f"{COUNT_UP_TO}+" if self > COUNT_UP_TO else int.__repr__(self)


def count_up_to(rows: QuerySet[Any]) -> Count:
    return Count(rows.order_by()[: COUNT_UP_TO + 1].count())


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def remembered_when_many(key: str, rows: QuerySet[Any], *, total: Count) -> Count:
    """Always counted in an office of usual size; in a larger one the number may be a minute old."""
    if total <= COUNT_UP_TO:
        return count_up_to(rows)
    place = f"count:{_digest(key)}"
    kept = cache.get(place)
    if kept is None:
        kept = int(count_up_to(rows))
        cache.set(place, kept, timeout=60)
    return Count(kept)


class ListPaginator(Paginator):
    """`counted` is the number of rows where it is known already, or found without what only the page shows."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, counted: Count | None = None) -> None:
        super().__init__(rows, per_page)
        self._counted = counted

    @cached_property
    def count(self) -> Count:
        return count_up_to(self.object_list) if self._counted is None else self._counted  # type: ignore[arg-type]
