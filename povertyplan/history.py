"""Row history by triggers: every version of a row, with who and why, also after bulk and raw SQL."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

M = TypeVar("M", bound=models.Model)


def keeps_history(*, exclude: Sequence[str] = ()) -> Callable[[type[M]], type[M]]:
    """Class decorator: inserts, updates and deletes of the model go to its append-only event table.

    New trackers for each model: pghistory's default ones lose the statement level when they are copied.
    """
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=list(exclude) or None
    )


class DerivingTrigger(pgtrigger.Trigger):
    """A trigger that writes rows of another table with history.

    An undo holds it still: those rows come back from their own history, and deriving them again would differ.
    """
