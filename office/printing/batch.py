"""The whole office's bags: villages printed by two processes beside each other, one village in memory at a time."""

import multiprocessing
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from office.printing import binding
from office.printing.press import VillagePile, village_pdf
from povertyplan.ui import dates

# More processes than the machine of an office has cores gain nothing and cost 450 MB each.
PROCESSES = 2
# A process never gives its memory back: after four villages it held 970 MB. A new one is forked warm.
VILLAGES_A_PROCESS = 1


@dataclass(frozen=True)
class Printed:
    pile: VillagePile
    path: Path


def print_piles(piles: Sequence[VillagePile], folder: Path) -> Iterator[Printed]:
    """One press-ready PDF per village into `folder`, in the order of the villages.

    Forks: only from a command, never from a web worker with threads.
    """
    tasks = [(pile, folder / f"{pile.code}-{pile.village}.pdf") for pile in piles]
    if len(tasks) == 1:
        yield _print(tasks[0])
        return
    _warm_up()
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(PROCESSES, maxtasksperchild=VILLAGES_A_PROCESS) as pool:
        yield from pool.imap(_print, tasks)


def print_one_file(piles: Sequence[VillagePile], target: Path) -> Iterator[Printed]:
    """All villages in one file: printed apart and joined, so that memory stays that of one part a process."""
    if len(piles) == 1:
        yield _print((piles[0], target))
        return
    done = []
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bags-") as folder:
        for printed in print_piles(piles, Path(folder)):
            done.append(printed)
            yield printed
        draft = Path(folder) / "all.pdf"
        parts = ((printed.path, printed.pile.village) for printed in done)
        binding.join(parts, draft, title=f"明白袋 {dates.spoken(piles[0].on, year=True)}")
        draft.replace(target)


def _warm_up() -> None:
    """Before the fork, so that fonts and style sheets are loaded once and shared."""
    from office.printing import engine  # noqa: PLC0415 - slow start

    engine.style_sheets()


def _print(task: tuple[VillagePile, Path]) -> Printed:
    pile, path = task
    draft = path.with_suffix(".part")
    draft.write_bytes(village_pdf(pile))
    draft.replace(path)
    return Printed(pile, path)
