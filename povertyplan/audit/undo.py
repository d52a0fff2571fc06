"""What taking an import batch back means, found in the event tables; it knows no domain model by name.

Every write of a batch is an event whose context carries `batch`. The state of a row before the batch is its
latest event before the batch's first one; a row whose first event in the batch is an insert was not there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignObjectRel, Model
from pghistory.models import Context, Event

from povertyplan.audit.models import ImportBatch, ImportState
from povertyplan.audit.refusal import Refused


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that would be lost or overwritten: what it is, who wrote it last, when and why, in which import."""

    kind: str
    row: str
    who: str
    when: datetime | None
    why: str
    batch: int | None = None


class ConflictGroup(NamedTuple):
    """Conflicts of one kind with one cause; `batch` is the later import to undo first, where it was one."""

    kind: str
    who: str
    why: str
    batch: int | None
    rows: int


class UndoConflict(Refused):
    """Refusal with the list of what was written after the batch and depends on it."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(f"撤不回来：导入以后又有 {len(conflicts)} 处改动，先处理这些改动")
        self.conflicts = conflicts


@dataclass(frozen=True, slots=True)
class TableUndo:
    """What happens to one table: keys of rows to delete, and the events whose values come back."""

    model: type[Model]
    events: Any
    delete: list[int]
    update: list[int]
    insert: list[int]

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name)


@dataclass(frozen=True, slots=True)
class UndoPlan:
    tables: list[TableUndo]
    conflicts: list[Conflict]

    @property
    def groups(self) -> list[ConflictGroup]:
        """The conflicts by cause, the largest group first."""
        counted = Counter((c.kind, c.who, c.why, c.batch) for c in self.conflicts)
        return [ConflictGroup(*cause, count) for cause, count in counted.most_common()]

    @property
    def total(self) -> int:
        """Rows that anything happens to."""
        return sum(len(table.delete) + len(table.update) + len(table.insert) for table in self.tables)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """{"户": {"deleted": 3, "restored": 1}, …}: rows that go and rows that get their old values."""
        return {
            table.name: {"deleted": len(table.delete), "restored": len(table.update) + len(table.insert)}
            for table in self.tables
        }


class Tracked(NamedTuple):
    """A model and its event model, whose columns pghistory makes out of the model's: no type checker knows them."""

    model: type[Model]
    events: Any


class _Version(NamedTuple):
    event: int
    label: str
    context: UUID | None
    at: datetime


class _History(NamedTuple):
    """The versions of one touched row, split at the batch."""

    before: list[_Version]
    during: list[_Version]
    after: list[_Version]


def tracked_models() -> Iterator[Tracked]:
    for events in apps.get_models():
        if issubclass(events, Event) and events.pgh_tracked_model is not None:
            yield Tracked(events.pgh_tracked_model, events)


def lock_touched_rows(batch_id: int) -> None:
    """Nobody changes the batch's rows until the transaction ends; in key order, so that two undos cannot cross."""
    contexts = _contexts_of(batch_id)
    for model, events in tracked_models():
        touched = events.objects.filter(pgh_context__in=contexts).values("pgh_obj_id")
        rows = model._base_manager.filter(pk__in=touched).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))


def plan_undo(batch_id: int) -> UndoPlan:
    contexts = _contexts_of(batch_id)
    found = {tracked: _histories(tracked, contexts) for tracked in tracked_models()}
    histories = {tracked: rows for tracked, rows in found.items() if rows}
    touched = {tracked.model: set(rows) for tracked, rows in histories.items()}
    tables = [_table_undo(tracked, rows) for tracked, rows in histories.items()]
    later = {
        tracked.model: {key: row.after[-1] for key, row in rows.items() if row.after}
        for tracked, rows in histories.items()
    }
    for table in tables:
        _add_dependents(later, table, touched)
    return UndoPlan(tables, _conflicts(later))


def _contexts_of(batch_id: int) -> list[UUID]:
    return list(Context.objects.filter(metadata__batch=batch_id).values_list("pk", flat=True))


def _histories(tracked: Tracked, contexts: list[UUID]) -> dict[int, _History]:
    """Every version of every row of the table that the batch touched, in order.

    Versions of a later batch that has itself been undone are left out: together they changed nothing.
    """
    events = tracked.events.objects
    touched = events.filter(pgh_context__in=contexts).values("pgh_obj_id")
    versions = events.filter(pgh_obj_id__in=touched).order_by("pgh_id")
    rows: dict[int, _History] = defaultdict(lambda: _History([], [], []))
    ours = set(contexts)
    for key, *version in versions.values_list("pgh_obj_id", "pgh_id", "pgh_label", "pgh_context", "pgh_created_at"):
        entry = _Version(*version)
        history = rows[key]
        part = history.during if entry.context in ours else history.after if history.during else history.before
        part.append(entry)
    settled = _settled(entry.context for row in rows.values() for entry in row.after)
    for key, row in rows.items():
        rows[key] = row._replace(after=[entry for entry in row.after if entry.context not in settled])
    return dict(rows)


def _settled(contexts: Iterable[UUID | None]) -> set[UUID | None]:
    """Which of these contexts are an undo, or a batch that was undone."""
    undone = set(ImportBatch.objects.filter(state=ImportState.UNDONE).values_list("pk", flat=True))
    known = Context.objects.filter(pk__in={context for context in contexts if context})
    return {c.pk for c in known if "undo_of" in c.metadata or c.metadata.get("batch") in undone}


def _table_undo(tracked: Tracked, rows: dict[int, _History]) -> TableUndo:
    table = TableUndo(tracked.model, tracked.events, delete=[], update=[], insert=[])
    for key, row in rows.items():
        is_there = row.during[-1].label != "delete"
        if row.during[0].label == "insert":
            if is_there:
                table.delete.append(key)
        else:
            (table.update if is_there else table.insert).append(row.before[-1].event)
    return table


def _add_dependents(
    later: dict[type[Model], dict[int, _Version]], table: TableUndo, touched: dict[type[Model], set[int]]
) -> None:
    """Adds rows that somebody else hung on a row which the batch created.

    What keeps no history is nobody's work, as the remembered contents of bags: it may hang on nothing.
    """
    with_history = {tracked.model for tracked in tracked_models()}
    for relation in table.model._meta.get_fields(include_hidden=True):
        if not table.delete or not isinstance(relation, ForeignObjectRel):
            continue
        model = relation.related_model
        if isinstance(model, str) or issubclass(model, Event) or model not in with_history:
            continue
        hanging = model._base_manager.filter(**{f"{relation.field.name}__in": table.delete})
        keys = set(hanging.values_list("pk", flat=True)) - touched.get(model, set())
        later.setdefault(model, {}).update(_latest_versions(model, keys))


def _latest_versions(model: type[Model], keys: set[int]) -> dict[int, _Version]:
    versions = _tracked(model).events.objects.filter(pgh_obj_id__in=keys).order_by("pgh_id")
    columns = ("pgh_obj_id", "pgh_id", "pgh_label", "pgh_context", "pgh_created_at")
    return {key: _Version(*version) for key, *version in versions.values_list(*columns)}


def _conflicts(later: dict[type[Model], dict[int, _Version]]) -> list[Conflict]:
    wanted = {version.context for rows in later.values() for version in rows.values()}
    metadata: dict[UUID | None, dict[str, Any]] = {
        context.pk: context.metadata for context in Context.objects.filter(pk__in=[pk for pk in wanted if pk])
    }
    found = []
    for model, rows in later.items():
        names = _names(model, rows)
        for key, version in rows.items():
            facts = metadata.get(version.context, {})
            who, why, batch = facts.get("user_name", "不知道是谁"), facts.get("reason", ""), facts.get("batch")
            found.append(Conflict(str(model._meta.verbose_name), names[key], who, version.at, why, batch))
    return sorted(found, key=lambda conflict: (conflict.kind, conflict.row))


def _names(model: type[Model], rows: dict[int, _Version]) -> dict[int, str]:
    """How each row calls itself; a row that is gone is called by its last version."""
    names = {row.pk: str(row) for row in model._base_manager.select_related().filter(pk__in=rows)}
    for key in rows.keys() - names.keys():
        last = _tracked(model).events.objects.get(pk=rows[key].event)
        names[key] = str(model(**{f.attname: getattr(last, f.attname) for f in model._meta.concrete_fields}))
    return names


def _tracked(model: type[Model]) -> Tracked:
    return next(tracked for tracked in tracked_models() if tracked.model is model)
