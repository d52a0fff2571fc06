"""What a benchmark says, and how two pieces of work are measured beside each other."""

import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

ROUNDS = 15


class Result(NamedTuple):
    """One printed line; `ok` is None for a figure that is reported without a target."""

    name: str
    value: str
    target: str
    ok: bool | None


def interleaved(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Median seconds of each, taken in turns; the first turn, which loads everything, is not counted."""
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            if turn:
                times.append(time.perf_counter() - start)
    return [median(times) for times in taken]


def fastest(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the best turn: for comparing what cannot be taken in turns, on a machine that others use too."""
    taken = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken[1:])


def at_most(name: str, value: float, target: float, note: str = "") -> Result:
    return Result(name, f"{value:.2f} x{f' ({note})' if note else ''}", f"<= {target} x", value <= target)
