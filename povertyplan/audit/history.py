"""Row history by triggers: every version of a row, with who and why, also after bulk and raw SQL."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def keeps_history() -> Callable[[M], M]:
    """Class decorator: inserts, updates and deletes of the model go to its append-only event table.

    New trackers for each model: pghistory's default ones lose the statement level when they are copied.
    """
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
