"""What Postgres says to a write, rules that wait for the end of the transaction included."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction


def broken_rule(work: Callable[[], object]) -> str:
    """Name of the constraint that refuses what `work` does; fails where none does."""
    with pytest.raises(IntegrityError) as caught:
        _at_once(work)
    return str(caught.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


def _at_once(work: Callable[[], object]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        work()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
