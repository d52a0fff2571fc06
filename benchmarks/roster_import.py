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
    results, a_row = [], {}
    for rows in SIZES:
        content = workbook(roster(rows, villages=VILLAGES))
        rounds = 3 if rows <= 5_000 else 1
        taken = [imported(content, rows) for _ in range(rounds)]
        beside = min(openpyxl_seconds(content) for _ in range(rounds))
        first, again = (min(times) for times in zip(*taken, strict=True))
        a_row[rows] = first / rows
        results += [
            at_most(f"roster_import_{rows}", first / beside, 1, f"{first:.1f} s against {beside:.1f} s"),
            at_most(f"roster_again_{rows}", again / beside, 1, f"{again:.1f} s, nothing to change"),
            peak_of_its_own(content, rows),
        ]
    if len(a_row) > 1:
        growth = a_row[max(a_row)] / a_row[min(a_row)]
        results.append(at_most("roster_growth", growth, 1.3, f"a row of {max(a_row):,} against {min(a_row):,}"))
    return results


def imported(content: bytes, rows: int) -> tuple[float, float]:
    """Seconds of the first import and of the same file again; nothing is kept."""
    with transaction.atomic():
        Village.objects.bulk_create(Village(code=str(420399900000 + n), name=v) for n, v in enumerate(VILLAGES))
        before = Member.objects.count()
        first = import_seconds(content)
        assert Member.objects.count() == before + rows
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        again = import_seconds(content)
        transaction.set_rollback(True)
    return first, again


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
    imported(Path(sys.argv[1]).read_bytes(), int(sys.argv[2]))
    # Not getrusage: that begins with the peak of the process that started this one.
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    print(found[1] if found else 0)
