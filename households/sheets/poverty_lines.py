"""Poverty lines year by year, the series that circulate side by side."""

from dataclasses import dataclass
from datetime import date

from households.models import PovertyLine


@dataclass(frozen=True)
class LineCell:
    """A series in a year; `line` is None where it says nothing of that year."""

    series: str
    line: PovertyLine | None


@dataclass(frozen=True)
class LineYear:
    year: int
    cells: tuple[LineCell, ...]

    @property
    def in_use(self) -> PovertyLine | None:
        """None: no income of that year is judged."""
        return next((cell.line for cell in self.cells if cell.line and cell.line.is_in_use), None)


def line_years(*, today: date) -> list[LineYear]:
    """From the first year with a line to this or the last one, newest first; years without a line stand among them."""
    found = {(line.year, line.series): line for line in PovertyLine.objects.all()}
    if not found:
        return [LineYear(today.year, ())]
    years = {year for year, _ in found}
    series = sorted({name for _, name in found}, key=lambda name: (-sum(n == name for _, n in found), name))
    return [
        LineYear(year, tuple(LineCell(name, found.get((year, name))) for name in series))
        for year in range(max(*years, today.year), min(years) - 1, -1)
    ]
