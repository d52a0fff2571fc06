"""What happened to an experience and to its measures, in words, from row history (痕迹)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from villages.models import LocalMeasure, Practice

_SILENT = {"id", "practice", "recorded_by", "declined_by"}

# A row of an event table.
Version = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One thing that happened: to a whole row (`old` and `new` empty) or to one of its fields."""

    what: str
    old: str = ""
    new: str = ""


@dataclass
class Entry:
    """One act of one person."""

    at: datetime
    who: str
    reason: str
    lines: list[Line] = field(default_factory=list)


def trail(practice: Practice) -> list[Entry]:
    """Newest first; rows that one act wrote are one entry."""
    entries: dict[Any, Entry] = {}
    for model, mine in ((Practice, {"pgh_obj_id": practice.pk}), (LocalMeasure, {"practice_id": practice.pk})):
        before: Version = {}
        for event in _events(model, mine):
            lines = list(_lines(model, event, before if before.get("id") == event["id"] else None))
            before = event
            if lines:
                context = event["context"] or {}
                entry = entries.setdefault(
                    event["pgh_context_id"] or (model, event["pgh_id"]),
                    Entry(event["pgh_created_at"], str(context.get("user_name", "")), str(context.get("reason", ""))),
                )
                entry.lines.extend(lines)
    return sorted(entries.values(), key=lambda entry: entry.at, reverse=True)


def _events(model: type[models.Model], mine: dict[str, int]) -> models.QuerySet[Any, Any]:
    events = model._meta.get_field("history").related_model._default_manager  # type: ignore[union-attr]
    return events.filter(**mine).annotate(context=models.F("pgh_context__metadata")).order_by("id", "pgh_id").values()


def _lines(model: type[models.Model], event: Version, before: Version | None) -> Iterator[Line]:
    name = event["content"] if model is LocalMeasure else "经验"
    if event["pgh_label"] == "insert":
        yield Line(f"定下举措：{name}" if model is LocalMeasure else "登记经验")
    elif event["pgh_label"] == "delete":
        yield Line(f"删去：{name}")
    elif before is not None:
        for column in model._meta.concrete_fields:
            old, new = before.get(column.attname), event.get(column.attname)
            if old != new and column.name not in _SILENT:
                about = f"{name} {column.verbose_name}" if model is LocalMeasure else str(column.verbose_name)
                yield Line(about, _in_words(column, old), _in_words(column, new))


def _in_words(column: models.Field, value: object) -> str:
    if value is None or value == "":
        return "—"
    choices: dict[object, object] = dict(column.flatchoices)
    if value in choices:
        return str(choices[value])
    return value.isoformat() if isinstance(value, date) else str(value)
