"""Which version of a row a person had in front of them: the key of its newest history event.

A form carries it along; a save that was made from an older version is refused, and both versions are shown.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject


def version_of(row: models.Model) -> int:
    """0 for a row without history."""
    return row.history.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0  # type: ignore[attr-defined]


def values_at(row: models.Model, version: int, fields: list[str]) -> dict[str, Any]:
    """The named fields as they were in that version; empty where the row never had it."""
    event = row.history.filter(pgh_id=version).first()  # type: ignore[attr-defined]
    return {name: getattr(event, name) for name in fields} if event else {}


def author_of(row: models.Model) -> str:
    """Who made the newest version."""
    newest = row.history.select_related("pgh_context").order_by("-pgh_id").first()  # type: ignore[attr-defined]
    context = newest.pgh_context if newest else None
    return str(context.metadata.get("user_name", "")) if context else ""


def authors_of(row: models.Model, fields: Sequence[str]) -> set[int]:
    """Keys of the users who wrote one of the named fields, in any version."""
    versions = row.history.order_by("pgh_id").values_list("pgh_context__metadata__user", *fields)  # type: ignore[attr-defined]
    found: set[int] = set()
    before: list[Any] | None = None
    for user, *values in versions:
        if user and values != before:
            found.add(user)
        before = values
    return found


def written_by(user: int, model: type[models.Model], fields: Sequence[str]) -> Exists:
    """The condition on rows of `model` that this user (key) is one of their `authors_of`."""
    events = model._meta.get_field("history").related_model._default_manager  # type: ignore[union-attr]
    values = JSONObject(**{name: name for name in fields})
    earlier = events.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    before = Subquery(earlier.annotate(values_then=values).values("values_then")[:1])
    written = events.filter(pgh_obj=OuterRef("pk"), pgh_context__metadata__user=user)
    written = written.alias(values_now=values, values_before=before)
    return Exists(written.filter(Q(values_before__isnull=True) | ~Q(values_now=F("values_before"))))
