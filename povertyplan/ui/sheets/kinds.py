"""The kinds of files that can come in: each app says in its `import_kinds` what its own are.

`settings.IMPORT_KINDS` names them by dotted path, in the order of the upload page, as middleware is named: an app
that stands higher adds a kind without anybody below knowing it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from povertyplan.audit.models import ImportKind
from povertyplan.ui.sheets.outcomes import Preview
from povertyplan.ui.sheets.reading import Layout, open_table

WORKBOOK = (".xlsx",)


class Plan(Protocol):
    """What a file would write: unsaved rows, and what came of each row of the file."""

    preview: Preview


# Holds an opened file against the database: (opened, *, today, locked, close). `locked` keeps what is compared
# unchanged until the commit, `close` lets the memory of a table go as soon as its rows are read. Raises Refused.
Compare = Callable[..., Plan]
# Puts the rows of a plan of this kind into the database, inside the `changing` of the import.
Write = Callable[[Any], None]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of file, from its name on disk to where its things are looked at afterwards.

    A workbook has a `layout`; any other file has `read`, which raises Refused where it cannot be read.
    """

    key: ImportKind
    compare: Compare
    write: Write
    # Name of the list's URL, and the words of the link to it.
    list_url: str
    list_label: str
    layout: Layout | None = None
    read: Callable[[bytes], object] | None = None
    endings: tuple[str, ...] = WORKBOOK
    how_to_save: str = "在 Excel 里打开，另存为“Excel 工作簿”再选"
    # Fields whose columns tell on the check page which thing a row is about.
    shown: tuple[str, ...] = ()
    # (noun, what the registry calls a fact) → field, where files call it otherwise.
    fields_by_label: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return str(self.key.label)

    def open(self, content: bytes, *, chosen: Mapping[str, str]) -> object:
        """A Table, or what `read` makes of the file; `chosen` maps headings to fields as a person matched them."""
        if self.layout is not None:
            return open_table(content, self.layout, chosen=chosen)
        assert self.read is not None  # noqa: S101 - one of the two is given
        return self.read(content)


@cache
def kinds() -> Mapping[str, Kind]:
    """By key, in the order of the settings."""
    found = [import_string(path) for path in settings.IMPORT_KINDS]
    return {kind.key: kind for kind in found}


def kind_of(key: str) -> Kind:
    return kinds()[key]
