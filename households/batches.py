"""An import batch told in a line or two: its figures by what was counted, and the lamp of its state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from povertyplan.audit.models import ImportBatch, ImportState
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.sheets.kinds import kind_of, kinds
from povertyplan.ui.sheets.outcomes import NOUNS, Outcome, Tally
from povertyplan.ui.sheets.reading import Layout

_LAMPS = {ImportState.PREVIEW: Lamp.GO, ImportState.COMMITTED: Lamp.DONE, ImportState.UNDONE: Lamp.NONE}


@dataclass(frozen=True, slots=True)
class Guide:
    """What a kind of file should have at its top, for the page where the file is chosen."""

    label: str
    required: list[str]
    optional: list[str]

    @classmethod
    def to(cls, label: str, layout: Layout) -> "Guide":
        required = [label for name, label in layout.labels.items() if name in layout.required]
        return cls(label, required, [label for label in layout.labels.values() if label not in required])


def guides() -> list[Guide]:
    return [Guide.to(kind.label, kind.layout) for kind in kinds().values() if kind.layout]


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
        return reverse(kind_of(self.batch.kind).list_url)

    @property
    def list_label(self) -> str:
        return kind_of(self.batch.kind).list_label

    @property
    def title(self) -> str:
        return "这批已经撤销" if self.batch.state == ImportState.UNDONE else "导入完成"

    @property
    def told(self) -> str:
        """2017-11-16 14:05 周会计 · 名册.xlsx, and when it was undone."""
        batch, who = self.batch, self.batch.created_by
        said = [f"{_moment(batch.committed_at)} {who.name if who else '系统'}", batch.file_name]
        return " · ".join([*said, f"{_moment(batch.undone_at)} 撤销"] if batch.undone_at else said)

    @property
    def marked(self) -> bool:
        """Whether the refused rows can be had as a workbook."""
        counted = (self.batch.counts.get(noun, {}) for noun in NOUNS)
        has_cells = kind_of(self.batch.kind).layout is not None
        return has_cells and self.batch.state == ImportState.COMMITTED and any(c.get("refused") for c in counted)

    @property
    def marked_name(self) -> str:
        """File name of the workbook that comes back with the wrong rows marked."""
        return f"{self.batch.file_name.removesuffix('.xlsx')}-标红.xlsx"

    @property
    def lamp(self) -> Lamp:
        return _LAMPS[ImportState(self.batch.state)]


def _moment(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""
