"""A roster of a few households, brought in row by row as a test wants it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from households.actions.imports import commit_import, stage_import
from povertyplan.audit.models import ImportKind
from povertyplan.ui.sheets.outcomes import Preview
from tests.rosters import workbook
from villages.models import Village

BringIn = Callable[..., Preview]


@pytest.fixture
def bring_in(village: Village, other_village: Village, today: date) -> BringIn:
    def commit(rows: Sequence[Sequence[Any]], *, on: date = today, **options: Any) -> Preview:
        batch = stage_import(ImportKind.ROSTER, "roster.xlsx", workbook(rows, **options), by=None)
        return commit_import(batch, by=None, today=on)

    return commit
