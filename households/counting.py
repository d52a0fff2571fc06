"""Counts that cost the same in an office a hundred times the size: they stop where nobody reads on."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

COUNT_UP_TO = 5_000


class Count(int):
    """A number of rows; beyond the limit it only says so."""

    def __str__(self) -> str:
        return f"{COUNT_UP_TO}+" if self > COUNT_UP_TO else int.__repr__(self)


def count_up_to(rows: QuerySet[Any]) -> Count:
    return Count(rows.order_by()[: COUNT_UP_TO + 1].count())


class ListPaginator(Paginator):  # type: ignore[type-arg]
    @cached_property
    def count(self) -> Count:
        return count_up_to(self.object_list)  # type: ignore[arg-type]
