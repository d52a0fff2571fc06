"""`roster_import`: a whole import (stage, read, check, compare, write) beside merely reading the file with openpyxl.

Set ROSTER_ROWS to other sizes, e.g. `ROSTER_ROWS=100000`, for a county's roster.
"""

import gc
import io
import os
import re
import subprocess
import sys
import tempfile
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
ALONE = "import django; django.setup(); from benchmarks.roster_import import print_peak; print_peak()"


def run() -> list[Result]:
    results, ratios = [], {}
    for rows in SIZES:
        content = workbook(roster(rows, villages=VILLAGES))
        turns = [(*imported(content, rows), openpyxl_seconds(content)) for _ in range(3 if rows <= 5_000 else 2)]
        first, again, beside = (min(times) for times in zip(*turns, strict=True))
        ratios[rows] = first / beside
        results += [
            at_most(f"roster_import_{rows}", first / beside, 1, f"{first:.1f} s against {beside:.1f} s"),
            at_most(f"roster_again_{rows}", again / beside, 1, f"{again:.1f} s, nothing to change"),
            peak_of_its_own(content, rows),
        ]
    if len(ratios) > 1:
        # Reading is linear in the rows; what grows faster than it is not.
        growth = ratios[max(ratios)] / ratios[min(ratios)]
        results.append(at_most("roster_growth", growth, 1.3, f"{max(ratios):,} rows against {min(ratios):,}"))
    return results


def imported(content: bytes, rows: int) -> tuple[float, float]:
    """Seconds of the first import and of the same file again; nothing is kept."""
    with transaction.atomic():
        first = first_import(content, rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        again = import_seconds(content)
        transaction.set_rollback(True)
    return first, again


def first_import(content: bytes, rows: int) -> float:
    Village.objects.bulk_create(Village(code=str(420399900000 + n), name=v) for n, v in enumerate(VILLAGES))
    before = Member.objects.count()
    seconds = import_seconds(content)
    assert Member.objects.count() == before + rows
    return seconds


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


def peak_of_its_own(content: bytes, rows: int) -> Result:
    """The most memory of a process that does nothing else."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-c", ALONE, file.name, str(rows)]
        run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    megabytes = int(run.stdout) // 1024
    return Result(f"roster_peak_{rows}", f"{megabytes} MB", f"<= {MOST_MEGABYTES} MB", megabytes <= MOST_MEGABYTES)


def print_peak() -> None:
    with transaction.atomic():
        first_import(Path(sys.argv[1]).read_bytes(), int(sys.argv[2]))
        transaction.set_rollback(True)
    # Not getrusage: that begins with the peak of the process that started this one.
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    print(found[1] if found else 0)
