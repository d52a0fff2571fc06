"""`roster_import`: a whole import (stage, read, check, compare, write) beside merely reading the file with openpyxl.

Set ROSTER_ROWS to other sizes, e.g. `ROSTER_ROWS=100000`, for a county's roster.
"""

import gc
import io
import os
import re
import time
from pathlib import Path

import openpyxl
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.results import Result, at_most
from households.actions.imports import bring_in
from households.models import Member
from povertyplan.audit.models import ImportKind
from tests.rosters import roster, workbook
from villages.models import Village

SIZES = tuple(int(size) for size in os.environ.get("ROSTER_ROWS", "3000,30000").split(","))
VILLAGES = [f"测导{n}村" for n in range(15)]
MOST_MEGABYTES = 300


def run() -> list[Result]:
    results, a_row = [], {}
    for rows in SIZES:
        content = workbook(roster(rows, villages=VILLAGES))
        rounds = 3 if rows <= 5_000 else 1
        taken, peak = zip(*(imported(content, rows) for _ in range(rounds)), strict=True)
        beside = min(openpyxl_seconds(content) for _ in range(rounds))
        first, again = (min(times) for times in zip(*taken, strict=True))
        a_row[rows] = first / rows
        results += [
            at_most(f"roster_import_{rows}", first / beside, 1, f"{first:.1f} s against {beside:.1f} s"),
            at_most(f"roster_again_{rows}", again / beside, 1, f"{again:.1f} s, nothing to change"),
            Result(
                f"roster_peak_{rows}", f"{max(peak):.0f} MB", f"<= {MOST_MEGABYTES} MB", max(peak) <= MOST_MEGABYTES
            ),
        ]
    if len(a_row) > 1:
        growth = a_row[max(a_row)] / a_row[min(a_row)]
        results.append(at_most("roster_growth", growth, 1.3, f"a row of {max(a_row):,} against {min(a_row):,}"))
    return results


def imported(content: bytes, rows: int) -> tuple[tuple[float, float], float]:
    """Seconds of the first import and of the same file again, and the peak of memory; nothing is kept."""
    with transaction.atomic():
        Village.objects.bulk_create(Village(code=str(420399900000 + n), name=v) for n, v in enumerate(VILLAGES))
        before = Member.objects.count()
        forget_peak()
        first = import_seconds(content)
        assert Member.objects.count() == before + rows
        peak = peak_megabytes()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        again = import_seconds(content)
        transaction.set_rollback(True)
    return (first, again), peak


def import_seconds(content: bytes) -> float:
    gc.collect()
    start = time.perf_counter()
    bring_in(ImportKind.ROSTER, "roster.xlsx", content, by=None, today=timezone.localdate())
    return time.perf_counter() - start


def openpyxl_seconds(content: bytes) -> float:
    gc.collect()
    start = time.perf_counter()
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        _ = row
    book.close()
    return time.perf_counter() - start


def forget_peak() -> None:
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")


def peak_megabytes() -> float:
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024
