"""An import batch told in a line or two: its figures by what was counted, and the lamp of its state."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from households.imports.headings import HELPERS_LAYOUT, ROSTER_LAYOUT
from povertyplan.audit.models import ImportBatch, ImportKind, ImportState
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.sheets.outcomes import NOUNS, Outcome, Tally
from povertyplan.ui.sheets.reading import Layout

_LAMPS = {ImportState.PREVIEW: Lamp.GO, ImportState.COMMITTED: Lamp.DONE, ImportState.UNDONE: Lamp.NONE}
# Where the things of a kind of file are looked at afterwards.
_LISTS = {
    ImportKind.ROSTER: ("households:household_list", "看贫困户"),
    ImportKind.HELPERS: ("households:helper_list", "看帮扶责任人"),
    ImportKind.BOUNDARIES: ("office:village_list", "看村情"),
}


@dataclass(frozen=True, slots=True)
class Guide:
    """What a kind of file should have at its top, for the page where the file is chosen."""

    label: str
    required: list[str]
    optional: list[str]

    @classmethod
    def to(cls, kind: ImportKind, layout: Layout) -> "Guide":
        required = [label for name, label in layout.labels.items() if name in layout.required]
        return cls(kind.label, required, [label for label in layout.labels.values() if label not in required])


GUIDES = [Guide.to(ImportKind.ROSTER, ROSTER_LAYOUT), Guide.to(ImportKind.HELPERS, HELPERS_LAYOUT)]


@dataclass(frozen=True, slots=True)
class Figure:
    """What came of one noun of the file, e.g. 户."""

    noun: str
    tally: Tally

    def __str__(self) -> str:
        said = [
            f"{outcome.label} {n}"
            for outcome, n in zip(Outcome, self.tally.as_json().values(), strict=True)
            if n or outcome is Outcome.NEW
        ]
        return f"{self.noun}：{' · '.join(said)}"


def figures(counts: dict[str, Any]) -> list[Figure]:
    """From what the batch keeps: {"rows": 2978, "households": {"new": 1287, …}, …}."""
    return [Figure(label, Tally(**counts[noun])) for noun, label in NOUNS.items() if noun in counts]


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch on its pages."""

    batch: ImportBatch

    @property
    def figures(self) -> list[Figure]:
        return figures(self.batch.counts)

    @property
    def list_url(self) -> str:
        return reverse(_LISTS[ImportKind(self.batch.kind)][0])

    @property
    def list_label(self) -> str:
        return _LISTS[ImportKind(self.batch.kind)][1]

    @property
    def marked_name(self) -> str:
        """File name of the workbook that comes back with the wrong rows marked."""
        return f"{self.batch.file_name.removesuffix('.xlsx')}-标红.xlsx"

    @property
    def lamp(self) -> Lamp:
        return _LAMPS[ImportState(self.batch.state)]
