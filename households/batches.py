"""An import batch told in a line or two: its figures by what was counted, and the lamp of its state."""

from dataclasses import dataclass
from typing import Any

from povertyplan.audit.models import ImportBatch, ImportState
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.sheets.outcomes import NOUNS, Outcome, Tally

_LAMPS = {ImportState.PREVIEW: Lamp.GO, ImportState.COMMITTED: Lamp.DONE, ImportState.UNDONE: Lamp.NONE}


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
    """A row of the list of imports."""

    batch: ImportBatch

    @property
    def figures(self) -> list[Figure]:
        return figures(self.batch.counts)

    @property
    def lamp(self) -> Lamp:
        return _LAMPS[ImportState(self.batch.state)]
